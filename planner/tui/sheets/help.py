"""Help: the keys of the place one is in, screen or sheet, generated from what binds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from planner.tui.keys import commands
from planner.tui.keys.command import group_for_help, screen_commands
from planner.tui.keys.keymap import Keymap
from planner.tui.keys.keynames import format_key
from planner.tui.sheets.sheet import TextSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_text

_MIN_KEY_WIDTH, _MAX_KEY_WIDTH = 6, 18
_MIN_TEXT_WIDTH = 12
_TWO_COLUMNS_FROM = 92
"""Cells within the sheet from which on there are two columns: a terminal of 100 columns has them."""
_GAP = 4

KeyHelp = tuple[str, str]
"""A key as it is written, and what it does."""
_HELP_ENTRY: KeyHelp = ("? f1", "Show these keys; where words are typed it is f1 alone.")
HelpSection = tuple[str, Sequence[KeyHelp]]
"""A heading, and what stands under it."""


class HelpSheet(TextSheet):
    """Keys under their headings; in two columns where there is room."""

    MAX_WIDTH = 132
    BINDINGS = [Binding("question_mark", "close", "Go back.")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, title: str, parts: Sequence[HelpSection]) -> None:
        super().__init__(title, lambda width: help_rows(parts, width))


def build_help(screen: Screen[Any], keys: Keymap) -> HelpSheet:
    """The keys of a screen and of the app, or those of a sheet alone: nothing else works there."""
    if isinstance(screen, ModalScreen):
        here = screen_commands(screen)
        entries = [(one.key_text, one.help) for one in here if one.in_help] if here else _bound_keys(screen)
        return HelpSheet("Keys of this sheet", [("", [*entries, _HELP_ENTRY])])
    table = keys.apply_to((*screen_commands(screen), *commands.APP_COMMANDS))
    parts: list[HelpSection] = [
        (heading, [(one.key_text, one.help) for one in found if one.in_help and one.key_text])
        for heading, found in group_for_help(table)
    ]
    without = [("", one.help) for one in table if one.in_palette and not one.key_text]
    if without:
        parts.append((f"Only by {keys['app.palette']}", without))
    return HelpSheet("Keys", [part for part in parts if part[1]])


def help_rows(sections: Sequence[HelpSection], width: int) -> list[Row]:
    """Help for so many cells."""
    broad = width >= _TWO_COLUMNS_FROM
    column = (width - _GAP) // 2 if broad else width
    key = max((cell_len(written) for _, entries in sections for written, _ in entries), default=0) + 2
    key = min(max(key, _MIN_KEY_WIDTH), _MAX_KEY_WIDTH, max(column // 3, _MIN_KEY_WIDTH))
    told = [_section_rows(part, column, key) for part in sections]
    if not broad or len(told) < 2:
        return [row for rows in told for row in rows]
    return _in_two_columns(told, column)


def _section_rows(part: HelpSection, width: int, key: int) -> list[Row]:
    """A heading and its entries, the words hanging beside the keys."""
    heading, entries = part
    rows: list[Row] = [(), (Piece(heading, "title", "sheet"),)] if heading else [()]
    for written, words in entries:
        indent = key if written else 0
        first, *rest = wrap_text(words, max(width - indent, _MIN_TEXT_WIDTH))
        padded = written + " " * max(indent - cell_len(written), 0)
        if cell_len(written) >= key:
            rows.append((Piece(padded, "accent", "sheet"),))
            padded = " " * key
        rows.append((Piece(padded, "accent", "sheet"), Piece(first, "text", "sheet")))
        rows += [(Piece(" " * indent + line, "text", "sheet"),) for line in rest]
    return rows


def _in_two_columns(told: Sequence[Sequence[Row]], column: int) -> list[Row]:
    """Two columns, parted between two headings where they come out most alike."""
    heights = [len(rows) for rows in told]
    first = min(range(1, len(told)), key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
    left = [row for rows in told[:first] for row in rows]
    right = [row for rows in told[first:] for row in rows]
    rows: list[Row] = []
    for line in range(max(len(left), len(right))):
        before = left[line] if line < len(left) else ()
        after = right[line] if line < len(right) else ()
        used = sum(cell_len(piece.text) for piece in before)
        rows.append((*before, Piece(" " * (column + _GAP - used), "text", "sheet"), *after) if after else before)
    return rows


def _bound_keys(screen: Screen[Any]) -> list[KeyHelp]:
    """What the sheet itself binds, its own keys before those it shares with other sheets and has no other use for."""
    found: dict[str, KeyHelp] = {}
    taken: set[str] = set()
    for kind in type(screen).__mro__:
        if not issubclass(kind, ModalScreen) or kind.__module__.startswith("textual."):
            continue
        for binding in kind.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.description:
                free = [key for key in map(str.strip, binding.key.split(",")) if key not in taken]
                taken.update(free)
                if free:
                    written = " ".join(format_key(key) for key in free)
                    found.setdefault(binding.action, (written, _sentence(binding.description)))
    return list(found.values())


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}" + ("" if words.endswith(".") else ".")
