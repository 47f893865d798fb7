"""The dates of a file: forms of seven languages, and one order of day and month for the whole file."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.plans.words.file_dates import read_file_dates

TODAY = dt.date(2027, 1, 4)
TUESDAY = dt.date(2027, 1, 12)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-12",
        "2027-1-12",
        "2027/01/12",
        "2027-01-12 00:00:00",
        "2027-01-12T06:30:00Z",
        "12.01.2027",
        "12.1.",
        "12.1.27",
        "12-01-2027",
        "12 Jan",
        "12-Jan-2027",
        "Jan 12, 2027",
        "January 12th",
        "Tue, Jan 12",
        "Di, 12.01.2027",
        "12. Januar 2027",
        "12 janvier",
        "12 de enero de 2027",
        "12 gennaio",
        "12 januari",
        "12 de janeiro",
    ],
)
def test_a_day_is_written_in_many_ways(text: str) -> None:
    assert read_file_dates([text], TODAY).dates == (TUESDAY,)


@given(start=st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), pattern=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_dates_with_slashes_that_follow_each_other_have_one_order(start: dt.date, pattern: str) -> None:
    days = [start + dt.timedelta(days=2 * step) for step in range(20)]
    assert read_file_dates([f"{day:{pattern}}" for day in days], TODAY).dates == tuple(days)


@pytest.mark.parametrize("texts", [["04/01/2027"], ["12/01"], ["03/04/2027", "05/06/2027"]])
def test_what_could_be_two_days_is_not_guessed(texts: list[str]) -> None:
    found = read_file_dates(texts, TODAY)
    assert found.is_ambiguous
    assert set(found.dates) == {None}


def test_dates_without_a_year_go_on_into_the_next() -> None:
    assert read_file_dates(["Dec 28", "Jan 4", "Feb 29"], TODAY).dates == (
        dt.date(2026, 12, 28),
        dt.date(2027, 1, 4),
        dt.date(2028, 2, 29),
    )
    assert not read_file_dates(["Jan 4"]).has_years


@pytest.mark.parametrize("text", ["", "soon", "32.1.2027", "2027-02-30", "12 foo", "5 km", "99999"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_file_dates([text, "2027-01-12"], TODAY).dates == (None, TUESDAY)
