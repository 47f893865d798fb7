from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.training.races import Unit
from planner.training.week_charts import Amount, ValueFormat, fit_axis
from planner.tui.progress.bars import (
    ASCII_BARS,
    NON_BAR_ROWS,
    UNICODE_BARS,
    BarChart,
    BarGlyphs,
    WeekBar,
    draw_chart,
    lay_out_bars,
)
from planner.tui.progress.metrics import METRICS, METRICS_BY_ID, Metric
from planner.tui.widgets.rows import Row

MONDAY = dt.date(2026, 1, 5)
RUN = METRICS_BY_ID["run"]
values = st.one_of(st.just(0.0), st.floats(0.001, 200_000.0))
amounts = st.builds(Amount, done=values, planned=st.none() | values, remaining=values)
weeks = st.lists(st.none() | amounts, min_size=1, max_size=30)
figures = st.sampled_from(METRICS)
widths = st.integers(24, 250)
heights = st.integers(5, 30)
glyphs = st.sampled_from([UNICODE_BARS, ASCII_BARS])
units = st.sampled_from(list(Unit))


def drawn(
    found: list[Amount | None],
    figure: Metric = RUN,
    *,
    width: int = 80,
    height: int = 12,
    cursor: int = 0,
    blocks: BarGlyphs = UNICODE_BARS,
    unit: Unit = Unit.KM,
) -> BarChart:
    bars = [WeekBar(MONDAY + dt.timedelta(weeks=number), amount) for number, amount in enumerate(found)]
    return draw_chart(bars, figure, unit, width=width, height=height, cursor=cursor, glyphs=blocks)


def text(row: Row) -> str:
    return "".join(piece.text for piece in row)


def cells(row: Row) -> list[tuple[str, str]]:
    """Every cell of a row: its character and its colour."""
    return [(char, piece.color) for piece in row for char in piece.text]


def bar_of(made: BarChart, place: int) -> list[tuple[str, str]]:
    """The cells of one bar, from the baseline up, at its left edge."""
    column = made.axis_width + made.layout.bar_x(place - made.layout.first)
    return [cells(row)[column] for row in reversed(made.rows[1 : 1 - NON_BAR_ROWS])]


@given(weeks, figures, widths, heights, glyphs, units, st.data())
def test_a_chart_has_exactly_its_size(
    found: list[Amount | None],
    figure: Metric,
    width: int,
    height: int,
    blocks: BarGlyphs,
    unit: Unit,
    data: st.DataObject,
) -> None:
    cursor = data.draw(st.integers(0, len(found) - 1))
    made = drawn(found, figure, width=width, height=height, cursor=cursor, blocks=blocks, unit=unit)
    assert len(made.rows) == height
    assert {cell_len(text(row)) for row in made.rows} == {width}
    chosen = MONDAY + dt.timedelta(weeks=cursor)
    assert f"{chosen.day} {chosen:%b}" in text(made.rows[-1])


@given(weeks, widths, heights, glyphs)
def test_bars_are_as_high_as_what_was_done_within_one_step(
    found: list[Amount | None],
    width: int,
    height: int,
    blocks: BarGlyphs,
) -> None:
    made = drawn(found, width=width, height=height, blocks=blocks, cursor=len(found) - 1)
    most = max((amount.total for amount in found if amount is not None), default=0.0)
    axis = fit_axis(most, height - NON_BAR_ROWS, RUN.value_format, Unit.KM)
    steps = len(blocks.fill) - 1
    for place in range(made.layout.first, made.layout.first + made.layout.count):
        amount, bar = found[place], bar_of(made, place)
        if amount is None:
            continue
        shown = sum(blocks.fill.index(char) for char, ink in bar if ink == RUN.color and char in blocks.fill)
        exact = amount.done / axis.top * axis.rows * steps
        assert abs(shown - exact) <= (0.5 + 1e-6 if exact >= 0.5 else 1)
        assert (shown > 0) == (amount.done > 0)


@given(weeks, widths, heights, glyphs)
def test_a_whole_bar_ends_within_a_line_of_its_total_and_never_above_the_axis(
    found: list[Amount | None],
    width: int,
    height: int,
    blocks: BarGlyphs,
) -> None:
    made = drawn(found, width=width, height=height, blocks=blocks, cursor=len(found) - 1)
    most = max((amount.total for amount in found if amount is not None), default=0.0)
    axis = fit_axis(most, height - NON_BAR_ROWS, RUN.value_format, Unit.KM)
    for place in range(made.layout.first, made.layout.first + made.layout.count):
        amount = found[place]
        if amount is None:
            continue
        filled = [line for line, (char, _) in enumerate(bar_of(made, place)) if char != " "]
        top = filled[-1] + 1 if filled else 0
        assert filled == list(range(top)), "a bar has no holes"
        assert top <= axis.rows
        assert abs(top - amount.total / axis.top * axis.rows) <= 1 + 1e-6


def test_the_parts_of_a_bar_differ_without_any_colour() -> None:
    for blocks in (UNICODE_BARS, ASCII_BARS):
        made = drawn([Amount(20_000, 60_000, 20_000)], height=15, blocks=blocks)
        patterns = {char for char, _ in bar_of(made, 0)}
        assert patterns == {blocks.fill[-1], blocks.remaining, blocks.shortfall}
        heading = text(made.rows[0])
        for pattern, word in zip((blocks.fill[-1], blocks.remaining, blocks.shortfall), RUN.part_names, strict=True):
            assert f"{pattern} {word}" in heading


def test_the_legend_names_only_what_occurs() -> None:
    heading = text(drawn([Amount(20_000, 20_000)]).rows[0])
    assert "done" in heading
    assert "left" not in heading
    assert "short" not in heading
    assert "done" not in text(drawn([Amount(412.0)], METRICS_BY_ID["load"]).rows[0])


@given(weeks, figures, widths, heights)
def test_ascii_bars_are_ascii(found: list[Amount | None], figure: Metric, width: int, height: int) -> None:
    made = drawn(found, figure, width=width, height=height, blocks=ASCII_BARS)
    assert all(text(row).isascii() for row in made.rows[1:])


def test_an_undefined_week_is_neither_a_bar_nor_a_gap() -> None:
    made = drawn([Amount(1.2), None, Amount(0.0)], METRICS_BY_ID["monotony"])
    assert bar_of(made, 1)[0][0] == "–"
    assert bar_of(made, 2)[0][0] == " "


@given(st.integers(1, 300), st.integers(1, 52), st.data())
def test_bars_share_the_width_and_the_cursor_is_visible(width: int, count: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, count - 1))
    plan = lay_out_bars(width, count, cursor)
    assert plan.first <= cursor < plan.first + plan.count <= count
    assert plan.count == min(count, width)
    starts = [plan.bar_x(place) for place in range(plan.count)]
    assert all(after - before >= plan.bar_width for before, after in pairwise(starts))
    assert starts[0] >= 0
    assert starts[-1] + plan.bar_width <= width


@given(weeks, widths)
def test_a_cell_of_a_bar_belongs_to_its_week(found: list[Amount | None], width: int) -> None:
    made = drawn(found, width=width, cursor=len(found) - 1)
    for place in range(made.layout.count):
        start = made.axis_width + made.layout.bar_x(place)
        assert {made.bar_at_x(start), made.bar_at_x(start + made.layout.bar_width - 1)} == {made.layout.first + place}
    assert made.bar_at_x(made.axis_width - 1) is None
    assert made.bar_at_x(made.axis_width + made.layout.count * made.layout.slot_width) is None


def test_dates_under_the_bars_do_not_touch() -> None:
    for width in range(24, 140, 4):
        for count in (12, 26, 52):
            made = drawn([Amount(1000.0)] * count, width=width, cursor=count - 1)
            words = text(made.rows[-1]).split()
            known = {f"{MONDAY + dt.timedelta(weeks=number):%b}" for number in range(count)}
            assert all(word in known or (word.isdecimal() and 1 <= int(word) <= 31) for word in words), words


@given(st.floats(0.001, 1e7), st.integers(1, 40), st.sampled_from(list(ValueFormat)), units)
def test_an_axis_contains_the_largest_value_and_is_at_most_three_fifths_empty(
    most: float,
    rows: int,
    scale: ValueFormat,
    unit: Unit,
) -> None:
    axis = fit_axis(most, rows, scale, unit)
    assert axis.top >= most * (1 - 1e-6)
    assert 1 <= axis.rows <= rows
    least = {
        ValueFormat.NUMBER: 1,
        ValueFormat.HOURS: 300,
        ValueFormat.MINUTES: 5,
        ValueFormat.RATIO: 0.1,
        ValueFormat.DISTANCE: 161,
    }[scale]
    assume(most >= least)
    assert most / axis.top * axis.rows >= rows * 0.4 - 1e-6


@given(st.floats(1, 1e6), st.integers(1, 40))
def test_ticks_are_at_their_values(most: float, rows: int) -> None:
    axis = fit_axis(most, rows, ValueFormat.NUMBER, Unit.KM)
    assert [line for line, _ in axis.ticks] == sorted({line for line, _ in axis.ticks}, reverse=True)
    for line, label in axis.ticks:
        assert math.isclose(float(label.replace(" ", "")), axis.top * line / axis.rows, rel_tol=1e-9)


def test_ticks_are_round_in_the_runners_unit() -> None:
    assert [label for _, label in fit_axis(68_000, 7, ValueFormat.DISTANCE, Unit.KM).ticks] == ["75", "50", "25"]
    assert [label for _, label in fit_axis(68_000, 6, ValueFormat.DISTANCE, Unit.MI).ticks] == ["45", "30", "15"]
    assert [label for _, label in fit_axis(5 * 3600, 6, ValueFormat.HOURS, Unit.KM).ticks] == ["6:00", "4:00", "2:00"]
    assert [label for _, label in fit_axis(290, 5, ValueFormat.MINUTES, Unit.KM).ticks] == ["5:00", "2:30"]
    assert [label for _, label in fit_axis(5600, 6, ValueFormat.NUMBER, Unit.KM).ticks] == ["6 000", "4 000", "2 000"]
    assert [label for _, label in fit_axis(3, 6, ValueFormat.NUMBER, Unit.KM).ticks] == ["3", "2", "1"]
