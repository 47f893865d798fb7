"""Importing on the screen: a path is typed, what is in it is shown, and nothing is stored before enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from planner.training.refusal import RefusedError
from planner.training.workouts import RunKind, StoredStatus
from planner.tui.sheets import import_files
from planner.tui.sheets.import_form import ImportFormSheet, parse_paths
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_workouts
from planner.usecases.recordings.found_files import Progress
from planner.usecases.recordings.import_recordings import ImportOptions
from planner.usecases.recordings.import_results import ImportOutcome
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.tui.driving import OpenApp, See, as_it_stands, calendar, message, press, settle, standing, until
from tests.tui.season import MONDAY, TODAY

THREE_DAYS_S = 3 * 24 * 3600


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine is in Berlin, an hour ahead of UTC in winter."""
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    """A folder with today's tempo of 12 km, what is no recording, and a hidden file."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "tempo.gpx").write_bytes(gpx_file(gpx_track(gpx_run(12_000, 4140, begin=THREE_DAYS_S))))
    (folder / "shopping.csv").write_text("milk,2\n", encoding="utf-8")
    (folder / ".hidden.fit").write_bytes(b"x")
    return folder


async def submit_path(pilot: Pilot[None], path: Path) -> None:
    """Open the form, put a path into it, and read what is there."""
    await press(pilot, "I")
    sheet = pilot.app.screen
    assert isinstance(sheet, ImportFormSheet)
    sheet.fields.set_value("path", str(path))
    await press(pilot, "enter")
    await settle(pilot)


async def store(pilot: Pilot[None]) -> None:
    """Import what is listed."""
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is calendar(pilot))


async def test_what_a_folder_holds_is_shown_first_and_stored_with_enter(
    book: Planbook, open_app: OpenApp, see: See, watch: Path
) -> None:
    before = standing(book)
    async with open_app(book) as pilot:
        await submit_path(pilot, watch)
        shown = " ".join((await see(pilot)).split())
        assert "1 to import; 1 left out. 1 workout linked. 1 other file passed over." in shown
        assert "shopping.csv" in shown
        assert "it is no recording" in shown
        await press(pilot, "down")
        shown = " ".join((await see(pilot)).split())
        assert "Run, Thu 7 Jan 2027" in shown
        assert "The tempo of Thu 7 Jan 2027: 12.0 of 12 km, same day" in shown
        assert standing(book) == before, "so far it was only looked at"
        await store(pilot)
        assert message(pilot).startswith("Imported: 1 recording, 1 workout linked, 1 file skipped.")
        assert "u takes it back. Local days are those of Europe/Berlin" in message(pilot)
        assert standing(book) == before + 1
        (tempo,) = (one for one in read_workouts(book, TODAY, TODAY) if one.kind == RunKind.TEMPO)
        assert tempo.status is StoredStatus.DONE
        await press(pilot, "u")
        assert standing(book) == before
        (tempo,) = (one for one in read_workouts(book, TODAY, TODAY) if one.kind == RunKind.TEMPO)
        assert tempo.status is StoredStatus.PLANNED


async def test_what_an_import_asks_is_said_with_its_key(
    book: Planbook, open_app: OpenApp, see: See, tmp_path: Path
) -> None:
    path = tmp_path / "short.gpx"
    path.write_bytes(gpx_file(gpx_track(gpx_run(4_000, 1500, begin=THREE_DAYS_S))))
    async with open_app(book) as pilot:
        await submit_path(pilot, path)
        assert "1 to import. 1 question." in " ".join((await see(pilot)).split())
        await store(pilot)
        assert "1 question in the inbox: A answers." in message(pilot)
        await press(pilot, "A")
        assert "The run of Thu 7 Jan 07:00, 4.0 km" in await see(pilot)


async def test_a_very_small_screen_shows_the_key_of_the_inbox_after_an_import(
    book: Planbook, open_app: OpenApp, see: See, tmp_path: Path
) -> None:
    path = tmp_path / "short.gpx"
    path.write_bytes(gpx_file(gpx_track(gpx_run(4_000, 1500, begin=THREE_DAYS_S))))
    async with open_app(book, 40, 12) as pilot:
        await submit_path(pilot, path)
        await store(pilot)
        assert "1 imported. 1 question: A answers." in await see(pilot)


async def test_what_is_there_already_is_not_offered_again(
    book: Planbook, open_app: OpenApp, see: See, watch: Path
) -> None:
    async with open_app(book) as pilot:
        await submit_path(pilot, watch / "tempo.gpx")
        await store(pilot)
        stored = standing(book)
        await submit_path(pilot, watch / "tempo.gpx")
        shown = await see(pilot)
        assert "Nothing to import; 1 already there." in shown
        assert "enter imports" not in shown
        await press(pilot, "enter", "escape")
        assert message(pilot) == "Left; nothing is stored."
        assert standing(book) == stored


async def test_a_watch_that_was_never_set_needs_a_date(
    book: Planbook, open_app: OpenApp, see: See, tmp_path: Path
) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(
        begin().session(start=dt.datetime(1990, 1, 1, tzinfo=dt.UTC), timer_s=1800, distance_m=5000).close()
    )
    async with open_app(book) as pilot:
        await submit_path(pilot, path)
        assert "give its date" in " ".join((await see(pilot)).split())
        await press(pilot, "escape", "I")
        sheet = pilot.app.screen
        assert isinstance(sheet, ImportFormSheet)
        sheet.fields.set_value("path", str(path))
        sheet.fields.set_value("date", "4 jan")
        await press(pilot, "enter")
        await settle(pilot)
        assert "1 to import." in await see(pilot)
        await store(pilot)
    assert any(
        one.actual is not None and one.actual.effort.distance_m == 5000 for one in read_workouts(book, MONDAY, MONDAY)
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"path": ""}, "path must be given"),
        ({"path": "no-such.fit"}, 'there is no file or folder "no-such.fit"'),
        ({"path": ".", "sport": "rest"}, "sport must be run, strength or cross"),
        ({"path": ".", "zone": "Berlin"}, "did you mean Europe/Berlin?"),
    ],
)
async def test_what_cannot_be_read_is_said_below_the_fields(
    book: Planbook, open_app: OpenApp, see: See, fields: dict[str, str], said: str
) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "I")
        sheet = pilot.app.screen
        assert isinstance(sheet, ImportFormSheet)
        for name, text in fields.items():
            sheet.fields.set_value(name, text)
        await press(pilot, "enter")
        assert said in " ".join((await see(pilot)).split())


async def test_tab_completes_the_path_and_then_goes_on(book: Planbook, open_app: OpenApp, watch: Path) -> None:
    async with open_app(book) as pilot:
        await press(pilot, "I")
        sheet = pilot.app.screen
        assert isinstance(sheet, ImportFormSheet)
        sheet.fields.set_value("path", f"{watch}/te")
        await press(pilot, "tab")
        assert sheet.fields.values["path"] == f"{watch}/tempo.gpx"
        assert sheet.fields.current == "path"
        await press(pilot, "tab")
        assert sheet.fields.current == "date"


async def test_escape_ends_the_reading_of_many_files(
    book: Planbook, open_app: OpenApp, watch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, breath = Event(), Event()

    def read_for_ever(
        book: Planbook, paths: tuple[str, ...], options: ImportOptions, note: Callable[[Progress], None]
    ) -> ImportOutcome:
        del book, paths, options
        done = 0
        try:
            while True:
                done += 1
                breath.wait(0.001)
                note(Progress(done, 3_835, "ride.fit"))
        finally:
            ended.set()

    monkeypatch.setattr(import_files, "import_recordings", read_for_ever)
    async with open_app(book) as pilot:
        await press(pilot, "I")
        sheet = pilot.app.screen
        assert isinstance(sheet, ImportFormSheet)
        sheet.fields.set_value("path", str(watch))
        await pilot.press("enter")
        await until(pilot, lambda: "of 3,835 files" in as_it_stands(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is calendar(pilot))
        assert ended.is_set()
        assert message(pilot) == "Left; nothing is stored."


def test_paths_are_taken_as_a_terminal_pastes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("a run.fit", "b.gpx", "it's.fit", "-"):
        (tmp_path / name).touch()
    assert parse_paths("a run.fit") == ("a run.fit",)
    assert parse_paths("'a run.fit' b.gpx") == ("a run.fit", "b.gpx")
    assert parse_paths(r"a\ run.fit") == ("a run.fit",)
    assert parse_paths("it's.fit") == ("it's.fit",)
    assert parse_paths("~/b.gpx") == (f"{tmp_path}/b.gpx",)
    assert parse_paths("-") == ("./-",), "a file here, never standard input, which is the keyboard"
    for wrong in ("", "~nobody-of-that-name/x", "b.gpx c.gpx", "it's.tcx", "x\0y"):
        with pytest.raises(RefusedError):
            parse_paths(wrong)
