"""What a command that lists things does about rows that cannot be read: it shows the others, and names these."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import wraps

from planner.store.row_values import leave_out_damaged_rows
from planner.text import clean_line
from planner.usecases.planbook import Planbook

Command = Callable[[Planbook, argparse.Namespace], "int | None"]
_MAX_SENTENCE = 1_000
_REFUSED = 1


def shows_what_can_be_read(command: Command) -> Command:
    """Make a command leave out the rows that cannot be read, a sentence on standard error for each.

    Its exit status is 1 then, since what it printed is not all: a script that needs everything can tell. Commands that
    change something or write a file refuse instead.
    """

    @wraps(command)
    def run(book: Planbook, args: argparse.Namespace) -> int | None:
        with leave_out_damaged_rows() as sentences:
            status = command(book, args)
        for sentence in sentences:
            sys.stderr.write(f"planner: {clean_line(sentence, _MAX_SENTENCE)}\n")
        return _REFUSED if sentences else status

    return run
