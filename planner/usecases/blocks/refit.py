"""Re-fitting a block to another race day: the weeks to come are made anew, what is behind stays as it was.

Everything past, done, skipped or locked and the rest of this week stay untouched. From the block's next week on - with
blocks that begin on a Monday that is next Monday, or today if it is one - runs and strength are made for the new race.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.formatting import format_day
from planner.training.rescheduling import move_workout
from planner.training.weeks import WEEK
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.blocks.draft_sessions import absence_remarks
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import ReplanInputs, replan_inputs, with_block_dates
from planner.usecases.blocks.refit_runs import NewRuns, ReplanWindow, generate_runs, rearrange_runs, with_easy_pace
from planner.usecases.blocks.refit_strength import slot_new_strength
from planner.usecases.blocks.stored_options import Provenance, provenance_to_json
from planner.usecases.calendar.shift import future_race_date, workouts_of_block
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


@dataclass(frozen=True, slots=True)
class Replan:
    """A block with its weeks to come made anew.

    Attributes:
        change: What that takes.
        block: The block as it would be.
        workouts: Everything of it as it would be, in calendar order.
        problem: What its slotting was asked; None where it has none.
        answer: What it answered; None likewise.
        dose_weeks: The dose table's row for each week.
    """

    change: Change
    block: Block
    workouts: tuple[Workout, ...]
    problem: dict[str, Any] | None
    answer: Answer | None
    dose_weeks: tuple[DoseWeek, ...]


def plan_refit(book: Planbook, block: Block, race: dt.date) -> Change:
    """The block with its weeks to come made anew for a race on another day; nothing for the day it has.

    Raises:
        RefusedError: It has no race, the race is or would be past, or it would be too near or too far.
    """
    race_date = future_race_date(book, block, race)
    if race == race_date:
        return Change("")
    with quick.read_snapshot(book.path):
        making = replan_inputs(book, block)
        return replan_block(book, block, replace(block, race_date=race), making, target_day=race).change


def replan_block(
    book: Planbook,
    block: Block,
    target: Block,
    inputs: ReplanInputs,
    *,
    target_day: dt.date,
    should_stop: Callable[[], bool] | None = None,
) -> Replan:
    """A block with its weeks to come made anew; what is past, done, skipped or locked stays.

    Args:
        book: The runner's file, clock and settings.
        block: The block as it stands.
        target: The same with the name and the race day it shall have.
        inputs: What it is made from.
        target_day: The day that is planned for: the race day, or the last one where there is no race.
        should_stop: Asked now and then while strength is slotted.

    Raises:
        RefusedError: The end is too near or too far, or a choice cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    behind = max(-(-(book.today - block.start).days // 7), 0)
    seam = ReplanWindow(block.start + WEEK * behind, behind, target_day)
    own = workouts_of_block(book, block)
    free = [item for item in own if _is_replaceable(item, seam, block.race_date, book.today, inputs)]
    others = [item for item in quick.read_days(book.path, *_date_range(block, target_day)) if item not in free]
    runs = _new_runs(book, block, inputs, seam, own=own, others=others, free=free)
    fixed = [item for item in others if item.block_id == block.id and item.date >= seam.first_day]
    new = [item for item in runs.workouts if inputs.keeps_runs or not _is_occupied(item, fixed, target.race_date)]
    after = replace(target, days=(runs.last_day - block.start).days + 1, phases=runs.phases)
    strength = slot_new_strength(
        book, after, block, inputs, window=seam, calendar=[*others, *new], should_stop=should_stop
    )
    made = _new_provenance(inputs, after, strength.dose_weeks)
    if after.name == inputs.provenance.plan_name:  # a plan's own name goes on telling what the plan is
        after = replace(after, name=made.plan_name)
    matched = match_workouts(free, [*new, *strength.sessions], block.start)
    change = Change(
        _operation_name(block, target),
        changed=matched.changed,
        added=matched.added,
        removed=matched.removed,
        blocks=(replace(after, provenance={**(block.provenance or {}), **provenance_to_json(made)}),),
        slotting_problems=() if strength.problem is None else ((block.id, strength.problem),),
        remarks=tuple(
            dict.fromkeys(
                (
                    _summary(seam, after, matched),
                    *runs.remarks,
                    *_fixed_remark(fixed),
                    *absence_remarks(new, quick.read_absences(book.path)),
                    *strength.remarks,
                )
            )
        ),
    )
    items = tuple(change.apply_to_workouts(own, after.start, after.last_day))
    return Replan(change, after, items, strength.problem, strength.answer, strength.dose_weeks)


def _operation_name(block: Block, target: Block) -> str:
    """What the history calls it."""
    race = target.race_date
    if race is None or race == block.race_date:
        return f"re-plan: {target.name}"
    return f"re-fit: {target.name} to a race on {format_day(race)} {race.year}"


def _date_range(block: Block, end: dt.date) -> tuple[dt.date, dt.date]:
    """The days that count: enough before the block for every rule, and after its end as it was or will be."""
    return max(block.start, dt.date(1970, 3, 1)) - 5 * WEEK, max(block.last_day, end + 8 * WEEK) + 2 * WEEK


def _is_replaceable(
    workout: Workout, window: ReplanWindow, race_date: dt.date | None, today: dt.date, inputs: ReplanInputs
) -> bool:
    """Whether an item of the block gives way to what is made anew.

    Other races stay on their days; so do notes, cross training and a coach's strength beside a plan of ours.
    """
    if workout.status is not StoredStatus.PLANNED or workout.locked or workout.date < today:
        return False
    is_goal = workout.is_race and workout.date == race_date
    if workout.date < window.first_day:
        return is_goal
    if workout.is_race:
        return is_goal
    if inputs.provenance.plan_request is not None:
        return workout.sport in (Sport.RUN, Sport.REST) or _is_slotted_session(workout, inputs)
    return True


def _is_slotted_session(workout: Workout, inputs: ReplanInputs) -> bool:
    """Whether it is a session that the slotter placed, or would count as one of its own."""
    return (
        inputs.problem is not None
        and workout.sport is Sport.STRENGTH
        and workout.kind is not None
        and workout.slot is not None
    )


def _is_occupied(workout: Workout, fixed: Sequence[Workout], race_date: dt.date | None) -> bool:
    """Whether a day holds something that stays, so that a new run or rest day has no place there; the race has."""
    if workout.date == race_date:
        return workout.is_race and any(other.date == race_date and other.is_race for other in fixed)
    return any(
        other.date == workout.date and other.sport in (Sport.RUN, Sport.REST, workout.sport)
        for other in fixed
        if other.sport is not Sport.STRENGTH
    )


def _new_runs(
    book: Planbook,
    block: Block,
    inputs: ReplanInputs,
    window: ReplanWindow,
    *,
    own: Sequence[Workout],
    others: Sequence[Workout],
    free: Sequence[Workout],
) -> NewRuns:
    wish, choices = inputs.provenance.plan_request, inputs.provenance.options or BlockOptions()
    if inputs.keeps_runs:
        return NewRuns(
            tuple(item for item in free if not _is_slotted_session(item, inputs)), block.last_day, block.phases
        )
    if wish is None or (block.race_date is not None and wish.settings.race_m is None):
        plan = [item for item in own if not _is_slotted_session(item, inputs)]
        return rearrange_runs(block, block.race_date or block.last_day, window, plan)
    before = [
        item
        for item in others
        if item.sport is Sport.RUN and item.slot and item.skip_reason is None and item.date < window.first_day
    ]
    choices = with_easy_pace(choices, [item for item in before if item.date >= window.first_day - 4 * WEEK])
    return generate_runs(block, wish, choices, window, recent_runs=before, unit=quick.read_runner(book.path).unit)


def _new_provenance(inputs: ReplanInputs, after: Block, weeks: tuple[DoseWeek, ...]) -> Provenance:
    """Return what the block is made from after the change; guessed options are not stored."""
    options = inputs.provenance.options if inputs.has_stored_options else None
    plan_request = inputs.provenance.plan_request
    if plan_request is None:
        return Provenance(inputs.provenance.plan_name, None, options, weeks)
    plan_request = with_block_dates(plan_request, after)
    return Provenance(plan_request.name, plan_request, options, weeks)


def _summary(window: ReplanWindow, after: Block, matched: WorkoutMatch) -> str:
    """What becomes of the runs and sessions, and in which weeks."""
    weeks = (
        f"weeks {window.weeks_before + 1} to {after.weeks}"
        if after.weeks > window.weeks_before + 1
        else f"week {after.weeks}"
    )
    counts = (matched.count_text(Sport.RUN, "run"), matched.count_text(Sport.STRENGTH, "session"))
    told = "; ".join(part for part in counts if part) or "Nothing else differs"
    return f"{told}: {weeks}, from {format_day(window.first_day)} on."


def _fixed_remark(fixed: Sequence[Workout]) -> tuple[str, ...]:
    """A sentence on what stays in the weeks that are made anew."""
    count = sum(item.is_training for item in fixed)
    if not count:
        return ()
    return ("1 workout there stays as it is.",) if count == 1 else (f"{count} workouts there stay as they are.",)


@dataclass(frozen=True, slots=True)
class WorkoutMatch:
    """What becomes of the workouts that gave way, and what is new.

    Attributes:
        unchanged: Those that stand where they stood and ask for what they asked for.
        moved: Those that ask for the same on another day or half of it.
        added: New ones.
        removed: Those that are gone.
        changed: Of those kept and moved the ones in which anything differs, as they will be.
    """

    unchanged: tuple[Workout, ...]
    moved: tuple[Workout, ...]
    added: tuple[Workout, ...]
    removed: tuple[Workout, ...]
    changed: tuple[Workout, ...]

    def count_text(self, sport: Sport, word: str) -> str:
        """``23 runs dropped, 31 added, 4 kept``: of one sport, what becomes of it; empty where there is none of it."""
        groups = (("dropped", self.removed), ("added", self.added), ("moved", self.moved), ("kept", self.unchanged))
        counts = [(sum(one.sport is sport for one in group), name) for name, group in groups]
        found = [(count, name) for count, name in counts if count]
        if not found:
            return ""
        (first, name), *others = found
        words = [f"{first} {word}{'s' * (first != 1)} {name}", *(f"{count} {other}" for count, other in others)]
        return ", ".join(words)


def match_workouts(existing: Sequence[Workout], wanted: Sequence[Workout], start: dt.date) -> WorkoutMatch:
    """Match what shall stand with what stands.

    Args:
        existing: What gives way.
        wanted: What shall stand there; one that carries a number is that workout.
        start: The block's first day: a workout that moves within its week stays the same one.
    """
    left = {item.id: item for item in existing}
    kept: list[Workout] = []
    went: list[Workout] = []
    open_ones = list(wanted)
    same: tuple[tuple[Callable[[Workout], Hashable], list[Workout]], ...] = (
        (lambda item: (_place_key(item), _content_key(item)), kept),
        (lambda item: item.id or object(), went),
        (lambda item: ((item.date - start).days // 7, _content_key(item)), went),
    )
    for key, found in same:
        pairs, open_ones = _pair_by(left, open_ones, key)
        for before, after in pairs:
            found.append(_update(before, after))
            del left[before.id]
    new = tuple(replace(item, id=0, version=0, original_date=None) for item in open_ones)
    before_of = {item.id: item for item in existing}
    return WorkoutMatch(
        tuple(kept),
        tuple(went),
        new,
        tuple(left.values()),
        tuple(item for item in (*kept, *went) if item != before_of[item.id]),
    )


def _pair_by(
    existing: dict[int, Workout], wanted: Iterable[Workout], key: Callable[[Workout], Hashable]
) -> tuple[list[tuple[Workout, Workout]], list[Workout]]:
    """What stands with what is wanted where both are the same by a key, and what is wanted besides."""
    there: defaultdict[Hashable, list[Workout]] = defaultdict(list)
    for item in existing.values():
        there[key(item)].append(item)
    pairs: list[tuple[Workout, Workout]] = []
    others: list[Workout] = []
    for item in wanted:
        found = there[key(item)]
        if found:
            pairs.append((found.pop(0), item))
        else:
            others.append(item)
    return pairs, others


def _place_key(workout: Workout) -> Hashable:
    return workout.date, workout.slot


def _content_key(workout: Workout) -> Hashable:
    planned = workout.planned
    return workout.sport, workout.kind, planned.distance_m, planned.duration_s, planned.sets


def _update(before: Workout, after: Workout) -> Workout:
    """What stands, as it shall be: under its number, with what the runner has noted."""
    there = before if _place_key(before) == _place_key(after) else move_workout(before, after.date)
    start, reason = (before.start, before.reason) if there is before else (after.start, None)
    return replace(
        there,
        slot=after.slot,
        start=start,
        title=after.title,
        planned=after.planned,
        estimated=after.estimated,
        reason=after.reason or reason,
        note=after.note or before.note,
        locked=before.locked or after.locked,
    )
