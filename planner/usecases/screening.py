"""The health questions and their answers, and the safety gates that follow from them, absences and pain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner import store
from planner.store import quick
from planner.training.absences import Absence
from planner.training.feelings import feeling_gates
from planner.training.formatting import format_day
from planner.training.precautions import BONE_STRESS, NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate, PainVerdict, absence_gates, pain_gates, pain_verdict
from planner.training.screening import (
    YES,
    Screening,
    age_gates,
    parse_answer,
    parse_screening,
    screening_gates,
    unscreened_remark,
    with_answers,
)
from planner.training.session_gates import SessionGates, StartQuestion, gates_of_session, questions_before
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook

PAIN_LOOKBACK = dt.timedelta(days=28)
"""How far back recorded pain counts."""


def stored_screening(book: Planbook) -> Screening | None:
    """Return the stored answers; None before any was given."""
    return parse_screening(quick.read_runner(book.path).screening)


def answer_questions(book: Planbook, answers: Mapping[str, str], cleared: dt.date | None = None) -> Screening:
    """Store answers to some of the questions, or a clearance, as one operation; unchanged answers store nothing.

    Args:
        book: The planbook.
        answers: The answers as typed, by the name of the question.
        cleared: The day a professional agreed to heavy work and wall sits; None leaves it unchanged.

    Returns:
        All answers.

    Raises:
        RefusedError: There is no such question, the answer cannot be read, the day is ahead, or the file cannot be
            written.
    """
    if cleared is not None and cleared > book.today:
        raise RefusedError(f"cleared must be today or an earlier day, not {cleared}: today is {book.today}.")
    before = stored_screening(book) or Screening()
    parsed = {name: parse_answer(name, text) for name, text in answers.items()}
    after = with_answers(before, {**before.answers, **parsed}, book.today)
    return store_screening(book, after if cleared is None else replace(after, cleared_on=cleared))


def store_screening(book: Planbook, screening: Screening) -> Screening:
    """Store all answers, as one operation; unchanged answers store nothing.

    Returns:
        The stored answers.

    Raises:
        RefusedError: The file cannot be written.
    """
    runner = quick.read_runner(book.path)
    before = parse_screening(runner.screening)
    answers, cleared_on = (before.answers, before.cleared_on) if before is not None else ({}, None)
    if (screening.answers, screening.cleared_on) == (answers, cleared_on):
        return before or screening
    name = "health questions"
    if before is not None and screening.answers == answers and screening.cleared_on is not None:
        name = f"cleared for strength on {format_day(screening.cleared_on)}"
    with store.edit(book.path, name, now=book.clock.now()) as repository:
        repository.replace_runner(replace(runner, screening=screening.to_json()))
    return screening


def active_gates(
    book: Planbook, absences: Iterable[Absence] | None = None, recent: Sequence[Workout] | None = None
) -> tuple[Gate, ...]:
    """Return everything that keeps sessions out for the runner's health: answers, absences, feelings, recorded pain.

    Args:
        book: The planbook.
        absences: The absences and feelings after a change; None for the stored ones.
        recent: The workouts of the last `PAIN_LOOKBACK` after a change; None for the stored ones.
    """
    runner, _, stored = quick.read_runner_context(book.path)
    absences = stored if absences is None else tuple(absences)
    screening = parse_screening(runner.screening)
    cleared_on = None if screening is None else screening.cleared_on
    recent = _read_recent(book) if recent is None else recent
    return (
        *screening_gates(screening),
        *age_gates(runner.age_in(book.today.year), screening),
        *absence_gates(absences, cleared_on),
        *feeling_gates(absences, recent),
        *pain_gates(recent),
    )


def session_gates(book: Planbook, session: Workout) -> SessionGates:
    """Return what the runner's health keeps out of a session, and what is asked before it starts.

    Args:
        book: The planbook.
        session: A strength session; a home variant is judged by the sets that it has.

    Raises:
        RefusedError: The file cannot be read.
    """
    return gates_of_session(session, active_gates(book), stored_screening(book), book.today)


def needs_health_answers(book: Planbook, workouts: Iterable[Workout]) -> bool:
    """Return whether the health questions come first: one of some workouts is planned, and heavy or with a wall sit.

    Raises:
        RefusedError: The file cannot be read.
    """
    planned = [one for one in workouts if one.sport is Sport.STRENGTH and one.is_open]
    if not planned:
        return False
    answers = stored_screening(book)
    return any(StartQuestion.HEALTH in questions_before(session, answers) for session in planned)


def confirm_lane(book: Planbook) -> Screening:
    """Store that there is a clear lane and that the shoes grip, as one operation.

    Returns:
        All answers.

    Raises:
        RefusedError: The file cannot be written.
    """
    return answer_questions(book, {"lane": YES})


def pain_gate_end(book: Planbook, workout: Workout) -> dt.date | None:
    """Return the last day on which the pain recorded with a workout keeps sessions out; None if it keeps none out."""
    if _pain_verdict(workout) is not PainVerdict.DROP:
        return None
    return max((gate.last for gate in pain_gates(_read_recent(book)) if gate.last is not None), default=None)


def pain_advice(book: Planbook, workout: Workout) -> tuple[str, ...]:
    """Return advice on the pain recorded with a workout, a sentence each; none for pain of 3 or less."""
    verdict = _pain_verdict(workout)
    if verdict is PainVerdict.REDUCE:
        return (f"Pain of 4 or 5: the next sessions stay as they are, or less. {NOT_ADVICE}",)
    if verdict is not PainVerdict.DROP:
        return ()
    return (*(gate.full_text for gate in pain_gates(_read_recent(book))), BONE_STRESS)


def health_remarks(book: Planbook, gates: Iterable[Gate]) -> tuple[str, ...]:
    """Return what a new block remarks on the runner's health: each gate, and which questions are unanswered."""
    unanswered = unscreened_remark(stored_screening(book))
    return (*dict.fromkeys(gate.full_text for gate in gates), *filter(None, [unanswered]))


def _read_recent(book: Planbook) -> list[Workout]:
    return quick.read_days(book.path, book.today - PAIN_LOOKBACK, book.today)


def _pain_verdict(workout: Workout) -> PainVerdict | None:
    actual = workout.actual
    return None if actual is None else pain_verdict(actual.pain, actual.pain_next)
