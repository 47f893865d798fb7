"""The sheet that says why a session is on a day or not: every candidate of the day, its rules and their sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import TextSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_rows

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.planbook import Planbook
    from planner.usecases.strength.explain import DayReasons

_COLORS = {"chosen": "done", "vetoed": "muted"}
_MAX_CHARS = 1000


class WhySheet(TextSheet):
    """The reasons for a day of the calendar."""

    COMMAND_TABLE = sheet_commands.CALENDAR_WHY

    def __init__(self, reasons: DayReasons) -> None:
        super().__init__(f"Why, {format_day(reasons.day)}", lambda width: _rows(reasons, width))


class DraftWhySheet(WhySheet):
    """The reasons for a day of a draft."""

    COMMAND_TABLE = sheet_commands.BUILDER_WHY


def why_day_sheet(book: Planbook, day: dt.date) -> TextSheet:
    """Return the sheet for a day of the calendar.

    Raises:
        RefusedError: The block's slotting cannot be read.
    """
    from planner.usecases.strength.explain import explain_calendar_day

    return WhySheet(explain_calendar_day(book, day))


def why_draft_sheet(draft: Draft, day: dt.date) -> TextSheet:
    """Return the sheet for a day of a draft."""
    from planner.usecases.strength.explain import explain_draft_day

    return DraftWhySheet(explain_draft_day(draft, day))


def _rows(reasons: DayReasons, width: int) -> list[Row]:
    """Return every candidate, the chosen one first: its sentence, then the rules' own terms and what they rest on."""
    rows: list[Row] = []
    for candidate in sorted(reasons.candidates, key=lambda candidate: candidate.status != "chosen"):
        head = Piece(f"{f'{candidate.slot} {candidate.kind}':<14}", "title", "sheet")
        rows += [(), (head, Piece(candidate.label, _COLORS.get(candidate.status, "text"), "sheet"))]
        rows += wrap_rows(clean_line(candidate.text, _MAX_CHARS), width)
        rows += wrap_rows(candidate.figures, width, "faint")
        if candidate.rests_on:
            rows += wrap_rows(clean_line(f"Rests on {candidate.rests_on}.", _MAX_CHARS), width, "faint")
    if reasons.note:
        rows += [(), *wrap_rows(clean_line(reasons.note, _MAX_CHARS), width)]
    citations = _citations(reasons)
    rows += [()] if citations else []
    return rows + [row for text in citations for row in wrap_rows(clean_line(text, _MAX_CHARS), width, "faint")]


def _citations(reasons: DayReasons) -> list[str]:
    """Return the sources of the rules shown, each with its key: ``Doma13: Doma & Deakin, ...``."""
    from planner.training.sources import read_sources

    keys = {key for candidate in reasons.candidates for key in candidate.source_keys}
    return [f"{key}: {source}." for key, source in read_sources().items() if key in keys]
