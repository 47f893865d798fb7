"""A workout being moved: where it would go, what would give way, and how the month would look then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import Slot, Workout
from planner.tui.keymap import Keys
from planner.usecases.planbook import Planbook

MODES = ("only", "push", "shift")
_WORDS = {"only": "only this", "push": "push until a gap", "shift": "shift the rest"}


@dataclass(frozen=True, slots=True)
class Moving:
    """A move that is being tried out; nothing is changed until it is committed.

    Attributes:
        workout: What was picked up.
        to: Where it would go.
        mode: What gives way: ``only``, ``push`` or ``shift``.
        preview: The workouts that would move, as they would then stand.
        refusal: Why it cannot go there, or empty.
    """

    workout: Workout
    to: dt.date
    mode: str = "only"
    preview: tuple[Workout, ...] = ()
    refusal: str = ""

    def try_out(self, book: Planbook, *, to: dt.date | None = None, mode: str | None = None) -> Moving:
        """The same move to another day or in another mode, with its preview."""
        from planner.usecases.moving import MoveMode, preview_move

        tried = replace(self, to=to or self.to, mode=mode or self.mode)
        try:
            preview = preview_move(book, self.workout.id, tried.to, MoveMode(tried.mode))
        except RefusedError as error:
            return replace(tried, preview=(), refusal=str(error))
        return replace(tried, preview=preview, refusal="")

    def next_mode(self) -> str:
        """The mode to go on to."""
        return MODES[(MODES.index(self.mode) + 1) % len(MODES)]

    def commit(self, book: Planbook) -> tuple[Workout, ...]:
        """Carry it out.

        Raises:
            RefusedError: It cannot go there.
        """
        from planner.usecases.moving import MoveMode, move

        return move(book, self.workout.id, self.to, MoveMode(self.mode))

    def over(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """The workouts of some days with the move carried out, in calendar order."""
        moved = {workout.id: workout for workout in self.preview}
        standing = [workout for workout in workouts if workout.id not in moved]
        standing += [workout for workout in moved.values() if first <= workout.date <= last]
        return sorted(standing, key=_calendar_order)

    @property
    def ghosts(self) -> frozenset[int]:
        """The numbers of the workouts that would move."""
        return frozenset(workout.id for workout in self.preview)

    def sentence(self, keys: Keys) -> str:
        """What the line at the bottom says meanwhile."""
        if self.refusal:
            return self.refusal
        others = len(self.preview) - 1
        what = f"{_WORDS[self.mode]}, {others} more" if others > 0 else _WORDS[self.mode]
        change, down, end = (keys[f"calendar.{name}"] for name in ("mode", "open", "cancel"))
        return f"Move to {day_name(self.to)}: {what} · {change} changes that · {down} · {end}"


def _calendar_order(workout: Workout) -> tuple[dt.date, int, str, int]:
    """By date, half of the day (none last), start, number: as the store lists them."""
    half = {Slot.AM: 0, Slot.PM: 1}.get(workout.slot, 2) if workout.slot else 2
    return workout.date, half, workout.start or "", workout.id
