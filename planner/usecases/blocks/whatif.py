"""A what-if: a block of the calendar with other choices, to be looked at, compared with what stands, kept or dropped.

Its past is never rewritten: what is done, skipped, locked or behind stays, and its weeks to come are what the new
choices make of them. Runs stay as they stand, by hand or by plan, unless what they are generated from has changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.store import quick
from planner.training.blocks import Block, Runner
from planner.training.doses import dose_weeks
from planner.training.goals import PlanRequest
from planner.training.races import RaceDistance, classify_race
from planner.training.refusal import RefusedError
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import ReplanInputs, replan_inputs, with_block_dates
from planner.usecases.blocks.refit import replan_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A block with other choices.

    Attributes:
        draft: The block as it would be, whole.
        change: What that takes.
    """

    draft: Draft
    change: Change


def draft_whatif(
    book: Planbook,
    block: Block,
    options: BlockOptions,
    plan_request: PlanRequest | None,
    should_stop: Callable[[], bool] | None = None,
) -> WhatIf:
    """The block with other choices. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        block: The block as it stands.
        options: What the runner decides now; its race day is the block's new one.
        plan_request: What its runs shall be generated from; None keeps those of a plan of another's.
        should_stop: Asked now and then while strength is slotted.

    Raises:
        RefusedError: The block is over, or a choice cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    if block.last_day < book.today:
        raise RefusedError(f"{block.name} is over since {block.last_day}: what is past is not planned anew.")
    with quick.read_snapshot(book.path):
        before = replan_inputs(book, block)
        making = _inputs(block, before, options, plan_request)
        end = options.race_date or _last_day(block, plan_request)
        wanted = replace(
            block,
            name=options.name or block.name,
            level=options.level,
            race_date=options.race_date,
            race_distance=_race_distance(block, options, plan_request),
            priority=options.priority if options.race_date else None,
        )
        found = replan_block(book, block, wanted, making, target_day=end, should_stop=should_stop)
    if found.problem is None or found.answer is None:
        raise RefusedError(f"{block.name} cannot be planned anew.")
    draft = Draft(
        block=found.block,
        workouts=found.workouts,
        problem=found.problem,
        answer=found.answer,
        dose_weeks=found.dose_weeks,
        uncertain_kinds=(),
        remarks=found.change.remarks,
        options=options,
        plan_name=making.provenance.plan_name,
    )
    return WhatIf(draft, found.change)


def commit_whatif(book: Planbook, whatif: WhatIf, runner: Runner | None = None) -> Block:
    """Put a what-if in the place of the block it was made from, as one operation.

    Args:
        book: Where.
        whatif: What.
        runner: The runner's figures as they were given for it, to be remembered; None leaves them alone.

    Raises:
        StaleEditError: A workout or the block was changed by another session since; nothing was changed.
        RefusedError: The file cannot be written; nothing was changed.
    """
    apply_change(book, replace(whatif.change, runner=runner))
    return whatif.draft.block


def _inputs(
    block: Block, before: ReplanInputs, options: BlockOptions, plan_request: PlanRequest | None
) -> ReplanInputs:
    """What the weeks to come are made from."""
    made = replace(before.provenance, plan_request=plan_request or before.provenance.plan_request, options=options)
    same_end = options.race_date == block.race_date
    in_season = before.provenance.options is not None and before.provenance.options.in_season
    weeks = before.dose_weeks
    if options.in_season != in_season or len(weeks) != block.weeks:
        weeks = dose_weeks(block.weeks, block.race_week, in_season=options.in_season)
    return ReplanInputs(
        provenance=made,
        problem=before.problem or {},
        dose_weeks=weeks,
        keeps_runs=same_end and _same_runs(plan_request, before.provenance.plan_request, block),
        pins=options.pins,
    )


def _same_runs(plan_request: PlanRequest | None, before: PlanRequest | None, block: Block) -> bool:
    """Whether runs generated from one are those of the other: shifting a block leaves its runs as they are."""
    if plan_request is None or before is None:
        return plan_request is None
    return with_block_dates(replace(plan_request, prior=before.prior), block) == with_block_dates(before, block)


def _race_distance(block: Block, options: BlockOptions, plan_request: PlanRequest | None) -> RaceDistance | None:
    if options.race_date is None:
        return None
    goal = None if plan_request is None else classify_race(plan_request.settings.race_m)
    return options.race_distance or goal or block.race_distance


def _last_day(block: Block, plan_request: PlanRequest | None) -> dt.date:
    """The last day of a block without a race."""
    return block.last_day if plan_request is None else block.start + dt.timedelta(days=7 * plan_request.weeks - 1)
