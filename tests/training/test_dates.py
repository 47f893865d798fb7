"""Dates as people say them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dates import DateReader
from planner.training.refusal import RefusedError
from planner.training.weeks import parse_weekday

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
        ("02/03", "write the month's name"),
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
