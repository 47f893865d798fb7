"""Adding a workout that comes again: it becomes ordinary workouts at once, in one operation for one undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.store import quick
from planner.text import clean_line, join_words, number_word
from planner.training.absences import Absence, absence_on
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day, format_day_and_year, format_full_day
from planner.training.measures import quoted
from planner.training.recurrence import Recurrence
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workout_names import workout_name
from planner.training.workouts import Workout
from planner.usecases.calendar.edit import add_to_block
from planner.usecases.calendar.full_days import DAYS_NAMED, name_days, with_full_days
from planner.usecases.calendar.mark import workout_label
from planner.usecases.changes import Change
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook

MOST_AT_ONCE = 400
"""The most workouts that are added at once: one a day for a year, and a month more."""
_ORDINAL_ENDINGS = {31: "st"}


@dataclass(frozen=True, slots=True)
class Until:
    """Where a recurrence ends.

    Attributes:
        last: The last day it may fall on.
        why: What that day is, as a sentence has it: ``the end of Spring half``; empty for a date that was said.
    """

    last: dt.date
    why: str = ""


def parse_until(book: Planbook, text: str, first: dt.date, blocks: Sequence[Block]) -> Until:
    """Parse the last day of a recurrence: a date in words, ``race`` or ``end``; nothing is the end of the block.

    The race day itself is left out, for it has its race. A bare weekday and ``+4`` count from the first day.

    Raises:
        RefusedError: It is no day, it is before the first day, or no race or block lies ahead of it.
    """
    word = " ".join(text.lower().split())
    if word == "race":
        races = [
            (block.race_date, block) for block in blocks if block.race_date is not None and block.race_date > first
        ]
        if not races:
            raise RefusedError(f"until race: no goal race lies ahead of {format_full_day(first)}; say a date instead.")
        race, block = min(races, key=lambda one: one[0])
        return Until(race - DAY, f"the day before the race of {clean_line(block.name, 60)}")
    if word in ("", "end"):
        current = block_on(blocks, first)
        if current is not None:
            return Until(current.last_day, f"the end of {clean_line(current.name, 60)}")
        if not word:
            raise RefusedError(
                f"No block holds {format_full_day(first)}, so say until when it comes again: a date, race or end."
            )
    last = date_reader(book, blocks=blocks).onward_from(first).read(text, "until")
    if last < first:
        raise RefusedError(f"until {quoted(text)} is {format_full_day(last)}, before the first day, {first}.")
    return Until(last)


def plan_recurring(book: Planbook, workout: Workout, recurrence: Recurrence, until_text: str = "") -> Change:
    """Add a workout on every day of a recurrence, each to the block of its day and with its own estimates.

    What such a day has already stays, and is named. Days with a race and days away get no training, and are named.

    Args:
        book: The planbook.
        workout: The workout of the first day, or of the first day after it that the recurrence has.
        recurrence: How often it comes again.
        until_text: The last day in words, ``race`` or ``end``; empty for the end of the block.

    Raises:
        RefusedError: It is a race or was done already, the first day is past, the last day cannot be read, or it would
            be no workout or more than 400.
    """
    if workout.is_race:
        raise RefusedError("A race changes the days around it, so each race is added by itself, without every.")
    if workout.actual is not None:
        raise RefusedError("What comes again is planned: add what was done already by itself, without every.")
    if workout.date < book.today:
        raise RefusedError(f"{format_full_day(workout.date)} is past: what comes again begins today or later.")
    with quick.read_snapshot(book.path):
        runner, blocks, absences = quick.read_runner_context(book.path)
        until = parse_until(book, until_text, workout.date, blocks)
        days = recurrence.days(workout.date, until.last, runner.week_start)
        if not days:
            raise RefusedError(f"{_between(workout.date, until)} no day comes {recurrence.text}.")
        if len(days) > MOST_AT_ONCE:
            raise RefusedError(
                f"{_between(workout.date, until)} it would be {len(days)} workouts; at most {MOST_AT_ONCE} are added "
                "at once, so say an earlier last day."
            )
        present = [one for one in quick.read_days(book.path, days[0], days[-1]) if one.date in set(days)]
        races, away = _days_without(workout, days, present, blocks, absences)
        kept = [day for day in days if day not in races and day not in away]
        if not kept:
            raise RefusedError(f"{_between(workout.date, until)} every day of it is a day of a race or a day away.")
        changes = [add_to_block(book, replace(workout, date=day)) for day in kept]
    change = Change(
        f"add: {workout_label(replace(workout, date=kept[0]))}, {recurrence.text} to {format_day(kept[-1])}",
        changed=tuple(one for change in changes for one in change.changed),
        added=tuple(one for change in changes for one in change.added),
        removed=tuple(one for change in changes for one in change.removed),
        remarks=(
            _summary(kept, until),
            *_first_day_notes(recurrence, workout.date, days),
            *_left_out(races, "there is a race"),
            *_left_out(away, "you are away"),
            *_already_there([one for one in present if one.is_open and one.date in kept]),
            *dict.fromkeys(remark for change in changes for remark in change.remarks),
        ),
    )
    return with_full_days(book, change)


def _days_without(
    workout: Workout,
    days: Sequence[dt.date],
    present: Iterable[Workout],
    blocks: Sequence[Block],
    absences: Sequence[Absence],
) -> tuple[list[dt.date], list[dt.date]]:
    """Return the days that get no training because of a race, and because the runner is away."""
    if not workout.is_training:
        return [], []
    race_days = {block.race_date for block in blocks} | {one.date for one in present if one.is_race and one.is_open}
    races = [day for day in days if day in race_days]
    return races, [day for day in days if day not in race_days and absence_on(absences, day) is not None]


def _between(first: dt.date, until: Until) -> str:
    return f"From {format_day_and_year(first)} to {format_day_and_year(until.last)}"


def _summary(kept: Sequence[dt.date], until: Until) -> str:
    """Say how many are added and until when: ``11 are added, up to Sat 27 Mar 2027, the day before the race of X``."""
    count = "Only one is added" if len(kept) == 1 else f"{len(kept)} are added"
    if until.why:
        return f"{count}, up to {format_day_and_year(until.last)}, {until.why}."
    on = "on" if len(kept) == 1 else "the last on"
    return f"{count}, {on} {format_day_and_year(kept[-1])}."


def _first_day_notes(recurrence: Recurrence, said: dt.date, days: Sequence[dt.date]) -> Iterator[str]:
    if days[0] != said:
        yield f"{format_day(said)} is none of its days, so the first is {format_day(days[0])}."
    if recurrence.misses_months(said):
        yield f"Where a month has no {said.day}{_ORDINAL_ENDINGS.get(said.day, 'th')}, it is on the last day."


def _left_out(days: Sequence[dt.date], why: str) -> Iterator[str]:
    if days:
        yield f"Left out: {name_days(days)}, as {why}."


def _already_there(workouts: Sequence[Workout]) -> Iterator[str]:
    """Yield a sentence on the training that a few days have already; `with_full_days` speaks of more."""
    days = {workout.date for workout in workouts}
    if 0 < len(days) < DAYS_NAMED:
        listed = join_words(f"{format_day(one.date)} {workout_name(one)}" for one in workouts)
        noun = (
            "One of these days has" if len(days) == 1 else f"{number_word(len(days)).capitalize()} of these days have"
        )
        yield f"{noun} training already, which stays: {listed}."
