"""A believable small calendar: eleven weeks around Thursday 7 January 2027, with a half marathon at their end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from planner import store
from planner.training.blocks import Block
from planner.training.workouts import (
    AS_PLANNED,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 7)
NOON = dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC)
MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, 20, 56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=90, knee_angle_deg=110, squeeze=True)
LIGHT_SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 3, 20, 14.0)


def run(day: dt.date, kind: RunKind, title: str, km: float, **more: object) -> Workout:
    """A run in the morning."""
    effort = Effort(km * 1000, int(km * 345))
    made = Workout(day, Sport.RUN, kind, title, slot=Slot.AM, start="07:00", planned=effort)
    return replace(made, **more)  # type: ignore[arg-type]


def strength(day: dt.date, kind: StrengthKind, **more: object) -> Workout:
    """A session in the evening."""
    sets = (LIGHT_SLED,) if kind is StrengthKind.LIGHT else (SLED, SIT)
    title = f"{kind.value.capitalize()} sled and wall sit"
    reason = "9.6 h after the tempo, Friday is easy; Tuesday stays 48 h away."
    effort = Effort(duration_s=2700, rpe=7, sets=sets)
    made = Workout(day, Sport.STRENGTH, kind, title, slot=Slot.PM, start="18:00", planned=effort, reason=reason)
    return replace(made, **more)  # type: ignore[arg-type]


def done(workout: Workout) -> Workout:
    """The same, done as planned."""
    return replace(workout, status=StoredStatus.DONE, actual=Outcome(workout.planned, "", AS_PLANNED))


def week_of_workouts(monday: dt.date) -> list[Workout]:
    """Rest, intervals and strength, easy, tempo and strength, rest, easy, long."""
    return [
        Workout(monday, Sport.REST, None, "Rest"),
        run(monday + DAY, RunKind.INTERVALS, "Intervals, 5 × 1 km", 10),
        strength(monday + DAY, StrengthKind.HEAVY),
        run(monday + 2 * DAY, RunKind.EASY, "Easy", 8),
        run(monday + 3 * DAY, RunKind.TEMPO, "Tempo, 3 × 10 min", 12),
        Workout(monday + 4 * DAY, Sport.REST, None, "Rest"),
        run(monday + 5 * DAY, RunKind.EASY, "Easy", 6.5),
        run(monday + 6 * DAY, RunKind.LONG, "Long run", 18),
        strength(monday + 6 * DAY, StrengthKind.LIGHT, locked=True),
    ]


def a_season() -> list[Workout]:
    """Eleven weeks from Monday 30 November to a half marathon on 14 February; lived up to Wednesday 6 January."""
    weeks = [week_of_workouts(MONDAY + 7 * DAY * step) for step in range(-5, 6)]
    items = [
        done(item) if item.date < TODAY and item.sport in (Sport.RUN, Sport.STRENGTH) else item
        for week in weeks
        for item in week
    ]
    for place, item in enumerate(items):
        if item.date == MONDAY - 2 * DAY:
            items[place] = replace(item, status=StoredStatus.SKIPPED, actual=None, skip_reason="ice on the roads")
        elif item.date == MONDAY + DAY and item.sport is Sport.STRENGTH:
            items[place] = replace(item, status=StoredStatus.PLANNED, actual=None)  # missed
        elif item.date == MONDAY + 5 * DAY:
            items[place] = replace(item, original_date=MONDAY + 4 * DAY, plan_date=MONDAY + 4 * DAY)  # shifted
        elif item.date == dt.date(2027, 2, 14) and item.sport is Sport.RUN:
            items[place] = run(item.date, RunKind.RACE, "Half marathon race", 21.0975)
    extra = run(MONDAY, RunKind.EASY, "Shake-out with Ann", 4)
    items.append(replace(done(extra), status=StoredStatus.UNPLANNED, planned=Effort()))
    items.append(
        Workout(MONDAY + 9 * DAY, Sport.CROSS, None, "Bike to work", slot=Slot.PM, planned=Effort(duration_s=2700))
    )
    return items


def write_season(path: Path) -> None:
    """Make a new file with the season in it; it is built once, and then copied."""
    path.write_bytes(_season_file())
    path.chmod(0o600)


@cache
def _season_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "planner.db"
        _build_season(path)
        return path.read_bytes()


def _build_season(path: Path) -> None:
    store.prepare(path)
    block = Block(
        "Half marathon",
        MONDAY - 35 * DAY,
        77,
        race_date=dt.date(2027, 2, 14),
        phases=((0, "base"), (28, "build"), (63, "taper")),
    )
    with store.edit(path, "new block: Half marathon", now=NOON) as plan:
        kept = plan.add_block(block)
        plan.add_workouts([replace(item, block_id=kept.id) for item in a_season()])
