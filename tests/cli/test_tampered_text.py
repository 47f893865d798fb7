"""Text that another program wrote into the database: no command prints it raw, whichever column it is in."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from planner.cli import main
from planner.text import make_printable
from tests.cli.conftest import TODAY
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track

TAMPERED = "x\x1b]52;c;x\x07\x9b2J\u202e\u2066\u200b\u2028\x00x"
COLUMNS = [
    *("athlete.floor", "athlete.zone", "absence.note", "block.name", "block.source", "exercise.name"),
    *("exercise_set.exercise", "item.title", "item.note", "item.skip_reason", "item.reason", "item.actual_note"),
    *("item.actual_source", "operation.name", "recording.title", "recording.device_sport"),
    *("recording_source.name", "recording_link.words", "recording.date", "item.start", "block.level", "athlete.unit"),
]
"""Those that hold any text, and some that other text damages, so that a sentence names the row and shows the value."""
READING = [
    *(["today"], ["today", "--short"], ["next"], ["week"], ["agenda", "--from", "2027-01-01", "--to", "2027-05-01"]),
    *(["find", "x"], ["why", "3"], ["lint"], ["history"], ["set"], ["progress"], ["review"]),
    *(["recordings"], ["recording", "1"], ["inbox"], ["exercise"], ["busy"], ["screening"], ["session", "3"]),
    *(
        ["export", "plan"],
        ["export", "csv"],
        ["export", "md"],
        ["export", "html"],
        ["move", "3", "2027-01-14", "--dry-run"],
        ["delete", "2,3,4", "--dry-run"],
        ["back", "2027-01-09"],
    ),
]
"""What prints something of the database; of what changes something, the dry run."""


@pytest.fixture(scope="module")
def full_original(block_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a row in each of the tables."""
    folder = tmp_path_factory.mktemp("full")
    database = Path(shutil.copy(block_original, folder / "book.db"))
    run = folder / "run.gpx"
    run.write_bytes(gpx_file(gpx_track(gpx_run(3000, 900, begin=40_000))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_CONFIG", str(folder / "planner.toml"))
        for words in (
            ["import", str(run)],
            ["exercise", "step down", "--by", "repetitions", "--legs", "light"],
            ["away", "2027-01-08", "2027-01-09", "--note", "a fair"],
            ["skip", "2", "--reason", "rain"],
        ):
            assert main(["--db", str(database), "--today", TODAY, *words]) == 0, words
    return database


def tamper(database: Path, column: str, words: str = TAMPERED) -> int:
    """Write over a column in all rows, as a program does that knows no rules; return how many there are."""
    table, name = column.split(".")
    connection = sqlite3.connect(database)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        count = connection.execute(f"UPDATE {table} SET {name} = ?", [words]).rowcount
        connection.commit()
    finally:
        connection.close()
    return count


@pytest.mark.parametrize("column", COLUMNS)
def test_no_command_prints_tampered_text_raw(
    column: str, full_original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Path(shutil.copy(full_original, tmp_path / "book.db"))
    assert tamper(database, column) > 0
    for words in READING:
        for form in ([], ["--json"]):
            capsys.readouterr()
            assert main(["--db", str(database), "--today", TODAY, *words, *form]) in {0, 1}
            said = capsys.readouterr()
            for text in (said.out.replace("\r\n", "\n"), said.err):  # CSV ends its lines so
                assert make_printable(text) == text, words
