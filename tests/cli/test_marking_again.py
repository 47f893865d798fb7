"""`done` again adds to what is recorded; `--off` takes it back; what was not recorded is not counted as 0."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical


def actual(block: Planner, number: int = 4) -> dict[str, Any]:
    items = block("agenda", "--json").document["items"]
    found: dict[str, Any] = next(item for item in items if item["id"] == number)["actual"]
    return found


def test_a_rating_in_the_evening_is_added_to_the_figures_of_the_morning(block: Planner) -> None:
    block("done", "4", "--distance", "8.4km", "--time", "55:00", "--note", "windy")
    assert block("done", "4", "--rpe", "6").code == 0
    block("done", "4", "--pain-next", "1", "--note", "sore")
    kept = actual(block)
    assert (kept["distance_m"], kept["duration_s"], kept["rpe"]) == (8400, 3300, 6)
    assert (kept["note"], kept["pain_next"], kept["source"]) == ("windy\nsore", 1, "typed")


def test_the_only_recorded_workout_of_today_needs_no_number(block: Planner) -> None:
    block("done")
    (item,) = block("done", "--rpe", "6", "--json").document["items"]
    assert (item["id"], item["actual"]["rpe"], item["actual"]["source"]) == (4, 6, "as planned")


def test_marking_twice_changes_nothing_and_says_so(block: Planner, database: Path) -> None:
    block("done", "4", "--distance", "8.4km")
    before = canonical(database)
    said = block("done", "4")
    assert said.code == 0
    assert "Workout 4 is recorded already; nothing has changed." in said.out
    document = block("done", "4", "--distance", "8.4km", "--json").document
    assert (document["operation"], [item["id"] for item in document["items"]]) == ("", [4])
    assert canonical(database) == before


def test_the_plans_figures_come_back_when_they_are_asked_for(block: Planner) -> None:
    planned = block("today", "--json").document["items"][0]["planned"]
    block("done", "4", "--distance", "8.4km", "--note", "windy")
    block("done", "4", "--as-planned")
    kept = actual(block)
    assert (kept["distance_m"], kept["duration_s"]) == (planned["distance_m"], planned["duration_s"])
    assert (kept["note"], kept["source"]) == ("windy", "as planned")


@pytest.mark.parametrize(
    ("given", "unknown", "missing"),
    [
        (["--time", "45:10"], "distance_m", "not recorded: the distance of 1 run"),
        (["--distance", "8.2km"], "duration_s", "not recorded: the time of 1 run"),
    ],
)
def test_what_is_not_recorded_is_unknown_and_said_with_the_totals(
    block: Planner, given: list[str], unknown: str, missing: str
) -> None:
    (item,) = block("done", "4", *given, "--json").document["items"]
    assert item["actual"][unknown] is None
    assert missing in block("today").out
    weeks = block("progress", "--weeks", "1").out
    assert "+  and what was run without recording a distance or a time" in weeks


def test_a_recorded_figure_is_taken_away_with_an_empty_value(block: Planner) -> None:
    block("done", "4", "--distance", "8.4km", "--time", "55:00", "--pain", "3", "--note", "windy")
    block("done", "4", "--distance", "", "--pain", "", "--note", "")
    kept = actual(block)
    assert (kept["distance_m"], kept["duration_s"], kept["pain"], kept["note"]) == (None, 3300, None, "")


def test_not_done_after_all_is_one_undo(block: Planner, database: Path) -> None:
    before = canonical(database)
    block("done", "4", "--distance", "8.4km", "--note", "windy")
    done = canonical(database)
    (item,) = block("done", "4", "--off", "--json").document["items"]
    assert (item["status"], item["actual"]) == ("planned", None)
    block("undo")
    assert canonical(database) == done
    block("undo")
    assert canonical(database) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["done", "4", "--off"], "Workout 4 is not marked done."),
        (["done", "today", "--off"], "There is nothing to take back on Wed 6 Jan 2027."),
        (["done", "4", "--off", "--rpe", "3"], "--off says that it was not done, so no other option can say what was"),
        (["done", "4", "--as-planned", "--as", "bike"], "The plan's figures cannot be taken: another kind was done"),
    ],
)
def test_what_contradicts_itself_is_refused(block: Planner, database: Path, words: list[str], sentence: str) -> None:
    before = canonical(database)
    said = block(*words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert canonical(database) == before


def test_what_was_done_without_a_plan_is_deleted_and_not_planned_again(block: Planner) -> None:
    (item,) = block("add", "today", "cross", "--time", "40", "--done", "--json").document["items"]
    said = block("done", str(item["id"]), "--off")
    assert (said.code, f"planner delete {item['id']} removes it" in said.err) == (1, True)
    assert "no plan was made for" in block("done", str(item["id"]), "--as-planned").err


NOTE = "2 km easy, 5 km at 4:35 \x1b[31m, 1 km easy; " + "steady and tall " * 60


@pytest.mark.parametrize("words", [["today"], ["week"], ["agenda"], ["find", "steady"]])
def test_the_note_of_a_planned_workout_is_shown_below_it(block: Planner, words: list[str]) -> None:
    block("add", "today", "tempo", "--distance", "8km", "--note", NOTE)
    lines = block(*words).out.splitlines()
    place = next(number for number, line in enumerate(lines) if "Tempo" in line and "8 km" in line)
    below = [line for line in lines[place + 1 : place + 14] if line.startswith(" " * 16)]
    assert "5 km at 4:35" in below[0]
    assert 3 < len(below) <= 11
    assert all(len(line) <= 79 and "\x1b" not in line for line in below)
    assert below[-1].endswith("…")


def test_the_note_of_a_planned_workout_is_whole_in_json(block: Planner) -> None:
    block("add", "today", "tempo", "--distance", "8km", "--note", "2 km easy, 5 km at 4:35")
    items = block("today", "--json").document["items"]
    assert [item["planned"]["note"] for item in items if item["kind"] == "tempo"] == ["2 km easy, 5 km at 4:35"]


def test_the_morning_after_a_session_today_asks_how_it_was_on_that_day_only(block: Planner) -> None:
    items = block("week", "--json").document["items"]
    session = next(item for item in items if item["sport"] == "strength")
    day = dt.date.fromisoformat(session["date"])
    block("done", str(session["id"]), "--rpe", "6", today=f"{day}")
    question = f"How was the morning after? planner done {session['id']} --pain-next 0-10"
    next_day, later = f"{day + dt.timedelta(days=1)}", f"{day + dt.timedelta(days=2)}"
    assert question not in block("today", today=f"{day}").out
    assert block("today", today=next_day).out.splitlines()[-1] == question
    assert question not in block("today", "--short", today=next_day).out
    assert "morning after" not in block("today", "--json", today=next_day).out
    assert question not in block("today", today=later).out
    block("done", str(session["id"]), "--pain-next", "1", today=next_day)
    assert question not in block("today", today=next_day).out
