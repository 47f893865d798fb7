"""Reading the form of a new block: a plan and choices, or a sentence a field."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner import store
from planner.training.races import Unit
from planner.training.workouts import Sport, Workout
from planner.tui.builder.form_result import FormResult
from planner.tui.builder.read_form import PlanFileCache, read_form
from planner.usecases.planbook import Planbook
from tests.tui.season import NOON

PLAN = """\
name: Spring plan
units: mi
type: Half Marathon
schedule:
- workouts: [{title: Rest}, {title: Easy Run, distance: 5}, {title: 6 x 800m intervals, distance: 6}, {title: Rest}, \
{title: Tempo run, distance: 7}, {title: Something odd, distance: 3}, {title: Long run, distance: 10}]
- workouts: [{title: Rest}, {title: Easy Run, distance: 5}, {title: Rest}, {title: Rest}, \
{title: Easy Run, distance: 3}, {title: Rest}, {title: Half Marathon Race, distance: 13.1}]
"""
NO_RACE = "units: km\ntype: Base\nschedule:\n- workouts:\n" + "  - {title: Easy Run, distance: 8}\n" * 7


def read(book: Planbook, **chosen: str) -> FormResult:
    return read_form(book, chosen, PlanFileCache())


def file(tmp_path: Path, text: str, name: str = "plan.yaml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_form_left_alone_is_a_half_marathon_from_next_monday(empty_book: Planbook) -> None:
    reading = read(empty_book)
    assert reading.errors == {}
    assert reading.draft is not None
    block = reading.draft.block
    assert block.start == dt.date(2027, 1, 11)
    assert block.race_date == dt.date(2027, 4, 4)
    assert reading.defaults["date"] == "2027-04-04"
    assert reading.defaults["plan"] == "half"
    assert (reading.defaults["heavy"], reading.defaults["moderate"], reading.defaults["light"]) == ("0", "2", "1")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("peak", "4", "between 5 and 200 km"),
        ("peak", "1e9", "is not a distance"),
        ("date", "2027-13-01", "is not a day of the calendar"),
        ("date", "someday", "is no date"),
        ("date", "2026-12-06", "is past"),
        ("heavy", "-1", "whole number"),
        ("light", "3", "at most 3 sessions a week"),
        ("moderate", "3", "at most 2 sessions a week"),
        ("away", "someday", "is no weekday"),
        ("away", "2027-02-30", "is not a day of the calendar"),
        ("body", "500", "between 30 and 200 kg"),
        ("body", "nan", "between 30 and 200 kg"),
        ("sled", "0", "between 1 and 150 kg"),
        ("sled", "heavy", "number of kilograms"),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_field(
    empty_book: Planbook, field: str, value: str, words: str
) -> None:
    reading = read(empty_book, **{field: value})
    assert list(reading.errors) == [field]
    assert words in reading.errors[field]
    assert reading.draft is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("cap", "tue", 'Minutes: "tue" has no minutes'),
        ("cap", "tue 0", 'Minutes must be like "tue 40"'),
        ("cap", "xy 40", 'Minutes: "xy" is no weekday'),
        ("times", "noon", 'Begins must be like "am 06:30, pm 17:45"'),
        ("times", "am 13:00", "Begins: am must start before 12:00"),
        ("times", "am 06:30, am 07:00", "Begins names am twice"),
        ("liked", "tue xy", 'Best on: "xy" is no weekday'),
        ("gym", "tue noon", "Gym must be a weekday or a date"),
        ("gym", "2027-13-01", "Gym"),
        ("most", "4", "At most must be 0 to 3 sessions"),
        ("background", "pro", "Lifting must be one of"),
        ("away", "someday", 'Away: "someday" is no weekday'),
        ("away", "2027-02-30", "Away"),
        ("light", "x", "Light must be a whole number"),
        ("now", "far", "Week now"),
        ("peak", "far", "Peak week"),
        ("weeks", "x", "Weeks must be"),
        ("recent", "fast", "Last race"),
        ("forced", "tomorrow", "Forced"),
    ],
)
def test_a_refusal_calls_its_field_as_the_form_does(empty_book: Planbook, field: str, value: str, words: str) -> None:
    assert read(empty_book, **{field: value}).errors[field].startswith(words)


def test_every_wrong_field_gets_its_own_sentence(empty_book: Planbook) -> None:
    reading = read(empty_book, peak="4", date="2026-01-03", heavy="3", sled="500", away="someday")
    assert set(reading.errors) == {"peak", "date", "moderate", "sled", "away"}


def test_a_file_is_read_and_said_how(empty_book: Planbook, tmp_path: Path) -> None:
    reading = read(empty_book, plan="file", file=file(tmp_path, PLAN))
    assert reading.errors == {}
    assert reading.draft is not None
    note = reading.notes["file"]
    assert note.startswith("Spring plan: 2 weeks, ")
    assert "written in miles" in note
    assert "race on its last day" in note
    assert reading.draft.to_check
    assert f"{len(reading.draft.to_check)} to check" in note
    assert reading.defaults["name"] == "Spring plan"
    assert reading.draft.block.race_date == dt.date(2027, 1, 24)


def test_a_plan_without_a_race_is_dated_by_its_first_day(empty_book: Planbook, tmp_path: Path) -> None:
    path = file(tmp_path, NO_RACE)
    reading = read(empty_book, plan="file", file=path)
    assert reading.errors == {}
    assert not reading.has_race
    assert reading.defaults["dated"] == "start"
    assert reading.draft is not None
    assert reading.draft.block.start == dt.date(2027, 1, 11)
    refused = read(empty_book, plan="file", file=path, dated="race")
    assert "ends on no race" in refused.errors["dated"]


def test_what_is_no_plan_file_is_refused(empty_book: Planbook, tmp_path: Path) -> None:
    assert "path of a plan" in read(empty_book, plan="file").errors["file"]
    assert "no such file" in read(empty_book, plan="file", file=str(tmp_path / "none.yaml")).errors["file"]
    assert "no such file" in read(empty_book, plan="file", file="a\x00b").errors["file"]
    assert "is a folder" in read(empty_book, plan="file", file=str(tmp_path)).errors["file"]
    assert "no ordinary file" in read(empty_book, plan="file", file="/dev/null").errors["file"]
    reading = read(empty_book, plan="file", file=file(tmp_path, "units: parsecs\nschedule: []\n"))
    assert "parsecs" in reading.errors["file"]
    assert reading.defaults["name"] == ""


def test_a_plan_file_that_changes_is_read_again(empty_book: Planbook, tmp_path: Path) -> None:
    last, path = PlanFileCache(), file(tmp_path, PLAN)
    chosen = {"plan": "file", "file": path}
    assert read_form(empty_book, chosen, last).defaults["name"] == "Spring plan"
    file(tmp_path, PLAN.replace("Spring plan", "Autumn plans"))
    assert read_form(empty_book, chosen, last).defaults["name"] == "Autumn plans"


def test_busy_half_days_and_dates_hold_no_strength(empty_book: Planbook) -> None:
    reading = read(empty_book, busy="tue pm, thu pm, thu am", away="2027-01-13")
    assert reading.draft is not None
    sessions = [item for item in reading.draft.workouts if item.sport is Sport.STRENGTH]
    assert sessions
    assert not [item for item in sessions if item.date.weekday() == 3]
    assert not [item for item in sessions if item.date.weekday() == 1 and item.slot == "pm"]
    assert not [item for item in sessions if item.date == dt.date(2027, 1, 13)]


def test_the_file_knows_the_runner(empty_book: Planbook) -> None:
    with store.edit(empty_book.path, "settings", now=NOON) as plan:
        plan.replace_runner(replace(plan.runner(), body_mass_kg=62.5, sled_kg=14.0, floor="track", unit=Unit.MI))
    reading = read(empty_book, body="64", peak="34")
    assert reading.defaults["body"] == "62.5"
    assert reading.defaults["sled"] == "14"
    assert reading.defaults["floor"] == "track"
    assert reading.runner.body_mass_kg == 64
    assert reading.runner.floor == "track"
    assert reading.draft is not None
    miles = max(sum(run.planned.distance_m or 0 for run in week) for week in _weeks(reading)) / 1609.344
    assert 31 < miles <= 34


def _weeks(reading: FormResult) -> list[list[Workout]]:
    assert reading.draft is not None
    start = reading.draft.block.start
    runs = [item for item in reading.draft.workouts if item.sport is Sport.RUN]
    return [[run for run in runs if (run.date - start).days // 7 == week] for week in range(11)]
