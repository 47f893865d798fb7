"""The chart and the table of the Progress screen as widgets: weeks with a cursor, of which a click selects one."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.message import Message

from planner.tui import theme
from planner.tui.host import host_of
from planner.tui.progress import bars, table
from planner.tui.progress.bars import ASCII_BARS, REMAINING_TINT, SHORTFALL_TINT, UNICODE_BARS, BarChart, WeekBar
from planner.tui.progress.data import ProgressData
from planner.tui.progress.metrics import METRICS_BY_ID, Metric
from planner.tui.theme import PaletteStyles
from planner.tui.widgets.rows import Piece, Row, RowsWidget, SizedRows, scroll_top

_CHART_WIDTH = 80
"""Cells that each chart gets before another is drawn next to it."""
_SIDE_METRICS = ("run", "sled", "wall_sit")
"""Ids of the metrics drawn next to the selected one on a wide terminal."""
_MIN_CHART_SIZE = (24, 5)


class WeekPicked(Message):
    """A week was clicked; ``index`` counts the weeks shown, oldest first. A double click opens it."""

    def __init__(self, index: int, *, is_double: bool = False) -> None:
        super().__init__()
        self.index = index
        self.is_double = is_double


class WeeksWidget(SizedRows):
    """Rows that show weeks, with one metric and one week selected."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown: tuple[ProgressData, Metric, int] | None = None

    def show_weeks(self, data: ProgressData, metric: Metric, cursor: int) -> None:
        """Show other weeks, another metric, or the cursor on another week."""
        self._shown = (data, metric, cursor)
        self.rebuild()

    def pick_from_cursor(self, by: int) -> None:
        """Report the week that is so many after the one under the cursor, or before it when negative."""
        if self._shown is not None:
            data, _, cursor = self._shown
            index = min(max(cursor + by, 0), len(data.weeks) - 1)
            if index != cursor:
                self.post_message(WeekPicked(index))


class Chart(WeeksWidget):
    """Bars of a metric, with a cursor on one week; on a wide terminal other metrics next to it."""

    DEFAULT_CSS = """
    Chart { height: 8; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._charts: list[BarChart] = []

    def palette_styles(self) -> PaletteStyles:
        """Return the styles of the palette and of the tints of bars."""
        return theme.styles_of(self.app.theme, TintedStyles)

    def on_click(self, event: events.Click) -> None:
        """Report the week whose bar was clicked."""
        if not self._charts:
            return
        chart_index, x = divmod(event.x, self.size.width // len(self._charts))
        week_index = self._charts[chart_index].bar_at_x(x) if chart_index < len(self._charts) else None
        if week_index is not None:
            self.post_message(WeekPicked(week_index, is_double=event.chain == 2))

    def wheel(self, by: int) -> None:
        """Go a week on or back for each turn of the wheel."""
        self.pick_from_cursor(by)

    def build_rows(self) -> Sequence[Row]:
        """Return the charts side by side."""
        width, height = self.size
        if self._shown is None or width < _MIN_CHART_SIZE[0] or height < _MIN_CHART_SIZE[1]:
            return ()
        data, selected, cursor = self._shown
        others = [METRICS_BY_ID[metric_id] for metric_id in _SIDE_METRICS if metric_id != selected.id]
        metrics = [selected, *others][: max(width // _CHART_WIDTH, 1)]
        glyphs = host_of(self).glyphs
        heading = Piece(f"{glyphs.left} {selected.name} {glyphs.right}", "accent")
        self._charts = [
            bars.draw_chart(
                [
                    WeekBar(week.progress.start, amount, week.phase, week.has_race)
                    for week, amount in zip(data.weeks, data.amounts(metric), strict=True)
                ],
                metric,
                data.unit,
                width=width // len(metrics),
                height=height,
                cursor=cursor,
                glyphs=ASCII_BARS if glyphs is theme.ASCII else UNICODE_BARS,
                heading=heading if metric is selected else None,
                this_week=data.this_week,
            )
            for metric in metrics
        ]
        lines = zip(*(chart.rows for chart in self._charts), strict=True)
        return [tuple(piece for row in line for piece in row) for line in lines]


class ViewRows(RowsWidget):
    """The rows of a view that takes the place of chart and table; it may have a chart in it."""

    def palette_styles(self) -> PaletteStyles:
        """Return the styles of the palette and of the tints of bars."""
        return theme.styles_of(self.app.theme, TintedStyles)


class TintedStyles(PaletteStyles):
    """Styles of a palette, with the two tints of `bars` as further foreground and background colours."""

    def _build_style(self, ink: str, ground: str) -> Style:
        if not {ink, ground} & {REMAINING_TINT, SHORTFALL_TINT}:
            return super()._build_style(ink, ground)
        backgrounds, faint = self.palette.backgrounds, self.palette.mark("faint")
        tints = {REMAINING_TINT: backgrounds["cursor"] or faint, SHORTFALL_TINT: backgrounds["missed"] or faint}
        color = tints[ink] if ink in tints else self.palette.mark(ink)
        background = tints[ground] if ground in tints else backgrounds[ground]
        return Style(color=color, bgcolor=background)


class WeekTable(WeeksWidget):
    """A header, as many weeks as fit, and their sum."""

    DEFAULT_CSS = """
    WeekTable { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._top: int | None = None
        self._fitted = 0
        self._layout_key: tuple[ProgressData, Metric, int] | None = None
        self._layout = table.TableLayout(())

    @property
    def visible_weeks(self) -> int:
        """Number of weeks that fit at once."""
        return max(self.size.height - 2, 1)

    def layout_for(self, data: ProgressData, metric: Metric) -> table.TableLayout:
        """Return the columns for some data at the current width of the terminal, computed once for each."""
        width = self.app.size.width
        if self._layout_key is None or self._layout_key[0] is not data or self._layout_key[1:] != (metric, width):
            self._layout_key, self._layout = (data, metric, width), table.lay_out_table(data, width, metric)
        return self._layout

    def on_click(self, event: events.Click) -> None:
        """Report the week whose line was clicked."""
        count = len(self._shown[0].weeks) if self._shown is not None else 0
        line = event.y - 1
        if 0 <= line < min(self.visible_weeks, count):
            index = count - 1 - (self._top or 0) - line
            self.post_message(WeekPicked(index, is_double=event.chain == 2))

    def wheel(self, by: int) -> None:
        """Go a line down or up for each turn of the wheel; the newest week is above."""
        self.pick_from_cursor(-by)

    def build_rows(self) -> Sequence[Row]:
        """Return the header, the weeks around the cursor, and the sums."""
        if self._shown is None:
            return ()
        data, metric, cursor = self._shown
        count = len(data.weeks)
        layout = self.layout_for(data, metric)
        if self._fitted != self.visible_weeks:  # so a terminal that gets its size back looks as before
            self._top, self._fitted = None, self.visible_weeks
        if self._top is None:  # the week to come, this week, and as many as fit of those before
            self._top = max(count - data.week_count - 1, 0)
        self._top = scroll_top(self._top, count - 1 - cursor, self.visible_weeks, count)
        indexes = [count - 1 - line for line in range(self._top, min(self._top + self.visible_weeks, count))]
        glyphs = host_of(self).glyphs
        return [
            table.table_header_row(layout, metric),
            *(
                table.table_week_row(data, index, layout, metric, glyphs, under_cursor=index == cursor)
                for index in indexes
            ),
            table.table_total_row(data, layout),
        ]
