"""The cells of the month, worked out without a screen: a day and a week as lines of an exact width and height.

Each line is written in one ink, so that it costs one segment. A day that holds more than fits says how much more.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.races import Unit
from planner.training.totals import Totals
from planner.training.wording import asks_for_work, distance, kind_name
from planner.training.workouts import Sport, Status, Workout
from planner.tui import wording
from planner.tui.monthview import WEEK, MonthView, Week
from planner.tui.theme import Glyphs, ink_of

_SHORTER = {"Time trial": "Trial", "Race pace": "Pace", "Intervals": "Ints", "Moderate": "Mod", "Recovery": "Recov"}
_LONGEST_BAR = 10
_SHORTEST_BAR = 3


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
        body = [_line(view, workout, room) for workout in workouts]
    if len(body) > left:
        shown = max(left - 1, 0)
        over = f"+{len(body) - shown}"
        full = f"{over} more"
        body = [*body[:shown], _plain(view, full if len(full) <= room.width else over, room, "muted")]
    return _filled([_number(view, day, room, weekday), *body], room)


def _number(view: MonthView, day: dt.date, room: Room, weekday: str) -> Line:
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
    return Line(wording.spread(text, view.glyphs.race if race else "", room.width, view.glyphs), ink)


def _card(view: MonthView, workout: Workout, room: Room) -> list[Line]:
    """A workout in two lines, its name over its figures; a rest day and a note need one."""
    if not asks_for_work(workout):
        return [_line(view, workout, room)]
    figure = wording.figure(workout, view.unit, view.glyphs)
    below = f"{figure} {_unit(workout, view.unit)}".strip() if figure else ""
    mark = wording.mark(workout, view.today, view.glyphs)
    return [
        _plain(view, _name(view, workout, room.width), room, _ink(view, workout)),
        Line(wording.spread(below, mark, room.width, view.glyphs), "muted" if view.in_month(workout.date) else "faint"),
    ]


def _name(view: MonthView, workout: Workout, width: int) -> str:
    """The fullest name of a workout that fits: its own words, else its kind, else a shorter word for that."""
    kind = kind_name(workout)
    lock = view.glyphs.locked if workout.locked else ""
    for words in (wording.title(workout), kind, _SHORTER.get(kind, kind)):
        if cell_len(words) + len(lock) <= width:
            return words + lock
    return kind + lock


def _line(view: MonthView, workout: Workout, room: Room) -> Line:
    """A workout in one line: the fullest of "Tempo 12 ✓", "T 12 ✓" and "T12✓" that fits."""
    if not asks_for_work(workout):
        return _plain(view, "rest" if workout.sport is Sport.REST else wording.title(workout), room, "faint")
    mark = wording.mark(workout, view.today, view.glyphs)
    figure = wording.figure(workout, view.unit, view.glyphs)
    letter = wording.letter(workout, view.glyphs)
    lock = view.glyphs.locked if workout.locked else ""
    text = f"{letter}{lock}{figure}"
    for head in (kind_name(workout), letter) if room.shape is not Shape.LETTERS else (letter,):
        fuller = f"{head}{lock or ' '}{figure}".rstrip()
        if cell_len(fuller) + cell_len(mark.strip()) <= room.width:
            text = fuller
            break
    return Line(wording.spread(text, mark.strip(), room.width, view.glyphs), _ink(view, workout))


def _plain(view: MonthView, text: str, room: Room, ink: str) -> Line:
    return Line(wording.fit(text, room.width, view.glyphs), ink)


def _filled(lines: list[Line], room: Room) -> list[Line]:
    return [*lines, *[Line(" " * room.width, "text")] * (room.height - len(lines))][: room.height]


def _unit(workout: Workout, unit: Unit) -> str:
    effort = wording.effort_shown(workout)
    if workout.sport is Sport.STRENGTH:
        return "m" if effort.sled_m else ""
    return str(unit) if effort.distance_m is not None else ""


def _ink(view: MonthView, workout: Workout) -> str:
    if workout.id in view.ghosts:
        return "accent"
    if not view.in_month(workout.date):
        return "faint"
    if workout.status(view.today) in (Status.SKIPPED, Status.MISSED):
        return "muted"
    return ink_of(workout)


def week_lines(view: MonthView, week: Week, room: Room) -> list[Line]:
    """A week's sums as the lines of its room: its number and phase, running, strength, a bar, what is left."""
    number = f"wk {week.number}" if week.number.isdigit() else week.number
    begun = week.start + WEEK <= view.today
    found = (
        (running(week.totals, view.unit, room.width, begun=begun), "text"),
        (strength(week.totals, room.width, begun=begun), "strength"),
        (progress_bar(week.totals, room.width, view.glyphs), "done"),
        (left_to_run(week.totals, view.unit), "muted"),
    )
    body = [_plain(view, text, room, ink) for text, ink in found if text]
    return _filled([Line(wording.spread(number, week.phase, room.width, view.glyphs), "muted"), *body], room)


def running(sums: Totals, unit: Unit, width: int = 80, *, begun: bool = False) -> str:
    """A week's running: ``38 of 44 km``, ``64 km`` while nothing is done, in hours where no distance is known.

    Args:
        sums: The week's totals.
        unit: What distances are shown in.
        width: Cells there are; decimals are left out where they do not fit.
        begun: Whether a week with nothing done says so.
    """
    run = sums.run
    if run.planned_m or run.done_m:
        words = _of(distance(run.done_m, unit), distance(run.planned_m, unit), unit, begun=begun or bool(run.done_m))
        if len(words) <= width:
            return words
        whole = [f"{float(distance(metres, unit)):.0f}" for metres in (run.done_m, run.planned_m)]
        return _of(whole[0], whole[1], unit, begun=True)
    if run.planned_s or run.done_s:
        return _of(_hours(run.done_s), _hours(run.planned_s), "h", begun=begun or bool(run.done_s))
    return ""


def strength(sums: Totals, width: int = 80, *, begun: bool = False) -> str:
    """A week's strength: ``1 of 3 strength``, ``3 strength`` while none is done; ``1/3 strength`` in little room."""
    part = sums.strength
    if not (part.planned_sessions or part.done_sessions):
        return ""
    done, planned = str(part.done_sessions), str(part.planned_sessions)
    words = _of(done, planned, "strength", begun=begun or bool(part.done_sessions))
    return words if len(words) <= width else words.replace(" of ", "/")


def left_to_run(sums: Totals, unit: Unit) -> str:
    """What is still ahead of a week that has begun: ``26 km left``."""
    return f"{distance(sums.run.left_m, unit)} {unit} left" if sums.run.left_m and sums.run.done_m else ""


def share_done(sums: Totals) -> float | None:
    """How much of the planned running is done, 1.0 for all of it; None when none was planned."""
    run = sums.run
    if run.planned_m:
        return run.done_m / run.planned_m
    return run.done_s / run.planned_s if run.planned_s else None


def progress_bar(sums: Totals, width: int, glyphs: Glyphs) -> str:
    """``━━━━────── 38 %``; empty while nothing is done."""
    share = share_done(sums)
    if not share:
        return ""
    label = f"{100 * share:4.0f} %"
    room = min(width - len(label), _LONGEST_BAR)
    if room < _SHORTEST_BAR:
        return label.strip()
    full = min(round(room * share), room)
    return glyphs.full * full + glyphs.empty * (room - full) + label


def _of(done: str, planned: str, unit: str, *, begun: bool) -> str:
    return f"{done} of {planned} {unit}" if begun else f"{planned} {unit}"


def _hours(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
