"""A lighter week: what is still ahead of it gets easier, the rest of the calendar stays."""

from __future__ import annotations

import datetime as dt

from planner.store import quick
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import QUALITY_RUNS, StoredStatus, StrengthKind
from planner.usecases.calendar.ease import plan_deload
from planner.usecases.planbook import Planbook
from tests.tui.season import MONDAY, TODAY
from tests.usecases.books import plan, put, refused


def test_a_week_ahead_has_less_of_everything_and_says_so(season: Planbook) -> None:
    before = {one.id: one for one in quick.read_all_workouts(season.path)}
    change = plan(season, lambda: plan_deload(season, MONDAY + WEEK + 3 * DAY))
    assert change.name == "deload: week of Mon 11 Jan 2027"
    assert change.remarks == ("54.5 → 38.2 km, sled 160 → 120 m",)
    for one in quick.read_all_workouts(season.path):
        in_week = MONDAY + WEEK <= one.date < MONDAY + 2 * WEEK
        assert one == before[one.id] or in_week
        if in_week:
            assert one.kind not in QUALITY_RUNS
            assert one.kind is not StrengthKind.HEAVY
            assert one.date == before[one.id].date


def test_what_is_done_or_past_of_the_running_week_stays(season: Planbook) -> None:
    change = plan(season, lambda: plan_deload(season, TODAY))
    assert {one.id for one in change.changed} == {50, 52, 53}  # the light session is as light as it is


def test_skipped_workouts_and_the_race_stay(season: Planbook) -> None:
    put(season, quick.read_workout(season.path, 95), status=StoredStatus.SKIPPED, skip_reason="ice")
    change = plan(season, lambda: plan_deload(season, dt.date(2027, 2, 10)))
    assert {one.id for one in change.changed} == {92, 93, 94, 97}


def test_a_week_with_nothing_ahead_is_refused(season: Planbook) -> None:
    said = refused(season, lambda: plan_deload(season, MONDAY - WEEK))
    assert said == "Nothing of the week of Mon 28 Dec is still ahead that could be made lighter."


def test_a_week_of_light_work_alone_is_refused(season: Planbook) -> None:
    for number in (50, 52, 53):
        put(season, quick.read_workout(season.path, number), status=StoredStatus.SKIPPED, skip_reason="ice")
    assert "could be made lighter" in refused(season, lambda: plan_deload(season, TODAY))
