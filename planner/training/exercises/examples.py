"""The exercises of a HYROX race, as examples of exercises of the runner's own.

How much each asks of the legs is a default of this planner, not evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.training.workouts import LegLoad


class ExerciseMeasure(StrEnum):
    """What is counted in a round of an exercise of the runner's own."""

    DISTANCE = "distance"
    HOLD = "hold"
    ROUNDS = "rounds"
    REPETITIONS = "repetitions"


@dataclass(frozen=True, slots=True)
class ExerciseExample:
    """An exercise that a runner may want to have as one of their own.

    Attributes:
        name: Its name in JSON: ``farmers_carry``.
        title: What people call it: ``Farmer's carry``.
        measure: What is counted in a round.
        leg_load: How much it asks of the legs.
        sets: Sets of it as they are typed after its name: ``4x50 24kg``.
        how: How it is done, a sentence each.
    """

    name: str
    title: str
    measure: ExerciseMeasure
    leg_load: LegLoad
    sets: str
    how: tuple[str, ...]


EXERCISE_EXAMPLES = (
    ExerciseExample(
        "sled_push",
        "Sled push, forward",
        ExerciseMeasure.DISTANCE,
        LegLoad.HEAVY,
        "4x25 80kg",
        (
            "Hands low on the posts or arms straight, body leaning into the sled, back flat.",
            "Drive with short steps and keep the sled moving: starting it again costs the most.",
            "Begin with less than you drag backward, and let the rating decide.",
        ),
    ),
    ExerciseExample(
        "sled_pull",
        "Sled pull, by rope",
        ExerciseMeasure.DISTANCE,
        LegLoad.MODERATE,
        "4x25 60kg",
        (
            "Stand with soft knees and your weight back, the rope free on the floor behind you.",
            "Pull hand over hand, or step backward with straight arms and then take the rope up again.",
            "Keep your back straight and your feet off the rope.",
        ),
    ),
    ExerciseExample(
        "farmers_carry",
        "Farmer's carry",
        ExerciseMeasure.DISTANCE,
        LegLoad.LIGHT,
        "4x50 24kg",
        (
            "Lift a weight in each hand with your legs, then stand tall, shoulders down and back.",
            "Walk quickly in short steps without swaying; the load typed is that of one hand.",
            "Put both down when the grip fails, before the back rounds.",
        ),
    ),
    ExerciseExample(
        "sandbag_lunge",
        "Sandbag lunge",
        ExerciseMeasure.DISTANCE,
        LegLoad.HEAVY,
        "4x25 20kg",
        (
            "The bag lies across your shoulders. Step long, and let the back knee touch the floor softly.",
            "Stand up over the front foot and bring the other leg straight into the next step.",
            "Begin without the bag: the first time can leave the legs sore for days.",
        ),
    ),
    ExerciseExample(
        "wall_ball",
        "Wall ball",
        ExerciseMeasure.REPETITIONS,
        LegLoad.MODERATE,
        "3x20 6kg",
        (
            "Hold the ball at your chest an arm's length from the wall and squat until the thighs are level.",
            "Stand up fast and throw the ball to its mark; the legs throw it, the arms only guide.",
            "Catch it high and let it take you down into the next squat.",
        ),
    ),
    ExerciseExample(
        "burpee_broad_jump",
        "Burpee broad jump",
        ExerciseMeasure.DISTANCE,
        LegLoad.MODERATE,
        "4x20",
        (
            "Chest to the floor, step or jump the feet up to the hands, then jump forward from both feet.",
            "Land on soft knees and put the hands down close to the feet.",
            "Many short jumps cost less than a few long ones.",
        ),
    ),
)
"""The examples, in the order in which the stations of a race follow each other."""

EXAMPLES_BY_NAME = {example.name: example for example in EXERCISE_EXAMPLES}
"""The examples by their names in JSON."""
