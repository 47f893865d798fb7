"""The dates of a plan: every workout stays on the weekday that its file gives it, and what differs is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import Effort, RunKind, Slot, Sport
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.plan_dates import date_plan

TODAY = dt.date(2027, 1, 4)
MONDAY = dt.date(2027, 1, 11)


def run(day: int, kind: RunKind = RunKind.EASY) -> PlanEntry:
    return PlanEntry(day, Sport.RUN, kind, f"{kind} of day {day}", Slot.AM, Effort(distance_m=5000.0 + day))


def plan_of(*runs: PlanEntry, race_day: int | None = None, days: int = 14, **names: object) -> Plan:
    filled = {entry.day for entry in runs}
    rest = [PlanEntry(day, Sport.REST, None, "Rest") for day in range(days) if day not in filled]
    entries = tuple(sorted((*runs, *rest), key=lambda entry: entry.day))
    return Plan("Small", Unit.KM, days, entries, race_day, **names)  # type: ignore[arg-type]


@given(first_weekday=st.integers(0, 6), days_on=st.integers(0, 400))
def test_a_plan_with_weekdays_begins_on_its_own_weekday_on_or_after_the_day_that_is_said(
    first_weekday: int, days_on: int
) -> None:
    said = TODAY + DAY * days_on
    dated = date_plan(plan_of(run(0), first_weekday=first_weekday), BlockOptions(start_date=said), TODAY)
    assert dated.start.weekday() == first_weekday
    assert 0 <= (dated.start - said).days < 7
    assert bool(dated.remarks) is (dated.start != said)
    assert all(str(said) in remark and str(dated.start) in remark for remark in dated.remarks)


def test_a_plan_without_weekdays_begins_on_the_day_that_is_said() -> None:
    dated = date_plan(plan_of(run(0)), BlockOptions(start_date=MONDAY + 2 * DAY), TODAY)
    assert (dated.start, dated.remarks) == (MONDAY + 2 * DAY, ())


def test_the_remark_names_both_weekdays() -> None:
    plan = plan_of(run(0), first_weekday=0)
    assert date_plan(plan, BlockOptions(start_date=dt.date(2027, 1, 13)), TODAY).remarks == (
        (
            "2027-01-13 is a Wednesday, and the plan's weeks begin on a Monday: the plan begins on Monday, 2027-01-18, "
            "so that every workout keeps its weekday."
        ),
    )


@pytest.mark.parametrize(
    ("said", "start", "words"),
    [
        (dt.date(2027, 1, 12), dt.date(2027, 1, 12), []),
        (dt.date(2027, 1, 11), dt.date(2027, 1, 12), ["Monday", "first date is on a Tuesday"]),
        (dt.date(2027, 2, 9), dt.date(2027, 2, 9), ["moved 4 weeks later", "2027-01-12 is 2027-02-09"]),
        (dt.date(2027, 1, 13), dt.date(2027, 1, 19), ["Wednesday", "moved 1 week later"]),
        (dt.date(2027, 1, 5), dt.date(2027, 1, 5), ["moved 1 week earlier"]),
        (None, dt.date(2027, 1, 12), []),
    ],
)
def test_a_file_with_dates_is_moved_by_whole_weeks(said: dt.date | None, start: dt.date, words: list[str]) -> None:
    plan = plan_of(run(0), first_date=dt.date(2027, 1, 12))
    dated = date_plan(plan, BlockOptions(start_date=said), TODAY)
    assert dated.start == start
    assert [word for word in words if word not in " ".join(dated.remarks)] == []
    assert bool(dated.remarks) is bool(words)


def test_a_plan_without_dates_asks_for_one() -> None:
    with pytest.raises(RefusedError, match="give one of them, and only one"):
        date_plan(plan_of(run(0), first_weekday=0), BlockOptions(), TODAY)


@given(race_day=st.integers(0, 13), first_weekday=st.integers(0, 6), days_on=st.integers(0, 20))
def test_a_race_on_another_weekday_leaves_all_other_runs_on_theirs(
    race_day: int, first_weekday: int, days_on: int
) -> None:
    race = dt.date(2027, 5, 1) + DAY * days_on
    runs = [run(day, RunKind.RACE if day == race_day else RunKind.EASY) for day in range(14)]
    plan = plan_of(*runs, race_day=race_day, first_weekday=first_weekday)
    dated = date_plan(plan, BlockOptions(race_date=race), TODAY)
    assert dated.plan.race_day is not None
    assert dated.start.weekday() == first_weekday
    assert dated.start + DAY * dated.plan.race_day == race
    assert {entry.day for entry in dated.plan.entries} == set(range(dated.plan.days))
    races = [entry.day for entry in dated.plan.entries if entry.kind == RunKind.RACE]
    assert races == [dated.plan.race_day]
    before = {entry.title: entry.day for entry in runs if entry.kind != RunKind.RACE}
    after = {entry.title: entry.day for entry in dated.plan.entries if entry.title in before}
    assert after.items() <= before.items()
    given_up = before.keys() - after.keys()
    said = " ".join(dated.remarks)
    assert [title for title in given_up if title not in said] == []
    assert len(given_up) == (0 if dated.plan.race_day in (race_day, 14, 15, 16) else 1)


def test_a_race_a_day_earlier_takes_the_day_of_the_last_short_run() -> None:
    plan = plan_of(run(9), run(10), run(12), run(13, RunKind.RACE), race_day=13, first_weekday=0)
    dated = date_plan(plan, BlockOptions(race_date=dt.date(2027, 1, 23)), TODAY)
    assert dated.start == MONDAY
    assert [entry.title for entry in dated.plan.entries if entry.day >= 12] == ["race of day 13", "Rest"]
    assert dated.remarks == (
        (
            "The plan's race is on a Sunday and yours on Saturday, 2027-01-23: it is 1 day earlier than in the plan, "
            "and everything else keeps its weekday. With the race on 2027-01-24 the plan would be as it is written."
        ),
        'Saturday\'s "easy of day 12" gives way to the race.',
    )


def test_runs_between_the_two_days_are_named() -> None:
    plan = plan_of(run(10), run(11), run(12), run(13, RunKind.RACE), race_day=13, first_weekday=0)
    dated = date_plan(plan, BlockOptions(race_date=dt.date(2027, 1, 21)), TODAY)
    assert dated.remarks[1:] == (
        'Thursday\'s "easy of day 10" gives way to the race.',
        'Friday\'s "easy of day 11" and Saturday\'s "easy of day 12" come after the race now, not before it.',
    )
    later = date_plan(
        plan_of(run(12, RunKind.RACE), run(13), race_day=12, days=15, first_weekday=0),
        BlockOptions(race_date=dt.date(2027, 1, 25)),
        TODAY,
    )
    assert later.remarks[1:] == ('Sunday\'s "easy of day 13" comes before the race now, not after it.',)


def test_a_long_run_next_to_the_race_gives_way() -> None:
    plan = plan_of(run(6, RunKind.LONG), run(10, RunKind.RACE), race_day=10, first_weekday=0)
    dated = date_plan(plan, BlockOptions(race_date=dt.date(2027, 1, 19)), TODAY)
    assert dated.remarks[1:] == ('Sunday\'s "long of day 6" gives way to the race.',)
    assert not any(entry.kind == RunKind.LONG for entry in dated.plan.entries)
