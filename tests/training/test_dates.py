"""Dates as people say them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.dates import read_day, read_weekday
from planner.training.refusal import RefusedError

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
    ],
)
def test_what_people_say(text: str, day: str) -> None:
    assert read_day(text, WEDNESDAY) == dt.date.fromisoformat(day)


def test_a_month_from_the_31st_is_the_last_of_february() -> None:
    assert read_day("+1m", dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)


@given(days, st.integers(0, 6))
def test_a_weekday_is_the_coming_one_and_the_last_lies_behind(today: dt.date, number: int) -> None:
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[number]
    coming, last = read_day(name, today), read_day(f"last {name}", today)
    assert read_weekday(name) == number == coming.weekday() == last.weekday()
    assert 0 <= (coming - today).days <= 6
    assert 1 <= (today - last).days <= 7


@pytest.mark.parametrize(
    "text", ["", "t", "s", "someday", "next fri", "2027-02-30", "06/01/2027", "++3", "+99999", "+2400m"]
)
def test_what_could_mean_anything_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="date"):
        read_day(text, WEDNESDAY)
