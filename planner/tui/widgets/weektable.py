"""The table of weeks under the picture, newest first, with a cursor on one week and one figure."""

from __future__ import annotations

from textual import events
from textual.message import Message

from planner.tui.progress import table
from planner.tui.progress.figures import Figure
from planner.tui.progress.review import Review
from planner.tui.theme import Glyphs
from planner.tui.widgets.lines import Lines


class WeekTable(Lines):
    """A heading, as many weeks as fit, and their sum."""

    DEFAULT_CSS = """
    WeekTable { height: 1fr; }
    """

    class Picked(Message):
        """A week was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._data: tuple[Review, Figure, int] | None = None
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

    def show_weeks(self, review: Review, figure: Figure, cursor: int) -> None:
        """Show other data, scrolled so that the chosen week is in sight; only what differs is sent."""
        self._data = (review, figure, cursor)
        self._arrange()

    def on_mount(self) -> None:
        """Lay the rows out."""
        self._arrange()

    def on_resize(self) -> None:
        """Lay the rows out for the new size."""
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        """Say which week was clicked."""
        if self._data is None:
            return
        count = len(self._data[0].weeks)
        line = event.y - 1
        if 0 <= line < min(self.room, count):
            self.post_message(self.Picked(count - 1 - self._top - line))

    def _arrange(self) -> None:
        if self._data is None or not self.is_mounted:
            return
        review, figure, cursor = self._data
        count = len(review.weeks)
        shape = self.layout_of(review, figure)
        self._top = table.first_visible(count, self.room, count - 1 - cursor, self._top)
        shown = [count - 1 - line for line in range(self._top, min(self._top + self.room, count))]
        rows = [
            table.head_row(shape, figure),
            *(
                table.week_row(review, place, shape, figure, self._glyphs, under_cursor=place == cursor)
                for place in shown
            ),
            table.sum_row(review, shape),
        ]
        self.show(rows)
