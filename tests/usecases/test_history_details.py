"""What an operation changed, in words: what no other test of them reached."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from planner import store
from planner.store.journal import RowChange
from planner.training.races import Unit
from planner.training.workouts import Effort, Outcome, Sport, StoredStatus, Workout
from planner.usecases.history import history_text
from planner.usecases.planbook import Planbook
from tests.usecases.test_history_text import HEAVY, NOON, TEMPO, TODAY, book, newest, original

__all__ = ["book", "original"]


def test_thirteen_workouts_are_summed_up_and_twelve_are_not(book: Planbook) -> None:
    days = [TODAY + dt.timedelta(days=step) for step in range(10)]
    added = [*(replace(TEMPO, date=day) for day in days), replace(HEAVY, date=days[3])]
    rests = [Workout(day, Sport.REST, None, "Rest") for day in days[:2]]
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.add_workouts([*added, *rests])
    assert newest(book)[0] == "added 10 runs, 1 strength session, 2 rest days, 7 Jan to 16 Jan"
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.add_workouts([*added, *rests[:1]])
    assert newest(book)[0].startswith("Thu 7 Jan ")


def test_what_was_done_without_a_plan_is_told_with_its_figures(book: Planbook) -> None:
    done = replace(TEMPO, status=StoredStatus.UNPLANNED, planned=Effort(), actual=Outcome(Effort(8_000, 2700, 5)))
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.add_workouts([done])
    assert newest(book) == ("Thu 7 Jan Tempo, 3 × 10 min: added, done, 8 km, 45:00, RPE 5",)


def test_a_time_that_was_estimated_is_marked_when_a_run_is_added(book: Planbook) -> None:
    with store.edit(book.path, "edit", now=NOON) as plan:
        plan.add_workouts([replace(TEMPO, estimated=("duration_s",))])
    assert newest(book) == ("Thu 7 Jan Tempo, 3 × 10 min: added, 12 km, ~1:02 h",)


EASY: dict[str, Any] = {"id": 1, "date": "2027-01-07", "kind": "easy", "title": "Easy", "state": "planned"}


def told(*changes: RowChange) -> list[str]:
    return [one.text.removeprefix("Thu 7 Jan Easy: ") for one in history_text.describe_changes(changes, Unit.KM)]


def test_done_without_any_figure_is_just_done() -> None:
    assert told(RowChange("item", 1, EASY, {**EASY, "state": "done", "actual_source": "typed"})) == ["done"]


def test_a_new_note_on_a_done_workout_is_no_new_record() -> None:
    done = {**EASY, "state": "done", "actual_source": "typed", "actual_rpe": 5}
    assert told(RowChange("item", 1, done, {**done, "note": "windy"})) == ['note "windy"']


def test_locking_and_unlocking_are_told_apart() -> None:
    assert told(RowChange("item", 1, {**EASY, "locked": 0}, {**EASY, "locked": 1})) == ["locked"]
    assert told(RowChange("item", 1, {**EASY, "locked": 1}, {**EASY, "locked": 0})) == ["unlocked"]


def test_when_a_block_was_made_is_told_only_alone() -> None:
    block = {"id": 1, "name": "Half", "created": "2027-01-01"}
    assert told(RowChange("block", 1, block, {**block, "name": "Berlin", "created": "2027-01-02"})) == [
        'block "Berlin": name "Half" → "Berlin"'
    ]
    assert told(RowChange("block", 1, block, {**block, "created": "2027-01-02"})) == [
        'block "Half": made 2027-01-01 → 2027-01-02'
    ]


def of_sets(*pairs: tuple[dict[str, Any], dict[str, Any]]) -> list[str]:
    sets = [
        RowChange(
            "exercise_set", number, {"item_id": 1, "part": "planned", **old}, {"item_id": 1, "part": "planned", **new}
        )
        for number, (old, new) in enumerate(pairs, 2)
    ]
    return told(RowChange("item", 1, EASY, EASY), *sets)


def test_each_exercise_is_told_beside_what_it_was() -> None:
    sled = {"exercise": "reverse_sled_push", "rounds": 5, "distance_m": 20.0, "load_kg": 56.0}
    sit = {"exercise": "wall_sit", "rounds": 2, "hold_s": 90}
    assert of_sets((sled, {**sled, "rounds": 3}), (sit, {**sit, "hold_s": 60})) == [
        "sled 5 × 20 m → 3 × 20 m, wall sit 2 × 1:30 → 2 × 1:00"
    ]
    assert of_sets((sled, {**sled, "rounds": 3, "load_kg": 60.0})) == ["sled 5 × 20 m, 56 kg → 3 × 20 m, 60 kg"]
