"""The light session after a hard run: how long and how gentle, by what was really run before it.

Within the light zone throughout: 3 to 4 rounds of 20 m at 0 to 20 % of body mass, one wall sit of a minute at 120 to
135 degrees. That it helps recovery is a coach's claim; which dose follows which run is this project's default.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, State, Workout

LIGHT_ROUNDS, LONGER_LIGHT_ROUNDS = 3, 4
LIGHT_PERCENT, GENTLE_PERCENT = 20.0, 10.0
LIGHT_KNEE_ANGLE, GENTLE_KNEE_ANGLE = 130, 135
MARATHON_M, MARATHON_S = 35_000.0, 150 * 60
"""A run from here on is taken as a marathon was: it leaves the thighs weaker for days."""
HALF_M, HALF_S = 18_000.0, 90 * 60
"""A run from here on is taken as a half marathon or a long run."""
REACH_DAYS = 4
"""How many days back a run still counts: the last window of recovery closes 96 h after a marathon."""


@dataclass(frozen=True, slots=True)
class LightDose:
    """A light session's figures.

    Attributes:
        rounds: Sled rounds of 20 m.
        percent: Load in percent of body mass, at most 20.
        knee_angle_deg: Of the wall sit.
        why: Which run it follows, in a sentence; empty when none.
    """

    rounds: int = LIGHT_ROUNDS
    percent: float = LIGHT_PERCENT
    knee_angle_deg: int = LIGHT_KNEE_ANGLE
    why: str = ""


def light_dose_after(run: Workout | None) -> LightDose:
    """The light dose after a run, by what was run, or by what is planned when it is still ahead; None is after none."""
    if run is None:
        return LightDose()
    effort = run.actual.effort if run.actual else run.planned
    metres, seconds = effort.distance_m or 0.0, effort.duration_s or 0
    name = f"the {run.kind or 'run'} of {run.date}".replace("_", "-")
    if metres >= MARATHON_M or (run.kind == RunKind.RACE and seconds >= MARATHON_S):
        why = f"After {name} it is longer and gentler: 4 rounds, hardly loaded, knees at {GENTLE_KNEE_ANGLE}°."
        return LightDose(LONGER_LIGHT_ROUNDS, GENTLE_PERCENT, GENTLE_KNEE_ANGLE, why)
    if run.kind == RunKind.LONG or metres >= HALF_M or seconds >= HALF_S:
        return LightDose(LONGER_LIGHT_ROUNDS, why=f"After {name} it is a round longer.")
    return LightDose()


def hard_run_before(session: Workout, calendar: Iterable[Workout]) -> Workout | None:
    """The last hard run of the four days before a session: quality, long or race, not skipped."""
    hard = {*QUALITY_RUNS, RunKind.LONG, RunKind.RACE}
    runs = [
        item
        for item in calendar
        if item.sport is Sport.RUN
        and item.kind in hard
        and item.state is not State.SKIPPED
        and 0 <= (session.date - item.date).days <= REACH_DAYS
        and (item.date, item.start or "") < (session.date, session.start or "~")
    ]
    return max(runs, key=lambda item: (item.date, item.start or ""), default=None)
