"""What the calendar shows, worked out without a screen: which weeks, what stands in them, what they add up to.

A month, a week and an agenda are all some whole weeks of days, and differ only in how these are drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from textual.geometry import Size

from planner.text import clean_line
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.races import Unit
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workouts import Workout
from planner.tui.screen import MIN_SIZE, has_room
from planner.tui.theme import UNICODE, Glyphs

FIRST_DAY, LAST_DAY = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
"""The days that dates may have."""
_LAST_MONTH = LAST_DAY.replace(day=1)


class ViewKind(Enum):
    """How the calendar is drawn, in the order that a key goes through."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"


_STEPS = tuple(DAY * step for step in range(7))


class CalendarWeek(NamedTuple):
    """Seven days and what they add up to.

    Attributes:
        start: Its first day, by the runner's first day of the week.
        label: ``5`` for the block's fifth week, ``W3`` (ISO) outside any block.
        phase: Name of the phase it stands in, or empty.
        totals: Sums over all its items.
        phase_shade: Which ground its phase has: 1 or 2, in turn within a block; 0 where there is no phase.
        starts_phase: Whether it is the first week shown of its phase.
        block_weeks: How many weeks its block has; 0 outside any block.
    """

    start: dt.date
    label: str
    phase: str
    totals: Totals
    phase_shade: int = 0
    starts_phase: bool = False
    block_weeks: int = 0

    @property
    def background(self) -> str:
        """What lies under its sums, by the palette's name."""
        return f"phase_{self.phase_shade}" if self.phase_shade else "band"

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its seven dates."""
        return tuple([self.start + step for step in _STEPS])


class CalendarView(NamedTuple):
    """Some whole weeks of the calendar, with everything in them: those that touch a month, unless `kind` is another.

    Attributes:
        month: The first of the month; outside a month view, of the month of the first day.
        today: Today.
        weeks: The weeks, in order.
        workouts_by_day: The workouts of each day that has any.
        blocks: All training blocks.
        unit: What distances are shown in.
        glyphs: The marks to draw with.
        previewed_ids: Numbers of workouts that are shown where an operation under way would put them.
        remarks: What should be known of an operation under way before it is made, a sentence each.
        marked_days: Days that an operation under way, or a selection, means.
        month_count: How many months are shown, from `month` on.
        start_keys: The keys that an empty calendar says to press: to build a block, to add a workout.
        kind: How it is to be drawn.
        absences: Days without training.
    """

    month: dt.date
    today: dt.date
    weeks: tuple[CalendarWeek, ...]
    workouts_by_day: Mapping[dt.date, tuple[Workout, ...]]
    blocks: tuple[Block, ...] = ()
    unit: Unit = Unit.KM
    glyphs: Glyphs = UNICODE
    previewed_ids: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    marked_days: frozenset[dt.date] = frozenset()
    month_count: int = 1
    start_keys: tuple[str, str] = ("2", "a")
    kind: ViewKind = ViewKind.MONTH
    absences: tuple[Absence, ...] = ()

    @property
    def first(self) -> dt.date:
        """The first visible day."""
        return self.weeks[0].start

    @property
    def last(self) -> dt.date:
        """The last visible day."""
        return self.weeks[-1].start + WEEK - DAY

    def workouts_on(self, day: dt.date) -> tuple[Workout, ...]:
        """The workouts of a day."""
        return self.workouts_by_day.get(day, ())

    def in_month(self, day: dt.date) -> bool:
        """Whether a visible day belongs to the month itself, or to another that is shown in full."""
        return (
            self.kind is not ViewKind.MONTH
            or 0 <= (day.year - self.month.year) * 12 + day.month - self.month.month < self.month_count
        )

    def absence_on(self, day: dt.date) -> Absence | None:
        """Why there is no training on a day, else how it feels; None where neither was said."""
        held = [absence for absence in self.absences if absence.contains(day)]
        return next((absence for absence in held if absence.stops_training), held[0] if held else None)

    def is_race_day(self, day: dt.date) -> bool:
        """Whether a race is run on a day."""
        return any(workout.is_race for workout in self.workouts_on(day))


def first_of_month(day: dt.date) -> dt.date:
    """The first of the month a day lies in, held within the years that dates may have."""
    return min(max(day.replace(day=1), FIRST_DAY), _LAST_MONTH)


def add_months(month: dt.date, step: int) -> dt.date:
    """The first of a month some months away."""
    first, last = (end.year * 12 + end.month - 1 for end in (FIRST_DAY, LAST_DAY))
    count = min(max(month.year * 12 + month.month - 1 + step, first), last)
    return dt.date(count // 12, count % 12 + 1, 1)


def same_day_months_on(day: dt.date, step: int) -> dt.date:
    """The same day so many months on, or the last of that month."""
    month = add_months(first_of_month(day), step)
    return month.replace(day=min(day.day, last_day_of_month(month).day))


def last_day_of_month(month: dt.date) -> dt.date:
    """The last day of a month."""
    return add_months(month, 1) - DAY if month < _LAST_MONTH else LAST_DAY


def visible_days(month: dt.date, week_start: int, month_count: int = 1) -> tuple[dt.date, dt.date]:
    """The first and the last day that a month shows, or several from that one on."""
    last = last_day_of_month(add_months(month, month_count - 1))
    return first_day_of_week(month, week_start), first_day_of_week(last, week_start) + WEEK - DAY


def month_view(
    month: dt.date,
    workouts: Iterable[Workout],
    blocks: Sequence[Block],
    today: dt.date,
    *,
    week_start: int = 0,
    unit: Unit = Unit.KM,
    glyphs: Glyphs = UNICODE,
    ghosts: frozenset[int] = frozenset(),
    marked: frozenset[dt.date] = frozenset(),
    months: int = 1,
    first_keys: tuple[str, str] = ("2", "a"),
) -> CalendarView:
    """Arrange the workouts of the visible days of a month, given in calendar order."""
    weeks = build_view(*visible_days(month, week_start, months), workouts, blocks, today)
    return weeks._replace(
        month=month,
        unit=unit,
        glyphs=glyphs,
        previewed_ids=ghosts,
        marked_days=marked,
        month_count=months,
        start_keys=first_keys,
        kind=ViewKind.MONTH,
    )


def build_view(
    first: dt.date,
    last: dt.date,
    workouts: Iterable[Workout],
    blocks: Sequence[Block],
    today: dt.date,
) -> CalendarView:
    """Arrange the workouts of some whole weeks, given in calendar order, for a week view."""
    items = {day: tuple(group) for day, group in groupby(workouts, key=lambda workout: workout.date)}
    weeks: list[CalendarWeek] = []
    for start in (first + WEEK * step for step in range((last - first).days // 7 + 1)):
        held = [workout for step in range(7) for workout in items.get(start + DAY * step, ())]
        week = _week(start, held, blocks, today)
        before = weeks[-1] if weeks else None
        goes_on = before is not None and (before.phase, before.phase_shade) == (week.phase, week.phase_shade)
        weeks.append(week._replace(starts_phase=bool(week.phase) and not goes_on))
    return CalendarView(first_of_month(first), today, tuple(weeks), items, tuple(blocks), kind=ViewKind.WEEK)


def block_at(blocks: Sequence[Block], day: dt.date) -> Block | None:
    """The block a day lies in; the one begun last where two overlap."""
    held = [block for block in blocks if block.contains(day)]
    return max(held, key=lambda block: block.start) if held else None


def _week(start: dt.date, held: list[Workout], blocks: Sequence[Block], today: dt.date) -> CalendarWeek:
    sums = sum_totals(held, today)
    for day in (start + DAY * step for step in range(7)):
        block = block_at(blocks, day)
        if block is not None:
            phase = clean_line(block.phase_on(day) or "", 30)
            return CalendarWeek(
                start, str(block.week_number(day)), phase, sums, _phase_shade(block, day), block_weeks=block.weeks
            )
    return CalendarWeek(start, f"W{(start + 3 * DAY).isocalendar().week}", "", sums)


def _phase_shade(block: Block, day: dt.date) -> int:
    """1 or 2 in turn, so that neighbouring phases differ; 0 before the first phase."""
    begun = sum(block.start + DAY * phase[0] <= day for phase in block.phases)
    return 2 - begun % 2 if begun else 0


MIN_SIZES = {ViewKind.MONTH: (75, 18), ViewKind.WEEK: (75, 16), ViewKind.AGENDA: MIN_SIZE}
"""Columns and lines of the terminal that each view needs."""
_TWO_MONTHS_FROM = (120, 56)


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
        if month and self.kind is ViewKind.MONTH and first_of_month(day) != self.month:
            return False
        margin = DAY * self.margin
        return max(self.first, FIRST_DAY) <= day <= min(self.last, LAST_DAY) and (
            (self.first <= FIRST_DAY or self.first + margin <= day)
            and (self.last >= LAST_DAY or day <= self.last - margin)
        )

    def has_same_layout(self, other: Window) -> bool:
        """Whether another shows days the same way, in the same room."""
        return (self.kind, self.month_count, self.margin) == (other.kind, other.month_count, other.margin)

    @property
    def prefetch_range(self) -> tuple[dt.date, dt.date]:
        """The first and the last day worth having at hand, so that the next step reads no file."""
        if self.kind is ViewKind.MONTH:
            return add_months(self.month, -1) - WEEK, self.last + WEEK * 6
        length = max((self.last - self.first + DAY) // 2, WEEK * 4)
        return self.first - length, self.last + length


def window_for(look: ViewKind, day: dt.date, size: Size, week_start: int) -> Window:
    """The window of a view with the cursor on a day, on a terminal of some size."""
    month = first_of_month(day)
    start = first_day_of_week(day, week_start)
    if look is ViewKind.MONTH:
        months = 2 if has_room(_TWO_MONTHS_FROM, size) else 1
        return Window(look, *visible_days(month, week_start, months), month, months)
    if look is ViewKind.WEEK:
        return Window(look, start, start + WEEK - DAY, month)
    weeks = 2 * size.height // 7 + 1
    first = max(start - WEEK * weeks, first_day_of_week(FIRST_DAY, week_start))
    last = min(start + WEEK * (weeks + 1), first_day_of_week(LAST_DAY, week_start) + WEEK) - DAY
    return Window(look, first, last, month, margin=size.height)
