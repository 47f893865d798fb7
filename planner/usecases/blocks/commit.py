"""Storing a draft as a block of the calendar."""

from __future__ import annotations

from dataclasses import replace

from planner import store
from planner.training.blocks import Block, Runner
from planner.training.run_plans.goals import PlanRequest
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.stored_options import Provenance, provenance_to_json
from planner.usecases.changes import slotting_texts, store_runner
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.rematch import rematch


def commit_draft(
    book: Planbook,
    draft: Draft,
    runner: Runner | None = None,
    *,
    plan_request: PlanRequest | None = None,
    source_file: str = "",
) -> Block:
    """Store a draft as one operation, and match the recordings of its days to it.

    A plan from somebody's file also sets the unit that distances are shown in, where it is the first block.

    Args:
        book: The runner's file, clock and settings.
        draft: The draft.
        runner: The runner's figures to store with it; None leaves them unchanged.
        plan_request: What its plan was generated from; None for a plan that was not generated here.
        source_file: The file its plan was read from; the plan's own name when empty.

    Raises:
        RefusedError: The file cannot be written; nothing was changed.
    """
    provenance = Provenance(source_file or draft.plan_name, plan_request, draft.options, draft.dose_weeks)
    with store.edit(book.path, f"new block: {draft.block.name}", now=book.clock.now()) as plan:
        known = runner or plan.runner()
        if plan_request is None and not plan.blocks():
            known = replace(known, unit=draft.block.unit)  # a plan in miles is for a runner who thinks in miles
        store_runner(plan, known)
        block = plan.add_block(replace(draft.block, provenance=provenance_to_json(provenance)))
        plan.add_workouts([replace(workout, block_id=block.id) for workout in draft.workouts])
        plan.save_slotting(block.id, *slotting_texts(draft.problem, draft.answer))
        rematch(plan.connection, book)
    return block
