"""Busy times: other calendars of the runner are read, and the half-days that they fill are closed to strength."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from pathlib import Path

from planner import restriction
from planner.exchange.calendars.busy import CalendarReading, join_readings, read_busy_times
from planner.exchange.calendars.ics_events import MAX_CALENDAR_BYTES, read_events
from planner.named_files import UnreadableFileError, path_from_name, read_start, shown_name
from planner.store import quick
from planner.text import clean_line, format_count, join_first
from planner.training.busy_times import BusyTime, busy_days
from planner.training.formatting import format_day, format_day_and_year
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workout_names import workout_name
from planner.training.workouts import ENDURANCE_SPORTS, Sport, Workout
from planner.usecases.calendar.closed_halves import ClosedHalf, closed_halves
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner, read_workouts

LEAST_DAYS_AHEAD = 365
"""Calendars are read for a year from today, or to the end of the last block where that is later."""
_NAMED = 4
"""So many workouts or problems a remark names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class BusyChange:
    """New busy times, before they are stored.

    Attributes:
        change: The change.
        closed: The half-days that they close, in the order of the calendar.
        week_lines: The same in words, a line for each week.
    """

    change: Change
    closed: tuple[ClosedHalf, ...]
    week_lines: tuple[str, ...]


def plan_clear_busy(book: Planbook) -> Change:
    """Remove all busy times.

    Raises:
        RefusedError: There are none.
    """
    stored = quick.read_busy_times(book.path, dt.date.min, dt.date.max)
    if not stored:
        raise RefusedError("There are no busy times to clear.")
    return Change(
        "busy: cleared",
        busy_times=(),
        remarks=(f"{format_count(len(stored), 'busy time')} removed; no half-day is closed.",),
    )


def plan_busy(book: Planbook, name: str, *, closes_runs: bool = False) -> BusyChange:
    """Read a calendar, or every calendar of a folder, in place of all that was read before.

    Args:
        book: The planbook.
        name: The file or folder, as it was typed.
        closes_runs: Whether the half-days are closed to runs too.

    Raises:
        RefusedError: There is no such file or folder, it holds no calendar, or it is outside the directory of a
            restricted account.
    """
    with quick.read_snapshot(book.path):
        last = max([book.today + LEAST_DAYS_AHEAD * DAY, *(block.last_day for block in quick.read_blocks(book.path))])
        reading = _read_calendars(name, book.today, last, closes_runs=closes_runs)
        stored = quick.read_busy_times(book.path, dt.date.min, dt.date.max)
        closed = tuple(closed_halves(book, busy_days(reading.times)))
        is_same = {time.is_as for time in stored} == {time.is_as for time in reading.times}
        sessions, runs = _workouts_at_busy_times(book, closed)
        remarks = (
            _summary(reading, closed, book.today, last, closes_runs=closes_runs),
            *_against_stored(reading, stored, is_same=is_same),
            *([reading.not_counted_text] if reading.not_counted_text else []),
            *_shorten(reading.problems),
            *_at_busy_times(sessions, runs),
        )
        shown = clean_line(Path(name).name or name, 60)
        change = Change(
            f"busy: {shown}, {format_count(len(closed), 'half-day')}",
            busy_times=None if is_same and not sessions else reading.times,
            remarks=remarks,
        )
        return BusyChange(change, closed, tuple(_week_lines(book, closed)))


def _read_calendars(name: str, first: dt.date, last: dt.date, *, closes_runs: bool) -> CalendarReading:
    restriction.check_file_name(name)
    path, shown = path_from_name(name), shown_name(name)
    try:
        files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".ics") if path.is_dir() else None
    except RefusedError:
        raise
    except OSError as error:
        raise UnreadableFileError(shown, f"it cannot be read: {(error.strerror or 'it fails').lower()}") from None
    if files is None:
        return _read_calendar(path, shown, first, last, closes_runs=closes_runs)
    if not files:
        raise RefusedError(f"{shown} holds no calendar: there is no .ics file in it.")
    readings, problems = [], []
    for file in files:
        try:
            readings.append(_read_calendar(file, clean_line(file.name, 80), first, last, closes_runs=closes_runs))
        except RefusedError as refusal:
            problems.append(str(refusal))
    if not readings:
        raise RefusedError(f"None of the {len(files)} calendars in {shown} can be read. {problems[0]}")
    return join_readings(readings, (*problems, *(problem for reading in readings for problem in reading.problems)))


def _read_calendar(file: Path, shown: str, first: dt.date, last: dt.date, *, closes_runs: bool) -> CalendarReading:
    restriction.check_file_name(str(file))  # a file of a folder may be a link to elsewhere
    calendar = read_events(read_start(file, MAX_CALENDAR_BYTES + 1, shown), shown, first, last)
    reading = read_busy_times(calendar.events, first, last, closes_runs=closes_runs)
    return replace(reading, problems=tuple(f"{shown}: {problem}" for problem in calendar.problems))


def _summary(
    reading: CalendarReading, closed: Sequence[ClosedHalf], first: dt.date, last: dt.date, *, closes_runs: bool
) -> str:
    of = "" if reading.calendars == 1 else f" of {reading.calendars} calendars"
    events = f"{format_count(reading.events, 'event')}{of} {'closes' if reading.events == 1 else 'close'}"
    what = "strength and runs" if closes_runs else "strength"
    return (
        f"From {format_day_and_year(first)} to {format_day_and_year(last)}, {events} "
        f"{format_count(len(closed), 'half-day')} to {what}."
    )


def _against_stored(reading: CalendarReading, stored: Sequence[BusyTime], *, is_same: bool) -> Iterator[str]:
    if is_same and reading.times:
        yield "That is as it was read before."
    elif stored:
        yield f"They replace the {format_count(len(stored), 'busy time')} read before."


def _workouts_at_busy_times(book: Planbook, closed: Sequence[ClosedHalf]) -> tuple[list[Workout], list[Workout]]:
    """Return the strength sessions, and the runs, that are in half-days closed to them."""
    if not closed:
        return [], []
    times = {(half.day, half.slot): half.time for half in closed}
    found = [
        (workout, times[workout.date, workout.slot])
        for workout in read_workouts(book, closed[0].day, closed[-1].day)
        if workout.is_open and workout.slot is not None and (workout.date, workout.slot) in times
    ]
    sessions = [workout for workout, _ in found if workout.sport is Sport.STRENGTH]
    return sessions, [workout for workout, time in found if workout.sport in ENDURANCE_SPORTS and time.closes_runs]


def _at_busy_times(sessions: Sequence[Workout], runs: Sequence[Workout]) -> Iterator[str]:
    if sessions:
        yield f"{_count(sessions, 'strength session')} at a busy time."
    if runs:
        yield f"{_count(runs, 'run')} at a busy time: {_name(runs)}."


def _count(workouts: Sequence[Workout], noun: str) -> str:
    return f"{format_count(len(workouts), noun)} {'is' if len(workouts) == 1 else 'are'}"


def _name(workouts: Sequence[Workout]) -> str:
    return join_first([f"{format_day(one.date)} {one.slot} {workout_name(one)}" for one in workouts], _NAMED)


def _shorten(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:_NAMED]
    if len(problems) > _NAMED:
        yield f"{format_count(len(problems) - _NAMED, 'more problem')} in these calendars."


def _week_lines(book: Planbook, closed: Iterable[ClosedHalf]) -> Iterator[str]:
    """Yield the closed half-days of each week, ``Mon 4 Jan: Tue pm, Wed am pm``; weeks that are alike share a line."""
    week_start = read_runner(book).week_start
    weeks = groupby(closed, lambda half: first_day_of_week(half.day, week_start))
    listed = [(first, _halves_text(halves)) for first, halves in weeks]
    run: list[dt.date] = []
    for (first, text), (after, next_text) in pairwise([*listed, (dt.date.max, "")]):
        run.append(first)
        if (after - first, next_text) != (WEEK, text):
            several = f" to {format_day(run[-1])}" if len(run) > 1 else ""
            year = f" {run[-1].year}" if run[-1].year != book.today.year else ""
            yield f"{'weeks' if several else 'week'} of {format_day(run[0])}{several}{year}: {text}"
            run = []


def _halves_text(halves: Iterable[ClosedHalf]) -> str:
    days = groupby(halves, lambda half: half.day)
    return ", ".join(f"{day:%a} {' '.join(half.slot for half in of_day)}" for day, of_day in days)
