"""The lock, in a process of its own because it cannot be removed: what it refuses and what it allows."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import asyncio, io, json, os, pathlib, pty, shutil, socket, sqlite3, subprocess, sys, tempfile, threading
from planner import restriction
from planner.training.refusal import RefusedError
os.chdir(sys.argv[1])
outside = os.path.dirname(os.getcwd())
restriction.lock_into(sys.argv[1])
said = {}
for attempt in json.loads(sys.argv[2]):
    try:
        exec(attempt)
        said[attempt] = ""
    except RefusedError as refusal:
        said[attempt] = str(refusal) if isinstance(refusal, OSError) else "refused without being an OSError"
    except Exception as error:
        said[attempt] = f"failed by itself: {error!r}"
print(json.dumps(said))
"""
OUTSIDE = [
    "open('/etc/passwd')",
    "open('/proc/self/environ')",
    "open('../secret.txt')",
    "open(b'../secret.txt')",
    "open(pathlib.Path('../secret.txt'))",
    "open(f'{outside}/secret.txt')",
    "open('../data/../secret.txt')",
    "open('../data-too/plan.yaml')",
    "open('../pipe')",
    "open('link')",
    "open('link', 'w')",
    "open('link-to-link')",
    "open('folder/secret.txt')",
    "open('folder/new.txt', 'w')",
    "open('far/../plan.yaml')",
    "open('far/../../secret.txt')",
    "open('./far/.././plan.yaml', 'w')",
    "open('../new.txt', 'x')",
    "open('nowhere', 'w')",
    "io.open_code(f'{outside}/secret.txt')",
    "os.open('../secret.txt', os.O_RDONLY)",
    "os.open('../new.txt', os.O_WRONLY | os.O_CREAT)",
    "pathlib.Path('../secret.txt').read_text()",
    "pathlib.Path('../new.txt').touch()",
    "open(os.__file__, 'r+')",
    "open(os.path.dirname(os.__file__) + '/../../../../../../../etc/passwd')",
    "open(restriction.__file__, 'a')",
    "os.listdir('..')",
    "os.scandir('/')",
    "os.listdir('folder')",
    "list(pathlib.Path('..').iterdir())",
    "os.chdir('..')",
    "os.mkdir('../new')",
    "os.rmdir('../data-too')",
    "os.remove('../secret.txt')",
    "os.remove('folder/secret.txt')",
    "os.remove('far/../plan.yaml')",
    "os.mkdir('far/../new')",
    "os.mkdir('../new/')",
    "os.rmdir('far/')",
    "os.rename('planner.db', '../planner.db')",
    "os.replace('../secret.txt', 'stolen')",
    "os.link('../secret.txt', 'stolen')",
    "os.link('link', 'stolen')",
    "os.symlink('planner.db', '../stolen')",
    "os.truncate('link', 0)",
    "os.chmod('link', 0o777)",
    "os.utime('../secret.txt')",
    "shutil.copy('../secret.txt', 'stolen')",
    "shutil.copy('planner.db', '..')",
    "shutil.rmtree('../data-too')",
    "sqlite3.connect('../other.db')",
    "sqlite3.connect('link.db')",
    "sqlite3.connect(f'file://{outside}/other.db?mode=rw', uri=True)",
    "sqlite3.connect('file:..%2Fother.db', uri=True)",
    "sqlite3.connect('file:../other.db#x', uri=True)",
    "restriction.check_file_name('../secret.txt')",
    "restriction.check_file_name('far/../plan.yaml')",
    "restriction.check_file_name('no\\0file')",
    "restriction.check_file_name('~nobody/plan.yaml')",
    "restriction.check_file_name('~/plan.yaml')",
    "restriction.check_file_name(os.__file__)",
    "restriction.check_file_name(os.devnull)",
]
BEYOND = [
    "os.system('true')",
    "restriction.check_program('vi')",
    "os.popen('true')",
    "subprocess.run(['true'])",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "os.fork()",
    "os.forkpty()",
    "pty.spawn('true')",
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.socket(socket.AF_UNIX).connect('../socket')",
    "socket.socket().bind(('127.0.0.1', 0))",
]
INSIDE = [
    "open('planner.db', 'rb')",
    "open('inner-link')",
    "open(f'{outside}/data/../data/planner.db')",
    "open('new.txt', 'w')",
    "os.rename('new.txt', 'newer.txt')",
    "os.chmod('newer.txt', 0o600)",
    "os.remove('newer.txt')",
    "os.remove('spare-link')",
    "os.mkdir('backups')",
    "open('backups/1.db', 'x')",
    "os.listdir()",
    "os.scandir('backups')",
    "sqlite3.connect('planner.db').execute('SELECT 1')",
    "sqlite3.connect(f'file://{outside}/data/planner.db?mode=rw', uri=True).execute('SELECT 1')",
    "sqlite3.connect(':memory:').execute('SELECT 1')",
    "restriction.check_file_name('planner.db')",
    "open(os.devnull, 'w')",
    "os.fdopen(os.dup(1), 'w').close()",
    "open(os.__file__)",
    "import colorsys",
    "import textual.app",
    "asyncio.new_event_loop().close()",
    "threading.Thread(target=int).start()",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with links that lead out of it, and their targets."""
    outside = tmp_path_factory.mktemp("account")
    data = outside / "data"
    data.mkdir()
    (outside / "data-too" / "deep").mkdir(parents=True)
    (outside / "data-too" / "plan.yaml").write_text("units: km\n")
    (outside / "secret.txt").write_text("secret")
    os.mkfifo(outside / "pipe")
    for database in (data / "planner.db", outside / "other.db"):
        sqlite3.connect(database).close()
    (data / "link").symlink_to(outside / "secret.txt")
    (data / "link-to-link").symlink_to("link")
    (data / "link.db").symlink_to("../other.db")
    (data / "folder").symlink_to("..")
    (data / "far").symlink_to("../data-too/deep")
    (data / "nowhere").symlink_to("../new.txt")
    (data / "inner-link").symlink_to("planner.db")
    (data / "spare-link").symlink_to("../secret.txt")
    return data


@pytest.fixture(scope="module")
def said(place: Path) -> dict[str, str]:
    """The result of each attempt: empty when it succeeded, the sentence when it was refused."""
    attempts = json.dumps([*OUTSIDE, *BEYOND, *INSIDE])
    command = [sys.executable, "-c", CHILD, str(place), attempts]
    environment = {**os.environ, "HOME": str(place.parent)}
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, env=environment)
    answers: dict[str, str] = json.loads(found.stdout)
    return answers


@pytest.mark.parametrize("attempt", OUTSIDE)
def test_nothing_outside_is_touched(said: dict[str, str], place: Path, attempt: str) -> None:
    assert said[attempt].endswith(f": this planner is restricted to {os.path.realpath(place)}.")
    assert sorted(entry.name for entry in place.parent.iterdir()) == [
        *("data", "data-too", "other.db", "pipe", "secret.txt"),
    ]
    assert sorted(entry.name for entry in (place.parent / "data-too").iterdir()) == ["deep", "plan.yaml"]
    assert (place.parent / "data-too" / "plan.yaml").read_text() == "units: km\n"
    assert (place.parent / "secret.txt").read_text() == "secret"
    assert not (place / "stolen").exists()


@pytest.mark.parametrize("attempt", BEYOND)
def test_no_program_and_no_connection(said: dict[str, str], attempt: str) -> None:
    assert ": this planner is restricted and " in said[attempt]


@pytest.mark.parametrize("attempt", INSIDE)
def test_what_the_planner_needs_is_let_through(said: dict[str, str], attempt: str) -> None:
    assert said[attempt] == ""


def test_without_the_lock_a_named_file_is_nobodys_business() -> None:
    from planner import restriction

    restriction.check_file_name("/etc/passwd")
    restriction.check_program("vi")
