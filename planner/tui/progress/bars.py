"""The picture: one bar a week, what was done as a solid block, what is left and what is missing hatched on top of it.

Solid blocks are drawn in eighths of a line. The three parts differ by their pattern first and by their colour second,
so that they can be told apart without any. Blocks of our own are laid out in 0.5 ms for 12 weeks at 80 columns and cost
nothing to import; plotext takes 33 ms a picture and 37 to import, textual-plot 170 ms to import.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from planner.training.races import METRES_PER_UNIT, Unit
from planner.tui.progress.metrics import Amount, Metric, ValueFormat, format_value
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


_ROUND_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
_MINUTE, _HOUR = 60, 3600
_STEPS_UNDER_HOURS = (5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 300, 360, 480)
_STEPS_UNDER_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300)
_MAX_TICKS = 5
_SINGLE_TICK_FACTOR = 0.8
"""How much less a scale with a single mark is worth: bars a little lower but better to read are preferred."""
_EMPTY_AXIS_TOP = {
    ValueFormat.DISTANCE: 10_000.0,
    ValueFormat.NUMBER: 4.0,
    ValueFormat.RATIO: 1.0,
    ValueFormat.HOURS: 1.0 * _HOUR,
    ValueFormat.MINUTES: 1.0 * _MINUTE,
}


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from 0.

    Attributes:
        top: The value at its upper end, in SI.
        rows: Lines from 0 to there.
        ticks: ``(lines above 0, label)`` from the top down, 0 left out.
    """

    top: float
    rows: int
    ticks: tuple[tuple[int, str], ...]

    def bar_height(self, value: float, steps_per_row: int) -> int:
        """Return the height of a value in ``steps_per_row``-ths of a line, at least 1 for a value above zero."""
        exact = value / self.top * self.rows * steps_per_row
        return min(max(round(exact), 1), self.rows * steps_per_row) if value > 0 else 0


def fit_axis(maximum: float, rows: int, value_format: ValueFormat, unit: Unit) -> Axis:
    """The scale on which values up to ``maximum`` come out largest, with two marks at least where that costs little.

    Args:
        maximum: The largest value, SI; where it is 0, an empty scale of a usual size.
        rows: Lines there are, at least 1.
        value_format: What is counted.
        unit: The runner's unit of distance.
    """
    reach = maximum if maximum > 0 else _EMPTY_AXIS_TOP[value_format]
    best: tuple[float, int, Axis] | None = None
    for count in range(1, min(max(rows // 2, 1), _MAX_TICKS) + 1):
        step = next(
            step for step in _round_steps(value_format, unit, reach / count) if step * count >= reach * (1 - 1e-9)
        )
        each = rows // count
        top = step * count
        marks = tuple((each * number, _tick_label(step * number, value_format, unit)) for number in range(count, 0, -1))
        axis = Axis(top, each * count, marks)
        worth = 1.0 if count > 1 else _SINGLE_TICK_FACTOR
        shown = (round(reach / top * axis.rows * worth, 3), count, axis)
        if best is None or shown[:2] > best[:2]:
            best = shown
    assert best is not None
    return best[2]


def _tick_label(value: float, value_format: ValueFormat, unit: Unit) -> str:
    if value_format is ValueFormat.DISTANCE:
        return f"{value / METRES_PER_UNIT[unit]:,.10g}".replace(",", " ")
    if value_format is ValueFormat.RATIO:
        return f"{value:.10g}"
    return format_value(value, value_format, unit)


def _round_steps(value_format: ValueFormat, unit: Unit, minimum: float) -> Iterator[float]:
    """Round steps in SI, rising, from somewhere at or below ``minimum``."""
    if value_format is ValueFormat.HOURS:
        yield from (step * _MINUTE for step in _STEPS_UNDER_HOURS)
        yield from (step * _HOUR for step in _decade_steps(10))
    elif value_format is ValueFormat.MINUTES:
        yield from _STEPS_UNDER_MINUTES
        yield from (step * _MINUTE for step in _decade_steps(10) if step.is_integer())
    elif value_format is ValueFormat.NUMBER:
        yield from (step for step in _decade_steps(max(minimum, 1)) if step.is_integer())
    else:
        factor = METRES_PER_UNIT[unit] if value_format is ValueFormat.DISTANCE else 1.0
        yield from (step * factor for step in _decade_steps(max(minimum / factor, 0.1)))


def _decade_steps(minimum: float) -> Iterator[float]:
    """1, 1.5, 2, 2.5, 3, 4, 5 and their tenfolds, from the power of ten at or below ``minimum``."""
    power = math.floor(math.log10(minimum) + 1e-9)
    while True:
        yield from (round(step * 10.0**power, 6) for step in _ROUND_STEPS)
        power += 1
