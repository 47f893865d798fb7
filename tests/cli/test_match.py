"""``planner match``: the rules of matching on a file, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.said import Planner

CASE = {
    "id": "A",
    "zone": "Europe/Berlin",
    "planned": [
        {"id": 1, "date": "2027-01-06", "sport": "run", "kind": "easy", "distance_m": 8000, "slot": "am"},
        {"id": 2, "date": "2027-01-05", "sport": "run", "kind": "long", "distance_m": 16000},
        {"id": 3, "date": "2027-01-07", "sport": "run", "kind": "easy", "distance_m": 5000},
    ],
    "activities": [
        {"id": "a", "local_start": "2027-01-06T07:00:00", "sport": "run", "distance_m": 8100, "duration_s": 2880},
        {"id": "b", "local_start": "2027-01-06T17:00:00", "sport": "run", "distance_m": 16100, "duration_s": 5700},
        {"id": "c\u202e\x1b[31m", "local_start": "2027-01-01T17:00:00", "sport": "run", "distance_m": 3000},
        {"id": "d", "local_start": "2027-01-07T18:00:00", "sport": "run", "distance_m": 4900, "duration_s": 1800},
        {"id": "e", "local_start": "2027-01-07T07:00:00", "sport": "run", "distance_m": 5100, "duration_s": 1800},
    ],
    "links": [],
    "refused": [],
    "expect": {"pairs": "whatever"},
}


def test_the_answer_is_one_document(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    answer = planner("match", str(file), "--json").document
    assert answer["pairs"] == [{"item": 1, "activities": ["a"], "tier": "sure", "cost": 12, "margin": 644}]
    assert [(each["activities"], each["proposed"], each["why"]) for each in answer["inbox"]] == [
        (["b"], 2, "another day"),
        (["e", "d"], None, "unclear"),
    ]
    assert len(answer["unplanned"]) == 1
    assert answer["changed"] == []


def test_several_cases_are_answered_in_their_order(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE, {**CASE, "planned": []}]), encoding="utf-8")
    first, second = planner("match", str(file), "--json").document["cases"]
    assert (len(first["pairs"]), len(second["pairs"]), len(second["unplanned"])) == (1, 0, 5)


def test_people_get_words(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), encoding="utf-8")
    out = planner("match", str(file)).out
    assert "1 is a: sure, cost 12; 8.1 of 8 km, same day, am; next best 644 dearer" in out
    assert "e or d" in out
    assert "Tuesday's long run, a day later, 16.1 of 16 km?" in " ".join(out.split())
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert all(len(line) < 80 for line in out.splitlines())


@pytest.mark.usefixtures("missing")
def test_it_makes_no_database_and_refuses_in_one_sentence(planner: Planner, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{"planned": [{"id": "one"}]}', encoding="utf-8")
    said = planner("match", str(file))
    assert (said.code, said.out) == (1, "")
    assert "case.json: planned[0].date is missing." in said.err
    missing = planner("match", str(tmp_path / "none.json"))
    assert missing.code == 1
    assert missing.err.count("\n") == 1
    assert not list(tmp_path.glob("**/*.db"))
