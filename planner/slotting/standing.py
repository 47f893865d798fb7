"""What is wrong with sessions where they stand: every hard rule each of them breaks, alone or with another.

The slotter places nothing that breaks a rule, and of a locked session it names the first it breaks. Here everything
that stands is judged by all of them, with the hours and days the rules looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planner.slotting.advice import about_runs, begun, numbered
from planner.slotting.answer import Finding
from planner.slotting.candidates import Candidate, Judge
from planner.slotting.ground import STRONG, Ground, Place
from planner.slotting.phrases import Phrases, count, hours, run_name, weekday
from planner.slotting.problem import Problem, Session
from planner.slotting.rules import DEFAULT, Rules
from planner.training.races import Priority, RaceDistance
from planner.training.wording import day_name
from planner.training.workouts import StrengthKind

_HARD_DAYS = 3


@dataclass(frozen=True, slots=True)
class Fault:
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


class Standing(NamedTuple):
    """What there is to mind where nothing is placed anew: hard rules broken by sessions, and warnings about runs."""

    faults: tuple[Fault, ...]
    warnings: tuple[Finding, ...]


def judge_standing(problem: Problem, rules: Rules = DEFAULT, week_name: Callable[[int], str] = numbered) -> Standing:
    """Every hard rule that the locked sessions of a problem break, in order of day and rule, and W1 to W5 of its runs.

    The targets of the problem are what its weeks ask for, whatever stands in them; a week without one asks for nothing
    in particular, and only the caps of HC12 hold.

    Args:
        problem: The runs, and what stands among them as locked sessions.
        rules: The rules, perhaps with a runner's overrides.
        week_name: What a week is called in a sentence, where it is not one of a block.
    """
    judge = Judge(Ground(problem, rules))
    ground = judge.ground
    found = [*_alone(judge), *_together(ground), *_hard_days(ground), *_weeks(ground, week_name)]
    return Standing(tuple(sorted(found, key=_order)), tuple(about_runs(ground, week_name)))


def _order(fault: Fault) -> tuple[int, int]:
    day = fault.sessions[-1].day if fault.sessions else 7 * fault.week
    return day, int(fault.rule.removeprefix("HC"))


def _alone(judge: Judge) -> Iterator[Fault]:
    """What a session breaks whatever else stands; HC11 is told with the days it is about."""
    wording = _Wording(judge)
    for session in dict.fromkeys(judge.ground.locked):
        (place,) = judge.ground.places(session.day, session.slot, [session.kind])
        for rule in judge.hard.broken(place):
            if rule != "HC11":
                yield Fault(rule, place.week, (session,), wording.of(place, rule))


def _together(ground: Ground) -> Iterator[Fault]:
    """Two sessions too near each other (HC7), or on one day (HC8); the later one is in the block."""
    apart = ground.rules.cost("HC7", "days")
    for number, later in enumerate(ground.fixed):
        for earlier in reversed(ground.fixed[:number]):
            days = later.day - earlier.day
            if later.day < 0 or days >= max(apart, 1):
                break
            other = f"the {earlier.kind} session of {_date(ground.problem, earlier.day)}"
            if {earlier.kind, later.kind} <= STRONG and days < apart:
                between = f"{count(days, 'day')} after" if days else "on the same day as"
                text = f"It stands {between} {other}; {count(apart, 'day')} is the least."
                yield Fault("HC7", later.day // 7, (earlier, later), text)
            if not days:
                yield Fault("HC8", later.day // 7, (earlier, later), f"It shares its day with {other}.")


def _hard_days(ground: Ground) -> Iterator[Fault]:
    """Three hard days in a row that are not the plan's own: a heavy session makes one of them hard (HC11)."""
    heavy = {session.day: session for session in ground.fixed if session.kind is StrengthKind.HEAVY}
    keys, told = ground.timeline.key_days, set[int]()
    for last in sorted({day + late for day in heavy for late in range(_HARD_DAYS)}):
        row = range(last - _HARD_DAYS + 1, last + 1)
        made = [day for day in row if day not in keys]
        if made and all(day in heavy for day in made) and 0 <= made[-1] < ground.problem.days and made[-1] not in told:
            told.add(made[-1])
            days = [f"{weekday(ground.problem, day)} ({'key run' if day in keys else 'heavy'})" for day in row]
            text = f"It makes three hard days in a row: {', '.join(days[:-1])} and {days[-1]}."
            yield Fault("HC11", made[-1] // 7, tuple(heavy[day] for day in made), text)


def _weeks(ground: Ground, week_name: Callable[[int], str]) -> Iterator[Fault]:
    """Weeks that hold more than the cap, or than they ask for (HC12)."""
    rules, asked = ground.rules, {target.week: target for target in ground.problem.targets}
    cap_strong, cap_all = rules.cost("HC12", "heavy_and_moderate"), rules.cost("HC12", "all")
    for week in range(ground.problem.weeks):
        heavy, moderate, light = (ground.locked_count[week, kind] for kind in StrengthKind)
        strong, name = heavy + moderate, begun(week_name(week))
        target = asked.get(week)
        if strong > cap_strong:
            text = f"{name} holds {count(strong, 'heavy or moderate session')}; {cap_strong} is the cap."
        elif strong + light > cap_all:
            text = f"{name} holds {count(strong + light, 'session')}; {cap_all} is the cap."
        elif target and strong > target.heavy + target.moderate:
            wanted = target.heavy + target.moderate
            text = f"{name} holds {count(strong, 'heavy or moderate session')} and asks for {wanted}."
        elif target and heavy > target.heavy:
            text = f"{name} holds {count(heavy, 'heavy session')} and asks for {target.heavy}."
        elif target and light > target.light:
            text = f"{name} holds {count(light, 'light session')} and asks for {target.light}."
        else:
            continue
        yield Fault("HC12", week, (), text)


class _Wording:
    """Why a session breaks a rule, with the gap that was found and the one that is asked for."""

    def __init__(self, judge: Judge) -> None:
        self._phrases = Phrases(judge)
        self._problem: Problem = judge.ground.problem
        self._rules: Rules = judge.ground.rules
        self._races = judge.ground.timeline.races

    def of(self, place: Place, rule: str) -> str:
        """A sentence without the rule's ID."""
        told = {"HC3": self._before, "HC4": self._next, "HC5": self._last, "HC9": self._ahead, "HC10": self._behind}
        if rule in told:
            return told[rule](place)
        words = self._phrases.veto(Candidate(place, rule, {}, 0))
        return f"{words[0].upper()}{words[1:]}."

    def _before(self, place: Place) -> str:
        assert place.next_key
        return f"It stands before {run_name(self._problem, place.next_key, place.day)} on the same day."

    def _next(self, place: Place) -> str:
        assert place.next_key
        run = run_name(self._problem, place.next_key, place.day)
        least = self._rules.minutes("HC4", place.level, place.kind)
        return f"It ends {hours(place.to_next_key())} before {run}; {hours(least)} is the least."

    def _last(self, place: Place) -> str:
        assert place.last_loading
        run = run_name(self._problem, place.last_loading, place.day)
        least = self._rules.minutes("HC5", "hours")
        return f"It starts {hours(place.from_last_loading())} after {run}; {hours(least)} is the least."

    def _ahead(self, place: Place) -> str:
        for race in self._races:
            priority = race.run.priority or Priority.A
            least, gap = self._rules.minutes("HC9", priority, place.kind), race.start - place.end
            if 0 <= gap < least:
                on = _date(self._problem, race.run.day)
                return f"It ends {hours(gap)} before the {priority} race of {on}; {hours(least)} is the least."
        raise AssertionError(place)

    def _behind(self, place: Place) -> str:
        for race in self._races:
            distance = race.run.distance or RaceDistance.MARATHON
            least, gap = self._rules.minutes("HC10", distance, place.kind), place.start - race.end
            if 0 <= gap < least:
                on = _date(self._problem, race.run.day)
                return f"It starts {hours(gap)} after the {distance} race of {on}; {hours(least)} is the least."
        raise AssertionError(place)


def _date(problem: Problem, day: int) -> str:
    """A day of a problem: its date where that is known, else its weekday."""
    return day_name(problem.start + dt.timedelta(days=day)) if problem.start else weekday(problem, day)
