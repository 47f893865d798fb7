from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.blocks import Block, BlockFinder, Runner, block_on
from planner.training.doses import Equipment, Floor, equipment_of
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, Sport, StoredStatus, Workout

BLOCK = Block("Half", dt.date(2027, 1, 4), 16, phases=((0, "base"), (7, "build"), (14, "taper")))


def test_the_last_day_belongs_to_the_block() -> None:
    assert BLOCK.last_day == dt.date(2027, 1, 19)
    assert BLOCK.contains(BLOCK.last_day)
    assert not BLOCK.contains(dt.date(2027, 1, 20))


def test_weeks_are_counted_from_one_and_a_broken_week_counts() -> None:
    assert BLOCK.weeks == 3
    assert [BLOCK.week_number(dt.date(2027, 1, day)) for day in (4, 10, 11, 17, 18, 19)] == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize("date", [dt.date(2027, 1, 3), dt.date(2027, 1, 20)])
def test_a_day_outside_has_no_week_and_no_phase(date: dt.date) -> None:
    with pytest.raises(RefusedError, match=str(date)):
        BLOCK.week_number(date)
    assert BLOCK.phase_on(date) is None


def test_a_phase_lasts_until_the_next_begins() -> None:
    phases = [BLOCK.phase_on(dt.date(2027, 1, day)) for day in (4, 10, 11, 17, 18, 19)]
    assert phases == ["base", "base", "build", "build", "taper", "taper"]


def test_days_before_the_first_named_phase_have_none() -> None:
    block = Block("Late naming", dt.date(2027, 1, 4), 14, phases=((7, "build"),))
    assert block.phase_on(dt.date(2027, 1, 10)) is None
    assert block.phase_on(dt.date(2027, 1, 11)) == "build"


def test_a_week_that_crosses_the_year_stays_one_week() -> None:
    block = Block("Winter", dt.date(2026, 12, 28), 7)
    assert {block.week_number(block.start + dt.timedelta(days=day)) for day in range(7)} == {1}


def test_weeks_are_indexed_from_zero_at_the_start() -> None:
    assert [BLOCK.week_index(dt.date(2027, 1, day)) for day in (3, 4, 10, 11)] == [-1, 0, 0, 1]
    assert BLOCK.race_week is None
    assert replace(BLOCK, race_date=dt.date(2027, 1, 17)).race_week == 1


def test_a_workout_says_whether_it_is_training_a_race_and_open() -> None:
    race = Workout(BLOCK.start, Sport.RUN, RunKind.RACE, "Race")
    assert (race.is_training, race.is_race, race.is_open) == (True, True, True)
    assert not replace(race, status=StoredStatus.SKIPPED).is_open
    rest = Workout(BLOCK.start, Sport.REST, None, "Rest")
    assert (rest.is_training, rest.is_race, rest.is_open) == (False, False, False)


def test_the_equipment_of_a_runner_is_on_gym_turf_unless_a_floor_is_set() -> None:
    assert equipment_of(Runner(body_mass_kg=70.0, sled_kg=22.0)) == Equipment(70.0, 22.0, Floor.GYM_TURF)
    assert equipment_of(Runner(floor="track")) == Equipment(floor=Floor.TRACK)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8), st.lists(st.integers(-5, 70), max_size=8)
)
def test_of_many_days_each_finds_the_block_it_finds_alone(spans: list[tuple[int, int]], days: list[int]) -> None:
    blocks = [
        Block(f"{number}", BLOCK.start + dt.timedelta(days=first), length)
        for number, (first, length) in enumerate(spans)
    ]
    finder = BlockFinder(blocks)
    for day in (BLOCK.start + dt.timedelta(days=each) for each in days):
        assert finder.find(day) is block_on(blocks, day)
