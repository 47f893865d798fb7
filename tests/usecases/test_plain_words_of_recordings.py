"""What is said of recordings, of weeks that are over and of Progress, held against what a reader stumbles over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import Clock
from planner.matching import Tier, explain_link, make_set, match_recordings
from planner.matching.match_rules import MATCH_RULES
from planner.training.progress_rules import PROGRESS_RULES
from planner.training.races import Unit
from planner.training.recordings import Recording
from planner.training.weekly_review import review_sentences
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.progress import read_report
from planner.usecases.recordings.inbox import answer_question, read_inbox
from planner.usecases.recordings.link_by_hand import link_recordings
from planner.usecases.recordings.zones import ZoneDifference, change_zone, remember_machine_zone
from planner.usecases.review import review_week
from tests.examples import examples
from tests.matching.cases import crowded_days, days, recorded, run
from tests.usecases.recordings.books import new_book, put_in
from tests.usecases.test_plain_words import check, refusal_of


def sentences_of_days(workouts: list[Workout], recordings: list[Recording], unit: Unit) -> Iterator[str]:
    """Yield why each link is made."""
    by_number = {each.id: each for each in recordings}
    planned = {workout.id: workout for workout in workouts}
    for pair in match_recordings(workouts, recordings).pairs:
        if pair.tier is Tier.SURE:
            parts = make_set(by_number[number] for number in pair.activities)
            # A margin is short of words: "next best 655 dearer".
            yield f"{explain_link(planned[pair.item], parts, pair.margin, unit)}.".replace(" dearer.", " more.")


@settings(max_examples=examples(150), deadline=None)
@given(case=days(), unit=st.sampled_from(Unit))
def test_why_recordings_are_linked_reads_well(case: tuple[list[Workout], list[Recording]], unit: Unit) -> None:
    check(sentences_of_days(*case, unit))


def test_all_that_is_asked_of_recordings_reads_well(tmp_path: Path) -> None:
    sentences: list[str] = []
    for seed in range(40):
        workouts, recordings = crowded_days(seed)
        book = new_book(tmp_path / f"{seed}.db", [replace(workout, id=0) for workout in workouts])
        outcome = put_in(book, *(replace(each, id=0) for each in recordings))
        sentences += outcome.sentences
        for question in read_inbox(book):
            sentences += [question.because, f"{question.about}.", *(f"{one.words}." for one in question.choices)]
            sentences.append(refusal_of(answer_question, book, question.id, "nothing"))
        sentences.append(refusal_of(answer_question, book, 99, "skip"))
        sentences.append(refusal_of(link_recordings, book, 1, [99]))
        for question in read_inbox(book)[:1]:
            sentences += answer_question(book, question.id, question.choices[0].answer).remarks
    assert check(sentences) > 100


def test_all_that_is_said_of_zones_reads_well(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1)])
    sentences = [ZoneDifference("Asia/Tokyo", "Europe/Berlin").sentence, remember_machine_zone(book)]
    for name in "abc":
        put_in(book, recorded(name, 8, "23:40", day=ord(name), sport=Sport.RUN))
        sentences += [change_zone(book, zone) for zone in ("Pacific/Kiritimati", "America/Lima", "Asia/Kathmandu")]
    assert check(sentences) >= 5


def test_all_that_is_said_of_weeks_reads_well(slotted: Planbook) -> None:
    sentences = [f"{rule.text}." for rule in (*MATCH_RULES.values(), *PROGRESS_RULES.values())]
    for days_later in range(0, 70, 7):
        book = replace(slotted, clock=Clock(slotted.today + dt.timedelta(days=days_later)))
        for unit in Unit:
            review = replace(review_week(book, book.today), unit=unit)
            sentences += review_sentences(review)
        report = read_report(book, 12)
        sentences += [text for week in report.reviewed.weeks for text in week.why]
        if report.guard is not None:
            sentences.append(report.guard.sentence(Unit.KM))
    assert check(sentences) > 25
