import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange.calendars.ics_events import CalendarEvents, read_events
from planner.training.refusal import RefusedError
from tests.examples import FULL

pytestmark = pytest.mark.smoke

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


def calendar(*events: str, head: str = "") -> str:
    written = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{written}END:VCALENDAR\n".replace("\n", "\r\n")


def read(text: str | bytes, first: dt.date = FIRST, last: dt.date = LAST) -> CalendarEvents:
    return read_events(text, "work.ics", first, last, BERLIN)


def starts(events: CalendarEvents) -> list[str]:
    return [f"{event.start:%Y-%m-%d %H:%M}" for event in events.events]


def test_a_timed_and_an_all_day_event() -> None:
    found = read(
        calendar(
            "UID:1\nDTSTART:20270113T063000\nDTEND:20270113T071500\nSUMMARY:Run\\, then coffee\nDESCRIPTION:a\\nb",
            "UID:2\nDTSTART;VALUE=DATE:20270112\nDTEND;VALUE=DATE:20270114\nSUMMARY:Trip\nCATEGORIES:Away,Fun\nTRANSP:TRANSPARENT",
            head="X-WR-CALNAME:Mine\n",
        )
    )
    trip, run = found.events
    assert (trip.summary, trip.is_all_day, trip.is_free, trip.categories) == ("Trip", True, True, ("Away", "Fun"))
    assert (str(trip.start), str(trip.end)) == ("2027-01-12 00:00:00", "2027-01-14 00:00:00")
    assert (run.summary, run.description, run.is_all_day, run.is_free) == ("Run, then coffee", "a\nb", False, False)
    assert (str(run.start), str(run.end)) == ("2027-01-13 06:30:00", "2027-01-13 07:15:00")
    assert found.names == ("Mine",)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("DTSTART:20270701T063000", "2027-07-01 06:30"),
        ("DTSTART:20270701T063000Z", "2027-07-01 08:30"),
        ("DTSTART;TZID=America/Denver:20270701T200000", "2027-07-02 04:00"),
        ('DTSTART;TZID="America/Denver":20270701T200000', "2027-07-02 04:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20270701T063000", "2027-07-01 06:30"),
        ("DTSTART;TZID=Eastern Standard Time:20270701T063000", "2027-07-01 12:30"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20270701T063000", "2027-07-01 07:30"),
        ("DTSTART;TZID=Office:20270701T063000", "2027-07-01 12:30"),
        ("DTSTART;TZID=Office:20271201T063000", "2027-12-01 12:30"),
        ("DTSTART:20270701", "2027-07-01 00:00"),
        ("DTSTART:2027-07-01T06:30:00", "2027-07-01 06:30"),
    ],
)
def test_times_are_those_of_the_runners_clock(written: str, expected: str) -> None:
    office = (
        "BEGIN:VTIMEZONE\nTZID:Office\n"
        "BEGIN:STANDARD\nDTSTART:16011101T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\n"
        "TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010301T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\n"
        "TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    found = read(calendar(f"UID:1\n{written}\nSUMMARY:x", head=office))
    assert starts(found) == [expected]
    assert found.problems == ()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "America", "x" * 300])
def test_an_unknown_zone_is_said_and_its_time_taken_as_written(zone: str) -> None:
    found = read(calendar(f"UID:1\nDTSTART;TZID={zone}:20270701T063000\nSUMMARY:Tempo"))
    assert starts(found) == ["2027-07-01 06:30"]
    assert "The time zone is unknown" in found.problems[0]
    assert '"Tempo"' in found.problems[0]


def test_a_weekly_event_keeps_its_hour_through_the_change_of_clocks() -> None:
    event = "UID:1\nDTSTART;TZID=Europe/Berlin:20270322T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Club"
    assert starts(read(calendar(event))) == ["2027-03-22 18:00", "2027-03-29 18:00", "2027-04-05 18:00"]


def test_repetitions_that_are_moved_called_off_or_added() -> None:
    found = read(
        calendar(
            "UID:1\nDTSTART;TZID=Europe/Berlin:20270301T090000\nDTEND;TZID=Europe/Berlin:20270301T100000\n"
            "RRULE:FREQ=WEEKLY;UNTIL=20270329T070000Z\nEXDATE;TZID=Europe/Berlin:20270308T090000\n"
            "RDATE;TZID=Europe/Berlin:20270305T090000\nSUMMARY:Team",
            "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20270315T090000\nDTSTART;TZID=Europe/Berlin:20270316T140000\n"
            "DTEND;TZID=Europe/Berlin:20270316T150000\nSUMMARY:Team, later",
            "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20270322T090000\nDTSTART;TZID=Europe/Berlin:20270322T090000\n"
            "DTEND;TZID=Europe/Berlin:20270322T100000\nSTATUS:CANCELLED\nSUMMARY:Team",
        )
    )
    assert starts(found) == [
        "2027-03-01 09:00",
        "2027-03-05 09:00",
        "2027-03-16 14:00",
        "2027-03-22 09:00",
        "2027-03-29 09:00",
    ]
    assert [event.is_cancelled for event in found.events] == [False, False, False, True, False]
    assert all(event.is_repeated for event in found.events)


def test_a_later_writing_of_an_event_takes_the_place_of_the_first() -> None:
    found = read(
        calendar(
            "UID:1\nSEQUENCE:2\nDTSTART:20270302T090000\nSUMMARY:New",
            "UID:1\nSEQUENCE:1\nDTSTART:20270301T090000\nSUMMARY:Old",
        )
    )
    assert [event.summary for event in found.events] == ["New"]


def test_an_endless_rule_is_read_for_the_days_that_are_asked_for() -> None:
    event = "UID:1\nDTSTART;VALUE=DATE:19500102\nRRULE:FREQ=YEARLY\nSUMMARY:Birthday"
    (birthday,) = read(calendar(event)).events
    assert (str(birthday.start.date()), birthday.is_endless) == ("2027-01-02", True)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "more often than once a day"),
        ("FREQ=DAILY;INTERVAL=0", "cannot be read"),
        ("FREQ=DAILY;BYDAY=XX", "cannot be read"),
        ("COUNT=3", "cannot be read"),
        ("FREQ=DAILY;UNTIL=20279999", "last day cannot be read"),
        ("FREQ=DAILY;BYDAY=" + "MO," * 1000, "too long"),
    ],
)
def test_of_a_rule_that_cannot_be_followed_the_first_is_read(rule: str, why: str) -> None:
    found = read(calendar(f"UID:1\nDTSTART:20270301T090000\nRRULE:{rule}\nSUMMARY:Team"))
    assert starts(found) == ["2027-03-01 09:00"]
    assert why in found.problems[0]


def test_rules_without_a_next_date_share_one_allowance_of_work() -> None:
    rules = ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYSETPOS=99", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]
    events = [
        f"UID:{number}\nDTSTART:20270301T090000\nRRULE:{rules[number % 3]}\nSUMMARY:{number}" for number in range(600)
    ]
    found = read(calendar(*events))
    assert len(found.events) == 600
    assert "too much work" in found.problems[0]


def test_what_cannot_be_read_costs_its_event_and_is_said() -> None:
    text = calendar(
        "UID:1\nDTSTART:20270230T090000\nSUMMARY:No such day",
        "UID:2\nSUMMARY:No start",
        "UID:3\nDTSTART:20270301T090000\nDTEND:20270301T080000\nSUMMARY:Ends first",
        "UID:4\nDTSTART:20270301T100000\nSUMMARY:Good",
        "UID:5\nDTSTART:20270301T110000\nSUMMARY:Cut off",
    )
    found = read(text[: text.index("Cut off")])
    assert [event.summary for event in found.events] == ["Ends first", "Good"]
    assert [problem.partition(":")[0] for problem in found.problems] == [
        "The file is cut off or damaged, so 1 event without an end is left out.",
        "Left out, because the start is missing or cannot be read",
        "The end cannot be read, so only the start counts",
    ]


def test_bytes_that_are_not_utf_8_are_said() -> None:
    found = read(calendar("UID:1\nDTSTART:20270301T090000\nSUMMARY:Café").encode("latin-1"))
    assert len(found.events) == 1
    assert "not UTF-8" in found.problems[0]


@pytest.mark.parametrize("content", ["", "hello", b"\xff\xfe\x00", "BEGIN:VCARD\nEND:VCARD"])
def test_what_is_no_calendar_is_refused_by_name(content: str | bytes) -> None:
    with pytest.raises(RefusedError, match=r"^work\.ics "):
        read(content)


@st.composite
def repeat_rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    if draw(st.booleans()):
        days = draw(st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3))
        ordinal = draw(st.sampled_from(["", "1", "-1", "2"])) if frequency == "MONTHLY" else ""
        parts.append("BYDAY=" + ",".join(ordinal + day for day in days))
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.integers(1, 12))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"BYMONTHDAY={draw(st.integers(1, 28))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"COUNT={draw(st.integers(1, 400))}")
    return ";".join(parts)


@settings(max_examples=FULL // 3)
@given(repeat_rules(), st.dates(dt.date(1990, 1, 1), dt.date(2027, 6, 1)))
def test_rules_give_the_dates_that_dateutil_gives(rule: str, start: dt.date) -> None:
    found = read(calendar(f"UID:1\nDTSTART:{start:%Y%m%d}T090000\nRRULE:{rule}\nSUMMARY:x"))
    begin = dt.datetime.combine(start, dt.time(9))
    dates = rrulestr(f"{rule};UNTIL=20271231T235959" if "COUNT" not in rule else rule, dtstart=begin)
    expected = {date for date in dates if FIRST <= date.date() <= LAST}
    if start >= FIRST:
        expected.add(begin)
    assert [event.start for event in found.events] == sorted(expected)
