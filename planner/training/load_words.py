"""How heavy the sled is, in words: kilograms where body mass and sled are known, effort until then."""

from __future__ import annotations

from collections.abc import Iterable

from planner.text import join_words
from planner.training.doses import ASSUMED_BODY_MASS_KG, TARGET_RPE, Equipment
from planner.training.formatting import format_number
from planner.training.workouts import StrengthKind, Workout


def are_loads_known(equipment: Equipment) -> bool:
    """Whether kilograms mean something to the runner: the loads follow from their own body mass and sled."""
    return equipment.body_mass_kg is not None and equipment.sled_kg is not None


def load_range_text(sessions: Iterable[Workout]) -> str:
    """Return the lightest and the heaviest load of sled sessions: ``24 to 38 kg``; empty where none has one."""
    loads = [part.load_kg for session in sessions for part in session.planned.sets if part.load_kg is not None]
    if not loads:
        return ""
    low, high = format_number(min(loads)), format_number(max(loads))
    return f"{low if low == high else f'{low} to {high}'} kg"


def efforts_text(sessions: Iterable[Workout]) -> str:
    """Return how hard sled sessions are meant to be: ``moderate RPE 6 and heavy RPE 7``."""
    kinds = {session.kind for session in sessions}
    return join_words([f"{kind.value} RPE {format_number(TARGET_RPE[kind])}" for kind in StrengthKind if kind in kinds])


def unknown_loads_remark(equipment: Equipment) -> str:
    """Return what is missing for loads in kilograms, and what those of the sessions assume; empty where none is."""
    if are_loads_known(equipment):
        return ""
    body, sled = equipment.body_mass_kg is None, equipment.sled_kg is None
    missing = join_words([*(["your body mass"] if body else []), *(["the sled's mass"] if sled else [])])
    assumed = f": the kilograms of a session assume {ASSUMED_BODY_MASS_KG:g} kg of you" if body else ""
    return f"Sled by effort, not by kilograms, until you give {missing}{assumed}."
