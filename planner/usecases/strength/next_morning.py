"""The pain of the morning after a strength session, asked once at the next start (R4).

It says more about a load than the pain during the session does (``Silber07``), and nobody thinks of it by themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from planner.store import quick
from planner.text import capitalize_first
from planner.training.formatting import format_day
from planner.training.leg_load import is_for_legs
from planner.training.weeks import DAY
from planner.training.workout_names import workout_name
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook

TYPE_CHECKING = False  # the screen looks for a question right after its first frame
if TYPE_CHECKING:
    from planner.usecases.calendar.mark import Marked

ASKED_DAYS = 2
"""So many days after a session it is asked on the screen; later nobody remembers the morning."""


def find_unanswered_morning(book: Planbook, *, days: int = ASKED_DAYS, left: Collection[int] = ()) -> Workout | None:
    """Return the latest session of the last days whose next morning nobody was asked about; None where there is none.

    Args:
        book: The planbook.
        days: How many days before today count; today's own sessions have no next morning yet.
        left: The ids of the sessions whose question was left unanswered.

    Raises:
        RefusedError: The file cannot be read.
    """
    sessions = quick.read_days(book.path, book.today - DAY * days, book.today - DAY, Sport.STRENGTH)
    open_sessions = (
        one
        for one in sessions
        if one.actual is not None and one.actual.pain_next is None and one.id not in left and is_for_legs(one)
    )
    return max(open_sessions, key=lambda one: (one.date, one.start or ""), default=None)


def morning_question(session: Workout, today: dt.date) -> str:
    """Return the question: ``Heavy sled yesterday: how much pain this morning?``."""
    name = capitalize_first(workout_name(session))
    if session.date == today - DAY:
        return f"{name} yesterday: how much pain this morning?"
    return f"{name} on {format_day(session.date)}: how much pain the morning after?"


def answer_morning(book: Planbook, session: Workout, pain: int) -> Marked:
    """Record the pain of the morning after a session; the doses of the coming sessions follow.

    Args:
        book: The planbook.
        session: The session as it was read.
        pain: 0 (none) to 10.

    Raises:
        StaleEditError: The session was changed since it was read.
        RefusedError: The file cannot be written.
    """
    from planner.training.outcomes import TypedOutcome
    from planner.usecases.calendar.mark import mark_done

    return mark_done(book, session.id, TypedOutcome(pain_next=pain), as_read=session)
