"""The rung a log leads to: up only when it was easy twice, down after pain or weeks away, and why."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dose_tables import DOSE_TABLES
from planner.training.doses import LOAD_LADDER, Equipment, Floor, session_dose
from planner.training.load_ladder import LoggedSession, logged_session, main_load_kg, next_ladder_position, rung_of_load
from planner.training.workouts import (
    AS_PLANNED,
    ENTERED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)

TODAY = dt.date(2027, 3, 1)
MODERATE = StrengthKind.MODERATE


def done(
    days_ago: int,
    rung: int,
    rpe: float | None = 5,
    pain: int | None = None,
    kind: StrengthKind = MODERATE,
    pain_next: int | None = None,
) -> LoggedSession:
    return LoggedSession(TODAY - dt.timedelta(days=days_ago), kind, rung, rpe, pain, pain_next)


logs = st.lists(
    st.builds(
        LoggedSession,
        st.dates(TODAY - dt.timedelta(days=60), TODAY),
        st.sampled_from(StrengthKind),
        st.none() | st.integers(0, len(LOAD_LADDER) - 1),
        st.none() | st.integers(0, 10).map(float),
        st.none() | st.integers(0, 10),
        st.none() | st.integers(0, 10),
    ),
    max_size=8,
)


@given(logs, st.sampled_from([0, 4, 7]))
def test_never_more_than_one_rung_up_and_only_after_two_easy_painless_sessions(
    log: list[LoggedSession], entry: int
) -> None:
    standing = next_ladder_position(log, TODAY, entry)
    assert 0 <= standing.rung < len(LOAD_LADDER)
    assert standing.reason.endswith(".")
    assert f"{LOAD_LADDER[standing.rung]:g} %" in standing.reason
    loaded = [one for one in log if one.kind is not StrengthKind.LIGHT and one.rung is not None]
    if not loaded:
        assert standing.rung == entry
        return
    assert standing.rung <= max(one.rung or 0 for one in loaded) + 1
    raised = "goes one rung up" in standing.reason
    easy = [one for one in loaded if one.rung == standing.rung - 1 and one.felt_easy]
    assert not raised or len(easy) >= 2


@pytest.mark.parametrize(
    ("log", "rung", "said"),
    [
        ([done(5, 3), done(2, 3)], 4, "felt easy, so the sled goes one rung up, to 36 % of body mass."),
        ([done(5, 3, 6), done(2, 3)], 3, "One session felt easy, and a step up takes two, so the sled stays at 33 %"),
        ([done(5, 3), done(2, 3, 6)], 3, "The last session felt like 6 of 10, not 5 or less, so the sled stays"),
        ([done(5, 3), done(2, 3, 7)], 3, "The last session felt like 7 of 10, and 6 is the limit, so the sled stays"),
        ([done(5, 3), done(2, 3, pain=4)], 3, "The last session hurt 4 of 10, so the sled stays at 33 %"),
        ([done(5, 3), done(2, 3, pain_next=3)], 3, "The morning after the last session hurt 3 of 10"),
        ([done(5, 3), done(2, 3, pain_next=2)], 4, "one rung up"),
        ([done(5, 3), done(2, 3, None)], 3, "One session felt easy, and a step up takes two"),
        ([done(5, 3, None), done(2, 3, None)], 3, "The last session was not rated, so the sled stays at 33 %"),
        ([done(5, 2), done(2, 3)], 3, "One session felt easy, and a step up takes two"),
        ([done(5, 12, 7, kind=StrengthKind.HEAVY), done(2, 12, 7, kind=StrengthKind.HEAVY)], 12, "top of the ladder"),
        ([done(20, 3), done(14, 3)], 2, "After 14 days without the sled it is one rung lower, at 30 % of body mass"),
        ([done(20, 3), done(13, 3)], 4, "one rung up"),
        ([done(40, 9), done(28, 9)], 7, "After 28 days without the sled it is two rungs lower, at 47 %"),
        (
            [done(5, 3, 9), done(2, 3, 9)],
            2,
            "The last two sessions felt too hard (9 of 10), so the sled is one rung down",
        ),
        ([done(5, 3, 9), done(3, 3, 5), done(2, 3, 9)], 3, "The last session felt like 9 of 10, and 6 is the limit"),
        ([done(9, 3, pain=4), done(2, 3, pain=5)], 2, "Two sessions hurt 4 and 5 of 10, so the sled is one rung down"),
        ([done(20, 3, pain=4), done(2, 3, pain=5)], 3, "The last session hurt 5 of 10, so the sled stays"),
        ([done(9, 3, 9), done(7, 3, 9), done(5, 2), done(2, 2)], 3, "felt easy, so the sled goes one rung up, to 33 %"),
        (
            [done(9, 3, 9), done(7, 3, 9), done(5, 2), done(2, 2, 6)],
            2,
            "too hard (9 of 10), so the sled is one rung down",
        ),
        (
            [done(5, 3), done(2, 3, pain=6)],
            2,
            "at 30 % of body mass, until two feel easy, with light sessions only before Sat 6 Mar.",
        ),
        ([done(5, 0), done(2, 0, pain=9)], 0, "hurt 9 of 10"),
        ([], 0, "No sled session is logged"),
    ],
)
def test_the_rung_and_why(log: list[LoggedSession], rung: int, said: str) -> None:
    standing = next_ladder_position(log, TODAY, 0)
    assert standing.rung == rung
    assert said in standing.reason


def test_what_missed_weeks_cost_is_called_a_default() -> None:
    for days in (14, 28):
        assert "a default, not evidence" in next_ladder_position([done(days, 5)], TODAY, 0).reason


def test_after_pain_demanding_sessions_wait_a_week() -> None:
    assert next_ladder_position([done(2, 3, pain=6)], TODAY, 0).demanding_from == TODAY + dt.timedelta(days=5)
    assert next_ladder_position([done(2, 3, pain=5)], TODAY, 0).demanding_from is None


def test_a_wait_that_is_over_is_not_said() -> None:
    position = next_ladder_position([done(7, 3, pain=6)], TODAY, 0)
    assert position.demanding_from is None
    assert "light sessions only" not in position.reason
    assert "light sessions only" in next_ladder_position([done(6, 3, pain=6)], TODAY, 0).reason


@pytest.mark.parametrize(
    ("pain", "next_morning", "worst"), [(1, 4, 4), (4, 1, 4), (None, 3, 3), (2, None, 2), (None, None, 0)]
)
def test_the_next_morning_counts_as_pain(pain: int | None, next_morning: int | None, worst: int) -> None:
    felt = Outcome(Effort(rpe=5.0), "", ENTERED, pain, next_morning)
    session = Workout(TODAY, Sport.STRENGTH, MODERATE, "Sled", status=StoredStatus.DONE, actual=felt)
    logged = logged_session(session, Equipment())
    assert logged is not None
    assert logged.worst_pain == worst


def test_nothing_rises_while_pain_stops_it() -> None:
    log = [done(5, 3), done(2, 3)]
    assert next_ladder_position(log, TODAY, 0).rung == 4
    stopped = next_ladder_position(log, TODAY, 0, pain_text="pain of 7 on Sun 28 Feb")
    assert stopped.rung == 3
    assert stopped.reason == "Nothing rises after pain of 7 on Sun 28 Feb, so the sled stays at 33 % of body mass."


def test_beside_heavy_sessions_the_capped_moderate_ones_say_nothing_of_the_rung() -> None:
    heavy = StrengthKind.HEAVY
    log = [done(9, 10, 7, kind=heavy), done(7, 7, 5), done(5, 10, 7, kind=heavy), done(2, 7, 9)]
    assert next_ladder_position(log, TODAY, 7).rung == 11


@given(st.integers(0, 7), st.sampled_from(Floor), st.floats(45, 110))
def test_a_planned_load_stands_on_the_rung_it_was_planned_from(rung: int, floor: Floor, body: float) -> None:
    equipment = Equipment(body_mass_kg=body, floor=floor)
    planned = session_dose(MODERATE, DOSE_TABLES[4][0], StrengthLevel.NOVICE, equipment, start_rung=rung)
    assert rung_of_load(planned.effort.sets[0].load_kg or 0, equipment) == rung
    assert rung_of_load(body * 0.1, Equipment(body_mass_kg=body)) is None


def test_a_rating_copied_from_the_plan_is_no_rating() -> None:
    equipment = Equipment(body_mass_kg=100.0)
    effort = Effort(
        rpe=5.0,
        sets=session_dose(MODERATE, DOSE_TABLES[4][0], StrengthLevel.NOVICE, equipment, start_rung=3).effort.sets,
    )
    session = Workout(TODAY, Sport.STRENGTH, MODERATE, "Sled", planned=effort, status=StoredStatus.DONE)
    assert logged_session(session, equipment) is None
    for source, rpe in ((ENTERED, 5.0), (AS_PLANNED, None)):
        actual = Workout(
            TODAY,
            Sport.STRENGTH,
            MODERATE,
            "Sled",
            planned=effort,
            status=StoredStatus.DONE,
            actual=Outcome(effort, "", source, 1),
        )
        assert logged_session(actual, equipment) == LoggedSession(TODAY, MODERATE, 3, rpe, 1)
    run = Workout(TODAY, Sport.RUN, "easy", "Easy", actual=Outcome(Effort()))
    assert logged_session(run, equipment) is None


@pytest.mark.parametrize(
    ("rounds", "load"),
    [
        ([(4, 56.0), (1, 62.0)], 56.0),
        ([(2, 62.0), (3, 56.0)], 56.0),
        ([(2, 62.0), (2, 56.0)], 56.0),
        ([(1, 62.0), (2, 56.0), (2, 62.0)], 62.0),
        ([(5, 0.0), (1, 30.0)], 30.0),
        ([(2, 0.0)], 0.0),
        ([], None),
    ],
)
def test_the_load_of_a_session_is_that_of_most_metres(rounds: list[tuple[int, float]], load: float | None) -> None:
    sets = [ExerciseSet(Exercise.REVERSE_SLED_PUSH, count, 20.0, kg) for count, kg in rounds]
    assert main_load_kg([*sets, ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60)]) == load
