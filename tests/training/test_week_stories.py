"""What the weeks say: why one was low, the next long run, key runs after heavy sessions, weeks in a row, the form."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.training.absences import Absence, AbsenceKind
from planner.training.form_outlook import form_outlook
from planner.training.interference import FEWEST_RUNS, interference_ledger
from planner.training.longest_run_guard import guard_longest_run
from planner.training.low_weeks import low_week_reasons, moved_away_from
from planner.training.races import Unit
from planner.training.running_records import Streak, count_streak, excused_weeks
from planner.training.workouts import (
    Effort,
    Outcome,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    Workout,
)

TODAY = dt.date(2027, 1, 7)
MONDAY = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)


def run(day: dt.date, km: float | None, minutes: int = 60, kind: RunKind = RunKind.EASY) -> Workout:
    effort = Effort(None if km is None else km * 1000, minutes * 60)
    return Workout(day, Sport.RUN, kind, "Run", slot=Slot.AM, planned=effort)


def done(workout: Workout, km: float | None = None, rpe: float | None = None) -> Workout:
    metres = workout.planned.distance_m if km is None else km * 1000
    return replace(workout, status=StoredStatus.DONE, actual=Outcome(Effort(metres, workout.planned.duration_s, rpe)))


def skipped(workout: Workout, reason: str) -> Workout:
    return replace(workout, status=StoredStatus.SKIPPED, skip_reason=reason)


def reasons(items: list[Workout], before_m: float = 0.0, moved: tuple[Workout, ...] = ()) -> tuple[str, ...]:
    return low_week_reasons(items, moved, before_m, TODAY, Unit.KM)


def test_a_week_as_planned_needs_no_reason() -> None:
    assert reasons([done(run(MONDAY, 10)), run(TODAY, 8), run(TODAY + DAY, 12)], 30_000) == ()


def test_what_was_skipped_missed_moved_and_short_is_said_with_its_distance() -> None:
    ill = [skipped(run(MONDAY, 8), "sick: a cold"), skipped(run(MONDAY + DAY, 10), "sick: a cold")]
    missed = run(MONDAY + 2 * DAY, 6)
    short = done(run(MONDAY, 12), km=7.5)
    moved = replace(run(MONDAY + 8 * DAY, 14), original_date=MONDAY + 6 * DAY, plan_date=MONDAY + 6 * DAY)
    said = reasons([*ill, missed, short], moved=(moved,))
    assert said == (
        "Skipped: 18 km, Mon 4 Jan and Tue 5 Jan (ill: a cold).",
        "Missed: 6 km, Wed 6 Jan.",
        "Moved: 14 km to Tue 12 Jan.",
        "Shorter than planned: 4.5 km less in one run.",
    )


def test_a_lighter_plan_is_said_and_one_nearly_as_long_is_not() -> None:
    assert reasons([done(run(MONDAY, 34))], 44_000) == ("The plan is lighter: 34 km after 44 km the week before.",)
    assert reasons([done(run(MONDAY, 38))], 44_000) == ()


def test_a_run_that_was_replaced_says_so_and_times_are_said_where_no_distance_is_known() -> None:
    item = replace(skipped(run(MONDAY, None, 45), "replaced"), replaced_by_id=7)
    assert reasons([item]) == ("Skipped: 45 min, Mon 4 Jan, replaced by another workout.",)


def test_only_what_left_the_week_was_moved_away() -> None:
    within = replace(run(MONDAY + 2 * DAY, 8), original_date=MONDAY, plan_date=MONDAY)
    into = replace(run(MONDAY, 8), original_date=MONDAY - DAY, plan_date=MONDAY - DAY)
    out = replace(run(MONDAY - DAY, 8), original_date=MONDAY, plan_date=MONDAY)
    assert moved_away_from([within, into, out, run(MONDAY, 5)], MONDAY) == [out]


def test_the_next_long_run_is_compared_with_the_longest_of_thirty_days() -> None:
    old, longest = done(run(TODAY - 31 * DAY, 25)), done(run(TODAY - 30 * DAY, 16))
    guard = guard_longest_run([old, longest, run(TODAY + 3 * DAY, 20), run(TODAY + 15 * DAY, 30)], TODAY)
    assert guard is not None
    assert (guard.longest_m, guard.next_m, guard.growth_percent) == (16_000, 20_000, 25)
    assert guard.sentence(Unit.KM) == (
        "Longest run of 30 days 16 km, Tue 8 Dec; ahead 20 km, Sun 10 Jan, 25 % longer: above 10 % more injuries were "
        "seen (Frandsen25)."
    )


def test_a_race_is_no_long_run_and_without_a_run_there_is_nothing_to_compare() -> None:
    race = run(TODAY + DAY, 42.2, kind=RunKind.RACE)
    guard = guard_longest_run([done(run(TODAY, 10)), race], TODAY)
    assert guard is not None
    assert guard.sentence(Unit.KM) == "Longest run of 30 days 10 km, Thu 7 Jan."
    assert guard_longest_run([race, run(TODAY, 10)], TODAY) is None


def heavy(day: dt.date) -> Workout:
    made = Workout(day, Sport.STRENGTH, StrengthKind.HEAVY, "Heavy", slot=Slot.PM, start="18:00")
    return replace(made, status=StoredStatus.DONE, actual=Outcome(Effort(duration_s=3600)))


def key_runs(count: int, days_after: int, *, km: float = 10, rpe: float | None = None) -> list[Workout]:
    """Weeks with a heavy session and a key run some days after it."""
    items = []
    for week in range(1, count + 1):
        day = TODAY - 7 * DAY * week
        tempo = run(day + days_after * DAY, 10, kind=RunKind.TEMPO)
        tempo = replace(tempo, planned=replace(tempo.planned, rpe=7.0))
        items += [heavy(day), done(tempo, km=km, rpe=rpe)]
    return items


def test_the_ledger_counts_key_runs_by_the_hours_since_the_heavy_session_ended() -> None:
    near = key_runs(FEWEST_RUNS, 1, km=8, rpe=8.0)
    far = [replace(item, date=item.date - 200 * DAY) for item in key_runs(FEWEST_RUNS, 3)]
    rows = {row.label: row for row in interference_ledger([*near, *far], TODAY)}
    assert (rows["under 24 h"].runs, rows["under 24 h"].complete, rows["under 24 h"].harder) == (FEWEST_RUNS, 0, 1.0)
    assert rows["under 24 h"].text == "0 of 5 as long as planned, felt 1.0 harder than planned (5 rated)"
    assert (rows["48–72 h"].runs, rows["48–72 h"].complete, rows["48–72 h"].harder) == (FEWEST_RUNS, FEWEST_RUNS, None)


def test_the_ledger_is_silent_below_its_floor() -> None:
    near = key_runs(FEWEST_RUNS - 1, 1)
    far = [replace(item, date=item.date - 200 * DAY) for item in key_runs(FEWEST_RUNS, 3)]
    assert interference_ledger([*near, *far], TODAY) == ()
    assert interference_ledger([], TODAY) == ()


def weeks_ago(*numbers: int) -> set[dt.date]:
    return {MONDAY - 7 * DAY * number for number in numbers}


@pytest.mark.parametrize(
    ("weeks", "excused", "streak"),
    [
        ((), (), Streak(0, 0)),
        ((0,), (), Streak(1, 1)),
        ((1, 2, 3), (), Streak(3, 3)),  # this week is not over
        ((0, 2, 3), (), Streak(1, 2)),
        ((0, 2, 3), (1,), Streak(3, 3)),  # ill in between
        ((5, 6, 7), (), Streak(0, 3)),
    ],
)
def test_weeks_in_a_row(weeks: tuple[int, ...], excused: tuple[int, ...], streak: Streak) -> None:
    assert count_streak(weeks_ago(*weeks), weeks_ago(*excused), MONDAY) == streak


def test_most_of_a_week_ill_or_away_excuses_it_a_bad_night_does_not() -> None:
    ill = Absence(MONDAY - 7 * DAY, MONDAY - 4 * DAY, AbsenceKind.SICK)
    brief = Absence(MONDAY - 14 * DAY, MONDAY - 12 * DAY, AbsenceKind.AWAY)
    sore = Absence(MONDAY, MONDAY + 6 * DAY, AbsenceKind.SORE, soreness=4)
    endless = Absence(MONDAY + 7 * DAY, dt.date(2199, 12, 31), AbsenceKind.INJURED)
    assert excused_weeks([ill, brief, sore, endless], MONDAY) == weeks_ago(1)


def test_the_form_ahead_follows_the_plan_from_where_it_is_today() -> None:
    items = [done(run(TODAY - number * DAY, 10), rpe=5.0) for number in range(10)] + [run(TODAY + 2 * DAY, 12)]
    line = form_outlook(items, TODAY - 30 * DAY, TODAY - 12 * DAY, TODAY + 4 * DAY, TODAY)
    assert [day.form for day in line[:3]] == [None, None, None], "nothing was recorded by then"
    assert line[3].form is not None
    now, tomorrow, with_run = line[12], line[13], line[14]
    assert not now.is_ahead
    assert tomorrow.is_ahead
    assert now.form is not None
    assert tomorrow.form is not None
    assert with_run.form is not None
    assert tomorrow.form.fitness == pytest.approx(now.form.fitness * (1 - 1 / 42))
    easy_hour = 3 * 60  # at the usual rating of an easy run
    assert with_run.form.fatigue == pytest.approx(tomorrow.form.fatigue * 6 / 7 + easy_hour / 7)
    assert tomorrow.form.balance == pytest.approx(now.form.fitness - now.form.fatigue)
    assert now.form.balance < 0


@given(st.lists(st.integers(0, 600), min_size=1, max_size=60), st.integers(0, 59))
def test_the_line_up_to_today_does_not_depend_on_the_plan(loads: list[int], ahead: int) -> None:
    past = [done(run(TODAY - number * DAY, 5, minutes), rpe=4.0) for number, minutes in enumerate(loads)]
    plan = [run(TODAY + number * DAY, 10) for number in range(ahead)]
    without = form_outlook(past, TODAY - 80 * DAY, TODAY - 60 * DAY, TODAY, TODAY)
    with_plan = form_outlook([*past, *plan], TODAY - 80 * DAY, TODAY - 60 * DAY, TODAY + 30 * DAY, TODAY)
    assert with_plan[: len(without)] == without
