"""``planner busy``: calendars are read, half-days closed, and sessions at busy times named and moved when asked."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from planner.store.schema import ADDED_IN_VERSION
from tests.cli.said import Planner
from tests.dump import canonical

SALES = "DTSTART:20270105T173000\nDTEND:20270105T190000\nRRULE:FREQ=WEEKLY;BYDAY=TU"
FAIR = "DTSTART;VALUE=DATE:20270113\nDTEND;VALUE=DATE:20270115"


def write(file: Path, *events: str) -> str:
    parts = [f"BEGIN:VEVENT\nUID:{file.stem}{number}\n{event}\nEND:VEVENT" for number, event in enumerate(events)]
    file.write_text("\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *parts, "END:VCALENDAR", ""]))
    return str(file)


@pytest.fixture
def work(tmp_path: Path) -> str:
    return write(tmp_path / "work.ics", SALES, FAIR)


def closed(planner: Planner) -> list[dict[str, Any]]:
    halves: list[dict[str, Any]] = planner("busy", "--json").document["busy"]
    return halves


def strength(planner: Planner, day: str) -> list[str]:
    document = planner("agenda", "--from", day, "--to", day, "--json").document
    return [item["slot"] for item in document["items"] if item["sport"] == "strength"]


def test_a_calendar_closes_half_days_as_one_operation(block: Planner, database: Path, work: str) -> None:
    before = canonical(database)
    preview = block("busy", work, "--dry-run")
    assert canonical(database) == before
    assert "week of Mon 11 Jan: Tue pm, Wed am pm, Thu am pm" in preview.out
    assert "half-days to strength." in preview.out
    document = block("busy", work, "--json").document
    assert document["operation"].startswith("busy: work.ics, ")
    halves = closed(block)
    assert halves[0] == {"date": "2027-01-12", "slot": "pm", "time": "17:30-19:00", "runs": False}
    assert [half["slot"] for half in halves if half["date"] == "2027-01-13"] == ["am", "pm"]
    assert halves[-1]["date"] == "2028-01-04"  # for a year, though the block ends in March
    assert block("undo").code == 0
    assert canonical(database) == before


def test_sessions_at_busy_times_are_named_and_better_places_offered(block: Planner, work: str) -> None:
    assert strength(block, "2027-01-12") == ["pm"]
    document = block("busy", work, "--json").document
    assert any("strength sessions are at a busy time." in remark for remark in document["remarks"])
    assert any(line.startswith("moderate sled Tue 12 Jan 18:00") for line in document["offer"])
    assert strength(block, "2027-01-12") == ["pm"]
    again = block("busy", work, "--follow", "--json").document
    assert again["offer"] == []
    assert strength(block, "2027-01-12") != ["pm"]
    assert "1 strength session is at a busy time." in block("busy", work).out  # the fair leaves no better place


def test_storing_and_following_is_one_undo(block: Planner, database: Path, work: str) -> None:
    before = canonical(database)
    assert block("busy", work, "--follow").code == 0
    assert strength(block, "2027-01-12") != ["pm"]
    block("undo")
    assert canonical(database) == before


def test_reading_again_replaces_and_doubles_nothing(block: Planner, tmp_path: Path) -> None:
    work = write(tmp_path / "work.ics", SALES)
    block("busy", work, "--follow")
    halves = closed(block)
    again = block("busy", work).out
    assert again.startswith("Nothing would change.\n")
    assert "That is as it was read before." in again
    assert closed(block) == halves
    other = write(tmp_path / "other.ics", FAIR)
    assert "They replace the" in block("busy", other).out
    assert {half["date"] for half in closed(block)} == {"2027-01-13", "2027-01-14"}
    block("busy", "--clear")
    assert closed(block) == []
    assert "No busy times are stored." in block("busy").out


def test_a_later_block_keeps_clear_of_the_calendar(planner: Planner, tmp_path: Path) -> None:
    planner("set", "unit", "km")
    evenings = write(tmp_path / "evenings.ics", "DTSTART:20270104T180000\nDTEND:20270104T210000\nRRULE:FREQ=DAILY")
    planner("busy", evenings)
    document = planner("new", "--template", "half", "--start", "2027-01-11", "--dry-run", "--json").document
    assert {session["slot"] for session in document["slotting"]["sessions"]} == {"am"}
    planner("new", "--template", "half", "--start", "2027-01-11")
    assert "your calendar is full then" in planner("why", "2027-01-14").out
    assert "Your calendar is full 18:00-21:00." in planner("why", "2027-01-14").out
    assert planner("lint").code == 0


def test_the_hour_counts_from_the_blocks_own_anchors(planner: Planner, tmp_path: Path) -> None:
    planner("set", "unit", "km")
    planner("new", "--template", "half", "--start", "2027-01-11", "--anchors", "pm 20:00")
    planner("busy", write(tmp_path / "dinner.ics", "DTSTART:20270112T180000\nDTEND:20270112T193000"))
    assert closed(planner) == []
    planner("busy", write(tmp_path / "late.ics", "DTSTART:20270112T203000\nDTEND:20270112T213000"))
    assert [half["date"] for half in closed(planner)] == ["2027-01-12"]


def test_runs_go_to_the_open_half_of_their_day_when_asked(planner: Planner, tmp_path: Path) -> None:
    planner("set", "unit", "km")
    mornings = write(tmp_path / "mornings.ics", "DTSTART:20270104T060000\nDTEND:20270104T090000\nRRULE:FREQ=DAILY")
    planner("busy", mornings)
    new = ("new", "--template", "half", "--start", "2027-01-11", "--dry-run", "--json")
    assert not any("your calendar" in remark for remark in planner(*new).document["remarks"])
    planner("busy", mornings, "--runs")
    remarks = " ".join(planner(*new).document["remarks"])
    assert "runs are in the other half of the day, clear of your calendar: " in remarks
    assert "1 run is at a time that your calendar fills: " in remarks  # the race keeps its morning


def test_runs_at_busy_times_are_named(block: Planner, tmp_path: Path) -> None:
    whole = write(tmp_path / "fair.ics", FAIR)
    assert not any("runs are" in remark for remark in block("busy", whole, "--json").document["remarks"])
    remarks = block("busy", whole, "--runs", "--json").document["remarks"]
    assert any(" at a busy time: Wed 13 Jan am " in remark for remark in remarks)


def test_of_a_folder_every_calendar_is_read_and_bad_ones_are_named(block: Planner, tmp_path: Path) -> None:
    folder = tmp_path / "vdir"
    folder.mkdir()
    write(folder / "a.ics", SALES)
    write(folder / "b.ICS", FAIR)
    (folder / "c.ics").write_text("not a calendar")
    (folder / "notes.txt").write_text("nothing")
    document = block("busy", str(folder), "--json").document
    assert "of 2 calendars close" in document["remarks"][0]
    assert any(remark.startswith("c.ics is no calendar") for remark in document["remarks"])
    assert {"2027-01-12", "2027-01-13"} <= {half["date"] for half in closed(block)}


REFUSALS = [
    (["missing.ics"], "missing.ics: there is no such file."),
    (["empty"], "holds no calendar: there is no .ics file in it."),
    (["bad.ics"], "bad.ics is no calendar"),
    (["bad"], "None of the 1 calendars in"),
    (["--clear"], "There are no busy times to clear."),
    (["--clear", "bad.ics"], "--clear removes all busy times"),
    (["--runs"], "--runs says what a calendar closes: name the calendar with it."),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSALS, ids=[" ".join(words) for words, _ in REFUSALS])
def test_what_is_no_calendar_is_refused_and_changes_nothing(
    block: Planner,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    for file in (tmp_path / "bad.ics", tmp_path / "bad" / "one.ics"):
        file.write_text("BEGIN:NOTHING")
    before = canonical(database)
    said = block("busy", *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert canonical(database) == before


def test_the_history_says_how_many_times_were_read(block: Planner, work: str) -> None:
    block("busy", work)
    assert "busy times of your calendar: " in block("history", "2").out
    assert " added, 12 Jan" in block("history", "2").out


def test_a_file_of_the_version_before_goes_on(block: Planner, database: Path, work: str) -> None:
    connection = sqlite3.connect(database)
    later = [table for table, version in ADDED_IN_VERSION.items() if version > 5]
    columns = {"athlete": ("zone",), "item": ("plan_date", "former_kind", "made_on")}
    triggers = [
        f"DROP TRIGGER journal_{table}_{event};" for table in columns for event in ("insert", "update", "delete")
    ]
    dropped = [f"ALTER TABLE {table} DROP COLUMN {name};" for table, names in columns.items() for name in names]
    connection.executescript(
        f"{''.join(triggers)} {''.join(dropped)}"
        f"{''.join(f'DROP TABLE {table};' for table in reversed(later))} PRAGMA user_version = 5;"
    )
    connection.close()
    assert closed(block) == []
    assert block("busy", work).code == 0
    assert len(closed(block)) > 50
    assert block("check").code == 0
