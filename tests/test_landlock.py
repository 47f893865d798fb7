"""The kernel's lock behind the restricted planner: what passes Python's own lock by is refused by the system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner import landlock

pytestmark = pytest.mark.skipif(not landlock.find_version(), reason="needs a kernel with Landlock")
CHILD = """
import ctypes, errno, json, os, sqlite3, sys, threading
from planner import restriction
from planner.store import files as store_files
directory, attempts = sys.argv[1], json.loads(sys.argv[2])
os.chdir(directory)
restriction.lock_into(directory)
libc = ctypes.CDLL(None, use_errno=True)
def ask(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
def attach(name):
    sqlite3.connect("planner.db").execute("ATTACH DATABASE ? AS other", (name,)).execute("SELECT * FROM other.secret")
def in_a_thread(attempt):
    said = []
    thread = threading.Thread(target=lambda: said.append(answer(attempt)))
    thread.start()
    thread.join()
    if said[0]:
        raise OSError(getattr(errno, said[0], 0), "in a thread")
def answer(attempt):
    try:
        exec(attempt)
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    except sqlite3.OperationalError as error:
        return str(error)
    return ""
print(json.dumps([answer(attempt) for attempt in attempts]))
"""
REFUSED = {
    "ask('open', b'/etc/passwd', os.O_RDONLY)": "EACCES",
    "ask('open', b'../secret.db', os.O_RDONLY)": "EACCES",
    "ask('open', b'../secret.db', os.O_WRONLY)": "EACCES",
    "ask('open', b'link', os.O_RDONLY)": "EACCES",
    "ask('open', b'../new.txt', os.O_WRONLY | os.O_CREAT, 0o600)": "EACCES",
    "ask('open', os.fsencode(os.__file__), os.O_WRONLY)": "EACCES",
    "ask('unlink', b'../secret.db')": "EACCES",
    "ask('mkdir', b'../new', 0o700)": "EACCES",
    "ask('rename', b'planner.db', b'../planner.db')": "EACCES",
    "ask('execl', b'/bin/true', b'true', None)": "EACCES",
    "in_a_thread(\"ask('open', b'/etc/passwd', os.O_RDONLY)\")": "EACCES",
    "attach('../secret.db')": "unable to open database: ../secret.db",
    "attach('link')": "unable to open database: link",
}
ALLOWED = [
    "ask('open', b'planner.db', os.O_RDWR)",
    "ask('open', b'new.txt', os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)",
    "ask('truncate', b'new.txt', 0)",
    "ask('mkdir', b'backups', 0o700)",
    "ask('rename', b'new.txt', b'newer.txt')",
    "ask('symlink', b'newer.txt', b'another')",
    "ask('unlink', b'another')",
    "ask('unlink', b'newer.txt')",
    "ask('rmdir', b'backups')",
    "ask('open', b'/dev/null', os.O_RDWR)",
    "ask('open', b'/dev/urandom', os.O_RDONLY)",
    "assert store_files.connect(os.path.abspath('planner.db')).execute('PRAGMA temp_store').fetchone() == (2,)",
    "store_files.connect(os.path.abspath('planner.db')).execute('VACUUM')",
    "import ssl, lzma, bz2, decimal, unicodedata, sqlalchemy.engine",
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the system answered to each attempt: nothing when it allowed it."""
    import sqlite3

    outside = tmp_path_factory.mktemp("account")
    directory = outside / "data"
    directory.mkdir()
    for path in (directory / "planner.db", outside / "secret.db"):
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE secret (word)")
        connection.close()
    (directory / "link").symlink_to(outside / "secret.db")
    attempts = [*REFUSED, *ALLOWED]
    command = [sys.executable, "-c", CHILD, str(directory), json.dumps(attempts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert sorted(entry.name for entry in outside.iterdir()) == ["data", "secret.db"]
    return dict(zip(attempts, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_python_does_not_see_is_refused_by_the_kernel(answers: dict[str, str], attempt: str) -> None:
    assert answers[attempt] == REFUSED[attempt]


@pytest.mark.parametrize("attempt", ALLOWED)
def test_the_directory_and_the_libraries_can_be_used(answers: dict[str, str], attempt: str) -> None:
    assert answers[attempt] == ""


def test_packages_that_are_links_into_a_cache_can_be_imported(tmp_path: Path) -> None:
    cached, packages, data = tmp_path / "cache" / "a1b2", tmp_path / "site-packages", tmp_path / "data"
    for directory in (cached / "linked", packages / "linked", data):
        directory.mkdir(parents=True)
    for name, words in (("__init__.py", "from linked.part import WORD"), ("part.py", "WORD = 'found'")):
        (cached / "linked" / name).write_text(f"{words}\n")
        (packages / "linked" / name).symlink_to(cached / "linked" / name)
    code = "import sys; from planner import restriction; restriction.lock_into(sys.argv[1]); import linked"
    environment = {**os.environ, "PYTHONPATH": f"{Path(__file__).parents[1]}:{packages}"}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print(linked.WORD)", data],
        capture_output=True, text=True, check=False, timeout=60, env=environment,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("found\n", "")


@pytest.mark.parametrize("version", range(1, 7))
def test_an_older_kernel_is_asked_only_for_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: int
) -> None:
    asked: list[tuple[int, ...]] = []

    def call(number: int, *arguments: bytes | int | None) -> int:
        if number != landlock._CREATE_RULESET:
            return 0
        attributes, length, flags = arguments
        if flags == landlock._ASK_VERSION:
            return version
        assert isinstance(attributes, bytes)
        assert isinstance(length, int)
        asked.append(tuple(int.from_bytes(attributes[at : at + 8], sys.byteorder) for at in range(0, length, 8)))
        return os.open(tmp_path, os.O_RDONLY)

    monkeypatch.setattr(landlock, "_call", call)
    monkeypatch.setattr(landlock, "_give_up_privileges", lambda: True)
    assert landlock.restrict_files([str(tmp_path)], [])
    files = (1 << (13 + (version >= 2) + (version >= 3))) - 1
    assert asked == [(files, 3, 1) if version >= 6 else (files, 3) if version >= 4 else (files,)]


def test_a_kernel_without_it_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(landlock, "_call", lambda *_: -1)
    assert landlock.find_version() == 0
    assert not landlock.restrict_files([str(tmp_path)], [])
    assert Path("/etc/passwd").read_bytes()
