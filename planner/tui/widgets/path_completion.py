"""The rest of a path that is being typed."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from planner import restriction

_MAX_ENTRIES = 2000
"""Files of a folder that are looked at to complete a path."""


def complete_path(text: str) -> str:
    """Return the rest of the first file name that a path begins, with a slash for a folder; or nothing."""
    folder, _, begun = text.rpartition("/")
    if not text or (not begun and not folder and not text.startswith("/")):
        return ""
    try:
        restriction.check_file_name(f"{folder}/" if folder or text.startswith("/") else ".")
        where = Path(f"{folder}/" if folder or text.startswith("/") else ".").expanduser()
        with os.scandir(where) as entries:
            fitting = [
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in islice(entries, _MAX_ENTRIES)
                if entry.name.startswith(begun) and entry.name.isprintable() and (begun or entry.name[0] != ".")
            ]
    except (OSError, ValueError, RuntimeError):
        return ""
    return min(fitting)[len(begun) :] if fitting else ""
