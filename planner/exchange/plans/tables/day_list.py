"""Plans as a list with one row for each workout, which has a date, a weekday or a day number.

Heads are matched loosely, in seven languages (`table_heads`). What a row leaves out is read from the words of its
title, as in any other plan. A cell that cannot be read is listed to be checked; the rest of its row stays.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from planner.exchange.plans.cells import parse_cell
from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.plan_builder import (
    MAX_PLAN_DAYS,
    ParsedWorkout,
    PlanHeader,
    build_plan,
    check_plan_size,
    count_phrase,
    plan_name_from_file,
)
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.exchange.plans.tables.grid_weeks import read_week_label
from planner.exchange.plans.tables.table_heads import (
    HOUR_WORDS,
    LEAST_METRES_ALONE,
    METRE_WORDS,
    MINUTE_WORDS,
    SECOND_WORDS,
    UNIT_WORDS,
    Head,
    find_columns,
    find_head,
    split_head,
)
from planner.exchange.plans.tables.table_rows import TableRow, parse_bare_number, unused_columns_remark
from planner.exchange.plans.words.classify import NO_KIND_NAMED, classify_text
from planner.exchange.plans.words.file_dates import read_file_dates
from planner.exchange.plans.words.file_units import find_file_units
from planner.exchange.plans.words.weekday_words import find_half_day, find_weekdays
from planner.text import clean_line, clean_note
from planner.training.measures import parse_distance, parse_duration, parse_rpe, quoted
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import Effort, RunKind, Slot, Sport, StrengthKind

_ACTIVITY_COLUMNS: Final = {
    "activity type",
    "activity id",
    "activity date",
    "avg hr",
    "max hr",
    "elapsed time",
    "favorite",
}
_DAY_NUMBER: Final = re.compile(r"(?:(?:day|tag|jour|dia|giorno|dag)\s*)?([0-9]{1,4})", re.IGNORECASE)
_SPORTS: Final = {**{sport.value: sport for sport in Sport}, "running": Sport.RUN}
_SUNDAY: Final = 6
_EMPTY: Final = frozenset({"", "-", "--", "–", "—", "/", "n/a", "none"})
_MOST_HOURS: Final = 6
"""Durations of which none is larger are hours: no plan has only runs of six minutes."""


def is_day_list_header(header: TableRow) -> bool:
    """Return whether a header row is that of a list of days: a date or a day, and what is done on it."""
    heads = find_columns(header).keys()
    has_work = bool(heads & {Head.TITLE, Head.DISTANCE, Head.KIND, Head.DURATION, Head.NOTE})
    return bool(heads & {Head.DATE, Head.DAY}) and has_work


def is_activity_header(header: TableRow) -> bool:
    """Return whether a header row is that of a watch maker's or Strava's list of past activities."""
    return len({split_head(cell).name for cell in header.cells} & _ACTIVITY_COLUMNS) >= 2


def parse_day_list(
    header: TableRow, rows: Sequence[TableRow], file: str, hints: PlanHints = NO_HINTS, remarks: Sequence[str] = ()
) -> Plan:
    """Return the plan in a list of days.

    Args:
        header: The row that satisfies `is_day_list_header`.
        rows: The rows below it.
        file: The name of the file, for a refusal; the plan is named after it.
        hints: What is known besides the file.
        remarks: What was found out about the table before, one sentence each.

    Raises:
        RefusedError: No row has a day that can be read, or there is no run; the message names line, column and value.
    """
    return _DayListParser(file, header, rows, hints).parse(remarks)


class _DayListParser:
    """Reads the rows of one file by the names of its header."""

    def __init__(self, file: str, header: TableRow, rows: Sequence[TableRow], hints: PlanHints) -> None:
        self._file = file
        self._header = header
        self._columns = find_columns(header)
        if Head.TITLE not in self._columns and Head.NOTE in self._columns:
            self._columns[Head.TITLE] = self._columns.pop(Head.NOTE)
        self._rows = [row for row in rows if not self._is_sum(row)]
        self._sums = [row for row in rows if self._is_sum(row)]
        self._hints = hints
        self._doubts: list[str] = []
        self._first_date: dt.date | None = None
        self._first_weekday: int | None = None
        texts = [self._cell(row, head) for row in self._rows for head in (Head.TITLE, Head.DISTANCE)]
        self._units = find_file_units(texts, hints.unit, self._named_unit())
        self._duration_unit = self._find_duration_unit()

    def parse(self, first_remarks: Sequence[str]) -> Plan:
        """Return the plan of the rows."""
        days, day_remarks = self._find_days()
        remarks = [*first_remarks, *day_remarks]
        read = (Head.TITLE, Head.DISTANCE, Head.DURATION, Head.NOTE)
        texts = ["\n".join(filter(None, (self._cell(row, head) for head in read))) for row in self._rows]
        filled = [(day, text) for day, text in zip(days, texts, strict=True) if day is not None]
        day_count = max((day for day, _ in filled), default=-1) + 1
        check_plan_size(self._file, day_count, filled)
        workouts: list[ParsedWorkout] = []
        cells: list[SourceCell] = []
        for row, day, text in zip(self._rows, days, texts, strict=True):
            if day is not None:
                workouts += self._parse_row(row, day)
                cells.append(SourceCell(f"line {row.line}", day, text))
        missing = day_count - len({day for day, _ in filled})
        if missing > 0:
            verb = "has no row and is" if missing == 1 else "have no row and are"
            remarks.append(f"{count_phrase(missing, 'day', verb, verb)} taken as rest.")
        remarks += [*self._units.remarks, *self._unit_remark()]
        remarks += unused_columns_remark(self._header, self._columns.values())
        if self._sums:
            shown = ", ".join(f'"{clean_line(" ".join(filter(None, row.cells)), 40)}"' for row in self._sums[:3])
            remarks.append(f"{count_phrase(len(self._sums), 'row', 'holds', 'hold')} totals, left out: {shown}.")
        header = PlanHeader(
            name=plan_name_from_file(self._file),
            unit=self._units.unit,
            has_race=False,
            first_weekday=self._first_weekday,
            first_date=self._first_date,
        )
        return build_plan(self._file, header, workouts, day_count, remarks, cells=cells, doubts=self._doubts)

    def _cell(self, row: TableRow, head: Head) -> str:
        return row.cell(self._columns[head]) if head in self._columns else ""

    def _name(self, head: Head) -> str:
        return clean_line(self._header.cell(self._columns[head]), 40)

    def _is_sum(self, row: TableRow) -> bool:
        first = next((cell for cell in row.cells if cell), "")
        return find_head(first) is Head.TOTAL

    def _refusal(self, row: TableRow, head: Head, why: str) -> RefusedError:
        value = quoted(self._cell(row, head))
        return RefusedError(f"{self._file}: line {row.line}: {self._name(head)} {value} {why}.")

    def _doubt(self, row: TableRow, head: Head, why: str) -> None:
        """List a cell to be checked."""
        self._doubts.append(f"line {row.line}: {self._name(head)} {quoted(self._cell(row, head))} {why}")

    # ---- units

    def _named_unit(self) -> Unit | None:
        """Return the unit that the column of units or the head of the distances names."""
        for row in self._rows:
            unit = UNIT_WORDS.get(self._cell(row, Head.UNIT).lower())
            if unit is not None:
                return unit
        if Head.DISTANCE not in self._columns:
            return None
        name, unit_name = split_head(self._header.cell(self._columns[Head.DISTANCE]))
        if {name, unit_name} & METRE_WORDS:
            return Unit.KM
        return UNIT_WORDS.get(unit_name) or UNIT_WORDS.get(name)

    def _unit_remark(self) -> Iterator[str]:
        if self._units.is_assumed and any(parse_bare_number(self._cell(row, Head.DISTANCE)) for row in self._rows):
            yield "The file names no unit of distance; kilometres are assumed, and --unit mi makes them miles."

    def _row_unit(self, row: TableRow) -> Unit:
        text = self._cell(row, Head.UNIT)
        unit = UNIT_WORDS.get(text.lower())
        if text and unit is None:
            self._doubt(row, Head.UNIT, f"is neither km nor miles, so {self._units.unit} is assumed")
        return unit or self._units.unit

    def _find_duration_unit(self) -> str:
        """Return the unit of durations that are numbers alone: the head's, else hours where all are as small."""
        if Head.DURATION not in self._columns:
            return ""
        words = {*split_head(self._header.cell(self._columns[Head.DURATION]))}
        if words & SECOND_WORDS:
            return "s"
        numbers = [number for row in self._rows if (number := parse_bare_number(self._cell(row, Head.DURATION)))]
        are_small = bool(numbers) and max(numbers) <= _MOST_HOURS and not words & MINUTE_WORDS
        return "h" if words & HOUR_WORDS or are_small else ""

    # ---- days

    def _find_days(self) -> tuple[list[int | None], list[str]]:
        """Return the day of each row, from 0 (None where it cannot be read), and remarks on how it was found."""
        if Head.DATE in self._columns:
            return self._days_of_dates()
        weekdays = find_weekdays([self._cell(row, Head.DAY) for row in self._rows])
        if Head.WEEK in self._columns:
            return self._days_of_weeks(weekdays), []
        if any(weekday is not None for weekday in weekdays):
            return self._days_of_weekdays(weekdays), []
        numbers = [self._day_number(row) for row in self._rows]
        self._list_unread(numbers, Head.DAY, "is not a day of the plan")
        first = 0 if 0 in numbers else 1
        return [None if number is None else number - first for number in numbers], []

    def _list_unread(self, days: Sequence[int | dt.date | None], head: Head, why: str) -> None:
        """List the rows whose day cannot be read, which are left out; refuse when none can.

        Raises:
            RefusedError: There are rows, and none of them has a day that can be read.
        """
        for row, day in zip(self._rows, days, strict=True):
            if day is None:
                if not any(day is not None for day in days):
                    raise self._refusal(row, head, why)
                self._doubt(row, head, f"{why}, so {quoted(self._row_words(row))} is left out")

    def _row_words(self, row: TableRow) -> str:
        words = [self._cell(row, head) for head in (Head.TITLE, Head.KIND, Head.DISTANCE, Head.DURATION)]
        return clean_line(" ".join(word for word in words if word), 60)

    def _days_of_dates(self) -> tuple[list[int | None], list[str]]:
        texts: list[str] = []
        for row in self._rows:  # a row without a date is one more workout of the day above
            texts.append(self._cell(row, Head.DATE) or (texts[-1] if texts else ""))
        found = read_file_dates(texts, self._hints.today)
        if found.is_ambiguous:
            raise self._refusal(self._rows[0], Head.DATE, "could be two days; write YYYY-MM-DD")
        self._list_unread(found.dates, Head.DATE, "is not a day of the calendar like YYYY-MM-DD")
        known = [date for date in found.dates if date is not None]
        if not known:
            return [], []
        first, last = min(known), max(known)
        if (last - first).days >= MAX_PLAN_DAYS:
            raise RefusedError(f"{self._file}: the dates {first} to {last} are more than 3 years.")
        days = [None if date is None else (date - first).days for date in found.dates]
        if not found.has_years:
            return days, ["The dates name no year, so the plan is dated from the day that is said."]
        self._first_date = first
        self._compare_weekdays(found.dates)
        return days, [f"The dates {first} to {last} are read as days 1 to {(last - first).days + 1}."]

    def _compare_weekdays(self, dates: Sequence[dt.date | None]) -> None:
        """List the rows whose weekday is another than their date's."""
        weekdays = find_weekdays([self._cell(row, Head.DAY) for row in self._rows])
        for row, date, weekday in zip(self._rows, dates, weekdays, strict=True):
            if date is not None and weekday is not None and date.weekday() != weekday:
                self._doubt(row, Head.DAY, f"is not the weekday of {date}, a {date:%A}; the date is used")

    def _days_of_weeks(self, weekdays: Sequence[int | None]) -> list[int | None]:
        """Return the days of rows with a week and a weekday, or a number from 1 to 7."""
        weeks: list[int | None] = []
        for row in self._rows:
            text = self._cell(row, Head.WEEK)
            weeks.append(read_week_label(text)[0] if text else (weeks[-1] if weeks else None))
        pairs = list(zip(weeks, weekdays, strict=True))
        if any(weekday is not None for weekday in weekdays):
            follow_sunday = any(
                week == next_week and weekday == _SUNDAY and next_weekday not in (None, _SUNDAY)
                for (week, weekday), (next_week, next_weekday) in pairwise(pairs)
            )
            self._first_weekday = _SUNDAY if follow_sunday else 0
        days: list[int | None] = []
        for row, (week, weekday) in zip(self._rows, pairs, strict=True):
            number = self._day_number(row)
            if weekday is not None:
                number = (weekday - (self._first_weekday or 0)) % 7 + 1
            is_day = week is not None and week >= 1 and number is not None and 1 <= number <= 7
            days.append((week - 1) * 7 + number - 1 if is_day and week and number else None)
        self._list_unread(weeks, Head.WEEK, "is not a week of the plan")
        if any(week is not None for week in weeks):
            readable = [None if week is None else day for week, day in zip(weeks, days, strict=True)]
            unread = [day if week is not None else 0 for week, day in zip(weeks, readable, strict=True)]
            self._list_unread(unread, Head.DAY, "must be a weekday or 1 to 7")
        return days

    def _days_of_weekdays(self, weekdays: Sequence[int | None]) -> list[int | None]:
        """Return the days of rows with weekdays alone: each row is the next such day, or the same one as above."""
        days: list[int | None] = []
        day, above = 0, next(weekday for weekday in weekdays if weekday is not None)
        self._first_weekday = above
        for row, weekday in zip(self._rows, weekdays, strict=True):
            if weekday is not None:
                day += (weekday - above) % 7
                above = weekday
            is_more = not self._cell(row, Head.DAY) and bool(days)
            days.append(day if weekday is not None or is_more else None)
        self._list_unread(days, Head.DAY, f"is no weekday like {WEEKDAYS[above][:3]}")
        return days

    def _day_number(self, row: TableRow) -> int | None:
        match = _DAY_NUMBER.fullmatch(self._cell(row, Head.DAY))
        return None if match is None or int(match[1]) > MAX_PLAN_DAYS else int(match[1])

    # ---- workouts

    def _parse_row(self, row: TableRow, day: int) -> list[ParsedWorkout]:
        title = self._cell(row, Head.TITLE)
        sport, kind, type_words = self._sport_and_kind(row)
        planned, unread = self._parse_effort(row)
        words = " ".join([title, *(self._cell(row, head) for head in unread)]).strip()
        if not words and not type_words:
            type_words = (kind or "").replace("_", " ").capitalize() or (sport.value.capitalize() if sport else "")
        if not words and not type_words and planned != Effort():
            type_words = "Run"
        found = parse_cell(
            words,
            day,
            self._units,
            where=f"line {row.line}",
            type_words=type_words,
            slot=self._parse_slot(row),
            sport=sport,
            kind=kind,
            planned=planned,
            note=clean_note(self._cell(row, Head.NOTE)),
        )
        for head in unread:
            if head is Head.DISTANCE and any(char.isdigit() for char in self._cell(row, head)):
                continue  # `6x800m` has its place in the words, and the figure check lists what has none
            is_read = any(getattr(part.planned, f"{head}_{'m' if head is Head.DISTANCE else 's'}") for part in found)
            if not is_read:
                self._doubt(row, head, f"is not a {head}")
        return found

    def _parse_slot(self, row: TableRow) -> Slot | None:
        text = self._cell(row, Head.SLOT)
        slot = find_half_day(text)
        if text and slot is None:
            self._doubt(row, Head.SLOT, "is neither am nor pm")
        return slot

    def _sport_and_kind(self, row: TableRow) -> tuple[Sport | None, str | None, str]:
        """Return the row's sport and kind where they are ours, and the words of those columns that are not."""
        sport_text, kind_text = self._cell(row, Head.SPORT), self._cell(row, Head.KIND)
        sport = _SPORTS.get(sport_text.lower())
        kind = re.sub(r"[\s-]+", "_", kind_text.lower())
        words = []
        if sport_text and sport is None:
            words.append(sport_text)
            self._check_words(row, Head.SPORT, "is no sport that is known; the row's other words decide")
        if kind in set(StrengthKind) and sport in (None, Sport.STRENGTH):
            return Sport.STRENGTH, kind, " ".join(words)
        if kind in set(RunKind) and sport in (None, Sport.RUN):
            return Sport.RUN, kind, " ".join(words)
        if kind in set(Sport) and sport is None:
            return Sport(kind), None, " ".join(words)
        if kind_text:
            words.append(kind_text)
            self._check_words(row, Head.KIND, "is no kind that is known; the row's other words decide")
        return sport, None, " ".join(words)

    def _check_words(self, row: TableRow, head: Head, why: str) -> None:
        """List a sport or kind whose words tell nothing."""
        if classify_text(self._cell(row, head), has_distance=False).doubt == NO_KIND_NAMED:
            self._doubt(row, head, why)

    def _parse_effort(self, row: TableRow) -> tuple[Effort, list[Head]]:
        """Return the row's figures, and the columns whose words are no figure."""
        unread: list[Head] = []
        effort = Effort()
        text = self._cell(row, Head.DISTANCE)
        if text.lower() not in _EMPTY and parse_bare_number(text) != 0:
            words = split_head(self._header.cell(self._columns[Head.DISTANCE]))
            number = parse_bare_number(text)
            is_unnamed = not {*words} & {*UNIT_WORDS} and not self._cell(row, Head.UNIT)
            is_metres = number is not None and bool(
                {*words} & METRE_WORDS or (is_unnamed and number >= LEAST_METRES_ALONE)
            )
            try:
                metres = parse_distance(f"{text} m" if is_metres else text, "distance", self._row_unit(row))
                effort = replace(effort, distance_m=metres)
            except RefusedError:
                unread.append(Head.DISTANCE)
        text = self._cell(row, Head.DURATION)
        if text.lower() not in _EMPTY and parse_bare_number(text) != 0:
            unit = self._duration_unit if parse_bare_number(text) is not None else ""
            try:
                effort = replace(effort, duration_s=parse_duration(f"{text} {unit}".strip(), "duration"))
            except RefusedError:
                unread.append(Head.DURATION)
        text = self._cell(row, Head.RPE)
        if text:
            try:
                effort = replace(effort, rpe=parse_rpe(text, "rpe"))
            except RefusedError:
                self._doubt(row, Head.RPE, "is not a rating from 0 to 10")
        return effort, unread
