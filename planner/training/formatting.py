"""Format workouts for people: names of kinds, sets, amounts, dates and statuses.

Texts are computed from the numbers each time and never stored, so the two cannot disagree. The first frame needs this
module, so it compiles no regular expression; the parsers are in `planner.training.measures`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.text import TITLE_LIMIT, clean_line, count_word, format_count, number_word
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

DECIMALS_BELOW = 100.0
"""From so many kilometres or miles on a distance has no decimal."""
_DAYS_BELOW = 14
"""From so many days on a span is given in weeks."""

KIND_NAMES: dict[str, str] = {kind: kind.replace("_", " ").capitalize() for kind in (*RunKind, *StrengthKind)}
STRENGTH_LETTERS: dict[str, str] = {StrengthKind.HEAVY: "S", StrengthKind.MODERATE: "M", StrengthKind.LIGHT: "l"}
"""The letter of each strength session, most demanding first; hills have the H."""
STRENGTH_LEGEND = "S heavy, M moderate, l light"
OWN_STRENGTH_LETTER = "o"
"""The letter of a session of the plan's author, without a kind."""


def kind_name(workout: Workout) -> str:
    """Return the name of a workout's kind; the sport's name where it has no kind."""
    return KIND_NAMES.get(workout.kind or "", workout.sport.value.capitalize())


def workout_title(workout: Workout, limit: int = TITLE_LIMIT) -> str:
    """Return a workout's title in one line of at most so many characters; the name of its kind where it has none."""
    return clean_line(workout.title, limit) or kind_name(workout)


def format_number(value: float) -> str:
    """Format a number with at most one decimal and without ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


def format_bare_distance(metres: float, unit: Unit) -> str:
    """Format a distance as a number of the unit, without the unit: ``12``, ``12.5``, ``0.4``."""
    value = metres / METRES_PER_UNIT[unit]
    return f"{value:.0f}" if value >= DECIMALS_BELOW else format_number(value)


def format_clock(seconds: int) -> str:
    """Format seconds as minutes and seconds: ``0:07``, ``1:30``, ``12:00``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def format_hold(seconds: int) -> str:
    """Format the seconds of a hold: ``1:30``; ``45 s`` below a minute."""
    return f"{seconds} s" if seconds < 60 else format_clock(seconds)


def whole_minutes(seconds: float) -> int:
    """Return seconds as whole minutes, half a minute up: the one way in which durations are rounded to be shown."""
    return int(seconds + 30) // 60


def format_hours(seconds: float) -> str:
    """Format seconds in hours and minutes: ``1:15 h``; ``45 min`` below an hour."""
    minutes = whole_minutes(seconds)
    return f"{minutes} min" if minutes < 60 else f"{format_hours_minutes(seconds)} h"


def format_hours_minutes(seconds: float) -> str:
    """Format seconds in hours and minutes without a unit: ``1:15``; ``0:45`` below an hour."""
    hours, minutes = divmod(whole_minutes(seconds), 60)
    return f"{hours}:{minutes:02d}"


_STRAIGHT_AFTER = 20
"""Up to so many minutes a thing follows straight after another."""
_ALMOST = 15
"""Minutes that a gap may be short of its round name before it is called "almost" that."""


def format_gap(minutes: int) -> str:
    """Format the time between two things as people say it.

    Under an hour it is ``40 min``, under six ``3 h 30 min``, under a day ``10 h``; from there ``a day and a half``,
    ``almost five days``, ``a week``.
    """
    if minutes < 58:
        return f"{(minutes + 2) // 5 * 5} min"
    if minutes < 6 * 60 - 15:
        hours, half = divmod((minutes + 15) // 30, 2)
        return f"{hours} h" + " 30 min" * half
    if minutes < 24 * 60 - 30:
        return f"{(minutes + 30) // 60} h"
    halves = (minutes + 6 * 60) // (12 * 60)
    if halves > 14:  # beyond a week half a day no longer matters
        halves = (minutes + 12 * 60) // (24 * 60) * 2
    almost = "almost " if halves * 12 * 60 - minutes > _ALMOST else ""
    return almost + _format_half_days(halves)


def _format_half_days(halves: int) -> str:
    days, has_half = divmod(halves, 2)
    if days % 7 == 0:
        return "a week" if days == 7 else count_word(days // 7, "week")
    if days == 1:
        return "a day and a half" if has_half else "a day"
    return f"{number_word(days)} and a half days" if has_half else count_word(days, "day")


def format_minimum(minutes: int) -> str:
    """Format the least time that a rule asks for: exact in hours up to ``48 h``, a day and longer times in words."""
    if minutes == 24 * 60 or minutes > 48 * 60:
        return format_gap(minutes)
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * (hours > 0), f"{rest} min" * (rest > 0 or not hours)) if part)


def format_short_minimum(minutes: int) -> str:
    """Format the least time that a rule asks for in a few cells: ``3 h``, ``48 h``, from there in days, ``7 d``."""
    if minutes > 48 * 60:
        return f"{-(-minutes // (24 * 60))} d"
    return f"{-(-minutes // 60)} h"


def format_gap_after(minutes: int) -> str:
    """Format a gap to what came before: ``straight after``, ``10 h after``, ``a day and a half after``."""
    return "straight after" if minutes <= _STRAIGHT_AFTER else f"{format_gap(minutes)} after"


def format_gap_before(minutes: int) -> str:
    """Format a gap to what comes: ``straight before``, ``10 h before``, ``almost five days before``."""
    return "straight before" if minutes <= _STRAIGHT_AFTER else f"{format_gap(minutes)} before"


def part_of_day(minute: int) -> str:
    """Return the part of the day of a minute after midnight: morning, afternoon, evening; night from 24:00 on."""
    if minute >= 24 * 60:
        return "night"
    return "morning" if minute < 12 * 60 else "afternoon" if minute < 17 * 60 else "evening"


def format_sets(parts: tuple[ExerciseSet, ...], times: str = "×") -> str:
    """Format sets: ``sled 5 × 20 m, 56 kg; wall sit 2 × 1:30 with ball; wall ball 3 × 20, 6 kg``."""
    return "; ".join(_format_set(part, times) for part in parts)


def format_exercise(name: str) -> str:
    """Format the stored name of an exercise: ``farmers carry``. Another program may have stored anything."""
    return clean_line(name.replace("_", " "))


def format_round(part: ExerciseSet) -> str:
    """Format what one round of a set is: ``20 m``, ``1:30``, ``20`` repetitions; empty where only rounds count."""
    if part.distance_m is not None:
        return f"{format_number(part.distance_m)} m"
    if part.hold_s is not None:
        return format_hold(part.hold_s)
    return "" if part.repetitions is None else str(part.repetitions)


def _format_set(part: ExerciseSet, times: str) -> str:
    if part.is_own:
        one = format_round(part)
        rounds = f"{part.rounds} {times} {one}" if one else format_count(part.rounds, "round")
        load = f", {format_number(part.load_kg)} kg" if part.load_kg else ""
        return f"{format_exercise(part.exercise)} {rounds}{load}"
    if part.exercise == Exercise.WALL_SIT:
        ball = " with ball" if part.squeeze else ""
        return f"wall sit {part.rounds} {times} {format_hold(part.hold_s or 0)}{ball}"
    lanes = f"{part.rounds} {times} {format_number(part.distance_m or 0)} m"
    if part.load_kg == 0:
        return f"walk backward {lanes}, no sled"
    return f"sled {lanes}, {format_number(part.load_kg)} kg" if part.load_kg else f"sled {lanes}"


def format_amounts(effort: Effort, unit: Unit, estimated: tuple[str, ...] = ()) -> str:
    """Format distance and time with their units, as far as they are known; an estimated number has a ``~``."""
    parts = []
    if effort.distance_m is not None:
        parts.append(f"{'~' * ('distance_m' in estimated)}{format_bare_distance(effort.distance_m, unit)} {unit}")
    if effort.duration_s is not None:
        parts.append(f"{'~' * ('duration_s' in estimated)}{format_hours(effort.duration_s)}")
    return ", ".join(parts)


def format_day(day: dt.date) -> str:
    """Format a date for a sentence: ``Thu 7 Jan``."""
    return f"{day:%a} {day.day} {day:%b}"


def format_day_and_year(day: dt.date) -> str:
    """Format a date that may be far away, or that a word was taken for: ``Thu 7 Jan 2027``."""
    return f"{format_day(day)} {day.year}"


def format_full_day(day: dt.date) -> str:
    """Format a date in words: ``Thursday 18 February 2027``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def format_relative_day(day: dt.date, today: dt.date) -> str:
    """Format the days from today: ``in 6 weeks``, ``in 6 weeks and 2 days``, ``3 days ago``, ``tomorrow``."""
    days = (day - today).days
    if abs(days) <= 1:
        return ("yesterday", "today", "tomorrow")[days + 1]
    weeks, rest = divmod(abs(days), 7) if abs(days) >= _DAYS_BELOW else (0, abs(days))
    length = " and ".join(format_count(count, unit) for count, unit in ((weeks, "week"), (rest, "day")) if count)
    return f"in {length}" if days > 0 else f"{length} ago"


def original_day_text(workout: Workout) -> str:
    """Return the day a moved workout was planned for, ``planned for Thu 7 Jan``; empty for one that was not moved."""
    return f"planned for {format_day(workout.plan_date)}" if workout.plan_date is not None else ""


def describe_status(workout: Workout, today: dt.date) -> str:
    """Return the status of a workout in words; empty while it is planned for its own day."""
    status = workout.status_on(today)
    moved = original_day_text(workout)
    if workout.display_status(today) is DisplayStatus.REPLACED:
        return workout.skip_reason or "replaced"
    if status is DayStatus.PLANNED:
        return moved
    if status is DayStatus.SKIPPED:  # the reason comes last, because it may be long and have commas of its own
        words = (moved, f"skipped: {workout.skip_reason or 'no reason given'}")
    else:
        words = (status.value, moved)
    return ", ".join(word for word in words if word)


def count_workouts_text(workouts: Iterable[Workout]) -> str:
    """Return the number of workouts, rest days and notes: ``4 workouts and 1 rest day``."""
    counts = dict.fromkeys(("workout", "rest day", "note"), 0)
    for workout in workouts:
        counts[{Sport.REST: "rest day", Sport.NOTE: "note"}.get(workout.sport, "workout")] += 1
    return " and ".join(format_count(count, noun) for noun, count in counts.items() if count)
