"""What is wrong with sessions where they stand: every hard rule each of them breaks, alone or with another.

The slotter places nothing that breaks a rule, and of a locked session it names the first it breaks. Here everything
that stands is judged by all of them, with the hours and days the rules looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planner.slotting.answer import PlanWarning
from planner.slotting.context import DEMANDING_LEVELS, Placement, SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.phrases import RulePhrases, hours_text, pluralize, run_name, weekday_name
from planner.slotting.plan_warnings import block_week_name, capitalize_first, run_warnings
from planner.slotting.problem import Problem, Session
from planner.slotting.rules import DEFAULT_RULES, Rules
from planner.training.formatting import format_day
from planner.training.races import Priority, RaceDistance
from planner.training.workouts import StrengthKind

_HARD_DAYS = 3


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule broken by what stands.

    Attributes:
        rule: Its ID.
        week: The week of the block it is broken in.
        sessions: Who breaks it, in order; several break it together; empty where the week as a whole does.
        text: Why, in one sentence with the numbers.
    """

    rule: str
    week: int
    sessions: tuple[Session, ...]
    text: str


class ScheduleCheck(NamedTuple):
    """What there is to mind where nothing is placed anew: hard rules broken by sessions, and warnings about runs."""

    violations: tuple[Violation, ...]
    warnings: tuple[PlanWarning, ...]


def check_schedule(
    problem: Problem, rules: Rules = DEFAULT_RULES, week_name: Callable[[int], str] = block_week_name
) -> ScheduleCheck:
    """Every hard rule that the locked sessions of a problem break, in order of day and rule, and W1 to W5 of its runs.

    The targets of the problem are what its weeks ask for, whatever stands in them; a week without one asks for nothing
    in particular, and only the caps of HC12 hold.

    Args:
        problem: The runs, and what stands among them as locked sessions.
        rules: The rules, perhaps with a runner's overrides.
        week_name: What a week is called in a sentence, where it is not one of a block.
    """
    evaluator = Evaluator(SlottingContext(problem, rules))
    context = evaluator.context
    found = [
        *_single_violations(evaluator),
        *_pair_violations(context),
        *_hard_day_violations(context),
        *_week_violations(context, week_name),
    ]
    return ScheduleCheck(tuple(sorted(found, key=_violation_sort_key)), tuple(run_warnings(context, week_name)))


def _violation_sort_key(fault: Violation) -> tuple[int, int]:
    day = fault.sessions[-1].day if fault.sessions else 7 * fault.week
    return day, int(fault.rule.removeprefix("HC"))


def _single_violations(evaluator: Evaluator) -> Iterator[Violation]:
    """What a session breaks whatever else stands; HC11 is told with the days it is about."""
    wording = _ViolationText(evaluator)
    for session in dict.fromkeys(evaluator.context.locked_sessions):
        (placement,) = evaluator.context.placements_in_slot(session.day, session.slot, [session.kind])
        for rule in evaluator.hard.broken_rules(placement):
            if rule != "HC11":
                yield Violation(rule, placement.week, (session,), wording.sentence(placement, rule))


def _pair_violations(context: SlottingContext) -> Iterator[Violation]:
    """Two sessions too near each other (HC7), or on one day (HC8); the later one is in the block."""
    apart = context.rules.whole_number("HC7", "days")
    for index, later in enumerate(context.fixed_sessions):
        for earlier in reversed(context.fixed_sessions[:index]):
            days = later.day - earlier.day
            if later.day < 0 or days >= max(apart, 1):
                break
            other = f"the {earlier.kind} session of {_date(context.problem, earlier.day)}"
            if {earlier.kind, later.kind} <= DEMANDING_LEVELS and days < apart:
                between = f"{pluralize(days, 'day')} after" if days else "on the same day as"
                text = f"It stands {between} {other}; {pluralize(apart, 'day')} is the least."
                yield Violation("HC7", later.day // 7, (earlier, later), text)
            if not days:
                yield Violation("HC8", later.day // 7, (earlier, later), f"It shares its day with {other}.")


def _hard_day_violations(context: SlottingContext) -> Iterator[Violation]:
    """Three hard days in a row that are not the plan's own: a heavy session makes one of them hard (HC11)."""
    heavy = {session.day: session for session in context.fixed_sessions if session.kind is StrengthKind.HEAVY}
    keys, reported = context.timeline.key_days, set[int]()
    for last in sorted({day + late for day in heavy for late in range(_HARD_DAYS)}):
        row = range(last - _HARD_DAYS + 1, last + 1)
        made_hard = [day for day in row if day not in keys]
        if (
            made_hard
            and all(day in heavy for day in made_hard)
            and 0 <= made_hard[-1] < context.problem.days
            and made_hard[-1] not in reported
        ):
            reported.add(made_hard[-1])
            days = [f"{weekday_name(context.problem, day)} ({'key run' if day in keys else 'heavy'})" for day in row]
            text = f"It makes three hard days in a row: {', '.join(days[:-1])} and {days[-1]}."
            yield Violation("HC11", made_hard[-1] // 7, tuple(heavy[day] for day in made_hard), text)


def _week_violations(context: SlottingContext, week_name: Callable[[int], str]) -> Iterator[Violation]:
    """Weeks that hold more than the cap, or than they ask for (HC12)."""
    rules, targets = context.rules, {target.week: target for target in context.problem.targets}
    cap_strong, cap_all = rules.whole_number("HC12", "heavy_and_moderate"), rules.whole_number("HC12", "all")
    for week in range(context.problem.weeks):
        heavy, moderate, light = (context.locked_count[week, kind] for kind in StrengthKind)
        strong, name = heavy + moderate, capitalize_first(week_name(week))
        target = targets.get(week)
        if strong > cap_strong:
            text = f"{name} holds {pluralize(strong, 'heavy or moderate session')}; {cap_strong} is the cap."
        elif strong + light > cap_all:
            text = f"{name} holds {pluralize(strong + light, 'session')}; {cap_all} is the cap."
        elif target and strong > target.heavy + target.moderate:
            wanted = target.heavy + target.moderate
            text = f"{name} holds {pluralize(strong, 'heavy or moderate session')} and asks for {wanted}."
        elif target and heavy > target.heavy:
            text = f"{name} holds {pluralize(heavy, 'heavy session')} and asks for {target.heavy}."
        elif target and light > target.light:
            text = f"{name} holds {pluralize(light, 'light session')} and asks for {target.light}."
        else:
            continue
        yield Violation("HC12", week, (), text)


class _ViolationText:
    """Why a session breaks a rule, with the gap that was found and the one that is asked for."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._phrases = RulePhrases(evaluator)
        self._problem: Problem = evaluator.context.problem
        self._rules: Rules = evaluator.context.rules
        self._races = evaluator.context.timeline.races

    def sentence(self, placement: Placement, rule: str) -> str:
        """A sentence without the rule's ID."""
        told = {
            "HC3": self._before_key_run,
            "HC4": self._too_close_to_next_key,
            "HC5": self._too_soon_after_loading,
            "HC9": self._too_soon_before_race,
            "HC10": self._too_soon_after_race,
        }
        if rule in told:
            return told[rule](placement)
        words = self._phrases.veto_reason(Candidate(placement, rule, {}, 0))
        return f"{words[0].upper()}{words[1:]}."

    def _before_key_run(self, placement: Placement) -> str:
        assert placement.next_key_run
        return f"It stands before {run_name(self._problem, placement.next_key_run, placement.day)} on the same day."

    def _too_close_to_next_key(self, placement: Placement) -> str:
        assert placement.next_key_run
        run = run_name(self._problem, placement.next_key_run, placement.day)
        least = self._rules.minutes("HC4", placement.level, placement.kind)
        return (
            f"It ends {hours_text(placement.minutes_to_next_key_run())} before {run}; {hours_text(least)} is the least."
        )

    def _too_soon_after_loading(self, placement: Placement) -> str:
        assert placement.last_loading_run
        run = run_name(self._problem, placement.last_loading_run, placement.day)
        least = self._rules.minutes("HC5", "hours")
        return (
            f"It starts {hours_text(placement.minutes_since_last_loading_run())} after {run}; {hours_text(least)} "
            f"is the least."
        )

    def _too_soon_before_race(self, placement: Placement) -> str:
        for race in self._races:
            priority = race.run.priority or Priority.A
            least, gap = self._rules.minutes("HC9", priority, placement.kind), race.start_minute - placement.end_minute
            if 0 <= gap < least:
                on = _date(self._problem, race.run.day)
                return (
                    f"It ends {hours_text(gap)} before the {priority} race of {on}; {hours_text(least)} is the least."
                )
        raise AssertionError(placement)

    def _too_soon_after_race(self, placement: Placement) -> str:
        for race in self._races:
            distance = race.run.distance or RaceDistance.MARATHON
            least, gap = self._rules.minutes("HC10", distance, placement.kind), placement.start_minute - race.end_minute
            if 0 <= gap < least:
                on = _date(self._problem, race.run.day)
                return (
                    f"It starts {hours_text(gap)} after the {distance} race of {on}; {hours_text(least)} is the least."
                )
        raise AssertionError(placement)


def _date(problem: Problem, day: int) -> str:
    """A day of a problem: its date where that is known, else its weekday."""
    return format_day(problem.start + dt.timedelta(days=day)) if problem.start else weekday_name(problem, day)
