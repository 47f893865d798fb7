from __future__ import annotations

import datetime as dt
import gzip
import os
import random
import socket
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.store import check_file, connections, edit, files, journal, pragmas, prepare, quick
from planner.store.backups.backup_names import list_backup_names
from planner.store.backups.manual_backups import back_up
from planner.store.engine import make_engine
from planner.store.errors import translate_errors
from planner.store.missing_file import MissingDatabaseError, WhenMissing, set_when_missing
from planner.store.repository import sqlite_connection
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from tests.store.helpers import count_workouts

Digest = Callable[[Path], str]


def sqlite_file(path: Path, application: int = 0, version: int = 0) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text)")
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


def ours(path: Path, change: Callable[[bytearray], bytearray]) -> None:
    prepare(path)
    path.write_bytes(change(bytearray(path.read_bytes())))


def zeroed(data: bytearray, first: int, last: int) -> bytearray:
    data[first:last] = bytes(last - first)
    return data


def without_a_table(path: Path) -> None:
    prepare(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE exercise_set")
    connection.close()


def with_an_orphan(path: Path) -> None:
    prepare(path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO slotting VALUES (77, '{}', '{}')")
    connection.commit()
    connection.close()


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing in it": (lambda path: path.write_bytes(b""), "is empty"),
    "50 bytes": (lambda path: path.write_bytes(bytes(range(50))), "not a planner database"),
    "text": (lambda path: path.write_text("Easy 8 km\n" * 200), "is a text file"),
    "short text": (lambda path: path.write_text("Müller"), "is a text file"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)), "is a PNG picture"),
    "archive": (lambda path: path.write_bytes(gzip.compress(random.Random(1).randbytes(2000))), "is a gzip archive"),
    "noise": (lambda path: path.write_bytes(random.Random(2).randbytes(8192)), "file of unknown kind"),
    "only zeros": (lambda path: path.write_bytes(bytes(8192)), "not a planner database"),
    "only a header": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(4080)), "broken header"),
    "zeroed header": (lambda path: ours(path, lambda data: zeroed(data, 0, 100)), "not a planner database"),
    "unknown format": (lambda path: ours(path, lambda data: data[:19] + b"\x09" + data[20:]), "broken header"),
    "one page": (lambda path: ours(path, lambda data: data[:4096]), "damaged"),
    "half": (lambda path: ours(path, lambda data: data[: len(data) // 2]), "damaged"),
    "one byte short": (lambda path: ours(path, lambda data: data[:-1]), "damaged"),
    "other program's": (sqlite_file, "another program"),
    "other program's with a mark": (lambda path: sqlite_file(path, 0x0F055112), "another program"),
    "nobody's version": (lambda path: sqlite_file(path, pragmas.APPLICATION_ID, -5), "which no planner wrote"),
    "newer planner's": (
        lambda path: sqlite_file(path, pragmas.APPLICATION_ID, pragmas.SCHEMA_VERSION + 1),
        "newer planner",
    ),
    "directory": (lambda path: path.mkdir(), "is a directory"),
    "pipe": (os.mkfifo, "is a pipe"),
    "link to nothing": (lambda path: path.symlink_to("gone.db"), "^[^ ]+ is a link to gone.db, which"),
    "link to itself": (lambda path: path.symlink_to(path.name), "^[^ ]+ is a link to runs.db, which"),
}
ONLY_WHEN_EXAMINED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no exercise sets": (without_a_table, "without its table exercise_set"),
    "a row without its block": (with_an_orphan, "row 77 of slotting belongs to a row of block that does not exist"),
}


def fingerprint(path: Path) -> object:
    kind = stat.S_IFMT(path.lstat().st_mode)
    return kind, path.read_bytes() if kind == stat.S_IFREG else None, sorted(path.parent.iterdir())


@pytest.mark.parametrize("shape", [*BAD_FILES, *ONLY_WHEN_EXAMINED])
def test_what_is_not_a_sound_planner_file_is_named_and_left_alone(tmp_path: Path, shape: str) -> None:
    make, words = (BAD_FILES | ONLY_WHEN_EXAMINED)[shape]
    path = tmp_path / "runs.db"
    make(path)
    before = fingerprint(path)
    with pytest.raises(RefusedError, match=words) as refusal:
        prepare(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert fingerprint(path) == before


@pytest.mark.parametrize("shape", BAD_FILES)
def test_no_way_in_is_less_careful(tmp_path: Path, noon: dt.datetime, shape: str) -> None:
    path = tmp_path / "runs.db"
    BAD_FILES[shape][0](path)
    before = fingerprint(path)
    with pytest.raises(RefusedError):
        quick.read_days(path, dt.date(2027, 1, 1), dt.date(2027, 1, 31))
    with pytest.raises(RefusedError):
        journal.undo(path, now=noon)
    with pytest.raises(RefusedError), edit(path, "Add", now=noon):
        pass
    assert fingerprint(path) == before


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    with socket.socket(socket.AF_UNIX) as endpoint:
        endpoint.bind("runs.db")
        with pytest.raises(RefusedError, match=r"runs\.db is a socket"):
            prepare("runs.db")


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "file.txt/runs.db"])
def test_a_place_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("a file")
    with pytest.raises(RefusedError):
        prepare(f"{tmp_path}/{name}")


@pytest.mark.parametrize("name", ["what?.db", "50%25.db", "a#b.db", "  spaced .db", "läufe.db", "mode=ro&x.db"])
def test_any_file_name_will_do(tmp_path: Path, noon: dt.datetime, easy_run: Workout, name: str) -> None:
    path = tmp_path / name
    prepare(path)
    with edit(path, "Add", now=noon) as repository:
        repository.add_workouts([easy_run])
    assert count_workouts(path) == 1
    assert {each.name for each in tmp_path.iterdir()} == {name, f"{name}-checked", f"{name}-journal"}


def test_a_link_to_a_database_is_followed(tmp_path: Path, filled: Path, noon: dt.datetime) -> None:
    link = tmp_path / "dotfiles.db"
    link.symlink_to(filled)
    prepare(link)
    with edit(link, "Remove", now=noon) as repository:
        repository.remove_workout(1)
    assert link.is_symlink()
    assert count_workouts(filled) == 1


def test_the_newest_backup_is_named_when_the_file_is_damaged(filled: Path, digest: Digest) -> None:
    back_up(filled)
    newest = back_up(filled)
    filled.write_bytes(filled.read_bytes()[:8192])
    before = digest(filled)
    with pytest.raises(RefusedError, match=str(newest)):
        prepare(filled)
    assert digest(filled) == before


def test_holes_are_refused_or_harmless_but_never_a_crash(filled: Path, tmp_path: Path, digest: Digest) -> None:
    sound = filled.read_bytes()
    chance = random.Random(3)
    refused = 0
    for hole in range(40):
        path = tmp_path / f"hole{hole}.db"
        first = chance.randrange(0, len(sound), 512)
        path.write_bytes(sound[:first] + bytes(min(2048, len(sound) - first)) + sound[first + 2048 :])
        before = digest(path)
        try:
            prepare(path)
            found = quick.read_all_workouts(path)
        except RefusedError:
            refused += 1
        else:
            assert len(found) == 2 or check_file.check_database(path)
        assert digest(path) == before
    assert refused > 20


def test_a_missing_file_is_made_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "planner.db"
    prepare(path)
    assert [each.name for each in path.parent.iterdir()] == ["planner.db"]
    assert check_file.check_database(path) == []
    assert quick.read_all_workouts(path) == []
    assert quick.read_date_range(path) is None


USES_OF_A_FILE: dict[str, Callable[[Path], object]] = {
    "read": quick.read_all_workouts,
    "edit": lambda path: edit(path, "Add", now=dt.datetime.now(dt.UTC)).__enter__(),
    "undo": lambda path: journal.undo(path, now=dt.datetime.now(dt.UTC)),
    "upgrade": connections.upgrade_and_check,
}


@pytest.mark.parametrize("use", USES_OF_A_FILE)
def test_using_a_missing_file_is_refused_and_makes_nothing(tmp_path: Path, use: str) -> None:
    path = tmp_path / "gone" / "planner.db"
    with pytest.raises(MissingDatabaseError, match=str(path)):
        USES_OF_A_FILE[use](path)
    assert list(tmp_path.iterdir()) == []


def test_where_a_calendar_may_begin_reading_makes_no_file_and_the_first_edit_does(
    tmp_path: Path, noon: dt.datetime, easy_run: Workout
) -> None:
    path = tmp_path / "new" / "planner.db"
    with set_when_missing(WhenMissing.CREATE):
        assert quick.read_all_workouts(path) == []
        assert quick.read_runner(path).version == 1
        assert list(tmp_path.iterdir()) == []
        with edit(path, "Add", now=noon) as repository:
            repository.add_workouts([easy_run])
    assert count_workouts(path) == 1


def test_where_there_are_no_hard_links_a_new_file_still_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_names: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    prepare(tmp_path / "planner.db")
    assert check_file.check_database(tmp_path / "planner.db") == []
    (tmp_path / "new").write_text("new")
    with pytest.raises(FileExistsError):
        files.move_into_place(str(tmp_path / "new"), str(tmp_path / "planner.db"))
    assert check_file.check_database(tmp_path / "planner.db") == []


def test_two_first_starts_at_once_share_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "planner.db"
    publish = files.move_into_place

    def publish_second(temporary: str, target: str) -> None:
        monkeypatch.setattr(files, "move_into_place", publish)
        prepare(path)
        winner = path.stat().st_ino
        with pytest.raises(FileExistsError):
            publish(temporary, target)
        assert path.stat().st_ino == winner
        raise FileExistsError

    monkeypatch.setattr(files, "move_into_place", publish_second)
    prepare(path)
    assert [each.name for each in tmp_path.iterdir()] == ["planner.db"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_a_runners_data(tmp_path: Path, noon: dt.datetime, easy_run: Workout, umask: int) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    before = os.umask(umask)
    try:
        path = tmp_path / "home" / "share" / "planner.db"
        prepare(path)
        with edit(path, "Add", now=noon) as repository:
            repository.add_workouts([easy_run])
        back_up(path)
        back_up(path, tmp_path / "elsewhere" / "copy.db")
    finally:
        os.umask(before)
    made = list(tmp_path.rglob("*"))
    [backup] = list_backup_names(path)
    assert {each.name for each in made if each.is_file()} == {
        "planner.db", "planner.db-checked", "planner.db-journal", backup.path.name, "copy.db",
    }  # fmt: skip
    for each in made:
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


def test_an_open_file_of_ours_is_tightened_and_a_directory_of_others_is_not(database: Path) -> None:
    database.chmod(0o644)
    database.parent.chmod(0o755)
    assert any("others than you" in finding for finding in check_file.check_database(database))
    prepare(database)
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o755


@pytest.mark.usefixtures("synced")
def test_both_ways_in_set_the_connection_up_alike(database: Path) -> None:
    def settings(connection: sqlite3.Connection) -> dict[str, object]:
        names = [pragma.partition("=")[0] for pragma in pragmas.PRAGMAS]
        return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    plain = files.connect(str(database))
    through_mapper = make_engine(database).connect()
    try:
        found = settings(plain)
        assert found == settings(sqlite_connection(through_mapper))
    finally:
        plain.close()
        through_mapper.close()
    assert found | {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000} == found


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What every connection asks SQLite from now on."""
    statements: list[str] = []
    bare = files.connect_without_pragmas

    def traced(located: str) -> sqlite3.Connection:
        connection = bare(located)
        connection.set_trace_callback(statements.append)
        return connection

    monkeypatch.setattr(files, "connect_without_pragmas", traced)
    return statements


def test_every_writer_takes_the_lock_before_it_reads(filled: Path, noon: dt.datetime, said: list[str]) -> None:
    def transactions() -> list[str]:
        begun = [each for each in said if each.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
        said.clear()
        return begun

    back_up(filled)  # so that none is made before the first change
    said.clear()
    with edit(filled, "Remove", now=noon) as repository:
        assert repository.workout(1).id == 1
        repository.remove_workout(1)
    assert transactions() == ["BEGIN IMMEDIATE", "COMMIT"]
    run = quick.read_workout(filled, 2)
    assert transactions() == ["BEGIN"]
    from dataclasses import replace

    quick.write_workout(filled, replace(run, locked=True), name="Lock", now=noon)
    assert transactions() == ["BEGIN IMMEDIATE", "COMMIT"]
    journal.undo(filled, now=noon)
    assert transactions() == ["BEGIN IMMEDIATE", "COMMIT"]


def test_a_file_turned_to_wal_is_turned_back(filled: Path) -> None:
    other = sqlite3.connect(filled)
    assert other.execute("PRAGMA journal_mode = wal").fetchone() == ("wal",)
    assert other.execute("SELECT count(*) FROM item").fetchone() == (2,)
    assert count_workouts(filled) == 2  # the other has it open: used as it is
    assert any("journal mode wal" in finding for finding in check_file.check_database(filled))
    other.close()
    prepare(filled)
    assert check_file.check_database(filled) == []


def test_a_full_disk_is_named_also_when_savepoints_went_with_it(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("CREATE TABLE words (word)")

    def store() -> None:
        try:
            connection.execute("INSERT INTO words VALUES (zeroblob(100000))")
        finally:
            connection.execute("RELEASE gone")

    with pytest.raises(RefusedError, match="The disk is full"), translate_errors(tmp_path / "runs.db"):
        store()
    connection.close()
