"""Everything in the inbox: the questions about recordings, and those about events that were deleted in a calendar.

A question about an event has the number of its workout. Where a recording has the same number, ``w41`` is workout 41.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.text import clean_line
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import InboxQuestion, answer_question, read_inbox
from planner.usecases.recordings.link_by_hand import LinkEdit
from planner.usecases.sync.questions import answer_gone_event, read_event_questions

WORKOUT_LETTER = "w"
"""What a question about an event is named with where its number alone could be a recording."""


def read_all_questions(book: Planbook) -> list[InboxQuestion]:
    """Return the open questions: those about recordings by their start, then those about events by their day.

    Raises:
        RefusedError: The file cannot be read.
    """
    return [*read_inbox(book), *read_event_questions(book)]


def find_question(questions: Sequence[InboxQuestion], typed: str) -> InboxQuestion:
    """Return the question that a person named.

    Args:
        questions: The open questions.
        typed: The number of a question, or of another of its recordings; with a ``w``, that of a workout.

    Raises:
        RefusedError: There is no such question, or two.
    """
    word = clean_line(typed).casefold()
    is_workout = word.startswith(WORKOUT_LETTER)
    number = parse_whole_number(word.removeprefix(WORKOUT_LETTER), "the question")
    about_events = [one for one in questions if one.is_about_event and one.id == number]
    about_recordings = [one for one in questions if not one.is_about_event and one.id == number]
    about_recordings += [one for one in questions if not one.is_about_event and number in one.recordings]
    if is_workout or (about_events and not about_recordings):
        if not about_events:
            raise RefusedError(f"There is no question about workout {number}.")
        return about_events[0]
    if not about_recordings:
        raise RefusedError(f"There is no question about recording {number}.")
    if about_events:
        raise RefusedError(
            f"There is a question about recording {number} and one about workout {number}: answer "
            f"{WORKOUT_LETTER}{number} first, which is the workout."
        )
    return about_recordings[0]


def name_question(question: InboxQuestion, questions: Sequence[InboxQuestion]) -> str:
    """Return what names a question for `find_question`."""
    is_shared = any(question.id in one.recordings for one in questions)
    return f"{WORKOUT_LETTER}{question.id}" if question.is_about_event and is_shared else str(question.id)


def give_answer(book: Planbook, question: InboxQuestion, answer: str, *, is_dry_run: bool = False) -> LinkEdit:
    """Answer a question.

    Args:
        book: The planbook.
        question: The question.
        answer: One of its answers, or another that `answer_question` takes.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: The question is no longer open, or has no such answer.
    """
    if question.is_about_event:
        return answer_gone_event(book, question.id, answer, is_dry_run=is_dry_run)
    return answer_question(book, question.id, answer, is_dry_run=is_dry_run)
