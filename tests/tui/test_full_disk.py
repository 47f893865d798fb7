"""A disk that is full under the open screen: each edit is refused in one sentence, and is made once there is room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from planner.clock import Clock
from planner.config import Settings
from planner.usecases.open_planbook import take_remarks
from planner.usecases.planbook import Planbook
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.small_disk import SmallDisk
from tests.tui.driving import OpenApp, Spawn, as_it_stands, calendar, message, press, settle, standing, state, until
from tests.tui.season import TODAY

FULL = "The disk is full, so planner.db was not changed."


@pytest.fixture
def book(season: Path, small_disk: SmallDisk) -> Planbook:
    """The season on a disk that is soon full."""
    return Planbook(Path(shutil.copy(season, small_disk.place / "planner.db")), Clock(TODAY), Settings())


def words(pilot: Pilot[None]) -> str:
    return " ".join(as_it_stands(pilot).split())


@pytest.mark.parametrize(
    "keys", [("L",), ("D",), ("m", "right", "enter"), ("x", "right", "enter"), ("r", "enter"), ("u",)], ids="-".join
)
async def test_a_key_is_refused_in_one_sentence_and_made_once_there_is_room(
    book: Planbook, small_disk: SmallDisk, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        before, operations = state(book), standing(book)
        small_disk.leave_room(0)
        await press(pilot, *keys)
        assert message(pilot) == FULL
        assert take_remarks() == []  # that no backup was made is no news of a change that was not made
        assert state(book) == before
        small_disk.make_room()
        await press(pilot, keys[-1])
        assert FULL not in message(pilot)
        assert standing(book) == operations + (-1 if keys == ("u",) else 1)


@pytest.mark.parametrize(
    ("keys", "typed"),
    [(("s",), "freezing rain"), (("f",), "sore 5"), (("a", "e", "a", "s", "y", "tab"), "Round the lake")],
    ids=["skip", "feeling", "add"],
)
async def test_what_was_typed_stays_and_is_stored_once_there_is_room(
    book: Planbook, small_disk: SmallDisk, open_app: OpenApp, keys: tuple[str, ...], typed: str
) -> None:
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        operations = standing(book)
        small_disk.leave_room(0)
        await press(pilot, *keys, *("space" if letter == " " else letter for letter in typed), "enter")
        await settle(pilot)
        assert FULL in words(pilot)
        assert typed in words(pilot)
        small_disk.make_room()
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
        assert standing(book) == operations + 1


async def test_an_import_is_read_and_stored_with_the_same_key_once_there_is_room(
    book: Planbook, small_disk: SmallDisk, open_app: OpenApp, tmp_path: Path
) -> None:
    run = tmp_path / "r.gpx"
    run.write_bytes(gpx_file(gpx_track(gpx_run(5000, 1800))))
    async with open_app(book, 120, 30) as pilot:
        await settle(pilot)
        small_disk.leave_room(0)
        await press(pilot, "I", *str(run), "enter")
        await until(pilot, lambda: f"{FULL} enter tries again" in words(pilot))
        small_disk.make_room()
        await press(pilot, "enter")
        await until(pilot, lambda: "1 to import" in words(pilot))
        small_disk.leave_room(0)
        await press(pilot, "enter")
        await until(pilot, lambda: f"{FULL} enter tries again" in words(pilot))
        small_disk.make_room()
        await press(pilot, "enter")
        await until(pilot, lambda: message(pilot).startswith("Imported: 1 recording"))


async def test_colours_that_cannot_be_kept_are_said_to_end_with_the_session(
    book: Planbook, small_disk: SmallDisk, open_app: OpenApp
) -> None:
    async with open_app(book, 120, 30) as pilot:
        small_disk.leave_room(0)
        await pilot.app.run_action("colours")
        await press(pilot, "down", "enter")
        assert message(pilot) == "Colours: calm until you leave; planner.db-screen.json cannot be written."


def test_a_half_typed_form_that_cannot_be_kept_is_said_at_the_end(small_disk: SmallDisk, start: Spawn) -> None:
    terminal = start()
    small_disk.leave_room(0)
    terminal.press(b"a")
    terminal.wait_for("Add a workout")
    terminal.press(b"easy")
    terminal.wait_for("easy  ")
    terminal.press(b"\x1b")
    terminal.wait_until(lambda: "Add a workout" not in terminal.text)
    terminal.press(b"q")
    assert terminal.wait() == 0
    assert b"planner.db-draft.json cannot be written, so what was half typed is not kept." in terminal.output
