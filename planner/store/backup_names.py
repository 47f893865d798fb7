"""The names of backups: numbers that only grow, in ``backups/`` next to the database."""

from __future__ import annotations

import os
import re
from pathlib import Path


def newest(path: str | os.PathLike[str]) -> Path | None:
    """The newest backup that stands beside a database, or None."""
    numbered = _numbered(Path(os.path.realpath(path)))
    return max(numbered)[1] if numbered else None


def _next_name(database: Path, version: int) -> str:
    numbered = _numbered(database)
    number = max(numbered)[0] + 1 if numbered else 1
    return str(database.parent / BACKUPS / f"{database.stem}-{number:04d}-v{version}.db")


def _numbered(database: Path) -> list[tuple[int, Path]]:
    name = re.compile(re.escape(database.stem) + r"-(\d+)-v\d+\.db")
    directory = database.parent / BACKUPS
    if not directory.is_dir():
        return []
    return [(int(found[1]), each) for each in directory.iterdir() if (found := name.fullmatch(each.name))]


BACKUPS = "backups"
"""The directory beside the database that holds its backups."""
