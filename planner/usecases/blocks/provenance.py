"""What a block's weeks to come are made from: as it was kept with the block, or as far as its slotting tells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.goals import PlanRequest
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import WeeklySessions, check_sessions, default_sessions
from planner.usecases.blocks.defaults import default_options
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import Pins
from planner.usecases.blocks.stored_options import Provenance, provenance_from_json
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class ReplanInputs:
    """What a block's weeks to come are made from.

    Attributes:
        provenance: Plan, wish and choices; choices where there is a slotting.
        problem: The slotting problem it was made with; None where its strength was never slotted.
        dose_weeks: The dose table's row for each week.
        stored_options: What of its choices is kept with it from then on; None where they are only guessed.
        keeps_runs: Whether its runs stay as they stand.
        pins: The places decided by the runner that hold in the weeks to come.
    """

    provenance: Provenance
    problem: dict[str, Any] | None
    dose_weeks: tuple[DoseWeek, ...]
    stored_options: BlockOptions | None = None
    keeps_runs: bool = False
    pins: Pins = field(default_factory=Pins)


def replan_inputs(book: Planbook, block: Block) -> ReplanInputs:
    """What a block was made from; where that was not kept, what its slotting and the runner's figures tell."""
    made = provenance_from_json(block.provenance)
    remembered = made.options
    kept = quick.read_slotting(book.path, block.id)
    problem = None if kept is None else json.loads(kept[0])
    if made.options is None and problem is not None:
        usual = replace(
            default_options(book),
            level=block.level,
            doses=_doses_of_fullest_week(problem, block),
            logged_start=None,
        )
        made = replace(made, options=replace(usual, stack=problem.get("stack") is True))
    season = made.options is not None and made.options.in_season
    weeks = made.dose_weeks
    if len(weeks) != block.weeks:
        weeks = dose_weeks(block.weeks, race_week(block), in_season=season)
    places = made.options.pins if made.options is not None else Pins()
    return ReplanInputs(made, problem, weeks, remembered, pins=Pins(forbidden=places.forbidden))


def race_week(block: Block) -> int | None:
    """The week of a block's race, from 0; None without one."""
    return None if block.race_date is None else (block.race_date - block.start).days // 7


def with_block_dates(plan_request: PlanRequest, block: Block) -> PlanRequest:
    """What a block's runs were generated from, with its weeks and its race's weekday as its dates are now."""
    if plan_request.settings.race_m is None or block.race_date is None:
        return plan_request
    days = (block.race_date - block.start).days
    return replace(plan_request, weeks=days // 7 + 1, race_weekday=days % 7)


def _doses_of_fullest_week(problem: dict[str, Any], block: Block) -> WeeklySessions:
    """What a normal week of a slotted block asks for: as its fullest week does."""
    asked = [
        WeeklySessions(target.get("heavy", 0), target.get("moderate", 0), target.get("light", 0))
        for target in problem.get("targets", [])
    ]
    fullest = max(asked, key=lambda one: (one.demanding + one.light, one.heavy), default=WeeklySessions())
    try:
        check_sessions(fullest)
    except RefusedError:
        return default_sessions(block.level)
    return fullest
