"""The keys that change workouts: done, skip, add, edit, delete, lock, undo. Each edit is one use case, saved at once.

Where a day holds several workouts a list asks which; with a selection the keys mean all the workouts in it. When an
edit changes the runs, what strength would do about it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.cursor import DaysScreen
from planner.tui.state.saver import Saver

if TYPE_CHECKING:
    import datetime as dt

    from textual.screen import ModalScreen

    from planner.usecases.changes import Change
    from planner.usecases.strength.reslot import AppliedChange, Offer

_FORM_DRAFT_MESSAGES = {
    "done": "You were marking a workout of {day} done. {key} goes on where you stopped.",
    "add": "You were adding a workout on {day}. {key} goes on where you stopped.",
    "edit": "You were editing a workout of {day}. {key} goes on where you stopped.",
}


class EditingScreen(DaysScreen):
    """A screen over days and workouts that can be changed."""

    def on_mount(self) -> None:
        """Be ready to save."""
        self.saver = Saver(self, self.book, lambda text, refused: self.warn(text) if refused else self.say(text))

    # Saving

    def apply_change(self, change: Change, message: str = "") -> None:
        """Carry a change out, say so, and offer what strength would do about it."""
        self.saver.save(lambda: self._apply_now(change, message), self._show_not_applied)

    def plan_and_apply(self, plan: Callable[[], Change], message: str = "") -> None:
        """Work a change out and carry it out, or say why it cannot be."""
        try:
            change = plan()
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self.apply_change(change, message)

    def _apply_now(self, change: Change, said: str) -> None:
        from planner.usecases.strength import reslot

        self._show_applied(reslot.apply_and_offer(self.book, change), said)

    def _show_applied(self, made: AppliedChange, said: str = "") -> None:
        change, offer = made
        self.clear_preview()
        self.reload()
        if change.is_empty:
            self.say("Nothing would change, so nothing has.")
            return
        words = [said or f"{change.name[:1].upper()}{change.name[1:]}."]
        words += [] if offer.moves else offer.unplaced_text[:1]
        self.say(" ".join([*words, self.undo_hint]))
        if offer.moves:
            self._offer_strength(offer)

    def _show_not_applied(self, error: RefusedError) -> None:
        """See what another session may have changed; what is being tried out goes on from there."""
        self.reload()
        self.show_refusal(error)

    def _offer_strength(self, offer: Offer) -> None:
        from planner.tui.sheets.strength_offer import StrengthOfferSheet
        from planner.usecases.calendar.edit import plan_lock

        self.preview_change(offer.change)

        def then(answer: str | None) -> None:
            self.cancel_preview()
            if answer == "accept":
                self.apply_change(offer.change)
            elif answer == "lock":
                self.plan_and_apply(lambda: plan_lock(offer.sessions, locked=True))
            else:
                self.say(f"Strength stays where it stands. {self.undo_hint}")

        self.app.push_screen(StrengthOfferSheet(offer), then)

    def apply_preview(self) -> bool:
        """Carry out what is under way; False when nothing is."""
        trial = self.preview
        if trial is None:
            return False
        if trial.refusal:
            trial = self.preview = trial.recomputed()  # another session may have been in the way
        if trial.refusal:
            self.warn(trial.refusal)
        elif trial.change.is_empty:
            self.preview = None
            self.redraw_days()
            self.say("Nothing would change, so nothing has.")
        else:
            self.apply_change(trial.change, trial.done_sentence())
        return True

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        gave_up = self.saver.cancel()
        self.cancel_preview()
        if gave_up:
            self.say("Given up; nothing has changed.")

    def action_undo(self) -> None:
        """Take back the last operation."""
        from planner.usecases import history

        self._undo_or_redo(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.usecases import history

        self._undo_or_redo(history.redo, "Brought back", "There is nothing to bring back.")

    def action_history(self) -> None:
        """List the operations, with what each changed; undo and redo work there too."""
        from planner.tui.sheets.history import HistorySheet

        def follow() -> None:
            self.cancel_preview()
            self.reload()

        self.open_sheet_or_refuse(lambda: HistorySheet(self.book, follow))

    def action_lint(self) -> None:
        """List what the rules find; enter goes to the day of a finding."""
        from planner.tui.sheets.findings import FindingsSheet

        def follow() -> None:
            self.cancel_preview()
            self.reload()

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.cancel_preview()
                self.go_to_day(day, show_month=True)

        try:
            sheet = FindingsSheet(self.book, follow)
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self.app.push_screen(sheet, then)

    def _undo_or_redo(self, step: Callable[..., object], verb: str, nothing: str) -> None:
        if self.cancel_preview():
            self.say("Left; nothing has changed.")
            return

        def travel() -> None:
            operation = step(self.book)
            self.reload()
            self.say(f"{verb}: {clean_line(getattr(operation, 'name', ''))}." if operation is not None else nothing)

        self.saver.save(travel)

    # Which workouts

    def choose_workout(
        self,
        question: str,
        is_eligible: Callable[[Workout], bool],
        on_chosen: Callable[[Workout], None],
        *,
        include_rest: bool = False,
    ) -> None:
        """Go on with the one workout of the day that fits, or ask which. An operation under way ends first.

        Args:
            question: What a list asks.
            is_eligible: Which workouts are meant.
            on_chosen: Goes on.
            include_rest: Whether rest days and notes are meant too.
        """
        self.cancel_preview()
        here = [workout for workout in self.view.workouts_on(self.cursor_day) if include_rest or workout.is_training]
        fitting: Sequence[Workout] = [workout for workout in here if is_eligible(workout)]
        if not fitting:
            what = (
                f"all done or skipped here; {self.host.keys['calendar.undo']} takes the last change back."
                if here
                else f"no workout here; {self.host.keys['calendar.add']} adds one."
            )
            self.say(f"{format_day(self.cursor_day)}: {what}")
        elif len(fitting) == 1:
            on_chosen(fitting[0])
        else:
            from planner.tui.sheets.choose import ChooseWorkoutSheet

            def chosen(workout: Workout | None) -> None:
                if workout is not None:
                    on_chosen(workout)

            self.app.push_screen(ChooseWorkoutSheet(question, fitting, self.view), chosen)

    def choose_workouts(
        self, question: str, is_eligible: Callable[[Workout], bool], on_chosen: Callable[[Sequence[Workout]], None]
    ) -> None:
        """Go on with the workouts of the selection that fit, or with one of the day."""
        if self.selection_start is None:
            self.choose_workout(question, is_eligible, lambda workout: on_chosen([workout]))
            return
        found = self.selected_workouts(is_eligible)
        if found:
            on_chosen(found)
        elif found is not None:
            self.say("Nothing in the selection fits that.")

    # Workouts

    def offer_form_draft(self) -> None:
        """Go to the form that was left half-typed, and say how to go on with it."""
        from planner.tui.state.form_drafts import parse_form_draft_name

        found = parse_form_draft_name(self.host.form_drafts.newest_form())
        if found is not None and found[0] in _FORM_DRAFT_MESSAGES:
            verb, day = found
            self.go_to_day(day)
            self.say(_FORM_DRAFT_MESSAGES[verb].format(day=format_day(day), key=self.host.keys[f"calendar.{verb}"]))

    def action_done(self) -> None:
        """Mark a workout of the day done."""
        waiting = any(labels.is_unmarked(workout) for workout in self.view.workouts_on(self.cursor_day))
        fits = labels.is_unmarked if waiting else _is_recorded
        self.choose_workout("Which workout is done?", fits, self.open_done_form)

    def open_done_form(self, workout: Workout) -> None:
        """Ask what was done."""
        from planner.tui.sheets.done import DoneSheet

        def then(marked: Workout | None) -> None:
            if marked is not None:
                self.reload()
                self._show_marked_done(marked)

        self.app.push_screen(DoneSheet(self.book, workout, self.view.unit), then)

    def _show_marked_done(self, marked: Workout) -> None:
        last = None
        if marked.actual is not None and (marked.actual.pain or marked.actual.pain_next):
            from planner.usecases.screening import pain_gate_end

            last = pain_gate_end(self.book, marked)
        if last is None:
            self.say(f"Done: {labels.short_title(marked, 40)}. {self.undo_hint}")
        else:
            ease = self.key_for("ease")
            self.warn(f"Pain: no heavy or moderate until {format_day(last)}; {ease} eases them. Not medical advice.")

    def action_skip(self) -> None:
        """Skip a workout of the day."""
        self.choose_workouts("Which workout is skipped?", labels.is_unmarked, self.ask_skip_reason)

    def ask_skip_reason(self, workouts: Sequence[Workout]) -> None:
        """Ask why they are skipped."""
        from planner.tui.sheets.ask import AskSheet
        from planner.usecases.calendar.edit import plan_skip

        what = labels.short_title(workouts[0], 40) if len(workouts) == 1 else f"{len(workouts)} workouts"

        def then(change: Change | None) -> None:
            if change is not None:
                self.apply_change(change, f"Skipped: {what}.")

        ask = AskSheet(f"Why skip {what}?", lambda text: plan_skip(workouts, text), hint="tired, ill, travel")
        self.app.push_screen(ask, then)

    def action_add(self) -> None:
        """Add a workout to the day."""
        from planner.tui.sheets.workout_form import AddWorkoutSheet

        self.cancel_preview()
        self._open_form(AddWorkoutSheet(self.book, self.cursor_day, self.view.unit))

    def action_edit(self) -> None:
        """Change a workout of the day."""
        self.choose_workout("Which one is changed?", lambda _: True, self.open_edit_form, include_rest=True)

    def open_edit_form(self, workout: Workout) -> None:
        """Ask what is to be changed."""
        from planner.tui.sheets.workout_form import EditWorkoutSheet

        self._open_form(EditWorkoutSheet(self.book, workout, self.view.unit))

    def _open_form(self, sheet: ModalScreen[AppliedChange | None]) -> None:
        def then(made: AppliedChange | None) -> None:
            if made is not None:
                self._show_applied(made)

        self.app.push_screen(sheet, then)

    def action_lock(self) -> None:
        """Hold workouts where they stand, or let them go."""
        from planner.usecases.calendar.edit import plan_lock

        def turn(workouts: Sequence[Workout]) -> None:
            locked = not all(workout.locked for workout in workouts)
            self.plan_and_apply(lambda: plan_lock(workouts, locked=locked))

        self.choose_workouts("Which workout is locked, or let go?", labels.is_unmarked, turn)

    def action_delete(self) -> None:
        """Delete workouts."""
        from planner.usecases.calendar.edit import plan_delete

        def delete(workouts: Sequence[Workout]) -> None:
            self.plan_and_apply(lambda: plan_delete(workouts))

        self.choose_workouts("Which one goes?", lambda _: True, delete)


def _is_recorded(workout: Workout) -> bool:
    """What was done and may be recorded anew."""
    return workout.actual is not None
