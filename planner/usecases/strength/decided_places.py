"""Places that the runner decides in a stored block: strength is forced to a half day, or forbidden there.

A forced place has a session that is locked. A forbidden one is stored with what the block is planned from, as where the
builder forbids it, so that every later placing of strength keeps it free.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from planner.invocation import program
from planner.store import quick
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day_and_year
from planner.training.leg_load import counted_kind
from planner.training.refusal import RefusedError
from planner.training.rescheduling import move_by_hand
from planner.training.workouts import Slot, Sport, StrengthKind, Workout
from planner.usecases.blocks.pins import PinnedPlacement, Pins, add_pins
from planner.usecases.blocks.slotting_problem import anchor_of, is_movable
from planner.usecases.blocks.stored_options import provenance_from_json, provenance_to_json
from planner.usecases.calendar.edit import add_to_block
from planner.usecases.changes import Change
from planner.usecases.history.reversals import plan_leave_place_again
from planner.usecases.planbook import Planbook


def plan_forbid(book: Planbook, day: dt.date, slot: Slot, *, off: bool = False) -> Change:
    """Forbid strength on a half day of a block, or allow it again. A session that is there is offered another place.

    Args:
        book: The runner's file, clock and settings.
        day: The day.
        slot: The half of the day.
        off: Whether strength is allowed there again.

    Raises:
        RefusedError: The day is past or in no block, or the strength of its block is not slotted.
    """
    block, problem = _slotted_block(book, day, "forbidden")
    places = frozenset(PinnedPlacement(day, slot, kind) for kind in StrengthKind)
    forbidden = _forbidden_places(block, problem)
    kept = forbidden - places if off else forbidden | places
    where = f"{format_day_and_year(day)} {slot}"
    if kept == forbidden:
        return Change("", remarks=(f"{where} is {'not forbidden' if off else 'forbidden already'}.",))
    return Change(
        f"{'allow' if off else 'forbid'}: strength on {where}",
        blocks=_with_forbidden(block, kept),
        slotting_problems=((block.id, _problem_with_forbidden(block, problem, forbidden, kept)),),
        decided_days=(day,),
    )


def plan_force(
    book: Planbook,
    day: dt.date,
    slot: Slot,
    kind: StrengthKind,
    *,
    off: bool = False,
    number: int | None = None,
) -> Change:
    """Force a session of a kind to a half day of a block and lock it there, or leave it to the slotter again.

    The nearest session of the kind in that week moves there; where the week has none, one is added. Left to the slotter
    before anything else is changed, it is again where it was.

    Args:
        book: The runner's file, clock and settings.
        day: The day.
        slot: The half of the day.
        kind: The kind of the session.
        off: Whether the session there is unlocked.
        number: The number of the session that moves there, locked or not; None for the nearest that may move.

    Raises:
        RefusedError: The day is past or in no block, the strength of its block is not slotted, strength is forbidden
            there, or no session is locked there that could be left to the slotter.
    """
    block, problem = _slotted_block(book, day, "forced")
    place = PinnedPlacement(day, slot, kind)
    where = f"{format_day_and_year(day)} {slot}"
    sessions = [one for one in _sessions_of_week(book, block, day) if counted_kind(one) is kind]
    there = next((one for one in sessions if (one.date, one.slot) == (day, slot) and one.is_open), None)
    if off:
        if there is None or not there.locked:
            raise RefusedError(f"No {kind} session is forced to {where}.")
        name = f"leave to the slotter: {kind} {where}"
        again = plan_leave_place_again(book, there) or Change("", changed=(replace(there, locked=False),))
        return replace(again, name=name, decided_days=(day,))
    if place in _forbidden_places(block, problem):
        raise RefusedError(f'Strength is forbidden on {where}: "{program()} forbid {day} {slot} --off" allows it.')
    if there is not None and there.locked:
        return Change("", remarks=(f"The {kind} session is forced to {where} already.",))
    name = f"force: {kind} to {where}"
    free = [one for one in sessions if is_movable(one, block, book.today)]
    named = next((one for one in sessions if one.id == number and one.is_open), None)
    nearest = there or named or min(free, key=lambda one: (abs(one.date - day), one.date), default=None)
    start = anchor_of(problem, slot)
    if nearest is None:
        new = Workout(day, Sport.STRENGTH, kind, "", slot=slot, start=start, locked=True)
        return replace(add_to_block(book, new), name=name, decided_days=(day,))
    moved = replace(move_by_hand(nearest, day), locked=True)
    if nearest.slot is not slot:
        moved = replace(moved, slot=slot, start=start)
    return Change(name, changed=(moved,), decided_days=(day,))


def _slotted_block(book: Planbook, day: dt.date, decided: str) -> tuple[Block, dict[str, Any]]:
    """Return the block that a day is in, and its slotting problem."""
    if day < book.today:
        raise RefusedError(f"{format_day_and_year(day)} is past: only places that are ahead can be {decided}.")
    block = block_on(quick.read_blocks(book.path), day)
    if block is None:
        raise RefusedError(f"{format_day_and_year(day)} is in no block: only places of a block can be {decided}.")
    stored = quick.read_slotting(book.path, block.id)
    if stored is None:
        raise RefusedError(f"The strength of {block.name} is not slotted, so none of its places can be {decided}.")
    problem: dict[str, Any] = json.loads(stored[0])
    return block, problem


def _sessions_of_week(book: Planbook, block: Block, day: dt.date) -> list[Workout]:
    first = block.start + dt.timedelta(weeks=block.week_index(day))
    return quick.read_days(book.path, first, first + dt.timedelta(days=6), Sport.STRENGTH)


def _forbidden_places(block: Block, problem: dict[str, Any]) -> frozenset[PinnedPlacement]:
    """Return the forbidden places of a block: those of its options; of its problem, where none were stored."""
    options = provenance_from_json(block.provenance).options
    if options is not None:
        return options.pins.forbidden
    return frozenset(
        PinnedPlacement(block.start + dt.timedelta(days=entry["day"]), Slot(entry["slot"]), StrengthKind(entry["kind"]))
        for entry in problem.get("unavailable", [])
        if entry.keys() == {"day", "slot", "kind"}
    )


def _with_forbidden(block: Block, forbidden: frozenset[PinnedPlacement]) -> tuple[Block, ...]:
    """Return the block with the places forbidden in its options; nothing where it has none stored."""
    provenance = provenance_from_json(block.provenance)
    if provenance.options is None:
        return ()
    options = replace(provenance.options, pins=replace(provenance.options.pins, forbidden=forbidden))
    document = provenance_to_json(replace(provenance, options=options))
    return (replace(block, provenance={**(block.provenance or {}), **document}),)


def _problem_with_forbidden(
    block: Block, problem: dict[str, Any], before: frozenset[PinnedPlacement], after: frozenset[PinnedPlacement]
) -> dict[str, Any]:
    """Return a block's problem with other places forbidden."""
    allowed = add_pins({}, block, Pins(forbidden=before - after)).get("unavailable", [])
    open_again = {**problem, "unavailable": [one for one in problem.get("unavailable", []) if one not in allowed]}
    return add_pins(open_again, block, Pins(forbidden=after - before))
