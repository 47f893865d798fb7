"""A plan from a file of any readable form: what a file is follows from its content, and only then from its ending."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from planner.text import clean_line
from planner.training.plans import Plan
from planner.training.refusal import RefusedError

MAX_FILE_BYTES = 1_000_000
"""Bytes; the longest published plan has 16,000."""

_SCHEDULE = re.compile(r"^schedule\s*:", re.MULTILINE)
_YAML_FIELD = re.compile(r"^[^\s#:,;|][^:,;|\n]{0,80}:(?:\s|$)", re.MULTILINE)
_NOT_PLANS = (
    ("<", "is XML or HTML, not a run plan"),
    ("begin:vcalendar", "is a calendar (ICS), which is not read as a plan"),
    ("{", "is JSON, and a JSON file is not a run plan"),
    ("[", "is JSON, and a JSON file is not a run plan"),
)
_READABLE_FORMS = (
    "calendar-hack YAML with a schedule, a CSV grid of weeks, a CSV list of days, "
    "or a text that begins with plan: and its name"
)


def read_plan_file(path: Path) -> Plan:
    """The plan that a file holds: calendar-hack YAML, a grid or daily CSV, time-to-run's template, or our own text.

    Raises:
        RefusedError: In one sentence that names the file, when it cannot be read or is no such plan.
    """
    file = clean_line(path.name, 80) or "the file"
    return parse_plan(_decode(_read_bytes(path, file), file), file)


def read_plan_file_text(path: Path) -> str:
    """The text in a file.

    Raises:
        RefusedError: In one sentence that names the file, when it cannot be read or is no text.
    """
    file = clean_line(path.name, 80) or "the file"
    return _decode(_read_bytes(path, file), file)


def read_text_stream(stream: BinaryIO, file: str) -> str:
    """The text that arrives on a stream, to its end.

    Args:
        stream: Where from.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: As `read_plan_file_text`.
    """
    content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise RefusedError(f"{file} is larger than 1 MB, too large for a plan.")
    return _decode(content, file)


def parse_plan(text: str, file: str) -> Plan:
    """The plan of a decoded file.

    Args:
        text: What the file holds.
        file: What it is called; its ending helps where the content fits two forms.

    Raises:
        RefusedError: As `read_plan_file`.
    """
    text = text.removeprefix("\ufeff")
    start = text.lstrip()[:20].lower()
    if not start:
        raise RefusedError(f"{file}: the file is empty.")
    for begins, what in _NOT_PLANS:
        if start.startswith(begins):
            raise RefusedError(f"{file} {what}.")
    ending = file.lower().rpartition(".")[2]
    if ending in {"csv", "tsv"}:
        return _parse_csv_plan(text, file, is_named_csv=True)
    from planner.exchange.plan_text import is_plan_text, parse_plan_text

    if is_plan_text(text):
        return parse_plan_text(text, file)
    if ending in {"yaml", "yml"} or _SCHEDULE.search(text):
        from planner.exchange.calendarhack import parse_calendarhack

        return parse_calendarhack(text, file)
    return _parse_csv_plan(text, file, is_named_csv=False)


def _parse_csv_plan(text: str, file: str, *, is_named_csv: bool) -> Plan:
    """A plan in one of the CSV forms, told apart by its first row.

    Args:
        text: What the file holds.
        file: What it is called.
        is_named_csv: Whether its ending says that it is CSV; then a fault of the CSV is worth telling.
    """
    from planner.exchange import csv_rows, daily_csv, grid_csv, timetorun_csv

    unknown = RefusedError(f"{file} is no plan that can be read: it should be {_READABLE_FORMS}.")
    try:
        rows = csv_rows.parse_csv(text, file)
    except RefusedError:
        if is_named_csv:
            raise
        raise unknown from None
    if timetorun_csv.is_timetorun_template(rows):
        return timetorun_csv.parse_timetorun_csv(text, file)
    if grid_csv.find_weekday_columns(rows[0]):
        return grid_csv.parse_grid_csv(text, file)
    if daily_csv.is_activity_header(rows[0]):
        raise RefusedError(f"{file} is a list of past activities, not a run plan.")
    if daily_csv.is_daily_header(rows[0]):
        return daily_csv.parse_daily_csv(text, file)
    if not is_named_csv and _YAML_FIELD.match(text):
        raise RefusedError(f"{file} looks like YAML, but it has no schedule, so it is not a calendar-hack plan.")
    raise unknown


def _read_bytes(path: Path, file: str) -> bytes:
    """The bytes of a plan file, at most 1 MB."""
    try:
        kind = "folder" if path.is_dir() else "device or pipe" if path.exists() and not path.is_file() else ""
        content = b""
        if not kind:
            with path.open("rb") as stream:
                content = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise RefusedError(f"{file}: there is no such file.") from None
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{file} cannot be read: no file can have this name.") from None
    if kind:
        raise RefusedError(f"{file} is a {kind}, not a plan file.")
    if len(content) > MAX_FILE_BYTES:
        raise RefusedError(f"{file} is larger than 1 MB, too large for a plan.")
    return content


def _decode(content: bytes, file: str) -> str:
    """The content as text, which must be UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(f"{file} is UTF-16 text; save it as UTF-8.")
    if b"\0" in content:
        raise RefusedError(f"{file} is a binary file, not a plan.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{file} is not UTF-8 text (at byte {error.start + 1}); save it as UTF-8.") from None
