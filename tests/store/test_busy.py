from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from planner.store import BusyError, connections, pragmas, quick


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_asking_whether_somebody_writes_never_waits(database: Path, lock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[int] = []
    usual = pragmas.apply_pragmas

    def watched(connection: sqlite3.Connection) -> None:
        usual(connection)
        waits.append(connection.execute("PRAGMA busy_timeout").fetchone()[0])

    monkeypatch.setattr(pragmas, "apply_pragmas", watched)
    assert not connections.is_busy(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        assert connections.is_busy(database)
        other.execute("ROLLBACK")
    assert not connections.is_busy(database)
    assert set(waits) == {0}
    assert pragmas.busy_timeout_ms.get() is None


def test_who_must_not_wait_is_told_that_somebody_writes(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        usual = pragmas.busy_timeout_ms.set(1)
        try:
            with pytest.raises(BusyError, match="Another session is writing"):
                quick.read_runner(database)
        finally:
            pragmas.busy_timeout_ms.reset(usual)
