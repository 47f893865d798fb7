"""A damaged file or value is said in a sentence, by every command and on every screen, and nothing is written."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from planner.clock import Clock
from planner.config import Settings
from planner.tui.app import PlannerApp
from planner.usecases.planbook import Planbook
from tests.trust.damage import FILES, VALUES, Damage
from tests.trust.figures import Report
from tests.trust.lived_in import TODAY, call, todays_run
from tests.tui.driving import as_it_stands, settle

DAMAGE = {**FILES, **VALUES}
READING = (
    "today", "today --short", "next", "week", "agenda", "agenda --json", "find easy", "progress", "review",
    "why 2027-02-09", "lint --all", "session 2027-02-09", "history", "recordings", "inbox", "export plan",
    "export json", "recording 1", "templates", "new --template 10k --start 2027-05-03 --dry-run",
    "set", "exercise", "screening", "check",
)  # fmt: skip
"""Commands that change nothing."""
EDITS = (
    "done {run}", "skip {run} --reason rain", "add 2027-02-04 easy --distance 5", "edit {run} --distance 6",
    "move {run} 2027-02-06", "delete {run}", "lock {run}", "swap 2027-02-03 2027-02-04", "reslot", "undo", "redo",
    "set floor 3G", "away 2027-02-20 2027-02-21", "shift --race 2027-04-11", "unlink {run}", "export ics --json",
)  # fmt: skip
"""Commands that change something, by the number of the run of today."""
SCREENS = ("2", "3", "4", "1")
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def state(directory: Path) -> dict[str, str]:
    """Return what every file of a directory is and holds, but for those that say nothing of the runner."""
    found = {}
    for path in sorted(directory.rglob("*")):
        if path.name in {"planner.db-journal", "planner.db-checked"}:
            continue
        mode = path.lstat().st_mode
        held = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else ""
        found[str(path.relative_to(directory))] = f"{stat.S_IFMT(mode)} {held}"
    return found


def damaged_copy(lived_in: Path, directory: Path, damage: Damage) -> Path:
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    path = directory / "planner.db"
    shutil.copy(lived_in, path)
    damage(path)
    return path


def check_commands(lived_in: Path, directory: Path, names: Iterable[str], commands: Sequence[str]) -> int:
    """Run the commands on each damage, and return how many runs that were."""
    run, runs = todays_run(lived_in).id, 0
    for name in names:
        path = damaged_copy(lived_in, directory / "book", DAMAGE[name])
        is_said = False
        for words in commands:
            shutil.rmtree(path.parent / "backups", ignore_errors=True)
            before = state(path.parent)
            said = call(path, *words.format(run=run).split())
            runs += 1
            context = name, words, said
            assert said.code in {0, 1}, context
            assert not _UNSAFE.search(said.out + said.err), context
            assert all(line.startswith("planner: ") for line in said.err.splitlines()), context
            if said.code == 0 and "--json" in words:
                json.loads(said.out)
            if said.code or words in READING:
                after = state(path.parent)
                if name in VALUES and words in EDITS:  # the backup before the first change of a day is made by then
                    after = {entry: what for entry, what in after.items() if not entry.startswith("backups")}
                assert after == before, context
            if said.code == 1 and not said.out:
                assert said.err, context
            is_said |= bool(said.err)
            if said.code == 0 and words not in READING:
                path = damaged_copy(lived_in, directory / "book", DAMAGE[name])
        if name in FILES:
            assert is_said, name
    return runs


SAMPLE = 17
"""In the usual run, every so many damages one, and every so many commands one."""


def test_a_sample_of_damage_is_said_in_a_sentence(lived_in: Path, tmp_path: Path) -> None:
    names, commands = sorted(DAMAGE), [*READING, *EDITS]
    for offset in range(0, len(names), SAMPLE):
        check_commands(lived_in, tmp_path, names[offset : offset + 1], commands[offset // SAMPLE % 4 :: 4])


@pytest.mark.soak
@pytest.mark.parametrize(("number", "name"), list(enumerate(sorted(DAMAGE))))
def test_every_damage_is_said(lived_in: Path, tmp_path: Path, report: Report, number: int, name: str) -> None:
    """Every damage of the file is read by every command, every damaged value by a third of them in turn."""
    commands = [*READING, *EDITS]
    runs = check_commands(lived_in, tmp_path, [name], commands if name in FILES else commands[number % 3 :: 3])
    report("P5", f"damaged {'files' if name in FILES else 'values'}, read and edited by commands", runs)


def plan(path: Path) -> list[object]:
    """Return the rows of every table, byte by byte; a running session goes on while its screen is open."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'session_timer'")
        return [connection.execute(f"SELECT * FROM {name.decode()}").fetchall() for (name,) in tables.fetchall()]
    finally:
        connection.close()


async def open_screens(path: Path) -> None:
    """Open the app on a file, and one screen after the other by its key."""
    app = PlannerApp(Planbook(path, Clock(TODAY), Settings()))
    app.screening_asked = True
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in SCREENS:
            await pilot.press(key)
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)


def check_screens(lived_in: Path, directory: Path, name: str) -> None:
    path = damaged_copy(lived_in, directory / "book", DAMAGE[name])
    before = state(path.parent)["planner.db"] if name in FILES else plan(path)
    asyncio.run(open_screens(path))
    assert before == (state(path.parent)["planner.db"] if name in FILES else plan(path)), name


def test_the_screens_open_on_a_sample_of_damage(lived_in: Path, tmp_path: Path) -> None:
    for name in sorted(DAMAGE)[:: 4 * SAMPLE]:
        check_screens(lived_in, tmp_path, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_the_screens_open_on_every_damage(lived_in: Path, tmp_path: Path, report: Report, name: str) -> None:
    check_screens(lived_in, tmp_path, name)
    report("P5", f"damaged {'files' if name in FILES else 'values'}, on every screen", len(SCREENS))


def test_a_workout_that_cannot_be_read_is_named_and_the_others_are_shown(lived_in: Path, tmp_path: Path) -> None:
    run = todays_run(lived_in)
    path = damaged_copy(lived_in, tmp_path / "book", VALUES["planned_rpe 9e999"])
    whole, damaged = call(lived_in, "week"), call(path, "week")
    assert whole.code == 0
    assert damaged.code == 1
    assert damaged.err == f"planner: Workout {run.id} has a damaged planned rpe in the database: inf.\n"
    missing = set(whole.out.splitlines()) - set(damaged.out.splitlines())
    assert all(run.title in line or "km" in line for line in missing)
    assert len(damaged.out.splitlines()) > 5


def test_a_title_that_is_no_text_hides_nothing(lived_in: Path, tmp_path: Path) -> None:
    path = damaged_copy(lived_in, tmp_path / "book", VALUES["title CAST(x'52fe80c328ff' AS TEXT)"])
    said = call(path, "week")
    assert (said.code, said.err) == (0, "")
    assert "R\N{REPLACEMENT CHARACTER}" in said.out
    assert len(said.out.splitlines()) == len(call(lived_in, "week").out.splitlines())


async def shown_with(path: Path) -> str:
    app = PlannerApp(Planbook(path, Clock(TODAY), Settings()))
    app.screening_asked = True
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        return as_it_stands(pilot)


def test_the_month_shows_the_others_and_says_which_workout_it_cannot_read(lived_in: Path, tmp_path: Path) -> None:
    run = todays_run(lived_in)
    path = damaged_copy(lived_in, tmp_path / "book", VALUES["planned_rpe 9e999"])
    shown = asyncio.run(shown_with(path))
    assert f"Workout {run.id} has a damaged planned rpe" in shown
    assert shown.count("km") > 10
