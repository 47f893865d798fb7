"""A choice between several workouts: a short list, one line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from planner.training.races import Unit
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import Overlay, sheet_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row


class ListView(Protocol):
    """What a list of workouts needs of the view that it is opened from."""

    @property
    def today(self) -> dt.date:
        """Today."""

    @property
    def unit(self) -> Unit:
        """The unit distances are shown in."""

    @property
    def glyphs(self) -> Glyphs:
        """The marks to draw with."""


class ListStyle(NamedTuple):
    """How a list of workouts is shown where there is no calendar; see `ListView`."""

    today: dt.date
    unit: Unit
    glyphs: Glyphs


class ChooseWorkoutSheet(Overlay[Workout]):
    """Asks for one of some workouts; None when it is left with escape."""

    COMMAND_TABLE = sheet_commands.CHOOSE

    def __init__(self, question: str, workouts: Sequence[Workout], view: ListView) -> None:
        self._list = RowList()
        title = sheet_line(Piece(question, "title", "sheet"))
        foot = sheet_line(Piece(foot_text(self.COMMAND_TABLE), "muted", "sheet"))
        super().__init__(title, sheet_line(), self._list, sheet_line(), foot)
        self._list.styles.height = len(workouts)
        self._list.show_options([workout_list_row(view, workout) for workout in workouts])
        self._workouts = workouts

    def action_step(self, by: int) -> None:
        """Move the cursor down by some workouts, or up when negative."""
        self._list.move_round(by)

    def action_choose(self) -> None:
        """Take the workout under the cursor."""
        self.dismiss(self._workouts[self._list.cursor])


def workout_list_row(view: ListView, workout: Workout) -> Row:
    """Return a workout as a row of a list: its status, and what it is."""
    mark = labels.status_glyph(workout, view.today, view.glyphs)
    return (
        Piece(f"{mark} ", "muted", "sheet"),
        Piece(labels.workout_summary(workout, view.unit, view.glyphs), labels.color_of(workout), "sheet"),
    )
