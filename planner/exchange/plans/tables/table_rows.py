"""Rows of a CSV file with commas, semicolons or tabs between its cells, quoted or not."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from planner.text import clean_line
from planner.training.refusal import RefusedError

_SEPARATORS = ",;\t"
MAX_ROWS = 5000
MAX_COLUMNS = 200
_BARE_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its cells without surrounding white space, and the line of the file on which it ends."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the cell of a column, empty when the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_blank_or_comment(self) -> bool:
        """Whether the row is empty or a ``//`` comment."""
        return not any(self.cells) or self.cells[0].startswith("//")


def parse_csv(text: str, file: str) -> list[TableRow]:
    """Return the rows of a file, at least one, without empty ones and comments.

    Args:
        text: The decoded file.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The text is not CSV (an open quote, a NUL), has no rows, or has far too many rows or columns.
    """
    import csv
    from io import StringIO

    if "\0" in text:
        raise RefusedError(f"{file}: there is a NUL character in the file, so this is not CSV text.")
    rows: list[TableRow] = []
    lines = csv.reader(StringIO(text, newline=""), delimiter=_guess_separator(text), strict=True, skipinitialspace=True)
    try:
        for cells in lines:
            if len(rows) >= MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise RefusedError(f"{file}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns; no plan is so large.")
            row = TableRow(lines.line_num, tuple(cell.strip() for cell in cells))
            if not row.is_blank_or_comment:
                rows.append(row)
    except csv.Error as error:
        raise RefusedError(f"{file}: line {lines.line_num} is not valid CSV: {error}.") from None
    if not rows:
        raise RefusedError(f"{file}: the file has no rows.")
    return rows


def parse_bare_number(cell: str) -> float | None:
    """Return the number in a cell that holds nothing else, with a point or a comma; otherwise None."""
    return float(cell.replace(",", ".")) if _BARE_NUMBER.fullmatch(cell) else None


def unused_columns_remark(header: TableRow, used_columns: Container[int | None]) -> list[str]:
    """Return a remark that names the columns of a plan that are not read, or no remark when all of them are."""
    names = [clean_line(cell, 40) for column, cell in enumerate(header.cells) if cell and column not in used_columns]
    return [f"Columns that are not used: {', '.join(names)}."] if names else []


def _guess_separator(text: str) -> str:
    """Return the separator that the first row uses most."""
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip('" ').startswith("//")), "")
    return max(_SEPARATORS, key=first.count)
