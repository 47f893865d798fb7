"""Between rows and accepted findings; the counterpart of `item_rows`."""

from __future__ import annotations

from collections.abc import Sequence

from planner.store import cells
from planner.training.findings import Acceptance

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

ACCEPTANCE_COLUMNS = ("id", "block_id", "code", "date", "note", "version")


def acceptance_from_row(row: Sequence[Any]) -> Acceptance:
    """An accepted finding from its row, in the order of `ACCEPTANCE_COLUMNS`."""
    number, block_id, code, date, note, version = row
    return Acceptance(code, block_id, cells.date_from_text(date), note, number, version)


def acceptance_to_row(acceptance: Acceptance) -> dict[str, Any]:
    """The row of an accepted finding, all columns but ``id`` and ``version``."""
    return {
        "block_id": cells.check_integer("block_id", acceptance.block_id),
        "code": cells.check_text("code", acceptance.code),
        "date": cells.date_to_text(acceptance.date),
        "note": cells.check_text("note", acceptance.note),
    }
