"""The keys that change a plan, for a screen with a cursor on a day: done, skip, move, undo, and the sheets they open.

Each edit goes through one use case and is committed at once. Where a day holds several workouts, a list asks which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.training.wording import asks_for_work, day_name
from planner.training.workouts import Workout
from planner.tui import wording
from planner.tui.monthview import MonthView
from planner.tui.saving import Saver
from planner.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from planner.tui.finding import Search
    from planner.tui.screens.sheet import FittedSheet
    from planner.usecases.changes import Change
    from planner.usecases.reslotting import Made, Offer

_DRAFTS = {
    "done": "You were marking a workout of {day} done. {key} goes on where you stopped.",
    "add": "You were adding a workout on {day}. {key} goes on where you stopped.",
    "edit": "You were editing a workout of {day}. {key} goes on where you stopped.",
}


class EditingScreen(ModeScreen):
    """A screen over days and workouts. What shows them is the subclass's business."""

    cursor: dt.date
    view: MonthView
    search: Search | None = None
    """What was last searched for, and what was found."""

    def reload(self) -> None:
        """Read everything again and draw what differs."""
        raise NotImplementedError

    def go_to(self, day: dt.date, *, month: bool = False) -> None:
        """Put the cursor on a day."""
        raise NotImplementedError

    def pick_up(self, workouts: Sequence[Workout]) -> None:
        """Begin to move workouts."""
        raise NotImplementedError

    def put_down(self) -> bool:
        """Carry out the operation under way; False when there is none."""
        raise NotImplementedError

    def drop_trial(self) -> bool:
        """End the operation under way without carrying it out; False when there is none."""
        raise NotImplementedError

    def end_trial(self) -> None:
        """What was tried out is made."""
        raise NotImplementedError

    def preview(self, change: Change) -> None:
        """Show a change that is offered as if it were made."""
        raise NotImplementedError

    def choose_some(
        self, question: str, fits: Callable[[Workout], bool], then: Callable[[Sequence[Workout]], None]
    ) -> None:
        """Go on with the workouts of the selection that fit, or with one of the day."""
        raise NotImplementedError

    def workouts_between(self, first: dt.date, last: dt.date) -> Sequence[Workout]:
        """The workouts of some days, both ends included."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Be ready to save."""
        self.saver = Saver(self, self.book, lambda text, refused: self.warn(text) if refused else self.say(text))

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
        from planner.usecases import reslotting

        self._was_made(reslotting.make(self.book, change), said)

    def _was_made(self, made: Made, said: str = "") -> None:
        change, offer = made
        self.end_trial()
        self.reload()
        if change.is_empty:
            self.say("Nothing would change, so nothing has.")
            return
        self.say(f"{said or f'{change.name[:1].upper()}{change.name[1:]}.'} {self.way_back}")
        if offer.follows:
            self._offer(offer)

    def _not_made(self, error: RefusedError) -> None:
        """See what another session may have changed; what is being tried out goes on from there."""
        self.reload()
        self.refuse(error)

    def _offer(self, offer: Offer) -> None:
        from planner.tui.screens.offer import OfferScreen
        from planner.usecases.items import plan_lock

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

    def offer_draft(self) -> None:
        """Go to the form that was left half-typed, and say how to go on with it."""
        from planner.tui.drafts import draft_of

        found = draft_of(self.planner.drafts.newest())
        if found is not None and found[0] in _DRAFTS:
            verb, day = found
            self.go_to(day)
            self.say(_DRAFTS[verb].format(day=day_name(day), key=self.planner.keys[f"calendar.{verb}"]))

    def action_open(self) -> None:
        """Open the day, or carry out what is under way."""
        if self.put_down():
            return
        from planner.tui.screens.day import DayScreen

        verbs: dict[str, Callable[[Workout], None]] = {
            "done": self._done,
            "skip": lambda workout: self._skip([workout]),
            "move": lambda workout: self.pick_up([workout]),
            "edit": self._edit,
        }

        def then(answer: tuple[str, Workout] | None) -> None:
            if answer is not None:
                verb, workout = answer
                verbs[verb](workout)

        self.app.push_screen(DayScreen(self.view, self.cursor), then)

    def action_done(self) -> None:
        """Mark a workout of the day done."""
        waiting = any(wording.is_open(workout) for workout in self.view.of(self.cursor))
        fits = wording.is_open if waiting else _was_recorded
        self.choose("Which workout is done?", fits, self._done)

    def action_skip(self) -> None:
        """Skip a workout of the day."""
        self.choose_some("Which workout is skipped?", wording.is_open, self._skip)

    def action_move(self) -> None:
        """Pick a workout of the day up, or the selection."""
        self.choose_some("Which workout moves?", lambda workout: workout.actual is None, self.pick_up)

    def action_add(self) -> None:
        """Add a workout to the day."""
        from planner.tui.screens.item import AddScreen

        self.drop_trial()
        self._form(AddScreen(self.book, self.cursor, self.view.unit))

    def action_edit(self) -> None:
        """Change a workout of the day."""
        self.choose("Which one is changed?", lambda _: True, self._edit, everything=True)

    def _edit(self, workout: Workout) -> None:
        from planner.tui.screens.item import EditScreen

        self._form(EditScreen(self.book, workout, self.view.unit))

    def _form(self, sheet: ModalScreen[Made | None]) -> None:
        def then(made: Made | None) -> None:
            if made is not None:
                self._was_made(made)

        self.app.push_screen(sheet, then)

    def action_search(self) -> None:
        """Find workouts by words."""
        from planner.tui import finding

        finding.ask(self)

    def action_search_step(self, step: int) -> None:
        """Go to another of the workouts found."""
        from planner.tui import finding

        finding.go_on(self, step)

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
        from planner.tui.screens.history import HistoryScreen

        def follow() -> None:
            self.drop_trial()
            self.reload()

        self._open_sheet(lambda: HistoryScreen(self.book, follow))

    def action_why(self) -> None:
        """Every candidate of the day, with its reason."""
        from planner.tui.screens.why import why_day

        self._open_sheet(lambda: why_day(self.book, self.cursor))

    def _open_sheet(self, make: Callable[[], FittedSheet[None]]) -> None:
        try:
            sheet = make()
        except RefusedError as error:
            self.refuse(error)
        else:
            self.app.push_screen(sheet)

    def _travel(self, step: Callable[..., object], verb: str, nothing: str) -> None:
        if self.drop_trial():
            self.say("Left; nothing has changed.")
            return

        def travel() -> None:
            operation = step(self.book)
            self.reload()
            self.say(f"{verb}: {clean_line(getattr(operation, 'name', ''))}." if operation is not None else nothing)

        self.saver.save(travel)

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
            from planner.tui.screens.choose import ChooseScreen

            def chosen(workout: Workout | None) -> None:
                if workout is not None:
                    then(workout)

            self.app.push_screen(ChooseScreen(question, fitting, self.view), chosen)

    def _done(self, workout: Workout) -> None:
        from planner.tui.screens.done import DoneScreen

        def then(marked: Workout | None) -> None:
            if marked is not None:
                self.reload()
                self.say(f"Done: {wording.short_title(marked, 40)}. {self.way_back}")

        self.app.push_screen(DoneScreen(self.book, workout, self.view.unit), then)

    def _skip(self, workouts: Sequence[Workout]) -> None:
        from planner.tui.screens.ask import AskScreen
        from planner.usecases.items import plan_skip

        what = wording.short_title(workouts[0], 40) if len(workouts) == 1 else f"{len(workouts)} workouts"

        def then(change: Change | None) -> None:
            if change is not None:
                self.make(change, f"Skipped: {what}.")

        ask = AskScreen(f"Why skip {what}?", lambda text: plan_skip(workouts, text), hint="tired, ill, travel")
        self.app.push_screen(ask, then)


def _was_recorded(workout: Workout) -> bool:
    """What was done and may be recorded anew."""
    return workout.actual is not None
