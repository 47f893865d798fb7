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

from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEK
from planner.training.wording import day_name
from planner.tui.keys import commands
from planner.tui.progress import text
from planner.tui.progress.chart_widget import Chart
from planner.tui.progress.figures import FIGURES
from planner.tui.progress.lines_widget import WeekLines
from planner.tui.progress.review import Review, read_review
from planner.tui.progress.table_widget import WeekTable
from planner.tui.progress.week_list import WeekList, week_list
from planner.tui.screen import ModeScreen, too_small
from planner.tui.sizes import SMALLEST, is_within
from planner.tui.widgets.rows import Lines
from planner.usecases import queries
from planner.usecases.planbook import file_stamp

SPANS = (12, 26, 52)
"""How many weeks may be shown."""
_TABLE_FRAME = 2
_HIGHEST_CHART, _CHART_BESIDE_WEEK = 24, 14
_BOTH_FROM = 13
_FRAME = 2
_THREE_WORDS_FROM = 16
_WEEK_FROM, _WEEK_LINES = 8, 12
_WIDEST_WEEK = 110
_LOOK_EVERY_S = 1.0


class ProgressScreen(ModeScreen):
    """The weeks, the figures, and the keys that go through them."""

    KEY = "3"
    HERE = commands.PROGRESS
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.PROGRESS)]

    def __init__(self) -> None:
        super().__init__()
        self.review: Review | None = None
        self.figure = FIGURES[0]
        self.cursor = 0
        """The place of the chosen week among those shown, oldest first."""
        self._span = SPANS[0]
        self._seen: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what draws the weeks."""
        self._title = Lines(ground="band", id="progress-title")
        self._chart = Chart(id="progress-chart")
        self._table = WeekTable(id="progress-table")
        self._week = Lines(id="progress-week")
        self._empty = Lines(id="progress-empty")
        self._words = Lines(ground="band", id="progress-words")
        self._small = too_small()
        self._read()
        self.cursor = len(self.review.weeks) - 1 if self.review is not None else 0
        yield self._title
        yield self._chart
        yield self._table
        yield self._week
        yield self._empty
        yield self._small
        yield self._words
        yield self.bar

    def on_mount(self) -> None:
        """Look at the clock and the file now and then."""
        self._show()
        self.set_interval(_LOOK_EVERY_S, self._look)

    def on_screen_resume(self) -> None:
        """Read again what may have been edited meanwhile."""
        self._look()

    def on_resize(self) -> None:
        """Share the new size out."""
        self._show()

    def restyle(self) -> None:
        """Draw everything again, in the colours and marks there are now."""
        self._show()
        super().restyle()

    def on_week_lines_picked(self, message: WeekLines.Picked) -> None:
        """A click on a bar or a line chooses its week."""
        self._choose(message.place)

    # Data

    def reload(self) -> None:
        """Read everything again and draw what differs; the cursor stays on its week."""
        before = self.review
        day = before.weeks[self.cursor].progress.start if before is not None else self.book.today
        at_the_end = before is None or self.cursor == len(before.weeks) - 1
        self._read()
        if self.review is not None:
            self.cursor = len(self.review.weeks) - 1 if at_the_end else self.review.find(day)
        self._show()

    def _read(self) -> None:
        self._seen = self._signature()
        try:
            self.review = read_review(self.book, self._span)
        except RefusedError as error:
            self.refuse(error)

    def _look(self) -> None:
        """Notice a new day and edits from elsewhere. Costs one look at the file; nothing is sent unless it shows."""
        if self.is_current and self._signature() != self._seen:
            self.reload()

    def _signature(self) -> tuple[object, ...]:
        return self.book.today, file_stamp(self.book.path)

    # What is shown

    def _show(self) -> None:
        if not self.is_mounted:
            return
        width, height = self.app.size
        fits = is_within(SMALLEST, self.app.size)
        review = self.review
        empty = review is None or review.is_empty
        lines = self._chart_lines(height)
        spare = self._spare_lines(height)
        self._small.display = not fits
        self._title.display = self.bar.display = fits
        self._chart.display = fits and not empty and lines > 0
        self._table.display = self._words.display = fits and not empty
        self._week.display = fits and not empty and spare > 0
        self._empty.display = fits and empty
        self._words.styles.height = self._words_lines(height)
        self._chart.styles.height = max(lines, 1)
        self._table.styles.height = "1fr" if not spare or review is None else len(review.weeks) + _TABLE_FRAME
        if review is None:
            return
        glyphs = self.planner.glyphs
        self._title.show([text.title_row(review, width)])
        if empty:
            self._empty.show(text.empty_rows(review, width, self._span == SPANS[-1], self.planner.keys))
            return
        self._chart.show_weeks(review, self.figure, self.cursor)
        self._table.show_weeks(review, self.figure, self.cursor)
        in_block = not self._table.layout_of(review, self.figure).place
        told = [
            text.week_line(review, self.cursor, self.figure, width, glyphs, in_block=in_block),
            text.definition_line(review, self.figure, width, glyphs),
            text.form_line(review, self.cursor, width, glyphs),
        ]
        self._words.show(told[: self._words_lines(height)])
        if spare:
            found = self._workouts()
            opens = self.planner.keys["progress.open"]
            self._week.show(found.rows(min(width - 4, _WIDEST_WEEK), spare, opens=opens) if found else [])

    def _words_lines(self, height: int) -> int:
        return 3 if height >= _THREE_WORDS_FROM else 1

    def _chart_lines(self, height: int) -> int:
        """Lines for the picture: about half, and what the table leaves; none where there is too little for both.

        A tall screen keeps some for the chosen week's workouts.
        """
        room = height - _FRAME - self._words_lines(height)
        if room < _BOTH_FROM:
            return 0
        count = len(self.review.weeks) if self.review is not None else SPANS[0]
        left = room - count - _TABLE_FRAME
        if left >= _CHART_BESIDE_WEEK + _WEEK_LINES:
            left -= _WEEK_LINES
        return min(max(room // 2, left), _HIGHEST_CHART)

    def _spare_lines(self, height: int) -> int:
        """Lines under the table where the chosen week's workouts can stand; none where there are few."""
        lines = self._chart_lines(height)
        if self.review is None or not lines:
            return 0
        table = len(self.review.weeks) + _TABLE_FRAME
        spare = height - _FRAME - self._words_lines(height) - lines - table
        return spare if spare >= _WEEK_FROM else 0

    # Getting about

    def _choose(self, place: int) -> None:
        if self.review is None or self.review.is_empty:
            return
        place = min(max(place, 0), len(self.review.weeks) - 1)
        if place != self.cursor:
            self.cursor = place
            self._show()

    def action_week(self, back: int) -> None:
        """Some weeks back, or forward when negative."""
        self._choose(self.cursor - back)

    def action_page(self, pages: int) -> None:
        """As many weeks back or forward as the table shows."""
        self._choose(self.cursor - pages * self._table.room)

    def action_newest(self) -> None:
        """This week."""
        self._choose(len(self.review.weeks) - 1 if self.review is not None else 0)

    def action_oldest(self) -> None:
        """The oldest week shown."""
        self._choose(0)

    def action_figure(self, step: int) -> None:
        """The next figure, or the one before; round at the ends."""
        self.figure = FIGURES[(FIGURES.index(self.figure) + step) % len(FIGURES)]
        self._show()

    def action_span(self, step: int) -> None:
        """More weeks, or fewer."""
        place = SPANS.index(self._span) + step
        if not 0 <= place < len(SPANS):
            self.say(f"{self._span} weeks is the {'most' if step > 0 else 'fewest'} that is shown here.")
            return
        self._span = SPANS[place]
        self.reload()

    def action_define(self) -> None:
        """Say how every figure is worked out."""
        from planner.tui.sheets.sheet import Sheet

        review = self.review
        if review is not None:
            rows = partial(text.definition_rows, review)
            self.app.push_screen(Sheet("How the figures are worked out", rows))

    def action_open(self) -> None:
        """The workouts of the chosen week; from there to a day in the calendar."""
        if self.review is None or self.review.is_empty:
            return
        from planner.tui.progress.week_sheet import WeekScreen

        shown = self._workouts()
        if shown is None:
            return
        week = self.review.weeks[self.cursor]
        first = week.progress.start
        last = first + WEEK - DAY
        title = f"{day_name(first)} – {day_name(last)} {last.year}"

        async def then(day: dt.date | None) -> None:
            if day is not None:
                await self._to_calendar(day)

        self.app.push_screen(WeekScreen(title, week.place, shown, first), then)

    def _workouts(self) -> WeekList | None:
        """The workouts of the chosen week; None where they cannot be read, which the bottom line then says."""
        assert self.review is not None
        first = self.review.weeks[self.cursor].progress.start
        try:
            found = queries.read_days(self.book, first, first + WEEK - DAY)
        except RefusedError as error:
            self.refuse(error)
            return None
        return week_list(found, self.book.today, self.review.unit, self.planner.glyphs)

    async def _to_calendar(self, day: dt.date) -> None:
        await self.app.switch_mode("calendar")
        go_to = getattr(self.app.screen, "go_to", None)
        if go_to is not None:
            go_to(day, month=True)
