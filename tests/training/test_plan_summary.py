"""A plan is summed up as its coach would do it by hand: longest run, taper, race pace, easy share."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.blocks import Block
from planner.training.coach_sentences import MAX_SENTENCES, coach_sentences, summary_figures
from planner.training.plan_summary import PlanSummary, summarize_plan
from planner.training.races import RaceDistance, Unit
from planner.training.sources import read_sources
from planner.training.steps import Intensity, Repeat, Step, StepKind
from planner.training.workouts import Effort, Exercise, ExerciseSet, RunKind, Sport, StoredStatus, StrengthKind, Workout

START = dt.date(2027, 1, 4)
SUNDAY = 6
RACE_M = {RaceDistance.MARATHON: 42_195.0, RaceDistance.HALF: 21_097.5, RaceDistance.TEN_K: 10_000.0}


def on_day(day: int) -> dt.date:
    return START + dt.timedelta(days=day)


def block_of(weeks: int, race: RaceDistance | None = None) -> Block:
    """A block whose race, if it has one, is on its last Sunday."""
    race_date = on_day(7 * weeks - 1) if race is not None else None
    return Block("Spring", START, 7 * weeks, race_date=race_date, race_distance=race)


def run(
    day: int,
    km: float | None,
    kind: RunKind = RunKind.EASY,
    *,
    minutes: float | None = None,
    steps: tuple[Step | Repeat, ...] = (),
    estimated: tuple[str, ...] = (),
) -> Workout:
    metres = None if km is None else km * 1000
    seconds = None if minutes is None else round(minutes * 60)
    planned = Effort(distance_m=metres, duration_s=seconds, steps=steps)
    return Workout(on_day(day), Sport.RUN, kind, kind.value, planned=planned, estimated=estimated)


def race_pace_run(day: int, km: float, race_pace_km: float) -> Workout:
    easy = Step(StepKind.WARMUP, distance_m=(km - race_pace_km) * 1000, intensity=Intensity.EASY)
    work = Step(StepKind.WORK, distance_m=race_pace_km * 1000, intensity=Intensity.MARATHON)
    return run(day, km, RunKind.LONG, steps=(easy, work))


def season(longest: list[float], race: RaceDistance | None, *, easy_km: float = 10) -> PlanSummary:
    """A block with four easy runs a week and these long runs on Sundays; the last Sunday is the race's."""
    block = block_of(len(longest) + (race is not None), race)
    workouts = [run(7 * week + day, easy_km) for week in range(block.weeks) for day in (1, 2, 3, 5)]
    workouts += [run(7 * week + SUNDAY, km, RunKind.LONG) for week, km in enumerate(longest)]
    if race is not None:
        workouts.append(run(block.days - 1, RACE_M[race] / 1000, RunKind.RACE))
    return summarize_plan(block, workouts)


def said(summary: PlanSummary, unit: Unit = Unit.KM) -> str:
    return " ".join(sentence.text for sentence in coach_sentences(summary, unit))


def test_the_longest_run_is_the_last_of_the_longest_and_never_the_race() -> None:
    longest = season([20, 30, 26, 30, 18, 12], RaceDistance.MARATHON).longest
    assert longest is not None
    assert (longest.distance_m, longest.date, longest.days_before_race) == (30_000, on_day(3 * 7 + SUNDAY), 21)
    assert longest.share_of_race == pytest.approx(30 / 42.195)
    assert longest.share_of_week == pytest.approx(30 / 70)


def test_the_taper_is_what_follows_the_last_big_week() -> None:
    block = block_of(6, RaceDistance.MARATHON)
    by_week = [50, 60, 57, 45, 33, 20]
    runs = [run(7 * week + 2, km) for week, km in enumerate(by_week)]
    summary = summarize_plan(block, [*runs, run(block.days - 1, 42.195, RunKind.RACE)])
    assert summary.taper == pytest.approx((45 / 60, 33 / 60, 20 / 60))
    assert (summary.peak_week, summary.peak_m) == (1, 60_000)
    assert "The taper goes 75, 55 and 33 % of your biggest week." in said(summary)


def test_runs_after_the_race_are_no_part_of_the_way_to_it() -> None:
    block = Block("Spring", START, 28, race_date=on_day(20), race_distance=RaceDistance.HALF)
    runs = [run(6, 18, RunKind.LONG), run(20, 21.1, RunKind.RACE), run(27, 25, RunKind.LONG)]
    summary = summarize_plan(block, runs)
    assert summary.longest is not None
    assert summary.longest.distance_m == 18_000
    assert summary.peak_m == 18_000


def test_race_pace_is_read_from_the_steps_of_long_runs_too() -> None:
    block = block_of(4, RaceDistance.MARATHON)
    repeats = Repeat(3, (Step(StepKind.WORK, distance_m=2_000), Step(StepKind.RECOVERY, duration_s=120)))
    runs = [run(2, 12, RunKind.RACE_PACE, steps=(repeats,)), race_pace_run(6, 24, 10), race_pace_run(13, 28, 16)]
    running = summarize_plan(block, runs).race_pace
    assert running.metres == (6_000, 10_000, 16_000)
    assert (running.total_m, running.most_m, running.is_estimated) == (32_000, 16_000, False)
    assert "Race pace grows from 6 to 16 km, 32 km in all." in said(summarize_plan(block, runs))


def test_race_pace_that_the_plan_does_not_measure_is_unknown_not_zero() -> None:
    block = block_of(4, RaceDistance.MARATHON)
    summary = summarize_plan(block, [race_pace_run(6, 24, 10), run(9, 12, RunKind.RACE_PACE)])
    assert summary.race_pace.total_m is None
    assert ("race pace", "not known") in summary_figures(summary)
    assert "Two runs hold race pace; the plan does not say how much of them." in said(summary)


def test_threshold_work_is_no_race_pace_of_a_marathon() -> None:
    block = block_of(4, RaceDistance.MARATHON)
    tempo = Step(StepKind.WORK, duration_s=1200, intensity=Intensity.THRESHOLD)
    assert summarize_plan(block, [run(2, 10, RunKind.TEMPO, steps=(tempo,))]).race_pace.runs == 0


def test_only_the_work_of_a_fast_run_is_not_easy() -> None:
    warm_up = Step(StepKind.WARMUP, duration_s=900)
    work = Repeat(4, (Step(StepKind.WORK, duration_s=300), Step(StepKind.RECOVERY, duration_s=150)))
    runs = [run(1, None, minutes=45, steps=(warm_up, work, warm_up)), run(3, None, minutes=55)]
    summary = summarize_plan(block_of(1), runs)
    # 20 of 60 minutes of the first run's steps are work, so 15 of its 45 minutes.
    assert summary.easy_share == pytest.approx(0.85)
    assert not summary.easy_share_is_least
    assert "85 % of your running is easy." in said(summary)


def test_a_fast_run_without_steps_makes_the_easy_share_a_lower_bound() -> None:
    summary = summarize_plan(block_of(1), [run(1, 10, RunKind.TEMPO), run(3, 30)])
    assert summary.easy_share == pytest.approx(0.75)
    assert "At least 75 % of your running is easy." in said(summary)
    assert ("easy", "at least 75 %") in summary_figures(summary)


def test_estimated_times_are_marked() -> None:
    summary = summarize_plan(block_of(1), [run(1, 10, minutes=60, estimated=("duration_s",))])
    assert ("easy", "~100 %") in summary_figures(summary)
    by_time = summarize_plan(block_of(1), [run(1, 8, minutes=45, estimated=("distance_m",))])
    assert ("longest", "~8 km") in summary_figures(by_time)
    assert "Your longest run is 45 min" in said(by_time)


def test_a_plan_without_any_figure_is_said_to_have_none() -> None:
    summary = summarize_plan(block_of(2), [run(1, None), run(3, None)])
    assert (summary.longest, summary.easy_share, summary.peak_week, summary.unmeasured_runs) == (None, None, None, 2)
    assert said(summary) == "The plan gives no distances and no times, so little can be said about it."
    assert summary_figures(summary) == ()


def test_what_was_never_planned_does_not_count() -> None:
    extra = Workout(on_day(2), Sport.RUN, RunKind.LONG, "long", status=StoredStatus.UNPLANNED, planned=Effort(40_000))
    summary = summarize_plan(block_of(1), [run(1, 10), extra])
    assert summary.run_m == 10_000


def test_strength_is_counted() -> None:
    sets = (ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20), ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60))
    sled = Workout(on_day(1), Sport.STRENGTH, StrengthKind.MODERATE, "sled", planned=Effort(sets=sets))
    summary = summarize_plan(block_of(1), [run(0, 10), sled])
    assert (summary.strength_sessions, summary.sled_m) == (1, 100)


def test_the_longest_run_is_said_with_its_share_and_its_day() -> None:
    marathon = season([20, 26, 30, 26, 20, 12], RaceDistance.MARATHON)
    assert "Your longest run is 30 km, 71 % of the marathon, four weeks before the race." in said(marathon)
    assert said(marathon).startswith("No run is marked as race pace.")  # what is missing comes first
    assert "Your longest run is 18.6 mi, 71 % of the marathon" in said(marathon, Unit.MI)
    ten_k = season([10, 12, 14, 10], RaceDistance.TEN_K)
    assert said(ten_k).startswith("Your longest run is 14 km, longer than the race, two weeks before it.")


@pytest.mark.parametrize(
    ("longest_km", "easy_km", "sentence"),
    [
        (24, 6, "24 km is the longest run this volume carries; 60 km a week would carry 30."),
        (22, 12, "Your biggest week of 70 km could carry a run of 30 km."),
        (20, 7.5, "30 km would serve this race better; about 60 km a week would carry it."),
    ],
)
def test_a_longest_run_that_is_short_of_the_race_is_said_with_what_would_help(
    longest_km: float, easy_km: float, sentence: str
) -> None:
    summary = season([longest_km - 4, longest_km, longest_km - 6, 14, 10], RaceDistance.MARATHON, easy_km=easy_km)
    shortfalls = [found.text for found in coach_sentences(summary) if found.is_shortfall]
    assert shortfalls[0] == sentence


def test_a_longest_run_that_a_small_volume_carries_is_said_but_is_enough() -> None:
    summary = season([22, 26, 20, 14, 10], RaceDistance.MARATHON, easy_km=6.5)
    sentences = {sentence.text: sentence.is_shortfall for sentence in coach_sentences(summary)}
    assert sentences["26 km is the longest run this volume carries; 60 km a week would carry 30."] is False


def test_a_fast_end_of_a_long_run_is_race_pace_of_a_half_marathon() -> None:
    easy = Step(StepKind.WORK, distance_m=12_000, intensity=Intensity.EASY)
    fast = Step(StepKind.WORK, distance_m=5_000, intensity=Intensity.THRESHOLD)
    long_run = run(6, 17, RunKind.LONG, steps=(easy, fast))
    assert summarize_plan(block_of(3, RaceDistance.HALF), [long_run]).race_pace.metres == (5_000,)
    assert summarize_plan(block_of(3, RaceDistance.MARATHON), [long_run]).race_pace.runs == 0


def test_under_25_km_the_study_is_quoted_with_its_source() -> None:
    sources = [sentence.source for sentence in coach_sentences(season([16, 20, 24, 14, 10], RaceDistance.MARATHON))]
    assert "Fokkema20" in sources
    assert not [
        sentence.source for sentence in coach_sentences(season([9, 12, 8], RaceDistance.TEN_K)) if sentence.source
    ]


def test_a_marathon_that_tapers_two_weeks_is_shown_the_study_of_three() -> None:
    block = block_of(5, RaceDistance.MARATHON)
    runs = [run(7 * week + SUNDAY, km, RunKind.LONG) for week, km in enumerate([30, 31, 32, 20])]
    summary = summarize_plan(block, [*runs, run(block.days - 1, 42.195, RunKind.RACE)])
    assert "Smyth21" in [sentence.source for sentence in coach_sentences(summary)]


def test_a_long_run_that_takes_too_long_is_said() -> None:
    block = block_of(4, RaceDistance.MARATHON)
    runs = [run(6, 32, RunKind.LONG, minutes=240), run(27, 42.195, RunKind.RACE)]
    assert "It takes about 4:00 h; 3:15 h is long enough for a training run" in said(summarize_plan(block, runs))


def test_lighter_weeks_are_said_by_their_rhythm() -> None:
    every_third = season([10, 11, 6, 12, 13, 7, 14, 15], None, easy_km=4)
    assert every_third.step_back_weeks == (2, 5)
    assert "Every third week is lighter." in said(every_third)
    assert "No week before the taper is lighter" in said(season([10, 11, 12, 13, 14, 15, 16, 17], None))


@given(
    longest=st.lists(st.floats(0, 45), min_size=1, max_size=20),
    race=st.sampled_from([None, *RaceDistance]),
    easy_km=st.floats(0, 30),
    unit=st.sampled_from(list(Unit)),
)
def test_a_few_sentences_are_said_about_any_plan(
    longest: list[float], race: RaceDistance | None, easy_km: float, unit: Unit
) -> None:
    summary = season(longest, race, easy_km=easy_km)
    sentences = coach_sentences(summary, unit)
    assert 1 <= len(sentences) <= MAX_SENTENCES
    assert all(sentence.text[0].isupper() or sentence.text[0].isdigit() for sentence in sentences)
    assert all(sentence.text.endswith(".") for sentence in sentences)
    assert {sentence.source for sentence in sentences if sentence.source} <= read_sources().keys()
    assert all(0 <= share < 0.9 for share in summary.taper)
    assert summary.easy_share is None or summary.easy_share == pytest.approx(1)


def test_a_race_day_that_gives_the_length_of_its_warm_up_is_as_long_as_its_name_says() -> None:
    block = block_of(3, RaceDistance.MARATHON)
    summary = summarize_plan(block, [run(6, 30, RunKind.LONG), run(20, 4.8, RunKind.RACE)])
    assert summary.race_m == RACE_M[RaceDistance.MARATHON]


def test_what_the_plan_itself_cannot_reach_comes_first_and_is_not_said_twice() -> None:
    summary = season([16, 20, 24, 14, 10], RaceDistance.MARATHON, easy_km=12)
    own = coach_sentences(summary)
    first, *others = coach_sentences(summary, shortfall="The longest run is 24 km; 15 weeks would do.")
    assert (first.text, first.is_shortfall) == ("The longest run is 24 km; 15 weeks would do.", True)
    assert "could carry a run of" in " ".join(sentence.text for sentence in own)
    assert "could carry a run of" not in " ".join(sentence.text for sentence in others)
    assert len(others) < MAX_SENTENCES
