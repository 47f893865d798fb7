"""The commands about the runner: set, screening."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from textwrap import wrap

from planner.cli.json_documents import operation_document
from planner.cli.output import MAX_SENTENCE, WIDTH, show
from planner.cli.plain_output import offer_lines
from planner.invocation import program
from planner.text import clean_line
from planner.training.blocks import Runner
from planner.training.date_context import Look
from planner.training.formatting import format_day_and_year
from planner.training.measures import quoted
from planner.training.precautions import NOT_ADVICE
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate
from planner.training.screening import QUESTIONS, Screening
from planner.training.weeks import WEEKDAYS
from planner.usecases import runner as settings
from planner.usecases import screening as health
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook, file_stamp
from planner.usecases.queries import read_recorded, read_runner

_NAME_WIDTH, _ANSWER_WIDTH = 12, 9
_INDENT = " " * (_NAME_WIDTH + _ANSWER_WIDTH)


def run_set(book: Planbook, args: argparse.Namespace) -> None:
    """List what is known of the runner, or change one setting of it; coming loads and times may follow."""
    if args.value is not None:
        _change_setting(book, args)
        return
    if args.follow:
        raise RefusedError("--follow says that coming loads and times follow a new value: give the value with it.")
    known = settings.list_runner_settings(book)
    listed = [setting for setting in known if args.what in (None, setting.name)]
    if not listed:
        names = ", ".join(setting.name for setting in known)
        raise RefusedError(f"There is nothing called {quoted(args.what)}; there are {names}.")
    show(
        args,
        lambda: {"athlete": _runner_document(read_runner(book))},
        lambda: [f"{setting.name:<12}{setting.current:<14}{setting.summary}: {setting.values}" for setting in listed],
    )


def _change_setting(book: Planbook, args: argparse.Namespace) -> None:
    changed = settings.change_runner_setting(book, args.what, args.value, is_dry_run=args.dry_run, follow=args.follow)
    offer = (changed.offer,) if changed.offer else ()

    def document() -> dict[str, object]:
        runner = read_runner(book) if file_stamp(book.path) else Runner()
        if args.dry_run:
            runner = settings.with_setting(runner, args.what, args.value)
        name = changed.operation or f"set {changed.name}: {changed.current}"
        recorded = read_recorded(book, changed.followed) if changed.followed else {}
        what_follows = operation_document(
            name, changed.followed, book.today, recorded, removed=changed.removed, remarks=changed.remarks, offer=offer
        )
        return {"athlete": _runner_document(runner), **what_follows}

    def lines() -> Iterator[str]:
        yield f"{changed.name} {'would be' if args.dry_run else 'is'} {changed.current}."
        for remark in changed.remarks:
            yield from wrap(remark, WIDTH)
        for text in offer:
            yield from offer_lines(text)

    show(args, document, lines)


def _runner_document(runner: Runner) -> dict[str, object]:
    """Return what is known of the runner: kilograms, seconds a kilometre; null for what is not known."""
    return {
        "week_start": WEEKDAYS[runner.week_start].lower(),
        "unit": runner.unit.value,
        "body_mass_kg": runner.body_mass_kg,
        "sled_kg": runner.sled_kg,
        "floor": runner.floor,
        "level": runner.level,
        "easy_pace_s_per_km": runner.easy_pace_s_per_km,
        "birth_year": runner.birth_year,
        "zone": runner.zone,
    }


def run_screening(book: Planbook, args: argparse.Namespace) -> None:
    """List the health questions with their answers and what follows, after answering some of them."""
    answers = dict(_parse_answers(args.answer))
    cleared = None if args.cleared is None else date_reader(book, Look.BACK).read(args.cleared, "cleared")
    if answers or cleared is not None:
        screening = health.answer_questions(book, answers, cleared)
    else:
        screening = health.stored_screening(book) or Screening()
    gates = [gate for gate in health.active_gates(book) if gate.last is None or gate.last >= book.today]
    show(
        args,
        lambda: {"screening": _screening_document(screening, gates)},
        lambda: _screening_lines(screening, gates),
    )


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
        head = f"{question.name:<{_NAME_WIDTH}}{screening.answers.get(question.name, '-'):<{_ANSWER_WIDTH}}"
        yield from wrap(question.text, WIDTH, initial_indent=head, subsequent_indent=_INDENT)
    if screening.cleared_on is not None:
        yield f"{'cleared':<{_NAME_WIDTH}}{format_day_and_year(screening.cleared_on)}"
    yield ""
    for gate in gates:
        yield from wrap(clean_line(gate.full_text, MAX_SENTENCE), WIDTH)
    if not gates:
        yield "Nothing is kept out of your plan."
    if screening.open_questions:
        names = ", ".join(question.name for question in screening.open_questions)
        words = f"Not answered, so nothing is assumed: {names}. Answer with {program()} screening --answer NAME=no,..."
        yield from wrap(f"{words} {NOT_ADVICE}", WIDTH)
