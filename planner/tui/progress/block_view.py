"""The block at a glance: a bar a week from its first to its last, its phases above, what is ahead in words below."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.text import clean_line, format_count
from planner.training.formatting import format_day, format_number
from planner.training.longest_run_guard import LongestRunGuard
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.week_charts import Amount
from planner.tui.progress.bars import ASCII_BARS, UNICODE_BARS, WeekBar, draw_chart
from planner.tui.progress.metrics import METRICS_BY_ID, Metric
from planner.tui.theme import ASCII, Glyphs
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases.progress import BlockOverview, BlockWeek

_MIN_CHART_ROWS = 6


def block_metric(metric: Metric) -> Metric:
    """Return the metric that the block shows for a selected one: running where that has no plan of its own."""
    return metric if metric.id in _AMOUNTS else METRICS_BY_ID["run"]


def _run_amount(week: BlockWeek) -> Amount:
    run = week.totals.run
    return Amount(run.done_m, run.planned_m, run.left_m, unknown_runs=run.without_distance)


def _time_amount(week: BlockWeek) -> Amount:
    run = week.totals.run
    return Amount(run.done_s, run.planned_s, run.left_s, unknown_runs=run.without_time)


def _sessions_amount(week: BlockWeek) -> Amount:
    strength = week.totals.strength
    return Amount(strength.done_sessions, strength.planned_sessions, strength.left_sessions)


def _sled_amount(week: BlockWeek) -> Amount:
    strength = week.totals.strength
    return Amount(strength.sled_m_done, strength.sled_m_planned, week.left.strength.sled_m_planned)


def _wall_sit_amount(week: BlockWeek) -> Amount:
    strength = week.totals.strength
    return Amount(strength.wall_sit_s_done, strength.wall_sit_s_planned, week.left.strength.wall_sit_s_planned)


_AMOUNTS = {
    "run": _run_amount,
    "time": _time_amount,
    "strength": _sessions_amount,
    "sled": _sled_amount,
    "wall_sit": _wall_sit_amount,
}


@dataclass(frozen=True, slots=True)
class BlockView:
    """The view of a block.

    Attributes:
        overview: The block.
        metric: What is drawn, one of a block.
        cursor: Index of the selected week.
        guard: The next long run; None where there is none to speak of.
        today: Today.
        unit: The runner's unit of distance.
        lighter_key: The key that makes the next week lighter.
    """

    overview: BlockOverview
    metric: Metric
    cursor: int
    guard: LongestRunGuard | None
    today: dt.date
    unit: Unit
    lighter_key: str

    def rows(self, width: int, height: int, glyphs: Glyphs) -> list[Row]:
        """Return the view in at most ``height`` rows of ``width`` cells."""
        weeks = self.overview.weeks
        words = [row for text in self._sentences() for row in wrap_rows(text, width - 2, "text", "ground")]
        chart = draw_chart(
            [
                WeekBar(week.start, _AMOUNTS[self.metric.id](week), clean_line(week.phase, 20), week.has_race)
                for week in weeks
            ],
            self.metric,
            self.unit,
            width=width,
            height=max(height - len(words) - 1, _MIN_CHART_ROWS),
            cursor=self.cursor,
            glyphs=ASCII_BARS if glyphs is ASCII else UNICODE_BARS,
            heading=Piece(f"{glyphs.left} {self.metric.name} {glyphs.right}", "accent"),
            this_week=next((index for index, week in enumerate(weeks) if week.contains(self.today)), None),
        )
        return [*chart.rows, (), *((Piece(" "), *row) for row in words)][:height]

    def _sentences(self) -> list[str]:
        weeks, unit = self.overview.weeks, self.unit
        sentences = [self._week_text(weeks[self.cursor])]
        next_index = next((index for index, week in enumerate(weeks) if week.start > self.today), None)
        if next_index is not None:
            before = weeks[next_index - 1] if next_index else None
            sentences.append(_next_week_text(weeks[next_index], before, unit, self.lighter_key))
        if self.guard is not None:
            sentences.append(self.guard.sentence(unit))
        race_day = self.overview.block.race_date
        if race_day is not None and race_day >= self.today:
            days = (race_day - self.today).days
            sentences.append(
                f"{format_count(days, 'day')} to the race, {format_day(race_day)}." if days else "The race is today."
            )
        return sentences

    def _week_text(self, week: BlockWeek) -> str:
        """Return a week in words: ``Week 6 of 11, Mon 4 Jan, build: 22 of 54.5 km, 32.5 left, strength 0 of 2.``."""
        metric, unit = self.metric, self.unit
        amount = _AMOUNTS[metric.id](week)
        head = f"Week {self.cursor + 1} of {len(self.overview.weeks)}, {format_day(week.start)}"
        head += f", {clean_line(week.phase, 20)}" if week.phase else ""
        noun = {"strength": "sessions", "time": "h"}.get(metric.id, metric.with_unit(metric.axis_unit, unit))
        parts = [f"{metric.format(amount.done, unit)} of {metric.format(amount.planned or 0, unit)} {noun}"]
        if amount.remaining and amount.done:
            parts.append(f"{metric.format(amount.remaining, unit)} left")
        if week.longest_m:
            parts.append(f"longest planned {format_distance(week.longest_m, unit)}")
        if metric.id != "strength":
            parts.append(f"strength {week.totals.strength.done_sessions} of {week.totals.strength.planned_sessions}")
        return f"{head}: {', '.join(parts)}."


def _next_week_text(week: BlockWeek, before: BlockWeek | None, unit: Unit, lighter_key: str) -> str:
    """Return the next week in words: ``Next week 48.9 km, 19 % more than this one, longest run 13.4 km; ...``."""
    planned = week.totals.run.planned_m
    text = f"Next week {format_distance(planned, unit)}" if planned else "Next week no running with a distance"
    planned_before = before.totals.run.planned_m if before is not None else 0.0
    if planned and planned_before:
        percent = round(100 * planned / planned_before - 100)
        change = f"{format_number(abs(percent))} % {'more' if percent > 0 else 'less'} than this one"
        text += f", {change}" if percent else ", as much as this one"
    if week.longest_m:
        text += f", longest run {format_distance(week.longest_m, unit)}"
    return f"{text}; {lighter_key} makes it lighter."
