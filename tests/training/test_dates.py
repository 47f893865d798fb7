"""Dates as people say them."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.date_context import Look
from planner.training.dates import DateReader
from planner.training.formatting import format_day, format_day_and_year, format_full_day
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, WEEKDAY_KEYS, parse_weekday

WEDNESDAY = dt.date(2027, 1, 6)
days = st.dates(dt.date(1971, 1, 1), dt.date(2190, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-28", "2027-02-28"),
        ("Today", "2027-01-06"),
        ("yesterday", "2027-01-05"),
        ("tomorrow", "2027-01-07"),
        ("fri", "2027-01-08"),
        ("Wednesday", "2027-01-06"),
        ("tu", "2027-01-12"),
        ("last wed", "2026-12-30"),
        ("last  Sunday", "2027-01-03"),
        ("+3", "2027-01-09"),
        ("-2w", "2026-12-23"),
        ("+2 weeks", "2027-01-20"),
        ("+1m", "2027-02-06"),
        ("+10d", "2027-01-16"),
        ("18 feb", "2027-02-18"),
        ("Feb 18", "2027-02-18"),
        ("18th February", "2027-02-18"),
        ("18 dec", "2026-12-18"),
        ("6 oct", "2026-10-06"),
        ("5 oct", "2027-10-05"),
        ("29 feb", "2028-02-29"),
        ("18 feb 2026", "2026-02-18"),
        ("feb 18, 2029", "2029-02-18"),
        ("18.2.", "2027-02-18"),
        ("18.2.2029", "2029-02-18"),
        ("18. 12.", "2026-12-18"),
        ("2027-02", "2027-02-01"),
        ("feb", "2027-02-01"),
        ("jan", "2027-01-01"),
        ("sept", "2027-09-01"),
        ("feb 2029", "2029-02-01"),
        ("2027-W07", "2027-02-15"),
        ("2027w7", "2027-02-15"),
        ("W7", "2027-02-15"),
        ("w53", "2026-12-28"),
        ("2026-W53-7", "2027-01-03"),
        ("2027-W07-4", "2027-02-18"),
        ("2027-049", "2027-02-18"),
        ("2028-366", "2028-12-31"),
        ("next fri", "2027-01-15"),
        ("next wed", "2027-01-13"),
        ("in 3 weeks", "2027-01-27"),
        ("in a week", "2027-01-13"),
        ("in 2 months", "2027-03-06"),
        ("3 days ago", "2027-01-03"),
        ("a month ago", "2026-12-06"),
        ("eom", "2027-01-31"),
        ("end of month", "2027-01-31"),
    ],
)
def test_what_people_say(text: str, day: str) -> None:
    assert DateReader(WEDNESDAY).read(text) == dt.date.fromisoformat(day)


MONDAY = dt.date(2027, 2, 8)
"""The Monday of the week in which the tables below are read, a day a column."""
AHEAD = DateReader(MONDAY)
BACK = DateReader(MONDAY, Look.BACK)
AFTER_A_WORKOUT = AHEAD.of_workout(dt.date(2027, 2, 18))
"""After the number of a workout of Thursday of next week."""
DONE_AT = BACK.of_workout(dt.date(2027, 2, 4))
"""After the number of a workout of Thursday of last week."""
ON_FROM = AHEAD.onward_from(dt.date(2027, 2, 15))
"""The last day of a span that begins on Monday of next week."""
WEEK_COMMAND = DateReader(MONDAY, step=dt.timedelta(days=7))
SUNDAY_FIRST = DateReader(MONDAY, read_week_start=lambda: 6)


@pytest.mark.parametrize(
    ("reader", "text", "days"),
    [
        # as read on Monday 8 February 2027, on Tuesday ... on Sunday 14 February
        (AHEAD, "wed", "10.2. 10.2. 10.2. 17.2. 17.2. 17.2. 17.2."),
        (BACK, "wed", "3.2. 3.2. 10.2. 10.2. 10.2. 10.2. 10.2."),
        (AFTER_A_WORKOUT, "fri", "19.2. 19.2. 19.2. 19.2. 19.2. 19.2. 19.2."),
        (DONE_AT, "fri", "5.2. 5.2. 5.2. 5.2. 5.2. 5.2. 5.2."),
        (AHEAD.of_workout(MONDAY), "wed", "10.2. 10.2. 10.2. 17.2. 17.2. 17.2. 17.2."),
        (BACK.of_workout(MONDAY), "wed", "3.2. 3.2. 10.2. 10.2. 10.2. 10.2. 10.2."),
        (ON_FROM, "wed", "17.2. 17.2. 17.2. 17.2. 17.2. 17.2. 17.2."),
        (ON_FROM, "mon", "15.2. 15.2. 15.2. 15.2. 15.2. 15.2. 15.2."),
        (AHEAD, "this wed", "10.2. 10.2. 10.2. 10.2. 10.2. 10.2. 10.2."),
        (BACK, "this wed", "10.2. 10.2. 10.2. 10.2. 10.2. 10.2. 10.2."),
        (AHEAD, "next wed", "17.2. 17.2. 17.2. 17.2. 17.2. 17.2. 17.2."),
        (AFTER_A_WORKOUT, "next wed", "17.2. 17.2. 17.2. 17.2. 17.2. 17.2. 17.2."),
        (BACK, "last wed", "3.2. 3.2. 3.2. 3.2. 3.2. 3.2. 3.2."),
        (AHEAD, "wed next week", "17.2. 17.2. 17.2. 17.2. 17.2. 17.2. 17.2."),
        (SUNDAY_FIRST, "this sun", "7.2. 7.2. 7.2. 7.2. 7.2. 7.2. 14.2."),
        (SUNDAY_FIRST, "next week", "14.2. 14.2. 14.2. 14.2. 14.2. 14.2. 21.2."),
        (AHEAD, "this week", "8.2. 8.2. 8.2. 8.2. 8.2. 8.2. 8.2."),
        (AHEAD, "next week", "15.2. 15.2. 15.2. 15.2. 15.2. 15.2. 15.2."),
        (AHEAD, "last week", "1.2. 1.2. 1.2. 1.2. 1.2. 1.2. 1.2."),
        (AHEAD, "next month", "1.3. 1.3. 1.3. 1.3. 1.3. 1.3. 1.3."),
        (AHEAD, "+1", "9.2. 10.2. 11.2. 12.2. 13.2. 14.2. 15.2."),
        (BACK, "-1", "7.2. 8.2. 9.2. 10.2. 11.2. 12.2. 13.2."),
        (WEEK_COMMAND, "+1", "15.2. 16.2. 17.2. 18.2. 19.2. 20.2. 21.2."),
        (WEEK_COMMAND, "-1", "1.2. 2.2. 3.2. 4.2. 5.2. 6.2. 7.2."),
        (WEEK_COMMAND, "+1d", "9.2. 10.2. 11.2. 12.2. 13.2. 14.2. 15.2."),
        (AFTER_A_WORKOUT, "+1", "19.2. 19.2. 19.2. 19.2. 19.2. 19.2. 19.2."),
        (AFTER_A_WORKOUT, "-1w", "11.2. 11.2. 11.2. 11.2. 11.2. 11.2. 11.2."),
        (AFTER_A_WORKOUT, "tomorrow", "9.2. 10.2. 11.2. 12.2. 13.2. 14.2. 15.2."),
        (ON_FROM, "+4", "19.2. 19.2. 19.2. 19.2. 19.2. 19.2. 19.2."),
        (AHEAD, "-1m", "8.1. 9.1. 10.1. 11.1. 12.1. 13.1. 14.1."),
        (AHEAD, "day after tomorrow", "10.2. 11.2. 12.2. 13.2. 14.2. 15.2. 16.2."),
        (AHEAD, "the day before yesterday", "6.2. 7.2. 8.2. 9.2. 10.2. 11.2. 12.2."),
        (AHEAD, "2 weeks from now", "22.2. 23.2. 24.2. 25.2. 26.2. 27.2. 28.2."),
        (AHEAD, "eom", "28.2. 28.2. 28.2. 28.2. 28.2. 28.2. 28.2."),
    ],
)
def test_what_a_word_means_on_each_day_of_a_week(reader: DateReader, text: str, days: str) -> None:
    read = [replace(reader, today=MONDAY + DAY * number).read(text) for number in range(7)]
    assert [f"{day.day}.{day.month}." for day in read] == days.split()
    assert {day.year for day in read} == {2027}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-2-14", "2027-02-14"),
        ("2027/2/14", "2027-02-14"),
        ("Sun 14 Feb", "2027-02-14"),
        ("sunday, 14 february 2027", "2027-02-14"),
        ("Sun 2027-02-14", "2027-02-14"),
        ("14th of February", "2027-02-14"),
        ("19/2", "2027-02-19"),
        ("2/19", "2027-02-19"),
        ("5/5", "2027-05-05"),
        ("2/19/2028", "2028-02-19"),
    ],
)
def test_dates_as_other_people_and_this_program_write_them(text: str, day: str) -> None:
    assert AHEAD.read(text) == dt.date.fromisoformat(day)


@given(days, days, st.sampled_from(list(Look)), st.integers(0, 6))
def test_a_date_that_this_program_prints_is_read_back_by_every_command(
    today: dt.date, day: dt.date, look: Look, week_start: int
) -> None:
    reader = DateReader(today, look, origin=min(today, day), read_week_start=lambda: week_start)
    printed = [f"{day}", format_day_and_year(day), format_full_day(day), f"{day:%a} {day}"]
    if reader.earliest <= day < reader.earliest + dt.timedelta(days=365):
        printed.append(format_day(day))
    assert {reader.read(text) for text in printed} == {day}


@pytest.mark.parametrize(
    ("today", "reader", "text", "span"),
    [
        ("2027-02-10", AHEAD, "mon fri", ("2027-02-15", "2027-02-19")),
        ("2027-02-08", AHEAD, "mon fri", ("2027-02-08", "2027-02-12")),
        ("2027-02-10", AHEAD, "fri mon", ("2027-02-12", "2027-02-15")),
        ("2027-02-10", AHEAD, "fri fri", ("2027-02-12", "2027-02-12")),
        ("2027-02-10", AHEAD, "2027-02-15 +4", ("2027-02-15", "2027-02-19")),
        ("2027-02-10", AHEAD, "2027-02-15 eom", ("2027-02-15", "2027-02-28")),
        ("2027-01-20", AHEAD, "2027-02-15 eom", ("2027-02-15", "2027-02-28")),
        ("2027-02-10", AHEAD, "28.12. 3.1.", ("2026-12-28", "2027-01-03")),
        ("2027-02-10", AHEAD, "yesterday tomorrow", ("2027-02-09", "2027-02-11")),
        ("2027-02-10", BACK, "mon fri", ("2027-02-08", "2027-02-12")),
        ("2027-02-08", BACK, "tue thu", ("2027-02-09", "2027-02-11")),
        ("2027-02-14", BACK, "mon fri", ("2027-02-08", "2027-02-12")),
    ],
)
def test_the_ends_of_a_span_are_read_together(today: str, reader: DateReader, text: str, span: tuple[str, str]) -> None:
    first_text, last_text = text.split()
    first, last = replace(reader, today=dt.date.fromisoformat(today)).read_span(first_text, last_text)
    assert (first.isoformat(), last.isoformat()) == span


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2027-02-15", "2027-02-10", '"2027-02-10" is Wed 10 Feb 2027, before Mon 15 Feb 2027, on which it begins.'),
        ("fri", "tomorrow", '"tomorrow" is Tue 9 Feb 2027, before Fri 12 Feb 2027'),
        ("fri", "-1", "is Thu 11 Feb 2027, before Fri 12 Feb 2027"),
    ],
)
def test_a_span_is_never_turned_round(first: str, last: str, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        AHEAD.read_span(first, last)
    assert why in str(refused.value)


@given(days, st.sampled_from(WEEKDAY_KEYS), st.sampled_from(WEEKDAY_KEYS), st.sampled_from([0, 6]))
def test_two_weekdays_are_of_the_first_week_in_which_neither_is_past(
    today: dt.date, one: str, other: str, week_start: int
) -> None:
    reader = DateReader(today, read_week_start=lambda: week_start)
    pair = reader.read_pair(one, other)
    assert tuple(WEEKDAY_KEYS[day.weekday()] for day in pair) == (one, other)
    assert len({reader.week_of(day) for day in pair}) == 1
    assert min(pair) >= today
    assert min(pair) - dt.timedelta(days=7) < today


def test_what_goes_with_another_day_counts_from_that_day() -> None:
    assert AHEAD.read_pair("fri", "+1w") == (dt.date(2027, 2, 12), dt.date(2027, 2, 19))
    assert AHEAD.read_pair("2027-02-20", "fri") == (dt.date(2027, 2, 20), dt.date(2027, 2, 12))


@pytest.mark.parametrize(
    ("reader", "form"),
    [
        (AHEAD, "+3 for three days from today."),
        (BACK, "-1 for yesterday."),
        (AFTER_A_WORKOUT, "+1 for the day after Thu 18 Feb."),
        (WEEK_COMMAND, "+1 for next week."),
    ],
)
def test_a_refusal_says_forms_that_are_true_there(reader: DateReader, form: str) -> None:
    with pytest.raises(RefusedError) as refused:
        reader.read("someday", "to")
    assert str(refused.value) == f'to "someday" is no date; say it as 2027-02-08, 18 feb, fri, or {form}'


def test_a_month_from_the_31st_is_the_last_of_february() -> None:
    assert DateReader(dt.date(2027, 1, 31)).read("+1m") == dt.date(2027, 2, 28)


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_coming_one_and_the_last_lies_behind(today: dt.date, number: int) -> None:
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[number]
    coming, last = DateReader(today).read(name), DateReader(today).read(f"last {name}")
    assert parse_weekday(name) == number == coming.weekday() == last.weekday()
    assert 0 <= (coming - today).days <= 6
    assert (today - last).days == 7 + today.weekday() - number


@pytest.mark.parametrize(
    "text", ["", "t", "s", "someday", "06/01/2027", "02/03", "++3", "+99999", "18.2", "fe", "ma 3", "next", "3 feb 27"]
)
def test_what_could_mean_anything_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"no date|could be two dates"):
        DateReader(WEDNESDAY).read(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2027-02-30", "is not a day of the calendar"),
        ("30 feb", '"30 feb" is not a day of the calendar'),
        ("29 feb 2027", "is not a day of the calendar"),
        ("31.4.", "is not a day of the calendar"),
        ("2027-13", "is not a day of the calendar"),
        ("2027-000", "is not a day of the calendar"),
        ("2027-366", "2027 has no day 366"),
        ("W60", '"W60": the weeks of a year are W1 to W52 or W53'),
        ("W0", "the weeks of a year are"),
        ("2027-W53", "2027 has no week 53"),
        ("2027-W07-8", "the days of a week are 1, Monday, to 7, Sunday"),
        ("18 feb 1950", "must lie in the years 1970 to 2199"),
        ("+2400m", "must lie in the years 1970 to 2199"),
        ("9999 months ago", "must lie in the years 1970 to 2199"),
        ("02/03", "could be two dates, 2 Mar or 3 Feb; write the month's name"),
        ("2/3/27", "could be two dates"),
        ("31/4", "is not a day of the calendar"),
        ("13/13", "is not a day of the calendar"),
        ("sun 15 feb", '"sun 15 feb": 15 Feb 2027 is a Monday.'),
        ("Mon 2027-02-14", "14 Feb 2027 is a Sunday."),
    ],
)
def test_what_does_not_exist_is_refused_by_name(text: str, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        DateReader(WEDNESDAY).read(text, "at")
    sentence = str(refused.value)
    assert why in sentence
    assert sentence.startswith("at ")
    assert sentence.replace(text, "").count(".") == 1


@given(days, days)
def test_a_date_without_a_year_lies_ahead_or_three_months_back(today: dt.date, day: dt.date) -> None:
    found = DateReader(today).read(f"{day.day} {day:%b}")
    assert (found.day, found.month) == (day.day, day.month)
    assert today - dt.timedelta(days=92) <= found
    if (day.day, day.month) != (29, 2):
        assert found <= today + dt.timedelta(days=366 - 92)
    assert DateReader(today).read(f"{day:%B} {day.day}") == DateReader(today).read(f"{day.day}.{day.month}.") == found


@given(days, days)
def test_every_day_can_be_said_in_every_full_form(today: dt.date, day: dt.date) -> None:
    year, week, weekday = day.isocalendar()
    forms = [
        f"{day}",
        f"{day.day} {day:%B} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y-%j}",
        f"{year}-W{week:02d}-{weekday}",
    ]
    assert {DateReader(today).read(form) for form in forms} == {day}


@given(st.text(max_size=12), days)
def test_whatever_is_typed_is_a_day_or_one_sentence(text: str, today: dt.date) -> None:
    try:
        told = f"{DateReader(today).read(text):%Y}."
    except RefusedError as refused:
        told = str(refused)
    assert told.endswith(".")
