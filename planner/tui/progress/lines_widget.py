"""What the picture and the table of Progress share: weeks of a `ProgressData`, a cursor on one of them, and clicks."""

from __future__ import annotations

from textual import events
from textual.message import Message

from planner.tui.host import host_of
from planner.tui.progress.figures import Metric
from planner.tui.progress.review import ProgressData
from planner.tui.theme import Glyphs
from planner.tui.widgets.sized import SizedRows


class ReviewWidget(SizedRows):
    """Lines that show weeks; a click on one chooses it."""

    class Picked(Message):
        """A week was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._review_state: tuple[ProgressData, Metric, int] | None = None

    @property
    def _glyphs(self) -> Glyphs:
        """The marks there are now."""
        return host_of(self).glyphs

    def show_review(self, review: ProgressData, figure: Metric, cursor: int) -> None:
        """Show other data, with the cursor's week in sight; only what differs is sent."""
        self._review_state = (review, figure, cursor)
        self.rebuild()

    def week_index_at(self, x: int, y: int) -> int | None:
        """The place of the week drawn in a cell, oldest first; None where there is none."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Say which week was clicked."""
        place = self.week_index_at(event.x, event.y)
        if place is not None:
            self.post_message(self.Picked(place))
