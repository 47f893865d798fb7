"""The forms of ``export`` that hand data on: csv for other programs, md and html for people."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from planner.cli.export_output import answer_export
from planner.cli.export_scope import scope_from_args
from planner.text import format_count
from planner.usecases.exports.scope import Scope
from planner.usecases.planbook import Planbook


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


def _answer_page(book: Planbook, args: argparse.Namespace, export: Callable[[Planbook, Scope], str]) -> None:
    scope = scope_from_args(book, args, needs_block=True)
    about = {"block": scope.block and scope.block.id}
    answer_export(book, args, export(book, scope), about, what=scope.name)
