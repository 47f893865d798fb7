"""The commands that list: today, week, agenda, progress."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.cli.text_lines import listing_lines, progress_lines, workout_line
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases import queries, search
from planner.usecases.planbook import Planbook

NOTHING_PLANNED = "Nothing is planned here. Make a block with: planner new --template half --race DATE"


def run_today(book: Planbook, args: argparse.Namespace) -> int:
    """List today."""
    return _print_listing(book, args, queries.list_workouts(book, book.today, book.today))


def run_week(book: Planbook, args: argparse.Namespace) -> int:
    """List the week of a date."""
    from planner.usecases.parse_day import parse_calendar_day

    return _print_listing(book, args, queries.read_week(book, parse_calendar_day(book, args.day)))


def run_agenda(book: Planbook, args: argparse.Namespace) -> int:
    """List from one date to another; everything when neither is given."""
    from planner.usecases.parse_day import parse_calendar_day

    earliest, latest = queries.calendar_span(book)
    first = parse_calendar_day(book, args.first) if args.first else earliest
    last = parse_calendar_day(book, args.last) if args.last else max(latest, first)
    if last < first:
        raise RefusedError(f"--to {last} lies before --from {first}.")
    return _print_listing(book, args, queries.list_workouts(book, first, last))


def _print_listing(book: Planbook, args: argparse.Namespace, listing: queries.Listing) -> int:
    if args.json:
        from planner.cli.json_documents import listing_document

        print_document(listing_document(listing, book.today))
    elif not listing.workouts:
        print_lines(
            [NOTHING_PLANNED if not queries.read_blocks(book) else f"Nothing from {listing.first} to {listing.last}."]
        )
    else:
        print_lines(listing_lines(listing, book.today, queries.read_runner(book).unit))
    return 0


def run_progress(book: Planbook, args: argparse.Namespace) -> int:
    """Weekly figures."""
    from planner.cli.json_documents import progress_document
    from planner.usecases.progress import review_weeks

    if not args.weeks.isdecimal():
        raise RefusedError(f"--weeks must be a whole number, not {args.weeks!r}.")
    weeks = review_weeks(book, int(args.weeks))
    if args.json:
        print_document(progress_document(weeks))
    else:
        print_lines(progress_lines(weeks, queries.read_runner(book).unit))
    return 0


def run_find(book: Planbook, args: argparse.Namespace) -> int:
    """List the workouts that fit all words, by date."""
    words = " ".join(args.words)
    if not words.strip():
        raise RefusedError("Say what to find, as: planner find tempo january.")
    hits = search.search_workouts(book, words)
    if not hits:
        raise RefusedError(f'No workout fits "{clean_line(words, 80)}".')
    numbers = {one.id for one in hits}
    days = queries.read_workouts(book, hits[0].date, hits[-1].date)
    workouts = [workout for workout in days if workout.id in numbers]
    if args.json:
        from planner.cli.json_documents import workout_document

        print_document({"items": [workout_document(workout, book.today) for workout in workouts]})
    else:
        unit = queries.read_runner(book).unit
        print_lines(f"{one.date:%a} {one.date}  {workout_line(one, book.today, unit)}" for one in workouts)
    return 0
