"""The keys that rearrange a plan. Most begin a preview that the arrows move about until ``enter`` applies it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.training.formatting import count_workouts_text, format_day
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.tui.calendar.active_preview import PlanningPart
from planner.tui.calendar.editing import Editing
from planner.tui.calendar.pointed_days import Grip
from planner.tui.messages import StartSession

if TYPE_CHECKING:
    from planner.usecases.changes import Change


@dataclass(slots=True, kw_only=True, eq=False)
class Planning(PlanningPart):
    """Moves, swaps, copies, rest days, lighter weeks, absences and another race day.

    Attributes:
        editing: Applies changes and asks which workout is meant.
    """

    editing: Editing
    _copied: tuple[Workout, ...] = ()
    _is_week_copied: bool = False

    def open_day(self) -> None:
        """Apply the preview; without one, open the sheet of the day."""
        if self.editing.apply_preview():
            return
        from planner.tui.sheets.day import DaySheet

        actions: dict[str, Callable[[Workout], object]] = {
            "done": self.editing.open_done_form,
            "skip": lambda workout: self.editing.ask_skip_reason([workout]),
            "move": lambda workout: self._start_move([workout]),
            "edit": self.editing.open_edit_form,
            "start": lambda workout: self.host.post_message(StartSession(workout)),
        }

        def on_result(result: tuple[str, Workout | None] | None) -> None:
            verb, workout = result or ("", None)
            if workout is not None:
                actions[verb](workout)
            elif verb == "add":
                self.editing.add()

        self.host.push_screen(DaySheet(self.data.view, self.cursor.day), on_result)

    def move(self) -> None:
        """Preview a move of a workout of the day, or of the selection."""
        self.editing.choose_workouts("Which workout moves?", lambda workout: workout.actual is None, self._start_move)

    def _start_move(self, workouts: Sequence[Workout]) -> None:
        from planner.tui.calendar.preview import preview_move

        origin = workouts[0].date
        if self.preview.selection_start is not None:
            origin = min(self.preview.marked_days)
        # set, not gone to: going would turn the page and describe the selection before the preview replaces it
        self.cursor.day = origin
        self.preview.start(preview_move(self.host.book, workouts, origin))

    def drag(self, grip: Grip, day: dt.date, *, is_first: bool) -> None:
        """Take a workout along with the pointer, as `move` does with the arrows; what is tried out or selected follows.

        Args:
            grip: Where the button was pressed. On no workout alone, all of its day that can move are taken.
            day: The day under the pointer.
            is_first: Whether the pointer has just left the day it was pressed on.
        """
        if is_first and not self.preview.is_active:
            on_day = self.data.view.workouts_on(grip.day) if grip.workout is None else (grip.workout,)
            workouts = [workout for workout in on_day if workout.actual is None]
            if not workouts:
                self.footer.show_message(f"Nothing on {format_day(grip.day)} can be moved there.")
                return
            self._start_move(workouts)
        if self.preview.is_active:
            self.cursor.go_to(day)

    def drop(self, grip: Grip, day: dt.date) -> None:
        """Leave the preview where it was dropped; dropped where it was picked up, nothing is tried out."""
        if day == grip.day and self.preview.current is not None:
            self.preview.cancel()
            self.footer.clear_message()

    def swap(self) -> None:
        """Preview a swap of the day with another one."""
        from planner.tui.calendar.preview import preview_swap

        self.preview.cancel()
        self.preview.start(preview_swap(self.host.book, self.cursor.day))

    def copy(self) -> None:
        """Copy the day, or the selection."""
        if self.preview.selection_start is None:
            self._copy(self.data.view.workouts_on(self.cursor.day))
            return
        workouts = self.preview.selected_workouts(lambda _: True)
        self.preview.cancel()
        if workouts is not None:
            self._copy(workouts)

    def copy_week(self) -> None:
        """Copy the week."""
        from planner.usecases.calendar.move import workouts_of_week

        self.preview.cancel()
        workouts = self.ask(lambda: workouts_of_week(self.host.book, self.cursor.day))
        if workouts is not None:
            self._copy(workouts, whole_week=True)

    def _copy(self, workouts: Sequence[Workout], *, whole_week: bool = False) -> None:
        if not workouts:
            self.footer.show_message("There is nothing to copy here.")
            return
        self._copied, self._is_week_copied = tuple(workouts), whole_week
        what = "The week" if whole_week else format_day(workouts[0].date)
        paste = self.host.keys["calendar.paste"]
        self.footer.show_message(
            f"{what} is copied ({count_workouts_text(workouts)}); {paste} puts it where the cursor is then."
        )

    def paste(self) -> None:
        """Preview what was copied on the day under the cursor."""
        from planner.tui.calendar.preview import preview_paste

        self.preview.cancel()
        if not self._copied:
            day, week = self.host.keys["calendar.copy"], self.host.keys["calendar.copy_week"]
            self.footer.show_message(f"Nothing has been copied yet: {day} copies the day, {week} the week.")
            return
        self.preview.start(
            preview_paste(
                self.host.book, self._copied, self.cursor.day, self.data.week_start, whole_week=self._is_week_copied
            )
        )

    def rest(self) -> None:
        """Preview a rest day put in, or taken out where the day is one."""
        from planner.tui.calendar.preview import preview_rest

        self.preview.cancel()
        self.preview.start(preview_rest(self.host.book, self.cursor.day))

    def deload(self, on_end: Callable[[str], None] | None = None) -> None:
        """Preview a lighter week.

        Args:
            on_end: Gets a sentence once it is made or left; None where the runner stays here.
        """
        from planner.tui.calendar.preview import preview_deload

        self.preview.cancel()
        self.preview.start(preview_deload(self.host.book, self.cursor.day, self.data.week_start), on_end)

    def ramp(self) -> None:
        """Preview weeks that grow, from the week under the cursor to the one that the arrows choose."""
        from planner.tui.calendar.preview import preview_ramp

        self.preview.cancel()
        self.preview.start(preview_ramp(self.host.book, self.cursor.day, self.data.week_start))

    def taper(self) -> None:
        """Preview a taper before the first race from the day under the cursor on."""
        from planner.tui.calendar.preview import preview_taper

        self.preview.cancel()
        preview = self.ask(lambda: preview_taper(self.host.book, self.cursor.day))
        if preview is not None:
            self.preview.start(preview)

    def ease(self) -> None:
        """Make the sessions ahead as easy as pain, illness and health answers ask for."""
        from planner.usecases.calendar.ease import plan_ease

        self.preview.cancel()
        self.editing.plan_and_apply(lambda: plan_ease(self.host.book), asks_first=False)  # health comes first

    def follow_settings(self) -> None:
        """Say what coming loads and times become with the runner's settings, and ask whether they do."""
        from planner.tui.sheets.confirm import ConfirmSheet
        from planner.usecases.strength.follow_settings import plan_follow_settings

        self.preview.cancel()
        change = self.ask(lambda: plan_follow_settings(self.host.book))
        if change is None:
            return

        def on_answer(is_wanted: bool | None) -> None:
            if is_wanted:
                self.editing.plan_and_apply(lambda: plan_follow_settings(self.host.book))

        question = "Shall they follow what is set now? What you typed yourself stays."
        self.host.push_screen(ConfirmSheet("Coming loads and times", question, change.remarks), on_answer)

    def shift(self) -> None:
        """Preview another race day for the block under the cursor, else for the runner's current block."""
        from planner.training.blocks import block_on
        from planner.tui.calendar.preview import preview_shift
        from planner.usecases.calendar.shift import find_block

        self.preview.cancel()
        block = self.ask(lambda: block_on(self.data.view.blocks, self.cursor.day) or find_block(self.host.book))
        if block is None:
            return
        if block.race_date is None:
            self.footer.show_message(f"{block.name} has no race, so there is no race day to shift it to.")
        else:
            self.preview.start(preview_shift(self.host.book, block, self.cursor.day))

    def record_feeling(self) -> None:
        """Ask how the day feels: sore, or badly slept."""
        from planner.tui.calendar.edit_questions import ask_for_change
        from planner.tui.sheets.ask import AskSheet
        from planner.usecases.calendar import absences

        self.preview.cancel()
        day = self.cursor.day
        try:
            absences.check_not_future(self.host.book, day)
        except RefusedError as error:
            self.footer.show_refusal(error)
            return

        def make(change: Change, on_refused: Callable[[RefusedError], None]) -> None:
            gate = next(iter(absences.new_gates(self.host.book, change)), None)
            if gate is None or gate.last is None:
                self.editing.apply_change(change, on_refused=on_refused)
                return
            feeling, kinds = change.name.partition(":")[0].capitalize(), " and ".join(sorted(gate.kinds))
            ease = self.host.keys["calendar.ease"]
            said = f"{feeling}: no {kinds} session until {format_day(gate.last)}; {ease} eases."
            self.editing.apply_change(change, said, on_refused=on_refused)

        sheet = AskSheet(
            f"How does {format_day(day)} feel?",
            lambda text: absences.plan_feeling(self.host.book, day, text),
            hint="sore 7 (of 10), slept badly (< 5 h, 2 nights), well",
        )
        ask_for_change(self.host, sheet, make, self.footer.show_refusal)

    def absence(self) -> None:
        """Preview an absence from the day, or over the selection; on a day of an absence, end it there instead."""
        from planner.training.absences import absence_on
        from planner.tui.calendar.preview import preview_absence
        from planner.usecases.calendar.absences import plan_return
        from planner.usecases.queries import read_absences

        has_selection = self.preview.selection_start is not None
        selected = self.preview.marked_days if has_selection else frozenset[dt.date]()
        self.preview.cancel()
        day = self.cursor.day
        try:
            is_away = not selected and absence_on(read_absences(self.host.book), day) is not None
            change = plan_return(self.host.book, day) if is_away else None
        except RefusedError as error:
            self.footer.show_refusal(error)
            return
        if change is None:
            preview = preview_absence(self.host.book, min(selected, default=day))
            self.preview.start(replace(preview, target=max(selected, default=day)))
        else:
            self.editing.apply_change(change, f"Training again from {format_day(day)}.")
