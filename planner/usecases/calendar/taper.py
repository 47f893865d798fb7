"""A taper laid over the weeks before a race that was added to the calendar, or has come to another day.

Half of the running of fourteen days, falling exponentially, before races up to the half marathon (``Bosquet07``); three
weeks before a marathon (``Smyth21``). Every run stays and fast ones keep their work, so that neither frequency nor
intensity is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from planner.store import quick
from planner.text import format_count, join_words
from planner.training.blocks import Block
from planner.training.deloads import deload_workout
from planner.training.doses import equipment_of
from planner.training.formatting import format_bare_distance, format_day, format_day_and_year
from planner.training.leg_load import counted_kind
from planner.training.measures import format_distance
from planner.training.races import RaceDistance, classify_race
from planner.training.refusal import RefusedError
from planner.training.resized_runs import planned_metres, resize_run, resize_week
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.weekly_volumes import taper_shares_before
from planner.training.weeks import DAY, WEEK, first_day_of_week
from planner.training.workout_names import workout_name
from planner.training.workouts import QUALITY_RUNS, Sport, Workout
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.calendar.weekly_runs import WeeklyRuns, read_weekly_runs
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.strength.judge import find_better_place, find_broken_rules
from planner.usecases.strength.judged_periods import judged_periods

_GOALS = {RaceDistance.TEN_K: Goal.TEN_K, RaceDistance.HALF: Goal.HALF, RaceDistance.MARATHON: Goal.MARATHON}
_WEEKS_BEFORE = 3
"""The biggest of so many weeks before the taper is the peak week that it takes its shares of. A default."""
_LIGHT_ENOUGH, _CLEARLY_ABOVE = 0.97, 1.1
"""A week, or a run, with so little more than its share is light enough already; a week with so much more is said."""
_LEAST_RUN_M = 3_000.0
"""No easy run becomes shorter than so many metres. A default."""
_RULE = "HC9"
"""The rule that keeps strength away from a race to come."""


class Taper(NamedTuple):
    """The weeks that taper before a race.

    Attributes:
        first: The first day of the first of them.
        shares: The running of each, up to the day before the race, as a share of the peak week.
    """

    first: dt.date
    shares: tuple[float, ...]


def find_race(book: Planbook, day: dt.date) -> Workout:
    """Return the first race from a day on that is still ahead.

    Raises:
        RefusedError: There is none.
    """
    ahead = quick.read_days(book.path, max(day, book.today), dt.date.max)
    race = next((workout for workout in ahead if workout.is_race and workout.is_open), None)
    if race is None:
        raise RefusedError(f"There is no race from {format_day_and_year(max(day, book.today))} on.")
    return race


def taper_before(book: Planbook, race: Workout) -> Taper:
    """Return the weeks that taper before a race, its own included."""
    own_week = first_day_of_week(race.date, quick.read_runner(book.path).week_start)
    goal = _GOALS[classify_race(race.planned.distance_m)]
    shares = taper_shares_before(goal, (race.date - own_week).days)
    return Taper(own_week - WEEK * (len(shares) - 1), shares)


def plan_taper(book: Planbook, race: Workout) -> Change:
    """Make the weeks before a race as light as a taper has them.

    Runs ahead keep their days and get shorter; weeks that are light enough already stay. Heavy and moderate sessions
    of weeks whose runs get shorter are halved, unless their block has them light anyway; those that are too near to the
    race, and have no better place, are taken out. The priority of the race makes no difference to its runs.

    Args:
        book: The runner's file, clock and settings.
        race: The race.

    Raises:
        RefusedError: It is no race, or it is past or done; or nothing is known of the running before the taper.
    """
    if not race.is_race:
        raise RefusedError(f"{race.title or workout_name(race)} on {format_day(race.date)} is no race.")
    if not race.is_open or race.date <= book.today:
        raise RefusedError(f"The race of {format_day_and_year(race.date)} is not ahead, so nothing tapers for it.")
    first = taper_before(book, race).first
    runs = read_weekly_runs(book, first - WEEK * _WEEKS_BEFORE, race.date - DAY)
    peak_m = max(runs.running_m(first - WEEK * weeks) for weeks in range(1, _WEEKS_BEFORE + 1))
    if not peak_m:
        raise RefusedError(
            f"Nothing is known of the running in the {_WEEKS_BEFORE} weeks before {format_day(first)}, "
            "so there is nothing to taper from."
        )
    change = _with_lighter_strength(book, _with_shorter_runs(book, race, runs, peak_m), race, first)
    if change.is_empty:
        return replace(change, remarks=(f"The weeks before the race on {format_day(race.date)} taper already.",))
    return change


def _with_shorter_runs(book: Planbook, race: Workout, runs: WeeklyRuns, peak_m: float) -> Change:
    """Return the change that makes the runs of the taper shorter.

    Args:
        book: The runner's file and settings.
        race: The race.
        runs: The runs up to the day before it; those that change become the shorter ones.
        peak_m: The metres of the peak week.
    """
    paces_of, unit = paces_of_workouts(book), quick.read_unit(book.path)

    def resize(run: Workout, share: float) -> Workout:
        metres = planned_metres(run)
        least = min(_LEAST_RUN_M / metres, 1.0) if metres and run.kind not in QUALITY_RUNS else 0.0
        shorter = resize_run(run, max(share, least), paces_of(run), unit)
        return shorter if planned_metres(shorter) < _LIGHT_ENOUGH * metres else run

    changed: list[Workout] = []
    sums, above = [], []
    first, shares = taper_before(book, race)
    for week, share in enumerate(shares):
        begin, target_m = first + WEEK * week, share * peak_m
        planned_m = runs.planned_m(begin)
        ahead = [run for run in runs.of_week(begin) if runs.can_change(run)]
        if target_m < _LIGHT_ENOUGH * planned_m:
            shorter = resize_week(ahead, target_m / planned_m * sum(map(planned_metres, ahead)), resize)
            changed += [after for before, after in zip(ahead, shorter, strict=True) if after != before]
            runs.runs.update({run.id: run for run in shorter})
            if ahead and runs.planned_m(begin) > _CLEARLY_ABOVE * target_m:
                above.append(f"{format_day(begin)} above {format_distance(target_m, unit)}")
        sums.append(format_bare_distance(runs.running_m(begin), unit))
    change = Change(f"taper: for the race on {format_day_and_year(race.date)}", changed=tuple(changed))
    if not changed:
        return change
    remarks = [f"The weeks become {join_words(sums)} {unit}, after one of {format_distance(peak_m, unit)}."]
    if above:
        weeks = "the week of" if len(above) == 1 else "the weeks of"
        remarks.append(f"Fast runs keep their work and short ones stay, which leaves {weeks} {join_words(above)}.")
    return replace(change, remarks=tuple(remarks))


def _with_lighter_strength(book: Planbook, change: Change, race: Workout, first: dt.date) -> Change:
    """Return the change with the sessions of the taper lighter, and without those that are too near to the race."""
    equipment, blocks = equipment_of(quick.read_runner(book.path)), quick.read_blocks(book.path)
    shorter_weeks = {(run.date - first).days // 7 for run in change.changed}
    found = quick.read_days(book.path, max(first, book.today), race.date, Sport.STRENGTH)
    sessions = [one for one in found if one.is_open and counted_kind(one) is not None]
    lighter = {
        session.id: eased
        for session in sessions
        if (session.date - first).days // 7 in shorter_weeks and not _is_light_week(blocks, session)
        if (eased := deload_workout(session, equipment)) != session
    }
    change = replace(change, changed=(*change.changed, *lighter.values()))
    too_near = dict(_find_too_near(book, change, race, {session.id for session in sessions}))
    taken_out = [session for session in sessions if session.id in too_near]
    kept = tuple(one for one in change.changed if one.id not in too_near)
    halved = len([number for number in lighter if number not in too_near])
    remarks = [
        *([f"{format_count(halved, 'session')} {'is' if halved == 1 else 'are'} lighter."] if halved else []),
        *(f"The {workout_name(one)} of {format_day(one.date)} is taken out: {too_near[one.id]}" for one in taken_out),
    ]
    return replace(change, changed=kept, removed=tuple(taken_out), remarks=(*change.remarks, *remarks))


def _is_light_week(blocks: Sequence[Block], session: Workout) -> bool:
    """Return whether a session's block has light doses in its week anyway."""
    block = next((one for one in blocks if one.id == session.block_id and one.contains(session.date)), None)
    if block is None:
        return False
    weeks, week = dose_weeks_of(block), block.week_index(session.date)
    return week < len(weeks) and not weeks[week].is_normal


def _find_too_near(book: Planbook, change: Change, race: Workout, numbers: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the sessions that a change leaves too near to a race, without a better place, each with the reason."""
    for period, owns_date in judged_periods(book, change=change):
        if not owns_date(race.date - DAY) and not owns_date(race.date):
            continue
        for broken in find_broken_rules(period):
            session = broken.about
            if broken.rule != _RULE or session is None or session.id not in numbers:
                continue
            if find_better_place(period, session) is None:
                yield session.id, broken.text[:1].lower() + broken.text[1:]
