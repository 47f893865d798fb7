"""Why strength stands on a day of a block that is not stored yet, or does not: every place of that day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.wording import day_name
from planner.tui import wording
from planner.tui.screens.sheet import Sheet
from planner.tui.widgets.lines import Piece, Row

if TYPE_CHECKING:
    from planner.usecases.drafting import Draft
    from planner.usecases.why import DayReasons

_INKS = {"chosen": "done", "vetoed": "muted"}


def why_draft(draft: Draft, day: dt.date) -> Sheet:
    """The sheet for one day of a draft."""
    from planner.usecases.why import explain_draft

    reasons = explain_draft(draft, day)
    return Sheet(f"Why, {day_name(day)}", lambda width: reason_rows(reasons, width))


def reason_rows(reasons: DayReasons, width: int) -> list[Row]:
    """Every candidate of a day: chosen, vetoed by which rule and on what grounds, or how much dearer."""
    rows: list[Row] = []
    for line in reasons.lines:
        standing = line.standing if not line.regret else f"{line.standing} by {line.regret}"
        head = f"{line.slot} {line.kind}"
        rows += [
            (),
            (Piece(f"{head:<14}", "title", "sheet"), Piece(standing, _INKS.get(line.standing, "text"), "sheet")),
        ]
        source = f" Source: {line.source}." if line.source else ""
        rows += _wrapped(f"{line.text}{source}", "muted", width)
    if reasons.note:
        rows += [(), *_wrapped(reasons.note, "text", width)]
    return rows


def _wrapped(text: str, ink: str, width: int) -> list[Row]:
    return [(Piece(part, ink, "sheet"),) for part in wording.wrap(clean_line(text, 1000), width)]
