"""Backups in a folder that other machines get: the line for cron that docs/machines.md shows, run by a shell."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

PAGE = Path(__file__).parents[2] / "docs" / "machines.md"
DAY_S = 86_400


@pytest.fixture
def cron_line() -> str:
    """What the shell gets of the line: cron takes the backslash before each % away."""
    (found,) = re.findall(r"^30 21 \* \* \* (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    line = str(found)
    assert r"\%" in line
    assert re.search(r"(?<!\\)%", line) is None, "cron would end the command there"
    return line.replace(r"\%", "%")


@pytest.fixture
def home(tmp_path: Path, database: Path) -> Path:
    """A home with a synchronised folder, where `planner` is a program and knows its database."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "Sync").mkdir()
    program = tmp_path / "bin" / "planner"
    words = shlex.join([sys.executable, "-m", "planner", "--db", str(database)])
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    program.chmod(0o700)
    return tmp_path


def run(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(
        ["/bin/sh", "-c", line], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_line_for_cron_makes_a_copy_that_another_machine_brings_back(
    block: Planner, database: Path, home: Path, cron_line: str
) -> None:
    block("done", "2", "--rpe", "4")
    stranger, old = home / "Sync" / "other.db", home / "Sync" / "planner-2026-10-01.db"
    for file in (stranger, old):
        file.write_text("an older file")
        os.utime(file, times=(file.stat().st_mtime - 90 * DAY_S,) * 2)
    done = run(cron_line, home)
    assert (done.returncode, done.stderr) == (0, "")
    (copy,) = (file for file in (home / "Sync").iterdir() if file != stranger)
    assert re.fullmatch(r"planner-\d{4}-\d\d-\d\d\.db", copy.name)
    assert canonical(copy) == canonical(database)
    assert stranger.exists()
    before = canonical(database)
    block("undo")
    assert canonical(database) != before
    assert block("restore", str(copy)).code == 0
    assert block("week", "--json").document["items"][1]["actual"]["rpe"] == 4
    assert block("check").code == 0


def test_a_second_run_on_one_day_leaves_the_first_copy(block: Planner, home: Path, cron_line: str) -> None:
    assert run(cron_line, home).returncode == 0
    (copy,) = (home / "Sync").iterdir()
    before = copy.read_bytes()
    block("done", "2")
    again = run(cron_line, home)
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1
    assert copy.name in again.stderr
    assert [copy.read_bytes()] == [file.read_bytes() for file in (home / "Sync").iterdir()] == [before]
