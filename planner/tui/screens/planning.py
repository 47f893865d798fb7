"""The keys that rearrange a plan: each begins a trial, which the arrows carry about until ``enter`` makes it so."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import Workout
from planner.tui.screens.editing import EditingScreen

if TYPE_CHECKING:  # needed by the first operation, not by the first frame
    from planner.tui.trials import Trial


class PlanningScreen(EditingScreen):
    """A screen over days on which operations can be tried out. What shows them is the subclass's business."""

    def __init__(self) -> None:
        super().__init__()
        self.trial: Trial | None = None

    def show_again(self) -> None:
        """Draw what differs, with an operation under way carried out."""
        raise NotImplementedError

    @property
    def marked(self) -> frozenset[dt.date]:
        """The days that are meant by what is under way."""
        return self.trial.marked if self.trial is not None else frozenset()

    def follow_cursor(self, day: dt.date) -> bool:
        """Try out at another day what is under way; False when nothing is, or it is there already."""
        if self.trial is None or self.trial.to == day:
            return False
        self.trial = self.trial.at(day)
        return True

    def try_out(self, trial: Trial) -> None:
        """Begin an operation."""
        self.drop_trial()
        self.trial = trial.worked_out()
        if trial.to != self.cursor:
            self.go_to(trial.to)
        self.show_again()
        self.say_trial()

    def say_trial(self) -> None:
        """Say in the bottom line what is being tried out."""
        if self.trial is not None:
            self.bar.say(self.trial.sentence(), "warn" if self.trial.refusal else "accent")

    def put_down(self) -> bool:
        """Carry out what is under way; False when nothing is."""
        from planner.usecases.changes import carry_out

        trial = self.trial
        if trial is None:
            return False
        if trial.refusal:
            self.warn(trial.refusal)
            return True
        try:
            carry_out(self.book, trial.change)
        except RefusedError as error:
            self.refuse(error)
            return True
        self.trial = None
        self.reload()
        if trial.change.is_empty:
            self.say("Nothing would change, so nothing has.")
        else:
            others = len(trial.change.changed) - 1
            more = f" and {others} more" if others > 0 else ""
            self.say(f"{trial.done}{more} to {day_name(trial.to)}. u takes it back.")
        return True

    def drop_trial(self) -> bool:
        """End what is under way without carrying it out; False when nothing is."""
        if self.trial is None:
            return False
        self.cursor, self.trial = self.trial.origin, None
        self.go_to(self.cursor)
        self.show_again()
        return True

    def pick_up(self, workout: Workout) -> None:
        """Begin to move a workout."""
        from planner.tui import trials

        self.try_out(trials.move(self.book, [workout], workout.date))

    def action_trial_way(self) -> None:
        """What gives way to what is under way."""
        if self.trial is not None:
            self.trial = self.trial.another_way()
            self.show_again()
            self.say_trial()

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        self.drop_trial()
