"""Half days in which health and a missing sled together leave nothing of a session.

Without a sled a moderate or light session is the wall sit alone. Where a safety gate keeps wall sits out, it is
nothing, so that its place is closed: the week asks for no session that the calendar cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.slotting import UnavailableReason
from planner.training.blocks import Block
from planner.training.safety_gates import Gate
from planner.training.weeks import DAY
from planner.training.workouts import Exercise, StrengthKind

_OF_WALL_SIT_ALONE = (StrengthKind.MODERATE, StrengthKind.LIGHT)
"""The kinds that are possible without a sled."""


def halves_closed_for_health(
    block: Block, unavailable: Iterable[Mapping[str, Any]], gates: Iterable[Gate]
) -> Iterator[dict[str, Any]]:
    """Yield the half days that are closed in this way, as entries of the slotting problem.

    Args:
        block: The block.
        unavailable: The closed half days of its problem: where the heavy session lacks the sled, there is none.
        gates: The safety gates that apply.
    """
    gates = [gate for gate in gates if Exercise.WALL_SIT in gate.exercises]
    without_sled = {
        (entry["day"], entry["slot"])
        for entry in unavailable
        if gates and entry.get("why") == UnavailableReason.GYM and entry.get("kind") == StrengthKind.HEAVY
    }
    for number, slot in sorted(without_sled):
        if any(gate.applies_on(block.start + DAY * number) for gate in gates):
            for kind in _OF_WALL_SIT_ALONE:
                yield {"day": number, "slot": slot, "kind": kind.value, "why": UnavailableReason.HEALTH.value}
