"""Read a plan from a file of any known form: the one door for plan files.

The content decides which form a file has; the extension only helps. A form is a row of `_FORMS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from planner.exchange.calendars.ics_lines import is_ics
from planner.exchange.plans.file_text import decode_file
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.named_files import read_start
from planner.text import clean_line
from planner.training.plans import Plan
from planner.training.refusal import RefusedError

_MAX_FILE_BYTES: Final = 1_000_000
"""Called 1 MB in refusals. The longest published plan has 16,000 bytes."""
_MAX_WORKBOOK_BYTES: Final = 10_000_000
"""A workbook may have pictures; what is unpacked of it has a limit of its own."""
_LOOKED_AT: Final = 2_000
_ZIP: Final = b"PK"
_CSV_EXTENSIONS: Final = frozenset({"csv", "tsv"})
_YAML_EXTENSIONS: Final = frozenset({"yaml", "yml"})
_SCHEDULE: Final = re.compile(r"^schedule\s*:", re.MULTILINE)
_YAML_START: Final = re.compile(
    r"(?:\s*#[^\n]*\n|\s*\n|---\s*\n)*(?:[^\s#:,;|\"'][^:,;|\n]{0,80}|- [a-z_]{1,30}):(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class _PlanText:
    """A decoded file with all that is known of it."""

    text: str
    file: str
    hints: PlanHints

    @property
    def extension(self) -> str:
        return self.file.lower().rpartition(".")[2]


class _Form(NamedTuple):
    """A form that a plan can have: its name in refusals, whether a text looks like it, and its reader."""

    name: str
    fits: Callable[[_PlanText], bool]
    read: Callable[[_PlanText], Plan]


def read_plan_file(path: Path, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a file of any of the forms.

    Args:
        path: The file.
        hints: What is known besides the file.

    Raises:
        RefusedError: The file cannot be read or is no such plan; the message is one sentence that names the file.
    """
    file = _shown_name(path)
    return parse_plan_bytes(_read_bytes(path, file), file, hints)


def parse_plan_bytes(content: bytes, file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in the bytes of a file.

    Args:
        content: The file.
        file: Its name.
        hints: What is known besides the file.

    Raises:
        RefusedError: As `read_plan_file`.
    """
    from planner.exchange.plans.foreign_files import describe_foreign_file, is_zip

    if is_zip(content):
        return _read_workbook(content, file, hints)
    if what := describe_foreign_file(content):
        raise RefusedError(f"{file} {what}.")
    _check_size(content, file)
    decoded = decode_file(content, file)
    plan = parse_plan(decoded.text, file, hints)
    return replace(plan, remarks=(decoded.remark, *plan.remarks)) if decoded.remark else plan


def read_plan_file_text(path: Path) -> str:
    """Return the text in a file.

    Raises:
        RefusedError: The file cannot be read, is larger than 1 MB, or is not text in UTF-8 or UTF-16; the message is
            one sentence that names the file.
    """
    file = _shown_name(path)
    return _plain_text(_read_bytes(path, file), file)


def read_text_stream(stream: BinaryIO, file: str) -> str:
    """Return the text of a stream up to its end.

    Args:
        stream: The stream.
        file: The name of the stream, for a refusal.

    Raises:
        RefusedError: As `read_plan_file_text`.
    """
    return _plain_text(stream.read(_MAX_FILE_BYTES + 1), file)


def parse_plan(text: str, file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a decoded file.

    Args:
        text: The content of the file.
        file: The name of the file; its extension helps when the content fits two forms.
        hints: What is known besides the file.

    Raises:
        RefusedError: As `read_plan_file`.
    """
    from planner.exchange.plans.foreign_files import describe_foreign_file

    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise RefusedError(f"{file}: the file is empty.")
    if what := describe_foreign_file(text[:_LOOKED_AT].encode("utf-8", "replace")):
        raise RefusedError(f"{file} {what}.")
    found = _PlanText(text, file, hints)
    form = next(form for form in _FORMS if form.fits(found))
    return form.read(found)


def _read_calendar(found: _PlanText) -> Plan:
    from planner.exchange.plans.ics_plan import parse_ics_plan

    return parse_ics_plan(found.text, found.file, found.hints)


def _is_json(found: _PlanText) -> bool:
    return found.text.lstrip()[:1] in {"{", "["} and found.extension not in _CSV_EXTENSIONS


def _read_json(found: _PlanText) -> Plan:
    from planner.exchange.plans.trees.safe_json import parse_json
    from planner.exchange.plans.trees.tree_plan import parse_tree_plan

    return parse_tree_plan(parse_json(found.text, found.file), found.file, found.hints)


def _is_plan_text(found: _PlanText) -> bool:
    from planner.exchange.plans.plan_text import is_plan_text

    return found.extension not in _CSV_EXTENSIONS and is_plan_text(found.text)


def _read_plan_text(found: _PlanText) -> Plan:
    from planner.exchange.plans.plan_text import parse_plan_text

    return parse_plan_text(found.text, found.file)


def _is_yaml(found: _PlanText) -> bool:
    if found.extension in _CSV_EXTENSIONS:
        return False
    return (
        found.extension in _YAML_EXTENSIONS
        or _SCHEDULE.search(found.text) is not None
        or _YAML_START.match(found.text) is not None
    )


def _read_yaml(found: _PlanText) -> Plan:
    from planner.exchange.plans.trees.calendarhack import has_calendarhack_schedule, parse_calendarhack
    from planner.exchange.plans.trees.safe_yaml import parse_yaml
    from planner.exchange.plans.trees.tree_plan import parse_tree_plan

    tree = parse_yaml(found.text, found.file)
    if has_calendarhack_schedule(tree):
        return parse_calendarhack(found.text, found.file)
    return parse_tree_plan(tree, found.file, found.hints)


def _is_markdown(found: _PlanText) -> bool:
    from planner.exchange.plans.tables.markdown_table import is_markdown_table

    return found.extension not in _CSV_EXTENSIONS | _YAML_EXTENSIONS and is_markdown_table(found.text)


def _read_markdown(found: _PlanText) -> Plan:
    from planner.exchange.plans.tables.markdown_table import parse_markdown_tables
    from planner.exchange.plans.tables.table_layouts import parse_table

    return parse_table(parse_markdown_tables(found.text, found.file), found.file, found.hints)


def _is_week_lines(found: _PlanText) -> bool:
    from planner.exchange.plans.tables.week_lines import week_lines_as_grid

    is_other = found.extension in _CSV_EXTENSIONS | _YAML_EXTENSIONS
    return not is_other and week_lines_as_grid(found.text) is not None


def _read_week_lines(found: _PlanText) -> Plan:
    from planner.exchange.plans.tables.table_layouts import parse_table
    from planner.exchange.plans.tables.week_lines import week_lines_as_grid

    return parse_table(week_lines_as_grid(found.text) or [], found.file, found.hints)


def _is_own_csv(found: _PlanText) -> bool:
    from planner.exchange.plans.tables.own_csv import is_own_csv

    return is_own_csv(found.text)


def _read_table(found: _PlanText) -> Plan:
    """Return the plan in a table; only of a file named as one an error within it is worth reporting."""
    from planner.exchange.plans.tables.table_layouts import UnknownHeadError, parse_table
    from planner.exchange.plans.tables.table_rows import parse_csv
    from planner.exchange.plans.tables.week_lines import week_lines_as_grid

    is_named_csv = found.extension in _CSV_EXTENSIONS
    unknown = RefusedError(f"{found.file} is no plan that can be read: it should be {_form_names()}.")
    try:
        rows = parse_csv(found.text, found.file)
    except RefusedError:
        if is_named_csv:
            raise
        raise unknown from None
    if not is_named_csv and (len(rows) == 1 or max(len(row.cells) for row in rows) == 1):
        raise unknown
    try:
        return parse_table(rows, found.file, found.hints)
    except UnknownHeadError:
        lines = week_lines_as_grid(found.text)
        if lines is None:
            raise
        return parse_table(lines, found.file, found.hints)


_FORMS: Final = (
    _Form("planner's own CSV table", _is_own_csv, _read_table),  # first, since the texts in its cells may be anything
    _Form("a calendar (ICS)", lambda found: is_ics(found.text), _read_calendar),
    _Form("JSON of weeks and days", _is_json, _read_json),
    _Form("planner's own text, which begins with plan: and its name", _is_plan_text, _read_plan_text),
    _Form("a Markdown table of weeks or of days", _is_markdown, _read_markdown),
    _Form('lines like "Week 1: Tue 5 km, Sun 10 km"', _is_week_lines, _read_week_lines),
    _Form("YAML of weeks and days or of calendar-hack", _is_yaml, _read_yaml),
    _Form("a CSV table of weeks or of days", lambda _: True, _read_table),
)
"""The forms in the order in which they are tried."""


def _form_names() -> str:
    names = [form.name for form in _FORMS]
    return f"{', '.join(names)}, or the same as an Excel workbook (xlsx)"


def _read_workbook(content: bytes, file: str, hints: PlanHints) -> Plan:
    """Return the plan in the first visible sheet of a workbook that holds one."""
    from planner.exchange.plans.foreign_files import describe_zip, list_zip

    names = list_zip(content)
    if "xl/workbook.xml" not in names:
        raise RefusedError(f"{file} {describe_zip(names)}.")
    if len(content) > _MAX_WORKBOOK_BYTES:
        raise RefusedError(f"{file} is larger than 10 MB, too large for a plan.")
    from planner.exchange.plans.tables.table_layouts import parse_table
    from planner.exchange.plans.tables.xlsx_rows import other_sheets_remark, read_sheets

    sheets = read_sheets(content, file)
    refusal: RefusedError | None = None
    for sheet in sheets:
        if sheet.is_hidden or not sheet.rows:
            continue
        try:
            plan = parse_table(sheet.rows, file, hints)
        except RefusedError as error:
            refusal = refusal or error
            continue
        remarks = (*other_sheets_remark(sheet, sheets), *plan.remarks)
        return replace(plan, remarks=remarks, doubts=(*sheet.doubts, *plan.doubts))
    raise refusal or RefusedError(f"{file} is an Excel workbook without a sheet that shows anything.")


def _shown_name(path: Path) -> str:
    return clean_line(path.name, 80) or "the file"


def _read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a file, at most one more than a plan of its kind may have."""
    content = read_start(path, _MAX_FILE_BYTES + 1, file)
    return read_start(path, _MAX_WORKBOOK_BYTES + 1, file) if content.startswith(_ZIP) else content


def _check_size(content: bytes, file: str) -> None:
    if len(content) > _MAX_FILE_BYTES:
        raise RefusedError(f"{file} is larger than 1 MB, too large for a plan.")


def _plain_text(content: bytes, file: str) -> str:
    """Return the content as text whose encoding is certain, which must not be too large."""
    _check_size(content, file)
    decoded = decode_file(content, file)
    if decoded.is_guessed:
        raise RefusedError(f"{file} is not UTF-8 text; save it as UTF-8.")
    return decoded.text
