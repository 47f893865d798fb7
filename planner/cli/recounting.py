"""The command that tells what was done: the operations, or what one of them changed."""

from __future__ import annotations

import argparse

from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.usecases.history import Account, Operation, account, log
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any

_STATES = {"done": "", "undone": "  (taken back)", "dropped": "  (taken back for good)"}


def history(book: Planbook, options: argparse.Namespace) -> int:
    """The operations, newest first; with a number, what that one changed."""
    if options.number is not None:
        return _tell(account(book, _whole("the operation", options.number.removeprefix("#"))), options)
    operations = log(book, max(_whole("--limit", options.limit), 1))
    if options.json:
        print_document({"operations": [_document(one) for one in operations]})
    elif not operations:
        print_lines(["Nothing has been changed yet."])
    else:
        print_lines(map(_line, operations))
    return 0


def _tell(told: Account, options: argparse.Namespace) -> int:
    if options.json:
        changes = [
            {"table": row.table, "id": row.id, "before": row.before, "after": row.after, "text": one.text}
            for one in told.told
            for row in one.changes
        ]
        print_document({"operation": _document(told.operation), "summary": told.summary or None, "changes": changes})
    else:
        print_lines([_line(told.operation), *(f"       {line}" for line in told.lines)])
    return 0


def _line(one: Operation) -> str:
    return f"{one.id:>5}  {one.at.astimezone():%Y-%m-%d %H:%M}  {clean_line(one.name, 1000)}{_STATES[one.state]}"


def _document(one: Operation) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "at": one.at.isoformat(), "state": one.state, "changes": one.changes}


def _whole(field: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise RefusedError(f"{field} must be a whole number, not {clean_line(text, 40)!r}.")
    return int(text)
