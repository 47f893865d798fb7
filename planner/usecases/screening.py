"""The health questions: what was answered, answering them, and everything that is kept out of the plan today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
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
    Screening,
    parse_answer,
    parse_screening,
    screening_gates,
    unscreened_remark,
    with_answers,
)
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook

PAIN_LOOKBACK = dt.timedelta(days=28)
"""How far back logged pain is looked for."""


def stored_screening(book: Planbook) -> Screening | None:
    """The answers as they stand; None before any was given."""
    return parse_screening(quick.read_runner(book.path).screening)


def answer_questions(book: Planbook, answers: Mapping[str, str], cleared: dt.date | None = None) -> Screening:
    """Answer some of the questions, or record a clearance: one operation, or none where nothing differs.

    Args:
        book: Whose.
        answers: By the name of the question, as they were typed.
        cleared: The day a professional agreed to heavy work and wall sits; None leaves that as it is.

    Raises:
        RefusedError: There is no such question, it cannot be answered with that, or the day is ahead.
    """
    if cleared is not None and cleared > book.today:
        raise RefusedError(f"cleared must be a day that has been, not {cleared}: today is {book.today}.")
    before = stored_screening(book) or Screening()
    read = {name: parse_answer(name, text) for name, text in answers.items()}
    now = with_answers(before, {**before.answers, **read}, book.today)
    return store_screening(book, now if cleared is None else replace(now, cleared_on=cleared))


def store_screening(book: Planbook, screening: Screening) -> Screening:
    """Store all answers as they shall be: one operation, or none where nothing differs."""
    known = quick.read_runner(book.path)
    before = parse_screening(known.screening)
    if (screening.answers, screening.cleared_on) == (
        (before.answers, before.cleared_on) if before is not None else ({}, None)
    ):
        return before or screening
    only_cleared = before is not None and screening.answers == before.answers and screening.cleared_on is not None
    name = (
        f"cleared for strength on {format_day(screening.cleared_on)}"
        if only_cleared and screening.cleared_on
        else "health questions"
    )
    with store.edit(book.path, name, now=book.clock.now()) as plan:
        plan.replace_runner(replace(known, screening=screening.to_json()))
    return screening


def active_gates(book: Planbook, absences: Iterable[Absence] | None = None) -> tuple[Gate, ...]:
    """Everything that is kept out of the plan for the runner's health: by answers, absences, feelings, logged pain.

    Args:
        book: Whose.
        absences: As a change would leave them; None for those that stand.
    """
    athlete, _, standing = quick.read_runner_context(book.path)
    absences = standing if absences is None else tuple(absences)
    screening = parse_screening(athlete.screening)
    cleared = None if screening is None else screening.cleared_on
    recent = quick.read_days(book.path, book.today - PAIN_LOOKBACK, book.today)
    return (
        *screening_gates(screening),
        *absence_gates(absences, cleared),
        *feeling_gates(absences, recent),
        *pain_gates(recent),
    )


def pain_gate_end(book: Planbook, workout: Workout) -> dt.date | None:
    """Until when what was just felt keeps heavy and moderate sessions out; None when it does not."""
    felt = workout.actual
    if felt is None or pain_verdict(felt.pain, felt.pain_next) is not PainVerdict.DROP:
        return None
    recent = quick.read_days(book.path, book.today - PAIN_LOOKBACK, book.today)
    return max((gate.last for gate in pain_gates(recent) if gate.last is not None), default=None)


def pain_advice(book: Planbook, workout: Workout) -> tuple[str, ...]:
    """What is to be said of the pain that was just recorded, a sentence each; empty where it is 3 or less."""
    felt = workout.actual
    verdict = None if felt is None else pain_verdict(felt.pain, felt.pain_next)
    if verdict is PainVerdict.REDUCE:
        return (f"Pain of 4 or 5: the next sessions stay as they are, or less. {NOT_ADVICE}",)
    if verdict is not PainVerdict.DROP:
        return ()
    recent = quick.read_days(book.path, book.today - PAIN_LOOKBACK, book.today)
    found = pain_gates(recent)
    return (*(gate.full_text for gate in found), BONE_STRESS)


def health_remarks(book: Planbook, gates: Iterable[Gate]) -> tuple[str, ...]:
    """What a new block says of the runner's health: each gate with its way out, and which questions are open."""
    said = dict.fromkeys(gate.full_text for gate in gates)
    is_open = unscreened_remark(stored_screening(book))
    return (*said, *([is_open] if is_open else []))
