"""Generated run plans: whatever is wished, the weeks grow and ease off as a coach would have them."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planner.training.goals import GOAL_SETTINGS, Goal, PlanRequest, PriorWeeks, RunningLevel
from planner.training.plan_generator import generate_plan
from planner.training.plan_requests import PlanRequestError, with_defaults
from planner.training.quality_runs import INTERVAL_SHARE, TEMPO_SHARE
from planner.training.refusal import RefusedError
from planner.training.weekly_volumes import (
    building_weeks,
    easy_pace,
    is_step_back,
    max_long_run,
    max_reachable_peak,
    taper_shares,
)
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport
from tests.training.plan_request_strategies import RACES, RECENT, asked, granted, longest, metres, runs, usual, weekly


@given(granted())
def test_every_day_is_there_and_only_run_days_hold_runs(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    assert [entry.day for entry in plan.entries] == list(range(wish.weeks * 7))
    assert all(entry.day % 7 in wish.run_days for entry in runs(plan))
    assert all(entry.title and (entry.kind is not None) == (entry.sport is Sport.RUN) for entry in plan.entries)
    assert all(metres(entry) % 100 == 0 and metres(entry) > 0 for entry in runs(plan))
    assert plan.phases[0][0] == 0
    assert all(first % 7 == 0 for first, _ in plan.phases)


@given(granted(RACES))
def test_the_race_falls_on_its_weekday_in_the_last_week_and_rest_follows(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    races = [entry for entry in plan.entries if entry.kind == RunKind.RACE]
    assert [entry.day for entry in races] == [plan.race_day] == [(wish.weeks - 1) * 7 + (wish.race_weekday or 0)]
    assert races[0].planned.distance_m == GOAL_SETTINGS[wish.goal].race_m
    assert all(entry.sport is Sport.REST for entry in plan.entries[races[0].day + 1 :])
    assert [name for _, name in plan.phases][-2:] == ["peak", "taper"]


@given(granted())
def test_no_run_outgrows_the_longest_of_the_thirty_days_before(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for entry in runs(plan):
        before = [metres(other) for other in runs(plan) if entry.day - 30 <= other.day < entry.day]
        if entry.day >= 7:
            assert metres(entry) <= 1.10 * max(before) + 1e-6


@given(granted())
def test_no_week_leaps_and_none_is_above_the_peak(wish: PlanRequest) -> None:
    weeks = weekly(generate_plan(wish))
    assert all(after <= 1.3 * before for before, after in pairwise(weeks))
    assert max(weeks) <= wish.peak_m + 1e-6


@given(granted())
@example(
    PlanRequest(
        goal=Goal.FIVE_K,
        weeks=24,
        run_days=(0, 1, 2, 3, 4, 5),
        current_m=93_900.0,
        peak_m=94_000.0,
        level=RunningLevel.ADVANCED,
        long_day=5,
        quality_days=(0, 1, 3),
        step_back_every=3,
        race_weekday=4,
        recent_race=(5_000.0, 1_100),
    )
)
@example(
    PlanRequest(
        goal=Goal.AFTER_RACE,
        weeks=4,
        run_days=(0, 1, 3, 4, 5, 6),
        current_m=23_000.0,
        peak_m=23_000.0,
        level=RunningLevel.NEW,
        long_day=5,
        step_back_every=3,
        race_weekday=None,
        recent_race=(10_000.0, 4_000),
    )
)
def test_the_first_and_the_biggest_week_are_what_was_wished(wish: PlanRequest) -> None:
    weeks = weekly(generate_plan(wish))
    assert wish.current_m - 500 < weeks[0] <= wish.current_m
    assert wish.peak_m - 500 < max(weeks) <= wish.peak_m


@given(granted())
def test_step_back_weeks_are_lighter_in_volume_and_in_the_long_run(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    weeks, longs = weekly(plan), longest(plan)
    lighter = [week for week in range(wish.weeks) if is_step_back(wish, week)]
    assert lighter or building_weeks(wish) <= wish.step_back_every
    for week in lighter:
        assert weeks[week] <= 0.9 * weeks[week - 1]
        assert longs[week] < longs[week - 1]


@given(granted(RACES))
def test_the_taper_holds_half_keeps_its_days_and_ends_without_long_or_fast_runs(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    weeks, shares = weekly(plan), taper_shares(wish)
    peak = weeks[building_weeks(wish) - 1]
    for week, share in zip(weeks[-len(shares) :], shares, strict=True):
        if week:  # a race early in its week may leave no run day before it
            assert abs(week - share * peak) < 0.02 * peak + 500 or week < share * peak
    race_day = plan.race_day or 0
    before = [entry for entry in runs(plan) if race_day - 14 < entry.day < race_day]
    due = [day for day in range(race_day - 13, race_day) if day % 7 in wish.run_days]
    assert len(before) >= 0.8 * len(due)
    if wish.race_weekday == 6:
        assert sum(map(metres, before)) <= 0.51 * 2 * peak
    for entry in before:
        assert entry.kind != RunKind.LONG or race_day - entry.day >= 5
        assert entry.kind not in QUALITY_RUNS or race_day - entry.day >= 3


def test_the_usual_taper_is_the_exponential_one_that_averages_half() -> None:
    wish = with_defaults(Goal.MARATHON)
    first, last = taper_shares(wish)
    assert first == pytest.approx(0.674, abs=0.001)
    assert last == pytest.approx(0.326 - 0.233 / 7, abs=0.001)  # the fourteenth day is the race's


@given(granted())
def test_the_long_run_is_long_but_not_too_much_of_the_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for week, volume in enumerate(weekly(plan)):
        held = [entry for entry in runs(plan, week) if entry.kind == RunKind.LONG]
        assert len(held) <= 1
        for entry in held:
            assert metres(entry) == max(map(metres, runs(plan, week)))
            assert metres(entry) <= max_long_run(wish) + 1e-6
            share = metres(entry) / volume
            if len(wish.run_days) >= 5 and wish.goal is not Goal.MARATHON:
                assert share <= 0.30 + 500 / volume
                assert metres(entry) / 1000 * easy_pace(wish) <= 150 * 60 + 1
            elif share > 0.31 + 500 / volume:
                assert any("25 to 30 % is the usual advice" in remark for remark in plan.remarks)


@given(granted())
def test_fast_running_stays_within_its_share_of_the_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    easy = easy_pace(wish)
    for week, volume in enumerate(weekly(plan)):
        tempo_s = 0
        for entry in runs(plan, week):
            if found := re.match(r"Tempo, (?:(\d+) × )?(\d+) min", entry.title):
                tempo_s += int(found[1] or 1) * int(found[2]) * 60
            if found := re.match(r"Intervals, (\d+) × ([\d.]+) (k?)m", entry.title):
                fast = int(found[1]) * float(found[2]) * (1000 if found[3] else 1)
                assert fast <= min(INTERVAL_SHARE * volume + 500, 10_000)
                assert fast <= 0.6 * metres(entry)
        assert tempo_s / (0.80 * easy) * 1000 <= 1.05 * TEMPO_SHARE * volume + 500


@given(granted())
@example(
    PlanRequest(
        goal=Goal.FIVE_K,
        weeks=4,
        run_days=(0, 1),
        current_m=24_000.0,
        peak_m=24_000.0,
        level=RunningLevel.NEW,
        long_day=0,
        race_weekday=6,
    )
)
def test_fast_runs_stand_on_quality_days_only_and_none_in_the_first_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    fast = [entry for entry in runs(plan) if entry.kind in QUALITY_RUNS]
    assert all(entry.day % 7 in wish.quality_days and entry.day >= 7 for entry in fast)
    if wish.goal is Goal.AFTER_RACE:
        recovery = next((first for first, name in plan.phases if name == "base"), plan.days)
        assert all(entry.day >= recovery for entry in fast)


@given(granted())
def test_the_same_wish_gives_the_same_plan(wish: PlanRequest) -> None:
    assert generate_plan(wish) == generate_plan(wish)


@given(usual)
def test_a_usual_wish_is_always_granted(wish: PlanRequest) -> None:
    assert generate_plan(wish).days == wish.weeks * 7


@given(st.sampled_from(Goal), st.integers(2, 7), st.sampled_from(RunningLevel))
def test_usual_fast_runs_stand_apart_where_the_days_allow(goal: Goal, days: int, level: RunningLevel) -> None:
    wish = with_defaults(goal, run_day_count=days, level=level)
    hard = sorted({*wish.quality_days, wish.long_day})
    if days > 2:
        assert all((after - day) % 7 != 1 for day in hard for after in hard)
    assert len(wish.quality_days) <= (1 if level is RunningLevel.NEW else 2)


@pytest.mark.parametrize("recent", RECENT)
def test_a_recent_race_puts_paces_into_the_titles(recent: tuple[float, int]) -> None:
    plan = generate_plan(with_defaults(Goal.HALF, recent_race=recent))
    timed = [entry.title for entry in runs(plan) if entry.kind in {RunKind.TEMPO, RunKind.INTERVALS}]
    assert timed
    assert all(re.search(r" at \d:\d\d/km$", title) for title in timed)
    assert any("Daniels-Gilbert index" in remark for remark in plan.remarks)


def test_ten_kilometres_in_forty_five_ten_gives_the_published_threshold_pace() -> None:
    plan = generate_plan(with_defaults(Goal.HALF, recent_race=(10_000.0, 2_710)))
    assert {entry.title.partition(" at ")[2] for entry in runs(plan) if entry.kind == RunKind.TEMPO} == {"4:38/km"}


def refusal(wish: PlanRequest) -> str:
    with pytest.raises(RefusedError) as refused:
        generate_plan(wish)
    return str(refused.value)


@given(asked())
def test_a_plan_or_a_sentence_that_names_the_value_and_what_would_do(wish: PlanRequest) -> None:
    try:
        plan = generate_plan(wish)
    except RefusedError as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert any(f"{value / 1000:g} km" in sentence for value in (wish.current_m, wish.peak_m))
    else:
        assert plan.days == 7 * wish.weeks
        assert {entry.day % 7 for entry in runs(plan) if entry.kind != RunKind.RACE} <= set(wish.run_days)


@given(asked())
def test_the_highest_peak_that_is_named_can_be_had(wish: PlanRequest) -> None:
    highest = max_reachable_peak(wish)
    figures = GOAL_SETTINGS[wish.goal]
    if max(wish.current_m, figures.min_peak_m) <= highest <= 200_000 and wish.current_m >= 2_000 * len(wish.run_days):
        assert max(weekly(generate_plan(replace(wish, peak_m=highest)))) > highest - 500
        if highest + 1_000 <= 200_000:
            assert f"{highest / 1000:g} km is the highest" in refusal(replace(wish, peak_m=highest + 1_000))


HALF = with_defaults(Goal.HALF)
REFUSED = [
    (with_defaults(Goal.MARATHON, 3), "weeks", "3 weeks are too few for a marathon plan; 10 are the fewest"),
    (with_defaults(Goal.FIVE_K, 100), "weeks", "100 weeks are too many for a 5 km plan; 26 are the most"),
    (with_defaults(Goal.HALF, run_day_count=0), "run_days", "2 to 7 run days a week, not 0"),
    (with_defaults(Goal.HALF, run_day_count=8), "run_days", "2 to 7 run days a week, not 8"),
    (with_defaults(Goal.HALF, run_days=(1, 9)), "run_days", "9 is none of them"),
    (with_defaults(Goal.HALF, run_days=(1, 3, 5), long_day=6), "long_day", "The long day Sun is no run day"),
    (
        with_defaults(Goal.HALF, quality_days=(0,)),
        "quality_days",
        "The quality day Mon is no run day; Tue, Wed, Thu or Sat",
    ),
    (with_defaults(Goal.HALF, quality_days=(6,)), "quality_days", "The quality day Sun holds the long run"),
    (with_defaults(Goal.HALF, quality_days=(1, 2, 3, 5)), "quality_days", "4 quality days are too many"),
    (with_defaults(Goal.HALF, current_m=60_000, peak_m=50_000), "peak_m", "50 km is below the 60 km"),
    (with_defaults(Goal.HALF, peak_m=500_000), "peak_m", "between 20 and 200 km, not 500 km"),
    (with_defaults(Goal.HALF, peak_m=5_000), "peak_m", "between 20 and 200 km, not 5 km"),
    (with_defaults(Goal.MARATHON, current_m=0, peak_m=60_000), "current_m", "The 0 km a week run now are too few"),
    (
        with_defaults(Goal.HALF, current_m=20_000, peak_m=80_000),
        "peak_m",
        "80 km cannot be reached from 20 km in 12 weeks",
    ),
    (with_defaults(Goal.HALF, recent_race=(10_000.0, 900)), "recent", "10 km in 15:00 is unlikely"),
    (with_defaults(Goal.HALF, recent_race=(400.0, 60)), "recent", "0.4 km in 1:00 gives no paces"),
    (with_defaults(Goal.HALF, step_back_every=5), "step_back_every", "every 3 or 4 weeks, not every 5"),
    (with_defaults(Goal.HALF, race_weekday=7), "race_weekday", "not 7"),
    (
        with_defaults(Goal.BASE, run_day_count=7, current_m=8_000, peak_m=9_000),
        "peak_m",
        "between 10 and 200 km, not 9 km",
    ),
    (
        with_defaults(Goal.BASE, run_day_count=7, current_m=8_000, peak_m=12_000),
        "run_days",
        "7 run days are too many for the 8 km",
    ),
    (
        PlanRequest(
            goal=Goal.FIVE_K,
            weeks=4,
            run_days=(0, 1, 2, 3, 4, 5),
            current_m=97_000.0,
            peak_m=97_000.0,
            level=RunningLevel.NEW,
            long_day=5,
            race_weekday=0,
            recent_race=(10_000.0, 4_000),
        ),
        "peak_m",
        "97 km cannot be reached from 97 km in 4 weeks of 6 runs",
    ),
]


@pytest.mark.parametrize(("wish", "field", "words"), REFUSED)
def test_what_no_plan_can_meet_is_refused_by_its_name(wish: PlanRequest, field: str, words: str) -> None:
    with pytest.raises(PlanRequestError, match=re.escape(words)) as refused:
        generate_plan(wish)
    assert refused.value.field == field


def test_weeks_that_would_do_are_named_with_a_peak_out_of_reach() -> None:
    wish = with_defaults(Goal.HALF, current_m=20_000, peak_m=60_000)
    found = re.search(r"([\d]+) km is the highest, or take (\d+) weeks", refusal(wish))
    assert found
    assert max(weekly(generate_plan(replace(wish, peak_m=int(found[1]) * 1000.0)))) < 60_000
    assert generate_plan(replace(wish, weeks=int(found[2]))).days == 7 * int(found[2])


@given(granted(), st.integers(1, 8), st.floats(0, 1), st.lists(st.tuples(st.integers(-30, -8), st.floats(0.1, 0.5))))
@example(with_defaults(Goal.TEN_K, 7, 3), 3, 0.2, [(-15, 0.4)])
def test_a_plan_that_goes_on_from_a_poor_week_asks_for_no_less_than_nothing(
    wish: PlanRequest, gone: int, share: float, ran: list[tuple[int, float]]
) -> None:
    runs_before = tuple((day, part * wish.peak_m) for day, part in ran)
    going_on = replace(wish, prior=PriorWeeks(gone, share * wish.current_m, runs_before))
    going_on = replace(going_on, peak_m=min(wish.peak_m, max_reachable_peak(going_on)))
    try:
        plan = generate_plan(going_on)
    except PlanRequestError:
        assume(False)
    assert all(metres(entry) > 0 for entry in runs(plan))
