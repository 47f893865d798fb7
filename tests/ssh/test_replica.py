"""A copy on another machine by `sqlite3_rsync`, also of a file that is in use."""

from __future__ import annotations

import getpass
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.store.check_file import check_database
from tests.dump import canonical
from tests.ssh.conftest import Connect
from tests.ssh.server import Server
from tests.terminal import PATIENCE_S
from tests.tui.season import TODAY


@pytest.fixture(scope="module")
def program() -> str:
    """The program, of a version that takes databases with a rollback journal."""
    found = shutil.which("sqlite3_rsync")
    if found is None:
        pytest.skip("needs sqlite3_rsync, which is built from the source of SQLite 3.50 or newer")
    said = subprocess.run([found, "--help"], capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    if "--wal-only" not in said.stdout + said.stderr:  # which came with 3.50: before, there were no others
        pytest.skip("needs sqlite3_rsync of SQLite 3.50 or newer; this one takes only databases in WAL mode")
    return found


def replicate(*words: str) -> int:
    """Copy a database, and return how many bytes were sent."""
    done = subprocess.run([*words, "-v"], capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    sent = re.search(r"sent ([\d,]+) bytes", done.stdout)
    assert sent is not None, done.stdout
    return int(sent[1].replace(",", ""))


def planner(database: Path, *words: str) -> None:
    """Run the planner on a database."""
    command = [sys.executable, "-m", "planner", "--db", str(database), "--today", TODAY.isoformat(), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr


def test_a_copy_is_sound_equal_and_then_costs_only_what_changed(program: str, database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    first = replicate(program, str(database), str(copy))
    copy.chmod(0o600)
    planner(copy, "check")
    assert check_database(copy) == []
    assert canonical(copy) == canonical(database)
    planner(database, "done", "--rpe", "5")
    assert canonical(copy) != canonical(database)
    assert replicate(program, str(database), str(copy)) < first / 2
    planner(copy, "check")
    assert canonical(copy) == canonical(database)


def test_a_database_that_is_open_is_copied_over_ssh(
    program: str, server: Server, connect: Connect, database: Path, tmp_path: Path
) -> None:
    ssh = tmp_path / "ssh"
    *words, account = server.command()
    ssh.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    ssh.chmod(0o700)
    copy = tmp_path / "copy.db"
    there = f"{getpass.getuser()}@{account.partition('@')[2]}:{copy}"
    replicate(program, str(database), there, "--ssh", str(ssh), "--exe", program)
    copy.chmod(0o600)
    terminal = connect(sys.executable, "-m", "planner", "--db", str(database), "--today", TODAY.isoformat())
    terminal.wait_for("January 2027")
    for keys, words_shown in ((b"dd", "u takes it back"), (b"u", "Taken back")):
        terminal.press(keys)
        terminal.wait_for(words_shown)
        replicate(program, str(database), there, "--ssh", str(ssh), "--exe", program)
        assert check_database(copy) == []
        assert canonical(copy) == canonical(database)
