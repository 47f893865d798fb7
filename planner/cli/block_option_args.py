"""The options of a block from the arguments of ``planner new`` and ``planner whatif``, over those it has already."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.cli.plan_request_args import pace_options_from_args
from planner.text import clean_line
from planner.training.blocks import Runner
from planner.training.dates import DateReader
from planner.training.measures import parse_whole_number
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.weekly_sessions import WeeklySessions
from planner.training.workouts import StrengthLevel
from planner.usecases.blocks.options import TYPED_OPTIONS, BlockOptions
from planner.usecases.runner import with_setting

_KINDS = ("heavy", "moderate", "light")


def options_from_args(args: argparse.Namespace, dates: DateReader, usual: BlockOptions, unit: Unit) -> BlockOptions:
    """Return the options with those that were given.

    Args:
        args: The arguments of ``new`` or ``whatif``.
        dates: Reads the days.
        usual: The options where nothing else is given.
        unit: The unit of a recent race without one.

    Raises:
        RefusedError: A value cannot be read, or does not go with another.
    """
    return replace(
        usual,
        race_date=usual.race_date if args.race is None else dates.read(args.race, "race"),
        start_date=usual.start_date if args.start is None else dates.read(args.start, "start"),
        name=clean_line(args.name) or usual.name,
        race_distance=_parse_race_distance(args.distance) or usual.race_distance,
        priority=Priority(args.priority) if args.priority else usual.priority,
        level=StrengthLevel(args.level) if args.level else usual.level,
        doses=weekly_sessions_from_args(args) or usual.doses,
        in_season=args.in_season or usual.in_season,
        stack=args.stack or usual.stack,
        active_rest=usual.active_rest if args.active_rest is None else args.active_rest,
        **_typed_options(args, dates),
        **pace_options_from_args(args, unit),
    )


def weekly_sessions_from_args(args: argparse.Namespace) -> WeeklySessions | None:
    """Return the sessions a week that were given; the kinds that were not given are 0."""
    counts = session_counts_from_args(args).values()
    if all(count is None for count in counts):
        return None
    return WeeklySessions(*(count or 0 for count in counts))


def _typed_options(args: argparse.Namespace, dates: DateReader) -> dict[str, Any]:
    """Parse the options that have a flag; those not given are left out."""
    parsed: dict[str, Any] = {}
    for row in TYPED_OPTIONS:
        typed = getattr(args, row.flag.replace("-", "_")) if row.flag else None
        if typed is not None:
            parsed[row.attribute] = row.read(",".join(typed) if row.is_repeatable else typed, row.flag, dates)
    return parsed


def session_counts_from_args(args: argparse.Namespace) -> dict[str, int | None]:
    """Return how many sessions of each kind a week were given; None for a kind that was not."""
    return {kind: parse_optional(parse_whole_number, getattr(args, kind), kind) for kind in _KINDS}


def _parse_race_distance(name: str | None) -> RaceDistance | None:
    return RaceDistance("10k" if name == "5k" else name) if name else None


def runner_from_args(runner: Runner, args: argparse.Namespace) -> Runner:
    """Return the runner with the body mass, sled and floor that were given."""
    for name, text in (("body-mass", args.body_mass), ("sled", args.sled), ("floor", args.floor)):
        if text is not None:
            runner = with_setting(runner, name, text)
    return runner
