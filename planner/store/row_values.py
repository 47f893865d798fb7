"""The values of a row, checked as they are read: another program may have written what the planner never stores.

A table has a reader for each of its columns. What no reader takes raises one error, which names the row, the column
and the value; a context may leave such rows out of its lists, so that one of them does not hide a month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

from planner.text import clean_line
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Reader = Callable[[Any], Any]
    ResultT = TypeVar("ResultT")

FIRST_DATE, LAST_DATE = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
"""The dates that the schema allows."""
REAL_DATE_SQL = f"date BETWEEN '{FIRST_DATE}' AND '{LAST_DATE}' AND date IS date(date, '+0 days')"
"""What a sum or a greatest value asks of a row: one with another date is named where its row is read."""
LARGEST_EXACT = 2**53
"""Whole numbers up to here are exact also where JSON or a spreadsheet reads them."""
_MOST_SHOWN = 40
DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""What reading a value that no planner wrote raises."""


class DamagedRowError(RefusedError):
    """A row holds a value that the planner never stores."""


_left_out: ContextVar[dict[str, None] | None] = ContextVar("left_out", default=None)


@contextmanager
def leave_out_damaged_rows() -> Iterator[Mapping[str, None]]:
    """Leave rows that cannot be read out of the lists read inside; yields a sentence for each, in order."""
    sentences: dict[str, None] = {}
    token = _left_out.set(sentences)
    try:
        yield sentences
    finally:
        _left_out.reset(token)


def read_each(rows: Iterable[Sequence[Any]], convert: Callable[[Sequence[Any]], ResultT]) -> list[ResultT]:
    """Convert rows, in the same order.

    Raises:
        DamagedRowError: A row cannot be read, and this context does not leave such rows out.
    """
    converted, left_out = [], _left_out.get()
    for row in rows:
        try:
            converted.append(convert(row))
        except DamagedRowError as error:
            if left_out is None:
                raise
            left_out[str(error)] = None
    return converted


@contextmanager
def reading_value(row: str, column: str, value: object) -> Iterator[None]:
    """Turn every error of taking a stored value apart into one sentence.

    Args:
        row: The row, at the beginning of a sentence: ``Workout 12``.
        column: The column.
        value: What it holds.

    Raises:
        DamagedRowError: The value is not what the planner stores.
    """
    try:
        yield
    except DamagedRowError:
        raise
    except DAMAGE as error:
        raise DamagedRowError(describe_damage(row, column, value)) from error


class TableReader:
    """Reads the rows of one table.

    Args:
        noun: What a row is, at the beginning of a sentence: ``Workout``.
        columns: A reader for each column, in the order in which rows are read.
        optional: The columns that may hold nothing.
        key: The column whose value names the row, if it has one.

    Attributes:
        columns: The names of the columns, in that order.
    """

    def __init__(
        self, noun: str, columns: Mapping[str, Reader], optional: Iterable[str] = (), *, key: str = "id"
    ) -> None:
        self._noun, self._key = noun, key
        self.columns = tuple(columns)
        self._readers = tuple(columns.values())
        self._optional = frozenset(optional)
        required = [index for index, name in enumerate(self.columns) if name not in self._optional]
        self._required_values = itemgetter(*required, required[0])  # of at least two, so that it gives a tuple

    def of_columns(self, *columns: str) -> TableReader:
        """Return a reader of some of its columns, in that order."""
        readers = dict(zip(self.columns, self._readers, strict=True))
        return TableReader(self._noun, {name: readers[name] for name in columns}, self._optional, key=self._key)

    def read(self, row: Sequence[Any]) -> list[Any]:
        """Return the values of a row, each as its reader gives it.

        Raises:
            DamagedRowError: A value is one that the planner never stores.
        """
        try:
            values = [value if value is None else read(value) for value, read in zip(row, self._readers, strict=True)]
        except DAMAGE as error:
            raise DamagedRowError(self._describe_damage(row)) from error
        if None in self._required_values(values):
            raise DamagedRowError(self._describe_damage(row))
        return values

    def damaged(self, row: Sequence[Any], column: str) -> DamagedRowError:
        """Return the error for a column whose value does not fit the rest of its row."""
        return DamagedRowError(describe_damage(self.name(row), column, row[self.columns.index(column)]))

    def name(self, row: Sequence[Any]) -> str:
        """Return what a row is called at the beginning of a sentence: ``Workout 12``."""
        return f"{self._noun} {row[self.columns.index(self._key)]}" if self._key in self.columns else self._noun

    def _describe_damage(self, row: Sequence[Any]) -> str:
        for column, read, value in zip(self.columns, self._readers, row, strict=True):
            try:
                if (read(value) if value is not None else value) is None and column not in self._optional:
                    return describe_damage(self.name(row), column, value)
            except DAMAGE:
                return describe_damage(self.name(row), column, value)
        raise AssertionError("every value can be read")


def describe_damage(row: str, column: str, value: object) -> str:
    """Return the sentence on a value: ``Workout 12 has a damaged date in the database: "2027-02-30"``."""
    shown = f'"{clean_line(value, _MOST_SHOWN)}"' if isinstance(value, str) else clean_line(repr(value), _MOST_SHOWN)
    held = "nothing" if value is None else shown
    return f"{row} has a damaged {column.replace('_', ' ')} in the database: {held}."


def read_text(value: object) -> str:
    """Return a text; a NUL, which SQLite and the schema keep out, is the trace of a damaged page."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("no text")
    return value


@lru_cache(maxsize=4096)  # a day has several rows
def read_date(value: str) -> dt.date:
    """Return a date from 1970 to 2199, written ``YYYY-MM-DD``."""
    date = dt.date.fromisoformat(value)
    if len(value) != len("2027-01-04") or not FIRST_DATE <= date <= LAST_DATE:
        raise ValueError("no date")
    return date


def read_instant(value: str) -> dt.datetime:
    """Return a date and time from 1970 to 2199."""
    instant = dt.datetime.fromisoformat(value)
    if not FIRST_DATE <= instant.date() <= LAST_DATE:
        raise ValueError("no instant")
    return instant


@lru_cache(maxsize=1440)
def read_clock_time(value: str) -> str:
    """Return a time of day, written ``HH:MM``."""
    if len(value) != 5:
        raise ValueError("no time of day")
    dt.time.fromisoformat(value)
    return value


def read_flag(value: int) -> bool:
    """Return whether a column holds 1, not 0."""
    return {0: False, 1: True}[value]


def member_of(enumeration: type[StrEnum]) -> Reader:
    """Return a reader of the members of an enumeration."""
    return {member.value: member for member in enumeration}.__getitem__


def one_of(*words: str) -> Reader:
    """Return a reader of words that need no enumeration."""
    return {word: word for word in words}.__getitem__


def whole_number(lowest: int = 0, highest: int = LARGEST_EXACT) -> Reader:
    """Return a reader of whole numbers between two limits, both included."""

    def read(value: object) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError("no such whole number")
        return value

    return read


def real_number(lowest: float, highest: float) -> Reader:
    """Return a reader of numbers between two limits, both included."""

    def read(value: float) -> float:
        if not lowest <= value <= highest:
            raise ValueError("no such number")
        return value

    return read


def json_value(kind: type[ResultT]) -> Callable[[str], ResultT]:
    """Return a reader of JSON that must be an object (`dict`) or a list."""

    def read(value: str) -> ResultT:
        import json

        document = json.loads(value)
        if not isinstance(document, kind):
            raise ValueError("another kind of JSON")  # noqa: TRY004 - damaged data, not a programmer's mistake
        return document

    return read


def json_text(**parts: type) -> Callable[[str], str]:
    """Return a reader of text that is the JSON of an object, and is taken apart elsewhere.

    Args:
        **parts: The type of some of its parts, where it has them. What lies in a `list` must be objects.
    """
    parse = json_value(dict)

    def read(value: str) -> str:
        document = parse(value)
        for name in parts.keys() & document.keys():
            part = document[name]
            if not isinstance(part, parts[name]) or (
                isinstance(part, list) and not all(isinstance(each, dict) for each in part)
            ):
                raise ValueError("another kind of JSON")
        return value

    return read
