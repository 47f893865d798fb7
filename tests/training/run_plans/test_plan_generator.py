"""Generated run plans: whatever is wished, the weeks grow and ease off as a coach would have them."""

import re
import statistics
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from planner.training.plans import PlanEntry
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, PlanRequest, PriorWeeks, RunningLevel
from planner.training.run_plans.long_runs import max_long_run, max_week
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.plan_requests import PlanRequestError
from planner.training.run_plans.request_paces import easy_pace
from planner.training.run_plans.weekly_volumes import building_weeks, is_step_back, max_reachable_peak, taper_shares
from planner.training.steps import Intensity, StepKind, single_steps, steps_distance_m
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport
from tests.training.run_plans.plan_request_strategies import (
    LEVELS,
    RACES,
    RECENT,
    asked,
    granted,
    longest,
    metres,
    runs,
    usual,
    weekly,
)


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
    assert all(week <= 1.3 * max(weeks[max(number - 2, 0) : number]) for number, week in enumerate(weeks) if number)
    assert max(weeks) <= wish.peak_m + 1e-6


@given(granted())
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
def test_the_first_week_is_what_is_run_now_and_the_biggest_as_wished_or_said(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    weeks = weekly(plan)
    assert weeks[0] <= wish.current_m
    assert weeks[0] > min(wish.current_m, max_week(wish)) - 600
    is_said = bool(plan.remarks) and ("he peak week is" in plan.remarks[0] or "a week, none longer" in plan.remarks[0])
    assert (max(weeks) > wish.peak_m - 1_000) or is_said
    assert not is_said or max(weeks) < wish.peak_m


@given(granted())
def test_step_back_weeks_are_lighter_in_volume_and_in_the_long_run(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    weeks, longs = weekly(plan), longest(plan)
    lighter = [week for week in range(wish.weeks) if is_step_back(wish, week)]
    assert plan.step_back_weeks == frozenset(lighter)
    assert lighter or building_weeks(wish) <= wish.step_back_every
    for week in lighter:
        assert weeks[week] <= 0.9 * weeks[week - 1]
        assert longs[week] < longs[week - 1]


@given(granted(RACES))
def test_the_taper_keeps_its_days_and_ends_without_long_or_fast_runs(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    weeks, shares = weekly(plan), taper_shares(wish)
    peak = weeks[building_weeks(wish) - 1]
    for week, share in zip(weeks[-len(shares) :], shares, strict=True):
        assert week <= share * peak + 500
    race_day = plan.race_day or 0
    before = [entry for entry in runs(plan) if race_day - 14 < entry.day < race_day]
    due = [day for day in range(race_day - 13, race_day) if day % 7 in wish.run_days]
    is_enough = peak >= 3_500 * len(wish.run_days)  # with less to run, the taper's runs would be too short
    assert len(before) >= 0.8 * len(due) * is_enough
    for entry in before:
        assert entry.kind != RunKind.LONG or race_day - entry.day >= 5
        assert entry.kind not in QUALITY_RUNS or race_day - entry.day >= 3


def test_the_usual_taper_is_the_exponential_one_that_averages_half() -> None:
    first, last = taper_shares(with_defaults(Goal.HALF))
    assert first == pytest.approx(0.674, abs=0.001)
    assert last == pytest.approx(0.326 - 0.233 / 7, abs=0.001)  # the fourteenth day is the race's


@pytest.mark.parametrize("weekday", [5, 6])
@pytest.mark.parametrize("days", [4, 5, 6])
def test_a_marathon_tapers_for_three_weeks(weekday: int, days: int) -> None:
    weeks = weekly(generate_plan(with_defaults(Goal.MARATHON, run_day_count=days, race_weekday=weekday)))
    peak = max(weeks)
    assert 0.75 <= weeks[-3] / peak <= 0.80
    assert 0.55 <= weeks[-2] / peak <= 0.60
    assert weeks[-1] / peak <= 0.40
    assert weekday == 5 or weeks[-1] / peak >= 0.35


@given(granted((Goal.MARATHON,)))
def test_the_longest_run_before_a_marathon_is_three_weeks_before_it(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    most = max(longest(plan))
    assert min((plan.race_day or 0) - entry.day for entry in runs(plan) if metres(entry) == most) >= 21


@given(granted())
def test_the_long_run_is_the_longest_within_its_time_and_half_the_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for week, volume in enumerate(weekly(plan)):
        held = [entry for entry in runs(plan, week) if entry.kind == RunKind.LONG]
        assert len(held) <= 1
        for entry in held:
            others = [metres(other) for other in runs(plan, week) if other is not entry]
            assert metres(entry) > max(others, default=0.0)
            assert metres(entry) <= max_long_run(wish) + 1e-6
            if len(wish.run_days) > 2:
                assert metres(entry) <= 0.5 * volume + 500


@given(granted(RACES))
def test_the_longest_run_is_what_the_race_asks_for_or_it_is_said_first(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    most = max(longest(plan))
    least, usual_most = wish.settings.longest_run_m
    if wish.goal is Goal.MARATHON and (wish.peak_m < 60_000 or max_long_run(wish) < least):
        least = 25_000.0
    is_said = bool(plan.remarks) and "he longest run is" in plan.remarks[0]
    assert is_said == (most < least)
    if most > usual_most:  # only where the week is so big that its other runs ask for it
        assert most <= wish.peak_m / (1 + 0.85 * (len(wish.run_days) - 1)) + 500


@pytest.mark.parametrize(
    ("goal", "weeks", "days", "current", "peak", "least"),
    [
        (Goal.MARATHON, None, None, None, None, 30_000),
        (Goal.MARATHON, 18, 5, 30_000.0, 55_000.0, 26_000),
        (Goal.MARATHON, 20, 6, 60_000.0, 110_000.0, 31_000),
        (Goal.HALF, None, None, 30_000.0, 45_000.0, 17_000),
        (Goal.HALF, None, 3, None, None, 17_000),
        (Goal.TEN_K, None, 4, None, None, 12_000),
        (Goal.FIVE_K, None, 3, None, None, 8_000),
    ],
)
def test_usual_plans_reach_the_longest_run_that_coaches_ask_for(
    goal: Goal, weeks: int | None, days: int | None, current: float | None, peak: float | None, least: float
) -> None:
    plan = generate_plan(with_defaults(goal, weeks, days, current_m=current, peak_m=peak))
    assert max(longest(plan)) >= least
    assert not any("he longest run is" in remark for remark in plan.remarks)


@pytest.mark.parametrize("weeks", [14, 16, 18, 20, 24])
@pytest.mark.parametrize("days", [4, 5, 6])
def test_a_marathon_plan_of_sixty_kilometres_has_three_runs_of_twenty_six(weeks: int, days: int) -> None:
    plan = generate_plan(with_defaults(Goal.MARATHON, weeks, days, current_m=40_000.0, peak_m=62_000.0))
    assert max(longest(plan)) >= 28_000
    assert sum(metres(entry) >= 26_000 for entry in runs(plan)) >= 3


@given(granted())
def test_steps_are_exactly_as_long_as_their_run_and_every_fast_run_has_them(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for entry in runs(plan):
        steps = entry.planned.steps
        assert steps or entry.kind not in QUALITY_RUNS
        if steps:
            assert steps_distance_m(steps) == entry.planned.distance_m
            kinds = [step.kind for step in single_steps(steps)]
            if entry.kind in QUALITY_RUNS:
                assert (kinds[0], kinds[-1]) == (StepKind.WARMUP, StepKind.COOLDOWN)


@given(granted())
def test_a_warm_up_takes_ten_to_fifteen_minutes(wish: PlanRequest) -> None:
    for entry in runs(generate_plan(wish)):
        for step in single_steps(entry.planned.steps):
            if step.kind is StepKind.WARMUP:
                assert 10 <= (step.distance_m or 0) / 1000 * easy_pace(wish) / 60 <= 15


@given(granted())
def test_no_fast_run_is_repeated_more_than_twice(wish: PlanRequest) -> None:
    titles = Counter(entry.title for entry in runs(generate_plan(wish)) if entry.kind in QUALITY_RUNS)
    assert all(count <= 2 for count in titles.values())


@given(granted())
def test_fast_running_stays_within_its_share_of_the_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    shares = {RunKind.TEMPO: 0.10, RunKind.INTERVALS: 0.08, RunKind.HILLS: 0.04, RunKind.RACE_PACE: 0.20}
    for week, volume in enumerate(weekly(plan)):
        if wish.race_weekday is not None and week == wish.weeks - 1:
            continue
        for entry in runs(plan, week):
            if entry.kind in QUALITY_RUNS:
                hard = [step for step in single_steps(entry.planned.steps) if step.intensity is not Intensity.EASY]
                assert sum(step.distance_m or 0 for step in hard) <= shares[RunKind(entry.kind)] * volume + 500


@given(granted())
def test_strides_follow_an_easy_run_from_the_second_week_on(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    for week in range(wish.weeks):
        easy = [entry for entry in runs(plan, week) if entry.kind == RunKind.EASY and entry.title != "Medium-long run"]
        with_strides = [entry for entry in easy if "strides" in entry.title]
        assert len(with_strides) <= (week > 0)
        assert all(
            step.distance_m == 100 for entry in with_strides for step in list(single_steps(entry.planned.steps))[1:]
        )


@pytest.mark.parametrize("goal", [Goal.FIVE_K, Goal.TEN_K, Goal.HALF, Goal.MARATHON])
def test_every_usual_week_from_the_second_to_the_race_week_has_strides(goal: Goal) -> None:
    plan = generate_plan(with_defaults(goal))
    for week in range(1, plan.days // 7 - 1):
        assert sum("strides" in entry.title for entry in runs(plan, week)) == 1


@given(granted())
def test_a_medium_long_run_takes_ninety_minutes_in_a_big_week_and_is_not_next_to_the_long_run(
    wish: PlanRequest,
) -> None:
    plan = generate_plan(wish)
    volumes = weekly(plan)
    for entry in runs(plan):
        if entry.title.startswith("Medium-long run"):
            volume = volumes[entry.day // 7]
            assert volume > 59_500
            assert 0.2 * volume - 500 <= metres(entry) <= 0.25 * volume + 500
            assert metres(entry) / 1000 * easy_pace(wish) >= 90 * 60 - 1e-6
            assert (entry.day % 7 - wish.long_day) % 7 not in (1, 6)


@pytest.mark.parametrize(("days", "current"), [(5, 45_000.0), (6, 60_000.0)])
def test_a_marathoners_race_pace_grows_from_six_to_sixteen_kilometres(days: int, current: float) -> None:
    plan = generate_plan(with_defaults(Goal.MARATHON, 18, days, current_m=current, peak_m=current + 30_000))
    blocks = [
        step.distance_m or 0
        for entry in runs(plan)
        for step in single_steps(entry.planned.steps)
        if step.intensity is Intensity.MARATHON
    ]
    assert blocks[0] == 6_000
    assert 16_000 <= max(blocks) <= 20_000
    before_taper = blocks[: blocks.index(max(blocks)) + 1]
    assert before_taper == sorted(before_taper)
    assert len([block for block in blocks if block >= 9_000]) >= 3


def test_hills_come_early_the_threshold_in_the_middle_and_race_pace_late() -> None:
    for goal in (Goal.TEN_K, Goal.HALF, Goal.MARATHON):
        fast = [entry for entry in runs(generate_plan(with_defaults(goal, 16))) if entry.kind in QUALITY_RUNS]
        mean = {
            kind: statistics.mean(entry.day for entry in fast if entry.kind == kind)
            for kind in (RunKind.HILLS, RunKind.TEMPO, RunKind.RACE_PACE)
        }
        assert mean[RunKind.HILLS] < mean[RunKind.TEMPO] < mean[RunKind.RACE_PACE]


@given(granted())
def test_fast_runs_are_on_quality_days_only_and_none_in_the_first_week(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    fast = [entry for entry in runs(plan) if entry.kind in QUALITY_RUNS]
    allowed = set(wish.quality_days)
    assert all(entry.day % 7 in allowed and entry.day >= 7 for entry in fast)
    if wish.goal is Goal.AFTER_RACE:
        recovery = next((first for first, name in plan.phases if name == "base"), plan.days)
        assert all(entry.day >= recovery for entry in fast)


@given(granted())
def test_the_same_wish_gives_the_same_plan(wish: PlanRequest) -> None:
    assert generate_plan(wish) == generate_plan(wish)


@given(usual)
def test_a_usual_wish_is_always_granted(wish: PlanRequest) -> None:
    assert generate_plan(wish).days == wish.weeks * 7


@given(st.sampled_from(Goal), st.integers(2, 7), st.sampled_from(LEVELS))
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


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (
            with_defaults(Goal.HALF, current_m=20_000, peak_m=80_000),
            "The peak week is 71.7 km, not 80, as no run and no week may leap; 13 weeks or 23 km a week now would do.",
        ),
        (
            with_defaults(Goal.MARATHON, 12, 3, RunningLevel.NEW, current_m=20_000, peak_m=40_000),
            (
                "The longest run is 17.6 km, where a marathon asks for 25 or more; "
                "17 weeks to a peak week of 50 km, 29 km a week now with 50 at the peak or a half marathon would do."
            ),
        ),
        (
            with_defaults(Goal.MARATHON, easy_pace=520.0),
            (
                "The longest run is 22.5 km, where a marathon asks for 25 or more (3:15 h is the limit); "
                "a half marathon would do."
            ),
        ),
        (
            with_defaults(Goal.FIVE_K, 8, 3, current_m=6_000, peak_m=10_000),
            (
                "The longest run is 4.2 km, where 5 km asks for 8 or more; "
                "18 weeks to a peak week of 16 km or 12 km a week now with 16 at the peak would do."
            ),
        ),
        (
            with_defaults(Goal.MARATHON, 10, 4, current_m=8_000, peak_m=60_000),
            (
                "The peak week is 19.9 km, not 60, as no run and no week may leap, and the longest run is 6.2 km, "
                "where a marathon asks for 28 or more; more weeks and more running now would do."
            ),
        ),
    ],
)
def test_what_cannot_be_reached_is_said_first_with_what_would_do(wish: PlanRequest, sentence: str) -> None:
    assert generate_plan(wish).remarks[0] == sentence


@given(granted(RACES))
def test_the_weeks_that_would_do_do(wish: PlanRequest) -> None:
    said = next(iter(generate_plan(wish).remarks), "")
    found = re.search(r"; (\d+) weeks(?: to a peak week of (\d+) km)?", said)
    if found:
        peak = float(found[2]) * 1000 if found[2] else wish.peak_m
        better = generate_plan(replace(wish, weeks=int(found[1]), peak_m=peak))
        assert not any("would do" in remark for remark in better.remarks)


HALF = with_defaults(Goal.HALF)
REFUSED = [
    (
        with_defaults(Goal.MARATHON, 3),
        "weeks",
        "3 weeks are too few for a marathon plan; 8 are the fewest, or prepare for a half marathon",
    ),
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
    (with_defaults(Goal.HALF, peak_m=500_000), "peak_m", "between 5 and 200 km, not 500 km"),
    (with_defaults(Goal.HALF, peak_m=4_000), "peak_m", "between 5 and 200 km, not 4 km"),
    (with_defaults(Goal.MARATHON, current_m=0, peak_m=60_000), "current_m", "The 0 km a week run now are too few"),
    (with_defaults(Goal.HALF, recent_race=(10_000.0, 900)), "recent", "10 km in 15:00 is unlikely"),
    (with_defaults(Goal.HALF, recent_race=(400.0, 60)), "recent", "0.4 km in 1:00 gives no paces"),
    (with_defaults(Goal.HALF, step_back_every=5), "step_back_every", "every 3 or 4 weeks, not every 5"),
    (with_defaults(Goal.HALF, race_weekday=7), "race_weekday", "not 7"),
    (
        with_defaults(Goal.BASE, run_day_count=2, current_m=4_500, peak_m=9_000),
        "current_m",
        "The 4.5 km a week run now are too few to begin a base plan on; 5 km are the least",
    ),
]


@pytest.mark.parametrize(("wish", "field", "words"), REFUSED)
def test_what_no_plan_can_meet_is_refused_by_its_name(wish: PlanRequest, field: str, words: str) -> None:
    with pytest.raises(PlanRequestError, match=re.escape(words)) as refused:
        generate_plan(wish)
    assert refused.value.field == field


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


def faster_than_easy(entry: PlanEntry) -> float:
    """The metres of a run that are faster than easy, strides left out."""
    return sum(
        step.distance_m or 0.0
        for step in single_steps(entry.planned.steps)
        if step.intensity is not Intensity.EASY and step.kind is not StepKind.STRIDES
    )


def at_race_pace(entry: PlanEntry) -> float:
    """The metres of a run at the pace of a half marathon or a marathon."""
    steps = [step for step in single_steps(entry.planned.steps) if step.distance_m]
    return sum(
        step.distance_m or 0.0
        for step in steps
        if step.intensity is Intensity.MARATHON or step.note == "half marathon pace"
    )


@given(granted((Goal.HALF, Goal.MARATHON)))
def test_race_pace_grows_until_the_taper_and_is_biggest_in_a_run_that_is_not_the_longest(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    before = [entry for entry in runs(plan) if entry.day < 7 * building_weeks(wish)]
    blocks = [at_race_pace(entry) for entry in before if at_race_pace(entry)]
    assert blocks == sorted(blocks)
    most = max(metres(entry) for entry in before)
    assert plan.shortfall or any(not at_race_pace(entry) for entry in before if metres(entry) == most)
    after = [at_race_pace(entry) for entry in runs(plan) if entry.day >= 7 * building_weeks(wish)]
    assert max(after, default=0.0) <= max(3_000.0, *blocks, 0.0)


@pytest.mark.parametrize("weeks", [12, 16, 18, 20, 24])
@pytest.mark.parametrize("level", [RunningLevel.REGULAR, RunningLevel.ADVANCED])
def test_a_marathoners_biggest_race_pace_is_five_to_three_weeks_before_the_race(
    weeks: int, level: RunningLevel
) -> None:
    plan = generate_plan(with_defaults(Goal.MARATHON, weeks, level=level))
    biggest = max(runs(plan), key=at_race_pace)
    assert 21 <= (plan.race_day or 0) - biggest.day <= 35
    assert 16_000 <= at_race_pace(biggest) <= 20_000


@given(granted())
def test_no_week_is_too_hard(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    volumes = weekly(plan)
    for week in range(wish.weeks - (wish.race_weekday is not None)):
        fast = [entry for entry in runs(plan, week) if entry.kind in QUALITY_RUNS]
        long_at_race_pace = any(at_race_pace(entry) for entry in runs(plan, week) if entry.kind == RunKind.LONG)
        assert len(fast) <= (1 if long_at_race_pace else 3)
        assert sum(map(faster_than_easy, runs(plan, week))) <= 0.25 * volumes[week] + 500
        threshold = [entry for entry in fast if entry.kind == RunKind.TEMPO]
        assert len(threshold) <= 1
    assert sum(map(faster_than_easy, runs(plan))) <= 0.2 * sum(volumes) + 500


@given(granted(RACES))
def test_the_day_before_the_race_is_rest_or_a_very_short_run(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    before = [entry for entry in runs(plan) if entry.day == (plan.race_day or 0) - 1]
    assert all(metres(entry) <= 4_000 and metres(entry) / 1000 * easy_pace(wish) <= 20 * 60 for entry in before)


@given(asked())
def test_any_volume_on_any_days_gives_a_plan(wish: PlanRequest) -> None:
    plan = generate_plan(wish)
    assert sum(weekly(plan)) > 0
    for week, volume in enumerate(weekly(plan)):
        assert volume >= 1_000 * len(runs(plan, week)) or wish.race_weekday is not None


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (
            with_defaults(Goal.BASE, run_day_count=7, current_m=8_000, peak_m=12_000),
            (
                "7 run days are too many for 8 km a week: the first weeks use 3 of them, later ones up to 5, "
                "so that no run is too short."
            ),
        ),
        (
            with_defaults(Goal.FIVE_K, 10, 3, current_m=90_000, peak_m=90_000),
            "3 runs a week, none longer than 1:30 h, hold 38.9 km, not 90; 38 km a week would do.",
        ),
    ],
)
def test_too_many_or_too_few_days_are_said_first(wish: PlanRequest, sentence: str) -> None:
    assert generate_plan(wish).remarks[0] == sentence


@pytest.mark.parametrize("goal", RACES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("days", [None, 2, 3, 4, 5, 6, 7])
def test_what_is_usual_for_a_runner_reaches_what_the_race_asks_for(
    goal: Goal, level: RunningLevel, days: int | None
) -> None:
    assert not generate_plan(with_defaults(goal, run_day_count=days, level=level)).shortfall
