"""The command that tells what was done: the operations, or what one of them changed."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases.history import Operation, OperationDetails, list_operations, operation_details
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

_STATE_SUFFIXES = {"done": "", "undone": "  (taken back)", "dropped": "  (taken back for good)"}


def run_history(book: Planbook, args: argparse.Namespace) -> int:
    """The operations, newest first; with a number, what that one changed."""
    if args.number is not None:
        return _print_operation_changes(
            operation_details(book, _parse_operation_number("the operation", args.number.removeprefix("#"))), args
        )
    operations = list_operations(book, max(_parse_operation_number("--limit", args.limit), 1))
    if args.json:
        print_document({"operations": [_operation_document(one) for one in operations]})
    elif not operations:
        print_lines(["Nothing has been changed yet."])
    else:
        print_lines(map(_operation_line, operations))
    return 0


def _print_operation_changes(account: OperationDetails, args: argparse.Namespace) -> int:
    if args.json:
        changes = [
            {"table": row.table, "id": row.row_id, "before": row.before, "after": row.after, "text": one.text}
            for one in account.changed_things
            for row in one.changes
        ]
        print_document(
            {
                "operation": _operation_document(account.operation),
                "summary": account.summary or None,
                "changes": changes,
            }
        )
    else:
        print_lines([_operation_line(account.operation), *(f"       {line}" for line in account.lines)])
    return 0


def _operation_line(operation: Operation) -> str:
    return (
        f"{operation.id:>5}  {operation.made_at.astimezone():%Y-%m-%d %H:%M}  "
        f"{clean_line(operation.name, 1000)}{_STATE_SUFFIXES[operation.state]}"
    )


def _operation_document(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "name": operation.name,
        "at": operation.made_at.isoformat(),
        "state": operation.state,
        "changes": operation.change_count,
    }


def _parse_operation_number(field: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise RefusedError(f"{field} must be a whole number, not {clean_line(text, 40)!r}.")
    return int(text)


def run_undo(book: Planbook, args: argparse.Namespace) -> int:
    """Take back the newest operation."""
    from planner.usecases import history

    return _print_operation(args, history.undo(book), "There is nothing to take back.", "Taken back")


def run_redo(book: Planbook, args: argparse.Namespace) -> int:
    """Bring back what was taken back."""
    from planner.usecases import history

    return _print_operation(args, history.redo(book), "There is nothing to bring back.", "Brought back")


def _print_operation(args: argparse.Namespace, operation: object, none_sentence: str, verb: str) -> int:
    from planner.usecases.history import Operation

    if not isinstance(operation, Operation):
        raise RefusedError(none_sentence)
    if args.json:
        print_document({"operation": {"id": operation.id, "name": operation.name, "state": operation.state}})
    else:
        print_lines([f"{verb}: {operation.name}."])
    return 0
