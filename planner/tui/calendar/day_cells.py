"""The cells of the month, without a screen: a day as lines of an exact width and height.

Each line has one colour, and at most a mark in another, so that it costs few segments. A day with more workouts than
fit says how many more. What is done is dim with a bright mark, what was missed amber: what lies ahead is seen first.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.absences import Absence
from planner.training.formatting import kind_name, workout_title
from planner.training.races import Unit
from planner.training.workouts import DayStatus, Exercise, Sport, Workout, main_sets
from planner.tui import labels
from planner.tui.calendar.view import CalendarView
from planner.tui.widgets.wrap import fit, fit_both

_SHORT_NAMES = {
    "Time trial": "Trial",
    "Race pace": "Pace",
    "Intervals": "Ints",
    "Moderate": "Mod",
    "Recovery": "Recov",
    "injured": "hurt",
    "slept badly": "tired",
}


class CellLine(NamedTuple):
    """One line of a cell: text of an exact width in one colour, with a mark at its end that may have another.

    Attributes:
        text: The text, the mark included.
        color: The palette's colour of the text.
        mark_color: That of the last cell; empty for the colour of the text.
    """

    text: str
    color: str
    mark_color: str = ""


class CellDetail(Enum):
    """How a workout is written: with a letter, with its name, or on a card of two lines."""

    LETTERS = "letters"
    NAMES = "names"
    CARDS = "cards"


class CellRoom(NamedTuple):
    """The room of a cell: its width in cells, its height in lines, and how workouts are written in it."""

    width: int
    height: int
    detail: CellDetail = CellDetail.LETTERS


def day_cell_lines(view: CalendarView, day: dt.date, room: CellRoom, weekday: str = "") -> list[CellLine]:
    """Return a day as lines: its number, then its workouts.

    Args:
        view: The month.
        day: Which day.
        room: The room that the lines fill exactly.
        weekday: A name to put before the number; empty for none.
    """
    height = room.height - 1
    body = [line for lines in _cell_parts(view, day, room) for line in lines]
    if len(body) > height:
        shown = max(height - 1, 0)
        count = f"+{len(body) - shown}"
        more = f"{count} more"
        body = [*body[:shown], text_line(view, more if len(more) <= room.width else count, room, "muted")]
    return pad_lines([day_number_line(view, day, room, weekday), *body], room)


def _cell_parts(view: CalendarView, day: dt.date, room: CellRoom) -> list[list[CellLine]]:
    """Return the lines of each workout of a day."""
    workouts = view.workouts_on(day)
    if room.detail is CellDetail.CARDS and 2 * len(workouts) <= room.height - 1:
        return [_card_lines(view, workout, room) for workout in workouts]
    return [[workout_cell_line(view, workout, room)] for workout in workouts]


def cell_workout_at(view: CalendarView, day: dt.date, room: CellRoom, line: int) -> Workout | None:
    """Return the workout on a line of a day's cell; None where the line is of none alone."""
    parts = zip(view.workouts_on(day), _cell_parts(view, day, room), strict=True)
    owners = [workout for workout, lines in parts for _ in lines]
    shown = room.height - 1 if len(owners) < room.height else room.height - 2  # the last line counts the others
    return owners[line - 1] if 0 < line <= min(shown, len(owners)) else None


def day_number_line(view: CalendarView, day: dt.date, room: CellRoom, weekday: str) -> CellLine:
    """Return the first line of a day: its number, with marks for today, a race and an absence."""
    text = f"{weekday} {day.day}".strip()
    if day == view.today:
        text += view.glyphs.today
    elif day.day == 1 and len(text) + 4 <= room.width:
        text += f" {day:%b}"
    absence, right = view.absence_on(day), ""
    color = "today" if day == view.today else "muted" if view.in_month(day) else "faint"
    if view.is_race_day(day):
        color, right = "race", view.glyphs.race
    elif absence is not None:
        right = _absence_mark(absence, room.width - cell_len(text) - 1)
    return CellLine(fit_both(text, right, room.width, view.glyphs), color)


def _absence_mark(absence: Absence, width: int) -> str:
    """Return the longest word for an absence that fits: ``injured``, ``hurt`` or ``!``; ``sore 7`` or ``sore``."""
    words = (absence.label, _SHORT_NAMES.get(absence.label, absence.kind.value), "!")
    return next((word for word in words if len(word) <= width), "")


def _card_lines(view: CalendarView, workout: Workout, room: CellRoom) -> list[CellLine]:
    """Return a workout in two lines, its name over its amount; a rest day and a note need one."""
    if not workout.is_training:
        return [workout_cell_line(view, workout, room)]
    amount = labels.short_amount(workout, view.unit, view.glyphs)
    below = f"{amount} {_unit_label(workout, view.unit)}".strip() if amount else ""
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    return [
        text_line(view, longest_fitting_name(view, workout, room.width), room, workout_color(view, workout)),
        marked_line(view, workout, fit_both(below, mark, room.width, view.glyphs), amount_color(view, workout)),
    ]


def longest_fitting_name(view: CalendarView, workout: Workout, width: int) -> str:
    """Return the longest name of a workout that fits: its title, its kind, or a shorter word for its kind."""
    kind = kind_name(workout)
    lock = view.glyphs.locked if workout.locked else ""
    names = (workout_title(workout), *_with_exercise(workout, kind), kind, _SHORT_NAMES.get(kind, kind))
    return next((name for name in names if cell_len(name) + len(lock) <= width), kind) + lock


def _with_exercise(workout: Workout, kind: str) -> tuple[str, ...]:
    """Return ``Heavy sled`` or ``Light wall sit`` for a session of that kind; nothing for other workouts."""
    main = main_sets(labels.shown_effort(workout).sets) if workout.sport is Sport.STRENGTH and workout.kind else ()
    names = {Exercise.REVERSE_SLED_PUSH: "sled", Exercise.WALL_SIT: "wall sit"}
    return (f"{kind} {names[Exercise(main[0].exercise)]}",) if main and main[0].exercise in names else ()


def workout_cell_line(view: CalendarView, workout: Workout, room: CellRoom) -> CellLine:
    """Return a workout in one line: the longest of "Tempo 12 ✓", "T 12 ✓" and "T12✓" that fits."""
    if not workout.is_training:
        return text_line(view, "rest" if workout.sport is Sport.REST else workout_title(workout), room, "faint")
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    amount = labels.short_amount(workout, view.unit, view.glyphs)
    letter = labels.kind_letter(workout, view.glyphs)
    lock = view.glyphs.locked if workout.locked else ""
    text = f"{letter}{lock}{amount}"
    kind = kind_name(workout)
    names = (*_with_exercise(workout, kind), kind, letter) if room.detail is not CellDetail.LETTERS else (letter,)
    for name in names:
        longer = f"{name}{lock or ' '}{amount}".rstrip()
        if cell_len(longer) + cell_len(mark.strip()) <= room.width:
            text = longer
            break
    line = fit_both(text, mark.strip(), room.width, view.glyphs)
    return marked_line(view, workout, line, workout_color(view, workout))


def marked_line(view: CalendarView, workout: Workout, text: str, color: str) -> CellLine:
    """Return a line that ends in the mark of a workout's status: bright where it was done."""
    is_bright = workout.actual is not None and workout.id not in view.previewed_ids
    return CellLine(text, color, "done_mark" if is_bright and text and not text[-1].isspace() else "")


def amount_color(view: CalendarView, workout: Workout) -> str:
    """Return the colour of a workout's amount under its name: bright only of what lies ahead."""
    is_missed = workout.status_on(view.today) is DayStatus.MISSED
    return "missed" if is_missed else "text" if workout.is_left(view.today) else "muted"


def text_line(view: CalendarView, text: str, room: CellRoom, color: str) -> CellLine:
    """Return text as a line of a room, cut or padded to its width."""
    return CellLine(fit(text, room.width, view.glyphs), color)


def pad_lines(lines: list[CellLine], room: CellRoom) -> list[CellLine]:
    """Return lines cut or padded to the height of a room."""
    return [*lines, *[CellLine(" " * room.width, "text")] * (room.height - len(lines))][: room.height]


def _unit_label(workout: Workout, unit: Unit) -> str:
    effort = labels.shown_effort(workout)
    if workout.sport is Sport.STRENGTH:
        main = main_sets(effort.sets)
        return "m" if main and main[0].distance_m is not None else ""
    return str(unit) if effort.distance_m is not None else ""


def workout_color(view: CalendarView, workout: Workout) -> str:
    """Return the colour of a workout: its kind's, dimmed once it is done; of its own where previewed or not done."""
    if workout.id in view.previewed_ids:
        return "accent"
    status = workout.status_on(view.today)
    if status in (DayStatus.SKIPPED, DayStatus.MISSED):
        return "muted" if status is DayStatus.SKIPPED else "missed"
    kind = labels.color_of(workout)
    return f"{kind}_done" if workout.actual is not None and kind not in ("race", "rest") else kind


def color_under_cursor(color: str) -> str:
    """Return the colour of a line under the cursor: not dimmed, as its background is lighter."""
    return color.removesuffix("_done")
