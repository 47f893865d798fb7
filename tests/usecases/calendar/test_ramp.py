"""Weeks that grow: by how much, which runs, and what holds a single run or a whole week back."""

from __future__ import annotations

import datetime as dt

import pytest

from planner import store
from planner.config import Settings
from planner.store import quick
from planner.training.steps import Repeat
from planner.training.weeks import DAY, WEEK
from planner.training.workouts import ENTERED, Effort, Outcome, RunKind, Sport, StoredStatus, Workout
from planner.usecases.calendar.ramp import plan_ramp
from planner.usecases.planbook import Planbook
from tests.tui import season as sample
from tests.tui.season import MONDAY, NOON, TODAY
from tests.usecases.books import plan, put, refused


def volume(book: Planbook, monday: dt.date) -> float:
    week = quick.read_days(book.path, monday, monday + 6 * DAY)
    return sum(run.planned.distance_m or 0 for run in week if run.sport is Sport.RUN and not run.is_race)


def long_run(book: Planbook, monday: dt.date) -> Workout:
    (found,) = (run for run in quick.read_days(book.path, monday, monday + 6 * DAY) if run.kind == RunKind.LONG)
    return found


def test_each_week_is_so_many_percent_above_the_one_before_and_says_so(slotted: Planbook) -> None:
    change = plan(slotted, lambda: plan_ramp(slotted, MONDAY + WEEK, MONDAY + 2 * WEEK, 5))
    assert change.name == "ramp: 2 weeks from Mon 11 Jan 2027, 5 % a week"
    assert change.remarks[0] == "The weeks become 49.3 and 51.8 km, after one of 46.9 km."
    assert volume(slotted, MONDAY + WEEK) == pytest.approx(1.05 * 46_900, rel=0.01)
    assert volume(slotted, MONDAY + 2 * WEEK) == pytest.approx(1.05 * volume(slotted, MONDAY + WEEK), rel=0.01)


def test_the_work_of_a_structured_run_stays_and_its_easy_parts_grow(slotted: Planbook) -> None:
    before = {one.id: one for one in quick.read_all_workouts(slotted.path)}
    change = plan(slotted, lambda: plan_ramp(slotted, MONDAY + WEEK, MONDAY + WEEK, 15))
    structured = [run for run in change.changed if any(isinstance(part, Repeat) for part in run.planned.steps)]
    assert structured
    for run in structured:
        repeats = [[part for part in one.planned.steps if isinstance(part, Repeat)] for one in (before[run.id], run)]
        assert repeats[0] == repeats[1]
        assert (run.planned.distance_m or 0) > (before[run.id].planned.distance_m or 0)


def test_a_run_stops_at_a_tenth_above_the_longest_of_thirty_days(slotted: Planbook) -> None:
    change = plan(slotted, lambda: plan_ramp(slotted, MONDAY + WEEK, MONDAY + WEEK, 30))
    assert long_run(slotted, MONDAY + WEEK).planned.distance_m == 17_800
    assert (
        "Sun 17 Jan: the long run stops at 17.8 km, 110 % of the longest of the 30 days before it (16.2 km)."
        in change.remarks
    )


def test_the_runners_own_rule_is_the_one_that_holds_a_run_back(slotted: Planbook) -> None:
    careful = Planbook(slotted.path, slotted.clock, Settings(rules={"W3.percent": 105}))
    change = plan_ramp(careful, MONDAY + WEEK, MONDAY + WEEK, 30)
    assert any("as it is longer already than 105 % of the longest" in remark for remark in change.remarks)
    assert not any(run.kind == RunKind.LONG for run in change.changed)


def test_a_long_run_stops_at_the_time_that_its_race_asks_for(slotted: Planbook) -> None:
    far = long_run(slotted, MONDAY - 2 * WEEK)
    put(slotted, far, status=StoredStatus.DONE, actual=Outcome(Effort(40_000.0, 13_800), "", ENTERED))
    change = plan(slotted, lambda: plan_ramp(slotted, MONDAY + WEEK, MONDAY + 2 * WEEK, 30))
    assert (
        "Sun 24 Jan: the long run stops at 26 km, the most that a long run takes here: 2:30 h at your easy pace of "
        "5:45 /km." in change.remarks
    )
    assert long_run(slotted, MONDAY + 2 * WEEK).planned.distance_m == 26_000


def test_a_lighter_week_stays_lighter_and_the_next_grows_from_the_one_before_it(slotted: Planbook) -> None:
    fourth = MONDAY + 3 * WEEK
    share = volume(slotted, fourth) / volume(slotted, fourth - WEEK)
    change = plan(slotted, lambda: plan_ramp(slotted, MONDAY + WEEK, fourth + WEEK, 3))
    assert "The week of Mon 25 Jan stays lighter, by as much as planned." in change.remarks
    assert volume(slotted, fourth) == pytest.approx(share * volume(slotted, fourth - WEEK), rel=0.01)
    assert volume(slotted, fourth + WEEK) == pytest.approx(1.03 * volume(slotted, fourth - WEEK), rel=0.01)


def test_the_week_of_a_race_what_is_done_and_the_past_stay(season: Planbook) -> None:
    race_week = MONDAY + 5 * WEEK
    before = {one.id: one for one in quick.read_all_workouts(season.path)}
    change = plan(season, lambda: plan_ramp(season, TODAY, race_week, 10))
    assert "The week of Mon 8 Feb stays for the race." in change.remarks
    for one in quick.read_all_workouts(season.path):
        if one.date < TODAY or one.date >= race_week or one.status is not StoredStatus.PLANNED or one.is_race:
            assert one == before[one.id]


@pytest.mark.parametrize(
    ("first", "last", "percent", "said"),
    [
        (MONDAY, MONDAY, 0, "percent 0 must be 1 to 30: a week that grows by more is warned of."),
        (MONDAY, MONDAY, 31, "percent 31 must be 1 to 30: a week that grows by more is warned of."),
        (MONDAY + WEEK, MONDAY, 10, "The last week, from Mon 4 Jan, is before the first, from Mon 11 Jan."),
        (MONDAY, MONDAY + 26 * WEEK, 10, "These are 27 weeks; at most 26 can grow at once."),
        (MONDAY - WEEK, MONDAY - WEEK, 10, "The week of Mon 28 Dec is past; weeks ahead can grow."),
        (
            MONDAY + 40 * WEEK,
            MONDAY + 41 * WEEK,
            10,
            "Nothing is run in the two weeks before Mon 11 Oct, and no run of a year has others before it.",
        ),
    ],
    ids=["nothing", "too much", "wrong way round", "too long", "past", "no base"],
)
def test_what_cannot_grow_is_refused(season: Planbook, first: dt.date, last: dt.date, percent: int, said: str) -> None:
    assert refused(season, lambda: plan_ramp(season, first, last, percent)) == said


def test_a_week_without_runs_before_it_names_the_first_that_can_grow(season: Planbook) -> None:
    runs = [sample.run(MONDAY + weeks * WEEK + DAY, RunKind.EASY, "Easy", 8) for weeks in (42, 43)]
    with store.edit(season.path, "two runs", now=NOON) as stored:
        stored.add_workouts(runs)
    assert refused(season, lambda: plan_ramp(season, MONDAY + 40 * WEEK, MONDAY + 41 * WEEK, 10)) == (
        "Nothing is run in the two weeks before Mon 11 Oct; the first week that can grow is that of Mon 1 Nov."
    )
    later = MONDAY + 43 * WEEK
    assert plan_ramp(season, later, later, 10).changed
