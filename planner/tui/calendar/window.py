"""Which days each view of the calendar needs, at which sizes it can be shown, and when the cursor leaves its days.

A window is some whole weeks: those of a month, one week, or - for the agenda, which goes on for ever - as many around
the cursor as a screen can hold, read anew before the cursor comes near an end.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from textual.geometry import Size

from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.tui.calendar import view
from planner.tui.calendar.view import ViewKind
from planner.tui.sizes import MIN_SIZE, has_room

MIN_SIZES = {ViewKind.MONTH: (75, 18), ViewKind.WEEK: (75, 16), ViewKind.AGENDA: MIN_SIZE}
"""Columns and lines of the terminal that each view needs."""
_TWO_MONTHS_FROM = (120, 56)
_FIRST_DAY, _LAST_DAY = dt.date(1970, 1, 1), dt.date(2199, 12, 31)


def fitting_view(wanted: ViewKind, size: Size) -> ViewKind:
    """The view that is shown for the one asked for: the agenda where that has no room."""
    return wanted if has_room(MIN_SIZES[wanted], size) else ViewKind.AGENDA


def next_view(look: ViewKind, size: Size) -> tuple[ViewKind, list[ViewKind]]:
    """The view after one that is shown, and those that came between but have no room."""
    looks = list(ViewKind)
    place = looks.index(look)
    passed: list[ViewKind] = []
    for one in (*looks[place + 1 :], *looks[: place + 1]):
        if has_room(MIN_SIZES[one], size):
            return one, passed
        passed.append(one)
    return look, passed


def too_small_sentence(passed: list[ViewKind], size: Size, instead: ViewKind) -> str:
    """Why views were not shown, in a sentence; empty when there are none."""
    if not passed:
        return ""
    needs = " and ".join(f"the {one.value} needs {MIN_SIZES[one][0]} × {MIN_SIZES[one][1]}" for one in passed)
    return f"{needs[0].upper()}{needs[1:]}; in {size.width} × {size.height} there is the {instead.value}."


class Window(NamedTuple):
    """The days that a view shows or may scroll to.

    Attributes:
        kind: The view.
        first: The first day.
        last: The last day.
        month: The first of the month that is shown, or that the cursor was in.
        month_count: How many months are shown.
        margin: How near the cursor may come to either end before other days are needed, in days.
    """

    kind: ViewKind
    first: dt.date
    last: dt.date
    month: dt.date
    month_count: int = 1
    margin: int = 0

    def covers(self, day: dt.date, *, month: bool = False) -> bool:
        """Whether the cursor can go to a day without other days being read.

        Args:
            day: Where.
            month: Whether a month view must be of that day's own month.
        """
        if month and self.kind is ViewKind.MONTH and view.first_of_month(day) != self.month:
            return False
        margin = DAY * self.margin
        return max(self.first, _FIRST_DAY) <= day <= min(self.last, _LAST_DAY) and (
            (self.first <= _FIRST_DAY or self.first + margin <= day)
            and (self.last >= _LAST_DAY or day <= self.last - margin)
        )

    def has_same_layout(self, other: Window) -> bool:
        """Whether another shows days the same way, in the same room."""
        return (self.kind, self.month_count, self.margin) == (other.kind, other.month_count, other.margin)

    @property
    def prefetch_range(self) -> tuple[dt.date, dt.date]:
        """The first and the last day worth having at hand, so that the next step reads no file."""
        if self.kind is ViewKind.MONTH:
            return view.add_months(self.month, -1) - WEEK, self.last + WEEK * 6
        length = max((self.last - self.first + DAY) // 2, WEEK * 4)
        return self.first - length, self.last + length


def window_for(look: ViewKind, day: dt.date, size: Size, week_start: int) -> Window:
    """The window of a view with the cursor on a day, on a terminal of some size."""
    month = view.first_of_month(day)
    start = first_day_of_week(day, week_start)
    if look is ViewKind.MONTH:
        months = 2 if has_room(_TWO_MONTHS_FROM, size) else 1
        return Window(look, *view.visible_days(month, week_start, months), month, months)
    if look is ViewKind.WEEK:
        return Window(look, start, start + WEEK - DAY, month)
    weeks = 2 * size.height // 7 + 1
    first = max(start - WEEK * weeks, first_day_of_week(_FIRST_DAY, week_start))
    last = min(start + WEEK * (weeks + 1), first_day_of_week(_LAST_DAY, week_start) + WEEK) - DAY
    return Window(look, first, last, month, margin=size.height)
