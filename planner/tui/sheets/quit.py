"""The question whether to quit while something is half typed."""

from __future__ import annotations

from planner.tui.sheets.confirm import ConfirmSheet


class QuitSheet(ConfirmSheet):
    """Asks whether to quit."""

    def __init__(self) -> None:
        super().__init__("Quit?", "Something is half typed here.", ("A form is offered again at the next start.",))
