"""The plan as an ICS file: every event as icalendar, khal and calcurse read it, and a new number for each change."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import icalendar
import pytest

from planner.cli import main
from planner.store import quick
from planner.store.database_id import read_database_id
from planner.training.workouts import Sport
from tests.cli.said import Planner
from tests.dump import canonical

LATER = "2027-01-08"
KHAL_CONFIG = """[calendars]
[[training]]
path = {0}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
"""


def events_in(text: str) -> dict[str, icalendar.Event]:
    """Return the events of a file by the last part of their UIDs, the number of the workout."""
    found: dict[str, icalendar.Event] = {}
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        assert isinstance(event, icalendar.Event)
        found[str(event["UID"]).rpartition("-")[2]] = event
    return found


def exported(planner: Planner, *words: str, today: str = "2027-01-06") -> dict[str, icalendar.Event]:
    said = planner("export", "ics", *words, today=today)
    assert (said.code, said.err) == (0, "")
    return events_in(said.out)


def versions(events: dict[str, icalendar.Event]) -> dict[str, int]:
    return {number: int(str(event["SEQUENCE"])) for number, event in events.items()}


def a_session(database: Path) -> int:
    """Return the number of the first session ahead."""
    days = quick.read_days(database, dt.date(2027, 1, 8), dt.date(2027, 3, 28))
    return next(one.id for one in days if one.sport is Sport.STRENGTH)


def test_every_workout_is_an_event_and_no_rest_day_is(block: Planner, database: Path) -> None:
    events = exported(block)
    training = {str(one.id): one for one in quick.read_all_workouts(database) if one.is_training}
    assert events.keys() == training.keys()
    assert len(events) > 60
    for number, event in events.items():
        workout, start = training[number], event.decoded("DTSTART")
        assert event["UID"] == f"planner-{read_database_id(database)}-{number}"
        assert start == dt.datetime.combine(workout.date, dt.time.fromisoformat(workout.start or ""))
        assert event.decoded("DTEND") - start >= dt.timedelta(minutes=15)
        assert (str(event["SEQUENCE"]), str(event["STATUS"])) == ("0", "CONFIRMED")


def test_what_is_unchanged_is_the_same_on_another_day(block: Planner) -> None:
    first = block("export", "ics")
    assert block("export", "ics", today=LATER).out == first.out
    moved = block("export", "ics", today="2028-06-01")
    assert moved.out == first.out


def test_only_a_change_gives_an_event_a_new_number_and_undo_is_one(block: Planner, database: Path) -> None:
    number = str(a_session(database))
    before = exported(block)
    block("move", number, "2027-01-30")
    moved = exported(block, today=LATER)
    assert {key for key in moved if moved[key] != before[key]} == {number}
    assert versions(moved)[number] == 1
    assert (
        moved[number].decoded("DTSTAMP").date() == moved[number].decoded("LAST-MODIFIED").date() == dt.date(2027, 1, 8)
    )
    block("undo")
    back = exported(block, today="2027-01-09")
    assert versions(back)[number] == 2
    assert back[number].decoded("DTSTART") == before[number].decoded("DTSTART")
    block("edit", number, "--rpe", "5")  # which no calendar is told
    assert exported(block, today="2027-01-10") == back


def test_a_removed_workout_stays_as_cancelled_for_a_year_and_a_bit(block: Planner, database: Path) -> None:
    number = a_session(database)
    before = exported(block)[str(number)]
    block("delete", str(number))
    gone = exported(block)[str(number)]
    assert (str(gone["STATUS"]), str(gone["SEQUENCE"])) == ("CANCELLED", "1")
    assert (gone.decoded("DTSTART"), gone["SUMMARY"]) == (before.decoded("DTSTART"), before["SUMMARY"])
    day = dt.date(2027, 1, 6) + dt.timedelta(days=400)
    assert exported(block, today=str(day))[str(number)] == gone
    assert str(number) not in exported(block, today=str(day + dt.timedelta(days=1)))
    block("undo")
    back = exported(block)[str(number)]
    assert (str(back["STATUS"]), str(back["SEQUENCE"])) == ("CONFIRMED", "2")
    block("delete", str(number))
    assert str(number) not in exported(block, "--to", "2027-01-06")


def test_a_skipped_workout_is_cancelled_where_a_calendar_may_have_it(block: Planner, database: Path) -> None:
    number = str(a_session(database))
    block("skip", number, "--reason", "a cold")
    assert number not in exported(block)
    block("undo")
    exported(block)
    block("skip", number, "--reason", "a cold")
    said = block("export", "ics")
    assert str(events_in(said.out)[number]["STATUS"]) == "CANCELLED"
    assert "cold" not in said.out
    answer = block("export", "ics", "--json").document
    assert (answer["block"], answer["count"], answer["cancelled"]) == (None, len(events_in(said.out)), 1)
    assert answer["text"] == said.out


def test_what_was_done_has_a_tick_and_nothing_of_how_it_was(block: Planner, database: Path) -> None:
    sessions = [one for one in quick.read_all_workouts(database) if one.sport is Sport.STRENGTH]
    done = sessions[0]
    block("done", str(done.id), "--pain", "7", "--rpe", "9.5", "--note", "zebra", today=str(done.date))
    assert "pain of 7" in block("ease", "--json", today=str(done.date)).out
    text = block("export", "ics", today=str(done.date)).out.replace("\r\n ", "")
    assert str(events_in(text)[str(done.id)]["SUMMARY"]).startswith("✓ ")
    assert "DESCRIPTION:" in text
    assert "In place of the" in text
    for word in ("zebra", "pain", "RPE", " of 10", "hurt"):
        assert word not in text


def test_an_export_is_no_edit(block: Planner, database: Path) -> None:
    before, history = canonical(database), block("history").out
    exported(block)
    assert (canonical(database), block("history").out) == (before, history)
    assert not (database.parent / "backups").exists()
    assert block("check").code == 0


def test_a_restored_backup_goes_on_with_higher_numbers(block: Planner, database: Path) -> None:
    number = str(a_session(database))
    exported(block)
    block("backup", str(database.with_name("kept.db")))
    block("move", number, "2027-01-30")
    block("add", "2027-01-29", "easy", "--distance", "5")
    added = max(versions(exported(block, today=LATER)), key=int)
    assert block("restore", str(database.with_name("kept.db"))).code == 0
    events = exported(block, today="2027-01-09")
    assert versions(events)[number] == 2
    assert (str(events[added]["STATUS"]), versions(events)[added]) == ("CANCELLED", 1)
    block("add", "2027-01-29", "easy", "--distance", "6")
    assert max(versions(exported(block, today="2027-01-10")), key=int) == str(int(added) + 1)


def test_a_block_and_some_days_of_it(block: Planner) -> None:
    block("add", "2027-04-20", "cross", "--title", "Rowing", "--time", "40:00")
    whole = exported(block)
    assert exported(block, "1").keys() == whole.keys() - {max(whole, key=int)}
    some = exported(block, "1", "--from", "2027-01-18", "--to", "2027-01-24")
    assert {event.decoded("DTSTART").date() for event in some.values()} <= {
        dt.date(2027, 1, 18) + dt.timedelta(days=day) for day in range(7)
    }
    assert 3 <= len(some) <= 9
    assert "X-WR-CALNAME:Half marathon\\, 12 weeks\r\n" in block("export", "ics", "1").out
    assert "X-WR-CALNAME:Training\r\n" in block("export", "ics").out


def test_a_zone_is_written_where_it_is_asked_for(block: Planner, database: Path) -> None:
    block("set", "zone", "Europe/Lisbon")
    assert "X-WR-TIMEZONE:Europe/Lisbon\r\n" in block("export", "ics").out
    text = block("export", "ics", "--zone", "america/denver").out
    assert "X-WR-TIMEZONE:America/Denver\r\nBEGIN:VTIMEZONE\r\nTZID:America/Denver\r\n" in text
    event = events_in(text)[str(a_session(database))]
    assert str(event.decoded("DTSTART").tzinfo) == "America/Denver"
    # The way in which a time is written is no change of it.
    assert set(versions(events_in(text)).values()) == {0}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--zone", "Berlin"], 1, 'zone must be the name of a time zone, not "Berlin"; did you mean Europe/Berlin?'),
        (["9"], 1, "There is no block 9."),
        (["--from", "2027-02-01", "--to", "2027-01-01"], 1, "--to"),
        (["--days", "7"], 2, "there is no option --days"),
    ],
)
def test_wrong_words_are_refused(block: Planner, words: list[str], code: int, said: str) -> None:
    answer = block("export", "ics", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_a_calendar_without_workouts_is_a_file_without_events(planner: Planner) -> None:
    assert exported(planner) == {}


def test_the_file_is_whole_private_and_replaced_when_it_is_asked(block: Planner, database: Path) -> None:
    file = database.with_name("plan.ics")
    said = block("export", "ics", "-o", str(file))
    count = len(events_in(file.read_bytes().decode()))
    assert said.out == f"The calendar is in {file}; it has {count} events.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert block("export", "ics", "-o", str(file)).code == 1
    block("delete", str(a_session(database)))
    said = block("export", "ics", "-o", str(file), "--force")
    assert said.out.endswith(f"it has {count} events, 1 of them cancelled.\n")


def test_the_real_program_writes_the_same_bytes_to_a_pipe_as_to_a_file(
    block: Planner, program: Planner, database: Path
) -> None:
    file = database.with_name("plan.ics")
    assert block("export", "ics", "-o", str(file)).code == 0
    piped = subprocess.run(
        [sys.executable, "-m", "planner", "--db", str(database), "--today", LATER, "export", "ics"],
        capture_output=True,
        check=True,
    )
    assert piped.stdout == file.read_bytes()
    assert program("export", "ics", "--json").document["text"] == file.read_bytes().decode()


def test_our_own_events_keep_no_half_day_from_us(block: Planner, database: Path) -> None:
    file = database.with_name("plan.ics")
    block("export", "ics", "-o", str(file))
    said = block("busy", str(file))
    assert said.code == 0
    assert "are our own" in said.out


def test_a_database_that_cannot_be_written_is_exported_with_the_numbers_known(
    block: Planner, database: Path, tmp_path: Path
) -> None:
    number = str(a_session(database))
    before = exported(block)
    block("move", number, "2027-01-30")
    tmp_path.chmod(0o755)
    out = tmp_path / "out.ics"
    out.touch(mode=0o666)
    out.chmod(0o666)
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(shutil.copy(database, Path(directory) / "book.db"))
        copy.chmod(0o444)
        Path(directory).chmod(0o555)
        process = multiprocessing.get_context("fork").Process(target=_export_as_nobody, args=(copy, out))
        process.start()
        process.join()
        Path(directory).chmod(0o755)
    assert process.exitcode == 0
    events = events_in(out.read_bytes().decode())
    assert versions(events)[number] == 0
    assert events[number].decoded("DTSTAMP") == before[number].decoded("DTSTAMP")
    assert events[number].decoded("DTSTART") == dt.datetime.combine(dt.date(2027, 1, 30), dt.time(18))


def _export_as_nobody(database: Path, out: Path) -> None:
    descriptor = os.open(out, os.O_WRONLY)
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    os.environ["PLANNER_CONFIG"] = str(database.with_name("planner.toml"))  # none that may not be read
    os.dup2(descriptor, 1)
    sys.stdout = open(1, "w", encoding="utf-8", newline="", closefd=False)  # noqa: SIM115
    code = main(["--db", str(database), "--today", LATER, "export", "ics"])
    sys.stdout.flush()
    os._exit(code)


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_reads_the_file(block: Planner, tmp_path: Path) -> None:
    file, config = tmp_path / "plan.ics", tmp_path / "khal.conf"
    block("export", "ics", "-o", str(file), "--from", "2027-01-11", "--to", "2027-01-17")
    config.write_text(KHAL_CONFIG.format(tmp_path))
    (tmp_path / "calendar").mkdir()
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    khal = ["khal", "-c", str(config)]
    shown = ["--format", "{start-date} {start-time} {end-time} {title}"]
    done = subprocess.run(
        [*khal, "printics", *shown, str(file)], capture_output=True, check=True, text=True, env=environment
    )
    events = events_in(file.read_bytes().decode()).values()
    expected = sorted(
        f"{event.decoded('DTSTART'):%Y-%m-%d %H:%M} {event.decoded('DTEND'):%H:%M} {event['SUMMARY']}"
        for event in events
    )
    assert sorted(done.stdout.splitlines()[1:]) == expected
    assert len(expected) >= 5


@pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse is not installed")
def test_calcurse_reads_the_file(block: Planner, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    block("export", "ics", "-o", str(file), "--from", "2027-01-11", "--to", "2027-01-17")
    folder = tmp_path / "calcurse"
    folder.mkdir()
    calcurse = ["calcurse", "-D", str(folder)]
    subprocess.run([*calcurse, "-i", str(file)], capture_output=True, check=True, stdin=subprocess.DEVNULL)
    listed = subprocess.run(
        [*calcurse, "-Q", "--from", "01/11/2027", "--days", "7", "--filter-type", "apt", "--format-apt", "%S %E %m\\n"],
        capture_output=True,
        check=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    events = events_in(file.read_bytes().decode()).values()
    expected = sorted(
        f"{event.decoded('DTSTART'):%H:%M} {event.decoded('DTEND'):%H:%M} {event['SUMMARY']}" for event in events
    )
    assert sorted(line for line in listed.stdout.splitlines() if line[:2].isdigit() and ":" in line[:5]) == expected
