"""The rules in a runner's words: phrases about one session and the place it takes, with the numbers the rules used.

No phrase names a rule by its code. The codes, the costs and the exact hours are in `RulePhrases.figures`, which is
shown next to a sentence and never inside one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from planner.slotting.answer import PairCost
from planner.slotting.context import Placement
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import MINUTES_PER_DAY, DayType, Problem, Run, UnavailableReason, format_time_of_day
from planner.slotting.timeline import TimedRun
from planner.text import capitalize_first, count_word, format_count, number_word
from planner.training.formatting import (
    format_day,
    format_gap,
    format_gap_after,
    format_minimum,
    format_short_minimum,
    part_of_day,
)
from planner.training.races import RaceDistance
from planner.training.weeks import WEEKDAYS
from planner.training.workout_names import RUN_NAMES, SHORT_RUN_NAMES, session_heading, session_name
from planner.training.workouts import SESSION_MINUTES, RunKind, StrengthKind

_UNAVAILABLE_TEXT = {
    UnavailableReason.AWAY: "you do not train that day",
    UnavailableReason.PAIN: "a session before it hurt too much",
    UnavailableReason.BUSY: "you are not free then",
    UnavailableReason.CALENDAR: "your calendar is full then",
    UnavailableReason.FRESH: "you want to be fresh the day after",
    UnavailableReason.GYM: "there is no sled then",
    UnavailableReason.HEALTH: "there is no sled then, and wall sits are kept out for your health",
    UnavailableReason.FORBIDDEN: "you keep it free of that",
}
_UNAVAILABLE_WORDS = {
    UnavailableReason.AWAY: "away",
    UnavailableReason.PAIN: "pain",
    UnavailableReason.BUSY: "busy",
    UnavailableReason.CALENDAR: "busy",
    UnavailableReason.FRESH: "fresh",
    UnavailableReason.TIME: "time",
    UnavailableReason.GYM: "no sled",
    UnavailableReason.HEALTH: "health",
    UnavailableReason.FORBIDDEN: "never",
}
"""The same for a place on a map, in a word or two."""
_VETO_WORDS = {"HC2": "", "HC8": "taken", "HC11": "3 hard", "HC12": "full", "HC13": "novice", "HC14": "health"}
_DAY_TYPE_TEXT = {
    DayType.LONG: "the long run is that day",
    DayType.QUALITY: "the day has its hard run already",
    DayType.MEDIUM_LONG: "the day has a medium-long run already",
    DayType.EASY: "it makes an easy day harder",
    DayType.CROSS: "it makes a day of cross training harder",
    DayType.RECOVERY: "it takes the rest out of a recovery day",
    DayType.REST: "it takes a little of a rest day",
}
_NEW_TO_LIFTING = "Studies of people new to lifting suggest that legs run worse for two days."
_AFTER_MARATHON = "Studies of marathons suggest that the thighs need days to recover."
_EVIDENCE = {
    "HC3": "A study suggests that running costs more when strength came first.",
    "novice heavy": _NEW_TO_LIFTING,
    "novice moderate": _NEW_TO_LIFTING,
    "experienced heavy": "Studies suggest that legs run worse for a day or two after heavy work.",
    "HC5": "Studies of lifting and running in one session suggest less strength gain.",
    "HC7": "Guidelines for strength suggest a day between two such sessions.",
    "HC9": "A small study suggests that runners lose little in some weeks without strength.",
    "HC11": "Coaches keep hard days apart.",
}
"""What the sources of a rule say (``rules.toml`` names them), no surer than they are; HC4 by level and kind."""
_SUPPOSED = {"leaves": "leave", "comes": "come", "makes": "make"}
_NEAR_DAYS = 7
"""A run so many days away or more is named by its date: its weekday alone would mean another one."""
_EXACT_BELOW_MINUTES = 7 * MINUTES_PER_DAY
"""Gaps from a week on are not given: nothing so far away matters to a session."""


def weekday_name(problem: Problem, day: int) -> str:
    """Return the weekday of a day, in full."""
    return WEEKDAYS[problem.weekday(day)]


def date_or_weekday(problem: Problem, day: int) -> str:
    """Return the date of a day for people, or its weekday when the problem has no dates."""
    return format_day(problem.start + dt.timedelta(days=day)) if problem.start else weekday_name(problem, day)


def session_title(problem: Problem, placement: Placement) -> str:
    """Return what a session is and when: ``Heavy sled Tuesday evening``."""
    minute = placement.start_minute - placement.day * MINUTES_PER_DAY
    return session_heading(placement.kind, weekday_name(problem, placement.day), minute)


def place_name(problem: Problem, placement: Placement) -> str:
    """Return the half day of a session: ``Tuesday evening``."""
    minute = placement.start_minute - placement.day * MINUTES_PER_DAY
    return f"{weekday_name(problem, placement.day)} {part_of_day(minute)}"


def place_time(problem: Problem, placement: Placement) -> str:
    """Return the time of a session: ``Tuesday 08:11``."""
    return f"{weekday_name(problem, placement.day)} {format_time_of_day(placement.start_minute)}"


def run_name(problem: Problem, run: Run, day: int) -> str:
    """Name a run as seen from a day: ``your intervals`` that day, ``Thursday's tempo``, else with its date."""
    name = RUN_NAMES[run.type]
    if run.day == day:
        return f"your {name}"
    if abs(run.day - day) < _NEAR_DAYS:
        return f"{weekday_name(problem, run.day)}'s {name}"
    return f"the {name} of {date_or_weekday(problem, run.day)}" if problem.start else f"the {name}"


def is_or_are(run: Run) -> str:
    """Return the verb that goes with the name of a run: intervals are several."""
    return "are" if run.type is RunKind.INTERVALS else "is"


def format_points(points: int, more: str = "") -> str:
    """Return a cost in words: ``1 point``, ``8 points``, ``8 more points``."""
    return format_count(points, f"{more} point".lstrip())


class RulePhrases:
    """Why a session breaks a rule or costs something, over one problem."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._context = evaluator.context
        self._problem = evaluator.context.problem
        self._rules = evaluator.context.rules
        self._hard = evaluator.hard
        self._soft = evaluator.soft
        self._costs: dict[str, Callable[[Placement], str]] = {
            "S1": self._next_key_soon,
            "S2": self._just_after_loading,
            "S3": lambda placement: _DAY_TYPE_TEXT[placement.day_type],
            "S4": self._after_long,
            "S5": self._nothing_to_recover_from,
            "S7": lambda placement: f"{self._weekday_name(placement)} is not a day you prefer",
            "S10": self._after_run_of_slot,
        }
        self._vetoes: dict[str, Callable[[Placement], str]] = {
            "HC1": self._slot_taken,
            "HC2": lambda placement: f"{self._weekday_name(placement)} is a rest day",
            "HC3": lambda placement: f"{self._next_key_name(placement)} should come first that day",
            "HC6": self._long_or_race_day,
            "HC7": self._too_near_demanding,
            "HC8": lambda _: "that day has another session",
            "HC11": lambda _: "it makes three hard days in a row",
            "HC12": self._week_full,
            "HC13": self._novice_start,
            "HC14": self._gate,
        }

    def cost_reason(self, placement: Placement, rule: str) -> str:
        """Return why a session costs something by a soft rule about one session, as half a sentence."""
        return self._costs[rule](placement)

    def veto_reason(self, placement: Placement, rule: str, *, is_there: bool = False) -> str:
        """Return why a session breaks a hard rule, as half a sentence.

        Args:
            placement: The session.
            rule: The rule.
            is_there: Whether the session is there already; else the sentence says what would be.
        """
        if rule in self._vetoes:
            reason = self._vetoes[rule](placement)
        else:
            is_before, _, run, minimum = self._gap(placement, rule)
            verb, side = ("leaves", "before") if is_before else ("comes", "after")
            reason = f"it {verb} less than {format_minimum(minimum)} {side} {run}"
        return reason if is_there else _as_supposed(reason)

    def veto_request(self, placement: Placement, rule: str) -> str:
        """Return what a session would need, or why it cannot be there, as the rest of a sentence up to its full stop.

        Where a source says why, a second sentence follows.
        """
        if rule in self._vetoes:
            text = _as_supposed(self._vetoes[rule](placement))
        else:
            is_before, _, run, minimum = self._gap(placement, rule)
            name = session_name(placement.kind)
            name = f"a {name}" if placement.kind is StrengthKind.LIGHT else name
            side = f"between {name} and {run}" if is_before else f"after {run} before {name}"
            text = f"leave {format_minimum(minimum)} {side}"
        evidence = self._evidence(placement, rule)
        return f"{text}. {evidence}".rstrip()

    def veto_words(self, placement: Placement, rule: str) -> str:
        """Return what forbids a place in a word or two, for a map: ``24 h``, ``2 d``, ``long``, ``no sled``.

        Hours and days are those that the rule asks for. A rest day has none, as the map shows its runs.
        """
        if rule in _VETO_WORDS:
            return _VETO_WORDS[rule]
        if rule == "HC1":
            reason = self._context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
            return "run" if reason is None else _UNAVAILABLE_WORDS[reason]
        if rule == "HC3":
            assert placement.next_key_run
            return SHORT_RUN_NAMES[placement.next_key_run.run.type]
        if rule == "HC6":
            return "race" if placement.day in self._context.timeline.race_days else "long"
        if rule == "HC7":
            return f"{self._rules.whole_number('HC7', 'days')} d"
        return format_short_minimum(self._gap(placement, rule)[3])

    def violation_text(self, placement: Placement, rule: str) -> str:
        """Return why an existing session breaks a hard rule, as a sentence with the gap and the minimum of the rule."""
        if rule in self._vetoes:
            return f"{capitalize_first(self.veto_reason(placement, rule, is_there=True))}."
        is_before, gap, run, minimum = self._gap(placement, rule)
        least, found = format_minimum(minimum), format_gap(gap)
        only = f"a little less than {least}" if found == least else f"only {found}" if gap else "no time"
        if is_before:
            return f"It leaves {only} before {run}; leave at least {least}."
        if gap <= 0 or format_gap_after(gap) == "straight after":
            return f"It comes straight after {run}; leave at least {least}."
        return f"It comes {only} after {run}; leave at least {least}."

    def figures(self, candidate: Candidate, pairs: Iterable[PairCost] = ()) -> str:
        """Return what the rules made of a place, in their own terms: ``S1 8, S3 6 · 36.2 h to the next key run``.

        It is shown next to a sentence, for a reader who looks the rules up.

        Args:
            candidate: The place.
            pairs: What a session there costs together with earlier ones.
        """
        placement = candidate.placement
        costs = [*candidate.cost_by_rule.items(), *((pair.rule, pair.cost) for pair in pairs)]
        terms = candidate.veto or ", ".join(f"{rule} {cost}" for rule, cost in costs) or "no cost"
        parts = [terms]
        if placement.last_loading_run and placement.minutes_since_last_loading_run() < _EXACT_BELOW_MINUTES:
            parts.append(f"{_exact_hours(placement.minutes_since_last_loading_run())} after the last run that loads")
        if placement.next_key_run and placement.minutes_to_next_key_run() < _EXACT_BELOW_MINUTES:
            parts.append(f"{_exact_hours(placement.minutes_to_next_key_run())} to the next key run")
        return " · ".join(parts)

    def _gap(self, placement: Placement, rule: str) -> tuple[bool, int, str, int]:
        """Return a gap that is too short: whether it is before a run, its minutes, the run's name, what is required.

        Args:
            placement: The session.
            rule: A rule about gaps: HC4, HC5, HC9 or HC10.
        """
        if rule == "HC4":
            minimum = self._rules.minutes("HC4", placement.level, placement.kind)
            return True, placement.minutes_to_next_key_run(), self._next_key_name(placement), minimum
        if rule == "HC5":
            run = self._run_name(placement.last_loading_run, placement)
            return False, placement.minutes_since_last_loading_run(), run, self._rules.minutes("HC5", "hours")
        is_before = rule == "HC9"
        find = self._hard.find_race_too_soon_after if is_before else self._hard.find_race_too_recent
        race = find(placement)
        assert race
        name = run_name(self._problem, race.run, placement.day)
        return is_before, race.gap_minutes, name, race.minimum_minutes

    def _evidence(self, placement: Placement, rule: str) -> str:
        """Return what studies or coaches say for a rule, no surer than they are; empty where nothing is to be said."""
        if rule == "HC4" and placement.kind is not StrengthKind.LIGHT:
            return _EVIDENCE.get(f"{placement.level} {placement.kind}", "")
        if rule == "HC10":
            race = self._hard.find_race_too_recent(placement)
            is_marathon = race is not None and race.run.distance in (None, RaceDistance.MARATHON)
            return _AFTER_MARATHON if is_marathon else ""
        return _EVIDENCE.get(rule, "")

    def _run_name(self, timed: TimedRun | None, placement: Placement) -> str:
        assert timed
        return run_name(self._problem, timed.run, placement.day)

    def _next_key_name(self, placement: Placement) -> str:
        return self._run_name(placement.next_key_run, placement)

    def _weekday_name(self, placement: Placement) -> str:
        return weekday_name(self._problem, placement.day)

    def _next_key_soon(self, placement: Placement) -> str:
        assert placement.next_key_run
        verb = is_or_are(placement.next_key_run.run)
        return f"{self._next_key_name(placement)} {verb} {format_gap(placement.minutes_to_next_key_run())} away"

    def _just_after_loading(self, placement: Placement) -> str:
        run = self._run_name(placement.last_loading_run, placement)
        return f"it comes {_only_after(placement.minutes_since_last_loading_run())} {run}"

    def _after_run_of_slot(self, placement: Placement) -> str:
        last = placement.last_loading_run
        if last and last.run.day == placement.day and last.run.slot is placement.slot:
            return self._just_after_loading(placement)
        return "it comes straight after a short run"

    def _after_long(self, placement: Placement) -> str:
        run = self._run_name(placement.last_key_run, placement)
        return f"it comes {_only_after(placement.minutes_since_last_key_run())} {run}"

    def _nothing_to_recover_from(self, placement: Placement) -> str:
        last = placement.last_key_run
        if last and placement.minutes_since_last_key_run() < self._soft.recovery_window_minutes(last)[0]:
            return f"it comes {_only_after(placement.minutes_since_last_key_run())} {self._run_name(last, placement)}"
        return "no hard run is recent enough to recover from"

    def _slot_taken(self, placement: Placement) -> str:
        reason = self._context.unavailable_reasons.get((placement.day, placement.slot, placement.kind))
        if reason is UnavailableReason.TIME:
            return f"it takes {SESSION_MINUTES[placement.kind]} min, more than you have then"
        if reason is not None:
            return _UNAVAILABLE_TEXT[reason]
        run = self._context.timeline.find_overlapping_run(placement.start_minute, placement.end_minute)
        assert run
        return f"{self._run_name(run, placement)} {'take' if is_or_are(run.run) == 'are' else 'takes'} that time"

    def _long_or_race_day(self, placement: Placement) -> str:
        is_race_day = placement.day in self._context.timeline.race_days
        return "it is race day" if is_race_day else "the long run is enough for that day"

    def _too_near_demanding(self, placement: Placement) -> str:
        """Name the nearest fixed heavy or moderate session."""
        day = min(self._context.demanding_count_by_day, key=lambda other: (abs(other - placement.day), other))
        return self.near_session(placement.day, day)

    def near_session(self, day: int, other: int, *, is_there: bool = True) -> str:
        """Return how near a session of a day is, or would be, to one of another day, as half a sentence."""
        if other == day:
            return "that day has another session"
        reason = f"it comes {self.next_to_session(day, other)}"
        return reason if is_there else _as_supposed(reason)

    def next_to_session(self, day: int, other: int) -> str:
        """Return where a day is from a session of another day: ``the day after Tuesday's session``."""
        days, side = abs(other - day), "after" if other < day else "before"
        apart = "the day" if days == 1 else f"only {count_word(days, 'day')}"
        return f"{apart} {side} {weekday_name(self._problem, other)}'s session"

    def _week_full(self, placement: Placement) -> str:
        if (placement.week, placement.kind) not in self._context.wanted_count:
            return f"the week asks for no {placement.kind} session"
        return f"the week has all its {placement.kind} sessions already"

    def _novice_start(self, _placement: Placement) -> str:
        weeks = self._rules.whole_number("HC13", "weeks")
        first = "first week holds" if weeks == 1 else f"first {number_word(weeks)} weeks hold"
        return f"a novice's {first} no heavy sled"

    def _gate(self, placement: Placement) -> str:
        reason = next(gate.reason for gate in self._problem.gates if gate.holds(placement.kind, placement.day))
        return f"your health comes first ({reason})"


def _as_supposed(reason: str) -> str:
    """Return half a sentence about a session that is there as one about a session that might be."""
    subject, _, rest = reason.partition(" ")
    verb, _, rest = rest.partition(" ")
    return f"it would {_SUPPOSED[verb]} {rest}" if subject == "it" and verb in _SUPPOSED else reason


def _only_after(minutes: int) -> str:
    phrase = format_gap_after(minutes)
    return phrase if phrase == "straight after" else f"only {phrase}"


def _exact_hours(minutes: int) -> str:
    """Format minutes as hours for looking up: ``9.6 h``, ``36 h``."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " h"
