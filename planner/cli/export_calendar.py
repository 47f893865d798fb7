"""The form of ``export`` for calendars that read or subscribe to a file: ics."""

from __future__ import annotations

import argparse

from planner.cli.export_output import answer_export
from planner.cli.export_scope import scope_from_args
from planner.text import format_count
from planner.usecases.exports.calendar_file import export_calendar
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.zones import parse_zone


def export_ics(book: Planbook, args: argparse.Namespace) -> None:
    """Write the calendar, a block, or some days of them as events."""
    scope = scope_from_args(book, args, needs_block=False)
    exported = export_calendar(book, scope, parse_zone(args.zone) if args.zone is not None else "")
    about = {"block": scope.block and scope.block.id, "count": exported.count, "cancelled": exported.cancelled}
    then = f"it has {format_count(exported.count, 'event')}"
    then += f", {exported.cancelled} of them cancelled" if exported.cancelled else ""
    answer_export(book, args, exported.text, about, what=scope.name, then=then)
