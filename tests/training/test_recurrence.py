"""How often a workout comes again: the words, and the days, held against a loop over the calendar."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.recurrence import Period, Recurrence, parse_recurrence
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY, days_between, first_day_of_week

WORDS = [
    ("day", Recurrence(Period.DAY), "every day"),
    ("every Day", Recurrence(Period.DAY), "every day"),
    ("3 days", Recurrence(Period.DAY, 3), "every three days"),
    ("week", Recurrence(Period.WEEK), "every week"),
    ("weekly", Recurrence(Period.WEEK), "every week"),
    ("2 weeks", Recurrence(Period.WEEK, 2), "every other week"),
    ("2 WEEK", Recurrence(Period.WEEK, 2), "every other week"),
    ("other week", Recurrence(Period.WEEK, 2), "every other week"),
    ("month", Recurrence(Period.MONTH), "every month"),
    ("2 months", Recurrence(Period.MONTH, 2), "every other month"),
    ("2 fri", Recurrence(Period.WEEK, 2, (4,)), "every other Friday"),
    ("every other Friday", Recurrence(Period.WEEK, 2, (4,)), "every other Friday"),
    ("3 fri", Recurrence(Period.WEEK, 3, (4,)), "every three weeks on Friday"),
    ("Tuesdays", Recurrence(Period.WEEK, 1, (1,)), "every Tuesday"),
    ("thu, tue", Recurrence(Period.WEEK, 1, (1, 3)), "every Tuesday and Thursday"),
    ("tue and thu", Recurrence(Period.WEEK, 1, (1, 3)), "every Tuesday and Thursday"),
    ("2 tue thu", Recurrence(Period.WEEK, 2, (1, 3)), "every other week on Tuesday and Thursday"),
    ("first sat", Recurrence(Period.MONTH, 1, (5,), 1), "every first Saturday of the month"),
    ("2nd fri", Recurrence(Period.MONTH, 1, (4,), 2), "every second Friday of the month"),
    ("last sun of the month", Recurrence(Period.MONTH, 1, (6,), -1), "every last Sunday of the month"),
]


@pytest.mark.parametrize(("words", "recurrence", "text"), WORDS, ids=[words for words, _, _ in WORDS])
def test_words_are_read_and_said_again(words: str, recurrence: Recurrence, text: str) -> None:
    assert parse_recurrence(words) == recurrence
    assert recurrence.text == text
    assert parse_recurrence(text) == recurrence


@pytest.mark.parametrize("words", ["", "year", "fifth sat", "first", "first sat sun", "2", "every", "t", "soon", "2 x"])
def test_other_words_are_refused_with_the_forms(words: str) -> None:
    with pytest.raises(RefusedError, match="is not how often; say it as day, week, 2 weeks"):
        parse_recurrence(words)


@pytest.mark.parametrize("words", ["0 weeks", "53 weeks", "99999999999999999999 days"])
def test_a_number_out_of_range_is_refused(words: str) -> None:
    with pytest.raises(RefusedError, match="must count from 1 to 52"):
        parse_recurrence(words)


@pytest.mark.parametrize(
    ("words", "first", "days"),
    [
        ("month", "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("month", "2028-01-30", ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
        ("month", "2027-12-29", ["2027-12-29", "2028-01-29", "2028-02-29", "2028-03-29"]),
        ("2 fri", "2027-01-09", ["2027-01-15", "2027-01-29", "2027-02-12", "2027-02-26"]),
        ("2 tue thu", "2027-01-07", ["2027-01-07", "2027-01-19", "2027-01-21", "2027-02-02"]),
        ("first sat", "2027-01-03", ["2027-02-06", "2027-03-06", "2027-04-03", "2027-05-01"]),
        ("week", "2026-12-28", ["2026-12-28", "2027-01-04", "2027-01-11", "2027-01-18"]),
    ],
)
def test_days_are_those_that_people_expect(words: str, first: str, days: list[str]) -> None:
    start = dt.date.fromisoformat(first)
    assert [day.isoformat() for day in parse_recurrence(words).days(start, start + 400 * DAY)][:4] == days


def _by_looking_at_each_day(recurrence: Recurrence, first: dt.date, last: dt.date, week_start: int) -> list[dt.date]:
    """Return the days of a recurrence, each day of the calendar asked by itself."""
    found = []
    every = days_between(first, last) if first <= last else []
    anchor = (
        next((day for day in every if day.weekday() in recurrence.weekdays), first) if recurrence.weekdays else first
    )
    for day in every:
        if recurrence.ordinal is not None:
            same = [
                one
                for one in range(1, calendar.monthrange(day.year, day.month)[1] + 1)
                if day.replace(day=one).weekday() == recurrence.weekdays[0]
            ]
            at = recurrence.ordinal - (recurrence.ordinal > 0)
            fits = day.day == same[at]
        elif recurrence.period is Period.MONTH:
            months = 12 * (day.year - first.year) + day.month - first.month
            length = calendar.monthrange(day.year, day.month)[1]
            fits = months % recurrence.interval == 0 and day.day == min(first.day, length)
        elif recurrence.weekdays:
            weeks = (first_day_of_week(day, week_start) - first_day_of_week(anchor, week_start)).days // 7
            fits = day.weekday() in recurrence.weekdays and weeks % recurrence.interval == 0
        else:
            fits = (day - first).days % (recurrence.interval * (7 if recurrence.period is Period.WEEK else 1)) == 0
        found += [day] if fits else []
    return found


RECURRENCES = st.one_of(
    st.builds(Recurrence, st.sampled_from(Period), st.integers(1, 14)),
    st.builds(
        Recurrence,
        st.just(Period.WEEK),
        st.integers(1, 5),
        st.sets(st.integers(0, 6), min_size=1).map(lambda weekdays: tuple(sorted(weekdays))),
    ),
    st.builds(
        Recurrence,
        st.just(Period.MONTH),
        st.just(1),
        st.integers(0, 6).map(lambda weekday: (weekday,)),
        st.sampled_from([1, 2, 3, 4, -1]),
    ),
)


@given(
    recurrence=RECURRENCES,
    first=st.dates(dt.date(2019, 12, 1), dt.date(2033, 3, 1)),
    length=st.integers(0, 900),
    week_start=st.sampled_from([0, 6]),
)
def test_the_days_are_those_of_a_loop_over_the_calendar(
    recurrence: Recurrence, first: dt.date, length: int, week_start: int
) -> None:
    last = first + length * DAY
    assert recurrence.days(first, last, week_start) == _by_looking_at_each_day(recurrence, first, last, week_start)
