"""Sessions of the calendar next to the places that the slotter would give them.

What is offered after a change and what is explained of a day both ask here, so that they say the same of a place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from planner import slotting
from planner.training.blocks import Block
from planner.training.leg_load import counted_kind
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workout_names import fit_heading, session_heading
from planner.training.workouts import Slot, Workout

Solve = Callable[[frozenset[int]], slotting.Answer]
"""Slots a block with these sessions, by number, free to move and all others fixed."""


class BestPlaces(NamedTuple):
    """Where the sessions that are free to move would be best, each by its number.

    Attributes:
        in_place: The sessions that are where the slotter places them.
        equal: The sessions whose place is as good as any.
        better: The better places of others. Who is in none of the three stays, as its week has no better place left.
        explained: What the slotter says of the places that sessions have outside those of the slotter.
    """

    in_place: dict[int, slotting.PlacedSession]
    equal: frozenset[int]
    better: dict[int, slotting.PlacedSession]
    explained: dict[int, slotting.Explanation | None]


def find_best_places(solve: Solve, block: Block, sessions: Sequence[Workout]) -> BestPlaces:
    """Find a better place for each session that has one, next to all others where they will be.

    A session that the slotter leaves out stays where it is all the same. So it is fixed there and the block solved
    again, until all that are free have a place: none is offered one that a rule forbids next to those that stay.
    """
    free = list(sessions)
    explained: dict[int, slotting.Explanation | None] = {}
    while True:
        answer, equal = solve_keeping_equal(solve, block, free)
        in_place = match_placed(answer, block, free)
        moving = [workout for workout in free if workout.id not in in_place and workout.id not in equal]
        for workout in moving:
            explanation = explain_place(answer, block, workout)
            if workout.id not in explained or (explanation is not None and explanation.short_reason):
                explained[workout.id] = explanation
        better = _match_better(answer, block, moving, in_place)
        if len(better) == len(moving):
            return BestPlaces(in_place, equal, better, explained)
        staying = {workout.id for workout in moving} - better.keys()
        free = [workout for workout in free if workout.id not in staying]


def _match_better(
    answer: slotting.Answer, block: Block, moving: Sequence[Workout], in_place: dict[int, slotting.PlacedSession]
) -> dict[int, slotting.PlacedSession]:
    """Map the number of each session to the first place of its kind and week that no other session has."""
    open_places = [one for one in answer.sessions if not one.locked and one not in in_place.values()]
    matched: dict[int, slotting.PlacedSession] = {}
    for workout in moving:
        week, kind = block.week_index(workout.date), counted_kind(workout)
        better = next((one for one in open_places if one.kind == kind and one.day // 7 == week), None)
        if better is not None:
            open_places.remove(better)
            matched[workout.id] = better
    return matched


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
