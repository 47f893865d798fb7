"""Judging a period of training by the slotting and dose rules. Reads no file.

Every session is checked where it is. For a session that breaks a rule, the slotter finds the best place that its week
still has.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from planner import slotting
from planner.invocation import program
from planner.slotting import Rules
from planner.text import count_word, format_count, number_word
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.busy_times import BusyDays
from planner.training.day_rules import DAY_RULES, find_day_issues
from planner.training.dose_rules import DOSE_RULES, find_dose_issues
from planner.training.findings import Finding, Severity
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind, counted_kind_text
from planner.training.safety_gates import Gate
from planner.training.workout_names import workout_name
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.strength.best_places import find_best_places
from planner.usecases.strength.schedule import Schedule

_CODED_RULES = DOSE_RULES | DAY_RULES
_ADVICE = {
    "HC14": "Make it what is still allowed: {program} ease, or E in the calendar.",
    "HC12": "Take one out, or move one to a week that has room for it.",
    "W1": "Move one of these runs, or make one of them easy.",
    "W2": "Make one day of the week a rest day.",
    "W3": "Shorten it, or come to it in smaller steps.",
    "W4": "Shorten some runs of the week, or take one out.",
    "W5": "Make one of these weeks lighter.",
}
_ADVICE_FOR_RACE = "It is the race: longer long runs in the weeks before it would bring it nearer."
"""Advice where the run that is too long is the race, which cannot be shortened."""


@dataclass(frozen=True, slots=True)
class JudgedPeriod:
    """Some days of training to judge.

    Attributes:
        block: The days. A block without a number means days outside every block.
        problem: The slotting problem: level, targets, unavailable half days.
        workouts: Everything that counts, some weeks before and after included.
        rules: The slotting rules, with the runner's own settings.
        today: No better place is searched before this day.
        dropped_sessions: The strength sessions that were skipped or missed.
        absences: Days without training.
        busy: What the runner's other calendars fill.
        easy_weeks: The weeks that are meant to be lighter, from 0.
        gates: The safety gates that apply now.
        answer: The slotter's answer for a draft, which makes a search for better places unnecessary.
    """

    block: Block
    problem: dict[str, Any]
    workouts: tuple[Workout, ...]
    rules: Rules
    today: dt.date
    dropped_sessions: tuple[Workout, ...] = ()
    absences: tuple[Absence, ...] = ()
    busy: BusyDays = field(default_factory=dict)
    easy_weeks: frozenset[int] = frozenset()
    gates: tuple[Gate, ...] = ()
    answer: slotting.Answer | None = None

    @property
    def schedule(self) -> Schedule:
        """The days as the slotter sees them."""
        return Schedule(
            block=self.block,
            problem=self.problem,
            workouts=self.workouts,
            rules=self.rules,
            today=self.today,
            absences=self.absences,
            busy=self.busy,
            gates=self.gates,
        )


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A hard rule that sessions break where they are.

    Attributes:
        rule: The ID of the rule.
        date: The day of the session it is about; the first day of the week where a week as a whole breaks it.
        sessions: The sessions that break it, the one that the sentence is about last; none for a week.
        about: The session that can still be moved, the later one if several can; None for a week.
        text: Why, in one sentence with the numbers. A sentence about a session calls it "it".
        week: The week, from 0.
        held: How many sessions, and heavy or moderate ones, the week holds.
    """

    rule: str
    date: dt.date
    sessions: tuple[Workout, ...]
    about: Workout | None
    text: str
    week: int
    held: tuple[int, int]


def find_broken_rules(period: JudgedPeriod) -> Iterator[BrokenRule]:
    """Yield the hard rules that the sessions of a period break, as `judge_period` does, without what would help."""
    document = period.schedule.problem_in_place()
    problem = slotting.parse_problem({**document, "targets": period.problem.get("targets", [])})
    writer = _FindingWriter(period)
    for violation in slotting.find_violations(problem, period.rules, writer.week_name):
        yield from writer.broken_rules(violation)


def find_long_run_leaps(period: JudgedPeriod) -> Iterator[tuple[dt.date, str]]:
    """Yield the day and the sentence of each run and race that is far longer than those before it (W3)."""
    document = period.schedule.problem_in_place()
    for warning in slotting.check_schedule(slotting.parse_problem(document), period.rules).warnings:
        if warning.code == "W3" and warning.day is not None:
            yield period.block.start + dt.timedelta(days=warning.day), warning.text


def find_better_place(period: JudgedPeriod, workout: Workout) -> slotting.PlacedSession | None:
    """Return the best place that a session's week still has, all else unchanged; None where there is none."""
    if not workout.is_open or not period.block.contains(workout.date) or counted_kind(workout) is None:
        return None
    return find_best_places(period.schedule, [workout]).better.get(workout.id)


def judge_period(period: JudgedPeriod) -> Iterator[Finding]:
    """Yield everything the rules find, past and ahead, in no particular order."""
    document = period.schedule.problem_in_place()
    problem = slotting.parse_problem({**document, "targets": period.problem.get("targets", [])})
    yield from findings_in_problem(period, problem)


def findings_in_problem(period: JudgedPeriod, problem: slotting.Problem) -> Iterator[Finding]:
    """Yield what the rules find, given the period's problem with every session locked where it is."""
    writer = _FindingWriter(period)
    report = slotting.check_schedule(problem, period.rules, writer.week_name)
    for violation in report.violations:
        yield writer.of_violation(violation)
    for warning in report.warnings:
        yield writer.of_warning(warning)
    block = period.block
    workouts = [workout for workout in period.workouts if block.contains(workout.date)]
    for issue in find_dose_issues(workouts, block.week_index, period.easy_weeks):
        yield writer.of_workout(issue.session, issue.code, issue.text, issue.help)
    for clash in find_day_issues(workouts):
        yield writer.of_workout(clash.workout, clash.code, clash.text, clash.help)
    yield from writer.of_missing()


def _why_counted(workouts: Iterable[Workout]) -> Iterator[str]:
    """Yield why sessions count as more than their kind, a sentence each."""
    yield from dict.fromkeys(filter(None, map(counted_kind_text, workouts)))


@dataclass(slots=True)
class _FindingWriter:
    """Turns what the rules find into findings, each with its workout, date and what would help."""

    period: JudgedPeriod
    _by_place: dict[tuple[int, str, str], list[Workout]] = field(default_factory=lambda: defaultdict(list))
    _advice_by_id: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for workout in self.period.workouts:
            is_skipped = workout.status is StoredStatus.SKIPPED
            kind = counted_kind(workout)
            if kind is not None and not is_skipped and workout.slot:
                self._by_place[self._day(workout.date), workout.slot, kind].append(workout)

    def _day(self, date: dt.date) -> int:
        return (date - self.period.block.start).days

    def _date(self, day: int) -> dt.date:
        return self.period.block.start + dt.timedelta(days=day)

    def week_name(self, week: int) -> str:
        """Name a week in a sentence: by its number in a block, by its first day outside of blocks."""
        if self.period.block.name:
            return f"week {week + 1}"
        return f"the week of {format_day(self._date(7 * week))}"

    def of_violation(self, violation: slotting.Violation) -> Finding:
        """Return the finding of a broken hard rule.

        Of two sessions it names the one that can still be moved, or the later one if both can.
        """
        workouts = [found[-1] for found in self._at_places(violation) if found]
        if not workouts:  # it is about a week, or about sessions from before the block
            return self._of_week(violation.week, violation.rule, violation.text, _advice(violation.rule))
        about = self._movable(workouts)
        text = violation.text
        if about is not workouts[-1]:  # the rule's sentence is about the last session
            text = f"{_name(workouts[-1])}: {text[0].lower()}{text[1:]}"
        text = " ".join((text, *_why_counted(workouts)))
        helps = _advice(violation.rule) or self._better_place(about)
        return self.of_workout(about, violation.rule, text, helps)

    def broken_rules(self, violation: slotting.Violation) -> Iterator[BrokenRule]:
        """Yield a violation with its workouts; one for each of several alike sessions in one place."""
        week, rule, text = violation.week, violation.rule, violation.text
        held = Counter(kind for (day, _, kind), found in self._by_place.items() if day // 7 == week for _ in found)
        counts = held.total(), held[StrengthKind.HEAVY] + held[StrengthKind.MODERATE]
        at_places = [found for found in self._at_places(violation) if found]
        if not at_places:
            yield BrokenRule(rule, self._date(7 * week), (), None, text, week, counts)
        elif len(violation.sessions) == 1:
            for workout in at_places[0]:
                yield BrokenRule(rule, workout.date, (workout,), workout, text, week, counts)
        else:
            about = self._movable([found[-1] for found in at_places])
            sessions = tuple(dict.fromkeys(workout for found in at_places for workout in found))
            yield BrokenRule(rule, about.date, sessions, about, text, week, counts)

    def _at_places(self, violation: slotting.Violation) -> list[list[Workout]]:
        return [self._by_place[session.day, session.slot, session.kind] for session in violation.sessions]

    def _movable(self, workouts: list[Workout]) -> Workout:
        """Return the last workout that can still be moved, else the last one."""
        return ([workout for workout in workouts if self._is_open(workout)] or workouts)[-1]

    def of_warning(self, warning: slotting.PlanWarning) -> Finding:
        """Return the finding of a warning about the runs of a day or a week."""
        helps = _ADVICE_FOR_RACE if warning.caused_by_race else _advice(warning.code)
        if warning.day is None:
            return self._of_week(warning.week, warning.code, warning.text, helps)
        date = self._date(warning.day)
        runs = [workout for workout in self.period.workouts if workout.date == date and workout.sport is Sport.RUN]
        longest = max(runs, key=lambda run: run.planned.duration_s or 0, default=None)
        if longest is None:
            return self._finding(warning.code, date, format_day(date), warning.text, helps)
        return self.of_workout(longest, warning.code, warning.text, helps)

    def of_workout(self, workout: Workout, code: str, why: str, helps: str) -> Finding:
        """Return a finding about one workout."""
        return self._finding(code, workout.date, _name(workout), why, helps, item_id=workout.id or None)

    def of_missing(self) -> Iterator[Finding]:
        """Yield the sessions that a week asks for but does not have (S9). A skipped or missed session counts as had."""
        if self.period.answer is not None:
            for unplaced in self.period.answer.unplaced:
                yield self._of_week(unplaced.week, "S9", unplaced.reason, "")
            return
        block = self.period.block
        present = Counter(
            (block.week_index(workout.date), counted_kind(workout))
            for workout in (*self.period.workouts, *self.period.dropped_sessions)
            if block.contains(workout.date)
        )
        for target in self.period.problem.get("targets", []):
            week = target["week"]
            wanted = {kind: target.get(kind.value, 0) for kind in StrengthKind}
            missing = {kind: max(count - present[week, kind], 0) for kind, count in wanted.items()}
            demanding = (StrengthKind.HEAVY, StrengthKind.MODERATE)
            left = sum(wanted[kind] - present[week, kind] for kind in demanding)  # one may have replaced the other
            for kind, count in missing.items():
                number = min(count, max(left, 0)) if kind in demanding else count
                left -= number if kind in demanding else 0
                if number:
                    sessions = count_word(wanted[kind], f"{kind} session")
                    held = present[week, kind]
                    text = f"Week {week + 1} asks for {sessions} and holds {number_word(held) if held else 'none'}."
                    yield self._of_week(week, "S9", text, self._place_left(week, kind, number))

    def _of_week(self, week: int, code: str, why: str, helps: str) -> Finding:
        first = self._date(7 * week)
        where = f"week of {format_day(first)}"
        if self.period.block.name:
            where = f"week {week + 1} from {format_day(first)}"
        return self._finding(code, first, where, why, helps, whole_week=True)

    def _finding(
        self,
        code: str,
        date: dt.date,
        where: str,
        why: str,
        helps: str,
        *,
        item_id: int | None = None,
        whole_week: bool = False,
    ) -> Finding:
        rule = _CODED_RULES[code] if code in _CODED_RULES else self.period.rules[code]
        return Finding(
            code=code,
            severity=_severity(code),
            date=date,
            where=where,
            why=why,
            source=rule.sources_text,
            rests_on=rule.evidence_text,
            help=helps,
            whole_week=whole_week,
            block_id=self.period.block.id or None,
            item_id=item_id,
        )

    # What would help

    def _is_open(self, workout: Workout) -> bool:
        return workout.is_left(self.period.today)

    def _better_place(self, workout: Workout) -> str:
        """Return a sentence on the best place that the session's week still has; empty if the session cannot move."""
        is_movable = workout.id and self._is_open(workout) and self.period.block.contains(workout.date)
        if not is_movable or counted_kind(workout) is None:
            return ""
        if workout.id not in self._advice_by_id:
            best = find_best_places(self.period.schedule, [workout])
            sentences = [self._place_sentence(best.answer, place) for place in best.better.values()]
            sentences += [self._no_room_sentence(one) for one in best.staying.values() if one is not None]
            locked = ["It is locked."] if workout.locked else []
            self._advice_by_id[workout.id] = " ".join((*locked, *sentences))
        return self._advice_by_id[workout.id]

    def _place_left(self, week: int, kind: StrengthKind, number: int) -> str:
        """Return a sentence on where a week's missing sessions could be, or why nowhere; empty for a past week."""
        if self._date(7 * week + 6) < self.period.today:
            return ""
        held = sum(len(found) for (day, _, other), found in self._by_place.items() if (day // 7, other) == (week, kind))
        answer = self.period.schedule.solve_more(week, kind, held + number)
        sentences = [self._place_sentence(answer, placed) for placed in answer.sessions if not placed.locked]
        return " ".join((*sentences, *map(self._no_room_sentence, answer.unplaced)))

    def _place_sentence(self, answer: slotting.Answer, placed: slotting.PlacedSession) -> str:
        cost = placed.cost + sum(pair.cost for pair in answer.pairs if placed.day in pair.days)
        price = f"with {format_count(cost, 'point')}" if cost else "with no drawback"
        return f"Better: {format_day(self._date(placed.day))} {placed.slot}, {price}."

    def _no_room_sentence(self, unplaced: slotting.Unplaced) -> str:
        return unplaced.reason.replace(f"in week {unplaced.week + 1}", f"in {self.week_name(unplaced.week)}")


def _severity(code: str) -> Severity:
    if code.startswith("HC"):
        return Severity.BREAKS
    return Severity.NOTE if code == "S9" else Severity.WARNING


def _name(workout: Workout) -> str:
    """Name a workout with its date: ``Tue 5 Jan 18:00 heavy sled``."""
    time = workout.start or (Slot(workout.slot).value if workout.slot else "")
    return " ".join(part for part in (format_day(workout.date), time, workout_name(workout)) if part)


def _advice(code: str) -> str:
    """Return what helps where a rule is broken, as far as the rule alone says it; empty where it does not."""
    return _ADVICE.get(code, "").format(program=program())
