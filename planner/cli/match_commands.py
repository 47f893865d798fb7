"""The command that tries the rules of matching on a file: match."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from textwrap import wrap

from planner.cli.output import WIDTH, show
from planner.matching import (
    MatchAnswer,
    MatchCase,
    Tier,
    describe_question,
    explain_link,
    make_set,
    match_recordings,
    parse_cases,
)
from planner.text import join_words
from planner.training.races import Unit
from planner.usecases.planbook import Planbook
from planner.usecases.text_files import read_text_file


def run_match(_book: Planbook, args: argparse.Namespace) -> None:
    """Match the recordings of a case to its workouts; no database is opened."""
    text, source = read_text_file(args.file)
    cases, is_list = parse_cases(text, source=source)
    answers = [match_recordings(case.workouts, case.recordings, case.links, case.refused) for case in cases]
    documents = [case.answer_document(answer) for case, answer in zip(cases, answers, strict=True)]
    show(
        args,
        lambda: {"cases": documents} if is_list else documents[0],
        lambda: [line for case, answer in zip(cases, answers, strict=True) for line in _case_lines(case, answer)],
    )


def _case_lines(case: MatchCase, answer: MatchAnswer) -> Iterable[str]:
    """Yield what is linked and why, what is asked, what is unplanned and what changed."""
    if case.name:
        yield case.name
    for sentence in _sentences(case, answer):
        yield from wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _sentences(case: MatchCase, answer: MatchAnswer) -> Iterable[str]:
    workouts = {workout.id: workout for workout in case.workouts}
    recordings = {recording.id: recording for recording in case.recordings}

    def names(numbers: Iterable[int]) -> str:
        return join_words(case.names[number] for number in numbers)

    for pair in answer.pairs:
        parts = make_set(recordings[number] for number in pair.activities)
        reason = "" if pair.tier is Tier.LOCKED else explain_link(workouts[pair.item], parts, pair.margin, Unit.KM)
        cost = "" if pair.cost is None else f", cost {pair.cost}; "
        yield f"{pair.item} is {names(pair.activities)}: {pair.tier}{cost}{reason}"
    for question in answer.inbox:
        sets = [make_set(recordings[number] for number in each) for each in question.sets]
        choices = [workouts[number] for number in question.choices]
        named = join_words((names(parts.ids) for parts in sets), "or")
        numbers = join_words((f"{number}" for number in question.choices), "or")
        offered = f" is {numbers}?" if numbers else ":"
        yield f"{named}{offered} {question.why}. {describe_question(sets, choices, Unit.KM)}"
    if answer.unplanned:
        yield f"unplanned: {names(answer.unplanned)}"
    for change in answer.changed:
        yield f"{change.item} was {names(change.was)}, is {names(change.now) or 'open'}"
