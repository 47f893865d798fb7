"""How the runner feels on a day - sore, badly slept - and which sessions wait for it (R8 and R11, ``science.md`` 6).

Under 5 h of sleep in two nights and soreness of 7 or more move heavy sessions 48 h; after a race no light session is
offered to thighs that are sorer than 5. The limits are this project's defaults, not evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from planner.training.absences import Absence, AbsenceKind
from planner.training.measures import quoted
from planner.training.races import RaceDistance, race_distance
from planner.training.refusal import RefusedError
from planner.training.safety import HEAVY, Gate
from planner.training.weeks import DAY
from planner.training.wording import day_name
from planner.training.workouts import RunKind, Sport, State, StrengthKind, Workout

SORE_FROM = 7
"""Soreness of 0 to 10 from which on heavy sessions wait (R8)."""
LIGHT_UP_TO = 5
"""Soreness up to which a light session may follow a race (R11)."""
DAYS_WAITED = 2
"""Days that heavy sessions wait after one of these days: 48 h."""
WINDOW_CLOSES = {RaceDistance.TEN_K: 2, RaceDistance.HALF: 3, RaceDistance.MARATHON: 4}
"""Days after a race on which its window of recovery closes (S5)."""
_SOURCE = "the project's default [D]"
_SORE = re.compile(r"(?:(?:sore|soreness)\s*:?\s*)?(\d{1,2})(?:\s*(?:/|of)\s*10)?", re.ASCII)
_SLEPT_BADLY = frozenset({"slept badly", "bad sleep", "short sleep", "no sleep"})
_WELL = frozenset({"well", "fine", "good"})


def read_feeling(text: str, day: dt.date) -> Absence | None:
    """How a day feels, as it was typed: ``sore 7``, ``slept badly``; None is ``well``.

    Raises:
        RefusedError: It is none of these, or soreness is no whole number from 0 to 10.
    """
    said = " ".join(text[:100].lower().split())
    if said in _WELL:
        return None
    if said in _SLEPT_BADLY:
        return Absence(day, day, AbsenceKind.SLEPT_BADLY)
    match = _SORE.fullmatch(said)
    if match is None:
        words = '"sore 7" (0 to 10), "slept badly" (under 5 h, two nights) or "well"'
        raise RefusedError(f"{quoted(text)} is not how a day feels; say {words}.")
    if int(match.group(1)) > 10:
        raise RefusedError(f"Soreness is 0 (none) to 10, not {int(match.group(1))}.")
    return Absence(day, day, AbsenceKind.SORE, soreness=int(match.group(1)))


def gates_of_feelings(felt: Iterable[Absence], around: Iterable[Workout] = ()) -> tuple[Gate, ...]:
    """What soreness and short nights keep out: heavy sessions for 48 h, light ones after a race while it is too sore.

    Args:
        felt: What was said of days; days without training among them are passed over.
        around: What was run lately, in any order.
    """
    days = sorted((one for one in felt if not one.stops_training), key=lambda one: one.first)
    sore = [one for one in days if one.soreness is not None]
    heavy = (_no_heavy(one) for one in days if one.soreness is None or one.soreness >= SORE_FROM)
    races = sorted((one for one in around if _is_race(one)), key=lambda race: race.date)
    return (*heavy, *(gate for race in races for gate in _no_light(race, sore)))


def _no_heavy(felt: Absence) -> Gate:
    last = felt.last + DAYS_WAITED * DAY
    said = _said(felt)
    return Gate(
        rule="R8",
        short=f"{said} (R8)",
        why=f"No heavy session until {day_name(last)}: {said}.",
        way_out="Moderate and light ones may come before; what is missed is not caught up.",
        source=_SOURCE,
        kinds=HEAVY,
        first=felt.first,
        last=last,
    )


def _no_light(race: Workout, sore: list[Absence]) -> Iterator[Gate]:
    """What was said last counts, until the race's window of recovery closes."""
    run = race.actual.effort if race.actual is not None else race.planned
    closes = race.date + WINDOW_CLOSES[race_distance(run.distance_m or race.planned.distance_m)] * DAY
    since = [one for one in sore if race.date <= one.first <= closes]
    for place, felt in enumerate(since):
        last = since[place + 1].first - DAY if place + 1 < len(since) else closes
        if felt.soreness is not None and felt.soreness > LIGHT_UP_TO:
            said = f"{_said(felt)}, after the race of {day_name(race.date)}"
            yield Gate(
                rule="R11",
                short=f"{said} (R11)",
                why=f"No light session until {day_name(last)}: {said}.",
                way_out=f"It may come once soreness of {LIGHT_UP_TO} or less is logged.",
                source=_SOURCE,
                kinds=frozenset({StrengthKind.LIGHT}),
                first=felt.first,
                last=last,
            )


def _said(felt: Absence) -> str:
    if felt.soreness is None:
        return f"under 5 h of sleep in two nights before {day_name(felt.first)}"
    return f"soreness of {felt.soreness} on {day_name(felt.first)}"


def _is_race(workout: Workout) -> bool:
    return workout.sport is Sport.RUN and workout.kind == RunKind.RACE and workout.state is not State.SKIPPED
