"""Which workouts an export has: all, those of some days, those of a block, or those of a block on some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.store.long_lists import read_numbers_between
from planner.store.row_values import FIRST_DATE, LAST_DATE
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import format_day_and_year
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Scope:
    """The workouts that are asked for.

    Attributes:
        block: The block that they are of; None for those of all blocks and of none.
        first: The first day; None for the beginning.
        last: The last day; None for the end.
    """

    block: Block | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def name(self) -> str:
        """What the subject of a sentence calls it: ``Half marathon from Mon 4 Jan 2027``, ``The calendar``."""
        of = clean_line(self.block.name) if self.block is not None else "The calendar"
        days = "".join(
            f" {word} {format_day_and_year(day)}" for word, day in (("from", self.first), ("to", self.last)) if day
        )
        return of + days

    def read_numbers(self, book: Planbook) -> Sequence[int]:
        """Return the numbers of the workouts, in calendar order.

        Raises:
            RefusedError: The file cannot be read.
        """
        block_id = None if self.block is None else self.block.id
        return read_numbers_between(book.path, self.first or FIRST_DATE, self.last or LAST_DATE, block_id)
