"""What must be said of the exercises wherever they are shown: how to breathe, when to stop, where to push (R3, R5, R6).

Plain sentences and nothing else, so that the first frame can have them.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.training.workouts import Exercise, ExerciseSet

NOT_ADVICE = "Not medical advice."
BREATHING = (
    "Breathe all the time, never hold your breath and press. "
    "Stop at dizziness, headache, pressure in the chest, or when your sight changes."
)
BONE_STRESS = (
    "Pain at one spot of a bone, pain that grows during a run, at night, at rest or when you hop, or a limp: "
    "stop and get assessed, and do not run or push until then."
)


def wall_sit_precaution(sets: Iterable[ExerciseSet]) -> str:
    """What is said with every wall sit (R3); empty where none is asked for."""
    return BREATHING if any(one.exercise is Exercise.WALL_SIT for one in sets) else ""
