"""The weeks shown on the Progress screen, read from the runner's file into plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

from planner.text import clean_line
from planner.training.blocks import Block, block_on
from planner.training.form_outlook import FormDay
from planner.training.progress import Adherence, WeekProgress, planned_load
from planner.training.races import Unit
from planner.training.strength_records import StrengthRecords
from planner.training.totals import Totals, sum_totals
from planner.training.training_load import DailyForm
from planner.training.week_charts import Amount
from planner.training.weeks import DAY
from planner.tui.progress.metrics import Metric, ShownWeek
from planner.usecases.planbook import Planbook
from planner.usecases.progress import BlockWeek, ProgressReport, block_ahead, form_line, read_report, weeks_ahead


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Consecutive weeks: some up to today's, then those ahead to the race.

    Attributes:
        weeks: Oldest first, today's week and those ahead included; at least one.
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
    def race_day(self) -> dt.date | None:
        """The day of the race that the weeks ahead lead to; None without one."""
        block = block_ahead(self.report.blocks, self.today) if self.report is not None else None
        return block.race_date if block is not None else None

    @property
    def this_week(self) -> int:
        """The index of today's week."""
        return self.week_count - 1

    @property
    def week_count(self) -> int:
        """How many weeks there are up to today's."""
        return sum(not week.is_ahead for week in self.weeks)

    @property
    def next_week(self) -> ShownWeek | None:
        """The week after today's; None where nothing is planned from there on."""
        return self.weeks[self.week_count] if self.week_count < len(self.weeks) else None

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
        """Return the sum of a metric up to this week; None if it cannot be summed or is undefined in every week."""
        known = [amount for amount in self.amounts(metric)[: self.week_count] if amount is not None]
        return reduce(add, known) if metric.is_summable and known else None

    def week_index(self, day: dt.date) -> int:
        """Return the index of the week that contains a day, or of the nearest week."""
        index = (day - self.weeks[0].progress.start).days // 7
        return min(max(index, 0), len(self.weeks) - 1)


def read_progress(book: Planbook, weeks: int) -> ProgressData:
    """Read the last ``weeks`` weeks, and those ahead.

    Raises:
        RefusedError: The file cannot be read, or ``weeks`` is out of range.
    """
    report = read_report(book, weeks)
    return build_progress(report)


def build_progress(report: ProgressReport) -> ProgressData:
    """Combine the weeks with their place in their blocks, today's week with what is still planned, and those ahead."""
    reviewed, blocks, today = report.reviewed, report.blocks, report.today
    *past_weeks, this_week = (_shown_week(week, blocks) for week in reviewed.weeks)
    planned = [item for item in reviewed.this_week_workouts if item.is_left(today)]
    this_week = replace(
        this_week,
        remaining_strength=sum_totals(planned, today).strength,
        is_empty=this_week.is_empty and not any(item.is_training for item in planned),
        load_left_au=sum(planned_load(item) for item in planned),
    )
    ahead = weeks_ahead(report)
    form = {day.day: day for day in form_line(reviewed, blocks, today)} if ahead else {}
    weeks = (*past_weeks, this_week, *(_week_ahead(week, blocks, form.get(week.start + 5 * DAY)) for week in ahead))
    return ProgressData(weeks, today, reviewed.runner.unit, bool(blocks), report)


def _shown_week(week: WeekProgress, blocks: Sequence[Block]) -> ShownWeek:
    is_empty = week.totals == Totals() and week.adherence == Adherence() and not week.load_au
    phase, has_race = _phase_of_week(blocks, week.start)
    return ShownWeek(
        week, block_week=block_week_text(blocks, week.start), is_empty=is_empty, phase=phase, has_race=has_race
    )


def _week_ahead(week: BlockWeek, blocks: Sequence[Block], evening: FormDay | None) -> ShownWeek:
    """Return a week of which there is only the plan; ``evening`` is the form on the day before its last."""
    form = evening.form.next_morning if evening is not None and evening.form is not None else DailyForm(0.0, 0.0, 0.0)
    warming_up = evening is None or evening.warming_up
    progress = WeekProgress(week.start, week.totals, 0.0, 0, None, None, form, warming_up, adherence=Adherence())
    phase, has_race = _phase_of_week(blocks, week.start)
    return ShownWeek(
        progress,
        remaining_strength=week.left.strength,
        block_week=block_week_text(blocks, week.start),
        is_empty=week.totals == Totals(),
        phase=phase,
        has_race=has_race,
        is_ahead=True,
        load_left_au=week.load_left_au,
        longest_m=week.longest_m,
        lighter_m=week.lighter_m,
    )


def _phase_of_week(blocks: Sequence[Block], first_day: dt.date) -> tuple[str, bool]:
    """Return the phase of a week, and whether the race of a block is in it."""
    days = [first_day + DAY * number for number in range(7)]
    block = next((block for day in days if (block := block_on(blocks, day)) is not None), None)
    phase = "" if block is None else block.phase_on(max(first_day, block.start)) or ""
    return clean_line(phase, 20), any(block.race_date in days for block in blocks)


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
