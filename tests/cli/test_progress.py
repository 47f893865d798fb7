"""``planner progress``: what the weeks say, as text and as one JSON document."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planner.store import journal, progress_rows, recording_table
from planner.training.races import Unit
from planner.training.recordings import LinkMaker, Recording, RecordingFormat, RecordingLink, RecordingSource
from planner.training.week_charts import ValueFormat, format_value
from planner.training.workouts import Sport
from planner.tui.labels import format_short_duration
from tests.cli.said import Planner

SVG = "{http://www.w3.org/2000/svg}"
NOW = dt.datetime(2027, 1, 6, 12, tzinfo=dt.UTC)


def record(path: Path, item: int, day: dt.date, ascent_m: float | None, hash_digit: str) -> None:
    """Store a recording and link it to a workout."""
    start = dt.datetime.combine(day, dt.time(7), tzinfo=dt.UTC)
    source = RecordingSource("run.fit", RecordingFormat.FIT, hash_digit * 64, 0)
    recording = Recording(
        Sport.RUN, start, start.replace(tzinfo=None), distance_m=8_000.0, ascent_m=ascent_m, sources=(source,)
    )
    with journal.record_operation(path, "import", NOW) as connection:
        (stored,) = recording_table.insert_recordings(connection, path, [recording])
        recording_table.insert_links(connection, path, [RecordingLink(item, stored.id, LinkMaker.AUTO)])


def test_each_week_has_its_longest_run_its_climb_and_why_it_was_low(block: Planner, database: Path) -> None:
    runs = [item for item in block("week", "--json").document["items"] if item["sport"] == "run"]
    first, second, third = (item["id"] for item in runs[:3])
    block("done", str(first), "--at", runs[0]["date"], "--distance", "9.5", today="2027-01-10")
    block("done", str(second), "--at", runs[1]["date"], "--distance", "7", today="2027-01-10")
    block("skip", str(third), "--reason", "ice [red]", today="2027-01-10")
    week = block("progress", "--weeks", "1", "--json", today="2027-01-11").document["weeks"][-1]
    assert (week["run"]["ascent_m"], week["run"]["longest_m"]) == (None, None), "a new week"
    record(database, first, dt.date.fromisoformat(runs[0]["date"]), 120.5, "a")
    record(database, second, dt.date.fromisoformat(runs[1]["date"]), None, "b")
    week = block("progress", "--weeks", "2", "--json", today="2027-01-11").document["weeks"][0]
    assert (week["run"]["ascent_m"], week["run"]["longest_m"]) == (120.5, 9_500)
    assert [why.partition(":")[0] for why in week["run"]["why"]] == ["Skipped", "Missed"]
    assert "ice [red]" in week["run"]["why"][0]
    assert "Skipped:" in block("progress", today="2027-01-11").out


def test_the_records_equal_sums_over_the_database(block: Planner, database: Path) -> None:
    runs = [item for item in block("week", "--json").document["items"] if item["sport"] == "run"]
    for number, item in enumerate(runs):
        block("done", str(item["id"]), "--at", item["date"], "--distance", str(5 + number), today="2027-01-10")
    document = block("progress", "--json", today="2027-01-10").document
    with closing(sqlite3.connect(database)) as connection:
        total, most = connection.execute(
            "SELECT sum(actual_distance_m), max(actual_distance_m) FROM item WHERE sport = 'run'"
        ).fetchone()
    assert document["records"]["best_week"] == {"distance_m": total, "start": "2027-01-04"}
    assert document["records"]["longest_run"]["distance_m"] == most
    assert document["weeks"][-1]["run"]["done_m"] == total
    assert document["records"]["weeks_in_a_row"]["run"] == {"now": 1, "longest": 1}
    assert document["longest_run_guard"]["longest_m"] == most
    said = block("progress", today="2027-01-10").out
    assert f"Longest run {most / 1000:.0f} km" in said
    assert "Longest run of 30 days" in said


def test_weeks_are_counted_from_the_runners_first_day(block: Planner, database: Path) -> None:
    for item in block("week", "--json").document["items"]:
        if item["sport"] == "run":
            block("done", str(item["id"]), "--at", item["date"], today="2027-01-10")
    for this_week in (dt.date(2027, 1, 4), dt.date(2027, 1, 3), dt.date(2027, 1, 11)):
        days = progress_rows.read_recorded_weeks(database, Sport.RUN, this_week)
        assert days
        assert all((this_week - start).days % 7 == 0 for start, _ in days)
        (longest,) = {start for start, _ in days if start <= dt.date(2027, 1, 5) < start + dt.timedelta(days=7)}
        assert longest in {dt.date(2027, 1, 4), dt.date(2027, 1, 3)}


def test_the_picture_has_the_bars_of_the_screen(block: Planner, tmp_path: Path) -> None:
    runs = [item for item in block("week", "--json").document["items"] if item["sport"] == "run"]
    block("done", str(runs[0]["id"]), "--at", runs[0]["date"], "--distance", "6.5", today="2027-01-07")
    target = tmp_path / "weeks.svg"
    assert block("progress", "--weeks", "4", "--svg", str(target), today="2027-01-07").code == 0
    picture = ET.parse(target).getroot()
    titles = [title.text or "" for title in picture.iter(f"{SVG}title")]
    week = block("progress", "--weeks", "1", "--json", today="2027-01-07").document["weeks"][0]["run"]
    assert f"4 Jan: 6.5 of {week['planned_m'] / 1000:.1f}" in titles
    group = next(
        one for one in picture.iter(f"{SVG}g") if one[0].text == f"4 Jan: 6.5 of {week['planned_m'] / 1000:.1f}"
    )
    heights = [float(part.attrib["height"]) for part in group[1:]]
    parts = [week["done_m"], week["left_m"], week["planned_m"] - week["done_m"] - week["left_m"]]
    assert [height / heights[0] for height in heights] == pytest.approx(
        [part / parts[0] for part in parts if part > 0], rel=0.01
    )
    assert any(line.attrib.get("stroke-dasharray") for line in picture.iter(f"{SVG}polyline")), (
        "what is ahead is dotted"
    )


def test_a_picture_replaces_no_file_unasked_and_goes_to_standard_output(block: Planner, tmp_path: Path) -> None:
    target = tmp_path / "weeks.svg"
    target.write_text("mine", encoding="utf-8")
    refused = block("progress", "--svg", str(target))
    assert (refused.code, target.read_text(encoding="utf-8")) == (1, "mine")
    assert block("progress", "--svg", str(target), "--force").code == 0
    said = block("progress", "--svg", "-")
    assert ET.fromstring(said.out).tag == f"{SVG}svg"


def test_minutes_are_rounded_alike_in_every_list(planner: Planner) -> None:
    for seconds, shown in (("1:29:30", "1:30"), ("1:30:30", "1:31"), ("2:29:29", "2:29")):
        planner("add", "2027-01-05", "easy", "--distance", "20", "--time", seconds, "--done")
        assert f"{shown} h of 0 min" in planner("week").out
        (line,) = [one for one in planner("progress", "--weeks", "1").out.splitlines() if one.startswith("2027-01-04")]
        assert shown in line.split()
        done_s = planner("progress", "--weeks", "1", "--json").document["weeks"][0]["run"]["done_s"]
        assert format_value(done_s, ValueFormat.HOURS, Unit.KM) == shown, "the Progress screen"
        assert format_short_duration(done_s) == shown, "the calendar"
        planner("undo")
        planner("add", "2027-01-05", "easy", "--time", seconds, "--done")
        assert f"{shown} h" in planner("review", "2027-01-04").out
        planner("undo")
