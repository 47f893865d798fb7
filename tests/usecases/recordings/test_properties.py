"""Properties of what is stored after any few days of workouts and recordings were matched."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.store import check_file, journal, quick
from planner.training.recordings import Recording
from planner.training.workouts import Workout
from planner.usecases import history
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import answer_question, read_inbox
from planner.usecases.recordings.link_by_hand import unlink_workout
from planner.usecases.recordings.match_days import match_after
from tests.examples import examples
from tests.matching.cases import days
from tests.usecases.recordings.books import all_links, new_book, put_in

some = settings(max_examples=examples(25), deadline=None)
_TABLES = ("item", "recording", "recording_source", "recording_link", "refused_link", "distinct_recording")


def stored(book: Planbook) -> list[tuple[Any, ...]]:
    """Everything about workouts and recordings in the file, but versions."""
    with closing(sqlite3.connect(book.path)) as connection:
        rows: list[tuple[Any, ...]] = []
        for table in _TABLES:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "version"]
            rows += [(table, *row) for row in connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id")]
        return rows


def meaning(book: Planbook, names: Sequence[Recording]) -> set[tuple[Any, ...]]:
    """What is linked and recorded, without the numbers that follow from the order of import."""
    name_of = {place: one.id for place, one in enumerate(names, start=1)}
    of_workout: dict[int, list[int]] = {}
    for link in all_links(book):
        of_workout.setdefault(link.item_id, []).append(name_of[link.recording_id])
    found = set()
    for workout in quick.read_all_workouts(book.path):
        linked = tuple(sorted(of_workout.get(workout.id, ())))
        number = workout.id if workout.status != "unplanned" else 0
        found.add((number, linked, workout.date, workout.status, workout.actual))
    return found


def book_with(folder: str, workouts: Sequence[Workout]) -> Planbook:
    """A new file with these workouts."""
    return new_book(Path(folder) / f"book{len(list(Path(folder).iterdir()))}.db", workouts)


@some
@given(case=days(), seed=st.randoms(use_true_random=False))
def test_the_order_of_import_does_not_matter_for_what_is_stored(
    case: tuple[list[Workout], list[Recording]], seed: Random
) -> None:
    workouts, recordings = case
    assume(len({one.start_utc for one in recordings}) == len(recordings))  # of two at once, one is a possible double
    mixed = seed.sample(recordings, len(recordings))
    with tempfile.TemporaryDirectory() as folder:
        one, other = book_with(folder, workouts), book_with(folder, workouts)
        put_in(one, *recordings)
        put_in(other, *mixed)
        assert meaning(one, recordings) == meaning(other, mixed)


@some
@given(case=days())
def test_a_second_run_changes_nothing_and_an_undone_import_leaves_no_trace(
    case: tuple[list[Workout], list[Recording]],
) -> None:
    workouts, recordings = case
    with tempfile.TemporaryDirectory() as folder:
        book = book_with(folder, workouts)
        before = stored(book)
        put_in(book, *recordings)
        after = stored(book)
        assert len({link.recording_id for link in all_links(book)}) == len(all_links(book))
        operations = len(history.list_operations(book))
        with journal.record_operation(book.path, "again", book.clock.now()) as connection:
            match_after(connection, book, {one.date for one in recordings})
        assert stored(book) == after
        assert len(history.list_operations(book)) == operations
        assert check_file.check_database(book.path) == []
        if recordings:
            history.undo(book)
        assert stored(book) == before


@some
@given(case=days(), seed=st.randoms(use_true_random=False))
def test_answers_and_unlinking_are_taken_back_exactly(
    case: tuple[list[Workout], list[Recording]], seed: Random
) -> None:
    workouts, recordings = case
    with tempfile.TemporaryDirectory() as folder:
        book = book_with(folder, workouts)
        put_in(book, *recordings)
        states = [stored(book)]
        for _ in range(4):
            questions = read_inbox(book)
            planned = {one.id for one in quick.read_all_workouts(book.path) if one.status != "unplanned"}
            linked = sorted({link.item_id for link in all_links(book)} & planned)
            if questions and seed.random() < 0.7:
                question = seed.choice(questions)
                answer_question(book, question.id, seed.choice(question.choices).answer)
                assert question not in read_inbox(book)
            elif linked:
                unlink_workout(book, seed.choice(linked))
            else:
                break
            states.append(stored(book))
        assert check_file.check_database(book.path) == []
        for state in reversed(states[:-1]):
            history.undo(book)
            assert stored(book) == state
