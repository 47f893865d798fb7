"""The commands that list: today, week, agenda, progress."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.cli.tables import listing_lines, progress_lines
from planner.training.refusal import RefusedError
from planner.usecases import queries
from planner.usecases.planbook import Planbook

NOTHING_PLANNED = "Nothing is planned here. Make a block with: planner new --template half --race DATE"


def today(book: Planbook, args: argparse.Namespace) -> int:
    """List today."""
    return _print_listing(book, args, queries.list_workouts(book, book.today, book.today))


def week(book: Planbook, args: argparse.Namespace) -> int:
    """List the week of a date."""
    from planner.usecases.read_day import parse_calendar_day

    return _print_listing(book, args, queries.read_week(book, parse_calendar_day(book, args.day)))


def agenda(book: Planbook, args: argparse.Namespace) -> int:
    """List from one date to another; everything when neither is given."""
    from planner.usecases.read_day import parse_calendar_day

    earliest, latest = queries.calendar_span(book)
    first = parse_calendar_day(book, args.first) if args.first else earliest
    last = parse_calendar_day(book, args.last) if args.last else max(latest, first)
    if last < first:
        raise RefusedError(f"--to {last} lies before --from {first}.")
    return _print_listing(book, args, queries.list_workouts(book, first, last))


def _print_listing(book: Planbook, args: argparse.Namespace, listing: queries.Listing) -> int:
    if args.json:
        from planner.cli.documents import listing_document

        print_document(listing_document(listing, book.today))
    elif not listing.workouts:
        print_lines(
            [NOTHING_PLANNED if not queries.read_blocks(book) else f"Nothing from {listing.first} to {listing.last}."]
        )
    else:
        print_lines(listing_lines(listing, book.today, queries.read_runner(book).unit))
    return 0


def progress(book: Planbook, args: argparse.Namespace) -> int:
    """Weekly figures."""
    from planner.cli.documents import progress_document
    from planner.usecases.progress import review_weeks

    if not args.weeks.isdecimal():
        raise RefusedError(f"--weeks must be a whole number, not {args.weeks!r}.")
    weeks = review_weeks(book, int(args.weeks))
    if args.json:
        print_document(progress_document(weeks))
    else:
        print_lines(progress_lines(weeks, queries.read_runner(book).unit))
    return 0
