"""How used to strength a runner is: by the log, and for each week of a block."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.training.strength_levels import level_from_log, levels_by_week
from planner.training.workouts import Effort, Outcome, Slot, Sport, StoredStatus, StrengthKind, StrengthLevel, Workout

TODAY = dt.date(2027, 3, 1)
NOVICE, EXPERIENCED = StrengthLevel


def done(days_ago: int, sport: Sport = Sport.STRENGTH) -> Workout:
    kind = StrengthKind.LIGHT.value if sport is Sport.STRENGTH else "easy"
    day = TODAY - dt.timedelta(days=days_ago)
    outcome = Outcome(Effort(duration_s=1500))
    return Workout(day, sport, kind, "Done", slot=Slot.PM, status=StoredStatus.DONE, actual=outcome)


@pytest.mark.parametrize(
    ("log", "level"),
    [
        ([], NOVICE),
        ([done(1), done(3)], NOVICE),
        ([done(1), done(3), done(5)], EXPERIENCED),
        ([done(1), done(3), done(28)], EXPERIENCED),
        ([done(1), done(3), done(29)], NOVICE),
        ([done(1), done(3), done(-1)], NOVICE),
        ([done(1), done(3), done(5, Sport.RUN)], NOVICE),
    ],
)
def test_three_sessions_in_four_weeks_make_a_runner_experienced(log: list[Workout], level: StrengthLevel) -> None:
    assert level_from_log(log, TODAY) is level


def test_a_novice_is_one_for_two_weeks_and_again_after_too_few_sessions() -> None:
    assert levels_by_week(NOVICE, 5) == (NOVICE, NOVICE, EXPERIENCED, EXPERIENCED, EXPERIENCED)
    assert levels_by_week(NOVICE, 6, 3) == (NOVICE, NOVICE, EXPERIENCED, NOVICE, NOVICE, EXPERIENCED)
    assert levels_by_week(NOVICE, 4, 1) == (NOVICE, NOVICE, NOVICE, EXPERIENCED)
    assert levels_by_week(NOVICE, 1) == (NOVICE,)
    assert set(levels_by_week(EXPERIENCED, 4, 2)) == {EXPERIENCED}
