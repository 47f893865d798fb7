"""The sheet of one week: its workouts with planned next to done, and a key that shows a day in the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from planner.text import clean_line, format_count
from planner.training.formatting import format_amounts, format_number, format_round, format_sets, workout_title
from planner.training.races import Unit
from planner.training.workouts import AS_PLANNED, DayStatus, Effort, Sport, Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.labels import color_of
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.theme import Glyphs
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import fit, fit_both, wrap_labelled

_DAY_WIDTH = 7
_LABEL_WIDTH = 9
_MIN_TITLE_WIDTH = 10


@dataclass(frozen=True, slots=True)
class EffortColumns:
    """The planned and done columns of a week.

    Attributes:
        planned: The planned effort of each workout.
        done: The effort done of each workout; empty where nothing was recorded.
    """

    planned: tuple[str, ...]
    done: tuple[str, ...]

    @property
    def planned_width(self) -> int:
        """Cells of the planned column, its heading included."""
        return max(map(cell_len, (*self.planned, "planned")))

    @property
    def done_width(self) -> int:
        """Cells of the done column, its heading included."""
        return max(map(cell_len, (*self.done, "done")))

    def title_width(self, width: int) -> int:
        """Return the cells left for titles in rows of ``width`` cells; negative if the columns alone are too wide."""
        return width - _DAY_WIDTH - self.planned_width - self.done_width - 6


@dataclass(frozen=True, slots=True)
class WeekWorkouts:
    """The workouts of a week, without rest days and notes, in calendar order.

    Attributes:
        workouts: The workouts.
        today: Today.
        unit: The unit distances are shown in.
        glyphs: The marks to draw with.
    """

    workouts: tuple[Workout, ...]
    today: dt.date
    unit: Unit
    glyphs: Glyphs

    def effort_columns(self, width: int) -> EffortColumns:
        """Return the planned and done columns; only the first set of a session where titles would have no room."""
        columns = self._effort_columns(in_full=True)
        return columns if columns.title_width(width) >= _MIN_TITLE_WIDTH else self._effort_columns(in_full=False)

    def _effort_columns(self, *, in_full: bool) -> EffortColumns:
        def effort_text(workout: Workout, effort: Effort | None) -> str:
            text = format_effort_short(workout, effort, self.unit, self.glyphs) if effort is not None else ""
            return text if in_full else text.partition(" + ")[0]

        return EffortColumns(
            tuple(effort_text(workout, workout.planned) for workout in self.workouts),
            tuple(effort_text(workout, workout.actual.effort if workout.actual else None) for workout in self.workouts),
        )

    def header_row(self, width: int, background: str = "sheet") -> Row:
        """Return the column headings."""
        columns = self.effort_columns(width)
        blank = " " * (_DAY_WIDTH + columns.title_width(width))
        headings = f"{'planned':>{columns.planned_width}}  {'done':>{columns.done_width}}"
        return (Piece(f"{blank}  {headings}", "muted", background),)

    def workout_rows(self, width: int, background: str = "sheet") -> list[Row]:
        """Return a row for each workout; only the first workout of a day shows the day."""
        columns = self.effort_columns(width)
        title_width = columns.title_width(width)
        rows: list[Row] = []
        previous_date = None
        for workout, planned, done in zip(self.workouts, columns.planned, columns.done, strict=True):
            day = f"{workout.date:%a} {workout.date.day}" if workout.date != previous_date else ""
            previous_date = workout.date
            title = f"{labels.kind_letter(workout, self.glyphs)} {workout_title(workout)}"
            efforts = f"{_align_right(planned, columns.planned_width)}  {_align_right(done, columns.done_width)}"
            status = labels.status_glyph(workout, self.today, self.glyphs)
            day_color = "today" if workout.date == self.today else "muted"
            rows.append(
                (
                    Piece(f"{day:<{_DAY_WIDTH}}", day_color, background),
                    Piece(fit(title, title_width, self.glyphs), color_of(workout), background),
                    Piece(f"  {efforts} {status}", "text", background),
                )
            )
        return rows

    def list_rows(self, width: int, height: int, open_key: str) -> list[Row]:
        """Return the headings and as many workouts as fit ``height`` rows; a last row counts the others."""
        if not self.workouts:
            return [(Piece("Nothing was planned or done in this week.", "muted"),)]
        rows = self.workout_rows(width, "ground")
        room = max(height - 1, 1)
        if len(rows) > room:
            rows[room - 1 :] = [(Piece(f"{len(rows) - room + 1} more, {open_key} opens the week", "muted"),)]
        return [self.header_row(width, "ground"), *rows]

    def workout_detail(self, index: int, width: int) -> list[Row]:
        """Return a workout in full: planned, done, its status, the runner's note."""
        workout = self.workouts[index]
        actual = workout.actual
        lines = [("planned", _format_effort(workout, workout.planned, self, workout.estimated))]
        if actual is not None:
            as_planned = " (as planned)" if actual.source == AS_PLANNED else ""
            lines.append(("done", _format_effort(workout, actual.effort, self) + as_planned))
        status = labels.status_text(workout, self.today)
        if status != DayStatus.DONE.value:
            lines.append(("", status))
        if actual is not None:
            lines.append(("note", actual.note))
        rows: list[Row] = []
        for label, text in lines:
            rows += wrap_labelled(Piece(f"{label:<{_LABEL_WIDTH}}", "muted", "sheet"), clean_line(text, 400), width)
        return rows


def week_workouts(workouts: tuple[Workout, ...], today: dt.date, unit: Unit, glyphs: Glyphs) -> WeekWorkouts:
    """Return the workouts of a week without rest days and notes."""
    return WeekWorkouts(tuple(item for item in workouts if item.is_training), today, unit, glyphs)


def format_effort_short(workout: Workout, effort: Effort, unit: Unit, glyphs: Glyphs) -> str:
    """Format an effort as short as possible: ``12 km``, ``0:45 h``, ``5×20 m + 2×1:30``."""
    if workout.sport is not Sport.STRENGTH or not effort.sets:
        return format_amounts(effort, unit).partition(", ")[0]
    parts = []
    for part in effort.sets:
        one = format_round(part)
        parts.append(f"{part.rounds}{glyphs.multiply}{one}" if one else format_count(part.rounds, "round"))
    return " + ".join(parts)


def _format_effort(workout: Workout, effort: Effort, week: WeekWorkouts, estimated: tuple[str, ...] = ()) -> str:
    parts = [format_sets(effort.sets, week.glyphs.multiply)] if workout.sport is Sport.STRENGTH else []
    parts.append(format_amounts(effort, week.unit, estimated))
    if effort.rpe is not None:
        parts.append(f"RPE {format_number(effort.rpe)}")
    return ", ".join(part for part in parts if part)


def _align_right(text: str, width: int) -> str:
    return " " * max(width - cell_len(text), 0) + text


_FRAME_LINES = 7
_MAX_DETAIL_LINES = 5
_EMPTY_ROW: Row = (Piece("Nothing was planned or done in this week.", "muted", "sheet"),)


class WeekSheet(SizedSheet[dt.date]):
    """The workouts of one week. Its result is the day to show in the calendar, or None.

    Args:
        title: The dates of the week.
        block_week: The week's place in its block; may be empty.
        week: Its workouts.
        first_day: Its first day, the result for a week without workouts.
        rungs: The sled load of each kind of session, a sentence each, and why it is that load.
        why: Why the week's running was low, a sentence a reason.
    """

    MAX_WIDTH = 100
    COMMAND_TABLE = sheet_commands.WEEK_SHEET

    def __init__(
        self,
        title: str,
        block_week: str,
        week: WeekWorkouts,
        first_day: dt.date,
        rungs: Sequence[str] = (),
        *,
        why: Sequence[str] = (),
    ) -> None:
        self._title, self._head, self._list, self._detail = sheet_line(), sheet_line(), RowList(), sheet_line()
        self._ladder = sheet_line()
        foot = sheet_line(Piece(foot_text(self.COMMAND_TABLE), "muted", "sheet"))
        super().__init__(self._title, self._head, self._list, self._ladder, sheet_line(), self._detail, foot)
        self._sentences = (*(("why", sentence) for sentence in why), *(("sled", sentence) for sentence in rungs))
        self._title_text = title
        self._block_week = block_week
        self._week = week
        self._first = first_day

    @property
    def full_text(self) -> str:
        """The list and the selected workout in full, as text."""
        return f"{self._head.text}\n{self._list.text}\n{self._ladder.text}\n{self._detail.text}"

    def action_step(self, by: int) -> None:
        """Select another workout; a page stops at the ends, a single step wraps around."""
        if abs(by) > 1:
            self._list.move_to(self._list.cursor + by)
        else:
            self._list.move_round(by)
        self.fit_to_terminal()

    def action_open_day(self) -> None:
        """Close the sheet and show the selected workout's day in the calendar."""
        workouts = self._week.workouts
        self.dismiss(workouts[self._list.cursor].date if workouts else self._first)

    def fit(self, width: int, height: int) -> None:
        """Give the list the lines it needs and the selected workout a few below it."""
        week, selected = self._week, self._list.cursor
        workout_rows = week.workout_rows(width - 1)
        ladder = self._ladder_rows(width, height - _FRAME_LINES - 2 * _MAX_DETAIL_LINES)
        height -= len(ladder)
        list_lines = min(max(len(workout_rows), 1), max(height - _FRAME_LINES - _MAX_DETAIL_LINES, 3))
        detail_lines = min(_MAX_DETAIL_LINES, max(height - _FRAME_LINES - list_lines, 1))
        self._ladder.display = bool(ladder)
        self._ladder.styles.height = len(ladder)
        self._ladder.show(ladder)
        self._list.styles.height = list_lines
        self._detail.styles.height = detail_lines
        block_week = self._block_week if len(self._title_text) + len(self._block_week) + 2 <= width else ""
        self._title.show([(Piece(fit_both(self._title_text, block_week, width, week.glyphs), "title", "sheet"),)])
        self._head.show([(Piece(" ", "muted", "sheet"), *week.header_row(width - 1))] if workout_rows else [])
        self._list.show_options(workout_rows or [_EMPTY_ROW], selected)
        self._detail.show(week.workout_detail(selected, width)[:detail_lines] if workout_rows else [])

    def _ladder_rows(self, width: int, most: int) -> list[Row]:
        """Return why the week was low and its sled loads after an empty line: the sentences that fit whole."""
        rows: list[Row] = [()]
        for label, sentence in self._sentences:
            wrapped = wrap_labelled(Piece(f"{label:<{_LABEL_WIDTH}}", "muted", "sheet"), sentence, width)
            if len(rows) + len(wrapped) > most:
                break
            rows += wrapped
        return rows if len(rows) > 1 else []
