"""What the calendar shows, worked out without a screen: which weeks, what stands in them, what they add up to.

A month, a week and an agenda are all some whole weeks of days, and differ only in how these are drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from planner.text import clean_line
from planner.training.absences import Absence
from planner.training.blocks import Block
from planner.training.races import Unit
from planner.training.totals import Totals, totals
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workouts import RunKind, Sport, Workout
from planner.tui.theme import UNICODE, Glyphs

FIRST_MONTH = dt.date(1970, 1, 1)
LAST_MONTH = dt.date(2199, 12, 1)


class Look(Enum):
    """How the calendar is drawn, in the order that a key goes through."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"


_STEPS = tuple(DAY * step for step in range(7))


class Week(NamedTuple):
    """Seven days and what they add up to.

    Attributes:
        start: Its first day, by the runner's first day of the week.
        number: ``5`` for the block's fifth week, ``W3`` (ISO) outside any block.
        phase: Name of the phase it stands in, or empty.
        totals: Sums over all its items.
        tint: Which ground its phase has: 1 or 2, in turn within a block; 0 where there is no phase.
        opens: Whether it is the first week shown of its phase.
        weeks: How many weeks its block has; 0 outside any block.
    """

    start: dt.date
    number: str
    phase: str
    totals: Totals
    tint: int = 0
    opens: bool = False
    weeks: int = 0

    @property
    def ground(self) -> str:
        """What lies under its sums, by the palette's name."""
        return f"phase_{self.tint}" if self.tint else "band"

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its seven dates."""
        return tuple([self.start + step for step in _STEPS])


class MonthView(NamedTuple):
    """Some whole weeks of the calendar, with everything in them: those that touch a month, unless `look` is another.

    Attributes:
        month: The first of the month; outside a month view, of the month of the first day.
        today: Today.
        weeks: The weeks, in order.
        items: The workouts of each day that has any.
        blocks: All training blocks.
        unit: What distances are shown in.
        glyphs: The marks to draw with.
        ghosts: Numbers of workouts that are shown where an operation under way would put them.
        remarks: What should be known of an operation under way before it is made, a sentence each.
        marked: Days that an operation under way, or a selection, means.
        months: How many months are shown, from `month` on.
        first_keys: The keys that an empty calendar says to press: to build a block, to add a workout.
        look: How it is to be drawn.
        absences: Days without training.
    """

    month: dt.date
    today: dt.date
    weeks: tuple[Week, ...]
    items: Mapping[dt.date, tuple[Workout, ...]]
    blocks: tuple[Block, ...] = ()
    unit: Unit = Unit.KM
    glyphs: Glyphs = UNICODE
    ghosts: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    marked: frozenset[dt.date] = frozenset()
    months: int = 1
    first_keys: tuple[str, str] = ("2", "a")
    look: Look = Look.MONTH
    absences: tuple[Absence, ...] = ()

    @property
    def first(self) -> dt.date:
        """The first visible day."""
        return self.weeks[0].start

    @property
    def last(self) -> dt.date:
        """The last visible day."""
        return self.weeks[-1].start + WEEK - DAY

    def of(self, day: dt.date) -> tuple[Workout, ...]:
        """The workouts of a day."""
        return self.items.get(day, ())

    def in_month(self, day: dt.date) -> bool:
        """Whether a visible day belongs to the month itself, or to another that is shown in full."""
        return (
            self.look is not Look.MONTH
            or 0 <= (day.year - self.month.year) * 12 + day.month - self.month.month < self.months
        )

    def absence_on(self, day: dt.date) -> Absence | None:
        """Why there is no training on a day, else how it feels; None where neither was said."""
        held = [absence for absence in self.absences if absence.holds(day)]
        return next((absence for absence in held if absence.stops_training), held[0] if held else None)

    def is_race_day(self, day: dt.date) -> bool:
        """Whether a race is run on a day."""
        return any(workout.kind == RunKind.RACE and workout.sport is Sport.RUN for workout in self.of(day))


def month_of(day: dt.date) -> dt.date:
    """The first of the month a day lies in, held within the years that dates may have."""
    return min(max(day.replace(day=1), FIRST_MONTH), LAST_MONTH)


def next_month(month: dt.date, step: int) -> dt.date:
    """The first of a month some months away."""
    first, last = (end.year * 12 + end.month - 1 for end in (FIRST_MONTH, LAST_MONTH))
    count = min(max(month.year * 12 + month.month - 1 + step, first), last)
    return dt.date(count // 12, count % 12 + 1, 1)


def month_on(day: dt.date, step: int) -> dt.date:
    """The same day so many months on, or the last of that month."""
    month = next_month(month_of(day), step)
    return month.replace(day=min(day.day, last_day(month).day))


def last_day(month: dt.date) -> dt.date:
    """The last day of a month."""
    return next_month(month, 1) - DAY if month < LAST_MONTH else dt.date(2199, 12, 31)


def visible_days(month: dt.date, week_start: int, months: int = 1) -> tuple[dt.date, dt.date]:
    """The first and the last day that a month shows, or several from that one on."""
    last = last_day(next_month(month, months - 1))
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
) -> MonthView:
    """Arrange the workouts of the visible days of a month, given in calendar order."""
    weeks = weeks_view(*visible_days(month, week_start, months), workouts, blocks, today)
    return weeks._replace(
        month=month,
        unit=unit,
        glyphs=glyphs,
        ghosts=ghosts,
        marked=marked,
        months=months,
        first_keys=first_keys,
        look=Look.MONTH,
    )


def weeks_view(
    first: dt.date,
    last: dt.date,
    workouts: Iterable[Workout],
    blocks: Sequence[Block],
    today: dt.date,
) -> MonthView:
    """Arrange the workouts of some whole weeks, given in calendar order, for a week view."""
    items = {day: tuple(group) for day, group in groupby(workouts, key=lambda workout: workout.date)}
    weeks: list[Week] = []
    for start in (first + WEEK * step for step in range((last - first).days // 7 + 1)):
        held = [workout for step in range(7) for workout in items.get(start + DAY * step, ())]
        week = _week(start, held, blocks, today)
        before = weeks[-1] if weeks else None
        goes_on = before is not None and (before.phase, before.tint) == (week.phase, week.tint)
        weeks.append(week._replace(opens=bool(week.phase) and not goes_on))
    return MonthView(month_of(first), today, tuple(weeks), items, tuple(blocks), look=Look.WEEK)


def block_at(blocks: Sequence[Block], day: dt.date) -> Block | None:
    """The block a day lies in; the one begun last where two overlap."""
    held = [block for block in blocks if block.holds(day)]
    return max(held, key=lambda block: block.start) if held else None


def _week(start: dt.date, held: list[Workout], blocks: Sequence[Block], today: dt.date) -> Week:
    sums = totals(held, today)
    for day in (start + DAY * step for step in range(7)):
        block = block_at(blocks, day)
        if block is not None:
            phase = clean_line(block.phase_on(day) or "", 30)
            return Week(start, str(block.week_of(day)), phase, sums, _tint(block, day), weeks=block.weeks)
    return Week(start, f"W{(start + 3 * DAY).isocalendar().week}", "", sums)


def _tint(block: Block, day: dt.date) -> int:
    """1 or 2 in turn, so that neighbouring phases differ; 0 before the first phase."""
    begun = sum(block.start + DAY * phase[0] <= day for phase in block.phases)
    return 2 - begun % 2 if begun else 0
