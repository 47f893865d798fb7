"""Between rows and absences; the counterpart of `item_rows`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.store import cells
from planner.training.absences import Absence, AbsenceKind

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

ABSENCE_COLUMNS = ("id", "kind", "first", "last", "note", "version", "soreness")


def absence_from_row(row: Sequence[Any]) -> Absence:
    """An absence from its row, in the order of `ABSENCE_COLUMNS`."""
    number, kind, first, last, note, version, soreness = row
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return Absence(*days, AbsenceKind(kind), note, number, version, soreness)


def absence_to_row(absence: Absence) -> dict[str, Any]:
    """The row of an absence, all columns but ``id`` and ``version``."""
    return {
        "kind": absence.kind.value,
        "first": absence.first.isoformat(),
        "last": absence.last.isoformat(),
        "note": cells.check_text("note", absence.note),
        "soreness": absence.soreness,
    }
