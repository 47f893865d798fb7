"""Sessions that come to another half day: without the sled there they are the wall sit alone, with it they get it back.

When the sled is there is what the runner said of the block. What the runner took the sled out of stays without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from planner.store import quick
from planner.training.blocks import Block
from planner.training.formatting import SESSION_TITLES, WALL_SIT_TITLES, format_day
from planner.training.weeks import DAY
from planner.training.workouts import Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from planner.usecases.blocks.options import BlockOptions


class _SledChange(Enum):
    """What became of a session, as it is said of one among others."""

    WALL_SIT_ONLY = "No sled {}: the wall sit alone."
    SLED_AGAIN = "The sled is there {}: it is back."
    NOTHING_LEFT = "No sled {}, and nothing else in the session."


_SINGLE_TEXT = {
    _SledChange.WALL_SIT_ONLY: "No sled: wall sit alone.",
    _SledChange.SLED_AGAIN: "The sled is back.",
    _SledChange.NOTHING_LEFT: "No sled, nothing else in it.",
}
"""Where nothing else changes, the line at the bottom names the place already, and has little room."""
_SEVERAL_TEXT = {
    _SledChange.WALL_SIT_ONLY: "No sled for {} sessions: the wall sits alone.",
    _SledChange.SLED_AGAIN: "{} sessions get the sled back.",
    _SledChange.NOTHING_LEFT: "No sled for {} sessions, and nothing else in them.",
}


def fit_to_sled_availability(book: Planbook, change: Change) -> Change:
    """The change with the sets of every session that comes to another half day as the sled is there, and a remark."""
    moved = _moved_sessions(book, change)
    if not moved:
        return change
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    found: dict[int, tuple[Workout, _SledChange]] = {}
    for workout in moved:
        block = blocks.get(workout.block_id or 0)
        if block is not None and block.provenance and (fit := _fit_session(book, change, workout, block)):
            found[id(workout)] = fit

    def fitted(workouts: Iterable[Workout]) -> tuple[Workout, ...]:
        return tuple(found[id(one)][0] if id(one) in found else one for one in workouts)

    return replace(
        change,
        changed=fitted(change.changed),
        added=fitted(change.added),
        remarks=(*change.remarks, *_remarks(found.values(), alone=len(change.changed) + len(change.added) == 1)),
    )


def _moved_sessions(book: Planbook, change: Change) -> list[Workout]:
    """The sessions still ahead that would stand on a half day on which they do not stand now."""
    sessions = [one for one in change.changed if _is_session(one)]
    standing = quick.read_workouts(book.path, [one.id for one in sessions])
    came = [
        after
        for before, after in zip(standing, sessions, strict=True)
        if (before.date, before.slot) != (after.date, after.slot)
    ]
    return came + [one for one in change.added if _is_session(one)]


def _is_session(workout: Workout) -> bool:
    is_ours = workout.sport is Sport.STRENGTH and workout.kind in list(StrengthKind) and workout.slot is not None
    return is_ours and workout.status is StoredStatus.PLANNED


def _fit_session(book: Planbook, change: Change, workout: Workout, block: Block) -> tuple[Workout, _SledChange] | None:
    """The session as it can be done on its half day; None where it can be done as it is."""
    from planner.training.doses import Dose  # not before a session comes to another day
    from planner.usecases.blocks.stored_options import provenance_from_json

    choices = provenance_from_json(block.provenance).options
    if choices is None or workout.slot is None:
        return None
    has_sled = choices.has_sled(workout.date, workout.slot)
    if has_sled and workout.title in WALL_SIT_TITLES.values() and not workout.planned.sled_m:
        back = _with_sled(book, change, workout, block, choices)
        return (back, _SledChange.SLED_AGAIN) if back.planned.sled_m else None
    if has_sled or not workout.planned.sled_m:
        return None
    alone = Dose(workout.planned).without_sled()
    if not alone.effort.sets:
        return workout, _SledChange.NOTHING_LEFT
    kind = StrengthKind(workout.kind or "")
    title = WALL_SIT_TITLES[kind] if workout.title == SESSION_TITLES[kind] else workout.title
    note = " ".join(filter(None, (workout.note, *alone.remarks)))
    return replace(workout, title=title, planned=alone.effort, note=note), _SledChange.WALL_SIT_ONLY


def _with_sled(book: Planbook, change: Change, workout: Workout, block: Block, options: BlockOptions) -> Workout:
    """The session as its block plans it in the week it was first planned for, within what health allows."""
    from planner.training.safety_gates import restrict_session
    from planner.usecases import screening
    from planner.usecases.blocks.draft_sessions import with_dose
    from planner.usecases.blocks.provenance import dose_weeks_of

    weeks = dose_weeks_of(block)
    number = block.week_index(workout.original_date or workout.date)
    first, last = workout.date - DAY * 4, workout.date
    runs = change.apply_to_workouts(quick.read_days(book.path, first, last), first, last)
    week = weeks[min(max(number, 0), len(weeks) - 1)]
    kind = StrengthKind(workout.kind or "")
    session, _ = with_dose(replace(workout, title=SESSION_TITLES[kind]), kind, week, options, runs)
    return restrict_session(session, screening.active_gates(book))


def _remarks(found: Iterable[tuple[Workout, _SledChange]], *, alone: bool) -> Iterator[str]:
    of: dict[_SledChange, list[Workout]] = {}
    for workout, fit in found:
        of.setdefault(fit, []).append(workout)
    for fit, workouts in of.items():
        if len(workouts) > 1:
            yield _SEVERAL_TEXT[fit].format(len(workouts))
        else:
            yield _SINGLE_TEXT[fit] if alone else fit.value.format(f"{format_day(workouts[0].date)} {workouts[0].slot}")
