"""How the runner feels on a day (sore, slept badly) and which sessions wait for it.

Under 5 h of sleep in two nights, or soreness of 7 or more, moves heavy sessions by 48 h (R8). After a race no light
session comes while the thighs are sorer than 5 (R11). The limits are this project's defaults, not evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from planner.training.absences import Absence, AbsenceKind
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.races import RaceDistance, classify_race
from planner.training.refusal import RefusedError
from planner.training.safety_gates import HEAVY_KINDS, Gate
from planner.training.weeks import DAY
from planner.training.workouts import StoredStatus, StrengthKind, Workout

SORENESS_STOPS_HEAVY = 7
"""Soreness of 0 to 10 from which on heavy sessions wait (R8)."""
SORENESS_ALLOWS_LIGHT = 5
"""Soreness up to which a light session may follow a race (R11)."""
HEAVY_PAUSE_DAYS = 2
"""Days that heavy sessions wait after one of these days: 48 h."""
RECOVERY_WINDOW_DAYS = {RaceDistance.TEN_K: 2, RaceDistance.HALF: 3, RaceDistance.MARATHON: 4}
"""Days after a race on which its window of recovery closes (S5)."""
_SORE = re.compile(r"(?:(?:sore|soreness)\s*:?\s*)?(\d{1,2})(?:\s*(?:/|of)\s*10)?", re.ASCII)
_SLEPT_BADLY = frozenset({"slept badly", "bad sleep", "short sleep", "no sleep"})
_WELL = frozenset({"well", "fine", "good"})


def parse_feeling(text: str, day: dt.date) -> Absence | None:
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


def feeling_gates(absences: Iterable[Absence], workouts: Iterable[Workout] = ()) -> tuple[Gate, ...]:
    """What soreness and short nights keep out: heavy sessions for 48 h, light ones after a race while it is too sore.

    Args:
        absences: What was said of days; days without training among them are passed over.
        workouts: What was run lately, in any order.
    """
    days = sorted((one for one in absences if not one.stops_training), key=lambda one: one.first)
    sore = [one for one in days if one.soreness is not None]
    heavy = (_heavy_gate(one) for one in days if one.soreness is None or one.soreness >= SORENESS_STOPS_HEAVY)
    races = sorted(
        (one for one in workouts if one.is_race and one.status is not StoredStatus.SKIPPED), key=lambda race: race.date
    )
    return (*heavy, *(gate for race in races for gate in _light_gates(race, sore)))


def _heavy_gate(felt: Absence) -> Gate:
    last = felt.last + HEAVY_PAUSE_DAYS * DAY
    said = _feeling_text(felt)
    return Gate(
        rule="R8",
        short_reason=f"{said} (R8)",
        why=f"No heavy session until {format_day(last)}: {said}.",
        remedy="Moderate and light ones may come before; what is missed is not caught up.",
        kinds=HEAVY_KINDS,
        first=felt.first,
        last=last,
    )


def _light_gates(race: Workout, sore: list[Absence]) -> Iterator[Gate]:
    """What was said last counts, until the race's window of recovery closes."""
    run = race.actual.effort if race.actual is not None else race.planned
    closes = race.date + RECOVERY_WINDOW_DAYS[classify_race(run.distance_m or race.planned.distance_m)] * DAY
    since = [one for one in sore if race.date <= one.first <= closes]
    for place, felt in enumerate(since):
        last = since[place + 1].first - DAY if place + 1 < len(since) else closes
        if felt.soreness is not None and felt.soreness > SORENESS_ALLOWS_LIGHT:
            said = f"{_feeling_text(felt)}, after the race of {format_day(race.date)}"
            yield Gate(
                rule="R11",
                short_reason=f"{said} (R11)",
                why=f"No light session until {format_day(last)}: {said}.",
                remedy=f"It may come once soreness of {SORENESS_ALLOWS_LIGHT} or less is logged.",
                kinds=frozenset({StrengthKind.LIGHT}),
                first=felt.first,
                last=last,
            )


def _feeling_text(felt: Absence) -> str:
    if felt.soreness is None:
        return f"under 5 h of sleep in two nights before {format_day(felt.first)}"
    return f"soreness of {felt.soreness} on {format_day(felt.first)}"
