"""The review of a week on a sheet: three sentences, planned against done, what changed and why, and the week after."""

from __future__ import annotations

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.weekly_review import WeekReview, review_sections, review_sentences
from planner.training.weeks import WEEK, first_day_of_week
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_labelled, wrap_rows
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_runner
from planner.usecases.review import review_week, week_to_review

_LABEL_WIDTH = 8
"""Cells of a day before what is said of it."""
_MAX_CHARS = 1000


class ReviewSheet(ScrollSheet[None]):
    """The review of a week, and with the arrows of those before and after it.

    Args:
        book: The planbook.
        review: The week to begin with.
    """

    COMMAND_TABLE = sheet_commands.REVIEW

    def __init__(self, book: Planbook, review: WeekReview) -> None:
        super().__init__(review.title, self._rows)
        self._book = book
        self._review = review
        self._show_or_hide_week_after()

    @property
    def review(self) -> WeekReview:
        """The week that is shown."""
        return self._review

    def action_week(self, by: int) -> None:
        """Show the week before or after; a week that lies ahead has nothing to review."""
        day = self._review.first + WEEK * by
        if day > self._book.today:
            return
        try:
            self._review = review_week(self._book, day)
        except RefusedError:  # the file went away; what is shown was true, and the calendar says what is wrong
            return
        self._title_text = self._review.title
        self._show_or_hide_week_after()
        self._passage.go_to_top()
        self.fit_to_terminal()

    def _show_or_hide_week_after(self) -> None:
        is_newest = self._review.first + WEEK > self._book.today
        self.foot_words = {"review.after": ""} if is_newest else {}

    def _rows(self, width: int) -> list[Row]:
        review = self._review
        rows = [*wrap_rows(clean_line(review.place, _MAX_CHARS), width, "muted"), ()]
        for sentence in review_sentences(review):
            rows += wrap_labelled(Piece("· ", background="sheet"), clean_line(sentence, _MAX_CHARS), width)
        for section in review_sections(review, self.host.glyphs.multiply):
            rows += [(), *wrap_rows(section.heading, width, "title")]
            label_width = _LABEL_WIDTH if any(line.label for line in section.lines) else 2
            for line in section.lines:
                label = Piece(f"{line.label:<{label_width}}", "muted", "sheet")
                rows += wrap_labelled(label, clean_line(line.text, _MAX_CHARS), width)
        return rows


def newest_review_sheet(book: Planbook) -> ReviewSheet:
    """Return the sheet of the newest week that is over.

    Raises:
        RefusedError: The file cannot be read.
    """
    return ReviewSheet(book, review_week(book, week_to_review(book)))


def last_week_sheet(book: Planbook) -> ReviewSheet | None:
    """Return the sheet of the week before today's; None where nothing was planned or done in it.

    Raises:
        RefusedError: The file cannot be read.
    """
    review = review_week(book, first_day_of_week(book.today, read_runner(book).week_start) - WEEK)
    return ReviewSheet(book, review) if review.has_training else None
