"""The rows of a CSV file that lists activities: what can be read of it, and which rows cannot.

A plan file with a mistake is refused; a list of activities is read as far as it goes, because each row counts alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

from planner.text import join_words

MAX_CHARACTERS = 20_000_000
"""No list of activities is longer: 20,000 of them with the most columns seen are 12 million characters."""
MAX_ROWS = 30_000
"""Two activities a day for 40 years."""
_MAX_COLUMNS = 1_000
_MAX_CELLS = 2_500_000
"""What fits into the memory; 30,000 activities with 45 columns, as Garmin has, are half of it."""
_SEPARATORS = ",;\t"
_LONGEST_HEAD = 100_000
"""Characters; the longest head seen has 3,000."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its number in the file, the head being 1, and its cells without white space around them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file with a head and rows.

    Attributes:
        heads: The names of the columns that are read, as `plain_head` makes them.
        raw_heads: The names as they are written.
        rows: The rows with at most as many cells as the head.
        unread: The numbers of the rows that are damaged.
        problem: Why nothing of the file, or nothing after its last row, can be read; half a sentence, or empty.
    """

    heads: tuple[str, ...] = ()
    raw_heads: tuple[str, ...] = ()
    rows: tuple[CsvRow, ...] = ()
    unread: tuple[int, ...] = ()
    problem: str = ""


def decode_csv(data: bytes) -> str:
    """Return the text in the bytes of a CSV file, whatever its encoding; bytes that are no text become U+FFFD."""
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace").removeprefix("\ufeff")
    text = data.decode("utf-8-sig", errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost and lost * 2 > len(text) - len(text.encode("ascii", "ignore")):
        return data.decode("cp1252", errors="replace")  # what Excel on Windows saves
    return text


def plain_head(name: str) -> str:
    """Return the name of a column for comparison: small letters without accents, signs as single spaces."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return _NOT_LETTERS.sub(" ", letters).strip()


def read_heads(text: str) -> tuple[str, ...]:
    """Return the names of the columns of a file, as `plain_head` makes them, from the beginning of its text."""
    heads = next(_split(_without_separator_line(text[:_LONGEST_HEAD])), [])
    return tuple(plain_head(name) for name in heads[:_MAX_COLUMNS])


def read_table(text: str, wanted: Container[str] | None = None) -> CsvTable:
    """Return the head and the rows of a file, and what of it is damaged.

    The last row is damaged when it is shorter than the head and no end of line follows: the file is cut there.

    Args:
        text: The decoded file.
        wanted: The names of the columns that are read, as `plain_head` makes them; all of them without it.
    """
    import csv

    if len(text) > MAX_CHARACTERS:
        return CsvTable(problem=f"the file has more than {MAX_CHARACTERS:,} characters, more than any list has")
    rows: list[CsvRow] = []
    unread: list[int] = []
    head: list[str] = []
    places: list[int] = []
    width = number = cell_count = 0
    problem = ""
    try:
        for number, cells in enumerate(_split(_without_separator_line(text)), start=1):
            if number == 1:
                head = cells[:_MAX_COLUMNS]
                places = [place for place, name in enumerate(head) if wanted is None or plain_head(name) in wanted]
                continue
            cell_count += len(places)
            if number > MAX_ROWS + 1 or cell_count > _MAX_CELLS:
                problem = f"the file has more rows than any list; those from row {number} on are not read"
                break
            if len(cells) > len(head):
                unread.append(number)
            elif any(cells):
                width = len(cells)
                rows.append(CsvRow(number, tuple([cells[place].strip() for place in places if place < width])))
    except csv.Error:
        problem = f"the file is damaged after row {number}"
    if rows and not problem and width < len(head) and not text.endswith(("\n", "\r")):
        unread.append(rows.pop().number)
    names = tuple(head[place].strip() for place in places)
    return CsvTable(tuple(plain_head(name) for name in names), names, tuple(rows), tuple(unread), problem)


def say_unread(table: CsvTable, more_unread: Iterable[int] = ()) -> str:
    """Return what of a file could not be read, half a sentence; empty where all of it was.

    Args:
        table: The file.
        more_unread: Numbers of rows whose cells make no activity.
    """
    numbers = sorted({*table.unread, *more_unread})
    if not numbers:
        return table.problem
    named = join_words([f"{number}" for number in numbers] if len(numbers) < 6 else [*map(str, numbers[:4]), "others"])
    said = f"row {named} cannot be read" if len(numbers) == 1 else f"{len(numbers)} rows cannot be read ({named})"
    return f"{said}; {table.problem}" if table.problem else said


class Columns:
    """Where the columns of a table are, found by the names that an export gives them in its languages.

    Args:
        heads: The names as `plain_head` makes them.
        names: The names of each column as `plain_head` makes them, by our own name for it.
    """

    def __init__(self, heads: tuple[str, ...], names: Mapping[str, frozenset[str]]) -> None:
        self._places = {
            column: tuple(place for place, head in enumerate(heads) if head in known) for column, known in names.items()
        }

    def __contains__(self, column: str) -> bool:
        return bool(self._places[column])

    def count(self, column: str) -> int:
        """Return how often a column is there."""
        return len(self._places[column])

    def first(self, row: CsvRow, column: str) -> str:
        """Return the cell in the first column of a name, where people read; empty where there is none."""
        return self._cell(row, column, 0)

    def last(self, row: CsvRow, column: str) -> str:
        """Return the cell in the last column of a name, where exports that repeat it have the exact figure."""
        return self._cell(row, column, -1)

    def _cell(self, row: CsvRow, column: str, which: int) -> str:
        places = self._places[column]
        if not places or places[which] >= len(row.cells):
            return ""
        return row.cells[places[which]]


@cache
def column_names(export: str) -> dict[str, frozenset[str]]:
    """Return the names that an export, ``strava`` or ``garmin``, gives its columns, by our own names for them."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("csv_heads.toml").read_text("utf-8"))
    return {
        column: frozenset(plain_head(name) for line in languages.values() for name in line.split("|"))
        for column, languages in table[export].items()
    }


def _split(text: str) -> Iterator[list[str]]:
    import csv

    first = text[:_LONGEST_HEAD].partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)  # the one that the head uses most
    return csv.reader(StringIO(text.replace("\0", "\N{REPLACEMENT CHARACTER}"), newline=""), delimiter=separator)


def _without_separator_line(text: str) -> str:
    """Return the text without the line ``sep=;`` that Excel writes before the head."""
    text = text.removeprefix("\ufeff")
    return text.partition("\n")[2] if text[:4].lower() == "sep=" else text
