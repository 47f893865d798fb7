"""The command ``session``: the strength sessions of a day as text, for a slow line or a printer."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.cli.json_documents import json_number, workout_document
from planner.cli.output import show
from planner.cli.plain_output import prefers_ascii, to_plain_ascii, wrapped_lines
from planner.cli.text_lines import workout_line
from planner.invocation import program
from planner.text import clean_note
from planner.training.blocks import Runner
from planner.training.exercises.find_exercise import is_explained
from planner.training.formatting import (
    format_day_and_year,
    format_full_day,
    format_hours,
    format_number,
    workout_title,
)
from planner.training.light_doses import LOOKBACK_DAYS
from planner.training.precautions import NOT_ADVICE
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.session_gates import LANE_QUESTION, SessionGates, StartQuestion
from planner.training.session_instructions import PartInstructions, SessionInstructions, instruct_session
from planner.training.session_timer.segments import Segment, session_segments
from planner.training.weeks import DAY
from planner.training.workouts import ExerciseSet, Sport, Workout
from planner.usecases import queries
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.screening import session_gates


@dataclass(frozen=True, slots=True)
class _SessionOfDay:
    """A strength session of a day with what a runner must know of it.

    Attributes:
        workout: The session as it is planned or recorded.
        gates: What is kept out of it now, and what is asked before it.
        instructions: How what is allowed of it is done; None where it is over, kept out or has no sets.
        segments: What the timer walks through; empty where there are no instructions.
        sled_kg: The mass of the empty sled in kilograms; 0 where unknown.
    """

    workout: Workout
    gates: SessionGates
    instructions: SessionInstructions | None = None
    segments: tuple[Segment, ...] = ()
    sled_kg: float = 0.0


def run_session(book: Planbook, args: argparse.Namespace) -> int:
    """Print the strength sessions of a day, which changes nothing; or time one of them.

    Raises:
        RefusedError: The word is no date, or the file cannot be read; with ``--run``, see `time_session`.
    """
    if args.run:
        try:
            from planner.cli.session_run import time_session
        except ModuleNotFoundError as error:  # Windows has no termios
            raise RefusedError("--run needs the terminal of a Unix; without it the session is printed.") from error
        return time_session(book, args)
    day = date_reader(book).read(args.day)
    workouts = queries.read_workouts(book, day - DAY * LOOKBACK_DAYS, day)
    runner = queries.read_runner(book)
    sessions = [_session_of_day(book, each, workouts, runner) for each in workouts if _is_session_on(each, day)]
    following = None if sessions else queries.next_session(book, day)
    is_ascii, unit = prefers_ascii(book.settings), runner.unit

    def lines() -> Iterator[str]:
        found = _lines(sessions, following, day, book.today, unit)
        return map(to_plain_ascii, found) if is_ascii else found

    show(args, lambda: _document(book, sessions, following, day), lines)
    return 0


def _is_session_on(workout: Workout, day: dt.date) -> bool:
    return workout.sport is Sport.STRENGTH and workout.date == day


def _session_of_day(book: Planbook, workout: Workout, calendar: tuple[Workout, ...], runner: Runner) -> _SessionOfDay:
    if not workout.is_open:
        return _SessionOfDay(workout, SessionGates(workout))
    gates, sled_kg = session_gates(book, workout), runner.sled_kg or 0.0
    instructions = None if gates.is_refused else instruct_session(gates.allowed, calendar, sled_kg)
    if instructions is None:
        return _SessionOfDay(workout, gates)
    allowed = gates.allowed
    segments = session_segments(allowed.strength_kind, allowed.planned.sets, sled_kg=sled_kg)
    return _SessionOfDay(workout, gates, instructions, segments, sled_kg)


def _lines(
    sessions: list[_SessionOfDay], following: Workout | None, day: dt.date, today: dt.date, unit: Unit
) -> Iterator[str]:
    if not sessions:
        when = "today" if day == today else f"on {format_day_and_year(day)}"
        yield f"There is no strength session {when}{_next_text(following)}"
    for index, session in enumerate(sessions):
        yield from ("",) * 2 * (index > 0)
        yield from _session_lines(session, today, unit)


def _next_text(following: Workout | None) -> str:
    if following is None:
        return ", and none is planned in the year after."
    start = f", {following.start}" if following.start else ""
    return f". The next is on {format_day_and_year(following.date)}{start}: {workout_title(following)}."


def _session_lines(session: _SessionOfDay, today: dt.date, unit: Unit) -> Iterator[str]:
    workout, gates = session.workout, session.gates
    if not workout.is_open:
        yield f"{format_full_day(workout.date)}"
        yield workout_line(workout, today, unit)
        return
    yield f"{workout_title(gates.allowed)}  #{workout.id}"
    yield " · ".join(_facts(workout))
    yield from wrapped_lines(clean_note(workout.note).split("\n") if workout.note else (), indent="")
    yield from _section("Kept out for your health", gates.sentences)
    if gates.is_refused:
        return
    yield from _section("Before you start", map(_question_text, gates.questions))
    if session.instructions is None:
        yield from ("", "It has no sets, so there is nothing to walk through.")
        return
    yield from _instruction_lines(session.instructions)
    names = [part.name for part in session.instructions.parts if is_explained(part.name)]
    yield ""
    yield from wrapped_lines(
        [f"Drawings, faults and the why: {program()} howto {name}" for name in dict.fromkeys(names)], indent=""
    )
    yield f"When it is done: {program()} done {workout.id}"


def _instruction_lines(instructions: SessionInstructions) -> Iterator[str]:
    yield from _section("After the run", [instructions.advice] if instructions.advice else [])
    yield from _section("Warm-up", instructions.warm_up)
    for number, part in enumerate(instructions.parts, 1):
        yield from _section(f"{number}  {part.title}", _part_sentences(part), indent="   ")
    yield from _section("Breathing", instructions.breathing)
    yield from _section("Stop signs", instructions.stop_signs)


def _part_sentences(part: PartInstructions) -> tuple[str, ...]:
    return (*([part.cap] if part.cap else []), *part.lines)


def _section(heading: str, sentences: Iterator[str] | tuple[str, ...] | list[str], indent: str = "  ") -> Iterator[str]:
    lines = list(wrapped_lines(sentences, indent=indent))
    if lines:
        yield from ("", heading, *lines)


def _facts(workout: Workout) -> Iterator[str]:
    """Yield when a session is, how long it takes and how hard it is meant to feel."""
    yield format_full_day(workout.date) + (f", {workout.start}" if workout.start else "")
    if workout.planned.duration_s is not None:
        yield f"about {format_hours(workout.planned.duration_s)}"
    if workout.planned.rpe is not None:
        yield f"RPE {format_number(workout.planned.rpe)}"


def _document(book: Planbook, sessions: list[_SessionOfDay], following: Workout | None, day: dt.date) -> dict[str, Any]:
    recorded = queries.read_recorded(book, [session.workout for session in sessions])
    return {
        "date": day.isoformat(),
        "sessions": [_session_document(one, book.today, recorded.get(one.workout.id)) for one in sessions],
        "next": None
        if following is None
        else {
            "id": following.id,
            "date": following.date.isoformat(),
            "start": following.start,
            "title": following.title,
        },
    }


def _session_document(session: _SessionOfDay, today: dt.date, recorded: queries.Recorded | None) -> dict[str, Any]:
    gates, instructions = session.gates, session.instructions
    sets = gates.allowed.planned.sets
    return {
        **workout_document(session.workout, today, recorded),
        "gates": [
            {"rule": gate.rule, "why": gate.why, "remedy": gate.remedy, "source": gate.sources_text}
            for gate in gates.gates
        ],
        "refused": gates.is_refused,
        "questions": list(gates.questions),
        "parts": [_segment_document(segment, sets[segment.part], session.sled_kg) for segment in session.segments],
        "instructions": [] if instructions is None else [*instructions.lines],
    }


def _segment_document(segment: Segment, part: ExerciseSet, sled_kg: float) -> dict[str, Any]:
    """Return what the timer walks through: the metres, load and repetitions of a round, the seconds of the rest."""
    is_round = segment.is_work or segment.load_share < 1
    return {
        "kind": segment.kind,
        "exercise": part.exercise,
        "number": segment.number,
        "seconds": segment.seconds,
        "distance_m": json_number(part.distance_m) if is_round else None,
        "load_kg": segment.load_kg(part.load_kg, sled_kg) if is_round else None,
        "repetitions": part.repetitions if is_round else None,
    }


def _question_text(question: StartQuestion) -> str:
    """Return what is asked before a session starts, as a runner reads it on paper."""
    if question is StartQuestion.LANE:
        return LANE_QUESTION
    return f"The health questions are open: {program()} screening. {NOT_ADVICE}"
