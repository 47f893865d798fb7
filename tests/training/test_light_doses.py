"""Light sessions by the run before them: what was really run counts, within the light zone throughout."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import Equipment, session_dose
from planner.training.light_doses import hard_run_before, light_dose_after, light_session_advice
from planner.training.workouts import (
    Effort,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)

MONDAY = dt.date(2027, 3, 1)


def run(kind: str, days: int, metres: float | None = None, seconds: int | None = None) -> Workout:
    effort = Effort(distance_m=metres, duration_s=seconds)
    return Workout(MONDAY + dt.timedelta(days=days), Sport.RUN, kind, kind, Slot.AM, "07:00", effort)


def light(days: int, rounds: int = 3) -> Workout:
    planned = session_dose(StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(70.0)).effort
    sled, sit = planned.sets
    sets = (replace(sled, rounds=rounds), sit)
    day = MONDAY + dt.timedelta(days=days)
    return Workout(day, Sport.STRENGTH, "light", "Light", Slot.AM, "07:00", replace(planned, sets=sets))


@given(
    st.none()
    | st.builds(
        run, st.sampled_from(RunKind), st.just(0), st.none() | st.floats(0, 90_000), st.none() | st.integers(0, 40_000)
    )
)
def test_every_light_dose_lies_in_the_light_zone(before: Workout | None) -> None:
    found = light_dose_after(before)
    sled, sit = session_dose(
        StrengthKind.LIGHT, DOSE_TABLES[4][0], StrengthLevel.NOVICE, Equipment(100.0), light=found
    ).effort.sets
    assert 3 <= sled.rounds <= 4
    assert (sled.load_kg or 0) <= 20
    assert (sit.rounds, sit.hold_s) == (1, 60)
    assert 120 <= (sit.knee_angle_deg or 0) <= 135


def test_after_a_marathon_it_is_longer_and_gentler_than_after_intervals() -> None:
    marathon = light_dose_after(run(RunKind.RACE, 0, 42_195.0))
    long = light_dose_after(run(RunKind.LONG, 0, 24_000.0))
    quality = light_dose_after(run(RunKind.INTERVALS, 0, 12_000.0))
    assert marathon.rounds == long.rounds == 4
    assert quality.rounds == 3
    assert marathon.percent < long.percent
    assert marathon.knee_angle_deg > long.knee_angle_deg
    assert marathon.reason.startswith("After the race of 2027-03-01 it is longer and gentler")


def test_the_last_hard_run_counts_and_a_skipped_one_does_not() -> None:
    long, tempo, easy = run(RunKind.LONG, -1), run(RunKind.TEMPO, 0), run(RunKind.EASY, 1)
    assert hard_run_before(light(1), [long, easy, tempo]) == tempo
    assert hard_run_before(light(1), [long, replace(tempo, status=StoredStatus.SKIPPED)]) == long
    assert hard_run_before(light(4), [long]) is None
    assert hard_run_before(light(0), [run(RunKind.TEMPO, 1)]) is None


def test_a_run_that_became_another_changes_the_advice() -> None:
    planned = run(RunKind.INTERVALS, 0, 12_000.0)
    assert light_session_advice(light(1), [planned]) == ""
    really = replace(planned, actual=Outcome(Effort(distance_m=24_000.0)), status=StoredStatus.DONE)
    assert light_session_advice(light(1), [really]) == (
        "After the intervals of 2027-03-01 as it was really run: 4 rounds of the sled instead of 3."
    )
    assert light_session_advice(light(1, rounds=4), [really]) == ""
    sled, sit = light(1).planned.sets
    two_loads = replace(light(1).planned, sets=(replace(sled, rounds=2), replace(sled, rounds=2, load_kg=7.0), sit))
    assert light_session_advice(replace(light(1), planned=two_loads), [really]) == ""
