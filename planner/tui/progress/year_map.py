"""A year at a glance: a column a week, a cell a day, the darker the more was done of the selected metric.

A day on which nothing was due is a dot, a missed one a cross, a skipped one a dash, a day ahead is blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.training.progress import Adherence, WeekProgress, workout_load
from planner.training.races import Unit
from planner.training.totals import sum_totals
from planner.training.training_load import DailyForm
from planner.training.week_charts import fit_axis
from planner.training.weeks import DAY, SHORT_WEEKDAYS, WEEK
from planner.training.workouts import DayStatus, Workout
from planner.tui.progress.metrics import METRICS_BY_ID, Metric, ShownWeek
from planner.tui.theme import ASCII, Glyphs
from planner.tui.widgets.rows import Piece, Row, merge_pieces, row_width

_UNICODE_LEVELS, _ASCII_LEVELS = "░▒▓█", ":+*#"
"""From little to much, a quarter of the greatest day each."""
_LABEL_WIDTH = 5
_WEEKS = 53
_BY_DAY = ("run", "time", "strength", "sled", "sled_work", "wall_sit", "load")
"""The metrics that mean something for a day; for the others the load is shown."""


@dataclass(frozen=True, slots=True)
class DayValue:
    """A day of the map.

    Attributes:
        value: What was done of the metric, in SI units; 0 for nothing.
        was_missed: Whether training was missed and nothing of the metric was done.
        was_skipped: Whether training was skipped and nothing of the metric was done.
    """

    value: float
    was_missed: bool = False
    was_skipped: bool = False


def day_metric(metric: Metric) -> Metric:
    """Return the metric that the map shows for a selected one."""
    return metric if metric.id in _BY_DAY else METRICS_BY_ID["load"]


def day_values(workouts: Iterable[Workout], metric: Metric, first: dt.date, today: dt.date) -> dict[dt.date, DayValue]:
    """Return the days from ``first`` to today on which something was planned or done."""
    by_day: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        if workout.is_training and first <= workout.date <= today:
            by_day.setdefault(workout.date, []).append(workout)
    values = {}
    for day, items in by_day.items():
        value = _value_of(items, metric, day, today)
        statuses = {item.status_on(today) for item in items}
        values[day] = DayValue(value, not value and DayStatus.MISSED in statuses, not value and _skipped(statuses))
    return values


def _skipped(statuses: set[DayStatus]) -> bool:
    return DayStatus.SKIPPED in statuses and DayStatus.MISSED not in statuses


def _value_of(items: Sequence[Workout], metric: Metric, day: dt.date, today: dt.date) -> float:
    load = sum(workout_load(item)[0] for item in items)
    progress = WeekProgress(
        day, sum_totals(items, today), load, 0, None, None, DailyForm(0.0, 0.0, 0.0), warming_up=False,
        adherence=Adherence(),
    )  # fmt: skip
    amount = metric.amount_of(ShownWeek(progress))
    return amount.done if amount is not None else 0.0


@dataclass(frozen=True, slots=True)
class YearMap:
    """The year up to this week.

    Attributes:
        values: The days with something on them.
        metric: What is shown, one of a day.
        this_week: The first day of today's week.
        today: Today.
        selected: The first day of the selected week.
        unit: The runner's unit of distance.
    """

    values: Mapping[dt.date, DayValue]
    metric: Metric
    this_week: dt.date
    today: dt.date
    selected: dt.date
    unit: Unit

    def rows(self, width: int, glyphs: Glyphs) -> list[Row]:
        """Draw the map in ten rows of at most ``width`` cells, at least 20."""
        cell_width = 2 if width >= _LABEL_WIDTH + 2 * _WEEKS else 1
        weeks = min((width - _LABEL_WIDTH - 1) // cell_width, _WEEKS)
        starts = [self.this_week - WEEK * number for number in range(weeks - 1, -1, -1)]
        shown = [one.value for day, one in self.values.items() if day >= starts[0]]
        top = fit_axis(max(shown, default=0.0), 8, self.metric.value_format, self.unit).top
        rows = [self._legend_row(top, glyphs, width)]
        for number in range(7):
            weekday = SHORT_WEEKDAYS[(self.this_week.weekday() + number) % 7]
            cells = (self._day_cell(start + DAY * number, top, glyphs, cell_width) for start in starts)
            rows.append(merge_pieces([Piece(f" {weekday} ", "muted"), *cells]))
        marks = (Piece(("^" if start == self.selected else " ") * cell_width, "accent") for start in starts)
        rows.append(merge_pieces([Piece(" " * _LABEL_WIDTH, "accent"), *marks]))
        rows.append(_months_row(starts, cell_width))
        return rows

    def _day_cell(self, day: dt.date, top: float, glyphs: Glyphs, cell_width: int) -> Piece:
        value, is_today = self.values.get(day), day == self.today
        if day > self.today:
            return Piece(" " * cell_width, "faint")
        if value is not None and value.value:
            levels = _levels(glyphs)
            level = levels[min(int(value.value / top * len(levels)), len(levels) - 1)]
            return Piece(level * cell_width, "today" if is_today else self.metric.color)
        mark, color = _nothing(glyphs), "faint"
        if value is not None and value.was_missed:
            mark, color = glyphs.missed, "warn"
        elif value is not None and value.was_skipped:
            mark, color = glyphs.skipped, "muted"
        return Piece(mark.ljust(cell_width), "today" if is_today else color)

    def _legend_row(self, top: float, glyphs: Glyphs, width: int) -> Row:
        metric = self.metric
        axis_unit = metric.with_unit(metric.axis_unit, self.unit) or "a day"
        name: Row = (Piece(f" {metric.name}  ", "accent"),)
        scale: Row = (
            Piece(_levels(glyphs), metric.color),
            Piece(f" to {metric.format(top, self.unit)} {axis_unit}  ", "muted"),
        )
        marks = Piece(f"{_nothing(glyphs)} nothing  {glyphs.missed} missed  {glyphs.skipped} skipped", "muted")
        for row in ((*name, *scale, marks), (*name, *scale)):
            if row_width(row) <= width:
                return row
        return name


def _levels(glyphs: Glyphs) -> str:
    return _ASCII_LEVELS if glyphs is ASCII else _UNICODE_LEVELS


def _months_row(starts: Sequence[dt.date], cell_width: int) -> Row:
    text: list[str] = [" "] * (len(starts) * cell_width + 4)
    last = -5
    for index, start in enumerate(starts):
        end = start + 6 * DAY
        x = index * cell_width
        if end.day <= 7 and x - last >= 4 and x + 3 <= len(starts) * cell_width:
            text[x : x + 3] = f"{end:%b}"
            last = x
    return (Piece(" " * _LABEL_WIDTH + "".join(text).rstrip(), "muted"),)


def _nothing(glyphs: Glyphs) -> str:
    """Return the mark of a day without training; in ASCII a middle dot would become the dash of a skipped day."""
    return "." if glyphs is ASCII else "·"
