"""The table of weeks under the picture, newest first, with a cursor on one week and one figure."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui.progress import table
from planner.tui.progress.figures import Metric
from planner.tui.progress.lines_widget import ReviewWidget
from planner.tui.progress.review import ProgressData
from planner.tui.widgets.rows import Row


class WeekTable(ReviewWidget):
    """A heading, as many weeks as fit, and their sum."""

    DEFAULT_CSS = """
    WeekTable { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._top = 0
        self._layout_key: tuple[ProgressData, Metric, int] | None = None
        self._layout = table.TableLayout(())

    @property
    def visible_weeks(self) -> int:
        """Weeks that fit at once."""
        return max(self.size.height - 2, 1)

    def layout_for(self, review: ProgressData, figure: Metric) -> table.TableLayout:
        """The columns for some data at the present width; worked out once for each."""
        width = self.app.size.width
        if self._layout_key is None or self._layout_key[0] is not review or self._layout_key[1:] != (figure, width):
            self._layout_key, self._layout = (review, figure, width), table.lay_out_table(review, width, figure)
        return self._layout

    def week_index_at(self, x: int, y: int) -> int | None:
        """The week on a line."""
        del x
        count = len(self._review_state[0].weeks) if self._review_state is not None else 0
        line = y - 1
        return count - 1 - self._top - line if 0 <= line < min(self.visible_weeks, count) else None

    def build_rows(self) -> Sequence[Row]:
        """The heading, the weeks around the cursor, the sum."""
        if self._review_state is None:
            return ()
        review, figure, cursor = self._review_state
        count = len(review.weeks)
        shape = self.layout_for(review, figure)
        self._top = table.scroll_top(count, self.visible_weeks, count - 1 - cursor, self._top)
        shown = [count - 1 - line for line in range(self._top, min(self._top + self.visible_weeks, count))]
        return [
            table.table_header_row(shape, figure),
            *(
                table.table_week_row(review, place, shape, figure, self._glyphs, under_cursor=place == cursor)
                for place in shown
            ),
            table.table_total_row(review, shape),
        ]
