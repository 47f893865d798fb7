"""Lines that are made for the room there is: laid out again when the room changes, before they are drawn, not after."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from planner.tui.widgets.rows import Row, RowsWidget


class SizedRows(RowsWidget):
    """Lines whose rows depend on the widget's size. A change of size is drawn once, not first as it was before.

    Of several such widgets on a screen one is in charge: it shows its cursor, and the screen hands it the keys. That is
    not Textual's focus, whose every change draws the whole screen again.
    """

    class Clicked(Message):
        """The widget was clicked, so that it wants to be in charge."""

        def __init__(self, widget: SizedRows) -> None:
            super().__init__()
            self.widget = widget

    def __init__(self, *, ground: str = "ground", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(background=ground, id=id)
        self._built_for = Size(0, 0)
        self._has_keys = False

    @property
    def has_keys(self) -> bool:
        """Whether the keys are this widget's."""
        return self._has_keys

    def set_has_keys(self, *, yes: bool) -> None:
        """Give the widget the keys, or take them away."""
        if yes != self._has_keys:
            self._has_keys = yes
            self.rebuild()

    def build_rows(self) -> Sequence[Row]:
        """The rows for the size the widget has now."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Lay out again, and draw what differs."""
        if self.is_mounted and self.size.width and self.size.height:
            self._built_for = self.size
            self.show(self.build_rows())

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        if self._built_for != self.size and self.size.width and self.size.height:
            self._built_for = self.size
            self._rows = tuple(self.build_rows())
        return super().render_line(y)

    def on_resize(self) -> None:
        """Fit the new room, where drawing has not done so already."""
        if self._built_for != self.size:
            self.rebuild()
