"""Stating the slotting problem of a block, as the JSON document that the slotter reads and the store keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.races import Priority, RaceDistance
from planner.training.targets import doses_of_week
from planner.training.workouts import RunKind, Slot, Sport, Workout
from planner.usecases.choices import Choices

ANCHORS = {Slot.AM: "07:00", Slot.PM: "18:00"}
"""When each half of a day starts, unless the runner says otherwise."""
ASSUMED_MINUTES = 30
"""How long the slotter takes a run to last of which neither distance nor time is known."""
_LONGEST_MINUTES = 1440


def state_problem(
    block: Block,
    choices: Choices,
    weeks: tuple[DoseWeek, ...],
    runs: tuple[Workout, ...],
    around: tuple[Workout, ...],
) -> dict[str, Any]:
    """The slotting problem of a new block, in the form `planner.slotting.read_problem` reads.

    Args:
        block: Its dates and race.
        choices: What the runner decided.
        weeks: The dose table's row for each week.
        runs: The plan's days, dated.
        around: What the calendar holds before and after.
    """
    targets = []
    for number, week in enumerate(weeks):
        doses = doses_of_week(choices.wanted, week, choices.level)
        targets.append({"week": number, "heavy": doses.heavy, "moderate": doses.moderate, "light": doses.light})
    outside = (item for item in around if not block.holds(item.date))
    return {
        "start": block.start.isoformat(),
        "days": block.days,
        "level": choices.level.value,
        "stack": choices.stack,
        "anchors": {slot.value: time for slot, time in ANCHORS.items()},
        "targets": targets,
        "unavailable": [*_unavailable(choices, block), *_own_strength_days(runs, block)],
        **_surroundings(block, (*outside, *runs)),
    }


def restate_problem(block: Block, problem: dict[str, Any], items: Iterable[Workout]) -> dict[str, Any]:
    """The problem a block was made with, around the runs as they stand in the calendar now.

    Args:
        block: The block.
        problem: What `state_problem` said of it.
        items: Everything in the calendar from two weeks before it to two weeks after.
    """
    return {**problem, **_surroundings(block, tuple(items))}


def race_distance(metres: float | None) -> RaceDistance:
    """How the slotting rules class a race of this length; one of unknown length is taken for a 10 km race."""
    if metres is None or metres <= 10_500:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if metres <= 22_000 else RaceDistance.MARATHON


def _surroundings(block: Block, items: tuple[Workout, ...]) -> dict[str, Any]:
    """The runs and cross training to keep clear of, and the strength sessions before the block."""
    return {
        "runs": [
            _run(item, item.slot, block)
            for item in items
            if item.sport in (Sport.RUN, Sport.CROSS) and item.slot is not None and item.skip_reason is None
        ],
        "history": list(_history(items, block)),
    }


def _run(item: Workout, slot: Slot, block: Block) -> dict[str, Any]:
    """One run as the slotting problem states it; races besides the block's goal are of priority C."""
    seconds = (item.actual.effort.duration_s if item.actual else None) or item.planned.duration_s
    document: dict[str, Any] = {
        "day": (item.date - block.start).days,
        "slot": slot.value,
        "type": item.kind if item.sport is Sport.RUN else "cross",
        "minutes": min(round(seconds / 60), _LONGEST_MINUTES) if seconds else ASSUMED_MINUTES,
    }
    if item.kind == RunKind.RACE:
        is_goal = item.date == block.race_date
        document["priority"] = (block.priority or Priority.A if is_goal else Priority.C).value
        stated = block.race_distance if is_goal else None
        document["distance"] = (stated or race_distance(item.planned.distance_m)).value
    return document


def _history(items: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    for item in items:
        if (
            item.sport is Sport.STRENGTH
            and item.date < block.start
            and item.slot
            and item.kind
            and not item.skip_reason
        ):
            yield {"day": (item.date - block.start).days, "slot": item.slot.value, "kind": item.kind}


def _unavailable(choices: Choices, block: Block) -> Iterator[dict[str, Any]]:
    for day in range(block.days):
        for hold in choices.unavailable:
            if hold.holds(block.start + dt.timedelta(days=day)):
                yield {"day": day, "slot": hold.slot.value} if hold.slot else {"day": day}


def _own_strength_days(runs: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    """A coach's own strength day holds none of ours besides."""
    for item in runs:
        if item.sport is Sport.STRENGTH:
            yield {"day": (item.date - block.start).days}
