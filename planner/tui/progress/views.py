"""The views of the Progress screen next to the table of weeks: the block, the form and the year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from planner.text import clean_line
from planner.training.form_outlook import FormDay
from planner.training.running_records import RunningRecords
from planner.training.weeks import DAY
from planner.tui.keys.keymap import Keymap
from planner.tui.progress.block_view import BlockView, block_metric
from planner.tui.progress.data import ProgressData
from planner.tui.progress.form_chart import ASCII_FORM, MIN_FORM_HEIGHT, UNICODE_FORM, draw_form
from planner.tui.progress.metrics import Metric
from planner.tui.progress.text import ratio_rows
from planner.tui.progress.year_map import YearMap, day_metric, day_values
from planner.tui.theme import ASCII, Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases import progress
from planner.usecases.planbook import Planbook

_YEAR_DAYS = 53 * 7


class ViewName(Enum):
    """The views, in the order in which a key goes through them."""

    WEEKS = "weeks"
    BLOCK = "block"
    FORM = "form"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ViewSize:
    """The room of a view, in cells and rows, and the marks it is drawn with."""

    width: int
    height: int
    glyphs: Glyphs


@dataclass(slots=True)
class Views:
    """The views of some weeks; what a view needs is worked out when it is first shown.

    Attributes:
        book: The planbook.
        data: The weeks.
        shows_acwr: Whether the form shows ACWR, too.
    """

    book: Planbook
    data: ProgressData
    shows_acwr: bool = False
    _overview: progress.BlockOverview | None = None
    _running: RunningRecords | None = None
    _line: tuple[FormDay, ...] = field(default=())

    def rows(self, view: ViewName, metric: Metric, selected: int, size: ViewSize, keys: Keymap) -> list[Row]:
        """Return the rows of a view other than the table of weeks.

        Raises:
            RefusedError: The file cannot be read.
        """
        draw = {ViewName.BLOCK: self._block_rows, ViewName.FORM: self._form_rows, ViewName.YEAR: self._year_rows}
        rows = draw[view](metric, selected, size, keys)
        return rows[: size.height]

    def subject(self, view: ViewName) -> str:
        """Return what a view is about, for the title."""
        if view is ViewName.FORM:
            return f"the days of {self.data.week_count} weeks, and what the plan makes of them"
        if view is ViewName.YEAR:
            return "the days of 53 weeks"
        overview = self._overview
        return clean_line(overview.block.name, 60) if overview is not None else ""

    def overview(self) -> progress.BlockOverview | None:
        """Return the block of today, else the next one, else the last one; None where there is none.

        Raises:
            RefusedError: The file cannot be read.
        """
        report = self.data.report
        if self._overview is None and report is not None:
            reviewed = report.reviewed
            self._overview = progress.block_overview(
                self.book, report.blocks, reviewed.runner.week_start, reviewed.workouts
            )
        return self._overview

    def _block_rows(self, metric: Metric, selected: int, size: ViewSize, keys: Keymap) -> list[Row]:
        overview = self.overview()
        if overview is None or self.data.report is None:
            hint = f"There is no block. Press {keys['app.builder']} to build one."
            return [(), *((Piece("  "), *row) for row in wrap_rows(hint, size.width - 4, "muted", "ground"))]
        view = BlockView(
            overview,
            block_metric(metric),
            min(selected, len(overview.weeks) - 1),
            self.data.report.guard,
            self.data.today,
            self.data.unit,
            keys["progress.lighter"],
        )
        return view.rows(size.width, size.height, size.glyphs)

    def _form_rows(self, metric: Metric, selected: int, size: ViewSize, keys: Keymap) -> list[Row]:
        del metric, keys
        report = self.data.report
        if report is None or size.height < MIN_FORM_HEIGHT:
            return []
        if not self._line:
            self._line = progress.form_line(report.reviewed, report.blocks, self.data.today)
        first = self.data.weeks[selected].progress.start
        ratios = self._ratio_rows(min(first + 6 * DAY, self.data.today), size.width) if self.shows_acwr else []
        below = [(), *ratios] if ratios and size.height > MIN_FORM_HEIGHT + len(ratios) else []
        glyphs = ASCII_FORM if size.glyphs is ASCII else UNICODE_FORM
        drawn = draw_form(
            self._line,
            (first, first + 6 * DAY),
            self.data.today,
            width=size.width,
            height=size.height - len(below),
            glyphs=glyphs,
        )
        return [*drawn, *below]

    def _ratio_rows(self, day: dt.date, width: int) -> list[Row]:
        ratios = progress.ratios_on(self.data.report.reviewed, day) if self.data.report is not None else None
        return ratio_rows(ratios, day, width)

    def _year_rows(self, metric: Metric, selected: int, size: ViewSize, keys: Keymap) -> list[Row]:
        del keys
        report = self.data.report
        if report is None:
            return []
        shown, this_week = day_metric(metric), self.data.weeks[self.data.this_week].progress.start
        values = day_values(report.reviewed.workouts, shown, this_week - _YEAR_DAYS * DAY, self.data.today)
        selected_week = self.data.weeks[min(selected, self.data.this_week)].progress.start
        year = YearMap(values, shown, this_week, self.data.today, selected_week, self.data.unit)
        rows = year.rows(size.width, size.glyphs)
        if self._running is None:
            self._running = progress.read_running_records(self.book, report.reviewed.runner.week_start)
        texts = [*self._running.sentences(self.data.unit)]
        texts += [report.strength.sentence] if report.strength.sentence else []
        words = [row for text in texts for row in wrap_rows(text, size.width - 2, "text", "ground")]
        counted = [row for row in report.ledger if row.runs]
        if counted:
            head = "Key runs by hours since a heavy session (your own record, not evidence):"
            words += wrap_rows(head, size.width - 2, "muted", "ground")
            words += [(Piece(f"{row.label:>14}  ", "muted"), Piece(row.text)) for row in counted]
        return [*rows, (), *((Piece(" "), *row) for row in words)]
