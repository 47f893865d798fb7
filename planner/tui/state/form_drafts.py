"""Half-typed forms, kept outside the widgets so that a lost terminal does not lose them.

The drafts are in a small file next to the database. It is written with every change - a form has few short fields -
and once more when the terminal hangs up; a draft is removed when its form is sent.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from threading import Lock

from planner.text import clean_note
from planner.training.workouts import Workout
from planner.tui.state.sidecar_file import read_sidecar, sidecar_path, write_sidecar

_MAX_FORMS = 50


class FormDrafts:
    """Drafts by the name of their form: ``{"done 12 2027-01-05": {"distance": "8.2", "note": "windy"}}``.

    Args:
        path: The file.
        forms: The drafts it holds.
    """

    def __init__(self, path: Path, forms: dict[str, dict[str, str]] | None = None) -> None:
        self.path = path
        self._forms = forms or {}
        self._dirty = False
        self._lock = Lock()

    @classmethod
    def for_database(cls, database: Path) -> FormDrafts:
        """Read the drafts that belong to a database; there are none when the file is missing or unreadable."""
        path = sidecar_path(database, "draft.json")
        return cls(path, _read(path))

    def get(self, form_name: str) -> dict[str, str]:
        """Return what was typed into a form, by field; empty when there is no draft of it."""
        return dict(self._forms.get(form_name, {}))

    def newest_form(self) -> str | None:
        """Return the name of the form that was typed into last, or None."""
        return next(reversed(self._forms), None)

    def put(self, form_name: str, fields: dict[str, str]) -> None:
        """Keep the fields of a form, in place of those kept before."""
        with self._lock:
            self._forms.pop(form_name, None)
            self._forms[form_name] = dict(fields)
            while len(self._forms) > _MAX_FORMS:
                del self._forms[next(iter(self._forms))]
            self._dirty = True
        self.write()

    def remove(self, form_name: str) -> None:
        """Remove the draft of a form, because it was sent."""
        with self._lock:
            if self._forms.pop(form_name, None) is None:
                return
            self._dirty = True
        self.write()

    def write(self) -> bool:
        """Write the file if something changed; return False where a full or read-only disk does not take it."""
        with self._lock:
            if self._dirty:
                self._dirty = not write_sidecar(self.path, self._forms)
            return not self._dirty


def form_draft_name(verb: str, workout: Workout) -> str:
    """Return the name of the draft of a form about a workout: ``done 12 2027-01-05``."""
    return f"{verb} {workout.id} {workout.date}"


def parse_form_draft_name(name: str | None) -> tuple[str, dt.date] | None:
    """Return the verb and the day in a draft's name; None when it is no draft about a workout."""
    verb, _, rest = (name or "").partition(" ")
    try:
        return (verb, dt.date.fromisoformat(rest.partition(" ")[2])) if verb else None
    except ValueError:
        return None


def _read(path: Path) -> dict[str, dict[str, str]]:
    return {
        str(form): {str(name): clean_note(text) for name, text in fields.items() if isinstance(text, str)}
        for form, fields in read_sidecar(path).items()
        if isinstance(fields, dict)
    }
