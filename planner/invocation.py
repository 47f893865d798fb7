"""How this program was started, for the commands that sentences name: as the runner would have to type them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from planner.text import clean_line

_MAX_CHARS = 400
"""Characters of a database's name in a command; a longer one is not repeated."""


@dataclass(slots=True)
class _Invocation:
    """The words after the program's name that hold for every command.

    Attributes:
        words: As they are typed, with a blank before them.
    """

    words: str = ""


_invocation = _Invocation()
"""Of the process: threads say sentences, too."""


def program() -> str:
    """Return how every command of a sentence begins: ``planner``, or ``planner --db anna`` where that was typed."""
    return f"planner{_invocation.words}"


@contextmanager
def with_database(name: str | None) -> Iterator[None]:
    """Name the database in the commands of all sentences that are made within this context.

    Args:
        name: What was given to ``--db``, a file or an athlete; None where nothing was.
    """
    before = _invocation.words
    if name is not None:
        from shlex import quote  # where it is needed: `planner today` starts without it

        shown = quote(clean_line(name, _MAX_CHARS)) if len(name) <= _MAX_CHARS else "NAME"
        _invocation.words = f" --db {shown}"
    try:
        yield
    finally:
        _invocation.words = before
