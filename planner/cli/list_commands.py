"""The commands that list workouts and weeks: today, week, agenda, find, progress."""

from __future__ import annotations

import argparse
import datetime as dt

from planner.cli.damaged_rows import shows_what_can_be_read
from planner.cli.json_documents import listing_document, totals_document, workout_document
from planner.cli.output import print_each, print_lines, print_long_document, show
from planner.cli.text_lines import (
    dated_workout_lines,
    day_lines,
    listing_lines,
    short_line,
    totals_lines,
    with_unmarked,
)
from planner.invocation import program
from planner.text import clean_line, format_count
from planner.training.formatting import format_day, format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.usecases import queries
from planner.usecases.planbook import Planbook


@shows_what_can_be_read
def run_today(book: Planbook, args: argparse.Namespace) -> None:
    """List the workouts of today."""
    listing = queries.list_workouts(book, book.today, book.today)
    if args.short and not args.json:
        print_lines(short_line(listing.workouts, queries.read_unit(book)))
    else:
        _show_listing(book, args, listing, with_steps=True)
        if not args.json:
            if not listing.workouts:
                _print_what_comes_next(book)
            _print_unmarked_yesterday(book)
            _print_morning_question(book)


def _print_what_comes_next(book: Planbook) -> None:
    """Print the next workouts and the next race, on a day without any."""
    coming = queries.next_open_day(book)
    if coming.workouts:
        print_lines(f"Next: {_next_line(book, coming)}")
    block = queries.next_race_block(book)
    if block is not None and block.race_date is not None:
        days = format_count((block.race_date - book.today).days, "day")
        print_lines(f"Race: {clean_line(block.name)}, {format_day_and_year(block.race_date)}, in {days}")


def _print_unmarked_yesterday(book: Planbook) -> None:
    """Print which of yesterday's workouts were neither done nor skipped, and how they are marked."""
    unmarked = queries.unmarked_yesterday(book)
    if unmarked:
        names = short_line(unmarked, queries.read_unit(book))
        print_lines(
            f"Yesterday is unmarked: {names}", f"  {program()} done yesterday, or {program()} skip yesterday --reason"
        )


def _print_morning_question(book: Planbook) -> None:
    """Print how the pain of this morning is recorded, on the day after a session."""
    from planner.usecases.strength.next_morning import find_unanswered_morning

    session = find_unanswered_morning(book, days=1)
    if session is not None:
        print_lines(f"How was the morning after? {program()} done {session.id} --pain-next 0-10")


@shows_what_can_be_read
def run_next(book: Planbook, args: argparse.Namespace) -> None:
    """Print what is open on the first day, from today on, that has an open workout, and what was left yesterday.

    The line is empty where there is neither.
    """
    listing = queries.next_open_day(book)
    show(
        args,
        lambda: listing_document(listing, book.today, queries.read_recorded(book, listing.workouts)),
        lambda: [with_unmarked(_next_line(book, listing), queries.unmarked_yesterday(book))],
    )


def _next_line(book: Planbook, listing: queries.Listing) -> str:
    day = "" if listing.first == book.today else f"{_day_name(listing.first, book.today)} "
    return short_line(listing.workouts, queries.read_unit(book), day)


def _day_name(day: dt.date, today: dt.date) -> str:
    return "tomorrow" if day == today + DAY else format_day(day)


@shows_what_can_be_read
def run_week(book: Planbook, args: argparse.Namespace) -> None:
    """List the week of a date."""
    from planner.usecases.date_words import date_reader

    _show_listing(book, args, queries.read_week(book, date_reader(book, step=WEEK).read(args.day)))


@shows_what_can_be_read
def run_agenda(book: Planbook, args: argparse.Namespace) -> None:
    """List from one date to another; everything when neither is given."""
    from planner.cli.arg_values import read_from_and_to
    from planner.usecases.calendar.long_lists import list_days
    from planner.usecases.date_words import date_reader

    first, last = read_from_and_to(date_reader(book), args)
    earliest, latest = queries.calendar_span(book)
    if first is None:
        first = earliest if last is None else min(earliest, last)
    if last is None:
        last = max(latest, first)
    listed = list_days(book, first, last)
    if args.json:
        print_long_document(
            {"from": first.isoformat(), "to": last.isoformat()},
            (workout_document(workout, book.today, recorded) for workout, recorded in listed),
            lambda: {"totals": totals_document(listed.totals)},
        )
        return
    unit = queries.read_unit(book)
    if print_each(day_lines(listed, book.today, unit)):
        print_lines(*totals_lines(listed.totals, unit))
    else:
        _say_nothing_planned(book, first, last)


def _show_listing(
    book: Planbook, args: argparse.Namespace, listing: queries.Listing, *, with_steps: bool = False
) -> None:
    if listing.workouts or args.json:
        show(
            args,
            lambda: listing_document(listing, book.today, queries.read_recorded(book, listing.workouts)),
            lambda: listing_lines(
                listing,
                book.today,
                queries.read_unit(book),
                queries.read_recorded(book, listing.workouts),
                with_steps=with_steps,
            ),
        )
    else:
        _say_nothing_planned(book, listing.first, listing.last)


def _say_nothing_planned(book: Planbook, first: dt.date, last: dt.date) -> None:
    has_blocks = bool(queries.read_blocks(book))
    nothing_here = f"Nothing is planned here. Make a block with: {program()} new --template half --race DATE"
    print_lines(f"Nothing is planned {_span_text(first, last)}." if has_blocks else nothing_here)


def _span_text(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"on {format_day_and_year(first)}"
    return f"from {format_day_and_year(first)} to {format_day_and_year(last)}"


@shows_what_can_be_read
def run_find(book: Planbook, args: argparse.Namespace) -> None:
    """List the workouts that match all words, by date."""
    from planner.usecases.calendar.long_lists import find_workouts

    words = " ".join(args.words)
    if not words.strip():
        raise RefusedError(f"Give words to search for, as: {program()} find tempo january.")
    found = find_workouts(book, words)
    if args.json:
        print_long_document({}, (workout_document(workout, book.today, recorded) for workout, recorded in found), dict)
    else:
        workouts = (workout for workout, _ in found)
        print_each(dated_workout_lines(workouts, book.today, queries.read_unit(book), with_notes=True))


@shows_what_can_be_read
def run_progress(book: Planbook, args: argparse.Namespace) -> None:
    """List weekly figures, or write them as a picture."""
    from planner.cli.progress_output import progress_document, progress_lines
    from planner.usecases.progress import read_report, read_running_records
    from planner.usecases.strength.rung_history import read_rungs

    weeks_shown = parse_whole_number(args.weeks, "weeks")
    if args.svg is not None:
        _write_progress_svg(book, args, weeks_shown)
        return
    report = read_report(book, weeks_shown)
    weeks = report.reviewed.weeks
    rungs = read_rungs(book, weeks[0].start, weeks[-1].start + WEEK - DAY)
    records = read_running_records(book, report.reviewed.runner.week_start)
    show(args, lambda: progress_document(report, records, rungs), lambda: progress_lines(report, records, rungs))


def _write_progress_svg(book: Planbook, args: argparse.Namespace, weeks: int) -> None:
    """Write the weeks as a picture; with ``-`` to standard output."""
    from planner.cli.progress_svg import progress_svg
    from planner.tui.progress.data import read_progress
    from planner.usecases.progress import form_line
    from planner.usecases.text_files import STDIN, write_text_file

    data = read_progress(book, weeks)
    assert data.report is not None
    picture = progress_svg(data, form_line(data.report.reviewed, data.report.blocks, book.today))
    if args.svg == STDIN:
        print_lines(picture.rstrip("\n"))
        return
    write_text_file(book, args.svg, picture, force=args.force)
    show(args, lambda: {"file": args.svg}, lambda: [f"The picture is in {clean_line(args.svg, 200)}."])
