"""`planner refit` through the real program: shown, made, told in the history, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

TODAY = "2027-02-10"


@pytest.mark.usefixtures("block")
def test_a_block_is_refitted_told_and_taken_back(program: Planner, database: Path) -> None:
    before = canonical(database)
    shown = program("refit", "--race", "2027-04-11", "--dry-run", today=TODAY)
    name = "re-fit: Half marathon, 12 weeks to a race on Sun 11 Apr 2027"
    assert shown.out.splitlines()[0] == f"{name} - nothing was changed, this is what would be:"
    assert canonical(database) == before
    made = program("refit", "1", "--race", "2027-04-11", "--follow", "--json", today=TODAY)
    document = made.document
    assert (document["operation"], document["offer"]) == (name, [])
    assert document["remarks"][0] in shown.out
    assert document["remarks"][0].endswith("weeks 7 to 14, from Mon 15 Feb on.")
    assert document["removed"]
    assert min(item["date"] for item in document["items"] if item["sport"] == "run") >= "2027-02-15"
    late = "No heavy or moderate session of this block was done before, so this week's sled goes from 42 to 35 kg."
    assert document["remarks"][-1] == late
    assert {item["date"] for item in document["items"] if item["kind"] == "race"} == {"2027-04-11"}
    assert name in program("history", today=TODAY).out
    assert program("undo", today=TODAY).out == f"Taken back: {name}.\n"
    assert canonical(database) == before


@pytest.mark.usefixtures("block")
def test_a_race_too_near_is_refused_in_one_sentence(program: Planner, database: Path) -> None:
    before = canonical(database)
    said = program("refit", "--race", "2027-02-14", today=TODAY)
    assert (said.code, said.out) == (1, "")
    sentence = "A race on 2027-02-14 is too near for Half marathon, 12 weeks: the nearest that can be is 2027-02-15."
    assert said.err == f"planner: {sentence}\n"
    assert program("refit", today=TODAY).code == 2
    assert canonical(database) == before
