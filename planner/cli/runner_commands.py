"""What a person can set: facts about the runner, and the keys of the screen (which the settings file changes)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import wrap

from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.training.measures import quoted
from planner.training.precautions import NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate
from planner.training.screening import QUESTIONS, Screening
from planner.usecases import screening as questions
from planner.usecases.planbook import Planbook


def run_set(book: Planbook, args: argparse.Namespace) -> int:
    """List what is known of the runner, or change one fact of it."""
    from planner.training.refusal import RefusedError
    from planner.usecases import runner as athlete

    if args.value is not None:
        changed = athlete.change_runner_setting(book, args.what, args.value)
        shown = [f"{changed.name} is {changed.current}."]
    else:
        found = [fact for fact in athlete.list_runner_settings(book) if args.what in (None, fact.name)]
        if not found:
            names = ", ".join(fact.name for fact in athlete.list_runner_settings(book))
            raise RefusedError(f'There is nothing called "{args.what}"; there are {names}.')
        shown = [f"{fact.name:<12}{fact.current:<14}{fact.summary}: {fact.values}" for fact in found]
    if args.json:
        print_document({"athlete": _runner_document(book)})
    else:
        print_lines(shown)
    return 0


def _runner_document(book: Planbook) -> dict[str, object]:
    """What is known of the runner: kilograms, seconds a kilometre; null for what is not known."""
    from planner.training.weeks import WEEKDAYS
    from planner.usecases.queries import read_runner

    athlete = read_runner(book)
    return {
        "week_start": WEEKDAYS[athlete.week_start].lower(),
        "unit": athlete.unit.value,
        "body_mass_kg": athlete.body_mass_kg,
        "sled_kg": athlete.sled_kg,
        "floor": athlete.floor,
        "level": athlete.level,
        "easy_pace_s_per_km": athlete.easy_pace_s_per_km,
    }


_WIDTH, _NAME, _ANSWER = 79, 12, 9
_INDENT = " " * (_NAME + _ANSWER)


def run_screening(book: Planbook, args: argparse.Namespace) -> int:
    """List the questions with what was answered and what follows, after answering some of them."""
    from planner.usecases.parse_day import parse_calendar_day

    answers = dict(_parse_answers(args.answer))
    cleared = parse_calendar_day(book, args.cleared, "cleared") if args.cleared is not None else None
    if answers or cleared is not None:
        found: Screening | None = questions.answer_questions(book, answers, cleared)
    else:
        found = questions.stored_screening(book)
    gates = [gate for gate in questions.active_gates(book) if gate.last is None or gate.last >= book.today]
    if args.json:
        print_document({"screening": _screening_document(found or Screening(), gates)})
    else:
        print_lines(_screening_lines(found or Screening(), gates))
    return 0


def _parse_answers(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for pair in (part for text in texts for part in text.split(",")):
        name, sign, answer = pair.partition("=")
        if not sign:
            raise RefusedError(f"answer must be NAME=ANSWER, as heart=no, not {quoted(clean_line(pair, 40))}.")
        yield name.strip().lower(), answer


def _screening_document(screening: Screening, gates: Sequence[Gate]) -> dict[str, object]:
    return {
        "answered": None if screening.answered_on is None else screening.answered_on.isoformat(),
        "cleared": None if screening.cleared_on is None else screening.cleared_on.isoformat(),
        "questions": [
            {
                "name": question.name,
                "question": question.text,
                "choices": list(question.choices),
                "answer": screening.answers.get(question.name),
            }
            for question in QUESTIONS
        ],
        "gates": [
            {
                "rule": gate.rule,
                "kinds": sorted(kind.value for kind in gate.kinds),
                "exercises": sorted(exercise.value for exercise in gate.exercises),
                "from": None if gate.first is None else gate.first.isoformat(),
                "to": None if gate.last is None else gate.last.isoformat(),
                "least_angle_deg": gate.min_knee_angle_deg,
                "longest_hold_s": gate.max_hold_s,
                "why": gate.why,
                "way_out": gate.remedy,
                "source": gate.sources_text,
            }
            for gate in gates
        ],
    }


def _screening_lines(screening: Screening, gates: Sequence[Gate]) -> Iterator[str]:
    for question in QUESTIONS:
        head = f"{question.name:<{_NAME}}{screening.answers.get(question.name, '-'):<{_ANSWER}}"
        yield from wrap(question.text, _WIDTH, initial_indent=head, subsequent_indent=_INDENT)
    if screening.cleared_on is not None:
        yield f"{'cleared':<{_NAME}}{screening.cleared_on}"
    yield ""
    for gate in gates:
        yield from wrap(clean_line(gate.full_text, 1000), _WIDTH)
    if not gates:
        yield "Nothing is kept out of your plan."
    if screening.open_questions:
        names = ", ".join(question.name for question in screening.open_questions)
        words = (
            f"Not answered, and nothing is assumed of it: {names}. Answer with planner screening --answer NAME=no,..."
        )
        yield from wrap(f"{words} {NOT_ADVICE}", _WIDTH)
