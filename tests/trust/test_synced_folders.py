"""``sync`` is killed, or the disk refuses a call: files are whole, no change is lost, and the next run ends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.store import check_file, quick
from planner.store.database_id import read_database_id
from planner.training.workout_uids import workout_uid
from tests.trust.figures import Report
from tests.trust.operations import arguments, database_in, run_here
from tests.trust.syscalls import Spoiling, errors, kills
from tests.trust.tracing import CHANGING_CALLS, needs_strace, run_command, traced_calls
from tests.tui.season import DAY, MONDAY, TODAY, write_season

TEMPO, LONG, MOVED_HERE, EDITED = 50, 53, 57, 58


class FolderSweep:
    """A database and a folder that both have changed since their last sync, spoiled again and again."""

    def __init__(self, base: Path) -> None:
        self.base, self.work, self.original = base, base / "work", base / "original"
        self.folder = self.work / "training"
        self.work.mkdir()
        write_season(database_in(self.work))
        run_here(self.work, "sync", str(self.folder))
        database = database_in(self.work)
        self.database_id = read_database_id(database)
        text = self.file(LONG).read_bytes()
        self.file(LONG).write_bytes(text.replace(b"START:20270110", b"START:20270109"))
        run_here(self.work, "move", str(MOVED_HERE), (MONDAY + 13 * DAY).isoformat())
        run_here(self.work, "skip", str(TEMPO), "--reason", "ice")
        run_here(self.work, "edit", str(EDITED), "--note", "on the river")
        run_here(self.work, "add", (TODAY + 5 * DAY).isoformat(), "easy", "--distance", "5km")
        shutil.copytree(self.work, self.original)
        self.faults: list[str] = []
        self.tracebacks: list[str] = []
        self.runs = 0

    def file(self, number: int) -> Path:
        """The file of a workout."""
        return self.folder / f"{workout_uid(self.database_id, number)}.ics"

    @property
    def words(self) -> list[str]:
        """The command that is spoiled."""
        return arguments(self.work, "sync", str(self.folder))

    def restart(self) -> None:
        """Put both sides back; their paths and times are those of the last sync."""
        shutil.rmtree(self.work)
        shutil.copytree(self.original, self.work)

    def calls(self) -> list[str]:
        """The calls of a run that nothing spoils."""
        log = self.base / "calls"
        self.restart()
        options = ("-o", str(log), "-s", "0", "-e", f"trace={','.join(CHANGING_CALLS)}")
        ended = run_command(self.words, self.base / "outputs", *options)
        assert ended.status == 0, ended
        self.judge("undisturbed")
        return traced_calls(log)

    def run(self, spoiling: Spoiling) -> None:
        """Spoil one call, and judge what is left, before the next run and after it."""
        self.restart()
        options = ("-o", "/dev/null", "-e", f"trace={spoiling.call}", "-e", spoiling.strace_option)
        ended = run_command(self.words, self.base / "outputs", *options)
        self.runs += 1
        if "Traceback" in ended.complained:
            self.tracebacks.append(f"{spoiling.strace_option}: {ended}")
        self.judge(f"{spoiling.strace_option}: {ended}")

    def judge(self, case: str) -> None:
        """Hold what is left to what must be true of it."""
        self.faults += [f"{case} {what}" for what in self._torn_files()]
        again = json.loads(run_here(self.work, "sync", str(self.folder), "--json"))
        if again["conflicts"] or again["pending"] or again["said"] not in ([], self._usual_remarks(again)):
            self.faults.append(f"{case} {again}")
        quiet = json.loads(run_here(self.work, "sync", str(self.folder), "--json"))
        if quiet["operation"] or quiet["written"] or quiet["removed"] or quiet["said"]:
            self.faults.append(f"{case} not quiet: {quiet}")
        self.faults += [f"{case} {what}" for what in self._differences()]

    @staticmethod
    def _usual_remarks(document: dict[str, object]) -> object:
        """What a move says is said by the run that makes it."""
        return document["said"] if document["operation"] else []

    def _torn_files(self) -> Iterator[str]:
        for file in self.folder.glob("*.ics"):
            if not file.read_bytes().endswith(b"END:VCALENDAR\r\n"):
                yield f"{file.name} is cut off"

    def _differences(self) -> Iterator[str]:
        database = database_in(self.work)
        yield from check_file.check_database(database)
        day = quick.read_workout(database, LONG).date
        if day != MONDAY + 5 * DAY:
            yield f"the long run is on {day}"
        if b"DTSTART:20270109" not in self.file(LONG).read_bytes():
            yield "the event of the long run is elsewhere"
        if f"DTSTART:{MONDAY + 13 * DAY:%Y%m%d}".encode() not in self.file(MOVED_HERE).read_bytes():
            yield "the event of the workout that was moved here is elsewhere"
        if self.file(TEMPO).exists():
            yield "the event of the skipped workout is still there"
        if b"on the river" not in self.file(EDITED).read_bytes():
            yield "the event of the edited workout is as before"
        yield from (f"{file.name} is left over" for file in self.folder.iterdir() if file.suffix == ".tmp")
        names = [line for line in run_here(self.work, "history").splitlines() if "Calendar: " in line]
        if len(names) != 1:
            yield f"the history has {names}"


@needs_strace
def test_a_kill_leaves_whole_files_and_no_lost_change(tmp_path: Path) -> None:
    sweep = FolderSweep(tmp_path)
    calls = sweep.calls()
    for spoiling in kills(calls):
        if spoiling.call in {"rename", "unlink", "fsync"}:
            sweep.run(spoiling)
    assert sweep.runs > 6
    assert sweep.faults == []


@needs_strace
@pytest.mark.soak
def test_a_kill_or_an_error_at_any_call_of_sync_loses_nothing(tmp_path: Path, report: Report) -> None:
    sweep = FolderSweep(tmp_path)
    calls = sweep.calls()
    for number, spoiling in enumerate([*kills(calls), *errors(calls)]):
        if spoiling.call not in {"openat", "pwrite64"} or number % 7 == 0:
            sweep.run(spoiling)
    report(
        "P2",
        "kills and errors at system calls: sync",
        sweep.runs,
        torn=len(sweep.faults),
        tracebacks=len(sweep.tracebacks),
    )
    assert sweep.faults == []
    assert sweep.tracebacks == []
