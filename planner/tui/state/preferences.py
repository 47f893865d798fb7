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
    """The choices; each is None where nothing valid was chosen.

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

    @property
    def theme(self) -> str | None:
        """The name of the colour theme."""
        return self._values.get("theme")

    @theme.setter
    def theme(self, name: str) -> None:
        self._set("theme", name)

    @property
    def glyphs(self) -> str | None:
        """``unicode`` or ``ascii``."""
        return self._values.get("glyphs")

    @glyphs.setter
    def glyphs(self, name: str) -> None:
        self._set("glyphs", name)

    @property
    def view(self) -> str | None:
        """The view of the calendar: ``month``, ``week`` or ``agenda``."""
        return self._values.get("view")

    @view.setter
    def view(self, name: str) -> None:
        self._set("view", name)

    def _set(self, name: str, value: str) -> None:
        if self._values.get(name) != value:
            self._values = {**_read(self.path), name: value}  # with what another session chose meanwhile
            write_sidecar(self.path, self._values)


def _read(path: Path) -> dict[str, str]:
    document = read_sidecar(path)
    return {name: document[name] for name, allowed in _ALLOWED.items() if document.get(name) in allowed}
