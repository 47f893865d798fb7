"""What was really done, told on the command line: other sets, pain, something else instead; and several skipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical


def session(block: Planner) -> dict[str, Any]:
    items = block("week", "--json").document["items"]
    found: dict[str, Any] = next(item for item in items if item["sport"] == "strength")
    return found


def the(block: Planner, number: int) -> dict[str, Any]:
    items = block("agenda", "--json").document["items"]
    found: dict[str, Any] = next(item for item in items if item["id"] == number)
    return found


def test_other_rounds_and_the_wall_sit_as_planned(block: Planner) -> None:
    planned = session(block)
    item, *_ = block("done", str(planned["id"]), "--sled", "3x20 40", "--rpe", "6", "--json").document["items"]
    assert item["id"] == planned["id"]
    sled, sit = item["actual"]["sets"]
    assert (sled["rounds"], sled["load_kg"], item["actual"]["rpe"]) == (3, 40.0, 6)
    assert sit == planned["planned"]["sets"][1]
    assert item["actual"]["source"] == "typed"
    totals = block("week", "--json").document["totals"]["strength"]
    assert (totals["sled_m_done"], totals["sled_kgm_done"]) == (60, 2400)


def test_without_a_sled_that_day_the_wall_sit_alone(block: Planner) -> None:
    number = str(session(block)["id"])
    (item,) = block("done", number, "--sled", "", "--wall-sit", "3x1:00", "--json").document["items"]
    (sit,) = item["actual"]["sets"]
    assert (sit["exercise"], sit["rounds"], sit["hold_s"]) == ("wall_sit", 3, 60)


def test_pain_is_kept_and_shown(block: Planner) -> None:
    (item,) = block("done", "4", "--pain", "3/10", "--json").document["items"]
    assert item["actual"]["pain"] == 3
    assert "pain 3" in block("today").out


def test_another_kind_is_recorded_beside_the_plan_it_replaced(block: Planner, database: Path) -> None:
    before = canonical(database)
    (item,) = block("done", "4", "--as", "bike", "--time", "1:00:00", "--json").document["items"]
    assert (item["status"], item["sport"], item["actual"]["duration_s"]) == ("unplanned", "cross", 3600)
    assert item["planned"]["distance_m"] is None
    assert (the(block, 4)["status"], the(block, 4)["reason"]) == ("skipped", f"replaced by Cross ({item['id']})")
    assert "≈     4" in block("today").out
    block("undo")
    assert canonical(database) == before


def test_a_session_in_place_of_a_run_has_the_sets_that_were_done(block: Planner) -> None:
    said = block("done", "4", "--as", "moderate", "--sled", "3x20 40", "--wall-sit", "2x60", "--json")
    (item,) = said.document["items"]
    sled, sit = item["actual"]["sets"]
    assert (item["kind"], sled["rounds"], sled["load_kg"], sit["hold_s"]) == ("moderate", 3, 40.0, 60)


def test_a_run_in_place_of_a_session_has_no_sled(block: Planner, database: Path) -> None:
    number = str(session(block)["id"])
    before = canonical(database)
    said = block("done", number, "--as", "easy", "--sled", "3x20 40")
    assert (said.code, said.err) == (
        1, 'planner: sled "3x20 40": only a strength session has a sled and a wall sit.\n',
    )  # fmt: skip
    assert canonical(database) == before


@pytest.mark.parametrize("which", ["2,4,#2", "2027-01-05..2027-01-06"])
def test_several_are_skipped_in_one_operation(block: Planner, database: Path, which: str) -> None:
    before = canonical(database)
    items = block("skip", which, "--reason", "ice", "--json").document["items"]
    assert {(item["status"], item["reason"]) for item in items} == {("skipped", "ice")}
    assert len({item["id"] for item in items}) == len(items) >= 2
    block("undo")
    assert canonical(database) == before


@pytest.mark.usefixtures("block")
def test_the_real_program_plans_refuses_and_takes_back(program: Planner, database: Path) -> None:
    before = canonical(database)
    refused = program("move", "4711", "fri")
    assert (refused.code, refused.out, refused.err) == (1, "", "planner: There is no workout 4711.\n")
    assert program("swap", "tue").code == 2
    made = program("swap", "2027-01-12", "2027-01-13")
    assert (made.code, made.err) == (0, "")
    assert canonical(database) != before
    assert program("undo").out == "Taken back: swap: Tue 12 Jan and Wed 13 Jan.\n"
    assert canonical(database) == before


def test_an_option_of_sets_that_is_given_again_adds_sets(block: Planner) -> None:
    planned = session(block)
    options = ("--sled", "3x20 40", "--sled", "2x20 50", "--wall-sit", "2x1:30", "--wall-sit", "1x2:00")
    item, *_ = block("edit", str(planned["id"]), *options, "--json").document["items"]
    assert loads_and_holds(item["planned"]) == [(3, 40.0), (2, 50.0), (2, 90), (1, 120)]
    item, *_ = block("done", str(planned["id"]), *options, "--json").document["items"]
    assert loads_and_holds(item["actual"]) == [(3, 40.0), (2, 50.0), (2, 90), (1, 120)]
    assert block("week", "--json").document["totals"]["strength"]["sled_kgm_done"] == 3 * 20 * 40 + 2 * 20 * 50


def loads_and_holds(effort: dict[str, Any]) -> list[tuple[int, float]]:
    parts = [(part["rounds"], part["load_kg"] or part["hold_s"]) for part in effort["sets"]]
    return sorted(parts, key=lambda part: (part[1] > 60, parts.index(part)))
