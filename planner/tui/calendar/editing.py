"""The keys that change workouts: done, skip, add, edit, delete, lock, undo and redo. Each edit is saved at once.

Where a day holds several workouts a list asks which one is meant; with a selection the keys change all workouts in it.
After an edit that changes the runs, better places for the strength sessions are offered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.text import capitalize_first, clean_line, format_count
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.edit_questions import (
    ahead_sentence,
    ask_about_races,
    ask_for_change,
    ask_what_is_edited,
)
from planner.tui.screen import open_sheet
from planner.tui.state.saver import Saver

if TYPE_CHECKING:  # what an edit needs is not loaded for the first frame
    from textual.screen import ModalScreen

    from planner.usecases.changes import Change
    from planner.usecases.strength.reslot import EvaluatedChange, StrengthAnswer

_FORM_DRAFT_MESSAGES = {
    "done": "You were marking a workout of {day} done. {key} goes on where you stopped.",
    "add": "You were adding a workout on {day}. {key} goes on where you stopped.",
    "edit": "You were editing a workout of {day}. {key} goes on where you stopped.",
}
_NOT_MADE = "Left; nothing has changed."
_NOTHING_CHANGED = "Nothing would change, so nothing has."
_SKIP_REASONS = ("tired", "ill", "sore", "travel", "work", "weather", "no time")
"""The usual reasons for a skipped workout; any other words are one, too."""


@dataclass(slots=True, kw_only=True, eq=False)
class Editing(PlanningPart):
    """Asks what is meant, saves it, and says what was done.

    Attributes:
        saver: Carries edits out, later where another session is writing.
        reload: Reads the file again and draws what differs.
        open_done_form: Asks what was done of a workout.
    """

    saver: Saver
    reload: Callable[[], None]
    open_done_form: Callable[[Workout], None]

    @property
    def undo_hint(self) -> str:
        """How the last change is taken back."""
        return self.footer.undo_remark.note()

    # Saving

    def apply_change(
        self,
        change: Change,
        message: str = "",
        *,
        asks_first: bool = True,
        on_applied: Callable[[], None] | None = None,
        on_refused: Callable[[RefusedError], None] | None = None,
    ) -> None:
        """Apply a change as soon as no other session writes, say so, and offer better places for strength.

        Args:
            change: What to do.
            message: The sentence that says it was done; made from the change's name when empty.
            asks_first: Whether the runner is asked what becomes of strength where a rule would be broken.
            on_applied: Called after that.
            on_refused: Gets the refusal; when None, it is said.
        """

        def apply() -> None:
            from planner.usecases.strength import reslot  # not before the saver knows that no other session writes
            from planner.usecases.strength.follow_log import follow_log

            if change.is_empty:
                self._show_applied(change)
                return
            complete = follow_log(self.host.book, change)
            evaluated = reslot.evaluate(self.host.book, complete)
            if asks_first and evaluated.is_question:
                self._ask_about_strength(
                    evaluated,
                    lambda answer: self.saver.save(lambda: make_answered(complete, evaluated, answer), refuse),
                )
            else:
                make(evaluated, " ".join(filter(None, (message, self._broken_text(evaluated)))) if message else "")

        def make_answered(complete: Change, evaluated: EvaluatedChange, answer: StrengthAnswer) -> None:
            from planner.usecases.strength import reslot

            final = reslot.evaluate_answer(self.host.book, complete, evaluated, answer)
            more = final.change.name.removeprefix(complete.name)
            sentence = message or f"{capitalize_first(complete.name)}."
            make(final, f"{sentence.rstrip('.')}{more}.")

        def make(evaluated: EvaluatedChange, sentence: str) -> None:
            from planner.usecases.strength import reslot

            applied = reslot.apply_evaluated(self.host.book, evaluated)
            self._show_applied(applied.change, sentence, applied.offer.unplaced_text)
            if on_applied is not None:
                on_applied()

        def refuse(error: RefusedError) -> None:
            # the refusal may come from another session's edit; a preview is worked out again from there
            self.reload()
            (on_refused or self.footer.show_refusal)(error)

        self.saver.save(apply, refuse)

    def _broken_text(self, evaluated: EvaluatedChange) -> str:
        """Say how many sessions break a rule because of what was not asked about; the findings name them."""
        count = len(evaluated.broken)
        verb, them = ("breaks", "it") if count == 1 else ("break", "them")
        key = self.host.keys["calendar.lint"]
        return f"{format_count(count, 'session')} {verb} a rule now: {key} shows {them}." if count else ""

    def plan_and_apply(self, plan: Callable[[], Change], *, asks_first: bool = True) -> None:
        """Work a change out and apply it, or say why it is refused."""
        change = self.ask(plan)
        if change is not None:
            self.apply_change(change, asks_first=asks_first)

    def _show_applied(self, change: Change, message: str = "", unplaced_text: Sequence[str] = ()) -> None:
        on_end = self.preview.on_end
        self.preview.clear()
        self.reload()
        sentences = [message] if message else [f"{capitalize_first(change.name)}.", *change.remarks]
        text = _NOTHING_CHANGED if change.is_empty else " ".join([*sentences, *unplaced_text[:1]])
        if on_end is not None:
            on_end(text)
        else:
            self.footer.show_message(text if change.is_empty else f"{text} {self.undo_hint}")

    def _ask_about_strength(self, evaluated: EvaluatedChange, on_answer: Callable[[StrengthAnswer], None]) -> None:
        """Ask what becomes of strength before a change is made; the calendar shows it at the better places."""
        from planner.tui.sheets.strength_offer import StrengthOfferSheet

        previewed = self.preview.current
        self.preview.show_change(evaluated.change_that_follows)

        def on_result(answer: StrengthAnswer | None) -> None:
            self.preview.current = previewed
            if answer is not None:
                on_answer(answer)
                return
            self.preview.redraw()
            self.footer.show_message(_NOT_MADE)
            self.preview.describe()

        self.host.push_screen(StrengthOfferSheet(evaluated), on_result)

    def apply_preview(self) -> bool:
        """Apply what is previewed; return False when nothing is."""
        if self.preview.current is None:
            return False
        elsewhere = self.ask(self.preview.take_changes_elsewhere)
        preview = self.preview.current
        if elsewhere is None:
            return True
        if preview.refusal:
            self.footer.warn(preview.refusal)
        elif elsewhere:
            self.reload()
            self.footer.warn(elsewhere)
        elif preview.change.is_empty:
            self._show_applied(preview.change)
        else:
            change, sentence = preview.change, preview.done_sentence()
            ask_about_races(
                self.host,
                change,
                lambda: self.apply_change(change, sentence, on_refused=self._refuse_preview),
                lambda: self.footer.show_message(_NOT_MADE),
            )
        return True

    def _refuse_preview(self, error: RefusedError) -> None:
        """Say what another session changed of the preview, where that is why it was refused; else the refusal."""
        elsewhere = self.ask(self.preview.take_changes_elsewhere)
        if elsewhere is not None:
            self.footer.warn(elsewhere) if elsewhere else self.footer.show_refusal(error)

    def cancel(self) -> None:
        """End the preview, and give up an edit that waits for another session."""
        gave_up, on_end = self.saver.cancel(), self.preview.on_end
        self.preview.cancel()
        if on_end is not None:
            on_end("")
        elif gave_up:
            self.footer.show_message("Given up; nothing has changed.")

    # History and findings

    def undo(self) -> None:
        """Take back the last operation."""
        from planner.usecases import history

        self._undo_or_redo(history.undo, "Taken back", "There is nothing to take back.")

    def redo(self) -> None:
        """Bring back the operation that was taken back last."""
        from planner.usecases import history

        self._undo_or_redo(history.redo, "Brought back", "There is nothing to bring back.")

    def _undo_or_redo(self, step: Callable[..., object], verb: str, nothing: str) -> None:
        if self.preview.cancel():
            self.footer.show_message("Left; nothing has changed.")
            return

        def take_step() -> None:
            operation = step(self.host.book)
            self.reload()
            name = clean_line(getattr(operation, "name", ""))
            self.footer.show_message(f"{verb}: {name}." if operation is not None else nothing)

        self.saver.save(take_step)

    def open_history(self) -> None:
        """List the operations, with what each changed; undo and redo work there too."""
        from planner.tui.sheets.history import HistorySheet

        open_sheet(self.host, self.footer, lambda: HistorySheet(self.host.book, self._reload_without_preview))

    def open_findings(self) -> None:
        """List what the rules find; the chosen finding's day comes under the cursor."""
        from planner.tui.sheets.findings import FindingsSheet

        def on_result(day: dt.date | None) -> None:
            if day is not None:
                self.preview.cancel()
                self.cursor.go_to(day, show_month=True)

        open_sheet(
            self.host, self.footer, lambda: FindingsSheet(self.host.book, self._reload_without_preview), on_result
        )

    def _reload_without_preview(self) -> None:
        self.preview.cancel()
        self.reload()

    # Which workouts

    def choose_workout(
        self,
        question: str,
        is_eligible: Callable[[Workout], bool],
        on_chosen: Callable[[Workout], None],
        *,
        include_rest: bool = False,
    ) -> None:
        """Go on with the one eligible workout of the day, or ask which. A preview ends first.

        Args:
            question: What a list asks.
            is_eligible: Whether a workout may be meant.
            on_chosen: Gets the workout.
            include_rest: Whether rest days and notes may be meant too.
        """
        self.preview.cancel()
        day = self.cursor.day
        workouts = [workout for workout in self.data.view.workouts_on(day) if include_rest or workout.is_training]
        eligible: Sequence[Workout] = [workout for workout in workouts if is_eligible(workout)]
        if not eligible:
            self.say_nothing_here(day, workouts)
        elif len(eligible) == 1:
            on_chosen(eligible[0])
        else:
            from planner.tui.sheets.choose import ChooseWorkoutSheet

            def on_result(workout: Workout | None) -> None:
                if workout is not None:
                    on_chosen(workout)

            self.host.push_screen(ChooseWorkoutSheet(question, eligible, self.data.view), on_result)

    def say_nothing_here(self, day: dt.date, workouts: Sequence[Workout]) -> None:
        """Say why none of a day's workouts can be meant."""
        keys = self.host.keys
        why = (
            f"all done or skipped here; {keys['calendar.undo']} takes the last change back."
            if workouts
            else f"no workout here; {keys['calendar.add']} adds one."
        )
        self.footer.show_message(f"{format_day(day)}: {why}")

    def choose_workouts(
        self, question: str, is_eligible: Callable[[Workout], bool], on_chosen: Callable[[Sequence[Workout]], None]
    ) -> None:
        """Go on with the eligible workouts of the selection; without one, with one workout of the day."""
        if self.preview.selection_start is None:
            self.choose_workout(question, is_eligible, lambda workout: on_chosen([workout]))
            return
        workouts = self.preview.selected_workouts(is_eligible)
        if workouts:
            on_chosen(workouts)
        elif workouts is not None:
            self.footer.show_message("Nothing in the selection fits that.")

    # Workouts

    def offer_form_draft(self) -> None:
        """Go to the day of the form that was left half-typed, and say which key goes on with it."""
        from planner.tui.state.form_drafts import parse_form_draft_name

        draft = parse_form_draft_name(self.host.form_drafts.newest_form())
        if draft is not None and draft[0] in _FORM_DRAFT_MESSAGES:
            verb, day = draft
            self.cursor.go_to(day)
            key = self.host.keys[f"calendar.{verb}"]
            self.footer.show_message(_FORM_DRAFT_MESSAGES[verb].format(day=format_day(day), key=key))

    def skip(self) -> None:
        """Skip a workout of the day, or the selection."""
        self.choose_workouts("Which workout is skipped?", is_open, self.ask_skip_reason)

    def ask_skip_reason(self, workouts: Sequence[Workout]) -> None:
        """Ask why workouts are skipped, and skip them."""
        from planner.tui.sheets.ask import AskFromListSheet
        from planner.usecases.calendar.edit import plan_skip
        from planner.usecases.calendar.mark import lies_ahead

        what = labels.short_title(workouts[0], 40) if len(workouts) == 1 else f"{len(workouts)} workouts"
        ahead = [workout.date for workout in workouts if lies_ahead(workout, self.host.book.today)]
        warning = ahead_sentence(ahead, self.host.book.today)

        sheet = AskFromListSheet(
            f"Why skip {what}?", lambda text: plan_skip(workouts, text), _SKIP_REASONS, explanation=warning
        )

        def make(change: Change, on_refused: Callable[[RefusedError], None]) -> None:
            self.apply_change(change, f"Skipped: {what}.", on_refused=on_refused)

        ask_for_change(self.host, sheet, make, self.footer.show_refusal)

    def add(self) -> None:
        """Add a workout to the day."""
        from planner.tui.sheets.workout_form import AddWorkoutForm, WorkoutFormSheet

        self.preview.cancel()
        self._open_form(
            WorkoutFormSheet(self.host.book, AddWorkoutForm(self.host.book, self.cursor.day, self.data.view.unit))
        )

    def edit(self) -> None:
        """Change a workout of the day."""
        self.choose_workout("Which one is changed?", lambda _: True, self.open_edit_form, include_rest=True)

    def open_edit_form(self, workout: Workout) -> None:
        """Ask what to change in a workout; of one that was done first whether what was done or the plan is meant."""
        ask_what_is_edited(self.host, workout, self.open_done_form, self._open_edit_form)

    def _open_edit_form(self, workout: Workout) -> None:
        from planner.tui.sheets.workout_form import EditWorkoutForm, WorkoutFormSheet

        self._open_form(WorkoutFormSheet(self.host.book, EditWorkoutForm(self.host.book, workout, self.data.view.unit)))

    def _open_form(self, sheet: ModalScreen[EvaluatedChange | None]) -> None:
        def on_result(applied: EvaluatedChange | None) -> None:
            if applied is not None:
                self._show_applied(applied.change, unplaced_text=applied.offer.unplaced_text)

        self.host.push_screen(sheet, on_result)

    def lock(self) -> None:
        """Lock workouts where they are; let them go where all of them are locked already."""
        from planner.usecases.calendar.edit import plan_lock

        def toggle(workouts: Sequence[Workout]) -> None:
            locked = not all(workout.locked for workout in workouts)
            self.plan_and_apply(lambda: plan_lock(workouts, locked=locked))

        self.choose_workouts("Which workout is locked, or let go?", is_open, toggle)

    def delete(self) -> None:
        """Delete workouts."""
        from planner.usecases.calendar.edit import plan_delete

        def delete(workouts: Sequence[Workout]) -> None:
            self.plan_and_apply(lambda: plan_delete(self.host.book, workouts))

        self.choose_workouts("Which one goes?", lambda _: True, delete)


def is_open(workout: Workout) -> bool:
    """Return whether a workout is still planned."""
    return workout.is_open
