"""The commands of the undo history: history, undo, redo."""

from __future__ import annotations

import argparse
from typing import Any

from planner.cli.damaged_rows import shows_what_can_be_read
from planner.cli.output import MAX_SENTENCE, show
from planner.cli.row_count import counted_on_terminal
from planner.text import clean_line
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.usecases import history
from planner.usecases.history import Operation
from planner.usecases.planbook import Planbook

_STATE_SUFFIXES = {"done": "", "undone": "  (taken back)", "dropped": "  (taken back for good)"}


@shows_what_can_be_read
def run_history(book: Planbook, args: argparse.Namespace) -> None:
    """List the operations, newest first, or show what one of them changed."""
    if args.number is not None:
        _show_details(history.operation_details(book, parse_whole_number(args.number, "the operation")), args)
        return
    operations = history.list_operations(book, max(parse_whole_number(args.limit, "--limit"), 1))
    show(
        args,
        lambda: {"operations": [_operation_document(operation) for operation in operations]},
        lambda: map(_operation_line, operations) if operations else ["Nothing has been changed yet."],
    )


def _show_details(details: history.OperationDetails, args: argparse.Namespace) -> None:
    show(
        args,
        lambda: {
            "operation": _operation_document(details.operation),
            "summary": details.summary or None,
            "changes": [
                {"table": row.table, "id": row.row_id, "before": row.before, "after": row.after, "text": thing.text}
                for thing in details.changed_things
                for row in thing.changes
            ],
        },
        lambda: [_operation_line(details.operation), *(f"       {line}" for line in details.lines)],
    )


def _operation_line(operation: Operation) -> str:
    return (
        f"{operation.id:>5}  {operation.made_at.astimezone():%Y-%m-%d %H:%M}  "
        f"{clean_line(operation.name, MAX_SENTENCE)}{_STATE_SUFFIXES[operation.state]}"
    )


def _operation_document(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "name": operation.name,
        "at": operation.made_at.isoformat(),
        "state": operation.state,
        "changes": operation.change_count,
    }


def run_undo(book: Planbook, args: argparse.Namespace) -> None:
    """Take back the newest operation."""
    next_one, _ = history.next_undo_and_redo(history.list_operations(book))
    with counted_on_terminal(next_one.change_count if next_one is not None else 0):
        operation = history.undo(book)
    _show_operation(args, operation, "There is nothing to take back.", "Taken back")


def run_redo(book: Planbook, args: argparse.Namespace) -> None:
    """Bring back the operation that undo took back last."""
    _, next_one = history.next_undo_and_redo(history.list_operations(book))
    with counted_on_terminal(next_one.change_count if next_one is not None else 0):
        operation = history.redo(book)
    _show_operation(args, operation, "There is nothing to bring back.", "Brought back")


def _show_operation(args: argparse.Namespace, operation: Operation | None, refusal: str, verb: str) -> None:
    if operation is None:
        raise RefusedError(refusal)
    show(
        args,
        lambda: {"operation": {"id": operation.id, "name": operation.name, "state": operation.state}},
        lambda: [f"{verb}: {operation.name}."],
    )
