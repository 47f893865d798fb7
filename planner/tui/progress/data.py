"""The weeks under review: read from the runner's file, and held as plain values for picture, table and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.formatting import is_training
from planner.training.progress import Adherence, WeekProgress
from planner.training.races import Unit
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY
from planner.training.workouts import DayStatus
from planner.tui.progress.metrics import Amount, Metric, ShownWeek
from planner.usecases.planbook import Planbook
from planner.usecases.progress import WeeksReview, review
from planner.usecases.queries import read_blocks


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Some weeks.

    Attributes:
        weeks: Oldest first, today's last; at least one.
        today: Today.
        unit: What distances are shown in.
        has_blocks: Whether the file holds any block.
    """

    weeks: tuple[ShownWeek, ...]
    today: dt.date
    unit: Unit = Unit.KM
    has_blocks: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether none of the weeks holds anything."""
        return all(week.is_empty for week in self.weeks)

    def amounts(self, metric: Metric) -> list[Amount | None]:
        """A figure week by week."""
        return [metric.amount_of(week) for week in self.weeks]

    def total_of(self, metric: Metric) -> Amount | None:
        """A figure over all weeks; None where weeks do not add up to anything."""
        known = [amount for amount in self.amounts(metric) if amount is not None]
        return reduce(add, known) if metric.is_summable and known else None

    def week_index(self, day: dt.date) -> int:
        """The place of the week a day lies in; the nearest where it lies outside."""
        place = (day - self.weeks[0].progress.start).days // 7
        return min(max(place, 0), len(self.weeks) - 1)


def read_progress(book: Planbook, weeks: int) -> ProgressData:
    """Read the last ``weeks`` weeks.

    Raises:
        RefusedError: The file cannot be read.
    """
    return build_progress(review(book, weeks), read_blocks(book), book.today)


def build_progress(reviewed: WeeksReview, blocks: Sequence[Block], today: dt.date) -> ProgressData:
    """Put the weeks together with what is still ahead in the last of them, and with their places in their blocks."""
    *past, this = (_week(week, blocks) for week in reviewed.weeks)
    ahead = [item for item in reviewed.this_week_workouts if item.status_on(today) is DayStatus.PLANNED]
    this = replace(
        this,
        remaining_strength=sum_totals(ahead, today).strength,
        is_empty=this.is_empty and not any(is_training(item) for item in ahead),
    )
    return ProgressData((*past, this), today, reviewed.runner.unit, bool(blocks))


def _week(week: WeekProgress, blocks: Sequence[Block]) -> ShownWeek:
    empty = week.totals == Totals() and week.adherence == Adherence() and not week.load_au
    return ShownWeek(week, block_week=block_week_text(blocks, week.start), is_empty=empty)


def block_week_text(blocks: Sequence[Block], first_day: dt.date) -> str:
    """``week 5 of 16, build`` for a week that a block has days in; of the block begun last where there are several."""
    for day in (first_day + DAY * number for number in range(7)):
        held = [block for block in blocks if block.contains(day)]
        if held:
            block = max(held, key=lambda one: one.start)
            phase = block.phase_on(day)
            words = f"week {block.week_number(day)} of {block.weeks}"
            return f"{words}, {clean_line(phase, 20)}" if phase else words
    return ""
