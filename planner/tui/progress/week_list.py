"""A week opened: its workouts in a list, what was planned beside what was done, and the chosen one in full."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.races import Unit
from planner.training.wording import amounts, asks_for_work, hold, number, sets
from planner.training.workouts import AS_PLANNED, Effort, Exercise, Sport, Status, Workout
from planner.tui import labels
from planner.tui.theme import Glyphs, ink_of
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap

_DAY_WIDTH = 7
_HEAD_WIDTH = 9
_NARROWEST_TITLE = 10


@dataclass(frozen=True, slots=True)
class WeekList:
    """The workouts of a week that ask for work, in calendar order.

    Attributes:
        workouts: The workouts.
        today: Today.
        unit: What distances are shown in.
        glyphs: The marks to draw with.
    """

    workouts: tuple[Workout, ...]
    today: dt.date
    unit: Unit
    glyphs: Glyphs

    def columns(self, width: int) -> tuple[list[str], list[str]]:
        """What was planned and what was done, a text each; only the first set where all would crowd the titles out."""
        columns = self._columns(whole=True)
        return columns if _title_width(width, columns) >= _NARROWEST_TITLE else self._columns(whole=False)

    def _columns(self, *, whole: bool) -> tuple[list[str], list[str]]:
        def short(workout: Workout, effort: Effort | None) -> str:
            text = short_effort(workout, effort, self.unit, self.glyphs) if effort is not None else ""
            return text if whole else text.partition(" + ")[0]

        planned = [short(workout, workout.planned) for workout in self.workouts]
        done = [short(workout, workout.actual.effort if workout.actual else None) for workout in self.workouts]
        return planned, done

    def head(self, width: int, ground: str = "sheet") -> Row:
        """The names of the columns."""
        columns = self.columns(width)
        planned, done = _widths(columns)
        blank = " " * (_DAY_WIDTH + _title_width(width, columns))
        return (Piece(f"{blank}  {'planned':>{planned}}  {'done':>{done}}", "muted", ground),)

    def row(self, place: int, width: int, ground: str = "sheet") -> Row:
        """One workout; its day stands only on the day's first."""
        workout = self.workouts[place]
        first = place == 0 or self.workouts[place - 1].date != workout.date
        day = f"{workout.date:%a} {workout.date.day}" if first else ""
        columns = self.columns(width)
        planned, done = _widths(columns)
        words = f"{labels.letter(workout, self.glyphs)} {labels.title(workout)}"
        figures = f"  {_right(columns[0][place], planned)}  {_right(columns[1][place], done)}"
        mark = labels.mark(workout, self.today, self.glyphs)
        return (
            Piece(f"{day:<{_DAY_WIDTH}}", "today" if workout.date == self.today else "muted", ground),
            Piece(fit(words, _title_width(width, columns), self.glyphs), ink_of(workout), ground),
            Piece(f"{figures} {mark}", "text", ground),
        )

    def rows(self, width: int, height: int, ground: str = "ground", opens: str = "enter") -> list[Row]:
        """The names of the columns and as many workouts as fit; a last line counts the others."""
        if not self.workouts:
            return [(Piece("Nothing was planned or done in this week.", "muted", ground),)]
        rows = [self.row(place, width, ground) for place in range(len(self.workouts))]
        room = max(height - 1, 1)
        if len(rows) > room:
            more = f"{len(rows) - room + 1} more, {opens} opens the week"
            rows[room - 1 :] = [(Piece(more, "muted", ground),)]
        return [self.head(width, ground), *rows]

    def detail(self, place: int, width: int, ground: str = "sheet") -> list[Row]:
        """The chosen workout: planned and done in full, its fate, the runner's note."""
        workout = self.workouts[place]
        told = [("planned", _in_full(workout, workout.planned, self, workout.estimated))]
        fate = labels.fate(workout, self.today)
        if workout.actual is not None:
            as_planned = " (as planned)" if workout.actual.source == AS_PLANNED else ""
            told.append(("done", _in_full(workout, workout.actual.effort, self) + as_planned))
        if fate != Status.DONE.value:
            told.append(("", fate))
        if workout.actual is not None:
            told.append(("note", workout.actual.note))
        rows: list[Row] = []
        for head, text in told:
            words = clean_line(text, 400)
            for line in wrap(words, max(width - _HEAD_WIDTH, 10)) if words else ():
                rows.append((Piece(f"{head:<{_HEAD_WIDTH}}", "muted", ground), Piece(line, "text", ground)))
                head = ""  # noqa: PLW2901 - only the first line is headed
        return rows


def _widths(columns: tuple[list[str], list[str]]) -> tuple[int, int]:
    """Cells that the widest planned and the widest done figure take, their headings included."""
    planned, done = columns
    return max(map(cell_len, (*planned, "planned"))), max(map(cell_len, (*done, "done")))


def _title_width(width: int, columns: tuple[list[str], list[str]]) -> int:
    """Cells that are left for a title; negative where the figures alone are too wide."""
    return width - _DAY_WIDTH - sum(_widths(columns)) - 6


def week_list(items: tuple[Workout, ...], today: dt.date, unit: Unit, glyphs: Glyphs) -> WeekList:
    """The week's workouts; rest days and notes are left out."""
    return WeekList(tuple(item for item in items if asks_for_work(item)), today, unit, glyphs)


def short_effort(workout: Workout, effort: Effort, unit: Unit, glyphs: Glyphs) -> str:
    """``12 km``, ``0:45 h``, ``5×20 m 2×1:30``: what there is, at its shortest."""
    if workout.sport is not Sport.STRENGTH or not effort.sets:
        return amounts(effort, unit).partition(", ")[0]
    parts = []
    for part in effort.sets:
        if part.exercise is Exercise.WALL_SIT:
            parts.append(f"{part.rounds}{glyphs.times}{hold(part.hold_s or 0)}")
        else:
            parts.append(f"{part.rounds}{glyphs.times}{number(part.distance_m or 0)} m")
    return " + ".join(parts)


def _in_full(workout: Workout, effort: Effort, shown: WeekList, estimated: tuple[str, ...] = ()) -> str:
    parts = [sets(effort.sets, shown.glyphs.times)] if workout.sport is Sport.STRENGTH else []
    parts.append(amounts(effort, shown.unit, estimated))
    if effort.rpe is not None:
        parts.append(f"RPE {number(effort.rpe)}")
    return ", ".join(part for part in parts if part)


def _right(text: str, width: int) -> str:
    return " " * max(width - cell_len(text), 0) + text
