"""Where the fields of a day that is marked are: a table where there is room for one, else one field below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from planner.training.formatting import workout_title
from planner.training.workouts import Sport
from planner.tui import labels
from planner.tui.sheets.done_fields import DoneRow, Tick
from planner.tui.theme import Glyphs
from planner.tui.widgets.rows import Piece
from planner.tui.widgets.wrap import fit

_MIN_TABLE, _MIN_WITH_PLAN, _ROOMY = 54, 70, 88
"""Columns from which on there is a table, with the plan's figures next to the fields, with wider fields."""
_TITLE_X = 5
_LABEL_X, _FIELD_X = 5, 15
"""Where labels and fields are below each other."""
_RATING = 4
"""Columns of a rating."""
_LABELS = {
    "distance": "distance",
    "time": "time",
    "sled": "sled",
    "sit": "wall sit",
    "exercises": "exercises",
    "rpe": "RPE",
    "pain": "pain",
    "pain_next": "next morning",
    "note": "note",
    "reason": "why",
    "instead": "instead",
}


class Slot(NamedTuple):
    """A field on a line: its name, its first column, and its columns."""

    name: str
    x: int
    width: int


class FormLine(NamedTuple):
    """A line of the form.

    Attributes:
        row: The workout it is about; None for a head or a blank.
        texts: What is written on it, each with its first column.
        slots: The fields on it, from left to right.
    """

    row: DoneRow | None = None
    texts: tuple[tuple[int, Piece], ...] = ()
    slots: tuple[Slot, ...] = ()


class DoneLayout:
    """The lines of a form in a width.

    Args:
        width: Columns.
        glyphs: The marks in use.
        has_next_morning: Whether there is a field for the pain of the next morning.
    """

    def __init__(self, width: int, glyphs: Glyphs, *, has_next_morning: bool) -> None:
        self._width = width
        self._glyphs = glyphs
        self._has_next_morning = has_next_morning
        self._is_table = width >= _MIN_TABLE
        self.has_plan_column = width >= _MIN_WITH_PLAN
        roomy = 4 if width >= _ROOMY else 0
        self._pain_x = width - _RATING
        self._rpe_x = self._pain_x - 1 - _RATING
        self._done_width = (15 if self.has_plan_column else 18) + roomy
        self._done_x = self._rpe_x - 2 - self._done_width
        self._plan_width = 16 + roomy if self.has_plan_column else 0
        self._plan_x = self._done_x - 1 - self._plan_width if self.has_plan_column else self._done_x

    def head(self) -> tuple[FormLine, ...]:
        """Return the line above a table."""
        if not self._is_table:
            return ()
        names = [(_TITLE_X, "workout"), (self._done_x, "done"), (self._rpe_x, "RPE"), (self._pain_x, "pain")]
        names += [(self._plan_x, "planned")] if self.has_plan_column else []
        return (FormLine(texts=tuple((x, _muted(name)) for x, name in sorted(names))),)

    def lines_of(self, row: DoneRow) -> list[FormLine]:
        """Return the lines of one workout."""
        return [*(self._table_lines(row) if self._is_table else self._stacked_lines(row))]

    def lines(self, rows: Sequence[DoneRow], *, with_blanks: bool) -> list[FormLine]:
        """Return the lines of all workouts, with a blank between two where asked for."""
        found: list[FormLine] = []
        for row in rows:
            found += [FormLine()] if found and with_blanks else []
            found += self.lines_of(row)
        return found

    def _table_lines(self, row: DoneRow) -> Iterator[FormLine]:
        head = self._title(row, self._plan_x - 1 - _TITLE_X)
        if row.tick is Tick.SKIPPED:
            why = (self._plan_x, _muted(_LABELS["reason"]))
            x = self._plan_x + 5
            yield FormLine(row, (*head, why), (Slot("reason", x, self._width - x),))
            return
        first, *others = [name for name in row.figures if name not in {"rpe", "pain"}]
        ratings = (Slot("rpe", self._rpe_x, _RATING), Slot("pain", self._pain_x, _RATING))
        if row.replaces:
            instead = Slot("instead", self._done_x, self._width - self._done_x)
            label = (self._done_x - 1 - len(_LABELS["instead"]), _muted(_LABELS["instead"]))
            yield FormLine(row, (*head, label) if self.has_plan_column else head, (instead,))
            head = ((_TITLE_X + 2, _muted(_LABELS[first])),)
        done = self._done_x, self._done_width
        yield FormLine(row, (*head, *self._plan(row, first)), (Slot(first, *done), *ratings))
        for name in others:
            texts = ((_TITLE_X + 2, _muted(_LABELS[name])), *self._plan(row, name))
            yield FormLine(row, (*texts, *self._pace(row, name)), (Slot(name, *done),))
        yield self._note_line(row, self._plan_x if self.has_plan_column else _FIELD_X)

    def _note_line(self, row: DoneRow, x: int) -> FormLine:
        label = (_TITLE_X + 2, _muted(_LABELS["note"]))
        if not self._has_next_morning:
            return FormLine(row, (label,), (Slot("note", x, self._rpe_x - 2 - x),))
        name = _LABELS["pain_next"]
        name_x = self._pain_x - 1 - len(name)
        slots = (Slot("note", x, name_x - 2 - x), Slot("pain_next", self._pain_x, _RATING))
        return FormLine(row, (label, (name_x, _muted(name))), slots)

    def _stacked_lines(self, row: DoneRow) -> Iterator[FormLine]:
        room = self._width - _FIELD_X
        yield FormLine(row, self._title(row, self._width - _TITLE_X))
        names = ["reason"] if row.tick is Tick.SKIPPED else ["instead"] * row.replaces
        names += [] if row.tick is Tick.SKIPPED else [name for name in row.figures if name not in {"rpe", "pain"}]
        for name in names:
            width = min(room, 9) if name == "time" else room
            yield FormLine(row, (self._label(name), *self._pace(row, name)), (Slot(name, _FIELD_X, width),))
        if row.tick is Tick.SKIPPED:
            return
        pain_x = _FIELD_X + _RATING + 2
        pain = Slot("pain", pain_x + 5, _RATING)
        yield FormLine(
            row,
            (self._label("rpe"), (pain_x, _muted(_LABELS["pain"]))),
            (Slot("rpe", _FIELD_X, _RATING), pain),
        )
        yield FormLine(row, (self._label("note"),), (Slot("note", _FIELD_X, room),))
        if self._has_next_morning:
            x = _LABEL_X + len(_LABELS["pain_next"]) + 1
            yield FormLine(row, (self._label("pain_next"),), (Slot("pain_next", x, _RATING),))

    def _title(self, row: DoneRow, room: int) -> tuple[tuple[int, Piece], ...]:
        """Return the tick and what the workout is called, with its start where that has room."""
        workout, glyphs = row.workout, self._glyphs
        title = workout_title(workout)
        color = labels.color_of(workout) if row.tick is not Tick.SKIPPED else "muted"
        shown = (_TITLE_X, Piece(fit(title, min(room, cell_len(title)), glyphs), color, "sheet"))
        start = workout.start if workout.sport is Sport.STRENGTH and workout.start else ""
        start_x = _TITLE_X + cell_len(title) + 2
        texts = (*self._tick(row), shown)
        return (*texts, (start_x, _muted(start))) if start and start_x + 5 <= _TITLE_X + room else texts

    def _tick(self, row: DoneRow) -> tuple[tuple[int, Piece], ...]:
        glyphs = self._glyphs
        mark = {Tick.OPEN: " ", Tick.SKIPPED: glyphs.skipped, Tick.DONE: glyphs.done}[row.tick]
        mark = glyphs.replaced if row.replaces else mark
        color = {Tick.OPEN: "muted", Tick.SKIPPED: "muted", Tick.DONE: "done"}[row.tick]
        if row.is_known_done:
            return ((2, Piece(mark, color, "sheet")),)
        return ((1, _muted("[")), (2, Piece(mark, color, "sheet")), (3, _muted("]")))

    def _plan(self, row: DoneRow, name: str) -> tuple[tuple[int, Piece], ...]:
        text = row.fields[name].planned_text if self.has_plan_column and not row.replaces else ""
        return ((self._plan_x, _muted(fit(text, self._plan_width, self._glyphs).rstrip())),) if text else ()

    def _pace(self, row: DoneRow, name: str) -> tuple[tuple[int, Piece], ...]:
        pace = f"→ {row.pace}" if name == "time" and row.pace else ""
        if not pace:
            return ()
        x = self._width - cell_len(pace) if self._is_table else _FIELD_X + 9 + 1
        return ((x, Piece(pace, "accent", "sheet")),)

    def _label(self, name: str) -> tuple[int, Piece]:
        return _LABEL_X, _muted(_LABELS[name])


def _muted(text: str) -> Piece:
    return Piece(text, "muted", "sheet")
