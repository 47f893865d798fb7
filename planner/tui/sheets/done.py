"""Marking a workout done: what was run or lifted, how long it took, how hard it was, a word about it.

The fields start with the plan's figures. Left unchanged they are saved as planned (``d`` or ``enter``); once a
distance, a time or a set is changed, what the other fields show is recorded with it. Of a workout that is recorded
already they start with what was recorded, and only what is changed is recorded over it. Another kind than the planned
one says that it was replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from planner.text import clean_line
from planner.training import measures
from planner.training.formatting import format_day, format_number
from planner.training.kinds import kind_word, parse_kind
from planner.training.outcome_fields import parse_outcome
from planner.training.outcomes import TypedOutcome
from planner.training.races import Unit
from planner.training.set_fields import SET_FIELDS, format_set_fields
from planner.training.workouts import AS_PLANNED, Sport, Workout
from planner.tui import labels
from planner.tui.keys import sheet_commands
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import form_draft_name
from planner.tui.theme import Glyphs
from planner.usecases.calendar import mark
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_if_newer
from planner.usecases.strength.exercises import known_exercises

_ESTIMATED = "estimated in the plan"
_REFUSED_AS = {"rpe": "RPE", "pain_next": "next day"}
"""What a refusal calls a field."""
_WHAT_WAS_DONE = frozenset({"distance", "time", "sled", "sit", "exercises", "what"})
"""The fields that say how much was done; with one of them all are recorded."""
_TEXT_FIELDS = frozenset({"note", "what", "exercises"})
"""Fields in which ``d`` is a letter."""
_LABELS = {
    "distance": ("Distance", "8.2 km"),
    "sled": ("Sled", "5 x 20 m, 56 kg"),
    "sit": ("Wall sit", "2 x 1:30"),
    "exercises": ("Exercises", "farmers carry 4 x 50 m; wall ball 3 x 20"),
    "time": ("Time", "45:10"),
    "rpe": ("RPE", "0 to 10"),
    "note": ("Note", "how it went"),
    "pain": ("Pain", "0 none to 10"),
    "pain_next": ("Next day", "pain of the next morning"),
    "what": ("Kind", "another one replaces the plan"),
}


class DoneForm:
    """What was done of a workout, as a form. Saving returns the workout as it was recorded, and what follows.

    Args:
        book: The planbook it saves in.
        workout: What was done.
        unit: The unit of distances.
        done_on: The day it was done, when that is not its own day; it moves there.
    """

    def __init__(self, book: Planbook, workout: Workout, unit: Unit, done_on: dt.date | None = None) -> None:
        self._book = book
        self._workout = workout
        self._unit = unit
        self._done_on = done_on
        self.title = f"Done: {labels.short_title(workout, 40)}", format_day(done_on or workout.date)
        self.draft_name = form_draft_name("done", workout)
        self.initial_values = _initial_values(workout, unit)
        self._was_recorded = workout.actual is not None
        self.field_labels = {**_LABELS, **_estimate_hints(workout, unit)}

    def save(self, values: Mapping[str, str]) -> mark.Marked:
        """Record the workout: as planned where no field was changed, else what the fields say.

        Once something is recorded, only the fields that were changed are recorded over it.

        Raises:
            RefusedError: A field cannot be read, or the file cannot be written.
        """
        texts = {name: text.strip() for name, text in values.items()}
        changed = {name for name, text in texts.items() if text != self.initial_values[name].strip()}
        if not self._was_recorded and changed & _WHAT_WAS_DONE:
            changed |= {"distance", "time"} & texts.keys()  # what is left as it was shown was done so, too
        kind = parse_kind(texts["what"], "kind") if "what" in changed else None
        typed = self._typed_outcome({name: texts[name] for name in texts if name in changed})
        return mark.mark_done(
            self._book, self._workout.id, typed, done_on=self._done_on, replacement=kind, as_read=self._workout
        )

    def _typed_outcome(self, given: Mapping[str, str]) -> TypedOutcome:
        """Return what some of the fields say."""
        sets = labels.shown_effort(self._workout).sets
        known = known_exercises(self._book)
        typed = parse_outcome(given, sets, self._workout.sport, self._unit, _REFUSED_AS, known=known)
        # the field shows the whole note, so what is typed there replaces it
        return replace(typed, cleared=typed.cleared | {"note"}) if "note" in given else typed

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return the workout as another session recorded it, or nothing; the next save goes over that."""
        del glyphs
        newer = read_if_newer(self._book, self._workout)
        if newer is None:
            return ""
        self._workout = newer
        status, recorded = newer.display_status(self._book.today), labels.recorded_text(newer, self._unit)
        return ", ".join(part for part in (status, recorded) if part)


def _initial_values(workout: Workout, unit: Unit) -> dict[str, str]:
    """Return the plan's figures, or what was recorded before."""
    effort, recorded, rating = labels.shown_effort(workout), workout.actual, workout.typed_rpe
    figures = {
        "distance": "" if effort.distance_m is None else measures.format_distance(effort.distance_m, unit),
        **format_set_fields(effort.sets),
        "time": "" if effort.duration_s is None else measures.format_duration(effort.duration_s),
        "rpe": "" if rating is None else format_number(rating),
        "note": "" if recorded is None else clean_line(recorded.note, 10_000),
        "pain": "" if recorded is None or recorded.pain is None else str(recorded.pain),
        "pain_next": "" if recorded is None or recorded.pain_next is None else str(recorded.pain_next),
        "what": kind_word(workout.sport, workout.kind),
    }
    left_out = {"distance"} if workout.sport is Sport.STRENGTH else {*SET_FIELDS}
    figures |= dict.fromkeys(_estimate_hints(workout, unit), "")
    return {name: value for name, value in figures.items() if name not in left_out}


def _estimate_hints(workout: Workout, unit: Unit) -> dict[str, tuple[str, str]]:
    """Return the label and hint of each figure that is only an estimate: it is not recorded unless it is typed."""
    if workout.actual is not None and workout.actual.source != AS_PLANNED:
        return {}
    planned, hints = workout.planned, {}
    if "distance_m" in workout.estimated and planned.distance_m is not None:
        hints["distance"] = f"~{measures.format_distance(planned.distance_m, unit)} {_ESTIMATED}"
    if "duration_s" in workout.estimated and planned.duration_s is not None:
        hints["time"] = f"~{measures.format_duration(planned.duration_s)} {_ESTIMATED}"
    return {name: (_LABELS[name][0], hint) for name, hint in hints.items()}


class DoneSheet(FormSheet[mark.Marked]):
    """The sheet of a `DoneForm`, on which ``d`` saves the workout as planned."""

    COMMAND_TABLE = sheet_commands.DONE

    def __init__(self, book: Planbook, workout: Workout, unit: Unit, done_on: dt.date | None = None) -> None:
        super().__init__(book, DoneForm(book, workout, unit, done_on))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether Textual may run an action: ``d`` is only a letter where it cannot mean "as planned"."""
        del parameters
        return self.accepts_as_planned if action == "as_planned" else True

    @property
    def accepts_as_planned(self) -> bool:
        """Whether no field was changed and the caret is not in a field of words."""
        return not self.is_changed and self.fields.current not in _TEXT_FIELDS

    def takes_key(self, key: str) -> bool:
        """Return whether ``d`` means "as planned"."""
        return key == "d" and self.accepts_as_planned

    def action_as_planned(self) -> None:
        """Record the workout with the plan's own figures."""
        self.submit()
