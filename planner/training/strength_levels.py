"""How used to leg strength work a runner is: by the sessions logged, and week by week through a block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.training.leg_load import is_for_legs
from planner.training.workouts import StrengthLevel, Workout

EXPERIENCE_DAYS = 28
"""How many days of the log say how used to it a runner is."""
_EXPERIENCED_SESSIONS = 3
"""Running suffers for two days after a session until about the third one (``Doma17``)."""
_NOVICE_WEEKS = 2
"""Weeks until a novice has done so many sessions."""


def level_from_count(sessions: int) -> StrengthLevel:
    """Return the level of a runner who has done so many sessions in the last 28 days (``Doma17``)."""
    return StrengthLevel.EXPERIENCED if sessions >= _EXPERIENCED_SESSIONS else StrengthLevel.NOVICE


def level_from_log(workouts: Iterable[Workout], today: dt.date) -> StrengthLevel:
    """Return the level that follows from the strength sessions done in the 28 days up to today.

    Args:
        workouts: At least all workouts of these days.
        today: Today's date.
    """
    first = today - dt.timedelta(days=EXPERIENCE_DAYS)
    return level_from_count(
        sum(
            is_for_legs(workout) and workout.actual is not None and first <= workout.date <= today
            for workout in workouts
        )
    )


def levels_by_week(level: StrengthLevel, weeks: int, novice_again_from: int | None = None) -> tuple[StrengthLevel, ...]:
    """Return the level of each week of a block: a novice is one in the first two weeks only (``Doma17``).

    Args:
        level: The level the block was planned for.
        weeks: Its number of weeks.
        novice_again_from: The week that a novice begins again with, after too few sessions; two weeks count as novice
            from there. None where the log shows enough.
    """
    starts = [0] if novice_again_from is None else [0, novice_again_from]
    novice = {week for start in starts for week in range(start, start + _NOVICE_WEEKS)}
    return tuple(level if week in novice else StrengthLevel.EXPERIENCED for week in range(weeks))
