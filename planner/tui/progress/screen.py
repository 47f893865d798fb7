"""Progress: a picture of one figure week by week, the table of all figures below it, and a way into every week.

What is read is a window of two years at most, through the quick path: a few hundred workouts, however many are in the
file, in some 10 ms. No thread is worth its while for that.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.tui.keys import commands
from planner.tui.messages import ShowDay
from planner.tui.progress import text
from planner.tui.progress.data import ProgressData, read_progress
from planner.tui.progress.metrics import METRICS
from planner.tui.progress.week_workouts import WeekWorkouts, week_workouts
from planner.tui.progress.widgets import Chart, ReviewWidget, WeekTable
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.widgets.rows import RowsWidget
from planner.usecases import queries
from planner.usecases.planbook import file_stamp

WEEK_COUNTS = (12, 26, 52)
"""How many weeks may be shown."""
_TABLE_FRAME = 2
_MAX_CHART_LINES, _CHART_LINES_WITH_WEEK = 24, 14
_CHART_AND_TABLE_FROM = 13
_FRAME = 2
_THREE_TEXT_LINES_FROM = 16
_WEEK_FROM, _WEEK_LINES = 8, 12
_MAX_WEEK_WIDTH = 110
_CHECK_EVERY_S = 1.0


class ProgressScreen(ModeScreen):
    """The weeks, the figures, and the keys that go through them."""

    MODE_KEY = "3"
    COMMAND_TABLE = commands.PROGRESS_COMMANDS
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.PROGRESS_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self.data: ProgressData | None = None
        self.metric = METRICS[0]
        self.selected = 0
        """The place of the chosen week among those shown, oldest first."""
        self._week_count = WEEK_COUNTS[0]
        self._last_stamp: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what draws the weeks."""
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
        """Look at the clock and the file now and then."""
        self._show()
        self.set_interval(_CHECK_EVERY_S, self._check_for_changes)

    def on_screen_resume(self) -> None:
        """Read again what may have been edited meanwhile."""
        self._check_for_changes()

    def on_resize(self) -> None:
        """Share the new size out."""
        self._show()

    def redraw_all(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        self._show()
        super().redraw_all()

    def on_review_widget_picked(self, message: ReviewWidget.Picked) -> None:
        """A click on a bar or a line chooses its week."""
        self._select(message.index)

    # Data

    def reload(self) -> None:
        """Read everything again and draw what differs; the cursor stays on its week."""
        before = self.data
        day = before.weeks[self.selected].progress.start if before is not None else self.book.today
        at_the_end = before is None or self.selected == len(before.weeks) - 1
        self._read()
        if self.data is not None:
            self.selected = len(self.data.weeks) - 1 if at_the_end else self.data.week_index(day)
        self._show()

    def _read(self) -> None:
        self._last_stamp = self._current_stamp()
        try:
            self.data = read_progress(self.book, self._week_count)
        except RefusedError as error:
            self.show_refusal(error)

    def _check_for_changes(self) -> None:
        """Notice a new day and edits from elsewhere. Costs one look at the file; nothing is sent unless it shows."""
        if self.is_current and self._current_stamp() != self._last_stamp:
            self.reload()

    def _current_stamp(self) -> tuple[object, ...]:
        return self.book.today, file_stamp(self.book.path)

    # What is shown

    def _show(self) -> None:
        if not self.is_mounted:
            return
        width, height = self.app.size
        fits = has_room(MIN_SIZE, self.app.size)
        review = self.data
        empty = review is None or review.is_empty
        lines = self._chart_lines(height)
        spare = self._week_lines(height)
        self._small.display = not fits
        self._title.display = self.footer.display = fits
        self._chart.display = fits and not empty and lines > 0
        self._table.display = self._text.display = fits and not empty
        self._week.display = fits and not empty and spare > 0
        self._empty.display = fits and empty
        self._text.styles.height = self._text_lines(height)
        self._chart.styles.height = max(lines, 1)
        self._table.styles.height = "1fr" if not spare or review is None else len(review.weeks) + _TABLE_FRAME
        if review is None:
            return
        glyphs = self.host.glyphs
        self._title.show([text.progress_title_row(review, width)])
        if empty:
            self._empty.show(text.empty_rows(review, width, self._week_count == WEEK_COUNTS[-1], self.host.keys))
            return
        self._chart.show_review(review, self.metric, self.selected)
        self._table.show_review(review, self.metric, self.selected)
        in_block = not self._table.layout_for(review, self.metric).shows_block_week
        told = [
            text.week_summary_row(review, self.selected, self.metric, width, glyphs, with_block_week=in_block),
            text.definition_row(review, self.metric, width, glyphs),
            text.form_row(review, self.selected, width, glyphs),
        ]
        self._text.show(told[: self._text_lines(height)])
        if spare:
            found = self._read_week()
            opens = self.host.keys["progress.open"]
            self._week.show(found.list_rows(min(width - 4, _MAX_WEEK_WIDTH), spare, open_key=opens) if found else [])

    def _text_lines(self, height: int) -> int:
        return 3 if height >= _THREE_TEXT_LINES_FROM else 1

    def _chart_lines(self, height: int) -> int:
        """Lines for the picture: about half, and what the table leaves; none where there is too little for both.

        A tall screen keeps some for the chosen week's workouts.
        """
        room = height - _FRAME - self._text_lines(height)
        if room < _CHART_AND_TABLE_FROM:
            return 0
        count = len(self.data.weeks) if self.data is not None else WEEK_COUNTS[0]
        left = room - count - _TABLE_FRAME
        if left >= _CHART_LINES_WITH_WEEK + _WEEK_LINES:
            left -= _WEEK_LINES
        return min(max(room // 2, left), _MAX_CHART_LINES)

    def _week_lines(self, height: int) -> int:
        """Lines under the table where the chosen week's workouts can stand; none where there are few."""
        lines = self._chart_lines(height)
        if self.data is None or not lines:
            return 0
        table = len(self.data.weeks) + _TABLE_FRAME
        spare = height - _FRAME - self._text_lines(height) - lines - table
        return spare if spare >= _WEEK_FROM else 0

    # Getting about

    def _select(self, index: int) -> None:
        if self.data is None or self.data.is_empty:
            return
        index = min(max(index, 0), len(self.data.weeks) - 1)
        if index != self.selected:
            self.selected = index
            self._show()

    def action_week(self, older: int) -> None:
        """Some weeks back, or forward when negative."""
        self._select(self.selected - older)

    def action_page(self, pages: int) -> None:
        """As many weeks back or forward as the table shows."""
        self._select(self.selected - pages * self._table.visible_weeks)

    def action_newest(self) -> None:
        """This week."""
        self._select(len(self.data.weeks) - 1 if self.data is not None else 0)

    def action_oldest(self) -> None:
        """The oldest week shown."""
        self._select(0)

    def action_metric(self, step: int) -> None:
        """The next figure, or the one before; round at the ends."""
        self.metric = METRICS[(METRICS.index(self.metric) + step) % len(METRICS)]
        self._show()

    def action_week_count(self, step: int) -> None:
        """More weeks, or fewer."""
        place = WEEK_COUNTS.index(self._week_count) + step
        if not 0 <= place < len(WEEK_COUNTS):
            self.say(f"{self._week_count} weeks is the {'most' if step > 0 else 'fewest'} that is shown here.")
            return
        self._week_count = WEEK_COUNTS[place]
        self.reload()

    def action_definitions(self) -> None:
        """Say how every figure is worked out."""
        from planner.tui.sheets.sheet import TextSheet

        review = self.data
        if review is not None:
            rows = partial(text.definition_rows, review)
            self.app.push_screen(TextSheet("How the figures are worked out", rows))

    def action_open(self) -> None:
        """The workouts of the chosen week; from there to a day in the calendar."""
        if self.data is None or self.data.is_empty:
            return
        from planner.tui.progress.week_sheet import WeekSheet

        shown = self._read_week()
        if shown is None:
            return
        week = self.data.weeks[self.selected]
        first = week.progress.start
        last = first + WEEK - DAY
        title = f"{format_day(first)} – {format_day(last)} {last.year}"

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.host.post_message(ShowDay(day))

        self.app.push_screen(WeekSheet(title, week.block_week, shown, first), then)

    def _read_week(self) -> WeekWorkouts | None:
        """The workouts of the chosen week; None where they cannot be read, which the bottom line then says."""
        assert self.data is not None
        first = self.data.weeks[self.selected].progress.start
        try:
            found = queries.read_workouts(self.book, first, first + WEEK - DAY)
        except RefusedError as error:
            self.show_refusal(error)
            return None
        return week_workouts(found, self.book.today, self.data.unit, self.host.glyphs)
