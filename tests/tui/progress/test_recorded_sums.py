"""The figures of the weeks equal sums that SQLite makes over the file: on the screen, in JSON and in the picture."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planner.cli import main
from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.import_recordings import ImportOptions, import_recordings
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import gpx_file, gpx_run, gpx_track
from tests.tui.driving import OpenApp, See
from tests.tui.season import TODAY

SVG = "{http://www.w3.org/2000/svg}"
WEEKS = 4
BERLIN = ImportOptions(zone="Europe/Berlin")
RUNS = (
    (1, 11, 6_200, 31),
    (4, 11, 15_900, 212),
    (9, 11, 8_050, 77),
    (10, 11, 4_444, 12),
    (16, 11, 7_777, 99),
    (16, 14, 3_333, 5),
)
"""Days ago, the hour in UTC, metres, metres climbed."""
SUMS = """
    SELECT date(item.date, 'weekday 0', '-6 days') AS week, round(total(actual_distance_m), 3),
        (SELECT round(sum(ascent_m), 3) FROM recording_link
            JOIN recording ON recording.id = recording_id JOIN item AS of_link ON of_link.id = item_id
            WHERE date(of_link.date, 'weekday 0', '-6 days') = date(item.date, 'weekday 0', '-6 days')
                AND of_link.sport = 'run')
    FROM item WHERE sport = 'run' AND actual_source IS NOT NULL GROUP BY week"""


def write_files(folder: Path) -> None:
    """Write runs that fit the plan and runs that do not, one file twice, a possible double, and an unknown sport."""
    folder.mkdir()
    for number, (days_ago, hour, metres, ascent) in enumerate(RUNS):
        start = dt.datetime.combine(TODAY - dt.timedelta(days=days_ago), dt.time(hour, tzinfo=dt.UTC))
        seconds = 0.36 * metres
        file = begin().session(start=start, timer_s=seconds, elapsed_s=seconds, distance_m=metres, ascent_m=ascent)
        (folder / f"{number}.fit").write_bytes(file.local_time(3600).close())
    (folder / "twice.fit").write_bytes((folder / "0.fit").read_bytes())
    (folder / "phone.gpx").write_bytes(gpx_file(gpx_track(gpx_run(10_300, 3_590))))
    (folder / "double.gpx").write_bytes(gpx_file(gpx_track(gpx_run(6_000, 2_000, begin=1_200))))
    (folder / "unknown.gpx").write_bytes(gpx_file(gpx_track(gpx_run(3_000, 900, begin=60_000), kind="")))


@pytest.fixture
def recorded(book: Planbook, tmp_path: Path) -> Planbook:
    """The season with what a watch recorded of it."""
    write_files(tmp_path / "watch")
    assert import_recordings(book, [str(tmp_path / "watch")], BERLIN).questions >= 2
    return book


def sums(book: Planbook) -> dict[str, tuple[float, float | None]]:
    """Metres run and climbed by the first day of the week, by SQLite."""
    with closing(sqlite3.connect(book.path)) as connection:
        return {week: (metres, climb) for week, metres, climb in connection.execute(SUMS)}


async def test_screen_json_and_picture_have_the_sums_of_the_file(
    recorded: Planbook, open_app: OpenApp, see: See, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = sums(recorded)
    done_on_tuesday, unplanned_on_monday = 10_000, 10_300
    assert expected["2027-01-04"] == (done_on_tuesday + unplanned_on_monday + 6_200, 31), "doubles are not counted"
    called = ["--db", str(recorded.path), "--today", f"{TODAY}", "progress", "--weeks", f"{WEEKS}"]
    capsys.readouterr()
    assert main([*called, "--json"]) == 0
    weeks = json.loads(capsys.readouterr().out)["weeks"]
    found = {week["start"]: (week["run"]["done_m"], week["run"]["ascent_m"]) for week in weeks}
    assert found == {start: expected.get(start, (0, None)) for start in found}
    assert sum(climb is not None for _, climb in found.values()) >= 3, "weeks with a climb that is known"

    assert main([*called, "--svg", str(tmp_path / "weeks.svg")]) == 0
    titles = [title.text or "" for title in ET.parse(tmp_path / "weeks.svg").getroot().iter(f"{SVG}title")]
    for start, (metres, climb) in found.items():
        day = dt.date.fromisoformat(start)
        assert any(title.startswith(f"{day.day} {day:%b}: {metres / 1000:,.1f} of ") for title in titles)
        assert f"{day.day} {day:%b}: {'not known' if climb is None else f'{climb:,.0f}'}" in titles

    async with open_app(recorded, 120, 40) as pilot:
        await pilot.press("3", "tab", "tab", "minus", "minus")
        lines = (await see(pilot)).splitlines()
    for start, (metres, climb) in found.items():
        day = dt.date.fromisoformat(start)
        (line,) = [line for line in lines if re.match(rf"[▌ ]?[▸ ]* {day.day} {day:%b} +[0-9.]+ / ", line)]
        shown = "–" if climb is None else f"{climb:,.0f}"
        assert re.search(rf" {metres / 1000:.1f} / [0-9.]+ +\d+:\d\d .* {shown} +([0-9.]+|–) +\d+ of ", line)
    total = sum(metres for metres, _ in found.values())
    (line,) = [line for line in lines if line.startswith("  Sum")]
    assert f" {format_bare_distance(total, Unit.KM)}" in line
