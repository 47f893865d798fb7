"""Plans as a grid: a row for each week, a column for each day, in each cell workouts in words or numbers alone.

`planner.exchange.plans.cells` reads the cells, `grid_weeks` finds out which row is which week, and `weekly_totals`
compares a column of totals. Columns of words (notes, paces) become notes of their weeks; a remark names the columns
that are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from planner.exchange.plans.cells import DefinedWorkouts, parse_cell
from planner.exchange.plans.figure_check import SourceCell
from planner.exchange.plans.plan_builder import (
    ParsedWorkout,
    PlanHeader,
    build_plan,
    check_plan_size,
    count_phrase,
    plan_name_from_file,
)
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.exchange.plans.tables.grid_weeks import GridColumns, GridWeek, find_grid_weeks, read_week_label
from planner.exchange.plans.tables.table_heads import (
    HOUR_WORDS,
    MINUTE_WORDS,
    UNIT_WORDS,
    Head,
    find_head,
    split_head,
    unit_of_head,
)
from planner.exchange.plans.tables.table_rows import TableRow, parse_bare_number
from planner.exchange.plans.tables.weekly_totals import WeekTotal, compare_weekly_totals
from planner.exchange.plans.words.file_units import FileUnits, find_file_units
from planner.exchange.plans.words.title_in_words import title_in_lines
from planner.exchange.plans.words.weekday_words import WeekdayColumn, find_weekday_columns, plain_word
from planner.text import clean_line, clean_note
from planner.training.plans import Plan
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import DAYS_A_WEEK, SHORT_WEEKDAYS, WEEKDAYS
from planner.training.workouts import Slot, Sport

_MINUTES_FROM = 25.0
"""Numbers alone of which half are as large are minutes: hardly a plan has 25 km on an ordinary day."""
_DAY_NUMBER: Final = re.compile(r"(?:day|tag|jour|dia|día|giorno|dag) ?([1-7])", re.IGNORECASE)
_UNIT_ROW_WORDS: Final = {*UNIT_WORDS, *MINUTE_WORDS, *HOUR_WORDS}
_REST_CELLS: Final = frozenset({"-", "--", "–", "—", "0", "0.0", "0,0", "/"})


@dataclass(frozen=True, slots=True)
class GridHead:
    """What the columns of a grid hold.

    Attributes:
        days: The columns of the days, by column.
        first_weekday: The weekday that its weeks begin on, Monday 0 to Sunday 6.
        heads: What each other column holds, as far as its head says.
        figures: The column of figures that belongs to a day's column, where each day has one: ``Mon, km, Tue, km``.
        is_numbered: Whether it names no weekdays but ``Day 1`` to ``Day 7``, here the weekdays from Monday on.
    """

    days: tuple[WeekdayColumn, ...]
    first_weekday: int
    heads: dict[int, Head] = field(default_factory=dict)
    figures: dict[int, int] = field(default_factory=dict)
    is_numbered: bool = False

    def column(self, head: Head) -> int | None:
        """Return the first column that holds something, or None."""
        return next((column for column, each in self.heads.items() if each is head), None)


def find_grid_head(header: TableRow) -> GridHead | None:
    """Return what the columns of a grid hold; None for a row that is not the head of a grid.

    A head that names fewer than seven days is one only if all its other words are known, too.
    """
    known = {column: head for column, cell in enumerate(header.cells) if (head := find_head(cell)) is not None}
    numbered = _numbered_days(header)
    days = numbered or find_weekday_columns(header.cells, known)
    if not days or (Head.DATE in known.values() and Head.TITLE in known.values()):
        return None
    day_columns = {day.column for day in days}
    heads = {column: head for column, head in known.items() if column not in day_columns}
    figures = {
        day.column: day.column + 1 for day in days if heads.get(day.column + 1) in (Head.DISTANCE, Head.DURATION)
    }
    if len(figures) < 2:
        figures = {}
    unknown = [cell for column, cell in enumerate(header.cells) if cell and column not in day_columns | known.keys()]
    if unknown and len({day.weekday for day in days}) < DAYS_A_WEEK:
        return None
    for column in figures.values():
        del heads[column]
    return GridHead(days, _first_weekday(days), heads, figures, is_numbered=bool(numbered))


def _numbered_days(header: TableRow) -> tuple[WeekdayColumn, ...]:
    """Return the columns of ``Day 1`` to ``Day 7``; none where there are others or fewer."""
    numbers = {column: match[1] for column, cell in enumerate(header.cells) if (match := _DAY_NUMBER.fullmatch(cell))}
    if [*numbers.values()] != [str(number + 1) for number in range(DAYS_A_WEEK)]:
        return ()
    return tuple(WeekdayColumn(column, int(number) - 1) for column, number in numbers.items())


def _first_weekday(days: Sequence[WeekdayColumn]) -> int:
    """Return the weekday that weeks begin on: the first column's where the days are in order, else Monday."""
    in_order = [day.weekday for day in sorted(days, key=lambda day: day.column)]
    steps = [(weekday - in_order[0]) % DAYS_A_WEEK for weekday in in_order]
    if steps != sorted(steps) or (len(set(in_order)) < DAYS_A_WEEK and in_order == sorted(in_order)):
        return 0
    return in_order[0]


def parse_week_grid(
    header: TableRow, rows: Sequence[TableRow], file: str, hints: PlanHints = NO_HINTS, remarks: Sequence[str] = ()
) -> Plan:
    """Return the plan in a grid.

    Args:
        header: The row for which `find_grid_head` finds the columns.
        rows: The rows below it.
        file: The name of the file, for a refusal; the plan is named after it.
        hints: What is known besides the file.
        remarks: What was found out about the table before, one sentence each.

    Raises:
        RefusedError: No row is a week, there is no run, or a distance or duration is out of range.
    """
    head = find_grid_head(header)
    assert head is not None
    return _GridParser(file, header, head, rows, hints).parse(remarks)


class _GridParser:
    """Reads the rows of one grid."""

    def __init__(self, file: str, header: TableRow, head: GridHead, rows: Sequence[TableRow], hints: PlanHints) -> None:
        self._file = file
        self._header = header
        self._head = head
        self._day_columns = [day.column for day in head.days]
        tables = [row for row in rows if row.cells != header.cells]
        self._units_row = next((row for row in tables[:1] if self._holds_units(row)), None)
        self._rows = [row for row in tables if row is not self._units_row]
        self._hints = hints
        self._week_column = self._find_week_column()
        self._total_column = self._find_total_column()
        self._note_columns = self._find_note_columns()

    def parse(self, first_remarks: Sequence[str]) -> Plan:
        date_column = self._head.column(Head.WEEK_OF)
        if date_column is None:
            date_column = self._head.column(Head.DATE)
        if date_column is None:
            date_column = self._week_column
        columns = GridColumns(self._day_columns, self._week_column, date_column, self._head.first_weekday)
        found = find_grid_weeks(self._rows, columns, self._hints.today)
        if not found.weeks:
            raise RefusedError(f"{self._file}: no row is a week of the plan.")
        days = (found.weeks[-1].index + 1) * DAYS_A_WEEK
        all_cells = [(day, text) for week in found.weeks for _, day, _, text in self._day_cells(week)]
        check_plan_size(self._file, days, all_cells)
        units = self._find_units(found.weeks)
        numbers_are_minutes = self._numbers_are_minutes(found.weeks)
        defined = DefinedWorkouts()
        workouts: list[ParsedWorkout] = []
        cells: list[SourceCell] = []
        days_of_numbers: set[int] = set()
        for week in found.weeks:
            workouts += self._week_notes(week)
            for where, day, slot, text in self._day_cells(week):
                words = text
                if text in _REST_CELLS:
                    words = "Rest"
                elif parse_bare_number(text) is not None:
                    words = f"{text} {'min' if numbers_are_minutes else units.unit}"
                    days_of_numbers.add(day)
                workouts += parse_cell(words, day, units, where=where, slot=slot, defined=defined)
                cells.append(SourceCell(where, day, text))
        remarks = [
            *first_remarks,
            *units.remarks,
            *(_numbers_remark(units, are_minutes=numbers_are_minutes) if days_of_numbers else ()),
            *self._heads_by_place(),
            *found.remarks,
            *self._unused_columns(found.weeks),
            *_references_remark(defined.references),
        ]
        plan_header = PlanHeader(
            name=plan_name_from_file(self._file),
            unit=units.unit,
            phases=tuple(found.phases),
            has_race=False,
            first_weekday=None if self._head.is_numbered else self._head.first_weekday,
            first_date=found.first_date,
        )
        plan = build_plan(self._file, plan_header, workouts, days, remarks, cells=cells)
        entries = (  # the remark on numbers alone says what each such cell would say again
            replace(entry, kind_doubt="") if entry.day in days_of_numbers else entry for entry in plan.entries
        )
        return self._with_totals(replace(plan, entries=tuple(entries)), found.weeks, units)

    def _holds_units(self, row: TableRow) -> bool:
        """Return whether a row below the head only says what the figures are in: ``(km)``."""
        days = [row.cell(column) for column in self._day_columns if row.cell(column)]
        return bool(days) and all(plain_word(day.strip("()[]")) in _UNIT_ROW_WORDS for day in days)

    def _find_week_column(self) -> int | None:
        """Return the column of week numbers: one with such a head, or one before the days that holds them."""
        named = self._head.column(Head.WEEK)
        if named is not None:
            return named
        for column in range(min(self._day_columns)):
            labelled = [read_week_label(row.cell(column))[0] for row in self._rows if row.cell(column)]
            if (
                column not in self._head.heads
                and labelled
                and sum(each is not None for each in labelled) * 2 >= len(labelled)
            ):
                return column
        phase = self._head.column(Head.PHASE)
        return phase if phase is not None and self._head.column(Head.WEEK_OF) is None else None

    def _find_total_column(self) -> int | None:
        """Return the column of weekly totals: one with such a head, else one whose head is a unit of distance."""
        named = self._head.column(Head.TOTAL)
        if named is not None:
            return named
        units = [
            column
            for column, cell in enumerate(self._header.cells)
            if column not in self._day_columns
            and column not in self._head.figures.values()
            and unit_of_head(cell) is not None
        ]
        return units[0] if units else None

    def _find_units(self, weeks: Sequence[GridWeek]) -> FileUnits:
        texts = [text for week in weeks for _, _, _, text in self._day_cells(week)]
        return find_file_units(texts, self._hints.unit, self._named_unit())

    def _named_unit(self) -> Unit | None:
        """Return the unit of distances that a head names: that of the totals, of the figures or of a day."""
        columns = [self._total_column, *self._head.figures.values()]
        named = [unit_of_head(self._header.cell(column)) for column in columns if column is not None]
        totals = [] if self._total_column is None else [row.cell(self._total_column) for row in self._rows]
        named += [UNIT_WORDS.get(split_head(cell).unit) for cell in totals]
        of_days = [UNIT_WORDS.get(split_head(self._header.cell(column)).unit) for column in self._day_columns]
        if self._units_row is not None:
            of_days += [UNIT_WORDS.get(plain_word(cell.strip("()[]"))) for cell in self._units_row.cells]
        return next((unit for unit in (*named, *of_days) if unit), None)

    def _numbers_are_minutes(self, weeks: Sequence[GridWeek]) -> bool:
        """Return whether the cells that are numbers alone are minutes and not distances."""
        if self._hints.unit is not None or self._named_unit() is not None:
            return False
        columns = [*self._day_columns, *([] if self._total_column is None else [self._total_column])]
        if any(split_head(self._header.cell(column)).unit in MINUTE_WORDS | HOUR_WORDS for column in columns):
            return True
        texts = [text for week in weeks for _, _, _, text in self._day_cells(week)]
        numbers = [number for text in texts if (number := parse_bare_number(text))]
        return bool(numbers) and median(numbers) >= _MINUTES_FROM

    def _day_cells(self, week: GridWeek) -> Iterator[tuple[str, int, Slot | None, str]]:
        """Yield the name, the day of the plan, the half of the day and the words of each filled cell of a week."""
        for day in sorted(self._head.days, key=self._offset):
            text = "\n".join(words for row in week.rows if (words := self._words_of(row, day.column)))
            if text:
                name = f"day {day.weekday + 1}" if self._head.is_numbered else SHORT_WEEKDAYS[day.weekday]
                where = f"week {week.label} {name}"
                yield where, week.index * DAYS_A_WEEK + self._offset(day), day.slot, text

    def _words_of(self, row: TableRow, column: int) -> str:
        """Return the words of a day, with the figure of the column next to it."""
        figures = self._head.figures.get(column)
        if figures is None or not row.cell(figures):
            return row.cell(column)
        name, unit = split_head(self._header.cell(figures))
        number = parse_bare_number(row.cell(figures))
        named_unit = next((word for word in (unit, name) if word in UNIT_WORDS or word in MINUTE_WORDS), "")
        figure = [row.cell(figures)] if number is None else [row.cell(figures), named_unit] if number else []
        words = row.cell(column)
        if figure and any(char.isdigit() for char in words):  # 6x400 of a run of 7 km
            return f"{words} ({' '.join(figure)} total)"
        return " ".join([words, *figure]).strip()

    def _offset(self, day: WeekdayColumn) -> int:
        return (day.weekday - self._head.first_weekday) % DAYS_A_WEEK

    def _week_notes(self, week: GridWeek) -> Iterator[ParsedWorkout]:
        """Yield the words of a week that are no workout as notes on its first day."""
        texts = [week.title] if week.title else []
        for column in self._note_columns:
            head = clean_line(self._header.cell(column), 40)
            for row in week.rows:
                if row.cell(column):
                    is_plain = self._head.heads.get(column) is Head.NOTE and head.lower().startswith(
                        ("note", "notiz", "comm")
                    )
                    texts.append(row.cell(column) if is_plain or not head else f"{head}: {row.cell(column)}")
        for text in texts:
            note = clean_note(text)
            title, is_all = title_in_lines(note.split("\n"))
            yield ParsedWorkout(week.index * DAYS_A_WEEK, title, title, note="" if is_all else note, sport=Sport.NOTE)

    def _find_note_columns(self) -> list[int]:
        """Return the columns whose words are kept as notes: those called so, and unknown ones of words."""
        used = {*self._day_columns, *self._head.figures.values(), self._week_column, self._total_column}
        columns = []
        for column in range(max(len(row.cells) for row in (self._header, *self._rows))):
            head = self._head.heads.get(column)
            if column in used or head in (Head.WEEK, Head.WEEK_OF, Head.DATE, Head.TOTAL):
                continue
            cells = [row.cell(column) for row in self._rows if row.cell(column)]
            words = [cell for cell in cells if any(char.isalpha() for char in cell)]
            if cells and (head in (Head.NOTE, Head.PHASE) or len(words) * 2 > len(cells)):
                columns.append(column)
        return columns

    def _unused_columns(self, weeks: Sequence[GridWeek]) -> Iterator[str]:
        """Yield a remark on the columns that are not read, whether or not they have a head."""
        used = {
            *self._day_columns,
            *self._head.figures.values(),
            *self._note_columns,
            self._week_column,
            self._total_column,
            self._head.column(Head.WEEK_OF),
            self._head.column(Head.DATE),
        }
        rows = [row for week in weeks for row in week.rows]
        columns = [column for column in range(max(len(row.cells) for row in rows)) if column not in used]
        names = [
            clean_line(self._header.cell(column), 40) or f"the one after {self._name_before(column)}"
            for column in columns
            if any(row.cell(column) for row in rows)
        ]
        if names:
            yield f"Columns that are not used: {', '.join(names)}."

    def _name_before(self, column: int) -> str:
        names = (clean_line(self._header.cell(before), 40) for before in range(column - 1, -1, -1))
        return next((name for name in names if name), "the first")

    def _heads_by_place(self) -> Iterator[str]:
        """Yield a remark on each head that is no name of a weekday and was given one by its place."""
        for day in self._head.days:
            if day.is_by_place:
                head = clean_line(self._header.cell(day.column), 40)
                yield f'The head "{head}" is taken as {WEEKDAYS[day.weekday]}, by its place.'

    def _with_totals(self, plan: Plan, weeks: Sequence[GridWeek], units: FileUnits) -> Plan:
        """Return the plan with what its column of totals says against the runs."""
        if self._total_column is None:
            return plan
        head = self._header.cell(self._total_column)
        totals = [WeekTotal(week.index, week.label, week.rows[0].cell(self._total_column)) for week in weeks]
        unit: Unit = self._hints.unit or unit_of_head(head) or units.unit
        remarks, doubts = compare_weekly_totals(plan, clean_line(head, 40), totals, unit)
        return replace(plan, remarks=(*plan.remarks, *remarks), doubts=(*plan.doubts, *doubts))


def _numbers_remark(units: FileUnits, *, are_minutes: bool) -> Iterator[str]:
    """Yield what the cells that are numbers alone are read as."""
    yield "Numbers alone are easy runs, and the clearly longest of a week is its long run."
    if are_minutes:
        yield "Numbers alone are taken as minutes; --unit km or --unit mi makes them distances."
    elif units.is_assumed:
        yield "Nothing names the unit of the numbers: kilometres are assumed, and --unit mi makes them miles."


def _references_remark(references: int) -> Iterator[str]:
    if references:
        cells = count_phrase(references, "cell", "refers", "refer")
        takes = "takes" if references == 1 else "take"
        yield f"{cells} to an earlier workout by its name and {takes} its steps."
