"""What must be said of each exercise, wherever it is explained: the points, each with words that show it is made."""

import re
from collections.abc import Iterable

_SLED_STEPS = {
    "step 1, bands": ("two medium resistance bands on the sled's handles",),
    "step 2, stance": (
        "stand tall",
        "feet hip-width",
        "arms wrapped around the handles",
        "chest lifted",
        "core braced",
    ),
    "step 3, walk": ("walk backward slowly and deliberately", "straight back", "relaxed shoulders"),
    "step 4, distance": ("about 20 m", "control comes before speed"),
    "step 5, turn": ("turn with care", "drag it back the same way", "the next round"),
}
_COMMON = {
    "cues": ("shoulders",),
    "breathing": ("breathe all the time", "never hold your breath"),
    "stop signs": ("stop at dizziness", "pressure in the chest", "stop and get assessed", "above 5 stop"),
    "quadriceps, downhill and late in a race": ("quadriceps",),
    "posture": ("posture",),
    "evidence": ("nobody has tested it in runners", "direct evidence is missing", "a coach's opinion (ayotte25)"),
    "default": ("a default of this planner, not evidence",),
    "beginner to marathoner": ("beginner:", "regular runner:", "marathoner:"),
    "gym and home": ("gym:", "home"),
}
_BRAKING = {"braking": ("brake", "downhill", "tire late in a race")}

EXERCISE_POINTS: dict[str, dict[str, tuple[str, ...]]] = {
    "reverse_sled_push": {
        "equipment": ("sled", "two medium resistance bands", "free lane of 20 m", "turf", "ball"),
        "set-up": ("lane is behind your back", "sled and plates together"),
        **_SLED_STEPS,
        "warm-up": ("5 min of easy walking or jogging", "backward without a load", "half the load"),
        "rest": ("rest 60 s between rounds", "120 s after every second one", "rest 30 s between rounds"),
        "faults": ("you bend forward: lift the chest",),
        **_COMMON,
        **_BRAKING,
        "economy": ("running economy", "blagrove18"),
        "the one study": ("75 % of their body mass", "west14"),
        "no fewer injuries": ("did not lower the number of overuse injuries", "toresdahl20"),
        "no sled": ("wall sit alone", "backward walk"),
        "cues": ("relaxed", "short, quiet steps"),
    },
    "wall_sit": {
        "equipment": ("wall", "ball"),
        "set-up": ("feet hip-width", "ball between your knees"),
        "steps": ("slide down", "back flat on the wall", "feet under the knees", "squeeze", "one to three minutes"),
        "angle": ("180° is standing",),
        "squeeze": ("4 to 5 of 10", "2 to 3"),
        "rest": ("rest 120 s between holds",),
        "warm-up": ("5 min of easy walking or jogging",),
        "faults": ("you hold your breath:",),
        **_COMMON,
        "adductors by the ball": ("adductors", "serner14"),
        "no shift within the quadriceps": ("boling06",),
        "blood pressure": ("196/112", "goldring14"),
        "after a hard run": ("130° to 135°",),
    },
    "backward_walk": {
        "equipment": ("free lane of 20 m", "turf", "shoes that grip"),
        "set-up": ("turn your back to it",),
        "steps": ("stand tall", "feet hip-width", "walk backward slowly and deliberately", "relaxed shoulders"),
        "distance": ("about 20 m", "control comes before speed"),
        "turn": ("turn with care", "the same way", "the next round"),
        "warm-up": ("5 min of easy walking or jogging",),
        "faults": ("you look over your shoulder",),
        **_COMMON,
        **_BRAKING,
        "the knee": ("often tolerated", "roos12"),
    },
    "wall_sit_alone": {
        "equipment": ("wall", "ball"),
        "set-up": ("feet hip-width", "without one"),
        "steps": ("slide down", "back flat on the wall", "feet under the knees", "one to three minutes"),
        "rest": ("rest 120 s between holds",),
        "warm-up": ("5 min of easy walking or jogging",),
        "faults": ("what is missed is not caught up",),
        **_COMMON,
        **_BRAKING,
        "adductors by the ball": ("adductors",),
        "blood pressure": ("goldring14",),
    },
}
"""The points of each exercise of the library, by its name; every word of a point must be found."""


def missing_points(name: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the points of an exercise that some texts do not make, each with the words that are missing.

    Case, line breaks and indents do not matter.
    """
    said = re.sub(r"\s+", " ", " ".join(texts)).lower()
    return [
        (point, words) for point, phrases in EXERCISE_POINTS[name].items() for words in phrases if words not in said
    ]
