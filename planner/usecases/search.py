"""Finding workouts by words: titles, notes, kinds, sports, reasons, what became of them, months and weekdays.

All words must fit, whatever their case and accents. Words of the runner's own texts are found wherever they stand in
them; our own words (``planned``, ``january``) by their beginnings, so that ``planned`` does not find ``unplanned``.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from typing import NamedTuple

from planner.store import quick
from planner.store import quick as searching
from planner.text import clean_line
from planner.training.formatting import KIND_NAMES, format_amounts, format_day
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import DayStatus, Effort, Sport, status_as_of
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # `typing` itself costs 5 ms
if TYPE_CHECKING:
    from planner.store.quick import SearchEntry

_SEPARATOR = "\x1f"


class SearchHit(NamedTuple):
    """A workout that was found; a tuple, because one letter may find ten thousand.

    Attributes:
        id: Its number.
        date: The day it stands on.
        status: What became of it.
        entry: What was read of it.
        unit: What distances are shown in.
    """

    id: int
    date: dt.date
    status: DayStatus
    entry: SearchEntry
    unit: Unit

    @property
    def line(self) -> str:
        """What it is, in clean words: ``Thu 7 Jan 2027 Tempo, 3 × 10 min, 12 km, 1:09 h, done``."""
        return f"{format_day(self.date)} {self.date.year} {self.text}"

    @property
    def title(self) -> str:
        """Its own words, or the name of its kind."""
        _, _, sport, kind, title, *_ = self.entry
        return clean_line(title, 80) or KIND_NAMES.get(kind or "", sport.capitalize())

    @property
    def text(self) -> str:
        """The line without the day."""
        (_, _, sport, _, _, _, _, reason, _, locked, first_planned, distance_m, duration_s) = self.entry
        parts = [self.title]
        parts.append(format_amounts(Effort(distance_m, duration_s), self.unit) if sport != Sport.STRENGTH else "")
        if self.status is DayStatus.SKIPPED:
            parts.append(f"skipped ({clean_line(reason or 'no reason given', 60)})")
        elif self.status is not DayStatus.PLANNED:
            parts.append(self.status.value)
        parts.append("moved" if _is_moved(self.date, first_planned) else "")
        parts.append("locked" if locked else "")
        return ", ".join(part for part in parts if part)


class SearchIndex:
    """Every workout's words, as they were at one reading of the file."""

    def __init__(self, entries: list[SearchEntry], today: dt.date, unit: Unit) -> None:
        """Make ready for searches.

        Raises:
            RefusedError: A row is none that the planner could have stored; the file is damaged.
        """
        self._unit = unit
        texts = ["\n".join(filter(None, entry[4:8])) for entry in entries]
        folded = _fold_all(texts)
        days = {date: _parse_day(date) for date in {entry[1] for entry in entries}}
        self._rows = [
            _index_row(entry, folded[text], days[entry[1]], today) for entry, text in zip(entries, texts, strict=True)
        ]

    def search(self, query: str) -> tuple[SearchHit, ...]:
        """The workouts that fit all words, by date; none without a word."""
        wanted = [(word, f" {word}") for word in fold_case_and_accents(query).split()]
        if not wanted:
            return ()
        rows = self._rows
        for word, begun in wanted:
            rows = [row for row in rows if word in row[0] or begun in row[1]]
        return tuple(SearchHit(entry[0], date, status, entry, self._unit) for _, _, date, status, entry in rows)


def build_search_index(book: Planbook) -> SearchIndex:
    """Read every workout's words.

    Raises:
        RefusedError: The file cannot be read, or is damaged.
    """
    return SearchIndex(searching.read_search_entries(book.path), book.today, quick.read_runner(book.path).unit)


def search_workouts(book: Planbook, query: str) -> tuple[SearchHit, ...]:
    """The workouts that fit all words, by date.

    Raises:
        RefusedError: The file cannot be read, or is damaged.
    """
    return build_search_index(book).search(query)


def fold_case_and_accents(text: str) -> str:
    """Text without the difference of case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    for char in set(apart):
        if unicodedata.combining(char):
            apart = apart.replace(char, "")
    return apart.casefold()


def _fold_all(texts: list[str]) -> dict[str, str]:
    """Every text and what it folds to: all at once, which is ten times as fast, where none holds what parts them."""
    distinct = list(dict.fromkeys(texts))
    folded = fold_case_and_accents(_SEPARATOR.join(distinct)).split(_SEPARATOR)
    if len(folded) != len(distinct):
        folded = [fold_case_and_accents(text) for text in distinct]
    return dict(zip(distinct, folded, strict=True))


def _index_row(
    entry: SearchEntry, text: str, day: tuple[dt.date, str], today: dt.date
) -> tuple[str, str, dt.date, DayStatus, SearchEntry]:
    """The runner's words, our words with a space before each, and what a hit needs."""
    date, ours = day
    try:
        status = status_as_of(entry[8], entry[2], date, today)
    except ValueError as error:
        raise RefusedError(f"Workout {entry[0]} is damaged in the database ({error}).") from error
    ours = f"{ours}{_kind_words(entry[2], entry[3])} {status}"
    if entry[9]:
        ours += " locked"
    if entry[10] is not None and entry[10] != entry[1]:
        ours += " shifted moved"
    return text, ours, date, status, entry


def _parse_day(text: str) -> tuple[dt.date, str]:
    """A date, and the words it is found by."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError as error:
        raise RefusedError(f"A workout's date is damaged in the database ({error}).") from error
    return date, f"{_date_words(date.weekday(), date.month)} {text}"


@cache
def _kind_words(sport: str, kind: str | None) -> str:
    return f" {sport} {KIND_NAMES.get(kind, kind).lower()}" if kind else f" {sport}"


@cache
def _date_words(weekday: int, month: int) -> str:
    """Names of a weekday and a month; 1 January 2024 was a Monday."""
    return f" {dt.date(2024, 1, 1 + weekday):%A} {dt.date(2024, month, 1):%B}".lower()


def _is_moved(date: dt.date, first_planned: str | None) -> bool:
    return first_planned is not None and first_planned != date.isoformat()
