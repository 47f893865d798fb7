"""Writing without waiting for the disk: a commit's wait costs a test more than the edit, and no power is cut here.

Only this process and the children it forks go without; programs that tests start wait as always. Whether what is
written is on the disk is shown by tests with the fixture ``synced``, by the calls they trace (tests/trust).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from planner.store import pragmas

_FSYNC, _PRAGMAS = os.fsync, pragmas.PRAGMAS


def go_unsynced() -> None:
    """Let nothing in this process wait for the disk."""
    assert "synchronous=FULL" in _PRAGMAS
    unsynced = tuple("synchronous=OFF" if each == "synchronous=FULL" else each for each in _PRAGMAS)
    mock.patch.object(pragmas, "PRAGMAS", unsynced).start()
    mock.patch.object(os, "fsync", _do_not_wait).start()


@contextmanager
def synced() -> Iterator[None]:
    """Wait for the disk within the context, as the program does."""
    with mock.patch.object(pragmas, "PRAGMAS", _PRAGMAS), mock.patch.object(os, "fsync", _FSYNC):
        yield


def _do_not_wait(_: object) -> None:
    """Take what is written as being on the disk."""
