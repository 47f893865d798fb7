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
from planner.tui.progress.axis import Axis, fit_axis
from planner.tui.progress.figures import Amount, Metric
from planner.tui.widgets.rows import Piece, Row

NON_BAR_ROWS = 3
"""Lines of a picture that hold no bars: its heading, its floor and the dates."""
REMAINING_TINT, SHORTFALL_TINT = "left tint", "short tint"
"""Inks and grounds for the part of a cell that a hatching covers: as light as the hatching looks from afar."""
_MAX_SLOT = 12
_DAY_AND_MONTH_FROM, _DAY_FROM = 6, 3


@dataclass(frozen=True, slots=True)
class BarGlyphs:
    """What bars are drawn with.

    Attributes:
        fill: A solid cell filled from the bottom, from nothing to whole.
        remaining: The hatching of what is still ahead.
        shortfall: The hatching of what is missing.
        tick: Stands before the axis where a label is, on the upper edge of the line, where its value is.
        axis: The axis.
        corner: Stands under the axis, before the floor.
        baseline: The floor, on the upper edge of its line.
        selected: The floor under the chosen week.
        undefined: What stands on the floor where there is no value.
    """

    fill: str
    remaining: str
    shortfall: str
    tick: str
    axis: str
    corner: str
    baseline: str
    selected: str
    undefined: str


UNICODE_BARS = BarGlyphs(" ▁▂▃▄▅▆▇█", "▒", "░", "▔", "│", "▔", "▔", "▔", "–")
ASCII_BARS = BarGlyphs(" #", ":", ".", "-", "|", "+", "-", "=", "-")


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week to draw: its first day, and its amount, None when undefined."""

    start: dt.date
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class BarLayout:
    """How the width is shared out.

    Attributes:
        first: The first bar that is shown.
        count: How many are.
        slot_width: Cells from one bar to the next.
        bar_width: Cells a bar is wide.
    """

    first: int
    count: int
    slot_width: int
    bar_width: int

    def bar_x(self, index: int) -> int:
        """Where the bar at a place begins, counted from the axis."""
        return index * self.slot_width + (self.slot_width - self.bar_width + 1) // 2


@dataclass(frozen=True, slots=True)
class BarChart:
    """A picture laid out.

    Attributes:
        rows: Its lines.
        axis_width: Cells left of the bars.
        layout: How the rest of the width is shared out.
    """

    rows: tuple[Row, ...]
    axis_width: int
    layout: BarLayout

    def bar_at_x(self, x: int) -> int | None:
        """Which bar's share of the width a cell lies in; None outside them all."""
        place = (x - self.axis_width) // self.layout.slot_width
        return self.layout.first + place if 0 <= place < self.layout.count else None


def lay_out_bars(width: int, bar_count: int, cursor: int) -> BarLayout:
    """Share ``width`` cells out among ``bar_count`` bars; of more bars than cells, show those up to the cursor."""
    shown = min(bar_count, max(width, 1))
    slot = min(max(width, 1) // max(shown, 1), _MAX_SLOT)
    gap = 0 if slot == 1 else max(slot // 3, 1)
    first = min(max(cursor - shown + 1, 0), cursor) if cursor < bar_count - shown else bar_count - shown
    return BarLayout(first, shown, slot, slot - gap)


def draw_chart(
    bars: Sequence[WeekBar],
    metric: Metric,
    unit: Unit,
    *,
    width: int,
    height: int,
    cursor: int,
    glyphs: BarGlyphs = UNICODE_BARS,
    heading: Piece | None = None,
) -> BarChart:
    """Draw the weeks in ``height`` rows of ``width`` cells.

    Args:
        bars: The weeks, oldest first.
        metric: What is drawn.
        unit: The runner's unit of distance.
        width: Cells, at least 24.
        height: Lines, at least 5.
        cursor: The chosen bar.
        glyphs: What to draw with.
        heading: What stands over the picture; the figure's name when None.
    """
    room = height - NON_BAR_ROWS
    most = max((bar.amount.total for bar in bars if bar.amount is not None), default=0.0)
    axis = fit_axis(most, room, metric.value_format, unit)
    counted = metric.with_unit(metric.axis_unit, unit)
    gutter = max(cell_len(text) for text in (counted, "0", *(label for _, label in axis.ticks))) + 3
    plan = lay_out_bars(width - gutter, len(bars), cursor)
    shown = bars[plan.first : plan.first + plan.count]
    labels = {rows - 1: label for rows, label in axis.ticks}
    stacks = [_bar_cells(bar.amount, axis, metric.ink, glyphs) for bar in shown]
    heading = heading or Piece(metric.name, "title")
    heading = heading._replace(text=chop_cells(heading.text, width - gutter)[0])
    head = (Piece(f"{counted:>{gutter - 2}}  ", "muted"), heading)
    rows = [_padded((*head, *_legend(bars, metric, glyphs, width - _cell_width(head))), width)]
    rows += [(Piece(" " * width, "muted"),)] * (room - axis.rows)
    for line in range(axis.rows - 1, -1, -1):
        label = labels.get(line, "")
        edge = (glyphs.tick if label else " ") + glyphs.axis
        row = _RowBuilder(Piece(f"{label:>{gutter - 2}}{edge}", "muted"))
        for place, stack in enumerate(stacks):
            row.put(gutter + plan.bar_x(place), stack[line], plan.bar_width)
        rows.append(_padded(tuple(row.pieces), width))
    here = cursor - plan.first
    rows.append(_padded(_baseline_row(plan, gutter, here, glyphs), width))
    rows.append(_padded(_date_row(shown, plan, gutter, here, width), width))
    return BarChart(tuple(rows), gutter, plan)


def _bar_cells(amount: Amount | None, axis: Axis, ink: str, glyphs: BarGlyphs) -> list[Piece]:
    """A bar as one cell a line, from the floor up."""
    if amount is None:
        return [Piece(glyphs.undefined, "faint"), *[Piece(" ")] * (axis.rows - 1)]
    steps = len(glyphs.fill) - 1
    done = axis.bar_height(amount.done, steps)
    left = max(axis.bar_height(amount.done + amount.remaining, steps), done)
    top = max(axis.bar_height(amount.total, steps), left)
    return [_cell(line * steps, steps, (done, left, top), ink, glyphs) for line in range(axis.rows)]


def _cell(low: int, steps: int, heights: tuple[int, int, int], ink: str, glyphs: BarGlyphs) -> Piece:
    """One cell of a bar, from ``low`` to ``low + steps``."""
    done, left, top = heights
    high = low + steps
    if done >= high:
        return Piece(glyphs.fill[-1], ink)
    if done > low:
        # The solid part ends within this cell. What is stacked on it tints the rest, where that is the nearer truth.
        tint = "ground" if top - done < high - top else REMAINING_TINT if left > done else SHORTFALL_TINT
        return Piece(glyphs.fill[done - low], ink, tint)
    covered = min(top, high) - low
    if covered <= 0:
        return Piece(" ")
    mostly_left = min(left, high) - low >= covered / 2
    if covered * 2 >= steps or done == low:
        return Piece(glyphs.remaining, "muted") if mostly_left else Piece(glyphs.shortfall, "faint")
    return Piece(glyphs.fill[covered], REMAINING_TINT if mostly_left else SHORTFALL_TINT)


class _RowBuilder:
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
        if last.background == "ground":  # blanks have no colour of their own, so they may join what stands before them
            if (cell.color, cell.background) == (last.color, "ground"):
                self.pieces[-1] = last._replace(text=last.text + gap + cell.text * width)
            else:
                self.pieces[-1] = last._replace(text=last.text + gap)
                self.pieces.append(cell._replace(text=cell.text * width))
        else:
            self.pieces += (Piece(gap), cell._replace(text=cell.text * width))
        self._used = column + width


def _cell_width(row: Sequence[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in row)


def _padded(row: Row, width: int) -> Row:
    """A row brought to ``width`` cells."""
    used = _cell_width(row)
    return (*row, Piece(" " * (width - used), "muted")) if used < width else row


def _legend(bars: Sequence[WeekBar], figure: Metric, glyphs: BarGlyphs, room: int) -> Row:
    """What the patterns mean - those that occur - at the right end of ``room`` cells; nothing where it does not fit."""
    amounts = [bar.amount for bar in bars if bar.amount is not None]
    if not any(amount.planned is not None for amount in amounts):
        return ()
    legend = [Piece(f"{glyphs.fill[-1]} {figure.part_names[0]}", figure.ink)]
    if any(amount.remaining for amount in amounts):
        legend.append(Piece(f"   {glyphs.remaining} {figure.part_names[1]}", "muted"))
    if any(amount.shortfall for amount in amounts):
        legend += [Piece(f"   {glyphs.shortfall}", "faint"), Piece(f" {figure.part_names[2]}", "muted")]
    legend.append(Piece(" "))
    gap = room - _cell_width(legend)
    return (Piece(" " * gap), *legend) if gap >= 2 else ()


def _baseline_row(plan: BarLayout, gutter: int, selected: int, blocks: BarGlyphs) -> Row:
    before = plan.bar_x(selected)
    after = plan.count * plan.slot_width - before - plan.bar_width
    return (
        Piece(f"{'0':>{gutter - 2}} {blocks.corner}{blocks.baseline * before}", "muted"),
        Piece(blocks.selected * plan.bar_width, "accent"),
        Piece(blocks.baseline * after, "muted"),
    )


def _date_row(shown: Sequence[WeekBar], plan: BarLayout, gutter: int, selected: int, width: int) -> Row:
    """First days of weeks under the bars: the chosen one in full, then months, then days where there is room."""
    wanted = [(f"{shown[selected].start.day} {shown[selected].start:%b}", selected)]
    wanted += [
        (text, place) for place, bar in enumerate(shown) if (text := _month_label(shown, place, bar, plan.slot_width))
    ]
    if plan.slot_width >= _DAY_FROM:
        wanted += [(str(bar.start.day), place) for place, bar in enumerate(shown)]
    taken: dict[int, tuple[str, str]] = {}
    for text, place in wanted:
        start = gutter + plan.bar_x(place) + (plan.bar_width - len(text)) // 2
        start = min(max(start, 0), width - len(text))
        if all(start > other + len(words) or start + len(text) < other for other, (words, _) in taken.items()):
            taken[start] = (text, "accent" if place == selected else "muted")
    pieces: list[Piece] = []
    used = 0
    for start, (text, ink) in sorted(taken.items()):
        pieces.append(Piece(" " * (start - used) + text, ink))
        used = start + len(text)
    return tuple(pieces)


def _month_label(shown: Sequence[WeekBar], index: int, bar: WeekBar, slot: int) -> str:
    """The label of a week that is the first of its month here; empty for others."""
    if index and shown[index - 1].start.month == bar.start.month:
        return ""
    return f"{bar.start.day} {bar.start:%b}" if slot >= _DAY_AND_MONTH_FROM else f"{bar.start:%b}"
