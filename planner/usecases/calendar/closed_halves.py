"""The half-days that other calendars of the runner close, by the times at which the halves of a block's days start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.store import quick
from planner.text import join_words
from planner.training.blocks import block_on
from planner.training.busy_times import BusyDays, BusyTime, closing_time
from planner.training.workouts import Slot
from planner.usecases.blocks.availability import StartTimes
from planner.usecases.blocks.stored_options import provenance_from_json
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class ClosedHalf:
    """A half of a day that is closed.

    Attributes:
        day: The day.
        slot: The half.
        time: What closes it first in that half.
    """

    day: dt.date
    slot: Slot
    time: BusyTime


def closed_halves(book: Planbook, days: BusyDays) -> Iterator[ClosedHalf]:
    """Yield the half-days that busy times close, in the order of the calendar."""
    start_times = start_times_by_day(book)
    for day in sorted(days):
        for slot in Slot:
            time = closing_time(days, day, start_times(day).for_slot(slot))
            if time is not None:
                yield ClosedHalf(day, slot, time)


def busy_texts(book: Planbook, days: BusyDays) -> dict[dt.date, str]:
    """Return when each day with a closed half is busy: ``busy 17:30-19:00``."""
    texts: dict[dt.date, dict[str, None]] = {}
    for half in closed_halves(book, days):
        texts.setdefault(half.day, {})[half.time.text] = None
    return {day: f"busy {join_words(times)}" for day, times in texts.items()}


def start_times_by_day(book: Planbook) -> Callable[[dt.date], StartTimes]:
    """Return what tells when the halves of a day start: as its block has it, else as usual."""
    blocks = quick.read_blocks(book.path)
    options = {block.id: provenance_from_json(block.provenance).options for block in blocks}

    def on(day: dt.date) -> StartTimes:
        block = block_on(blocks, day)
        of_block = options[block.id] if block is not None else None
        return of_block.start_times if of_block is not None else StartTimes()

    return on
