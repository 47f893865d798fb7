"""The cells of the month, worked out without a screen: a day as lines of an exact width and height.

Each line is written in one ink, so that it costs one segment. A day that holds more than fits says how much more.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.absences import Absence
from planner.training.formatting import format_amounts, format_sets, kind_name, original_day_text
from planner.training.races import Unit
from planner.training.workouts import DayStatus, Sport, Workout
from planner.tui import labels
from planner.tui.calendar.view import CalendarView
from planner.tui.theme import color_of
from planner.tui.widgets.wrap import fit, fit_both, wrap_text

_SHORT_WORDS = {
    "Time trial": "Trial",
    "Race pace": "Pace",
    "Intervals": "Ints",
    "Moderate": "Mod",
    "Recovery": "Recov",
    "injured": "hurt",
    "slept badly": "tired",
}


class CellLine(NamedTuple):
    """One line of a cell: text of an exact width, in one ink."""

    text: str
    color: str


class CellDetail(Enum):
    """How much room a day has: a letter a workout, a name a workout, or a card of two lines."""

    LETTERS = "letters"
    NAMES = "names"
    CARDS = "cards"


class CellRoom(NamedTuple):
    """The room of a cell: ``width`` cells in each of ``height`` lines, and how workouts are written in it."""

    width: int
    height: int
    detail: CellDetail = CellDetail.LETTERS


def day_cell_lines(view: CalendarView, day: dt.date, room: CellRoom, weekday: str = "") -> list[CellLine]:
    """A day as the lines of its room: its number, then its workouts.

    Args:
        view: The month.
        day: Which day.
        room: What there is to fill.
        weekday: Name to put before the number; empty for none.
    """
    workouts = view.workouts_on(day)
    left = room.height - 1
    if room.detail is CellDetail.CARDS and 2 * len(workouts) <= left:
        body = [line for workout in workouts for line in _card_lines(view, workout, room)]
    else:
        body = [workout_cell_line(view, workout, room) for workout in workouts]
    if len(body) > left:
        shown = max(left - 1, 0)
        over = f"+{len(body) - shown}"
        full = f"{over} more"
        body = [*body[:shown], text_line(view, full if len(full) <= room.width else over, room, "muted")]
    return pad_lines([day_number_line(view, day, room, weekday), *body], room)


def day_number_line(view: CalendarView, day: dt.date, room: CellRoom, weekday: str) -> CellLine:
    """The head of a day: its number, whether it is today, whether a race is run on it or nobody trains."""
    text = f"{weekday} {day.day}".strip()
    race = view.is_race_day(day)
    if day == view.today:
        text += view.glyphs.today
    elif day.day == 1 and len(text) + 4 <= room.width:
        text += f" {day:%b}"
    if race:
        ink = "race"
    elif day == view.today:
        ink = "today"
    else:
        ink = "muted" if view.in_month(day) else "faint"
    away = view.absence_on(day)
    right = (
        view.glyphs.race if race else _absence_mark(away, room.width - cell_len(text) - 1) if away is not None else ""
    )
    return CellLine(fit_both(text, right, room.width, view.glyphs), ink)


def _absence_mark(away: Absence, room: int) -> str:
    """``injured``, ``hurt``; ``sore 7``, ``sore``; a bare mark rather than half a word."""
    words = (away.label, _SHORT_WORDS.get(away.label, away.kind.value), "!")
    return next((word for word in words if len(word) <= room), "")


def _card_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    """A workout in two lines, its name over its figures; a rest day and a note need one."""
    if not workout.is_training:
        return [workout_cell_line(view, workout, room)]
    figure = labels.short_amount(workout, view.unit, view.glyphs)
    below = f"{figure} {_unit_label(workout, view.unit)}".strip() if figure else ""
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    return [
        text_line(view, longest_fitting_name(view, workout, room.width), room, workout_color(view, workout)),
        CellLine(fit_both(below, mark, room.width, view.glyphs), "muted" if view.in_month(workout.date) else "faint"),
    ]


def longest_fitting_name(view: CalendarView, workout: Workout, width: int) -> str:
    """The fullest name of a workout that fits: its own words, else its kind, else a shorter word for that."""
    kind = kind_name(workout)
    lock = view.glyphs.locked if workout.locked else ""
    for words in (labels.workout_title(workout), kind, _SHORT_WORDS.get(kind, kind)):
        if cell_len(words) + len(lock) <= width:
            return words + lock
    return kind + lock


def workout_cell_line(view: CalendarView, workout: Workout, room: CellRoom) -> CellLine:
    """A workout in one line: the fullest of "Tempo 12 ✓", "T 12 ✓" and "T12✓" that fits."""
    if not workout.is_training:
        return text_line(view, "rest" if workout.sport is Sport.REST else labels.workout_title(workout), room, "faint")
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    figure = labels.short_amount(workout, view.unit, view.glyphs)
    letter = labels.kind_letter(workout, view.glyphs)
    lock = view.glyphs.locked if workout.locked else ""
    text = f"{letter}{lock}{figure}"
    for head in (kind_name(workout), letter) if room.detail is not CellDetail.LETTERS else (letter,):
        fuller = f"{head}{lock or ' '}{figure}".rstrip()
        if cell_len(fuller) + cell_len(mark.strip()) <= room.width:
            text = fuller
            break
    return CellLine(fit_both(text, mark.strip(), room.width, view.glyphs), workout_color(view, workout))


def text_line(view: CalendarView, text: str, room: CellRoom, color: str) -> CellLine:
    """Text as a line of its room."""
    return CellLine(fit(text, room.width, view.glyphs), color)


def pad_lines(lines: list[CellLine], room: CellRoom) -> list[CellLine]:
    """Lines made up to the height of their room."""
    return [*lines, *[CellLine(" " * room.width, "text")] * (room.height - len(lines))][: room.height]


def _unit_label(workout: Workout, unit: Unit) -> str:
    effort = labels.shown_effort(workout)
    if workout.sport is Sport.STRENGTH:
        return "m" if effort.sled_m else ""
    return str(unit) if effort.distance_m is not None else ""


def workout_color(view: CalendarView, workout: Workout) -> str:
    """The ink of a workout where it stands: its kind's, unless it is tried out, past by, or of another month."""
    if workout.id in view.previewed_ids:
        return "accent"
    if not view.in_month(workout.date):
        return "faint"
    if workout.status_on(view.today) in (DayStatus.SKIPPED, DayStatus.MISSED):
        return "muted"
    return color_of(workout)


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
    if not workout.is_training:
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
    if not workout.is_training:
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
