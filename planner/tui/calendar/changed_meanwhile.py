"""What other sessions changed of the workouts that a preview is about, between the key that began it and ``enter``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.training.formatting import format_day, format_day_and_year
from planner.training.workouts import Workout
from planner.tui import labels
from planner.usecases.queries import read_blocks, read_existing

if TYPE_CHECKING:
    from planner.tui.host import Host
    from planner.tui.state.calendar_cache import CalendarCache
    from planner.usecases.changes import Change

_NAMED = 3
"""So many workouts are named; of the others only the number is said."""


class SeenPlan:
    """The workouts and blocks as the runner saw them when a preview began, and those it came to concern later.

    Args:
        host: The app.
        cache: What the calendar has read.
    """

    def __init__(self, host: Host, cache: CalendarCache) -> None:
        self._host = host
        self._unit = cache.runner.unit
        self._workouts = {workout.id: workout for workout in cache.cached_workouts}
        self._blocks = {block.id: block for block in cache.blocks}
        self._shown: frozenset[int] = frozenset()

    def note(self, change: Change) -> None:
        """Take what a change concerns as seen, because a key of the runner's led to it; what was seen before stays."""
        concerned = _concerned(change)
        self._shown = frozenset(concerned)
        self._workouts = {**concerned, **self._workouts}

    def take_differences(self, change: Change) -> tuple[str, ...]:
        """Return what differs now of what a change concerns, in words; from then on that is what was seen.

        Args:
            change: What is previewed, worked out from the file as it is now.

        Raises:
            RefusedError: The file cannot be read.
        """
        concerned = _concerned(change)
        stored = read_existing(self._host.book, {*self._shown, *concerned})
        found = [*self._block_differences(change), *self._workout_differences(stored)]
        gone = self._shown - stored.keys()
        self._workouts = {**{number: one for number, one in self._workouts.items() if number not in gone}, **stored}
        self._shown = frozenset(concerned)
        return tuple(found)

    def _workout_differences(self, stored: dict[int, Workout]) -> Iterator[str]:
        glyphs = self._host.glyphs
        for number in sorted(self._shown | stored.keys()):
            seen, now = self._workouts.get(number), stored.get(number)
            if now is None:
                if seen is not None:
                    yield f"{labels.short_title(seen, 40)} of {format_day(seen.date)} is gone"
            elif seen is None or seen.version != now.version:
                status = labels.status_text(now, self._host.book.today)
                summary = f"{format_day(now.date)} {labels.workout_summary(now, self._unit, glyphs)}"
                yield ", ".join(filter(None, (summary, status, "new" if seen is None else "")))

    def _block_differences(self, change: Change) -> Iterator[str]:
        concerned = {block.id for block in change.blocks}
        for block in (one for one in read_blocks(self._host.book) if one.id in concerned):
            seen = self._blocks.get(block.id)
            if seen is not None and seen.version != block.version:
                race = block.race_date
                yield f"{block.name}, its race on {format_day_and_year(race)}" if race else block.name
            self._blocks[block.id] = block


def _concerned(change: Change) -> dict[int, Workout]:
    return {workout.id: workout for workout in (*change.changed, *change.removed)}


def meanwhile_sentence(theirs: Sequence[str], apply_key: str, cancel_key: str) -> str:
    """Return what a runner is told before a change is made over another session's."""
    more = len(theirs) - _NAMED
    named = "; ".join([*theirs[:_NAMED], *([f"and {more} more"] if more > 0 else [])])
    return (
        f"Another session changed it meanwhile: {named}. Yours is shown over that: "
        f"{apply_key} makes it so, {cancel_key} leaves it."
    )
