"""The command that writes the plan for people and other programs: export. Each form is a row of `EXPORT_FORMS`.

A form loads its own use case, and no other's.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module

from planner.cli.arg_values import block_from_args
from planner.cli.command_table import EXPORT_FORMS
from planner.cli.export_output import MAX_FILE_NAME, answer_export, scope_from_args
from planner.cli.output import show
from planner.invocation import program
from planner.text import clean_line, format_count
from planner.usecases import text_files
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook


def run_export(book: Planbook, args: argparse.Namespace) -> None:
    """Write the plan in the form that was asked for."""
    module = import_module(f"planner.cli.{EXPORT_FORMS[args.form].module}")
    getattr(module, f"export_{args.form}")(book, args)


def export_plan(book: Planbook, args: argparse.Namespace) -> None:
    """Write a block as text."""
    from planner.usecases.blocks.rewrite import block_as_text

    block = block_from_args(book, args)
    text = block_as_text(book, block)
    about = {"block": block.id, "name": block.name}
    then = f'"{program()} rewrite" applies it after you edited it'
    answer_export(book, args, text, about, what=block.name, then=then)


def export_ics(book: Planbook, args: argparse.Namespace) -> None:
    """Write the calendar, a block, or some days of them as events."""
    from planner.usecases.exports import calendar_file
    from planner.usecases.recordings.zones import parse_zone

    scope = scope_from_args(book, args, needs_block=False)
    exported = calendar_file.export_calendar(book, scope, parse_zone(args.zone) if args.zone is not None else "")
    about = {"block": scope.block and scope.block.id, "count": exported.count, "cancelled": exported.cancelled}
    then = f"it has {format_count(exported.count, 'event')}"
    then += f", {exported.cancelled} of them cancelled" if exported.cancelled else ""
    answer_export(book, args, exported.text, about, what=scope.name, then=then)


def export_csv(book: Planbook, args: argparse.Namespace) -> None:
    """Write the calendar, a block, or some days of them as a table, a workout a row."""
    from planner.usecases.exports import table

    scope = scope_from_args(book, args, needs_block=False)
    exported = table.export_csv(book, scope)
    about = {"block": scope.block and scope.block.id, "count": exported.count}
    count = format_count(exported.count, "workout")
    answer_export(book, args, exported.parts, about, what=scope.name, then=f"it has {count}, each in a row of its own")


def export_md(book: Planbook, args: argparse.Namespace) -> None:
    """Write a block, or some days, as a Markdown table."""
    from planner.usecases.exports.pages import export_markdown

    _answer_page(book, args, export_markdown)


def export_html(book: Planbook, args: argparse.Namespace) -> None:
    """Write a block, or some days, as a page to print."""
    from planner.usecases.exports import pages

    _answer_page(book, args, pages.export_html)


def export_json(book: Planbook, args: argparse.Namespace) -> None:
    """Write all data as one document, part by part; on standard output it is the answer in JSON, too."""
    from planner.usecases.files import plan_data

    parts = plan_data.document_parts(book)
    if args.output in (None, "-"):
        sys.stdout.writelines(parts)  # it is ASCII, so no text in it can control the terminal
        return
    text_files.write_text_file(book, args.output, parts, force=args.force)
    file = clean_line(args.output, MAX_FILE_NAME)
    show(
        args,
        lambda: {"file": args.output},
        lambda: [f'Everything is in {file}; "{program()} restore {file}" takes it back.'],
    )


def _answer_page(book: Planbook, args: argparse.Namespace, export: Callable[[Planbook, Scope], str]) -> None:
    scope = scope_from_args(book, args, needs_block=True)
    about = {"block": scope.block and scope.block.id}
    answer_export(book, args, export(book, scope), about, what=scope.name)
