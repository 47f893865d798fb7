"""Which rows of a grid are weeks of the plan, and which week each is: by number, by date, or one after the other.

Numbers may have gaps, count down to the race or be those of the calendar; a row without a number is the next week, or
another row of the same one where the numbers say so. Rows of words alone name a phase.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from planner.exchange.plans.plan_builder import count_phrase
from planner.exchange.plans.tables.table_heads import Head, find_head
from planner.exchange.plans.tables.table_rows import TableRow
from planner.exchange.plans.words.classify import NO_KIND_NAMED, classify_text, is_race_title
from planner.exchange.plans.words.file_dates import FileDates, read_file_dates
from planner.text import clean_line, join_first
from planner.training.weeks import DAY, WEEK

_NUMBERED: Final = re.compile(r"(?P<word>[^\W\d_]+)?[.:#]?\s*#?(?P<number>[0-9]{1,3})\b(?P<rest>.*)", re.DOTALL)
_OF_SO_MANY: Final = re.compile(r"\s*(?:/|of|von|de|di|van|sur)\s*[0-9]{1,3}\b", re.IGNORECASE)
_MAX_GAP: Final = 10
"""Weeks; a larger step of the numbers is taken for a slip."""
_LAST_WEEKS_OF_YEAR: Final = (51, 52, 53)
_SHOWN_ROWS: Final = 8


@dataclass(slots=True)
class GridWeek:
    """One week of the plan.

    Attributes:
        index: Which week, from 0.
        label: What the file calls it: its number, else the number of the week in the plan.
        rows: Its rows; more than one where two rows share a number.
        title: What its first cell says besides the number; may be empty.
    """

    index: int
    label: str
    rows: list[TableRow]
    title: str = ""


@dataclass(slots=True)
class GridWeeks:
    """The weeks of a grid.

    Attributes:
        weeks: The weeks that have a row, in order.
        phases: ``(first day, name)`` of each phase that a row of words names.
        first_date: The date of the plan's first day, where its weeks have dates with years.
        remarks: How the rows were read, one sentence each.
    """

    weeks: list[GridWeek] = field(default_factory=list)
    phases: list[tuple[int, str]] = field(default_factory=list)
    first_date: dt.date | None = None
    remarks: list[str] = field(default_factory=list)


class GridColumns(NamedTuple):
    """The columns that tell which week a row is.

    Attributes:
        days: The columns of the days.
        week: The column of week numbers, if any.
        date: The column of the weeks' dates, if any; that of the numbers where it may hold either.
        first_weekday: The weekday that weeks begin on, Monday 0 to Sunday 6.
    """

    days: Sequence[int]
    week: int | None
    date: int | None
    first_weekday: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what its first cells say, and how many of its days have words."""

    row: TableRow
    filled: int
    number: int | None
    title: str
    date: dt.date | None

    @property
    def is_labelled(self) -> bool:
        return self.number is not None or self.date is not None

    @property
    def is_sum(self) -> bool:
        """Whether it holds totals: by its word, or by a number or two below the totals alone."""
        cells = [cell for cell in self.row.cells if cell]
        if cells and find_head(cells[0]) is Head.TOTAL:
            return True
        has_letters = any(char.isalpha() for cell in cells for char in cell)
        return not self.is_labelled and not self.filled and not has_letters and len(cells) < 3

    @property
    def is_heading(self) -> bool:
        """Whether it is words alone, such as a phase."""
        cells = [cell for cell in self.row.cells if cell]
        if self.is_labelled or len(cells) != 1 or not any(char.isalpha() for char in cells[0]):
            return False
        if not self.filled:
            return True
        is_workout = classify_text(cells[0], has_distance=False).doubt != NO_KIND_NAMED
        return not is_workout and not any(char.isdigit() for char in cells[0]) and not is_race_title(cells[0])


def find_grid_weeks(rows: Sequence[TableRow], columns: GridColumns, today: dt.date | None = None) -> GridWeeks:
    """Return the weeks of a grid.

    Args:
        rows: The rows below the head.
        columns: The columns that tell which week a row is.
        today: Today's date, for dates without a year.
    """
    parsed, dates = _parse_rows(rows, columns, today)
    usual = median([one.filled for one in parsed if one.is_labelled and one.filled] or [0])
    placed = _Places(_is_countdown([one.number for one in parsed if one.number is not None]))
    found = GridWeeks()
    left_out: list[TableRow] = []
    headings: list[str] = []
    is_below_sums = False
    continuations = _find_continuations(parsed)
    for at, one in enumerate(parsed):
        if one.is_sum:
            is_below_sums = True
            left_out.append(one.row)
        elif at in continuations:
            found.weeks[-1].rows.append(one.row)
        elif one.is_heading:
            headings.append(clean_line(" ".join(cell for cell in one.row.cells if cell), 60))
        elif not one.is_labelled and not _is_week_without_label(one, usual, is_below_sums=is_below_sums):
            left_out.append(one.row)
        elif placed.place(one) or not found.weeks:
            label = str(placed.index + 1 if one.number is None else one.number)
            found.weeks.append(GridWeek(placed.index, label, [one.row], one.title))
            found.phases += [(placed.index * 7, name) for name in headings]
            headings.clear()
        else:
            found.weeks[-1].rows.append(one.row)
    first = next((one.date for one in parsed if one.date is not None), None)
    if first is not None and dates.has_years and (dates.are_years_written or first.weekday() == columns.first_weekday):
        found.first_date = first - DAY * ((first.weekday() - columns.first_weekday) % 7)
    found.remarks += _date_remarks(dates, first, found.first_date)
    found.remarks += placed.remarks(found.weeks)
    found.remarks += _left_out_remarks(left_out, headings)
    return found


def _parse_rows(rows: Sequence[TableRow], columns: GridColumns, today: dt.date | None) -> tuple[list[_Row], FileDates]:
    """Return each row with its number or date and how many of its days have words, and the dates of all rows."""
    texts = ["" if columns.date is None else row.cell(columns.date) for row in rows]
    dates = read_file_dates(texts, today)
    if columns.date == columns.week and not _is_column_of_dates(texts, dates):
        dates = FileDates(tuple(None for _ in rows))
    parsed = []
    for row, date in zip(rows, dates.dates, strict=True):
        number, title = None, ""
        if columns.week is not None and (columns.week != columns.date or date is None):
            number, title = read_week_label(row.cell(columns.week))
        parsed.append(_Row(row, sum(bool(row.cell(column)) for column in columns.days), number, title, date))
    return parsed, dates


def _is_column_of_dates(texts: Sequence[str], dates: FileDates) -> bool:
    """Return whether a column holds dates and not week numbers: ``11 Jan``, but not ``1/12``, ``2/12``."""
    known = [date for date in dates.dates if date is not None]
    steps = [(later - earlier).days for earlier, later in pairwise(known)]
    one_more = 0 if dates.has_years else 1  # without a year, nobody knows whether there is a 29 February between
    is_weekly = all(step >= 7 and step % 7 <= one_more for step in steps)
    return bool(known) and len(known) * 2 >= sum(map(bool, texts)) and is_weekly


def _date_remarks(dates: FileDates, first: dt.date | None, first_date: dt.date | None) -> Iterator[str]:
    if dates.is_ambiguous:
        yield "The weeks' dates could be of two months each and are not used; 11 Jan or 2027-01-11 would do."
    elif first is not None and first_date is None:
        yield "The weeks' dates name no year, so the plan is dated from the day that is said."


def _is_week_without_label(one: _Row, usual: float, *, is_below_sums: bool) -> bool:
    """Return whether a row without a number is a week: most days have words, or it has a race.

    Args:
        one: The row.
        usual: How many days of a numbered week have words; 0 where no week has a number.
        is_below_sums: Whether totals are above it, below which tables explain their words.
    """
    if not one.filled:
        return False
    if not usual or one.title:
        return True
    has_race = any(is_race_title(cell) for cell in one.row.cells)
    return not is_below_sums and (one.filled * 2 > usual or has_race)


def read_week_label(text: str) -> tuple[int | None, str]:
    """Return the week number in a cell and the words besides it: ``KW 3``, ``2 of 12``, ``1 (base)``."""
    match = _NUMBERED.fullmatch(text.strip())
    if match is None or (match["word"] and find_head(match["word"]) is not Head.WEEK and match["word"].lower() != "s"):
        return None, clean_line(text, 60)
    rest = _OF_SO_MANY.sub("", match["rest"], count=1).strip(" .:)-–—(,;")
    return int(match["number"]), clean_line(rest, 60) if any(char.isalpha() for char in rest) else ""


def _is_countdown(numbers: Sequence[int]) -> bool:
    """Return whether the numbers of the weeks fall to the race."""
    return all(earlier >= later for earlier, later in pairwise(numbers)) and len(set(numbers)) > 1


def _find_continuations(rows: Sequence[_Row]) -> set[int]:
    """Return the rows without a number that belong to the week above, because the numbers leave no week for them.

    Below the last number they follow what was found before it. A numbered row without workouts is the head of the row
    below it.
    """
    found: set[int] = set()
    numbered = [at for at, row in enumerate(rows) if row.number is not None]
    shares_weeks = False
    for above, below in pairwise([*numbered, len(rows)]):
        end = next((at for at in range(above, below) if rows[at].is_sum), below)
        between = [at for at in range(above + 1, end) if rows[at].filled and not rows[at].title]
        between = [at for at in between if not rows[at].is_heading or shares_weeks]
        next_number, number = rows[below].number if below < len(rows) else None, rows[above].number
        if between and next_number is not None and number is not None:
            shares_weeks = abs(next_number - number) <= len(between)
        if shares_weeks:
            found.update(between)
        elif between and not rows[above].filled:
            found.add(between[0])
    return found


@dataclass(slots=True)
class _Places:
    """Gives each row the index of its week."""

    is_countdown: bool
    index: int = -1
    number: int | None = None
    number_index: int = -1
    date: dt.date | None = None
    first_number: int | None = None
    missing: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    def place(self, one: _Row) -> bool:
        """Move to the week of a row; return whether it is another week than that of the row above."""
        if one.number is not None:
            return self._place_by_number(one.number)
        if one.date is not None:
            return self._place_by_date(one.date)
        self.index += 1
        if self.date is not None:
            self.date += WEEK
        return True

    def _place_by_number(self, number: int) -> bool:
        if number == self.number:
            return False
        if self.number is None:
            self.first_number = number
            self.index += 1
        else:
            sign = -1 if self.is_countdown else 1
            wanted = self.number_index + sign * (number - self.number)
            is_new_year = number == 1 and self.number in _LAST_WEEKS_OF_YEAR
            if self.index < wanted <= self.number_index + _MAX_GAP:
                self.missing += [str(number - sign * back) for back in range(wanted - self.index - 1, 0, -1)]
                self.index = wanted
            else:
                self.out_of_order += [] if is_new_year else [str(number)]
                self.index += 1
        self.number, self.number_index = number, self.index
        return True

    def _place_by_date(self, date: dt.date) -> bool:
        weeks = 1 if self.date is None else round((date - self.date) / WEEK)
        if weeks == 0:
            return False
        if not 0 < weeks <= _MAX_GAP:
            self.out_of_order.append(str(date))
            weeks = 1
        self.missing += [f"of {date - WEEK * back}" for back in range(weeks - 1, 0, -1)]
        self.index += weeks
        self.date = date
        return True

    def remarks(self, weeks: Sequence[GridWeek]) -> Iterator[str]:
        """Yield what is unusual about the numbers."""
        if self.missing:
            names = ", ".join(self.missing)
            noun, they = ("week", "it stays") if len(self.missing) == 1 else ("weeks", "they stay")
            yield f"The file has no {noun} {names}: {they} without workouts."
        if self.out_of_order:
            noun, follows = ("week", "follows") if len(self.out_of_order) == 1 else ("weeks", "follow")
            names = join_first(self.out_of_order, _SHOWN_ROWS)
            yield f"The numbers of the weeks jump: {noun} {names} {follows} the row above at once."
        if self.is_countdown and weeks:
            yield f"The weeks count down: {weeks[0].label} is the first and {weeks[-1].label} the last."
        elif self.first_number is not None and self.first_number > 1:
            yield f"The weeks are numbered from {self.first_number} in the file: that is the first week here."


def _left_out_remarks(rows: Sequence[TableRow], headings: Sequence[str]) -> Iterator[str]:
    if rows:
        shown = [f'"{clean_line(" ".join(cell for cell in row.cells if cell), 40)}"' for row in rows]
        yield f"{count_phrase(len(rows), 'row', 'is', 'are')} no week and left out: {join_first(shown, _SHOWN_ROWS)}."
    if headings:
        yield f"Words below the last week are not used: {', '.join(headings)}."
