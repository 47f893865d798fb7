"""The commands that list: today, week, agenda, progress."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.cli.tables import listing_lines, progress_lines
from planner.training.refusal import RefusedError
from planner.usecases import queries
from planner.usecases.planbook import Planbook

EMPTY = "Nothing is planned here. Make a block with: planner new --template half --race DATE"


def today(book: Planbook, options: argparse.Namespace) -> int:
    """List today."""
    return _show(book, options, queries.list_days(book, book.today, book.today))


def week(book: Planbook, options: argparse.Namespace) -> int:
    """List the week of a date."""
    from planner.usecases.read_day import find_day

    return _show(book, options, queries.read_week(book, find_day(book, options.day)))


def agenda(book: Planbook, options: argparse.Namespace) -> int:
    """List from one date to another; everything when neither is given."""
    from planner.usecases.read_day import find_day

    earliest, latest = queries.whole_span(book)
    first = find_day(book, options.first) if options.first else earliest
    last = find_day(book, options.last) if options.last else max(latest, first)
    if last < first:
        raise RefusedError(f"--to {last} lies before --from {first}.")
    return _show(book, options, queries.list_days(book, first, last))


def _show(book: Planbook, options: argparse.Namespace, found: queries.Listing) -> int:
    if options.json:
        from planner.cli.documents import listing_document

        print_document(listing_document(found, book.today))
    elif not found.items:
        print_lines([EMPTY if not queries.read_blocks(book) else f"Nothing from {found.first} to {found.last}."])
    else:
        print_lines(listing_lines(found, book.today, queries.read_athlete(book).unit))
    return 0


def progress(book: Planbook, options: argparse.Namespace) -> int:
    """Weekly figures."""
    from planner.cli.documents import progress_document
    from planner.usecases.progress import review_weeks

    if not options.weeks.isdecimal():
        raise RefusedError(f"--weeks must be a whole number, not {options.weeks!r}.")
    weeks = review_weeks(book, int(options.weeks))
    if options.json:
        print_document(progress_document(weeks))
    else:
        print_lines(progress_lines(weeks, queries.read_athlete(book).unit))
    return 0
