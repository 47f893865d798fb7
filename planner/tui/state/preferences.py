"""What was chosen on the screen and holds for the next start: colours, marks, the calendar's view.

It stands in a small file beside the database. The settings file wins where it names the same; this is only what a
person last liked.
"""

from __future__ import annotations

from pathlib import Path

from planner.config import GLYPHS, THEMES
from planner.tui.state.sidecar_file import path_beside, read_document, write_document

VIEWS = ("month", "week", "agenda")
_ALLOWED = {"theme": THEMES, "glyphs": GLYPHS, "view": VIEWS}


class Remembered:
    """The choices by their names; what was never chosen, or is not understood, is None.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._chosen = _read(path)

    @classmethod
    def beside(cls, database: Path) -> Remembered:
        """The choices that belong to a database."""
        return cls(path_beside(database, "screen"))

    @property
    def theme(self) -> str | None:
        """The name of the colour theme."""
        return self._chosen.get("theme")

    @theme.setter
    def theme(self, name: str) -> None:
        self._choose("theme", name)

    @property
    def glyphs(self) -> str | None:
        """``unicode`` or ``ascii``."""
        return self._chosen.get("glyphs")

    @glyphs.setter
    def glyphs(self, name: str) -> None:
        self._choose("glyphs", name)

    @property
    def view(self) -> str | None:
        """How the calendar is shown: ``month``, ``week`` or ``agenda``."""
        return self._chosen.get("view")

    @view.setter
    def view(self, name: str) -> None:
        self._choose("view", name)

    def _choose(self, name: str, value: str) -> None:
        """Keep a choice, beside those another session may have made meanwhile."""
        if self._chosen.get(name) != value:
            self._chosen = {**_read(self.path), name: value}
            write_document(self.path, self._chosen)


def _read(path: Path) -> dict[str, str]:
    found = read_document(path)
    return {name: found[name] for name, allowed in _ALLOWED.items() if found.get(name) in allowed}
