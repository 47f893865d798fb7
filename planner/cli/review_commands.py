"""The command that looks back at a week: `planner review`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from planner.cli.damaged_rows import shows_what_can_be_read
from planner.cli.json_documents import run_totals_document, strength_totals_document, workout_documents
from planner.cli.output import MAX_SENTENCE, WIDTH, show
from planner.text import clean_line
from planner.training.weekly_review import low_reasons, move_text, review_sections, review_sentences
from planner.training.weeks import WEEK
from planner.usecases.queries import read_recorded
from planner.usecases.review import review_week, week_to_review

if TYPE_CHECKING:
    from planner.training.weekly_review import WeekReview
    from planner.usecases.planbook import Planbook

_LABEL_WIDTH = 8
"""Columns of a day before what is said of it."""


@shows_what_can_be_read
def run_review(book: Planbook, args: argparse.Namespace) -> None:
    """Print the review of a week, of the newest one that is over when none is named."""
    from planner.usecases.date_words import date_reader

    day = week_to_review(book) if args.day is None else date_reader(book, step=WEEK).read(args.day)
    review = review_week(book, day)
    show(args, lambda: review_document(book, review), lambda: review_lines(review))


def review_lines(review: WeekReview) -> Iterator[str]:
    """Yield the review as text for a page of 79 columns."""
    yield review.title
    yield from wrap(clean_line(review.place, MAX_SENTENCE), WIDTH)
    yield ""
    for sentence in review_sentences(review):
        yield from wrap(clean_line(sentence, MAX_SENTENCE), WIDTH)
    for section in review_sections(review):
        yield ""
        yield section.heading
        has_labels = any(line.label for line in section.lines)
        for line in section.lines:
            label = f"  {line.label:<{_LABEL_WIDTH}}" if has_labels else "  "
            text = clean_line(line.text, MAX_SENTENCE)
            yield from wrap(text, WIDTH, initial_indent=label, subsequent_indent=" " * (len(label) + 2))


def review_document(book: Planbook, review: WeekReview) -> dict[str, Any]:
    """Return the document of ``review``: the sentences, and the workouts and totals of the week and of the next."""
    recorded = read_recorded(book, (*review.workouts, *review.next_workouts))
    return {
        "from": review.first.isoformat(),
        "to": review.last.isoformat(),
        "place": clean_line(review.place, MAX_SENTENCE) or None,
        "is_over": review.is_over,
        "sentences": [clean_line(sentence, MAX_SENTENCE) for sentence in review_sentences(review)],
        "items": workout_documents(review.workouts, review.today, recorded),
        "totals": {
            "run": run_totals_document(review.totals.run),
            "strength": strength_totals_document(review.totals.strength),
        },
        "why": [clean_line(text, MAX_SENTENCE) for text in low_reasons(review)],
        "moved": [
            {
                "item": one.id,
                "from": one.plan_day.isoformat(),
                "to": one.date.isoformat(),
                "text": clean_line(move_text(review, one), MAX_SENTENCE),
            }
            for one in review.moves
        ],
        "strength": [*review.ladder, *review.records],
        "next": {
            "from": (review.first + WEEK).isoformat(),
            "to": (review.last + WEEK).isoformat(),
            "items": workout_documents(review.next_workouts, review.today, recorded),
            "totals": {
                "run": run_totals_document(review.next_totals.run),
                "strength": strength_totals_document(review.next_totals.strength),
            },
        },
    }
