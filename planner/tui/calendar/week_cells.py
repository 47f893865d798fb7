"""The days of the week view, worked out without a screen: columns of an exact width and height, workouts in full.

A column never scrolls. Where a day's workouts do not fit in full they are written shorter, step by step, and what then
is left over is counted: ``+2 more``.
"""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from planner.training.wording import format_amounts, format_sets, is_training, original_day_text
from planner.training.workouts import Sport, Workout
from planner.tui import labels
from planner.tui.calendar.day_cells import (
    CellLine,
    CellRoom,
    day_number_line,
    longest_fitting_name,
    pad_lines,
    text_line,
    workout_cell_line,
    workout_color,
)
from planner.tui.calendar.view import CalendarView
from planner.tui.widgets.wrap import fit_both, wrap_text

_SPELLED_OUT_FROM = 14
"""Below this width ``5 × 20`` is written ``5×20``, so that it is not broken."""


def day_column_lines(view: CalendarView, day: dt.date, room: CellRoom) -> list[CellLine]:
    """A day as the lines of its column: its name and number, then its workouts as fully as they fit."""
    return pad_lines([day_number_line(view, day, room, f"{day:%a}"), *_body(view, day, room)], room)


def _body(view: CalendarView, day: dt.date, room: CellRoom) -> list[CellLine]:
    workouts, left = view.workouts_on(day), room.height - 1
    blank = CellLine(" " * room.width, "text")
    full = [_full_lines(view, workout, room) for workout in workouts]
    spaced = [line for lines in full for line in (*lines, blank)][:-1]
    brief = [_brief_lines(view, workout, room) for workout in workouts]
    shorter = (_flatten([*full[:kept], *brief[kept:]]) for kept in range(len(full), -1, -1))
    for lines in (spaced, *shorter):
        if len(lines) <= left:
            return lines
    short = [workout_cell_line(view, workout, room) for workout in workouts]
    if len(short) > left:
        shown = max(left - 1, 0)
        short = [*short[:shown], text_line(view, f"+{len(short) - shown} more", room, "muted")]
    return short


def _flatten(parts: list[list[CellLine]]) -> list[CellLine]:
    return [line for lines in parts for line in lines]


def _full_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    """Everything a day's sheet says in a word or two: title, start and mark, figures or sets, where it was planned."""
    ink = workout_color(view, workout)
    if not is_training(workout):
        words = "rest" if workout.sport is Sport.REST else labels.workout_title(workout)
        return [text_line(view, line, room, "faint") for line in wrap_text(words, room.width)]
    lines = [text_line(view, line, room, ink) for line in wrap_text(_title(view, workout, room.width), room.width)]
    return [
        *lines,
        *_start_line(view, workout, room),
        *_amount_lines(view, workout, room),
        *_moved_from_lines(view, workout, room),
    ]


def _brief_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    """The fullest of its names that fits on a line, over its one figure and its mark."""
    if not is_training(workout):
        return [workout_cell_line(view, workout, room)]
    name = text_line(view, longest_fitting_name(view, workout, room.width), room, workout_color(view, workout))
    figure = labels.short_amount(workout, view.unit, view.glyphs)
    mark = labels.status_glyph(workout, view.today, view.glyphs).strip()
    return [name, CellLine(fit_both(figure, mark, room.width, view.glyphs), "muted")]


def _title(view: CalendarView, workout: Workout, width: int) -> str:
    words = labels.workout_title(workout)
    if any(cell_len(word) > width for word in words.split()):
        words = words.replace(", ", " ")  # a comma alone must not break the word it belongs to
    return words + (view.glyphs.locked if workout.locked else "")


def _start_line(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    mark = labels.status_glyph(workout, view.today, view.glyphs).strip()
    start = workout.start or (workout.slot.value if workout.slot else "")
    if not (start or mark):
        return []
    return [CellLine(fit_both(start, mark, room.width, view.glyphs), "muted")]


def _amount_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    effort = labels.shown_effort(workout)
    if workout.sport is Sport.STRENGTH and effort.sets:
        parts = [format_sets((part,), view.glyphs.multiply) for part in effort.sets]
        if room.width < _SPELLED_OUT_FROM:
            parts = [part.replace(f" {view.glyphs.multiply} ", view.glyphs.multiply) for part in parts]
    else:
        known = format_amounts(effort, view.unit, workout.estimated if workout.actual is None else ())
        parts = [known] if len(known) <= room.width else known.split(", ")
    return [text_line(view, line, room, "text") for part in parts if part for line in wrap_text(part, room.width)]


def _moved_from_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    if not workout.is_moved:
        return []
    words = original_day_text(workout)
    return [text_line(view, line, room, "muted") for line in wrap_text(words, room.width)]
