"""Whose calendar it is, and how the open screen follows what is set about the runner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner import cli
from planner.config import Settings
from planner.training.refusal import RefusedError
from planner.tui import launch
from planner.tui.app import PlannerApp
from planner.tui.terminal import capabilities
from planner.usecases.planbook import Planbook
from planner.usecases.runner import change_runner_setting, list_runner_settings
from tests.tui.driving import OpenApp, See, calendar, until


async def test_the_title_says_whose_calendar_it_is(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(replace(book, runner_name="ann")) as pilot:
        assert "January 2027   ann · Half marathon 14 Feb" in await see(pilot)


async def test_an_empty_calendar_says_it_too_and_a_hostile_name_does_nothing(
    empty_book: Planbook, open_app: OpenApp, see: See
) -> None:
    async with open_app(replace(empty_book, runner_name="[/]b\x1b[2Job")) as pilot:
        assert "January 2027   [/]b�[2Job" in await see(pilot)


def test_the_name_is_known_only_where_there_are_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "planner.toml"
    monkeypatch.setenv("PLANNER_CONFIG", str(settings))
    met: list[Planbook] = []

    def note(book: Planbook) -> int:
        met.append(book)
        return 0

    monkeypatch.setattr("planner.tui.launch", note)
    for text, words in (
        ('[athletes]\nann = "ann.db"', ["--db", "ann"]),
        ('[athletes]\nann = "ann.db"\nbob = "bob.db"', ["--db", "bob"]),
        ('[athletes]\nann = "ann.db"\nbob = "bob.db"', ["--db", "other.db"]),
    ):
        settings.write_text(text, encoding="utf-8")
        assert cli.main(words) == 0
    assert [book.runner_name for book in met] == ["", "bob", ""]


async def test_the_open_calendar_follows_week_start_and_unit(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        assert " Mon 28 " in await see(pilot)
        change_runner_setting(book, "week-start", "sunday")
        await until(pilot, lambda: calendar(pilot).data.view.weeks[0].start.weekday() == 6)
        assert (await see(pilot)).splitlines()[1].startswith(" Sun 27 ")
        change_runner_setting(book, "unit", "mi")
        await until(pilot, lambda: calendar(pilot).data.view.unit == "mi")
        assert " mi" in await see(pilot)
        assert " km" not in await see(pilot)


async def test_the_palette_asks_for_the_day_weeks_begin_on(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book) as pilot:
        await pilot.press("ctrl+p", *"begin the week", "enter")
        assert "Begin the week on which day?" in await see(pilot)
        await pilot.press(*"noday", "enter")
        assert "must be a day of the week" in await see(pilot)
        await pilot.press(*["backspace"] * 5, *"sun", "enter")
        shown = await see(pilot)
        assert "The week begins on Sunday. u takes it back." in shown
        assert shown.splitlines()[1].startswith(" Sun 27 ")
        await pilot.press("u")
        assert (await see(pilot)).splitlines()[1].startswith(" Mon 28 ")
        assert list_runner_settings(book)[0].current == "monday"


async def test_where_undo_has_no_key_the_way_back_is_named(book: Planbook, open_app: OpenApp, see: See) -> None:
    async with open_app(book, 100, 30) as pilot:
        await pilot.press("3", "ctrl+p", *"begin the week", "enter", *"sat", "enter")
        assert "The week begins on Saturday. u in the calendar takes it back." in await see(pilot)


def test_wrong_keys_are_refused_before_the_screen_is_taken_over(
    book: Planbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(capabilities, "unsupported_reason", lambda: "")
    monkeypatch.setattr("gc.disable", lambda: None)
    settings = Settings(keys={"calendar.done": ("ctrl+m",)}, source=Path("mine.toml"))
    with pytest.raises(RefusedError, match=r'mine\.toml: keys\."calendar\.done": "ctrl\+m" is no key'):
        launch(replace(book, settings=settings))
    assert capsys.readouterr() == ("", "")


def test_a_refused_first_start_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capabilities, "unsupported_reason", lambda: "")
    monkeypatch.setattr("gc.disable", lambda: None)
    settings = Settings(keys={"calendar.done": ("ctrl+m",)})
    with pytest.raises(RefusedError):
        launch(Planbook(tmp_path / "new" / "new.db", settings=settings))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_first_start_makes_remembers_the_time_zone_of_its_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capabilities, "unsupported_reason", lambda: "")
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    monkeypatch.setenv("LC_ALL", "C")
    started: list[str] = []
    monkeypatch.setattr(PlannerApp, "run", lambda app, **_: started.append(app.start_sentence))
    new = Planbook(tmp_path / "new" / "new.db")
    assert launch(new) == 0
    assert started == [
        f"Made a new database, {new.path}. Your time zone is Europe/Lisbon: planner set zone changes it."
    ]
    assert {setting.name: setting.current for setting in list_runner_settings(new)}["zone"] == "Europe/Lisbon"
