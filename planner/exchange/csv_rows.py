"""Rows of a CSV file, whatever separates its cells: comma, semicolon or tab, with quotes or without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.text import clean_line
from planner.training.races import Unit
from planner.training.refusal import RefusedError

_SEPARATORS = ",;\t"
_MOST_ROWS = 5000
_MOST_COLUMNS = 200
_BARE_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")

UNIT_NAMES: Final = {
    "km": Unit.KM,
    "kilometers": Unit.KM,
    "kilometres": Unit.KM,
    "mi": Unit.MI,
    "mile": Unit.MI,
    "miles": Unit.MI,
}
"""How a column names the unit of its distances."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its cells without surrounding white space, and the line of the file on which it ends."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The cell of a column; empty when the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank_or_comment(self) -> bool:
        """Whether the row is empty or a ``//`` comment."""
        return not any(self.cells) or self.cells[0].startswith("//")


def parse_csv(text: str, file: str) -> list[CsvRow]:
    """All rows of the file, empty ones and comments left out.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: When it is no CSV (an open quote, a NUL), or has far too many rows or columns.
    """
    import csv
    from io import StringIO

    if "\0" in text:
        raise RefusedError(f"{file}: a NUL character stands in the file; this is not CSV text.")
    rows: list[CsvRow] = []
    lines = csv.reader(StringIO(text, newline=""), delimiter=_guess_separator(text), strict=True, skipinitialspace=True)
    try:
        for cells in lines:
            if len(rows) >= _MOST_ROWS or len(cells) > _MOST_COLUMNS:
                raise RefusedError(
                    f"{file}: more than {_MOST_ROWS} rows or {_MOST_COLUMNS} columns; no plan is so large."
                )
            row = CsvRow(lines.line_num, tuple(cell.strip() for cell in cells))
            if not row.is_blank_or_comment:
                rows.append(row)
    except csv.Error as error:
        raise RefusedError(f"{file}: line {lines.line_num} is not valid CSV: {error}.") from None
    if not rows:
        raise RefusedError(f"{file}: the file has no rows.")
    return rows


def parse_bare_number(cell: str) -> float | None:
    """The number of a cell that holds nothing else, with a point or a comma; else None."""
    return float(cell.replace(",", ".")) if _BARE_NUMBER.fullmatch(cell) else None


def plan_name_from_file(file: str) -> str:
    """What a plan without a name of its own is called: its file, without the ending."""
    return clean_line(file.rpartition(".")[0].replace("_", " ")) or clean_line(file)


def _guess_separator(text: str) -> str:
    """The separator that the first row uses most."""
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip('" ').startswith("//")), "")
    return max(_SEPARATORS, key=first.count)
