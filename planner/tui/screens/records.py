"""The sheets that are read: why strength stands where it does, and the history of operations."""

from __future__ import annotations

import datetime as dt

from planner.text import clean_line
from planner.training.wording import day_name
from planner.tui import wording
from planner.tui.screens.sheet import Sheet
from planner.tui.widgets.lines import Piece, Row
from planner.usecases.planbook import Planbook

_INKS = {"chosen": "done", "vetoed": "muted", "dearer": "text"}


def why_sheet(book: Planbook, day: dt.date) -> Sheet:
    """Every candidate of a day: chosen, vetoed by which rule, or how much dearer.

    Raises:
        RefusedError: The block's slotting cannot be read.
    """
    from planner.usecases.why import explain_day

    reasons = explain_day(book, day)

    def rows(width: int) -> list[Row]:
        found: list[Row] = []
        for line in reasons.lines:
            ink = _INKS.get(str(line.standing), "text")
            head = f"{line.slot} {line.kind}"
            found += [(), (Piece(f"{head:<14}", "title", "sheet"), Piece(f"{line.standing}", ink, "sheet"))]
            source = f" ({clean_line(line.source)})" if line.source else ""
            words = clean_line(f"{line.text}{source}", 1000)
            found += [(Piece(part, "muted", "sheet"),) for part in wording.wrap(words, width)]
        if reasons.note:
            found += [
                (),
                *((Piece(part, "text", "sheet"),) for part in wording.wrap(clean_line(reasons.note, 1000), width)),
            ]
        return found

    return Sheet(f"Why, {day_name(day)}", rows)


def history_sheet(book: Planbook) -> Sheet:
    """The operations, newest first.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.usecases.history import log

    operations = log(book)

    def rows(width: int) -> list[Row]:
        if not operations:
            return [(), (Piece("Nothing has been done yet.", "muted", "sheet"),)]
        found: list[Row] = [()]
        for operation in operations:
            state = "" if operation.state == "done" else f" ({operation.state})"
            stamp = f"{operation.at.astimezone():%Y-%m-%d %H:%M}"
            words = wording.wrap(f"{clean_line(operation.name)}{state}", max(width - 18, 8))
            found.append(
                (Piece(f"{stamp:<18}", "muted", "sheet"), Piece(words[0], "text" if not state else "muted", "sheet"))
            )
            found += [(Piece(" " * 18 + part, "text", "sheet"),) for part in words[1:]]
        return found

    return Sheet("History, newest first", rows)
