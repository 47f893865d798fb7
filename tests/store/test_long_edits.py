"""Edits of more rows than anybody waits for in silence: they are counted, can be cancelled, are taken back whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import check_file, edit, journal, prepare, quick
from planner.store.errors import StaleEditError
from planner.store.row_counter import ROWS_AT_ONCE, CancelledError, RowCounter, counted_by
from planner.training.workouts import Workout
from tests.dump import canonical
from tests.many_runs import add_many_runs

COUNT = 3 * ROWS_AT_ONCE + 1
Edit = Callable[[Path, dt.datetime], object]


@pytest.fixture(scope="module")
def many_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.db"
    prepare(path)
    add_many_runs(path, COUNT, days=400)
    return path


@pytest.fixture
def many(many_original: Path, tmp_path: Path) -> Path:
    """A file with a few batches of runs."""
    return Path(shutil.copy(many_original, tmp_path))


def locked(path: Path) -> list[Workout]:
    return [replace(workout, locked=True) for workout in quick.read_all_workouts(path)]


def delete_all(path: Path, now: dt.datetime) -> None:
    workouts = quick.read_all_workouts(path)
    with edit(path, "delete", now=now) as repository:
        repository.remove_workouts(workouts)


def lock_all(path: Path, now: dt.datetime) -> None:
    workouts = locked(path)
    with edit(path, "lock", now=now) as repository:
        repository.replace_workouts(workouts)


def undo(path: Path, now: dt.datetime) -> None:
    journal.undo(path, now=now)


@pytest.mark.parametrize("change", [delete_all, lock_all])
def test_a_long_edit_is_counted_and_taken_back_whole(many: Path, noon: dt.datetime, change: Edit) -> None:
    before = canonical(many)
    counts: list[int] = []
    with counted_by(RowCounter(counts.append)):
        change(many, noon)
    after = canonical(many)
    assert counts == [ROWS_AT_ONCE, 2 * ROWS_AT_ONCE, 3 * ROWS_AT_ONCE, COUNT]
    assert after != before
    journal.undo(many, now=noon)
    assert canonical(many) == before
    journal.redo(many, now=noon)
    assert canonical(many) == after
    assert check_file.check_database(many) == []


@pytest.mark.parametrize("rows", [ROWS_AT_ONCE, COUNT])
@pytest.mark.parametrize("change", [delete_all, lock_all, undo])
def test_a_cancelled_edit_changes_nothing(many: Path, noon: dt.datetime, change: Edit, rows: int) -> None:
    """Cancelled after some rows, or after all of them but before they are stored."""
    if change is undo:
        lock_all(many, noon)
    before, operations = canonical(many), journal.read_operations(many)

    def cancel_at(done: int) -> None:
        if done >= rows:
            counter.cancel()

    counter = RowCounter(cancel_at)
    with pytest.raises(CancelledError, match=r"^Cancelled; nothing was changed\.$"), counted_by(counter):
        change(many, noon)
    assert (canonical(many), journal.read_operations(many)) == (before, operations)
    assert check_file.check_database(many) == []


def test_the_operation_just_made_is_kept_however_long_it_is(
    many: Path, noon: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical(many)
    lock_all(many, noon)
    monkeypatch.setattr(journal, "MAX_BYTES", 10_000)
    delete_all(many, noon)
    assert [operation.name for operation in journal.read_operations(many)] == ["delete"]
    journal.undo(many, now=noon)
    assert [workout.locked for workout in quick.read_all_workouts(many)] == [True] * COUNT
    assert len(canonical(many)) == len(before)


def test_workouts_that_change_alike_among_others_are_each_as_given(many: Path, noon: dt.datetime) -> None:
    workouts = quick.read_all_workouts(many)[:6]
    changed = [
        replace(workouts[0], title="A"),
        replace(workouts[1], title="A"),
        workouts[2],
        replace(workouts[3], title="A", note="windy"),
        replace(workouts[4], title="B"),
        replace(workouts[5], title="A"),
    ]
    with edit(many, "mixed", now=noon) as repository:
        stored = repository.replace_workouts(changed)
    assert stored == quick.read_workouts(many, [workout.id for workout in workouts])
    assert [(workout.title, workout.note) for workout in stored] == [(one.title, one.note) for one in changed]
    assert [after.version - before.version for before, after in zip(workouts, stored, strict=True)] == [
        1,
        1,
        0,
        1,
        1,
        1,
    ]


def test_what_was_read_before_another_edit_is_read_again(many: Path, noon: dt.datetime) -> None:
    first, second = (quick.read_workout(many, number) for number in (1, 2))
    with edit(many, "theirs", now=noon) as repository:
        repository.replace_workout(replace(first, note="windy"))
    now = quick.read_workout(many, 1)
    with edit(many, "ours", now=noon) as repository:
        stored = repository.replace_workouts([replace(now, note=""), replace(second, note="windy")], [first, second])
    assert [workout.note for workout in stored] == ["", "windy"]
    assert stored == quick.read_workouts(many, [1, 2])
    with pytest.raises(StaleEditError), edit(many, "late", now=noon) as repository:
        repository.replace_workouts([replace(second, note="late")], [second])
