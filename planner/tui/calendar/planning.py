"""The keys that rearrange a plan: each begins a trial, which the arrows carry about until ``enter`` makes it so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.refusal import RefusedError
from planner.training.wording import counted, day_name
from planner.training.workouts import Workout
from planner.tui.calendar.editing import EditingScreen

if TYPE_CHECKING:
    from planner.usecases.changes import Change


class PlanningScreen(EditingScreen):
    """A screen over days on which the plan can be rearranged."""

    def __init__(self) -> None:
        super().__init__()
        self._copied: tuple[tuple[Workout, ...], bool] = ((), False)

    def action_open(self) -> None:
        """Open the day, or carry out what is under way."""
        if self.put_down():
            return
        from planner.tui.sheets.day import DayScreen

        verbs: dict[str, Callable[[Workout], None]] = {
            "done": self.ask_done,
            "skip": lambda workout: self.ask_skip([workout]),
            "move": lambda workout: self.pick_up([workout]),
            "edit": self.ask_edit,
        }

        def then(answer: tuple[str, Workout | None] | None) -> None:
            verb, workout = answer or ("", None)
            if workout is not None:
                verbs[verb](workout)
            elif verb == "add":
                self.action_add()

        self.app.push_screen(DayScreen(self.view, self.cursor), then)

    def action_move(self) -> None:
        """Pick a workout of the day up, or the selection."""
        self.choose_some("Which workout moves?", lambda workout: workout.actual is None, self.pick_up)

    def pick_up(self, workouts: Sequence[Workout]) -> None:
        """Begin to move workouts."""
        from planner.tui.calendar import preview

        selection = min(self.marked, default=workouts[0].date)
        origin = selection if self.selected_from is not None else workouts[0].date
        self.cursor = origin
        self.try_out(preview.move(self.book, workouts, origin))

    def action_swap(self) -> None:
        """Swap the day with another one."""
        from planner.tui.calendar import preview

        self.drop_trial()
        self.try_out(preview.swap(self.book, self.cursor))

    def action_copy(self) -> None:
        """Copy the day, or the selection."""
        if self.selected_from is not None:
            found = self.selected(lambda _: True)
            self.drop_trial()
            if found is not None:
                self._take(found, whole_week=False)
        else:
            self._take(self.view.of(self.cursor), whole_week=False)

    def action_copy_week(self) -> None:
        """Copy the week."""
        from planner.usecases.calendar.move import week_of

        self.drop_trial()
        try:
            week = week_of(self.book, self.cursor)
        except RefusedError as error:
            self.refuse(error)
        else:
            self._take(week, whole_week=True)

    def _take(self, workouts: Sequence[Workout], *, whole_week: bool) -> None:
        if not workouts:
            self.say("There is nothing to copy here.")
            return
        self._copied = (tuple(workouts), whole_week)
        what = "The week" if whole_week else day_name(workouts[0].date)
        self.say(f"{what} is copied ({counted(workouts)}); {self.key_of('paste')} puts it where the cursor is then.")

    def action_paste(self) -> None:
        """Put what was copied on the day under the cursor."""
        from planner.tui.calendar import preview

        self.drop_trial()
        workouts, whole_week = self._copied
        if not workouts:
            day, week = self.key_of("copy"), self.key_of("copy_week")
            self.say(f"Nothing has been copied yet: {day} copies the day, {week} the week.")
            return
        self.try_out(preview.paste(self.book, workouts, self.cursor, self.week_start, whole_week=whole_week))

    def action_rest(self) -> None:
        """Put a rest day in, or take it out."""
        from planner.tui.calendar import preview

        self.drop_trial()
        self.try_out(preview.rest(self.book, self.cursor))

    def action_deload(self) -> None:
        """Make the week lighter."""
        from planner.tui.calendar import preview

        self.drop_trial()
        self.try_out(preview.deload(self.book, self.cursor, self.week_start))

    def action_ease(self) -> None:
        """Make the sessions ahead what is still allowed."""
        from planner.usecases.calendar.ease import plan_ease

        self.drop_trial()
        self.make_planned(lambda: plan_ease(self.book))

    def action_shift(self) -> None:
        """Shift the block to a new race day."""
        from planner.training.blocks import block_on
        from planner.tui.calendar import preview
        from planner.usecases.calendar.shift import find_block

        self.drop_trial()
        try:
            block = block_on(self.view.blocks, self.cursor) or find_block(self.book)
        except RefusedError as error:
            self.refuse(error)
            return
        if block.race_date is None:
            self.say(f"{block.name} has no race, so there is no race day to shift it to.")
            return
        self.try_out(preview.shift(self.book, block, self.cursor))

    def action_feel(self) -> None:
        """Say how a day feels: sore, or badly slept."""
        from planner.tui.sheets.ask import AskScreen
        from planner.usecases.calendar import feelings

        self.drop_trial()
        day = self.cursor
        try:
            feelings.refuse_ahead(self.book, day)
        except RefusedError as error:
            self.refuse(error)
            return

        def then(change: Change | None) -> None:
            if change is None:
                return
            gate = next(iter(feelings.gates_of_change(self.book, change)), None)
            if gate is None or gate.last is None:
                self.make(change)
                return
            word, kinds = change.name.partition(":")[0].capitalize(), " and ".join(sorted(gate.kinds))
            self.make(change, f"{word}: no {kinds} session until {day_name(gate.last)}; {self.key_of('ease')} eases.")

        ask = AskScreen(
            f"How does {day_name(day)} feel?",
            lambda text: feelings.plan_feeling(self.book, day, text),
            hint="sore 7 (of 10), slept badly (< 5 h, 2 nights), well",
        )
        self.app.push_screen(ask, then)

    def action_absence(self) -> None:
        """Be sick, injured or away, on the days selected if any; on a day of an absence, train again from it on."""
        from planner.training.absences import absence_on
        from planner.tui.calendar import preview
        from planner.usecases.calendar.absences import plan_return
        from planner.usecases.queries import read_absences

        selected = self.marked if self.selected_from is not None else frozenset[dt.date]()
        self.drop_trial()
        try:
            away = None if selected else absence_on(read_absences(self.book), self.cursor)
            change = plan_return(self.book, self.cursor) if away is not None else None
        except RefusedError as error:
            self.refuse(error)
            return
        if change is None:
            begun = preview.absence(self.book, min(selected, default=self.cursor))
            self.try_out(replace(begun, to=max(selected, default=self.cursor)))
        else:
            self.make(change, f"Training again from {day_name(self.cursor)}.")
