"""Help: the keys of the place one is in, generated from the commands themselves."""

from __future__ import annotations

from collections.abc import Sequence

from planner.tui import commands, wording
from planner.tui.screens.sheet import Sheet
from planner.tui.widgets.lines import Piece, Row

_KEY_WIDTH = 10


class HelpScreen(Sheet):
    """The commands of a screen, then those that work everywhere."""

    def __init__(self, here: Sequence[commands.Command]) -> None:
        super().__init__("Keys", lambda width: _rows(here, width))


def _rows(here: Sequence[commands.Command], width: int) -> list[Row]:
    rows: list[Row] = []
    for heading, table in (("Here", here), ("Everywhere", commands.APP)):
        if not table:
            continue
        rows += [(), (Piece(heading, "title", "sheet"),)]
        for command in table:
            if not command.listed:
                continue
            first, *rest = wording.wrap(command.help, max(width - _KEY_WIDTH, 10))
            rows.append((Piece(f"{command.key:<{_KEY_WIDTH}}", "accent", "sheet"), Piece(first, "text", "sheet")))
            rows += [(Piece(" " * _KEY_WIDTH + part, "text", "sheet"),) for part in rest]
    return rows
