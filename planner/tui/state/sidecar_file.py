"""Small JSON files beside the database: read if they can be, replaced as a whole, readable by their owner alone.

Nothing that matters is in them alone. One that is missing, damaged or not to be read is as good as an empty one.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

_MAX_CHARS = 100_000


def sidecar_path(database: Path, kind: str) -> Path:
    """Where a database's file of a kind is: ``planner.db-draft.json``."""
    return database.with_name(f"{database.name}-{kind}.json")


def read_sidecar(path: Path) -> dict[str, Any]:
    """The document in a file; an empty one where there is none to be read."""
    if not path.exists():
        return {}
    import json  # 2 ms that a start without the file does not pay

    try:
        with path.open(encoding="utf-8") as file:
            found = json.loads(file.read(_MAX_CHARS))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_sidecar(path: Path, document: dict[str, Any]) -> bool:
    """Replace the file as a whole, so that a reader never sees half of it; an empty document removes it.

    Returns:
        Whether it was written. A full or read-only disk is no reason to stop what one is doing: nothing is raised.
    """
    with contextlib.suppress(OSError):
        _write(path, document)
        return True
    return False


def _write(path: Path, document: dict[str, Any]) -> None:
    if not document:
        path.unlink(missing_ok=True)
        return
    import json

    temporary = path.with_name(f"{path.name}.new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
    temporary.replace(path)
