"""What is stored after an import is what matching answers: links, questions and unplanned workouts, in the database."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cli import main
from planner.matching import match_recordings, parse_cases
from planner.store import journal
from planner.training.recordings import LinkMaker, Recording
from planner.training.workouts import StoredStatus, Workout
from planner.usecases import history
from planner.usecases.calendar.edit import plan_add, plan_delete, plan_edit
from planner.usecases.calendar.mark import mark_done, mark_not_done, mark_skipped
from planner.usecases.calendar.move import plan_move
from planner.usecases.changes import apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import read_inbox
from planner.usecases.recordings.link_by_hand import link_recordings
from planner.usecases.recordings.match_days import match_after
from tests.dump import canonical
from tests.matching.cases import DAY, crowded_days, name_of, recorded, run
from tests.usecases.recordings.books import all_links, links, new_book, put_in, the, workouts

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "matching"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the examples of matching are not on this machine")


def asked(book: Planbook, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The questions that `planner inbox` lists."""
    capsys.readouterr()
    main(["--db", str(book.path), "--today", str(DAY), "inbox", "--json"])
    questions: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["questions"]
    return questions


def paired(book: Planbook) -> list[dict[str, Any]]:
    """The recordings of each workout of the plan, by number, as a matching case writes them."""
    of_plan = {one.id for one in workouts(book) if one.status is not StoredStatus.UNPLANNED}
    pairs: dict[int, dict[str, Any]] = {}
    for link in sorted(all_links(book), key=lambda link: (link.item_id, link.id)):
        if link.item_id in of_plan:
            is_auto = link.made_by is LinkMaker.AUTO
            figures = {"cost": link.cost, "margin": link.margin} if is_auto else {}
            tier = "sure" if is_auto else "locked"
            pair: dict[str, Any] = {"item": link.item_id, "activities": [], "tier": tier, **figures}
            pairs.setdefault(link.item_id, pair)["activities"].append(name_of(link.recording_id))
    return [pairs[number] for number in sorted(pairs)]


def alone(book: Planbook) -> set[int]:
    """The recordings that have an unplanned workout of their own."""
    unplanned = {one.id for one in workouts(book) if one.status is StoredStatus.UNPLANNED}
    return {link.recording_id for link in all_links(book) if link.item_id in unplanned}


def book_with(path: Path, planned: Sequence[Workout]) -> Planbook:
    assert [one.id for one in planned] == list(range(1, len(planned) + 1))
    return new_book(path, [replace(one, id=0) for one in planned])


@needs_data
def test_every_example_of_matching_is_stored_as_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = json.loads((DATA / "cases.json").read_text(encoding="utf-8"))
    for document in documents:
        (case,), _ = parse_cases(json.dumps(document), source="case")
        wanted = document["expect"]
        book = book_with(tmp_path / f"{document['id']}.db", case.workouts)
        own = [link for link in case.links if link.made_by is not LinkMaker.AUTO]
        linked = {link.recording_id for link in own}
        recordings = sorted(case.recordings, key=lambda one: one.id)
        assert linked <= {1}
        for number in sorted(linked):  # before the others come
            put_in(book, recordings[number - 1])
            link_recordings(book, own[0].item_id, [number])
        put_in(book, *(one for one in recordings if one.id not in linked))
        questions = asked(book, capsys)
        assert paired(book) == wanted["pairs"], case.name
        assert [
            ([name_of(number) for number in each["activities"]], each["items"], each["proposed"], each["why"])
            for each in questions
        ] == [(each["activities"], each["choices"], each["proposed"], each["why"]) for each in wanted["inbox"]]
        of_questions = {number for each in questions for number in each["activities"]}
        assert {name_of(number) for number in alone(book) - of_questions} == set(wanted["unplanned"]), case.name
        assert of_questions <= alone(book)  # it was run: it counts until it is answered


def crowd(seed: int, folder: str) -> tuple[Planbook, list[Workout], list[Recording]]:
    planned, recordings = crowded_days(seed)
    return book_with(Path(folder, "book.db"), planned), planned, recordings


@given(st.integers(0, 2**32))
def test_what_is_stored_is_what_matching_answers(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, planned, recordings = crowd(seed, folder)
        answer = match_recordings(planned, recordings, (), ())
        put_in(book, *recordings)
        assert paired(book) == answer.to_json(name_of)["pairs"]
        counted = {one.id for one in recordings if one.sport_said}
        in_questions = {number for question in answer.inbox for number in question.activities}
        assert alone(book) == ({*answer.unplanned} | in_questions) & counted


@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_each_recording_is_used_once_and_matching_again_changes_nothing(seed: int, chance: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, _, recordings = crowd(seed, folder)
        for recording in chance.sample(recordings, len(recordings)):
            put_in(book, recording)
        used = [number for numbers in links(book).values() for number in numbers]
        assert len(used) == len(set(used))
        counted = sum(one.sport_said for one in recordings)
        assert len(used) == counted  # in a workout of the plan, or in one of its own
        before = canonical(book.path)
        with journal.record_operation(book.path, "again", book.clock.now()) as connection:
            match_after(connection, book, {one.date for one in recordings})
        assert canonical(book.path) == before


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_undo_of_an_import_leaves_no_trace_and_redo_brings_all_back(seed: int, first: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, _, recordings = crowd(seed, folder)
        put_in(book, *recordings[:first])
        before = canonical(book.path)
        put_in(book, *recordings[first:])
        after = canonical(book.path)
        if recordings[first:]:
            history.undo(book)
            assert canonical(book.path) == before
            history.redo(book)
        assert canonical(book.path) == after


def test_a_move_an_edit_a_skip_and_a_removal_match_again_and_undo_takes_all_back(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10, day=1), run(2, 21, day=3)])
    put_in(book, recorded("a", 10, "18:02"))
    assert links(book) == {3: [1]}  # a day before the plan: asked, and an unplanned run meanwhile
    before = canonical(book.path)
    assert len(read_inbox(book)) == 1
    mark_skipped(book, 1, "ill")
    assert read_inbox(book) == []  # it was not done on any day
    history.undo(book)
    assert len(read_inbox(book)) == 1
    apply_change(book, plan_move(book, [1], -1))
    assert links(book) == {1: [1]}
    assert [one.id for one in workouts(book)] == [1, 2]
    shorter = replace(the(book, 1), planned=replace(the(book, 1).planned, distance_m=4_000, duration_s=None))
    apply_change(book, plan_edit(book, the(book, 1), shorter))
    history.undo(book)
    assert links(book) == {1: [1]}
    apply_change(book, plan_delete(book, [the(book, 1)]))
    ((number, of_it),) = links(book).items()
    assert (of_it, number > 2) == ([1], True)
    history.undo(book)
    assert links(book) == {1: [1]}
    history.undo(book)
    assert canonical(book.path) == before


def test_an_added_workout_takes_its_recording_and_not_done_frees_it(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db")
    put_in(book, recorded("a", 10, "18:02"))
    before = canonical(book.path)
    apply_change(book, plan_add(book, replace(run(0, 10), id=0)))
    (done,) = workouts(book)
    assert (done.status, links(book)) == (StoredStatus.DONE, {done.id: [1]})
    mark_not_done(book, done.id)
    assert {one.status for one in workouts(book)} == {StoredStatus.PLANNED, StoredStatus.UNPLANNED}
    mark_done(book, done.id)
    assert len(workouts(book)) == 2  # the runner said that the recording was not it
    for _ in range(3):
        history.undo(book)
    assert canonical(book.path) == before


def test_a_kept_link_gives_way_only_to_a_much_better_whole(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book.db", [run(1, 10)])
    put_in(book, recorded("a", 9.6, "07:02"))
    put_in(book, recorded("b", 10, "18:02"))
    assert links(book)[1] == [1]
    outcome = put_in(book, recorded("c", 4, "12:02"))
    assert (outcome.changed, links(book)[1]) == ((), [1])
    book = new_book(tmp_path / "other.db", [run(1, 10)])
    put_in(book, recorded("a", 6.5, "07:02"))
    assert links(book)[1] == [1]
    outcome = put_in(book, recorded("b", 10, "18:02"))
    assert links(book)[1] == [2]
    (sentence,) = outcome.changed
    assert sentence.endswith("was recording 1, and is recording 2 now.")
    assert alone(book) == {1}
