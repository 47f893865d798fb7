"""The rows of an Excel workbook (xlsx), as the tables of CSV files have them.

openpyxl reads the workbook row by row and without formulas; it is an extra, installed with ``pip install
'planner-tui[xlsx]'``. What is in the archive is limited before it is unpacked.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, Final

from planner.exchange.plans.tables.table_rows import MAX_COLUMNS, MAX_ROWS, TableRow
from planner.text import clean_line, join_first
from planner.training.refusal import RefusedError

_MAX_UNPACKED: Final = 20_000_000
_MAX_PART: Final = 10_000_000
_MAX_DEPTH: Final = 60
_MAX_ELEMENTS: Final = 300_000
_MAX_PARTS: Final = 2_000
_MAX_SHEETS: Final = 50
_MAX_CELL_CHARS: Final = 10_000
_UNIT_IN_FORMAT: Final = re.compile(r'"\s*(km|k|mi|miles|m|min|h)\.?\s*"', re.IGNORECASE)
_MERGED: Final = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_MAX_MERGED: Final = 2_000
_LABEL_COLUMNS: Final = 3
"""In the first columns a merged cell is the week or the phase of all its rows."""
_LONGEST_RUN_HOURS: Final = 10
_EARLIEST_START_HOUR: Final = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: Its name.
        rows: Its rows, without empty ones.
        is_hidden: Whether Excel does not show it.
        formulas: The first few cells with a formula whose value is not stored, such as ``C7``.
    """

    name: str
    rows: tuple[TableRow, ...]
    is_hidden: bool = False
    formulas: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """What to check: the cells with a formula whose value is not in the file, one sentence each."""
        why = "a formula whose value the file does not have; open it in Excel or LibreOffice and save it."
        return tuple(f"cell {cell}: {why}" for cell in self.formulas)


def read_sheets(content: bytes, file: str) -> list[Sheet]:
    """Return the sheets of a workbook, in its order.

    Args:
        content: The file.
        file: Its name, for a refusal.

    Raises:
        RefusedError: openpyxl is not installed, or the workbook is damaged, locked or far too large.
    """
    try:
        import defusedxml  # noqa: F401 - openpyxl parses with it where it is there, which stops XML that grows
        import openpyxl
    except ModuleNotFoundError:
        raise RefusedError(
            f"{file} is an Excel workbook, which needs one more package: pip install 'planner-tui[xlsx]'; "
            "or save it as CSV."
        ) from None
    _check_archive(content, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl prints what it leaves out: styles, pictures, checks of cells
            values = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(BytesIO(content), read_only=True)
            sheets = [_read_sheet(content, file, values, formulas, name) for name in values.sheetnames[:_MAX_SHEETS]]
    except RefusedError:
        raise
    except MemoryError:
        raise RefusedError(f"{file} is too large a workbook for a plan.") from None
    except Exception:  # noqa: BLE001 - openpyxl meets a damaged workbook with a dozen kinds of error
        raise RefusedError(
            f"{file} is a damaged Excel workbook; open it and save it again, or save it as CSV."
        ) from None
    return sheets


def _check_archive(content: bytes, file: str) -> None:
    from zipfile import BadZipFile, ZipFile

    damaged = RefusedError(f"{file} is a damaged Excel workbook; open it and save it again, or save it as CSV.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise damaged from None
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError(f"{file} is an Excel workbook with a password; save it without one.")
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    largest = max((part.file_size for part in read), default=0)
    if len(parts) > _MAX_PARTS or largest > _MAX_PART or sum(part.file_size for part in read) > _MAX_UNPACKED:
        raise RefusedError(f"{file} unpacks to more than {_MAX_UNPACKED // 1_000_000} MB; no plan is so large.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            is_harmless = all(_is_harmless_xml(archive.read(part)) for part in read)
    except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, zlib.error):
        raise damaged from None
    if not is_harmless:
        raise damaged


class _TooMuchError(Exception):
    """Raised within a parser to stop it."""


def _is_harmless_xml(part: bytes) -> bool:
    """Return whether a part defines no entities and has no more elements, and no deeper ones, than a plan needs."""
    from xml.parsers import expat

    depth = count = 0

    def start(_: str, __: object) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > _MAX_DEPTH or count > _MAX_ELEMENTS:
            raise _TooMuchError

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def define(*_: object) -> None:
        raise _TooMuchError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, define
    try:
        parser.Parse(part, True)
    except _TooMuchError:
        return False
    except expat.ExpatError:
        return True  # openpyxl may not need the part
    return True


def _read_sheet(content: bytes, file: str, values: Any, formulas: Any, name: str) -> Sheet:  # noqa: ANN401 - openpyxl's stubs
    sheet = values[name]
    if not hasattr(sheet, "reset_dimensions"):  # a chart on a sheet of its own
        return Sheet(clean_line(name, 60), ())
    sheet.reset_dimensions()  # what the file says of its size may be anything
    formulas[name].reset_dimensions()
    cells: list[list[str]] = []
    unstored: list[str] = []
    written = formulas[name].iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
    for number, (row, texts) in enumerate(
        zip(islice(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), MAX_ROWS + 1), written, strict=False), 1
    ):
        if number > MAX_ROWS:
            raise RefusedError(
                f'{file}: the sheet "{clean_line(name, 40)}" has more than {MAX_ROWS} rows, no plan so many.'
            )
        cells.append(["" if cell.value is None else _cell_text(cell) for cell in row])
        unstored += [
            f"{_column_name(column)}{number}"
            for column, formula in enumerate(texts)
            if isinstance(formula, str) and formula.startswith("=") and row[column].value is None
        ]
    _fill_merged(content, sheet, cells)
    rows = [TableRow(number, tuple(row)) for number, row in enumerate(cells, 1)]
    return Sheet(
        clean_line(name, 60),
        tuple(row for row in rows if not row.is_blank_or_comment),
        is_hidden=sheet.sheet_state != "visible",
        formulas=tuple(unstored[:3]),
    )


def _cell_text(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several classes of cells
    """Return a cell as it is shown: a date as ``2027-01-12``, 45 minutes as ``45 min``, 8 in the format ``0 "km"``."""
    value = cell.value
    text = str(value)[:_MAX_CELL_CHARS].strip()
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, int | float):
        text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else text
        unit = _UNIT_IN_FORMAT.search(cell.number_format or "")
        text = f"{text} {unit[1]}" if unit is not None else text
    elif isinstance(value, dt.datetime):
        text = f"{value:%Y-%m-%d}" if value.time() == dt.time.min else f"{value:%Y-%m-%d %H:%M}"
    elif isinstance(value, dt.time):
        text = _time_text(dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    elif isinstance(value, dt.timedelta):
        text = _duration_text(value)
    return text


def _time_text(time: dt.timedelta) -> str:
    """Return a time of day, which is how Excel keeps a duration that was typed as 0:45; from 4:00 on it is an hour."""
    if time < dt.timedelta(hours=_EARLIEST_START_HOUR):
        return _duration_text(time)
    minutes = int(time.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _duration_text(duration: dt.timedelta) -> str:
    """Return a duration; 45:00, which Excel takes for 45 hours, was meant as minutes."""
    seconds = round(duration.total_seconds())
    if seconds >= _LONGEST_RUN_HOURS * 3600 and seconds % 60 == 0:
        seconds //= 60
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if rest:
        return f"{hours}:{minutes:02d}:{rest:02d}"
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"


def _fill_merged(content: bytes, sheet: Any, cells: list[list[str]]) -> None:  # noqa: ANN401 - as above
    """Write the text of merged cells into all of them where it is meant for all: a week of seven rows, days of rest."""
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as archive:
        xml = archive.read(sheet._worksheet_path)  # noqa: SLF001 - openpyxl names no merged cells where it only reads
    for match in islice(_MERGED.finditer(xml), _MAX_MERGED):
        left, right = _column_number(match[1]), _column_number(match[3])
        top, bottom = int(match[2]) - 1, int(match[4]) - 1
        if not (0 <= top <= bottom < len(cells)) or left > right or left >= len(cells[top]):
            continue
        text = cells[top][left]
        has_figure = any(char.isdigit() for char in text)
        is_heading = left != right and not any(cells[top][:left] + cells[top][right + 1 :])
        if not text or is_heading or (has_figure and (left != right or left >= _LABEL_COLUMNS)):
            continue
        for row in cells[top : bottom + 1]:
            row.extend([""] * (min(right + 1, MAX_COLUMNS) - len(row)))
            for column in range(left, min(right + 1, MAX_COLUMNS)):
                row[column] = row[column] or text


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _column_name(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def other_sheets_remark(read: Sheet, sheets: Sequence[Sheet]) -> list[str]:
    """Return a remark that names the sheet that is read and those that are not; none for a workbook of one sheet."""
    others = [f'"{sheet.name}"{" (hidden)" if sheet.is_hidden else ""}' for sheet in sheets if sheet is not read]
    if not others:
        return []
    verb = "is" if len(others) == 1 else "are"
    return [f'The sheet "{read.name}" is read; {join_first(others)} {verb} not.']
