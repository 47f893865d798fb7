"""Workouts in the few cells a screen has for them: figures, letters, marks; cutting, spreading and wrapping of text.

What a workout is called in a sentence is `planner.training.formatting`'s business. Everything that was typed or read
from a file is cleaned here once more, because the file may be older than the door that cleans.
"""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len, set_cell_size

from planner.text import clean_line
from planner.training import formatting
from planner.training.races import Unit
from planner.training.workouts import DisplayStatus, Effort, Exercise, RunKind, Sport, Workout
from planner.tui.theme import KIND_LETTERS, Glyphs

_MINUTES_AN_HOUR = 60


def format_short_duration(seconds: int) -> str:
    """A duration as a runner writes it in a diary: ``45m`` below an hour, ``1:15`` (hours and minutes) from there."""
    minutes = round(seconds / 60)
    return f"{minutes}m" if minutes < _MINUTES_AN_HOUR else f"{minutes // 60}:{minutes % 60:02d}"


def shown_effort(workout: Workout) -> Effort:
    """What a day shows of a workout: what was done once it is done, else what is planned."""
    return workout.actual.effort if workout.actual is not None else workout.planned


def short_amount(workout: Workout, unit: Unit, glyphs: Glyphs) -> str:
    """The one figure of a workout: its distance, else its rounds, else its time; empty when nothing is known."""
    effort = shown_effort(workout)
    if workout.sport is Sport.STRENGTH:
        return _rounds(effort, glyphs)
    if effort.distance_m is not None:
        return formatting.format_bare_distance(effort.distance_m, unit)
    return format_short_duration(effort.duration_s) if effort.duration_s is not None else ""


def _rounds(effort: Effort, glyphs: Glyphs) -> str:
    for part in effort.sets:
        if part.exercise is Exercise.REVERSE_SLED_PUSH:
            return f"{part.rounds}{glyphs.multiply}{formatting.format_number(part.distance_m or 0)}"
    for part in effort.sets:
        if part.hold_s:
            return f"{part.rounds}{glyphs.multiply}{part.hold_s}s"
    return format_short_duration(effort.duration_s) if effort.duration_s is not None else ""


def kind_letter(workout: Workout, glyphs: Glyphs) -> str:
    """The letter of a workout's kind; a race has its flag."""
    if workout.sport is Sport.CROSS:
        return "X"
    if workout.kind == RunKind.RACE:
        return glyphs.race
    return KIND_LETTERS.get(workout.kind or "", "?")


def status_glyph(workout: Workout, today: dt.date, glyphs: Glyphs) -> str:
    """The status glyph, one cell; a space for what is simply planned."""
    return {
        DisplayStatus.PLANNED: " ",
        DisplayStatus.SHIFTED: glyphs.shifted,
        DisplayStatus.DONE: glyphs.done,
        DisplayStatus.REPLACED: glyphs.replaced,
        DisplayStatus.SKIPPED: glyphs.skipped,
        DisplayStatus.MISSED: glyphs.missed,
        DisplayStatus.UNPLANNED: glyphs.unplanned,
    }[workout.display_status(today)]


def workout_title(workout: Workout) -> str:
    """A workout's own words, one clean line; the name of its kind when it has none."""
    return clean_line(workout.title) or formatting.kind_name(workout)


def short_title(workout: Workout, width: int) -> str:
    """A workout's own words in at most ``width`` cells."""
    words = workout_title(workout)
    return words if cell_len(words) <= width else f"{set_cell_size(words, width - 1).rstrip()}…"


def workout_summary(workout: Workout, unit: Unit, glyphs: Glyphs) -> str:
    """A workout in one phrase: its own words with distance or time; strength by its sets, with the time it starts."""
    effort = shown_effort(workout)
    if workout.sport is Sport.STRENGTH and effort.sets:
        what = f"{formatting.kind_name(workout)} {formatting.format_sets(effort.sets, glyphs.multiply)}"
        return f"{workout.start} {what}" if workout.start else what
    amount = formatting.format_amounts(effort, unit, workout.estimated if workout.actual is None else ())
    return f"{workout_title(workout)}, {amount}" if amount else workout_title(workout)


def recorded_text(workout: Workout, unit: Unit) -> str:
    """What was recorded of a workout, in clean words; empty when nothing was."""
    if workout.actual is None:
        return ""
    effort = workout.actual.effort
    parts = [formatting.format_sets(effort.sets), formatting.format_amounts(effort, unit)]
    parts += [f"RPE {formatting.format_number(effort.rpe)}"] if effort.rpe is not None else []
    felt = (("pain", workout.actual.pain), ("pain next morning", workout.actual.pain_next))
    parts += [f"{when} {rating}" for when, rating in felt if rating is not None]
    parts += [f"“{clean_line(workout.actual.note, 80)}”"] if workout.actual.note else []
    return ", ".join(part for part in parts if part)


def status_text(workout: Workout, today: dt.date) -> str:
    """What became of a workout, in clean words; empty while it is simply planned."""
    return clean_line(formatting.describe_status(workout, today))


def is_unmarked(workout: Workout) -> bool:
    """Whether a workout still waits for its fate."""
    return workout.is_open
