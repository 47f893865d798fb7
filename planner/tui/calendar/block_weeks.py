"""The weeks of a block for the ribbon in the calendar's head; read after the first frame, which is drawn without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.refusal import RefusedError
from planner.training.totals import sum_totals
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import Workout
from planner.usecases import queries
from planner.usecases.planbook import Planbook

_MAX_PHASE_CHARS = 20
_BlockKey = tuple[int, dt.date, int]


class BlockWeeks(NamedTuple):
    """A block week by week, from its first day on.

    Attributes:
        amounts: The running planned in each week, in metres; in seconds where no run has a distance.
        phases: The phase of each week; empty where it has none.
        race_week: The index of the week of its race; None without one.
    """

    amounts: tuple[float, ...]
    phases: tuple[str, ...]
    race_week: int | None


def weeks_of_block(block: Block, workouts: Sequence[Workout], today: dt.date) -> BlockWeeks:
    """Return the weeks of a block from the workouts of its days."""
    by_week: list[list[Workout]] = [[] for _ in range(block.weeks)]
    for workout in workouts:
        by_week[block.week_index(workout.date)].append(workout)
    runs = [sum_totals(week, today).run for week in by_week]
    has_distance = any(run.planned_m for run in runs)
    phases = (block.phase_on(min(block.start + WEEK * week + 3 * DAY, block.last_day)) for week in range(block.weeks))
    return BlockWeeks(
        tuple(run.planned_m if has_distance else float(run.planned_s) for run in runs),
        tuple(clean_line(phase or "", _MAX_PHASE_CHARS) for phase in phases),
        block.race_week,
    )


class BlockWeeksCache:
    """The weeks of the blocks that were shown, as they were last read.

    Args:
        book: The runner's file.
    """

    def __init__(self, book: Planbook) -> None:
        self._book = book
        self._known: dict[_BlockKey, BlockWeeks] = {}
        self._current: set[_BlockKey] = set()

    def get(self, block: Block) -> BlockWeeks | None:
        """Return the weeks of a block as they were last read; None before they were."""
        return self._known.get(_key(block))

    def is_current(self, block: Block) -> bool:
        """Return whether the weeks of a block were read since the file changed."""
        return _key(block) in self._current

    def expire(self) -> None:
        """Note that the file has changed; what was read is shown until it is read again."""
        self._current.clear()

    def clear(self) -> None:
        """Forget what was read, because it was of another file."""
        self._known.clear()
        self._current.clear()

    def read(self, block: Block) -> None:
        """Read the weeks of a block; where the file cannot be read, what was read before stays, and others say so."""
        self._current.add(_key(block))
        try:
            workouts = queries.read_workouts(self._book, block.start, block.last_day)
        except RefusedError:
            return
        self._known[_key(block)] = weeks_of_block(block, workouts, self._book.today)


def _key(block: Block) -> _BlockKey:
    return block.id, block.start, block.days
