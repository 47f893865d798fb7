"""The rules in a runner's words: half sentences about one session in its place, with the numbers the rules used."""

from __future__ import annotations

from collections.abc import Callable

from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import Place
from planner.slotting.problem import Closed, DayType, Problem, clock
from planner.slotting.timeline import TimedRun
from planner.training.races import Priority, RaceDistance
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import SESSION_MINUTES, StrengthKind

_RUNS = {
    "easy": "easy run",
    "recovery": "recovery run",
    "long": "long run",
    "hills": "hill run",
    "race_pace": "race-pace run",
    "time_trial": "time trial",
    "cross": "cross training",
}
_CLOSED = {
    Closed.AWAY: "you do not train that day",
    Closed.PAIN: "a session before it hurt too much",
    Closed.BUSY: "you are not available then",
    Closed.GYM: "there is no sled then",
    Closed.FORBIDDEN: "you forbade it",
}
_DAYS = {
    DayType.LONG: "has the long run",
    DayType.QUALITY: "has a quality run",
    DayType.MEDIUM_LONG: "has a medium-long run",
    DayType.EASY: "is an easy day",
    DayType.CROSS: "is a day of cross training",
    DayType.RECOVERY: "is a recovery day",
    DayType.REST: "is a rest day",
}


def hours(minutes: int) -> str:
    """A gap as it is printed: ``9.6 h``, ``36 h``."""
    return f"{minutes / 60:.1f}".removesuffix(".0") + " h"


def weekday(problem: Problem, day: int) -> str:
    """A day's weekday, in full."""
    return WEEKDAYS[problem.weekday(day)]


def title(problem: Problem, place: Place) -> str:
    """What stands there and when: ``Heavy sled Tue 18:00``; a light one is a recovery session."""
    what = "Light recovery" if place.kind is StrengthKind.LIGHT else f"{place.kind.value.capitalize()} sled"
    return f"{what} {weekday(problem, place.day)[:3]} {clock(place.start)}"


def run_name(problem: Problem, timed: TimedRun, day: int) -> str:
    """A run as seen from a day: ``your intervals`` that day, ``Thursday's tempo`` on another."""
    name = _RUNS.get(timed.run.type.value, timed.run.type.value)
    return f"your {name}" if timed.run.day == day else f"{weekday(problem, timed.run.day)}'s {name}"


def count(number: int, thing: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class Phrases:
    """Half sentences over one problem."""

    def __init__(self, judge: Judge) -> None:
        self._ground = judge.ground
        self._problem = judge.ground.problem
        self._rules = judge.ground.rules
        self._terms: dict[str, Callable[[Place], str]] = {
            "S1": self._next_key_soon,
            "S2": self._just_after_loading,
            "S3": self._day_type,
            "S4": self._after_long,
            "S5": lambda _: "it lies outside every recovery window",
            "S7": self._not_preferred,
        }
        self._vetoes: dict[str, Callable[[Place], str]] = {
            "HC1": self._no_room,
            "HC2": lambda _: "a day without runs stays empty",
            "HC3": lambda place: f"it would stand before {self._run(place.next_key, place)} on the same day",
            "HC4": self._too_close,
            "HC5": self._too_soon,
            "HC6": self._long_or_race,
            "HC7": self._too_near,
            "HC8": lambda _: "another session has that day",
            "HC9": self._race_ahead,
            "HC10": self._race_behind,
            "HC11": lambda _: "it would make three hard days in a row",
            "HC12": self._week_full,
            "HC13": self._novice_start,
            "HC14": self._gate,
        }

    def term(self, place: Place, rule: str) -> str:
        """Why a session costs something by this rule (S1 to S5, S7)."""
        return self._terms[rule](place)

    def veto(self, candidate: Candidate) -> str:
        """Why a session is out, without the rule's ID."""
        assert candidate.veto
        return self._vetoes[candidate.veto](candidate.place)

    def _run(self, timed: TimedRun | None, place: Place) -> str:
        """A run as seen from a session's day: ``your intervals`` that day, ``Thursday's tempo`` on another."""
        assert timed
        return run_name(self._problem, timed, place.day)

    def _day(self, place: Place) -> str:
        return weekday(self._problem, place.day)

    def _next_key_soon(self, place: Place) -> str:
        return f"{self._run(place.next_key, place)} is {hours(place.to_next_key())} away"

    def _just_after_loading(self, place: Place) -> str:
        return f"it starts {hours(place.from_last_loading())} after {self._run(place.last_loading, place)}"

    def _day_type(self, place: Place) -> str:
        return f"{self._day(place)} {_DAYS[place.day_type]}"

    def _after_long(self, place: Place) -> str:
        return f"{self._run(place.last_key, place)} ended {hours(place.from_last_key())} before"

    def _not_preferred(self, place: Place) -> str:
        return f"{self._day(place)} is not a day you prefer"

    def _no_room(self, place: Place) -> str:
        why = self._ground.closed.get((place.day, place.slot, place.kind))
        if why is Closed.TIME:
            return f"it takes {SESSION_MINUTES[place.kind]} min, more than you have then"
        if why is not None:
            return _CLOSED[why]
        run = self._ground.timeline.overlapped(place.start, place.end)
        assert run
        return f"{run_name(self._problem, run, place.day)} takes that time"

    def _too_close(self, place: Place) -> str:
        least = hours(self._rules.minutes("HC4", place.level, place.kind))
        return f"it ends under {least} before {self._run(place.next_key, place)}"

    def _too_soon(self, place: Place) -> str:
        least = hours(self._rules.minutes("HC5", "hours"))
        return f"it starts under {least} after {self._run(place.last_loading, place)}"

    def _long_or_race(self, place: Place) -> str:
        race = place.day in self._ground.timeline.race_days
        return "it is race day" if race else "no heavy session stands on the day of a long run"

    def _race_ahead(self, place: Place) -> str:
        for race in self._ground.timeline.races:
            priority = race.run.priority or Priority.A
            least = self._rules.minutes("HC9", priority, place.kind)
            if 0 <= race.start - place.end < least:
                name = weekday(self._problem, race.run.day)
                return f"it ends under {hours(least)} before {name}'s {priority} race"
        raise AssertionError(place)

    def _race_behind(self, place: Place) -> str:
        for race in self._ground.timeline.races:
            distance = race.run.distance or RaceDistance.MARATHON
            least = self._rules.minutes("HC10", distance, place.kind)
            if 0 <= place.start - race.end < least:
                name = weekday(self._problem, race.run.day)
                return f"it starts under {hours(least)} after {name}'s {distance} race"
        raise AssertionError(place)

    def _too_near(self, place: Place) -> str:
        """Names the nearest fixed heavy or moderate session."""
        day = min(self._ground.strong_days, key=lambda other: (abs(other - place.day), other))
        apart = count(self._rules.cost("HC7", "days"), "day")
        return f"it stands under {apart} from the session on {weekday(self._problem, day)}"

    def _week_full(self, place: Place) -> str:
        if (place.week, place.kind) not in self._ground.wanted:
            return f"the week asks for no {place.kind} session"
        return f"locked sessions fill the week's target of {place.kind} ones"

    def _novice_start(self, _place: Place) -> str:
        return f"a novice's first {count(self._rules.cost('HC13', 'weeks'), 'week')} hold no heavy session"

    def _gate(self, place: Place) -> str:
        return next(gate.why for gate in self._problem.gates if gate.holds(place.kind, place.day))
