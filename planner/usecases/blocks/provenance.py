"""What a block's weeks to come are made from: as it was kept with the block, or as far as its slotting tells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.goals import Wish
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses, check_doses, default_doses
from planner.usecases.blocks import commit
from planner.usecases.blocks.options import Choices
from planner.usecases.blocks.pins import Pins
from planner.usecases.blocks.stored_options import MadeFrom, read_made_from
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Making:
    """What a block's weeks to come are made from.

    Attributes:
        made: Plan, wish and choices; choices where there is a slotting.
        problem: The slotting problem it was made with; None where its strength was never slotted.
        weeks: The dose table's row for each week.
        remembered: What of its choices is kept with it from then on; None where they are only guessed.
        keeps_runs: Whether its runs stay as they stand.
        places: The places decided by the runner that hold in the weeks to come.
    """

    made: MadeFrom
    problem: dict[str, Any] | None
    weeks: tuple[DoseWeek, ...]
    remembered: Choices | None = None
    keeps_runs: bool = False
    places: Pins = field(default_factory=Pins)


def making_of(book: Planbook, block: Block) -> Making:
    """What a block was made from; where that was not kept, what its slotting and the runner's figures tell."""
    made = read_made_from(block.choices)
    remembered = made.choices
    kept = quick.read_slotting(book.path, block.id)
    problem = None if kept is None else json.loads(kept[0])
    if made.choices is None and problem is not None:
        usual = replace(commit.usual_choices(book), level=block.level, doses=_doses(problem, block), logged=None)
        made = replace(made, choices=replace(usual, stack=problem.get("stack") is True))
    season = made.choices is not None and made.choices.in_season
    weeks = made.weeks
    if len(weeks) != block.weeks:
        weeks = dose_weeks(block.weeks, race_week(block), in_season=season)
    places = made.choices.pins if made.choices is not None else Pins()
    return Making(made, problem, weeks, remembered, places=Pins(forbidden=places.forbidden))


def race_week(block: Block) -> int | None:
    """The week of a block's race, from 0; None without one."""
    return None if block.race_date is None else (block.race_date - block.start).days // 7


def dated_wish(wish: Wish, block: Block) -> Wish:
    """What a block's runs were generated from, with its weeks and its race's weekday as its dates are now."""
    if wish.figures.race_m is None or block.race_date is None:
        return wish
    days = (block.race_date - block.start).days
    return replace(wish, weeks=days // 7 + 1, race_weekday=days % 7)


def _doses(problem: dict[str, Any], block: Block) -> WeeklyDoses:
    """What a normal week of a slotted block asks for: as its fullest week does."""
    asked = [
        WeeklyDoses(target.get("heavy", 0), target.get("moderate", 0), target.get("light", 0))
        for target in problem.get("targets", [])
    ]
    fullest = max(asked, key=lambda one: (one.demanding + one.light, one.heavy), default=WeeklyDoses())
    try:
        check_doses(fullest)
    except RefusedError:
        return default_doses(block.level)
    return fullest
