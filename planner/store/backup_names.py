"""The names of backups: numbers that only grow, in ``backups/`` next to the database.

A number, not a date, so that a clock set back cannot make an old backup look new.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

BACKUPS_DIRECTORY = "backups"
"""The directory next to the database that holds its backups."""


def find_newest_backup(path: str | os.PathLike[str]) -> Path | None:
    """Return the newest backup of a database; None when there is none."""
    numbered = _numbered_backups(Path(os.path.realpath(path)))
    return max(numbered)[1] if numbered else None


def next_backup_path(database: Path, version: int) -> str:
    """Return the path of the next backup: the highest number in use plus one, and the schema version."""
    numbered = _numbered_backups(database)
    number = max(numbered)[0] + 1 if numbered else 1
    return str(database.parent / BACKUPS_DIRECTORY / f"{database.stem}-{number:04d}-v{version}.db")


def _numbered_backups(database: Path) -> list[tuple[int, Path]]:
    name = re.compile(re.escape(database.stem) + r"-(\d+)-v\d+\.db")
    directory = database.parent / BACKUPS_DIRECTORY
    if not directory.is_dir():
        return []
    return [(int(match[1]), file) for file in directory.iterdir() if (match := name.fullmatch(file.name))]
