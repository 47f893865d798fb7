"""A crash without a spill: one short paragraph on the terminal, and a report that holds no word of the runner's.

A traceback with local variables would print notes and workouts. The report names the error's type and the lines of
code it came through; the error's own message is left out, since it may quote what was typed.
"""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path


def write_report(error: BaseException, database: Path) -> str:
    """Write the report next to the database, and return what to tell the person.

    Args:
        error: What went wrong.
        database: The database file; the report takes its name and ``-crash.txt``.
    """
    path = database.with_name(f"{database.name}-crash.txt")
    saved = "Everything you entered before is saved."
    try:
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_report_text(error))
    except OSError:
        return f"planner stopped because of a fault of its own ({type(error).__name__}). {saved}"
    return (
        f"planner stopped because of a fault of its own ({type(error).__name__}). {saved}\n"
        f"A report without your data is in {path}"
    )


def _report_text(error: BaseException) -> str:
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, Python {platform.python_version()}, {platform.system()}"]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__name__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}: {frame.line}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"
