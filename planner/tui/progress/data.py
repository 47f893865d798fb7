"""The weeks shown on the Progress screen, read from the runner's file into plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from planner.text import clean_line
from planner.training.blocks import Block, block_on
from planner.training.progress import Adherence, WeekProgress
from planner.training.races import Unit
from planner.training.strength_records import StrengthRecords
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY
from planner.tui.progress.metrics import Amount, Metric, ShownWeek
from planner.usecases.planbook import Planbook
from planner.usecases.progress import ProgressReport, read_report
from planner.usecases.queries import WeeksReview


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Consecutive weeks up to today's.

    Attributes:
        weeks: Oldest first, today's week last; at least one.
        today: Today.
        unit: The unit distances are shown in.
        has_blocks: Whether the file contains any block.
        report: What the weeks were read from, and what they say together; None for weeks made up.
    """

    weeks: tuple[ShownWeek, ...]
    today: dt.date
    unit: Unit = Unit.KM
    has_blocks: bool = True
    report: ProgressReport | None = None

    @property
    def records(self) -> StrengthRecords:
        """The longest hold and the heaviest sled of all that was recorded."""
        return self.report.strength if self.report is not None else StrengthRecords()

    @property
    def is_empty(self) -> bool:
        """Whether all of the weeks are empty."""
        return all(week.is_empty for week in self.weeks)

    def amounts(self, metric: Metric) -> list[Amount | None]:
        """Return the amounts of a metric, one a week."""
        return [metric.amount_of(week) for week in self.weeks]

    def total_of(self, metric: Metric) -> Amount | None:
        """Return the sum of a metric over all weeks; None if it cannot be summed or is undefined in every week."""
        known = [amount for amount in self.amounts(metric) if amount is not None]
        return reduce(add, known) if metric.is_summable and known else None

    def week_index(self, day: dt.date) -> int:
        """Return the index of the week that contains a day, or of the nearest week."""
        index = (day - self.weeks[0].progress.start).days // 7
        return min(max(index, 0), len(self.weeks) - 1)


def read_progress(book: Planbook, weeks: int) -> ProgressData:
    """Read the last ``weeks`` weeks.

    Raises:
        RefusedError: The file cannot be read, or ``weeks`` is out of range.
    """
    report = read_report(book, weeks)
    return replace(build_progress(report.reviewed, report.blocks, book.today), report=report)


def build_progress(reviewed: WeeksReview, blocks: Sequence[Block], today: dt.date) -> ProgressData:
    """Combine the weeks with their place in their blocks and, for today's week, with what is still planned."""
    *past_weeks, this_week = (_shown_week(week, blocks) for week in reviewed.weeks)
    planned = [item for item in reviewed.this_week_workouts if item.is_left(today)]
    this_week = replace(
        this_week,
        remaining_strength=sum_totals(planned, today).strength,
        is_empty=this_week.is_empty and not any(item.is_training for item in planned),
    )
    return ProgressData((*past_weeks, this_week), today, reviewed.runner.unit, bool(blocks))


def _shown_week(week: WeekProgress, blocks: Sequence[Block]) -> ShownWeek:
    is_empty = week.totals == Totals() and week.adherence == Adherence() and not week.load_au
    return ShownWeek(week, block_week=block_week_text(blocks, week.start), is_empty=is_empty)


def block_week_text(blocks: Sequence[Block], first_day: dt.date) -> str:
    """Return a week's number and phase in its block, such as ``week 5 of 16, build``; empty outside any block.

    Of several blocks that contain the same day, the one that began last counts.
    """
    for day in (first_day + DAY * number for number in range(7)):
        block = block_on(blocks, day)
        if block is not None:
            phase = block.phase_on(day)
            text = f"week {block.week_number(day)} of {block.weeks}"
            return f"{text}, {clean_line(phase, 20)}" if phase else text
    return ""
