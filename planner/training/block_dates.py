"""Read the words for dates that a training block gives: its race, its start, its end or one of its weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.date_context import DateContext, Look
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEK

_BLOCK_WORDS = ("race", "start", "end")
_OF_BLOCK = " of block"


def read_block_word(context: DateContext, word: str) -> dt.date | None:
    """Return the day that ``race``, ``start``, ``end`` or ``week 7`` means; None for any other word in lower case.

    ``w7 of block`` is the same as ``week 7``, because ``w7`` alone is the ISO week. The last day of a span is that of
    the block, or of the race, that follows its first day.

    Raises:
        RefusedError: There is no such race, block or week.
    """
    week = _week_of_block(word)
    if word not in _BLOCK_WORDS and week is None:
        return None
    blocks, day = context.read_blocks(), max(context.today, context.earliest)
    if word == "race":
        return _find_race(blocks, day, context)
    block = _current_block(blocks, day, word)
    if week is None:
        return block.start if word == "start" else block.last_day
    if not 1 <= week <= block.weeks:
        raise RefusedError(f"{clean_line(block.name, 60)} has weeks 1 to {block.weeks}, not a week {week}.")
    return block.start + WEEK * (week - 1)


def _week_of_block(word: str) -> int | None:
    """Return 7 for ``week 7`` and ``w7 of block``; None for anything else."""
    bare = word.removesuffix(_OF_BLOCK)
    head, number = "week", bare.removeprefix("week").strip()
    if bare == number and bare != word:
        head, number = "w", bare.removeprefix("w").strip()
    is_week = bare.startswith(head) and number.isascii() and number.isdecimal() and len(number) <= 4
    return int(number) if is_week else None


def _find_race(blocks: Sequence[Block], day: dt.date, context: DateContext) -> dt.date:
    """Return the next goal race; where none lies ahead and the word looks back, the latest one."""
    races = [block.race_date for block in blocks if block.race_date is not None]
    ahead = [race for race in races if race >= day]
    if not ahead and (not races or context.look is not Look.BACK):
        raise RefusedError("No goal race lies ahead.")
    return min(ahead) if ahead else max(races)


def _current_block(blocks: Sequence[Block], day: dt.date, word: str) -> Block:
    """Return the block of a day (of two that overlap the later one), or else the next one, or else the last one."""
    if not blocks:
        raise RefusedError(f"There is no training block yet, so {word} is no day.")
    current = [block for block in blocks if block.contains(day)]
    if current:
        return max(current, key=lambda block: block.start)
    ahead = [block for block in blocks if block.start > day]
    return min(ahead, key=lambda block: block.start) if ahead else max(blocks, key=lambda block: block.last_day)
