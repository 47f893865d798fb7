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
from planner.training.measures import quoted, read_date
from planner.training.refusal import RefusedError
from planner.training.wording import day_name
from planner.training.workouts import Slot, StrengthKind


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a session of some kind may stand: a day, its half and the kind."""

    date: dt.date
    slot: Slot
    kind: StrengthKind

    def __str__(self) -> str:
        """As `read_places` reads it: ``2027-01-05 pm heavy``."""
        return f"{self.date} {self.slot.value} {self.kind.value}"

    @property
    def words(self) -> str:
        """``heavy Tue 5 Jan pm``."""
        return f"{self.kind.value} {day_name(self.date)} {self.slot.value}"


@dataclass(frozen=True, slots=True)
class Pins:
    """The places decided.

    Attributes:
        forced: Where a session shall stand, in this draft.
        forbidden: Where none of that kind may stand.
        locked: Where one shall stand, and stay in the calendar too.
    """

    forced: frozenset[Place] = field(default_factory=frozenset)
    forbidden: frozenset[Place] = field(default_factory=frozenset)
    locked: frozenset[Place] = field(default_factory=frozenset)

    @property
    def held(self) -> frozenset[Place]:
        """Where a session shall stand."""
        return self.forced | self.locked

    def since(self, first: dt.date, besides: frozenset[Place] = frozenset()) -> Pins:
        """Those from a day on; of places that are taken already, none has to be held."""
        forced, forbidden, locked = (frozenset(place for place in kind if place.date >= first) for kind in self._kinds)
        return Pins(forced - besides, forbidden, locked - besides)

    @property
    def _kinds(self) -> tuple[frozenset[Place], ...]:
        return self.forced, self.forbidden, self.locked

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return any(self._kinds)


def read_places(text: str, name: str) -> frozenset[Place]:
    """``2027-01-05 pm heavy``, or several of them with commas between; nothing for an empty text.

    Args:
        text: What was typed.
        name: What it is called in a refusal.

    Raises:
        RefusedError: A part is no place.
    """
    return frozenset(_read_place(part, name) for part in text.split(",") if part.strip())


def _read_place(text: str, name: str) -> Place:
    words = text.lower().split()
    if len(words) != 3:
        raise RefusedError(f"{name} must be a date, am or pm, and a kind, not {quoted(text.strip())}.")
    date = read_date(words[0], name)
    try:
        return Place(date, Slot(words[1]), StrengthKind(words[2]))
    except ValueError:
        raise RefusedError(
            f"{name} {quoted(text.strip())}: after the date come am or pm, and heavy, moderate or light."
        ) from None


def write_places(places: Iterable[Place]) -> str:
    """Places as `read_places` reads them, by date."""
    return ", ".join(str(place) for place in sorted(places))


def toggled(places: frozenset[Place], place: Place) -> frozenset[Place]:
    """With a place that was not among them, or without one that was."""
    return places ^ {place}


def pinned(problem: dict[str, Any], block: Block, pins: Pins) -> dict[str, Any]:
    """A block's slotting problem with the places that were decided; those outside the block are left out."""

    def entry(place: Place) -> dict[str, Any]:
        return {"day": (place.date - block.start).days, "slot": place.slot.value, "kind": place.kind.value}

    held = [entry(place) for place in sorted(pins.held) if block.holds(place.date)]
    kept_free = [entry(place) for place in sorted(pins.forbidden) if block.holds(place.date)]
    changed = dict(problem)
    if held:
        changed["locked"] = [*problem.get("locked", []), *held]
    if kept_free:
        changed["unavailable"] = [*problem.get("unavailable", []), *kept_free]
    return changed


def outside(block: Block, pins: Pins) -> tuple[str, ...]:
    """A sentence on decided places that the block does not hold; none when it holds them all."""
    lost = sorted(place for place in pins.held | pins.forbidden if not block.holds(place.date))
    if not lost:
        return ()
    named = ", ".join(place.words for place in lost[:3]) + (f" and {len(lost) - 3} more" if len(lost) > 3 else "")
    return (f"Your choice of place lies outside the block and is left out: {named}.",)
