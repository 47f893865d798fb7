"""What the runner's health keeps out of one session before it starts, and which question is asked first.

Planning leaves out what a gate forbids; a session may have been planned before the answer, the pain or the illness, so
it is checked again when it starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.invocation import program
from planner.training.leg_load import counted_kind
from planner.training.precautions import NOT_ADVICE
from planner.training.safety_gates import ALL_KINDS, Gate, restrict_session
from planner.training.screening import QUESTIONS, YES, Screening
from planner.training.sources import describe_evidence
from planner.training.workouts import Exercise, Sport, StrengthKind, Workout

LANE_QUESTION = "Is the lane clear behind you, level, dry and lit, and do your shoes grip?"
"""What is asked before a heavy session with a sled until it was answered with yes once (R6)."""
LANE_REFUSAL = (
    "Not without a clear lane and shoes that grip: nothing is started. The wall sit alone needs no lane, and another "
    "day is as good."
)
"""What is said where the lane is not clear."""
WHY_HEALTH_IS_ASKED = (
    "Asked before the first heavy session or wall sit: a yes keeps these out until a professional agrees. "
    "Any answer can be changed later."
)
"""Why the health questions open."""
_HEALTH_QUESTIONS = tuple(question.name for question in QUESTIONS if question.rule != "R6")


class StartQuestion(StrEnum):
    """What is asked before a session starts."""

    HEALTH = "health"
    """The health questions, while none was ever answered."""
    LANE = "lane"
    """`LANE_QUESTION`, while it was not answered with yes."""


@dataclass(frozen=True, slots=True)
class SessionGates:
    """What is kept out of a session, and what is asked before it.

    Attributes:
        allowed: The session with what is allowed of it: without the exercises that are kept out, its wall sits within
            their limits.
        gates: The gates that keep something out of it or limit it, each once.
        is_refused: Whether it cannot be done: its kind is kept out, or nothing of it remains.
        questions: What is asked before it starts, in this order; empty where it may start.
    """

    allowed: Workout
    gates: tuple[Gate, ...] = ()
    is_refused: bool = False
    questions: tuple[StartQuestion, ...] = ()

    @property
    def question(self) -> StartQuestion | None:
        """What is asked first, or None."""
        return next(iter(self.questions), None)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is kept out and why, how it comes back, and what is still allowed; empty without a gate."""
        if not self.gates:
            return ()
        lines = [f"{gate.why} {gate.remedy} It rests on {describe_evidence(gate.sources)}." for gate in self.gates]
        can_be_eased = self.is_refused and not any(gate.kinds == ALL_KINDS for gate in self.gates)
        ease = f'"{program()} ease", or its key in the calendar, changes the sessions ahead to what is still allowed.'
        return (*lines, *([ease] if can_be_eased else []), NOT_ADVICE)


def gates_of_session(
    session: Workout, gates: Sequence[Gate], screening: Screening | None, today: dt.date
) -> SessionGates:
    """Return what of a session is kept out on the day when it is done: its own day, or today where that is past.

    Args:
        session: A strength session.
        gates: All gates of the runner.
        screening: The answers to the health questions, or None.
        today: Today's date.
    """
    if session.sport is not Sport.STRENGTH:
        return SessionGates(session)
    questions = questions_before(session, screening)
    today_or_later = replace(session, date=max(session.date, today))
    kind, exercises = _counted_kind(session), {part.exercise for part in session.planned.sets}

    def forbids(gate: Gate) -> bool:
        return kind in gate.kinds or gate.kinds == ALL_KINDS  # a session without a kind is one of them, too

    def matters(gate: Gate) -> bool:
        if not gate.applies_on(today_or_later.date) or (gate.rule == "R6" and StartQuestion.LANE in questions):
            return False
        return (
            forbids(gate)
            or bool(exercises & gate.exercises)
            or restrict_session(today_or_later, [gate]) != today_or_later
        )

    relevant = tuple(gate for gate in dict.fromkeys(gates) if matters(gate))
    restricted = restrict_session(today_or_later, relevant)
    is_emptied = bool(session.planned.sets) and not restricted.planned.sets
    return SessionGates(
        allowed=replace(session, planned=restricted.planned, title=restricted.title),
        gates=relevant,
        is_refused=is_emptied or any(map(forbids, relevant)),
        questions=questions,
    )


def _counted_kind(session: Workout) -> str | None:
    """Return the kind that counts; a heavy session of wall sits alone, as at home, is a moderate one.

    An exercise of the runner's own may make it count as more than its kind.
    """
    sets = session.planned.sets
    is_wall_sit_alone = bool(sets) and all(part.exercise == Exercise.WALL_SIT for part in sets)
    kind = counted_kind(session)
    return StrengthKind.MODERATE if kind is StrengthKind.HEAVY and is_wall_sit_alone else kind


def questions_before(session: Workout, screening: Screening | None) -> tuple[StartQuestion, ...]:
    """Return what is asked before a session is planned or started: of a heavy one, or one with a wall sit.

    Args:
        session: The session.
        screening: The answers to the health questions, or None.
    """
    answers = {} if screening is None else screening.answers
    is_heavy = _counted_kind(session) == StrengthKind.HEAVY
    has_wall_sit = any(part.exercise == Exercise.WALL_SIT for part in session.planned.sets)
    questions = []
    if (is_heavy or has_wall_sit) and answers.keys().isdisjoint(_HEALTH_QUESTIONS):
        questions.append(StartQuestion.HEALTH)
    if is_heavy and answers.get("lane") != YES:
        questions.append(StartQuestion.LANE)
    return tuple(questions)
