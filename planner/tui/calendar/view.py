"""What the calendar shows, worked out without a screen: which weeks, what is in them, what they add up to.

A month, a week and an agenda are all some whole weeks of days, and differ only in how these are drawn.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size

from planner.text import capitalize_first, clean_line
from planner.training.absences import Absence
from planner.training.blocks import Block, block_on
from planner.training.races import Unit
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workouts import Workout
from planner.tui.screen import MIN_SIZE, has_room
from planner.tui.theme import UNICODE, Glyphs
from planner.usecases.queries import Recorded

if TYPE_CHECKING:  # the slotter is not needed by the first frame
    from planner.usecases.strength.session_gaps import Gaps

FIRST_DAY, LAST_DAY = dt.date(1970, 1, 1), dt.date(2199, 12, 31)
"""The days that dates may have."""
_LAST_MONTH = LAST_DAY.replace(day=1)
_MAX_PHASE_CHARS = 30


class ViewKind(Enum):
    """How the calendar is drawn, in the order that the view key goes through."""

    MONTH = "month"
    WEEK = "week"
    AGENDA = "agenda"


MIN_SIZES = {ViewKind.MONTH: (75, 18), ViewKind.WEEK: (75, 16), ViewKind.AGENDA: MIN_SIZE}
"""Columns and lines of the terminal that each view needs."""
_TWO_MONTHS_MIN_SIZE = (120, 56)
"""Columns and lines from which two months are shown, one below the other."""


class CalendarWeek(NamedTuple):
    """Seven days and what they add up to.

    Attributes:
        start: The first day, by the runner's first day of the week.
        label: ``5`` for a block's fifth week, ``W3`` (ISO) outside any block.
        phase: The name of its phase, or empty.
        totals: The sums over all its workouts.
        phase_shade: The background of its phase: 1 or 2, in turn within a block; 0 without a phase.
        starts_phase: Whether it is the first week shown of its phase.
        block_weeks: The weeks of its block; 0 outside any block.
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
        """The palette's name for the background of its sums."""
        return f"phase_{self.phase_shade}" if self.phase_shade else "band"

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Its seven dates."""
        return tuple([self.start + step for step in _STEPS])


_STEPS = tuple(DAY * step for step in range(7))


class CalendarView(NamedTuple):
    """Some whole weeks of the calendar with everything in them.

    Attributes:
        month: The first of the month that is shown; outside a month view, of the month the cursor was in.
        today: Today.
        weeks: The weeks, in order.
        workouts_by_day: The workouts of each day that has any.
        blocks: All training blocks.
        unit: The unit distances are shown in.
        sled_kg: The mass of the runner's empty sled in kilograms, where it is known.
        glyphs: The marks to draw with.
        previewed_ids: The numbers of workouts that are drawn where a preview would put them.
        remarks: What the runner should know of a preview before applying it, a sentence each.
        marked_days: The days that a preview concerns, or that are selected.
        month_count: How many months are shown, from `month` on.
        start_keys: The keys an empty calendar names: to build a block, to add a workout.
        kind: How the weeks are drawn.
        absences: The days without training, and how days felt.
        busy_texts: When other calendars close a half of a day, in words, by that day.
        recorded: The recordings of workouts, by the number of the workout.
        gaps: How far the sessions of a week are from the runs around them, by day and slot; empty for other views.
    """

    month: dt.date
    today: dt.date
    weeks: tuple[CalendarWeek, ...]
    workouts_by_day: Mapping[dt.date, tuple[Workout, ...]]
    blocks: tuple[Block, ...] = ()
    unit: Unit = Unit.KM
    sled_kg: float | None = None
    glyphs: Glyphs = UNICODE
    previewed_ids: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    marked_days: frozenset[dt.date] = frozenset()
    month_count: int = 1
    start_keys: tuple[str, str] = ("2", "a")
    kind: ViewKind = ViewKind.MONTH
    absences: tuple[Absence, ...] = ()
    busy_texts: Mapping[dt.date, str] = MappingProxyType({})
    recorded: Mapping[int, Recorded] = MappingProxyType({})
    gaps: Gaps = MappingProxyType({})

    @property
    def first(self) -> dt.date:
        """The first visible day."""
        return self.weeks[0].start

    @property
    def last(self) -> dt.date:
        """The last visible day."""
        return self.weeks[-1].start + WEEK - DAY

    def workouts_on(self, day: dt.date) -> tuple[Workout, ...]:
        """Return the workouts of a day."""
        return self.workouts_by_day.get(day, ())

    def in_month(self, day: dt.date) -> bool:
        """Whether a visible day belongs to a month that is shown, not to the edge of a neighbouring one."""
        months_on = (day.year - self.month.year) * 12 + day.month - self.month.month
        return self.kind is not ViewKind.MONTH or 0 <= months_on < self.month_count

    def absence_on(self, day: dt.date) -> Absence | None:
        """Return why there is no training on a day, else how the day felt; None where neither was recorded."""
        absences = [absence for absence in self.absences if absence.contains(day)]
        return next((absence for absence in absences if absence.stops_training), absences[0] if absences else None)

    def is_race_day(self, day: dt.date) -> bool:
        """Whether a race is run on a day."""
        return any(workout.is_race for workout in self.workouts_on(day))


def arrange_weeks(window: Window, workouts: Iterable[Workout], blocks: Sequence[Block], today: dt.date) -> CalendarView:
    """Arrange the workouts of a window's days in weeks.

    Args:
        window: Which days, and how they are drawn.
        workouts: Their workouts, in calendar order.
        blocks: All training blocks.
        today: Today.
    """
    by_day = {day: tuple(group) for day, group in groupby(workouts, key=lambda workout: workout.date)}
    weeks: list[CalendarWeek] = []
    for start in (window.first + WEEK * step for step in range((window.last - window.first).days // 7 + 1)):
        of_week = [workout for step in _STEPS for workout in by_day.get(start + step, ())]
        week = _arrange_week(start, of_week, blocks, today)
        before = weeks[-1] if weeks else None
        goes_on = before is not None and (before.phase, before.phase_shade) == (week.phase, week.phase_shade)
        weeks.append(week._replace(starts_phase=bool(week.phase) and not goes_on))
    return CalendarView(
        window.month, today, tuple(weeks), by_day, tuple(blocks), month_count=window.month_count, kind=window.kind
    )


def _arrange_week(start: dt.date, workouts: Sequence[Workout], blocks: Sequence[Block], today: dt.date) -> CalendarWeek:
    totals = sum_totals(workouts, today)
    in_blocks = [(block, day) for day in (start + step for step in _STEPS) if (block := block_on(blocks, day))]
    owned = [(block, day) for block, day in in_blocks if _lies_mostly_in(block, block.week_index(day), start)]
    if owned:  # of two weeks of blocks, the one with more days here
        days_here = Counter((block.id, block.start, block.week_index(day)) for block, day in owned)
        block, day = max(owned, key=lambda each: days_here[each[0].id, each[0].start, each[0].week_index(each[1])])
        label, weeks = str(block.week_number(day)), block.weeks
    else:
        label, weeks = f"W{(start + 3 * DAY).isocalendar().week}", 0  # the middle day decides, whatever weeks begin on
        if not in_blocks:
            return CalendarWeek(start, label, "", totals)
        block, day = in_blocks[0]
    phase = clean_line(block.phase_on(day) or "", _MAX_PHASE_CHARS)
    return CalendarWeek(start, label, phase, totals, _phase_shade(block, day), block_weeks=weeks)


def _lies_mostly_in(block: Block, week: int, start: dt.date) -> bool:
    """Return whether most days of a block's week are among the seven from a day on, so that they have its number.

    A block may begin on another weekday than the calendar's weeks; each of its weeks is then in two of them.
    """
    first = block.start + WEEK * week
    last = min(first + 6 * DAY, block.last_day)
    here = (min(last, start + 6 * DAY) - max(first, start)).days + 1
    elsewhere = (last - first).days + 1 - here
    return here > elsewhere or (here == elsewhere and first >= start)


def _phase_shade(block: Block, day: dt.date) -> int:
    """Return 1 or 2 in turn, so that neighbouring phases differ; 0 before the first phase."""
    begun = sum(block.start + DAY * phase[0] <= day for phase in block.phases)
    return 2 - begun % 2 if begun else 0


def first_of_month(day: dt.date) -> dt.date:
    """Return the first day of a day's month, within the years that dates may have."""
    return min(max(day.replace(day=1), FIRST_DAY), _LAST_MONTH)


def add_months(month: dt.date, step: int) -> dt.date:
    """Return the first day of the month some months away, within the years that dates may have."""
    # not dateutil's relativedelta: importing it would delay the first frame
    first, last = (end.year * 12 + end.month - 1 for end in (FIRST_DAY, LAST_DAY))
    count = min(max(month.year * 12 + month.month - 1 + step, first), last)
    return dt.date(count // 12, count % 12 + 1, 1)


def same_day_months_on(day: dt.date, step: int) -> dt.date:
    """Return the same day of the month some months away, or the last day of that month."""
    month = add_months(first_of_month(day), step)
    return month.replace(day=min(day.day, last_day_of_month(month).day))


def last_day_of_month(month: dt.date) -> dt.date:
    """Return the last day of the month that begins on a day."""
    return add_months(month, 1) - DAY if month < _LAST_MONTH else LAST_DAY


def visible_days(month: dt.date, week_start: int, month_count: int = 1) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the whole weeks that touch a month, or several from that one on."""
    last = last_day_of_month(add_months(month, month_count - 1))
    return first_day_of_week(month, week_start), first_day_of_week(last, week_start) + WEEK - DAY


def fitting_view(wanted: ViewKind, size: Size) -> ViewKind:
    """Return the view that is shown for a wanted one: the agenda where that has no room."""
    return wanted if has_room(MIN_SIZES[wanted], size) else ViewKind.AGENDA


def next_view(kind: ViewKind, size: Size) -> tuple[ViewKind, list[ViewKind]]:
    """Return the next view that has room, and those before it that have none."""
    kinds = list(ViewKind)
    index = kinds.index(kind)
    skipped: list[ViewKind] = []
    for candidate in (*kinds[index + 1 :], *kinds[: index + 1]):
        if has_room(MIN_SIZES[candidate], size):
            return candidate, skipped
        skipped.append(candidate)
    return kind, skipped


def too_small_sentence(skipped: Sequence[ViewKind], size: Size, shown: ViewKind) -> str:
    """Return why views are not shown and which is shown instead; empty when none was skipped."""
    if not skipped:
        return ""
    needs = " and ".join(f"the {kind.value} needs {MIN_SIZES[kind][0]} × {MIN_SIZES[kind][1]}" for kind in skipped)
    return f"{capitalize_first(needs)}; in {size.width} × {size.height} there is the {shown.value}."


class Window(NamedTuple):
    """The days that a view shows or can scroll to.

    Attributes:
        kind: The view.
        first: The first day.
        last: The last day.
        month: The first of the month that is shown, or that the cursor was in.
        month_count: How many months are shown.
        margin: How near, in days, the cursor may come to either end before another window is needed.
    """

    kind: ViewKind
    first: dt.date
    last: dt.date
    month: dt.date
    month_count: int = 1
    margin: int = 0

    def covers(self, day: dt.date, *, month: bool = False) -> bool:
        """Whether the cursor can go to a day without another window.

        Args:
            day: Where to.
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
        """Whether another window shows days the same way, in the same room."""
        return (self.kind, self.month_count, self.margin) == (other.kind, other.month_count, other.margin)

    @property
    def prefetch_range(self) -> tuple[dt.date, dt.date]:
        """The first and the last day worth reading ahead, so that turning a page reads no file."""
        if self.kind is ViewKind.MONTH:
            return add_months(self.month, -1) - WEEK, self.last + WEEK * 6
        length = max((self.last - self.first + DAY) // 2, WEEK * 4)
        return self.first - length, self.last + length


def window_for(kind: ViewKind, day: dt.date, size: Size, week_start: int) -> Window:
    """Return the window of a view with the cursor on a day, on a terminal of some size."""
    month = first_of_month(day)
    start = first_day_of_week(day, week_start)
    if kind is ViewKind.MONTH:
        months = 2 if has_room(_TWO_MONTHS_MIN_SIZE, size) else 1
        return Window(kind, *visible_days(month, week_start, months), month, months)
    if kind is ViewKind.WEEK:
        return Window(kind, start, start + WEEK - DAY, month)
    # twice the lines on either side, at one line a day: a page can be scrolled either way
    weeks = 2 * size.height // 7 + 1
    first = max(start - WEEK * weeks, first_day_of_week(FIRST_DAY, week_start))
    last = min(start + WEEK * (weeks + 1), first_day_of_week(LAST_DAY, week_start) + WEEK) - DAY
    return Window(kind, first, last, month, margin=size.height)
