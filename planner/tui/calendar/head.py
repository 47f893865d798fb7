"""The head of the calendar: which days are shown, the block with its weeks as a ribbon, and the days to its race."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day
from planner.tui.calendar.block_weeks import BlockWeeks, BlockWeeksCache
from planner.tui.calendar.view import CalendarView, ViewKind, add_months
from planner.tui.theme import Glyphs
from planner.tui.widgets.ribbon import Ribbon, block_ribbon
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.wrap import fit
from planner.usecases.planbook import Planbook

_GAP = 3
"""Blank cells before the ribbon."""
_TWO_LINES_MIN_SIZE = (100, 36)
"""Columns and lines of the terminal from which the phases are named in a second line."""


class CalendarHead(RowsWidget):
    """The line above the days; the ribbon of the block comes as soon as its weeks are read.

    Args:
        book: The runner's file.
    """

    def __init__(self, book: Planbook) -> None:
        super().__init__(background="band", id="title")
        self._runner_name = book.runner_name
        self._weeks = BlockWeeksCache(book)
        self._shown: tuple[CalendarView, dt.date, bool] | None = None

    def show_day(self, view: CalendarView, day: dt.date, *, is_stored: bool) -> None:
        """Show the head of some days.

        Args:
            view: The days.
            day: The day under the cursor.
            is_stored: Whether they are as in the file: the weeks of a block that is only previewed are in none.
        """
        self._shown = view, day, is_stored
        width, height = self.app.size
        block, lines = block_of_head(view, day), head_lines(view, width, height)
        weeks = None if block is None else self._weeks.get(block)
        self.show(head_rows(view, day, width, self._runner_name, weeks=weeks, lines=lines))
        if block is not None and is_stored and not self._weeks.is_current(block):
            self.call_after_refresh(self._read_weeks, block)

    def _read_weeks(self, block: Block) -> None:
        if self._shown is not None and not self._weeks.is_current(block):
            self._weeks.read(block)
            view, day, is_stored = self._shown  # the cursor may have gone on meanwhile
            self.show_day(view, day, is_stored=is_stored)

    def expire(self) -> None:
        """Read the weeks again, because the file has changed; until then those that were read are shown."""
        self._weeks.expire()

    def clear(self) -> None:
        """Forget the weeks, because they were of another file."""
        self._weeks.clear()


def head_lines(view: CalendarView, width: int, height: int) -> int:
    """Return how many lines the head has on a terminal of some size."""
    columns, lines = _TWO_LINES_MIN_SIZE
    return 2 if view.blocks and width >= columns and height >= lines else 1


def block_of_head(view: CalendarView, day: dt.date) -> Block | None:
    """Return the block that the head names: that of a day, else the next one."""
    ahead = (block for block in view.blocks if block.start > day)
    return block_on(view.blocks, day) or min(ahead, key=lambda block: block.start, default=None)


def head_rows(
    view: CalendarView,
    cursor: dt.date,
    width: int,
    runner_name: str = "",
    *,
    weeks: BlockWeeks | None = None,
    lines: int = 1,
) -> list[Row]:
    """Return the lines above the days.

    ``January 2027   Half marathon 18 Apr · week 5 of 18 · build     ▂▂▃▂▸▃▄▅▃▅▆▆▇▄⚑   102 days ⚑``; the ribbon has
    its room before the week and the phase, which the cell of each week says, too; in the agenda only what they leave.

    Args:
        view: The days.
        cursor: The day under the cursor.
        width: Cells.
        runner_name: Whose calendar it is; empty without a name.
        weeks: The weeks of the block; None while they are not known.
        lines: 2 for a second line with the names of the phases.
    """
    left = f" {_heading(view, cursor)}"
    block = block_of_head(view, cursor)
    parts = [clean_line(runner_name, 40)] if runner_name else []
    facts, right = _block_facts(view, block, cursor, parts)
    room = width - cell_len(left) - cell_len(right)
    ribbon, shown = Ribbon(), facts
    if block is not None and weeks is not None:
        this_week = block.week_index(view.today) if block.contains(view.today) else None
        shorter = [facts, facts[:1], [facts[0].partition(" of ")[0]], []]
        for shown in shorter[:1] if view.kind is ViewKind.AGENDA else shorter:
            drawn_in = room - cell_len(_join_facts(*parts, *shown)) - _GAP
            ribbon = _ribbon(weeks, this_week, view.glyphs, drawn_in, lines)
            if ribbon.width:
                break
    if not ribbon.width:
        shown = facts
        while shown and cell_len(_join_facts(*parts, *shown)) > room:
            shown = shown[:-1]  # cut as a whole: half a number would be a wrong one
    middle = fit(_join_facts(*parts, *shown), room - ribbon.width, view.glyphs)
    first = (Piece(left, "title", "band"), Piece(middle, "muted", "band"), *ribbon.bars, Piece(right, "race", "band"))
    if lines == 1:
        return [first]
    return [first, (Piece(" " * (cell_len(left) + cell_len(middle)), "muted", "band"), *ribbon.names)]


def _block_facts(view: CalendarView, block: Block | None, cursor: dt.date, parts: list[str]) -> tuple[list[str], str]:
    """Add the block's name to the parts, and return what else is said of it, and the days to its race."""
    if block is None:
        return [], ""
    parts.append(clean_line(block.name, 60))
    right = ""
    if block.race_date is not None:
        parts[-1] += f" {block.race_date.day} {block.race_date:%b}"
        right = _countdown(view, block.race_date)
    if not block.contains(cursor):
        return [f"starts {format_day(block.start)}"], right
    phase = block.phase_on(cursor)
    return [f"week {block.week_number(cursor)} of {block.weeks}", *([clean_line(phase, 30)] if phase else [])], right


@lru_cache(maxsize=16)  # the same for every day of the block
def _ribbon(weeks: BlockWeeks, this_week: int | None, glyphs: Glyphs, width: int, lines: int) -> Ribbon:
    return block_ribbon(
        weeks.amounts, weeks.phases, this_week, glyphs, width, race_week=weeks.race_week, bar_width=lines, parted=True
    )


def _join_facts(*parts: str) -> str:
    return "   " + " · ".join(parts)


def _heading(view: CalendarView, cursor: dt.date) -> str:
    """Return ``January 2027``, ``January and February 2027`` for two months, ``4 – 10 January 2027`` for a week."""
    if view.kind is ViewKind.WEEK:
        return _date_range(view.first, view.last)
    first = cursor if view.kind is ViewKind.AGENDA else view.month
    last = first if view.kind is ViewKind.AGENDA else add_months(view.month, view.month_count - 1)
    if last == first:
        return f"{first:%B} {first.year}"
    year = "" if last.year == first.year else f" {first.year}"
    return f"{first:%B}{year} and {last:%B} {last.year}"


def _date_range(first: dt.date, last: dt.date) -> str:
    """Return the days from one to another, naming a shared month and year once."""
    begin = f"{first.day}"
    if first.month != last.month:
        begin += f" {first:%b}" if first.year == last.year else f" {first:%b} {first.year}"
    end = f"{last:%B}" if first.month == last.month else f"{last:%b}"
    return f"{begin} – {last.day} {end} {last.year}"


def _countdown(view: CalendarView, race: dt.date) -> str:
    days = (race - view.today).days
    if days < 0:
        return ""
    words = "today" if days == 0 else "1 day" if days == 1 else f"{days} days"
    return f"  {words} {view.glyphs.race} "
