"""Parsing a day that may be given by a training block: its race, its start, its end or one of its weeks.

The blocks are read only when the text needs them, so that ``planner done today`` stays fast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.training.blocks import Block
from planner.training.dates import parse_day
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

_BLOCK_WORDS = ("race", "start", "end")
_OF_BLOCK = " of block"


def parse_calendar_day(
    book: Planbook, text: str, field: str = "date", blocks: Sequence[Block] | None = None
) -> dt.date:
    """Parse a day in any form of `parse_day`, or in words that refer to a block.

    ``race`` is the next goal race, also if it is today. ``start``, ``end`` and ``week 7`` are the first day, the last
    day and the first day of week 7 of the current block; between blocks of the next one, after all blocks of the last.
    ``w7 of block`` is the same as ``week 7``, because ``w7`` alone is the ISO week.

    Args:
        book: The planbook.
        text: What was typed.
        field: What the day is, for the refusal.
        blocks: All training blocks; None reads them when they are needed.

    Raises:
        RefusedError: The text is not a day, or there is no such race, block or week.
    """
    word = " ".join(text.lower().split())
    week = _week_of_block(word)
    if word not in _BLOCK_WORDS and week is None:
        return parse_day(text, book.today, field)
    if blocks is None:
        from planner.usecases.queries import read_blocks

        blocks = read_blocks(book)
    if word == "race":
        return _next_race(blocks, book.today)
    block = _current_block(blocks, book.today, word)
    if week is None:
        return block.start if word == "start" else block.last_day
    if not 1 <= week <= block.weeks:
        from planner.text import clean_line

        raise RefusedError(f"{clean_line(block.name, 60)} has weeks 1 to {block.weeks}, not a week {week}.")
    return block.start + dt.timedelta(weeks=week - 1)


def _week_of_block(word: str) -> int | None:
    """Return 7 for ``week 7`` and ``w7 of block``; None for anything else."""
    bare = word.removesuffix(_OF_BLOCK)
    head, number = "week", bare.removeprefix("week").strip()
    if bare == number and bare != word:
        head, number = "w", bare.removeprefix("w").strip()
    is_week = bare.startswith(head) and number.isascii() and number.isdecimal() and len(number) <= 4
    return int(number) if is_week else None


def _next_race(blocks: Sequence[Block], today: dt.date) -> dt.date:
    ahead = [block.race_date for block in blocks if block.race_date is not None and block.race_date >= today]
    if not ahead:
        raise RefusedError("No goal race lies ahead.")
    return min(ahead)


def _current_block(blocks: Sequence[Block], today: dt.date, word: str) -> Block:
    """Return the current block (of two that overlap the later one), or else the next one, or else the last one."""
    if not blocks:
        raise RefusedError(f"There is no training block yet, so {word} is no day.")
    current = [block for block in blocks if block.contains(today)]
    if current:
        return max(current, key=lambda block: block.start)
    ahead = [block for block in blocks if block.start > today]
    return min(ahead, key=lambda block: block.start) if ahead else max(blocks, key=lambda block: block.last_day)
