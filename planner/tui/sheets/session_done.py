"""The end of a timed session: rounds, load and seconds are filled in as they were done, rating and pain are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from planner.training import measures
from planner.training.formatting import format_day
from planner.training.outcome_fields import parse_outcome
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.set_fields import SET_FIELDS, format_set_fields
from planner.training.workouts import Sport
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import form_draft_name
from planner.tui.theme import Glyphs
from planner.usecases import session
from planner.usecases.calendar.mark import Marked
from planner.usecases.planbook import Planbook
from planner.usecases.session import RunningSession
from planner.usecases.strength.exercises import known_exercises

DRAFT_VERB = "session"
"""The first word of the names of these forms' drafts."""
_RATING_FIELDS = ("rpe", "pain", "note")
"""The fields that the runner fills in; the others say what was done."""
_DONE_THEN = "done then"
"""What a draft keeps besides its fields: what was done when it was typed."""
_LABELS = {
    "sled": ("Sled", "none; else 5 x 20 m, 56 kg"),
    "sit": ("Wall sit", "none; else 2 x 1:30"),
    "exercises": ("Exercises", "none; else farmers carry 4 x 50 m"),
    "time": ("Time", "45:10"),
    "rpe": ("RPE", "0 to 10: how hard it was"),
    "pain": ("Pain", "0 none to 10: the worst of it"),
    "note": ("Note", "how it went"),
}


class SessionDoneForm:
    """What was done in a timed session, as a form. Saving records the workout and ends the session.

    Args:
        book: The planbook it saves in.
        running: The session, over or paused.
        typed: What was done of it.
        unit: The unit of distances.
    """

    def __init__(self, book: Planbook, running: RunningSession, typed: TypedOutcome, unit: Unit) -> None:
        self._book, self._running, self._unit = book, running, unit
        self._done = typed
        workout = running.workout
        self.title = f"Done: {labels.short_title(workout, 40)}", format_day(running.day)
        self.draft_name = form_draft_name(DRAFT_VERB, workout)
        fields = format_set_fields(typed.sets or ())
        has_own = any(part.is_own for part in (*workout.planned.sets, *(typed.sets or ())))
        self.initial_values = {
            **{name: text for name, text in fields.items() if name != "exercises" or has_own},
            "time": measures.format_duration(typed.duration_s or 0),
            **dict.fromkeys(_RATING_FIELDS, ""),
        }
        self.field_labels = _LABELS

    def save(self, values: Mapping[str, str]) -> Marked:
        """Record what the fields say; what was left as it was filled in is recorded as it was done.

        Raises:
            RefusedError: A field cannot be read, the session was changed in another terminal, or the file cannot be
                written.
        """
        texts = {name: text.strip() for name, text in values.items()}
        changed = {name: text for name, text in texts.items() if text != self.initial_values[name].strip()}
        given = parse_outcome(
            changed,
            self._done.sets or (),
            Sport.STRENGTH,
            self._unit,
            {"rpe": "RPE"},
            known=known_exercises(self._book),
        )
        if "time" not in changed:
            given = replace(given, duration_s=self._done.duration_s)
        if not changed.keys() & SET_FIELDS:
            given = replace(given, sets=self._done.sets)
        return session.finish_session(self._book, self._running, given)

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return nothing: a session that was changed in another terminal cannot be recorded over."""
        del glyphs
        return ""


class SessionDoneSheet(FormSheet[Marked]):
    """The sheet of a `SessionDoneForm`; None when it is left with escape, and then the session stays open."""

    COMMAND_TABLE = sheet_commands.SESSION_DONE

    def __init__(self, book: Planbook, form: SessionDoneForm) -> None:
        self._filled_in = "; ".join(
            f"{name} {text}" for name, text in form.initial_values.items() if name not in _RATING_FIELDS
        )
        super().__init__(book, form)
        if all(self.values[name] == text or name in _RATING_FIELDS for name, text in form.initial_values.items()):
            self.fields.current = "rpe"  # all above it is filled in

    def read_draft(self) -> dict[str, str]:
        """Return what was typed; of the fields that were filled in only if no more was done since."""
        typed = super().read_draft()
        if typed.pop(_DONE_THEN, None) == self._filled_in:
            return typed
        return {name: text for name, text in typed.items() if name in _RATING_FIELDS and text}

    def draft_to_keep(self) -> dict[str, str]:
        """Return the text of each field, and what they were filled in with."""
        return {**self.values, _DONE_THEN: self._filled_in}
