"""Only printable characters and the planner's own escape codes reach the terminal, whatever somebody has named what."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.cli.command_table import COMMANDS
from planner.text import make_printable
from tests.cli.every_command import words_with_value
from tests.cli.test_nasty_values import NOT_RUN
from tests.cli.test_tampered_text import COLUMNS, tamper
from tests.terminal import Terminal
from tests.trust.figures import Report
from tests.trust.hostile_names import MARK, NAMES
from tests.trust.lived_in import TODAY, call
from tests.trust.test_damaged_files import READING

FREE_TEXT = tuple(
    each for each in COLUMNS if each not in {"item.start", "recording.date", "block.level", "athlete.unit"}
)
"""The columns in which any text can be stored, so that commands show it."""
SAMPLE = 11
"""A name in a column is read by every so many commands, others for each column."""
_ESCAPE = "\x1b"
KEYS = (
    *(
        "\r",
        _ESCAPE,
        "d",
        _ESCAPE,
        "s",
        _ESCAPE,
        "H",
        _ESCAPE,
        "v",
        "v",
        "v",
        "v",
        "i",
        _ESCAPE,
        "?",
        _ESCAPE,
        "/",
        "x",
    ),
    *(_ESCAPE, "\x10", _ESCAPE, "2", _ESCAPE, "1", "3", "\x1b[C", "\x1b[C", "1", "4", _ESCAPE, "1"),
)
"""Keys that open every screen and the sheets that show names."""
_OWN = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, places, modes
    "|\x1b\\](?:0|2|10|11|12|22);[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\\\)"  # the title, and questions about colours
    "|\x1b[=>78]"
    "|[\r\n\b]"  # the planner goes back by single columns; names that hold this byte hold others, too
)
_CSI = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*")


def short(value: object) -> str:
    """The name of a test: the number of the name that it is about."""
    return f"{NAMES.index(value):02}" if isinstance(value, str) else f"{value}"


def raw(text: str) -> list[str]:
    """Return the lines of an answer that would drive the terminal."""
    return [] if make_printable(text) == text else [text]


def check_typed(path: Path, fresh: Path, values: Sequence[str]) -> tuple[int, list[str]]:
    """Type names into every argument of every command."""
    count, found = 0, []
    every = [(command, value) for command in sorted(COMMANDS.keys() - NOT_RUN) for value in values]
    for number, (command, value) in enumerate(every):
        every_argument = list(words_with_value(command, value))
        for words in every_argument if len(values) == len(NAMES) else every_argument[number % 3 :: 3]:
            shutil.copy(fresh, path)
            said = call(path, *words)
            count += 1
            found += [f"{words!r}"[:300] for text in (said.out, said.err) if raw(text) or "Traceback" in text]
    return count, found


@pytest.mark.parametrize("number", [3, *(pytest.param(None, marks=pytest.mark.soak),)])
def test_a_name_that_is_typed_is_printed_clean(
    lived_in: Path, tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch, number: int | None
) -> None:
    monkeypatch.chdir(tmp_path)
    values = NAMES if number is None else NAMES[number : number + 1]
    count, found = check_typed(tmp_path / "planner.db", lived_in, values)
    report("P6", "hostile names typed into every argument of every command", count, tracebacks=len(found))
    assert found == []


@pytest.mark.parametrize(
    ("name", "every"),
    [(None, SAMPLE), *(pytest.param(name, SAMPLE, marks=pytest.mark.soak) for name in NAMES)],
    ids=short,
)
def test_a_name_that_is_stored_is_printed_clean(
    lived_in: Path, tmp_path: Path, report: Report, name: str | None, every: int
) -> None:
    """One name in every column, or, in the usual run, one of the names in each of them."""
    count, found = 0, []
    for place, column in enumerate(FREE_TEXT):
        value = NAMES[place % len(NAMES)] if name is None else name
        path = Path(shutil.copy(lived_in, tmp_path / "planner.db"))
        if not tamper(path, column, value):
            continue
        for words in READING[place % every :: every]:
            said = call(path, *words.split())
            count += 1
            found += [f"{column} {value[:40]!r} {words}" for text in (said.out, said.err) if raw(text)]
    report("P6", "hostile names in every column of text, read by commands", count, tracebacks=len(found))
    assert found == []


def foreign_codes(output: bytes) -> list[str]:
    """Return what of the bytes to a terminal is neither printable nor a code of the planner's own."""
    text = output.decode("utf-8", "replace")
    codes = [code for code in _CSI.findall(text) if MARK in code]
    rest = _OWN.sub("", text)
    return codes + re.findall(
        "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff].{0,20}", rest
    )


@pytest.mark.parametrize("name", [NAMES[4], *(pytest.param(name, marks=pytest.mark.soak) for name in NAMES)], ids=short)
def test_a_name_that_is_stored_is_drawn_clean(lived_in: Path, tmp_path: Path, report: Report, name: str) -> None:
    path = Path(shutil.copy(lived_in, tmp_path / "planner.db"))
    for column in FREE_TEXT:
        tamper(path, column, name)
    command = (sys.executable, "-m", "planner", "--db", str(path), "--today", str(TODAY))
    terminal = Terminal(*command, PLANNER_CONFIG=str(tmp_path / "none.toml"))
    try:
        terminal.wait_for("2027")
        for key in KEYS:
            terminal.press(key.encode())
            terminal.settle(0.06)
        is_alive = os.waitpid(terminal.process, os.WNOHANG)[0] == 0
        found = foreign_codes(terminal.output)
        report("P6", "hostile names on every screen, in a real terminal", len(KEYS), tracebacks=len(found))
        assert is_alive
        assert found == []
    finally:
        terminal.end()
