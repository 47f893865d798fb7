"""A past block as the plan of a new one: its runs as they were first planned, whatever became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.store import quick
from planner.training.blocks import Block
from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import Effort, Sport, StoredStatus, Workout
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
    held = [item for item in quick.read_all_workouts(book.path) if item.block_id == block.id]
    planned = [item for item in held if item.sport is not Sport.STRENGTH and item.status is not StoredStatus.UNPLANNED]
    if not any(item.sport is Sport.RUN for item in planned):
        raise RefusedError(f"{block.name} holds no planned run, so there is nothing to repeat.")
    race = next((item for item in planned if item.is_race and item.date == block.race_date), None)
    origin, days = _span(block, [item for item in planned if item.sport is not Sport.REST], race)
    entries = tuple(_entries(planned, origin, days))
    return Plan(
        name=block.name,
        unit=block.unit,
        days=days,
        entries=entries,
        race_day=None if race is None else (_first_planned(race) - origin).days,
        race_distance=block.race_distance if race else None,
        phases=block.phases,
        remarks=tuple(_remarks(block, held)),
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
    if shift and sum(item.date - _first_planned(item) == shift for item in workouts) > 1:
        days -= shift.days
    origin = min(block.start, first)
    return origin, max(days + (block.start - origin).days, (last - origin).days + 1)


def _entries(planned: list[Workout], origin: dt.date, days: int) -> Iterator[PlanEntry]:
    """Yield the entries of every day in order; a day without workouts is a rest day."""
    by_day: dict[int, list[Workout]] = {day: [] for day in range(days)}
    for item in planned:
        day = (_first_planned(item) - origin).days
        if item.sport is not Sport.REST and day in by_day:
            by_day[day].append(item)
    for day, items in by_day.items():
        if not any(item.sport is not Sport.NOTE for item in items):
            yield PlanEntry(day, Sport.REST, None, "Rest")
        for item in sorted(items, key=lambda item: (item.slot or "~", item.start or "", item.id)):
            yield PlanEntry(
                day=day,
                sport=item.sport,
                kind=item.kind,
                title=item.title,
                slot=item.slot,
                planned=_without_estimates(item),
                note=item.note,
            )


def _without_estimates(workout: Workout) -> Effort:
    """Return what the plan itself asked for, without estimates."""
    planned = workout.planned
    return replace(
        planned,
        distance_m=None if "distance_m" in workout.estimated else planned.distance_m,
        duration_s=None if "duration_s" in workout.estimated else planned.duration_s,
    )


def _remarks(block: Block, held: list[Workout]) -> Iterator[str]:
    yield f"The runs are those of {block.name} ({block.start} to {block.last_day}) as they were planned."
    unplanned = sum(item.status is StoredStatus.UNPLANNED for item in held)
    if unplanned:
        yield f"What was done without a plan is left out ({unplanned})."
