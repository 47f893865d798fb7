"""Short labels of workouts for the screens: amounts, letters and status marks.

`planner.training.formatting` names workouts in sentences. Texts are cleaned here although they were cleaned when they
were stored: a file may be older than that.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from planner.text import clean_line
from planner.training import formatting, measures
from planner.training.leg_load import counted_kind, is_of_own_exercises
from planner.training.races import Unit
from planner.training.totals import StrengthTotals
from planner.training.workouts import (
    AS_PLANNED,
    QUALITY_RUNS,
    DisplayStatus,
    Effort,
    RunKind,
    Sport,
    StrengthKind,
    Workout,
    main_sets,
)
from planner.tui.theme import Glyphs

_MINUTES_AN_HOUR = 60
KIND_LETTERS: dict[str, str] = {
    RunKind.EASY: "E",
    RunKind.RECOVERY: "R",
    RunKind.LONG: "L",
    RunKind.TEMPO: "T",
    RunKind.INTERVALS: "I",
    RunKind.HILLS: "H",
    RunKind.RACE_PACE: "P",
    RunKind.TIME_TRIAL: "T",
    **formatting.STRENGTH_LETTERS,
}
"""The letter of each kind, as in a runner's diary; a race has a flag instead."""


def format_short_duration(seconds: int) -> str:
    """Return a duration as runners note it: ``45m`` below an hour, ``1:15`` (hours and minutes) from there."""
    minutes = formatting.whole_minutes(seconds)
    return f"{minutes}m" if minutes < _MINUTES_AN_HOUR else formatting.format_hours_minutes(seconds)


def shown_effort(workout: Workout) -> Effort:
    """Return what was done of a workout, or what is planned until it is done."""
    return workout.actual.effort if workout.actual is not None else workout.planned


def short_amount(workout: Workout, unit: Unit, glyphs: Glyphs) -> str:
    """Return the main amount of a workout: its distance, rounds or time; empty when none is known."""
    effort = shown_effort(workout)
    if workout.sport is Sport.STRENGTH:
        return _rounds(effort, glyphs)
    if effort.distance_m is not None:
        return formatting.format_bare_distance(effort.distance_m, unit)
    return format_short_duration(effort.duration_s) if effort.duration_s is not None else ""


def _rounds(effort: Effort, glyphs: Glyphs) -> str:
    """Return the rounds of a session's main exercise: ``5×20`` (metres), ``2×90s``, ``3×20`` (repetitions).

    A ``+`` after them means rounds of another length.
    """
    main = main_sets(effort.sets)
    if not main:
        return format_short_duration(effort.duration_s) if effort.duration_s is not None else ""
    first = main[0]
    one = f"{first.hold_s}s" if first.hold_s is not None else formatting.format_round(first).removesuffix(" m")
    return f"{first.rounds}{glyphs.multiply}{one}{'+' * (len(main) > 1)}"


def kind_letter(workout: Workout, glyphs: Glyphs) -> str:
    """Return the letter of a workout's kind; the flag for a race.

    Strength without a kind has that of what its own exercises ask of the legs, the light one's if that is nothing.
    """
    if workout.sport is Sport.CROSS:
        return "X"
    if workout.kind == RunKind.RACE:
        return glyphs.race
    kind = workout.kind or counted_kind(workout) or (StrengthKind.LIGHT if is_of_own_exercises(workout) else "")
    return KIND_LETTERS.get(kind, formatting.OWN_STRENGTH_LETTER if workout.sport is Sport.STRENGTH else "?")


def color_of(workout: Workout) -> str:
    """Return the colour of a workout's kind: easy, quality, long, race, strength, cross or rest."""
    if workout.sport is Sport.STRENGTH:
        return "strength"
    if workout.sport is Sport.CROSS:
        return "cross"
    if workout.sport is not Sport.RUN:
        return "rest"
    if workout.kind == RunKind.RACE:
        return "race"
    if workout.kind == RunKind.LONG:
        return "long"
    return "quality" if workout.kind in QUALITY_RUNS else "easy"


def status_glyph(workout: Workout, today: dt.date, glyphs: Glyphs) -> str:
    """Return the glyph of a workout's status, one cell wide; a space for one that is planned."""
    return {
        DisplayStatus.PLANNED: " ",
        DisplayStatus.SHIFTED: glyphs.shifted,
        DisplayStatus.DONE: glyphs.done,
        DisplayStatus.REPLACED: glyphs.replaced,
        DisplayStatus.SKIPPED: glyphs.skipped,
        DisplayStatus.MISSED: glyphs.missed,
        DisplayStatus.UNPLANNED: glyphs.unplanned,
    }[workout.display_status(today)]


def session_dots(strength: StrengthTotals) -> str:
    """Return a week's sessions as dots, ``●–○``: one done, one skipped or missed, one still ahead."""
    lost = max(strength.planned_sessions - strength.done_sessions - strength.left_sessions, 0)
    return "●" * strength.done_sessions + "–" * lost + "○" * strength.left_sessions


def short_title(workout: Workout, width: int) -> str:
    """Return a workout's title, cut to a width in cells."""
    title = formatting.workout_title(workout)
    return title if cell_len(title) <= width else f"{set_cell_size(title, width - 1).rstrip()}…"


def workout_summary(workout: Workout, unit: Unit, glyphs: Glyphs) -> str:
    """Return a workout in one phrase: its title with distance or time; for strength, its start and its sets."""
    effort = shown_effort(workout)
    if workout.sport is Sport.STRENGTH and effort.sets:
        what = f"{formatting.kind_name(workout)} {formatting.format_sets(effort.sets, glyphs.multiply)}"
        return f"{workout.start} {what}" if workout.start else what
    amount = amounts_text(workout, effort, unit)
    return f"{formatting.workout_title(workout)}, {amount}" if amount else formatting.workout_title(workout)


def amounts_text(workout: Workout, effort: Effort, unit: Unit) -> str:
    """Return the distance and time of what is planned or done, with ``~`` before an estimate; of a race to the second.

    Args:
        workout: The workout.
        effort: What is planned of it, or what was done.
        unit: The unit of distances.
    """
    is_plan = workout.actual is None or workout.actual.source == AS_PLANNED or effort is workout.planned
    estimated = workout.estimated if is_plan else ()
    if not workout.is_race or effort.duration_s is None:
        return formatting.format_amounts(effort, unit, estimated)
    distance = formatting.format_amounts(replace(effort, duration_s=None), unit, estimated)
    seconds = measures.format_duration(effort.duration_s)
    if "duration_s" in estimated:
        return f"{distance}, predicted ~{seconds}"
    return ", ".join(part for part in (distance, seconds) if part)


def pace_text(workout: Workout, effort: Effort, unit: Unit) -> str:
    """Return the pace of a run that was measured, or of a race, with ``~`` before a predicted one; else nothing.

    Args:
        workout: The workout.
        effort: What is planned of it, or what was done.
        unit: The unit of distances.
    """
    is_plan = effort is workout.planned or (workout.actual is not None and workout.actual.source == AS_PLANNED)
    if workout.sport is not Sport.RUN or (is_plan and not workout.is_race):
        return ""
    if not effort.distance_m or not effort.duration_s:
        return ""
    pace = measures.format_pace(effort.duration_s / effort.distance_m * measures.METRES_PER_KM, unit)
    return f"~{pace}" if is_plan and workout.estimated else pace


def felt_text(workout: Workout) -> str:
    """Return how hard it was and what hurt, ``RPE 7, pain 2``; empty where the runner said neither."""
    if workout.actual is None:
        return ""
    parts = [f"RPE {formatting.format_number(workout.typed_rpe)}"] if workout.typed_rpe is not None else []
    ratings = (("pain", workout.actual.pain), ("pain next morning", workout.actual.pain_next))
    return ", ".join([*parts, *(f"{name} {rating}" for name, rating in ratings if rating)])


def recorded_text(workout: Workout, unit: Unit) -> str:
    """Return what was recorded of a workout; empty when nothing was."""
    if workout.actual is None:
        return ""
    effort = workout.actual.effort
    parts = [formatting.format_sets(effort.sets), formatting.format_amounts(effort, unit)]
    parts += [f"RPE {formatting.format_number(effort.rpe)}"] if effort.rpe is not None else []
    ratings = (("pain", workout.actual.pain), ("pain next morning", workout.actual.pain_next))
    parts += [f"{name} {rating}" for name, rating in ratings if rating is not None]
    parts += [f"“{clean_line(workout.actual.note, 80)}”"] if workout.actual.note else []
    return ", ".join(part for part in parts if part)


def status_text(workout: Workout, today: dt.date) -> str:
    """Return a workout's status in words; empty while it is planned."""
    return clean_line(formatting.describe_status(workout, today))
