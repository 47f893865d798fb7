"""Labelled fields of one line each, in one widget: a widget for each field would open a sheet 0.1 s later.

One field has the caret. The keys that edit a line go to it, and it stays in sight where there are more fields than
lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from textual import events
from textual.message import Message

from planner.text import replace_unprintable
from planner.tui.host import host_of
from planner.tui.widgets.line_edit import EDITING_KEYS, LineEdit
from planner.tui.widgets.rows import Piece, Row, RowsWidget, row_width, scroll_top
from planner.tui.widgets.wrap import fit

_LABEL_WIDTH = 10
_MAX_LENGTH = 20_000
"""Characters a field takes: more than a note may have, so that a long note is refused with a sentence, not cut."""


class FormFields(RowsWidget, can_focus=True):
    """Fields with their labels and hints.

    Args:
        labels: The label and the hint of each field, by its name.
        values: The text of each field at first, in the order of the fields.
    """

    class Changed(Message):
        """Something was typed."""

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, labels: Mapping[str, tuple[str, str]], values: Mapping[str, str]) -> None:
        super().__init__(background="sheet")
        self._labels = labels
        self._lines = {name: LineEdit(value, len(value), _MAX_LENGTH) for name, value in values.items()}
        self._top = 0
        self._hidden: frozenset[str] = frozenset()
        self.current = next(iter(self._lines))
        """The name of the field with the caret."""

    @property
    def values(self) -> dict[str, str]:
        """The text of each field."""
        return {name: line.text for name, line in self._lines.items()}

    @property
    def shown(self) -> list[str]:
        """The names of the fields that are shown."""
        return [name for name in self._lines if name not in self._hidden]

    def hide(self, names: Iterable[str]) -> None:
        """Show all fields but these; what was typed into them stays."""
        hidden = frozenset(names)
        if hidden != self._hidden:
            self._hidden = hidden
            self._redraw()

    def set_value(self, name: str, text: str) -> None:
        """Put text into a field, and the caret after it."""
        self._lines[name] = LineEdit(text, len(text), _MAX_LENGTH)
        self._report_changed()

    def move(self, by: int) -> None:
        """Put the caret into another field; after the last one comes the first."""
        names = self.shown
        self.current = names[(names.index(self.current) + by) % len(names)]
        self._redraw()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is typed into the field, so that Textual looks for no binding of it."""
        printable = character is not None and character.isprintable()
        return printable or key in EDITING_KEYS

    def on_mount(self) -> None:
        """Show the fields."""
        self._redraw()

    def on_resize(self) -> None:
        """Fit the fields to the room."""
        self._redraw()

    def on_key(self, event: events.Key) -> None:
        """Type, edit, submit, or go to another field."""
        if event.key in {"tab", "down", "shift+tab", "up"}:
            self.move(1 if event.key in {"tab", "down"} else -1)
        elif event.key == "enter":
            self.post_message(self.Submitted())
        elif event.character is not None and event.is_printable:
            self._lines[self.current].insert(event.character)
            self._report_changed()
        elif self._lines[self.current].edit_key(event.key):
            self._report_changed()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Insert pasted text as one line."""
        event.stop()
        self._lines[self.current].insert(" ".join(event.text.split()))
        self._report_changed()

    def on_click(self, event: events.Click) -> None:
        """Put the caret into the field that was clicked."""
        names = self.shown
        if event.y + self._top < len(names):
            self.current = names[event.y + self._top]
            self._redraw()

    def _report_changed(self) -> None:
        self._redraw()
        self.post_message(self.Changed())

    def _redraw(self) -> None:
        names, height = self.shown, max(self.size.height, 1)
        self._top = scroll_top(self._top, names.index(self.current), height, len(names))
        self.show([self._row(name) for name in names[self._top : self._top + height]])
        before, _, _ = self._lines[self.current].visible_parts(self._room)
        self.set_caret(_LABEL_WIDTH + cell_len(before), names.index(self.current) - self._top)

    @property
    def _room(self) -> int:
        return max(self.size.width - _LABEL_WIDTH, 2)

    def _row(self, name: str) -> Row:
        label, hint = self._labels[name]
        room = self._room
        line = self._lines[name]
        head = Piece(label.ljust(_LABEL_WIDTH), "muted", "sheet")
        glyphs = host_of(self).glyphs
        if name != self.current:
            text, color = (line.text, "text") if line.text else (hint, "muted")
            return (head, Piece(fit(replace_unprintable(text), room, glyphs), color, "cursor"))
        before, under, after = line.visible_parts(room)
        if not line.text:
            under, after = hint[:1] or " ", hint[1:]
        pieces = (Piece(before, "title", "cursor"), Piece(under, "accent_text", "accent"))
        rest = fit(after, max(room - row_width(pieces), 0), glyphs)
        return (head, *pieces, Piece(rest, "title" if line.text else "muted", "cursor"))
