"""The file of one event after other programs had it: read as the person saw it, written over without what is theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest

from planner.exchange.calendars.event_files import ReadEvent, read_event, rewrite_event
from planner.exchange.calendars.workout_events import EventStatus, Revision, WorkoutEvent
from planner.exchange.calendars.write_events import write_calendar
from planner.training.refusal import RefusedError

UID = "planner-0123456789ab-41"
START = dt.datetime(2027, 1, 7, 18)  # noqa: DTZ001 - on the runner's clock
DAY = dt.date(2027, 1, 7)
ONE_DAY = dt.timedelta(days=1)
SESSION = WorkoutEvent(UID, START, START + dt.timedelta(minutes=45), "Heavy sled", "Sled\nWall sit", ("strength",))
FIRST = Revision(3, dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC))
SECOND = Revision(4, dt.datetime(2027, 1, 5, 12, tzinfo=dt.UTC))
BERLIN = ZoneInfo("Europe/Berlin")
WRITTEN = write_calendar([(SESSION, FIRST)])
THEIRS = """LOCATION:The long gym at the end of the road\\, behind the station\\, second door
  on the left
COLOR:tomato
X-EVOLUTION-CALDAV-ETAG:"etag"
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Off you go
DURATION:PT5M
REPEAT:2
TRIGGER:-PT30M
UID:an-alarm
END:VALARM
"""
THEIR_ZONE = """BEGIN:VTIMEZONE
TZID:My own
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def with_theirs(text: str) -> str:
    return text.replace("END:VEVENT", f"{THEIRS}END:VEVENT".replace("\n", "\r\n"), 1)


def changed(old: str, new: str, text: str = WRITTEN) -> ReadEvent:
    assert old in text
    return read_event(text.replace(old, new), "41.ics", BERLIN)


def test_an_event_comes_back_with_all_that_it_says() -> None:
    read = read_event(WRITTEN, "41.ics", BERLIN)
    assert (read.uid, read.planner_id, read.start, read.end) == (UID, UID, SESSION.start, SESSION.end)
    assert (read.summary, read.description, read.status) == ("Heavy sled", "Sled\nWall sit", EventStatus.CONFIRMED)
    assert (read.sequence, read.revision, read.is_repeated) == (3, 3, False)
    assert (read.digest, read.text_digest) == (SESSION.digest, SESSION.text_digest)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20270108T061500", dt.datetime(2027, 1, 8, 6, 15)),  # noqa: DTZ001 - as all of these
        ("DTSTART;TZID=America/Denver:20270108T061500", dt.datetime(2027, 1, 8, 6, 15)),  # noqa: DTZ001
        ("DTSTART;TZID=Nowhere/Known:20270108T061500", dt.datetime(2027, 1, 8, 6, 15)),  # noqa: DTZ001
        ("DTSTART;TZID=Europe/London:20270108T061500", dt.datetime(2027, 1, 8, 6, 15)),  # noqa: DTZ001
        ("DTSTART:20270108T061500Z", dt.datetime(2027, 1, 8, 7, 15)),  # noqa: DTZ001
        ("DTSTART:20270708T061500Z", dt.datetime(2027, 7, 8, 8, 15)),  # noqa: DTZ001
        ("DTSTART;VALUE=DATE:20270108", dt.date(2027, 1, 8)),
    ],
)
def test_a_start_is_the_time_that_the_person_saw(start: str, expected: dt.datetime | dt.date) -> None:
    assert changed("DTSTART:20270107T180000", start).start == expected


def test_from_midnight_to_midnight_is_the_whole_day() -> None:
    times = "DTSTART:20270107T180000\r\nDTEND:20270107T184500"
    read = changed(times, "DTSTART:20270109T000000\r\nDTEND:20270110T000000")
    assert (read.start, read.end) == (dt.date(2027, 1, 9), dt.date(2027, 1, 10))
    night = changed(times, "DTSTART:20270109T000000\r\nDTEND:20270109T003000")
    assert isinstance(night.start, dt.datetime)
    whole = WorkoutEvent(UID, DAY, DAY + ONE_DAY, "Easy 8 km")
    assert read_event(write_calendar([(whole, FIRST)]), "41.ics").digest == whole.digest


def test_an_end_is_also_a_duration_or_none_at_all() -> None:
    assert changed("DTEND:20270107T184500", "DURATION:PT1H").end == START + dt.timedelta(hours=1)
    assert changed("DTEND:20270107T184500", "DURATION:soon").end == START
    assert changed("DTEND:20270107T184500", "DTEND:20270101T000000").end == START


def test_what_a_person_did_to_it_is_seen() -> None:
    assert changed("STATUS:CONFIRMED", "STATUS:CANCELLED").status is EventStatus.CANCELLED
    assert changed("STATUS:CONFIRMED", "RRULE:FREQ=WEEKLY").is_repeated
    assert changed("X-PLANNER-REV:3\r\n", "").revision is None
    assert changed("SEQUENCE:3\r\n", "").sequence == 0
    assert changed("SEQUENCE:3", "SEQUENCE:many").sequence == 0
    assert changed(f"UID:{UID}", "UID:copy-of-it").planner_id == UID
    text = changed("SUMMARY:Heavy sled", "SUMMARY:Legs \\, again")
    assert (text.summary, text.digest == SESSION.digest) == ("Legs , again", False)


def test_bytes_that_say_the_same_are_no_change() -> None:
    """Khal writes properties in an order of its own, and folds them elsewhere."""
    begin, *lines, end = WRITTEN.split("BEGIN:VEVENT\r\n")[1].split("END:VEVENT")[0].splitlines()
    rest = ("BEGIN:VEVENT", begin, *reversed([*lines, end]), "END:VEVENT")
    other = "\n".join(
        ("BEGIN:VCALENDAR", "PRODID:-//PIMUTILS.ORG//NONSGML khal / icalendar //EN", *rest, "END:VCALENDAR")
    )
    other = other.replace("SUMMARY:Heavy sled", "SUMMARY:Heavy\n  sled")
    assert read_event(other, "41.ics").digest == SESSION.digest


def test_a_changed_repetition_is_never_the_event() -> None:
    later = "BEGIN:VEVENT\r\nUID:{}\r\nRECURRENCE-ID:20270114T180000\r\nDTSTART:20270115T180000\r\nEND:VEVENT\r\n"
    text = WRITTEN.replace("BEGIN:VEVENT", later.format(UID) + "BEGIN:VEVENT", 1)
    read = read_event(text, "41.ics")
    assert (read.start, read.is_repeated) == (START, True)
    written = rewrite_event(text, replace(SESSION, summary="Light sled"), SECOND)
    assert "RECURRENCE-ID:20270114T180000\r\nDTSTART:20270115T180000" in written
    assert read_event(written, "41.ics").summary == "Light sled"


def test_another_event_in_the_file_is_left_and_not_read() -> None:
    foreign = "BEGIN:VEVENT\r\nUID:dentist\r\nDTSTART:20270115T180000\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
    text = WRITTEN.replace("BEGIN:VEVENT", f"{foreign}BEGIN:VEVENT", 1)
    read = read_event(text, "41.ics", uid=UID)
    assert (read.uid, read.is_repeated) == (UID, False)
    assert foreign in rewrite_event(text, SESSION, SECOND)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "41.ics has no event planner-0123456789ab-41."),
        (WRITTEN.replace("DTSTART:20270107T180000", "DTSTART:20270230T180000"),
         "41.ics: the start of its event is missing or cannot be read."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_name(text: str, said: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_event(text, "41.ics", uid=UID)
    assert str(refusal.value) == said
    with pytest.raises(RefusedError, match="has no event"):
        rewrite_event("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", SESSION, SECOND)


def test_a_rewrite_replaces_what_is_ours_and_leaves_what_is_theirs() -> None:
    moved = replace(SESSION, start=START + ONE_DAY, end=SESSION.end + ONE_DAY, summary="Moderate sled", description="")
    before = with_theirs(WRITTEN)
    text = rewrite_event(before, moved, SECOND)
    assert THEIRS.replace("\n", "\r\n") in text
    assert read_event(text, "41.ics").digest == moved.digest
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    said = {name: str(value) for name, value in event.items()}
    assert (said["SEQUENCE"], said["X-PLANNER-REV"], said["SUMMARY"]) == ("4", "4", "Moderate sled")
    assert "DESCRIPTION" not in event
    assert event.decoded("DTSTAMP") == SECOND.made_at
    assert rewrite_event(text, SESSION, FIRST) == before


def test_a_rewrite_never_leaves_an_end_and_a_duration() -> None:
    text = WRITTEN.replace("DTEND:20270107T184500", "DURATION:PT2H")
    assert "DURATION" not in rewrite_event(text, SESSION, SECOND)


def test_a_rewrite_with_a_zone_defines_it_once_and_leaves_other_zones() -> None:
    text = WRITTEN.replace("BEGIN:VEVENT", f"{THEIR_ZONE}BEGIN:VEVENT".replace("\n", "\r\n"))
    once = rewrite_event(text, SESSION, SECOND, "Europe/Berlin")
    assert THEIR_ZONE.replace("\n", "\r\n") in once
    assert once.count("TZID:Europe/Berlin\r\n") == 1
    assert rewrite_event(once, SESSION, SECOND, "Europe/Berlin") == once
    [event] = icalendar.Calendar.from_ical(once).walk("VEVENT")
    assert event.decoded("DTSTART") == START.replace(tzinfo=BERLIN)
    assert read_event(once, "41.ics").digest == SESSION.digest


def test_an_alarm_that_is_no_part_of_an_event_is_no_part_of_ours() -> None:
    damaged = WRITTEN.replace("END:VEVENT\r\n", "END:VALARM\r\nEND:VEVENT\r\n")
    assert read_event(rewrite_event(damaged, SESSION, SECOND), "41.ics").digest == SESSION.digest
