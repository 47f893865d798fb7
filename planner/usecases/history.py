"""Taking back and bringing back: every operation, days later, from any session; and what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.store import journal
from planner.store.journal import Operation
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # the words are loaded when something is told: `undo` needs none
if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.usecases.history_text import ChangedThing

__all__ = [
    "Operation",
    "OperationDetails",
    "changed_by",
    "list_operations",
    "next_undo_and_redo",
    "operation_details",
    "redo",
    "undo",
]

MOST_OPERATIONS = journal.MAX_OPERATIONS
"""As many as the history keeps."""


@dataclass(frozen=True, slots=True)
class OperationDetails:
    """What an operation changed.

    Attributes:
        operation: Which.
        summary: All of it in one phrase, where it is more than anybody counts; else empty.
        changed_things: Thing by thing, by date.
        omitted_note: What is not told and why; empty where everything is.
    """

    operation: Operation
    summary: str
    changed_things: tuple[ChangedThing, ...]
    omitted_note: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is told, a line each, in clean words."""
        return tuple(
            line for line in (self.summary, *(one.text for one in self.changed_things), self.omitted_note) if line
        )


def undo(book: Planbook) -> Operation | None:
    """Take back the newest operation that stands; None when there is none."""
    return journal.undo(book.path, now=book.clock.now())


def redo(book: Planbook) -> Operation | None:
    """Bring back the operation last taken back; None when there is none."""
    return journal.redo(book.path, now=book.clock.now())


def list_operations(book: Planbook, limit: int = 100) -> list[Operation]:
    """The operations, newest first."""
    return journal.read_operations(book.path, limit)


def next_undo_and_redo(operations: Sequence[Operation]) -> tuple[Operation | None, Operation | None]:
    """The operations that undo would take back and redo bring back, among all of them, newest first."""
    standing = next((one for one in operations if one.state == "done"), None)
    taken_back = [one for one in operations if one.state == "undone"]
    return standing, taken_back[-1] if taken_back else None


def operation_details(book: Planbook, operation_id: int) -> OperationDetails:
    """What an operation changed, in a runner's words.

    Raises:
        RefusedError: There is no such operation, or the file cannot be read.
    """
    return book.cache.get(book.path, ("account", operation_id), lambda: _operation_details(book, operation_id))


def _operation_details(book: Planbook, operation_id: int) -> OperationDetails:
    from planner.store import quick
    from planner.usecases import history_text

    with quick.read_snapshot(book.path):
        operation = journal.read_operation(book.path, operation_id)
        rows = journal.read_changes(book.path, operation_id)
        unit = quick.read_runner(book.path).unit
    told = history_text.describe_changes(rows, unit)
    ending = ""
    if operation.state == "dropped" and not rows:
        ending = "It was taken back, and then something else was done: what it changed is no longer kept."
    elif operation.change_count > len(rows):
        ending = f"and {operation.change_count - len(rows)} more rows"
    return OperationDetails(operation, history_text.summarize_changes(told), told, ending)


def changed_by(book: Planbook, operation_id: int) -> tuple[str, ...]:
    """The same as lines: first all of it in one where it is much, then each thing that changed, by date.

    Raises:
        RefusedError: There is no such operation, or the file cannot be read.
    """
    return operation_details(book, operation_id).lines
