"""Two sessions on one file do whatever comes into a runner's head: the file holds what was confirmed, and no more."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as set_seed
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from planner.cli import main
from planner.clock import Clock
from planner.store import check_file, journal, prepare, quick
from planner.store.backups import manual_backups, restoring
from planner.training.outcomes import TypedOutcome
from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, Sport, Workout
from planner.usecases import history
from planner.usecases.calendar import edit, mark, move
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from tests.dump import Dump, canonical
from tests.exchange.recordings.csv_lists import strava_row, strava_text
from tests.trust.figures import Report
from tests.tui.season import DAY, TODAY, write_season

BOTH = st.sampled_from([0, 1])
PLACES = st.integers(0, 10_000)
DAYS = st.integers(-3, 20)


@dataclass
class Session:
    """A session as on a screen: what it saw when it looked last, and a change that it has worked out but not made."""

    book: Planbook
    seen: list[Workout] = field(default_factory=list)
    pending: Change | None = None

    def look(self) -> None:
        self.seen = quick.read_all_workouts(self.book.path)

    def pick(self, place: int) -> Workout:
        """One of the workouts that it saw; a workout of nowhere when it saw none."""
        return (
            self.seen[place % len(self.seen)] if self.seen else Workout(TODAY, Sport.NOTE, None, "Nowhere", id=99_999)
        )


@dataclass(frozen=True)
class Expected:
    """What the file should hold: now, before each operation that undo can take back, and after those it has taken."""

    now: Dump
    past: tuple[Dump, ...] = ()
    future: tuple[Dump, ...] = ()


class TwoSessions(RuleBasedStateMachine):
    """One file, two sessions on it, and a list of what was confirmed."""

    original: Path
    empty: Dump
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.path = self.directory / "planner.db"
        self.aside = self.directory / "moved-away.db"
        shutil.copy(type(self).original, self.path)
        self.expected = Expected(canonical(self.path), (type(self).empty,))
        self.backup: tuple[Path, Expected] | None = None
        self.imported = 0
        self.sessions = [self.open_session(), self.open_session()]

    def open_session(self) -> Session:
        session = Session(Planbook(self.path, Clock(TODAY)))
        session.look()
        return session

    def teardown(self) -> None:
        if self.gone:
            self.aside.rename(self.path)
        assert canonical(self.path) == self.expected.now
        assert check_file.check_database(self.path) == []
        shutil.rmtree(self.directory)

    @property
    def gone(self) -> bool:
        return not self.path.exists()

    def attempt(self, work: Callable[[], object], *, is_stale: bool = False) -> None:
        """Do something that must be refused when it is stale or the file has gone, and then changes nothing."""
        type(self).steps += 1
        if self.gone:
            with pytest.raises(RefusedError):
                work()
            assert self.gone, "a file that was moved away was made again, empty"
            return
        before, operations = self.expected, self.operations()
        try:
            work()
        except RefusedError:
            assert canonical(self.path) == before.now
            return
        assert not is_stale, "a change that the session had not seen was overwritten"
        now = canonical(self.path)
        assert self.operations() - operations in {0, 1}
        if self.operations() == operations:
            assert now == before.now
        else:
            self.expected = Expected(now, (*before.past, before.now))

    def operations(self) -> int:
        return sum(one.state == "done" for one in journal.read_operations(self.path, 10_000))

    def is_stale(self, workouts: tuple[Workout, ...]) -> bool:
        """Whether one of the workouts is no longer in the file as it was seen."""
        if self.gone:
            return True
        stored = {one.id: one for one in quick.read_all_workouts(self.path)}
        return any(stored.get(one.id) != one for one in workouts)

    @rule(who=BOTH)
    def look(self, who: int) -> None:
        if not self.gone:
            self.sessions[who].look()

    @rule(who=BOTH, place=PLACES, rpe=st.integers(1, 10))
    def mark_done(self, who: int, place: int, rpe: int) -> None:
        session = self.sessions[who]
        number = session.pick(place).id
        self.attempt(lambda: mark.mark_done(session.book, number, TypedOutcome(rpe=float(rpe))))

    @rule(who=BOTH, place=PLACES, title=st.text("abc", min_size=1, max_size=5))
    def edit_what_was_seen(self, who: int, place: int, title: str) -> None:
        session = self.sessions[who]
        before = session.pick(place)
        after = replace(before, title=title)
        self.attempt(
            lambda: apply_change(session.book, edit.plan_edit(session.book, before, after)),
            is_stale=before != after and self.is_stale((before,)),
        )

    @rule(who=BOTH, place=PLACES)
    def delete_what_was_seen(self, who: int, place: int) -> None:
        session = self.sessions[who]
        before = session.pick(place)
        self.attempt(
            lambda: apply_change(session.book, edit.plan_delete(session.book, [before])),
            is_stale=self.is_stale((before,)),
        )

    @rule(who=BOTH, days=DAYS)
    def add(self, who: int, days: int) -> None:
        book = self.sessions[who].book
        new = Workout(TODAY + DAY * days, Sport.RUN, RunKind.EASY, "Added")
        self.attempt(lambda: apply_change(book, edit.plan_add(book, new)))

    @rule(who=BOTH, place=PLACES, days=DAYS, mode=st.sampled_from(move.MoveMode))
    def begin_to_move(self, who: int, place: int, days: int, mode: move.MoveMode) -> None:
        session = self.sessions[who]
        if not self.gone:
            try:
                session.pending = move.plan_move(session.book, [session.pick(place).id], days, mode)
            except RefusedError:
                session.pending = None

    @precondition(lambda self: any(session.pending for session in self.sessions))
    @rule(who=BOTH)
    def make_the_move(self, who: int) -> None:
        session = self.sessions[who]
        change, session.pending = session.pending, None
        if change is not None and not change.is_empty:
            ids = {one.id for one in (*change.changed, *change.removed)}
            seen = {one.id: one for one in quick.read_all_workouts(self.path)} if not self.gone else {}
            versions = {one.id: one.version for one in (*change.changed, *change.removed)}
            stale = any(number not in seen or seen[number].version != versions[number] for number in ids)
            made = change
            self.attempt(lambda: apply_change(session.book, made), is_stale=stale)

    @rule(who=BOTH)
    def undo(self, who: int) -> None:
        book, expected = self.sessions[who].book, self.expected
        if self.gone:
            self.attempt(lambda: history.undo(book))
        elif history.undo(book) is None:
            assert expected.past == ()
        else:
            self.expected = Expected(expected.past[-1], expected.past[:-1], (expected.now, *expected.future))
        self.compare()

    @rule(who=BOTH)
    def redo(self, who: int) -> None:
        book, expected = self.sessions[who].book, self.expected
        if self.gone:
            self.attempt(lambda: history.redo(book))
        elif history.redo(book) is None:
            assert expected.future == ()
        else:
            self.expected = Expected(expected.future[0], (*expected.past, expected.now), expected.future[1:])
        self.compare()

    def compare(self) -> None:
        type(self).steps += 1
        if not self.gone:
            assert canonical(self.path) == self.expected.now

    @precondition(lambda self: not self.gone)
    @rule(days=DAYS)
    def import_a_run(self, days: int) -> None:
        day = TODAY - DAY * days
        self.imported += 1
        row = strava_row(str(self.imported), f"{day:%b} {day.day}, {day.year}, 6:12:12 AM")
        file = self.directory / "activities.csv"
        file.write_text(strava_text(row), encoding="utf-8")
        words = ["--db", str(self.path), "--today", TODAY.isoformat(), "import", str(file)]
        with redirect_stdout(StringIO()):
            self.attempt(lambda: main(words))

    @rule(who=BOTH)
    def restart(self, who: int) -> None:
        if not self.gone:
            prepare(self.path)
            self.sessions[who] = self.open_session()

    @precondition(lambda self: not self.gone)
    @rule()
    def back_up(self) -> None:
        self.backup = manual_backups.back_up(self.path), self.expected
        assert canonical(self.backup[0]) == self.expected.now

    @precondition(lambda self: not self.gone and self.backup is not None)
    @rule()
    def restore(self) -> None:
        assert self.backup is not None
        kept = restoring.restore(self.path, self.backup[0]).kept
        assert kept is not None
        assert canonical(kept) == self.expected.now
        self.expected = self.backup[1]
        self.compare()

    @precondition(lambda self: not self.gone)
    @rule()
    def move_the_file_away(self) -> None:
        self.path.rename(self.aside)

    @precondition(lambda self: self.gone)
    @rule()
    def bring_the_file_back(self) -> None:
        self.aside.rename(self.path)
        self.compare()


@pytest.fixture
def machine(tmp_path: Path) -> type[TwoSessions]:
    """The state machine with its first file: the season, which one undo takes back."""
    prepare(empty := tmp_path / "empty.db")
    write_season(season := tmp_path / "season.db")
    return type("Machine", (TwoSessions,), {"original": season, "empty": canonical(empty), "steps": 0})


@pytest.mark.parametrize(
    ("seed", "examples", "steps"),
    [(0, 8, 20), *(pytest.param(seed, 40, 50, marks=pytest.mark.soak) for seed in range(1, 9))],
)
def test_two_sessions_never_overwrite_each_other_unseen(
    machine: type[TwoSessions], report: Report, seed: int, examples: int, steps: int
) -> None:
    run_state_machine_as_test(
        set_seed(seed)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=False,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    report("P3", "examples of two sessions at random", examples)
    report("P3", "operations of two sessions at random", machine.steps)
