"""The health questions: what was answered, answering them, and everything that is kept out of the plan today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner import store
from planner.store import quick
from planner.training.absences import Absence
from planner.training.feelings import gates_of_feelings
from planner.training.precautions import BONE_STRESS, NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety import Gate, Verdict, gates_of_absences, gates_of_pain, pain_verdict
from planner.training.screening import (
    Screening,
    answered,
    gates_of_screening,
    not_screened,
    read_answer,
    read_screening,
)
from planner.training.wording import day_name
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook

LOOKED_BACK = dt.timedelta(days=28)
"""How far back logged pain is looked for."""


def screening_of(book: Planbook) -> Screening | None:
    """The answers as they stand; None before any was given."""
    return read_screening(quick.read_athlete(book.path).screening)


def answer(book: Planbook, answers: Mapping[str, str], cleared: dt.date | None = None) -> Screening:
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
    before = screening_of(book) or Screening()
    read = {name: read_answer(name, text) for name, text in answers.items()}
    now = answered(before, {**before.answers, **read}, book.today)
    return keep(book, now if cleared is None else replace(now, cleared=cleared))


def keep(book: Planbook, now: Screening) -> Screening:
    """Store all answers as they shall be: one operation, or none where nothing differs."""
    known = quick.read_athlete(book.path)
    before = read_screening(known.screening)
    if (now.answers, now.cleared) == ((before.answers, before.cleared) if before is not None else ({}, None)):
        return before or now
    only_cleared = before is not None and now.answers == before.answers and now.cleared is not None
    name = f"cleared for strength on {day_name(now.cleared)}" if only_cleared and now.cleared else "health questions"
    with store.edit(book.path, name, at=book.clock.now()) as plan:
        plan.replace_athlete(replace(known, screening=now.to_text()))
    return now


def gates(book: Planbook, absences: Iterable[Absence] | None = None) -> tuple[Gate, ...]:
    """Everything that is kept out of the plan for the runner's health: by answers, absences, feelings, logged pain.

    Args:
        book: Whose.
        absences: As a change would leave them; None for those that stand.
    """
    athlete, _, standing = quick.read_runner(book.path)
    absences = standing if absences is None else tuple(absences)
    screening = read_screening(athlete.screening)
    cleared = None if screening is None else screening.cleared
    recent = quick.read_days(book.path, book.today - LOOKED_BACK, book.today)
    return (
        *gates_of_screening(screening),
        *gates_of_absences(absences, cleared),
        *gates_of_feelings(absences, recent),
        *gates_of_pain(recent),
    )


def until_eased(book: Planbook, workout: Workout) -> dt.date | None:
    """Until when what was just felt keeps heavy and moderate sessions out; None when it does not."""
    felt = workout.actual
    if felt is None or pain_verdict(felt.pain, felt.pain_next) is not Verdict.DROP:
        return None
    recent = quick.read_days(book.path, book.today - LOOKED_BACK, book.today)
    return max((gate.last for gate in gates_of_pain(recent) if gate.last is not None), default=None)


def after_pain(book: Planbook, workout: Workout) -> tuple[str, ...]:
    """What is to be said of the pain that was just recorded, a sentence each; empty where it is 3 or less."""
    felt = workout.actual
    verdict = None if felt is None else pain_verdict(felt.pain, felt.pain_next)
    if verdict is Verdict.REDUCE:
        return (f"Pain of 4 or 5: the next sessions stay as they are, or less. {NOT_ADVICE}",)
    if verdict is not Verdict.DROP:
        return ()
    recent = quick.read_days(book.path, book.today - LOOKED_BACK, book.today)
    found = gates_of_pain(recent)
    return (*(gate.sentence for gate in found), BONE_STRESS)


def remarks(book: Planbook, kept_out: Iterable[Gate]) -> tuple[str, ...]:
    """What a new block says of the runner's health: each gate with its way out, and which questions are open."""
    said = dict.fromkeys(gate.sentence for gate in kept_out)
    is_open = not_screened(screening_of(book))
    return (*said, *([is_open] if is_open else []))
