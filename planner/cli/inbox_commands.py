"""The commands about which recording is which workout: inbox, link, unlink."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from planner.cli.json_documents import operation_document
from planner.cli.output import MAX_SENTENCE, WIDTH, print_lines, show
from planner.cli.text_lines import dated_workout_lines
from planner.text import clean_line, format_count
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_recorded, read_runner
from planner.usecases.recordings.inbox import InboxQuestion, answer_question, read_inbox
from planner.usecases.recordings.link_by_hand import LinkEdit, link_recordings, unlink_workout


def run_inbox(book: Planbook, args: argparse.Namespace) -> None:
    """List the questions about recordings, show one, or answer it."""
    if args.question is None:
        _show_questions(args, read_inbox(book))
        return
    number = parse_whole_number(args.question, "the question")
    if args.answer is not None:
        _show_edit(book, args, answer_question(book, number, args.answer))
        return
    asked = [question for question in read_inbox(book) if number in (question.id, *question.recordings)]
    if not asked:
        raise RefusedError(f"There is no question about recording {number}.")
    _show_questions(args, asked)


def run_link(book: Planbook, args: argparse.Namespace) -> None:
    """Link recordings to a workout."""
    workout_id = parse_whole_number(args.workout, "the workout")
    numbers = [parse_whole_number(text, "the recording") for text in args.recordings]
    _show_edit(book, args, link_recordings(book, workout_id, numbers))


def run_unlink(book: Planbook, args: argparse.Namespace) -> None:
    """Take the recordings of a workout away."""
    _show_edit(book, args, unlink_workout(book, parse_whole_number(args.workout, "the workout")))


def _show_questions(args: argparse.Namespace, questions: Sequence[InboxQuestion]) -> None:
    show(
        args,
        lambda: {"questions": [_question_document(question) for question in questions]},
        lambda: _question_lines(questions),
    )


def _question_document(question: InboxQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "activities": list(question.recordings),
        "items": list(question.workouts),
        "proposed": question.proposed,
        "why": question.why,
        "words": question.words,
    }


def _question_lines(questions: Sequence[InboxQuestion]) -> Iterable[str]:
    """Yield each question with its answers, the likeliest first, and how it is answered."""
    if not questions:
        yield "No questions about recordings."
        return
    for question in questions:
        about = f" ({question.why})"
        yield from wrap(
            f"{question.id:>5}  {clean_line(question.words, MAX_SENTENCE)}{about}", WIDTH, subsequent_indent=" " * 7
        )
        for choice in question.choices:
            mark = "*" if choice.answer == str(question.proposed) else " "
            words = f"     {mark} {choice.answer:<10} {clean_line(choice.words, MAX_SENTENCE)}"
            yield from wrap(words, WIDTH, subsequent_indent=" " * 18)
    count, example = format_count(len(questions), "question"), questions[0]
    yield f'{count}; "planner inbox {example.id} {example.choices[0].answer}" is an answer.'


def _show_edit(book: Planbook, args: argparse.Namespace, edit: LinkEdit) -> None:
    show(
        args,
        lambda: operation_document(
            edit.operation,
            edit.workouts,
            book.today,
            read_recorded(book, edit.workouts),
            removed=edit.removed,
            remarks=edit.remarks,
        ),
        lambda: (
            dated_workout_lines(edit.workouts, book.today, read_runner(book).unit)
            if edit.workouts
            else [clean_line(edit.operation, MAX_SENTENCE)]
        ),
    )
    if not args.json:
        print_lines(*(line for sentence in edit.remarks for line in wrap(sentence, WIDTH)))
