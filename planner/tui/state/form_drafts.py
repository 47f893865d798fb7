"""Half-typed forms, kept outside the widgets so that a lost terminal does not lose them.

A draft is a small JSON file beside the database, readable by its owner alone. It is written with every change - a form
has four short fields - and once more by the lifeline; it is removed when the form is sent.
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
    """Drafts by the name of their form: ``{"done 12 2027-01-05": {"distance": "8.2", "note": "windy"}}``."""

    def __init__(self, path: Path, forms: dict[str, dict[str, str]] | None = None) -> None:
        self.path = path
        self._forms = forms or {}
        self._dirty = False
        self._lock = Lock()

    @classmethod
    def for_database(cls, database: Path) -> FormDrafts:
        """The drafts that belong to a database, as they were left; none when the file is missing or unreadable."""
        path = sidecar_path(database, "draft")
        return cls(path, _read(path))

    def get(self, form_name: str) -> dict[str, str]:
        """What was typed into a form, by field; empty when there is no draft of it."""
        return dict(self._forms.get(form_name, {}))

    def newest_form(self) -> str | None:
        """The name of the form that was typed into last, or None."""
        return next(reversed(self._forms), None)

    def put(self, form_name: str, fields: dict[str, str]) -> None:
        """Keep what stands in a form, in place of what stood there before."""
        with self._lock:
            self._forms.pop(form_name, None)
            self._forms[form_name] = dict(fields)
            while len(self._forms) > _MAX_FORMS:
                del self._forms[next(iter(self._forms))]
            self._dirty = True
        self.write()

    def remove(self, form_name: str) -> None:
        """Forget a form's draft, because it was sent."""
        with self._lock:
            if self._forms.pop(form_name, None) is None:
                return
            self._dirty = True
        self.write()

    def write(self) -> None:
        """Write the file if it is behind. A full or read-only disk is no reason to stop typing: nothing is raised."""
        with self._lock:
            if not self._dirty:
                return
            self._dirty = not write_sidecar(self.path, self._forms)


def form_draft_name(verb: str, workout: Workout) -> str:
    """What the draft of a form about a workout is called: ``done 12 2027-01-05``."""
    return f"{verb} {workout.id} {workout.date}"


def parse_form_draft_name(name: str | None) -> tuple[str, dt.date] | None:
    """What was being done and on which day, by a draft's name; None when it is no draft about a workout."""
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
