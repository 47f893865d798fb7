"""The agenda: an endless list of days with a line for each workout, for narrow terminals and for reading on.

It gets a window of weeks around the cursor, and draws only the lines in sight. When another window comes, the lines in
sight stay where they are: a line is known by its date and its number within the day, not by a count from the top.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from planner.training.formatting import original_day_text
from planner.training.workouts import Sport, Workout
from planner.tui import labels, theme
from planner.tui.calendar.day_cells import color_under_cursor, marked_line, workout_color
from planner.tui.calendar.pointed_days import PointedDays
from planner.tui.calendar.view import CalendarView, CalendarWeek
from planner.tui.calendar.week_totals import week_total_row
from planner.tui.terminal import textual_internals
from planner.tui.widgets.rows import Piece, Row, draw_row, uses_ascii
from planner.tui.widgets.wrap import fit, fit_both

_DATE_WIDTH = 9
_MONTH_LINE, _TOTALS_LINE = -1, 1_000_000
"""The numbers of a month's name and of a week's sums among the lines of a day: before the first, after the last."""


class AgendaLine(NamedTuple):
    """One line of the list.

    Attributes:
        day: The day it belongs to.
        number: Its place within that day; `_MONTH_LINE` for the name above a month, `_TOTALS_LINE` for a week's sums.
    """

    day: dt.date
    number: int


class Agenda(PointedDays):
    """The days of a `CalendarView` with a line for each workout and for each week's sums, and a cursor on one day."""

    def __init__(self, view: CalendarView, cursor: dt.date) -> None:
        super().__init__()
        self._view = view
        self._cursor = cursor
        self._top = 0
        self._agenda_lines: list[AgendaLine] = []
        self._weeks: dict[dt.date, CalendarWeek] = {}
        self._is_laid_out = False

    def show(self, view: CalendarView, cursor: dt.date) -> None:
        """Show other data, or other weeks, with the cursor on a day."""
        self._view, self._cursor = view, cursor
        if self.is_mounted:
            self._rebuild_lines()

    def move_cursor(self, day: dt.date) -> None:
        """Put the cursor on another day of the same weeks, scrolling as little as possible."""
        before, self._cursor = self._cursor, day
        if not self.is_mounted:
            return
        top = self._top
        self._keep_cursor_visible()
        if top != self._top:
            self.refresh()
            return
        changed = {y for each in (before, day) for y in range(*self._line_range(each))}
        self.refresh(*(Region(0, y - top, self.size.width, 1) for y in changed if 0 <= y - top < self.size.height))

    def scroll_page(self, step: int) -> dt.date:
        """Scroll by a screenful, and return the day that is then where the cursor was."""
        if not self._agenda_lines:
            return self._cursor
        first, _ = self._line_range(self._cursor)
        by = max(self.size.height - 2, 1) * step  # two lines stay in sight, to read on from
        index = min(max(first + by, 0), len(self._agenda_lines) - 1)
        self._top = min(max(self._top + by, 0), max(len(self._agenda_lines) - self.size.height, 0))
        self.refresh()
        return self._agenda_lines[index].day

    def render_line(self, y: int) -> Strip:
        """Return one line, for Textual."""
        index = y + self._top
        row: Row = ()
        if index < len(self._agenda_lines):
            line = self._agenda_lines[index]
            row = self._row(line)
            if (background := self._background_of(line)) is not None:
                is_cursor = background == "cursor"
                colors = (color_under_cursor(piece.color) if is_cursor else piece.color for piece in row)
                row = tuple(Piece(piece.text, color, background) for piece, color in zip(row, colors, strict=True))
        return draw_row(row, self.size.width, theme.styles_of(self.app.theme), ascii_only=uses_ascii(self))

    def on_mount(self) -> None:
        """Build the list."""
        self._rebuild_lines()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight at the new size; at the first size, in its upper third."""
        del event
        if not self._is_laid_out and self.size.height:
            self._is_laid_out = True
            self._scroll_to_cursor()
        self._keep_cursor_visible()
        self.refresh()

    def day_at(self, x: int, y: int) -> dt.date | None:
        """Return the day on a line; None where there is none."""
        del x
        line = self._line_at(y)
        return line.day if line is not None else None

    def workout_at(self, x: int, y: int) -> Workout | None:
        """Return the workout on a line; None where there is none."""
        del x
        line = self._line_at(y)
        workouts = self._view.workouts_on(line.day) if line is not None else ()
        return workouts[line.number] if line is not None and line.number < len(workouts) else None

    def _line_at(self, y: int) -> AgendaLine | None:
        """Return the line of a day at a line of the widget; None on the name of a month, on sums and below the last."""
        index = y + self._top
        line = self._agenda_lines[index] if index < len(self._agenda_lines) else None
        return line if line is not None and 0 <= line.number < _TOTALS_LINE else None

    def _rebuild_lines(self) -> None:
        """Build the list of the weeks' lines; the top line stays the same if it is still among them."""
        top_line = self._agenda_lines[self._top] if self._top < len(self._agenda_lines) else None
        view = self._view
        self._weeks = {week.days[-1]: week for week in view.weeks}
        self._agenda_lines = []
        for week in view.weeks:
            for day in week.days:
                if day.day == 1:
                    self._agenda_lines.append(AgendaLine(day, _MONTH_LINE))
                self._agenda_lines += [AgendaLine(day, number) for number in range(max(len(view.workouts_on(day)), 1))]
            self._agenda_lines.append(AgendaLine(week.days[-1], _TOTALS_LINE))
        if top_line is not None and self._agenda_lines[0] <= top_line <= self._agenda_lines[-1]:
            self._top = bisect_left(self._agenda_lines, top_line)
        else:
            self._scroll_to_cursor()
        self._keep_cursor_visible()
        textual_internals.refresh_once(self)

    def _scroll_to_cursor(self) -> None:
        """Scroll so that the cursor is in the upper third."""
        self._top = max(self._line_range(self._cursor)[0] - self.size.height // 3, 0)

    def _keep_cursor_visible(self) -> None:
        height = self.size.height
        first, after = self._line_range(self._cursor)
        if height and first < after:
            if not first - height <= self._top <= after:
                self._scroll_to_cursor()
            self._top = min(max(self._top, after - height), first)
            self._top = min(self._top, max(len(self._agenda_lines) - height, 0))

    def _line_range(self, day: dt.date) -> tuple[int, int]:
        """Return the first line of a day and the one after its last, with the month's name and without the sums."""
        lines = self._agenda_lines
        return bisect_left(lines, AgendaLine(day, _MONTH_LINE)), bisect_left(lines, AgendaLine(day, _TOTALS_LINE))

    def _background_of(self, line: AgendaLine) -> str | None:
        """Return the background of a line under the cursor or of a marked day; None where its pieces have their own."""
        if not 0 <= line.number < _TOTALS_LINE:
            return None
        if line.day == self._cursor:
            return "cursor"
        return "ghost" if line.day in self._view.marked_days else None

    def _row(self, line: AgendaLine) -> Row:
        view, width = self._view, self.size.width
        if line.number == _TOTALS_LINE:
            return week_total_row(view, self._weeks[line.day], width)
        if line.number == _MONTH_LINE:
            return (Piece(f" {line.day:%B} {line.day.year}", "title"),)
        return _day_row(view, line, width)


def _day_row(view: CalendarView, line: AgendaLine, width: int) -> Row:
    day, workouts = line.day, view.workouts_on(line.day)
    race = view.is_race_day(day)
    color = "race" if race else "today" if day == view.today else "text"
    mark = view.glyphs.today if day == view.today else view.glyphs.race if race else " "
    head = f"{mark}{day:%a} {day.day}" if line.number == 0 else ""
    background = "finish" if race else "ground"
    date = Piece(head.ljust(_DATE_WIDTH), color if workouts or color != "text" else "faint", background)
    absence = view.absence_on(day)
    if not workouts:
        return (date, Piece(absence.label, "muted", background)) if absence is not None else (date,)
    feeling = "" if absence is None or absence.stops_training or line.number else f"{absence.label} "
    room = width - _DATE_WIDTH - cell_len(feeling)
    row = (date, *_workout_pieces(view, workouts[line.number], room, background))
    return (*row, Piece(feeling, "muted", background)) if feeling else row


def _workout_pieces(view: CalendarView, workout: Workout, width: int, background: str) -> Row:
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    if not workout.is_training:
        words = "rest" if workout.sport is Sport.REST else labels.short_title(workout, width)
        return (Piece(fit(words, width, view.glyphs), "faint", background),)
    text = f"{labels.kind_letter(workout, view.glyphs)} {labels.workout_summary(workout, view.unit, view.glyphs)}"
    origin = f" ({original_day_text(workout)})" if workout.is_moved else ""
    if cell_len(text + origin) <= width - 3:  # else the line below the list says it
        text += origin
    line = marked_line(view, workout, fit_both(text, f" {mark}", width - 1, view.glyphs), workout_color(view, workout))
    if not line.mark_color:
        return (Piece(f"{line.text} ", line.color, background),)
    return (Piece(line.text[:-1], line.color, background), Piece(f"{line.text[-1]} ", line.mark_color, background))
