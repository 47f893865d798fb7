"""A year of Strava onto a half-marathon block: the weeks are right, and each doubt is one question."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import sqlite3
import zipfile
import zoneinfo
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical
from tests.exchange.recordings.damaged import damage
from tests.exchange.recordings.fit_bytes import begin
from tests.exchange.recordings.xml_samples import START, gpx_file, gpx_run, gpx_track, tcx_file, tcx_lap, tcx_point

TODAY = {"today": "2027-04-20"}
DAWN = START.replace(tzinfo=None)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
HEADS = (
    "Activity ID", "Activity Date", "Activity Name", "Activity Type", "Elapsed Time", "Distance", "Filename",
    "Elapsed Time", "Moving Time", "Distance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: its local start, whether it was a run, its metres (0 without) and seconds."""

    start: dt.datetime
    is_run: bool
    metres: int
    seconds: int

    @property
    def moment(self) -> dt.datetime:
        return self.start.replace(tzinfo=BERLIN).astimezone(dt.UTC)


def a_year(planned: list[dict[str, Any]], chance: random.Random) -> list[Done]:
    """Nine months without a plan, then the block: some of it missed, cut short, or run a day late; two a day."""
    done: list[Done] = []
    for day in range(260):
        if chance.random() < 0.6:
            start = DAWN + dt.timedelta(days=day - 260, hours=12, minutes=chance.randrange(60))
            done.append(Done(start, True, metres := chance.randrange(4_000, 16_000), round(metres * 0.35)))
    for one in planned:
        start = dt.datetime.fromisoformat(one["date"]) + dt.timedelta(hours=chance.choice((7, 18)))
        what, plan = chance.random(), one["planned"]
        if what < 0.08 or one["sport"] not in {"run", "strength"}:
            continue
        if one["sport"] == "strength":
            done.append(Done(start.replace(hour=12), False, 0, chance.randrange(1_500, 3_600)))
            continue
        metres = plan["distance_m"] or plan["duration_s"] / 0.36
        if what < 0.12:
            start = start.replace(hour=15) + dt.timedelta(days=1)
        elif what < 0.2:
            metres *= 0.45
        elif what > 0.93:
            done.append(Done(start + dt.timedelta(hours=5), True, 2_100, 700))
        metres = round(metres * chance.uniform(0.95, 1.06))
        done.append(Done(start, True, metres, round(metres * chance.uniform(0.32, 0.38))))
    return sorted(done, key=lambda each: each.start)


def file_of(one: Done, place: int) -> tuple[str, bytes]:
    """Its file in one of three formats; strength is in the list alone."""
    if not one.is_run:
        return "", b""
    name, at = f"activities/{9_000 + place}", (one.moment - START).total_seconds()
    if place % 3 == 0:
        return f"{name}.gpx", gpx_file(gpx_track(gpx_run(one.metres, one.seconds, begin=at)))
    if place % 3 == 1:
        points = (tcx_point(at, 0), tcx_point(at + one.seconds, one.metres))
        return f"{name}.tcx", tcx_file(tcx_lap(at, points, seconds=one.seconds, metres=one.metres))
    offset = one.start.replace(tzinfo=BERLIN).utcoffset() or dt.timedelta()
    made = begin().session(start=one.moment, timer_s=one.seconds, elapsed_s=one.seconds, distance_m=one.metres)
    return f"{name}.fit", made.local_time(round(offset.total_seconds())).close()


def write_archive(path: Path, done: list[Done]) -> None:
    """Write Strava's archive: its list with times in UTC, and the files."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEADS)
    with zipfile.ZipFile(path, "w") as archive:
        for place, one in enumerate(done):
            name, content = file_of(one, place)
            if name:
                archive.writestr(name, content)
            at = one.moment
            date = f"{at:%b} {at.day}, {at.year}, {at.hour % 12 or 12}:{at:%M:%S %p}"
            kind = "Run" if one.is_run else "Weight Training"
            shown = place, date, kind, kind, one.seconds, one.metres / 1000, name
            table.writerow((*shown, one.seconds, one.seconds, one.metres))
        archive.writestr("activities.csv", text.getvalue())


def read(planner: Planner, *words: str) -> dict[str, Any]:
    said = planner(*words, "--json", **TODAY)
    assert said.code == 0, said.err
    document: dict[str, Any] = json.loads(said.out)
    return document


def weeks(planner: Planner) -> dict[str, tuple[float, int]]:
    """Metres run and strength sessions done in each week, as the progress says."""
    listed = read(planner, "progress", "--weeks", "60")["weeks"]
    return {week["start"]: (week["run"]["done_m"], week["strength"]["done_sessions"]) for week in listed}


def monday(day: dt.date) -> str:
    return (day - dt.timedelta(days=day.weekday())).isoformat()


@pytest.fixture
def year(block: Planner, tmp_path: Path) -> list[Done]:
    """A year of activities, imported onto the block."""
    block("set", "zone", "Europe/Berlin", **TODAY)
    items = read(block, "agenda", "--from", "2027-01-04", "--to", "2027-04-18")["items"]
    done = a_year(items, random.Random(7))
    write_archive(tmp_path / "export.zip", done)
    (result,) = read(block, "import", str(tmp_path / "export.zip"))["files"]
    assert (result["result"], len(result["activities"])) == ("imported", len(done))
    return done


def test_the_weeks_are_right_and_equal_what_is_stored(block: Planner, database: Path, year: list[Done]) -> None:
    expected: dict[str, tuple[float, int]] = {}
    for one in year:
        metres, sessions = expected.get(monday(one.start.date()), (0, 0))
        more = (one.metres, 0) if one.is_run else (0, 1)
        expected[monday(one.start.date())] = metres + more[0], sessions + more[1]
    found = weeks(block)
    for week, (metres, sessions) in expected.items():
        assert found[week][0] == pytest.approx(metres, rel=0.002), week
        assert found[week][1] == sessions, week
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT date(date, '-6 days', 'weekday 1'), sum(iif(sport = 'run', actual_distance_m, 0)),"
            " sum(sport = 'strength') FROM item WHERE state IN ('done', 'unplanned') GROUP BY 1"
        ).fetchall()
    done = {week: figures for week, figures in found.items() if figures != (0, 0)}
    assert {week: sessions for week, _, sessions in rows} == {week: sessions for week, (_, sessions) in done.items()}
    assert {week: metres for week, metres, _ in rows} == pytest.approx(
        {week: metres for week, (metres, _) in done.items()}
    )


def test_each_doubt_is_one_question_and_each_answer_settles_it(
    block: Planner, database: Path, tmp_path: Path, year: list[Done]
) -> None:
    imported, before = canonical(database), weeks(block)
    questions = read(block, "inbox")["questions"]
    asked = [number for question in questions for number in question["activities"]]
    assert 5 < len(questions) < len(year) / 10
    assert len(asked) == len(set(asked))
    for place, question in enumerate(questions):
        answer = "unplanned" if question["proposed"] is None or place % 4 == 3 else str(question["proposed"])
        items = read(block, "inbox", str(question["id"]), answer)["items"]
        if answer != "unplanned":
            (item,) = items
            assert (item["status"], item["recordings"]) == ("done", question["activities"])
            assert item["shifted"] == (question["why"] == "another day")
        assert len(read(block, "inbox")["questions"]) == len(questions) - place - 1
    assert weeks(block) == before  # what was run was run, whatever it was
    for _ in questions:
        block("undo", **TODAY)
    assert canonical(database) == imported
    read(block, "import", str(tmp_path / "export.zip"))
    assert canonical(database) == imported
    block("undo", **TODAY)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM recording").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM item WHERE state <> 'planned'").fetchone() == (0,)


def test_damaged_files_stop_no_other_and_leave_a_sound_database(planner: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    for place in range(3):
        name, content = file_of(Done(DAWN, True, 5_000, 1_800), place)
        for number, variant in enumerate(damage(content, 100, seed=place)):
            (folder / f"{number:03}{Path(name).suffix}").write_bytes(variant)
    good, content = file_of(Done(DAWN + dt.timedelta(days=30), True, 5_000, 1_800), 2)
    (folder / f"whole{Path(good).suffix}").write_bytes(content)
    results = read(planner, "import", str(folder))["files"]
    assert len(results) == 301
    assert {Path(each["path"]).name: each["result"] for each in results}["whole.fit"] == "imported"
    assert all(each["reason"] and "\n" not in each["reason"] for each in results if each["result"] == "skipped")
    assert planner("check", **TODAY).code == 0
