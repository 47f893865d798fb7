"""A what-if: a stored block with other options, to preview, compare with the stored one, and keep or drop.

The past never changes: workouts that are past, done, skipped or locked stay, and only the coming weeks follow the new
options. Runs stay as they are unless what they are generated from has changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.store import quick
from planner.training.blocks import Block, Runner
from planner.training.races import RaceDistance, classify_race
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import PlanRequest
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import ReplanInputs, replan_inputs, with_block_dates
from planner.usecases.blocks.refit import replan_block
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.match_days import following_log


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A stored block with other options.

    Attributes:
        draft: The whole block as it would be.
        change: The change that makes it so.
    """

    draft: Draft
    change: Change


def options_of_block(block: Block, stored: BlockOptions, today: dt.date) -> BlockOptions:
    """Return the options that a stored block has now: those it was made with, at its own dates and under its own name.

    Args:
        block: The block.
        stored: The options it was made with.
        today: Today; what the runner pinned before it counts no more.
    """
    return replace(
        stored,
        race_date=block.race_date,
        start_date=None,
        name=block.name,
        race_distance=block.race_distance,
        priority=block.priority or stored.priority,
        pins=stored.pins.from_date(today),
    )


def draft_whatif(
    book: Planbook,
    block: Block,
    options: BlockOptions,
    plan_request: PlanRequest | None,
    should_stop: Callable[[], bool] | None = None,
) -> WhatIf:
    """Plan a stored block with other options. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        block: The stored block.
        options: The new options; their race date becomes the block's.
        plan_request: What the runs are generated from; None keeps the runs.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        RefusedError: The block is over, or an option cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    if block.last_day < book.today:
        raise RefusedError(f"{block.name} is over since {block.last_day}: what is past is not planned again.")
    with quick.read_snapshot(book.path):
        before = replan_inputs(book, block)
        inputs = _inputs(block, before, options, plan_request)
        end = options.race_date or _last_day(block, plan_request)
        target = replace(
            block,
            name=options.name or block.name,
            level=options.level,
            race_date=options.race_date,
            race_distance=_race_distance(block, options, plan_request),
            priority=options.priority if options.race_date else None,
        )
        replan = replan_block(book, block, target, inputs, target_day=end, should_stop=should_stop)
    if replan.problem is None or replan.answer is None:
        raise RefusedError(f"{block.name} cannot be planned again.")
    draft = Draft(
        block=replan.block,
        workouts=replan.workouts,
        problem=replan.problem,
        answer=replan.answer,
        dose_weeks=replan.dose_weeks,
        to_check=(),
        remarks=replan.change.remarks,
        options=options,
        plan_name=inputs.provenance.plan_name,
    )
    return WhatIf(draft, replan.change)


def commit_whatif(book: Planbook, whatif: WhatIf, runner: Runner | None = None) -> Block:
    """Replace a stored block by a what-if of it, as one operation.

    Args:
        book: The runner's file, clock and settings.
        whatif: The what-if.
        runner: The runner's figures to store with it; None leaves them unchanged.

    Raises:
        StaleEditError: A workout or the block was changed by another session since; nothing was changed.
        RefusedError: The file cannot be written; nothing was changed.
    """
    apply_change(book, replace(whatif.change, runner=runner), following=following_log)
    return whatif.draft.block


def _inputs(
    block: Block, before: ReplanInputs, options: BlockOptions, plan_request: PlanRequest | None
) -> ReplanInputs:
    """Return what the coming weeks are planned from."""
    provenance = replace(
        before.provenance, plan_request=plan_request or before.provenance.plan_request, options=options
    )
    is_same_end = options.race_date == block.race_date
    was_in_season = before.provenance.options is not None and before.provenance.options.in_season
    return ReplanInputs(
        provenance=provenance,
        problem=before.problem or {},
        dose_weeks=before.dose_weeks,
        renews_doses=options.in_season != was_in_season,
        keeps_runs=is_same_end and _same_runs(plan_request, before.provenance.plan_request, block),
        pins=options.pins,
    )


def _same_runs(plan_request: PlanRequest | None, before: PlanRequest | None, block: Block) -> bool:
    """Return whether two plan requests give the same runs; a shift of the block alone does not change its runs."""
    if plan_request is None or before is None:
        return plan_request is None
    return with_block_dates(replace(plan_request, prior=before.prior), block) == with_block_dates(before, block)


def _race_distance(block: Block, options: BlockOptions, plan_request: PlanRequest | None) -> RaceDistance | None:
    if options.race_date is None:
        return None
    goal = None if plan_request is None else classify_race(plan_request.settings.race_m)
    return options.race_distance or goal or block.race_distance


def _last_day(block: Block, plan_request: PlanRequest | None) -> dt.date:
    """Return the last day of a block without a race."""
    return block.last_day if plan_request is None else block.start + dt.timedelta(days=7 * plan_request.weeks - 1)
