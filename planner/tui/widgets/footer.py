"""The foot of a screen: its keys in a line, or a message about what was just done, in as many lines as it needs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.css.scalar import Scalar

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.host import host_of
from planner.tui.keys.named_keys import key_named_at
from planner.tui.state.undo_remark import UndoRemark
from planner.tui.widgets.rows import Piece, Row, RowsWidget, row_width, rows_text
from planner.tui.widgets.wrap import fit, fit_both, wrap_text

_HELP_WORD = "help"
_FIRST_WORDS = frozenset({"undo", "help", "quit"})
"""The words of the keys that a foot has on every screen that is not narrow."""
_ROOMY_WIDTH = 56
"""Cells for keys from which the foot has all of these."""
_MAX_CHARS = 1000
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
        self._reading = ""
        """What is read on of a long message; empty while it is shown from its beginning."""
        self._unread = ""
        """What of the message has no room."""
        self._turned: frozenset[int] = frozenset()
        """The keys that were shown before the ones in sight, by their places."""
        self._shown_keys: frozenset[int] = frozenset()
        self.undo_remark = UndoRemark(host_of(self))
        """Names the key that takes back what a message says was done."""
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
        self._message = (clean_line(text, _MAX_CHARS), color)
        self._message_keys = tuple(next_keys)
        self._reading = ""
        self._rebuild()

    def drop_untrue_remark(self) -> None:
        """Show the message without the key that takes back, where that would take back something else by now."""
        if self._message is not None:
            text, color = self._message
            true = self.undo_remark.drop_untrue(text)
            if true != text:
                self._message, self._reading = ((true, color) if true else None), ""
                self._rebuild()

    def turn(self) -> None:
        """Show what had no room: the rest of the message, or the other keys; after the last of it the first again."""
        if self.message:
            self._reading = self._unread
        else:
            shown = self._turned | self._shown_keys
            self._turned = shown if len(shown) < len(self._keys) else frozenset()
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
        shown, over = (clean_line(host_of(self).with_short_path(each), _MAX_CHARS) for each in (sentence, past))
        says_past = self._message is not None and self._message[0] in {over, self._problem}
        if shown == self._problem and (shown or not says_past):
            return
        if says_past:
            self._message = None
        self._problem = shown
        self._rebuild()

    def clear_message(self) -> None:
        """Show the keys again, the first ones."""
        if self._message is not None or self._reading or self._turned:
            self._message, self._reading, self._turned = None, "", frozenset()
            self._rebuild()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys, for a part of the screen that has its own."""
        if list(keys) != self._keys:
            self._keys, self._turned = list(keys), frozenset()
            self._rebuild()

    def _rebuild(self) -> None:
        self._unread = ""
        self._mark = (Piece(" DEMO ", "today", "band"),) if host_of(self).book.is_demo else ()
        width = self.size.width - row_width(self._mark)
        tabs = _tab_pieces(self._modes, self._current, named=True)
        if sum(map(_key_width, self._keys)) + row_width(tabs) >= width:  # a key matters more than a name
            tabs = _tab_pieces(self._modes, self._current, named=False)
        room = width - row_width(tabs) - 1
        shown = self._message or ((self._problem, "warn") if self._problem else None)
        if shown is not None:
            text, color = shown
            next_keys = self._message_keys if self._message and not self._reading else ()
            text = self._reading or text
            whole = " · ".join((text, *next_keys[:1]))
            if cell_len(whole) + 2 > room:  # a sentence matters more than the list of screens
                tabs, room = (), width
            if cell_len(whole) + 2 > room and not next_keys and self.has_rows:
                self._tabs = ()
                lines: list[Row] = [(Piece(f" {line}", color, "band"),) for line in self._wrap_message(text, room)]
                self._show_rows([*lines[:-1], self._right_aligned(lines[-1], self._mark)])
                return
            left: Row = (Piece(self._fit_message(text, whole, room, next_keys), color, "band"),)
        else:
            left = self._key_pieces(room)
        self._tabs = tabs
        self._show_rows([self._right_aligned(left, (*tabs, *self._mark))])

    def _right_aligned(self, left: Row, right: Row) -> Row:
        """Return a row with pieces at both edges."""
        gap = max(self.size.width - row_width(left) - row_width(right), 0)
        return (*left, Piece(" " * gap, "muted", "band"), *right)

    def _key_pieces(self, room: int) -> Row:
        """Return as many keys as fit whole, and the key that shows the others.

        First of all comes help, which lists all keys; on a wider screen also what leaves and what takes back.
        """
        widths = [_key_width(key) for key in self._keys]
        more = ""
        if sum(widths) > room:
            more = f" {host_of(self).keys['app.foot_on']} {host_of(self).glyphs.ellipsis} "
        first = [at for at, (_, word) in enumerate(self._keys) if word in _FIRST_WORDS] if room >= _ROOMY_WIDTH else []
        first = first or [at for at, (_, word) in enumerate(self._keys) if word == _HELP_WORD]
        left = room - cell_len(more)
        fitting: list[int] = []
        for at in (*first, *(at for at in range(len(widths)) if at not in first)):
            if at in self._turned:
                continue
            left -= widths[at]
            if left < 0:
                break
            fitting.append(at)
        self._shown_keys = frozenset(fitting)
        pieces: list[Piece] = []
        for key, word in (self._keys[at] for at in sorted(fitting)):
            pieces += (Piece(f" {key}", "accent", "band"), Piece(f" {word} ", "muted", "band"))
        return (*pieces, *([Piece(more, "accent", "band")] if more else []))

    def _show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, over those of the widget above where there is more than one."""
        self.show(rows)
        if self.styles.height != Scalar.from_number(len(rows)):
            self.styles.height = len(rows)

    def _wrap_message(self, text: str, width: int) -> list[str]:
        lines = wrap_text(text, width - 2)
        if len(lines) > _MOST_ROWS:
            rest = " ".join(lines[_MOST_ROWS - 1 :])
            lines[_MOST_ROWS - 1 :] = [self._shorten(rest, width - 2, self._more_key)]
        return lines

    def _fit_message(self, text: str, whole: str, room: int, next_keys: Sequence[str]) -> str:
        """Return the message in its room: its end is cut for the keys, but most of it stays."""
        glyphs = host_of(self).glyphs
        keys = f" · {next_keys[-1]} " if next_keys else ""
        least = min(cell_len(text) + 1, _MIN_MESSAGE)
        if cell_len(whole) + 2 > room >= cell_len(keys) + least:
            more = "" if keys else self._more_key
            return fit_both(f" {self._shorten(text, room - cell_len(keys) - 1, more)}", keys, room, glyphs)
        return fit(f" {self._shorten(whole, room - 1)}", room, glyphs)

    @property
    def _more_key(self) -> str:
        return f" {host_of(self).keys['app.foot_on']}"

    def _shorten(self, text: str, room: int, more: str = "") -> str:
        """Return the beginning of a text in a room in cells, with the key that reads on; note what is left."""
        if cell_len(text) <= room:
            return text
        ellipsis = host_of(self).glyphs.ellipsis
        shown = _shorten_words(text, room - cell_len(more))
        self._unread = text[len(shown) :].lstrip(" ·,:")
        return f"{shown}{ellipsis}{more}"


def _key_width(key: tuple[str, str]) -> int:
    return cell_len(key[0]) + cell_len(key[1]) + 3


def _shorten_words(text: str, room: int) -> str:
    """Return as many whole words as fit into a room in cells; of keys with a word each, none without its word."""
    words = text.split(" ")
    while len(words) > 1 and cell_len(" ".join(words)) >= room:
        words.pop()
    if words[-2:-1] == ["·"]:
        words = words[:-2]
    while words[-1] in _NOT_LAST:
        words.pop()
    return " ".join(words).rstrip(" ·,:")


def _tab_pieces(modes: Sequence[tuple[str, str]], here: str, *, named: bool) -> Row:
    pieces = []
    for key, name in modes:
        if key == here:
            pieces.append(Piece(f" {key} {name} " if named else f" {key} ", "title", "cursor"))
        else:
            pieces.append(Piece(f" {key} ", "muted", "band"))
    return tuple(pieces)
