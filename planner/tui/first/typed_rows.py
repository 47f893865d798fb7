"""What is typed into the rows of the first screen, read."""

from __future__ import annotations

import re

from planner.training.measures import parse_distance, quoted
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import Goal
from planner.training.weeks import DAYS_A_WEEK

_GOALS = {
    Goal.FIVE_K: ("5", "5k", "5km", "3.1", "3.1mi"),
    Goal.TEN_K: ("10", "10k", "10km", "6.2", "6.2mi"),
    Goal.HALF: ("21", "21k", "21km", "21.1", "21.1k", "21.1km", "13.1", "13.1mi"),
    Goal.MARATHON: ("42", "42k", "42km", "42.2", "42.2k", "42.2km", "26.2", "26.2mi"),
}
_GOAL_BY_WORD = {word: goal for goal, words in _GOALS.items() for word in words}
_UNITS = {"m": Unit.MI, "mi": Unit.MI, "mile": Unit.MI, "miles": Unit.MI, "k": Unit.KM, "km": Unit.KM}
_AMOUNT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)?\s*([a-z]*)")


def parse_goal(text: str) -> Goal | None:
    """Return the goal of a typed race distance: ``10k``, ``21.1``; None where it is none."""
    return _GOAL_BY_WORD.get(text.lower().replace(" ", "").replace(",", "."))


def parse_evening_count(text: str) -> int:
    """Parse a number of evenings a week.

    Raises:
        RefusedError: It is no whole number from 0 to 7.
    """
    if not text.isdecimal() or len(text) > 1 or int(text) > DAYS_A_WEEK:
        raise RefusedError(f"Type how many evenings, 0 to {DAYS_A_WEEK}, not {quoted(text)}.")
    return int(text)


def parse_weekly_running(text: str, unit: Unit, now: str) -> tuple[str, Unit | None]:
    """Parse what is run in a week: ``40``, ``25 mi``, or ``mi`` alone for the same distance in miles.

    Args:
        text: What was typed.
        unit: The runner's unit.
        now: What the runner has said before, in that unit; empty for nothing.

    Returns:
        The amount in the unit that was written, else in the runner's, ``0`` for no running yet, empty where none was
        ever said; and the unit that was written.

    Raises:
        RefusedError: It is no distance, or is too much for a week.
    """
    match = _AMOUNT.fullmatch(text.lower())
    if match is None or (match[2] and match[2] not in _UNITS):
        raise RefusedError(f"Type how much you run in a week: 40, 25 mi, or 0; not {quoted(text)}.")
    written = _UNITS.get(match[2])
    if match[1] is None:
        if not now:
            return "", written
        return f"{parse_distance(now, 'Now', unit) / METRES_PER_UNIT[written or unit]:.0f}", written
    amount = f"{float(match[1].replace(',', '.')):g}"
    if amount != "0":
        parse_distance(f"{amount} {(written or unit).value}", "Now", unit)
    return amount, written
