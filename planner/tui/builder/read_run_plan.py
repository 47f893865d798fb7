"""Reading the part of the builder's form that a run plan of our own is made from: weeks, volumes, days, paces.

Every field has its usual value until the runner takes it in hand; what cannot be is refused beside the field it is
about, with what would do instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.dates import read_day
from planner.training.goals import FIGURES, Goal, RunnerLevel, Wish
from planner.training.measures import quoted, read_distance
from planner.training.plans import RunPlan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.runplans import generate
from planner.training.usual import usual_wish
from planner.training.weeks import WEEKDAY_KEYS, next_weekday
from planner.training.wishes import WishRefusedError, check_wish
from planner.training.wishwords import read_recent_race, read_weekdays
from planner.training.wording import distance
from planner.tui.builder.fields import LABELS, NONE, RACE, START

if TYPE_CHECKING:
    from planner.tui.builder.form_result import Reading

_SUNDAY, _WEEK = 6, 7
_FIELDS = {
    "weeks": "weeks",
    "step_back_every": "step",
    "run_days": "days",
    "long_day": "long",
    "quality_days": "fast",
    "race_weekday": "date",
    "recent": "recent",
    "current_m": "now",
    "peak_m": "peak",
}
"""The field of the form that each part of a wish is shown in."""


def read_plan(reading: Reading, chosen: Mapping[str, str], goal: Goal, today: dt.date) -> RunPlan | None:
    """The plan the form asks for; None when it cannot be, and its field says why.

    Args:
        reading: Gets the fields' usual values, and the refusals.
        chosen: The form's values by field, those left alone missing.
        goal: What to prepare for.
        today: Today.
    """
    unit = reading.athlete.unit
    wish = _wish(reading, chosen, goal, unit, today)
    if wish is None:
        return None
    reading.wish = wish
    reading.defaults |= {
        "plan": goal.value,
        "weeks": str(wish.weeks),
        "now": distance(wish.current_m, unit),
        "peak": distance(wish.peak_m, unit),
        "days": _days_written(wish.run_days),
        "long": WEEKDAY_KEYS[wish.long_day],
        "fast": _days_written(wish.quality_days),
        "runner": wish.level.value,
        "step": str(wish.step_back_every),
    }
    try:
        plan = generate(wish)
    except WishRefusedError as refusal:
        meant = refusal if "peak" in chosen else _without_the_peak(wish) or refusal
        reading.problems.setdefault(_FIELDS.get(meant.field, "plan"), str(meant))
        return None
    reading.defaults["name"] = plan.name
    return plan


def _without_the_peak(wish: Wish) -> WishRefusedError | None:
    """What is wrong besides a peak that nobody typed: it only follows from what is run now."""
    try:
        check_wish(replace(wish, peak_m=max(wish.peak_m, wish.figures.least_peak_m)))
    except WishRefusedError as refusal:
        return refusal
    return None


def _wish(reading: Reading, chosen: Mapping[str, str], goal: Goal, unit: Unit, today: dt.date) -> Wish | None:
    """What the form asks for, as far as its texts can be read."""
    race = _race_day(chosen, goal, today)
    weeks: int | None = None
    with reading.of("weeks"):
        typed = chosen.get("weeks")
        if typed and not (typed.isdecimal() and len(typed) < 4):
            raise RefusedError(f"{LABELS['weeks']} must be a whole number, not {quoted(typed)}.")
        weeks = int(typed) if typed else _weeks_until(race, goal, today)
    metres: dict[str, float | None] = {}
    for name in ("now", "peak"):
        with reading.of(name):
            metres[name] = read_distance(chosen[name], LABELS[name], unit) if chosen.get(name) else None
    recent: tuple[float, int] | None = None
    with reading.of("recent"):
        recent = (
            read_recent_race(chosen["recent"], LABELS["recent"], unit) if chosen.get("recent", "").strip() else None
        )
    if any(name in reading.problems for name in ("weeks", "now", "peak", "recent")):
        return None
    return usual_wish(
        goal,
        weeks,
        level=RunnerLevel(chosen.get("runner") or RunnerLevel.REGULAR),
        race_weekday=race.weekday() if race is not None else _SUNDAY,
        run_days=read_weekdays(chosen["days"], LABELS["days"]) if chosen.get("days") else None,
        long_day=WEEKDAY_KEYS.index(chosen["long"]) if chosen.get("long") in WEEKDAY_KEYS else None,
        quality_days=read_weekdays(chosen["fast"], LABELS["fast"]) if chosen.get("fast") else None,
        current_m=metres["now"],
        peak_m=metres["peak"],
        step_back_every=int(chosen.get("step") or 4),
        recent=recent,
    )


def _race_day(chosen: Mapping[str, str], goal: Goal, today: dt.date) -> dt.date | None:
    """The race day, where one is typed that can be read."""
    if FIGURES[goal].race_m is None or (chosen.get("dated") or RACE) == START or not chosen.get("date"):
        return None
    try:
        return read_day(chosen["date"], today, "Race day")
    except RefusedError:
        return None  # its own field says so


def _weeks_until(race: dt.date | None, goal: Goal, today: dt.date) -> int | None:
    """The longest usual plan that begins no sooner than next Monday; None for the goal's usual length."""
    if race is None or race < today:  # a past race is refused for its date
        return None
    monday = next_weekday(today, 0)
    there = (race - monday).days // _WEEK + 1
    figures = FIGURES[goal]
    fitting = [weeks for weeks in figures.lengths if weeks <= there]
    return max(fitting) if fitting else max(there, 1) if there < figures.weeks else None


def _days_written(days: tuple[int, ...]) -> str:
    return " ".join(WEEKDAY_KEYS[day] for day in days) or NONE
