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

_SORENESS_STOPS_HEAVY = 7
"""The least soreness, 0 to 10, that makes heavy sessions wait (R8)."""
SORENESS_ALLOWS_LIGHT = 5
"""The most soreness, 0 to 10, with which a light session may follow a race (R11)."""
_HEAVY_PAUSE_DAYS = 2
"""Days that heavy sessions wait after such a day: 48 h."""
RECOVERY_WINDOW_DAYS = {RaceDistance.TEN_K: 2, RaceDistance.HALF: 3, RaceDistance.MARATHON: 4}
"""Days after a race on which its recovery window closes, as the slotting rule S5 has them."""
_SORE = re.compile(r"(?:(?:sore|soreness)\s*:?\s*)?(\d{1,2})(?:\s*(?:/|of)\s*10)?", re.ASCII)
_SLEPT_BADLY = frozenset({"slept badly", "bad sleep", "short sleep", "no sleep"})
_WELL = frozenset({"well", "fine", "good"})


def parse_feeling(text: str, day: dt.date) -> Absence | None:
    """Parse how a day feels: ``sore 7``, ``slept badly``; None for ``well``.

    Raises:
        RefusedError: The text is none of these, or the soreness is not 0 to 10.
    """
    feeling = " ".join(text[:100].lower().split())
    if feeling in _WELL:
        return None
    if feeling in _SLEPT_BADLY:
        return Absence(day, day, AbsenceKind.SLEPT_BADLY)
    match = _SORE.fullmatch(feeling)
    if match is None:
        words = '"sore 7" (0 to 10), "slept badly" (under 5 h, two nights) or "well"'
        raise RefusedError(f"{quoted(text)} is not how a day feels; say {words}.")
    if int(match.group(1)) > 10:
        raise RefusedError(f"Soreness is 0 (none) to 10, not {int(match.group(1))}.")
    return Absence(day, day, AbsenceKind.SORE, soreness=int(match.group(1)))


def feeling_gates(absences: Iterable[Absence], workouts: Iterable[Workout] = ()) -> tuple[Gate, ...]:
    """Return the gates of soreness and short nights: on heavy sessions for 48 h, and on light ones after a race.

    Args:
        absences: The feelings recorded; days without training are ignored.
        workouts: Recent workouts, in any order.
    """
    feelings = sorted((absence for absence in absences if not absence.stops_training), key=lambda day: day.first)
    sore = [day for day in feelings if day.soreness is not None]
    heavy = (_heavy_gate(day) for day in feelings if day.soreness is None or day.soreness >= _SORENESS_STOPS_HEAVY)
    races = sorted(
        (run for run in workouts if run.is_race and run.status is not StoredStatus.SKIPPED), key=lambda race: race.date
    )
    return (*heavy, *(gate for race in races for gate in _light_gates(race, sore)))


def _heavy_gate(feeling: Absence) -> Gate:
    last = feeling.last + _HEAVY_PAUSE_DAYS * DAY
    feeling_text = _feeling_text(feeling)
    return Gate(
        rule="R8",
        short_reason=feeling_text,
        why=f"No heavy session until {format_day(last)}: {feeling_text}.",
        remedy="Moderate and light ones may come before; what is missed is not caught up.",
        kinds=HEAVY_KINDS,
        first=feeling.first,
        last=last,
    )


def _light_gates(race: Workout, sore: list[Absence]) -> Iterator[Gate]:
    """Yield the gates after a race: a feeling counts until the next one, at most until the recovery window closes."""
    run = race.actual.effort if race.actual is not None else race.planned
    closes = race.date + RECOVERY_WINDOW_DAYS[classify_race(run.distance_m or race.planned.distance_m)] * DAY
    since = [day for day in sore if race.date <= day.first <= closes]
    for index, feeling in enumerate(since):
        last = since[index + 1].first - DAY if index + 1 < len(since) else closes
        if feeling.soreness is not None and feeling.soreness > SORENESS_ALLOWS_LIGHT:
            feeling_text = f"{_feeling_text(feeling)}, after the race of {format_day(race.date)}"
            yield Gate(
                rule="R11",
                short_reason=feeling_text,
                why=f"No light session until {format_day(last)}: {feeling_text}.",
                remedy=f"It may come once soreness of {SORENESS_ALLOWS_LIGHT} or less is logged.",
                kinds=frozenset({StrengthKind.LIGHT}),
                first=feeling.first,
                last=last,
            )


def _feeling_text(feeling: Absence) -> str:
    if feeling.soreness is None:
        return f"under 5 h of sleep in two nights before {format_day(feeling.first)}"
    return f"soreness of {feeling.soreness} on {format_day(feeling.first)}"
