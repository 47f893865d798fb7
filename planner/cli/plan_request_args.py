"""The run plan that the options of ``planner new`` ask for: from a template, a file or a past block."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.training.blocks import Runner
from planner.training.dates import DateReader
from planner.training.measures import parse_whole_number, quoted
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import SUNDAY, PlanRequest, RunningLevel, default_step_back_every
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.typed_plan_requests import find_goal, parse_recent_race, parse_weekdays
from planner.training.runner_paces import check_recent_race
from planner.training.weeks import WEEK, first_day_of_week
from planner.usecases.blocks.draft import load_plan
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook

PLAN_REQUEST_DESTS = (
    "weeks",
    "days",
    "run_days",
    "long_day",
    "quality_days",
    "current_km",
    "peak_km",
    "step_back",
)
"""Options that apply only to a plan from a template."""


def plan_from_args(book: Planbook, args: argparse.Namespace, runner: Runner) -> Plan:
    """Return the run plan that the options ask for.

    Raises:
        RefusedError: Not exactly one of template, file and block is given, or no such plan can be made of it.
    """
    named = [name for name in (args.template, args.file, args.from_block) if name is not None]
    if len(named) != 1:
        raise RefusedError(
            "A block is made from a template or from a file, or from a past block: give one of them, and only one."
        )
    if args.unit is not None and args.file is None:
        raise RefusedError("--unit says what the numbers in a plan's file are; it goes with --from.")
    if args.template is not None:
        return generate_plan(plan_request_from_args(args, runner, date_reader(book)))
    dest = next((name for name in PLAN_REQUEST_DESTS if getattr(args, name) is not None), None)
    if dest is not None:
        origin = "a file" if args.file is not None else "a past block"
        raise RefusedError(f"--{dest.replace('_', '-')} shapes a template's plan; that of {origin} is taken as it is.")
    if args.file is not None:
        return load_plan(Path(args.file), book.today, parse_optional(Unit, args.unit))
    from planner.usecases.blocks.repeat import plan_from_block

    return plan_from_block(book, parse_whole_number(args.from_block, "from-block"))


def _parse_positive(text: str | None, field: str) -> float | None:
    """Return a number above 0 and below 100,000, or None when the option was not given.

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


def plan_request_from_args(args: argparse.Namespace, runner: Runner, dates: DateReader) -> PlanRequest:
    """Return the request that a template's plan is generated from.

    Raises:
        RefusedError: An option cannot be read, or two of them contradict each other.
    """
    goal = find_goal(args.template)
    current, peak = _parse_positive(args.current_km, "current-km"), _parse_positive(args.peak_km, "peak-km")
    race = parse_optional(dates.read, args.race, "race")
    if args.start is not None:
        _check_monday(dates.read(args.start, "start"))
    if args.days is not None and args.run_days is not None:
        raise RefusedError("Give --days or --run-days, not both.")
    step_back = parse_optional(parse_whole_number, args.step_back, "step-back")
    return with_defaults(
        goal,
        parse_optional(parse_whole_number, args.weeks, "weeks"),
        parse_optional(parse_whole_number, args.days, "days"),
        _running_level(args),
        SUNDAY if race is None else race.weekday(),
        run_days=parse_optional(parse_weekdays, args.run_days, "run-days"),
        long_day=parse_optional(_parse_long_day, args.long_day),
        quality_days=parse_optional(parse_weekdays, args.quality_days, "quality-days"),
        current_m=None if current is None else current * 1000,
        peak_m=None if peak is None else peak * 1000,
        step_back_every=default_step_back_every(runner.age_in(dates.today.year)) if step_back is None else step_back,
        recent_race=parse_optional(parse_recent_race, args.recent, "recent", runner.unit),
        easy_pace=runner.easy_pace_s_per_km,
    )


def changed_request_from_args(
    args: argparse.Namespace, stored: PlanRequest, runner: Runner, dates: DateReader
) -> PlanRequest:
    """Return the request of a stored block's runs with what was given; what follows from it is worked out again.

    Args:
        args: The arguments of ``whatif``.
        stored: What its runs were generated from.
        runner: The runner.
        dates: Reads the race day.

    Raises:
        RefusedError: An option cannot be read, or two of them contradict each other.
    """
    if not any(getattr(args, dest) is not None for dest in (*PLAN_REQUEST_DESTS, "recent", "runner")):
        return stored
    asked = plan_request_from_args(argparse.Namespace(**{**vars(args), "template": stored.goal}), runner, dates)
    given = {
        "weeks": args.weeks,
        "run_days": args.days or args.run_days,
        "long_day": args.days or args.run_days or args.long_day,
        "quality_days": args.days or args.run_days or args.quality_days,
        "current_m": args.current_km,
        "peak_m": args.peak_km,
        "step_back_every": args.step_back,
        "recent_race": args.recent,
        "level": args.runner,
    }
    return replace(stored, **{name: getattr(asked, name) for name, text in given.items() if text is not None})


def pace_options_from_args(args: argparse.Namespace, unit: Unit) -> dict[str, Any]:
    """Return the block options that paces follow from, by their names; those that were not given are left out.

    Raises:
        RefusedError: The recent race cannot be read, or no paces follow from it.
    """
    recent = parse_optional(parse_recent_race, args.recent, "recent", unit)
    if recent is not None:
        check_recent_race(*recent)
    given = {"recent_race": recent, "running_level": RunningLevel(args.runner) if args.runner else None}
    return {name: value for name, value in given.items() if value is not None}


def _running_level(args: argparse.Namespace) -> RunningLevel:
    return RunningLevel(args.runner or RunningLevel.REGULAR)


def _check_monday(start: dt.date) -> None:
    if start.weekday():
        monday = first_day_of_week(start)
        raise RefusedError(
            f"start {start} is a {start:%A}, and a template's plan begins on a Monday: "
            f"{monday} or {monday + WEEK} would do."
        )


def _parse_long_day(text: str) -> int:
    days = parse_weekdays(text, "long-day")
    if len(days) != 1:
        raise RefusedError(f"long-day must be one weekday, not {quoted(text)}.")
    return days[0]
