"""The keys that rearrange a plan: each begins a trial, which the arrows carry about until ``enter`` makes it so.

With a selection of days the same keys mean all the workouts in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.training.arranging import DAY
from planner.training.refusal import RefusedError
from planner.training.wording import asks_for_work, counted, day_name
from planner.training.workouts import Workout
from planner.tui.screens.editing import EditingScreen
from planner.tui.wording import is_open

if TYPE_CHECKING:  # needed by the first operation, not by the first frame
    from planner.tui.trials import Trial
    from planner.usecases.changes import Change


class PlanningScreen(EditingScreen):
    """A screen over days on which operations can be tried out. What shows them is the subclass's business."""

    def __init__(self) -> None:
        super().__init__()
        self.trial: Trial | None = None
        self._selected_from: dt.date | None = None
        self._copied: tuple[tuple[Workout, ...], bool] = ((), False)

    def show_again(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        raise NotImplementedError

    @property
    def week_start(self) -> int:
        """The runner's first day of the week."""
        raise NotImplementedError

    @property
    def marked(self) -> frozenset[dt.date]:
        """The days that are meant by what is under way, or that are selected."""
        if self.trial is not None:
            return self.trial.marked
        if self._selected_from is None:
            return frozenset()
        first = min(self._selected_from, self.cursor)
        return frozenset(first + DAY * step for step in range(abs((self.cursor - self._selected_from).days) + 1))

    def follow_cursor(self, day: dt.date) -> bool:
        """Try out at another day what is under way; False when nothing is, or it is there already."""
        if self.trial is None:
            return self._selected_from is not None and day != self.cursor
        if self.trial.to == day:
            return False
        self.trial = self.trial.at(day)
        return True

    def key_of(self, name: str) -> str:
        """The key of a command of the calendar, as people write it."""
        return self.planner.keys[f"calendar.{name}"]

    # Trying out

    def try_out(self, trial: Trial) -> None:
        """Begin an operation."""
        self._selected_from = None
        self.trial = trial.worked_out()
        if trial.to != self.cursor:
            self.go_to(trial.to)
        self.show_again()
        self.say_trial()

    def preview(self, change: Change) -> None:
        """Show a change that is offered as if it were made."""
        from planner.tui.trials import Trial

        days = frozenset(workout.date for workout in change.changed)
        here = self.cursor
        self.trial = Trial("", here, here, lambda _day, _way: change, days=lambda _: days, change=change)
        self.show_again()

    def say_trial(self) -> None:
        """Say in the bottom line what is being tried out, or selected."""
        if self.trial is not None:
            text, keys = self.trial.sentence(self.key_of)
            self.bar.say(text, "warn" if self.trial.refusal else "accent", keys)
        elif self._selected_from is not None:
            found = self._selected(asks_for_work)
            if found is None:
                return
            days, count = len(self.marked), len(found)
            held = f"{days} day{'s' * (days > 1)}, {count} workout{'s' * (count != 1)}"
            verbs = " · ".join(f"{self.key_of(verb)} {verb}" for verb in ("move", "skip", "delete", "copy", "lock"))
            self.bar.say(f"{held}: {verbs}", "accent", (self.key_of("cancel"),))

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

    def drop_trial(self) -> bool:
        """End what is under way without carrying it out; False when nothing is."""
        if self._selected_from is not None:
            self._selected_from = None
            self.show_again()
            return True
        if self.trial is None:
            return False
        self.cursor, self.trial = self.trial.origin, None
        self.go_to(self.cursor)
        self.show_again()
        return True

    def end_trial(self) -> None:
        """What was tried out is made."""
        self.trial = None
        self._selected_from = None

    def action_trial_way(self) -> None:
        """What gives way to what is under way."""
        if self.trial is not None:
            self.trial = self.trial.another_way()
            self.show_again()
            self.say_trial()

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        gave_up = self.saver.give_up()
        self.drop_trial()
        if gave_up:
            self.say("Given up; nothing has changed.")

    # Selecting

    def action_select(self) -> None:
        """Begin a selection of days, or end it."""
        if self.drop_trial():
            return
        self._selected_from = self.cursor
        self.show_again()
        self.say_trial()

    def _selected(self, fits: Callable[[Workout], bool]) -> list[Workout] | None:
        """The workouts of the selection that fit; None where the file does not say, which is told."""
        first, last = min(self.marked), max(self.marked)
        try:
            return [workout for workout in self.workouts_between(first, last) if fits(workout)]
        except RefusedError as error:
            self.refuse(error)
            return None

    def choose_some(
        self, question: str, fits: Callable[[Workout], bool], then: Callable[[Sequence[Workout]], None]
    ) -> None:
        """Go on with the workouts of the selection that fit, or with one of the day."""
        if self._selected_from is None:
            self.choose(question, fits, lambda workout: then([workout]))
            return
        found = self._selected(fits)
        if found:
            then(found)
        elif found is not None:
            self.say("Nothing in the selection fits that.")

    # Operations

    def pick_up(self, workouts: Sequence[Workout]) -> None:
        """Begin to move workouts."""
        from planner.tui import trials

        selection = min(self.marked, default=workouts[0].date)
        origin = selection if self._selected_from is not None else workouts[0].date
        self.cursor = origin
        self.try_out(trials.move(self.book, workouts, origin))

    def action_swap(self) -> None:
        """Swap the day with another one."""
        from planner.tui import trials

        self.drop_trial()
        self.try_out(trials.swap(self.book, self.cursor))

    def action_copy(self) -> None:
        """Copy the day, or the selection."""
        if self._selected_from is not None:
            found = self._selected(lambda _: True)
            self.drop_trial()
            if found is not None:
                self._take(found, whole_week=False)
        else:
            self._take(self.view.of(self.cursor), whole_week=False)

    def action_copy_week(self) -> None:
        """Copy the week."""
        from planner.usecases.copying import week_of

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
        from planner.tui import trials

        self.drop_trial()
        workouts, whole_week = self._copied
        if not workouts:
            day, week = self.key_of("copy"), self.key_of("copy_week")
            self.say(f"Nothing has been copied yet: {day} copies the day, {week} the week.")
            return
        self.try_out(trials.paste(self.book, workouts, self.cursor, self.week_start, whole_week=whole_week))

    def action_rest(self) -> None:
        """Put a rest day in, or take it out."""
        from planner.tui import trials

        self.drop_trial()
        self.try_out(trials.rest(self.book, self.cursor))

    def action_deload(self) -> None:
        """Make the week lighter."""
        from planner.tui import trials

        self.drop_trial()
        self.try_out(trials.deload(self.book, self.cursor, self.week_start))

    def action_shift(self) -> None:
        """Shift the block to a new race day."""
        from planner.training.blocks import block_on
        from planner.tui import trials
        from planner.usecases.shifting import find_block

        self.drop_trial()
        try:
            block = block_on(self.view.blocks, self.cursor) or find_block(self.book)
        except RefusedError as error:
            self.refuse(error)
            return
        if block.race_date is None:
            self.say(f"{block.name} has no race, so there is no race day to shift it to.")
            return
        self.try_out(trials.shift(self.book, block, self.cursor))

    def action_absence(self) -> None:
        """Be sick, injured or away; on a day of an absence, train again from it on."""
        from planner.training.absences import absence_on
        from planner.tui import trials
        from planner.usecases.absences import plan_return
        from planner.usecases.listing import read_absences

        self.drop_trial()
        try:
            away = absence_on(read_absences(self.book), self.cursor)
            change = plan_return(self.book, self.cursor) if away is not None else None
        except RefusedError as error:
            self.refuse(error)
            return
        if change is None:
            self.try_out(trials.absence(self.book, self.cursor))
        else:
            self.make(change, f"Training again from {day_name(self.cursor)}.")

    def action_lock(self) -> None:
        """Hold workouts where they stand, or let them go."""
        from planner.usecases.items import plan_lock

        def turn(workouts: Sequence[Workout]) -> None:
            locked = not all(workout.locked for workout in workouts)
            self.make_planned(lambda: plan_lock(workouts, locked=locked))

        self.choose_some("Which workout is locked, or let go?", is_open, turn)

    def action_delete(self) -> None:
        """Delete workouts."""
        from planner.usecases.items import plan_delete

        def delete(workouts: Sequence[Workout]) -> None:
            self.make_planned(lambda: plan_delete(workouts))

        self.choose_some("Which one goes?", lambda _: True, delete)
