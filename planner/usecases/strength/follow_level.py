"""The coming weeks of a block at another level: planned again as a what-if does, without a leap of the loads.

The level sets how many sessions a week has, which gaps they keep, and where the load ladder starts. A block that has
begun keeps the rung it started from, so that the sled does not get heavier because of a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.store import quick
from planner.text import clean_line
from planner.training.blocks import Block
from planner.training.load_ladder import LadderPosition
from planner.training.workouts import StrengthLevel
from planner.usecases.blocks.provenance import replan_inputs
from planner.usecases.blocks.whatif import draft_whatif, options_of_block
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


def blocks_at_another_level(book: Planbook, level: StrengthLevel) -> tuple[Block, ...]:
    """Return the blocks with weeks ahead whose strength was planned at another level."""
    blocks = quick.read_blocks(book.path)
    return tuple(
        block
        for block in blocks
        if block.last_day > book.today and block.level is not level and _is_slotted(book, block)
    )


def follow_level_sentence(blocks: tuple[Block, ...], level: StrengthLevel) -> str:
    """Return what can follow a new level, in one sentence; empty where nothing can."""
    if not blocks:
        return ""
    names = clean_line(blocks[0].name, 60) if len(blocks) == 1 else f"{len(blocks)} blocks"
    verb = "was" if len(blocks) == 1 else "were"
    return f"{names} {verb} planned for another level; the strength of the weeks to come can be {level} too."


def plan_level(book: Planbook, level: StrengthLevel) -> Change:
    """Plan the strength of the coming weeks at a level, in every block that was planned at another one.

    Raises:
        RefusedError: A block cannot be planned again; the sentence says why.
    """
    changes = list(_changes(book, level))
    return Change(
        f"coming weeks planned as {level}" if changes else "",
        changed=tuple(one for change in changes for one in change.changed),
        added=tuple(one for change in changes for one in change.added),
        removed=tuple(one for change in changes for one in change.removed),
        blocks=tuple(one for change in changes for one in change.blocks),
        slotting_problems=tuple(one for change in changes for one in change.slotting_problems),
        remarks=tuple(remark for change in changes for remark in change.remarks),
    )


def _changes(book: Planbook, level: StrengthLevel) -> Iterator[Change]:
    for block in blocks_at_another_level(book, level):
        stored = replan_inputs(book, block).provenance
        assert stored.options is not None
        options = replace(options_of_block(block, stored.options, book.today), level=level)
        if block.start <= book.today:
            rung = stored.options.start_rung
            options = replace(options, logged_start=stored.options.logged_start or LadderPosition(rung, ""))
        yield draft_whatif(book, block, options, stored.plan_request).change


def _is_slotted(book: Planbook, block: Block) -> bool:
    inputs = replan_inputs(book, block)
    return inputs.problem is not None and inputs.provenance.options is not None
