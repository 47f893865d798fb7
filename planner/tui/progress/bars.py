"""Bar charts of the Progress screen: one bar a week, in eighths of a line.

The solid part of a bar is what was done. What is still ahead and what is missing from the plan are hatched on top of
it. The three parts differ in pattern first and in colour second, so they can be distinguished without colours. Drawing
the cells here takes 0.5 ms for 12 weeks at 80 columns and needs no library; plotext takes 33 ms a chart and 37 ms to
import, textual-plot 170 ms to import.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from planner.training.races import Unit
from planner.training.week_charts import Amount, Axis, fit_axis
from planner.tui.progress.metrics import Metric
from planner.tui.progress.phase_row import phase_row
from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.rows import Piece, Row, merge_pieces, row_width

NON_BAR_ROWS = 3
"""Rows of a chart without bars: its heading, its baseline and the dates; one more where the weeks have phases."""
_PHASES_FROM = 7
"""Rows of a chart from which the phases have a row of their own."""
REMAINING_TINT, SHORTFALL_TINT = "left tint", "short tint"
"""Colours for the part of a cell that hatching covers: as light as the hatching looks from a distance."""
_MAX_SLOT_WIDTH = 12
_DAY_AND_MONTH_FROM, _DAY_FROM = 6, 3
"""Slot widths, in cells, from which ``7 Dec`` and a bare ``7`` fit under a bar."""


@dataclass(frozen=True, slots=True)
class BarGlyphs:
    """The characters a chart is drawn with.

    Attributes:
        fill: A solid cell filled from the bottom, from empty to full.
        remaining: The hatching of what is still ahead.
        shortfall: The hatching of what is missing.
        tick: Left of the axis next to a label, on the upper edge of the row, where its value is.
        axis: The axis.
        corner: Below the axis, before the baseline.
        baseline: The baseline, on the upper edge of its row.
        selected: The baseline under the selected week.
        undefined: On the baseline where there is no value.
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


UNICODE_BARS = BarGlyphs(" ▁▂▃▄▅▆▇█", "░", "▒", "▔", "│", "▔", "▔", "▔", "–")
ASCII_BARS = BarGlyphs(" #", ".", ":", "-", "|", "+", "-", "=", "-")


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week to draw.

    Attributes:
        start: Its first day.
        amount: Its amount; None when undefined.
        phase: The name of its phase; empty where it has none.
        has_race: Whether a race is in it.
    """

    start: dt.date
    amount: Amount | None
    phase: str = ""
    has_race: bool = False


@dataclass(frozen=True, slots=True)
class BarLayout:
    """How the width right of the axis is shared between the bars.

    Attributes:
        first: Index of the first bar shown.
        count: Number of bars shown.
        slot_width: Cells from the start of one bar to the start of the next.
        bar_width: Width of a bar, in cells.
    """

    first: int
    count: int
    slot_width: int
    bar_width: int

    def bar_x(self, index: int) -> int:
        """Return the column, counted from the axis, where a shown bar begins."""
        return index * self.slot_width + (self.slot_width - self.bar_width + 1) // 2


@dataclass(frozen=True, slots=True)
class BarChart:
    """A drawn chart.

    Attributes:
        rows: Its rows.
        axis_width: Cells left of the bars.
        layout: How the rest of the width is shared.
    """

    rows: tuple[Row, ...]
    axis_width: int
    layout: BarLayout

    def bar_at_x(self, x: int) -> int | None:
        """Return the index of the bar whose slot contains a column; None outside all slots."""
        slot = (x - self.axis_width) // self.layout.slot_width
        return self.layout.first + slot if 0 <= slot < self.layout.count else None


def lay_out_bars(width: int, bar_count: int, cursor: int) -> BarLayout:
    """Share ``width`` cells between ``bar_count`` bars; with more bars than cells, show those up to the cursor."""
    shown = min(bar_count, max(width, 1))
    slot = min(max(width, 1) // max(shown, 1), _MAX_SLOT_WIDTH)
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
    this_week: int | None = None,
) -> BarChart:
    """Draw the weeks in ``height`` rows of ``width`` cells.

    Args:
        bars: The weeks, oldest first.
        metric: The metric to draw.
        unit: The runner's unit of distance.
        width: Cells, at least 24.
        height: Rows, at least 5.
        cursor: Index of the selected bar.
        glyphs: The characters to draw with.
        heading: The heading; the metric's name when None.
        this_week: Index of today's bar: a line parts it from those ahead.
    """
    has_phases = height >= _PHASES_FROM and any(bar.phase or bar.has_race for bar in bars)
    available = height - NON_BAR_ROWS - has_phases
    maximum = max((bar.amount.total for bar in bars if bar.amount is not None), default=0.0)
    axis = fit_axis(maximum, available, metric.value_format, unit)
    axis_unit = metric.with_unit(metric.axis_unit, unit)
    axis_width = max(cell_len(text) for text in (axis_unit, "0", *(label for _, label in axis.ticks))) + 3
    layout = lay_out_bars(width - axis_width, len(bars), cursor)
    shown = bars[layout.first : layout.first + layout.count]
    labels = {rows - 1: label for rows, label in axis.ticks}
    columns = [_bar_cells(bar.amount, axis, metric.color, glyphs) for bar in shown]
    heading = heading or Piece(metric.name, "title")
    heading = heading._replace(text=chop_cells(heading.text, width - axis_width)[0])
    head = (Piece(f"{axis_unit:>{axis_width - 2}}  ", "muted"), heading)
    rows = [_pad_row((*head, *_legend(bars, metric, glyphs, width - row_width(head))), width)]
    if has_phases:
        columns_of = [axis_width + layout.bar_x(index) for index in range(len(shown))]
        races = [index for index, bar in enumerate(shown) if bar.has_race]
        marks = ASCII if glyphs is ASCII_BARS else UNICODE
        rows.append(phase_row([bar.phase for bar in shown], races, columns_of, width, marks))
    rows += [(Piece(" " * width, "muted"),)] * (available - axis.rows)
    now = None if this_week is None or this_week == len(bars) - 1 else this_week - layout.first
    parting = _parting_cell(layout, now, axis_width)
    for line in range(axis.rows - 1, -1, -1):
        label = labels.get(line, "")
        edge = (glyphs.tick if label else " ") + glyphs.axis
        cells = [(axis_width + layout.bar_x(index), column[line]) for index, column in enumerate(columns)]
        if parting is not None:
            cells.insert(parting[0], (parting[1], Piece(glyphs.axis, "faint")))
        row = _bar_row(
            Piece(f"{label:>{axis_width - 2}}{edge}", "muted"), cells, layout.bar_width, parting[1] if parting else -1
        )
        rows.append(_pad_row(row, width))
    selected = cursor - layout.first
    rows.append(_pad_row(_baseline_row(layout, axis_width, selected, glyphs), width))
    rows.append(_pad_row(_date_row(shown, layout, axis_width, (selected, now), width), width))
    return BarChart(tuple(rows), axis_width, layout)


def _parting_cell(layout: BarLayout, now: int | None, axis_width: int) -> tuple[int, int] | None:
    """Return how many bars are left of the line after today's, and its column; None without room for it."""
    if now is None or not 0 <= now < layout.count or layout.bar_width == layout.slot_width:
        return None
    return now + 1, axis_width + layout.bar_x(now) + layout.bar_width


def _bar_cells(amount: Amount | None, axis: Axis, color: str, glyphs: BarGlyphs) -> list[Piece]:
    """Return a bar as one cell a row, from the baseline up."""
    if amount is None:
        return [Piece(glyphs.undefined, "faint"), *[Piece(" ")] * (axis.rows - 1)]
    steps = len(glyphs.fill) - 1
    done = axis.bar_height(amount.done, steps)
    remaining = max(axis.bar_height(amount.done + amount.remaining, steps), done)
    top = max(axis.bar_height(amount.total, steps), remaining)
    return [_bar_cell(line * steps, steps, (done, remaining, top), color, glyphs) for line in range(axis.rows)]


def _bar_cell(low: int, steps: int, heights: tuple[int, int, int], color: str, glyphs: BarGlyphs) -> Piece:
    """Return the cell of a bar from height ``low`` to ``low + steps``; ``heights`` are the tops of its three parts."""
    done, remaining, top = heights
    high = low + steps
    if done >= high:
        return Piece(glyphs.fill[-1], color)
    if done > low:
        # The solid part ends within this cell. The part above it tints the rest of the cell if it covers most of it.
        is_mostly_empty = top - done < high - top
        tint = "ground" if is_mostly_empty else REMAINING_TINT if remaining > done else SHORTFALL_TINT
        return Piece(glyphs.fill[done - low], color, tint)
    covered = min(top, high) - low
    if covered <= 0:
        return Piece(" ")
    is_mostly_remaining = min(remaining, high) - low >= covered / 2
    if covered * 2 >= steps or done == low:
        return Piece(glyphs.remaining, "muted") if is_mostly_remaining else Piece(glyphs.shortfall, "missed")
    return Piece(glyphs.fill[covered], REMAINING_TINT if is_mostly_remaining else SHORTFALL_TINT)


def _bar_row(edge: Piece, cells: Iterable[tuple[int, Piece]], bar_width: int, parting_x: int) -> Row:
    """Return a row of bar cells right of the axis.

    Args:
        edge: The label and the axis.
        cells: ``(column, cell)`` of each bar, from the left.
        bar_width: Width of a bar, in cells.
        parting_x: Column of the one cell that is no bar, but the line after today's; negative without it.
    """
    pieces, used = [edge], cell_len(edge.text)
    for x, cell in cells:
        if cell.text == " ":
            continue
        # Blanks have no colour of their own: in that of the piece before, both are sent to the terminal as one.
        color = pieces[-1].color if pieces[-1].background == "ground" else "text"
        cell_width = bar_width if x != parting_x else 1
        pieces += (Piece(" " * (x - used), color), cell._replace(text=cell.text * cell_width))
        used = x + cell_width
    return merge_pieces(pieces)


def _pad_row(row: Row, width: int) -> Row:
    used = row_width(row)
    return (*row, Piece(" " * (width - used), "muted")) if used < width else row


def _legend(bars: Sequence[WeekBar], metric: Metric, glyphs: BarGlyphs, width: int) -> Row:
    """Return the legend of the patterns in use, at the right end of ``width`` cells; empty where it does not fit."""
    amounts = [bar.amount for bar in bars if bar.amount is not None]
    if not any(amount.planned is not None or amount.remaining for amount in amounts):
        return ()
    legend = [Piece(f"{glyphs.fill[-1]} {metric.part_names[0]}", metric.color)]
    if any(amount.remaining for amount in amounts):
        legend.append(Piece(f"   {glyphs.remaining} {metric.part_names[1]}", "muted"))
    if any(amount.shortfall for amount in amounts):
        legend += [Piece(f"   {glyphs.shortfall}", "missed"), Piece(f" {metric.part_names[2]}", "muted")]
    legend.append(Piece(" "))
    gap = width - row_width(legend)
    return (Piece(" " * gap), *legend) if gap >= 2 else ()


def _baseline_row(layout: BarLayout, axis_width: int, selected: int, glyphs: BarGlyphs) -> Row:
    before = layout.bar_x(selected)
    after = layout.count * layout.slot_width - before - layout.bar_width
    return (
        Piece(f"{'0':>{axis_width - 2}} {glyphs.corner}{glyphs.baseline * before}", "muted"),
        Piece(glyphs.selected * layout.bar_width, "accent"),
        Piece(glyphs.baseline * after, "muted"),
    )


def _date_row(
    shown: Sequence[WeekBar], layout: BarLayout, axis_width: int, cursor: tuple[int, int | None], width: int
) -> Row:
    """Return the dates under the bars: the selected one in full, today, then months, then days where they fit.

    Args:
        shown: The weeks.
        layout: Where their bars are.
        axis_width: Cells left of the bars.
        cursor: Index of the selected week, and of today's; None where it is not named.
        width: Cells of the row.
    """
    selected, now = cursor
    labels = [(f"{shown[selected].start.day} {shown[selected].start:%b}", selected)]
    if now is not None and 0 <= now < len(shown) and now != selected:
        labels.append(("today", now))
    labels += [
        (text, index) for index, bar in enumerate(shown) if (text := _month_label(shown, index, bar, layout.slot_width))
    ]
    if layout.slot_width >= _DAY_FROM:
        labels += [(str(bar.start.day), index) for index, bar in enumerate(shown)]
    placed: dict[int, tuple[str, str]] = {}
    for text, index in labels:
        x = axis_width + layout.bar_x(index) + (layout.bar_width - len(text)) // 2
        x = min(max(x, 0), width - len(text))
        # Later labels are less important: they are left out where they would touch an earlier one.
        if all(x > other_x + len(other) or x + len(text) < other_x for other_x, (other, _) in placed.items()):
            placed[x] = (text, "accent" if index == selected else "today" if text == "today" else "muted")
    pieces: list[Piece] = []
    used = 0
    for x, (text, color) in sorted(placed.items()):
        pieces.append(Piece(" " * (x - used) + text, color))
        used = x + len(text)
    return tuple(pieces)


def _month_label(shown: Sequence[WeekBar], index: int, bar: WeekBar, slot_width: int) -> str:
    """Return the label of the first week shown of its month; empty for others."""
    if index and shown[index - 1].start.month == bar.start.month:
        return ""
    return f"{bar.start.day} {bar.start:%b}" if slot_width >= _DAY_AND_MONTH_FROM else f"{bar.start:%b}"
