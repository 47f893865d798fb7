"""The picture: one bar a week, what was done as a solid block, what is left and what is missing hatched on top of it.

Solid blocks are drawn in eighths of a line. The three parts differ by their pattern first and by their colour second,
so that they can be told apart without any. Blocks of our own are laid out in 0.5 ms for 12 weeks at 80 columns and cost
nothing to import; plotext takes 33 ms a picture and 37 to import, textual-plot 170 ms to import.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from planner.training.races import Unit
from planner.tui.progress.axis import Axis, axis_for
from planner.tui.progress.figures import Amount, Figure
from planner.tui.widgets.rows import Piece, Row

FRAME_ROWS = 3
"""Lines of a picture that hold no bars: its heading, its floor and the dates."""
LEFT_TINT, SHORT_TINT = "left tint", "short tint"
"""Inks and grounds for the part of a cell that a hatching covers: as light as the hatching looks from afar."""
_WIDEST_SLOT = 12
_DAY_AND_MONTH_FROM, _DAY_FROM = 6, 3


@dataclass(frozen=True, slots=True)
class Blocks:
    """What bars are drawn with.

    Attributes:
        fill: A solid cell filled from the bottom, from nothing to whole.
        left: The hatching of what is still ahead.
        short: The hatching of what is missing.
        mark: Stands before the axis where a label is, on the upper edge of the line, where its value is.
        wall: The axis.
        corner: Stands under the axis, before the floor.
        floor: The floor, on the upper edge of its line.
        here: The floor under the chosen week.
        undefined: What stands on the floor where there is no value.
    """

    fill: str
    left: str
    short: str
    mark: str
    wall: str
    corner: str
    floor: str
    here: str
    undefined: str


EIGHTHS = Blocks(" ▁▂▃▄▅▆▇█", "▒", "░", "▔", "│", "▔", "▔", "▔", "–")
ASCII_BLOCKS = Blocks(" #", ":", ".", "-", "|", "+", "-", "=", "-")


@dataclass(frozen=True, slots=True)
class Bar:
    """A week to draw: its first day, and its amount, None when undefined."""

    start: dt.date
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width is shared out.

    Attributes:
        first: The first bar that is shown.
        count: How many are.
        slot: Cells from one bar to the next.
        bar: Cells a bar is wide.
    """

    first: int
    count: int
    slot: int
    bar: int

    def start(self, place: int) -> int:
        """Where the bar at a place begins, counted from the axis."""
        return place * self.slot + (self.slot - self.bar + 1) // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture laid out.

    Attributes:
        rows: Its lines.
        gutter: Cells left of the bars.
        columns: How the rest of the width is shared out.
    """

    rows: tuple[Row, ...]
    gutter: int
    columns: Columns

    def bar_at(self, column: int) -> int | None:
        """Which bar's share of the width a cell lies in; None outside them all."""
        place = (column - self.gutter) // self.columns.slot
        return self.columns.first + place if 0 <= place < self.columns.count else None


def columns(width: int, count: int, cursor: int) -> Columns:
    """Share ``width`` cells out among ``count`` bars; of more bars than cells, show those up to the cursor."""
    shown = min(count, max(width, 1))
    slot = min(max(width, 1) // max(shown, 1), _WIDEST_SLOT)
    gap = 0 if slot == 1 else max(slot // 3, 1)
    first = min(max(cursor - shown + 1, 0), cursor) if cursor < count - shown else count - shown
    return Columns(first, shown, slot, slot - gap)


def picture(
    bars: Sequence[Bar],
    figure: Figure,
    unit: Unit,
    *,
    width: int,
    height: int,
    cursor: int,
    blocks: Blocks = EIGHTHS,
    name: Piece | None = None,
) -> Picture:
    """Draw the weeks in ``height`` rows of ``width`` cells.

    Args:
        bars: The weeks, oldest first.
        figure: What is drawn.
        unit: The runner's unit of distance.
        width: Cells, at least 24.
        height: Lines, at least 5.
        cursor: The chosen bar.
        blocks: What to draw with.
        name: What stands over the picture; the figure's name when None.
    """
    room = height - FRAME_ROWS
    most = max((bar.amount.total for bar in bars if bar.amount is not None), default=0.0)
    axis = axis_for(most, room, figure.scale, unit)
    counted = figure.label(figure.unit, unit)
    gutter = max(cell_len(text) for text in (counted, "0", *(label for _, label in axis.marks))) + 3
    plan = columns(width - gutter, len(bars), cursor)
    shown = bars[plan.first : plan.first + plan.count]
    labels = {rows - 1: label for rows, label in axis.marks}
    stacks = [_stack(bar.amount, axis, figure.ink, blocks) for bar in shown]
    name = name or Piece(figure.name, "title")
    name = name._replace(text=chop_cells(name.text, width - gutter)[0])
    head = (Piece(f"{counted:>{gutter - 2}}  ", "muted"), name)
    rows = [_padded((*head, *_legend(bars, figure, blocks, width - _length(head))), width)]
    rows += [(Piece(" " * width, "muted"),)] * (room - axis.rows)
    for line in range(axis.rows - 1, -1, -1):
        label = labels.get(line, "")
        edge = (blocks.mark if label else " ") + blocks.wall
        row = _Line(Piece(f"{label:>{gutter - 2}}{edge}", "muted"))
        for place, stack in enumerate(stacks):
            row.put(gutter + plan.start(place), stack[line], plan.bar)
        rows.append(_padded(tuple(row.pieces), width))
    here = cursor - plan.first
    rows.append(_padded(_floor(plan, gutter, here, blocks), width))
    rows.append(_padded(_dates(shown, plan, gutter, here, width), width))
    return Picture(tuple(rows), gutter, plan)


def _stack(amount: Amount | None, axis: Axis, ink: str, blocks: Blocks) -> list[Piece]:
    """A bar as one cell a line, from the floor up."""
    if amount is None:
        return [Piece(blocks.undefined, "faint"), *[Piece(" ")] * (axis.rows - 1)]
    steps = len(blocks.fill) - 1
    done = axis.steps(amount.done, steps)
    left = max(axis.steps(amount.done + amount.left, steps), done)
    top = max(axis.steps(amount.total, steps), left)
    return [_cell(line * steps, steps, (done, left, top), ink, blocks) for line in range(axis.rows)]


def _cell(low: int, steps: int, heights: tuple[int, int, int], ink: str, blocks: Blocks) -> Piece:
    """One cell of a bar, from ``low`` to ``low + steps``."""
    done, left, top = heights
    high = low + steps
    if done >= high:
        return Piece(blocks.fill[-1], ink)
    if done > low:
        # The solid part ends within this cell. What is stacked on it tints the rest, where that is the nearer truth.
        tint = "ground" if top - done < high - top else LEFT_TINT if left > done else SHORT_TINT
        return Piece(blocks.fill[done - low], ink, tint)
    covered = min(top, high) - low
    if covered <= 0:
        return Piece(" ")
    mostly_left = min(left, high) - low >= covered / 2
    if covered * 2 >= steps or done == low:
        return Piece(blocks.left, "muted") if mostly_left else Piece(blocks.short, "faint")
    return Piece(blocks.fill[covered], LEFT_TINT if mostly_left else SHORT_TINT)


class _Line:
    """A row under construction; neighbours in one style become one piece."""

    def __init__(self, first: Piece) -> None:
        self.pieces = [first]
        self._used = cell_len(first.text)

    def put(self, column: int, cell: Piece, width: int) -> None:
        """Add a cell ``width`` wide at a column, blanks before it; a blank cell is nothing to add."""
        if cell.text == " ":
            return
        gap = " " * (column - self._used)
        last = self.pieces[-1]
        if last.ground == "ground":  # blanks have no colour of their own, so they may join what stands before them
            if (cell.ink, cell.ground) == (last.ink, "ground"):
                self.pieces[-1] = last._replace(text=last.text + gap + cell.text * width)
            else:
                self.pieces[-1] = last._replace(text=last.text + gap)
                self.pieces.append(cell._replace(text=cell.text * width))
        else:
            self.pieces += (Piece(gap), cell._replace(text=cell.text * width))
        self._used = column + width


def _length(row: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in row)


def _padded(row: Row, width: int) -> Row:
    """A row brought to ``width`` cells."""
    used = _length(row)
    return (*row, Piece(" " * (width - used), "muted")) if used < width else row


def _legend(bars: Sequence[Bar], figure: Figure, blocks: Blocks, room: int) -> Row:
    """What the patterns mean - those that occur - at the right end of ``room`` cells; nothing where it does not fit."""
    amounts = [bar.amount for bar in bars if bar.amount is not None]
    if not any(amount.planned is not None for amount in amounts):
        return ()
    legend = [Piece(f"{blocks.fill[-1]} {figure.parts[0]}", figure.ink)]
    if any(amount.left for amount in amounts):
        legend.append(Piece(f"   {blocks.left} {figure.parts[1]}", "muted"))
    if any(amount.short for amount in amounts):
        legend += [Piece(f"   {blocks.short}", "faint"), Piece(f" {figure.parts[2]}", "muted")]
    legend.append(Piece(" "))
    gap = room - _length(legend)
    return (Piece(" " * gap), *legend) if gap >= 2 else ()


def _floor(plan: Columns, gutter: int, here: int, blocks: Blocks) -> Row:
    before = plan.start(here)
    after = plan.count * plan.slot - before - plan.bar
    return (
        Piece(f"{'0':>{gutter - 2}} {blocks.corner}{blocks.floor * before}", "muted"),
        Piece(blocks.here * plan.bar, "accent"),
        Piece(blocks.floor * after, "muted"),
    )


def _dates(shown: Sequence[Bar], plan: Columns, gutter: int, here: int, width: int) -> Row:
    """First days of weeks under the bars: the chosen one in full, then months, then days where there is room."""
    wanted = [(f"{shown[here].start.day} {shown[here].start:%b}", here)]
    wanted += [(text, place) for place, bar in enumerate(shown) if (text := _month(shown, place, bar, plan.slot))]
    if plan.slot >= _DAY_FROM:
        wanted += [(str(bar.start.day), place) for place, bar in enumerate(shown)]
    taken: dict[int, tuple[str, str]] = {}
    for text, place in wanted:
        start = gutter + plan.start(place) + (plan.bar - len(text)) // 2
        start = min(max(start, 0), width - len(text))
        if all(start > other + len(words) or start + len(text) < other for other, (words, _) in taken.items()):
            taken[start] = (text, "accent" if place == here else "muted")
    pieces: list[Piece] = []
    used = 0
    for start, (text, ink) in sorted(taken.items()):
        pieces.append(Piece(" " * (start - used) + text, ink))
        used = start + len(text)
    return tuple(pieces)


def _month(shown: Sequence[Bar], place: int, bar: Bar, slot: int) -> str:
    """The label of a week that is the first of its month here; empty for others."""
    if place and shown[place - 1].start.month == bar.start.month:
        return ""
    return f"{bar.start.day} {bar.start:%b}" if slot >= _DAY_AND_MONTH_FROM else f"{bar.start:%b}"
