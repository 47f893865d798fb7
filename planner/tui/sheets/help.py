"""Help: the keys of the screen or sheet in front, made from its table of commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from textual.screen import ModalScreen, Screen

from planner.tui.keys import commands, sheet_commands
from planner.tui.keys.command import Command, group_for_help, screen_commands, without_keys_of
from planner.tui.keys.keymap import Keymap
from planner.tui.keys.keynames import format_key
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Piece, Row, row_width
from planner.tui.widgets.wrap import wrap_labelled

_MIN_KEY_WIDTH, _MAX_KEY_WIDTH = 6, 18
_TWO_COLUMNS_FROM = 92
"""Cells within the sheet from which there are two columns: a terminal of 100 columns has them."""
_GAP = 4

KeyHelp = tuple[str, str]
"""A key as it is written, and what it does."""
_HELP_ENTRY: KeyHelp = ("? f1", "Show these keys; where words are typed it is f1 alone.")
HelpSection = tuple[str, Sequence[KeyHelp]]
"""A heading, and the keys under it."""


class HelpSheet(ScrollSheet[None]):
    """Keys under their headings, in two columns where there is room."""

    MAX_WIDTH = 132
    COMMAND_TABLE = sheet_commands.HELP

    def __init__(self, title: str, sections: Sequence[HelpSection]) -> None:
        super().__init__(title, lambda width: help_rows(sections, width))


def build_help(screen: Screen[Any], keys: Keymap) -> HelpSheet:
    """Return the keys of a screen and of the app, or those of a sheet alone: no other key works on a sheet."""
    if isinstance(screen, ModalScreen):
        entries = sheet_keys(keys.apply_to(screen_commands(screen)))
        return HelpSheet("Keys of this sheet", [("", [*entries, _HELP_ENTRY])])
    own = keys.apply_to(screen_commands(screen))
    table = (*own, *without_keys_of(keys.apply_to(commands.APP_COMMANDS), own))
    sections: list[HelpSection] = [
        (heading, [(command.key_text, command.help) for command in group if command.in_help and command.key_text])
        for heading, group in group_for_help(table)
    ]
    keyless = [("", command.help) for command in table if command.in_palette and not command.key_text]
    if keyless:
        sections.append((f"Only by {keys['app.palette']}", keyless))
    return HelpSheet("Keys", [section for section in sections if section[1]])


def sheet_keys(table: Iterable[Command]) -> list[KeyHelp]:
    """Return every key of a sheet; commands that do the same share a line, as the keys that close it do."""
    keys_by_help: dict[str, dict[str, None]] = {}
    for command in table:
        keys_by_help.setdefault(command.help, {}).update(dict.fromkeys(command.key_names))
    return [(" ".join(map(format_key, keys)), help_text) for help_text, keys in keys_by_help.items()]


def help_rows(sections: Sequence[HelpSection], width: int) -> list[Row]:
    """Return the rows of help for a width in cells."""
    is_wide = width >= _TWO_COLUMNS_FROM
    column_width = (width - _GAP) // 2 if is_wide else width
    key_width = max((cell_len(key) for _, entries in sections for key, _ in entries), default=0) + 2
    key_width = min(max(key_width, _MIN_KEY_WIDTH), _MAX_KEY_WIDTH, max(column_width // 3, _MIN_KEY_WIDTH))
    blocks = [_section_rows(section, column_width, key_width) for section in sections]
    if not is_wide or len(blocks) < 2:
        return [row for rows in blocks for row in rows]
    return _in_two_columns(blocks, column_width)


def _section_rows(section: HelpSection, width: int, key_width: int) -> list[Row]:
    """Return a heading and its entries, the text of each wrapped next to its key."""
    heading, entries = section
    rows: list[Row] = [(), (Piece(heading, "title", "sheet"),)] if heading else [()]
    for key, text in entries:
        label = key + " " * (max(key_width - cell_len(key), 0) if key else 0)
        if cell_len(key) >= key_width:  # a key too wide for its column gets a row of its own
            rows.append((Piece(label, "accent", "sheet"),))
            label = " " * key_width
        rows += wrap_labelled(Piece(label, "accent", "sheet"), text, width)
    return rows


def _in_two_columns(blocks: Sequence[Sequence[Row]], column_width: int) -> list[Row]:
    """Return two columns, split between two headings where their heights are most alike."""
    heights = [len(rows) for rows in blocks]
    split = min(range(1, len(blocks)), key=lambda index: max(sum(heights[:index]), sum(heights[index:])))
    left = [row for rows in blocks[:split] for row in rows]
    right = [row for rows in blocks[split:] for row in rows]
    rows: list[Row] = []
    for line in range(max(len(left), len(right))):
        before = left[line] if line < len(left) else ()
        after = right[line] if line < len(right) else ()
        gap = Piece(" " * (column_width + _GAP - row_width(before)), "text", "sheet")
        rows.append((*before, gap, *after) if after else before)
    return rows
