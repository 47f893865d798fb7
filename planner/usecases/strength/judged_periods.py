"""The periods that the rules judge: each block and the days between blocks, as stored or as a change leaves them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import EASY_PHASES
from planner.training.strength_levels import EXPERIENCE_DAYS, level_from_log
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import ENDURANCE_SPORTS, Sport, StoredStatus, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, slotting_rules
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.calendar.shift import find_block
from planner.usecases.changes import Change, read_busy_days_after
from planner.usecases.planbook import Planbook
from planner.usecases.queries import calendar_span, read_runner
from planner.usecases.strength.judge import JudgedPeriod

COUNTED_SPORTS = (*ENDURANCE_SPORTS, Sport.STRENGTH)
"""What the rules look at."""
_MAX_DAYS = 3653
"""How many days outside of blocks are judged, counted back from the last one: ten years."""
_NO_CHANGE = Change("")

OwnsDate = Callable[[dt.date], bool]


def judged_periods(
    book: Planbook,
    number: int | None = None,
    *,
    past: bool = False,
    with_sessions: bool = False,
    change: Change = _NO_CHANGE,
    new_block: tuple[Block, dict[str, Any]] | None = None,
) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """Yield each block asked for, then the days outside of blocks, each with the test of which dates are its own.

    Args:
        book: The runner's file, clock and settings.
        number: A block's number; None for every block and the days outside of blocks.
        past: Whether the past is judged as well.
        with_sessions: Whether days outside of blocks are left out where no strength is on them.
        change: A change that is judged as if it were already made.
        new_block: A block that the change adds, with its slotting problem.

    Raises:
        RefusedError: There is no such block, or the file or the settings cannot be read.
    """
    blocks = change.apply_to_blocks(quick.read_blocks(book.path))
    if new_block is not None:
        block, problem = new_block
        blocks = (*blocks, block)
        change = replace(change, slotting_problems=(*change.slotting_problems, (block.id, problem)))
    requested = blocks if number is None else change.apply_to_blocks([find_block(book, number)])
    for block in requested:
        if past or block.last_day >= book.today:
            yield _block_period(book, change, block, past=past), block.contains
    if number is None:
        yield from _periods_outside_blocks(book, change, blocks, past=past, with_sessions=with_sessions)


def find_easy_weeks(block: Block, problem: dict[str, Any] | None) -> frozenset[int]:
    """Return the weeks meant to be lighter, from 0.

    Args:
        block: The block.
        problem: Its slotting problem, which means that its dose table counts; None for a block that was never slotted,
            where the names of its phases count.
    """
    if not problem:
        names = [""] * block.weeks
        for first_day, name in sorted(block.phases):
            names[first_day // 7 :] = [name] * len(names[first_day // 7 :])
        return frozenset(week for week, name in enumerate(names) if name.lower() in set(EASY_PHASES))
    demanding = {target["week"]: target.get("heavy", 0) + target.get("moderate", 0) for target in problem["targets"]}
    return frozenset(
        week
        for week, row in enumerate(dose_weeks_of(block))
        if row.phase in EASY_PHASES and demanding.get(week, 0) <= 1
    )


def _block_period(book: Planbook, change: Change, block: Block, *, past: bool) -> JudgedPeriod:
    stored = quick.read_slotting(book.path, block.id)
    problem = dict(change.slotting_problems).get(block.id) or (json.loads(stored[0]) if stored else None)
    easy_weeks = find_easy_weeks(block, problem)
    return _period(book, change, block, problem or _empty_problem(block), easy_weeks, past=past)


def _period(
    book: Planbook,
    change: Change,
    block: Block,
    problem: dict[str, Any],
    easy_weeks: frozenset[int],
    *,
    past: bool,
) -> JudgedPeriod:
    workouts = _workouts_after(book, change, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    dropped = tuple(workout for workout in workouts if _is_dropped(workout, book.today, past=past))
    absences = change.apply_to_absences(quick.read_absences(book.path))
    recent = _workouts_after(book, change, book.today - screening.PAIN_LOOKBACK, book.today)
    return JudgedPeriod(
        block=block,
        problem=problem,
        workouts=tuple(workout for workout in workouts if not _is_dropped(workout, book.today, past=past)),
        rules=slotting_rules(book),
        today=book.today,
        dropped_sessions=dropped,
        absences=absences,
        busy=read_busy_days_after(book, change, block.start, block.last_day),
        easy_weeks=easy_weeks,
        gates=screening.active_gates(book, absences, recent),
    )


def _workouts_after(book: Planbook, change: Change, first: dt.date, last: dt.date) -> list[Workout]:
    workouts = quick.read_days(book.path, first, last)
    return workouts if change is _NO_CHANGE else change.apply_to_workouts(workouts, first, last)


def _is_dropped(workout: Workout, today: dt.date, *, past: bool) -> bool:
    """Return whether a workout is a session that no longer counts; missed ones count where the past is judged."""
    if workout.sport is not Sport.STRENGTH:
        return False
    is_over = workout.status is StoredStatus.PLANNED and not workout.is_left(today)
    return workout.status is StoredStatus.SKIPPED or (not past and is_over)


def _empty_problem(block: Block) -> dict[str, Any]:
    """Return a problem that asks for nothing, for a block that was not slotted."""
    anchors = {slot.value: time for slot, time in SLOT_STARTS.items()}
    return {"level": block.level.value, "stack": False, "anchors": anchors, "targets": []}


def _periods_outside_blocks(
    book: Planbook, change: Change, blocks: Sequence[Block], *, past: bool, with_sessions: bool
) -> Iterator[tuple[JudgedPeriod, OwnsDate]]:
    """Yield each gap between blocks that has a workout, from the first day of its week on."""
    runner = read_runner(book)
    dates = [workout.date for workout in (*change.added, *change.changed)]
    earliest, last = calendar_span(book)
    earliest, last = min((earliest, *dates)), max((last, *dates))
    begin = max(earliest if past else first_day_of_week(book.today, runner.week_start), last - DAY * _MAX_DAYS)
    level = runner.level or _level_from_log(book, change)
    for first, end in _gaps_between_blocks(begin, last, blocks):
        start = first_day_of_week(first, runner.week_start)
        days = Block("", start, (end - start).days + 1, level=level, unit=runner.unit)
        if with_sessions and not _has_sessions(book, change, days):
            continue
        period = _period(book, change, days, _empty_problem(days), frozenset(), past=past)
        own = (one for one in (*period.workouts, *period.dropped_sessions) if first <= one.date <= end)
        if any(workout.sport in COUNTED_SPORTS for workout in own):
            yield period, _between(first, end)


def _has_sessions(book: Planbook, change: Change, days: Block) -> bool:
    """Return whether strength is on some days, before or after a change."""
    touched = (*change.changed, *change.added)
    if any(one.sport is Sport.STRENGTH and days.contains(one.date) for one in touched):
        return True
    return bool(quick.read_days(book.path, days.start, days.last_day, Sport.STRENGTH))


def _level_from_log(book: Planbook, change: Change) -> StrengthLevel:
    recent = _workouts_after(book, change, book.today - DAY * EXPERIENCE_DAYS, book.today)
    return level_from_log(recent, book.today)


def _between(first: dt.date, last: dt.date) -> OwnsDate:
    return lambda day: first <= day <= last


def _gaps_between_blocks(begin: dt.date, last: dt.date, blocks: Iterable[Block]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the first and last day of each gap between blocks."""
    day = begin
    for block in sorted(blocks, key=lambda block: block.start):
        if block.last_day < day or day > last:
            continue
        if block.start > day:
            yield day, min(block.start - DAY, last)
        day = block.last_day + DAY
    if day <= last:
        yield day, last
