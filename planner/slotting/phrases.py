"""The rules in a runner's words: phrases about one session and the place it takes, with the numbers the rules used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from planner.slotting.context import Placement
from planner.slotting.evaluate import Evaluator, RaceGap
from planner.slotting.problem import DayType, Problem, UnavailableReason, format_time_of_day
from planner.slotting.timeline import TimedRun
from planner.text import capitalize_first, format_count
from planner.training.formatting import format_day
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import SESSION_MINUTES, StrengthKind

_RUN_NAMES = {
    "easy": "easy run",
    "recovery": "recovery run",
    "long": "long run",
    "hills": "hill run",
    "race_pace": "race-pace run",
    "time_trial": "time trial",
    "cross": "cross training",
}
_UNAVAILABLE_TEXT = {
    UnavailableReason.AWAY: "you do not train that day",
    UnavailableReason.PAIN: "a session before it hurt too much",
    UnavailableReason.BUSY: "you are not available then",
    UnavailableReason.FRESH: "you want to be fresh the day after",
    UnavailableReason.GYM: "there is no sled then",
    UnavailableReason.FORBIDDEN: "you forbade it",
}
_DAY_TYPE_TEXT = {
    DayType.LONG: "has the long run",
    DayType.QUALITY: "has a quality run",
    DayType.MEDIUM_LONG: "has a medium-long run",
    DayType.EASY: "is an easy day",
    DayType.CROSS: "is a day of cross training",
    DayType.RECOVERY: "is a recovery day",
    DayType.REST: "is a rest day",
}


def format_gap(minutes: int) -> str:
    """Format a gap of so many minutes in hours: ``9.6 h``, ``36 h``."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " h"


def weekday_name(problem: Problem, day: int) -> str:
    """Return the weekday of a day, in full."""
    return WEEKDAYS[problem.weekday(day)]


def date_or_weekday(problem: Problem, day: int) -> str:
    """Return the date of a day for people, or its weekday when the problem has no dates."""
    return format_day(problem.start + dt.timedelta(days=day)) if problem.start else weekday_name(problem, day)


def session_title(problem: Problem, placement: Placement) -> str:
    """Return what a session is and when: ``Heavy sled Tue 18:00``, ``Light recovery Mon 07:00``."""
    what = "Light recovery" if placement.kind is StrengthKind.LIGHT else f"{placement.kind.value.capitalize()} sled"
    return f"{what} {weekday_name(problem, placement.day)[:3]} {format_time_of_day(placement.start_minute)}"


def run_name(problem: Problem, timed: TimedRun | None, day: int) -> str:
    """Name a run, which must exist, as seen from a day: ``your intervals`` that day, else ``Thursday's tempo``."""
    assert timed
    name = _RUN_NAMES.get(timed.run.type.value, timed.run.type.value)
    return f"your {name}" if timed.run.day == day else f"{weekday_name(problem, timed.run.day)}'s {name}"


class RulePhrases:
    """Why a session breaks a rule or costs something, over one problem."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._context = evaluator.context
        self._problem = evaluator.context.problem
        self._rules = evaluator.context.rules
        self._hard = evaluator.hard
        self._costs: dict[str, Callable[[Placement], str]] = {
            "S1": self._next_key_soon,
            "S2": self._just_after_loading,
            "S3": lambda placement: f"{self._weekday_name(placement)} {_DAY_TYPE_TEXT[placement.day_type]}",
            "S4": self._after_long,
            "S5": lambda _: "it lies outside every recovery window",
            "S7": lambda placement: f"{self._weekday_name(placement)} is not a day you prefer",
            "S10": lambda _: "it comes straight after a run",
        }
        self._vetoes: dict[str, Callable[[Placement], str]] = {
            "HC1": self._slot_taken,
            "HC2": lambda _: "a day without runs stays empty",
            "HC3": lambda placement: (
                f"it comes before {self._run_name(placement.next_key_run, placement)} on the same day"
            ),
            "HC6": self._long_or_race_day,
            "HC7": self._too_near_demanding,
            "HC8": lambda _: "that day has another session",
            "HC11": lambda _: "it would make three hard days in a row",
            "HC12": self._week_full,
            "HC13": self._novice_start,
            "HC14": self._gate,
        }

    def cost_reason(self, placement: Placement, rule: str) -> str:
        """Return what a soft rule about one session (S1 to S5, S7, S10) charges for, as half a sentence with its ID."""
        return f"{self._costs[rule](placement)} ({rule})"

    def veto_reason(self, placement: Placement, rule: str) -> str:
        """Return why a session breaks a hard rule, as half a sentence."""
        if rule in self._vetoes:
            return self._vetoes[rule](placement)
        verb, _, position, minimum = self._gap(placement, rule, date_races=False)
        return f"it {verb} under {format_gap(minimum)} {position}"

    def violation_text(self, placement: Placement, rule: str) -> str:
        """Return why an existing session breaks a hard rule, as a sentence with the gap and the minimum of the rule."""
        if rule in self._vetoes:
            return f"{capitalize_first(self._vetoes[rule](placement))}."
        verb, gap, position, minimum = self._gap(placement, rule, date_races=True)
        return f"It {verb} {format_gap(gap)} {position}; {format_gap(minimum)} is the minimum."

    def _gap(self, placement: Placement, rule: str, *, date_races: bool) -> tuple[str, int, str, int]:
        """Return a gap that is too short: ``ends`` or ``starts``, its minutes, to which run, the minutes required.

        Args:
            placement: The session.
            rule: A rule about gaps: HC4, HC5, HC9 or HC10.
            date_races: Whether a race is named by its date. A race may be ten days away, so its weekday alone is enough
                only where the plan is shown next to the sentence.
        """
        if rule == "HC4":
            run = self._run_name(placement.next_key_run, placement)
            minimum = self._rules.minutes("HC4", placement.level, placement.kind)
            return "ends", placement.minutes_to_next_key_run(), f"before {run}", minimum
        if rule == "HC5":
            run = self._run_name(placement.last_loading_run, placement)
            minimum = self._rules.minutes("HC5", "hours")
            return "starts", placement.minutes_since_last_loading_run(), f"after {run}", minimum
        if rule == "HC9":
            verb, preposition, race = "ends", "before", self._hard.find_race_too_soon_after(placement)
        else:
            verb, preposition, race = "starts", "after", self._hard.find_race_too_recent(placement)
        assert race
        return verb, race.gap_minutes, f"{preposition} {self._race_name(race, dated=date_races)}", race.minimum_minutes

    def _race_name(self, race: RaceGap, *, dated: bool) -> str:
        if dated:
            return f"the {race.race_class} race of {date_or_weekday(self._problem, race.day)}"
        return f"{weekday_name(self._problem, race.day)}'s {race.race_class} race"

    def _run_name(self, timed: TimedRun | None, placement: Placement) -> str:
        return run_name(self._problem, timed, placement.day)

    def _weekday_name(self, placement: Placement) -> str:
        return weekday_name(self._problem, placement.day)

    def _next_key_soon(self, placement: Placement) -> str:
        run = self._run_name(placement.next_key_run, placement)
        return f"{run} is {format_gap(placement.minutes_to_next_key_run())} away"

    def _just_after_loading(self, placement: Placement) -> str:
        run = self._run_name(placement.last_loading_run, placement)
        return f"it starts {format_gap(placement.minutes_since_last_loading_run())} after {run}"

    def _after_long(self, placement: Placement) -> str:
        run = self._run_name(placement.last_key_run, placement)
        return f"{run} ended {format_gap(placement.minutes_since_last_key_run())} before"

    def _slot_taken(self, placement: Placement) -> str:
        reason = self._context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
        if reason is UnavailableReason.TIME:
            return f"it takes {SESSION_MINUTES[placement.kind]} min, more than you have then"
        if reason is not None:
            return _UNAVAILABLE_TEXT[reason]
        run = self._context.timeline.find_overlapping_run(placement.start_minute, placement.end_minute)
        return f"{self._run_name(run, placement)} takes that time"

    def _long_or_race_day(self, placement: Placement) -> str:
        is_race_day = placement.day in self._context.timeline.race_days
        return "it is race day" if is_race_day else "the day of a long run has no heavy or moderate session"

    def _too_near_demanding(self, placement: Placement) -> str:
        """Name the nearest fixed heavy or moderate session."""
        day = min(self._context.demanding_count_by_day, key=lambda other: (abs(other - placement.day), other))
        min_days_apart = format_count(self._rules.whole_number("HC7", "days"), "day")
        return f"it is under {min_days_apart} from the session on {weekday_name(self._problem, day)}"

    def _week_full(self, placement: Placement) -> str:
        if (placement.week, placement.kind) not in self._context.wanted_count:
            return f"the week asks for no {placement.kind} session"
        return f"locked sessions fill the week's target of {placement.kind} ones"

    def _novice_start(self, _placement: Placement) -> str:
        return (
            f"a novice's first {format_count(self._rules.whole_number('HC13', 'weeks'), 'week')} hold no heavy session"
        )

    def _gate(self, placement: Placement) -> str:
        return next(gate.reason for gate in self._problem.gates if gate.holds(placement.kind, placement.day))
