"""The change that is previewed now, or the days that are selected: at most one of the two at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from planner.training.refusal import RefusedError
from planner.training.weeks import days_between
from planner.training.workouts import Workout
from planner.tui.calendar.cursor import Cursor
from planner.tui.calendar.data import CalendarData
from planner.tui.host import Host
from planner.tui.widgets.footer import KeyFooter
from planner.usecases.open_planbook import is_being_written

if TYPE_CHECKING:  # not needed by the first frame
    from planner.tui.calendar.preview import Preview
    from planner.tui.state.seen_plan import SeenPlan
    from planner.usecases.changes import Change
    from planner.usecases.strength.newly_broken import BrokenSession


Value = TypeVar("Value")


@dataclass(slots=True, kw_only=True, eq=False)
class CalendarPart:
    """What every part of the calendar that handles keys works with.

    Attributes:
        host: The app.
        footer: Shows what was done or refused.
        cursor: The cursor.
        data: The days that are shown.
    """

    host: Host
    footer: KeyFooter
    cursor: Cursor
    data: CalendarData

    def ask(self, read: Callable[[], Value]) -> Value | None:
        """Return what a use case answers; None where it refuses, which is then said."""
        try:
            return read()
        except RefusedError as error:
            self.footer.show_refusal(error)
            return None


@dataclass(slots=True, kw_only=True, eq=False)
class ActivePreview(CalendarPart):
    """Follows the cursor with a preview or a selection, and describes it in the bottom line.

    Attributes:
        redraw: Draws the days again.
        current: The preview; None when there is none.
        selection_start: The day a selection began at; None when nothing is selected.
        on_end: Gets a sentence once the preview is made, or an empty text once it is left, where another screen asked.
    """

    redraw: Callable[[], None]
    current: Preview | None = None
    selection_start: dt.date | None = None
    on_end: Callable[[str], None] | None = None
    _seen: SeenPlan | None = None

    @property
    def is_active(self) -> bool:
        """Whether a change is previewed or days are selected."""
        return self.current is not None or self.selection_start is not None

    @property
    def marked_days(self) -> frozenset[dt.date]:
        """The days that the preview concerns, or that are selected."""
        if self.current is not None:
            return self.current.marked_days
        if self.selection_start is None:
            return frozenset()
        return frozenset(days_between(self.selection_start, self.cursor.day))

    def start(self, preview: Preview, on_end: Callable[[str], None] | None = None) -> None:
        """Preview an operation at its target, in place of a selection or another preview.

        Args:
            preview: The operation.
            on_end: Gets a sentence once it is made or left; None where the runner stays here.
        """
        from planner.tui.state.seen_plan import SeenPlan

        self.on_end = on_end
        self.selection_start = None
        cache = self.data.cache
        self._seen = SeenPlan(self.host, cache.runner.unit, cache.cached_workouts, cache.blocks)
        self.current = replace(preview, find_broken=self._find_broken, complete=self._complete).recomputed()
        self._note_seen()
        if preview.target != self.cursor.day:
            self.cursor.go_to(preview.target)
        self.redraw()
        self.describe()

    def _complete(self, change: Change) -> Change:
        from planner.usecases.history.reversals import with_reversal

        return with_reversal(self.host.book, change)

    def _find_broken(self, change: Change) -> tuple[BrokenSession, ...]:
        from planner.usecases.strength.newly_broken import find_newly_broken

        return find_newly_broken(self.host.book, change, with_places=False)

    def show_change(self, change: Change) -> None:
        """Show a change that is offered as if it were already made; the cursor does not move it."""
        from planner.tui.calendar.preview import Preview

        days = frozenset(workout.date for workout in change.changed)
        day = self.cursor.day
        self.current = Preview("", day, day, lambda _day, _variant: change, days_of=lambda _: days, change=change)
        self.redraw()

    def follow(self, before: dt.date) -> bool:
        """Take the preview to the cursor's new day.

        Args:
            before: The cursor's day before it moved.

        Returns:
            Whether other days are marked now, so that they must be drawn again.
        """
        day = self.cursor.day
        if self.current is None:
            return self.selection_start is not None and day != before
        if self.current.target == day:
            return False
        self.current = self.current.moved_to(day)
        self._note_seen()
        return True

    def recompute(self) -> None:
        """Work the preview out again, after the file changed."""
        if self.current is not None:
            self.current = self.current.recomputed()

    def _note_seen(self) -> None:
        if self._seen is not None and self.current is not None:
            days = self.current.marked_days
            shown = self.data.cache.cached_workouts
            self._seen.note(self.current.change.concerned_workouts, [one for one in shown if one.date in days])

    def take_changes_elsewhere(self) -> str:
        """Work the preview out again, and return what other sessions changed of it since it was seen, as a sentence.

        It is empty where nothing was changed, and said once. While another session writes nothing can be read: storing
        the preview waits for that session, and refuses what it has changed.

        Raises:
            RefusedError: The file cannot be read.
        """
        from planner.tui.state.seen_plan import named_differences

        if is_being_written(self.host.book):
            return ""
        self.recompute()
        if self.current is None or self._seen is None:
            return ""
        change, keys = self.current.change, self.host.keys
        theirs = self._seen.take_differences(change.concerned_workouts, change.blocks, self.current.marked_days)
        if not theirs:
            return ""
        return (
            f"Another session changed it meanwhile: {named_differences(theirs)}. Yours is shown over that: "
            f"{keys['calendar.open']} makes it so, {keys['calendar.cancel']} leaves it."
        )

    def next_variant(self) -> None:
        """Preview the next way to carry the operation out."""
        if self.current is not None:
            self.current = self.current.next_variant()
            self._note_seen()
            self.redraw()
            self.describe()

    def describe(self) -> None:
        """Say in the bottom line what is previewed or selected; nothing when neither is."""
        if self.current is not None:
            text, keys = self.current.status_text(lambda name: self.host.keys[f"calendar.{name}"])
            if self.current.refusal:
                self.footer.show_message(self.host.with_short_path(text), "warn", keys)
            else:
                self.footer.show_message(text, "accent", keys)
        elif self.selection_start is not None:
            self._describe_selection()

    def _describe_selection(self) -> None:
        workouts = self.selected_workouts(lambda workout: workout.is_training)
        if workouts is None:
            return
        keys, days, count = self.host.keys, len(self.marked_days), len(workouts)
        counts = f"{days} day{'s' * (days > 1)}, {count} workout{'s' * (count != 1)}"
        verbs = " · ".join(
            f"{keys[f'calendar.{verb}']} {verb}" for verb in ("done", "move", "skip", "delete", "copy", "lock")
        )
        self.footer.show_message(f"{counts}: {verbs}", "accent", (keys["calendar.cancel"],))

    def toggle_selection(self) -> None:
        """Begin a selection at the cursor; end the one that was begun, or a preview, instead."""
        if not self.cancel():
            self.selection_start = self.cursor.day
            self.redraw()
            self.describe()

    def selected_workouts(self, is_eligible: Callable[[Workout], bool]) -> list[Workout] | None:
        """Return the eligible workouts of the selection; None where the file cannot be read, which is then said."""
        first, last = min(self.marked_days), max(self.marked_days)
        workouts = self.ask(lambda: self.data.cache.workouts_between(first, last))
        return None if workouts is None else [workout for workout in workouts if is_eligible(workout)]

    def cancel(self) -> bool:
        """End the preview or the selection without a change; return False when there was none."""
        if self.selection_start is not None:
            self.selection_start = None
            self.redraw()
            return True
        if self.current is None:
            return False
        # the preview goes first, or it would follow the cursor back
        return_to = self.current.return_to
        self.clear()
        self.cursor.go_to(return_to)
        self.redraw()
        return True

    def clear(self) -> None:
        """Forget the preview and the selection, because the change was made; the caller draws the days again."""
        self.current = self.selection_start = self._seen = self.on_end = None


@dataclass(slots=True, kw_only=True, eq=False)
class PlanningPart(CalendarPart):
    """A part of the calendar whose keys change the plan.

    Attributes:
        preview: The preview and the selection.
    """

    preview: ActivePreview
