"""The Progress screen: a chart of one metric week by week up to the race, a table of all, a sheet a week.

Three other views take their place: the block with what is ahead, the form day by day, and the year day by day.

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
from planner.tui.messages import LightenWeek, ShowDay
from planner.tui.progress import text
from planner.tui.progress.block_view import block_metric
from planner.tui.progress.data import ProgressData, block_week_text, read_progress
from planner.tui.progress.metrics import METRICS
from planner.tui.progress.next_week import next_week_row
from planner.tui.progress.views import ViewName, Views, ViewSize
from planner.tui.progress.week_sheet import WeekWorkouts, week_workouts
from planner.tui.progress.widgets import Chart, ViewRows, WeekPicked, WeekTable
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.widgets.rows import Row, RowsWidget
from planner.usecases import queries
from planner.usecases.planbook import file_stamp

WEEK_COUNTS = (4, 8, 12, 26, 52, 104)
"""How many weeks can be shown."""
_USUAL_WEEKS = 12
_RUNNING = ("run", "time")
"""The metrics next to which it is said why a week was low."""
_MAX_WEEK_WIDTH = 110
_VIEW_TEXT_LINES = {ViewName.WEEKS: 4, ViewName.BLOCK: 1, ViewName.FORM: 1, ViewName.YEAR: 2}
"""Lines of text at the bottom of each view."""
_CHECK_EVERY_S = 1.0

# Lines of the screen
_SCREEN_FRAME = 2
"""The title and the footer."""
_TABLE_FRAME = 2
"""The header of the table and the sums."""
_THREE_TEXT_LINES_FROM, _FOUR_TEXT_LINES_FROM = 16, 24
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
    text_lines = 4 if height >= _FOUR_TEXT_LINES_FROM else 3 if height >= _THREE_TEXT_LINES_FROM else 2
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
        self._week_count = _USUAL_WEEKS
        self.view = ViewName.WEEKS
        self._block_week: dt.date | None = None
        """The first day of the week selected in the block; this week while None."""
        self._views: Views | None = None
        self._last_stamp: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Read the weeks and create the widgets."""
        self._title = RowsWidget(background="band", id="progress-title")
        self._chart = Chart(id="progress-chart")
        self._table = WeekTable(id="progress-table")
        self._week = RowsWidget(id="progress-week")
        self._view = ViewRows(id="progress-view")
        self._empty = RowsWidget(id="progress-empty")
        self._text = RowsWidget(background="band", id="progress-words")
        self._small = too_small_notice()
        self._read()
        self.selected = self.data.this_week if self.data is not None else 0
        yield self._title
        yield self._chart
        yield self._table
        yield self._week
        yield self._view
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
        """Select the week whose bar or line was clicked; a double click opens it."""
        self._select(message.index)
        if message.is_double:
            self.action_open()

    # Data

    def reload(self) -> None:
        """Read everything again and draw what differs; the cursor stays on its week."""
        before = self.data
        day = before.weeks[self.selected].progress.start if before is not None else self.book.today
        # On this week the cursor follows today, also into a new week.
        was_at_today = before is None or self.selected == before.this_week
        self._read()
        if self.data is not None:
            self.selected = self.data.this_week if was_at_today else self.data.week_index(day)
        self._show()

    def _read(self) -> None:
        self._last_stamp = self._current_stamp()
        try:
            self.data = read_progress(self.book, self._week_count)
            self._views = Views(self.book, self.data, self._shows_acwr)
        except RefusedError as error:
            self.footer.set_problem(str(error))
        else:
            self.footer.set_problem("")

    def show_other_database(self) -> None:
        """Show the weeks of another database."""
        self.reload()

    def show_end_of_preview(self, text: str) -> None:
        """Show what became of a preview that the calendar showed for this screen.

        Args:
            text: One sentence that says what was made; empty where it was left.
        """
        self._check_for_changes()
        self.say(f"{text} {self.undo_hint}" if text else "Left; nothing has changed.")

    def _check_for_changes(self) -> None:
        if self.is_current and self._current_stamp() != self._last_stamp:
            self.reload()
            self.footer.drop_untrue_remark()

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
        has_weeks = data is not None and (not data.is_empty or self.view is ViewName.BLOCK)
        in_table = self.view is ViewName.WEEKS
        self._small.display = not fits
        self._title.display = self.footer.display = fits
        self._chart.display = fits and has_weeks and in_table and heights.chart > 0
        self._table.display = fits and has_weeks and in_table
        self._text.display = fits and has_weeks
        self._week.display = fits and has_weeks and in_table and heights.week > 0
        self._view.display = fits and has_weeks and not in_table
        self._empty.display = fits and not has_weeks
        self._chart.styles.height = max(heights.chart, 1)
        self._table.styles.height = week_count + _TABLE_FRAME if heights.week and data is not None else "1fr"
        if data is None:
            return
        glyphs = self.host.glyphs
        if not has_weeks:
            self._title.show([self._title_row(data, width)])
            self._empty.show(text.empty_rows(data, width, self._week_count == WEEK_COUNTS[-1], self.host.keys))
            return
        if not in_table and self._views is not None:
            size = ViewSize(width, height - _SCREEN_FRAME - min(heights.text, _VIEW_TEXT_LINES[self.view]), glyphs)
            self._view.show(self._view_rows(size))
        else:
            self._chart.show_weeks(data, self.metric, self.selected)
            self._table.show_weeks(data, self.metric, self.selected)
        self._title.show([self._title_row(data, width)])
        self._show_text(data, heights.text)
        if heights.week and in_table:
            week = self._read_week(self._selected_week())
            list_width, open_key = min(width - 4, _MAX_WEEK_WIDTH), self.host.keys["progress.open"]
            self._week.show(week.list_rows(list_width, heights.week, open_key) if week is not None else [])

    def _title_row(self, data: ProgressData, width: int) -> Row:
        if self.view is ViewName.WEEKS or self._views is None:
            return text.progress_title_row(data, width)
        return text.view_title_row(self.view.value, self._views.subject(self.view), width)

    def _view_rows(self, size: ViewSize) -> list[Row]:
        """Return the rows of the view that is shown in place of the table; none if it is unreadable."""
        assert self._views is not None
        try:
            selected = self._block_index() if self.view is ViewName.BLOCK else self.selected
            return self._views.rows(self.view, self.metric, selected, size, self.host.keys)
        except RefusedError as error:
            self.show_refusal(error)
            return []

    def _show_text(self, data: ProgressData, lines: int) -> None:
        """Show the sentences at the bottom."""
        width, glyphs = self.app.size.width, self.host.glyphs
        # The week's place in its block is shown once: in the table, or where that has no room, in the summary.
        with_block_week = not self._table.layout_for(data, self.metric).shows_block_week
        why = text.why_row(data, self.selected, width, glyphs) if self.metric.id in _RUNNING else ()
        week = text.week_summary_row(data, self.selected, self.metric, width, glyphs, with_block_week=with_block_week)
        meaning = why or text.definition_row(data, self.metric, width, glyphs)
        form = text.form_row(data, self.selected, width, glyphs)
        coming = next_week_row(data, self.metric, self.selected, width, glyphs=glyphs, keys=self.host.keys)
        text_rows = (
            [week, coming, why or form] if lines < _VIEW_TEXT_LINES[self.view] else [week, coming, meaning, form]
        )
        if self.view is ViewName.BLOCK:
            text_rows = [text.definition_row(data, block_metric(self.metric), width, glyphs)]
        elif self.view is ViewName.FORM:
            text_rows = [form]
        elif self.view is ViewName.YEAR:
            text_rows = [week, meaning]
        self._text.styles.height = min(len(text_rows), lines)
        self._text.show(text_rows[:lines])

    # Actions

    def _select(self, index: int) -> None:
        if self.data is None or self.data.is_empty:
            return
        index = min(max(index, 0), len(self.data.weeks) - 1)
        if index != self.selected:
            self.selected = index
            self._show()

    def _block_index(self) -> int:
        """Return the index of the selected week in the block: this week until another was selected."""
        overview = self._views.overview() if self._views is not None else None
        if overview is None:
            return 0
        day = self._block_week or self.book.today
        index = (day - overview.weeks[0].start).days // 7
        return min(max(index, 0), len(overview.weeks) - 1)

    def _select_in_block(self, index: int) -> None:
        overview = self._views.overview() if self._views is not None else None
        if overview is not None:
            self._block_week = overview.weeks[min(max(index, 0), len(overview.weeks) - 1)].start
            self._show()

    def _selected_week(self) -> dt.date:
        """Return the first day of the selected week."""
        assert self.data is not None
        overview = self._views.overview() if self._views is not None and self.view is ViewName.BLOCK else None
        return overview.weeks[self._block_index()].start if overview else self.data.weeks[self.selected].progress.start

    def action_week(self, older: int) -> None:
        """Select a week that is ``older`` weeks older, or newer when negative."""
        if self.view is ViewName.BLOCK:
            self._select_in_block(self._block_index() - older)
        else:
            self._select(self.selected - older)

    def action_page(self, pages: int) -> None:
        """Select a week that is some pages of the table older, or newer when negative."""
        self._select(self.selected - pages * self._table.visible_weeks)

    def action_newest(self) -> None:
        """Select this week."""
        self._block_week = None
        self._select(self.data.this_week if self.data is not None else 0)

    def action_oldest(self) -> None:
        """Select the oldest week shown."""
        if self.view is ViewName.BLOCK:
            self._select_in_block(0)
        self._select(0)

    def action_metric(self, step: int) -> None:
        """Select the next or previous metric, wrapping around."""
        self.metric = METRICS[(METRICS.index(self.metric) + step) % len(METRICS)]
        self._show()

    def action_view(self) -> None:
        """Show the next view."""
        names = list(ViewName)
        self.view = names[(names.index(self.view) + 1) % len(names)]
        self._show()

    def action_lighter(self) -> None:
        """Preview in the calendar what a lighter next week would be."""
        if self.data is not None:
            self.host.post_message(LightenWeek(self.data.weeks[self.data.this_week].progress.start + WEEK))

    def action_week_count(self, step: int) -> None:
        """Show more weeks, or fewer."""
        index = WEEK_COUNTS.index(self._week_count) + step
        if not 0 <= index < len(WEEK_COUNTS):
            self.say(f"{self._week_count} weeks is the {'most' if step > 0 else 'fewest'} that is shown here.")
            return
        self._week_count = WEEK_COUNTS[index]
        self.reload()

    @property
    def _shows_acwr(self) -> bool:
        return self.host.preferences.get("acwr") == "on"

    def action_acwr(self) -> None:
        """Show ACWR next to the form, or hide it; next time, too."""
        self.host.preferences.set("acwr", "off" if self._shows_acwr else "on")
        if self._views is not None:
            self._views.shows_acwr = self._shows_acwr
        self.view = ViewName.FORM
        self._show()
        self.say(f"ACWR is {'shown where there is room' if self._shows_acwr else 'not shown'}, next time too.")

    def action_definitions(self) -> None:
        """Open a sheet with the definitions of all metrics."""
        from planner.tui.sheets.sheet import DefinitionsSheet

        if self.data is not None:
            rows = partial(text.definition_rows, self.data, with_acwr=self._shows_acwr)
            self.app.push_screen(DefinitionsSheet("How the figures are worked out", rows))

    def action_open(self) -> None:
        """Open a sheet with the workouts of the selected week, from where a day can be shown in the calendar."""
        from planner.tui.progress.week_sheet import WeekSheet

        if self.data is None or (self.data.is_empty and self.view is not ViewName.BLOCK):
            return
        first = self._selected_week()
        workouts = self._read_week(first)
        if workouts is None:
            return
        from planner.usecases.strength.rung_history import read_rungs

        last = first + WEEK - DAY
        rungs = [rung.text for rung in read_rungs(self.book, first, last)]
        title = f"{format_day(first)} – {format_day(last)} {last.year}"
        report = self.data.report
        block_week = block_week_text(report.blocks, first) if report is not None else ""
        why = next((week.progress.why for week in self.data.weeks if week.progress.start == first), ())

        def show_day(day: dt.date | None) -> None:
            if day is not None:
                self.host.post_message(ShowDay(day))

        sheet = WeekSheet(title, block_week, workouts, first, rungs, why=why)
        self.app.push_screen(sheet, show_day)

    def _read_week(self, first: dt.date) -> WeekWorkouts | None:
        """Read the workouts of a week; None, with the reason in the footer, if they cannot be read."""
        assert self.data is not None
        try:
            workouts = queries.read_workouts(self.book, first, first + WEEK - DAY)
        except RefusedError as error:
            self.show_refusal(error)
            return None
        return week_workouts(workouts, self.book.today, self.data.unit, self.host.glyphs)
