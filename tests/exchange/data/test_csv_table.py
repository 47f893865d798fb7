"""Workouts as CSV: what other programs read of it, what a spreadsheet may not calculate, and the plan read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.data.csv_table import COLUMNS, csv_rows
from planner.exchange.plans.plan_files import parse_plan
from planner.text import clean_line, clean_note
from planner.training.plans import Plan, PlanEntry
from planner.training.races import RaceDistance
from planner.training.refusal import RefusedError
from planner.training.run_estimates import planned_without_estimates
from planner.training.workouts import (
    ENTERED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from tests.examples import examples
from tests.exchange.data.workouts import FIRST, HOSTILE, TODAY, workouts

HEAD = (
    "uid,id,block,date,start,slot,sport,kind,title,status,original_date,planned_distance_m,planned_duration_s,"
    "planned_estimated,planned_rpe,planned_sets,done_distance_m,done_duration_s,done_rpe,done_sets,pain,pain_next,note,"
    "source"
)
RUN = Workout(FIRST, Sport.RUN, RunKind.EASY, "Easy run", Slot.AM, "07:00", Effort(8000.0, 2880), ("duration_s",), id=4)
SESSION = Workout(
    FIRST + dt.timedelta(1),
    Sport.STRENGTH,
    StrengthKind.HEAVY,
    "Heavy sled and wall sit",
    Slot.PM,
    "18:00",
    Effort(
        None,
        2700,
        7.5,
        (
            ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.25),
            ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, knee_angle_deg=120, squeeze=True),
        ),
    ),
    id=5,
)
RACE = Workout(
    FIRST + dt.timedelta(13), Sport.RUN, RunKind.RACE, "Half marathon", Slot.AM, "10:00", Effort(21_097.5), id=6
)


def uid_of(number: int) -> str:
    return f"planner-0123456789ab-{number}"


def written(*rows: Workout) -> str:
    return "".join(csv_rows(rows, TODAY, uid_of))


def cells_of(text: str) -> list[dict[str, str]]:
    """The rows as another program reads them."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def plan_of(text: str) -> Plan:
    return parse_plan(text, "calendar.csv")


def test_a_row_has_the_numbers_as_they_are_under_the_agreed_head() -> None:
    done = Outcome(Effort(8123.5, 2951, 4.5), "left calf, a bit", ENTERED, 2, 0)
    text = written(replace(RUN, actual=done, status=StoredStatus.DONE, block_id=1), SESSION)
    head, first, second = text.split("\r\n")[:-1]
    assert head == HEAD
    assert first == (
        "planner-0123456789ab-4,4,1,2027-01-04,07:00,am,run,easy,Easy run,done,,8000,2880,time,,,8123.5,2951,4.5,,2,0,"
        '"Done: left calf, a bit",typed'
    )
    assert second == (
        "planner-0123456789ab-5,5,,2027-01-05,18:00,pm,strength,heavy,Heavy sled and wall sit,missed,,,2700,,7.5,"
        "sled 5 x 20 m 56.25 kg; wall sit 2 x 60 s 120 deg squeeze,,,,,,,,"
    )


@given(st.lists(workouts(), max_size=4))
@settings(max_examples=examples(60))
def test_other_programs_read_one_row_for_each_workout_and_no_formula(rows: list[Workout]) -> None:
    text = written(*rows)
    assert text.encode().decode() == text
    found = cells_of(text)
    assert [row["id"] for row in found] == [str(one.id) for one in rows]
    for row in found:
        assert {*row} == {*COLUMNS}
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-2", "@x", "'=1", "''@x"])
def test_a_text_like_a_formula_gets_one_apostrophe_and_loses_it_again(title: str) -> None:
    text = written(replace(RUN, title=title, note=title))
    (row,) = cells_of(text)
    assert (row["title"], row["note"]) == (f"'{title}", f"'{title}")
    (entry,) = plan_of(text).entries
    assert (entry.title, entry.note) == (title, title)


@pytest.mark.parametrize("title", ["'quoted", "x=1", "5-10 km"])
def test_other_texts_stay_as_they_are(title: str) -> None:
    text = written(replace(RUN, title=title))
    assert cells_of(text)[0]["title"] == title
    assert plan_of(text).entries[0].title == title


def entry_of(workout: Workout, first: dt.date) -> PlanEntry:
    """What a block that is made of a row has of its workout."""
    is_unplanned = workout.status is StoredStatus.UNPLANNED
    done = workout.actual.effort if workout.actual is not None else Effort()
    return PlanEntry(
        day=(workout.date - first).days,
        sport=workout.sport,
        kind=None if workout.kind is None else str(workout.kind),
        title=clean_line(workout.title),
        slot=workout.slot,
        planned=done if is_unplanned else planned_without_estimates(workout),
        note=clean_note(workout.note),
        start=workout.start,
        is_unplanned=is_unplanned,
    )


def order(one: PlanEntry) -> tuple[int, str]:
    return one.day, one.slot or ""


@given(st.lists(workouts(), min_size=1, max_size=6))
@settings(max_examples=examples(100))
def test_the_plan_comes_back_as_it_was(rows: list[Workout]) -> None:
    first = min(row.date for row in rows)
    plan = plan_of(written(*rows))
    assert list(plan.entries) == sorted((entry_of(row, first) for row in rows), key=order)
    assert plan.first_date == first
    assert plan.days == (max(row.date for row in rows) - first).days + 1


@pytest.mark.parametrize("extension", ["csv", "txt"])
def test_no_text_in_a_cell_is_taken_for_another_form_of_plan(extension: str) -> None:
    notes = ["schedule:\n- a", "| Week | Mon |\n|---|---|", "Week 1: Tue 5 km", *HOSTILE]
    rows = [replace(RUN, title=note, note=note, id=number) for number, note in enumerate(notes, 1)]
    plan = parse_plan(written(*rows), f"calendar.{extension}")
    assert [entry.note for entry in plan.entries] == notes
    assert plan.doubts == ()


def test_the_race_and_the_days_that_are_read_are_said() -> None:
    plan = plan_of(written(RUN, SESSION, RACE))
    assert (plan.race_day, plan.race_distance, plan.first_date) == (13, RaceDistance.HALF, FIRST)
    assert plan.remarks[0] == (
        "3 days from 2027-01-04 to 2027-01-17 are read: what was planned, not what was done or skipped of it."
    )
    assert plan.empty_days == frozenset(range(2, 13))


def test_workouts_of_several_blocks_are_said() -> None:
    rows = [replace(RUN, block_id=None), replace(SESSION, block_id=1), replace(RACE, block_id=2)]
    assert plan_of(written(*rows)).remarks[-1] == (
        "The workouts are from 2 blocks and outside of blocks; all of them are one plan."
    )


@given(st.lists(workouts(), min_size=1, max_size=3), st.data())
@settings(max_examples=examples(100))
def test_a_file_that_was_cut_is_refused_or_lacks_whole_rows(rows: list[Workout], data: st.DataObject) -> None:
    """What a cut file still says is never wrong: a plan of its first rows, or a refusal."""
    text = written(*rows)
    cut = text[: data.draw(st.integers(len(HEAD) + 2, len(text) - 1))]
    prefixes = [entries_of(rows[:count]) for count in range(1, len(rows) + 1)]
    assert entries_or_none(cut) in (None, *prefixes)


def entries_or_none(text: str) -> list[PlanEntry] | None:
    """What is read of a file; None where it is refused."""
    try:
        return list(plan_of(text).entries)
    except RefusedError:
        return None


def entries_of(rows: Sequence[Workout]) -> list[PlanEntry]:
    first = min(row.date for row in rows)
    return sorted((entry_of(row, first) for row in rows), key=order)


def test_a_line_that_was_cut_is_named() -> None:
    with pytest.raises(RefusedError) as refusal:
        plan_of(written(RUN, SESSION)[:-30])
    assert str(refusal.value) == (
        "calendar.csv: line 3 has 16 of the 24 columns: the file was cut short; nothing was read."
    )


def test_a_spreadsheet_may_save_it_with_semicolons_in_another_order_and_with_columns_of_its_own() -> None:
    rows = cells_of(written(RUN, SESSION, RACE))
    out = io.StringIO()
    table = csv.DictWriter(out, ["mine", *reversed(COLUMNS)], delimiter=";", restval="x", quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    plan = plan_of(f"\ufeff{out.getvalue()}")
    assert plan.entries == plan_of(written(RUN, SESSION, RACE)).entries
    assert plan.remarks[-1] == "Columns that are not used: mine."


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (",2027-01-04,", ",4.1.2027,", 'line 2: date "4.1.2027" is not a date; write it as YYYY-MM-DD.'),
        (",run,", ",swim,", 'line 2: sport "swim" must be one of run, strength, cross, rest, note.'),
        (",easy,", ",heavy,", 'line 2: kind "heavy" must be one of easy, recovery, long,'),
        (",missed,", ",gone,", 'line 2: status "gone" must be one of planned, done, skipped, missed, unplanned.'),
        (",missed,", ",,", "line 2: status is empty."),
        (",07:00,", ",7 am,", 'line 2: start "7 am" is no time of day like 07:30.'),
        (",8000,", ",8 km,", 'line 2: planned_distance_m "8 km" must be a number above 0, at most 500000.'),
        (",8000,", ",900000,", 'line 2: planned_distance_m "900000" must be a number above 0, at most 500000.'),
        (",time,", ",both,", 'line 2: planned_estimated "both" must be distance or time.'),
        (",\r\n", ",fil\r\n", 'line 2: source "fil" must be as planned, typed or file, or empty.'),
    ],
)
def test_a_cell_of_another_form_is_refused_by_its_line(was: str, becomes: str, said: str) -> None:
    text = written(RUN)
    assert was in text
    with pytest.raises(RefusedError) as refusal:
        plan_of(text.replace(was, becomes))
    assert said in str(refusal.value)


def test_an_empty_table_is_no_plan() -> None:
    with pytest.raises(RefusedError, match="has no workout"):
        plan_of(written())
