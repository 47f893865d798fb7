"""Adding a workout and changing one: its kind, words, figures and time, typed as forgivingly as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from planner.training.formatting import format_day
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.workout_fields import WORKOUT_FIELDS, format_fields, parse_workout
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, Workout
from planner.tui import labels
from planner.tui.host import host_of
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import form_draft_name
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_if_newer

if TYPE_CHECKING:  # the slotter is loaded when something is saved
    from planner.usecases.strength.reslot import AppliedChange

_YES = frozenset({"y", "yes", "done", "x", "1", "true"})
_NO = frozenset({"", "n", "no", "0", "false"})


class WorkoutSheet(FormSheet["AppliedChange"]):
    """The fields of a workout; its result is the change that was made."""

    LABELS: ClassVar[dict[str, tuple[str, str]]] = {
        "what": ("Kind", "easy, long, tempo, heavy, cross, rest, note"),
        "title": ("Title", "your own words"),
        "day": ("Day", "2027-01-05, fri, +3"),
        "distance": ("Distance", "8.2 km"),
        "time": ("Time", "45:10"),
        "start": ("Start", "18:00, am or pm"),
        "sled": ("Sled", "5 x 20 m, 56 kg"),
        "sit": ("Wall sit", "2 x 1:30"),
        "rpe": ("RPE", "0 to 10"),
        "note": ("Note", "what it is for"),
        "done": ("Done", "yes, when it is done already"),
    }


class AddWorkoutSheet(WorkoutSheet):
    """A new workout for a day."""

    def __init__(self, book: Planbook, day: dt.date, unit: Unit) -> None:
        self._template = Workout(day, Sport.RUN, RunKind.EASY, "")
        super().__init__(book, ("Add a workout", format_day(day)), form_draft_name("add", self._template))
        self._unit = unit

    def initial_values(self) -> Mapping[str, str]:
        """Empty but for its day; on a day that is past it was done."""
        fields = dict.fromkeys((name for name in WORKOUT_FIELDS if name != "day"), "")
        if self._template.date > self._book.today:
            return fields
        return fields | {"done": "yes" if self._template.date < self._book.today else ""}

    def save(self, values: dict[str, str]) -> AppliedChange:
        """Add the workout, planned or done."""
        from planner.usecases.calendar.edit import plan_add
        from planner.usecases.strength import reslot

        if not any(text.strip() for name, text in values.items() if name != "done"):
            raise RefusedError("Say at least what kind of workout it is.")
        workout = parse_workout(values, self._template, self._unit, self._book.today)
        said = values.get("done", "").strip().lower()
        if said not in _YES | _NO:
            raise RefusedError(f'done "{said}" is neither yes nor no.')
        if said in _YES and workout.is_training:
            outcome = Outcome(workout.planned, workout.note, ENTERED)
            workout = replace(workout, planned=Effort(), actual=outcome, note="")
        return reslot.apply_and_offer(self._book, plan_add(self._book, workout))


class EditWorkoutSheet(WorkoutSheet):
    """A workout that is there already."""

    def __init__(self, book: Planbook, workout: Workout, unit: Unit) -> None:
        name = labels.short_title(workout, 40)
        super().__init__(book, (f"Edit: {name}", format_day(workout.date)), form_draft_name("edit", workout))
        self._workout = workout
        self._unit = unit

    def initial_values(self) -> Mapping[str, str]:
        """What it holds."""
        return format_fields(self._workout, self._unit)

    def save(self, values: dict[str, str]) -> AppliedChange:
        """Keep the workout as it shall be; refused when another session has changed it since it was opened."""
        from planner.usecases.calendar.edit import plan_edit
        from planner.usecases.strength import reslot

        if read_if_newer(self._book, self._workout) is not None:
            raise RefusedError("It was changed by another session meanwhile.")
        after = parse_workout(values, self._workout, self._unit, self._book.today)
        return reslot.apply_and_offer(self._book, plan_edit(self._book, self._workout, after))

    def changed_meanwhile(self) -> str:
        """What the other session has made of it, when it has."""
        now = read_if_newer(self._book, self._workout)
        if now is None:
            return ""
        self._workout = now
        return f"{format_day(now.date)} {labels.workout_summary(now, self._unit, host_of(self).glyphs)}"
