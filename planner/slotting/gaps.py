"""The gaps around sessions that have their places: how long after the last run, how long before the next hard one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.slotting.problem import Problem, Run, Session
from planner.slotting.timeline import Timeline
from planner.training.workouts import SESSION_MINUTES


class SessionGaps(NamedTuple):
    """How far a session is from the runs around it, as the rules count it.

    Attributes:
        session: The session.
        run_before: The last run before it that loads the legs; None where there is none.
        minutes_after: Minutes from its end to the session; 0 without one.
        run_after: The next key run; None where there is none.
        minutes_before: Minutes from the end of the session to it; 0 without one.
    """

    session: Session
    run_before: Run | None
    minutes_after: int
    run_after: Run | None
    minutes_before: int


def find_gaps(problem: Problem, sessions: Iterable[Session]) -> Iterator[SessionGaps]:
    """Yield the gaps around sessions of a problem."""
    timeline = Timeline(problem)
    for session in sessions:
        start = timeline.session_start_minute(session.day, session.slot)
        end = start + SESSION_MINUTES[session.kind]
        before, after = timeline.last_loading_run(start), timeline.next_key_run(end)
        yield SessionGaps(
            session,
            before.run if before is not None else None,
            start - before.end_minute if before is not None else 0,
            after.run if after is not None else None,
            after.start_minute - end if after is not None else 0,
        )
