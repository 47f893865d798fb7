"""Which parts of the runner's days another calendar fills."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.exchange.calendars.busy import CalendarReading, read_busy_times
from planner.exchange.calendars.ics_events import read_events
from planner.training.busy_times import busy_days, closing_time, merge_busy_times

MONDAY = dt.date(2027, 1, 4)
LAST = dt.date(2027, 1, 31)


def calendar(*events: str) -> str:
    parts = [f"BEGIN:VEVENT\nUID:e{number}\n{event}\nEND:VEVENT" for number, event in enumerate(events)]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", *parts, "END:VCALENDAR", ""])
    return text.replace("\n", "\r\n")


def read(*events: str, closes_runs: bool = False) -> CalendarReading:
    found = read_events(calendar(*events), "work.ics", MONDAY, LAST)
    return read_busy_times(found.events, MONDAY, LAST, closes_runs=closes_runs)


def times(reading: CalendarReading) -> list[str]:
    return [f"{time.day:%d} {time.text}" for time in reading.times]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20270105T173000\nDTEND:20270105T190000", ["05 17:30-19:00"]),
        ("DTSTART:20270105T230000\nDTEND:20270106T080000", ["05 23:00-24:00", "06 00:00-08:00"]),
        ("DTSTART;VALUE=DATE:20270105\nDTEND;VALUE=DATE:20270107", ["05 all day", "06 all day"]),
        ("DTSTART;VALUE=DATE:20270105", ["05 all day"]),
        ("DTSTART:20270105T180000\nDTEND:20270105T180000", []),
        ("DTSTART:20270105T180030\nDTEND:20270105T180130", ["05 18:00-18:02"]),
        ("DTSTART:20270105T180000\nDTEND:20270105T190000\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20270105T180000\nDTEND:20270105T190000\nSTATUS:CANCELLED", []),
        ("DTSTART:20270105T180000\nDTEND:20270105T190000\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        (
            "DTSTART:20270105T180000\nDTEND:20270105T190000\nRRULE:FREQ=WEEKLY;COUNT=2",
            ["05 18:00-19:00", "12 18:00-19:00"],
        ),
        ("DTSTART:20270201T180000\nDTEND:20270201T190000", []),
        ("DTSTART:20270103T220000\nDTEND:20270104T080000", ["04 00:00-08:00"]),
    ],
)
def test_an_event_fills_its_part_of_each_day(event: str, expected: list[str]) -> None:
    assert times(read(event)) == expected


def test_the_planners_own_workouts_do_not_close_it_out() -> None:
    own = "DTSTART:20270105T180000\nDTEND:20270105T190000\nUID:planner-0123456789ab-12"
    text = calendar(own).replace("UID:e0\r\n", "")
    reading = read_busy_times(read_events(text, "work.ics", MONDAY, LAST).events, MONDAY, LAST)
    assert (reading.times, reading.own) == ((), 1)
    assert reading.not_counted_text == "Not counted: 1 is our own."


def test_what_does_not_count_is_said() -> None:
    when = "DTSTART:20270105T180000\nDTEND:20270105T190000\n"
    reading = read(when + "TRANSP:TRANSPARENT", when + "TRANSP:TRANSPARENT", when + "STATUS:CANCELLED", when)
    assert reading.not_counted_text == "Not counted: 2 show their time as free and 1 is cancelled."
    assert reading.events == 1


def test_events_that_touch_are_one_time() -> None:
    reading = read(
        "DTSTART:20270105T170000\nDTEND:20270105T180000",
        "DTSTART:20270105T180000\nDTEND:20270105T183000",
        "DTSTART:20270105T171500\nDTEND:20270105T173000",
    )
    assert times(reading) == ["05 17:00-18:30"]
    assert merge_busy_times(reversed(reading.times)) == list(reading.times)


@pytest.mark.parametrize(
    ("start", "end", "is_closed"),
    [
        ("170000", "180000", False),
        ("170000", "180100", True),
        ("185900", "200000", True),
        ("190000", "200000", False),
        ("120000", "230000", True),
    ],
)
def test_a_half_day_is_closed_by_what_overlaps_its_first_hour(start: str, end: str, is_closed: bool) -> None:
    days = busy_days(read(f"DTSTART:20270105T{start}\nDTEND:20270105T{end}").times)
    tuesday = dt.date(2027, 1, 5)
    assert (closing_time(days, tuesday, "18:00") is not None) == is_closed
    assert closing_time(days, tuesday, "07:00") is None
    assert closing_time(days, tuesday, "18:00", of_runs=True) is None


def test_runs_are_closed_out_only_when_asked() -> None:
    days = busy_days(read("DTSTART;VALUE=DATE:20270105", closes_runs=True).times)
    assert all(closing_time(days, dt.date(2027, 1, 5), anchor, of_runs=True) for anchor in ("07:00", "18:00"))
