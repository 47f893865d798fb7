"""Questions in plain lines, answered with a line from the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TypeVar

from planner.cli.output import print_lines
from planner.cli.plain_output import wrapped_lines
from planner.training.refusal import RefusedError

_SEQUENCES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""What a terminal answers late, or sends for an arrow: no part of an answer."""
_MAX_ANSWER = 10_000
_Answer = TypeVar("_Answer")
_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}


class NoAnswerError(RefusedError):
    """The terminal was closed at a question."""


def ask(prompt: str) -> str:
    """Return the line that is typed after a prompt, without the spaces around it.

    Raises:
        NoAnswerError: The terminal was closed, or what comes in place of a line has no end.
    """
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline(_MAX_ANSWER + 1)
    if len(line) > _MAX_ANSWER:
        raise NoAnswerError(f"The answer has more than {_MAX_ANSWER:,} characters, so nothing was started.")
    if not line:
        raise NoAnswerError("There was no answer, so nothing was started.")
    return _SEQUENCES.sub("", line).strip()


def ask_yes(question: str) -> bool:
    """Ask a question until it is answered with yes or no.

    Raises:
        NoAnswerError: The terminal was closed.
    """
    print_lines(*wrapped_lines([question], indent=""))
    while (answer := ask("y/n: ").lower()) not in _YES_OR_NO:
        pass
    return _YES_OR_NO[answer]


def ask_until_read(prompt: str, read: Callable[[str], _Answer]) -> _Answer | None:
    """Ask until the answer can be read; what is wrong with it is said. An empty answer is None.

    Raises:
        NoAnswerError: The terminal was closed.
    """
    while answer := ask(prompt):
        try:
            return read(answer)
        except RefusedError as refusal:
            print_lines(*wrapped_lines([str(refusal)], indent=""))
    return None
