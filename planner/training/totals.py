"""Sum what was planned, done and left over some days, for running and for strength separately.

Planned is everything the plan has, done or not. Done is what was recorded, unplanned work included. Left is what is
still ahead. A missed or skipped workout is planned, not done, and not left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from planner.training.workouts import Sport, StoredStatus, Workout

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class RunTotals:
    """Running in metres (``_m``) and seconds (``_s``); a workout of unknown distance or duration adds nothing to it.

    `without_distance` and `without_time` count the runs that were done, but of which the one or the other is unknown.
    """

    planned_m: float = 0.0
    done_m: float = 0.0
    left_m: float = 0.0
    planned_s: int = 0
    done_s: int = 0
    left_s: int = 0
    without_distance: int = 0
    without_time: int = 0


@dataclass(frozen=True, slots=True)
class StrengthTotals:
    """Strength: sessions, sled metres (``_m``), load times distance (``_kgm``), and seconds of wall sit (``_s``)."""

    planned_sessions: int = 0
    done_sessions: int = 0
    sled_m_planned: float = 0.0
    sled_m_done: float = 0.0
    sled_kgm_done: float = 0.0
    wall_sit_s_planned: int = 0
    wall_sit_s_done: int = 0
    left_sessions: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of running and of strength, which are never added to each other."""

    run: RunTotals = RunTotals()
    strength: StrengthTotals = StrengthTotals()


def sum_totals(workouts: Iterable[Workout], today: dt.date) -> Totals:
    """Sum up some workouts as of today."""
    workouts = list(workouts)
    return Totals(
        run=_run_totals([workout for workout in workouts if workout.sport is Sport.RUN], today),
        strength=_strength_totals([workout for workout in workouts if workout.sport is Sport.STRENGTH], today),
    )


def add_totals(some: Totals, others: Totals) -> Totals:
    """Return the totals of two groups of workouts taken together."""
    return Totals(
        RunTotals(**_added_figures(some.run, others.run)),
        StrengthTotals(**_added_figures(some.strength, others.strength)),
    )


def _added_figures(some: RunTotals | StrengthTotals, others: RunTotals | StrengthTotals) -> dict[str, Any]:
    """Return each figure of the one and the other, added up, by its name."""
    names = [field.name for field in fields(some)]
    return {name: _round_thousandths(getattr(some, name) + getattr(others, name)) for name in names}


def _run_totals(runs: list[Workout], today: dt.date) -> RunTotals:
    planned = [run for run in runs if run.status is not StoredStatus.UNPLANNED]
    ahead = [run for run in planned if run.is_left(today)]
    done = [run.actual.effort for run in runs if run.actual is not None]
    return RunTotals(
        planned_m=_round_thousandths(sum(run.planned.distance_m or 0.0 for run in planned)),
        done_m=_round_thousandths(sum(effort.distance_m or 0.0 for effort in done)),
        left_m=_round_thousandths(sum(run.planned.distance_m or 0.0 for run in ahead)),
        planned_s=sum(run.planned.duration_s or 0 for run in planned),
        done_s=sum(effort.duration_s or 0 for effort in done),
        left_s=sum(run.planned.duration_s or 0 for run in ahead),
        without_distance=sum(effort.distance_m is None for effort in done),
        without_time=sum(effort.duration_s is None for effort in done),
    )


def _strength_totals(sessions: list[Workout], today: dt.date) -> StrengthTotals:
    planned = [session.planned for session in sessions if session.status is not StoredStatus.UNPLANNED]
    done = [session.actual.effort for session in sessions if session.actual is not None]
    return StrengthTotals(
        planned_sessions=len(planned),
        done_sessions=len(done),
        left_sessions=sum(session.is_left(today) for session in sessions),
        sled_m_planned=_round_thousandths(sum(effort.sled_m for effort in planned)),
        sled_m_done=_round_thousandths(sum(effort.sled_m for effort in done)),
        sled_kgm_done=_round_thousandths(sum(effort.sled_kgm for effort in done)),
        wall_sit_s_planned=sum(effort.wall_sit_s for effort in planned),
        wall_sit_s_done=sum(effort.wall_sit_s for effort in done),
    )


def _round_thousandths(value: float) -> float:
    """Round a sum of stored thousandths, which floating-point addition makes slightly off."""
    return round(value, 3)
