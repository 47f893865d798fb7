from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.store import StaleEditError, check_file, edit, journal, quick
from planner.training.blocks import Block, Runner
from planner.training.exercises.examples import ExerciseMeasure
from planner.training.findings import Acceptance
from planner.training.own_exercises import OwnExercise
from planner.training.parse_steps import parse_steps
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.steps import Step, StepKind
from planner.training.workouts import (
    Effort,
    ExerciseSet,
    FormerKind,
    LegLoad,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases.changes import calendar_sort_key
from tests.store.helpers import count_workouts, remove_block

pytestmark = pytest.mark.smoke

Dump = Callable[[Path], list[tuple[object, ...]]]


@pytest.fixture
def everything(sled_session: Workout, monday: dt.date) -> Workout:
    """A workout with every field in use."""
    return replace(
        sled_session,
        estimated=("duration_s", "distance_m"),
        actual=Outcome(
            Effort(123.456, 2400, 6.5, sled_session.planned.sets[:1]), "Sled stuck\ntwice, é ✓", "typed", 2, 4
        ),
        status=StoredStatus.DONE,
        skip_reason="first I did not want to",
        original_date=monday + dt.timedelta(days=3),
        plan_date=monday + dt.timedelta(days=4),
        made_on=monday + dt.timedelta(days=20),
        former_kind=FormerKind(
            Sport.STRENGTH,
            StrengthKind.LIGHT,
            "Light é",
            replace(sled_session.planned, rpe=3.25),
            ("duration_s",),
            "Hard\nlane ✓",
            before=FormerKind(
                Sport.RUN, RunKind.RACE, "Parkrun", Effort(5000.0), priority=Priority.B, slot=Slot.AM, start="09:00"
            ),
        ),
        locked=True,
        reason="Friday is easy.",
        note="Chest up.\nSlow steps.",
    )


def test_every_field_comes_back_as_it_went_in(database: Path, noon: dt.datetime, everything: Workout) -> None:
    with edit(database, "Add", now=noon) as repository:
        (stored,) = repository.add_workouts([everything])
    assert stored == replace(everything, id=1, version=1)
    with edit(database, "Look", now=noon) as repository:
        assert repository.workout(1) == stored
    assert quick.read_workout(database, 1) == stored
    assert quick.read_all_workouts(database) == [stored]


def test_of_what_it_was_before_the_oldest_is_left_out_where_it_is_too_long(
    database: Path, noon: dt.datetime, easy_run: Workout
) -> None:
    oldest = FormerKind(Sport.REST, None, "Rest", Effort(), note="z" * 10_000)
    former = oldest
    for kind in (RunKind.LONG, RunKind.TEMPO, RunKind.HILLS):
        former = FormerKind(Sport.RUN, kind, "Run", Effort(5000.0), note="é" * 10_000, before=former)
    with edit(database, "Add", now=noon) as repository:
        (stored,) = repository.add_workouts([replace(easy_run, former_kind=former)])
    assert stored.former_kind is not None
    kept = repr(quick.read_workout(database, stored.id).former_kind)
    assert "hills" in kept
    assert "tempo" in kept
    assert "Rest" not in kept


@pytest.fixture
def structured(easy_run: Workout) -> Workout:
    """A run with steps, done as planned."""
    steps = parse_steps('2 km warm-up, 5 x (1 km at 4:10-4:15/km "relaxed, é ✓", 90 s jog), 2 km cool-down')
    planned = Effort(9000.0, None, 7.0, steps=steps)
    return replace(
        easy_run, kind=RunKind.INTERVALS, planned=planned, actual=Outcome(planned, ""), status=StoredStatus.DONE
    )


def test_the_steps_of_a_run_come_back_as_they_went_in(database: Path, noon: dt.datetime, structured: Workout) -> None:
    with edit(database, "Add", now=noon) as repository:
        (stored,) = repository.add_workouts([structured])
    assert stored == replace(structured, id=1, version=1)
    assert quick.read_all_workouts(database) == [stored]
    plain = quick.write_workout(database, replace(stored, planned=Effort(9000.0)), name="Edit", now=noon)
    assert quick.read_all_workouts(database) == [plain]
    journal.undo(database, now=noon)
    (again,) = quick.read_all_workouts(database)
    assert (again.planned, again.actual) == (structured.planned, structured.actual)


def test_steps_that_cannot_be_are_refused(database: Path, noon: dt.datetime, structured: Workout) -> None:
    for step in (Step(StepKind.WORK), Step(StepKind.WORK, 5.0), Step(StepKind.WORK, 500.0, note='a "b"')):
        with (
            edit(database, "Add", now=noon) as repository,
            pytest.raises(RefusedError, match="steps"),
        ):
            repository.add_workouts([replace(structured, planned=Effort(steps=(step,)))])
    assert count_workouts(database) == 0


def test_steps_that_another_program_broke_are_refused_and_found(
    database: Path, noon: dt.datetime, structured: Workout
) -> None:
    with edit(database, "Add", now=noon) as repository:
        repository.add_workouts([structured])
    connection = sqlite3.connect(database)
    connection.execute('UPDATE item SET planned_steps = \'[{"kind": "sprint", "distance_m": 400}]\'')
    connection.commit()
    connection.close()
    with pytest.raises(RefusedError, match=r"Workout 1 has a damaged planned steps in the database: .*sprint"):
        quick.read_all_workouts(database)
    assert "Workout 1 has steps that cannot be read ('sprint' is not a valid StepKind)." in check_file.check_database(
        database
    )


def test_a_block_comes_back_as_it_went_in(database: Path, noon: dt.datetime, monday: dt.date) -> None:
    race = monday + dt.timedelta(days=111)
    block = Block(
        "Marathon", monday, 120, race, RaceDistance.MARATHON, Priority.A, StrengthLevel.EXPERIENCED, Unit.MI,
        "https://example.org/plan", ((0, "base"), (28, "Aufbau")), "2026-12-31T23:59:59Z",
        {"goal": "marathon", "days": ["tue", "sún"], "most": 2.5, "treadmill": False, "none": None},
    )  # fmt: skip
    with edit(database, "Add", now=noon) as repository:
        stored = repository.add_block(block)
        assert repository.block(stored.id) == stored
    assert stored == replace(block, id=1, version=1)
    assert quick.read_blocks(database) == [stored]


def test_a_block_is_created_at_the_operations_instant(filled: Path) -> None:
    assert quick.read_blocks(filled)[0].created == "2027-01-04T12:00:00Z"


def test_numbers_are_kept_to_three_decimals(database: Path, noon: dt.datetime, easy_run: Workout) -> None:
    with edit(database, "Add", now=noon) as repository:
        (stored,) = repository.add_workouts([replace(easy_run, planned=Effort(8046.72049, None, 10 / 3))])
    assert (stored.planned.distance_m, stored.planned.rpe) == (8046.72, 3.333)
    assert quick.read_workout(database, 1) == stored


def test_a_day_is_read_from_morning_to_night(database: Path, noon: dt.datetime, easy_run: Workout) -> None:
    order = [(Slot.AM, "06:00"), (Slot.AM, "07:00"), (Slot.AM, None), (Slot.PM, "18:00"), (None, "05:00"), (None, None)]
    with edit(database, "Add", now=noon) as repository:
        added = [replace(easy_run, slot=slot, start=start) for slot, start in order]
        repository.add_workouts([replace(easy_run, date=easy_run.date + dt.timedelta(days=1)), *reversed(added)])
    found = quick.read_days(database, easy_run.date, easy_run.date + dt.timedelta(days=1))
    assert [(each.slot, each.start) for each in found[:-1]] == order
    assert found[-1].id == 1
    assert quick.read_all_workouts(database) == found
    assert sorted(found, key=calendar_sort_key) == found


def test_a_span_includes_both_its_days(filled: Path, monday: dt.date) -> None:
    tuesday = monday + dt.timedelta(days=1)
    spans = [(monday, monday), (tuesday, tuesday), (monday, tuesday), (tuesday, monday)]
    assert [[each.id for each in quick.read_days(filled, *span)] for span in spans] == [[1], [2], [1, 2], []]


def test_what_is_not_there_is_said(filled: Path, noon: dt.datetime, easy_run: Workout) -> None:
    with edit(filled, "Try", now=noon) as repository:
        for attempt in (
            lambda: repository.workout(12),
            lambda: repository.remove_workout(12),
            lambda: repository.replace_workout(replace(easy_run, id=12, version=1)),
        ):
            with pytest.raises(RefusedError, match=r"^There is no workout 12\.$"):
                attempt()
        for with_block in (
            lambda: repository.block(7),
            lambda: repository.replace_block(replace(repository.block(1), id=7)),
            lambda: repository.save_slotting(7, "{}", "{}"),
            lambda: repository.add_workouts([replace(easy_run, block_id=7)]),
            lambda: repository.replace_workout(replace(repository.workout(1), block_id=7)),
        ):
            with pytest.raises(RefusedError, match=r"^There is no block 7\.$"):
                with_block()
    assert quick.read_slotting(filled, 7) is None


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30])
def test_numbers_that_nothing_has(filled: Path, noon: dt.datetime, number: int) -> None:
    with pytest.raises(RefusedError, match=f"There is no workout {number}"):
        quick.read_workout(filled, number)
    with edit(filled, "Try", now=noon) as repository:
        with pytest.raises(RefusedError, match=f"There is no workout {number}"):
            repository.workout(number)
        with pytest.raises(RefusedError, match=f"There is no block {number}"):
            repository.block(number)


def test_replacing_a_block_that_another_session_undid_is_refused(filled: Path, noon: dt.datetime) -> None:
    (block,) = quick.read_blocks(filled)
    journal.undo(filled, now=noon)
    with pytest.raises(RefusedError, match=r"^There is no block 1\.$"), edit(filled, "Edit", now=noon) as repository:
        repository.replace_block(replace(block, name="Gone"))


def test_replacing_gives_the_next_version(filled: Path, noon: dt.datetime, sled_session: Workout) -> None:
    with edit(filled, "Edit", now=noon) as repository:
        session = repository.workout(2)
        lighter = replace(session, planned=replace(session.planned, sets=session.planned.sets[1:]))
        stored = repository.replace_workout(lighter)
        again = repository.replace_workout(replace(stored, title="Wall sit", planned=sled_session.planned))
    assert stored == replace(lighter, version=2)
    assert again.version == 3
    assert quick.read_workout(filled, 2) == again


def test_replacing_with_the_same_changes_nothing(filled: Path, noon: dt.datetime) -> None:
    with edit(filled, "Edit", now=noon) as repository:
        assert repository.replace_workout(repository.workout(2)).version == 1
        assert repository.replace_block(repository.block(1)).version == 1
        assert repository.replace_runner(repository.runner()).version == 1
    assert [each.name for each in journal.read_operations(filled)] == ["New block"]


def test_an_edit_of_what_somebody_else_has_changed_is_refused(filled: Path, noon: dt.datetime) -> None:
    with edit(filled, "Look", now=noon) as repository:
        run, block, athlete = repository.workout(1), repository.block(1), repository.runner()
    with edit(filled, "First", now=noon) as repository:
        repository.replace_workout(replace(run, title="First"))
        repository.replace_block(replace(block, name="First"))
        repository.replace_runner(replace(athlete, body_mass_kg=70.5))
    with edit(filled, "Second", now=noon) as repository:
        with pytest.raises(StaleEditError, match="Workout 1 was changed"):
            repository.replace_workout(replace(run, title="Second"))
        with pytest.raises(StaleEditError, match="Block 1 was changed"):
            repository.replace_block(replace(block, name="Second"))
        with pytest.raises(StaleEditError, match="What is known of you was changed"):
            repository.replace_runner(replace(athlete, body_mass_kg=80))
        with pytest.raises(StaleEditError):  # also when it would now be the same
            repository.replace_workout(replace(run, title="First"))
        assert (repository.workout(1).title, repository.block(1).name) == ("First", "First")
        assert repository.runner().body_mass_kg == 70.5


def test_the_athlete_is_kept(database: Path, noon: dt.datetime) -> None:
    athlete = Runner(
        70.25, 20.0, "gym turf", StrengthLevel.EXPERIENCED, 330.5, Unit.MI, 6, '{"heart": "no"}', version=1
    )
    assert quick.read_runner(database) == Runner(version=1)
    with edit(database, "Settings", now=noon) as repository:
        assert repository.replace_runner(athlete) == replace(athlete, version=2)
    assert quick.read_runner(database) == replace(athlete, version=2)


def test_what_a_block_was_made_from_must_be_plain_values(database: Path, noon: dt.datetime, monday: dt.date) -> None:
    for choices in ({"goal": monday}, {"most": float("nan")}, {"goal": "x" * 20_001}):
        with pytest.raises(RefusedError, match="choices must be"), edit(database, "Add", now=noon) as repository:
            repository.add_block(Block("Half", monday, 7, provenance=choices))
    assert quick.read_blocks(database) == []


def test_an_accepted_finding_is_kept_until_it_is_taken_back(filled: Path, noon: dt.datetime, monday: dt.date) -> None:
    with edit(filled, "Accept", now=noon) as repository:
        of_block = repository.add_acceptance(Acceptance("W3", 1, monday, "on purpose ✓"))
        everywhere = repository.add_acceptance(Acceptance("W2"))
    assert of_block == Acceptance("W3", 1, monday, "on purpose ✓", 1, 1)
    assert quick.read_acceptances(filled) == [of_block, everywhere]
    with pytest.raises(RefusedError, match="no block 7"), edit(filled, "Accept", now=noon) as repository:
        repository.add_acceptance(Acceptance("W3", 7))
    with pytest.raises(StaleEditError, match="Accepted finding 1 was"), edit(filled, "Back", now=noon) as repository:
        repository.remove_acceptance(replace(of_block, version=2))
    with edit(filled, "Back", now=noon) as repository:
        repository.remove_acceptance(everywhere)
    with pytest.raises(RefusedError, match="no accepted finding 2"), edit(filled, "Back", now=noon) as repository:
        repository.remove_acceptance(everywhere)
    assert quick.read_acceptances(filled) == [of_block]


def test_a_block_takes_what_was_accepted_of_it_along_and_brings_it_back(filled: Path, noon: dt.datetime) -> None:
    with edit(filled, "Accept", now=noon) as repository:
        kept = [repository.add_acceptance(Acceptance("W3", 1)), repository.add_acceptance(Acceptance("W2"))]
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
    assert [one.code for one in quick.read_acceptances(filled)] == ["W2"]
    assert journal.undo(filled, now=noon) is not None
    assert [(one.code, one.block_id) for one in quick.read_acceptances(filled)] == [("W3", 1), ("W2", None)]
    assert journal.undo(filled, now=noon) is not None
    assert quick.read_acceptances(filled) == []
    assert journal.redo(filled, now=noon) is not None
    assert [replace(one, version=1) for one in quick.read_acceptances(filled)] == kept


def test_a_slotting_is_kept_and_replaced(filled: Path, noon: dt.datetime) -> None:
    assert quick.read_slotting(filled, 1) == ('{"weeks": 2}', '{"cost": 18}')
    with edit(filled, "Again", now=noon) as repository:
        repository.save_slotting(1, '{"weeks": 3}', '{"cost": 5}')
        with pytest.raises(RefusedError, match="answer must be JSON"):
            repository.save_slotting(1, "{}", "not placed")
    assert quick.read_slotting(filled, 1) == ('{"weeks": 3}', '{"cost": 5}')
    journal.undo(filled, now=noon)
    assert quick.read_slotting(filled, 1) == ('{"weeks": 2}', '{"cost": 18}')


def test_removing_a_block_takes_all_of_it(filled: Path, noon: dt.datetime, dump: Dump, easy_run: Workout) -> None:
    with edit(filled, "Add", now=noon) as repository:
        repository.add_workouts([easy_run])
    with edit(filled, "Remove", now=noon) as repository:
        remove_block(repository, 1)
        assert repository.blocks() == []
    assert quick.read_slotting(filled, 1) is None
    assert [each.id for each in quick.read_all_workouts(filled)] == [3]
    assert {row[0] for row in dump(filled)} == {"athlete", "item"}


def test_numbers_are_never_given_twice(filled: Path, noon: dt.datetime, easy_run: Workout) -> None:
    with edit(filled, "Remove", now=noon) as repository:
        repository.remove_workout(2)
    with edit(filled, "Add", now=noon) as repository:
        assert repository.add_workouts([easy_run])[0].id == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": "x" * 201}, "title must be at most 200 characters, not 'xxx"),
        ({"title": "a\0b"}, "title must not contain a NUL"),
        ({"title": "half \ud83d"}, r"title contains half a character \(U\+D83D\)"),
        ({"note": "\udfff"}, "note contains half"),
        ({"skip_reason": "\0"}, "skip_reason must not contain a NUL"),
        ({"start": "25:00"}, "start must be a time from 00:00 to 23:59, not '25:00'"),
        ({"date": dt.date(1969, 12, 31)}, "date must be a real date from 1970 to 2199, not '1969-12-31'"),
        ({"date": dt.date(2200, 1, 1)}, "not '2200-01-01'"),
        ({"kind": "heavy"}, "kind must fit the sport, not 'heavy'"),
        ({"planned": Effort(-5000.0)}, "planned_distance_m must be 0 to 10000000, not -5000.0"),
        ({"planned": Effort(float("nan"))}, "planned_distance_m must be a number, not nan"),
        ({"planned": Effort(float("inf"))}, "planned_distance_m must be a number, not inf"),
        ({"planned": Effort(10**400)}, "planned_distance_m must be a number"),
        ({"planned": Effort(None, 2**70)}, "planned_duration_s is too large"),
        ({"estimated": ("\ud83d",)}, "estimated contains half"),
        ({"planned": Effort(None, 10**6)}, "planned_duration_s must be 0 to 864000, not 1000000"),
        ({"planned": Effort(rpe=11)}, "planned_rpe must be 0 to 10, not 11"),
        ({"actual": Outcome(Effort())}, "state must be done or unplanned where something was recorded, not 'planned'"),
    ],
)
def test_a_value_that_breaks_a_rule_is_named_and_nothing_is_stored(
    filled: Path, noon: dt.datetime, easy_run: Workout, dump: Dump, change: dict[str, Any], words: str
) -> None:
    before = dump(filled)
    broken = replace(easy_run, **change)
    with pytest.raises(RefusedError, match=words):
        quick.write_workout(filled, replace(broken, id=1, version=1), name="Edit", now=noon)
    with pytest.raises(RefusedError, match=words), edit(filled, "Edit", now=noon) as repository:
        repository.replace_workout(replace(broken, id=1, version=1))
    with pytest.raises(RefusedError, match=words), edit(filled, "Add", now=noon) as repository:
        repository.add_workouts([easy_run, broken, easy_run])
    assert dump(filled) == before


def test_a_set_that_breaks_a_rule_is_named(filled: Path, noon: dt.datetime) -> None:
    session = quick.read_workout(filled, 2)
    broken = replace(session.planned.sets[0], rounds=0)
    session = replace(session, planned=replace(session.planned, sets=(broken,)))
    with pytest.raises(RefusedError, match="rounds must be 1 to 1000, not 0"):
        quick.write_workout(filled, session, name="Edit", now=noon)
    with pytest.raises(RefusedError, match="rounds must be 1"), edit(filled, "Edit", now=noon) as repository:
        repository.replace_workout(session)
    assert quick.read_workout(filled, 2).version == 1


def test_an_operation_happens_whole_or_not_at_all(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before = dump(filled)

    def give_up_halfway() -> None:
        with edit(filled, "Half", now=noon) as repository:
            repository.remove_workout(1)
            repository.add_block(replace(repository.block(1), name="Copy"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up_halfway()
    assert dump(filled) == before
    assert len(journal.read_operations(filled)) == 1


def test_after_a_refusal_inside_an_operation_the_rest_goes_on(
    filled: Path, noon: dt.datetime, easy_run: Workout
) -> None:
    with edit(filled, "Import", now=noon) as repository:
        repository.add_workouts([easy_run])
        with pytest.raises(RefusedError):
            repository.add_workouts([easy_run, replace(easy_run, title="x" * 300)])
        with pytest.raises(RefusedError):
            repository.replace_workout(replace(repository.workout(1), start="noon"))
        repository.add_workouts([replace(easy_run, title="Last")])
    assert [each.title for each in quick.read_all_workouts(filled)] == ["Easy 8 km", "Easy 8 km", "Last", "Heavy sled"]
    journal.undo(filled, now=noon)
    assert count_workouts(filled) == 2


def test_an_operation_that_changes_nothing_leaves_no_trace(
    filled: Path, noon: dt.datetime, digest: Callable[[Path], str]
) -> None:
    before = digest(filled)
    with edit(filled, "Look", now=noon) as repository:
        repository.blocks()
    quick.write_workout(filled, quick.read_workout(filled, 2), name="Same", now=noon)
    assert digest(filled) == before


@pytest.mark.parametrize("name", ["", "x" * 1001, "a\0b", "half \ud83d"])
def test_an_operation_needs_a_name(filled: Path, noon: dt.datetime, name: str) -> None:
    with (
        pytest.raises(RefusedError, match=r"name must (be 1 to 1000|not contain a NUL)|half a char"),
        edit(filled, name, now=noon),
    ):
        pass


def test_an_instant_must_know_its_offset(filled: Path) -> None:
    naive = dt.datetime(2027, 1, 4, 12)  # noqa: DTZ001 - that is the point
    with pytest.raises(RefusedError, match="no offset"), edit(filled, "Edit", now=naive):
        pass


def test_an_instant_is_kept_in_utc(filled: Path) -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    with edit(filled, "Edit", now=dt.datetime(2027, 6, 1, 1, 30, 59, 999, tzinfo=berlin)) as repository:
        repository.remove_workout(1)
    assert journal.read_operations(filled)[0].made_at == dt.datetime(2027, 5, 31, 23, 30, 59, tzinfo=dt.UTC)


def test_rest_days_and_notes_need_nothing(database: Path, noon: dt.datetime, monday: dt.date) -> None:
    with edit(database, "Add", now=noon) as repository:
        stored = repository.add_workouts(
            [Workout(monday, sport, None, sport.value) for sport in (Sport.REST, Sport.NOTE, Sport.CROSS)],
        )
    assert quick.read_all_workouts(database) == stored


def test_an_exercise_of_the_runner_s_own_is_defined_changed_and_removed(filled: Path, noon: dt.datetime) -> None:
    with edit(filled, "exercise", now=noon) as repository:
        ball = repository.add_exercise(OwnExercise("wall_ball", ExerciseMeasure.REPETITIONS, LegLoad.MODERATE))
    assert quick.read_exercises(filled) == [ball]
    with edit(filled, "exercise", now=noon) as repository:
        with pytest.raises(RefusedError, match=r"exercise wall_ball already"):
            repository.add_exercise(ball)
        heavy = repository.replace_exercise(replace(ball, leg_load=LegLoad.HEAVY))
        with pytest.raises(StaleEditError):
            repository.replace_exercise(ball)
    assert (heavy.version, quick.read_exercises(filled)) == (2, [heavy])
    with edit(filled, "exercise", now=noon) as repository:
        with pytest.raises(StaleEditError):
            repository.remove_exercise(ball)
        repository.remove_exercise(heavy)
        with pytest.raises(RefusedError, match=r"There is no exercise 1\.$"):
            repository.remove_exercise(heavy)
    assert quick.read_exercises(filled) == []
    journal.undo(filled, now=noon)
    assert [replace(one, version=2) for one in quick.read_exercises(filled)] == [heavy]


def test_the_workouts_of_an_exercise_are_found_by_planned_and_recorded_sets(filled: Path, noon: dt.datetime) -> None:
    ball = ExerciseSet("wall_ball", 3, repetitions=20, leg_load=LegLoad.MODERATE)
    session = quick.read_workout(filled, 2)
    planned = replace(session, planned=replace(session.planned, sets=(*session.planned.sets, ball)))
    done = replace(session, id=0, status=StoredStatus.DONE, actual=Outcome(Effort(sets=(ball, ball))))
    with edit(filled, "own", now=noon) as repository:
        repository.replace_workouts([planned])
        repository.add_workouts([done])
    assert [one.id for one in quick.read_workouts_with_exercise(filled, "wall_ball")] == [2, 3]
    assert quick.read_workout(filled, 2).planned.sets[-1] == ball
    assert quick.read_workouts_with_exercise(filled, "plank") == []
