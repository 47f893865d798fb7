"""How far the sessions of some days are from the runs around them, as the slotting rules count it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from planner import slotting
from planner.store import quick
from planner.training.blocks import Block, block_on
from planner.training.leg_load import counted_kind
from planner.training.weeks import DAY
from planner.training.workouts import Slot, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.slotting_problem import anchor_of, with_current_runs
from planner.usecases.planbook import Planbook

CONTEXT = 10 * DAY
"""How many days before and after are needed: a gap that is longer matters to no session."""


class GapsOfSession(NamedTuple):
    """The gaps around a session of the calendar.

    Attributes:
        kind: What the session counts as.
        after_day: The day of the last run before it that loads the legs; None without one.
        minutes_after: Minutes from its end to the session.
        before_day: The day of the next key run; None without one.
        before_kind: The kind of that run; empty without one.
        minutes_before: Minutes from the end of the session to it.
    """

    kind: StrengthKind
    after_day: dt.date | None
    minutes_after: int
    before_day: dt.date | None
    before_kind: str
    minutes_before: int


Gaps = Mapping[tuple[dt.date, Slot], GapsOfSession]


def read_gaps(
    book: Planbook, workouts: Iterable[Workout], blocks: Sequence[Block], first: dt.date, last: dt.date
) -> Gaps:
    """Return the gaps of the sessions from one day to another, by day and slot; skipped and missed ones have none.

    Args:
        book: The runner's file.
        workouts: The workouts of these days, and of `CONTEXT` before and after them.
        blocks: All blocks.
        first: The first day.
        last: The last day.

    Raises:
        RefusedError: The file cannot be read.
    """
    workouts = tuple(workouts)
    block = next((found for day in (first, last) if (found := block_on(blocks, day)) is not None), None)
    days = Block("", first, (last - first).days + 1)
    problem = slotting.parse_problem(with_current_runs(days, {"anchors": _anchors(book, block)}, workouts))
    sessions = [
        slotting.Session((one.date - first).days, one.slot, kind)
        for one in workouts
        if first <= one.date <= last and one.slot is not None and not _is_left_out(one, book.today)
        if (kind := counted_kind(one)) is not None
    ]
    return {
        (first + DAY * gaps.session.day, gaps.session.slot): GapsOfSession(
            gaps.session.kind,
            first + DAY * gaps.run_before.day if gaps.run_before is not None else None,
            gaps.minutes_after,
            first + DAY * gaps.run_after.day if gaps.run_after is not None else None,
            str(gaps.run_after.type) if gaps.run_after is not None else "",
            gaps.minutes_before,
        )
        for gaps in slotting.find_gaps(problem, sessions)
    }


def _is_left_out(workout: Workout, today: dt.date) -> bool:
    """Return whether a session was skipped or missed, so that nothing is near it."""
    is_missed = workout.status is StoredStatus.PLANNED and not workout.is_left(today)
    return workout.status is StoredStatus.SKIPPED or is_missed


def _anchors(book: Planbook, block: Block | None) -> dict[str, str]:
    """Return when the halves of a day start in a block, as its rules count it."""

    def read() -> dict[str, Any]:
        stored = quick.read_slotting(book.path, block.id) if block is not None else None
        return json.loads(stored[0]) if stored is not None else {}

    problem: dict[str, Any] = book.cache.get(book.path, ("problem", block.id if block is not None else 0), read)
    return {slot.value: anchor_of(problem, slot) for slot in Slot}
