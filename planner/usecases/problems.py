"""Stating the slotting problem of a block, as the JSON document that the slotter reads and the store keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from planner.training.doses import DoseWeek
from planner.training.plans import Priority, RaceDistance, RunPlan
from planner.training.targets import doses_of_week
from planner.training.workouts import RunKind, Slot, Sport, Workout
from planner.usecases.choices import Choices

ANCHORS = {Slot.AM: "07:00", Slot.PM: "18:00"}
"""When each half of a day starts, unless the runner says otherwise."""
ASSUMED_MINUTES = 30
"""How long the slotter takes a run to last of which neither distance nor time is known."""


def state_problem(
    plan: RunPlan,
    choices: Choices,
    weeks: tuple[DoseWeek, ...],
    runs: tuple[Workout, ...],
    around: tuple[Workout, ...],
) -> dict[str, Any]:
    """The slotting problem of a new block, in the form `planner.slotting.read_problem` reads.

    Args:
        plan: The plan the block comes from.
        choices: What the runner decided.
        weeks: The dose table's row for each week.
        runs: The plan's days, dated.
        around: What the calendar holds before and after.
    """
    start = runs[0].date
    targets = []
    for number, week in enumerate(weeks):
        doses = doses_of_week(choices.wanted, week, choices.level)
        targets.append({"week": number, "heavy": doses.heavy, "moderate": doses.moderate, "light": doses.light})
    last = start + dt.timedelta(days=plan.days - 1)
    context = [item for item in around if not start <= item.date <= last]
    return {
        "start": start.isoformat(),
        "days": plan.days,
        "level": choices.level.value,
        "stack": choices.stack,
        "anchors": {slot.value: time for slot, time in ANCHORS.items()},
        "runs": [_run_document(item, start, choices, plan) for item in (*context, *runs) if is_slotted_around(item)],
        "targets": targets,
        "unavailable": [*_unavailable(choices, start, plan.days), *_own_strength_days(runs, start)],
        "history": _history(context, start),
    }


def is_slotted_around(item: Workout) -> bool:
    """Whether the slotter must keep clear of an item: a run or cross training that is planned or done."""
    return item.sport in (Sport.RUN, Sport.CROSS) and item.slot is not None and item.skip_reason is None


def _run_document(item: Workout, start: dt.date, choices: Choices, plan: RunPlan) -> dict[str, Any]:
    document = run_document(item, start)
    if document["type"] == RunKind.RACE:
        goal = plan.race_day == document["day"]
        document["priority"] = (choices.priority if goal else Priority.C).value
        own = choices.distance or plan.race_distance if goal else None
        document["distance"] = (own or race_distance(item.planned.distance_m)).value
    return document


def run_document(item: Workout, start: dt.date) -> dict[str, Any]:
    """A run or cross training as the slotting problem states it; a race still without priority and distance."""
    effort = item.actual.effort if item.actual is not None else item.planned
    seconds = effort.duration_s or item.planned.duration_s
    assert item.slot is not None
    return {
        "day": (item.date - start).days,
        "slot": item.slot.value,
        "type": item.kind if item.sport is Sport.RUN else "cross",
        "minutes": min(round(seconds / 60), 1440) if seconds else ASSUMED_MINUTES,
    }


def race_distance(metres: float | None) -> RaceDistance:
    """How the slotting rules class a race of this length; one of unknown length is taken for a 10 km race."""
    if metres is None or metres <= 10_500:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if metres <= 22_000 else RaceDistance.MARATHON


def _history(context: list[Workout], start: dt.date) -> list[dict[str, Any]]:
    """The strength sessions before the block, planned or done, as the slotting problem states them."""
    return [
        {"day": (item.date - start).days, "slot": item.slot.value, "kind": item.kind}
        for item in context
        if item.sport is Sport.STRENGTH and item.date < start and item.slot and item.kind and not item.skip_reason
    ]


def _unavailable(choices: Choices, start: dt.date, days: int) -> Iterator[dict[str, Any]]:
    for day in range(days):
        for hold in choices.unavailable:
            if hold.holds(start + dt.timedelta(days=day)):
                yield {"day": day, "slot": hold.slot.value} if hold.slot else {"day": day}


def _own_strength_days(runs: tuple[Workout, ...], start: dt.date) -> Iterator[dict[str, Any]]:
    """A coach's own strength day holds none of ours besides."""
    for item in runs:
        if item.sport is Sport.STRENGTH:
            yield {"day": (item.date - start).days}
