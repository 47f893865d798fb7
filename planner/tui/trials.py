"""An operation being tried out: the arrows say where, ``tab`` how, the calendar shows ghosts, ``enter`` makes it so.

All planning operations that need a place work this way, so that one set of keys serves them all and nothing is changed
before it was seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import Workout
from planner.tui import wording
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


class Way(NamedTuple):
    """One way to carry an operation out: its name in the use case, and in words."""

    name: str
    words: str


Plan = Callable[[dt.date, str], Change]
"""Works the change out for a place and a way's name; raises `RefusedError` where it cannot be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One operation that is being tried out.

    Attributes:
        verb: What it does, to begin its sentence: ``Move``.
        done: What is said once it is made: ``Moved Tempo``.
        origin: The day it began on; the cursor returns there when it is left.
        to: The place it is tried out at.
        plan: Works the change out.
        ways: How it can be carried out, the usual way first.
        way: The one that is tried out, by its place in `ways`.
        spans: Whether every day from the origin to the place is meant, not the place alone.
        change: What would change.
        refusal: Why it cannot be, or empty.
    """

    verb: str
    done: str
    origin: dt.date
    to: dt.date
    plan: Plan
    ways: tuple[Way, ...] = (Way("", ""),)
    way: int = 0
    spans: bool = False
    change: Change = Change("")  # noqa: RUF009 - frozen
    refusal: str = ""

    def at(self, to: dt.date) -> Trial:
        """The same, tried out at another place."""
        return replace(self, to=to).worked_out()

    def another_way(self) -> Trial:
        """The same, tried out in the next way."""
        return replace(self, way=(self.way + 1) % len(self.ways)).worked_out()

    def worked_out(self) -> Trial:
        """The same, with the change worked out anew."""
        try:
            return replace(self, change=self.plan(self.to, self.ways[self.way].name), refusal="")
        except RefusedError as error:
            return replace(self, change=Change(""), refusal=str(error))

    def over(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """The workouts of some days as they would then be."""
        return self.change.over(workouts, first, last)

    @property
    def marked(self) -> frozenset[dt.date]:
        """The days that are meant."""
        if not self.spans:
            return frozenset({self.to})
        first, last = min(self.origin, self.to), max(self.origin, self.to)
        return frozenset(first + dt.timedelta(days=step) for step in range((last - first).days + 1))

    def sentence(self) -> str:
        """What the line at the bottom says meanwhile."""
        if self.refusal:
            return self.refusal
        touched = len(self.change.changed) + len(self.change.added) + len(self.change.removed)
        parts = [self.ways[self.way].words, f"{touched} workouts" if touched > 1 else "", *self.change.remarks]
        what = ", ".join(part.rstrip(".") for part in parts if part)
        keys = "tab changes that · enter · escape" if len(self.ways) > 1 else "enter · escape"
        return f"{self.verb} {day_name(self.to)}{': ' * bool(what)}{what} · {keys}"


def move(book: Planbook, workouts: Sequence[Workout], origin: dt.date) -> Trial:
    """Move workouts with the arrows; the first of them stands on ``origin``."""
    from planner.usecases.moving import MoveMode, plan_move

    numbers = [workout.id for workout in workouts]

    def plan(to: dt.date, way: str) -> Change:
        return plan_move(book, numbers, (to - origin).days, MoveMode(way))

    only = Way(MoveMode.ONLY, "only this" if len(workouts) == 1 else "only these")
    others = (Way(MoveMode.PUSH, "push until a gap"), Way(MoveMode.SHIFT, "shift the rest"))
    what = wording.short_title(workouts[0], 40) if len(workouts) == 1 else f"{len(workouts)} workouts"
    return Trial("Move to", f"Moved {what}", origin, origin, plan, (only, *others[: 2 * (len(workouts) == 1)]))
