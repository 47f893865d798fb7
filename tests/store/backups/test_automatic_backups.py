"""The backups that nobody asks for: when they are made, which are kept, and what happens where none can be made."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.store import edit, journal, prepare, quick
from planner.store.backups import automatic_backups, backup_names, manual_backups
from planner.store.backups.backup_names import BackupName, BackupReason, list_backup_names
from planner.store.backups.backup_thinning import DAYS, LATEST, MONTHS, superfluous_backups
from planner.store.remarks import take_remarks
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from tests.store.helpers import spoil

Dump = Callable[[Path], list[tuple[object, ...]]]
NOON = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
CLOCK_RANGE = dt.datetime.fromisoformat("1975-01-01"), dt.datetime.fromisoformat("2190-01-01")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The machine's clock; a test sets it by its only element."""
    present = [NOON]
    monkeypatch.setattr(backup_names, "now", lambda: present[0])
    return present


@pytest.fixture(autouse=True)
def nothing_to_say() -> None:
    take_remarks()


def rename(path: Path, title: str) -> None:
    quick.write_workout(path, replace(quick.read_workout(path, 1), title=title), name="Edit", now=NOON)


def reasons(path: Path) -> list[BackupReason | None]:
    return [name.reason for name in reversed(list_backup_names(path))]


def test_before_the_first_change_of_a_day_the_file_is_backed_up(
    filled: Path, dump: Dump, clock: list[dt.datetime]
) -> None:
    before = dump(filled)
    for title in ("One", "Two", "Three"):
        rename(filled, title)
    [backup] = list_backup_names(filled)
    assert dump(backup.path) == before
    assert backup.made_at == NOON
    clock[0] += dt.timedelta(days=1)
    evening = dump(filled)
    with edit(filled, "Remove", now=NOON) as repository:
        repository.remove_workout(1)
    journal.undo(filled, now=NOON)
    assert reasons(filled) == [BackupReason.DAY, BackupReason.DAY]
    assert dump(list_backup_names(filled)[0].path) == evening


def test_a_clock_that_jumps_makes_a_backup_at_each_jump_and_no_more(filled: Path, clock: list[dt.datetime]) -> None:
    for years in (0, 10, -30, 0):
        clock[0] = NOON + dt.timedelta(days=365 * years)
        rename(filled, f"Year {years}")
        rename(filled, f"Year {years}, again")
    assert [name.number for name in list_backup_names(filled)] == [4, 3, 2, 1]


def test_nothing_is_backed_up_of_a_new_file_or_for_what_is_not_kept(
    tmp_path: Path, filled: Path, easy_run: Workout, digest: Callable[[Path], str]
) -> None:
    new = tmp_path / "new.db"
    prepare(new)
    with edit(new, "Add", now=NOON) as repository:
        repository.add_workouts([easy_run])
    before = digest(filled)
    with journal.record_operation(filled, "Try", NOON, is_dry_run=True) as connection:
        connection.execute("UPDATE item SET title = 'tried'")
    assert digest(filled) == before
    quick.read_all_workouts(filled)
    assert not (tmp_path / "backups").exists()


def test_a_file_without_its_history_is_backed_up_all_the_same(filled: Path, dump: Dump) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DELETE FROM change")
    connection.execute("DELETE FROM operation")
    connection.commit()
    connection.close()
    before = dump(filled)
    rename(filled, "One")
    assert [dump(name.path) for name in list_backup_names(filled)] == [before]


def test_before_an_import_what_is_already_kept_is_not_copied_again(filled: Path) -> None:
    for reason in (BackupReason.IMPORT, BackupReason.REWRITE):
        with automatic_backups.backups_before(reason):
            rename(filled, f"Before {reason}")
            rename(filled, f"Before {reason}")  # as it is, so that nothing is stored
    rename(filled, "Another")
    assert reasons(filled) == [BackupReason.IMPORT, BackupReason.IMPORT, BackupReason.REWRITE]
    manual_backups.back_up(filled)
    with automatic_backups.backups_before(BackupReason.IMPORT):
        rename(filled, "More")
    assert reasons(filled)[3:] == [BackupReason.HAND]


def test_a_backup_that_was_damaged_since_is_not_taken_for_one_of_this_state(filled: Path) -> None:
    backup = manual_backups.back_up(filled)
    backup.write_bytes(backup.read_bytes()[:9000])
    with automatic_backups.backups_before(BackupReason.IMPORT):
        rename(filled, "More")
    assert reasons(filled) == [BackupReason.HAND, BackupReason.IMPORT]


def test_a_change_goes_on_where_no_backup_can_be_made_and_it_is_said_once(filled: Path) -> None:
    (filled.parent / "backups").write_text("in the way")
    rename(filled, "One")
    rename(filled, "Two")
    assert quick.read_workout(filled, 1).title == "Two"
    said = f"No backup was made before this change: {filled.parent}/backups is not a directory."
    assert take_remarks() == [said]
    assert take_remarks() == []


def test_a_damaged_file_is_not_changed_and_its_newest_good_backup_is_named(
    filled: Path, digest: Callable[[Path], str], clock: list[dt.datetime]
) -> None:
    good = manual_backups.back_up(filled)
    ruined = manual_backups.back_up(filled)
    ruined.write_bytes(b"gone")
    clock[0] += dt.timedelta(days=1)
    spoil(filled)
    before = digest(filled)
    with pytest.raises(RefusedError, match=f"planner restore 1 brings the newest good backup back: {good}"):
        rename(filled, "Lost")
    assert digest(filled) == before


def test_thinning_leaves_other_files_alone(filled: Path) -> None:
    by_hand = filled.parent / "backups" / "before-my-marathon.db"
    manual_backups.back_up(filled)
    manual_backups.back_up(filled, by_hand)
    for _ in range(30):
        rename(filled, str(len(list_backup_names(filled))))
        with automatic_backups.backups_before(BackupReason.IMPORT):
            rename(filled, "Imported")
    assert len(list_backup_names(filled)) == LATEST
    assert by_hand.exists()


@st.composite
def backup_lists(draw: st.DrawFn) -> list[BackupName]:
    """Backups by ascending number, at instants that jump back and forth."""
    instants = draw(st.lists(st.datetimes(*CLOCK_RANGE, timezones=st.just(dt.UTC)), max_size=60))
    instants += [instant + dt.timedelta(hours=7 * step) for step, instant in enumerate(instants)]
    shuffled = draw(st.permutations(instants))
    return [
        BackupName(number, 9, instant, BackupReason.DAY, Path(f"{number}.db"))
        for number, instant in enumerate(shuffled, 1)
    ]


@pytest.mark.hypothesis
@given(backup_lists())
def test_thinning_keeps_the_latest_and_the_last_of_days_and_months(backups_made: list[BackupName]) -> None:
    deleted = superfluous_backups(backups_made)
    kept = [each for each in backups_made if each not in deleted]
    assert backups_made[-LATEST:] == kept[-LATEST:]
    assert len(kept) <= LATEST + DAYS + MONTHS
    for each in deleted:  # because a later one is of its day and month, or because there are enough later ones
        for most, period in ((DAYS, "%Y-%m-%d"), (MONTHS, "%Y-%m")):
            later = [one for one in kept if one.number > each.number]
            periods = {f"{one.day:{period}}" for one in later}
            assert f"{each.day:{period}}" in periods or len(periods) >= most
    assert superfluous_backups(kept) == []


@pytest.mark.hypothesis
@given(backup_lists())
def test_thinning_after_each_backup_keeps_as_many_days_and_months(backups_made: list[BackupName]) -> None:
    left: list[BackupName] = []
    for each in backups_made:
        left.append(each)
        superfluous = superfluous_backups(left)
        left = [one for one in left if one not in superfluous]
        assert left[-1] == each
    days = {each.day for each in backups_made}
    assert len({each.day for each in left}) >= min(len(days), DAYS)
    assert len({f"{each.day:%Y-%m}" for each in left}) >= min(len({f"{day:%Y-%m}" for day in days}), MONTHS)


def test_a_copied_database_has_its_backups_next_to_it(filled: Path, tmp_path: Path) -> None:
    rename(filled, "One")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(filled.parent, elsewhere, ignore=shutil.ignore_patterns("elsewhere"))
    connection = sqlite3.connect(elsewhere / filled.name)
    assert (
        connection.execute("PRAGMA user_version").fetchone()[0] == list_backup_names(elsewhere / filled.name)[0].version
    )
    connection.close()
