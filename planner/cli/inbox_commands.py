"""The commands about open questions, and about which recording is which workout: inbox, link, unlink."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import wrap
from typing import Any

from planner.cli.json_documents import operation_document
from planner.cli.output import MAX_SENTENCE, WIDTH, print_lines, show
from planner.cli.text_lines import dated_workout_lines
from planner.invocation import program
from planner.text import clean_line, format_count
from planner.training.measures import parse_whole_number
from planner.usecases.inbox import find_question, give_answer, name_question, read_all_questions
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_unit
from planner.usecases.recordings.inbox import InboxQuestion, answer_question
from planner.usecases.recordings.link_by_hand import LinkEdit, link_recordings, unlink_workout


def run_inbox(book: Planbook, args: argparse.Namespace) -> None:
    """List the open questions, show one, or answer it."""
    questions = read_all_questions(book)
    if args.question is None:
        _show_questions(args, questions, questions)
        return
    question = find_question(questions, args.question)
    if args.answer is None:
        _show_questions(args, [question], questions)
    elif question.is_about_event:
        _show_edit(book, args, give_answer(book, question, args.answer, is_dry_run=args.dry_run))
    else:  # whose sets of recordings are answered one by one, by the number that was typed
        number = parse_whole_number(args.question, "the question")
        _show_edit(book, args, answer_question(book, number, args.answer, is_dry_run=args.dry_run))


def run_link(book: Planbook, args: argparse.Namespace) -> None:
    """Link recordings to a workout."""
    workout_id = parse_whole_number(args.workout, "the workout")
    numbers = [parse_whole_number(text, "the recording") for text in args.recordings]
    _show_edit(book, args, link_recordings(book, workout_id, numbers, is_dry_run=args.dry_run))


def run_unlink(book: Planbook, args: argparse.Namespace) -> None:
    """Take the recordings of a workout away."""
    workout_id = parse_whole_number(args.workout, "the workout")
    _show_edit(book, args, unlink_workout(book, workout_id, is_dry_run=args.dry_run))


def _show_questions(
    args: argparse.Namespace, questions: Sequence[InboxQuestion], every: Sequence[InboxQuestion]
) -> None:
    show(
        args,
        lambda: {"questions": [_question_document(question) for question in questions]},
        lambda: _question_lines(questions, every),
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


def _question_lines(questions: Sequence[InboxQuestion], every: Sequence[InboxQuestion]) -> Iterable[str]:
    """Yield each question with its answers, the likeliest first, and how it is answered.

    Args:
        questions: The questions to show.
        every: All that are open, among which each has a name.
    """
    if not questions:
        yield "No questions about recordings or deleted events."
        return
    for question in questions:
        about = f" ({question.why})"
        yield from wrap(
            f"{name_question(question, every):>5}  {clean_line(question.words, MAX_SENTENCE)}{about}",
            WIDTH,
            subsequent_indent=" " * 7,
        )
        for choice in question.choices:
            mark = "*" if choice.answer == str(question.proposed) else " "
            words = f"     {mark} {choice.answer:<10} {clean_line(choice.words, MAX_SENTENCE)}"
            yield from wrap(words, WIDTH, subsequent_indent=" " * 18)
    count, example = format_count(len(questions), "question"), questions[0]
    first = f"{name_question(example, every)} {example.choices[0].answer}"
    yield f'{count}; "{program()} inbox {first}" is an answer.'


def _show_edit(book: Planbook, args: argparse.Namespace, edit: LinkEdit) -> None:
    """Show what an edit did, or in a dry run would do; what would be new has no number yet."""
    new = edit.added if args.dry_run else frozenset()

    def document() -> dict[str, Any]:
        made = operation_document(
            edit.operation, edit.workouts, book.today, edit.recorded, removed=edit.removed, remarks=edit.remarks
        )
        for item in made["items"]:
            item["id"] = None if item["id"] in new else item["id"]
        return made

    def lines() -> Iterable[str]:
        name = clean_line(edit.operation, MAX_SENTENCE)
        if args.dry_run:
            yield f"{name} - nothing was changed, this is what would be:"
        elif not edit.workouts:
            yield name
        workouts = [replace(one, id=0) if one.id in new else one for one in edit.workouts]
        yield from dated_workout_lines(workouts, book.today, read_unit(book))

    show(args, document, lines)
    if not args.json:
        print_lines(*(line for sentence in edit.remarks for line in wrap(sentence, WIDTH)))
