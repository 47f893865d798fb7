"""What every command does where there is no database: work without one, create one and say so, or refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.command_table import COMMANDS, DatabaseNeed
from tests.cli.said import Said
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track

WORDS: dict[str, list[str]] = {
    "find": ["tempo"],
    "skip": ["1", "--reason", "ill"],
    "move": ["1", "tomorrow"],
    "add": ["today", "easy"],
    "edit": ["1"],
    "delete": ["1"],
    "lock": ["1"],
    "sync": ["calendar"],
    "swap": ["today", "tomorrow"],
    "copy": ["today", "tomorrow"],
    "recover": ["1"],
    "away": ["today", "tomorrow"],
    "accept": ["1"],
    "link": ["1", "1"],
    "unlink": ["1"],
    "recording": ["1"],
    "rest": ["today"],
    "deload": ["today"],
    "ramp": ["today", "tomorrow", "--percent", "5"],
    "shift": ["--race", "2027-05-01"],
    "refit": ["--race", "2027-05-01"],
    "export": ["plan"],
    "why": ["today"],
    "force": ["today", "pm", "heavy"],
    "forbid": ["today", "pm"],
    "whatif": ["1"],
}
"""What a command needs to be complete; the others run with nothing."""


@pytest.fixture
def missing(tmp_path: Path) -> Path:
    return tmp_path / "nowhere" / "planner.db"


def call(capsys: pytest.CaptureFixture[str], database: Path | str, *words: str) -> Said:
    capsys.readouterr()
    try:
        code = main(["--db", str(database), "--today", "2027-01-06", *words])
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    said = capsys.readouterr()
    return Said(code, said.out, said.err)


@pytest.mark.parametrize("name", [name for name, spec in COMMANDS.items() if spec.database is DatabaseNeed.EXISTING])
def test_a_command_that_reads_or_changes_refuses_and_makes_nothing(
    capsys: pytest.CaptureFixture[str], missing: Path, name: str
) -> None:
    said = call(capsys, missing, name, *WORDS.get(name, []))
    if said.code == 2:  # a needed word is not in the table above: the parser names the first one
        said = call(capsys, missing, name, "1", "today")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"planner: There is no database {missing}; planner --db {missing} new makes one, and so do import and set.\n"
    )
    assert not missing.parent.exists()


@pytest.mark.parametrize("name", ["rules", "howto", "templates", "keys", "locate", "config"])
def test_a_command_that_needs_none_works_and_makes_nothing(
    capsys: pytest.CaptureFixture[str], missing: Path, name: str
) -> None:
    said = call(capsys, missing, name)
    assert (said.code, said.err) == (0, "")
    assert not missing.parent.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["new", "--template", "half"],
        ["new", "--template", "half", "--start", "2027-01-11", "--heavy", "9"],
        ["new", "--template", "half", "--start", "2027-01-11", "--dry-run"],
        ["new", "--from", "none.yaml", "--race", "2027-05-01"],
        ["import", "none.fit"],
        ["import", "none.fit", "--zone", "Mars/Olympus"],
        ["set"],
        ["set", "unit"],
        ["set", "unit", "furlong"],
        ["set", "nothing", "1"],
        ["set", "unit", "mi", "--dry-run"],
    ],
    ids=" ".join,
)
def test_where_nothing_is_stored_nothing_is_made(
    capsys: pytest.CaptureFixture[str], missing: Path, words: list[str]
) -> None:
    assert "made a new database" not in call(capsys, missing, *words).err
    assert not missing.parent.exists()


@pytest.mark.parametrize("name", ["new", "import", "set"])
def test_what_makes_a_database_says_so_and_answers_with_one_document(
    capsys: pytest.CaptureFixture[str], missing: Path, tmp_path: Path, name: str
) -> None:
    run = tmp_path / "run.gpx"
    run.write_bytes(gpx_file(gpx_track(gpx_run(3000, 900))))
    words = {
        "new": ["--template", "half", "--start", "2027-01-11"],
        "import": [str(run)],
        "set": ["zone", "Europe/Berlin"],
    }[name]
    said = call(capsys, missing, name, *words, "--json")
    assert said.code == 0
    assert said.err == f"planner: made a new database, {missing}.\n"
    assert isinstance(json.loads(said.out), dict)
    assert call(capsys, missing, "today").code == 0


@pytest.mark.parametrize("typed", ["plannr.db", "planner.bd"])
def test_the_nearest_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, typed: str) -> None:
    assert call(capsys, tmp_path / "planner.db", "set", "unit", "mi").code == 0
    said = call(capsys, tmp_path / typed, "today")
    assert f"{typed} (did you mean planner.db?); planner --db " in said.err
    assert not (tmp_path / typed).exists()


@pytest.mark.parametrize("words", [["today"], ["set", "unit", "mi"], []], ids=str)
def test_an_empty_name_is_not_the_usual_database(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("PLANNER_DB", str(tmp_path / "usual.db"))
    assert main(["--db", "", *words]) == 1  # as in a script: --db "$ATHLETE", which is not set there
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "planner: --db is empty; it takes a file or the name of an athlete.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["today"], ["set", "unit", "mi"], ["locate"], []], ids=str)
@pytest.mark.parametrize("by_variable", [False, True])
def test_a_mistyped_athlete_is_no_file(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    *,
    by_variable: bool,
) -> None:
    (tmp_path / "planner.toml").write_text('[athletes]\nann = "ann.db"\nbob = "bob.db"\n', encoding="utf-8")
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "planner.toml"))
    monkeypatch.chdir(tmp_path)
    for typed, hint in (("bbo", "did you mean bob?"), ("zzz", "the settings name ann and bob.")):
        monkeypatch.setenv("PLANNER_DB", typed if by_variable else "elsewhere.db")
        capsys.readouterr()
        assert main([*(() if by_variable else ("--db", typed)), *words]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err == f'planner: There is no athlete "{typed}" (./{typed} would be a file); {hint}\n'
    assert [each.name for each in tmp_path.iterdir()] == ["planner.toml"]
