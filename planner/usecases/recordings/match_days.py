"""Match recordings that were imported or changed to the plan, and let the doses of coming sessions follow."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.store import connections
from planner.training.workouts import Workout
from planner.usecases.calendar.mark import may_change_doses
from planner.usecases.changes import Change
from planner.usecases.planbook import Cache, Planbook
from planner.usecases.recordings.rematch import FollowLog, MatchedWorkout, MatchOutcome, rematch_days
from planner.usecases.strength.follow_log import follow_log

__all__ = ["MatchOutcome", "MatchedWorkout", "following_log", "match_after"]


def match_after(connection: sqlite3.Connection, book: Planbook, days: Iterable[dt.date]) -> MatchOutcome:
    """Match the recordings of some days to the plan, within the operation that changed something there.

    Pairs that are sure are linked, and their workouts done as recorded. A recording that belongs to no workout gets an
    unplanned one of its own. The runner's own links stay, as do links made unasked unless the day becomes much better.
    A recording that was removed, or merged into another, within the operation frees its workout.

    Args:
        connection: In the writing transaction of the open operation, with all changes of recordings written.
        book: The runner's file and clock.
        days: The days on which recordings or workouts were added, changed or removed.

    Raises:
        StaleEditError: A workout was changed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    return rematch_days(connection, book, days, follow=following_log(connection, book))


def following_log(connection: sqlite3.Connection, book: Planbook) -> FollowLog:
    """Return what lets coming strength sessions follow from sessions that change within the open operation."""

    def follow(before: Sequence[Workout], after: Sequence[Workout]) -> tuple[Sequence[Workout], tuple[str, ...]]:
        if not any(may_change_doses(workout, book.today) for workout in (*before, *after)):
            return (), ()
        changed = tuple(workout for workout in after if workout.id)
        kept = {workout.id for workout in changed}
        change = Change(
            "",
            changed=changed,
            added=tuple(workout for workout in after if not workout.id),
            removed=tuple(workout for workout in before if workout.id not in kept),
        )
        # What is not committed yet must not be kept as if it were.
        with connections.read_through(book.path, connection):
            followed = follow_log(replace(book, cache=Cache()), change)
        return followed.changed[len(changed) :], followed.remarks

    return follow
