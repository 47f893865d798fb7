"""The keys that rearrange a plan: each begins a trial, which the arrows carry about until ``enter`` makes it so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.formatting import count_workouts_text, format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui.calendar.editing import EditingScreen

if TYPE_CHECKING:
    from planner.usecases.changes import Change


class PlanningScreen(EditingScreen):
    """A screen over days on which the plan can be rearranged."""

    def __init__(self) -> None:
        super().__init__()
        self._clipboard: tuple[tuple[Workout, ...], bool] = ((), False)

    def action_open(self) -> None:
        """Open the day, or carry out what is under way."""
        if self.apply_preview():
            return
        from planner.tui.sheets.day import DaySheet

        verbs: dict[str, Callable[[Workout], None]] = {
            "done": self.open_done_form,
            "skip": lambda workout: self.ask_skip_reason([workout]),
            "move": lambda workout: self.start_move([workout]),
            "edit": self.open_edit_form,
        }

        def then(answer: tuple[str, Workout | None] | None) -> None:
            verb, workout = answer or ("", None)
            if workout is not None:
                verbs[verb](workout)
            elif verb == "add":
                self.action_add()

        self.app.push_screen(DaySheet(self.view, self.cursor_day), then)

    def action_move(self) -> None:
        """Pick a workout of the day up, or the selection."""
        self.choose_workouts("Which workout moves?", lambda workout: workout.actual is None, self.start_move)

    def start_move(self, workouts: Sequence[Workout]) -> None:
        """Begin to move workouts."""
        from planner.tui.calendar import preview

        selection = min(self.marked_days, default=workouts[0].date)
        origin = selection if self.selection_start is not None else workouts[0].date
        self.cursor_day = origin
        self.start_preview(preview.preview_move(self.book, workouts, origin))

    def action_swap(self) -> None:
        """Swap the day with another one."""
        from planner.tui.calendar import preview

        self.cancel_preview()
        self.start_preview(preview.preview_swap(self.book, self.cursor_day))

    def action_copy(self) -> None:
        """Copy the day, or the selection."""
        if self.selection_start is not None:
            found = self.selected_workouts(lambda _: True)
            self.cancel_preview()
            if found is not None:
                self._copy_workouts(found, whole_week=False)
        else:
            self._copy_workouts(self.view.workouts_on(self.cursor_day), whole_week=False)

    def action_copy_week(self) -> None:
        """Copy the week."""
        from planner.usecases.calendar.move import workouts_of_week

        self.cancel_preview()
        try:
            week = workouts_of_week(self.book, self.cursor_day)
        except RefusedError as error:
            self.show_refusal(error)
        else:
            self._copy_workouts(week, whole_week=True)

    def _copy_workouts(self, workouts: Sequence[Workout], *, whole_week: bool) -> None:
        if not workouts:
            self.say("There is nothing to copy here.")
            return
        self._clipboard = (tuple(workouts), whole_week)
        what = "The week" if whole_week else format_day(workouts[0].date)
        self.say(
            f"{what} is copied ({count_workouts_text(workouts)}); {self.key_for('paste')} puts it where the "
            f"cursor is then."
        )

    def action_paste(self) -> None:
        """Put what was copied on the day under the cursor."""
        from planner.tui.calendar import preview

        self.cancel_preview()
        workouts, whole_week = self._clipboard
        if not workouts:
            day, week = self.key_for("copy"), self.key_for("copy_week")
            self.say(f"Nothing has been copied yet: {day} copies the day, {week} the week.")
            return
        self.start_preview(
            preview.preview_paste(self.book, workouts, self.cursor_day, self.week_start, whole_week=whole_week)
        )

    def action_rest(self) -> None:
        """Put a rest day in, or take it out."""
        from planner.tui.calendar import preview

        self.cancel_preview()
        self.start_preview(preview.preview_rest(self.book, self.cursor_day))

    def action_deload(self) -> None:
        """Make the week lighter."""
        from planner.tui.calendar import preview

        self.cancel_preview()
        self.start_preview(preview.preview_deload(self.book, self.cursor_day, self.week_start))

    def action_ease(self) -> None:
        """Make the sessions ahead what is still allowed."""
        from planner.usecases.calendar.ease import plan_ease

        self.cancel_preview()
        self.plan_and_apply(lambda: plan_ease(self.book))

    def action_shift(self) -> None:
        """Shift the block to a new race day."""
        from planner.training.blocks import block_on
        from planner.tui.calendar import preview
        from planner.usecases.calendar.shift import find_block

        self.cancel_preview()
        try:
            block = block_on(self.view.blocks, self.cursor_day) or find_block(self.book)
        except RefusedError as error:
            self.show_refusal(error)
            return
        if block.race_date is None:
            self.say(f"{block.name} has no race, so there is no race day to shift it to.")
            return
        self.start_preview(preview.preview_shift(self.book, block, self.cursor_day))

    def action_feeling(self) -> None:
        """Say how a day feels: sore, or badly slept."""
        from planner.tui.sheets.ask import AskSheet
        from planner.usecases.calendar import absences

        self.cancel_preview()
        day = self.cursor_day
        try:
            absences.check_not_future(self.book, day)
        except RefusedError as error:
            self.show_refusal(error)
            return

        def then(change: Change | None) -> None:
            if change is None:
                return
            gate = next(iter(absences.new_gates(self.book, change)), None)
            if gate is None or gate.last is None:
                self.apply_change(change)
                return
            word, kinds = change.name.partition(":")[0].capitalize(), " and ".join(sorted(gate.kinds))
            self.apply_change(
                change, f"{word}: no {kinds} session until {format_day(gate.last)}; {self.key_for('ease')} eases."
            )

        ask = AskSheet(
            f"How does {format_day(day)} feel?",
            lambda text: absences.plan_feeling(self.book, day, text),
            hint="sore 7 (of 10), slept badly (< 5 h, 2 nights), well",
        )
        self.app.push_screen(ask, then)

    def action_absence(self) -> None:
        """Be sick, injured or away, on the days selected if any; on a day of an absence, train again from it on."""
        from planner.training.absences import absence_on
        from planner.tui.calendar import preview
        from planner.usecases.calendar.absences import plan_return
        from planner.usecases.queries import read_absences

        selected = self.marked_days if self.selection_start is not None else frozenset[dt.date]()
        self.cancel_preview()
        try:
            away = None if selected else absence_on(read_absences(self.book), self.cursor_day)
            change = plan_return(self.book, self.cursor_day) if away is not None else None
        except RefusedError as error:
            self.show_refusal(error)
            return
        if change is None:
            begun = preview.preview_absence(self.book, min(selected, default=self.cursor_day))
            self.start_preview(replace(begun, target=max(selected, default=self.cursor_day)))
        else:
            self.apply_change(change, f"Training again from {format_day(self.cursor_day)}.")
