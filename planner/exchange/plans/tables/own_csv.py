"""The plan in a CSV file that `planner export csv` wrote: one workout a row, under columns of our own names.

Nothing is guessed: each cell has a meaning and a form, and a cell of another form is refused with its line. So is a row
that ends before its last column, because a file that was cut within a line has no other mark. The columns may be in any
order, and others may be among them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from planner.exchange.data.csv_table import COLUMNS, ESTIMATED_WORDS, planned_note, without_protection
from planner.exchange.plans.plan_builder import check_plan_size, plan_name_from_file
from planner.exchange.plans.plan_hints import PlanHints
from planner.exchange.plans.plan_text_fields import parse_sets
from planner.exchange.plans.tables.table_rows import TableRow, parse_bare_number, unused_columns_remark
from planner.exchange.plans.words.classify import find_race_distance
from planner.invocation import program
from planner.text import clean_line, clean_note, format_count, join_words
from planner.training.measures import MAX_DISTANCE_M, MAX_DURATION_S, parse_date, parse_rpe, quoted
from planner.training.plans import Plan, PlanEntry
from planner.training.races import RaceDistance, Unit, classify_race
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    AS_PLANNED,
    ENTERED,
    RECORDED,
    DayStatus,
    Effort,
    RunKind,
    Slot,
    Sport,
    StrengthKind,
)

_START: Final = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_SEPARATOR: Final = re.compile("[,;\t]")
_SOURCES: Final = ("", AS_PLANNED, ENTERED, RECORDED)
_SLOT_ORDER: Final = {None: 0, Slot.AM: 1, Slot.PM: 2}
_KINDS: Final[Mapping[Sport, type[StrEnum]]] = {Sport.RUN: RunKind, Sport.STRENGTH: StrengthKind}
_FIGURES: Final = {word: figure for figure, word in ESTIMATED_WORDS.items()}

_Word = TypeVar("_Word", bound=StrEnum)


def is_own_head(row: TableRow) -> bool:
    """Return whether a row is the head of a CSV file of ours: it has all of its columns."""
    return {*COLUMNS} <= {*row.cells}


def is_own_csv(text: str) -> bool:
    """Return whether the first line of a file is the head of a CSV file of ours."""
    first = text.lstrip().partition("\n")[0]
    return {*COLUMNS} <= {*_SEPARATOR.split(first.replace('"', "").strip())}


def parse_own_csv(rows: Sequence[TableRow], file: str, hints: PlanHints) -> Plan:
    """Return the plan in the rows of a CSV file of ours: what was planned of each workout, done or not.

    Args:
        rows: Its rows; the first is the head, which satisfies `is_own_head`.
        file: The name of the file, for a refusal.
        hints: What is known besides the file; its distances are in metres.

    Raises:
        RefusedError: A row is incomplete, a cell has not the form of its column, or there are no workouts or too many.
    """
    head, *below = rows
    if not below:
        raise RefusedError(f"{file} has no workout: there is no row below its head.")
    columns = {name: head.cells.index(name) for name in COLUMNS}
    parsed = [_parse_row(_Row(row, columns, len(head.cells), file)) for row in below]
    first, last = min(one.date for one in parsed), max(one.date for one in parsed)
    days = (last - first).days + 1
    check_plan_size(file, days, (((one.date - first).days, one.entry.title) for one in parsed))
    entries = [replace(one.entry, day=(one.date - first).days) for one in parsed]
    entries.sort(key=lambda entry: (entry.day, _SLOT_ORDER[entry.slot]))
    race_day, race_distance = _find_race(entries)
    return Plan(
        name=plan_name_from_file(file),
        unit=hints.unit or Unit.KM,
        days=days,
        entries=tuple(entries),
        race_day=race_day,
        race_distance=race_distance,
        empty_days=frozenset(range(days)) - {entry.day for entry in entries},
        remarks=(*_remarks(parsed), *unused_columns_remark(head, columns.values())),
        first_date=first,
    )


@dataclass(frozen=True, slots=True)
class _ParsedRow:
    """A row: the day of its workout, the workout without it, and the number of its block, which may be empty."""

    date: dt.date
    entry: PlanEntry
    block: str


class _Row:
    """A row of the file whose cells are asked for by their columns."""

    def __init__(self, row: TableRow, columns: Mapping[str, int], width: int, file: str) -> None:
        self._row, self._columns, self.file = row, columns, file
        if len(row.cells) != width:
            cut = "the file was cut short; nothing was read" if len(row.cells) < width else "nothing was read"
            raise RefusedError(f"{file}: line {row.line} has {len(row.cells)} of the {width} columns: {cut}.")

    def text(self, column: str) -> str:
        """Return a cell without the apostrophe that keeps it from being a formula."""
        return without_protection(self._row.cell(self._columns[column]))

    def where(self, column: str) -> str:
        """Return what a refusal calls a cell."""
        return f"{self.file}: line {self._row.line}: {column}"

    def word(self, column: str, words: type[_Word]) -> _Word | None:
        """Return a word of a list; None for an empty cell."""
        text = self.text(column)
        if text not in {"", *words}:
            raise RefusedError(f"{self.where(column)} {quoted(text)} must be one of {', '.join(words)}.")
        return words(text) if text else None

    def figure(self, column: str, most: float) -> float | None:
        """Return a number above 0; None for an empty cell."""
        text = self.text(column)
        number = parse_bare_number(text)
        if text and (number is None or not 0 < number <= most):
            raise RefusedError(f"{self.where(column)} {quoted(text)} must be a number above 0, at most {most:.0f}.")
        return number

    def effort(self, of: str) -> Effort:
        """Return the figures of the columns that begin with ``planned`` or ``done``."""
        distance = self.figure(f"{of}_distance_m", MAX_DISTANCE_M)
        duration = self.figure(f"{of}_duration_s", MAX_DURATION_S)
        rpe, sets = self.text(f"{of}_rpe"), self.text(f"{of}_sets")
        return Effort(
            distance_m=distance,
            duration_s=None if duration is None else int(duration),
            rpe=parse_rpe(rpe, self.where(f"{of}_rpe")) if rpe else None,
            sets=parse_sets(sets, self.where(f"{of}_sets")),
        )


def _parse_row(row: _Row) -> _ParsedRow:
    sport = row.word("sport", Sport)
    status = row.word("status", DayStatus)
    if sport is None or status is None:
        raise RefusedError(f"{row.where('status' if sport else 'sport')} is empty.")
    kind = row.word("kind", _KINDS[sport]) if sport in _KINDS else None
    if sport not in _KINDS and row.text("kind"):
        raise RefusedError(f"{row.where('kind')} {quoted(row.text('kind'))} must be empty: {sport} has no kinds.")
    start = row.text("start")
    if start and _START.fullmatch(start) is None:
        raise RefusedError(f"{row.where('start')} {quoted(start)} is no time of day like 07:30.")
    if (source := row.text("source")) not in _SOURCES:
        raise RefusedError(
            f"{row.where('source')} {quoted(source)} must be {join_words(_SOURCES[1:], 'or')}, or empty."
        )
    is_unplanned = status is DayStatus.UNPLANNED
    entry = PlanEntry(
        day=0,
        sport=sport,
        kind=None if kind is None else kind.value,
        title=clean_line(row.text("title")),
        slot=row.word("slot", Slot),
        planned=row.effort("done") if is_unplanned else _asked_effort(row),
        note=clean_note(planned_note(row.text("note"))),
        start=start or None,
        is_unplanned=is_unplanned,
    )
    return _ParsedRow(parse_date(row.text("date"), row.where("date")), entry, row.text("block"))


def _asked_effort(row: _Row) -> Effort:
    """Return what the plan asks for, without the figure that was estimated from the others."""
    planned, estimated = row.effort("planned"), row.text("planned_estimated")
    if estimated == "":
        return planned
    if estimated not in _FIGURES:
        raise RefusedError(f"{row.where('planned_estimated')} {quoted(estimated)} must be {' or '.join(_FIGURES)}.")
    return replace(planned, distance_m=None) if estimated == "distance" else replace(planned, duration_s=None)


def _find_race(entries: Sequence[PlanEntry]) -> tuple[int | None, RaceDistance | None]:
    """Return the day and the distance of the last race, which is what the plan leads to."""
    races = [entry for entry in entries if entry.kind == RunKind.RACE and not entry.is_unplanned]
    if not races:
        return None, None
    goal = races[-1]
    return goal.day, find_race_distance(goal.title) or classify_race(goal.planned.distance_m)


def _remarks(parsed: Sequence[_ParsedRow]) -> list[str]:
    dates = {one.date for one in parsed}
    days = format_count(len(dates), "day")
    read = f"{days} from {min(dates)} to {max(dates)} {'is' if len(dates) == 1 else 'are'} read"
    left_out = "Steps of runs, locks, phases and the priority of races have no column in it"
    remarks = [
        f"{read}: what was planned, not what was done or skipped of it.",
        f"{left_out}: {program()} export plan keeps them.",
    ]
    blocks = {one.block for one in parsed}
    if len(blocks) > 1:
        outside = " and outside of blocks" if "" in blocks else ""
        count = format_count(len(blocks - {""}), "block")
        remarks.append(f"The workouts are from {count}{outside}; all of them are one plan.")
    return remarks
