"""What a command writes to a file: never over the runner's own files, and whole or not at all."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.said import Planner, Said
from tests.dump import canonical

EXPORT = ("export", "plan", "1", "-o")
PICTURE = ("progress", "--svg")
SIDECARS = ("draft.json", "screen.json", "crash.txt", "journal", "wal", "shm", "typed-block-1/block.plan", "new-one")
SQLITES_OWN = ("journal", "wal", "shm")
"""SQLite deletes such a file when it is no rest of its own."""


@pytest.fixture
def settings() -> Path:
    path = Path(os.environ["PLANNER_CONFIG"])
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def backup(block: Planner, database: Path) -> Path:
    """A backup in the folder of backups, which is a real database."""
    assert block("check").code == 0
    folder = database.parent / "backups"
    folder.mkdir()
    return Path(shutil.copy(database, folder / "book-0001-v8.db"))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("words", [EXPORT, PICTURE], ids=["text", "picture"])
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["plain", "forced"])
def test_the_database_is_no_target(
    block: Planner, database: Path, tmp_path: Path, words: tuple[str, ...], force: list[str]
) -> None:
    (tmp_path / "link").symlink_to(database)
    (tmp_path / "hard").hardlink_to(database)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    before = contents(tmp_path)
    for name in ("book.db", "link", "hard", "folder/../book.db", "folder/up/book.db", "./book.db"):
        said = block(*words, f"{tmp_path}/{name}", *force)
        assert said.code == 1, name
        assert f"{name} is the database book.db" in said.err
        assert "no output may replace it.\n" in said.err
        assert said.err.count("\n") == 1
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", SIDECARS)
@pytest.mark.parametrize("exists", [True, False])
def test_what_belongs_to_the_database_is_no_target(
    block: Planner, database: Path, tmp_path: Path, name: str, *, exists: bool
) -> None:
    target = Path(f"{database}-{name}")
    other = tmp_path / "other-name"
    if exists:
        target.parent.mkdir(exist_ok=True)
        target.write_text("{}")
        if target.parent == tmp_path:
            other.hardlink_to(target)
    before = {path: text for path, text in contents(tmp_path).items() if path != target or name not in SQLITES_OWN}
    for path in (target, other) if other.exists() and name not in SQLITES_OWN else (target,):
        said = block(*EXPORT, str(path), "--force")
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert "of the database book.db" in said.err or "belongs to the database book.db" in said.err
    assert contents(tmp_path).items() >= before.items()


def test_sidecars_of_a_linked_database_are_known_by_both_names(block: Planner, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.db"
    real.parent.mkdir()
    (tmp_path / "book.db").rename(real)
    (tmp_path / "book.db").symlink_to(real)
    for name in ("book.db-draft.json", "elsewhere/real.db-journal", "elsewhere/backups/a", "backups/a"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        assert block(*EXPORT, str(tmp_path / name)).code == 1, name
        assert not (tmp_path / name).exists()


def test_backups_are_no_target(block: Planner, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "hard").hardlink_to(backup)
    before = contents(tmp_path)
    for path in (backup, backup.with_name("new.plan"), tmp_path / "hard"):
        said = block(*EXPORT, str(path), "--force")
        assert said.code == 1
        assert "book.db" in said.err
    assert contents(tmp_path) == before


def test_any_file_of_sqlite_is_no_target(block: Planner, database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path / "copy.plan"))
    foreign = tmp_path / "photos.plan"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE photo (id)")
    connection.close()
    for path in (copy, foreign):
        before = path.read_bytes()
        said = block(*EXPORT, str(path), "--force")
        assert said.err == f"planner: {path} is an SQLite database; no output may replace it.\n"
        assert path.read_bytes() == before


@pytest.mark.parametrize("exists", [True, False])
def test_the_settings_file_is_no_target(block: Planner, settings: Path, *, exists: bool) -> None:
    if exists:
        settings.write_text("")
    for path in (settings, settings.with_name(f"{settings.name}-typed")):
        said = block(*EXPORT, str(path), "--force")
        assert said.code == 1
        assert "the settings file" in said.err
    assert settings.exists() is exists


def test_another_athletes_files_are_no_target(block: Planner, database: Path, settings: Path, tmp_path: Path) -> None:
    anns = tmp_path / "ann" / "ann.db"
    (anns.parent / "backups").mkdir(parents=True)
    settings.write_text(f'[athletes]\nann = "{anns}"\n')
    names = ["ann.db", "ann.db-draft.json", "ann.db-wal", "backups/x.db"]
    for name in names:
        said = block(*EXPORT, str(anns.parent / name), "--force")
        assert said.code == 1, name
        assert "ann.db" in said.err
    assert not contents(anns.parent)
    shutil.copy(database, anns)
    (tmp_path / "hard").hardlink_to(anns)
    assert "the database ann.db under another name" in block(*EXPORT, str(tmp_path / "hard"), "--force").err


def test_a_restricted_account_cannot_lock_itself_out(block: Planner, program: Planner, database: Path) -> None:
    assert block("check").code == 0
    settings = database.with_name("planner.toml")
    for force in ([], ["--force"]):
        said = program("--restricted", *EXPORT, "planner.toml", *force)
        assert said.code == 1
        assert "planner.toml is the settings file" in said.err
    assert not settings.exists()
    assert program("--restricted", *EXPORT, "mine.plan").code == 0
    assert program("--restricted", *EXPORT, "mine.plan", "--force").code == 0
    assert stat.S_IMODE(database.with_name("mine.plan").stat().st_mode) == 0o600


def test_other_kinds_of_files_are_refused_in_a_sentence(block: Planner, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "nothing")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    said = {
        "folder": "is a directory, not a file that can be written.",
        "pipe": "is a pipe, not a file that can be written.",
        "nowhere": f"is a link to {tmp_path}/nothing, which does not exist.",
        "round": "round",
        "missing/": "is a directory that does not exist.",
        "missing/file": "cannot be written: No such file or directory.",
        "/dev/null": "is a device, not a file that can be written.",
        "x" * 300: "cannot be written: File name too long.",
        "a\0b": "no file can have this name.",
    }
    for name, sentence in said.items():
        for force in ([], ["--force"]):
            answer = block(*EXPORT, f"{tmp_path}/{name}" if name[0] != "/" else name, *force)
            assert answer.code == 1, name
            assert sentence in answer.err
            assert answer.err.count("\n") == 1
    assert block(*EXPORT, "", "--force").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.db", "folder", "nowhere", "pipe", "round"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_its_owner_can_read_what_is_written(block: Planner, tmp_path: Path, umask: int) -> None:
    old = tmp_path / "old.plan"
    old.write_text("mine")
    old.chmod(0o644)
    (tmp_path / "link.plan").symlink_to(old)
    before = os.umask(umask)
    try:
        assert block(*EXPORT, str(tmp_path / "new.plan")).code == 0
        assert block(*EXPORT, str(tmp_path / "link.plan")).code == 1
        assert block(*EXPORT, str(tmp_path / "link.plan"), "--force").code == 0
        assert block(*PICTURE, str(tmp_path / "new.svg")).code == 0
    finally:
        os.umask(before)
    assert (tmp_path / "link.plan").is_symlink()
    assert old.read_text() == (tmp_path / "new.plan").read_text()
    for path in (old, tmp_path / "new.plan", tmp_path / "new.svg"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("limit", [0, 100, 4000])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    block: Planner, database: Path, tmp_path: Path, limit: int
) -> None:
    assert block("check").code == 0
    old = tmp_path / "old.plan"
    old.write_text("mine")
    before = contents(tmp_path)

    def with_little_room(*words: str) -> Said:
        command = [sys.executable, "-m", "planner", "--db", str(database), *words]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        return Said(done.returncode, done.stdout, done.stderr)

    for words in ((*EXPORT, str(old), "--force"), (*EXPORT, str(tmp_path / "new.plan"))):
        said = with_little_room(*words)
        assert said.code == 1
        assert "cannot be written: File too large." in said.err
    assert contents(tmp_path) == before


def test_two_exports_at_once_leave_one_whole_file(block: Planner, database: Path, tmp_path: Path) -> None:
    text = block("export", "plan").out
    target = tmp_path / "one.plan"
    command = [sys.executable, "-m", "planner", "--db", str(database), "--today", "2027-01-06", *EXPORT, str(target)]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate(timeout=60)[1].decode() for process in running]
    assert sorted(process.returncode for process in running) == [0, 1, 1, 1]
    assert sum("exists already" in error for error in errors) == 3
    assert target.read_text() == text
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_refused_output_leaves_the_calendar_usable(block: Planner, database: Path) -> None:
    before = canonical(database)
    assert block(*EXPORT, str(database), "--force").code == 1
    assert canonical(database) == before
    assert block("undo").code == 0


def test_a_backup_takes_no_name_that_the_program_reads(block: Planner, settings: Path, tmp_path: Path) -> None:
    for path in (settings, tmp_path / "book.db-draft.json", tmp_path / "book.db-journal"):
        said = block("backup", str(path))
        assert said.code == 1
        assert "no output may replace it" in said.err
        assert not path.exists()
    assert block("backup", str(tmp_path / "mine.db")).code == 0
