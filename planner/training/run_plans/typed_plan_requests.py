"""Read the parts of a plan request that people type: a template's name, weekdays, a recent race."""

from __future__ import annotations

import re

from planner.training.measures import parse_distance, parse_duration, quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import (
    GOAL_SETTINGS,
    Goal,
)
from planner.training.weeks import WEEKDAY_KEYS, parse_weekday


def find_goal(name: str) -> Goal:
    """Return the goal that a template's name means.

    Raises:
        RefusedError: There is no such template; the sentence lists their names.
    """
    if name not in list(Goal):
        raise RefusedError(f"There is no template {quoted(name)}; there are {', '.join(Goal)}.")
    return Goal(name)


def parse_weekdays(text: str, field: str) -> tuple[int, ...]:
    """Parse weekdays into numbers, Monday 0 to Sunday 6: ``tue thu sun``, ``tue, thu, sun``, ``none``, ``every day``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.

    Raises:
        RefusedError: A word is no weekday, or is repeated.
    """
    words = re.split(r"[\s,]+", text.strip().lower())
    if " ".join(words) == "every day":
        return tuple(range(7))
    if words == ["none"]:
        return ()
    days: set[int] = set()
    for word in words:
        day = parse_weekday(word)
        if day is None:
            raise RefusedError(
                f"{field} {quoted(text)}: {quoted(word)} is no weekday; write them like {' '.join(WEEKDAY_KEYS)}."
            )
        if day in days:
            raise RefusedError(f"{field} {quoted(text)} names {quoted(word)} twice.")
        days.add(day)
    return tuple(sorted(days))


def parse_recent_race(text: str, field: str, unit: Unit = Unit.KM) -> tuple[float, int]:
    """Parse a race into metres and seconds: ``10k 45:10``, ``half 1:39:05``, ``5 km in 24:30``.

    Args:
        text: What was typed.
        field: What the value is, for the refusal.
        unit: The unit of a distance written without one.

    Raises:
        RefusedError: It is not a distance and a time, or one of them is out of range.
    """
    distance, _, time = " ".join(text.lower().replace(",", " ").split()).rpartition(" ")
    distance = distance.removesuffix(" in")
    if not distance or ":" not in time:
        raise RefusedError(f"{field} {quoted(text)} is no race; write a distance and a time, like 10k 45:10.")
    named = GOAL_SETTINGS[Goal(distance)].race_m if distance in (Goal.HALF, Goal.MARATHON) else None
    return named or parse_distance(distance, field, unit), parse_duration(time, field)
