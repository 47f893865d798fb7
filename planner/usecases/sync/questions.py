"""The questions of the inbox about workouts whose events were deleted in a calendar, and their answers."""

from __future__ import annotations

from planner.store.connections import write_transaction
from planner.store.synced_files import replace_pending
from planner.text import clean_line
from planner.training.formatting import format_day_and_year
from planner.training.measures import quoted
from planner.training.refusal import RefusedError
from planner.training.workout_names import workout_name
from planner.usecases.calendar.edit import plan_skip
from planner.usecases.calendar.mark import Mark, mark_day
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import EVENT_DELETED, KEEP, SKIP, Choice, InboxQuestion
from planner.usecases.recordings.link_by_hand import LinkEdit
from planner.usecases.sync.decisions import Pending
from planner.usecases.sync.gone_events import read_gone_workouts
from planner.usecases.sync.sentences import gone_question

_SKIP_REASON = "deleted in the calendar"
_CHOICES = (
    Choice(SKIP, "skip the workout"),
    Choice(KEEP, "keep it: the next sync writes its event again"),
)


def read_event_questions(book: Planbook) -> list[InboxQuestion]:
    """Return the open questions about all folders, as the inbox asks them.

    Raises:
        RefusedError: The file cannot be read.
    """
    return [
        InboxQuestion(
            id=workout.id,
            recordings=(),
            workouts=(workout.id,),
            proposed=None,
            why=EVENT_DELETED,
            words=gone_question(workout),
            about=f"{workout_name(workout)} of {format_day_and_year(workout.date)}",
            because="Its event was deleted in the calendar. Until you say, it is planned, and has no event there.",
            choices=_CHOICES,
            is_about_event=True,
        )
        for workout in read_gone_workouts(book)
    ]


def answer_gone_event(book: Planbook, number: int, answer: str, *, is_dry_run: bool = False) -> LinkEdit:
    """Answer the question about a workout: ``skip`` skips it as one operation, ``keep`` lets its event be written.

    Args:
        book: The planbook.
        number: The number of the workout.
        answer: The answer.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: There is no such question, or it has no such answer.
    """
    workout = next((one for one in read_gone_workouts(book) if one.id == number), None)
    if workout is None:
        raise RefusedError(f"There is no question about workout {number}.")
    word = clean_line(answer).casefold()
    if word == SKIP:
        change = plan_skip([workout], _SKIP_REASON)
        if is_dry_run:
            return LinkEdit(change.name, change.changed)
        marked = mark_day(book, [Mark(workout, skip_reason=_SKIP_REASON)])
        return LinkEdit(marked.name, (*marked.skipped, *marked.followed), remarks=marked.remarks)
    if word != KEEP:
        raise RefusedError(f"The answer must be {SKIP} or {KEEP}, not {quoted(answer)}.")
    if not is_dry_run:
        with write_transaction(book.path) as connection:
            replace_pending(connection, number, Pending.GONE, Pending.KEEP)
    return LinkEdit(f"{workout_name(workout).capitalize()} kept: the next sync writes its event again.")
