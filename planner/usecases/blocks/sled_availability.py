"""Sessions that move to another half day: without a sled they become the wall sit alone, with one they get it back.

The sled times are those of the block's options. A session from which the runner removed the sled stays without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from planner.store import quick
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.weeks import DAY
from planner.training.workout_names import with_title_of_sets
from planner.training.workouts import Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from planner.usecases.blocks.options import BlockOptions


class _SledChange(Enum):
    """How a session changes, as a remark on one of several workouts."""

    WALL_SIT_ONLY = "No sled {}: the wall sit alone."
    SLED_AGAIN = "The sled is there {}: it is back."
    NOTHING_LEFT = "No sled {}, and nothing else in the session."


_SINGLE_TEXT = {
    _SledChange.WALL_SIT_ONLY: "No sled: wall sit alone.",
    _SledChange.SLED_AGAIN: "The sled is back.",
    _SledChange.NOTHING_LEFT: "No sled, nothing else in it.",
}
"""The remarks where nothing else changes: the status line names the place already and has little room."""
_SEVERAL_TEXT = {
    _SledChange.WALL_SIT_ONLY: "No sled for {} sessions: the wall sits alone.",
    _SledChange.SLED_AGAIN: "{} sessions get the sled back.",
    _SledChange.NOTHING_LEFT: "No sled for {} sessions, and nothing else in them.",
}


def fit_to_sled_availability(book: Planbook, change: Change) -> Change:
    """Return a change with the sets of its moved sessions fitted to the sled times, and a remark on that."""
    moved = _moved_sessions(book, change)
    if not moved:
        return change
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    fits: dict[int, tuple[Workout, _SledChange]] = {}  # by object identity: added workouts have no number yet
    for workout in moved:
        block = blocks.get(workout.block_id or 0)
        if block is not None and block.provenance and (fit := _fit_session(book, change, workout, block)):
            fits[id(workout)] = fit

    def fitted(workouts: Iterable[Workout]) -> tuple[Workout, ...]:
        return tuple(fits[id(one)][0] if id(one) in fits else one for one in workouts)

    return replace(
        change,
        changed=fitted(change.changed),
        added=fitted(change.added),
        remarks=(*change.remarks, *_remarks(fits.values(), alone=len(change.changed) + len(change.added) == 1)),
    )


def _moved_sessions(book: Planbook, change: Change) -> list[Workout]:
    """Return the planned sessions that a change adds or moves to another half day."""
    sessions = [one for one in change.changed if _is_session(one)]
    stored = quick.read_workouts(book.path, [session.id for session in sessions])
    moved = [
        after
        for before, after in zip(stored, sessions, strict=True)
        if (before.date, before.slot) != (after.date, after.slot)
    ]
    return moved + [one for one in change.added if _is_session(one)]


def _is_session(workout: Workout) -> bool:
    is_ours = workout.sport is Sport.STRENGTH and workout.kind in list(StrengthKind) and workout.slot is not None
    return is_ours and workout.status is StoredStatus.PLANNED


def _fit_session(book: Planbook, change: Change, workout: Workout, block: Block) -> tuple[Workout, _SledChange] | None:
    """Return the session fitted to its half day, and how it changes; None if it can stay as it is."""
    from planner.training.doses import NO_SLED_NOTE, Dose  # late: only needed when a session moves
    from planner.usecases.blocks.stored_options import provenance_from_json

    options = provenance_from_json(block.provenance).options
    if options is None or workout.slot is None:
        return None
    has_sled = options.has_sled(workout.date, workout.slot)
    if has_sled and NO_SLED_NOTE in workout.note and not workout.planned.sled_m:
        back = _with_sled(book, change, workout, block, options)
        return (back, _SledChange.SLED_AGAIN) if back.planned.sled_m else None
    if has_sled or not workout.planned.sled_m:
        return None
    alone = Dose(workout.planned).without_sled()
    if not alone.effort.sets:
        return workout, _SledChange.NOTHING_LEFT
    note = " ".join(filter(None, (workout.note, *alone.remarks)))
    return with_title_of_sets(replace(workout, planned=alone.effort, note=note)), _SledChange.WALL_SIT_ONLY


def _with_sled(book: Planbook, change: Change, workout: Workout, block: Block, options: BlockOptions) -> Workout:
    """Return the session with the sets of its original week in the block, within the safety gates."""
    from planner.training.safety_gates import restrict_session
    from planner.usecases import screening
    from planner.usecases.blocks.draft_sessions import with_dose
    from planner.usecases.blocks.stored_doses import dose_weeks_of

    weeks = dose_weeks_of(block)
    number = block.week_index(workout.plan_day)
    first, last = workout.date - DAY * 4, workout.date
    runs = change.apply_to_workouts(quick.read_days(book.path, first, last), first, last)
    week = min(max(number, 0), len(weeks) - 1)
    session, _ = with_dose(workout, weeks, week, options, runs)
    return restrict_session(session, screening.active_gates(book))


def _remarks(fits: Iterable[tuple[Workout, _SledChange]], *, alone: bool) -> Iterator[str]:
    by_change: dict[_SledChange, list[Workout]] = {}
    for workout, fit in fits:
        by_change.setdefault(fit, []).append(workout)
    for fit, workouts in by_change.items():
        if len(workouts) > 1:
            yield _SEVERAL_TEXT[fit].format(len(workouts))
        else:
            yield _SINGLE_TEXT[fit] if alone else fit.value.format(f"{format_day(workouts[0].date)} {workouts[0].slot}")
