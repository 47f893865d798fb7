"""The days of the week view, worked out without a screen: columns of an exact width and height, workouts in full.

A column never scrolls. Where a day's workouts do not fit in full they are written shorter, step by step, and what then
is left over is counted: ``+2 more``.
"""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len

from planner.training.wording import amounts, asks_for_work, planned_for, sets
from planner.training.workouts import Sport, Workout
from planner.tui import labels
from planner.tui.calendar.day_cells import Line, Room, filled, fullest_name, ink_on, number_line, one_line, plain_line
from planner.tui.calendar.view import MonthView
from planner.tui.widgets.wrap import spread, wrap

_SPELLED_OUT_FROM = 14
"""Below this width ``5 × 20`` is written ``5×20``, so that it is not broken."""


def column_lines(view: MonthView, day: dt.date, room: Room) -> list[Line]:
    """A day as the lines of its column: its name and number, then its workouts as fully as they fit."""
    return filled([number_line(view, day, room, f"{day:%a}"), *_body(view, day, room)], room)


def _body(view: MonthView, day: dt.date, room: Room) -> list[Line]:
    workouts, left = view.of(day), room.height - 1
    blank = Line(" " * room.width, "text")
    full = [_in_full(view, workout, room) for workout in workouts]
    spaced = [line for lines in full for line in (*lines, blank)][:-1]
    brief = [_in_brief(view, workout, room) for workout in workouts]
    shorter = (_flat([*full[:kept], *brief[kept:]]) for kept in range(len(full), -1, -1))
    for lines in (spaced, *shorter):
        if len(lines) <= left:
            return lines
    short = [one_line(view, workout, room) for workout in workouts]
    if len(short) > left:
        shown = max(left - 1, 0)
        short = [*short[:shown], plain_line(view, f"+{len(short) - shown} more", room, "muted")]
    return short


def _flat(parts: list[list[Line]]) -> list[Line]:
    return [line for lines in parts for line in lines]


def _in_full(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    """Everything a day's sheet says in a word or two: title, start and mark, figures or sets, where it was planned."""
    ink = ink_on(view, workout)
    if not asks_for_work(workout):
        words = "rest" if workout.sport is Sport.REST else labels.title(workout)
        return [plain_line(view, line, room, "faint") for line in wrap(words, room.width)]
    lines = [plain_line(view, line, room, ink) for line in wrap(_title(view, workout, room.width), room.width)]
    return [*lines, *_when(view, workout, room), *_figures(view, workout, room), *_origin(view, workout, room)]


def _in_brief(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    """The fullest of its names that fits on a line, over its one figure and its mark."""
    if not asks_for_work(workout):
        return [one_line(view, workout, room)]
    name = plain_line(view, fullest_name(view, workout, room.width), room, ink_on(view, workout))
    figure = labels.figure(workout, view.unit, view.glyphs)
    mark = labels.mark(workout, view.today, view.glyphs).strip()
    return [name, Line(spread(figure, mark, room.width, view.glyphs), "muted")]


def _title(view: MonthView, workout: Workout, width: int) -> str:
    words = labels.title(workout)
    if any(cell_len(word) > width for word in words.split()):
        words = words.replace(", ", " ")  # a comma alone must not break the word it belongs to
    return words + (view.glyphs.locked if workout.locked else "")


def _when(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    mark = labels.mark(workout, view.today, view.glyphs).strip()
    start = workout.start or (workout.slot.value if workout.slot else "")
    if not (start or mark):
        return []
    return [Line(spread(start, mark, room.width, view.glyphs), "muted")]


def _figures(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    effort = labels.effort_shown(workout)
    if workout.sport is Sport.STRENGTH and effort.sets:
        parts = [sets((part,), view.glyphs.times) for part in effort.sets]
        if room.width < _SPELLED_OUT_FROM:
            parts = [part.replace(f" {view.glyphs.times} ", view.glyphs.times) for part in parts]
    else:
        known = amounts(effort, view.unit, workout.estimated if workout.actual is None else ())
        parts = [known] if len(known) <= room.width else known.split(", ")
    return [plain_line(view, line, room, "text") for part in parts if part for line in wrap(part, room.width)]


def _origin(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    if not workout.moved:
        return []
    words = planned_for(workout)
    return [plain_line(view, line, room, "muted") for line in wrap(words, room.width)]
