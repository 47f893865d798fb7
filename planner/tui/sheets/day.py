"""A day opened: its workouts in a list, the one under the cursor in full, and the keys that change it."""

from __future__ import annotations

import datetime as dt

from planner.training.exercises.session_guides import guide_names_of
from planner.training.workouts import Sport, Workout
from planner.tui.calendar import day_text
from planner.tui.calendar.view import CalendarView
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.choose import workout_list_row
from planner.tui.sheets.howto import DayHowToSheet
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.scroll_text import ScrollText

_NON_TEXT_LINES = 8
_MAX_LISTED = 8
_WORKOUT_COMMANDS = ("day.done", "day.skip", "day.move", "day.edit")
"""The commands that need a workout on the day."""


class DaySheet(SizedSheet[tuple[str, Workout | None]]):
    """One day. Its result is ``("done" | "skip" | "move" | "edit" | "start", workout)``, ``("add", None)``, or None."""

    MAX_WIDTH = 76
    COMMAND_TABLE = sheet_commands.DAY_SHEET
    OPENING_KEY = "e"

    def __init__(self, view: CalendarView, day: dt.date) -> None:
        self._title, self._list, self._passage, self._foot = sheet_line(), RowList(), ScrollText(), sheet_line()
        super().__init__(self._title, self._list, sheet_line(), self._passage, sheet_line(), self._foot)
        self._view = view
        self._day = day
        self._workouts = list(view.workouts_on(day))
        self._list.show_options([workout_list_row(view, workout) for workout in self._workouts])

    @property
    def full_text(self) -> str:
        """The text about the workout under the cursor."""
        return self._passage.full_text

    def action_step(self, by: int) -> None:
        """Go to another workout of the day."""
        self._list.move_round(by)
        self._passage.go_to_top()
        self.fit_to_terminal()

    def action_scroll(self, by: int) -> None:
        """Read on in a long note."""
        self._passage.move(by)
        self._show_foot()

    def action_add(self) -> None:
        """Add a workout to the day."""
        self.dismiss(("add", None))

    def action_howto(self) -> None:
        """Show how the exercises of the workout under the cursor are done; of a run, those of the day's session."""
        sessions = self._sessions()
        if sessions:
            self.host.push_screen(DayHowToSheet(guide_names_of(sessions[0].planned.sets)))

    def action_start(self) -> None:
        """Start the timer of today's session under the cursor; close the sheet where there is none."""
        session = self._startable()
        self.dismiss(None if session is None else ("start", session))

    def _startable(self) -> Workout | None:
        """Return the workout under the cursor if it is a session of today that can be started."""
        from planner.usecases.session import startable_sessions

        workout = self._selected()
        is_today = workout is not None and workout.date == self._view.today
        return workout if workout is not None and is_today and startable_sessions([workout]) else None

    def action_choose(self, verb: str) -> None:
        """Mark, skip, move or change the workout under the cursor."""
        workout = self._selected()
        if workout is not None and verb == "edit":
            self.dismiss((verb, workout))
        elif workout is None or not workout.is_training:
            self._show_foot("There is nothing here to mark, skip or move.", "day.add", "day.close")
        elif workout.actual is not None and verb != "done":
            undo = self.host.keys["calendar.undo"]
            self._show_foot(f"It is done; {undo} in the calendar takes that back.", "day.close")
        else:
            self.dismiss((verb, workout))

    def _selected(self) -> Workout | None:
        return self._workouts[self._list.cursor] if self._workouts else None

    def _sessions(self) -> list[Workout]:
        """Return the day's sessions of strength, that under the cursor first."""
        sessions = [workout for workout in self._workouts if workout.sport is Sport.STRENGTH]
        return sorted(sessions, key=lambda workout: workout is not self._selected())

    def fit(self, width: int, height: int) -> None:
        """Show the list in a few lines, and the workout under the cursor in the others."""
        self._width = width
        has_list = len(self._workouts) > 1
        list_height = min(len(self._workouts), _MAX_LISTED) if has_list else 0
        self._list.display = has_list
        self._list.styles.height = max(list_height, 1)
        title, *rows = day_text.day_rows(self._view, self._day, width, "sheet", with_start_keys=False)
        self._title.show([title])
        workout = self._selected()
        if workout is not None:
            rows = day_text.busy_rows(self._view, self._day, width, "sheet")
            rows += day_text.workout_rows(self._view, workout, width, "sheet")
            rows += day_text.how_to_rows(self._view, workout, width, "sheet")
        self._passage.show_rows(rows, height - list_height - _NON_TEXT_LINES)
        self._show_foot()

    def _show_foot(self, message: str = "", *commands: str) -> None:
        """Show the keys; after a message, only those of some commands."""
        hidden = set() if self._workouts else set(_WORKOUT_COMMANDS)
        if not self._sessions():
            hidden.add("day.howto")
        if self._startable() is None:
            hidden.add("day.start")
        if self._passage.rows_below <= 0:
            hidden.add("day.read_on")
        table = [
            command
            for command in self.COMMAND_TABLE
            if (command.id in commands if message else command.id not in hidden)
        ]
        keys = foot_text(table) if message else foot_text(table, self._width)
        words = "   ".join(part for part in (message, keys) if part)
        self._foot.show([(Piece(words, "muted", "sheet"),)])
