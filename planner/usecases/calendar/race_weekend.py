"""A race that is put into the calendar, and what becomes of that weekend's long run."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_hours
from planner.training.measures import format_distance
from planner.training.race_weekends import easy_run_after_race, find_weekend_long_run
from planner.training.races import Priority, Unit
from planner.training.rescheduling import can_be_moved
from planner.training.run_estimates import with_estimates
from planner.training.runner_paces import RunnerPaces
from planner.training.workout_names import workout_name
from planner.training.workouts import RunKind, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.provenance import read_runner_paces
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_ARTICLES = {Priority.A: "an", Priority.B: "a", Priority.C: "a", None: "a"}
_WEEK_REACH = dt.timedelta(days=6)


def with_race_weekend(book: Planbook, change: Change, race: Workout, block: Block | None, paces: RunnerPaces) -> Change:
    """Return a change that brings a race, with that weekend's long run taken out or shortened, or why it stays.

    Args:
        book: The planbook.
        change: The change; it adds the race or makes a workout one.
        race: The race as it will be.
        block: The block that its day is in, or None.
        paces: How fast the runner runs, for what a shortened run takes.
    """
    if block is not None and block.race_date == race.date:
        return change
    return _with_weekend_of(book, change, race, paces)


def with_moved_races(book: Planbook, change: Change) -> Change:
    """Return a change that moves races, goals included, with what becomes of the long runs near their new days."""
    blocks = quick.read_blocks(book.path)
    stored = {one.id: one for one in quick.read_workouts(book.path, [workout.id for workout in change.changed])}
    for race in [one for one in change.changed if one.is_race and one.date != stored[one.id].date]:
        change = _with_weekend_of(book, change, race, read_runner_paces(book, block_on(blocks, race.date)))
    return change


def _with_weekend_of(book: Planbook, change: Change, race: Workout, paces: RunnerPaces) -> Change:
    if not race.is_open or race.date < book.today:
        return change
    unit = quick.read_unit(book.path)
    first, last = race.date - _WEEK_REACH, race.date + _WEEK_REACH
    stored = quick.read_days(book.path, first, last)
    near = change.apply_to_workouts(stored, first, last)
    long_run = find_weekend_long_run(race, near)
    removed, changed = change.removed, change.changed
    if long_run is None:
        why = _without_long_run(race, [*near, *(one for one in stored if one.id == race.id)], unit)
    elif reason := _reason_to_stay(long_run, book.today):
        why = f"{_name(long_run, unit)} {reason}"
    elif (easy := easy_run_after_race(race, long_run)) is not None:
        easy = with_estimates(easy, paces, unit)
        changed = (*(one for one in changed if one.id != easy.id), easy)
        why = f"{_name(long_run, unit)} becomes an easy {_amount(easy, unit)}: the race before it is hard, but short."
    else:
        removed = (*removed, long_run)
        changed = tuple(one for one in changed if one.id != long_run.id)
        why = f"{_name(long_run, unit)} is taken out: the race is that weekend's hard run."
    light = [one for one in near if one.date == race.date and one.kind == StrengthKind.LIGHT and can_be_moved(one)]
    light = [one for one in light if one.id and one.sport is Sport.STRENGTH and one not in changed]
    removed = (*removed, *light)
    others = [run for run in near if run.date == race.date and run.is_open and not run.is_race and run not in removed]
    remarks = (
        *change.remarks,
        *([f"It counts as {_ARTICLES[race.priority]} {race.priority} race."] if race.priority else ()),
        why,
        *(["The light session of that day is taken out: race day has the race alone."] if light else ()),
        *(_same_day(run, unit) for run in others if run.sport is Sport.RUN),
        *(() if race.planned.distance_m else ("It has no distance yet, so no time is predicted for it.",)),
    )
    return replace(change, removed=removed, changed=changed, remarks=remarks)


def _same_day(run: Workout, unit: Unit) -> str:
    """Say that the race day has another run."""
    name, amount = workout_name(run), _amount(run, unit)
    article = "" if run.kind == RunKind.INTERVALS else "an " if name.startswith("e") else "a "
    what = f"{article}{name}" + (f" of {amount}" if amount else "")
    it = "them" if run.kind == RunKind.INTERVALS else "it"
    return f"The day also has {what}: take {it} out, or make {it} the warm-up."


def _reason_to_stay(long_run: Workout, today: dt.date) -> str:
    """Say why a long run stays as it is; empty where it does not."""
    if long_run.status is not StoredStatus.PLANNED:
        return "is done already, so it stays."
    if long_run.date < today:
        return "is past, so it stays."
    return "is locked, so it stays; the race alone is enough for that weekend." if long_run.locked else ""


def _without_long_run(race: Workout, near: list[Workout], unit: Unit) -> str:
    """Say why no long run is taken out."""
    if any(run.id == race.id and run.kind == RunKind.LONG for run in near):
        return "It was that weekend's long run, so no other is taken out."
    others = [run for run in near if run.kind == RunKind.LONG and run.is_open and run.id != race.id]
    nearest = min(others, key=lambda run: abs(run.date - race.date), default=None)
    if nearest is None:
        return "There is no long run that weekend, so none is taken out."
    days = (nearest.date - race.date).days
    side = "after" if days > 0 else "before"
    return f"{_name(nearest, unit)} stays: it is {format_count(abs(days), 'day')} {side} the race."


def _name(run: Workout, unit: Unit) -> str:
    """Name a long run: ``Sunday's long run of 24 km``."""
    amount = _amount(run, unit)
    return f"{run.date:%A}'s long run" + (f" of {amount}" if amount else "")


def _amount(run: Workout, unit: Unit) -> str:
    """Return what the plan asks of a run: its distance, else its time."""
    planned = run.planned
    if planned.distance_m and "distance_m" not in run.estimated:
        return format_distance(planned.distance_m, unit)
    return format_hours(planned.duration_s) if planned.duration_s else ""
