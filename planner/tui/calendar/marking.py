"""The key that marks: what was done of a day, in one sheet, or a whole selection as planned; and not done after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.training.formatting import format_day
from planner.training.workouts import Workout
from planner.tui import labels
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.after_marking import AfterMarking
from planner.tui.calendar.edit_questions import ahead_sentence
from planner.tui.calendar.editing import Editing, is_open

if TYPE_CHECKING:  # what marking needs is not loaded for the first frame
    from planner.usecases.calendar.mark import MarkedDay


@dataclass(slots=True, kw_only=True, eq=False)
class Marking(PlanningPart):
    """Asks what was done, and says what follows from it.

    Attributes:
        editing: Applies changes and asks which workout is meant.
        after_marking: Says what follows from workouts that were recorded.
    """

    editing: Editing
    after_marking: AfterMarking

    def mark_done(self) -> None:
        """Say what was done of the day, or mark the selection done; what was recorded before may be changed."""
        if self.preview.selection_start is not None:
            self._mark_selection_done()
            return
        self.preview.cancel()
        self.open_form(None)

    def _mark_selection_done(self) -> None:
        """Ask whether the workouts of the selection were done as planned; what lies ahead stays planned."""
        from planner.tui.sheets.done_selection import DoneSelectionSheet
        from planner.usecases.calendar.edit import plan_done
        from planner.usecases.calendar.mark import lies_ahead

        selected, today = self.preview.selected_workouts(is_open), self.host.book.today
        if selected is None:
            return
        due = [workout for workout in selected if not lies_ahead(workout, today)]
        ahead = ahead_sentence([workout.date for workout in selected if lies_ahead(workout, today)], today)
        if not due:
            self.footer.show_message(ahead or "Nothing in the selection fits that.")
            return

        def on_result(answer: bool | None) -> None:
            change = self.ask(lambda: plan_done(self.host.book, due)) if answer else None
            if change is not None:
                done = change.changed
                self.editing.apply_change(
                    change, asks_first=False, on_applied=lambda: self.after_marking.offer_light_session(done)
                )

        self.host.push_screen(DoneSelectionSheet(due, ahead), on_result)

    def open_form(self, chosen: Workout | None) -> None:
        """Ask what was done of a day; where it lies ahead, first whether it was done today.

        Args:
            chosen: The workout that is asked for first, on its day; None for the day under the cursor.
        """
        from planner.usecases.calendar.mark import lies_ahead

        day, today = chosen.date if chosen is not None else self.cursor.day, self.host.book.today
        workouts = [one for one in self.data.view.workouts_on(day) if one.is_training and one.replaced_by_id is None]
        ahead = [workout for workout in workouts if lies_ahead(workout, today)]
        if not workouts:
            self.editing.say_nothing_here(day, ())
        elif not ahead:
            self._open_form(day, workouts, chosen)
        else:
            from planner.tui.sheets.ahead import AheadSheet

            def on_result(answer: str | None) -> None:
                if answer == "today":
                    self._open_form(day, workouts, chosen, done_on=today)
                else:
                    self.footer.show_message("Left as it is; nothing has changed.")

            self.host.push_screen(AheadSheet(ahead, today), on_result)

    def _open_form(
        self, day: dt.date, workouts: Sequence[Workout], chosen: Workout | None, done_on: dt.date | None = None
    ) -> None:
        from planner.tui.sheets.done import DoneSheet
        from planner.tui.sheets.done_form import DoneForm

        def on_result(marked: MarkedDay | None) -> None:
            if marked is not None:
                self.after_marking.show_day(marked)

        form = DoneForm(self.host.book, day, workouts, self.data.view.unit, done_on)
        self.host.push_screen(DoneSheet(self.host.book, form, chosen), on_result)

    def mark_not_done(self) -> None:
        """Plan a workout of the day again that was not done after all."""

        def take_back(workout: Workout) -> None:
            def apply() -> None:
                from planner.usecases.calendar import mark

                marked = mark.mark_not_done(self.host.book, workout.id)
                self.editing.reload()
                said = f"Planned again: {labels.short_title(workout, 40)}."
                self.footer.show_message(" ".join((said, *marked.remarks, self.editing.undo_hint)))

            self.editing.saver.save(apply)

        if any(map(_is_recorded, self.data.view.workouts_on(self.cursor.day))):
            self.editing.choose_workout("Which one was not done after all?", _is_recorded, take_back)
        else:
            self.footer.show_message(f"{format_day(self.cursor.day)}: nothing here is marked done.")


def _is_recorded(workout: Workout) -> bool:
    """Whether a workout has a record of what was done, which may be changed."""
    return workout.actual is not None
