"""Bad input: one plain sentence, the right exit code, and not a byte changed."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from tests.cli.said import Planner

REFUSED = [
    (["done", "999"], "There is no workout 999."),
    (["done", "2027-02-30"], "2027-02-30"),
    (["done", "soonish"], "soonish"),
    (["done", "1"], "nothing to mark done"),
    (["done", "2", "--distance", "-3"], "-3"),
    (["done", "2", "--distance", "eight"], "eight"),
    (["done", "2", "--distance", "nan"], "nan"),
    (["done", "2", "--time", "4:99"], "4:99"),
    (["done", "2", "--rpe", "11"], "11"),
    (["done", "2", "--at", "2027-06-01"], "ahead"),
    (["done", "2", "--note", "x" * 10_001], "10000 characters"),
    (["skip", "2", "--reason", "x" * 201], "200 characters"),
    (["done", "2", "--distance", "\x1b[2J"], "distance"),
    (["skip", "2", "--reason", " "], "reason"),
    (["skip", "77777", "--reason", "ill"], "77777"),
    (["move", "2", "2027-13-01"], "2027-13-01"),
    (["move", "2", "1066-10-14"], "1066-10-14"),
    (["move", "4711", "2027-01-09"], "4711"),
    (["week", "yesterweek"], "yesterweek"),
    (["agenda", "--from", "2027-02-01", "--to", "2027-01-01"], "before"),
    (["progress", "--weeks", "0"], "weeks"),
    (["progress", "--weeks", "many"], "many"),
    (["progress", "--weeks", "9" * 5000], "999…"),
    (["export", "plan", "٣"], "whole number"),
    (["why", "2027-02-29"], "2027-02-29"),
    (["new", "--template", "ultra", "--race", "2027-05-01"], "ultra"),
    (["new", "--template", "half"], "race day or on a first day"),
    (["new", "--template", "half", "--race", "2026-05-01"], "is past"),
    (["new", "--template", "half", "--start", "2027-01-04", "--race", "2027-05-01"], "only one"),
    (["new", "--race", "2027-05-01"], "template or from a file"),
    (["new", "--template", "half", "--race", "2027-05-01", "--heavy", "3"], "at most 2"),
    (["new", "--template", "half", "--race", "2027-05-01", "--heavy", "-1"], "heavy"),
    (["new", "--template", "half", "--race", "2027-05-01", "--peak-km", "500"], "500"),
    (["new", "--template", "half", "--race", "2027-05-01", "--unavailable", "someday"], "someday"),
    (["new", "--template", "half", "--race", "2027-05-01", "--body-mass", "7"], "7"),
    (["new", "--template", "half", "--race", "2027-05-01", "--body-mass", "9000"], "at most 500"),
    (["new", "--template", "half", "--race", "2027-05-01", "--sled", "9000"], "at most 1000"),
    (["new", "--template", "half", "--race", "2027-05-01", "--floor", "lava"], "lava"),
    (["new", "--from", "no-such-file.yaml", "--race", "2027-05-01"], "no-such-file.yaml"),
    (["slot", "no-such-file.json"], "no-such-file.json"),
]


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("words", "names"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_refused_in_one_sentence(block: Planner, database: Path, words: list[str], names: str) -> None:
    before = fingerprint(database)
    said = block(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("planner: ")
    assert said.err.count("\n") == 1
    assert names in said.err
    assert "\x1b" not in said.err
    assert fingerprint(database) == before


@pytest.mark.parametrize(
    "words", [["frobnicate"], ["done", "--frobnicate"], ["skip", "2"], ["move"], ["week", "a", "b"]]
)
def test_wrong_usage_exits_2(block: Planner, database: Path, words: list[str]) -> None:
    before = fingerprint(database)
    said = block(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert fingerprint(database) == before


def test_the_full_screen_needs_a_terminal(planner: Planner) -> None:
    said = planner()
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def future(path: Path) -> None:
    from planner import store

    store.prepare(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


SHAPES = {
    "png": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "empty": lambda path: path.touch(),
    "cut": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(34)),
    "text": lambda path: path.write_text("dear diary"),
    "directory": lambda path: path.mkdir(),
    "foreign": foreign,
    "future": future,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("words", [["today"], ["done", "1"], ["undo"], ["history"], ["progress"]])
def test_a_file_that_is_no_database_of_ours_is_left_alone(
    planner: Planner, missing: Path, shape: str, words: list[str]
) -> None:
    SHAPES[shape](missing)
    before = fingerprint(missing) if missing.is_file() else ""
    said = planner(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("planner: ")
    assert said.err.count("\n") == 1
    assert str(missing) in said.err
    assert not missing.is_file() or fingerprint(missing) == before


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[screen]\ntheme = 'loud'", "loud"),
        ("[sound]\n", "sound"),
        ("[rules]\nS7 = 'much'", "S7"),
        ("= nonsense", "TOML"),
        ("[screen]\ncolour = 'red'", "colour"),
    ],
)
def test_a_settings_file_with_a_mistake(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, names: str
) -> None:
    settings = tmp_path / "planner.toml"
    settings.write_text(text)
    monkeypatch.setenv("PLANNER_CONFIG", str(settings))
    said = planner("rules")
    assert said.code == 1
    assert str(settings) in said.err
    assert names in said.err


@pytest.mark.parametrize("today", ["2027-02-30", "someday", "99"])
def test_an_impossible_today(planner: Planner, today: str) -> None:
    said = planner("today", today=today)
    assert said.code == 1
    assert today in said.err
