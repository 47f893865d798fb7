"""Wishes as people type them: ``mon tue thu sat sun``, ``10k 45:10``."""

from __future__ import annotations

import re

from planner.training.dates import parse_weekday
from planner.training.goals import GOAL_SETTINGS, Goal
from planner.training.measures import parse_distance, parse_duration, quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAY_KEYS

_EVERY_DAY = "every day"
_NONE = "none"


def parse_weekdays(text: str, field: str) -> tuple[int, ...]:
    """Weekdays, Monday 0 to Sunday 6, in order: ``tue thu sun``, ``tue, thu, sun``, ``none``, ``every day``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.

    Raises:
        RefusedError: A word is no weekday, or is there twice.
    """
    words = re.split(r"[\s,]+", text.strip().lower())
    if " ".join(words) == _EVERY_DAY:
        return tuple(range(7))
    if words == [_NONE]:
        return ()
    found: set[int] = set()
    for word in words:
        day = parse_weekday(word)
        if day is None:
            raise RefusedError(
                f"{field} {quoted(text)}: {quoted(word)} is no weekday; write them like {' '.join(WEEKDAY_KEYS)}."
            )
        if day in found:
            raise RefusedError(f"{field} {quoted(text)} names {quoted(word)} twice.")
        found.add(day)
    return tuple(sorted(found))


def parse_recent_race(text: str, field: str, unit: Unit = Unit.KM) -> tuple[float, int]:
    """Metres and seconds of a race: ``10k 45:10``, ``half 1:39:05``, ``5 km in 24:30``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.
        unit: What a distance without a unit counts.

    Raises:
        RefusedError: It is not a distance and a time.
    """
    how, _, time = " ".join(text.lower().replace(",", " ").split()).rpartition(" ")
    how = how.removesuffix(" in")
    if not how or ":" not in time:
        raise RefusedError(f"{field} {quoted(text)} is no race; write a distance and a time, like 10k 45:10.")
    named = GOAL_SETTINGS[Goal(how)].race_m if how in (Goal.HALF, Goal.MARATHON) else None
    return named or parse_distance(how, field, unit), parse_duration(time, field)
