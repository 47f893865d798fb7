"""What the calendar says of time zones at a start: that of a new file, and a terminal that is somewhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.tui.app import PlannerApp
from planner.tui.first.screen import FirstScreen
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.zones import change_zone
from tests.tui.driving import OpenApp, message, until
from tests.usecases.recordings.books import new_book


@pytest.fixture
def over_ssh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    monkeypatch.setenv("TZ", "Asia/Tokyo")


def book_in_berlin(path: Path) -> Planbook:
    book = new_book(path)
    change_zone(book, "Europe/Berlin")
    return book


async def test_the_zone_of_a_new_file_is_said(tmp_path: Path) -> None:
    app = PlannerApp(new_book(tmp_path / "book.db"))
    app.start_sentence = "Your time zone is Europe/Berlin: planner set zone changes it."
    async with app.run_test(size=(80, 24)) as pilot:
        first = pilot.app.screen
        assert isinstance(first, FirstScreen)
        await until(pilot, lambda: bool(first.footer.message))
        assert first.footer.message == "Your time zone is Europe/Berlin: planner set zone changes it."
    assert app.start_sentence == ""


@pytest.mark.usefixtures("over_ssh")
async def test_a_terminal_in_another_zone_is_said_once(tmp_path: Path, open_app: OpenApp) -> None:
    book = book_in_berlin(tmp_path / "book.db")
    async with open_app(book) as pilot:
        await until(pilot, lambda: bool(message(pilot)))
        assert message(pilot) == "Terminal in Asia/Tokyo, plan in Europe/Berlin: planner set zone changes that."
    async with open_app(book) as pilot:
        await pilot.pause()
        assert message(pilot) == ""
    change_zone(book, "America/Lima")
    async with open_app(book) as pilot:
        await until(pilot, lambda: bool(message(pilot)))
        assert "plan in America/Lima" in message(pilot)


@pytest.mark.usefixtures("over_ssh")
async def test_a_terminal_in_the_same_zone_says_nothing(tmp_path: Path, open_app: OpenApp) -> None:
    book = new_book(tmp_path / "book.db")
    change_zone(book, "Asia/Seoul")  # which has the same clock
    async with open_app(book) as pilot:
        await pilot.pause()
        assert message(pilot) == ""
