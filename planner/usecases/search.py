"""Searching workouts by words: titles, notes, kinds, sports, reasons, statuses, months and weekdays.

All words of a query must match; case and accents are ignored. The runner's own texts match anywhere, our own words
(``planned``, ``january``) only from their beginning, so that ``planned`` does not find ``unplanned``.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from planner.store import long_lists, quick
from planner.store.row_values import DAMAGE, read_date, read_each, reading_value
from planner.text import clean_line
from planner.training.formatting import KIND_NAMES, format_amounts, format_day_and_year
from planner.training.races import Unit
from planner.training.workouts import DayStatus, Effort, Sport, status_as_of
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # SearchEntry exists only for type checkers
if TYPE_CHECKING:
    from planner.store.quick import SearchEntry

    _IndexedRow = tuple[str, str, dt.date, DayStatus, SearchEntry]

_SEPARATOR = "\x1f"
_MOST_DAYS = 20_000
"""The days of fifty years are remembered with their words; of more than that, the latest."""


class SearchHit(NamedTuple):
    """A workout that was found; a tuple, because one letter may find ten thousand.

    Attributes:
        id: Its id.
        date: Its day.
        status: Its status today.
        entry: Its columns that a search reads.
        unit: The unit that distances are shown in.
    """

    id: int
    date: dt.date
    status: DayStatus
    entry: SearchEntry
    unit: Unit

    @property
    def line(self) -> str:
        """The workout in one clean line: ``Thu 7 Jan 2027 Tempo, 3 × 10 min, 12 km, 1:09 h, done``."""
        return f"{format_day_and_year(self.date)} {self.text}"

    @property
    def title(self) -> str:
        """Its title, or the name of its kind."""
        _, _, sport, kind, title, *_ = self.entry
        return clean_line(title, 80) or KIND_NAMES.get(kind or "", sport.capitalize())

    @property
    def text(self) -> str:
        """The line without the day."""
        (_, _, sport, _, _, _, _, reason, _, locked, plan_date, _, distance_m, duration_s) = self.entry
        parts = [self.title]
        parts.append(format_amounts(Effort(distance_m, duration_s), self.unit) if sport != Sport.STRENGTH else "")
        if self.status is DayStatus.SKIPPED:
            parts.append(f"skipped ({clean_line(reason or 'no reason given', 60)})")
        elif self.status is not DayStatus.PLANNED:
            parts.append(self.status.value)
        parts.append("moved" if plan_date is not None else "")
        parts.append("locked" if locked else "")
        return ", ".join(part for part in parts if part)


class SearchIndex:
    """The searchable words of every workout, as read from the file at one time."""

    def __init__(self, entries: list[SearchEntry], today: dt.date, unit: Unit) -> None:
        """Index the entries.

        Raises:
            RefusedError: A row holds a value that the planner never stores, so the file is damaged.
        """
        self._unit = unit
        texts = ["\n".join(filter(None, entry[4:8])) for entry in entries]
        folded = _fold_all(texts)
        self._rows = read_each(
            zip(entries, texts, strict=True),
            lambda row: _index_row(row[0], folded[row[1]], today),
        )

    def search(self, query: str) -> tuple[SearchHit, ...]:
        """Return the workouts that match all words, by date; none for an empty query."""
        words = fold_case_and_accents(query).split()
        if not words:
            return ()
        rows = self._rows
        for word in words:
            beginning = f" {word}"
            rows = [row for row in rows if word in row[0] or beginning in row[1]]
        return tuple(SearchHit(entry[0], date, status, entry, self._unit) for _, _, date, status, entry in rows)


def build_search_index(book: Planbook) -> SearchIndex:
    """Read the file and index the words of every workout.

    Raises:
        RefusedError: The file cannot be read, or is damaged.
    """
    return SearchIndex(long_lists.read_search_entries(book.path), book.today, quick.read_unit(book.path))


def fold_case_and_accents(text: str) -> str:
    """Return a text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    for char in set(decomposed):
        if unicodedata.combining(char):
            decomposed = decomposed.replace(char, "")
    return decomposed.casefold()  # again: decomposing may have produced capitals


def _fold_all(texts: list[str]) -> dict[str, str]:
    """Fold texts all at once, which is ten times as fast; one by one when a text contains the separator."""
    distinct = list(dict.fromkeys(texts))
    folded = fold_case_and_accents(_SEPARATOR.join(distinct)).split(_SEPARATOR)
    if len(folded) != len(distinct):
        folded = [fold_case_and_accents(text) for text in distinct]
    return dict(zip(distinct, folded, strict=True))


def _index_row(entry: SearchEntry, text: str, today: dt.date) -> _IndexedRow:
    """Return the runner's words, our words with a space before each, and what a hit needs.

    Raises:
        DamagedRowError: A value is one that the planner never stores.
    """
    try:
        date, day_words = _parse_day(entry[1])
        made_on = read_date(entry[11]) if entry[11] is not None else None
        status = status_as_of(entry[8], entry[2], date, today, made_on)
    except DAMAGE:
        _name_damage(entry)
        raise
    words = f"{day_words}{_kind_words(entry[2], entry[3])} {status}"
    if entry[9]:
        words += " locked"
    if entry[10] is not None:
        words += " shifted moved"
    return text, words, date, status, entry


def _name_damage(entry: SearchEntry) -> None:
    """Look at the values of a row one by one, which takes longer than indexing ten rows.

    Raises:
        DamagedRowError: One is damaged.
    """
    for column, value, read in (("date", entry[1], read_date), ("state", entry[8], DayStatus)):
        with reading_value(f"Workout {entry[0]}", column, value):
            read(value)
    if entry[11] is not None:
        with reading_value(f"Workout {entry[0]}", "made_on", entry[11]):
            read_date(entry[11])


@lru_cache(maxsize=_MOST_DAYS)  # there are far fewer days than workouts
def _parse_day(text: str) -> tuple[dt.date, str]:
    """Return a stored date, and the words that find it."""
    date = read_date(text)
    return date, f"{_date_words(date.weekday(), date.month)} {text}"


@cache
def _kind_words(sport: str, kind: str | None) -> str:
    return f" {sport} {KIND_NAMES.get(kind, kind).lower()}" if kind else f" {sport}"


@cache
def _date_words(weekday: int, month: int) -> str:
    """Return the names of a weekday and a month, each after a space."""
    # 1 January 2024 was a Monday.
    return f" {dt.date(2024, 1, 1 + weekday):%A} {dt.date(2024, month, 1):%B}".lower()
