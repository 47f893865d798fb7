"""The Progress screen: a chart of one metric week by week, a table of all metrics, and a sheet for each week.

It reads at most two years, a few hundred workouts however many the file contains. That takes some 10 ms, too little to
be worth a thread.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.tui.keys import commands
from planner.tui.keys.command import bindings
from planner.tui.messages import ShowDay
from planner.tui.progress import text
from planner.tui.progress.data import ProgressData, read_progress
from planner.tui.progress.metrics import METRICS
from planner.tui.progress.week_sheet import WeekWorkouts, week_workouts
from planner.tui.progress.widgets import Chart, WeekPicked, WeekTable
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.widgets.rows import RowsWidget
from planner.usecases import queries
from planner.usecases.planbook import file_stamp

WEEK_COUNTS = (12, 26, 52)
"""How many weeks can be shown."""
_MAX_WEEK_WIDTH = 110
_CHECK_EVERY_S = 1.0

# Lines of the screen
_SCREEN_FRAME = 2
"""The title and the footer."""
_TABLE_FRAME = 2
"""The header of the table and the sums."""
_THREE_TEXT_LINES_FROM = 16
_CHART_AND_TABLE_FROM = 13
_MAX_CHART_LINES, _CHART_LINES_WITH_WEEK = 24, 14
_MIN_WEEK_LINES, _WEEK_LINES = 8, 12


@dataclass(frozen=True, slots=True)
class ProgressHeights:
    """How the lines of the screen are shared.

    Attributes:
        text: Lines of text at the bottom.
        chart: Lines of the chart; 0 where there is no room for both chart and table.
        week: Lines below the table for the workouts of the selected week; 0 without room for them.
    """

    text: int
    chart: int
    week: int


def share_height(height: int, week_count: int) -> ProgressHeights:
    """Share the lines of a screen between chart, table, text, and the workouts of the selected week.

    Args:
        height: Lines of the screen.
        week_count: Weeks in the table.
    """
    text_lines = 3 if height >= _THREE_TEXT_LINES_FROM else 1
    available = height - _SCREEN_FRAME - text_lines
    if available < _CHART_AND_TABLE_FROM:
        return ProgressHeights(text_lines, chart=0, week=0)
    without_table = available - week_count - _TABLE_FRAME
    # A tall screen keeps some lines for the selected week's workouts.
    reserved = _WEEK_LINES if without_table >= _CHART_LINES_WITH_WEEK + _WEEK_LINES else 0
    chart = min(max(available // 2, without_table - reserved), _MAX_CHART_LINES)
    spare = without_table - chart
    return ProgressHeights(text_lines, chart, spare if spare >= _MIN_WEEK_LINES else 0)


class ProgressScreen(ModeScreen):
    """The weeks and metrics, and the keys that select them."""

    MODE_KEY = "3"
    COMMAND_TABLE = commands.PROGRESS_COMMANDS
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.PROGRESS_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self.data: ProgressData | None = None
        self.metric = METRICS[0]
        self.selected = 0
        """Index of the selected week among those shown, oldest first."""
        self._week_count = WEEK_COUNTS[0]
        self._last_stamp: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Read the weeks and create the widgets."""
        self._title = RowsWidget(background="band", id="progress-title")
        self._chart = Chart(id="progress-chart")
        self._table = WeekTable(id="progress-table")
        self._week = RowsWidget(id="progress-week")
        self._empty = RowsWidget(id="progress-empty")
        self._text = RowsWidget(background="band", id="progress-words")
        self._small = too_small_notice()
        self._read()
        self.selected = len(self.data.weeks) - 1 if self.data is not None else 0
        yield self._title
        yield self._chart
        yield self._table
        yield self._week
        yield self._empty
        yield self._small
        yield self._text
        yield self.footer

    def on_mount(self) -> None:
        """Show the weeks, and look regularly for a new day and for changes of the file."""
        self._show()
        self.set_interval(_CHECK_EVERY_S, self._check_for_changes)

    def on_screen_resume(self) -> None:
        """Read again what may have changed while another screen was shown."""
        self._check_for_changes()

    def on_resize(self) -> None:
        """Share the new size."""
        self._show()

    def redraw_all(self) -> None:
        """Draw everything again, in the current colours and marks."""
        self._show()
        super().redraw_all()

    def on_week_picked(self, message: WeekPicked) -> None:
        """Select the week whose bar or line was clicked."""
        self._select(message.index)

    # Data

    def reload(self) -> None:
        """Read everything again and draw what differs; the cursor stays on its week."""
        before = self.data
        day = before.weeks[self.selected].progress.start if before is not None else self.book.today
        # On the newest week the cursor follows today, also into a new week.
        was_at_end = before is None or self.selected == len(before.weeks) - 1
        self._read()
        if self.data is not None:
            self.selected = len(self.data.weeks) - 1 if was_at_end else self.data.week_index(day)
        self._show()

    def _read(self) -> None:
        self._last_stamp = self._current_stamp()
        try:
            self.data = read_progress(self.book, self._week_count)
        except RefusedError as error:
            self.show_refusal(error)

    def _check_for_changes(self) -> None:
        if self.is_current and self._current_stamp() != self._last_stamp:
            self.reload()

    def _current_stamp(self) -> tuple[object, ...]:
        return self.book.today, file_stamp(self.book.path)

    # Drawing

    def _show(self) -> None:
        if not self.is_mounted:
            return
        width, height = self.app.size
        data = self.data
        week_count = len(data.weeks) if data is not None else 0
        heights = share_height(height, week_count)
        fits = has_room(MIN_SIZE, self.app.size)
        has_weeks = data is not None and not data.is_empty
        self._small.display = not fits
        self._title.display = self.footer.display = fits
        self._chart.display = fits and has_weeks and heights.chart > 0
        self._table.display = self._text.display = fits and has_weeks
        self._week.display = fits and has_weeks and heights.week > 0
        self._empty.display = fits and not has_weeks
        self._text.styles.height = heights.text
        self._chart.styles.height = max(heights.chart, 1)
        self._table.styles.height = week_count + _TABLE_FRAME if heights.week and data is not None else "1fr"
        if data is None:
            return
        glyphs = self.host.glyphs
        self._title.show([text.progress_title_row(data, width)])
        if not has_weeks:
            self._empty.show(text.empty_rows(data, width, self._week_count == WEEK_COUNTS[-1], self.host.keys))
            return
        self._chart.show_weeks(data, self.metric, self.selected)
        self._table.show_weeks(data, self.metric, self.selected)
        # The week's place in its block is shown once: in the table, or where that has no room, in the summary.
        with_block_week = not self._table.layout_for(data, self.metric).shows_block_week
        text_rows = [
            text.week_summary_row(data, self.selected, self.metric, width, glyphs, with_block_week=with_block_week),
            text.definition_row(data, self.metric, width, glyphs),
            text.form_row(data, self.selected, width, glyphs),
        ]
        self._text.show(text_rows[: heights.text])
        if heights.week:
            week = self._read_week(data)
            list_width, open_key = min(width - 4, _MAX_WEEK_WIDTH), self.host.keys["progress.open"]
            self._week.show(week.list_rows(list_width, heights.week, open_key) if week is not None else [])

    # Actions

    def _select(self, index: int) -> None:
        if self.data is None or self.data.is_empty:
            return
        index = min(max(index, 0), len(self.data.weeks) - 1)
        if index != self.selected:
            self.selected = index
            self._show()

    def action_week(self, older: int) -> None:
        """Select a week that is ``older`` weeks older, or newer when negative."""
        self._select(self.selected - older)

    def action_page(self, pages: int) -> None:
        """Select a week that is some pages of the table older, or newer when negative."""
        self._select(self.selected - pages * self._table.visible_weeks)

    def action_newest(self) -> None:
        """Select this week."""
        self._select(len(self.data.weeks) - 1 if self.data is not None else 0)

    def action_oldest(self) -> None:
        """Select the oldest week shown."""
        self._select(0)

    def action_metric(self, step: int) -> None:
        """Select the next or previous metric, wrapping around."""
        self.metric = METRICS[(METRICS.index(self.metric) + step) % len(METRICS)]
        self._show()

    def action_week_count(self, step: int) -> None:
        """Show more weeks, or fewer."""
        index = WEEK_COUNTS.index(self._week_count) + step
        if not 0 <= index < len(WEEK_COUNTS):
            self.say(f"{self._week_count} weeks is the {'most' if step > 0 else 'fewest'} that is shown here.")
            return
        self._week_count = WEEK_COUNTS[index]
        self.reload()

    def action_definitions(self) -> None:
        """Open a sheet with the definitions of all metrics."""
        from planner.tui.sheets.sheet import DefinitionsSheet

        if self.data is not None:
            rows = partial(text.definition_rows, self.data)
            self.app.push_screen(DefinitionsSheet("How the figures are worked out", rows))

    def action_open(self) -> None:
        """Open a sheet with the workouts of the selected week, from where a day can be shown in the calendar."""
        from planner.tui.progress.week_sheet import WeekSheet

        if self.data is None or self.data.is_empty:
            return
        workouts = self._read_week(self.data)
        if workouts is None:
            return
        from planner.usecases.strength.rung_history import read_rungs

        week = self.data.weeks[self.selected]
        first = week.progress.start
        last = first + WEEK - DAY
        rungs = [rung.text for rung in read_rungs(self.book, first, last)]
        title = f"{format_day(first)} – {format_day(last)} {last.year}"

        def show_day(day: dt.date | None) -> None:
            if day is not None:
                self.host.post_message(ShowDay(day))

        self.app.push_screen(WeekSheet(title, week.block_week, workouts, first, rungs), show_day)

    def _read_week(self, data: ProgressData) -> WeekWorkouts | None:
        """Read the workouts of the selected week; None, with the reason in the footer, if they cannot be read."""
        first = data.weeks[self.selected].progress.start
        try:
            workouts = queries.read_workouts(self.book, first, first + WEEK - DAY)
        except RefusedError as error:
            self.show_refusal(error)
            return None
        return week_workouts(workouts, self.book.today, data.unit, self.host.glyphs)
