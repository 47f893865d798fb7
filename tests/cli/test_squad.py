"""`planner squad`: a line for each runner that the settings name."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from planner.cli import main
from planner.text import cell_width
from planner.usecases import squad
from tests.cli.said import Said
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START

WEDNESDAY = "2027-01-06"
Call = Callable[..., Said]
Name = Callable[..., None]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("PLANNER_CONFIG", str(tmp_path / "planner.toml"))

    def run(*words: str, today: str = WEDNESDAY) -> Said:
        capsys.readouterr()
        code = main(["--today", today, *words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def name_athletes(tmp_path: Path, block_original: Path) -> Name:
    """Write settings that name some athletes, each with a file of their own that has the same block."""

    def write(*names: str) -> None:
        for name in names:
            shutil.copy(block_original, tmp_path / f"{name}.db")
        lines = (f'"{name}" = "{name}.db"\n' for name in names)
        (tmp_path / "planner.toml").write_text("[athletes]\n" + "".join(lines), encoding="utf-8")

    return write


def test_each_has_a_line_in_the_order_of_the_settings(call: Call, name_athletes: Name) -> None:
    name_athletes("zoe", "ann", "bob")
    for words in (["done", "2"], ["away", "today", "2027-01-08", "--kind", "injured"]):
        assert call("--db", "ann", *words).code == 0
    said = call("squad")
    assert (said.code, said.err) == (0, "")
    head, zoe, ann, bob = said.out.splitlines()
    assert head.split() == ["Athlete", "Run", "Str", "Marked", "Miss", "Next", "Race", "Asks"]
    assert [line.split()[0] for line in (zoe, ann, bob)] == ["zoe", "ann", "bob"]
    assert "never" in zoe
    assert zoe.split()[1:] == bob.split()[1:]
    assert ann.split()[1:5] == ["6/34", "km", "0/2", "today"]
    assert "injured to 8 Jan" in ann


def test_the_figures_are_those_of_the_week(call: Call, name_athletes: Name) -> None:
    name_athletes("ann")
    call("--db", "ann", "done", "2")
    (ann,) = call("squad", "--json").document["athletes"]
    week = call("--db", "ann", "week", "--json").document
    assert ann["totals"] == week["totals"]
    assert (ann["week"]["from"], ann["week"]["to"]) == (week["from"], week["to"])
    first_open = next(one for one in week["items"] if one["date"] >= WEDNESDAY and one["status"] == "planned")
    assert ann["next"] == first_open
    assert ann["race"]["kind"] == "race"
    assert ann["last_marked"] == "2027-01-05"
    missed = [one for one in week["items"] if one["status"] == "missed"]
    assert ann["missed"] == len(missed)
    assert (ann["pain"], ann["questions"], ann["absence"], ann["problems"]) == (None, 0, None, [])


def test_what_asks_for_a_look_is_said(call: Call, name_athletes: Name, tmp_path: Path) -> None:
    name_athletes("ann", "bob")
    heavy = next(
        one["id"]
        for one in call("--db", "ann", "agenda", "--json").document["items"]
        if one["sport"] == "strength" and one["date"] <= "2027-01-12"
    )
    assert call("--db", "ann", "done", str(heavy), "--pain", "6", "--pain-next", "2", today="2027-01-12").code == 0
    path = tmp_path / "run.fit"
    of_unknown_sport = begin().session(start=START, timer_s=1800, elapsed_s=1800, distance_m=5000, sport=254)
    path.write_bytes(of_unknown_sport.close())
    assert call("--db", "bob", "import", str(path), "--date", "2027-01-11", today="2027-01-12").code == 0
    questions = call("--db", "bob", "inbox", "--json").document["questions"]
    ann, bob = call("squad", "--json", today="2027-01-12").document["athletes"]
    assert (ann["pain"], ann["questions"]) == (6, 0)
    assert bob["questions"] == len(questions) > 0
    _, of_ann, of_bob = call("squad", today="2027-01-12").out.splitlines()
    assert of_ann.endswith("  pain 6")
    assert of_bob.endswith(f"  {len(questions)}?")


def test_a_file_that_cannot_be_read_gets_its_sentence_and_the_others_their_lines(
    call: Call, name_athletes: Name, tmp_path: Path
) -> None:
    name_athletes("gone", "ann", "junk", "newer", "torn")
    (tmp_path / "gone.db").unlink()
    (tmp_path / "junk.db").write_text("no database at all " * 100)
    for name, change in (
        ("newer", "PRAGMA user_version = 99"),
        ("torn", "UPDATE item SET date = '2027-01-0x' WHERE id = 2"),
    ):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute(change)
    said = call("squad")
    assert said.code == 1
    cells = [line.split(maxsplit=1) for line in said.out.splitlines()[1:]]
    assert [name for name, _ in cells] == ["gone", "ann", "junk", "newer", "torn"]
    unread = [name for name, rest in cells if rest == "cannot be read"]
    assert unread == ["gone", "junk", "newer"]
    sentences = said.err.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in sentences] == ["gone", "junk", "newer", "torn"]
    parts = "There is no database", "is a text file", "newer planner", "Workout 2 has a damaged date"
    assert [part for part, sentence in zip(parts, sentences, strict=True) if part not in sentence] == []
    assert not (tmp_path / "gone.db").exists()


def test_a_sentence_names_the_command_for_the_file_that_it_is_about(
    call: Call, name_athletes: Name, tmp_path: Path
) -> None:
    name_athletes("ann", "bob lee")
    assert call("--db", "ann", "backup").code == 0
    for name in ("ann", "bob lee"):
        (tmp_path / f"{name}.db").unlink()
    ann, bob = call("squad").err.splitlines()
    assert "planner --db ann restore 1 brings its newest backup back" in ann
    assert "planner --db 'bob lee' new makes one" in bob
    assert call("--db", "ann", "restore", "1").code == 0
    (bob,) = call("squad").err.splitlines()
    assert "bob lee" in bob


def test_no_line_is_wider_than_a_terminal(call: Call, name_athletes: Name) -> None:
    name_athletes("Wolfeschlegelsteinhausenberger Senior", "ann", "選手の名前は長い")
    for name in ("ann", "選手の名前は長い"):
        for words in (["run", "--distance", "987km"], ["other sport with a long name indeed"]):
            call("--db", name, "add", "today", *words)
        call("--db", name, "add", WEDNESDAY, "heavy", "--done", "--pain", "10")
    said = call("squad")
    assert (said.code, said.err) == (0, "")
    assert max(map(cell_width, said.out.splitlines())) <= 80
    assert len({cell_width(line[: line.index(" km")]) for line in said.out.splitlines()[1:]}) == 1


def test_without_athletes_it_says_where_they_are_named(call: Call) -> None:
    said = call("squad")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "planner: The settings name no athletes: planner config shows the section [athletes] that does.\n"
    )


def test_a_large_squad_is_read_by_several_processes_in_the_same_order(
    call: Call, name_athletes: Name, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_athletes("ann", "gone", "bob")
    (tmp_path / "gone.db").unlink()
    alone = call("squad")
    monkeypatch.setattr(squad, "_LARGE", 2)
    monkeypatch.setattr(squad, "_processors", lambda: 2)
    assert call("squad") == alone
    assert alone.out.count("\n") == 4


def test_each_line_is_there_before_the_next_file_is_opened(name_athletes: Name, tmp_path: Path) -> None:
    name_athletes("ann", "bob")
    rows = squad.read_squad({name: tmp_path / f"{name}.db" for name in ("ann", "bob")}, dt.date(2027, 1, 6))
    assert next(rows).now is not None
    (tmp_path / "bob.db").unlink()
    (bob,) = rows
    assert bob.now is None
    assert bob.problems[0].startswith("There is no database")
