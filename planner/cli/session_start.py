"""Choose a session to start in plain lines, say what health keeps out of it, and ask what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from planner.cli.output import print_lines
from planner.cli.plain_output import wrapped_lines
from planner.cli.questions import ask, ask_until_read, ask_yes
from planner.session_clock import SessionClock
from planner.training.formatting import format_day_and_year, format_full_day, workout_title
from planner.training.precautions import NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.screening import NO, QUESTIONS, YES, Screening, parse_answer, parse_no_or_yes
from planner.training.session_gates import (
    LANE_QUESTION,
    LANE_REFUSAL,
    WHY_HEALTH_IS_ASKED,
    SessionGates,
    StartQuestion,
)
from planner.training.session_timer.session_run import Variant
from planner.training.workouts import Workout
from planner.usecases import queries, screening, session
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.session import RunningSession


def choose_session(book: Planbook, day_words: str) -> Workout:
    """Return the session of a day that is to be started; asks which, where there are several.

    Raises:
        RefusedError: The words are no date, or there is no session that can be started.
    """
    day = date_reader(book).read(day_words)
    found = session.startable_sessions(list(queries.read_workouts(book, day, day)))
    if not found:
        when = "today" if day == book.today else f"on {format_day_and_year(day)}"
        raise RefusedError(f"There is no strength session to start {when}.{_next_text(book, day)}")
    if len(found) == 1:
        return found[0]
    for number, workout in enumerate(found, 1):
        print_lines(f"{number}  {workout.start or ''} {workout_title(workout)}")
    while True:
        answer = ask(f"Which one, 1 to {len(found)}? ")
        if answer.isdecimal() and 1 <= int(answer) <= len(found):
            return found[int(answer) - 1]


def _next_text(book: Planbook, day: dt.date) -> str:
    following = queries.next_session(book, day)
    return "" if following is None else f" The next is on {format_full_day(following.date)}."


def start_session(book: Planbook, workout: Workout, clock: SessionClock) -> RunningSession:
    """Start the clock of a session, after what health keeps out of it was said and what is open was asked.

    Raises:
        RefusedError: Health or the lane keeps it out, or the file cannot be written.
    """
    variant = Variant.GYM
    gates = screening.session_gates(book, workout)
    if StartQuestion.HEALTH in gates.questions:
        _ask_health_questions(book)
        gates = screening.session_gates(book, workout)
    print_lines(*wrapped_lines(gates.sentences, indent=""))
    refusal = f"Workout {workout.id} is kept out for your health, so nothing was started." if gates.is_refused else ""
    if not gates.is_refused and StartQuestion.LANE in gates.questions:
        if ask_yes(LANE_QUESTION):
            screening.confirm_lane(book)
        else:
            refusal = LANE_REFUSAL
    if refusal:
        variant, gates = Variant.WALL_SIT_ALONE, _gates_at_home(book, workout, refusal)
    is_whole = gates.allowed.planned == session.with_variant(workout, variant).planned
    return session.start_session(book, workout if is_whole else gates.allowed, clock.now(), variant)


def _gates_at_home(book: Planbook, workout: Workout, refusal: str) -> SessionGates:
    """Offer the wall sit alone where the sled is kept out.

    Raises:
        RefusedError: There is none in it, health keeps it out, too, or it is not wanted.
    """
    home = session.with_variant(workout, Variant.WALL_SIT_ALONE)
    gates = screening.session_gates(book, home)
    if not home.planned.sets or home.planned == workout.planned or gates.is_refused:
        raise RefusedError(refusal)
    print_lines(*wrapped_lines([refusal], indent=""))
    if not ask_yes("Do the wall sit alone instead?"):
        raise RefusedError("Nothing was started.")
    print_lines(*wrapped_lines(gates.sentences, indent=""))
    return gates


def _ask_health_questions(book: Planbook) -> None:
    """Ask the open health questions, the conditions first all together; an empty answer leaves the rest open."""
    print_lines(*wrapped_lines([WHY_HEALTH_IS_ASKED, "Enter alone leaves the rest open.", NOT_ADVICE], indent=""))
    conditions = (screening.stored_screening(book) or Screening()).open_conditions
    labels = "; ".join(question.label for question in conditions)
    has_any = _ask_health_question(f"Does any of this apply to you: {labels}?", (NO, YES), parse_no_or_yes)
    if has_any is None:
        return
    answers = {one.name: NO for one in conditions} if has_any == NO else {}
    for question in (one for one in QUESTIONS if one.name not in answers and one.rule != "R6"):
        answer = _ask_health_question(question.text, question.choices, partial(parse_answer, question.name))
        if answer is None:
            break
        answers[question.name] = answer
    if answers:
        screening.answer_questions(book, answers)


def _ask_health_question(text: str, choices: Iterable[str], parse: Callable[[str], str]) -> str | None:
    print_lines(*wrapped_lines([text], indent=""))
    return ask_until_read(f"{' / '.join(choices)}: ", parse)
