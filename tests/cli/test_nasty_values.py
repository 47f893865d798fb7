"""Every argument of every command with values that nobody types on purpose: one sentence or an answer, no more."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.command_table import COMMANDS
from planner.text import make_printable
from tests.cli.conftest import TODAY
from tests.cli.every_command import words_with_value

VALUES = {
    "empty": "",
    "spaces": "   ",
    "5,000 digits": "9" * 5_000,
    "brackets": "(" * 5_000,
    "repeats in repeats": "2x(" * 2_000 + "1 km" + ")" * 2_000,
    "nan": "nan",
    "inf": "inf",
    "1e999": "1e999",
    "minus one": "-1",
    "Arabic digits": "٢٠٢٧-٠١-٠٤",
    "superscript": "²",
    "NUL": "a\0b",
    "a surrogate": "a\ud800b",
    "a byte of Latin-1": "caf\udce9",
    "a control sequence": "\x1b]52;c;x\x07\x9b2J",
    "right to left": "\u202eabc\u2066",
    "lines": "a\nb\r\nc",
    "nobody's home": "~nosuchuser/x",
    "long": "x" * 5_000,
    "a date that is none": "2027-02-30",
    "the last year": "9999-12-31",
    "commas": "," * 2_000,
    "a span without end": "1.." * 1_000,
}
QUICK = {name: VALUES[name] for name in ("5,000 digits", "brackets", "Arabic digits", "NUL", "a surrogate")}
NOT_RUN = {"demo", "config", "help", "serve"}  # a screen, an editor, `--help` of a command, and a server


@pytest.fixture
def fresh(block_original: Path, tmp_path: Path) -> Callable[[], Path]:
    database = tmp_path / "book.db"

    def copy() -> Path:
        return Path(shutil.copy(block_original, database))

    return copy


@pytest.mark.parametrize("values", [QUICK, pytest.param(VALUES, marks=pytest.mark.soak)], ids=["quick", "all"])
@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - NOT_RUN))
def test_no_value_of_an_argument_ends_in_a_traceback_or_reaches_the_terminal(
    command: str,
    values: dict[str, str],
    fresh: Callable[[], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    for name, value in values.items():
        for words in words_with_value(command, value):
            database = fresh()
            capsys.readouterr()
            try:
                code = main(["--db", str(database), "--today", TODAY, *words])
            except SystemExit as leaving:
                code = int(leaving.code or 0)
            said = capsys.readouterr()
            where = (name, [word[:40] for word in words])
            assert code in {0, 1, 2}, where
            assert len(said.err) < 1_000, (where, said.err)
            assert (said.err != "") or code != 2, where
            assert "Traceback" not in said.err, where
            for text in (said.out, said.err):
                assert make_printable(text) == text, (where, text)
