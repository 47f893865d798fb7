"""Sessions of the calendar next to the places that the slotter would give them.

What is offered after a change, what is explained of a day and what would help where a rule is broken all ask here, so
that they say the same of a place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from planner import slotting
from planner.training.blocks import Block
from planner.training.leg_load import counted_kind
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workout_names import fit_heading, session_heading
from planner.training.workouts import Slot, Workout
from planner.usecases.strength.schedule import Schedule


class BestPlaces(NamedTuple):
    """Where the sessions that are free to move would be best, each by its number.

    Attributes:
        in_place: The sessions that are where the slotter places them.
        equal: The sessions whose place is as good as any.
        better: The better places of others.
        staying: Why there is no better place for the rest, which stay: the week and the kind without room, and why.
        explained: What the slotter says of the places that sessions have outside those of the slotter.
        answer: The slotter's answer with those that are as good as anywhere and those that stay fixed where they are.
    """

    in_place: dict[int, slotting.PlacedSession]
    equal: frozenset[int]
    better: dict[int, slotting.PlacedSession]
    staying: dict[int, slotting.Unplaced | None]
    explained: dict[int, slotting.Explanation | None]
    answer: slotting.Answer


def find_best_places(schedule: Schedule, sessions: Sequence[Workout]) -> BestPlaces:
    """Find a better place in its week for each session that has one, next to all others where they will be.

    Whoever says where a session would be better asks here: of all that may move in a week, or of one with all others
    fixed. A session that the slotter leaves out stays where it is all the same. So it is fixed there and the weeks are
    solved again, until all that are free have a place: none is offered one that a rule forbids next to those that stay.
    """
    block = schedule.block
    weeks = frozenset(block.week_index(one.date) for one in sessions)
    free = list(sessions)
    staying: dict[int, slotting.Unplaced | None] = {}
    explained: dict[int, slotting.Explanation | None] = {}
    while True:
        answer, equal = _solve_keeping_equal(schedule, free, weeks)
        in_place = _match_placed(answer, block, free)
        moving = [workout for workout in free if workout.id not in in_place and workout.id not in equal]
        for workout in moving:
            explanation = explain_place(answer, block, workout)
            if workout.id not in explained or (explanation is not None and explanation.short_reason):
                explained[workout.id] = explanation
        better = _match_better(answer, block, moving, in_place)
        if len(better) == len(moving):
            return BestPlaces(in_place, equal, better, staying, explained, answer)
        staying |= {workout.id: _without_room(answer, block, workout) for workout in moving if workout.id not in better}
        free = [workout for workout in free if workout.id not in staying]


def _without_room(answer: slotting.Answer, block: Block, workout: Workout) -> slotting.Unplaced | None:
    place = block.week_index(workout.date), counted_kind(workout)
    return next((one for one in answer.unplaced if (one.week, one.kind) == place), None)


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


def _solve_keeping_equal(
    schedule: Schedule, sessions: Sequence[Workout], weeks: frozenset[int]
) -> tuple[slotting.Answer, frozenset[int]]:
    """Solve with as many sessions as possible left where they are, and return the numbers of those left.

    Of equally good plans the slotter takes the earliest. A session is not called better elsewhere where it is as good,
    so each one whose place is as good as any is fixed there, one after the other.
    """
    block, fixed = schedule.block, frozenset[int]()
    while True:
        answer = schedule.solve(frozenset(workout.id for workout in sessions) - fixed, weeks)
        in_place = _match_placed(answer, block, sessions)
        moving = (workout for workout in sessions if workout.id not in in_place and workout.id not in fixed)
        equal = next((one for one in moving if _is_as_good(explain_place(answer, block, one))), None)
        if equal is None:
            return answer, fixed
        fixed |= {equal.id}


def _match_placed(answer: slotting.Answer, block: Block, free: Sequence[Workout]) -> dict[int, slotting.PlacedSession]:
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
