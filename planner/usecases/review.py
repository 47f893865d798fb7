"""The review of a week: which week it is about, and what is read for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.invocation import program
from planner.store import journal, quick
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day, format_day_and_year
from planner.training.refusal import RefusedError
from planner.training.strength_records import StrengthRecords
from planner.training.totals import sum_totals
from planner.training.weekly_review import WeekReview
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.usecases.planbook import Planbook
from planner.usecases.strength.records import read_records
from planner.usecases.strength.rung_history import read_rungs


def week_to_review(book: Planbook) -> dt.date:
    """Return the first day of the newest week that is over; on its last day a week of which nothing is left counts.

    Raises:
        RefusedError: The file cannot be read.
    """
    with quick.read_snapshot(book.path):
        this_week = first_day_of_week(book.today, quick.read_week_start(book.path))
        workouts = quick.read_days(book.path, this_week, this_week + WEEK - DAY)
    review = WeekReview(this_week, book.today, workouts=tuple(workouts))
    return this_week if review.is_over and review.has_training else this_week - WEEK


def review_week(book: Planbook, day: dt.date) -> WeekReview:
    """Return the review of the week that a day is in, by the runner's first day of the week.

    Raises:
        RefusedError: The week lies ahead, or the file cannot be read.
    """
    with quick.read_snapshot(book.path):
        runner, blocks, absences = quick.read_runner_context(book.path)
        first = first_day_of_week(day, runner.week_start)
        last = first + WEEK - DAY
        if first > book.today:
            raise RefusedError(
                f"The week from {format_day_and_year(first)} lies ahead: "
                f"there is nothing to review yet. {program()} week {first} lists it."
            )
        next_week_is_past = last + WEEK < book.today
        workouts = tuple(quick.read_days(book.path, first, last))
        moved_out = tuple(quick.read_moved_out(book.path, first, last))
        before = quick.read_days(book.path, first - WEEK, first - DAY)
        moved = [one.id for one in (*workouts, *moved_out) if one.is_moved]
        return WeekReview(
            first,
            book.today,
            runner.unit,
            workouts=workouts,
            next_workouts=tuple(quick.read_days(book.path, first + WEEK, last + WEEK)),
            planned_before_m=sum_totals(before, book.today).run.planned_m,
            moved_out=moved_out,
            absences=tuple(one for one in absences if one.first <= last and first <= one.last),
            moved_by=journal.read_move_names(book.path, moved) if moved else {},
            place=_place_text(blocks, first, last),
            ladder=tuple(rung.text for rung in read_rungs(book, first, last if next_week_is_past else last + WEEK)),
            records=tuple(_records_of_week(read_records(book), first, last)),
        )


def _place_text(blocks: Sequence[Block], first: dt.date, last: dt.date) -> str:
    """Return where the week is in its block: ``Week 6 of 11, build: Half marathon``; empty outside blocks."""
    block = block_on(blocks, first) or block_on(blocks, last)
    if block is None:
        return ""
    day = max(first, block.start)
    phase = block.phase_on(day)
    place = f"Week {block.week_number(day)} of {block.weeks}"
    return f"{place}, {phase}: {block.name}" if phase else f"{place}: {block.name}"


def _records_of_week(records: StrengthRecords, first: dt.date, last: dt.date) -> list[str]:
    """Return a sentence for each record that was set in the week."""
    both = ((records.longest_hold, records.hold_text), (records.heaviest_sled, records.sled_text))
    return [
        f"Most so far: {text.rpartition(', ')[0]} on {format_day(record.day)}."
        for record, text in both
        if record is not None and first <= record.day <= last
    ]
