"""Workouts as a CSV file (RFC 4180), one a row, for spreadsheets and other programs.

The figures are SI, as in the JSON documents. `planner.exchange.plans.tables.own_csv` reads the plan of it back.

A spreadsheet takes a text that begins with certain characters for a formula. Such a text gets an apostrophe before it,
and so does one that has apostrophes before such a character already: a reader takes one away, and has the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from planner.exchange.plans.plan_text_fields import format_plain_sets
from planner.text import clean_line, clean_note
from planner.training.typed_sets import format_exact
from planner.training.workouts import Effort, Outcome, Workout

COLUMNS: Final = (
    "uid",
    "id",
    "block",
    "date",
    "start",
    "slot",
    "sport",
    "kind",
    "title",
    "status",
    "original_date",
    "planned_distance_m",
    "planned_duration_s",
    "planned_estimated",
    "planned_rpe",
    "planned_sets",
    "done_distance_m",
    "done_duration_s",
    "done_rpe",
    "done_sets",
    "pain",
    "pain_next",
    "note",
    "source",
)
ESTIMATED_WORDS = {"distance_m": "distance", "duration_s": "time"}
"""What the column ``planned_estimated`` calls the figure that the plan did not give, by its name in `Effort`."""
_DONE, _SKIPPED = "Done: ", "Skipped: "
_FORMULA = re.compile("'*[=+\\-@\t\r\n]")
_OUTCOME_LINE = re.compile(f"'*(?:{_DONE}|{_SKIPPED})")
_QUOTED = re.compile('[",\r\n]')

_Cell: TypeAlias = str | float | None


def csv_rows(workouts: Iterable[Workout], today: dt.date, uid_of: Callable[[int], str]) -> Iterator[str]:
    """Yield the lines of a CSV file, the head first, each with its line end.

    Args:
        workouts: The workouts, in the order of the rows; each is asked for when its row is wanted.
        today: Today, for what is missed.
        uid_of: Returns the name of a workout that is unique among databases, by its number.
    """
    yield _format_row(COLUMNS)
    for workout in workouts:
        yield _format_row(map(_format_cell, _cells(workout, today, uid_of(workout.id))))


def without_protection(text: str) -> str:
    """Return the text of a cell as it was before it was kept from being a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def planned_note(cell: str) -> str:
    """Return what a note cell says of the plan, without the runner's words on what was done or why it was skipped."""
    lines: list[str] = []
    for line in cell.split("\n"):
        if line.startswith((_DONE, _SKIPPED)):
            break
        lines.append(line[1:] if _OUTCOME_LINE.match(line) else line)
    return "\n".join(lines)


def _cells(workout: Workout, today: dt.date, uid: str) -> Sequence[_Cell]:
    """Return the cells of a workout in the order of `COLUMNS`."""
    planned, actual = workout.planned, workout.actual or Outcome(Effort(), source="")
    done = actual.effort
    return (
        uid,
        workout.id,
        workout.block_id,
        workout.date.isoformat(),
        workout.start,
        workout.slot,
        workout.sport,
        workout.kind,
        clean_line(workout.title),
        workout.status_on(today),
        workout.original_date.isoformat() if workout.original_date else None,
        planned.distance_m,
        planned.duration_s,
        next((word for figure, word in ESTIMATED_WORDS.items() if figure in workout.estimated), None),
        planned.rpe,
        format_plain_sets(planned.sets),
        done.distance_m,
        done.duration_s,
        done.rpe,
        format_plain_sets(done.sets),
        actual.pain,
        actual.pain_next,
        _note(workout),
        actual.source,
    )


def _note(workout: Workout) -> str:
    """Return the plan's note, then the runner's words on a line that says so.

    A line of the plan's note that begins as the runner's does gets an apostrophe before it.
    """
    lines = clean_note(workout.note).split("\n") if workout.note else []
    lines = [f"'{line}" if _OUTCOME_LINE.match(line) else line for line in lines]
    if workout.actual is not None and workout.actual.note:
        lines.append(f"{_DONE}{clean_note(workout.actual.note)}")
    if workout.skip_reason:
        lines.append(f"{_SKIPPED}{clean_line(workout.skip_reason)}")
    return "\n".join(lines)


def _format_cell(value: _Cell) -> str:
    """Return a value as a cell has it: numbers as they are, texts so that no spreadsheet takes them for a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return format_exact(value)


def _format_row(cells: Iterable[str]) -> str:
    return ",".join(map(_quote, cells)) + "\r\n"


def _quote(cell: str) -> str:
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if _QUOTED.search(cell) else cell
