"""Compute the dose of a light session from the hard run before it, as it was really run.

The dose stays in the light zone: 3 or 4 rounds of 20 m at 10 or 20 % of body mass, one wall sit of a minute at 130 or
135 degrees. That it helps recovery is a coach's claim (``Ayotte25``); which dose follows which run is a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.text import join_words
from planner.training.workouts import KEY_RUNS, Exercise, RunKind, Sport, StoredStatus, StrengthKind, Workout

_MARATHON_LIKE_M, _MARATHON_LIKE_S = 35_000.0, 150 * 60
"""The least metres of a run, or seconds of a race, that count as a marathon: it weakens the thighs for days
(``Takayama17a``)."""
_HALF_LIKE_M, _HALF_LIKE_S = 18_000.0, 90 * 60
"""The least metres, or seconds, of a run that counts as a half marathon or a long run."""
LOOKBACK_DAYS = 4
"""How many days back a run counts: the last recovery window closes 96 h after a marathon (``MartNav21``)."""


_RUN_NAMES: dict[str, str] = {
    RunKind.LONG: "long run",
    RunKind.TEMPO: "tempo run",
    RunKind.INTERVALS: "intervals",
    RunKind.HILLS: "hill run",
    RunKind.RACE_PACE: "race-pace run",
    RunKind.TIME_TRIAL: "time trial",
    RunKind.RACE: "race",
}


@dataclass(frozen=True, slots=True)
class LightDose:
    """The figures of a light session.

    Attributes:
        rounds: Sled rounds of 20 m.
        percent: Load in percent of body mass, at most 20.
        knee_angle_deg: Knee angle of the wall sit in degrees.
        reason: Which run changes the dose, in a sentence; empty when none does.
    """

    rounds: int = 3
    percent: float = 20.0
    knee_angle_deg: int = 130
    reason: str = ""


def light_dose_after(run: Workout | None) -> LightDose:
    """Return the light dose after a run, by what was done, else by what is planned; None means after no hard run."""
    if run is None:
        return LightDose()
    effort = run.actual.effort if run.actual else run.planned
    metres, seconds = effort.distance_m or 0.0, effort.duration_s or 0
    name = f"the {_RUN_NAMES.get(run.kind or '', 'run')} of {run.date}"
    if metres >= _MARATHON_LIKE_M or (run.kind == RunKind.RACE and seconds >= _MARATHON_LIKE_S):
        why = f"After {name} it is longer and gentler: 4 rounds, hardly loaded, knees at 135°."
        return LightDose(rounds=4, percent=10.0, knee_angle_deg=135, reason=why)
    if run.kind == RunKind.LONG or metres >= _HALF_LIKE_M or seconds >= _HALF_LIKE_S:
        return LightDose(rounds=4, reason=f"After {name} it is a round longer.")
    return LightDose()


def hard_run_before(session: Workout, calendar: Iterable[Workout]) -> Workout | None:
    """Return the last quality run, long run or race of the four days before a session that is not skipped."""
    runs = [
        workout
        for workout in calendar
        if workout.sport is Sport.RUN
        and workout.kind in KEY_RUNS
        and workout.status is not StoredStatus.SKIPPED
        and 0 <= (session.date - workout.date).days <= LOOKBACK_DAYS
        and (workout.date, workout.start or "") < (session.date, session.start or "~")
    ]
    return max(runs, key=lambda workout: (workout.date, workout.start or ""), default=None)


def light_session_advice(session: Workout, calendar: Iterable[Workout]) -> str:
    """Return what to change in a light session after the run that was really done before it; empty when it fits.

    Args:
        session: A light session.
        calendar: The workouts of the days before it, done and planned.
    """
    run = hard_run_before(session, calendar)
    if session.kind != StrengthKind.LIGHT or run is None or run.actual is None:
        return ""
    wanted = light_dose_after(run)
    rounds = sum(part.rounds for part in session.planned.sets if part.exercise == Exercise.REVERSE_SLED_PUSH)
    angles = {part.knee_angle_deg for part in session.planned.sets if part.exercise == Exercise.WALL_SIT} - {None}
    changes = []
    if rounds and rounds != wanted.rounds:
        changes.append(f"{wanted.rounds} rounds of the sled instead of {rounds}")
    if other := join_words([f"{angle}°" for angle in sorted(angles - {wanted.knee_angle_deg}, key=str)]):
        changes.append(f"knees at {wanted.knee_angle_deg}° instead of {other}")
    name = f"the {_RUN_NAMES[run.kind or '']} of {run.date} as it was really run"
    return f"After {name}: {' and '.join(changes)}." if changes else ""
