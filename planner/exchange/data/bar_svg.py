"""Bars of weeks as SVG: a panel with its axis, and a bar a week of what is done, still ahead, and short of the plan.

The parts of a bar differ in their edges first and in colour second. Colours and fonts are those that the document's
style gives the classes ``done``, ``left``, ``short`` and ``grid``, and to texts ``m`` (muted), ``r`` (ends here) and
``c`` (centred here).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from planner.training.races import Unit
from planner.training.week_charts import Amount, Axis, ValueFormat, fit_axis

_AXIS_ROWS = 8
_HEADING = 24
"""Units above the plot, for the heading of a panel."""
_LABEL_WIDTH = 60
_MOST_SLOT_PART, _GAP, _MOST_WIDTH = 2 / 3, 2.0, 64.0
"""The part of a week's width that its bar takes, the least gap to the next and its greatest width in units."""


@dataclass(frozen=True, slots=True)
class SvgBar:
    """A bar of a panel.

    Attributes:
        label: The week below the bar, ``7 Dec``.
        amount: Its amount; None where it is not known.
        words: What a pointer over it shows: ``7 Dec: 32 of 40 km``.
        is_ahead: Whether it is after today's week, so that an unknown amount needs no mark.
        phase: The phase that begins with this week, written above it; empty for none.
    """

    label: str
    amount: Amount | None
    words: str
    is_ahead: bool = False
    phase: str = ""


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """Where a panel is, in units of the picture.

    Attributes:
        top: Its upper edge.
        width: Width of the picture.
        left: Where the bars begin; the labels of the axis end before it.
        right: Space right of the bars.
        plot: Height of the bars.
    """

    top: float
    width: float
    left: float = 70
    right: float = 20
    plot: float = 120

    @property
    def base(self) -> float:
        """The line that the bars are on."""
        return self.top + _HEADING + self.plot


def bar_panel(
    heading: str, bars: Sequence[SvgBar], place: PanelPlace, value_format: ValueFormat, unit: Unit
) -> Iterator[str]:
    """Yield the elements of a panel.

    Args:
        heading: What it shows, with the unit.
        bars: The weeks, oldest first, at least one.
        place: Where it is.
        value_format: How its values are counted.
        unit: The unit of distances.
    """
    highest = max((bar.amount.total for bar in bars if bar.amount is not None), default=0.0)
    axis = fit_axis(highest, _AXIS_ROWS, value_format, unit)
    slot = (place.width - place.left - place.right) / len(bars)
    width = max(min(slot * _MOST_SLOT_PART, slot - _GAP, _MOST_WIDTH), 1.0)
    yield f'<text x="{place.left:g}" y="{place.top + 14:g}">{escape(heading)}</text>'
    yield from axis_lines([(rows / axis.rows, label) for rows, label in (*axis.ticks, (0, "0"))], place)
    every = max(round(_LABEL_WIDTH / slot), 1)
    for index, bar in enumerate(bars):
        x = place.left + index * slot + (slot - width) / 2
        if bar.phase:
            edge = place.left + index * slot
            yield f'<line class="phase" x1="{edge:.1f}" x2="{edge:.1f}" y1="{place.top + 22:g}" y2="{place.base:g}"/>'
            yield f'<text class="m" x="{edge + 4:.1f}" y="{place.top + 30:g}">{escape(bar.phase)}</text>'
        yield from _bar(bar, x, width, place, axis)
        if index % every == 0:
            yield f'<text class="c m" x="{x + width / 2:.1f}" y="{place.base + 16:g}">{escape(bar.label)}</text>'


def axis_lines(ticks: Sequence[tuple[float, str]], place: PanelPlace) -> Iterator[str]:
    """Yield the lines of an axis with their labels.

    Args:
        ticks: ``(part of the height above the base, label)``.
        place: Where the panel is.
    """
    for part, label in ticks:
        y = place.base - place.plot * part
        yield f'<line class="grid" x1="{place.left:g}" x2="{place.width - place.right:g}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="r m" x="{place.left - 8:g}" y="{y + 4:.1f}">{escape(label)}</text>'


def _bar(bar: SvgBar, x: float, width: float, place: PanelPlace, axis: Axis) -> Iterator[str]:
    """Yield the parts of a bar, each from where the one below it ends."""
    if bar.amount is None:
        if not bar.is_ahead:
            title = f"<title>{escape(bar.words)}</title>"
            yield f'<text class="c m" x="{x + width / 2:.1f}" y="{place.base - 4:g}">–{title}</text>'
        return
    yield f"<g><title>{escape(bar.words)}</title>"
    low, amount = 0.0, bar.amount
    for value, name in ((amount.done, "done"), (amount.remaining, "left"), (amount.shortfall, "short")):
        if value > 0:
            y, height = place.base - place.plot * (low + value) / axis.top, place.plot * value / axis.top
            yield f'<rect class="{name}" x="{x:.1f}" y="{y:.2f}" width="{width:.1f}" height="{height:.2f}"/>'
            low += value
    yield "</g>"
