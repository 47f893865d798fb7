"""The cells of the month, worked out without a screen: a day as lines of an exact width and height.

Each line is written in one ink, so that it costs one segment. A day that holds more than fits says how much more.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.absences import Absence
from planner.training.races import Unit
from planner.training.wording import asks_for_work, kind_name
from planner.training.workouts import Sport, Status, Workout
from planner.tui import labels
from planner.tui.calendar.view import MonthView
from planner.tui.theme import ink_of
from planner.tui.widgets.wrap import fit, spread

_SHORTER = {
    "Time trial": "Trial",
    "Race pace": "Pace",
    "Intervals": "Ints",
    "Moderate": "Mod",
    "Recovery": "Recov",
    "injured": "hurt",
    "slept badly": "tired",
}


class Line(NamedTuple):
    """One line of a cell: text of an exact width, in one ink."""

    text: str
    ink: str


class Shape(Enum):
    """How much room a day has: a letter a workout, a name a workout, or a card of two lines."""

    LETTERS = "letters"
    NAMES = "names"
    CARDS = "cards"


class Room(NamedTuple):
    """The room of a cell: ``width`` cells in each of ``height`` lines, and how workouts are written in it."""

    width: int
    height: int
    shape: Shape = Shape.LETTERS


def day_lines(view: MonthView, day: dt.date, room: Room, weekday: str = "") -> list[Line]:
    """A day as the lines of its room: its number, then its workouts.

    Args:
        view: The month.
        day: Which day.
        room: What there is to fill.
        weekday: Name to put before the number; empty for none.
    """
    workouts = view.of(day)
    left = room.height - 1
    if room.shape is Shape.CARDS and 2 * len(workouts) <= left:
        body = [line for workout in workouts for line in _card(view, workout, room)]
    else:
        body = [one_line(view, workout, room) for workout in workouts]
    if len(body) > left:
        shown = max(left - 1, 0)
        over = f"+{len(body) - shown}"
        full = f"{over} more"
        body = [*body[:shown], plain_line(view, full if len(full) <= room.width else over, room, "muted")]
    return filled([number_line(view, day, room, weekday), *body], room)


def number_line(view: MonthView, day: dt.date, room: Room, weekday: str) -> Line:
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
    right = view.glyphs.race if race else _told(away, room.width - cell_len(text) - 1) if away is not None else ""
    return Line(spread(text, right, room.width, view.glyphs), ink)


def _told(away: Absence, room: int) -> str:
    """``injured``, ``hurt``; ``sore 7``, ``sore``; a bare mark rather than half a word."""
    words = (away.word, _SHORTER.get(away.word, away.kind.value), "!")
    return next((word for word in words if len(word) <= room), "")


def _card(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    """A workout in two lines, its name over its figures; a rest day and a note need one."""
    if not asks_for_work(workout):
        return [one_line(view, workout, room)]
    figure = labels.figure(workout, view.unit, view.glyphs)
    below = f"{figure} {_unit(workout, view.unit)}".strip() if figure else ""
    mark = labels.mark(workout, view.today, view.glyphs)
    return [
        plain_line(view, fullest_name(view, workout, room.width), room, ink_on(view, workout)),
        Line(spread(below, mark, room.width, view.glyphs), "muted" if view.in_month(workout.date) else "faint"),
    ]


def fullest_name(view: MonthView, workout: Workout, width: int) -> str:
    """The fullest name of a workout that fits: its own words, else its kind, else a shorter word for that."""
    kind = kind_name(workout)
    lock = view.glyphs.locked if workout.locked else ""
    for words in (labels.title(workout), kind, _SHORTER.get(kind, kind)):
        if cell_len(words) + len(lock) <= width:
            return words + lock
    return kind + lock


def one_line(view: MonthView, workout: Workout, room: Room) -> Line:
    """A workout in one line: the fullest of "Tempo 12 ✓", "T 12 ✓" and "T12✓" that fits."""
    if not asks_for_work(workout):
        return plain_line(view, "rest" if workout.sport is Sport.REST else labels.title(workout), room, "faint")
    mark = labels.mark(workout, view.today, view.glyphs)
    figure = labels.figure(workout, view.unit, view.glyphs)
    letter = labels.letter(workout, view.glyphs)
    lock = view.glyphs.locked if workout.locked else ""
    text = f"{letter}{lock}{figure}"
    for head in (kind_name(workout), letter) if room.shape is not Shape.LETTERS else (letter,):
        fuller = f"{head}{lock or ' '}{figure}".rstrip()
        if cell_len(fuller) + cell_len(mark.strip()) <= room.width:
            text = fuller
            break
    return Line(spread(text, mark.strip(), room.width, view.glyphs), ink_on(view, workout))


def plain_line(view: MonthView, text: str, room: Room, ink: str) -> Line:
    """Text as a line of its room."""
    return Line(fit(text, room.width, view.glyphs), ink)


def filled(lines: list[Line], room: Room) -> list[Line]:
    """Lines made up to the height of their room."""
    return [*lines, *[Line(" " * room.width, "text")] * (room.height - len(lines))][: room.height]


def _unit(workout: Workout, unit: Unit) -> str:
    effort = labels.effort_shown(workout)
    if workout.sport is Sport.STRENGTH:
        return "m" if effort.sled_m else ""
    return str(unit) if effort.distance_m is not None else ""


def ink_on(view: MonthView, workout: Workout) -> str:
    """The ink of a workout where it stands: its kind's, unless it is tried out, past by, or of another month."""
    if workout.id in view.ghosts:
        return "accent"
    if not view.in_month(workout.date):
        return "faint"
    if workout.status(view.today) in (Status.SKIPPED, Status.MISSED):
        return "muted"
    return ink_of(workout)
