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
from planner.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from planner.tui.screens.sheet import Sheet


class EditingScreen(ModeScreen):
    """A screen over days and workouts. What shows them is the subclass's business."""

    cursor: dt.date
    view: MonthView

    def reload(self) -> None:
        """Read everything again and draw what differs."""
        raise NotImplementedError

    def go_to(self, day: dt.date, *, month: bool = False) -> None:
        """Put the cursor on a day."""
        raise NotImplementedError

    def pick_up(self, workout: Workout) -> None:
        """Begin to move a workout."""
        raise NotImplementedError

    def put_down(self) -> bool:
        """Carry out the operation under way; False when there is none."""
        raise NotImplementedError

    def drop_trial(self) -> bool:
        """End the operation under way without carrying it out; False when there is none."""
        raise NotImplementedError

    def offer_draft(self) -> None:
        """Go to the form that was left half-typed, and say how to go on with it."""
        from planner.tui.screens.done import workout_of_draft

        day = workout_of_draft(self.planner.drafts.newest())
        if day is not None:
            self.go_to(day)
            self.say(f"You were marking a workout of {day_name(day)} done. d goes on where you stopped.")

    def action_open(self) -> None:
        """Open the day, or carry out what is under way."""
        if self.put_down():
            return
        from planner.tui.screens.day import DayScreen

        def then(answer: tuple[str, Workout] | None) -> None:
            if answer is not None:
                verb, workout = answer
                {"done": self._done, "skip": self._skip, "move": self.pick_up}[verb](workout)

        self.app.push_screen(DayScreen(self.view, self.cursor), then)

    def action_done(self) -> None:
        """Mark a workout of the day done."""
        waiting = any(wording.is_open(workout) for workout in self.view.of(self.cursor))
        fits = wording.is_open if waiting else _was_recorded
        self._choose("Which workout is done?", fits, self._done)

    def action_skip(self) -> None:
        """Skip a workout of the day."""
        self._choose("Which workout is skipped?", wording.is_open, self._skip)

    def action_move(self) -> None:
        """Pick a workout of the day up."""
        self._choose("Which workout moves?", lambda workout: workout.actual is None, self.pick_up)

    def action_undo(self) -> None:
        """Take back the last operation."""
        from planner.usecases import history

        self._travel(history.undo, "Taken back", "There is nothing to take back.")

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        from planner.usecases import history

        self._travel(history.redo, "Brought back", "There is nothing to bring back.")

    def action_history(self) -> None:
        """List the operations."""
        from planner.tui.screens.history import history_sheet

        self._open_sheet(lambda: history_sheet(self.book))

    def action_why(self) -> None:
        """Every candidate of the day, with its reason."""
        from planner.tui.screens.why import why_day

        self._open_sheet(lambda: why_day(self.book, self.cursor))

    def _open_sheet(self, make: Callable[[], Sheet]) -> None:
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
        try:
            operation = step(self.book)
        except RefusedError as error:
            self.refuse(error)
            return
        self.reload()
        self.say(f"{verb}: {clean_line(getattr(operation, 'name', ''))}." if operation is not None else nothing)

    def _choose(self, question: str, fits: Callable[[Workout], bool], then: Callable[[Workout], None]) -> None:
        """Go on with the one workout of the day that fits, or ask which. An operation under way ends first."""
        self.drop_trial()
        here = [workout for workout in self.view.of(self.cursor) if asks_for_work(workout)]
        fitting: Sequence[Workout] = [workout for workout in here if fits(workout)]
        if not fitting:
            what = "all done or skipped here; u takes the last change back." if here else "no workout here."
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
                self.say(f"Done: {wording.short_title(marked, 40)}. u takes it back.")

        self.app.push_screen(DoneScreen(self.book, workout, self.view.unit), then)

    def _skip(self, workout: Workout) -> None:
        from planner.tui.screens.ask import AskScreen
        from planner.usecases.marking import skip

        def then(skipped: Workout | None) -> None:
            if skipped is not None:
                self.reload()
                self.say(f"Skipped: {wording.short_title(skipped, 40)}. u takes it back.")

        question = f"Why skip {wording.short_title(workout, 40)}?"
        self.app.push_screen(
            AskScreen(question, lambda text: skip(self.book, workout.id, text), hint="tired, ill, travel"), then
        )


def _was_recorded(workout: Workout) -> bool:
    """What was done and may be recorded anew."""
    return workout.actual is not None
