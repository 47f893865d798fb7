"""The agenda: the days of a month as a list, for terminals too narrow or too low for the month."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from planner.training.wording import asks_for_work
from planner.training.workouts import Sport, Workout
from planner.tui import monthcells, monthview, theme, wording
from planner.tui.monthview import MonthView
from planner.tui.theme import ink_of
from planner.tui.widgets.lines import Piece, Row, draw, is_plain
from planner.tui.widgets.month import MonthGrid

_DATE_WIDTH = 9


class Agenda(Widget):
    """Every day of a `MonthView` on one line a workout, weeks closed by their sums, with a cursor on one day."""

    def __init__(self, view: MonthView, cursor: dt.date) -> None:
        super().__init__()
        self._view = view
        self._cursor = cursor
        self._top = 0
        self._lines: list[tuple[dt.date | None, Row]] = []

    def show(self, view: MonthView, cursor: dt.date) -> None:
        """Show other data, with the cursor on a day."""
        elsewhere = view.month != self._view.month
        self._view, self._cursor = view, cursor
        self._arrange()
        if elsewhere:
            self._look_ahead()

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another visible day, scrolling as little as that needs."""
        before, self._cursor = self._cursor, day
        if not self.display or not self.is_mounted:
            return
        top = self._top
        self._keep_in_sight()
        if top != self._top:
            self.refresh()
            return
        width = self.size.width
        touched = [y for y, (held, _) in enumerate(self._lines) if held in (before, day)]
        self.refresh(*(Region(0, y - top, width, 1) for y in touched if 0 <= y - top < self.size.height))

    def render_line(self, y: int) -> Strip:
        """One line, for Textual."""
        place = y + self._top
        day, row = self._lines[place] if place < len(self._lines) else (None, ())
        ground = "cursor" if day == self._cursor else "ghost" if day in self._view.marked else None
        if ground is not None:
            row = tuple(piece._replace(ground=ground) for piece in row)
        return draw(row, self.size.width, theme.inks(self.app.theme), plain=is_plain(self))

    def on_mount(self) -> None:
        """Lay the lines out, with some of what is ahead in sight."""
        self._arrange()
        self._look_ahead()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the lines out for the new width."""
        del event
        self._arrange()

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        place = event.y + self._top
        day = self._lines[place][0] if place < len(self._lines) else None
        if day is not None:
            self.post_message(MonthGrid.Picked(day))

    def _arrange(self) -> None:
        if not self.display or not self.is_mounted:
            return
        self._lines = []
        for week in self._view.weeks:
            for day in week.days:
                self._lines += [(day, row) for row in _day_rows(self._view, day, self.size.width)]
            self._lines.append((None, _sum_row(self._view, week, self.size.width)))
        self._keep_in_sight()
        self.refresh()

    def _look_ahead(self) -> None:
        """Scroll so that the cursor is in the upper third."""
        place = next((y for y, (day, _) in enumerate(self._lines) if day == self._cursor), 0)
        self._top = max(min(place - self.size.height // 3, len(self._lines) - self.size.height), 0)

    def _keep_in_sight(self) -> None:
        height = self.size.height
        places = [y for y, (day, _) in enumerate(self._lines) if day == self._cursor]
        if not places or not height:
            return
        first, last = places[0], places[-1]
        self._top = min(max(self._top, last - height + 1), first)
        self._top = min(self._top, max(len(self._lines) - height, 0))


def _day_rows(view: MonthView, day: dt.date, width: int) -> list[Row]:
    inks = "race" if view.is_race_day(day) else "today" if day == view.today else "text"
    ink = inks if view.in_month(day) or inks != "text" else "faint"
    today = view.glyphs.today if day == view.today else " "
    heads = [f"{today}{day:%a} {day.day}".ljust(_DATE_WIDTH)]
    workouts = view.of(day)
    if not workouts:
        return [(Piece(heads[0], ink), Piece("", "text"))]
    heads += [" " * _DATE_WIDTH] * (len(workouts) - 1)
    return [
        (Piece(head, ink), *_workout_pieces(view, workout, width - _DATE_WIDTH))
        for head, workout in zip(heads, workouts, strict=True)
    ]


def _workout_pieces(view: MonthView, workout: Workout, width: int) -> Row:
    mark = wording.mark(workout, view.today, view.glyphs)
    if not asks_for_work(workout):
        words = "rest" if workout.sport is Sport.REST else wording.short_title(workout, width)
        return (Piece(wording.fit(words, width, view.glyphs), "faint"),)
    ink = "accent" if workout.id in view.ghosts else ink_of(workout)
    text = f"{wording.letter(workout, view.glyphs)} {wording.summary(workout, view.unit, view.glyphs)}"
    return (Piece(wording.spread(text, f" {mark} ", width, view.glyphs), ink),)


def _sum_row(view: MonthView, week: monthview.Week, width: int) -> Row:
    """A week's end: its sums on the right, over a quiet ground."""
    parts = [monthcells.running(week.totals, view.unit), monthcells.strength(week.totals)]
    words = " · ".join(part for part in (week.phase, *parts) if part)
    return (Piece(wording.spread(f" week {week.number}", f"{words} ", width, view.glyphs), "muted", "band"),)
