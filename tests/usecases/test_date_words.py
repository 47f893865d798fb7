"""Days named by the training block they belong to."""

import datetime as dt
from pathlib import Path

import pytest

from planner import store
from planner.clock import Clock
from planner.training.blocks import Block
from planner.training.date_context import Look
from planner.training.refusal import RefusedError
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook

WEDNESDAY = dt.date(2027, 1, 6)
HALF = Block("Half marathon", dt.date(2026, 12, 7), 84, race_date=dt.date(2027, 2, 28))
SPRING = Block("10 km", dt.date(2027, 3, 15), 56, race_date=dt.date(2027, 5, 9))


@pytest.fixture
def book(tmp_path: Path) -> Planbook:
    store.prepare(tmp_path / "planner.db")
    book = Planbook(tmp_path / "planner.db", Clock(WEDNESDAY))
    with store.edit(book.path, "two blocks", now=dt.datetime(2027, 1, 6, 12, tzinfo=dt.UTC)) as plan:
        plan.add_block(HALF)
        plan.add_block(SPRING)
    return book


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("race", "2027-01-06", "2027-02-28"),
        ("Race", "2027-02-28", "2027-02-28"),
        ("race", "2027-03-01", "2027-05-09"),
        ("start", "2027-01-06", "2026-12-07"),
        ("end", "2027-01-06", "2027-02-28"),
        ("start", "2027-03-05", "2027-03-15"),
        ("end", "2027-08-01", "2027-05-09"),
        ("week 7", "2027-01-06", "2027-01-18"),
        ("week7", "2027-01-06", "2027-01-18"),
        ("w7 of block", "2027-01-06", "2027-01-18"),
        ("week 7 of block", "2027-04-01", "2027-04-26"),
        ("W7", "2027-01-06", "2027-02-15"),
        ("fri", "2027-01-06", "2027-01-08"),
    ],
)
def test_days_of_the_block(book: Planbook, text: str, today: str, day: str) -> None:
    on = Planbook(book.path, Clock(dt.date.fromisoformat(today)))
    assert date_reader(on).read(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "today", "why"),
    [
        ("race", "2027-06-01", "No goal race lies ahead."),
        ("week 13", "2027-01-06", "Half marathon has weeks 1 to 12, not a week 13."),
        ("week 0", "2027-01-06", "not a week 0."),
        ("week", "2027-01-06", "is no date"),
        ("weeks 7", "2027-01-06", "is no date"),
    ],
)
def test_what_no_block_has_is_refused_by_name(book: Planbook, text: str, today: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        date_reader(Planbook(book.path, Clock(dt.date.fromisoformat(today)))).read(text)


def test_who_looks_back_means_the_race_that_was_when_none_lies_ahead(book: Planbook) -> None:
    def read(today: str, look: Look) -> dt.date:
        return date_reader(Planbook(book.path, Clock(dt.date.fromisoformat(today))), look).read("race")

    assert read("2027-01-06", Look.BACK) == read("2027-01-06", Look.AHEAD) == HALF.race_date
    assert read("2027-05-10", Look.BACK) == SPRING.race_date


def test_without_a_block_its_words_are_no_day(tmp_path: Path) -> None:
    store.prepare(tmp_path / "empty.db")
    book = Planbook(tmp_path / "empty.db", Clock(WEDNESDAY))
    for text in ("start", "end", "week 7"):
        with pytest.raises(RefusedError, match=f"no training block yet, so {text} is no day"):
            date_reader(book).read(text)


def test_plain_dates_read_no_file(tmp_path: Path) -> None:
    book = Planbook(tmp_path / "nothing.db", Clock(WEDNESDAY))
    assert date_reader(book).read("18 feb") == dt.date(2027, 2, 18)
    assert not book.path.exists()


def test_words_of_a_week_follow_the_first_day_of_the_runners_week(book: Planbook) -> None:
    from planner.usecases.runner import change_runner_setting

    assert date_reader(book).read("this sun") == dt.date(2027, 1, 10)
    change_runner_setting(book, "week-start", "sunday")
    assert date_reader(book).read("this sun") == dt.date(2027, 1, 3)
    assert date_reader(book).read("next week") == dt.date(2027, 1, 10)


def test_a_span_to_the_end_of_a_block_ends_with_the_block_of_its_first_day(book: Planbook) -> None:
    assert date_reader(book).read_span("start", "race") == (HALF.start, HALF.race_date)
    assert date_reader(book).read_span("2027-04-01", "race") == (dt.date(2027, 4, 1), SPRING.race_date)
    assert date_reader(book).read_span("2027-04-01", "end") == (dt.date(2027, 4, 1), SPRING.last_day)
