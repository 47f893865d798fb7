from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import StaleEditError, connections, edit, files, journal, quick, workout_table
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from tests.store.helpers import count_workouts, store_outcome

DONE = Outcome(Effort(8200.0, 2710, 4.0), "Windy", "typed")


def test_marking_done_records_the_outcome(filled: Path, noon: dt.datetime) -> None:
    run = quick.read_workout(filled, 1)
    done = store_outcome(filled, run, DONE, name="Done: Easy 8 km", now=noon)
    assert done == replace(run, status=StoredStatus.DONE, actual=DONE, version=2)
    assert quick.read_workout(filled, 1) == done
    assert [(each.name, each.change_count) for each in journal.read_operations(filled)] == [
        ("Done: Easy 8 km", 1),
        ("New block", 6),
    ]


def test_marking_done_on_another_day_moves_it_and_remembers_where_from(filled: Path, noon: dt.datetime) -> None:
    run = quick.read_workout(filled, 1)
    thursday = run.date + dt.timedelta(days=3)
    done = store_outcome(filled, run, DONE, name="Done", now=noon, done_on=thursday)
    assert (done.date, done.original_date, done.is_moved) == (thursday, run.date, True)
    friday = store_outcome(filled, done, DONE, name="Done", now=noon, done_on=thursday + dt.timedelta(days=1))
    assert (friday.original_date, friday.version) == (run.date, 3)
    assert quick.read_days(filled, run.date, run.date) == []
    same_day = store_outcome(filled, quick.read_workout(filled, 2), DONE, name="Done", now=noon, done_on=run.date)
    assert same_day.original_date == run.date + dt.timedelta(days=1)


def test_marking_done_takes_back_a_skip_and_leaves_the_unplanned_unplanned(
    database: Path, noon: dt.datetime, easy_run: Workout
) -> None:
    with edit(database, "Add", now=noon) as repository:
        skipped, unplanned = repository.add_workouts(
            [
                replace(easy_run, status=StoredStatus.SKIPPED, skip_reason="rain"),
                replace(easy_run, status=StoredStatus.UNPLANNED, planned=Effort()),
            ],
        )
    done = store_outcome(database, skipped, DONE, name="Done", now=noon)
    assert (done.status, done.skip_reason) == (StoredStatus.DONE, None)
    assert store_outcome(database, unplanned, DONE, name="Done", now=noon).status is StoredStatus.UNPLANNED


def test_sets_done_are_kept_beside_sets_planned(filled: Path, noon: dt.datetime) -> None:
    session = quick.read_workout(filled, 2)
    heavier = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 4, 20.0, 60.5)
    outcome = Outcome(Effort(sets=(heavier,)), source="as planned")
    done = store_outcome(filled, session, outcome, name="Done", now=noon)
    assert done.actual == outcome
    assert done.planned == session.planned
    assert quick.read_workout(filled, 2) == done
    assert quick.read_all_workouts(filled)[1] == done
    journal.undo(filled, now=noon)
    assert quick.read_workout(filled, 2) == replace(session, version=3)


def test_marking_done_what_was_changed_meanwhile_is_refused(
    filled: Path, noon: dt.datetime, dump: Callable[[Path], object]
) -> None:
    run = quick.read_workout(filled, 1)
    with edit(filled, "Move", now=noon) as repository:
        repository.replace_workout(replace(run, title="Moved"))
    before = dump(filled)
    with pytest.raises(StaleEditError, match="Workout 1 was changed by another session"):
        store_outcome(filled, run, DONE, name="Done", now=noon)
    with edit(filled, "Remove", now=noon) as repository:
        repository.remove_workout(2)
    with pytest.raises(RefusedError, match=r"There is no workout 2\."):
        store_outcome(filled, replace(run, id=2), DONE, name="Done", now=noon)
    journal.undo(filled, now=noon)
    assert dump(filled) == before


def test_writing_an_item_into_a_block_that_is_not_there_is_refused(filled: Path, noon: dt.datetime) -> None:
    with pytest.raises(RefusedError, match=r"^There is no block 9\.$"):
        quick.write_workout(filled, replace(quick.read_workout(filled, 1), block_id=9), name="Move", now=noon)
    assert quick.read_workout(filled, 1).block_id == 1


def test_reading_cannot_write(filled: Path) -> None:
    with pytest.raises(RefusedError, match="read-only"), connections.read_transaction(filled) as connection:
        connection.execute("DELETE FROM item")
    assert count_workouts(filled) == 2


def test_counting_and_the_span(filled: Path, monday: dt.date) -> None:
    assert count_workouts(filled) == 2
    assert quick.read_date_range(filled) == (monday, monday + dt.timedelta(days=1))


def test_six_weeks_among_ten_thousand_workouts_are_found_by_index(
    database: Path, noon: dt.datetime, sled_session: Workout
) -> None:
    days = 10_000
    sets = sled_session.planned.sets[:1]
    run = Workout(sled_session.date, Sport.STRENGTH, StrengthKind.LIGHT, "Light", planned=Effort(sets=sets))
    with edit(database, "Import", now=noon) as repository:
        repository.add_workouts([replace(run, date=run.date + dt.timedelta(days=day)) for day in range(days)])
    first = run.date + dt.timedelta(days=5000)
    found = quick.read_days(database, first, first + dt.timedelta(days=41))
    assert [each.date for each in found] == [first + dt.timedelta(days=day) for day in range(42)]
    assert {each.planned for each in found} == {Effort(sets=sets)}
    connection = files.connect(str(database))
    try:
        span = ("2040-01-01", "2040-02-11")
        for query, values in (
            (workout_table.WORKOUTS_BETWEEN_SQL, span),
            (workout_table.WORKOUTS_OF_SPORT_SQL, (*span, "strength")),
            (workout_table.SETS_BETWEEN_SQL, span),
        ):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
            steps = " / ".join(row[3] for row in plan)
            assert "SCAN" not in steps
            assert "item_by_date (date>? AND date<?)" in steps
    finally:
        connection.close()


def test_the_workouts_of_one_sport_are_those_among_all(
    database: Path, noon: dt.datetime, sled_session: Workout
) -> None:
    run = Workout(sled_session.date, Sport.RUN, "easy", "Easy")
    with edit(database, "Import", now=noon) as repository:
        repository.add_workouts([run, sled_session, replace(run, date=run.date + dt.timedelta(days=1))])
    span = run.date, run.date + dt.timedelta(days=1)
    every = quick.read_days(database, *span)
    assert len(every) == 3
    assert quick.read_days(database, *span, Sport.STRENGTH) == [one for one in every if one.sport is Sport.STRENGTH]


def test_a_row_that_no_planner_wrote_is_refused_with_its_number(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE item SET sport = 'swim' WHERE id = 2")
    connection.commit()
    connection.close()
    with pytest.raises(RefusedError, match='Workout 2 has a damaged sport in the database: "swim"'):
        quick.read_all_workouts(filled)
    assert quick.read_workout(filled, 1).id == 1
