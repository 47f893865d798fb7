"""Read a plan from a file of any known form. The content decides which form it is; the extension only helps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from planner.exchange.calendars.ics_lines import is_ics
from planner.exchange.plans.plan_hints import NO_HINTS, PlanHints
from planner.text import clean_line
from planner.training.plans import Plan
from planner.training.refusal import RefusedError

_MAX_FILE_BYTES = 1_000_000
"""Called 1 MB in refusals. The longest published plan has 16,000 bytes."""

_SCHEDULE = re.compile(r"^schedule\s*:", re.MULTILINE)
_YAML_FIELD = re.compile(r"^[^\s#:,;|][^:,;|\n]{0,80}:(?:\s|$)", re.MULTILINE)
_NOT_PLANS = (
    ("<", "is XML or HTML, not a run plan"),
    ("{", "is JSON, and a JSON file is not a run plan"),
    ("[", "is JSON, and a JSON file is not a run plan"),
)
_READABLE_FORMS = (
    "calendar-hack YAML with a schedule, a CSV grid of weeks, a CSV list of days, "
    "or a text that begins with plan: and its name"
)


def read_plan_file(path: Path, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a file: calendar-hack YAML, a grid or daily CSV, time-to-run's template, or our own text form.

    Args:
        path: The file.
        hints: What is known besides the file.

    Raises:
        RefusedError: The file cannot be read or is no such plan; the message is one sentence that names the file.
    """
    return parse_plan(read_plan_file_text(path), _shown_name(path), hints)


def read_plan_file_text(path: Path) -> str:
    """Return the text in a file.

    Raises:
        RefusedError: The file cannot be read, is larger than 1 MB, or is not text in UTF-8; the message is one sentence
            that names the file.
    """
    file = _shown_name(path)
    return _decode(_read_bytes(path, file), file)


def read_text_stream(stream: BinaryIO, file: str) -> str:
    """Return the text of a stream up to its end.

    Args:
        stream: The stream.
        file: The name of the stream, for a refusal.

    Raises:
        RefusedError: As `read_plan_file_text`.
    """
    return _decode(stream.read(_MAX_FILE_BYTES + 1), file)


def parse_plan(text: str, file: str, hints: PlanHints = NO_HINTS) -> Plan:
    """Return the plan in a decoded file.

    Args:
        text: The content of the file.
        file: The name of the file; its extension helps when the content fits two forms.
        hints: What is known besides the file.

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
    if is_ics(text):
        from planner.exchange.plans.ics_plan import parse_ics_plan

        return parse_ics_plan(text, file)
    extension = file.lower().rpartition(".")[2]
    if extension in {"csv", "tsv"}:
        return _parse_csv_plan(text, file, hints, is_named_csv=True)
    from planner.exchange.plans.plan_text import is_plan_text, parse_plan_text

    if is_plan_text(text):
        return parse_plan_text(text, file)
    if extension in {"yaml", "yml"} or _SCHEDULE.search(text):
        from planner.exchange.plans.calendarhack import parse_calendarhack

        return parse_calendarhack(text, file)
    return _parse_csv_plan(text, file, hints, is_named_csv=False)


def _parse_csv_plan(text: str, file: str, hints: PlanHints, *, is_named_csv: bool) -> Plan:
    """Return the plan in one of the CSV forms, which the first row tells apart.

    Args:
        text: The content of the file.
        file: The name of the file.
        hints: What is known besides the file.
        is_named_csv: Whether its extension says that it is CSV; only then is a CSV error worth reporting.
    """
    from planner.exchange.plans.table_layouts import parse_table
    from planner.exchange.plans.tables import parse_csv

    unknown = RefusedError(f"{file} is no plan that can be read: it should be {_READABLE_FORMS}.")
    try:
        rows = parse_csv(text, file)
    except RefusedError:
        if is_named_csv:
            raise
        raise unknown from None
    if not is_named_csv and _YAML_FIELD.match(text):
        raise RefusedError(f"{file} looks like YAML, but it has no schedule, so it is not a calendar-hack plan.")
    if not is_named_csv and (len(rows) == 1 or max(len(row.cells) for row in rows) == 1):
        raise unknown
    return parse_table(rows, file, hints)


def _shown_name(path: Path) -> str:
    return clean_line(path.name, 80) or "the file"


def _read_bytes(path: Path, file: str) -> bytes:
    """Return the bytes of a file, at most one more than a plan may have."""
    try:
        kind = "folder" if path.is_dir() else "device or pipe" if path.exists() and not path.is_file() else ""
        content = b""
        if not kind:
            with path.open("rb") as stream:
                content = stream.read(_MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise RefusedError(f"{file}: there is no such file.") from None
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise RefusedError(f"{file} cannot be read: no file can have this name.") from None
    if kind:
        raise RefusedError(f"{file} is a {kind}, not a plan file.")
    return content


def _decode(content: bytes, file: str) -> str:
    """Return the content as text, which must be UTF-8 and not too large."""
    if len(content) > _MAX_FILE_BYTES:
        raise RefusedError(f"{file} is larger than 1 MB, too large for a plan.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(f"{file} is UTF-16 text; save it as UTF-8.")
    if b"\0" in content:
        raise RefusedError(f"{file} is a binary file, not a plan.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{file} is not UTF-8 text (at byte {error.start + 1}); save it as UTF-8.") from None
