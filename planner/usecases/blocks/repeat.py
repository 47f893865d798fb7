"""A past block as the plan of a new one: its runs as they were first planned, whatever became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from planner.store import quick
from planner.training.blocks import Block
from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError
from planner.training.run_estimates import planned_without_estimates
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.calendar.shift import find_block
from planner.usecases.planbook import Planbook


def plan_from_block(book: Planbook, block_id: int) -> Plan:
    """Return the runs of a stored block as a plan without dates.

    Runs, cross training, rest days and notes are where they were first planned, whether they were done, moved or
    skipped since. Strength is left out because it is slotted again; so are unplanned workouts and estimated figures.

    Raises:
        RefusedError: There is no such block, or it holds no run.
    """
    block = find_block(book, block_id)
    workouts = [workout for workout in quick.read_all_workouts(book.path) if workout.block_id == block.id]
    runs_and_rest = [workout for workout in workouts if workout.sport is not Sport.STRENGTH]
    planned = [workout for workout in runs_and_rest if workout.status is not StoredStatus.UNPLANNED]
    if not any(workout.sport is Sport.RUN for workout in planned):
        raise RefusedError(f"{block.name} holds no planned run, so there is nothing to repeat.")
    race = next((workout for workout in planned if workout.is_race and workout.date == block.race_date), None)
    origin, days = _span(block, [workout for workout in planned if workout.sport is not Sport.REST], race)
    return Plan(
        name=block.name,
        unit=block.unit,
        days=days,
        entries=tuple(_entries(planned, origin, days)),
        race_day=None if race is None else (_first_planned(race) - origin).days,
        race_distance=block.race_distance if race else None,
        phases=block.phases,
        remarks=tuple(_remarks(block, workouts)),
        source=f"block {block.id}: {block.name}",
    )


def _first_planned(workout: Workout) -> dt.date:
    return workout.original_date or workout.date


def _span(block: Block, workouts: Iterable[Workout], race: Workout | None) -> tuple[dt.date, int]:
    """Return the first day of the original plan, and its length in days.

    The workouts remember their first dates. A block that was shifted before it began has another first day than its
    plan had; one that was shifted while it was running has another length.
    """
    workouts = tuple(workouts)
    first, last = min(map(_first_planned, workouts)), max(map(_first_planned, workouts))
    shift = DAY * 0 if race is None else race.date - _first_planned(race)
    fits = block.start <= first and last <= block.last_day
    if shift and not fits and block.start - shift <= first and last <= block.last_day - shift:
        return block.start - shift, block.days
    days = block.days
    if shift and sum(workout.date - _first_planned(workout) == shift for workout in workouts) > 1:
        days -= shift.days
    origin = min(block.start, first)
    return origin, max(days + (block.start - origin).days, (last - origin).days + 1)


def _entries(planned: list[Workout], origin: dt.date, days: int) -> Iterator[PlanEntry]:
    """Yield the entries of every day in order; a day without workouts is a rest day."""
    by_day: dict[int, list[Workout]] = {day: [] for day in range(days)}
    for workout in planned:
        day = (_first_planned(workout) - origin).days
        if workout.sport is not Sport.REST and day in by_day:
            by_day[day].append(workout)
    for day, workouts in by_day.items():
        if not any(workout.sport is not Sport.NOTE for workout in workouts):
            yield PlanEntry(day, Sport.REST, None, "Rest")
        for workout in sorted(workouts, key=lambda workout: (workout.slot or "~", workout.start or "", workout.id)):
            yield PlanEntry(
                day=day,
                sport=workout.sport,
                kind=workout.kind,
                title=workout.title,
                slot=workout.slot,
                planned=planned_without_estimates(workout),
                note=workout.note,
            )


def _remarks(block: Block, workouts: list[Workout]) -> Iterator[str]:
    yield f"The runs are those of {block.name} ({block.start} to {block.last_day}) as they were planned."
    unplanned = sum(workout.status is StoredStatus.UNPLANNED for workout in workouts)
    if unplanned:
        yield f"What was done without a plan is left out ({unplanned})."
