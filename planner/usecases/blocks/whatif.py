"""A what-if: a block of the calendar with other choices, to be looked at, compared with what stands, kept or dropped.

Its past is never rewritten: what is done, skipped, locked or behind stays, and its weeks to come are what the new
choices make of them. Runs stay as they stand, by hand or by plan, unless what they are generated from has changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.store import quick
from planner.training.blocks import Athlete, Block
from planner.training.doses import dose_weeks
from planner.training.goals import Wish
from planner.training.races import RaceDistance, race_distance
from planner.training.refusal import RefusedError
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.options import Choices
from planner.usecases.blocks.provenance import Making, dated_wish, making_of, race_week
from planner.usecases.blocks.refit import remade
from planner.usecases.changes import Change, carry_out
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
    choices: Choices,
    wish: Wish | None,
    should_stop: Callable[[], bool] | None = None,
) -> WhatIf:
    """The block with other choices. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        block: The block as it stands.
        choices: What the runner decides now; its race day is the block's new one.
        wish: What its runs shall be generated from; None keeps those of a plan of another's.
        should_stop: Asked now and then while strength is slotted.

    Raises:
        RefusedError: The block is over, or a choice cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    if block.last < book.today:
        raise RefusedError(f"{block.name} is over since {block.last}: what is past is not planned anew.")
    with quick.one_look(book.path):
        before = making_of(book, block)
        making = _making(block, before, choices, wish)
        end = choices.race or _last_day(block, wish)
        wanted = replace(
            block,
            name=choices.name or block.name,
            level=choices.level,
            race_date=choices.race,
            race_distance=_race_distance(block, choices, wish),
            priority=choices.priority if choices.race else None,
        )
        found = remade(book, block, wanted, making, end=end, should_stop=should_stop)
    if found.problem is None or found.answer is None:
        raise RefusedError(f"{block.name} cannot be planned anew.")
    draft = Draft(
        block=found.block,
        items=found.items,
        problem=found.problem,
        answer=found.answer,
        weeks=found.weeks,
        please_check=(),
        remarks=found.change.remarks,
        choices=choices,
        plan=making.made.plan,
    )
    return WhatIf(draft, found.change)


def keep_whatif(book: Planbook, whatif: WhatIf, athlete: Athlete | None = None) -> Block:
    """Put a what-if in the place of the block it was made from, as one operation.

    Args:
        book: Where.
        whatif: What.
        athlete: The runner's figures as they were given for it, to be remembered; None leaves them alone.

    Raises:
        StaleEditError: A workout or the block was changed by another session since; nothing was changed.
        RefusedError: The file cannot be written; nothing was changed.
    """
    carry_out(book, replace(whatif.change, athlete=athlete))
    return whatif.draft.block


def _making(block: Block, before: Making, choices: Choices, wish: Wish | None) -> Making:
    """What the weeks to come are made from."""
    made = replace(before.made, wish=wish or before.made.wish, choices=choices)
    same_end = choices.race == block.race_date
    in_season = before.made.choices is not None and before.made.choices.in_season
    weeks = before.weeks
    if choices.in_season != in_season or len(weeks) != block.weeks:
        weeks = dose_weeks(block.weeks, race_week(block), in_season=choices.in_season)
    return Making(
        made=made,
        problem=before.problem or {},
        weeks=weeks,
        remembered=choices,
        keeps_runs=same_end and _is_same(wish, before.made.wish, block),
        places=choices.pins,
    )


def _is_same(wish: Wish | None, before: Wish | None, block: Block) -> bool:
    """Whether runs generated from one are those of the other: shifting a block leaves its runs as they are."""
    if wish is None or before is None:
        return wish is None
    return dated_wish(replace(wish, held=before.held), block) == dated_wish(before, block)


def _race_distance(block: Block, choices: Choices, wish: Wish | None) -> RaceDistance | None:
    if choices.race is None:
        return None
    goal = None if wish is None else race_distance(wish.figures.race_m)
    return choices.distance or goal or block.race_distance


def _last_day(block: Block, wish: Wish | None) -> dt.date:
    """The last day of a block without a race."""
    return block.last if wish is None else block.start + dt.timedelta(days=7 * wish.weeks - 1)
