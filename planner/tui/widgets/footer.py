"""The line at the bottom: what the keys do here, or what was just done; one widget, no animation, no timer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.wrap import fit, fit_both

_HELP_WORD = "help"
_MIN_MESSAGE = 30
"""Cells of a message that are worth more than the keys that go on."""


class KeyFooter(RowsWidget):
    """Keys on the left, the screens on the right; a message takes the keys' place until the next key."""

    def __init__(self, keys: Sequence[tuple[str, str]], modes: Sequence[tuple[str, str]], here: str) -> None:
        """A bar.

        Args:
            keys: ``(key, word)`` pairs.
            modes: ``(key, name)`` of each screen.
            here: The key of the screen the bar stands on.
        """
        super().__init__(background="band")
        self._keys = list(keys)
        self._modes = list(modes)
        self._current = here
        self._message: tuple[str, str] | None = None
        self._message_keys: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The message that is shown; empty when the keys are."""
        return self._message[0] if self._message else ""

    def on_mount(self) -> None:
        """Show the keys."""
        self._rebuild()

    def on_resize(self) -> None:
        """Fit the keys to the new width."""
        self._rebuild()

    def show_message(self, text: str, ink: str = "text", next_keys: Sequence[str] = ()) -> None:
        """Show a message in place of the keys.

        Args:
            text: What is said.
            ink: Its ink.
            next_keys: The keys that go on, in more and in fewer words: they stay in sight where the message must be
                cut.
        """
        self._message = (clean_line(text, 300), ink)
        self._message_keys = tuple(next_keys)
        self._rebuild()

    def warn(self, sentence: str) -> None:
        """Show what is wrong, in the colour of warnings."""
        self.show_message(host_of(self).with_short_path(sentence), "warn")

    def show_refusal(self, error: RefusedError) -> None:
        """Show why something was not done."""
        self.warn(str(error))

    def clear_message(self) -> None:
        """Show the keys again."""
        if self._message is not None:
            self._message = None
            self._rebuild()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys, as a place inside the screen has them."""
        if list(keys) != self._keys:
            self._keys = list(keys)
            self._rebuild()

    def _rebuild(self) -> None:
        width = self.size.width
        right = _tab_pieces(self._modes, self._current, named=True)
        if _row_width(_key_pieces(self._keys, width)) + _row_width(right) >= width:  # keys are worth more than a name
            right = _tab_pieces(self._modes, self._current, named=False)
        room = width - _row_width(right) - 1
        if self._message is not None:
            text, ink = self._message
            whole = " · ".join((text, *self._message_keys[:1]))
            if cell_len(whole) + 2 > room:  # a sentence is worth more than the list of screens
                right, room = (), width
            left: Row = (Piece(self._fit_message(text, whole, room), ink, "band"),)
        else:
            left = _key_pieces(self._keys, room)
        gap = max(width - _row_width(left) - _row_width(right), 0)
        self.show([(*left, Piece(" " * gap, "muted", "band"), *right)])

    def _fit_message(self, text: str, whole: str, room: int) -> str:
        """The message in its room: its end gives way to the keys, but never most of it."""
        keys = f" · {self._message_keys[-1]} " if self._message_keys else ""
        least = min(cell_len(text) + 1, _MIN_MESSAGE)
        if cell_len(whole) + 2 > room >= cell_len(keys) + least:
            return fit_both(f" {_shorten_words(text, room - cell_len(keys) - 1, self.glyphs)}", keys, room, self.glyphs)
        return fit(f" {whole}", room, self.glyphs)

    @property
    def glyphs(self) -> Glyphs:
        """The marks of the settings."""
        return host_of(self).glyphs


def _shorten_words(text: str, room: int, glyphs: Glyphs) -> str:
    """As many whole words as there is room for."""
    if cell_len(text) <= room:
        return text
    words = text.split(" ")
    while len(words) > 1 and cell_len(" ".join(words)) >= room:
        words.pop()
    return " ".join(words).rstrip(" ·,:") + glyphs.ellipsis


def _key_pieces(keys: Sequence[tuple[str, str]], room: int) -> Row:
    """As many keys as fit, whole; the way to all the others before any of them."""
    widths = [sum(cell_len(part) for part in pair) + 3 for pair in keys]
    kept = {place for place, (_, word) in enumerate(keys) if word == _HELP_WORD and widths[place] <= room}
    left = room - sum(widths[place] for place in kept)
    for place, width in enumerate(widths):
        if place not in kept:
            left -= width
            if left < 0:
                break
            kept.add(place)
    pieces = (_key_piece(*keys[place]) for place in sorted(kept))
    return tuple(piece for pair in pieces for piece in pair)


def _key_piece(key: str, word: str) -> Row:
    return Piece(f" {key}", "accent", "band"), Piece(f" {word} ", "muted", "band")


def _tab_pieces(modes: Sequence[tuple[str, str]], here: str, *, named: bool) -> Row:
    pieces = []
    for key, name in modes:
        if key == here:
            pieces.append(Piece(f" {key} {name} " if named else f" {key} ", "title", "cursor"))
        else:
            pieces.append(Piece(f" {key} ", "muted", "band"))
    return tuple(pieces)


def _row_width(row: Row) -> int:
    return sum(cell_len(piece.text) for piece in row)
