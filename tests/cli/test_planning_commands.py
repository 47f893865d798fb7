"""The commands that rearrange a plan: what they print, what they change, and that ``undo`` takes it back."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

SHAPE = {"operation", "items", "removed", "remarks", "offer", "unplaced"}


def items(planner: Planner, day: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = planner("agenda", "--from", day, "--to", day, "--json").document["items"]
    return found


def made(planner: Planner, *words: str) -> dict[str, Any]:
    document: dict[str, Any] = planner(*words, "--json").document
    assert set(document) == SHAPE
    return document


COMMANDS: list[tuple[list[str], str]] = [
    (["move", "4", "2027-01-08"], "move: Easy to Fri 8 Jan"),
    (["move", "4,7", "2027-01-08"], "move: Easy to Fri 8 Jan, and 1 more"),
    (["move", "2027-01-11..2027-01-17", "2027-01-13"], "move: Hills, 10 × 100 m up to Thu 14 Jan, and 7 more"),
    (["add", "sat", "tt", "--title", "Parkrun", "--distance", "5"], "add: Sat 9 Jan Parkrun"),
    (["add", "2027-01-05", "easy", "--time", "45", "--done", "--pain", "2"], "add: Tue 5 Jan Easy"),
    (["edit", "4", "--distance", "9,5", "--start", "18:00"], "edit: Wed 6 Jan Easy"),
    (["delete", "4"], "delete: Wed 6 Jan Easy"),
    (["lock", "4"], "lock: Wed 6 Jan Easy"),
    (["swap", "2027-01-12", "2027-01-13"], "swap: Tue 12 Jan and Wed 13 Jan"),
    (["swap", "tue", "wed", "--every"], "swap: Tuesdays and Wednesdays of Half marathon, 12 weeks"),
    (["copy", "2027-01-12", "2027-01-15"], "copy: Tue 12 Jan, on Fri 15 Jan"),
    (["copy", "2027-01-12", "2027-04-01", "--week"], "copy: Mon 11 Jan to Sun 17 Jan, on Mon 29 Mar"),
    (["rest", "2027-01-12"], "rest: put in on Tue 12 Jan 2027"),
    (["deload", "2027-01-12"], "deload: week of Mon 11 Jan 2027"),
    (["ramp", "2027-01-11", "2027-01-31", "--percent", "8"], "ramp: 3 weeks from Mon 11 Jan 2027, 8 % a week"),
    (["shift", "--race", "2027-04-04"], "shift: Half marathon, 12 weeks to its race on Sun 4 Apr 2027"),
    (["refit", "--race", "2027-04-04"], "re-fit: Half marathon, 12 weeks to a race on Sun 4 Apr 2027"),
    (["away", "today", "sun", "--kind", "sick", "--note", "flu"], "sick: Wed 6 Jan 2027 to Sun 10 Jan 2027"),
]


@pytest.mark.parametrize(("words", "name"), COMMANDS, ids=lambda value: value[0] if isinstance(value, list) else "")
def test_a_command_is_one_operation_with_its_name_and_one_undo(
    block: Planner, database: Path, words: list[str], name: str
) -> None:
    before = canonical(database)
    document = made(block, *words)
    assert document["operation"] == name
    assert canonical(database) != before
    assert block("history", "--json").document["operations"][0]["name"] == name
    assert block("undo").out == f"Taken back: {name}.\n"
    assert canonical(database) == before


@pytest.mark.parametrize(("words", "name"), COMMANDS, ids=lambda value: value[0] if isinstance(value, list) else "")
def test_a_dry_run_shows_the_same_and_changes_nothing(
    block: Planner, database: Path, words: list[str], name: str
) -> None:
    before = canonical(database)
    document = made(block, *words, "--dry-run")
    said = block(*words, "--dry-run")
    assert said.out.splitlines()[0] == f"{name} - nothing was changed, this is what would be:"
    assert canonical(database) == before
    real = made(block, *words)
    assert [item["date"] for item in document["items"]] == [item["date"] for item in real["items"]]
    assert document["offer"] == real["offer"]


@pytest.mark.parametrize(("words", "name"), COMMANDS, ids=lambda value: value[0] if isinstance(value, list) else "")
def test_people_get_lines_without_control_characters(block: Planner, words: list[str], name: str) -> None:
    del name
    said = block(*words)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip()
    assert said.out.replace("\n", "").isprintable()


def test_an_added_workout_has_what_was_typed(block: Planner) -> None:
    (item,) = made(
        block, "add", "2027-01-08", "heavy", "--sled", "4x20 50", "--wall-sit", "2x1:30", "--rpe", "7", "--note", "gym"
    )["items"]
    sled, sit = item["planned"]["sets"]
    assert (item["kind"], item["start"], item["status"], item["planned"]["rpe"]) == ("heavy", "18:00", "planned", 7)
    assert (sled["rounds"], sled["distance_m"], sled["load_kg"]) == (4, 20, 50.0)
    assert (sit["rounds"], sit["hold_s"], sit["knee_angle_deg"], sit["squeeze"]) == (2, 90, 120, True)


def test_an_added_workout_that_is_done_was_unplanned(block: Planner) -> None:
    (item,) = made(block, "add", "2027-01-05", "bike", "--time", "1:00:00", "--done", "--pain", "2", "--note", "mud")[
        "items"
    ]
    assert (item["status"], item["planned"]["duration_s"]) == ("unplanned", None)
    assert (item["actual"]["duration_s"], item["actual"]["note"], item["actual"]["pain"]) == (3600, "mud", 2)


def test_an_edit_changes_what_is_named_and_nothing_else(block: Planner) -> None:
    (before,) = [item for item in items(block, "2027-01-06") if item["id"] == 4]
    (after,) = made(block, "edit", "4", "--distance", "9.5", "--title", "With Ann", "--to", "fri")["items"]
    pace = before["planned"]["duration_s"] / before["planned"]["distance_m"]
    planned = {**before["planned"], "distance_m": 9500, "duration_s": after["planned"]["duration_s"]}
    assert after["planned"] == planned
    assert after["planned"]["duration_s"] == pytest.approx(9500 * pace, abs=2)  # the time is an estimate
    assert (after["title"], after["date"], after["original_date"]) == ("With Ann", "2027-01-08", "2027-01-06")
    assert {key: after[key] for key in ("id", "sport", "kind", "start")} == {
        key: before[key] for key in ("id", "sport", "kind", "start")
    }


def test_deleted_numbers_are_listed(block: Planner) -> None:
    span = made(block, "delete", "2027-01-11..2027-01-12")["removed"]
    assert [item["id"] for item in items(block, "2027-01-11") + items(block, "2027-01-12")] == []
    assert len(span) == len(set(span)) >= 3  # the rest day, a run and a session


def test_a_workout_named_twice_is_meant_once(block: Planner) -> None:
    assert made(block, "delete", "4,#4")["removed"] == [4]
    document = made(block, "move", "6,6", "2027-01-09")
    assert (document["operation"], len(document["items"])) == ("move: Moderate sled and wall sit to Sat 9 Jan", 1)


def test_a_lock_holds_until_it_is_let_go(block: Planner) -> None:
    assert made(block, "lock", "4")["items"][0]["locked"] is True
    assert block("lock", "4").out == "Nothing would change. What is on Wed 6 Jan 2027 is locked already.\n"
    assert made(block, "lock", "4", "--off")["items"][0]["locked"] is False


def test_away_and_back(block: Planner) -> None:
    before = [(item["id"], item["date"], item["status"]) for item in block("agenda", "--json").document["items"]]
    block("away", "thu", "sun", "--kind", "injured", "--note", "knee")
    statuses = {item["reason"] for item in items(block, "2027-01-07") if item["status"] == "skipped"}
    assert statuses == {"injured: knee"}
    assert block("back", "thu").code == 0
    after = [(item["id"], item["date"], item["status"]) for item in block("agenda", "--json").document["items"]]
    assert after == before


def test_back_without_workouts_to_plan_again_says_so(block: Planner) -> None:
    assert block("away", "2027-06-01", "2027-06-03").out == "away: Tue 1 Jun 2027 to Thu 3 Jun 2027\n3 days.\n"
    assert block("back", "2027-06-02").out == "back: from Wed 2 Jun 2027\n"


def test_a_shifted_block_has_its_race_on_the_new_day(block: Planner) -> None:
    document = made(block, "shift", "1", "--race", "2027-04-04")
    too_long = "Sun 17 Jan: Sunday's run of 12.5 km is 227 % of the longest of the 30 days before it (5.5 km);"
    assert document["remarks"] == ["1 week later.", f"{too_long} 110 % is the limit."]
    assert {item["date"] for item in document["items"] if item["kind"] == "race"} == {"2027-04-04"}


def test_strength_is_offered_to_follow_and_reslot_makes_it(block: Planner) -> None:
    said = block("move", "2027-01-14..2027-01-14", "2027-01-13")
    document = made(block, "reslot", "2027-01-13", "--dry-run")
    assert ("Strength could follow:" in said.out) == bool(document["items"])
    block("undo")
    before = items(block, "2027-01-12")
    followed = made(block, "swap", "2027-01-12", "2027-01-13", "--follow")
    assert followed["offer"] == []
    names = [one["name"] for one in block("history", "--json").document["operations"]]
    assert names[0] == "swap: Tue 12 Jan and Wed 13 Jan; strength follows"
    assert block("undo").code == 0  # the runs and the strength together
    assert [item["id"] for item in items(block, "2027-01-12")] == [item["id"] for item in before]
    assert block("reslot", "2027-01-13").out == "No better place for strength in the week of Mon 11 Jan 2027.\n"


def test_strength_put_onto_a_rule_is_said_with_the_better_place(block: Planner) -> None:
    rule = "The moderate sled of Sat 9 Jan leaves only 12 h before Sunday's long run; leave at least 20 h."
    tried = block("move", "6", "2027-01-09", "--dry-run").out.splitlines()
    assert tried[2:] == [f"{rule} Thu 7 Jan 18:00 would do."]  # where it still is
    assert block("move", "6", "2027-01-09").out.splitlines()[1:] == [
        f"{rule} Thu 7 Jan 18:00 would do.",
        '"planner move 6 2027-01-07" puts the moderate sled on Thu 7 Jan 18:00.',
    ]
    assert block("move", "6", "2027-01-07").out.count("\n") == 1


def test_what_is_deleted_is_listed_as_deleted(block: Planner) -> None:
    said = block("delete", "4").out
    assert "deleted" in said
    assert "skipped" not in said


def test_a_week_that_stands_well_is_left_alone(block: Planner, database: Path) -> None:
    before = canonical(database)
    assert block("reslot", "2027-01-12").out == "No better place for strength in the week of Mon 11 Jan 2027.\n"
    document = made(block, "reslot", "2027-01-12")
    assert (document["operation"], document["items"]) == ("", [])
    assert canonical(database) == before


def test_a_span_of_days_moves_as_a_whole(block: Planner) -> None:
    """Monday is a day of rest: it is the span's first day all the same."""
    before = {item["id"]: item["date"] for day in range(11, 18) for item in items(block, f"2027-01-{day}")}
    made(block, "move", "2027-01-11..2027-01-17", "2027-01-18")
    after = {item["id"]: item["date"] for day in range(18, 25) for item in items(block, f"2027-01-{day}")}
    moved = {number for number in before if after.get(number, before[number]) != before[number]}
    assert len(moved) > 3
    by = {dt.date.fromisoformat(after[one]) - dt.date.fromisoformat(before[one]) for one in moved}
    assert by == {dt.timedelta(days=7)}


def test_what_is_only_tried_has_no_number_to_ask_for_it_by(block: Planner) -> None:
    lines = block("copy", "2027-01-12", "2027-01-15", "--dry-run").out.splitlines()[1:]
    copies = [line for line in lines if line.startswith("Fri 2027-01-15")]
    assert copies
    assert not any(re.match(r"Fri 2027-01-15 +\d+  ", line) for line in copies), lines
    document = block("copy", "2027-01-12", "2027-01-15", "--dry-run", "--json").document
    assert {item["id"] for item in document["items"]} == {None}


def test_a_race_that_is_added_gets_its_taper_which_one_undo_takes_back(block: Planner, database: Path) -> None:
    assert block("taper").out == "Nothing would change. The weeks before the race on Sun 28 Mar taper already.\n"
    assert block("add", "2027-02-21", "race", "--distance", "21.1km", "--priority", "A").code == 0
    before = canonical(database)
    name = "taper: for the race on Sun 21 Feb 2027"
    assert block("taper", "--dry-run").out.startswith(f"{name} - nothing was changed")
    document = made(block, "taper", "2027-02-21")
    assert document["operation"] == name
    assert document["removed"]  # the session that no rule lets be so near
    assert items(block, "2027-02-14")[0]["planned"]["distance_m"] < 0.7 * 17_600
    assert block("undo").out == f"Taken back: {name}.\n"
    assert canonical(database) == before
    assert block("taper", "fri").err == "planner: There is nothing to taper for on Fri 8 Jan 2027.\n"
    assert (
        block("ramp", "fri", "+2w", "--percent", "8.5").err == 'planner: percent must be a whole number, not "8.5".\n'
    )
