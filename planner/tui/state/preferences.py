"""What the runner chose on the screen and finds again at the next start.

Colours, marks, view, the session's bell, and whether ACWR is shown.

The choices are in a small file next to the database. The settings file wins where it names the same. So are the
questions that were left and are not asked again, how often commands were run from the palette, the day from which a
new week is noticed, and the time zones of which it was said that they differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planner.config import GLYPHS, THEMES
from planner.tui.state.sidecar_file import read_sidecar, sidecar_path, write_sidecar

VIEWS = ("month", "week", "agenda")
BELLS = ("sound", "flash", "both", "off")
"""What a running session does at 10, 3, 2, 1 and 0 s: the terminal's bell, a flashing line, both, or nothing."""
_ALLOWED = {"theme": THEMES, "glyphs": GLYPHS, "view": VIEWS, "bell": BELLS, "acwr": ("off", "on")}
_LEFT, _SAID = "mornings_left", "questions_said"
_NOTED, _ZONE = "week_noted", "zone_said"
_USES = "palette_uses"
_MOST_LEFT = 20
"""So many sessions whose question was left are kept: only those of the last days are ever asked about."""


class Preferences:
    """The choices by name: ``theme``, ``glyphs``, ``view``, ``bell`` and ``acwr``.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._values = _choices(read_sidecar(path))

    @classmethod
    def for_database(cls, database: Path) -> Preferences:
        """Read the choices that belong to a database."""
        return cls(sidecar_path(database, "screen.json"))

    def get(self, name: str) -> str | None:
        """Return the choice of one of the names; None where nothing valid was chosen."""
        return self._values.get(name)

    def set(self, name: str, value: str) -> bool:
        """Keep a choice; return False when it cannot be written, so that it ends with this session."""
        if self._values.get(name) == value:
            return True
        self._values = {**self._values, name: value}
        return self._write({name: value})

    @property
    def mornings_left(self) -> tuple[int, ...]:
        """The ids of the sessions whose question after the next morning was left unanswered."""
        return _numbers(read_sidecar(self.path).get(_LEFT))

    def leave_morning(self, session_id: int) -> None:
        """Keep that the question after a session is not asked again."""
        others = [number for number in self.mornings_left if number != session_id]
        self._write({_LEFT: [*others, session_id][-_MOST_LEFT:]})

    @property
    def week_noted_on(self) -> dt.date | None:
        """The day of the first start in the newest week that the screen was started in; None before the first one."""
        return _date(read_sidecar(self.path).get(_NOTED))

    def note_week(self, today: dt.date) -> None:
        """Keep the day of the first start in a week."""
        self._write({_NOTED: today.isoformat()})

    @property
    def questions_said(self) -> tuple[int, ...]:
        """The numbers of the questions about recordings that were open when they were last mentioned."""
        return _numbers(read_sidecar(self.path).get(_SAID))

    def keep_questions_said(self, numbers: Sequence[int]) -> None:
        """Keep which questions about recordings are open, so that only new ones are mentioned."""
        if tuple(numbers) != self.questions_said:
            self._write({_SAID: list(numbers)})

    @property
    def zone_said(self) -> str | None:
        """The time zones of terminal and plan that were last said to differ."""
        return _text(read_sidecar(self.path).get(_ZONE))

    def keep_zone_said(self, zones: str) -> None:
        """Keep which time zones were said to differ, so that it is said once."""
        self._write({_ZONE: zones})

    @property
    def palette_uses(self) -> dict[str, int]:
        """How often each command was run from the palette, by its name."""
        return _counts(read_sidecar(self.path).get(_USES))

    def count_use(self, command: str) -> None:
        """Keep that a command was run from the palette."""
        uses = self.palette_uses
        self._write({_USES: {**uses, command: uses.get(command, 0) + 1}})

    def _write(self, changes: dict[str, Any]) -> bool:
        document = read_sidecar(self.path)  # with what another session chose meanwhile
        kept: dict[str, Any] = {
            name: list(numbers) for name in (_LEFT, _SAID) if (numbers := _numbers(document.get(name)))
        }
        noted = _date(document.get(_NOTED))
        kept |= {_NOTED: noted.isoformat()} if noted else {}
        zones = _text(document.get(_ZONE))
        kept |= {_ZONE: zones} if zones else {}
        uses = _counts(document.get(_USES))
        kept |= {_USES: uses} if uses else {}
        return write_sidecar(self.path, {**_choices(document), **kept, **changes})


def _choices(document: dict[str, Any]) -> dict[str, str]:
    return {name: document[name] for name, allowed in _ALLOWED.items() if document.get(name) in allowed}


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(one for one in value if isinstance(one, int)) if isinstance(value, list) else ()


def _counts(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        return {}
    return {name: count for name, count in value.items() if type(count) is int and count > 0}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
