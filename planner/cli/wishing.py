"""The run plan that ``planner new`` is asked for: a template with wishes, a file, or a past block once more."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from planner.cli.planning import read_number
from planner.training.goals import SUNDAY, USUAL_STEP_BACK, RunnerLevel, Wish
from planner.training.measures import quoted, read_date
from planner.training.plans import RunPlan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.templates import template
from planner.training.usual import usual_wish
from planner.training.weeks import WEEK, first_day_of_week
from planner.training.wishwords import read_recent_race, read_weekdays
from planner.usecases.blocks import commit
from planner.usecases.planbook import Planbook

_WISHES = (
    "weeks",
    "days",
    "run_days",
    "long_day",
    "quality_days",
    "current_km",
    "peak_km",
    "step_back",
    "recent",
    "runner",
)
"""Options that shape a template's plan."""


def asked_plan(book: Planbook, options: argparse.Namespace, unit: Unit) -> RunPlan:
    """The run plan the options ask for.

    Raises:
        RefusedError: Not exactly one of template, file and block is named, or it cannot give such a plan.
    """
    named = [name for name in (options.template, options.file, options.from_block) if name is not None]
    if len(named) != 1:
        raise RefusedError(
            "A block is made from a template or from a file, or from a past block: give one of them, and only one."
        )
    if options.template is not None:
        return commit.find_plan(wish=asked_wish(options, unit))
    given = next((name for name in _WISHES if getattr(options, name) is not None), None)
    if given is not None:
        what = "a file" if options.file is not None else "a past block"
        raise RefusedError(f"--{given.replace('_', '-')} shapes a template's plan; that of {what} is taken as it is.")
    if options.file is not None:
        return commit.find_plan(file=Path(options.file))
    from planner.usecases.blocks.repeat import plan_of_block

    return plan_of_block(book, read_number(options.from_block, "from-block"))


def positive(text: str | None, field: str) -> float | None:
    """A number above 0, or None when nothing was said.

    Raises:
        RefusedError: It is no such number.
    """
    if text is None:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value < 100_000:
        raise RefusedError(f"{field} must be a number above 0, not {quoted(text)}.")
    return value


def asked_wish(options: argparse.Namespace, unit: Unit) -> Wish:
    """What a template's plan is generated from.

    Raises:
        RefusedError: An option cannot be read, or two of them contradict each other.
    """
    shape = template(options.template)
    current, peak = positive(options.current_km, "current-km"), positive(options.peak_km, "peak-km")
    race = read_date(options.race, "race") if options.race is not None else None
    if options.start is not None:
        _check_monday(read_date(options.start, "start"))
    if options.days is not None and options.run_days is not None:
        raise RefusedError("Give --days or --run-days, not both.")
    step_back = _whole(options.step_back, "step-back")
    return usual_wish(
        shape.goal,
        _whole(options.weeks, "weeks"),
        _whole(options.days, "days"),
        RunnerLevel(options.runner or RunnerLevel.REGULAR),
        SUNDAY if race is None else race.weekday(),
        run_days=None if options.run_days is None else read_weekdays(options.run_days, "run-days"),
        long_day=None if options.long_day is None else _one_day(options.long_day),
        quality_days=None if options.quality_days is None else read_weekdays(options.quality_days, "quality-days"),
        current_m=None if current is None else current * 1000,
        peak_m=None if peak is None else peak * 1000,
        step_back_every=USUAL_STEP_BACK if step_back is None else step_back,
        recent=None if options.recent is None else read_recent_race(options.recent, "recent", unit),
    )


def _check_monday(start: dt.date) -> None:
    if start.weekday():
        monday = first_day_of_week(start)
        raise RefusedError(
            f"start {start} is a {start:%A}, and a template's plan begins on a Monday: "
            f"{monday} or {monday + WEEK} would do."
        )


def _one_day(text: str) -> int:
    days = read_weekdays(text, "long-day")
    if len(days) != 1:
        raise RefusedError(f"long-day must be one weekday, not {quoted(text)}.")
    return days[0]


def _whole(text: str | None, field: str) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 3:
        raise RefusedError(f"{field} must be a whole number, not {quoted(text)}.")
    return int(text)
