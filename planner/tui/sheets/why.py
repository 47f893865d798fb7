"""The sheet that says why a session is on a day or not: every candidate of the day, its rules and their sources."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.tui.sheets.sheet import TextSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_text

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.planbook import Planbook
    from planner.usecases.strength.explain import DayReasons

_INKS = {"chosen": "done", "vetoed": "muted"}
_MAX_CHARS = 1000


def why_day_sheet(book: Planbook, day: dt.date) -> TextSheet:
    """The sheet for a day of the calendar.

    Raises:
        RefusedError: The block's slotting cannot be read.
    """
    from planner.usecases.strength.explain import explain_calendar_day

    return _sheet(explain_calendar_day(book, day))


def why_draft_sheet(draft: Draft, day: dt.date) -> TextSheet:
    """The sheet for a day of a draft."""
    from planner.usecases.strength.explain import explain_draft_day

    return _sheet(explain_draft_day(draft, day))


def _sheet(reasons: DayReasons) -> TextSheet:
    return TextSheet(f"Why, {format_day(reasons.day)}", lambda width: _rows(reasons, width))


def _rows(reasons: DayReasons, width: int) -> list[Row]:
    """Every candidate, the chosen one first: vetoed by which rule and on what grounds, or how much dearer."""
    rows: list[Row] = []
    for line in sorted(reasons.candidates, key=lambda line: line.status != "chosen"):
        head = Piece(f"{f'{line.slot} {line.kind}':<14}", "title", "sheet")
        rows += [(), (head, Piece(line.status, _INKS.get(line.status, "text"), "sheet"))]
        rows += _wrapped_rows(line.text, "muted", width)
        rows += _wrapped_rows(f"Rests on {line.rests_on}.", "faint", width) if line.rests_on else []
    if reasons.note:
        rows += [(), *_wrapped_rows(reasons.note, "text", width)]
    citations = _citations(reasons)
    return (
        [*rows, (), *(row for text in citations for row in _wrapped_rows(text, "faint", width))] if citations else rows
    )


def _citations(reasons: DayReasons) -> list[str]:
    """The sources of the rules shown, each with what it is: ``Doma13: Doma & Deakin, ...``."""
    from planner.training.sources import read_sources

    keys = {key for line in reasons.candidates for key in line.source_keys}
    return [f"{key}: {source}." for key, source in read_sources().items() if key in keys]


def _wrapped_rows(text: str, ink: str, width: int) -> list[Row]:
    return [(Piece(part, ink, "sheet"),) for part in wrap_text(clean_line(text, _MAX_CHARS), width)]
