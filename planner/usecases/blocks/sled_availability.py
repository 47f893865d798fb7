"""Sessions that come to another half day: without the sled there they are the wall sit alone, with it they get it back.

When the sled is there is what the runner said of the block. What the runner took the sled out of stays without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from planner.store import quick
from planner.training.blocks import Block
from planner.training.weeks import DAY
from planner.training.wording import SESSION_TITLES, SIT_TITLES, day_name
from planner.training.workouts import Sport, State, StrengthKind, Workout
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook


class _Fit(Enum):
    """What became of a session, as it is said of one among others."""

    ALONE = "No sled {}: the wall sit alone."
    BACK = "The sled is there {}: it is back."
    STUCK = "No sled {}, and nothing else in the session."


_OF_ONE = {
    _Fit.ALONE: "No sled: wall sit alone.",
    _Fit.BACK: "The sled is back.",
    _Fit.STUCK: "No sled, nothing else in it.",
}
"""Where nothing else changes, the line at the bottom names the place already, and has little room."""
_OF_SEVERAL = {
    _Fit.ALONE: "No sled for {} sessions: the wall sits alone.",
    _Fit.BACK: "{} sessions get the sled back.",
    _Fit.STUCK: "No sled for {} sessions, and nothing else in them.",
}


def minding_the_sled(book: Planbook, change: Change) -> Change:
    """The change with the sets of every session that comes to another half day as the sled is there, and a remark."""
    came = _coming(book, change)
    if not came:
        return change
    blocks = {block.id: block for block in quick.read_blocks(book.path)}
    found: dict[int, tuple[Workout, _Fit]] = {}
    for workout in came:
        block = blocks.get(workout.block_id or 0)
        if block is not None and block.choices and (fit := _fitted(book, change, workout, block)):
            found[id(workout)] = fit

    def fitted(workouts: Iterable[Workout]) -> tuple[Workout, ...]:
        return tuple(found[id(one)][0] if id(one) in found else one for one in workouts)

    return replace(
        change,
        changed=fitted(change.changed),
        added=fitted(change.added),
        remarks=(*change.remarks, *_remarks(found.values(), alone=len(change.changed) + len(change.added) == 1)),
    )


def _coming(book: Planbook, change: Change) -> list[Workout]:
    """The sessions still ahead that would stand on a half day on which they do not stand now."""
    sessions = [one for one in change.changed if _is_session(one)]
    standing = quick.read_items(book.path, [one.id for one in sessions])
    came = [
        after
        for before, after in zip(standing, sessions, strict=True)
        if (before.date, before.slot) != (after.date, after.slot)
    ]
    return came + [one for one in change.added if _is_session(one)]


def _is_session(workout: Workout) -> bool:
    is_ours = workout.sport is Sport.STRENGTH and workout.kind in list(StrengthKind) and workout.slot is not None
    return is_ours and workout.state is State.PLANNED


def _fitted(book: Planbook, change: Change, workout: Workout, block: Block) -> tuple[Workout, _Fit] | None:
    """The session as it can be done on its half day; None where it can be done as it is."""
    from planner.training.doses import Dose  # not before a session comes to another day
    from planner.usecases.blocks.stored_options import read_made_from

    choices = read_made_from(block.choices).choices
    if choices is None or workout.slot is None:
        return None
    has_sled = choices.has_sled(workout.date, workout.slot)
    if has_sled and workout.title in SIT_TITLES.values() and not workout.planned.sled_m:
        back = _with_sled(book, change, workout, block)
        return (back, _Fit.BACK) if back.planned.sled_m else None
    if has_sled or not workout.planned.sled_m:
        return None
    alone = Dose(workout.planned).without_sled()
    if not alone.effort.sets:
        return workout, _Fit.STUCK
    kind = StrengthKind(workout.kind or "")
    title = SIT_TITLES[kind] if workout.title == SESSION_TITLES[kind] else workout.title
    note = " ".join(filter(None, (workout.note, *alone.remarks)))
    return replace(workout, title=title, planned=alone.effort, note=note), _Fit.ALONE


def _with_sled(book: Planbook, change: Change, workout: Workout, block: Block) -> Workout:
    """The session as its block plans it in the week it was first planned for, within what health allows."""
    from planner.training.doses import dose_weeks
    from planner.training.safety import guarded
    from planner.usecases import screening
    from planner.usecases.blocks.draft_sessions import dosed
    from planner.usecases.blocks.stored_options import read_made_from

    made = read_made_from(block.choices)
    assert made.choices is not None
    weeks = made.weeks
    if len(weeks) != block.weeks:
        race = (block.race_date - block.start).days // 7 if block.race_date else None
        weeks = dose_weeks(block.weeks, race, in_season=made.choices.in_season)
    number = ((workout.original_date or workout.date) - block.start).days // 7
    first, last = workout.date - DAY * 4, workout.date
    runs = change.over(quick.read_days(book.path, first, last), first, last)
    week = weeks[min(max(number, 0), len(weeks) - 1)]
    kind = StrengthKind(workout.kind or "")
    session, _ = dosed(replace(workout, title=SESSION_TITLES[kind]), kind, week, made.choices, runs)
    return guarded(session, screening.gates(book))


def _remarks(found: Iterable[tuple[Workout, _Fit]], *, alone: bool) -> Iterator[str]:
    of: dict[_Fit, list[Workout]] = {}
    for workout, fit in found:
        of.setdefault(fit, []).append(workout)
    for fit, workouts in of.items():
        if len(workouts) > 1:
            yield _OF_SEVERAL[fit].format(len(workouts))
        else:
            yield _OF_ONE[fit] if alone else fit.value.format(f"{day_name(workouts[0].date)} {workouts[0].slot}")
