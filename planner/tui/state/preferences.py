"""What the runner chose on the screen and finds again at the next start: colours, marks, the calendar's view.

The choices are in a small file next to the database. The settings file wins where it names the same.
"""

from __future__ import annotations

from pathlib import Path

from planner.config import GLYPHS, THEMES
from planner.tui.state.sidecar_file import read_sidecar, sidecar_path, write_sidecar

VIEWS = ("month", "week", "agenda")
_ALLOWED = {"theme": THEMES, "glyphs": GLYPHS, "view": VIEWS}


class Preferences:
    """The choices by name: ``theme``, ``glyphs`` and ``view``.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = _read(path)

    @classmethod
    def for_database(cls, database: Path) -> Preferences:
        """Read the choices that belong to a database."""
        return cls(sidecar_path(database, "screen.json"))

    def get(self, name: str) -> str | None:
        """Return the choice of ``theme``, ``glyphs`` or ``view``; None where nothing valid was chosen."""
        return self._values.get(name)

    def set(self, name: str, value: str) -> None:
        """Keep a choice."""
        if self._values.get(name) != value:
            self._values = {**_read(self.path), name: value}  # with what another session chose meanwhile
            write_sidecar(self.path, self._values)


def _read(path: Path) -> dict[str, str]:
    document = read_sidecar(path)
    return {name: document[name] for name, allowed in _ALLOWED.items() if document.get(name) in allowed}
