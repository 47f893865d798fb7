"""The run plan that ``planner new`` is asked for: a template with wishes, a file, or a past block once more."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from planner.training.goals import DEFAULT_STEP_BACK_EVERY, SUNDAY, PlanRequest, RunningLevel
from planner.training.measures import parse_date, parse_whole_number, quoted
from planner.training.plan_generator import generate_plan
from planner.training.plan_requests import find_goal, parse_recent_race, parse_weekdays, with_defaults
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEK, first_day_of_week
from planner.usecases.blocks.draft import load_plan
from planner.usecases.planbook import Planbook

_PLAN_REQUEST_DESTS = (
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


def plan_from_args(book: Planbook, args: argparse.Namespace, unit: Unit) -> Plan:
    """The run plan the options ask for.

    Raises:
        RefusedError: Not exactly one of template, file and block is named, or it cannot give such a plan.
    """
    named = [name for name in (args.template, args.file, args.from_block) if name is not None]
    if len(named) != 1:
        raise RefusedError(
            "A block is made from a template or from a file, or from a past block: give one of them, and only one."
        )
    if args.template is not None:
        return generate_plan(plan_request_from_args(args, unit))
    given = next((name for name in _PLAN_REQUEST_DESTS if getattr(args, name) is not None), None)
    if given is not None:
        what = "a file" if args.file is not None else "a past block"
        raise RefusedError(f"--{given.replace('_', '-')} shapes a template's plan; that of {what} is taken as it is.")
    if args.file is not None:
        return load_plan(Path(args.file))
    from planner.usecases.blocks.repeat import plan_from_block

    return plan_from_block(book, parse_whole_number(args.from_block, "from-block"))


def parse_positive(text: str | None, field: str) -> float | None:
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


def plan_request_from_args(args: argparse.Namespace, unit: Unit) -> PlanRequest:
    """What a template's plan is generated from.

    Raises:
        RefusedError: An option cannot be read, or two of them contradict each other.
    """
    goal = find_goal(args.template)
    current, peak = parse_positive(args.current_km, "current-km"), parse_positive(args.peak_km, "peak-km")
    race = parse_date(args.race, "race") if args.race is not None else None
    if args.start is not None:
        _check_monday(parse_date(args.start, "start"))
    if args.days is not None and args.run_days is not None:
        raise RefusedError("Give --days or --run-days, not both.")
    step_back = _parse_whole_number(args.step_back, "step-back")
    return with_defaults(
        goal,
        _parse_whole_number(args.weeks, "weeks"),
        _parse_whole_number(args.days, "days"),
        RunningLevel(args.runner or RunningLevel.REGULAR),
        SUNDAY if race is None else race.weekday(),
        run_days=None if args.run_days is None else parse_weekdays(args.run_days, "run-days"),
        long_day=None if args.long_day is None else _parse_weekday(args.long_day),
        quality_days=None if args.quality_days is None else parse_weekdays(args.quality_days, "quality-days"),
        current_m=None if current is None else current * 1000,
        peak_m=None if peak is None else peak * 1000,
        step_back_every=DEFAULT_STEP_BACK_EVERY if step_back is None else step_back,
        recent_race=None if args.recent is None else parse_recent_race(args.recent, "recent", unit),
    )


def _check_monday(start: dt.date) -> None:
    if start.weekday():
        monday = first_day_of_week(start)
        raise RefusedError(
            f"start {start} is a {start:%A}, and a template's plan begins on a Monday: "
            f"{monday} or {monday + WEEK} would do."
        )


def _parse_weekday(text: str) -> int:
    days = parse_weekdays(text, "long-day")
    if len(days) != 1:
        raise RefusedError(f"long-day must be one weekday, not {quoted(text)}.")
    return days[0]


def _parse_whole_number(text: str | None, field: str) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 3:
        raise RefusedError(f"{field} must be a whole number, not {quoted(text)}.")
    return int(text)
