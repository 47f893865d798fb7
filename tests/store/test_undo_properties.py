"""Whatever is done, in whatever order and by whomever: undo brings back exactly what was, and redo what came of it."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from planner.store import StaleEditError, check_file, edit, journal, prepare, quick
from planner.training.blocks import Block, Runner
from planner.training.races import Unit
from planner.training.workouts import (
    Effort,
    Exercise,
    ExerciseSet,
    LegLoad,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from tests.examples import examples
from tests.lasting import lasting
from tests.store.helpers import remove_block, store_outcome

NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DATES = st.dates(dt.date(1970, 1, 1), dt.date(2199, 12, 31))


def real(most: float) -> st.SearchStrategy[float]:
    return st.floats(0, most, allow_nan=False).map(lambda number: round(number, 3))


AMOUNTS = (
    st.integers(1, 1000),
    st.none() | real(10_000),
    st.none() | real(2000),
    st.none() | st.integers(0, 86_400),
    st.none() | st.integers(0, 180),
    st.booleans(),
)
OWN_NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
SETS = st.lists(
    st.builds(ExerciseSet, st.sampled_from(Exercise), *AMOUNTS)
    | st.builds(
        ExerciseSet,
        OWN_NAMES.filter(lambda name: name not in list(Exercise)),
        *AMOUNTS,
        st.none() | st.integers(1, 10_000),
        st.sampled_from(LegLoad),
    ),
    max_size=3,
).map(tuple)
EFFORTS = st.builds(
    Effort,
    st.none() | real(10_000_000),
    st.none() | st.integers(0, 864_000),
    st.none() | real(10),
    SETS,
)
OUTCOMES = st.builds(Outcome, EFFORTS, TEXT, TEXT)
KINDS = st.sampled_from(
    [
        *((Sport.RUN, kind) for kind in RunKind),
        *((Sport.STRENGTH, kind) for kind in StrengthKind),
        (Sport.CROSS, None),
        (Sport.REST, None),
        (Sport.NOTE, None),
    ],
)


@st.composite
def workouts(draw: st.DrawFn) -> Workout:
    sport, kind = draw(KINDS)
    actual = draw(st.none() | OUTCOMES)
    states = [StoredStatus.DONE, StoredStatus.UNPLANNED] if actual is not None else list(StoredStatus)
    return Workout(
        date=draw(DATES),
        sport=sport,
        kind=kind,
        title=draw(TEXT),
        slot=draw(st.none() | st.sampled_from(Slot)),
        start=draw(st.none() | st.times().map(lambda time: f"{time:%H:%M}")),
        planned=draw(EFFORTS),
        estimated=draw(st.sampled_from([(), ("distance_m",), ("duration_s", "distance_m")])),
        actual=actual,
        status=draw(st.sampled_from(states)),
        skip_reason=draw(st.none() | TEXT),
        original_date=draw(st.none() | DATES),
        locked=draw(st.booleans()),
        reason=draw(st.none() | TEXT),
        note=draw(TEXT),
    )


BLOCKS = st.builds(
    Block,
    TEXT.filter(bool),
    st.dates(dt.date(1970, 1, 1), dt.date(2190, 1, 1)),
    st.integers(1, 400),
    st.none() | DATES,
    phases=st.lists(st.tuples(st.integers(0, 400), TEXT), max_size=3).map(tuple),
    source=TEXT,
)
ATHLETES = st.builds(
    Runner,
    st.none() | st.floats(0.001, 500).map(lambda kilograms: round(kilograms, 3)),
    st.none() | real(1000),
    st.none() | TEXT,
    st.none() | st.sampled_from(StrengthLevel),
    st.none() | st.floats(60, 3600).map(lambda seconds: round(seconds, 3)),
    st.sampled_from(Unit),
    st.integers(0, 6),
)
OUTSIDE = (
    "UPDATE item SET title = title || '!', locked = 1 - locked WHERE id % 2",
    "DELETE FROM item WHERE id % 3 = 0",
    "DELETE FROM block WHERE id % 2 = 0",
    "UPDATE exercise_set SET rounds = rounds % 1000 + 1",
    "DELETE FROM exercise_set WHERE position = 0",
    "INSERT INTO item (date, sport, title) VALUES ('2027-01-04', 'note', 'from outside')",
    "UPDATE athlete SET week_start = (week_start + 1) % 7",
    "UPDATE slotting SET answer = '[1]'",
)

Dump = list[tuple[object, ...]]


class Diary(RuleBasedStateMachine):
    """One file, a runner, another program, and a list of what the file should hold after each operation."""

    dump: Callable[[Path], Dump]

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.path = self.directory / "planner.db"
        self.past: list[Dump] = []
        self.future: list[Dump] = []
        self.seen: dict[tuple[int, int], Workout] = {}

    def teardown(self) -> None:
        while self.past:
            self.undo_one()
        assert journal.undo(self.path, now=NOON) is None
        assert check_file.check_database(self.path) == []
        while self.future:
            self.redo_one()
        assert journal.redo(self.path, now=NOON) is None
        assert check_file.check_database(self.path) == []
        shutil.rmtree(self.directory)

    @initialize()
    def begin(self) -> None:
        prepare(self.path)
        self.now = self.found()

    def found(self) -> Dump:
        return type(self).dump(self.path)

    def was_done(self, operations: int) -> None:
        """Note that something was done, unless the journal says that nothing was, or that it belongs to the last."""
        before, self.now = self.now, self.found()
        added = sum(each.state == "done" for each in journal.read_operations(self.path, limit=10_000)) - operations
        assert added in (0, 1)
        if added:
            self.past.append(before)
            self.future.clear()

    def done(self) -> int:
        return sum(each.state == "done" for each in journal.read_operations(self.path, limit=10_000))

    def any_of(self, data: st.DataObject) -> Workout:
        return data.draw(st.sampled_from(quick.read_all_workouts(self.path)))

    @rule(block=BLOCKS, items=st.lists(workouts(), max_size=3))
    def make_a_block(self, block: Block, items: list[Workout]) -> None:
        done = self.done()
        with edit(self.path, "New block", now=NOON) as repository:
            block_id = repository.add_block(block).id
            repository.add_workouts([replace(item, block_id=block_id) for item in items])
            repository.save_slotting(block_id, '{"weeks": [1.50, "é"]}', "null")
        self.was_done(done)

    @rule(items=st.lists(workouts(), max_size=3))
    def add(self, items: list[Workout]) -> None:
        done = self.done()
        with edit(self.path, "Add", now=NOON) as repository:
            stored = repository.add_workouts(items)
            assert stored == [repository.workout(each.id) for each in stored]
        self.was_done(done)

    @precondition(lambda self: any(row[0] == "item" for row in self.now))
    @rule(data=st.data(), changed=workouts())
    def change(self, data: st.DataObject, changed: Workout) -> None:
        kept, done = self.any_of(data), self.done()
        with edit(self.path, "Edit", now=NOON) as repository:
            repository.replace_workout(replace(changed, id=kept.id, version=kept.version, block_id=kept.block_id))
        self.was_done(done)

    @precondition(lambda self: any(row[0] == "item" for row in self.now))
    @rule(data=st.data(), outcome=OUTCOMES, on=st.none() | DATES)
    def mark_done(self, data: st.DataObject, outcome: Outcome, on: dt.date | None) -> None:
        kept, done = self.any_of(data), self.done()
        store_outcome(self.path, kept, outcome, name="Done", now=NOON, done_on=on)
        self.was_done(done)

    @precondition(lambda self: any(row[0] == "item" for row in self.now))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        kept, done = self.any_of(data), self.done()
        with edit(self.path, "Remove", now=NOON) as repository:
            repository.remove_workout(kept.id)
        self.was_done(done)

    @precondition(lambda self: any(row[0] == "block" for row in self.now))
    @rule(data=st.data(), changed=st.none() | BLOCKS)
    def change_or_remove_a_block(self, data: st.DataObject, changed: Block | None) -> None:
        kept, done = data.draw(st.sampled_from(quick.read_blocks(self.path))), self.done()
        with edit(self.path, "Block", now=NOON) as repository:
            if changed is None:
                remove_block(repository, kept.id)
            else:
                repository.replace_block(replace(changed, id=kept.id, version=kept.version))
        self.was_done(done)

    @rule(athlete=ATHLETES)
    def change_the_settings(self, athlete: Runner) -> None:
        done = self.done()
        with edit(self.path, "Settings", now=NOON) as repository:
            repository.replace_runner(replace(athlete, version=repository.runner().version))
        self.was_done(done)

    @rule(statement=st.sampled_from(OUTSIDE))
    def write_from_outside(self, statement: str) -> None:
        done = self.done()
        connection = sqlite3.connect(self.path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)
        connection.commit()
        connection.close()
        self.was_done(done)

    @precondition(lambda self: self.past)
    @rule()
    def undo_one(self) -> None:
        assert journal.undo(self.path, now=NOON) is not None
        self.future.append(self.now)
        self.now = self.past.pop()
        assert self.found() == self.now

    @precondition(lambda self: self.future)
    @rule()
    def redo_one(self) -> None:
        assert journal.redo(self.path, now=NOON) is not None
        self.past.append(self.now)
        self.now = self.future.pop()
        assert self.found() == self.now

    @invariant()
    def a_version_never_means_two_things(self) -> None:
        for workout in quick.read_all_workouts(self.path):
            assert self.seen.setdefault((workout.id, workout.version), workout) == workout

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def a_stale_edit_is_refused(self, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(list(self.seen.values())))
        current = [each for each in quick.read_all_workouts(self.path) if each.id == old.id]
        if current and current[0].version != old.version:
            with pytest.raises(StaleEditError):
                quick.write_workout(self.path, old, name="Edit", now=NOON)


@pytest.mark.hypothesis
def test_any_number_of_undos_and_redos_lead_to_exactly_what_was(dump: Callable[[Path], Dump]) -> None:
    machine = type("Machine", (Diary,), {"dump": staticmethod(dump)})
    with lasting():
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples(6),
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
