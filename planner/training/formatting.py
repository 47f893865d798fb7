"""Workouts in words: names of kinds, sets, amounts and fates, rendered from the numbers each time.

No text is kept beside a number it repeats, so the two can never disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workouts import (
    DayStatus,
    DisplayStatus,
    Effort,
    Exercise,
    ExerciseSet,
    RunKind,
    Sport,
    StrengthKind,
    Workout,
)

_DECIMALS_BELOW = 100.0
_DAYS_BELOW = 14

KIND_NAMES: dict[str, str] = {
    RunKind.EASY: "Easy",
    RunKind.RECOVERY: "Recovery",
    RunKind.LONG: "Long",
    RunKind.TEMPO: "Tempo",
    RunKind.INTERVALS: "Intervals",
    RunKind.HILLS: "Hills",
    RunKind.RACE_PACE: "Race pace",
    RunKind.TIME_TRIAL: "Time trial",
    RunKind.RACE: "Race",
    StrengthKind.HEAVY: "Heavy",
    StrengthKind.MODERATE: "Moderate",
    StrengthKind.LIGHT: "Light",
}


SESSION_TITLES: dict[str, str] = {
    StrengthKind.HEAVY: "Heavy sled and wall sit",
    StrengthKind.MODERATE: "Moderate sled and wall sit",
    StrengthKind.LIGHT: "Light sled and wall sit",
}
"""What the planner calls its own sessions."""
WALL_SIT_TITLES: dict[str, str] = {
    StrengthKind.HEAVY: "Wall sit, no sled",
    StrengthKind.MODERATE: "Wall sit, no sled",
    StrengthKind.LIGHT: "Light wall sit, no sled",
}
"""What it calls them on a day without the sled."""


def kind_name(workout: Workout) -> str:
    """The name of a workout's kind, spelled out; the sport's where it has no kind."""
    return KIND_NAMES.get(workout.kind or "", workout.sport.value.capitalize())


def format_number(value: float) -> str:
    """A number with at most one decimal, without a needless ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


def format_bare_distance(metres: float, unit: Unit) -> str:
    """A distance as a bare number of the unit: ``12``, ``12.5``, ``0.4``."""
    value = metres / METRES_PER_UNIT[unit]
    return f"{value:.0f}" if value >= _DECIMALS_BELOW else format_number(value)


def format_hold(seconds: int) -> str:
    """A hold: ``1:30``; ``45 s`` below a minute."""
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60}:{seconds % 60:02d}"


def format_hours(seconds: int) -> str:
    """A duration in hours and minutes: ``1:15 h``; ``45 min`` below an hour."""
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d} h"


def format_sets(parts: tuple[ExerciseSet, ...], times: str = "×") -> str:
    """Sled rounds and wall sits: ``sled 5 × 20 m, 56 kg; wall sit 2 × 1:30 with ball``."""
    return "; ".join(_format_set(part, times) for part in parts)


def _format_set(part: ExerciseSet, times: str) -> str:
    if part.exercise is Exercise.WALL_SIT:
        ball = " with ball" if part.squeeze else ""
        return f"wall sit {part.rounds} {times} {format_hold(part.hold_s or 0)}{ball}"
    lanes = f"{part.rounds} {times} {format_number(part.distance_m or 0)} m"
    if part.load_kg == 0:
        return f"walk backward {lanes}, no sled"
    return f"sled {lanes}, {format_number(part.load_kg)} kg" if part.load_kg else f"sled {lanes}"


def format_amounts(effort: Effort, unit: Unit, estimated: tuple[str, ...] = ()) -> str:
    """Distance and time with their units, as far as they are known; an estimated figure has a ``~``."""
    known = []
    if effort.distance_m is not None:
        known.append(f"{'~' * ('distance_m' in estimated)}{format_bare_distance(effort.distance_m, unit)} {unit}")
    if effort.duration_s is not None:
        known.append(f"{'~' * ('duration_s' in estimated)}{format_hours(effort.duration_s)}")
    return ", ".join(known)


def format_day(day: dt.date) -> str:
    """A date in a sentence: ``Thu 7 Jan``."""
    return f"{day:%a} {day.day} {day:%b}"


def format_full_day(day: dt.date) -> str:
    """A date in words: ``Thursday 18 February 2027``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def format_relative_day(day: dt.date, today: dt.date) -> str:
    """How far a day lies from today: ``in 6 weeks``, ``in 6 weeks and 2 days``, ``3 days ago``, ``tomorrow``."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    weeks, rest = divmod(abs(days), 7)
    if abs(days) < _DAYS_BELOW:
        weeks, rest = 0, abs(days)
    parts = [f"{count} {unit}{'s' * (count != 1)}" for count, unit in ((weeks, "week"), (rest, "day")) if count]
    length = " and ".join(parts)
    return f"in {length}" if days > 0 else f"{length} ago"


def original_day_text(workout: Workout) -> str:
    """Where a workout stood in the plan: ``planned for Thu 7 Jan``; empty where it stands there still."""
    return f"planned for {format_day(workout.original_date)}" if workout.is_moved and workout.original_date else ""


def describe_status(workout: Workout, today: dt.date) -> str:
    """What became of a workout, in words; empty while it is simply planned or nothing is asked."""
    status = workout.status_on(today)
    moved = original_day_text(workout)
    if workout.display_status(today) is DisplayStatus.REPLACED:
        return workout.skip_reason or "replaced"
    if status is DayStatus.PLANNED:
        return moved
    if status is DayStatus.SKIPPED:  # a reason may be long, and has commas of its own: it comes last
        words = (moved, f"skipped: {workout.skip_reason or 'no reason given'}")
    else:
        words = (status.value, moved)
    return ", ".join(word for word in words if word)


def count_workouts_text(workouts: Iterable[Workout]) -> str:
    """``4 workouts and 1 rest day``."""
    counts = dict.fromkeys(("workout", "rest day", "note"), 0)
    for workout in workouts:
        counts[{Sport.REST: "rest day", Sport.NOTE: "note"}.get(workout.sport, "workout")] += 1
    return " and ".join(f"{count} {word}{'s' * (count > 1)}" for word, count in counts.items() if count)


def split_reason(reason: str) -> tuple[str, str]:
    """A session's reason as its heading, ``Heavy sled Tue 18:00``, and what follows it; no heading, all follows."""
    heading, _, rest = reason.partition(": ")
    return (heading, rest) if rest else ("", reason)


def reason_without_heading(workout: Workout) -> str:
    """Why a workout stands where it stands, for a place that names it already; empty when nothing is known."""
    rest = split_reason(workout.reason or "")[1]
    return rest[:1].upper() + rest[1:]
