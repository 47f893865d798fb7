"""The agenda: days as a list without an end, a workout a line, for narrow terminals and for reading on.

It is given a window of weeks around the cursor and writes only the lines in sight. When the window moves on, the lines
in sight stay where they are: a place in the list is a date and a number, not a count from the top.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.training.wording import asks_for_work, planned_for
from planner.training.workouts import Sport, Workout
from planner.tui import labels, theme
from planner.tui.calendar.day_grid import DayGrid
from planner.tui.calendar.view import MonthView, Week
from planner.tui.calendar.week_totals import sum_row
from planner.tui.terminal import textual_internals
from planner.tui.theme import ink_of
from planner.tui.widgets.rows import Piece, Row, draw, is_plain
from planner.tui.widgets.wrap import fit, spread

_DATE_WIDTH = 9
_MONTH, _SUMS = -1, 1_000_000
"""Where a month's name and a week's sums stand among the lines of a day: before the first, after the last."""


class Entry(NamedTuple):
    """One line of the list.

    Attributes:
        day: The day it belongs to.
        number: Its place among the lines of that day; `_MONTH` for the name above a month, `_SUMS` for a week's sums.
    """

    day: dt.date
    number: int


class Agenda(Widget):
    """The days of a `MonthView` on one line a workout, weeks closed by their sums, with a cursor on one day."""

    def __init__(self, view: MonthView, cursor: dt.date) -> None:
        super().__init__()
        self._view = view
        self._cursor = cursor
        self._top = 0
        self._entries: list[Entry] = []
        self._weeks: dict[dt.date, Week] = {}
        self._is_laid_out = False

    def show(self, view: MonthView, cursor: dt.date) -> None:
        """Show other data, or other weeks of it, with the cursor on a day; only lines that differ are drawn again."""
        self._view, self._cursor = view, cursor
        if self.is_mounted:
            self._arrange()

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another day of the same weeks, scrolling as little as that needs."""
        before, self._cursor = self._cursor, day
        if not self.is_mounted:
            return
        top = self._top
        self._keep_in_sight()
        if top != self._top:
            self.refresh()
            return
        touched = {y for one in (before, day) for y in range(*self._span(one))}
        self.refresh(*(Region(0, y - top, self.size.width, 1) for y in touched if 0 <= y - top < self.size.height))

    def page(self, step: int) -> dt.date:
        """Scroll by a screenful and say which day is then where the cursor was."""
        if not self._entries:
            return self._cursor
        first, _ = self._span(self._cursor)
        by = max(self.size.height - 2, 1) * step
        place = min(max(first + by, 0), len(self._entries) - 1)
        self._top = min(max(self._top + by, 0), max(len(self._entries) - self.size.height, 0))
        self.refresh()
        return self._entries[place].day

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        place = y + self._top
        row: Row = ()
        if place < len(self._entries):
            entry = self._entries[place]
            row = self._row(entry)
            if (ground := self._ground(entry)) is not None:
                row = tuple(piece._replace(ground=ground) for piece in row)
        return draw(row, self.size.width, theme.inks(self.app.theme), plain=is_plain(self))

    def on_mount(self) -> None:
        """Name the lines."""
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight at the new size, with some of what is ahead at the first."""
        del event
        if not self._is_laid_out and self.size.height:
            self._is_laid_out = True
            self._look_ahead()
        self._keep_in_sight()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        place = event.y + self._top
        if place < len(self._entries) and 0 <= self._entries[place].number < _SUMS:
            self.post_message(DayGrid.Picked(self._entries[place].day))

    def _arrange(self) -> None:
        """Name the lines of the weeks, leaving what is in sight where it is if it still is among them."""
        held = self._entries[self._top] if self._top < len(self._entries) else None
        view = self._view
        self._weeks = {week.days[-1]: week for week in view.weeks}
        self._entries = []
        for week in view.weeks:
            for day in week.days:
                if day.day == 1:
                    self._entries.append(Entry(day, _MONTH))
                self._entries += [Entry(day, number) for number in range(max(len(view.of(day)), 1))]
            self._entries.append(Entry(week.days[-1], _SUMS))
        if held is not None and self._entries[0] <= held <= self._entries[-1]:
            self._top = bisect_left(self._entries, held)
        else:
            self._look_ahead()
        self._keep_in_sight()
        textual_internals.redraw(self)

    def _look_ahead(self) -> None:
        """Scroll so that the cursor is in the upper third."""
        self._top = max(self._span(self._cursor)[0] - self.size.height // 3, 0)

    def _keep_in_sight(self) -> None:
        height = self.size.height
        first, after = self._span(self._cursor)
        if height and first < after:
            if not first - height <= self._top <= after:
                self._look_ahead()
            self._top = min(max(self._top, after - height), first)
            self._top = min(self._top, max(len(self._entries) - height, 0))

    def _span(self, day: dt.date) -> tuple[int, int]:
        """The first line of a day and the one after its last; the month's name is one of them, the sums are not."""
        return bisect_left(self._entries, Entry(day, _MONTH)), bisect_left(self._entries, Entry(day, _SUMS))

    def _ground(self, entry: Entry) -> str | None:
        """What lies under a line, where that is not its own business."""
        if not 0 <= entry.number < _SUMS:
            return None
        if entry.day == self._cursor:
            return "cursor"
        return "ghost" if entry.day in self._view.marked else None

    def _row(self, entry: Entry) -> Row:
        view, width = self._view, self.size.width
        if entry.number == _SUMS:
            return sum_row(view, self._weeks[entry.day], width)
        if entry.number == _MONTH:
            return (Piece(f" {entry.day:%B} {entry.day.year}", "title"),)
        return _day_row(view, entry, width)


def _day_row(view: MonthView, entry: Entry, width: int) -> Row:
    day, workouts = entry.day, view.of(entry.day)
    race = view.is_race_day(day)
    ink = "race" if race else "today" if day == view.today else "text"
    mark = view.glyphs.today if day == view.today else view.glyphs.race if race else " "
    head = f"{mark}{day:%a} {day.day}" if entry.number == 0 else ""
    ground = "finish" if race else "ground"
    date = Piece(head.ljust(_DATE_WIDTH), ink if workouts or ink != "text" else "faint", ground)
    away = view.absence_on(day)
    if not workouts:
        return (date, Piece(away.word, "muted", ground)) if away is not None else (date,)
    felt = "" if away is None or away.stops_training or entry.number else f"{away.word} "
    room = width - _DATE_WIDTH - cell_len(felt)
    row = (date, *_workout_pieces(view, workouts[entry.number], room, ground))
    return (*row, Piece(felt, "muted", ground)) if felt else row


def _workout_pieces(view: MonthView, workout: Workout, width: int, ground: str) -> Row:
    mark = labels.mark(workout, view.today, view.glyphs)
    if not asks_for_work(workout):
        words = "rest" if workout.sport is Sport.REST else labels.short_title(workout, width)
        return (Piece(fit(words, width, view.glyphs), "faint", ground),)
    ink = "accent" if workout.id in view.ghosts else ink_of(workout)
    text = f"{labels.letter(workout, view.glyphs)} {labels.summary(workout, view.unit, view.glyphs)}"
    origin = f" ({planned_for(workout)})" if workout.moved else ""
    if cell_len(text + origin) <= width - 3:  # else the words below the list say it
        text += origin
    return (Piece(spread(text, f" {mark} ", width, view.glyphs), ink, ground),)
