"""Planning the coming weeks of a block again, for example for another race day, while the past stays as it is.

Workouts that are past, done, skipped or locked stay, and so does the rest of this week. Runs and strength are planned
again from the block's next week on; for a block that begins on a Monday that is next Monday, or today on a Monday.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block
from planner.training.dose_tables import DoseWeek
from planner.training.formatting import format_day, format_day_and_year
from planner.training.leg_load import is_of_own_exercises
from planner.training.race_weekends import find_weekend_long_run
from planner.training.rescheduling import move_with_plan
from planner.training.weeks import WEEK
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases.blocks.availability import StartTimes
from planner.usecases.blocks.busy_runs import keep_runs_clear
from planner.usecases.blocks.draft_sessions import absence_remarks
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.provenance import ReplanInputs, replan_inputs, with_block_dates
from planner.usecases.blocks.refit_runs import NewRuns, ReplanWindow, generate_runs, rearrange_runs, with_easy_pace
from planner.usecases.blocks.refit_strength import slot_new_strength
from planner.usecases.blocks.stored_options import Provenance, provenance_to_json
from planner.usecases.calendar.shift import future_race_date, workouts_of_block
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_busy_days
from planner.usecases.strength.follow_log import follow_all


@dataclass(frozen=True, slots=True)
class Replan:
    """A block with its coming weeks planned again.

    Attributes:
        change: The change that makes it so.
        block: The block as it would be.
        workouts: All its workouts as they would be, in calendar order.
        problem: Its slotting problem; None if its strength is not slotted.
        answer: The slotter's answer; None likewise.
        dose_weeks: The dose table's row for each week.
    """

    change: Change
    block: Block
    workouts: tuple[Workout, ...]
    problem: dict[str, Any] | None
    answer: Answer | None
    dose_weeks: tuple[DoseWeek, ...]


def plan_refit(book: Planbook, block: Block, race: dt.date) -> Change:
    """Plan the coming weeks of a block for a race on another day. The current race day gives an empty change.

    Raises:
        RefusedError: It has no race, the race is or would be past, or it would be too near or too far.
    """
    race_date = future_race_date(book, block, race)
    if race == race_date:
        return Change("")
    with quick.read_snapshot(book.path):
        inputs = replan_inputs(book, block)
        return replan_block(book, block, replace(block, race_date=race), inputs, target_day=race).change


def replan_block(
    book: Planbook,
    block: Block,
    target: Block,
    inputs: ReplanInputs,
    *,
    target_day: dt.date,
    should_stop: Callable[[], bool] | None = None,
) -> Replan:
    """Plan the coming weeks of a block again; workouts that are past, done, skipped or locked stay.

    Args:
        book: The runner's file, clock and settings.
        block: The stored block.
        target: The block with its new name and race date.
        inputs: What the weeks are planned from.
        target_day: The day that is planned for: the race day, or the last day if there is no race.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        RefusedError: The target day is too near or too far, or an option cannot be met.
        SearchStopped: ``should_stop`` answered yes.
    """
    weeks_before = max(-(-(book.today - block.start).days // 7), 0)
    window = ReplanWindow(block.start + WEEK * weeks_before, weeks_before, target_day)
    own = workouts_of_block(book, block)
    free = [workout for workout in own if _is_replaceable(workout, window, block.race_date, book.today, inputs)]
    others = [workout for workout in quick.read_days(book.path, *_date_range(block, target_day)) if workout not in free]
    runs = _new_runs(book, block, inputs, window, own=own, others=others, free=free)
    fixed = [workout for workout in others if workout.block_id == block.id and workout.date >= window.first_day]
    new = [run for run in runs.workouts if inputs.keeps_runs or not _is_occupied(run, fixed, target.race_date)]
    races = [workout for workout in fixed if workout.is_race and workout.is_open and workout.date != target.race_date]
    replaced = [found for race in races if (found := find_weekend_long_run(race, new))]
    new = [run for run in new if inputs.keeps_runs or run not in replaced]
    after = replace(target, days=(runs.last_day - block.start).days + 1, phases=runs.phases)
    busy_remarks: tuple[str, ...] = ()
    if not inputs.keeps_runs:
        start_times = inputs.provenance.options.start_times if inputs.provenance.options else StartTimes()
        busy = read_busy_days(book, window.first_day, after.last_day)
        clear, busy_remarks = keep_runs_clear(new, busy, start_times)
        new = list(clear)
    strength = slot_new_strength(
        book,
        after,
        block,
        inputs,
        window=window,
        calendar=[*others, *new],
        step_back_weeks=runs.step_back_weeks,
        should_stop=should_stop,
    )
    provenance = _new_provenance(inputs, after, strength.dose_weeks)
    if after.name == inputs.provenance.plan_name:  # a block named after its plan follows the plan's new name
        after = replace(after, name=provenance.plan_name)
    matched = match_workouts(free, [*new, *strength.sessions], block.start)
    away = absence_remarks(new, quick.read_absences(book.path))
    remarks = (
        _summary(window, after, matched),
        *runs.remarks,
        *_fixed_remark(fixed),
        *away,
        *busy_remarks,
        *strength.remarks,
    )
    change = Change(
        _operation_name(block, target),
        changed=matched.changed,
        added=matched.added,
        removed=matched.removed,
        blocks=(replace(after, provenance={**(block.provenance or {}), **provenance_to_json(provenance)}),),
        slotting_problems=() if strength.problem is None else ((block.id, strength.problem),),
        remarks=tuple(dict.fromkeys(remarks)),
    )
    change = follow_all(book, change)  # the new sessions have the table's doses, and the log decides
    workouts = tuple(change.apply_to_workouts(own, after.start, after.last_day))
    return Replan(change, after, workouts, strength.problem, strength.answer, strength.dose_weeks)


def _operation_name(block: Block, target: Block) -> str:
    """Return what the history calls the change."""
    race = target.race_date
    if race is None or race == block.race_date:
        return f"re-plan: {target.name}"
    return f"re-fit: {target.name} to a race on {format_day_and_year(race)}"


def _date_range(block: Block, end: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days that matter: enough before the block for every rule, and after its old and new end."""
    return max(block.start, dt.date(1970, 3, 1)) - 5 * WEEK, max(block.last_day, end + 8 * WEEK) + 2 * WEEK


def _is_replaceable(
    workout: Workout, window: ReplanWindow, race_date: dt.date | None, today: dt.date, inputs: ReplanInputs
) -> bool:
    """Return whether a workout of the block is replaced by newly planned ones.

    Races other than the goal stay on their days. If the runs are generated, notes, cross training and a coach's
    strength stay as well.
    """
    if workout.status is not StoredStatus.PLANNED or workout.locked or workout.date < today:
        return False
    is_goal = workout.is_race and workout.date == race_date
    if workout.date < window.first_day or workout.is_race:
        return is_goal
    if inputs.provenance.plan_request is not None:
        return workout.sport in (Sport.RUN, Sport.REST) or _is_slotted_session(workout, inputs)
    return True


def _is_slotted_session(workout: Workout, inputs: ReplanInputs) -> bool:
    """Return whether the slotter placed a workout, or would place it again.

    A session of the runner's own exercises only is none of its sessions, and stays.
    """
    has_place = workout.kind is not None and workout.slot is not None and not is_of_own_exercises(workout)
    return inputs.problem is not None and workout.sport is Sport.STRENGTH and has_place


def _is_occupied(workout: Workout, fixed: Sequence[Workout], race_date: dt.date | None) -> bool:
    """Return whether a day has a workout that stays and leaves no room for this one. The race always has room."""
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
    plan_request, options = inputs.provenance.plan_request, inputs.provenance.options or BlockOptions()
    if inputs.keeps_runs:
        kept = tuple(workout for workout in free if not _is_slotted_session(workout, inputs))
        return NewRuns(kept, block.last_day, block.phases)
    if plan_request is None or (block.race_date is not None and plan_request.settings.race_m is None):
        plan = [workout for workout in own if not _is_slotted_session(workout, inputs)]
        return rearrange_runs(block, block.race_date or block.last_day, window, plan)
    runs = [
        run
        for run in others
        if run.sport is Sport.RUN and run.slot and run.skip_reason is None and run.date < window.first_day
    ]
    runner = quick.read_runner(book.path)
    recent = [run for run in runs if run.date >= window.first_day - 4 * WEEK]
    options = with_easy_pace(options, runner.easy_pace_s_per_km, recent)
    return generate_runs(block, plan_request, options, window, recent_runs=runs, unit=runner.unit)


def _new_provenance(inputs: ReplanInputs, after: Block, weeks: tuple[DoseWeek, ...]) -> Provenance:
    """Return what the block is made from after the change; guessed options are not stored."""
    options = inputs.provenance.options if inputs.has_stored_options else None
    plan_request = inputs.provenance.plan_request
    if plan_request is None:
        return Provenance(inputs.provenance.plan_name, None, options, weeks)
    plan_request = with_block_dates(plan_request, after)
    return Provenance(plan_request.name, plan_request, options, weeks)


def _summary(window: ReplanWindow, after: Block, matched: WorkoutMatch) -> str:
    """Return a sentence on what changes for runs and sessions, and in which weeks."""
    first, last = window.weeks_before + 1, after.weeks
    weeks = f"weeks {first} to {last}" if last > first else f"week {last}"
    counts = (matched.count_text(Sport.RUN, "run"), matched.count_text(Sport.STRENGTH, "session"))
    changes = "; ".join(part for part in counts if part) or "Nothing else differs"
    return f"{changes}: {weeks}, from {format_day(window.first_day)} on."


def _fixed_remark(fixed: Sequence[Workout]) -> tuple[str, ...]:
    """Return a sentence on what stays in the weeks that are planned again."""
    count = sum(workout.is_training for workout in fixed)
    if not count:
        return ()
    return ("1 workout there stays as it is.",) if count == 1 else (f"{count} workouts there stay as they are.",)


@dataclass(frozen=True, slots=True)
class WorkoutMatch:
    """The replaceable workouts matched with the new ones.

    Attributes:
        unchanged: Workouts with the same content at the same time.
        moved: Workouts with the same content at another time.
        added: New workouts.
        removed: Workouts without a match.
        changed: The unchanged and moved workouts in which anything differs, as they will be.
    """

    unchanged: tuple[Workout, ...]
    moved: tuple[Workout, ...]
    added: tuple[Workout, ...]
    removed: tuple[Workout, ...]
    changed: tuple[Workout, ...]

    def count_text(self, sport: Sport, word: str) -> str:
        """Return what changes for a sport: ``23 runs dropped, 31 added, 4 kept``; empty without such workouts."""
        groups = (("dropped", self.removed), ("added", self.added), ("moved", self.moved), ("kept", self.unchanged))
        all_counts = [(sum(workout.sport is sport for workout in group), name) for name, group in groups]
        counts = [(count, name) for count, name in all_counts if count]
        if not counts:
            return ""
        (first, name), *others = counts
        return ", ".join([f"{format_count(first, word)} {name}", *(f"{count} {other}" for count, other in others)])


def match_workouts(existing: Sequence[Workout], wanted: Sequence[Workout], start: dt.date) -> WorkoutMatch:
    """Match new workouts with existing ones, so that a workout keeps its number where possible.

    Args:
        existing: The workouts to replace.
        wanted: The new workouts; one with a number is the existing workout of that number.
        start: The block's first day: a workout that moves within a week of the block stays the same workout.
    """
    left = {workout.id: workout for workout in existing}
    unchanged: list[Workout] = []
    moved: list[Workout] = []
    unmatched = list(wanted)
    criteria: tuple[tuple[Callable[[Workout], Hashable], list[Workout]], ...] = (
        (lambda workout: (_place_key(workout), _content_key(workout)), unchanged),
        (lambda workout: workout.id or object(), moved),  # an object is equal to nothing else, so 0 matches nothing
        (lambda workout: ((workout.date - start).days // 7, _content_key(workout)), moved),
    )
    for key, matched in criteria:
        pairs, unmatched = _pair_by(left, unmatched, key)
        for before, after in pairs:
            matched.append(_update(before, after))
            del left[before.id]
    return WorkoutMatch(
        tuple(unchanged),
        tuple(moved),
        added=tuple(replace(workout, id=0, version=0, original_date=None, plan_date=None) for workout in unmatched),
        removed=tuple(left.values()),
        changed=tuple(workout for workout in (*unchanged, *moved) if workout not in existing),
    )


def _pair_by(
    existing: dict[int, Workout], wanted: Iterable[Workout], key: Callable[[Workout], Hashable]
) -> tuple[list[tuple[Workout, Workout]], list[Workout]]:
    """Return the pairs of existing and wanted workouts with the same key, and the wanted ones without a pair."""
    by_key: defaultdict[Hashable, list[Workout]] = defaultdict(list)
    for workout in existing.values():
        by_key[key(workout)].append(workout)
    pairs: list[tuple[Workout, Workout]] = []
    unpaired: list[Workout] = []
    for workout in wanted:
        candidates = by_key[key(workout)]
        if candidates:
            pairs.append((candidates.pop(0), workout))
        else:
            unpaired.append(workout)
    return pairs, unpaired


def _place_key(workout: Workout) -> Hashable:
    return workout.date, workout.slot


def _content_key(workout: Workout) -> Hashable:
    planned = workout.planned
    return workout.sport, workout.kind, planned.distance_m, planned.duration_s, planned.sets


def _update(before: Workout, after: Workout) -> Workout:
    """Return an existing workout with the content of a new one; its number, lock and note stay."""
    stays = _place_key(before) == _place_key(after)
    start, reason = (before.start, before.reason) if stays else (after.start, None)
    if stays and after.sport is Sport.STRENGTH:  # a run that has come into this half is before the session
        start = max(before.start or "", after.start or "") or None
    return replace(
        before if stays else move_with_plan(before, after.date),
        slot=after.slot,
        start=start,
        title=after.title,
        planned=after.planned,
        estimated=after.estimated,
        reason=after.reason or reason,
        note=after.note or before.note,
        locked=before.locked or after.locked,
    )
