"""Sessions of the calendar next to the places that the slotter would give them.

What is offered after a change and what is explained of a day both ask here, so that they say the same of a place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from planner import slotting
from planner.training.blocks import Block
from planner.training.leg_load import counted_kind
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workout_names import fit_heading, session_heading
from planner.training.workouts import Slot, Workout

Solve = Callable[[frozenset[int]], slotting.Answer]
"""Slots a block with these sessions, by number, free to move and all others fixed."""


def solve_keeping_equal(
    solve: Solve,
    block: Block,
    sessions: Sequence[Workout],
    others: frozenset[int] = frozenset(),
    first: slotting.Answer | None = None,
) -> tuple[slotting.Answer, frozenset[int]]:
    """Solve with as many sessions as possible left where they are, and return the numbers of those left.

    Of equally good plans the slotter takes the earliest. A session is not called better elsewhere where it is as good,
    so each one whose place is as good as any is fixed there, one after the other.

    Args:
        solve: Slots the block.
        block: The block.
        sessions: The sessions that are free to move.
        others: The numbers of further sessions that are.
        first: The answer with all of them free, where it is known.
    """
    fixed: frozenset[int] = frozenset()
    while True:
        free = (others | {workout.id for workout in sessions}) - fixed
        answer = first if first is not None and not fixed else solve(free)
        in_place = match_placed(answer, block, sessions)
        moving = (workout for workout in sessions if workout.id not in in_place and workout.id not in fixed)
        equal = next((one for one in moving if _is_as_good(explain_place(answer, block, one))), None)
        if equal is None:
            return answer, fixed
        fixed |= {equal.id}


def match_placed(answer: slotting.Answer, block: Block, free: Sequence[Workout]) -> dict[int, slotting.PlacedSession]:
    """Map the number of each workout that is where the slotter places a session to that session."""
    by_place = {(one.day, one.slot, one.kind): one for one in answer.sessions if not one.locked}
    matched: dict[int, slotting.PlacedSession] = {}
    for workout in free:
        place = (workout.date - block.start).days, workout.slot, counted_kind(workout)
        session = by_place.pop(place, None)  # type: ignore[arg-type]
        if session is not None:
            matched[workout.id] = session
    return matched


def explain_place(answer: slotting.Answer, block: Block, workout: Workout) -> slotting.Explanation | None:
    """Return the slotter's explanation of the place that a session has."""
    explanations = slotting.explain_candidates(answer, (workout.date - block.start).days)
    return next((one for one in explanations if (one.slot, one.kind) == (workout.slot, counted_kind(workout))), None)


def reason_of_equal_place(workout: Workout) -> str:
    """Return the reason of a session whose place is as good as any: ``Heavy sled Tuesday evening, as good ...``."""
    return f"{place_heading(workout)}, as good a place as any in its week."


def place_heading(workout: Workout) -> str:
    """Return a session and its place as its reason begins: ``Heavy sled Tuesday evening``."""
    start = dt.time.fromisoformat(workout.start or SLOT_STARTS[Slot(workout.slot or Slot.PM)])
    heading = session_heading(workout.kind or "", f"{workout.date:%A}", 60 * start.hour + start.minute)
    return fit_heading(heading, workout.kind or "", workout.planned.sets)


def _is_as_good(explanation: slotting.Explanation | None) -> bool:
    return explanation is not None and explanation.status is slotting.CandidateStatus.AS_GOOD
