from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import StaleEditError, check_file, edit, journal, quick
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, Outcome, Workout
from tests.store.helpers import count_workouts, remove_block

Dump = Callable[[Path], list[tuple[object, ...]]]


@contextmanager
def another_program(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody with the ``sqlite3`` shell, foreign keys on."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.commit()
    connection.close()


def names(path: Path) -> list[tuple[str, str]]:
    return [(each.name, each.state) for each in journal.read_operations(path)]


def test_undo_and_redo_go_one_operation_at_a_time(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    made = dump(filled)
    with edit(filled, "Remove block 1", now=noon) as repository:
        remove_block(repository, 1)
    removed = dump(filled)
    later = noon + dt.timedelta(days=3)
    undone = journal.undo(filled, now=later)
    assert undone == journal.Operation(2, "Remove block 1", noon, "undone", 6, later)
    assert dump(filled) == made
    first = journal.undo(filled, now=later)
    assert first is not None
    assert first.name == "New block"
    assert count_workouts(filled) == 0
    assert journal.undo(filled, now=later) is None
    assert [(done := journal.redo(filled, now=later)) and (done.name, done.state) for _ in range(3)] == [
        ("New block", "done"), ("Remove block 1", "done"), None,
    ]  # fmt: skip
    assert dump(filled) == removed


def test_history_is_newest_first_and_bounded_by_its_limit(filled: Path, noon: dt.datetime) -> None:
    for minute in range(3):
        run = quick.read_workout(filled, 1)
        at = noon - dt.timedelta(minutes=minute)  # the clock runs backward; the order does not
        quick.write_workout(filled, replace(run, title=f"Run {minute}"), name=f"Edit {minute}", now=at)
    found = journal.read_operations(filled)
    assert [each.name for each in found] == ["Edit 2", "Edit 1", "Edit 0", "New block"]
    assert journal.read_operations(filled, limit=2) == found[:2]
    assert journal.read_operations(filled, limit=0) == []
    assert found[0] == journal.Operation(4, "Edit 2", noon - dt.timedelta(minutes=2), "done", 1)


def test_something_new_closes_the_way_forward(filled: Path, noon: dt.datetime) -> None:
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="One"), name="One", now=noon)
    journal.undo(filled, now=noon)
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="Two"), name="Two", now=noon)
    assert journal.redo(filled, now=noon) is None
    assert names(filled) == [("Two", "done"), ("One", "dropped"), ("New block", "done")]
    assert journal.read_operations(filled)[1].change_count == 1
    journal.undo(filled, now=noon)
    journal.undo(filled, now=noon)
    assert count_workouts(filled) == 0


def test_looking_around_does_not_close_the_way_forward(filled: Path, noon: dt.datetime) -> None:
    journal.undo(filled, now=noon)
    with edit(filled, "Nothing", now=noon) as repository:
        assert repository.blocks() == []
    assert journal.redo(filled, now=noon) is not None


def test_an_edit_begun_before_an_undo_is_noticed_after_it(filled: Path, noon: dt.datetime) -> None:
    run = quick.read_workout(filled, 1)
    edited = quick.write_workout(filled, replace(run, title="Edited"), name="Edit", now=noon)
    journal.undo(filled, now=noon)
    assert quick.read_workout(filled, 1) == replace(run, version=3)
    for stale in (run, edited):
        with pytest.raises(StaleEditError):
            quick.write_workout(filled, replace(stale, note="mine"), name="Edit", now=noon)


def test_what_comes_back_from_nothing_continues_its_versions(filled: Path, noon: dt.datetime) -> None:
    edited = quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="Edited"), name="Edit", now=noon)
    journal.undo(filled, now=noon)
    journal.undo(filled, now=noon)
    journal.redo(filled, now=noon)
    assert quick.read_workout(filled, 1).version == 4  # 1 made, 2 edited, 3 undone, 4 made again
    with pytest.raises(StaleEditError):
        quick.write_workout(filled, replace(edited, note="mine"), name="Edit", now=noon)
    journal.redo(filled, now=noon)
    assert quick.read_workout(filled, 1) == replace(edited, version=5)


def test_another_programs_edits_can_be_undone(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before = dump(filled)
    with another_program(filled) as connection:
        connection.execute("UPDATE item SET title = 'theirs', version = 1")
    assert names(filled)[0] == ("Edit from outside", "done")
    assert journal.read_operations(filled)[0].change_count == 2
    assert {each.version for each in quick.read_all_workouts(filled)} == {2}
    journal.undo(filled, now=noon)
    assert dump(filled) == before


def test_another_programs_statements_in_a_row_are_one_entry(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before = dump(filled)
    with another_program(filled) as connection:
        for number in range(10):
            connection.execute("UPDATE item SET title = ? WHERE id = 1", (f"theirs {number}",))
            connection.execute("UPDATE exercise_set SET rounds = ?", (number + 1,))
    assert [name for name, _ in names(filled)] == ["Edit from outside", "New block"]
    journal.undo(filled, now=noon)
    assert dump(filled) == before


def test_two_programs_and_what_comes_later_are_entries_of_their_own(filled: Path) -> None:
    for title in ("one", "two"):
        with another_program(filled) as connection:
            connection.execute("UPDATE item SET title = ? WHERE id = 1", (title,))
            if title == "two":
                connection.execute("UPDATE operation SET at = '2027-01-04T12:00:00.000Z' WHERE id = 3")
                connection.execute("UPDATE item SET title = 'later' WHERE id = 1")
    assert [name for name, _ in names(filled)] == [*["Edit from outside"] * 3, "New block"]


def test_another_programs_removal_of_a_block_can_be_undone_whole(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before = dump(filled)
    with another_program(filled) as connection:
        connection.execute("DELETE FROM block")
    after = dump(filled)
    assert len(journal.read_operations(filled)) == 2
    journal.undo(filled, now=noon)
    assert dump(filled) == before
    journal.redo(filled, now=noon)
    assert dump(filled) == after
    assert check_file.check_database(filled) == []


def test_another_programs_edit_of_a_set_is_noticed_by_who_edits_the_workout(
    filled: Path, noon: dt.datetime, dump: Dump
) -> None:
    session = quick.read_workout(filled, 2)
    before = dump(filled)
    with another_program(filled) as connection:
        connection.execute("UPDATE exercise_set SET load_kg = 80 WHERE position = 0")
    with pytest.raises(StaleEditError):
        quick.write_workout(filled, replace(session, note="mine"), name="Edit", now=noon)
    journal.undo(filled, now=noon)
    assert dump(filled) == before
    with another_program(filled) as connection:
        connection.execute("DELETE FROM exercise_set")
        connection.execute("UPDATE slotting SET answer = '{}'")
    assert quick.read_workout(filled, 2).version > session.version
    assert quick.read_blocks(filled)[0].version > 1


def test_undo_refuses_to_overwrite_what_the_journal_has_not_seen(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="Edited"), name="Edit the run", now=noon)
    with another_program(filled) as connection:
        connection.execute("UPDATE journal_state SET recording = 0")
        connection.execute("UPDATE item SET note = 'unseen' WHERE id = 1")
        connection.execute("UPDATE journal_state SET recording = 1")
    before = dump(filled)
    with pytest.raises(RefusedError, match='"Edit the run" cannot be undone'):
        journal.undo(filled, now=noon)
    assert dump(filled) == before
    assert names(filled)[0] == ("Edit the run", "done")


@pytest.mark.parametrize(
    ("meddling", "way"),
    [
        ("DELETE FROM item WHERE id = 1", "undone"),
        ("INSERT INTO item (id, date, sport, kind, title) VALUES (1, '2027-01-04', 'run', 'easy', 'x')", "redone"),
    ],
)
def test_undo_and_redo_refuse_rows_that_are_gone_or_back(
    filled: Path, noon: dt.datetime, meddling: str, way: str
) -> None:
    if way == "redone":
        journal.undo(filled, now=noon)
    with another_program(filled) as connection:
        connection.execute("UPDATE journal_state SET recording = 0")
        connection.execute(meddling)
        connection.execute("UPDATE journal_state SET recording = 1")
    with pytest.raises(RefusedError, match=f'"New block" cannot be {way}'):
        (journal.undo if way == "undone" else journal.redo)(filled, now=noon)
    assert [each.state for each in journal.read_operations(filled)] == ["done" if way == "undone" else "undone"]


def test_undo_that_would_leave_something_behind_is_refused(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    with another_program(filled) as connection:
        connection.execute("UPDATE journal_state SET recording = 0")
        connection.execute("INSERT INTO item (block_id, date, sport, title) VALUES (1, '2027-01-04', 'note', 'mine')")
        connection.execute("UPDATE journal_state SET recording = 1")
    before = dump(filled)
    with pytest.raises(RefusedError, match='"New block" cannot be undone: something new belongs'):
        journal.undo(filled, now=noon)
    assert dump(filled) == before


def test_rows_may_refer_to_what_comes_back_later_in_the_same_undo(filled: Path, noon: dt.datetime, dump: Dump) -> None:
    before = dump(filled)
    connection = sqlite3.connect(filled)  # foreign keys off: parents may go before their parts
    journal.begin_operation(connection, "Clear", noon)
    for table in ("block", "item", "exercise_set", "slotting"):
        connection.execute(f"DELETE FROM {table}")
    journal.end_operation(connection)
    connection.commit()
    connection.close()
    undone = journal.undo(filled, now=noon)
    assert undone is not None
    assert undone.name == "Clear"
    assert dump(filled) == before
    journal.redo(filled, now=noon)
    assert count_workouts(filled) == 0
    assert check_file.check_database(filled) == []


def test_undo_works_from_another_process(filled: Path, dump: Dump, python: Callable[..., str]) -> None:
    before = dump(filled)
    program = """
import datetime as dt, sys
from dataclasses import replace
from planner.store import edit, journal, quick
from planner.training.workouts import Effort, Outcome
from tests.store.helpers import count_workouts, remove_block, store_outcome
path, at = sys.argv[1], dt.datetime(2027, 1, 4, tzinfo=dt.UTC)
if sys.argv[2] == "do":
    store_outcome(path, quick.read_workout(path, 2), Outcome(Effort(rpe=8)), name="Done", now=at)
    with edit(path, "Remove", now=at) as repository:
        remove_block(repository, 1)
else:
    for _ in range(2):
        print(getattr(journal, sys.argv[2])(path, now=at).name)
"""
    python(program, filled, "do")
    after = dump(filled)
    assert python(program, filled, "undo") == "Remove\nDone\n"
    assert dump(filled) == before
    assert python(program, filled, "redo") == "Done\nRemove\n"
    assert dump(filled) == after


def test_the_journal_forgets_its_oldest_operations_but_not_its_newest(
    filled: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MAX_OPERATIONS", 5)
    for title in "abcdefg":
        quick.write_workout(filled, replace(quick.read_workout(filled, 1), title=title), name=title, now=noon)
    assert [each.name for each in journal.read_operations(filled)] == [*"gfedc"]
    assert [journal.undo(filled, now=noon) is not None for _ in range(6)] == [True] * 5 + [False]
    assert quick.read_workout(filled, 1).title == "b"
    monkeypatch.setattr(journal, "MAX_OPERATIONS", 1000)
    monkeypatch.setattr(journal, "MAX_BYTES", 2400)
    for title in "xyz":
        quick.write_workout(filled, replace(quick.read_workout(filled, 1), title=title), name=title, now=noon)
    assert names(filled) == [("z", "done"), ("y", "done")]
    monkeypatch.setattr(journal, "MAX_BYTES", 10)
    quick.write_workout(filled, replace(quick.read_workout(filled, 1), title="!"), name="!", now=noon)
    assert names(filled) == [("!", "done")]
    journal.undo(filled, now=noon)
    assert quick.read_workout(filled, 1).title == "z"
    assert check_file.check_database(filled) == []


def test_a_large_import_is_undone_as_one(filled: Path, noon: dt.datetime, dump: Dump, easy_run: Workout) -> None:
    before = dump(filled)
    done = Outcome(Effort(10_000.0, 3000), "", "run.fit")
    runs = [replace(easy_run, date=easy_run.date + dt.timedelta(days=day), title=f"Run {day}") for day in range(500)]
    with edit(filled, "Import", now=noon) as repository:
        stored = repository.add_workouts(runs)
    with edit(filled, "Match", now=noon) as repository:
        for run in stored[:50]:
            repository.replace_workout(replace(run, status=run.status.DONE, actual=done))
    assert journal.read_operations(filled)[1].change_count == 500
    journal.undo(filled, now=noon)
    journal.undo(filled, now=noon)
    assert dump(filled) == before
