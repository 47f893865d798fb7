"""Small files next to the database, such as ``planner.db-draft.json``, that only their owner can read.

Nothing important is in them alone: a file that is missing, damaged or unreadable counts as empty.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from planner.file_writing import replace_file
from planner.named_files import read_whole
from planner.training.refusal import RefusedError

_MAX_BYTES = 1_000_000


def sidecar_path(database: Path, name: str) -> Path:
    """Return the path of a database's sidecar file: ``planner.db-draft.json``."""
    return database.with_name(f"{database.name}-{name}")


def read_sidecar(path: Path) -> dict[str, Any]:
    """Return the JSON document in a file; an empty one where it cannot be read."""
    try:
        content = read_whole(path, _MAX_BYTES)
    except RefusedError:
        return {}
    import json  # 2 ms that a start without the file does not pay

    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def write_sidecar(path: Path, document: dict[str, Any]) -> bool:
    """Replace a file by a JSON document; an empty document removes it.

    Returns:
        Whether it was written. Nothing is raised: a full or read-only disk is no reason to stop.
    """
    with contextlib.suppress(OSError):
        if document:
            import json

            replace_file(str(path), json.dumps(document, ensure_ascii=False))
        else:
            path.unlink(missing_ok=True)
        return True
    return False
