"""Why strength stands on a day, or does not: every place of that day, in the calendar or in a block not yet stored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.wording import day_name
from planner.tui.sheets.sheet import Sheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap

if TYPE_CHECKING:
    from planner.usecases.blocks.draft_model import Draft
    from planner.usecases.planbook import Planbook
    from planner.usecases.strength.explain import DayReasons

_INKS = {"chosen": "done", "vetoed": "muted"}
_LONGEST = 1000


def why_day(book: Planbook, day: dt.date) -> Sheet:
    """The sheet for a day of the calendar.

    Raises:
        RefusedError: The block's slotting cannot be read.
    """
    from planner.usecases.strength.explain import explain_day

    return _sheet(explain_day(book, day))


def why_draft(draft: Draft, day: dt.date) -> Sheet:
    """The sheet for a day of a draft."""
    from planner.usecases.strength.explain import explain_draft

    return _sheet(explain_draft(draft, day))


def _sheet(reasons: DayReasons) -> Sheet:
    return Sheet(f"Why, {day_name(reasons.day)}", lambda width: _rows(reasons, width))


def _rows(reasons: DayReasons, width: int) -> list[Row]:
    """Every candidate, the chosen one first: vetoed by which rule and on what grounds, or how much dearer."""
    rows: list[Row] = []
    for line in sorted(reasons.lines, key=lambda line: line.standing != "chosen"):
        head = Piece(f"{f'{line.slot} {line.kind}':<14}", "title", "sheet")
        rows += [(), (head, Piece(line.standing, _INKS.get(line.standing, "text"), "sheet"))]
        rows += _wrapped(line.text, "muted", width)
        rows += _wrapped(f"Rests on {line.rests_on}.", "faint", width) if line.rests_on else []
    if reasons.note:
        rows += [(), *_wrapped(reasons.note, "text", width)]
    return rows


def _wrapped(text: str, ink: str, width: int) -> list[Row]:
    return [(Piece(part, ink, "sheet"),) for part in wrap(clean_line(text, _LONGEST), width)]
