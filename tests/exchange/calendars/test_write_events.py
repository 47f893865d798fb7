"""Events of workouts as other programs read them: icalendar judges every file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.calendars.event_files import read_event
from planner.exchange.calendars.ics_text import escape_text, fold
from planner.exchange.calendars.workout_events import EventStatus, Revision, WorkoutEvent, clean_summary
from planner.exchange.calendars.write_events import write_calendar
from planner.exchange.calendars.write_zone import zone_lines
from planner.text import clean_note

UID = "planner-0123456789ab-41"
START = dt.datetime(2027, 1, 7, 18)  # noqa: DTZ001 - on the runner's clock
END = START + dt.timedelta(minutes=45)
SESSION = WorkoutEvent(UID, START, END, "Heavy sled 5 x 20 m, 56 kg", "Sled; then\nwall sit", ("strength", "heavy"))
MADE = Revision(3, dt.datetime(2027, 1, 4, 13, tzinfo=dt.timezone(dt.timedelta(hours=1))))

letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
mixed = st.text(st.sampled_from('a,;:\\"\n\r\t nN=\u00e9\u4e16\U0001f3c3\U0001f3fd\u200d\x07\x1b\u2028'), max_size=400)


def only_event(text: str) -> icalendar.Event:
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def texts(event: icalendar.Event) -> dict[str, str]:
    return {name: str(value) for name, value in event.items()}


def test_a_session_is_an_event_of_its_time() -> None:
    text = write_calendar([(SESSION, MADE)])
    event = only_event(text)
    said = texts(event)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (SESSION.start, SESSION.end)
    assert (said["UID"], said["SUMMARY"], said["DESCRIPTION"]) == (UID, SESSION.summary, SESSION.description)
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
    assert (said["SEQUENCE"], said["STATUS"], said["TRANSP"]) == ("3", "CONFIRMED", "OPAQUE")
    assert (said["X-PLANNER-ID"], said["X-PLANNER-REV"]) == (UID, "3")
    assert "CATEGORIES:strength,heavy\r\n" in text
    assert not {"METHOD", "ATTENDEE", "ORGANIZER", "VALARM"} & {line.partition(":")[0] for line in text.splitlines()}
    assert text.count("\r\n") == text.count("\n")


def test_a_workout_without_a_time_has_the_day_and_ends_before_the_next() -> None:
    day = dt.date(2027, 1, 7)
    text = write_calendar([(replace(SESSION, start=day, end=day + dt.timedelta(days=1)), MADE)])
    event = only_event(text)
    assert "DTSTART;VALUE=DATE:20270107\r\nDTEND;VALUE=DATE:20270108\r\n" in text
    assert (event.decoded("DTSTART"), texts(event)["TRANSP"]) == (day, "TRANSPARENT")


def test_a_workout_that_is_gone_is_cancelled() -> None:
    gone = replace(SESSION, status=EventStatus.CANCELLED)
    assert texts(only_event(write_calendar([(gone, MADE)])))["STATUS"] == "CANCELLED"
    assert gone.digest != SESSION.digest
    assert gone.text_digest == SESSION.text_digest


def test_a_zone_is_named_and_written_only_where_it_is_wanted() -> None:
    floating = write_calendar([(SESSION, MADE)], zone_name="Europe/Berlin", name="Half marathon")
    assert "X-WR-TIMEZONE:Europe/Berlin\r\n" in floating
    assert "X-WR-CALNAME:Half marathon\r\n" in floating
    assert "DTSTART:20270107T180000\r\n" in floating
    assert "VTIMEZONE" not in floating
    fixed = write_calendar([(SESSION, MADE)], zone_name="Europe/Berlin", has_zone_times=True)
    assert only_event(fixed).decoded("DTSTART") == START.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert "X-WR" not in write_calendar([(SESSION, MADE)])


@pytest.mark.parametrize(
    "name",
    ["Europe/Berlin", "America/Denver", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "Europe/Dublin"],
)
def test_a_zone_written_out_has_the_offsets_of_the_zone_database(name: str) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", *zone_lines(name, 2026, 2027), "END:VCALENDAR", ""])
    text = text.replace(f"TZID:{name}", "TZID:No such zone")  # else its name is looked up, and the lines are not read
    [found] = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    assert isinstance(found, icalendar.Timezone)
    written, known = found.to_tz(lookup_tzid=False), ZoneInfo(name)
    instant, wrong = dt.datetime(2026, 1, 2, 1, 30, tzinfo=dt.UTC), []
    while instant.year < 2032:
        wall = instant.astimezone(known).replace(tzinfo=None)
        if wall.replace(tzinfo=written).utcoffset() != wall.replace(tzinfo=known).utcoffset():
            wrong.append(instant)
        instant += dt.timedelta(hours=11)
    assert wrong == []


@given(st.one_of(letters, mixed), st.one_of(letters, mixed))
def test_any_text_comes_back_from_lines_that_calendars_take(summary: str, description: str) -> None:
    event = replace(SESSION, summary=clean_summary(summary), description=clean_note(description))
    text = write_calendar([(event, MADE)])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert not any(char < " " for char in text.replace("\r\n", ""))
    said = texts(only_event(text))
    assert (said["SUMMARY"], said.get("DESCRIPTION", "")) == (event.summary, event.description)
    back = read_event(text, "x.ics")
    assert (back.digest, back.text_digest) == (event.digest, event.text_digest)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_line_is_folded_within_no_letter_and_unfolds_to_itself(line: str) -> None:
    pieces = fold(line).split("\r\n ")
    assert "".join(pieces) == line
    assert all(len(piece.encode()) <= (74 if number else 75) for number, piece in enumerate(pieces))


@given(mixed)
def test_escaped_text_is_one_line(text: str) -> None:
    assert "\n" not in escape_text(text)
    assert "\r" not in escape_text(text)


def test_only_what_an_event_says_makes_another_digest() -> None:
    later = dt.timedelta(minutes=5)
    others = (
        replace(SESSION, start=START + later),
        replace(SESSION, end=SESSION.end + later),
        replace(SESSION, summary="Light sled"),
        replace(SESSION, description=""),
        replace(SESSION, status=EventStatus.CANCELLED),
    )
    assert len({one.digest for one in (SESSION, *others)}) == len(others) + 1
    assert replace(SESSION, uid="planner-0123456789ab-42", categories=()).digest == SESSION.digest
