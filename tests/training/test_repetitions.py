"""Which repetitions a week of so many kilometres gets: the whole list, as it would be printed for a runner."""

from __future__ import annotations

import pytest

from planner.training.goals import Goal
from planner.training.plan_requests import with_defaults
from planner.training.quality_runs import quality_run
from planner.training.workouts import RunKind

LONG_ENOUGH_M = 100_000.0


@pytest.mark.parametrize(
    ("kind", "goal", "titles"),
    [
        (
            RunKind.TEMPO,
            Goal.HALF,
            {
                5: "Easy, then 4 strides",
                12: "Tempo, 6 min steady",
                16: "Tempo, 2 × 4 min",
                19: "Tempo, 10 min steady",
                23: "Tempo, 2 × 6 min",
                29: "Tempo, 15 min steady",
                31: "Tempo, 2 × 8 min",
                38: "Tempo, 20 min steady",
                46: "Tempo, 2 × 12 min",
                48: "Tempo, 25 min steady",
                57: "Tempo, 3 × 10 min",
                69: "Tempo, 3 × 12 min",
                76: "Tempo, 4 × 10 min",
            },
        ),
        (
            RunKind.INTERVALS,
            Goal.TEN_K,
            {
                5: "Easy, then 4 strides",
                10: "Intervals, 4 × 200 m",
                15: "Intervals, 4 × 300 m",
                20: "Intervals, 4 × 400 m",
                30: "Intervals, 6 × 400 m",
                40: "Intervals, 8 × 400 m",
                50: "Intervals, 5 × 800 m",
                63: "Intervals, 5 × 1 km",
                75: "Intervals, 6 × 1 km",
                100: "Intervals, 8 × 1 km",
                125: "Intervals, 10 × 1 km",
            },
        ),
        (
            RunKind.INTERVALS,
            Goal.MARATHON,
            {
                5: "Easy, then 4 strides",
                15: "Intervals, 4 × 300 m",
                20: "Intervals, 4 × 400 m",
                30: "Intervals, 3 × 800 m",
                40: "Intervals, 4 × 800 m",
                50: "Intervals, 4 × 1 km",
                63: "Intervals, 5 × 1 km",
                75: "Intervals, 6 × 1 km",
                90: "Intervals, 6 × 1.2 km",
                105: "Intervals, 7 × 1.2 km",
                120: "Intervals, 8 × 1.2 km",
            },
        ),
        (
            RunKind.RACE_PACE,
            Goal.FIVE_K,
            {
                5: "Easy, then 4 strides",
                15: "Race pace, 3 × 400 m",
                20: "Race pace, 4 × 400 m",
                23: "Race pace, 3 × 600 m",
                30: "Race pace, 4 × 600 m",
                38: "Race pace, 3 × 1 km",
                50: "Race pace, 4 × 1 km",
                63: "Race pace, 5 × 1 km",
            },
        ),
        (
            RunKind.RACE_PACE,
            Goal.TEN_K,
            {
                5: "Easy, then 4 strides",
                15: "Race pace, 3 × 500 m",
                20: "Race pace, 2 × 1 km",
                30: "Race pace, 2 × 1.5 km",
                40: "Race pace, 4 × 1 km",
                60: "Race pace, 3 × 2 km",
                80: "Race pace, 4 × 2 km",
            },
        ),
        (
            RunKind.RACE_PACE,
            Goal.HALF,
            {
                5: "Easy, then 4 strides",
                17: "Race pace, 2 × 1 km",
                25: "Race pace, 3 × 1 km",
                34: "Race pace, 2 × 2 km",
                50: "Race pace, 2 × 3 km",
                67: "Race pace, 2 × 4 km",
                84: "Race pace, 2 × 5 km",
                100: "Race pace, 2 × 6 km",
            },
        ),
        (
            RunKind.RACE_PACE,
            Goal.MARATHON,
            {
                5: "Easy, then 4 strides",
                15: "Race pace, 3 km",
                20: "Race pace, 4 km",
                25: "Race pace, 5 km",
                30: "Race pace, 6 km",
                40: "Race pace, 8 km",
                50: "Race pace, 10 km",
                60: "Race pace, 12 km",
                70: "Race pace, 14 km",
                80: "Race pace, 16 km",
            },
        ),
        (
            RunKind.RACE_PACE,
            Goal.BASE,
            {
                5: "Easy, then 4 strides",
            },
        ),
    ],
)
def test_the_repetitions_grow_with_the_week(kind: RunKind, goal: Goal, titles: dict[int, str]) -> None:
    found: dict[int, str] = {}
    for kilometres in range(5, 140):
        title = quality_run(kind, with_defaults(goal, easy_pace=390.0), kilometres * 1000.0, LONG_ENOUGH_M).title
        if not found or title != found[max(found)]:
            found[kilometres] = title
    assert found == titles


@pytest.mark.parametrize(
    ("metres", "title"),
    [
        (3_900, "Easy, then 4 strides"),
        (4_000, "Hills, 6 × 45 s up"),
        (5_900, "Hills, 6 × 45 s up"),
        (6_000, "Hills, 8 × 45 s up"),
        (9_900, "Hills, 8 × 45 s up"),
        (10_000, "Hills, 10 × 45 s up"),
    ],
)
def test_hills_grow_with_the_run(metres: float, title: str) -> None:
    assert quality_run(RunKind.HILLS, with_defaults(Goal.HALF), 50_000.0, metres).title == title


@pytest.mark.parametrize(("kind", "room"), [(RunKind.TEMPO, 0.6), (RunKind.INTERVALS, 0.6), (RunKind.RACE_PACE, 0.6)])
def test_a_warm_up_and_a_cool_down_always_remain(kind: RunKind, room: float) -> None:
    for metres in range(3_000, 15_000, 500):
        assert quality_run(kind, with_defaults(Goal.HALF), 200_000.0, metres).fast_m <= room * metres
