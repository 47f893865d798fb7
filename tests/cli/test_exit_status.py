"""What a command's exit status and its one sentence say when its answer cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.cli import mark_commands
from planner.store import BusyError, connections, journal
from tests.cli.said import Planner

FULL = Path("/dev/full")
NO_ROOM = "no space left on device"


def run_into(database: Path, redirection: str, words: Sequence[str]) -> tuple[int, str]:
    """Run the real program with its streams redirected by a shell; return its status and what it said."""
    program = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-06", *words]
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", *program]
    done = subprocess.run(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False, timeout=60)
    return done.returncode, done.stderr.decode()


def history(database: Path) -> list[str]:
    return [operation.name for operation in journal.read_operations(database)]


ADD = ("add", "2027-01-06", "easy", "--distance", "8km")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("redirection", "reason", "form"),
    [
        (">/dev/full", NO_ROOM, ()),
        (">/dev/full", NO_ROOM, ("--json",)),
        (">&-", "standard output is closed", ()),
        (">/dev/full 2>/dev/full", "", ()),
        (">&- 2>&- <&-", "", ()),
    ],
)
def test_an_edit_without_an_answer_is_said_as_stored(
    database: Path, redirection: str, reason: str, form: tuple[str, ...]
) -> None:
    said = f"planner: It was stored, but the answer could not be written: {reason}.\n" if reason else ""
    for words in (ADD, ("undo",)):
        assert run_into(database, redirection, (*words, *form)) == (3, said), words
    assert [operation.state for operation in journal.read_operations(database)] == ["undone"]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_restore_without_an_answer_is_said_as_stored(database: Path) -> None:
    said = f"planner: It was stored, but the answer could not be written: {NO_ROOM}.\n"
    rescued = database.with_name("rescued.db")
    for words in (("backup",), ("restore", "1"), ("doctor", "--compact"), ("doctor", "--recover", str(rescued))):
        assert run_into(database, ">/dev/full", words) == (3, said), words


def test_an_edit_whose_reader_has_gone_is_said_as_stored(database: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "planner", "--db", str(database), *ADD]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (
        3,
        "planner: It was stored, but the answer could not be written: broken pipe.\n",
    )
    assert len(history(database)) == 1


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("today",), ("today", "--json"), ("--help",), ("rules",)])
def test_a_listing_that_cannot_be_written_has_failed(database: Path, words: tuple[str, ...]) -> None:
    said = f"planner: The answer could not be written: {NO_ROOM}.\n"
    assert run_into(database, ">/dev/full", words) == (1, said)
    said = "planner: The answer could not be written: standard output is closed.\n"
    assert run_into(database, ">&-", words) == (1, said)


def test_a_listing_whose_reader_has_gone_is_no_failure(database: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "planner", "--db", str(database), "rules"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-", "2>/dev/full", "2>&-"])
def test_a_refusal_and_wrong_usage_keep_their_status(database: Path, redirection: str) -> None:
    assert run_into(database, redirection, ("done", "7"))[0] == 1
    assert run_into(database, redirection, ("frob",))[0] == 2
    assert history(database) == []


def test_a_fault_while_the_answer_is_made_is_said_as_stored(
    planner: Planner, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner(*ADD)

    def fail(*_: object) -> None:
        raise ValueError("seven is no colour")

    monkeypatch.setattr(mark_commands, "show_done", fail)
    said = planner("done", "1")
    sentence = "It was stored, but the answer could not be written: ValueError, seven is no colour."
    assert (said.code, said.out, said.err) == (3, "", f"planner: {sentence}\n")
    assert len(history(database)) == 2


def test_an_answer_that_another_session_holds_up_is_said_as_stored(
    planner: Planner, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner(*ADD)
    usual = mark_commands.show_done

    def fail_to_read(*arguments: object) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(connections, "open_database", refuse)
            usual(*arguments)  # type: ignore[arg-type] # passed through

    def refuse(path: Path, **_: object) -> None:
        raise BusyError(f"Another session is writing to {path}; nothing was changed.")

    monkeypatch.setattr(mark_commands, "show_done", fail_to_read)
    said = planner("done", "1")
    reason = f"Another session is writing to {database}"
    assert (said.code, said.err) == (3, f"planner: It was stored, but the answer could not be written: {reason}.\n")
    assert json.loads(planner("history", "--json").out)["operations"][0]["name"].startswith("mark done")
