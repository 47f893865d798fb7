"""Re-fitting a block to another race day: the weeks to come are made anew, what is behind stays as it was.

Everything past, done, skipped or locked and the rest of this week stay untouched. From the block's next week on - with
blocks that begin on a Monday that is next Monday, or today if it is one - runs and strength are made for the new race.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.training.arranging import is_race
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.weeks import WEEK
from planner.training.wording import day_name
from planner.training.workouts import Sport, State, Workout
from planner.usecases.blocks.draft_sessions import absence_remarks
from planner.usecases.blocks.options import Choices
from planner.usecases.blocks.provenance import Making, dated_wish, making_of
from planner.usecases.blocks.refit_matching import Matched, match
from planner.usecases.blocks.refit_runs import NewRuns, Seam, generated, known_pace, rearranged
from planner.usecases.blocks.refit_strength import new_strength
from planner.usecases.blocks.stored_options import MadeFrom, write_made_from
from planner.usecases.calendar.shift import items_of, race_ahead
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Remade:
    """A block with its weeks to come made anew.

    Attributes:
        change: What that takes.
        block: The block as it would be.
        items: Everything of it as it would be, in calendar order.
        problem: What its slotting was asked; None where it has none.
        answer: What it answered; None likewise.
        weeks: The dose table's row for each week.
    """

    change: Change
    block: Block
    items: tuple[Workout, ...]
    problem: dict[str, Any] | None
    answer: Answer | None
    weeks: tuple[DoseWeek, ...]


def plan_refit(book: Planbook, block: Block, race: dt.date) -> Change:
    """The block with its weeks to come made anew for a race on another day; nothing for the day it has.

    Raises:
        RefusedError: It has no race, the race is or would be past, or it would be too near or too far.
    """
    race_date = race_ahead(book, block, race)
    if race == race_date:
        return Change("")
    with quick.one_look(book.path):
        making = making_of(book, block)
        return remade(book, block, replace(block, race_date=race), making, end=race).change


def remade(
    book: Planbook,
    block: Block,
    wanted: Block,
    making: Making,
    *,
    end: dt.date,
    should_stop: Callable[[], bool] | None = None,
) -> Remade:
    """A block with its weeks to come made anew; what is past, done, skipped or locked stays.

    Args:
        book: The runner's file, clock and settings.
        block: The block as it stands.
        wanted: The same with the name and the race day it shall have.
        making: What it is made from.
        end: The day that is planned for: the race day, or the last one where there is no race.
        should_stop: Asked now and then while strength is slotted.

    Raises:
        RefusedError: The end is too near or too far, or a choice cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    behind = max(-(-(book.today - block.start).days // 7), 0)
    seam = Seam(block.start + WEEK * behind, behind, end)
    own = items_of(book, block)
    free = [item for item in own if _is_free(item, seam, block.race_date, book.today, making)]
    others = [item for item in quick.read_days(book.path, *_reach(block, end)) if item not in free]
    runs = _runs(book, block, making, seam, own=own, others=others, free=free)
    fixed = [item for item in others if item.block_id == block.id and item.date >= seam.first]
    new = [item for item in runs.items if making.keeps_runs or not _is_taken(item, fixed, wanted.race_date)]
    after = replace(wanted, days=(runs.last - block.start).days + 1, phases=runs.phases)
    strength = new_strength(book, after, block, making, seam=seam, calendar=[*others, *new], should_stop=should_stop)
    made = _made_from(making, after, strength.weeks)
    if after.name == making.made.plan:  # a plan's own name goes on telling what the plan is
        after = replace(after, name=made.plan)
    matched = match(free, [*new, *strength.sessions], block.start)
    change = Change(
        _named(block, wanted),
        changed=matched.changed,
        added=matched.added,
        removed=matched.removed,
        blocks=(replace(after, choices={**(block.choices or {}), **write_made_from(made)}),),
        problems=() if strength.problem is None else ((block.id, strength.problem),),
        remarks=tuple(
            dict.fromkeys(
                (
                    _summary(seam, after, matched),
                    *runs.remarks,
                    *_left(fixed),
                    *absence_remarks(new, quick.read_absences(book.path)),
                    *strength.remarks,
                )
            )
        ),
    )
    items = tuple(change.over(own, after.start, after.last))
    return Remade(change, after, items, strength.problem, strength.answer, strength.weeks)


def _named(block: Block, wanted: Block) -> str:
    """What the history calls it."""
    race = wanted.race_date
    if race is None or race == block.race_date:
        return f"re-plan: {wanted.name}"
    return f"re-fit: {wanted.name} to a race on {day_name(race)} {race.year}"


def _reach(block: Block, end: dt.date) -> tuple[dt.date, dt.date]:
    """The days that count: enough before the block for every rule, and after its end as it was or will be."""
    return max(block.start, dt.date(1970, 3, 1)) - 5 * WEEK, max(block.last, end + 8 * WEEK) + 2 * WEEK


def _is_free(item: Workout, seam: Seam, race_date: dt.date | None, today: dt.date, making: Making) -> bool:
    """Whether an item of the block gives way to what is made anew.

    Other races stay on their days; so do notes, cross training and a coach's strength beside a plan of ours.
    """
    if item.state is not State.PLANNED or item.locked or item.date < today:
        return False
    is_goal = is_race(item) and item.date == race_date
    if item.date < seam.first:
        return is_goal
    if is_race(item):
        return is_goal
    if making.made.wish is not None:
        return item.sport in (Sport.RUN, Sport.REST) or _is_ours(item, making)
    return True


def _is_ours(item: Workout, making: Making) -> bool:
    """Whether it is a session that the slotter placed, or would count as one of its own."""
    return (
        making.problem is not None and item.sport is Sport.STRENGTH and item.kind is not None and item.slot is not None
    )


def _is_taken(item: Workout, fixed: Sequence[Workout], race_date: dt.date | None) -> bool:
    """Whether a day holds something that stays, so that a new run or rest day has no place there; the race has."""
    if item.date == race_date:
        return is_race(item) and any(other.date == race_date and is_race(other) for other in fixed)
    return any(
        other.date == item.date and other.sport in (Sport.RUN, Sport.REST, item.sport)
        for other in fixed
        if other.sport is not Sport.STRENGTH
    )


def _runs(
    book: Planbook,
    block: Block,
    making: Making,
    seam: Seam,
    *,
    own: Sequence[Workout],
    others: Sequence[Workout],
    free: Sequence[Workout],
) -> NewRuns:
    wish, choices = making.made.wish, making.made.choices or Choices()
    if making.keeps_runs:
        return NewRuns(tuple(item for item in free if not _is_ours(item, making)), block.last, block.phases)
    if wish is None or (block.race_date is not None and wish.figures.race_m is None):
        plan = [item for item in own if not _is_ours(item, making)]
        return rearranged(block, block.race_date or block.last, seam, plan)
    before = [
        item
        for item in others
        if item.sport is Sport.RUN and item.slot and item.skip_reason is None and item.date < seam.first
    ]
    choices = known_pace(choices, [item for item in before if item.date >= seam.first - 4 * WEEK])
    return generated(block, wish, choices, seam, before=before, unit=quick.read_athlete(book.path).unit)


def _made_from(making: Making, after: Block, weeks: tuple[DoseWeek, ...]) -> MadeFrom:
    """What the block is made from now."""
    wish = making.made.wish
    if wish is None:
        return MadeFrom(making.made.plan, None, making.remembered, weeks)
    wish = dated_wish(wish, after)
    return MadeFrom(wish.name, wish, making.remembered, weeks)


def _summary(seam: Seam, after: Block, matched: Matched) -> str:
    """What becomes of the runs and sessions, and in which weeks."""
    weeks = f"weeks {seam.weeks + 1} to {after.weeks}" if after.weeks > seam.weeks + 1 else f"week {after.weeks}"
    counts = (matched.counted(Sport.RUN, "run"), matched.counted(Sport.STRENGTH, "session"))
    told = "; ".join(part for part in counts if part) or "Nothing else differs"
    return f"{told}: {weeks}, from {day_name(seam.first)} on."


def _left(fixed: Sequence[Workout]) -> tuple[str, ...]:
    """A sentence on what stays in the weeks that are made anew."""
    count = sum(item.sport not in (Sport.REST, Sport.NOTE) for item in fixed)
    if not count:
        return ()
    return ("1 workout there stays as it is.",) if count == 1 else (f"{count} workouts there stay as they are.",)
