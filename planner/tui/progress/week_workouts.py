"""A week opened: its workouts in a list, what was planned beside what was done, and the chosen one in full."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rich.cells import cell_len

from planner.text import clean_line
from planner.training.formatting import format_amounts, format_hold, format_number, format_sets, is_training
from planner.training.races import Unit
from planner.training.workouts import AS_PLANNED, DayStatus, Effort, Exercise, Sport, Workout
from planner.tui import labels
from planner.tui.theme import Glyphs, color_of
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, wrap_text

_DAY_WIDTH = 7
_HEAD_WIDTH = 9
_MIN_TITLE_WIDTH = 10


@dataclass(frozen=True, slots=True)
class WeekWorkouts:
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

    def effort_columns(self, width: int) -> tuple[list[str], list[str]]:
        """What was planned and what was done, a text each; only the first set where all would crowd the titles out."""
        columns = self._columns(whole=True)
        return columns if _title_width(width, columns) >= _MIN_TITLE_WIDTH else self._columns(whole=False)

    def _columns(self, *, whole: bool) -> tuple[list[str], list[str]]:
        def short(workout: Workout, effort: Effort | None) -> str:
            text = format_effort_short(workout, effort, self.unit, self.glyphs) if effort is not None else ""
            return text if whole else text.partition(" + ")[0]

        planned = [short(workout, workout.planned) for workout in self.workouts]
        done = [short(workout, workout.actual.effort if workout.actual else None) for workout in self.workouts]
        return planned, done

    def header_row(self, width: int, ground: str = "sheet") -> Row:
        """The names of the columns."""
        columns = self.effort_columns(width)
        planned, done = _widths(columns)
        blank = " " * (_DAY_WIDTH + _title_width(width, columns))
        return (Piece(f"{blank}  {'planned':>{planned}}  {'done':>{done}}", "muted", ground),)

    def workout_row(self, index: int, width: int, ground: str = "sheet") -> Row:
        """One workout; its day stands only on the day's first."""
        workout = self.workouts[index]
        first = index == 0 or self.workouts[index - 1].date != workout.date
        day = f"{workout.date:%a} {workout.date.day}" if first else ""
        columns = self.effort_columns(width)
        planned, done = _widths(columns)
        words = f"{labels.kind_letter(workout, self.glyphs)} {labels.workout_title(workout)}"
        figures = f"  {_right_aligned(columns[0][index], planned)}  {_right_aligned(columns[1][index], done)}"
        mark = labels.status_glyph(workout, self.today, self.glyphs)
        return (
            Piece(f"{day:<{_DAY_WIDTH}}", "today" if workout.date == self.today else "muted", ground),
            Piece(fit(words, _title_width(width, columns), self.glyphs), color_of(workout), ground),
            Piece(f"{figures} {mark}", "text", ground),
        )

    def list_rows(self, width: int, height: int, ground: str = "ground", open_key: str = "enter") -> list[Row]:
        """The names of the columns and as many workouts as fit; a last line counts the others."""
        if not self.workouts:
            return [(Piece("Nothing was planned or done in this week.", "muted", ground),)]
        rows = [self.workout_row(place, width, ground) for place in range(len(self.workouts))]
        room = max(height - 1, 1)
        if len(rows) > room:
            more = f"{len(rows) - room + 1} more, {open_key} opens the week"
            rows[room - 1 :] = [(Piece(more, "muted", ground),)]
        return [self.header_row(width, ground), *rows]

    def workout_detail(self, index: int, width: int, ground: str = "sheet") -> list[Row]:
        """The chosen workout: planned and done in full, its fate, the runner's note."""
        workout = self.workouts[index]
        told = [("planned", _format_effort(workout, workout.planned, self, workout.estimated))]
        status = labels.status_text(workout, self.today)
        if workout.actual is not None:
            as_planned = " (as planned)" if workout.actual.source == AS_PLANNED else ""
            told.append(("done", _format_effort(workout, workout.actual.effort, self) + as_planned))
        if status != DayStatus.DONE.value:
            told.append(("", status))
        if workout.actual is not None:
            told.append(("note", workout.actual.note))
        rows: list[Row] = []
        for head, text in told:
            words = clean_line(text, 400)
            for line in wrap_text(words, max(width - _HEAD_WIDTH, 10)) if words else ():
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


def week_workouts(workouts: tuple[Workout, ...], today: dt.date, unit: Unit, glyphs: Glyphs) -> WeekWorkouts:
    """The week's workouts; rest days and notes are left out."""
    return WeekWorkouts(tuple(item for item in workouts if is_training(item)), today, unit, glyphs)


def format_effort_short(workout: Workout, effort: Effort, unit: Unit, glyphs: Glyphs) -> str:
    """``12 km``, ``0:45 h``, ``5×20 m 2×1:30``: what there is, at its shortest."""
    if workout.sport is not Sport.STRENGTH or not effort.sets:
        return format_amounts(effort, unit).partition(", ")[0]
    parts = []
    for part in effort.sets:
        if part.exercise is Exercise.WALL_SIT:
            parts.append(f"{part.rounds}{glyphs.multiply}{format_hold(part.hold_s or 0)}")
        else:
            parts.append(f"{part.rounds}{glyphs.multiply}{format_number(part.distance_m or 0)} m")
    return " + ".join(parts)


def _format_effort(workout: Workout, effort: Effort, week: WeekWorkouts, estimated: tuple[str, ...] = ()) -> str:
    parts = [format_sets(effort.sets, week.glyphs.multiply)] if workout.sport is Sport.STRENGTH else []
    parts.append(format_amounts(effort, week.unit, estimated))
    if effort.rpe is not None:
        parts.append(f"RPE {format_number(effort.rpe)}")
    return ", ".join(part for part in parts if part)


def _right_aligned(text: str, width: int) -> str:
    return " " * max(width - cell_len(text), 0) + text
