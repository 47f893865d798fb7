"""What a mark leaves to be said: figures that went, records, and rules that it leaves sessions on.

Marking is what a runner does every morning, perhaps over a slow line, so the rules and records are loaded only where
something can follow from it.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.store import quick
from planner.training.outcomes import TypedOutcome
from planner.training.weeks import DAY
from planner.training.workouts import AS_PLANNED, Sport, StoredStatus, Workout
from planner.usecases.planbook import Planbook

_ESTIMATE_DROPPED = {
    "distance_m": "The distance was only estimated from the plan, so it is unknown now.",
    "duration_s": "The time was only estimated from the plan, so it is unknown now.",
}
"""What is said where a figure goes because another one was typed."""
_NEARBY = 3
"""Within so many days of a session a workout that comes or goes can break a rule of it."""


def dropped_estimates(before: Workout, after: Workout, typed: TypedOutcome) -> tuple[str, ...]:
    """Return what to say of recorded figures that went although nobody took them away."""
    if before.actual is None or after.actual is None or typed.as_planned:
        return ()
    old, new = before.actual.effort, after.actual.effort
    return tuple(
        sentence
        for name, sentence in _ESTIMATE_DROPPED.items()
        if name not in typed.cleared and getattr(old, name) is not None and getattr(new, name) is None
    )


def beaten_records(book: Planbook, before: Workout, after: Workout) -> tuple[str, ...]:
    """Return what to say where a session has a longer hold or a heavier sled than all others.

    Figures that were only taken from the plan count, but nothing is made of them.
    """
    sets = after.actual.effort.sets if after.actual is not None and after.actual.source != AS_PLANNED else ()
    if not sets or (before.actual is not None and before.actual.effort.sets == sets):
        return ()
    from planner.training import strength_records
    from planner.usecases.strength.records import read_records

    return tuple(strength_records.beaten_records(read_records(book, but_for=after.id), sets))


def newly_broken_rules(
    book: Planbook, before: Sequence[Workout], after: Sequence[Workout], added: Sequence[Workout] = ()
) -> tuple[str, ...]:
    """Return what sessions to come break only because of workouts that are marked, a sentence each.

    The rules are loaded only where a mark can break one: a workout changes its day or goes from it, or another one is
    done in its place, with a session to come nearby.

    Args:
        book: The planbook.
        before: The workouts as they are stored.
        after: The same workouts as they will be stored.
        added: What was done in place of one of them.
    """
    pairs = list(zip(before, after, strict=True))
    moved = [day for old, new in pairs if old.date != new.date for day in (old.date, new.date)]
    moved += [workout.date for workout in added]
    near = {workout.date for workout in after if workout.status is StoredStatus.SKIPPED and not _is_session(workout)}
    near |= {day + DAY * off for day in moved for off in range(-_NEARBY, _NEARBY + 1)}
    days = [day for day in near if day >= book.today]
    if not days or not any(
        _is_session(workout) and workout.is_open and workout.date in near
        for workout in quick.read_days(book.path, min(days), max(days))
    ):
        return ()
    from planner.usecases.changes import Change
    from planner.usecases.strength.newly_broken import find_newly_broken, summarize_broken

    return summarize_broken(find_newly_broken(book, Change("", tuple(after), tuple(added))))


def _is_session(workout: Workout) -> bool:
    return workout.sport is Sport.STRENGTH
