"""Words for dates with what a planbook knows: today, the first day of the week, the training blocks.

The file is read only for words that depend on it, so that ``planner done today`` stays fast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.training.date_context import Look
from planner.training.dates import DateReader
from planner.training.weeks import DAY
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from planner.training.blocks import Block


def date_reader(
    book: Planbook,
    look: Look = Look.AHEAD,
    *,
    step: dt.timedelta = DAY,
    blocks: Sequence[Block] | None = None,
) -> DateReader:
    """Return the reader of a command's words for dates.

    Args:
        book: The planbook.
        look: Whether a bare weekday is the coming one or the latest one.
        step: What ``+1`` counts when it names no unit.
        blocks: All training blocks; None reads them when they are needed.
    """

    def read_blocks() -> Sequence[Block]:
        if blocks is not None:
            return blocks
        from planner.usecases.queries import read_blocks

        return read_blocks(book)

    def read_week_start() -> int:
        from planner.store import quick

        return quick.read_week_start(book.path)

    return DateReader(book.today, look, step=step, read_week_start=read_week_start, read_blocks=read_blocks)
