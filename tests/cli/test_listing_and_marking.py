"""The daily commands: list, mark, skip, move, take back; and the JSON that scripts rely on."""

import datetime as dt
import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

ITEM_KEYS = [
    "id",
    "block",
    "date",
    "slot",
    "start",
    "sport",
    "kind",
    "title",
    "status",
    "original_date",
    "locked",
    "reason",
    "shifted",
    "recordings",
    "planned",
    "actual",
]
RUN_KEYS = {"planned_m", "done_m", "left_m", "planned_s", "done_s", "left_s"}
STRENGTH_KEYS = {
    "planned_sessions",
    "done_sessions",
    "sled_m_planned",
    "sled_m_done",
    "sled_kgm_done",
    "wall_sit_s_planned",
    "wall_sit_s_done",
}


def test_the_agenda_document_has_the_published_shape(block: Planner) -> None:
    found = block("agenda", "--from", "2027-01-04", "--to", "2027-01-10", "--json").document
    assert list(found) == ["from", "to", "items", "totals"]
    assert (found["from"], found["to"]) == ("2027-01-04", "2027-01-10")
    assert all(list(item) == ITEM_KEYS for item in found["items"])
    assert set(found["totals"]["run"]) == RUN_KEYS
    assert set(found["totals"]["strength"]) == STRENGTH_KEYS
    session = next(item for item in found["items"] if item["sport"] == "strength")
    sled, sit = session["planned"]["sets"]
    assert list(sled) == ["exercise", "rounds", "distance_m", "load_kg", "hold_s"]
    assert list(sit) == [*list(sled), "knee_angle_deg", "squeeze"]
    assert (sled["exercise"], sit["exercise"], sit["squeeze"]) == ("reverse_sled_push", "wall_sit", True)
    assert session["actual"] is None
    run = next(item for item in found["items"] if item["sport"] == "run")
    assert list(run["planned"]) == ["distance_m", "duration_s", "rpe", "sets", "steps", "note", "estimated"]
    assert (run["planned"]["estimated"], run["shifted"]) == ("time", False)
    assert {item["date"] for item in found["items"]} == {f"2027-01-{day:02d}" for day in range(4, 11)}


def test_totals_are_the_sums_of_the_items(block: Planner) -> None:
    block("done", "2", "--distance", "6.1 km", "--time", "40:00")
    found = block("agenda", "--json").document
    runs = [item for item in found["items"] if item["sport"] == "run"]
    sessions = [item for item in found["items"] if item["sport"] == "strength"]
    run, strength = found["totals"]["run"], found["totals"]["strength"]
    assert run["planned_m"] == pytest.approx(sum(item["planned"]["distance_m"] for item in runs))
    assert run["done_m"] == sum(item["actual"]["distance_m"] for item in runs if item["actual"]) == 6_100
    assert run["planned_s"] == sum(item["planned"]["duration_s"] for item in runs)
    assert strength["planned_sessions"] == len(sessions)
    assert strength["sled_m_planned"] == sum(
        part["rounds"] * part["distance_m"] for item in sessions for part in item["planned"]["sets"] if part["load_kg"]
    )


def test_today_and_week_are_the_agenda_of_their_days(block: Planner) -> None:
    today = block("today", "--json").document
    assert (today["from"], today["to"]) == ("2027-01-06", "2027-01-06")
    week = block("week", "--json").document
    assert week == block("agenda", "--from", "2027-01-04", "--to", "2027-01-10", "--json").document
    assert block("week", "2027-02-03", "--json").document["from"] == "2027-02-01"


def test_what_lies_ahead_is_not_done(block: Planner, database: Path) -> None:
    before = canonical(database)
    said = block("done", "12")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("planner: Tue 12 Jan 2027 is still ahead: today is Wed 6 Jan 2027.")
    assert "--at today" in said.err
    assert canonical(database) == before
    (item,) = block("done", "12", "--at", "today", "--json").document["items"]
    assert (item["status"], item["date"], item["original_date"]) == ("done", "2027-01-06", "2027-01-12")


def test_taking_everything_back_brings_back_the_same_bytes(block: Planner) -> None:
    before = block("agenda", "--json").out
    done = block("done", "4", "--distance", "8.2km", "--time", "45:10", "--rpe", "6", "--note", "windy")
    assert done.code == 0
    marked = next(item for item in block("agenda", "--json").document["items"] if item["id"] == 4)
    assert marked["status"] == "done"
    assert marked["actual"]["distance_m"] == 8_200
    assert marked["actual"]["duration_s"] == 2_710
    assert marked["actual"]["rpe"] == 6
    assert (marked["actual"]["note"], marked["actual"]["source"]) == ("windy", "typed")
    assert block("move", "13", "2027-01-20").code == 0
    moved = next(item for item in block("agenda", "--json").document["items"] if item["id"] == 13)
    assert moved["date"] == "2027-01-20"
    assert moved["original_date"] is not None
    assert block("undo").code == 0
    assert block("undo").code == 0
    assert block("agenda", "--json").out == before
    assert block("redo").code == 0
    assert block("redo").code == 0
    assert next(item for item in block("agenda", "--json").document["items"] if item["id"] == 13) == moved


def test_undoing_the_block_empties_the_calendar(block: Planner) -> None:
    assert block("undo").out == "Taken back: new block: Half marathon, 12 weeks.\n"
    assert block("agenda", "--json").document["items"] == []
    assert block("undo").code == 1


def test_done_alone_takes_the_plans_own_figures_and_says_so(block: Planner) -> None:
    assert block("done", "2027-01-05", "--json", today="2027-01-05").code == 1  # a run and a session: ambiguous
    item = block("done", "2", "--json").document["items"][0]
    assert item["actual"]["distance_m"] == item["planned"]["distance_m"]
    assert item["actual"]["source"] == "as planned"


def test_a_rating_alone_is_a_rating_of_what_was_planned(block: Planner) -> None:
    item = block("done", "2", "--rpe", "4", "--json").document["items"][0]
    planned, actual = item["planned"], item["actual"]
    assert (actual["distance_m"], actual["duration_s"]) == (planned["distance_m"], planned["duration_s"])
    assert actual["rpe"] == 4
    totals = block("week", "--json").document["totals"]["run"]
    assert (totals["done_m"], totals["done_s"]) == (planned["distance_m"], planned["duration_s"])


def test_a_distance_alone_says_nothing_of_the_time(block: Planner) -> None:
    actual = block("done", "2", "--distance", "5km", "--json").document["items"][0]["actual"]
    assert (actual["distance_m"], actual["duration_s"], actual["rpe"]) == (5000, None, None)


def test_a_session_done_keeps_its_sets(block: Planner) -> None:
    week = block("week", "--json").document
    session = next(item for item in week["items"] if item["kind"] == "moderate")
    item = block("done", str(session["id"]), "--rpe", "6", "--json").document["items"][0]
    assert item["actual"]["sets"] == item["planned"]["sets"]
    totals = block("week", "--json").document["totals"]["strength"]
    sled = item["planned"]["sets"][0]
    assert totals["sled_kgm_done"] == sled["rounds"] * sled["distance_m"] * sled["load_kg"]


def test_several_workouts_on_a_day_are_listed_and_none_is_changed(block: Planner) -> None:
    before = block("agenda", "--json").out
    said = block("done", "2027-01-05")
    assert said.code == 1
    assert "Tue 5 Jan 2027 has 2 workouts; name one by its number:" in said.err
    assert len(said.err.splitlines()) == 3
    assert block("agenda", "--json").out == before


def test_the_only_workout_of_a_day_needs_no_number(block: Planner) -> None:
    said = block("done", "2027-01-10", "--json", today="2027-01-10")
    items = said.document["items"]
    assert [(item["date"], item["kind"], item["status"]) for item in items] == [("2027-01-10", "long", "done")]
    again = block("done", "2027-01-10", today="2027-01-10")
    assert (again.code, "is recorded already; nothing has changed." in again.out) == (0, True)
    assert block("done", "2027-01-11").err == "planner: There is nothing to mark done on Mon 11 Jan 2027.\n"


def test_done_on_another_day_moves_the_workout_there(block: Planner) -> None:
    item = block("done", "2", "--at", "2027-01-06", "--json").document["items"][0]
    assert (item["date"], item["original_date"], item["status"]) == ("2027-01-06", "2027-01-05", "done")
    week = block("progress", "--weeks", "1", "--json").document["weeks"][0]
    assert week["adherence"]["shifted"] == 1


def test_missed_skipped_and_planned(block: Planner) -> None:
    item = block("skip", "#2", "--reason", "ice", "--json").document["items"][0]
    assert (item["status"], item["reason"]) == ("skipped", "ice")
    statuses = {found["id"]: found["status"] for found in block("week", "--json").document["items"]}
    assert statuses[2] == "skipped"
    assert statuses[3] == "missed"
    assert statuses[1] == "planned"  # a rest day is never missed


def test_pushing_moves_the_rest_on_until_a_free_day(block: Planner) -> None:
    moved = block("move", "2", "2027-01-06", "--mode", "push", "--json").document["items"]
    dates = sorted(item["date"] for item in moved)
    assert len(moved) > 1
    assert dates[0] == "2027-01-06"
    assert block("undo").code == 0


def test_shifting_moves_the_rest_of_the_block(block: Planner) -> None:
    last = block("agenda", "--json").document["items"][-1]["date"]
    assert block("move", "2", "2027-01-07", "--mode", "shift").code == 0
    shifted = block("agenda", "--json").document["items"][-1]["date"]
    assert dt.date.fromisoformat(shifted) - dt.date.fromisoformat(last) == dt.timedelta(days=2)


def test_a_workout_moved_far_off_still_shifts(block: Planner) -> None:
    block("move", "2", "2035-01-05")
    said = block("move", "2", "2035-01-12", "--mode", "shift", "--json")
    assert [(item["id"], item["date"]) for item in said.document["items"]] == [(2, "2035-01-12")]


def test_a_locked_workout_that_is_moved_takes_the_rest_along(block: Planner, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE item SET locked = 1 WHERE id IN (2, 12)")
    connection.close()
    moved = {item["id"] for item in block("move", "2", "2027-01-06", "--mode", "shift", "--json").document["items"]}
    assert 2 in moved
    assert 12 not in moved


def test_moving_back_forgets_the_detour(block: Planner) -> None:
    block("move", "2", "2027-01-09")
    item = block("move", "2", "2027-01-05", "--json").document["items"][0]
    assert (item["date"], item["original_date"]) == ("2027-01-05", None)


def test_history_names_the_operations_newest_first(block: Planner) -> None:
    block("done", "2")
    block("undo")
    operations = block("history", "--json").document["operations"]
    assert [(one["name"], one["state"]) for one in operations] == [
        ("mark done: Tue 5 Jan Easy", "undone"),
        ("new block: Half marathon, 12 weeks", "done"),
    ]


def test_history_says_when_to_the_minute(block: Planner) -> None:
    block("done", "2")
    newest = block("history").out.splitlines()[0]
    assert re.fullmatch(r" +2  \d{4}-\d\d-\d\d \d\d:\d\d  mark done: Tue 5 Jan Easy", newest)


def test_progress_has_the_published_shape(block: Planner) -> None:
    block("done", "2", "--rpe", "4", "--time", "40:00")
    weeks = block("progress", "--weeks", "3", "--json").document["weeks"]
    assert [week["start"] for week in weeks] == ["2026-12-21", "2026-12-28", "2027-01-04"]
    assert {"start", "run", "strength", "load_au", "monotony", "strain", "ctl", "atl", "tsb", "adherence"} <= set(
        weeks[-1]
    )
    assert weeks[-1]["load_au"] == 160
    assert set(weeks[-1]["adherence"]) == {"on_time", "shifted", "skipped", "missed", "unplanned"}


def test_an_empty_calendar_says_how_to_begin(planner: Planner) -> None:
    assert "planner new" in planner("today").out
    assert planner("agenda", "--json").document["items"] == []


@pytest.mark.parametrize("command", [["today"], ["week"], ["agenda"], ["history"], ["progress"]])
def test_lists_are_printed_for_people_too(block: Planner, command: list[str]) -> None:
    said = block(*command)
    assert said.code == 0
    assert said.out.strip()
    assert said.err == ""


def test_hostile_notes_reach_no_terminal(block: Planner) -> None:
    block("done", "2", "--note", "\x1b]0;pwned\x07[red]\x9b2J\u202e5,000" + "x" * 9_000)
    for words in (["today"], ["agenda"], ["history"], ["agenda", "--json"], ["week", "--json"]):
        said = block(*words, today="2027-01-05")
        assert not {char for char in said.out if ord(char) < 32 and char != "\n"}
        assert not set(said.out) & set("\x7f\x9b\u202e")
    note = block("today", "--json", today="2027-01-05").document["items"][0]["actual"]["note"]
    assert "[red]" in note
    assert len(note) <= 10_000


def test_json_is_one_document_and_nothing_else(block: Planner) -> None:
    for words in (["today"], ["week"], ["templates"], ["rules"], ["history"], ["locate"], ["check"], ["why", "today"]):
        said = block(*words, "--json")
        assert isinstance(json.loads(said.out), dict)
        assert said.err == ""


def test_locate_names_the_files(planner: Planner, database: Path) -> None:
    assert planner("locate", "--json").document["database"] == str(database)


@pytest.mark.parametrize(
    ("said", "monday"),
    [("18 feb", "2027-02-15"), ("2027-W07", "2027-02-15"), ("week 3", "2027-01-18"), ("in 2 weeks", "2027-01-18")],
)
def test_a_week_is_named_as_people_say_it(block: Planner, said: str, monday: str) -> None:
    assert block("week", said, "--json").document["from"] == monday


def test_the_block_names_days_for_the_command_line(block: Planner) -> None:
    whole = block("agenda", "--from", "start", "--to", "end", "--json").document
    assert (whole["from"], whole["to"]) == ("2027-01-04", "2027-03-28")
    refused = block("week", "week 99")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "has weeks 1 to 12, not a week 99." in refused.err


def test_progress_has_the_longest_hold_and_the_heaviest_sled(block: Planner) -> None:
    records = block("progress", "--json").document["records"]
    assert (records["longest_hold"], records["heaviest_sled"]) == (None, None)
    assert "Recorded:" not in block("progress").out
    items = block("week", "--json").document["items"]
    session = next(item for item in items if item["sport"] == "strength")
    number = session["id"]
    block("done", str(number), "--at", "today", "--sled", "3x20 40", "--wall-sit", "2x1:30", today="2027-01-07")
    records = block("progress", "--json").document["records"]
    assert records["longest_hold"] == {"hold_s": 90, "date": "2027-01-07", "item": number}
    assert records["heaviest_sled"] == {"load_kg": 40.0, "date": "2027-01-07", "item": number}
    said = block("progress").out.splitlines()[-1]
    assert said == "Recorded: longest hold 1:30, 7 Jan 2027; heaviest sled 40 kg, 7 Jan 2027."


def test_a_day_before_the_block_names_the_next_workout_and_the_race(planner: Planner) -> None:
    planner("new", "--template", "half", "--race", "2027-05-16", "--weeks", "12")
    said = planner("today").out.splitlines()
    assert said[0].startswith("Nothing is planned on ")
    assert re.fullmatch(r"Next: \w{3} \d+ \w{3} 07:00 .+ km.*", said[1])
    assert re.fullmatch(r"Race: .*, Sun 16 May 2027, in \d+ days", said[2])


def test_today_names_what_yesterday_left_unmarked(planner: Planner) -> None:
    planner("add", "yesterday", "tempo", "--distance", "12km", "--start", "18:00")
    assert "Yesterday is unmarked: 18:00 Tempo 12 km\n  planner done yesterday" in planner("today").out
    planner("done", "yesterday")
    assert "unmarked" not in planner("today").out
