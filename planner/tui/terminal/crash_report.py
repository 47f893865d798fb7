"""Report a crash without the runner's data: a short paragraph on the terminal, and a file with the lines of code.

A traceback with local variables would print notes and workouts. The report has the error's type and the lines of code
it came through; the error's own message is left out, because it may quote what was typed.
"""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

from planner.file_writing import replace_file
from planner.tui.state.sidecar_file import sidecar_path


def write_report(error: BaseException, database: Path) -> str:
    """Write the report next to the database.

    Args:
        error: What went wrong.
        database: The database file; the report takes its name and ``-crash.txt``.

    Returns:
        What to tell the runner.
    """
    path = sidecar_path(database, "crash.txt")
    what = f"planner stopped because of a fault of its own ({type(error).__name__})."
    message = f"{what} Everything you entered before is saved."
    try:
        replace_file(str(path), _report_text(error))
    except OSError:
        return message
    return f"{message}\nA report without your data is in {path}"


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
