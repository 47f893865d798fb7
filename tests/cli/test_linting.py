"""What the rules find, said on the command line: lines for people, a document for scripts, and what is accepted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.tui.season import write_season

TODAY = "2027-01-07"


@pytest.fixture(scope="module")
def season_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("season") / "book.db"
    write_season(path)
    return path


@pytest.fixture
def season(planner: Planner, season_original: Path, database: Path) -> Planner:
    """A season made by hand, whose last heavy sessions are too big and too near the race."""
    shutil.copy(season_original, database)
    return planner


def codes(planner: Planner, *words: str) -> list[str]:
    said = planner("lint", "--json", *words, today=TODAY)
    return [one["code"] for one in json.loads(said.out)["findings"]]


def test_each_finding_says_what_why_and_what_would_help(season: Planner) -> None:
    said = season("lint", today=TODAY)
    assert (said.code, said.err) == (1, "")
    lines = said.out.splitlines()
    place = lines.index("HC9  breaks a hard rule: Tue 9 Feb 18:00 heavy sled  #93")
    why, help_, source = lines[place + 1 : place + 4]
    assert why == "     It leaves only four and a half days before Sunday's race; leave at least a week."
    assert help_.startswith(
        "     No room for the heavy session in week 11: 4 of its 14 half-days are days you don't run,"
    )
    assert source.startswith("     It rests on evidence, read in the source (Cess21)")
    assert "     It is locked. Better: Wed 10 Feb pm, with no drawback." in lines
    assert lines[-1] == "6 findings: 11 strength sessions and 28 runs, Thu 7 Jan to Sun 14 Feb."


def test_the_document_has_every_field(season: Planner) -> None:
    document = json.loads(season("lint", "--json", today=TODAY).out)
    assert set(document) == {"findings", "accepted"}
    assert document["accepted"] == 0
    first = next(one for one in document["findings"] if one["severity"] == "breaks")
    assert {name: first[name] for name in ("code", "severity", "date", "week", "block", "item", "where")} == {
        "code": "HC9",
        "severity": "breaks",
        "date": "2027-02-09",
        "week": False,
        "block": 1,
        "item": 93,
        "where": "Tue 9 Feb 18:00 heavy sled",
    }
    assert first["source"].startswith("Cess21 [V]")
    dates = [one["date"] for one in document["findings"]]
    assert dates == sorted(dates)


def test_nothing_found_is_no_failure_and_says_what_was_looked_at(block: Planner) -> None:
    said = block("lint", "1")
    found = json.loads(block("lint", "1", "--json").out)
    assert said.code == (1 if found["findings"] else 0)
    empty = block("lint", today="2030-01-01")
    assert (empty.code, empty.out) == (0, "Nothing found: nothing is planned in the days to come.\n")


def test_the_past_only_with_all(season: Planner) -> None:
    assert "HC13" not in codes(season)
    assert "HC13" in codes(season, "--all")


def test_what_is_accepted_is_not_counted_and_can_be_raised_again(season: Planner) -> None:
    before = codes(season)
    said = season("lint", "--accept", "hc9@2027-02-09", "--note", "my \x1b[31mown", today=TODAY)
    assert said.code == 0
    assert said.out.splitlines()[0] == "Accepted: HC9  Tue 9 Feb 2027   block 1: my \ufffd[31mown"
    assert codes(season) == [code for code in before if code != "HC9"]
    assert "1 more accepted (planner lint --accepted)" in season("lint", today=TODAY).out
    listed = season("lint", "--accepted")
    assert listed.code == 0
    assert listed.out.startswith("    1  HC9  Tue 9 Feb 2027   block 1: my \ufffd[31mown\n")
    document = season("lint", "--accepted", "--json").document
    assert document == {
        "accepted": [{"id": 1, "code": "HC9", "block": 1, "date": "2027-02-09", "note": "my \ufffd[31mown"}]
    }
    assert season("lint", "--reject", "1").out == "Reported again: HC9  Tue 9 Feb 2027   block 1: my \ufffd[31mown\n"
    assert codes(season) == before


def test_a_code_on_any_day_and_one_undo(season: Planner) -> None:
    before = codes(season)
    assert before.count("D1") == 2
    assert season("lint", "--accept", "D1", today=TODAY).code == 0
    assert codes(season) == [code for code in before if code != "D1"]
    assert json.loads(season("lint", "--json", today=TODAY).out)["accepted"] == 2
    assert season("undo").code == 0
    assert codes(season) == before


def test_everything_accepted_is_nothing_found(season: Planner) -> None:
    for code in dict.fromkeys(codes(season)):
        assert season("lint", "--accept", code, today=TODAY).code == 0
    said = season("lint", today=TODAY)
    assert said.code == 0
    assert said.out.startswith("Nothing found: 11 strength sessions")
    assert "6 more accepted" in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["x"], 'block must be a whole number, not "x".'),
        (["7"], "There is no block 7."),
        (["--accept", "S1"], 'Nothing is found under "S1"'),
        (["--accept", "HC4@2027-01-13"], 'Nothing is found under "HC4" on Wed 13 Jan'),
        (["--reject", "4"], "There is no accepted finding 4."),
        (["--accepted", "--reject", "4"], "Give only one of"),
        (["--note", "why"], "A note says why something is accepted"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(season: Planner, words: list[str], sentence: str) -> None:
    said = season("lint", *words, today=TODAY)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert season("lint", "--accepted", "--json").document == {"accepted": []}


def test_the_real_program(season: Planner, program: Planner) -> None:
    found = program("lint", "1", "--json", today=TODAY)
    assert (found.code, found.err) == (1, "")
    first, *others = dict.fromkeys(one["code"] for one in json.loads(found.out)["findings"])
    assert program("lint", "--accept", first, today=TODAY).code == 0
    for code in others:
        assert season("lint", "--accept", code, today=TODAY).code == 0
    assert program("lint", "--json", today=TODAY).document == {"findings": [], "accepted": 6}
