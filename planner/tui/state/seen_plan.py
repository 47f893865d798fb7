"""What other sessions changed of a plan that is previewed, between the key that began it and ``enter``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from planner.training.blocks import Block
from planner.training.formatting import format_day, format_day_and_year
from planner.training.races import Unit
from planner.training.workouts import Workout
from planner.tui import labels
from planner.usecases.queries import read_blocks, read_existing, read_workouts

if TYPE_CHECKING:
    from planner.tui.host import Host

_NAMED = 3
"""So many workouts are named; of the others only the number is said."""


class SeenPlan:
    """Workouts and blocks as the runner saw them when a preview began, and those that it came to concern later.

    Args:
        host: The app.
        unit: The unit of distances.
        workouts: What was shown or read by then.
        blocks: All blocks.
    """

    def __init__(self, host: Host, unit: Unit, workouts: Iterable[Workout], blocks: Iterable[Block]) -> None:
        self._host = host
        self._unit = unit
        self._workouts = {workout.id: workout for workout in workouts}
        self._blocks = {block.id: block for block in blocks}
        self._concerned: frozenset[int] = frozenset()

    def note(self, workouts: Iterable[Workout], on_its_days: Iterable[Workout] = ()) -> None:
        """Take the workouts that a preview concerns as seen, since a key led to them; what was seen before stays.

        Args:
            workouts: What the preview concerns.
            on_its_days: What is shown on the days that it is about.
        """
        concerned = {workout.id: workout for workout in workouts}
        self._concerned = frozenset(concerned)
        self._workouts = {workout.id: workout for workout in on_its_days} | concerned | self._workouts

    def take_differences(
        self, workouts: Iterable[Workout], blocks: Iterable[Block] = (), days: Collection[dt.date] = ()
    ) -> tuple[str, ...]:
        """Return what differs now of what a preview concerns, in words; from then on that is what was seen.

        Args:
            workouts: What the preview concerns, worked out from the file as it is now.
            blocks: The blocks that it changes.
            days: The days that it is about. What came to one of them is named, too.

        Raises:
            RefusedError: The file cannot be read.
        """
        concerned = frozenset(workout.id for workout in workouts)
        book = self._host.book
        on_its_days = read_workouts(book, min(days), max(days)) if days else ()
        came = {one.id for one in on_its_days if one.date in days and one.id not in self._workouts}
        stored = read_existing(book, self._concerned | concerned | came)
        found = [
            *self._block_differences(frozenset(block.id for block in blocks)),
            *self._workout_differences(stored),
        ]
        gone = self._concerned - stored.keys()
        self._workouts = {**{number: one for number, one in self._workouts.items() if number not in gone}, **stored}
        self._concerned = concerned
        return tuple(found)

    def _workout_differences(self, stored: dict[int, Workout]) -> Iterator[str]:
        glyphs = self._host.glyphs
        for number in sorted(self._concerned | stored.keys()):
            seen, now = self._workouts.get(number), stored.get(number)
            if now is None:
                if seen is not None:
                    yield f"{labels.short_title(seen, 40)} of {format_day(seen.date)} is gone"
            elif seen is None or seen.version != now.version:
                status = labels.status_text(now, self._host.book.today)
                summary = f"{format_day(now.date)} {labels.workout_summary(now, self._unit, glyphs)}"
                yield ", ".join(filter(None, (summary, status, "new" if seen is None else "")))

    def _block_differences(self, concerned: frozenset[int]) -> Iterator[str]:
        for block in (one for one in read_blocks(self._host.book) if one.id in concerned):
            seen = self._blocks.get(block.id)
            if seen is not None and seen.version != block.version:
                race = block.race_date
                yield f"{block.name}, its race on {format_day_and_year(race)}" if race else block.name
            self._blocks[block.id] = block


def named_differences(theirs: Sequence[str]) -> str:
    """Return the first differences, and how many more there are."""
    more = len(theirs) - _NAMED
    return "; ".join([*theirs[:_NAMED], *([f"and {more} more"] if more > 0 else [])])
