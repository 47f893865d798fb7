"""The table of weeks under the picture, newest first, with a cursor on one week and one figure."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui.progress import table
from planner.tui.progress.figures import Figure
from planner.tui.progress.lines_widget import WeekLines
from planner.tui.progress.review import Review
from planner.tui.widgets.rows import Row


class WeekTable(WeekLines):
    """A heading, as many weeks as fit, and their sum."""

    DEFAULT_CSS = """
    WeekTable { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._top = 0
        self._shaped: tuple[Review, Figure, int] | None = None
        self._shape = table.Layout(())

    @property
    def room(self) -> int:
        """Weeks that fit at once."""
        return max(self.size.height - 2, 1)

    def layout_of(self, review: Review, figure: Figure) -> table.Layout:
        """The columns for some data at the present width; worked out once for each."""
        width = self.app.size.width
        if self._shaped is None or self._shaped[0] is not review or self._shaped[1:] != (figure, width):
            self._shaped, self._shape = (review, figure, width), table.layout(review, width, figure)
        return self._shape

    def week_at(self, x: int, y: int) -> int | None:
        """The week on a line."""
        del x
        count = len(self._data[0].weeks) if self._data is not None else 0
        line = y - 1
        return count - 1 - self._top - line if 0 <= line < min(self.room, count) else None

    def lay_out(self) -> Sequence[Row]:
        """The heading, the weeks around the cursor, the sum."""
        if self._data is None:
            return ()
        review, figure, cursor = self._data
        count = len(review.weeks)
        shape = self.layout_of(review, figure)
        self._top = table.first_visible(count, self.room, count - 1 - cursor, self._top)
        shown = [count - 1 - line for line in range(self._top, min(self._top + self.room, count))]
        return [
            table.head_row(shape, figure),
            *(
                table.week_row(review, place, shape, figure, self._glyphs, under_cursor=place == cursor)
                for place in shown
            ),
            table.sum_row(review, shape),
        ]
