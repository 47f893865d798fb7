"""Lines that are made for the room there is: laid out again when the room changes, before they are drawn, not after."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from planner.tui.widgets.rows import Lines, Row


class Fitted(Lines):
    """Lines whose rows depend on the widget's size. A change of size is drawn once, not first as it was before.

    Of several such widgets on a screen one is in charge: it shows its cursor, and the screen hands it the keys. That is
    not Textual's focus, whose every change draws the whole screen again.
    """

    class Touched(Message):
        """The widget was clicked, so that it wants to be in charge."""

        def __init__(self, widget: Fitted) -> None:
            super().__init__()
            self.widget = widget

    def __init__(self, *, ground: str = "ground", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(ground=ground, id=id)
        self._laid_out_for = Size(0, 0)
        self._in_charge = False

    @property
    def in_charge(self) -> bool:
        """Whether the keys are this widget's."""
        return self._in_charge

    def put_in_charge(self, *, yes: bool) -> None:
        """Give the widget the keys, or take them away."""
        if yes != self._in_charge:
            self._in_charge = yes
            self.redraw()

    def lay_out(self) -> Sequence[Row]:
        """The rows for the size the widget has now."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Lay out again, and draw what differs."""
        if self.is_mounted and self.size.width and self.size.height:
            self._laid_out_for = self.size
            self.show(self.lay_out())

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        if self._laid_out_for != self.size and self.size.width and self.size.height:
            self._laid_out_for = self.size
            self._rows = tuple(self.lay_out())
        return super().render_line(y)

    def on_resize(self) -> None:
        """Fit the new room, where drawing has not done so already."""
        if self._laid_out_for != self.size:
            self.redraw()
