"""The clock of a session that a file holds: whatever the file is, it is read at once and the time stays one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.session_clock import CLOCK_FILE_VARIABLE, Moment, session_clock

UNREADABLE: dict[str, Callable[[Path], object]] = {
    "without an end": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": os.mkfifo,
    "a directory": Path.mkdir,
    "endless time": lambda path: path.write_text("inf inf boot"),
    "no number": lambda path: path.write_text("nan nan boot"),
    "too far away": lambda path: path.write_text("1e300 1 boot"),
    "too long": lambda path: path.write_text(f"{'1' * 5_000_000} 1 boot"),
    "not text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_that_holds_no_time_leaves_the_time_as_it_was(tmp_path: Path, what: str) -> None:
    path = tmp_path / "clock"
    clock = session_clock({CLOCK_FILE_VARIABLE: str(path)})
    path.write_text("1799319600.5 5000 first-boot")
    now = Moment(1_799_319_600.5, 5000.0, "first-boot")
    assert clock.now() == now
    path.unlink()
    UNREADABLE[what](path)
    assert clock.now() == now
    assert clock.now().utc.year == 2027
