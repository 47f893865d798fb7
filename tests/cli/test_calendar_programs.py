"""Events of the plan in real calendar programs and back: khal, calcurse, and vdirsyncer with a server on loopback.

Their settings, and the line that syncs with a server, are those of ``docs/calendars.md``.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.store.database_id import read_database_id
from planner.store.quick import read_all_workouts, read_workout
from planner.training.workout_uids import workout_uid
from planner.training.workouts import Workout
from tests.cli.said import Planner

PATIENCE_S = 30.0
PAGE = (Path(__file__).parents[2] / "docs" / "calendars.md").read_text(encoding="utf-8")
KHAL_FORMATS = """
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
"""How the tests type dates; it goes to the end of the settings of the docs, which is the section on that."""
RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {storage}
"""


def shown_settings(mark: str) -> str:
    """The block of the page about calendars that has a line."""
    blocks: list[str] = re.findall(r"(?ms)^```[^\n]*\n(.*?)^```", PAGE)
    return next(block for block in blocks if f"\n{mark}\n" in f"\n{block}")


def needs(*names: str) -> pytest.MarkDecorator:
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


@pytest.fixture
def folder(tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the docs in a home of its own, with a program ``planner`` that uses the test's database."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    program = tmp_path / "bin" / "planner"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m planner --db "{database}" --today 2027-01-06 "$@" >>"{tmp_path}/said"\n'
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / ".calendars" / "training"


@pytest.fixture
def synced(block: Planner, folder: Path) -> Planner:
    assert block("sync", str(folder)).code == 0
    return block


def call(*words: str, given: str = "", code: int = 0) -> str:
    """Run a program to its end; return what it printed."""
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def coming(database: Path, kind: str) -> Workout:
    """The first workout of a kind after Wednesday 6 January."""
    return next(one for one in read_all_workouts(database) if one.kind == kind and str(one.date) > "2027-01-06")


def file_of(database: Path, folder: Path, workout: Workout) -> Path:
    return folder / f"{workout_uid(read_database_id(database), workout.id)}.ics"


def summary_of(file: Path) -> str:
    text = file.read_bytes().decode().replace("\r\n ", "")
    line = next(line for line in text.splitlines() if line.startswith("SUMMARY:"))
    return line.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";")


def moved(planner: Planner, folder: Path) -> list[tuple[int, str]]:
    """What a sync moved, and where to."""
    document = planner("sync", str(folder), "--json").document
    return [(one["item"], one["to"]) for one in document["moved"]]


@pytest.fixture
def khal(synced: Planner, folder: Path, tmp_path: Path) -> tuple[str, ...]:
    assert synced is not None
    assert folder.is_relative_to(tmp_path)
    settings = tmp_path / ".config" / "khal" / "config"
    settings.parent.mkdir(parents=True)
    settings.write_text(shown_settings("[calendars]") + KHAL_FORMATS)
    return ("khal",)


@needs("khal")
def test_khal_lists_the_plan(database: Path, folder: Path, khal: tuple[str, ...]) -> None:
    listed = call(*khal, "list", "2027-01-04", "7d")
    week = [one for one in read_all_workouts(database) if one.is_training and str(one.date) < "2027-01-11"]
    assert len(week) > 4
    for workout in week:
        assert summary_of(file_of(database, folder, workout)) in listed
    run = coming(database, "long")
    assert f"{run.start}-" in listed


@needs("khal")
def test_an_event_that_is_moved_in_khal_moves_its_workout(
    synced: Planner, database: Path, folder: Path, khal: tuple[str, ...]
) -> None:
    run = coming(database, "long")
    file = file_of(database, folder, run)
    # the title is one of several weeks: the day makes it the only one that khal finds
    file.write_bytes(file.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Unmistakable "))
    synced("sync", str(folder))
    call(*khal, "edit", "Unmistakable", given="t\n2027-01-09 17:30 2027-01-09 19:00\nn\n")
    assert b"BEGIN:VTIMEZONE" in file.read_bytes()  # khal has written it as it likes
    assert b"PIMUTILS" in file.read_bytes()
    assert moved(synced, folder) == [(run.id, "2027-01-09T17:30")]
    after = read_workout(database, run.id)
    assert (str(after.date), after.start) == ("2027-01-09", "17:30")
    assert moved(synced, folder) == []
    assert "Taken back" in synced("undo").out
    synced("sync", str(folder))
    assert f"{run.start}-" in call(*khal, "list", str(run.date), "1d")


@needs("khal")
def test_what_khal_adds_to_an_event_stays(synced: Planner, database: Path, folder: Path, khal: tuple[str, ...]) -> None:
    run = coming(database, "long")
    file = file_of(database, folder, run)
    file.write_bytes(file.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Unmistakable "))
    synced("sync", str(folder))
    call(*khal, "edit", "Unmistakable", given="l\nThe river path\na\n15m\nn\n")
    assert b"BEGIN:VALARM" in file.read_bytes()
    document = synced("sync", str(folder), "--json").document
    assert (document["operation"], document["written"]) == (None, 0)
    synced("move", str(run.id), "2027-01-09")
    assert synced("sync", str(folder), "--json").document["written"] >= 1
    text = file.read_bytes().decode()
    assert "BEGIN:VALARM" in text
    assert "LOCATION:The river path" in text
    assert "The river path" in call(*khal, "list", "--format", "{title} {location}", "2027-01-09", "1d")


@needs("khal")
def test_an_event_that_is_deleted_in_khal_is_asked_about(
    synced: Planner, database: Path, folder: Path, khal: tuple[str, ...]
) -> None:
    run = coming(database, "long")
    file = file_of(database, folder, run)
    file.write_bytes(file.read_bytes().replace(b"SUMMARY:", b"SUMMARY:Unmistakable "))
    synced("sync", str(folder))
    call(*khal, "edit", "Unmistakable", given="D\ny\n")
    assert not file.exists()
    (question,) = synced("sync", str(folder), "--json").document["pending"]
    assert question["item"] == run.id
    assert not file.exists()


@needs("calcurse")
def test_calcurse_reads_the_events(synced: Planner, database: Path, folder: Path, tmp_path: Path) -> None:
    assert synced is not None
    data = tmp_path / "calcurse"
    data.mkdir()
    run = coming(database, "long")
    for file in sorted(folder.glob("*.ics")):
        call("calcurse", "-D", str(data), "-i", str(file))
    day = f"{run.date:%m/%d/%Y}"
    listed = call("calcurse", "-D", str(data), "-Q", "--from", day, "--days", "1")
    assert summary_of(file_of(database, folder, run)) in listed
    assert f"{run.start} ->" in listed


class Server:
    """A CalDAV server on loopback, and a phone that uses it."""

    def __init__(self, directory: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        settings = directory / "radicale.conf"
        settings.write_text(RADICALE.format(port=self.port, storage=directory / "radicale"))
        self.log = (directory / "radicale.log").open("wb")
        self.process = subprocess.Popen(["radicale", "--config", str(settings)], stdout=self.log, stderr=self.log)
        shown = shown_settings("[pair training]")
        shown = shown.replace("https://dav.example.org/", f"http://127.0.0.1:{self.port}/")
        shown = re.sub(r"(?m)^password\.fetch = .*$", 'password = "loopback"', shown)
        assert "loopback" in shown
        vdirsyncer = directory / ".config" / "vdirsyncer" / "config"
        vdirsyncer.parent.mkdir(parents=True)
        vdirsyncer.write_text(shown)

    def begin(self) -> None:
        """Wait until it answers, make the collection, and let vdirsyncer know of it."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                assert self.ask("MKCALENDAR", "") in (201, 405)
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.1)
        call("vdirsyncer", "discover", "training", given="y\ny\n")

    def end(self) -> None:
        """Stop the server."""
        self.process.terminate()
        self.process.wait(PATIENCE_S)
        self.log.close()

    def ask(self, method: str, name: str, body: str | None = None) -> int:
        """Send a request about the collection, or an event of it, as a phone does; return the status."""
        return self._ask(method, name, body)[0]

    def event(self, name: str) -> str:
        """The text of an event on the server; empty where it has none."""
        status, body = self._ask("GET", name)
        return body.decode().replace("\r\n ", "") if status == 200 else ""

    def _ask(self, method: str, name: str, body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {"Authorization": "Basic cnVubmVyOmxvb3BiYWNr", "Content-Type": "text/calendar; charset=utf-8"}
        connection.request(method, f"/runner/training/{name}", None if body is None else body.encode(), headers)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found


@pytest.fixture
def server(tmp_path: Path, folder: Path) -> Iterator[Server]:
    assert folder.is_relative_to(tmp_path)
    running = Server(tmp_path)
    try:
        running.begin()
        yield running
    finally:
        running.end()


def move_text(text: str, to: str) -> str:
    """An event as a phone moves it: another start and end, and a higher number of its version."""
    lines = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.partition(";")[0] in {"DTSTART", "DTEND"}:
            value = to + value[8:]
        elif name == "SEQUENCE":
            value = str(int(value) + 1)
        lines.append(f"{name}:{value}")
    return "\r\n".join([*lines, ""])


@needs("radicale", "vdirsyncer")
def test_a_phone_and_the_plan_agree_over_a_server(
    synced: Planner, database: Path, folder: Path, server: Server, tmp_path: Path
) -> None:
    run, other = coming(database, "long"), coming(database, "easy")
    name, other_name = (file_of(database, folder, one).name for one in (run, other))

    (line,) = re.findall(r"(?m)^vdirsyncer sync; planner sync .*$", PAGE)
    line = line.replace("planner sync", "planner sync --json")
    said = tmp_path / "said"

    def recipe() -> dict[str, Any]:
        """The line of the docs: vdirsyncer, planner, vdirsyncer."""
        said.write_text("")
        call("sh", "-c", f"set -e; {line}")
        document: dict[str, Any] = json.loads(said.read_text())
        return document

    recipe()
    assert summary_of(folder / name) in server.event(name).replace("\\,", ",")

    # moved on the phone
    assert server.ask("PUT", name, move_text(server.event(name), "20270109")) in (201, 204)
    document = recipe()
    assert document["moved"] == [{"item": run.id, "from": f"{run.date}T{run.start}", "to": f"2027-01-09T{run.start}"}]
    assert str(read_workout(database, run.id).date) == "2027-01-09"
    assert "DTSTART:20270109" in server.event(name)

    # moved here
    synced("move", str(run.id), "2027-01-10")
    recipe()
    assert "DTSTART:20270110" in server.event(name)

    # moved on both sides
    assert server.ask("PUT", name, move_text(server.event(name), "20270108")) in (201, 204)
    synced("move", str(run.id), "2027-01-09")
    synced("sync", str(folder))  # so that vdirsyncer finds two changes, too
    (conflict,) = recipe()["conflicts"]
    assert (conflict["item"], conflict["here"][:10], conflict["there"][:10]) == (run.id, "2027-01-09", "2027-01-08")
    assert "DTSTART:20270109" in server.event(name)
    assert recipe()["conflicts"] == []

    # deleted on the phone
    assert server.ask("DELETE", other_name) in (200, 204)
    (question,) = recipe()["pending"]
    assert question["item"] == other.id
    recipe()
    assert server.event(other_name) == ""
    synced("inbox", str(other.id), "keep")
    recipe()
    assert "BEGIN:VEVENT" in server.event(other_name)

    # skipped here
    synced("skip", str(other.id), "--reason", "ice")
    recipe()
    assert server.event(other_name) == ""
    assert server.event(name)
