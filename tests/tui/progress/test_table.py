from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.training.blocks import Block
from planner.training.progress import Adherence, WeekProgress
from planner.training.races import Unit
from planner.training.totals import RunTotals, StrengthTotals, Totals
from planner.training.training_load import DailyForm
from planner.training.week_charts import Amount
from planner.tui.keys.keymap import Keymap
from planner.tui.progress import text as words
from planner.tui.progress.data import ProgressData, block_week_text
from planner.tui.progress.metrics import METRICS, METRICS_BY_ID, Metric, ShownWeek
from planner.tui.progress.table import lay_out_table, table_header_row, table_total_row, table_week_row
from planner.tui.theme import ASCII, UNICODE
from planner.tui.widgets.rows import Row, scroll_top

MONDAY = dt.date(2026, 10, 19)
FULL = WeekProgress(
    start=MONDAY,
    totals=Totals(
        RunTotals(64_000, 18_340, 38_000, 22_000, 6_060, 13_000),
        StrengthTotals(3, 2, 160, 100, 5600, 240, 180),
    ),
    load_au=412.4,
    estimated_loads=2,
    monotony=1.2123,
    strain=499.6,
    form=DailyForm(52.3, 61.0, -8.7),
    warming_up=False,
    adherence=Adherence(3, 1, 0, 1, 1),
)
NOTHING = WeekProgress(MONDAY, Totals(), 0.0, 0, 0.0, 0.0, DailyForm(0, 0, 0), warming_up=True, adherence=Adherence())

metres = st.floats(0, 900_000).map(lambda value: round(value, 3))
counts = st.integers(0, 60)
seconds = st.integers(0, 400_000)
progress = st.builds(
    WeekProgress,
    start=st.just(MONDAY),
    totals=st.builds(
        Totals,
        st.builds(RunTotals, metres, metres, metres, seconds, seconds, seconds),
        st.builds(StrengthTotals, counts, counts, metres, metres, metres, seconds, seconds),
    ),
    load_au=st.floats(0, 30_000),
    estimated_loads=counts,
    monotony=st.none() | st.floats(0, 9),
    strain=st.none() | st.floats(0, 99_999),
    form=st.builds(DailyForm, st.floats(0, 999), st.floats(0, 999), st.floats(-999, 999)),
    warming_up=st.booleans(),
    adherence=st.builds(Adherence, counts, counts, counts, counts, counts),
)


def review_of(*found: WeekProgress, place: str = "week 5 of 16, build", unit: Unit = Unit.KM) -> ProgressData:
    weeks = [
        ShownWeek(replace(week, start=MONDAY + dt.timedelta(weeks=number)), block_week=place, is_empty=week == NOTHING)
        for number, week in enumerate(found)
    ]
    return ProgressData(tuple(weeks), MONDAY + dt.timedelta(days=7 * len(found) - 4), unit)


reviews = st.lists(progress, min_size=1, max_size=8).map(lambda found: review_of(*found))
chosen = st.sampled_from(METRICS)


def text(row: Row) -> str:
    return "".join(piece.text for piece in row)


def table_of(review: ProgressData, width: int, figure: Metric) -> list[str]:
    shape = lay_out_table(review, width, figure)
    rows = [
        table_week_row(review, place, shape, figure, UNICODE, under_cursor=place == 0)
        for place in range(len(review.weeks))
    ]
    return [text(row) for row in (table_header_row(shape, figure), *rows, table_total_row(review, shape))]


@given(reviews, st.integers(40, 260), chosen)
def test_every_line_fits_and_the_selected_metric_is_among_the_columns(
    review: ProgressData, width: int, figure: Metric
) -> None:
    shape = lay_out_table(review, width, figure)
    assert figure in [column.metric for column in shape.columns]
    assert all(cell_len(line) <= width for line in table_of(review, width, figure))


@given(reviews, chosen)
def test_values_end_under_the_end_of_their_heading(review: ProgressData, figure: Metric) -> None:
    head, *lines, total = table_of(review, 200, figure)
    shape = lay_out_table(review, 200, figure)
    end = 8
    for column in shape.columns:
        end += column.gap + column.width
        assert head[:end].endswith(column.title)
        assert all(line[end - 1] != " " and line[end : end + 1] in ("", " ") for line in lines)
        assert (total[end - 1] != " ") == (review.total_of(column.metric) is not None)


@given(reviews)
def test_the_sum_is_the_sum_of_the_weeks(review: ProgressData) -> None:
    weeks = [week.progress for week in review.weeks]
    expected = {
        "run": (sum(w.totals.run.done_m for w in weeks), sum(w.totals.run.planned_m for w in weeks)),
        "sled": (
            sum(w.totals.strength.sled_m_done for w in weeks),
            sum(w.totals.strength.sled_m_planned for w in weeks),
        ),
        "load": (sum(w.load_au for w in weeks), None),
        "wall_sit": (
            sum(w.totals.strength.wall_sit_s_done for w in weeks),
            sum(w.totals.strength.wall_sit_s_planned for w in weeks),
        ),
    }
    for name, (done, planned) in expected.items():
        found = review.total_of(METRICS_BY_ID[name])
        assert found is not None
        assert found.done == pytest.approx(done)
        assert found.planned == (planned if planned is None else pytest.approx(planned))
    assert review.total_of(METRICS_BY_ID["monotony"]) is None


def test_a_week_reads_as_in_a_training_diary() -> None:
    head, line, total = table_of(review_of(FULL), 80, METRICS[0])
    assert " ".join(head.split()) == "Week Run km h:mm Sled m Wall sit Load Str kg·m Mono On time"
    assert re.split(r"\s{2,}|(?<=Oct)\s+", line.removeprefix("▌▸").strip()) == [
        "19 Oct",
        "18.3 / 64.0",
        "1:41",
        "100",
        "3:00",
        "~412",
        "2/3",
        "5 600",
        "1.2",
        "3 of 5",
    ]
    assert total.split()[0] == "Sum"


def test_an_undefined_monotony_is_a_dash_and_no_zero() -> None:
    line = table_of(review_of(replace(FULL, monotony=None, strain=None)), 80, METRICS[0])[1]
    assert " – " in line
    assert "None" not in line


def test_a_narrow_terminal_leaves_out_columns_but_never_the_selected_one() -> None:
    review = review_of(FULL, FULL)
    wide = [column.metric.id for column in lay_out_table(review, 80, METRICS_BY_ID["run"]).columns]
    narrow = [column.metric.id for column in lay_out_table(review, 50, METRICS_BY_ID["run"]).columns]
    assert wide == [figure.id for figure in METRICS if figure.id != "climb"], "no recording knows the climb"
    assert "run" in narrow
    assert "monotony" not in narrow
    assert "monotony" in [column.metric.id for column in lay_out_table(review, 50, METRICS_BY_ID["monotony"]).columns]


def test_the_place_in_the_block_is_a_column_on_a_wide_terminal_only() -> None:
    review = review_of(FULL)
    assert "week 5 of 16, build" in table_of(review, 120, METRICS[0])[1]
    assert "week 5 of 16, build" not in table_of(review, 80, METRICS[0])[1]


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_scrolling_keeps_the_cursor_visible_and_leaves_no_gap(count: int, room: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, count - 1))
    top = scroll_top(data.draw(st.integers(0, 80)), cursor, room, count)
    assert top <= cursor < top + room
    assert 0 <= top <= max(count - room, 0)


def test_short_of_plan_is_what_is_neither_done_nor_ahead() -> None:
    assert Amount(18_300, 64_000, 38_000).shortfall == 7_700
    assert Amount(66_000, 64_000).shortfall == 0
    assert Amount(66_000, 64_000).total == 66_000
    assert Amount(412.0).total == 412.0


@given(reviews, chosen, st.integers(40, 250), st.sampled_from([UNICODE, ASCII]))
def test_every_line_of_text_fits(review: ProgressData, figure: Metric, width: int, glyphs: object) -> None:
    marks = UNICODE if glyphs is UNICODE else ASCII
    rows = [
        words.progress_title_row(review, width),
        words.week_summary_row(review, 0, figure, width, marks, with_block_week=True),
        words.definition_row(review, figure, width, marks),
        words.form_row(review, 0, width, marks),
        *words.empty_rows(review, width, shows_most_weeks=False, keys=Keymap()),
        *words.definition_rows(review, width),
    ]
    assert all(cell_len(text(row)) <= width for row in rows)


def test_the_selected_week_is_summarized() -> None:
    review = review_of(FULL)
    told = {
        figure.id: text(words.week_summary_row(review, 0, figure, 120, UNICODE, with_block_week=False)).strip()
        for figure in METRICS
    }
    assert told["run"].startswith("This week  18.3 of 64 km done, 38 left, 7.7 short of plan")
    assert "1:41 of 6:07 h done, 3:37 left" in told["time"]
    assert "2 of 3 sessions done, 1 short of plan" in told["strength"]
    assert "100 of 160 m done, 60 short of plan" in told["sled"]
    assert "5 600 kg·m done" in told["sled_work"]
    assert "3:00 of 4:00 min done, 1:00 short of plan" in told["wall_sit"]
    assert "412 AU done, 2 of its sessions estimated" in told["load"]
    assert "monotony 1.21, strain 500 AU" in told["monotony"]
    assert "3 on time, 1 on another day, 0 skipped, 1 missed, 1 outside the plan" in told["on_time"]


def test_what_was_planned_afterwards_is_not_short_of_the_plan() -> None:
    late = replace(FULL, made_afterwards=Totals(RunTotals(planned_m=5_000), StrengthTotals(1, sled_m_planned=60)))
    amounts = {name: METRICS_BY_ID[name].amount_of(ShownWeek(late)) for name in ("run", "strength", "sled")}
    assert [amount and amount.shortfall for amount in amounts.values()] == [2_660, 0, 0]
    row = words.week_summary_row(review_of(late), 0, METRICS_BY_ID["run"], 120, UNICODE, with_block_week=False)
    assert "18.3 of 64 km done, 38 left, 5 planned afterwards, 2.7 short of plan" in text(row)


def test_a_run_of_unknown_distance_or_time_marks_its_week_and_the_sum() -> None:
    known = FULL.totals.run
    unknown = replace(FULL, totals=Totals(replace(known, without_distance=2, without_time=1), FULL.totals.strength))
    review = review_of(FULL, unknown)
    _, *lines, total = table_of(review, 80, METRICS[0])
    assert [("18.3+ / 64.0" in line, "1:41+" in line) for line in lines] == [(False, False), (True, True)]
    assert ("36.7+ / 128" in total, "3:22+" in total) == (True, True)
    run, time = (
        text(words.week_summary_row(review, 1, METRICS_BY_ID[name], 120, UNICODE, with_block_week=False))
        for name in ("run", "time")
    )
    assert "18.3 of 64 km done and 2 runs of unknown distance, 38 left" in run
    assert "1:41 of 6:07 h done and 1 run of unknown time, 3:37 left" in time


def test_more_than_planned_is_named() -> None:
    more = replace(FULL, totals=Totals(RunTotals(30_000, 34_000)))
    line = text(words.week_summary_row(review_of(more), 0, METRICS_BY_ID["run"], 80, UNICODE, with_block_week=False))
    assert "34 of 30 km done, 4 beyond plan" in line


def test_an_undefined_monotony_is_explained() -> None:
    flat = replace(FULL, monotony=None, strain=None)
    line = text(
        words.week_summary_row(review_of(flat), 0, METRICS_BY_ID["monotony"], 80, UNICODE, with_block_week=False)
    )
    assert "undefined: all seven days are equal" in line


def test_form_names_its_averages_or_says_that_it_is_warming_up() -> None:
    told = text(words.form_row(review_of(FULL), 0, 100, UNICODE))
    assert "fitness 52 – fatigue 61 = balance –9 AU a day (42- and 7-day averages of load)" in told
    cold = review_of(replace(FULL, warming_up=True))
    for width in (40, 60, 80, 120):
        assert "warming up" in text(words.form_row(cold, 0, 120, UNICODE))
        assert cell_len(text(words.form_row(cold, 0, width, UNICODE))) <= width
    assert "warming up" in text(words.form_row(cold, 0, 80, UNICODE))


def test_a_tilde_is_explained_wherever_there_is_one() -> None:
    for figure in METRICS:
        for width in (60, 80, 120):
            told = text(words.definition_row(review_of(FULL), figure, width, UNICODE))
            known = text(words.definition_row(review_of(replace(FULL, estimated_loads=0)), figure, width, UNICODE))
            assert "~" in told
            assert "~" not in known


def test_loads_have_a_source_and_no_threshold() -> None:
    sheet = "\n".join(text(row) for row in words.definition_rows(review_of(FULL), 200))
    assert "Foster 2001" in sheet
    assert "Foster 1998/2001" in sheet
    assert all(figure.name in sheet for figure in METRICS)
    for word in ("danger", "safe", "injury", "risk", "zone", "optimal", "too high", "threshold"):
        assert word not in sheet.lower()


def test_miles_are_shown_in_the_unit_of_miles() -> None:
    head, line, _ = table_of(review_of(FULL, unit=Unit.MI), 80, METRICS[0])
    assert "Run mi" in head
    assert "11.4 / 39.8" in line
    assert "100" in line, "a sled's lane is metres in any country"


def test_empty_weeks_say_what_to_press() -> None:
    bare = replace(review_of(NOTHING), has_blocks=False)
    told = " ".join(text(row).strip() for row in words.empty_rows(bare, 80, shows_most_weeks=False, keys=Keymap()))
    assert bare.is_empty
    assert "Press 2" in told
    assert "+ shows more weeks" in told
    planned = " ".join(
        text(row).strip() for row in words.empty_rows(review_of(NOTHING), 80, shows_most_weeks=True, keys=Keymap())
    )
    assert "1 goes to the calendar" in planned
    assert "+" not in planned


def test_a_week_has_its_place_in_the_block_that_began_last() -> None:
    base = Block("Base", MONDAY, 56, phases=((0, "base"),))
    build = Block("Half\x1b[2J", MONDAY + dt.timedelta(weeks=2), 56, phases=((0, "bu\x1bild"),))
    assert block_week_text([base], MONDAY) == "week 1 of 8, base"
    assert (
        block_week_text([base, build], MONDAY + dt.timedelta(weeks=3)) == "week 2 of 8, bu\N{REPLACEMENT CHARACTER}ild"
    )
    assert block_week_text([base], MONDAY - dt.timedelta(weeks=1)) == ""
