"""What a runner has decided about single places of a block: forced, forbidden, locked; the slotter does the rest.

A forced session stands where it is put as long as the block is being drafted. A locked one does so, too, and stays
locked in the calendar. A forbidden place takes no session of that kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.measures import parse_date, quoted
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind


@dataclass(frozen=True, slots=True, order=True)
class PinnedPlacement:
    """Where a session of some kind may stand: a day, its half and the kind."""

    date: dt.date
    slot: Slot
    kind: StrengthKind

    def __str__(self) -> str:
        """As `parse_placements` reads it: ``2027-01-05 pm heavy``."""
        return f"{self.date} {self.slot.value} {self.kind.value}"

    @property
    def text(self) -> str:
        """``heavy Tue 5 Jan pm``."""
        return f"{self.kind.value} {format_day(self.date)} {self.slot.value}"


@dataclass(frozen=True, slots=True)
class Pins:
    """The places decided.

    Attributes:
        forced: Where a session shall stand, in this draft.
        forbidden: Where none of that kind may stand.
        locked: Where one shall stand, and stay in the calendar too.
    """

    forced: frozenset[PinnedPlacement] = field(default_factory=frozenset)
    forbidden: frozenset[PinnedPlacement] = field(default_factory=frozenset)
    locked: frozenset[PinnedPlacement] = field(default_factory=frozenset)

    @property
    def required(self) -> frozenset[PinnedPlacement]:
        """Where a session shall stand."""
        return self.forced | self.locked

    def from_date(self, first: dt.date, taken: frozenset[PinnedPlacement] = frozenset()) -> Pins:
        """Those from a day on; of places that are taken already, none has to be held."""
        forced, forbidden, locked = (frozenset(place for place in kind if place.date >= first) for kind in self._kinds)
        return Pins(forced - taken, forbidden, locked - taken)

    @property
    def _kinds(self) -> tuple[frozenset[PinnedPlacement], ...]:
        return self.forced, self.forbidden, self.locked

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return any(self._kinds)


def parse_placements(text: str, name: str) -> frozenset[PinnedPlacement]:
    """``2027-01-05 pm heavy``, or several of them with commas between; nothing for an empty text.

    Args:
        text: What was typed.
        name: What it is called in a refusal.

    Raises:
        RefusedError: A part is no place.
    """
    return frozenset(_parse_placement(part, name) for part in text.split(",") if part.strip())


def _parse_placement(text: str, name: str) -> PinnedPlacement:
    words = text.lower().split()
    if len(words) != 3:
        raise RefusedError(f"{name} must be a date, am or pm, and a kind, not {quoted(text.strip())}.")
    date = parse_date(words[0], name)
    try:
        return PinnedPlacement(date, Slot(words[1]), StrengthKind(words[2]))
    except ValueError:
        raise RefusedError(
            f"{name} {quoted(text.strip())}: after the date come am or pm, and heavy, moderate or light."
        ) from None


def format_placements(placements: Iterable[PinnedPlacement]) -> str:
    """Places as `parse_placements` reads them, by date."""
    return ", ".join(str(place) for place in sorted(placements))


def toggle(placements: frozenset[PinnedPlacement], placement: PinnedPlacement) -> frozenset[PinnedPlacement]:
    """With a place that was not among them, or without one that was."""
    return placements ^ {placement}


def add_pins(problem: dict[str, Any], block: Block, pins: Pins) -> dict[str, Any]:
    """A block's slotting problem with the places that were decided; those outside the block are left out."""

    def entry(place: PinnedPlacement) -> dict[str, Any]:
        return {"day": (place.date - block.start).days, "slot": place.slot.value, "kind": place.kind.value}

    held = [entry(place) for place in sorted(pins.required) if block.contains(place.date)]
    kept_free = [entry(place) for place in sorted(pins.forbidden) if block.contains(place.date)]
    changed = dict(problem)
    if held:
        changed["locked"] = [*problem.get("locked", []), *held]
    if kept_free:
        changed["unavailable"] = [*problem.get("unavailable", []), *kept_free]
    return changed


def pins_outside_block(block: Block, pins: Pins) -> tuple[str, ...]:
    """A sentence on decided places that the block does not hold; none when it holds them all."""
    lost = sorted(place for place in pins.required | pins.forbidden if not block.contains(place.date))
    if not lost:
        return ()
    named = ", ".join(place.text for place in lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
    return (f"Your choice of place lies outside the block and is left out: {named}.",)
