"""Finding workouts by words."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import store
from planner.clock import Clock
from planner.training.refusal import RefusedError
from planner.training.workouts import (
    ENTERED,
    Effort,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from planner.usecases.search import build_search_index, fold_case_and_accents

NOON = dt.datetime(2027, 1, 7, 12, tzinfo=dt.UTC)
TODAY = dt.date(2027, 1, 7)
DAY = dt.timedelta(days=1)
RUN = Workout(TODAY, Sport.RUN, RunKind.EASY, "Easy")


@pytest.fixture
def book(tmp_path: Path) -> Planbook:
    """Nine workouts, numbered from 1; Thursday 7 January 2027 is today."""
    path = tmp_path / "planner.db"
    done = Outcome(Effort(12_000, 3600), "Café stop", ENTERED)
    with store.edit(path, "made", now=NOON) as plan:
        plan.add_workouts(
            [
                replace(RUN, date=TODAY - 3 * DAY, title="Tempo in the ÄLGÖ woods", kind=RunKind.TEMPO),
                replace(RUN, date=TODAY - 2 * DAY, status=StoredStatus.DONE, actual=done),
                replace(RUN, date=TODAY - DAY, status=StoredStatus.SKIPPED, skip_reason="ice on the roads"),
                replace(RUN, date=TODAY, kind=RunKind.RACE_PACE, note="3 × 2 km; keep the cadence"),
                replace(RUN, date=TODAY + 2 * DAY, original_date=TODAY + DAY, plan_date=TODAY + DAY),
                Workout(TODAY + 3 * DAY, Sport.STRENGTH, StrengthKind.HEAVY, "Sled", locked=True),
                replace(RUN, date=TODAY + 30 * DAY, status=StoredStatus.UNPLANNED, actual=done),
                Workout(TODAY - 7 * DAY, Sport.REST, None, "Rest"),
                replace(RUN, date=TODAY - 4 * DAY, made_on=TODAY),
            ],
        )
    return Planbook(path, Clock(TODAY))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("tempo", {1}),
        ("algo", {1}),
        ("ÄlGö TEMPO", {1}),
        ("tempo easy", set()),
        ("café", {2, 7}),
        ("cafe done", {2}),
        ("ice roads", {3}),
        ("skipped", {3}),
        ("race pace", {4}),
        ("cadence", {4}),
        ("moved", {5}),
        ("shifted", {5}),
        ("missed", {1}),
        ("planned", {4, 5, 6, 8, 9}),
        ("unplanned", {7}),
        ("locked", {6}),
        ("strength", {6}),
        ("heavy", {6}),
        ("rest", {8}),
        ("thursday", {4, 8}),
        ("thu dec", {8}),
        ("february", {7}),
        ("2027-02", {7}),
        ("run january", {1, 2, 3, 4, 5, 9}),
        ("zzz", set()),
        ("", set()),
        ("   ", set()),
        ("%", set()),
        ("' OR 1=1 --", set()),
    ],
)
def test_all_words_must_fit(book: Planbook, words: str, numbers: set[int]) -> None:
    assert {one.id for one in build_search_index(book).search(words)} == numbers


def test_hits_come_by_date_with_a_line_each(book: Planbook) -> None:
    assert [one.line for one in build_search_index(book).search("easy")] == [
        "Sun 3 Jan 2027 Easy",
        "Tue 5 Jan 2027 Easy, 12 km, 1:00 h, done",
        "Wed 6 Jan 2027 Easy, skipped (ice on the roads)",
        "Thu 7 Jan 2027 Easy",
        "Sat 9 Jan 2027 Easy, moved",
        "Sat 6 Feb 2027 Easy, 12 km, 1:00 h, unplanned",
    ]


def test_what_was_missed_depends_on_the_day(book: Planbook) -> None:
    later = replace(book, clock=Clock(TODAY + DAY))
    assert {one.id for one in build_search_index(later).search("missed")} == {1, 4}
    for one in build_search_index(later).search("2"):
        [workout] = [item for item in read_workouts(later, one.date, one.date) if item.id == one.id]
        assert workout.status_on(later.today) is one.status


def test_nothing_is_found_in_an_empty_file(tmp_path: Path) -> None:
    assert build_search_index(Planbook(tmp_path / "new.db", Clock(TODAY))).search("easy") == ()


def test_a_damaged_row_is_refused_in_a_sentence(book: Planbook) -> None:
    connection = sqlite3.connect(book.path)
    with connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE item SET state = 'eaten' WHERE id = 4")
    connection.close()
    with pytest.raises(RefusedError, match='Workout 4 has a damaged state in the database: "eaten"'):
        build_search_index(book).search("easy")


def test_a_text_with_the_mark_between_texts_is_searched_all_the_same(book: Planbook) -> None:
    connection = sqlite3.connect(book.path)
    with connection:
        connection.execute("UPDATE item SET note = 'one\x1ftwo' WHERE id = 4")
    connection.close()
    index = build_search_index(book)
    assert {one.id for one in index.search("two")} == {4}
    assert {one.id for one in index.search("algo")} == {1}


@given(st.text(max_size=30), st.text(max_size=30))
def test_folding_forgets_case_and_accents_and_nothing_else(one: str, two: str) -> None:
    assert fold_case_and_accents(fold_case_and_accents(one)) == fold_case_and_accents(one)
    assert fold_case_and_accents(one) == fold_case_and_accents(one.casefold())
    assert fold_case_and_accents(f"{one} {two}") == f"{fold_case_and_accents(one)} {fold_case_and_accents(two)}"
