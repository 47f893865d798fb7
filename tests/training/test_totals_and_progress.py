"""Totals and weekly progress: what a runner would add up by hand."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.training.progress import WeekProgress, first_day_needed, weekly_progress
from planner.training.totals import Totals, sum_totals
from planner.training.workouts import (
    AS_PLANNED,
    DayStatus,
    Effort,
    Exercise,
    ExerciseSet,
    Outcome,
    RunKind,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 6)
SLED = ExerciseSet(Exercise.REVERSE_SLED_PUSH, 5, distance_m=20.0, load_kg=56.0)
SIT = ExerciseSet(Exercise.WALL_SIT, 2, hold_s=60, knee_angle_deg=120, squeeze=True)


def run(day: int, metres: float = 8_000.0, seconds: int | None = 2_700) -> Workout:
    return Workout(
        dt.date(2027, 1, day), Sport.RUN, RunKind.EASY, "Easy", planned=Effort(distance_m=metres, duration_s=seconds)
    )


def done(workout: Workout, **effort: float) -> Workout:
    taken = replace(workout.planned, **effort) if effort else workout.planned  # type: ignore[arg-type]
    return replace(workout, status=StoredStatus.DONE, actual=Outcome(taken, source=AS_PLANNED))


def session(day: int) -> Workout:
    return Workout(
        dt.date(2027, 1, day),
        Sport.STRENGTH,
        StrengthKind.HEAVY,
        "Heavy",
        planned=Effort(duration_s=2_700, rpe=7.0, sets=(SLED, SIT)),
    )


def test_a_week_half_way_through() -> None:
    items = [
        done(run(4)),
        run(5),
        run(6),
        replace(run(7), status=StoredStatus.SKIPPED, skip_reason="cold"),
        run(8),
        done(session(5)),
        session(8),
    ]
    sums = sum_totals(items, TODAY)
    assert (sums.run.planned_m, sums.run.done_m, sums.run.left_m) == (40_000, 8_000, 16_000)
    assert (sums.run.planned_s, sums.run.done_s, sums.run.left_s) == (13_500, 2_700, 5_400)
    assert (sums.strength.planned_sessions, sums.strength.done_sessions) == (2, 1)
    assert (sums.strength.sled_m_planned, sums.strength.sled_m_done, sums.strength.sled_kgm_done) == (200, 100, 5_600)
    assert (sums.strength.wall_sit_s_planned, sums.strength.wall_sit_s_done) == (240, 120)


def test_an_unplanned_run_is_done_but_was_never_planned() -> None:
    extra = replace(
        done(run(4)), status=StoredStatus.UNPLANNED, planned=Effort(), actual=Outcome(Effort(5_000.0, 1_800, 3.0))
    )
    sums = sum_totals([extra], TODAY)
    assert (sums.run.planned_m, sums.run.done_m, sums.run.left_m) == (0, 5_000, 0)


def test_missed_only_once_the_day_is_past() -> None:
    assert run(5).status_on(TODAY) is DayStatus.MISSED
    assert run(6).status_on(TODAY) is DayStatus.PLANNED
    rest = Workout(dt.date(2027, 1, 4), Sport.REST, None, "Rest")
    assert rest.status_on(TODAY) is DayStatus.PLANNED


def test_what_was_made_after_its_day_is_never_missed_there_nor_left() -> None:
    made = run(5).made(TODAY)
    assert made.status_on(TODAY) is DayStatus.PLANNED
    assert made.status_on(TODAY + dt.timedelta(days=30)) is DayStatus.PLANNED
    assert sum_totals([made], TODAY).run.left_m == 0
    moved = replace(made, date=TODAY)
    assert moved.status_on(TODAY + dt.timedelta(days=1)) is DayStatus.MISSED
    assert run(6).made(TODAY).status_on(TODAY + dt.timedelta(days=1)) is DayStatus.MISSED


fates = st.sampled_from(["done", "skipped", "open"])


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 400), fates), max_size=40))
def test_totals_of_the_parts_add_up_to_the_whole(days: list[tuple[int, int, str]]) -> None:
    items = []
    for day, hectometres, fate in days:
        item = run(day, hectometres * 100.0)
        if fate == "done":
            item = done(item)
        elif fate == "skipped":
            item = replace(item, status=StoredStatus.SKIPPED, skip_reason="tired")
        items.append(item)
    whole = sum_totals(items, TODAY).run
    parts = [sum_totals([item], TODAY).run for item in items]
    assert whole.planned_m == sum(part.planned_m for part in parts)
    assert whole.done_m == sum(part.done_m for part in parts)
    assert whole.left_m == sum(part.left_m for part in parts)
    missed_or_skipped = sum(
        item.planned.distance_m or 0 for item in items if item.status_on(TODAY) in (DayStatus.MISSED, DayStatus.SKIPPED)
    )
    assert whole.planned_m == whole.done_m + whole.left_m + missed_or_skipped


def review(items: list[Workout], today: dt.date = TODAY, week_start: int = 0, weeks: int = 3) -> list[WeekProgress]:
    return list(weekly_progress(items, today, week_start, weeks))


def test_weeks_end_with_todays_and_begin_on_the_chosen_day() -> None:
    assert [week.start for week in review([])] == [dt.date(2026, 12, 21), dt.date(2026, 12, 28), dt.date(2027, 1, 4)]
    assert review([], week_start=6)[-1].start == dt.date(2027, 1, 3)
    assert first_day_needed(TODAY, 0, 3) < dt.date(2026, 2, 1)


def test_a_year_boundary_and_week_53_keep_every_item_in_one_week() -> None:
    items = [done(replace(run(4), date=dt.date(2026, 12, 31))), done(replace(run(4), date=dt.date(2027, 1, 1)))]
    weeks = review(items)
    assert [week.totals.run.done_m for week in weeks] == [0, 16_000, 0]


def test_an_empty_week_has_totals_of_zero_and_undefined_nothing() -> None:
    week = review([])[-1]
    assert week.totals == Totals()
    assert (week.load_au, week.monotony, week.strain) == (0, 0, 0)
    assert week.warming_up


def test_load_of_the_week_and_what_of_it_is_estimated() -> None:
    rated = done(session(4))
    unrated = done(run(5))
    week = review([rated, unrated])[-1]
    assert week.load_au == 7 * 45 + 3 * 45
    assert week.estimated_loads == 1


def test_a_typed_time_is_no_estimate_even_where_the_plans_was() -> None:
    planned = replace(run(4), estimated=("duration_s",))
    typed = replace(planned, status=StoredStatus.DONE, actual=Outcome(Effort(8_000.0, 2_800, 4.0)))
    copied = replace(planned, status=StoredStatus.DONE, actual=Outcome(Effort(8_000.0, 2_700, 4.0), source=AS_PLANNED))
    assert review([typed])[-1].estimated_loads == 0
    assert review([copied])[-1].estimated_loads == 1


def test_adherence_counts_every_fate_once() -> None:
    shifted = replace(done(run(5)), original_date=dt.date(2027, 1, 4), plan_date=dt.date(2027, 1, 4))
    extra = replace(done(run(4)), status=StoredStatus.UNPLANNED)
    week = review([done(run(4)), shifted, extra, run(5), replace(run(6), status=StoredStatus.SKIPPED), run(8)])[-1]
    kept = week.adherence
    assert (kept.on_time, kept.shifted, kept.skipped, kept.missed, kept.unplanned) == (1, 1, 1, 1, 1)


def test_what_was_made_after_its_day_is_in_no_adherence_whatever_became_of_it() -> None:
    made = run(5).made(TODAY)
    fates = [made, done(made), replace(made, status=StoredStatus.SKIPPED)]
    assert review([*fates, run(5)])[-1].adherence == review([run(5)])[-1].adherence


def test_the_open_part_of_a_week_that_was_made_afterwards_is_known() -> None:
    week = review([run(4, 5_000).made(TODAY), done(run(5, 6_000).made(TODAY)), run(5, 7_000), run(8, 8_000)])[-1]
    assert (week.made_afterwards.run.planned_m, week.totals.run.planned_m) == (5_000, 26_000)
