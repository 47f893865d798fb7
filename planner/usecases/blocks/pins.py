"""Pins: the placements of a block that the runner decides, and that the slotter plans around.

A forced placement gets a session as long as the block is drafted. A locked one does as well, and the session is locked
in the calendar. A forbidden placement gets no session of that kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from planner.text import join_first
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.measures import parse_date, quoted
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind


@dataclass(frozen=True, slots=True, order=True)
class PinnedPlacement:
    """A placement of a session: a date, a half of the day and a kind."""

    date: dt.date
    slot: Slot
    kind: StrengthKind

    def __str__(self) -> str:
        """Format it as `parse_placements` reads it: ``2027-01-05 pm heavy``."""
        return f"{self.date} {self.slot.value} {self.kind.value}"

    @property
    def text(self) -> str:
        """The placement in a sentence: ``heavy Tue 5 Jan pm``."""
        return f"{self.kind.value} {format_day(self.date)} {self.slot.value}"


@dataclass(frozen=True, slots=True)
class Pins:
    """The pinned placements of a block.

    Attributes:
        forced: Placements that get a session in this draft.
        forbidden: Placements that get none.
        locked: Placements that get a session which is locked in the calendar.
    """

    forced: frozenset[PinnedPlacement] = field(default_factory=frozenset)
    forbidden: frozenset[PinnedPlacement] = field(default_factory=frozenset)
    locked: frozenset[PinnedPlacement] = field(default_factory=frozenset)

    @property
    def required(self) -> frozenset[PinnedPlacement]:
        """The placements that get a session."""
        return self.forced | self.locked

    def from_date(self, first: dt.date, taken: frozenset[PinnedPlacement] = frozenset()) -> Pins:
        """Return the pins from a date on; placements that already have their session are not required again."""
        forced, forbidden, locked = (frozenset(place for place in kind if place.date >= first) for kind in self._kinds)
        return Pins(forced - taken, forbidden, locked - taken)

    @property
    def _kinds(self) -> tuple[frozenset[PinnedPlacement], ...]:
        return self.forced, self.forbidden, self.locked

    def __bool__(self) -> bool:
        """Return whether anything is pinned."""
        return any(self._kinds)


def parse_placements(text: str, name: str) -> frozenset[PinnedPlacement]:
    """Parse placements like ``2027-01-05 pm heavy``, with commas between; an empty text gives none.

    Args:
        text: The typed text.
        name: What a refusal calls it.

    Raises:
        RefusedError: A part is no placement.
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
    """Format placements by date, as `parse_placements` reads them."""
    return ", ".join(str(place) for place in sorted(placements))


def toggle(placements: frozenset[PinnedPlacement], placement: PinnedPlacement) -> frozenset[PinnedPlacement]:
    """Return the placements with this one added, or removed if it is among them."""
    return placements ^ {placement}


def add_pins(problem: dict[str, Any], block: Block, pins: Pins) -> dict[str, Any]:
    """Return a block's slotting problem with the pins added; those outside the block are left out."""

    def entry(place: PinnedPlacement) -> dict[str, Any]:
        return {"day": (place.date - block.start).days, "slot": place.slot.value, "kind": place.kind.value}

    changed = dict(problem)
    for key, places in (("locked", pins.required), ("unavailable", pins.forbidden)):
        entries = [entry(place) for place in sorted(places) if block.contains(place.date)]
        if entries:
            changed[key] = [*problem.get(key, []), *entries]
    return changed


def pins_outside_block(block: Block, pins: Pins) -> tuple[str, ...]:
    """Return a sentence on the pins outside the block; nothing if there are none."""
    outside = sorted(place for place in pins.required | pins.forbidden if not block.contains(place.date))
    if not outside:
        return ()
    named = join_first([place.text for place in outside])
    return (f"Your choice of place lies outside the block and is left out: {named}.",)
