"""The keys that change workouts: done, skip, add, edit, delete, lock, undo. Each edit is one use case, saved at once.

Where a day holds several workouts a list asks which; with a selection the keys mean all the workouts in it. When an
edit changes the runs, what strength would do about it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.cursor import DaysScreen
from planner.tui.state.saver import Saver

if TYPE_CHECKING:
    import datetime as dt

    from textual.screen import ModalScreen

    from planner.usecases.changes import Change
    from planner.usecases.strength.reslot import Made, Offer

_DRAFTS = {
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

    def make(self, change: Change, said: str = "") -> None:
        """Carry a change out, say so, and offer what strength would do about it."""
        self.saver.save(lambda: self._make(change, said), self._not_made)

    def make_planned(self, plan: Callable[[], Change], said: str = "") -> None:
        """Work a change out and carry it out, or say why it cannot be."""
        try:
            change = plan()
        except RefusedError as error:
            self.refuse(error)
        else:
            self.make(change, said)

    def _make(self, change: Change, said: str) -> None:
        from planner.usecases.strength import reslot

        self._was_made(reslot.make(self.book, change), said)

    def _was_made(self, made: Made, said: str = "") -> None:
        change, offer = made
        self.end_trial()
        self.reload()
        if change.is_empty:
            self.say("Nothing would change, so nothing has.")
            return
        words = [said or f"{change.name[:1].upper()}{change.name[1:]}."]
        words += [] if offer.follows else offer.homeless[:1]
        self.say(" ".join([*words, self.way_back]))
        if offer.follows:
            self._offer(offer)

    def _not_made(self, error: RefusedError) -> None:
        """See what another session may have changed; what is being tried out goes on from there."""
        self.reload()
        self.refuse(error)

    def _offer(self, offer: Offer) -> None:
        from planner.tui.sheets.strength_offer import OfferScreen
        from planner.usecases.calendar.items import plan_lock

        self.preview(offer.accept)

        def then(answer: str | None) -> None:
            self.drop_trial()
            if answer == "accept":
                self.make(offer.accept)
            elif answer == "lock":
                self.make_planned(lambda: plan_lock(offer.sessions, locked=True))
            else:
                self.say(f"Strength stays where it stands. {self.way_back}")

        self.app.push_screen(OfferScreen(offer), then)

    def put_down(self) -> bool:
        """Carry out what is under way; False when nothing is."""
        trial = self.trial
        if trial is None:
            return False
        if trial.refusal:
            trial = self.trial = trial.worked_out()  # another session may have been in the way
        if trial.refusal:
            self.warn(trial.refusal)
        elif trial.change.is_empty:
            self.trial = None
            self.show_again()
            self.say("Nothing would change, so nothing has.")
        else:
            self.make(trial.change, trial.said())
        return True

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        gave_up = self.saver.give_up()
        self.drop_trial()
        if gave_up:
            self.say("Given up; nothing has changed.")

    def action_undo(self) -> None:
        """Take back the last operation."""
        from planner.usecases import history

        self._travel(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.usecases import history

        self._travel(history.redo, "Brought back", "There is nothing to bring back.")

    def action_history(self) -> None:
        """List the operations, with what each changed; undo and redo work there too."""
        from planner.tui.sheets.history import HistoryScreen

        def follow() -> None:
            self.drop_trial()
            self.reload()

        self.open_sheet(lambda: HistoryScreen(self.book, follow))

    def action_lint(self) -> None:
        """List what the rules find; enter goes to the day of a finding."""
        from planner.tui.sheets.findings import FindingsScreen

        def follow() -> None:
            self.drop_trial()
            self.reload()

        def then(day: dt.date | None) -> None:
            if day is not None:
                self.drop_trial()
                self.go_to(day, month=True)

        try:
            sheet = FindingsScreen(self.book, follow)
        except RefusedError as error:
            self.refuse(error)
        else:
            self.app.push_screen(sheet, then)

    def _travel(self, step: Callable[..., object], verb: str, nothing: str) -> None:
        if self.drop_trial():
            self.say("Left; nothing has changed.")
            return

        def travel() -> None:
            operation = step(self.book)
            self.reload()
            self.say(f"{verb}: {clean_line(getattr(operation, 'name', ''))}." if operation is not None else nothing)

        self.saver.save(travel)

    # Which workouts

    def choose(
        self,
        question: str,
        fits: Callable[[Workout], bool],
        then: Callable[[Workout], None],
        *,
        everything: bool = False,
    ) -> None:
        """Go on with the one workout of the day that fits, or ask which. An operation under way ends first.

        Args:
            question: What a list asks.
            fits: Which workouts are meant.
            then: Goes on.
            everything: Whether rest days and notes are meant too.
        """
        self.drop_trial()
        here = [workout for workout in self.view.of(self.cursor) if everything or asks_for_work(workout)]
        fitting: Sequence[Workout] = [workout for workout in here if fits(workout)]
        if not fitting:
            what = (
                f"all done or skipped here; {self.planner.keys['calendar.undo']} takes the last change back."
                if here
                else f"no workout here; {self.planner.keys['calendar.add']} adds one."
            )
            self.say(f"{day_name(self.cursor)}: {what}")
        elif len(fitting) == 1:
            then(fitting[0])
        else:
            from planner.tui.sheets.choose import ChooseScreen

            def chosen(workout: Workout | None) -> None:
                if workout is not None:
                    then(workout)

            self.app.push_screen(ChooseScreen(question, fitting, self.view), chosen)

    def choose_some(
        self, question: str, fits: Callable[[Workout], bool], then: Callable[[Sequence[Workout]], None]
    ) -> None:
        """Go on with the workouts of the selection that fit, or with one of the day."""
        if self.selected_from is None:
            self.choose(question, fits, lambda workout: then([workout]))
            return
        found = self.selected(fits)
        if found:
            then(found)
        elif found is not None:
            self.say("Nothing in the selection fits that.")

    # Workouts

    def offer_draft(self) -> None:
        """Go to the form that was left half-typed, and say how to go on with it."""
        from planner.tui.state.form_drafts import draft_of

        found = draft_of(self.planner.drafts.newest())
        if found is not None and found[0] in _DRAFTS:
            verb, day = found
            self.go_to(day)
            self.say(_DRAFTS[verb].format(day=day_name(day), key=self.planner.keys[f"calendar.{verb}"]))

    def action_done(self) -> None:
        """Mark a workout of the day done."""
        waiting = any(labels.is_open(workout) for workout in self.view.of(self.cursor))
        fits = labels.is_open if waiting else _was_recorded
        self.choose("Which workout is done?", fits, self.ask_done)

    def ask_done(self, workout: Workout) -> None:
        """Ask what was done."""
        from planner.tui.sheets.done import DoneScreen

        def then(marked: Workout | None) -> None:
            if marked is not None:
                self.reload()
                self._say_done(marked)

        self.app.push_screen(DoneScreen(self.book, workout, self.view.unit), then)

    def _say_done(self, marked: Workout) -> None:
        last = None
        if marked.actual is not None and (marked.actual.pain or marked.actual.pain_next):
            from planner.usecases.screening import until_eased

            last = until_eased(self.book, marked)
        if last is None:
            self.say(f"Done: {labels.short_title(marked, 40)}. {self.way_back}")
        else:
            ease = self.key_of("ease")
            self.warn(f"Pain: no heavy or moderate until {day_name(last)}; {ease} eases them. Not medical advice.")

    def action_skip(self) -> None:
        """Skip a workout of the day."""
        self.choose_some("Which workout is skipped?", labels.is_open, self.ask_skip)

    def ask_skip(self, workouts: Sequence[Workout]) -> None:
        """Ask why they are skipped."""
        from planner.tui.sheets.ask import AskScreen
        from planner.usecases.calendar.items import plan_skip

        what = labels.short_title(workouts[0], 40) if len(workouts) == 1 else f"{len(workouts)} workouts"

        def then(change: Change | None) -> None:
            if change is not None:
                self.make(change, f"Skipped: {what}.")

        ask = AskScreen(f"Why skip {what}?", lambda text: plan_skip(workouts, text), hint="tired, ill, travel")
        self.app.push_screen(ask, then)

    def action_add(self) -> None:
        """Add a workout to the day."""
        from planner.tui.sheets.workout import AddScreen

        self.drop_trial()
        self._form(AddScreen(self.book, self.cursor, self.view.unit))

    def action_edit(self) -> None:
        """Change a workout of the day."""
        self.choose("Which one is changed?", lambda _: True, self.ask_edit, everything=True)

    def ask_edit(self, workout: Workout) -> None:
        """Ask what is to be changed."""
        from planner.tui.sheets.workout import EditScreen

        self._form(EditScreen(self.book, workout, self.view.unit))

    def _form(self, sheet: ModalScreen[Made | None]) -> None:
        def then(made: Made | None) -> None:
            if made is not None:
                self._was_made(made)

        self.app.push_screen(sheet, then)

    def action_lock(self) -> None:
        """Hold workouts where they stand, or let them go."""
        from planner.usecases.calendar.items import plan_lock

        def turn(workouts: Sequence[Workout]) -> None:
            locked = not all(workout.locked for workout in workouts)
            self.make_planned(lambda: plan_lock(workouts, locked=locked))

        self.choose_some("Which workout is locked, or let go?", labels.is_open, turn)

    def action_delete(self) -> None:
        """Delete workouts."""
        from planner.usecases.calendar.items import plan_delete

        def delete(workouts: Sequence[Workout]) -> None:
            self.make_planned(lambda: plan_delete(workouts))

        self.choose_some("Which one goes?", lambda _: True, delete)


def _was_recorded(workout: Workout) -> bool:
    """What was done and may be recorded anew."""
    return workout.actual is not None
