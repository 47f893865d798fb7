"""What a stored block was made from, as the inputs for planning its coming weeks again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import DoseWeek
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import PlanRequest
from planner.training.runner_paces import PaceOrigin, RunnerPaces
from planner.training.weekly_sessions import WeeklySessions, check_sessions, default_sessions
from planner.training.workouts import Workout
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.pins import PinnedPlacement, Pins
from planner.usecases.blocks.stored_doses import dose_weeks_of
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class ReplanInputs:
    """What the coming weeks of a block are planned from.

    Attributes:
        provenance: Plan, plan request and options; the options are None only for a block without a slotting.
        problem: The block's slotting problem; None if its strength was never slotted.
        dose_weeks: The dose table's row for each week.
        has_stored_options: Whether the options are the stored ones, not guessed from the slotting.
        keeps_runs: Whether the runs stay as they are.
        renews_doses: Whether the rows of the coming weeks are worked out again, although the runs stay.
        pins: The runner's pins that still count.
    """

    provenance: Provenance
    problem: dict[str, Any] | None
    dose_weeks: tuple[DoseWeek, ...]
    has_stored_options: bool = True
    keeps_runs: bool = False
    renews_doses: bool = False
    pins: Pins = field(default_factory=Pins)


def replan_inputs(book: Planbook, block: Block) -> ReplanInputs:
    """Return what a block was made from. Options that were not stored are guessed from its slotting and the runner."""
    provenance = provenance_from_json(block.provenance)
    has_stored_options = provenance.options is not None
    slotting = quick.read_slotting(book.path, block.id)
    problem = None if slotting is None else json.loads(slotting[0])
    if provenance.options is None and problem is not None:
        guessed = replace(
            default_options(book),
            level=block.level,
            doses=_doses_of_fullest_week(problem, block),
            logged_start=None,
            stack=problem.get("stack") is True,
            active_rest=problem.get("active_rest") is True,
        )
        provenance = replace(provenance, options=guessed)
    # Forced and locked placements hold sessions that exist by now; only the forbidden ones still count.
    forbidden = provenance.options.pins.forbidden if provenance.options is not None else frozenset[PinnedPlacement]()
    return ReplanInputs(
        provenance,
        problem,
        dose_weeks_of(block),
        has_stored_options=has_stored_options,
        pins=Pins(forbidden=forbidden),
    )


def read_runner_paces(book: Planbook, block: Block | None) -> RunnerPaces:
    """Return the paces that times are estimated from: those a block was made with, or the runner's own since.

    Outside of blocks, and for a block whose options were not stored, they are the runner's own.
    """
    stored = None if block is None else provenance_from_json(block.provenance).options
    options = stored or default_options(book)
    if options.paces.origin is not PaceOrigin.ASSUMED:
        return options.paces
    return replace(options.paces, own_easy=quick.read_runner(book.path).easy_pace_s_per_km)


def paces_of_workouts(book: Planbook) -> Callable[[Workout], RunnerPaces]:
    """Return a function that tells the paces of a workout: those of the block it belongs to, else the runner's own."""
    blocks = {block.id: block for block in quick.read_blocks(book.path)}

    @cache
    def of_block(number: int | None) -> RunnerPaces:
        return read_runner_paces(book, blocks.get(number or 0))

    return lambda workout: of_block(workout.block_id)


def with_block_dates(plan_request: PlanRequest, block: Block) -> PlanRequest:
    """Return a plan request with the number of weeks and the race weekday that the block's dates give now."""
    if plan_request.settings.race_m is None or block.race_date is None:
        return plan_request
    days = (block.race_date - block.start).days
    return replace(plan_request, weeks=days // 7 + 1, race_weekday=days % 7)


def _doses_of_fullest_week(problem: dict[str, Any], block: Block) -> WeeklySessions:
    """Return the sessions of a normal week, taken from the week that asks for most."""
    by_week = [
        WeeklySessions(target.get("heavy", 0), target.get("moderate", 0), target.get("light", 0))
        for target in problem.get("targets", [])
    ]
    fullest = max(by_week, key=lambda week: (week.demanding + week.light, week.heavy), default=WeeklySessions())
    try:
        check_sessions(fullest)
    except RefusedError:
        return default_sessions(block.level)
    return fullest
