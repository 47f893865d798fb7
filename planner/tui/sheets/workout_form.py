"""The forms to add a workout and to change one: its kind, title, figures and time, as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.text import join_words
from planner.training.formatting import format_day
from planner.training.kinds import matching_kinds, parse_kind
from planner.training.measures import quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.set_fields import SET_FIELDS
from planner.training.workout_fields import WORKOUT_FIELDS, format_fields, parse_workout
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, StoredStatus, Workout
from planner.tui import labels
from planner.tui.sheets.form_sheet import FormSheet
from planner.tui.state.form_drafts import form_draft_name
from planner.tui.theme import Glyphs
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_if_newer
from planner.usecases.strength.exercises import known_exercises

if TYPE_CHECKING:  # the slotter is loaded when something is saved
    from planner.usecases.changes import Change
    from planner.usecases.strength.reslot import EvaluatedChange, StrengthAnswer

_YES = frozenset({"y", "yes", "done", "x", "1", "true"})
_NO = frozenset({"", "n", "no", "0", "false"})
_FIELDS_WITHOUT_PLAN = ("what", "title", "start", "priority")
_LABELS = {
    "what": ("Kind", "easy, long, tempo, heavy, cross, rest, note"),
    "title": ("Title", "your own words"),
    "day": ("Day", "2027-01-05, fri, +3"),
    "distance": ("Distance", "8.2 km"),
    "time": ("Time", "45:10"),
    "steps": ("Steps", "2 km warm-up, 5 x (1 km, 90 s jog)"),
    "start": ("Start", "18:00, am or pm"),
    "sled": ("Sled", "5 x 20 m, 56 kg"),
    "sit": ("Wall sit", "2 x 1:30"),
    "exercises": ("Exercises", "farmers carry 4 x 50 m; wall ball 3 x 20"),
    "rpe": ("RPE", "0 to 10"),
    "priority": ("Priority", "of a race: A, B or C"),
    "note": ("Note", "what it is for"),
    "done": ("Done", "yes, when it is done already"),
    "every": ("Every", "week, 2 weeks, month, 2 fri, first sat"),
    "until": ("Until", "a date, race or end; empty: the block's end"),
}


class StrengthQuestionError(RefusedError):
    """What is typed is not saved before the runner says what becomes of strength."""

    def __init__(self, evaluated: EvaluatedChange) -> None:
        super().__init__("A rule would be broken; nothing is saved yet.")
        self.evaluated = evaluated


class HealthQuestionError(RefusedError):
    """A heavy session or a wall sit is not saved before the health questions were asked."""

    def __init__(self) -> None:
        super().__init__("The health questions come first; nothing is saved yet.")


class _WorkoutForm:
    """A form that asks what becomes of strength before it saves.

    Attributes:
        answer: What the runner answered to the question of this save; None when nothing was asked yet.
        is_screened: Whether the health questions were asked; they may be left open.
    """

    answer: StrengthAnswer | None = None
    is_screened: bool = False
    _book: Planbook
    _unit: Unit

    def _parse(self, values: Mapping[str, str], workout: Workout) -> Workout:
        return parse_workout(values, workout, self._unit, date_reader(self._book), known_exercises(self._book))

    def _apply(self, book: Planbook, change: Change) -> EvaluatedChange:
        from planner.usecases.screening import needs_health_answers
        from planner.usecases.strength import reslot
        from planner.usecases.strength.follow_log import follow_log

        if not self.is_screened and needs_health_answers(book, (*change.added, *change.changed)):
            raise HealthQuestionError
        answer, self.answer = self.answer, None
        if change.is_empty:
            return reslot.EvaluatedChange(change)
        complete = follow_log(book, change)
        evaluated = reslot.evaluate(book, complete)
        if evaluated.is_question:
            if answer is None:
                raise StrengthQuestionError(evaluated)
            evaluated = reslot.evaluate_answer(book, complete, evaluated, answer)
        return reslot.apply_evaluated(book, evaluated)


class AddWorkoutForm(_WorkoutForm):
    """A new workout of a day, as a form. Saving returns the change that was made."""

    field_labels = _LABELS

    def __init__(self, book: Planbook, day: dt.date, unit: Unit) -> None:
        self._book = book
        self._template = Workout(day, Sport.RUN, RunKind.EASY, "")
        self._unit = unit
        self.title = "Add a workout", format_day(day)
        self.draft_name = form_draft_name("add", self._template)
        self.initial_values = dict.fromkeys((name for name in WORKOUT_FIELDS if name != "day"), "")
        if day <= book.today:  # a workout of a past day was most likely done
            self.initial_values["done"] = "yes" if day < book.today else ""
        if day >= book.today:
            self.initial_values |= {"every": "", "until": ""}

    def save(self, values: Mapping[str, str]) -> EvaluatedChange:
        """Add the workout, planned or done, once or on all days of a recurrence.

        Raises:
            HealthQuestionError: It is heavy or has a wall sit, and the health questions were never asked.
            StrengthQuestionError: A rule would be broken, or strength could follow, and nobody was asked yet.
            RefusedError: A field cannot be read or nothing was typed, or the file cannot be written.
        """
        if not any(text.strip() for name, text in values.items() if name not in ("done", "every", "until")):
            raise RefusedError("Say at least what kind of workout it is.")
        workout = self._parse(values, self._template)
        done = values.get("done", "").strip().lower()
        if done not in _YES | _NO:
            raise RefusedError(f'done "{done}" is neither yes nor no.')
        if done in _YES and workout.is_training:
            outcome = Outcome(workout.planned, workout.note, ENTERED)
            workout = replace(workout, planned=Effort(), actual=outcome, note="")
        change = self._plan(workout, values.get("every", "").strip(), values.get("until", "").strip())
        return self._apply(self._book, change)

    def _plan(self, workout: Workout, every: str, until: str) -> Change:
        """Return the change that adds the workout, once or on all days of a recurrence."""
        if every:
            from planner.training.recurrence import parse_recurrence
            from planner.usecases.calendar.recurring import plan_recurring

            return plan_recurring(self._book, workout, parse_recurrence(every), until)
        from planner.usecases.calendar.edit import plan_add

        if until:
            raise RefusedError(f"until {quoted(until)} needs how often: fill in every too.")
        return plan_add(self._book, workout)

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return nothing: no other session knows the workout yet."""
        del glyphs
        return ""


class EditWorkoutForm(_WorkoutForm):
    """An existing workout as a form. Saving returns the change that was made."""

    field_labels = _LABELS

    def __init__(self, book: Planbook, workout: Workout, unit: Unit) -> None:
        self._book = book
        self._workout = workout
        self._unit = unit
        self.title = f"Edit: {labels.short_title(workout, 40)}", format_day(workout.date)
        self.draft_name = form_draft_name("edit", workout)
        self.initial_values = format_fields(workout, unit)
        if workout.status is StoredStatus.UNPLANNED:  # it has no plan, and what was done has a form of its own
            self.initial_values = {name: self.initial_values[name] for name in _FIELDS_WITHOUT_PLAN}

    def save(self, values: Mapping[str, str]) -> EvaluatedChange:
        """Change the workout.

        Raises:
            HealthQuestionError: It is heavy or has a wall sit, and the health questions were never asked.
            StrengthQuestionError: A rule would be broken, or strength could follow, and nobody was asked yet.
            RefusedError: A field cannot be read, another session changed the workout since the form was opened, or the
                file cannot be written.
        """
        from planner.usecases.calendar.edit import plan_edit

        if read_if_newer(self._book, self._workout) is not None:
            raise RefusedError("It was changed by another session meanwhile.")
        after = self._parse(values, self._workout)
        return self._apply(self._book, plan_edit(self._book, self._workout, after))

    def changed_meanwhile(self, glyphs: Glyphs) -> str:
        """Return the workout as another session changed it, or nothing; the next save goes over that."""
        newer = read_if_newer(self._book, self._workout)
        if newer is None:
            return ""
        self._workout = newer
        return f"{format_day(newer.date)} {labels.workout_summary(newer, self._unit, glyphs)}"


class WorkoutFormSheet(FormSheet["EvaluatedChange"]):
    """The form of a workout, with the question what becomes of strength over it; leaving that goes back to the form."""

    def __init__(self, book: Planbook, form: AddWorkoutForm | EditWorkoutForm) -> None:
        super().__init__(book, form)
        self._workout_form = form
        form.is_screened = self.host.screening_asked

    def on_mount(self) -> None:
        """Ask for what the kind has."""
        super().on_mount()
        self._fit_to_kind()

    def on_form_fields_changed(self) -> None:
        """Keep what was typed, list the kinds that begin so, and ask for what the kind has."""
        super().on_form_fields_changed()
        kinds = matching_kinds(self.values["what"])
        if self.fields.current == "what":
            self.message.show_message(join_words(kinds, "or") if kinds else "No kind of workout begins so.")
        self._fit_to_kind()

    def _fit_to_kind(self) -> None:
        """Ask for no sled where the kind that is typed is a run."""
        try:
            sport = parse_kind(self.values["what"])[0]
        except RefusedError:  # half typed, or nothing yet
            self.fields.hide(())
        else:
            self.fields.hide(SET_FIELDS if sport is Sport.RUN else ())

    def show_refusal(self, error: RefusedError) -> None:
        """Ask the question that a refusal is about; say any other refusal."""
        if isinstance(error, HealthQuestionError):
            from planner.tui.sheets.screening import open_screening

            try:
                open_screening(self, self.submit)
            except RefusedError as unreadable:
                super().show_refusal(unreadable)
            else:
                self._workout_form.is_screened = True
            return
        if not isinstance(error, StrengthQuestionError):
            super().show_refusal(error)
            return
        from planner.tui.sheets.strength_offer import StrengthOfferSheet

        def on_result(answer: StrengthAnswer | None) -> None:
            if answer is None:
                self.message.show_message("Nothing is saved yet; escape keeps it as a draft.")
            else:
                self._workout_form.answer = answer
                self.submit()

        self.host.push_screen(StrengthOfferSheet(error.evaluated), on_result)
