"""Doses that follow the log, on the command line: the sentence of ``done``, the rungs of ``lint`` and ``progress``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

NEW = (
    *("new", "--template", "half", "--race", "2027-04-25", "--body-mass", "100", "--background", "some"),
    *("--heavy", "0", "--moderate", "2", "--light", "0"),
)


@pytest.fixture
def block(planner: Planner) -> Planner:
    """A block of twelve weeks from Monday 1 February with two moderate sessions a week."""
    assert planner(*NEW, "--json", today="2027-02-01").document["block"] == 1
    return planner


def sessions(block: Planner) -> list[dict[str, Any]]:
    items = block("agenda", "--json").document["items"]
    return [item for item in items if item["sport"] == "strength"]


def loads(block: Planner) -> list[float]:
    return [item["planned"]["sets"][0]["load_kg"] for item in sessions(block)]


def done(block: Planner, number: int, *words: str) -> dict[str, Any]:
    session = sessions(block)[number]
    document: dict[str, Any] = block("done", str(session["id"]), *words, "--json", today=session["date"]).document
    return document


def test_two_hard_and_painful_sessions_lower_what_comes_and_undo_takes_all_back(block: Planner, database: Path) -> None:
    first, second = sessions(block)[:2]
    done(block, 0, "--rpe", "9", "--pain", "4")
    before = canonical(database)
    said = block("done", str(second["id"]), "--rpe", "9", "--pain", "4", today=second["date"])
    assert "Two sessions hurt 4 of 10: the sled goes one rung down, from 36 to 33 kg," in said.out
    assert set(loads(block)[2:]) == {33.0}
    block("undo")
    assert canonical(database) == before
    assert first["id"] != second["id"]


def test_the_document_has_what_every_planning_command_has(block: Planner) -> None:
    done(block, 0, "--rpe", "5")
    document = done(block, 1, "--rpe", "5")
    assert list(document) == ["operation", "items", "removed", "remarks", "offer", "unplaced"]
    assert document["remarks"] == ["The last two sessions felt easy, so next week's sled goes from 36 to 39.5 kg."]
    marked, *followed = document["items"]
    assert (marked["status"], {item["status"] for item in followed}) == ("done", {"planned"})
    assert followed[0]["planned"]["sets"][0]["load_kg"] == 39.5
    skipped = block("skip", str(followed[0]["id"]), "--reason", "ill", "--json", today="2027-02-09").document
    assert list(skipped) == list(document)


def test_a_session_that_is_deleted_or_edited_after_all_is_forgotten(block: Planner) -> None:
    table = loads(block)
    done(block, 0, "--rpe", "5")
    document = done(block, 1, "--rpe", "5")
    assert loads(block) != table
    deleted = block("delete", str(document["items"][0]["id"]), "--json", today="2027-02-05").document
    assert len(deleted["items"]) == len(document["items"]) - 1
    assert loads(block) == [table[0], *table[2:]]


def test_progress_and_lint_show_the_rungs(block: Planner) -> None:
    assert block("progress", "--json", today="2027-02-09").document["weeks"][-1]["rungs"] == []
    done(block, 0, "--rpe", "5")
    done(block, 1, "--rpe", "5")
    weeks = block("progress", "--weeks", "3", "--json", today="2027-02-09").document["weeks"]
    before, first, second = (week["rungs"] for week in weeks)
    assert before == []
    assert first == [
        {
            "block": 1,
            "week": 1,
            "start": "2027-02-01",
            "kind": "moderate",
            "table_rung": 4,
            "planned_rung": 4,
            "planned_kg": 36.0,
            "done_rung": 4,
            "done_kg": 36.0,
            "why": "As the table plans.",
        }
    ]
    (rung,) = second
    assert (rung["table_rung"], rung["planned_rung"], rung["planned_kg"], rung["done_kg"]) == (4, 5, 39.5, None)
    assert rung["why"] == "The last two sessions felt easy: one rung above the table."
    for words in (("lint",), ("progress",)):
        out = " ".join(block(*words, today="2027-02-09").out.split())
        assert "Sled loads, week by week: Week 1, moderate: rung 5 planned (36 kg), rung 5 done (36 kg)." in out
        assert "Week 2, moderate: rung 6 planned (39.5 kg), not done yet." in out


def waiting(block: Planner, today: str) -> list[dict[str, Any]]:
    """The findings on weeks without the sled."""
    findings = json.loads(block("lint", "--json", today=today).out)["findings"]
    return [one for one in findings if one["code"] == "D6"]


def test_weeks_without_the_sled_are_found_and_reslot_follows_them(block: Planner, database: Path) -> None:
    done(block, 0)
    done(block, 1)
    later = "2027-02-22"
    (found,) = waiting(block, later)
    assert found["why"].startswith("You have not pushed the sled for ")
    assert found["why"].endswith(" days, so this week's sled goes from 36 to 33 kg.")
    before = canonical(database)
    followed = block("reslot", later, "--json", today=later).document
    assert found["why"] in followed["remarks"]
    assert waiting(block, later) == []
    block("undo")
    assert canonical(database) == before


def test_a_block_planned_again_keeps_what_the_log_decided(block: Planner) -> None:
    done(block, 0, "--rpe", "9", "--pain", "4")
    done(block, 1, "--rpe", "9", "--pain", "4")
    block("refit", "--race", "2027-05-02", today="2027-02-05")
    assert set(loads(block)[2:]) == {33.0}


def test_an_empty_sled_that_is_heavier_than_planned_gets_more_rounds(planner: Planner) -> None:
    words = (*NEW[:-8], "--background", "none", "--sled", "30", "--heavy", "0", "--moderate", "2", "--light", "0")
    assert planner(*words, "--json", today="2027-02-01").document["block"] == 1
    rounds = [item["planned"]["sets"][0]["rounds"] for item in sessions(planner)[:3]]
    assert loads(planner)[:2] == [30.0, 30.0]
    done(planner, 0, "--rpe", "5")
    document = done(planner, 1, "--rpe", "5")
    assert loads(planner)[2] == 30.0
    assert sessions(planner)[2]["planned"]["sets"][0]["rounds"] <= rounds[2]
    assert len(document["remarks"]) <= 1
