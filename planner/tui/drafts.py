"""Half-typed forms, kept outside the widgets so that a lost terminal does not lose them.

A draft is a small JSON file beside the database, readable by its owner alone. It is written with every change - a form
has four short fields - and once more by the lifeline; it is removed when the form is sent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path
from threading import Lock

from planner.text import clean_note
from planner.training.workouts import Workout

_LARGEST = 100_000
_MOST_FORMS = 50


class Drafts:
    """Drafts by the name of their form: ``{"done 12 2027-01-05": {"distance": "8.2", "note": "windy"}}``."""

    def __init__(self, path: Path, forms: dict[str, dict[str, str]] | None = None) -> None:
        self.path = path
        self._forms = forms or {}
        self._dirty = False
        self._lock = Lock()

    @classmethod
    def beside(cls, database: Path) -> Drafts:
        """The drafts that belong to a database, as they were left; none when the file is missing or unreadable."""
        path = database.with_name(f"{database.name}-draft.json")
        return cls(path, _read(path))

    def find(self, form: str) -> dict[str, str]:
        """What was typed into a form, by field; empty when there is no draft of it."""
        return dict(self._forms.get(form, {}))

    def newest(self) -> str | None:
        """The name of the form that was typed into last, or None."""
        return next(reversed(self._forms), None)

    def keep(self, form: str, fields: dict[str, str]) -> None:
        """Keep what stands in a form, in place of what stood there before."""
        with self._lock:
            self._forms.pop(form, None)
            self._forms[form] = dict(fields)
            while len(self._forms) > _MOST_FORMS:
                del self._forms[next(iter(self._forms))]
            self._dirty = True
        self.save()

    def drop(self, form: str) -> None:
        """Forget a form's draft, because it was sent."""
        with self._lock:
            if self._forms.pop(form, None) is None:
                return
            self._dirty = True
        self.save()

    def save(self) -> None:
        """Write the file if it is behind. A full or read-only disk is no reason to stop typing: nothing is raised."""
        with self._lock:
            if not self._dirty:
                return
            with contextlib.suppress(OSError):
                _write(self.path, self._forms)
                self._dirty = False


def draft_name(verb: str, workout: Workout) -> str:
    """What the draft of a form about a workout is called: ``done 12 2027-01-05``."""
    return f"{verb} {workout.id} {workout.date}"


def draft_of(name: str | None) -> tuple[str, dt.date] | None:
    """What was being done and on which day, by a draft's name; None when it is no draft about a workout."""
    verb, _, rest = (name or "").partition(" ")
    try:
        return (verb, dt.date.fromisoformat(rest.partition(" ")[2])) if verb else None
    except ValueError:
        return None


def _read(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    import json  # 2 ms that a start without a draft does not pay

    try:
        with path.open(encoding="utf-8") as file:
            found = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(form): {str(name): clean_note(text) for name, text in fields.items() if isinstance(text, str)}
        for form, fields in found.items()
        if isinstance(fields, dict)
    }


def _write(path: Path, forms: dict[str, dict[str, str]]) -> None:
    """Replace the file as a whole, so that a reader never sees half a draft."""
    if not forms:
        path.unlink(missing_ok=True)
        return
    import json

    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(forms, file, ensure_ascii=False)
    beside.replace(path)
