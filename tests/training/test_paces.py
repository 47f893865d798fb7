"""The Daniels-Gilbert equations against their published table, and Riegel against his."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.paces import (
    METRES_PER_HALF,
    METRES_PER_MARATHON,
    estimate_distance,
    estimate_duration,
    oxygen_cost,
    paces_for_index,
    race_index,
    race_time,
    speed_at,
    sustainable_fraction,
)
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind

DISTANCES = (5_000, 10_000, METRES_PER_HALF, METRES_PER_MARATHON)
TOLERANCE_S = (2.5, 3.5, 13.5, 32.5)  # the book prints whole seconds
BOOK = {
    30: ("30:40", "63:46", "2:21:04", "4:49:17"),
    40: ("24:08", "50:03", "1:50:59", "3:49:45"),
    45: ("21:50", "45:16", "1:40:20", "3:28:26"),
    50: ("19:57", "41:21", "1:31:35", "3:10:49"),
    55: ("18:22", "38:06", "1:24:18", "2:56:01"),
    60: ("17:03", "35:22", "1:18:09", "2:43:25"),
    70: ("14:55", "31:00", "1:08:21", "2:23:10"),
    85: ("12:37", "26:19", "57:50", "2:01:10"),
}
EQUATION = {
    30: (1840.9, 3828.9, 8477.2, 17388.9),
    40: (1446.2, 3000.8, 6653.9, 13777.4),
    45: (1308.6, 2713.5, 6014.2, 12495.7),
    50: (1196.0, 2479.6, 5491.2, 11439.7),
    55: (1102.2, 2285.5, 5056.0, 10554.8),
    60: (1022.8, 2121.9, 4688.6, 9802.5),
    70: (895.5, 1861.0, 4102.7, 8592.7),
    85: (757.3, 1579.2, 3471.4, 7275.1),
}


def seconds(clock: str) -> int:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


@pytest.mark.parametrize("index", BOOK)
def test_race_times_agree_with_the_published_table(index: int) -> None:
    for distance, printed, tolerance in zip(DISTANCES, BOOK[index], TOLERANCE_S, strict=True):
        assert abs(race_time(index, distance) - seconds(printed)) <= tolerance


@pytest.mark.parametrize("index", EQUATION)
def test_race_times_solve_the_equations(index: int) -> None:
    for distance, expected in zip(DISTANCES, EQUATION[index], strict=True):
        assert race_time(index, distance) == pytest.approx(expected, abs=0.06)


def test_the_parts_of_the_equations() -> None:
    assert oxygen_cost(250) == pytest.approx(47.465, abs=6e-4)
    assert sustainable_fraction(20) == pytest.approx(0.952983, abs=5e-7)
    assert sustainable_fraction(180) == pytest.approx(0.818992, abs=5e-7)


@pytest.mark.parametrize(
    ("distance", "clock", "index"),
    [
        (5_000, "20:00", 49.806),
        (10_000, "40:00", 51.944),
        (METRES_PER_MARATHON, "3:00:00", 53.528),
        (5_000, "24:34", 39.11040),
    ],
)
def test_the_index_of_a_race(distance: float, clock: str, index: float) -> None:
    assert race_index(distance, seconds(clock)) == pytest.approx(index, abs=5e-4)


@given(st.floats(20, 85), st.sampled_from(DISTANCES))
def test_predicting_and_indexing_are_inverse(index: float, distance: float) -> None:
    time = race_time(index, distance)
    if 20.01 < index < 84.99:
        assert race_index(distance, time) == pytest.approx(index, abs=1e-3)


@given(st.floats(60, 450))
def test_speed_is_the_inverse_of_oxygen_cost(speed: float) -> None:
    assert speed_at(oxygen_cost(speed)) == pytest.approx(speed)


@pytest.mark.parametrize("index", [19.9, 85.1, -3, 400])
def test_no_extrapolation(index: float) -> None:
    with pytest.raises(RefusedError, match="outside 20 to 85"):
        race_time(index, 5_000)


@pytest.mark.parametrize(
    ("index", "printed"),
    [
        (40, "5:56 6:38 5:29 5:06 4:42 4:20"),
        (45, "5:23 6:03 4:57 4:38 4:16 3:55"),
        (50, "4:56 5:34 4:31 4:15 3:55 3:38"),
        (55, "4:34 5:10 4:10 3:56 3:37 3:23"),
        (60, "4:15 4:49 3:52 3:40 3:23 3:08"),
    ],
)
def test_training_paces_agree_with_the_book(index: int, printed: str) -> None:
    easy_fast, easy_slow, marathon, threshold, interval, repetition = map(seconds, printed.split())
    found = paces_for_index(index)
    assert found.easy_fast == pytest.approx(easy_fast, abs=5)
    assert found.easy_slow == pytest.approx(easy_slow, abs=3)
    assert found.threshold == pytest.approx(threshold, abs=1.5)
    assert found.interval == pytest.approx(interval, abs=1.5)
    assert found.marathon == pytest.approx(marathon, abs=3)
    assert found.repetition == pytest.approx(repetition, abs=3)
    assert found.easy_fast < found.easy < found.easy_slow


@given(st.sampled_from(RunKind), st.integers(1, 42), st.floats(240, 480))
def test_estimates_of_time_and_distance_agree(kind: RunKind, kilometres: int, easy_pace: float) -> None:
    time = estimate_duration(kind, kilometres * 1000.0, easy_pace)
    assert estimate_distance(kind, time, easy_pace) == pytest.approx(kilometres * 1000, abs=60)
