"""Gaps to the minute: where a window opens and closes, and which run counts."""

from __future__ import annotations

from typing import Any

import pytest

from planner.slotting import parse_problem, solve
from tests.slotting.documents import wanted
from tests.slotting.oracle import Document

ALL = wanted((1, 1, 1))


def run(day: int, kind: str, minutes: int, slot: str = "am", **more: str) -> Document:
    return {"day": day, "slot": slot, "type": kind, "minutes": minutes, **more}


def row(runs: list[Document], day: int, slot: str, kind: str, **more: Any) -> Document:
    document = {"days": 7, "level": "experienced", "runs": runs, "targets": ALL, **more}
    rows = solve(parse_problem(document)).to_json()["candidates"]
    found: Document = next(row for row in rows if (row["day"], row["slot"], row["kind"]) == (day, slot, kind))
    return found


@pytest.mark.parametrize(("minutes", "veto"), [(600, None), (601, "HC4")])
def test_heavy_ends_24_hours_before_a_key_run_or_not_at_all(minutes: int, veto: str | None) -> None:
    runs = [run(0, "easy", minutes), run(1, "tempo", 40, "pm")]  # stacked, it ends an hour after the run
    assert row(runs, 0, "am", "heavy", stack=True)["veto"] == veto


@pytest.mark.parametrize(("minutes", "veto"), [(600, None), (601, "HC9")])
def test_heavy_ends_48_hours_before_a_race_of_priority_c(minutes: int, veto: str | None) -> None:
    runs = [run(0, "easy", minutes), run(2, "race", 40, "pm", priority="C", distance="10k")]
    assert row(runs, 0, "am", "heavy", stack=True)["veto"] == veto


def test_every_race_ahead_counts_not_only_the_next() -> None:
    runs = [run(0, "easy", 40), run(3, "race", 40, priority="C"), run(5, "race", 200, priority="A")]
    assert row(runs[:2], 0, "pm", "heavy")["veto"] is None
    assert row(runs, 0, "pm", "heavy")["veto"] == "HC9"


def test_every_race_behind_counts_not_only_the_last() -> None:
    marathon, short = run(-9, "race", 200, distance="marathon"), run(-3, "race", 40, distance="10k")
    easy = run(0, "easy", 40)
    assert row([short, easy], 0, "pm", "heavy")["veto"] is None
    assert row([marathon, short, easy], 0, "pm", "heavy")["veto"] == "HC10"


@pytest.mark.parametrize(("minutes", "veto"), [(450, None), (451, "HC10")])
def test_heavy_starts_48_hours_after_a_race_of_ten_kilometres(minutes: int, veto: str | None) -> None:
    runs = [run(0, "race", minutes, distance="10k", priority="C"), run(2, "easy", 435)]  # stacked at 14:30
    assert row(runs, 2, "am", "heavy", stack=True)["veto"] == veto


@pytest.mark.parametrize(("minutes", "veto"), [(480, None), (481, "HC5")])
def test_heavy_starts_three_hours_after_a_loading_run(minutes: int, veto: str | None) -> None:
    assert row([run(0, "easy", minutes)], 0, "pm", "heavy")["veto"] == veto
    assert row([run(0, "easy", minutes)], 0, "pm", "heavy", stack=True)["veto"] is None


@pytest.mark.parametrize(("minutes", "veto"), [(30, None), (31, "HC5")])
def test_a_run_loads_the_legs_from_31_minutes_on(minutes: int, veto: str | None) -> None:
    assert row([run(0, "easy", minutes)], 0, "am", "heavy")["veto"] == veto


@pytest.mark.parametrize(("minutes", "cost"), [(89, 6), (90, 4)])
def test_an_easy_run_is_medium_long_from_90_minutes_on(minutes: int, cost: int) -> None:
    assert row([run(0, "easy", minutes)], 0, "pm", "heavy")["terms"] == {"S3": cost}


@pytest.mark.parametrize(("minutes", "cost"), [(60, 0), (59, 10)])
def test_the_recovery_window_closes_after_48_hours(minutes: int, cost: int) -> None:
    runs = [run(0, "tempo", minutes), run(2, "easy", 45)]  # stacked at 08:00
    assert row(runs, 2, "am", "light")["terms"].get("S5", 0) == cost


@pytest.mark.parametrize(("minutes", "cost"), [(60, 0), (61, 10)])
def test_the_recovery_window_opens_after_12_hours(minutes: int, cost: int) -> None:
    runs = [run(0, "tempo", minutes), run(0, "easy", 105, "pm")]  # stacked at 20:00
    assert row(runs, 0, "pm", "light")["terms"].get("S5", 0) == cost


def test_any_earlier_key_run_opens_a_recovery_window() -> None:
    runs = [run(0, "race", 200, distance="marathon"), run(2, "tempo", 40, "pm"), run(3, "easy", 30)]
    assert "S5" not in row(runs, 3, "am", "light")["terms"]


def test_of_two_key_runs_that_end_together_the_long_one_counts() -> None:
    runs = [run(-1, "tempo", 60), run(-1, "long", 60), run(0, "easy", 30)]
    assert row(runs, 0, "am", "heavy")["terms"]["S4"] == 8
    later = [run(-1, "tempo", 61), run(-1, "long", 60), run(0, "easy", 30)]
    assert "S4" not in row(later, 0, "am", "heavy")["terms"]


@pytest.mark.parametrize(("away", "cost"), [(0, 0), (1, 4), (360, 4), (361, 8)])
def test_the_next_key_run_costs_by_started_six_hours(away: int, cost: int) -> None:
    runs = [run(0, "easy", 600 + away), run(2, "tempo", 40, "pm")]
    assert row(runs, 0, "am", "heavy", stack=True)["terms"].get("S1", 0) == cost


def test_the_day_takes_the_type_of_its_longer_first_run() -> None:
    assert row([run(0, "easy", 20), run(0, "recovery", 30)], 0, "am", "heavy")["terms"]["S3"] == 14
    assert row([run(0, "easy", 20, "pm"), run(0, "recovery", 20)], 0, "am", "heavy")["terms"]["S3"] == 14
    assert row([run(0, "recovery", 20), run(0, "easy", 20)], 0, "am", "heavy")["terms"]["S3"] == 6


def test_a_run_into_the_evening_takes_the_evening() -> None:
    assert row([run(0, "easy", 661)], 0, "pm", "light")["veto"] == "HC1"
    assert row([run(0, "easy", 660)], 0, "pm", "light")["veto"] is None
    overnight = [run(-1, "easy", 800, "pm"), run(0, "easy", 30, "pm")]
    assert row(overnight, 0, "am", "light")["veto"] == "HC1"


def test_a_heavy_session_is_no_third_hard_day() -> None:
    assert row([run(0, "easy", 40), run(1, "tempo", 40), run(2, "tempo", 40)], 0, "am", "heavy")["veto"] == "HC4"
    hard = [run(0, "tempo", 40), run(1, "tempo", 40), run(2, "easy", 40)]
    assert row(hard, 2, "pm", "heavy")["veto"] == "HC11"
    assert row(hard[1:], 2, "pm", "heavy")["veto"] is None
    done = [{"day": -2, "slot": "pm", "kind": "heavy"}]
    assert row([run(-1, "tempo", 40), run(0, "easy", 40)], 0, "pm", "heavy", history=done)["veto"] == "HC11"


def test_three_hard_days_of_the_plan_itself_may_hold_a_heavy_session() -> None:
    runs = [run(day, "tempo", 40) for day in (0, 1, 2)]
    assert row(runs, 2, "pm", "heavy")["veto"] is None


@pytest.mark.parametrize(
    ("first", "days"), [(1, {1: "easy", 2: "tempo", 3: "easy"}), (6, {6: "easy", 7: "tempo", 8: "easy"})]
)
def test_two_heavy_sessions_do_not_close_in_on_a_key_run(first: int, days: dict[int, str]) -> None:
    """Within a week and over its end; a morning key run would leave no room for the first, so it is in the evening."""
    runs = [run(day, kind, 20, "pm" if kind == "tempo" else "am") for day, kind in days.items()]
    targets = wanted((2, 0, 0)) if first == 1 else wanted((1, 0, 0), (1, 0, 0))
    document = {"days": 14, "level": "experienced", "runs": runs, "targets": targets}
    answer = solve(parse_problem(document))
    placed = {session.day for session in answer.sessions}
    assert not {first, first + 2} <= placed
    legal = {priced.candidate.placement.day for priced in answer.candidates if priced.candidate.veto is None}
    assert {first, first + 2} <= legal
