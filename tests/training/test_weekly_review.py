"""What is said of a week: its sentences where something is unknown, unplanned, replaced or painful."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.absences import Absence, AbsenceKind
from planner.training.races import Unit
from planner.training.weekly_review import WeekReview, move_text, review_sections, review_sentences
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

MONDAY = dt.date(2027, 1, 4)
AFTER = MONDAY + WEEK
SETS = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20.0, 56.0), ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90))
EASY = Workout(MONDAY, Sport.RUN, RunKind.EASY, "Easy", planned=Effort(10_000.0, 3600), id=1)
HEAVY = Workout(MONDAY, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", planned=Effort(None, 2700, 7.0, SETS), id=2)


def done(workout: Workout, effort: Effort | None = None, **more: int) -> Workout:
    outcome = Outcome(effort or workout.planned, **more)  # type: ignore[arg-type]
    return replace(workout, status=StoredStatus.DONE, actual=outcome)


def extra(workout: Workout, effort: Effort) -> Workout:
    return replace(done(workout, effort), status=StoredStatus.UNPLANNED, planned=Effort())


def sentences(*workouts: Workout, unit: Unit = Unit.KM) -> tuple[str, str, str]:
    return review_sentences(WeekReview(MONDAY, AFTER, unit, workouts))


def line_of(workout: Workout, today: dt.date = AFTER) -> str:
    return review_sections(WeekReview(MONDAY, today, workouts=(workout,)))[0].lines[0].text


@pytest.mark.parametrize(
    ("workouts", "sentence"),
    [
        ([extra(EASY, Effort(8_000.0, 2700))], "You ran 8 km in 1 run without a plan."),
        ([done(replace(EASY, planned=Effort(None, 3600)))], "You ran 1:00 h of 1:00 h, 1 of 1 run."),
        ([replace(EASY, planned=Effort())], "You ran 0 of 1 run: one run was missed."),
        (
            [done(EASY, Effort(None, 3600))],
            "You ran 0 of 10 km, 1 of 1 run, without the distance of 1 run, which is not recorded.",
        ),
        (
            [replace(EASY, status=StoredStatus.SKIPPED, skip_reason="x", replaced_by_id=9)],
            "You ran 0 of 10 km, 0 of 1 run: one run was replaced by something else.",
        ),
    ],
)
def test_running_is_said_with_what_is_known(workouts: list[Workout], sentence: str) -> None:
    assert sentences(*workouts)[0] == sentence


def test_distances_are_in_the_unit_of_the_runner() -> None:
    assert sentences(done(EASY), unit=Unit.MI)[0] == "You ran 6.2 of 6.2 mi, 1 of 1 run."


def test_strength_is_said_with_its_worst_pain() -> None:
    felt = done(HEAVY, pain=2, pain_next=4)
    said = (
        "Strength: 1 of 1 session, sled 100 of 100 m, wall sit 3:00 of 3:00 min; the worst pain recorded was 4 of 10."
    )
    assert sentences(felt)[1] == said
    assert line_of(felt).endswith(": done, RPE 7, pain 4")


def test_strength_without_a_plan_is_counted_apart() -> None:
    unplanned = extra(HEAVY, HEAVY.planned)
    assert sentences(unplanned)[1].startswith("Strength: 1 session without a plan, sled 100 m, wall sit 3:00 min")
    both = "Strength: 1 of 1 session, with one more that was not planned, sled 200 of 100 m"
    assert sentences(done(HEAVY), unplanned)[1].startswith(both)


def test_a_race_of_the_week_after_is_named() -> None:
    race = Workout(AFTER + 6 * DAY, Sport.RUN, RunKind.RACE, "Town half", planned=Effort(21_097.5))
    review = WeekReview(MONDAY, MONDAY, next_workouts=(replace(EASY, date=AFTER), race))
    assert review_sentences(review)[2] == "Next week has 2 runs: 31.1 km of running, Town half on Sun 17 Jan."


def test_a_run_that_moved_and_was_changed_says_both() -> None:
    moved = replace(done(EASY, Effort(9_000.0, 3000)), date=MONDAY + DAY, original_date=MONDAY, plan_date=MONDAY)
    assert line_of(moved) == "Easy, 10 km, 1:00 h: did 9 km, 50 min, planned for Mon 4 Jan"


def test_an_absence_explains_a_move_before_the_history_does() -> None:
    moved = replace(EASY, date=MONDAY + DAY, original_date=MONDAY, plan_date=MONDAY)
    ill = Absence(MONDAY, MONDAY, AbsenceKind.SICK, "cold")
    swapped = {1: "swap: Mon 4 Jan and Tue 5 Jan"}
    start = "Easy: from Mon 4 Jan to Tue 5 Jan"
    assert (
        move_text(WeekReview(MONDAY, AFTER, absences=(ill,), moved_by=swapped), moved)
        == f"{start}; you were sick: cold"
    )
    assert move_text(WeekReview(MONDAY, AFTER, moved_by=swapped), moved) == f'{start}; with "{swapped[1]}"'
    assert move_text(WeekReview(MONDAY, AFTER, moved_by={1: "move: Easy to Tue 5 Jan"}), moved) == start


@given(
    st.lists(
        st.builds(
            lambda workout, day, status, has_effort: replace(
                workout,
                date=MONDAY + DAY * day,
                status=status,
                skip_reason="ice" if status is StoredStatus.SKIPPED else None,
                actual=Outcome(workout.planned if has_effort else Effort())
                if status in {StoredStatus.DONE, StoredStatus.UNPLANNED}
                else None,
            ),
            st.sampled_from([EASY, HEAVY]),
            st.integers(0, 6),
            st.sampled_from(StoredStatus),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.integers(0, 20),
)
def test_every_week_has_three_whole_sentences_and_a_line_for_each_workout(workouts: list[Workout], days: int) -> None:
    review = WeekReview(MONDAY, MONDAY + DAY * days, workouts=tuple(workouts), next_workouts=tuple(workouts))
    for sentence in review_sentences(review):
        assert sentence.endswith(".")
        assert ".." not in sentence
        assert "  " not in sentence
        assert " ," not in sentence
    first = review_sections(review)[0]
    assert len(first.lines) == max(len(workouts), 1)
