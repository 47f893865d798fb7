"""The safety sentences that are shown with the exercises: how to breathe, when to stop (R3, R5).

The first frame shows them, so this module imports as little as possible.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.training.workouts import Exercise, ExerciseSet

NOT_ADVICE = "Not medical advice."
BREATHE = "Breathe all the time, never hold your breath and press."
STOP_SIGNS = "Stop at dizziness, headache, pressure in the chest, or when your sight changes."
BREATHING = f"{BREATHE} {STOP_SIGNS}"
BONE_STRESS = (
    "Pain at one spot of a bone, pain that grows during a run, at night, at rest or when you hop, or a limp: "
    "stop and get assessed, and do not run or push until then."
)
BONE_STRESS_BRIEF = f"At one spot of a bone, at night or with a limp: stop and get assessed. {NOT_ADVICE}"
"""The same where a line has little room, after a word on pain."""


def wall_sit_precaution(sets: Iterable[ExerciseSet]) -> str:
    """Return the sentence shown with every wall sit (R3); empty for sets without one."""
    return BREATHING if any(part.exercise == Exercise.WALL_SIT for part in sets) else ""
