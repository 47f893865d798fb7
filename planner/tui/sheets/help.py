"""Help: the keys of the place one is in, screen or sheet, generated from what binds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from planner.tui.keys import commands
from planner.tui.keys.command import grouped, here_of
from planner.tui.keys.keymap import Keys
from planner.tui.keys.keynames import write_key
from planner.tui.sheets.sheet import Sheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap

_LEAST_KEY, _WIDEST_KEY = 6, 18
_NARROWEST_WORDS = 12
_COLUMNS_FROM = 92
"""Cells within the sheet from which on there are two columns: a terminal of 100 columns has them."""
_GAP = 4

Entry = tuple[str, str]
"""A key as it is written, and what it does."""
_HELP: Entry = ("? f1", "Show these keys; where words are typed it is f1 alone.")
Part = tuple[str, Sequence[Entry]]
"""A heading, and what stands under it."""


class HelpScreen(Sheet):
    """Keys under their headings; in two columns where there is room."""

    WIDEST = 132
    BINDINGS = [Binding("question_mark", "close", "Go back.")]  # noqa: RUF012 - Textual declares it so

    def __init__(self, title: str, parts: Sequence[Part]) -> None:
        super().__init__(title, lambda width: help_rows(parts, width))


def help_for(screen: Screen[Any], keys: Keys) -> HelpScreen:
    """The keys of a screen and of the app, or those of a sheet alone: nothing else works there."""
    if isinstance(screen, ModalScreen):
        here = here_of(screen)
        entries = [(one.key, one.help) for one in here if one.listed] if here else _bound(screen)
        return HelpScreen("Keys of this sheet", [("", [*entries, _HELP])])
    table = keys.of((*here_of(screen), *commands.APP))
    parts: list[Part] = [
        (heading, [(one.key, one.help) for one in found if one.listed and one.key]) for heading, found in grouped(table)
    ]
    without = [("", one.help) for one in table if one.palette and not one.key]
    if without:
        parts.append((f"Only by {keys['app.palette']}", without))
    return HelpScreen("Keys", [part for part in parts if part[1]])


def help_rows(parts: Sequence[Part], width: int) -> list[Row]:
    """Help for so many cells."""
    broad = width >= _COLUMNS_FROM
    column = (width - _GAP) // 2 if broad else width
    key = max((cell_len(written) for _, entries in parts for written, _ in entries), default=0) + 2
    key = min(max(key, _LEAST_KEY), _WIDEST_KEY, max(column // 3, _LEAST_KEY))
    told = [_part_rows(part, column, key) for part in parts]
    if not broad or len(told) < 2:
        return [row for rows in told for row in rows]
    return _beside(told, column)


def _part_rows(part: Part, width: int, key: int) -> list[Row]:
    """A heading and its entries, the words hanging beside the keys."""
    heading, entries = part
    rows: list[Row] = [(), (Piece(heading, "title", "sheet"),)] if heading else [()]
    for written, words in entries:
        indent = key if written else 0
        first, *rest = wrap(words, max(width - indent, _NARROWEST_WORDS))
        padded = written + " " * max(indent - cell_len(written), 0)
        if cell_len(written) >= key:
            rows.append((Piece(padded, "accent", "sheet"),))
            padded = " " * key
        rows.append((Piece(padded, "accent", "sheet"), Piece(first, "text", "sheet")))
        rows += [(Piece(" " * indent + line, "text", "sheet"),) for line in rest]
    return rows


def _beside(told: Sequence[Sequence[Row]], column: int) -> list[Row]:
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


def _bound(screen: Screen[Any]) -> list[Entry]:
    """What the sheet itself binds, its own keys before those it shares with other sheets and has no other use for."""
    found: dict[str, Entry] = {}
    taken: set[str] = set()
    for kind in type(screen).__mro__:
        if not issubclass(kind, ModalScreen) or kind.__module__.startswith("textual."):
            continue
        for binding in kind.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.description:
                free = [key for key in map(str.strip, binding.key.split(",")) if key not in taken]
                taken.update(free)
                if free:
                    written = " ".join(write_key(key) for key in free)
                    found.setdefault(binding.action, (written, _sentence(binding.description)))
    return list(found.values())


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}" + ("" if words.endswith(".") else ".")
