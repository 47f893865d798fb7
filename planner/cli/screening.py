"""``planner screening``: the health questions, answering them, and everything that is kept out of the plan."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import wrap

from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.training.measures import quoted
from planner.training.precautions import NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety import Gate
from planner.training.screening import QUESTIONS, Screening
from planner.usecases import screening as questions
from planner.usecases.planbook import Planbook

_WIDTH, _NAME, _ANSWER = 79, 12, 9
_INDENT = " " * (_NAME + _ANSWER)


def screening(book: Planbook, options: argparse.Namespace) -> int:
    """List the questions with what was answered and what follows, after answering some of them."""
    from planner.usecases.read_day import find_day

    answers = dict(_pairs(options.answer))
    cleared = find_day(book, options.cleared, "cleared") if options.cleared is not None else None
    if answers or cleared is not None:
        found: Screening | None = questions.answer(book, answers, cleared)
    else:
        found = questions.screening_of(book)
    gates = [gate for gate in questions.gates(book) if gate.last is None or gate.last >= book.today]
    if options.json:
        print_document({"screening": _document(found or Screening(), gates)})
    else:
        print_lines(_lines(found or Screening(), gates))
    return 0


def _pairs(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for pair in (part for text in texts for part in text.split(",")):
        name, sign, answer = pair.partition("=")
        if not sign:
            raise RefusedError(f"answer must be NAME=ANSWER, as heart=no, not {quoted(clean_line(pair, 40))}.")
        yield name.strip().lower(), answer


def _document(found: Screening, gates: Sequence[Gate]) -> dict[str, object]:
    return {
        "answered": None if found.answered is None else found.answered.isoformat(),
        "cleared": None if found.cleared is None else found.cleared.isoformat(),
        "questions": [
            {
                "name": question.name,
                "question": question.text,
                "choices": list(question.choices),
                "answer": found.answers.get(question.name),
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
                "least_angle_deg": gate.least_angle_deg,
                "longest_hold_s": gate.longest_hold_s,
                "why": gate.why,
                "way_out": gate.way_out,
                "source": gate.source,
            }
            for gate in gates
        ],
    }


def _lines(found: Screening, gates: Sequence[Gate]) -> Iterator[str]:
    for question in QUESTIONS:
        head = f"{question.name:<{_NAME}}{found.answers.get(question.name, '-'):<{_ANSWER}}"
        yield from wrap(question.text, _WIDTH, initial_indent=head, subsequent_indent=_INDENT)
    if found.cleared is not None:
        yield f"{'cleared':<{_NAME}}{found.cleared}"
    yield ""
    for gate in gates:
        yield from wrap(clean_line(gate.sentence, 1000), _WIDTH)
    if not gates:
        yield "Nothing is kept out of your plan."
    if found.open:
        names = ", ".join(question.name for question in found.open)
        words = (
            f"Not answered, and nothing is assumed of it: {names}. Answer with planner screening --answer NAME=no,..."
        )
        yield from wrap(f"{words} {NOT_ADVICE}", _WIDTH)
