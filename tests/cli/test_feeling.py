"""`planner feel`: what is said, what waits for it, and what is refused."""

from __future__ import annotations

import pytest

from tests.cli.said import Planner


def test_soreness_is_recorded_says_what_waits_and_is_undone(block: Planner) -> None:
    said = block("feel", "sore", "7", "--note", "stairs")
    assert said.code == 0
    assert "No heavy session until Fri 8 Jan: soreness of 7 on Wed 6 Jan." in said.out
    gates = block("screening", "--json").document["screening"]["gates"]
    assert [(gate["rule"], gate["kinds"], gate["from"], gate["to"]) for gate in gates] == [
        ("R8", ["heavy"], "2027-01-06", "2027-01-08"),
    ]  # fmt: skip
    assert block("feel", "sore", "7").out == "Nothing would change. Wed 6 Jan 2027 has it already.\n"
    assert block("undo").out == "Taken back: sore 7: Wed 6 Jan 2027.\n"
    assert block("screening", "--json").document["screening"]["gates"] == []


def test_a_bad_night_of_yesterday_keeps_heavy_out_and_the_workouts_in(block: Planner) -> None:
    before = [(item["id"], item["date"], item["status"]) for item in block("agenda", "--json").document["items"]]
    document = block("feel", "slept badly", "--day", "yesterday", "--json").document
    assert document["operation"] == "slept badly: Tue 5 Jan 2027"
    assert document["remarks"][0].startswith("No heavy session until")
    after = [(item["id"], item["date"], item["status"]) for item in block("agenda", "--json").document["items"]]
    assert after == before
    told = " ".join(block("screening").out.split())
    assert "No heavy session until Thu 7 Jan: under 5 h of sleep in two nights before Tue 5 Jan." in told
    assert block("feel", "well", "--day", "yesterday").out == "well: Tue 5 Jan 2027\n"


def test_a_dry_run_changes_nothing(block: Planner) -> None:
    before = block("history", "--json").document["operations"]
    assert "nothing was changed" in block("feel", "sore", "9", "--dry-run").out
    assert block("history", "--json").document["operations"] == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sore", "11"], "Soreness is 0 (none) to 10, not 11."),
        (["gr\x1beat"], "is not how a day feels; say"),
        (["sore", "7", "--day", "2027-01-07"], "Thu 7 Jan is ahead"),
        (["well"], "Nothing was recorded of how Wed 6 Jan feels."),
    ],
)
def test_what_is_no_feeling_is_refused_with_a_sentence(block: Planner, words: list[str], said: str) -> None:
    before = block("history", "--json").document["operations"]
    answered = block("feel", *words)
    assert (answered.code, answered.out) == (1, "")
    assert said in answered.err
    assert "\x1b" not in answered.err
    assert block("history", "--json").document["operations"] == before
