"""Judging a stretch of training as it stands: what the rules say of sessions, runs and doses. Reads no file.

The slotter's own rules judge, with every session in its place; where one is against a rule, the slotter is asked for
the best place its week still has.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from planner import slotting
from planner.slotting import Rules
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.dose_rules import DOSE_RULES, find_dose_issues
from planner.training.findings import Finding, Severity
from planner.training.formatting import format_day, kind_name
from planner.training.safety_gates import Gate
from planner.training.workouts import DayStatus, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.slotting_problem import problem_as_scheduled

_ADVICE = {
    "HC14": "Make it what is still allowed: planner ease, or E in the calendar.",
    "HC12": "Take one out, or move one to a week that has room for it.",
    "W1": "Move one of these runs, or make one of them easy.",
    "W2": "Make one day of the week a rest day.",
    "W3": "Shorten it, or come to it in smaller steps.",
    "W4": "Shorten some runs of the week, or take one out.",
    "W5": "Make one of these weeks lighter.",
}
_ADVICE_FOR_RACE = {
    "W3": "It is the race: longer long runs in the weeks before it would bring it nearer.",
    "W4": "It is the race: keep the other runs of its week short.",
}
"""The race is as long as it is: nobody is told to shorten it."""


@dataclass(frozen=True, slots=True)
class JudgedPeriod:
    """Some days of training to be judged.

    Attributes:
        block: Its days; a block without a number is a stretch that no block holds.
        problem: What was asked of its slotting: level, targets, half days that are not available.
        workouts: Everything that counts, from two weeks before it to two weeks after.
        dropped_sessions: The strength sessions of its days that do not stand any more: skipped, or missed.
        absences: Days without training.
        rules: The slotting rules, with the runner's own settings.
        today: No better place is looked for before it.
        easy_weeks: The weeks that are meant to be lighter, from 0.
        gates: What is kept out for the runner's health now.
        answer: What the slotter has just said, for days that are not stored yet; no better places are looked for then.
    """

    block: Block
    problem: dict[str, Any]
    workouts: tuple[Workout, ...]
    rules: Rules
    today: dt.date
    dropped_sessions: tuple[Workout, ...] = ()
    absences: tuple[Absence, ...] = ()
    easy_weeks: frozenset[int] = frozenset()
    gates: tuple[Gate, ...] = ()
    answer: slotting.Answer | None = None


def judge_period(period: JudgedPeriod) -> Iterator[Finding]:
    """Everything the rules find, past and ahead, in no order."""
    state = _problem_as_scheduled(period, period.block.start, frozenset())
    problem = slotting.parse_problem({**state, "targets": period.problem.get("targets", [])})
    yield from findings_in_problem(period, problem)


def findings_in_problem(period: JudgedPeriod, problem: slotting.Problem) -> Iterator[Finding]:
    """What the rules find in a stretch whose problem is stated already, its sessions locked where they stand."""
    wording = _FindingWriter(period)
    standing = slotting.check_schedule(problem, period.rules, wording.week_name)
    for fault in standing.violations:
        yield wording.of_fault(fault)
    for warning in standing.warnings:
        yield wording.of_warning(warning)
    block = period.block
    held = [item for item in period.workouts if block.contains(item.date)]
    for dose in find_dose_issues(held, lambda day: (day - block.start).days // 7, period.easy_weeks):
        rule = DOSE_RULES[dose.code]
        yield wording.of_item(dose.session, dose.code, dose.text, (rule.sources_text, rule.evidence_text), dose.help)
    yield from wording.of_missing()


def _problem_as_scheduled(period: JudgedPeriod, today: dt.date, movable: frozenset[int]) -> dict[str, Any]:
    """The problem with everything locked but what is free; what was done without a plan stands there too."""
    items = tuple(
        replace(item, status=StoredStatus.DONE) if item.status is StoredStatus.UNPLANNED else item
        for item in period.workouts
    )
    return problem_as_scheduled(
        period.block, period.problem, items, movable=movable, absences=period.absences, today=today, gates=period.gates
    )


@dataclass(slots=True)
class _FindingWriter:
    """Turns what the rules find into findings: with the workout, the date, and what would help."""

    period: JudgedPeriod
    _by_place: dict[tuple[int, str, str], list[Workout]] = field(default_factory=lambda: defaultdict(list))
    _helps: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in self.period.workouts:
            if item.sport is Sport.STRENGTH and item.status is not StoredStatus.SKIPPED and item.slot and item.kind:
                self._by_place[self._day(item.date), item.slot, item.kind].append(item)

    def _day(self, date: dt.date) -> int:
        return (date - self.period.block.start).days

    def _date(self, day: int) -> dt.date:
        return self.period.block.start + dt.timedelta(days=day)

    @property
    def _block_id(self) -> int | None:
        return self.period.block.id or None

    def week_name(self, week: int) -> str:
        """A week in a sentence: by its number in a block, by its first day where there is none."""
        if self.period.block.name:
            return f"week {week + 1}"
        return f"the week of {format_day(self._date(7 * week))}"

    def of_fault(self, fault: slotting.Violation) -> Finding:
        """A broken hard rule; of two sessions it is about the one that can still be moved, the later if both can."""
        rule = self.period.rules[fault.rule]
        if not fault.sessions:
            return self._of_week(fault.week, fault.rule, fault.text, _ADVICE[fault.rule])
        held = [self._by_place[one.day, one.slot, one.kind] for one in fault.sessions]
        items = [found[-1] for found in held if found]
        movable = [item for item in items if self._is_open(item)]
        about = (movable or items)[-1]
        text = fault.text if about is items[-1] else f"{_name(items[-1])}: {fault.text[0].lower()}{fault.text[1:]}"
        helps = _ADVICE.get(fault.rule) or self._better_place(about)
        return self.of_item(about, fault.rule, text, (rule.sources_text, rule.evidence_text), helps)

    def of_warning(self, warning: slotting.PlanWarning) -> Finding:
        """A warning about the runs of a day or a week."""
        text = warning.text.replace(f" ({warning.code})", "")
        helps = (_ADVICE_FOR_RACE if warning.caused_by_race else _ADVICE)[warning.code]
        if warning.day is None:
            return self._of_week(warning.week, warning.code, text, helps)
        rule, date = self.period.rules[warning.code], self._date(warning.day)
        runs = [item for item in self.period.workouts if item.date == date and item.sport is Sport.RUN]
        longest = max(runs, key=lambda item: item.planned.duration_s or 0, default=None)
        if longest is None:
            return Finding(
                warning.code, Severity.WARNING, date, format_day(date), text, rule.sources_text, rule.evidence_text,
                helps, block_id=self._block_id,
            )  # fmt: skip
        return self.of_item(longest, warning.code, text, (rule.sources_text, rule.evidence_text), helps)

    def of_item(self, workout: Workout, code: str, why: str, basis: tuple[str, str], helps: str) -> Finding:
        """Something about one workout; the basis is what the rule rests on, by its sources and in words."""
        return Finding(
            code=code,
            severity=_severity(code),
            date=workout.date,
            where=_name(workout),
            why=why,
            source=basis[0],
            rests_on=basis[1],
            help=helps,
            block_id=self._block_id,
            item_id=workout.id or None,
        )

    def of_missing(self) -> Iterator[Finding]:
        """The sessions a week asks for and does not hold (S9); one that was skipped or missed was held."""
        if self.period.answer is not None:
            for unplaced in self.period.answer.unplaced:
                yield self._of_week(unplaced.week, "S9", unplaced.reason, "")
            return
        held: Counter[tuple[int, str]] = Counter()
        for item in (*self.period.workouts, *self.period.dropped_sessions):
            if item.sport is Sport.STRENGTH and item.kind and self.period.block.contains(item.date):
                held[self._day(item.date) // 7, item.kind] += 1
        for target in self.period.problem.get("targets", []):
            week = target["week"]
            wanted = {kind: target.get(kind.value, 0) for kind in StrengthKind}
            lacking = {kind: max(count - held[week, kind], 0) for kind, count in wanted.items()}
            strong = (StrengthKind.HEAVY, StrengthKind.MODERATE)
            left = sum(wanted[kind] - held[week, kind] for kind in strong)  # one may have taken the other's place
            for kind, count in lacking.items():
                number = min(count, max(left, 0)) if kind in strong else count
                left -= number if kind in strong else 0
                if number:
                    sessions = f"{wanted[kind]} {kind} session{'s' * (wanted[kind] != 1)}"
                    text = f"Week {week + 1} asks for {sessions} and holds {held[week, kind]}."
                    yield self._of_week(week, "S9", text, self._place_left(week, kind, number))

    def _of_week(self, week: int, code: str, why: str, helps: str) -> Finding:
        rule, first = self.period.rules[code], self._date(7 * week)
        named = bool(self.period.block.name)
        return Finding(
            code=code,
            severity=_severity(code),
            date=first,
            where=f"week {week + 1} from {format_day(first)}" if named else f"week of {format_day(first)}",
            why=why,
            source=rule.sources_text,
            rests_on=rule.evidence_text,
            help=helps,
            whole_week=True,
            block_id=self._block_id,
        )

    # What would help

    def _is_open(self, workout: Workout) -> bool:
        return workout.status_on(self.period.today) is DayStatus.PLANNED

    def _better_place(self, workout: Workout) -> str:
        """The best place that the week of a session still has, by the slotter."""
        if not workout.id or not self._is_open(workout) or not self.period.block.contains(workout.date):
            return ""
        if workout.id not in self._helps:
            week, kind = self._day(workout.date) // 7, StrengthKind(workout.kind or "")
            found = self._placed(week, kind, self._standing(week, kind), frozenset({workout.id}))
            locked = "It is locked. " if workout.locked else ""
            self._helps[workout.id] = locked + " ".join(found)
        return self._helps[workout.id]

    def _place_left(self, week: int, kind: StrengthKind, number: int) -> str:
        """Where the sessions that a week lacks could stand, or why nowhere."""
        if self._date(7 * week + 6) < self.period.today:
            return ""
        return " ".join(self._placed(week, kind, self._standing(week, kind) + number, frozenset()))

    def _standing(self, week: int, kind: StrengthKind) -> int:
        """How many sessions of a kind stand in a week."""
        return sum(
            len(held) for (day, _, of_kind), held in self._by_place.items() if day // 7 == week and of_kind == kind
        )

    def _placed(self, week: int, kind: StrengthKind, number: int, free: frozenset[int]) -> Iterator[str]:
        """What the slotter makes of one week that asks for so many sessions of a kind, all else as it stands."""
        state = _problem_as_scheduled(self.period, self.period.today, free)
        state["targets"] = [{"week": week, kind.value: number}]
        answer = slotting.solve(slotting.parse_problem(state), rules=self.period.rules)
        for placed in answer.sessions:
            if not placed.locked:
                cost = placed.cost + sum(pair.cost for pair in answer.pairs if placed.day in pair.days)
                yield f"Better: {format_day(self._date(placed.day))} {placed.slot} costs {cost or 'nothing'}."
        for unplaced in answer.unplaced:
            yield unplaced.reason.replace(f"in week {week + 1}", f"in {self.week_name(week)}")


def _severity(code: str) -> Severity:
    if code.startswith("HC"):
        return Severity.BREAKS
    return Severity.NOTE if code == "S9" else Severity.WARNING


def _name(workout: Workout) -> str:
    """``Tue 5 Jan 18:00 heavy sled``."""
    what = f"{workout.kind} sled" if workout.sport is Sport.STRENGTH and workout.kind else kind_name(workout).lower()
    what = f"{what} run" if workout.sport is Sport.RUN and what in ("easy", "long", "recovery", "race pace") else what
    time = workout.start or (Slot(workout.slot).value if workout.slot else "")
    return " ".join(part for part in (format_day(workout.date), time, what) if part)
