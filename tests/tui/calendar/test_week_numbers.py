"""The numbers of a block's weeks in a calendar whose weeks may begin on another weekday than the block."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.training.blocks import Block
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.tui.calendar.view import ViewKind, Window, arrange_weeks

TODAY = dt.date(2027, 1, 4)


def labels(block: Block, week_start: int) -> list[str]:
    first = first_day_of_week(block.start - WEEK, week_start)
    rows = (block.last_day - first).days // 7 + 2
    window = Window(ViewKind.MONTH, first, first + DAY * (7 * rows - 1), first)
    return [week.label for week in arrange_weeks(window, (), [block], TODAY).weeks]


@given(start=st.integers(0, 400), days=st.integers(1, 60), week_start=st.sampled_from([0, 5, 6]))
def test_no_number_is_shown_twice_and_they_follow_each_other(start: int, days: int, week_start: int) -> None:
    block = Block("Block", TODAY + DAY * start, days)
    numbers = [int(label) for label in labels(block, week_start) if label.isdigit()]
    assert numbers == sorted(set(numbers))
    full_weeks = set(range(1, days // 7 + 1))
    assert full_weeks <= set(numbers)


def test_a_sunday_first_plan_in_weeks_from_monday_and_the_reverse() -> None:
    sunday_first = Block("Block", dt.date(2027, 1, 10), 21)
    assert labels(sunday_first, 0) == ["W53", "W1", "1", "2", "3", "W5"]
    monday_first = Block("Block", dt.date(2027, 1, 11), 21)
    assert labels(monday_first, 6) == ["W1", "1", "2", "3", "W5", "W6"]
    assert labels(monday_first, 0) == ["W1", "1", "2", "3", "W5"]
