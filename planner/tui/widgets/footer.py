"""The foot of a screen: its keys in a line, or a message about what was just done, in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.css.scalar import Scalar

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.keys.command import fit_parts
from planner.tui.keys.named_keys import key_named_at
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, RowsWidget, row_width, rows_text
from planner.tui.widgets.wrap import fit, fit_both, wrap_text

_HELP_WORD = "help"
_MIN_MESSAGE = 30
"""Cells of a message that are shown even where the keys after it have no room."""
_NOT_LAST = frozenset({"a", "an", "the", "of", "to"})
"""Words after which no message is cut."""
_MOST_ROWS, _ROOMY_HEIGHT = 3, 20
"""Rows that a long message may have, on screens with at least so many lines; on smaller ones it has one."""


class KeyFooter(RowsWidget):
    """Keys on the left, the screens on the right; a message takes the keys' place until the next key."""

    def __init__(self, keys: Sequence[tuple[str, str]], modes: Sequence[tuple[str, str]], here: str) -> None:
        """A footer.

        Args:
            keys: ``(key, word)`` pairs.
            modes: ``(key, name)`` of each screen.
            here: The key of the screen that the footer is on.
        """
        super().__init__(background="band")
        self._keys = list(keys)
        self._modes = list(modes)
        self._current = here
        self._message: tuple[str, str] | None = None
        self._message_keys: tuple[str, ...] = ()
        self._problem = ""
        self._tabs: Row = ()
        self._mark: Row = ()
        """The screens at the right; none where a sentence took their room."""

    @property
    def message(self) -> str:
        """The message or the problem that is shown; empty while the keys are shown."""
        return self._message[0] if self._message else self._problem

    @property
    def problem(self) -> str:
        """What is wrong with the runner's file; empty when all is well."""
        return self._problem

    @property
    def has_rows(self) -> bool:
        """Whether a long message gets more than one row; on a small terminal it is cut."""
        return self.app.size.height >= _ROOMY_HEIGHT

    def on_mount(self) -> None:
        """Show the keys."""
        self._rebuild()

    def on_resize(self) -> None:
        """Fit the keys to the new width."""
        self._rebuild()

    def key_at(self, x: int, y: int, keys: frozenset[str]) -> str:
        """Return Textual's name of the key that is named at a place of the foot, or of the screen; empty where none is.

        Args:
            x: Cells from the left edge.
            y: Lines from the upper edge.
            keys: The keys of the screen, as they are written.
        """
        from planner.tui.keys.keynames import parse_key

        tab_end = self.size.width - row_width((*self._tabs, *self._mark))
        if x < tab_end or not self._tabs:
            return key_named_at(rows_text(self.rows[y : y + 1]), x, keys, in_sentence=bool(self.message))
        for (key, _), tab in zip(self._modes, self._tabs, strict=True):
            tab_end += cell_len(tab.text)
            if x < tab_end:
                return parse_key(key) or ""
        return ""

    def show_message(self, text: str, color: str = "text", next_keys: Sequence[str] = ()) -> None:
        """Show a message in place of the keys.

        Args:
            text: The message.
            color: Its colour in the palette.
            next_keys: What to press next, in more and in fewer words; it stays in sight where the message is cut.
        """
        self._message = (clean_line(text, 300), color)
        self._message_keys = tuple(next_keys)
        self._rebuild()

    def warn(self, sentence: str) -> None:
        """Show what is wrong, in the colour of warnings."""
        self.show_message(host_of(self).with_short_path(sentence), "warn")

    def show_refusal(self, error: RefusedError) -> None:
        """Show why something was not done."""
        self.warn(str(error))

    def set_problem(self, sentence: str, past: str = "") -> None:
        """Show what is wrong with the runner's file whenever there is no message.

        Args:
            sentence: What is wrong, shown until it is empty again.
            past: What was wrong until now, which the refusal of a key may have said, too; that is shown no longer.
        """
        shown, over = (clean_line(host_of(self).with_short_path(each), 300) for each in (sentence, past))
        says_past = self._message is not None and self._message[0] in {over, self._problem}
        if shown == self._problem and (shown or not says_past):
            return
        if says_past:
            self._message = None
        self._problem = shown
        self._rebuild()

    def clear_message(self) -> None:
        """Show the keys again."""
        if self._message is not None:
            self._message = None
            self._rebuild()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys, for a part of the screen that has its own."""
        if list(keys) != self._keys:
            self._keys = list(keys)
            self._rebuild()

    def _rebuild(self) -> None:
        self._mark = (Piece(" DEMO ", "today", "band"),) if host_of(self).book.is_demo else ()
        width = self.size.width - row_width(self._mark)
        tabs = _tab_pieces(self._modes, self._current, named=True)
        if row_width(_key_pieces(self._keys, width)) + row_width(tabs) >= width:  # a key matters more than a name
            tabs = _tab_pieces(self._modes, self._current, named=False)
        room = width - row_width(tabs) - 1
        shown = self._message or ((self._problem, "warn") if self._problem else None)
        if shown is not None:
            text, color = shown
            whole = " · ".join((text, *self._message_keys[:1])) if self._message else text
            if cell_len(whole) + 2 > room:  # a sentence matters more than the list of screens
                tabs, room = (), width
            if cell_len(whole) + 2 > room and not self._message_keys and self.has_rows:
                self._tabs = ()
                lines = [(Piece(f" {line}", color, "band"),) for line in self._wrap_message(text, room)]
                self._show_rows([*lines[:-1], self._right_aligned(lines[-1], self._mark)])
                return
            left: Row = (Piece(self._fit_message(text, whole, room), color, "band"),)
        else:
            left = _key_pieces(self._keys, room)
        self._tabs = tabs
        self._show_rows([self._right_aligned(left, (*tabs, *self._mark))])

    def _right_aligned(self, left: Row, right: Row) -> Row:
        """Return a row with pieces at both edges."""
        gap = max(self.size.width - row_width(left) - row_width(right), 0)
        return (*left, Piece(" " * gap, "muted", "band"), *right)

    def _show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, over those of the widget above where there is more than one."""
        self.show(rows)
        if self.styles.height != Scalar.from_number(len(rows)):
            self.styles.height = len(rows)

    def _wrap_message(self, text: str, width: int) -> list[str]:
        lines = wrap_text(text, width - 2)
        if len(lines) > _MOST_ROWS:
            last = _shorten_words(" ".join(lines[_MOST_ROWS - 1 :]), width - 2, host_of(self).glyphs)
            lines[_MOST_ROWS - 1 :] = [last]
        return lines

    def _fit_message(self, text: str, whole: str, room: int) -> str:
        """Return the message in its room: its end is cut for the keys, but most of it stays."""
        glyphs = host_of(self).glyphs
        keys = f" · {self._message_keys[-1]} " if self._message_keys else ""
        least = min(cell_len(text) + 1, _MIN_MESSAGE)
        if cell_len(whole) + 2 > room >= cell_len(keys) + least:
            return fit_both(f" {_shorten_words(text, room - cell_len(keys) - 1, glyphs)}", keys, room, glyphs)
        return fit(f" {_shorten_words(whole, room - 1, glyphs)}", room, glyphs)


def _shorten_words(text: str, room: int, glyphs: Glyphs) -> str:
    """Return as many whole words as fit into a room in cells; of keys with a word each, none without its word."""
    if cell_len(text) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and cell_len(" ".join(words)) >= room:
        words.pop()
    if words[-2:-1] == ["·"]:
        words = words[:-2]
    while words[-1] in _NOT_LAST:
        words.pop()
    return " ".join(words).rstrip(" ·,:") + glyphs.ellipsis


def _key_pieces(keys: Sequence[tuple[str, str]], room: int) -> Row:
    """Return as many keys as fit whole; help first, because it lists all the others."""
    widths = [cell_len(key) + cell_len(word) + 3 for key, word in keys]
    help_index = next((index for index, (_, word) in enumerate(keys) if word == _HELP_WORD), 0)
    pieces: list[Piece] = []
    for key, word in (keys[index] for index in fit_parts(widths, room, help_index)):
        pieces += (Piece(f" {key}", "accent", "band"), Piece(f" {word} ", "muted", "band"))
    return tuple(pieces)


def _tab_pieces(modes: Sequence[tuple[str, str]], here: str, *, named: bool) -> Row:
    pieces = []
    for key, name in modes:
        if key == here:
            pieces.append(Piece(f" {key} {name} " if named else f" {key} ", "title", "cursor"))
        else:
            pieces.append(Piece(f" {key} ", "muted", "band"))
    return tuple(pieces)
