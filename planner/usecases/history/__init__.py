"""Undoing and redoing operations, and listing what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass

from planner.store import journal
from planner.store.journal import Operation
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # history_text is loaded when details are asked for: undoing needs none
if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.usecases.history.history_text import ChangedThing

__all__ = [
    "Operation",
    "OperationDetails",
    "list_operations",
    "next_undo_and_redo",
    "operation_details",
    "redo",
    "undo",
]

MOST_OPERATIONS = journal.MAX_OPERATIONS
"""The number of operations that the history keeps."""


@dataclass(frozen=True, slots=True)
class OperationDetails:
    """What an operation changed.

    Attributes:
        operation: The operation.
        summary: One phrase for many changed workouts; empty for a few.
        changed_things: One line for each changed thing, by date.
        omitted_note: What is left out and why; empty when nothing is.
    """

    operation: Operation
    summary: str
    changed_things: tuple[ChangedThing, ...]
    omitted_note: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, line by line, safe to print."""
        lines = (self.summary, *(thing.text for thing in self.changed_things), self.omitted_note)
        return tuple(line for line in lines if line)


def undo(book: Planbook) -> Operation | None:
    """Undo the newest operation that is done and return it; None when there is none.

    Raises:
        RefusedError: What it changed was changed since, or the file cannot be written; nothing was changed.
    """
    return journal.undo(book.path, now=book.clock.now())


def redo(book: Planbook) -> Operation | None:
    """Redo the operation undone last and return it; None when there is none.

    Raises:
        RefusedError: What it changed was changed since, or the file cannot be written; nothing was changed.
    """
    return journal.redo(book.path, now=book.clock.now())


def next_to_undo(book: Planbook) -> int | None:
    """Return the number of the operation that `undo` would undo; None when there is none.

    Raises:
        RefusedError: The file cannot be read.
    """
    return journal.next_to_undo(book.path)


def list_operations(book: Planbook, limit: int = 100) -> list[Operation]:
    """Return the newest operations, newest first."""
    return journal.read_operations(book.path, limit)


def next_undo_and_redo(operations: Sequence[Operation]) -> tuple[Operation | None, Operation | None]:
    """Return the operations that undo would undo and redo would redo; each is None when there is none.

    Args:
        operations: All operations, newest first.
    """
    done = next((operation for operation in operations if operation.state == "done"), None)
    undone = [operation for operation in operations if operation.state == "undone"]
    return done, undone[-1] if undone else None


def operation_details(book: Planbook, operation_id: int) -> OperationDetails:
    """Return what an operation changed, in a runner's words.

    Raises:
        RefusedError: There is no such operation, or the file cannot be read.
    """
    return book.cache.get(book.path, ("account", operation_id), lambda: _operation_details(book, operation_id))


def _operation_details(book: Planbook, operation_id: int) -> OperationDetails:
    from planner.store import quick
    from planner.usecases.history import history_text

    with quick.read_snapshot(book.path):
        operation = journal.read_operation(book.path, operation_id)
        rows = journal.read_changes(book.path, operation_id)
        unit = quick.read_unit(book.path)
    things = history_text.describe_changes(rows, unit)
    omitted = ""
    if operation.state == "dropped" and not rows:
        omitted = "It was taken back, and then something else was done: what it changed is no longer kept."
    elif operation.change_count > len(rows):
        omitted = f"and {operation.change_count - len(rows)} more rows"
    return OperationDetails(operation, history_text.summarize_changes(things), things, omitted)
