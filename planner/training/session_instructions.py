"""Write the instructions of a strength session, line by line: what a coach would say before each part.

The lines are made from the session's own sets and from the exercise library. A load is where to start; the rating is
the cap and outranks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from planner.text import capitalize_first
from planner.training.doses import EMPTY_SLED_WORDS, RPE_CAP, format_load_zone
from planner.training.exercises.examples import EXAMPLES_BY_NAME
from planner.training.exercises.guides import GUIDE_NAMES, ExerciseGuide, read_guide
from planner.training.exercises.rest_sentences import (
    REST_BEFORE_NEXT_EXERCISE,
    REST_BETWEEN_HOLDS,
    REST_BETWEEN_OWN_ROUNDS,
    rest_between_rounds,
)
from planner.training.exercises.session_guides import guide_name, guide_names_of
from planner.training.formatting import format_hold, format_number, format_sets
from planner.training.light_doses import hard_run_before, light_dose_after, light_session_advice
from planner.training.precautions import BREATHE, BREATHING, STOP_SIGNS
from planner.training.workouts import LANE_M, Exercise, ExerciseSet, Sport, StrengthKind, Workout, first_set

SQUEEZE_EFFORT = {StrengthKind.HEAVY: "4 to 5", StrengthKind.MODERATE: "4 to 5", StrengthKind.LIGHT: "2 to 3"}
"""How hard the ball is squeezed, of 10; a default, because no study has asked."""
_USUAL_SQUEEZE_EFFORT = "4 to 5"
_ROUND_WITH_EMPTY_SLED = "One round with the empty sled."
"""What the round with half the load is where the sled alone is heavier than that."""


@dataclass(frozen=True, slots=True)
class PartInstructions:
    """The instructions of one part of a session: all sets of an exercise that follow each other.

    Attributes:
        name: The name of its guide in the library; the name of an exercise of the runner's own.
        title: What is done: ``Sled 5 × 20 m, 56 kg``.
        cap: How hard it may feel, in one or two sentences; empty in a session without a kind.
        lines: How it is done, a sentence or two each.
    """

    name: str
    title: str
    cap: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionInstructions:
    """The instructions of a session.

    Attributes:
        advice: What the run before it changes, in a sentence; empty where none does.
        warm_up: What to do before it, a sentence each; empty where it needs no warm-up.
        parts: Its parts, in order.
        breathing: How to breathe in it.
        stop_signs: When to stop it.
    """

    advice: str
    warm_up: tuple[str, ...]
    parts: tuple[PartInstructions, ...]
    breathing: tuple[str, ...]
    stop_signs: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as a coach would say it, a few sentences a line, pain left out."""
        parts = [line for part in self.parts for line in (f"{part.title}. {part.cap}".strip(), *part.lines)]
        warm_up = [f"Warm up: {' '.join(self.warm_up)}"] if self.warm_up else []
        return (*([self.advice] if self.advice else []), *warm_up, *parts, BREATHING)


def session_instructions(
    workout: Workout, calendar: Iterable[Workout] = (), sled_kg: float | None = None
) -> tuple[str, ...]:
    """Return the instructions of a strength session, one or two sentences a line; empty for anything else.

    Args:
        workout: The session; its kind and its planned sets count.
        calendar: The workouts of the days before: a light session says which run it follows and what that changes.
        sled_kg: The mass of the empty sled in kilograms, or None: no round of the warm-up is lighter.
    """
    instructions = instruct_session(workout, calendar, sled_kg)
    return () if instructions is None else instructions.lines


def instruct_session(
    workout: Workout, calendar: Iterable[Workout] = (), sled_kg: float | None = None
) -> SessionInstructions | None:
    """Return the instructions of a strength session part by part; None for anything else.

    Args:
        workout: The session; its kind and its planned sets count.
        calendar: The workouts of the days before; see `session_instructions`.
        sled_kg: The mass of the empty sled in kilograms, or None.
    """
    sets = workout.planned.sets
    if workout.sport is not Sport.STRENGTH or not sets:
        return None
    kind = workout.strength_kind
    has_plates = EMPTY_SLED_WORDS not in workout.note
    parts = tuple(
        _part(kind, name, tuple(part_sets), has_plates=has_plates)
        for name, part_sets in groupby(sets, lambda part: guide_name(part, sets))
    )
    parts = (*(replace(part, lines=(*part.lines, REST_BEFORE_NEXT_EXERCISE)) for part in parts[:-1]), parts[-1])
    guides = [read_guide(name) for name in guide_names_of(sets) if name in GUIDE_NAMES]
    return SessionInstructions(
        advice=_recovery_advice(workout, tuple(calendar)),
        warm_up=_warm_up(kind, sets, sled_kg or 0.0),
        parts=parts,
        breathing=tuple(dict.fromkeys((BREATHE, *(line for guide in guides for line in guide.breathing)))),
        stop_signs=tuple(dict.fromkeys((STOP_SIGNS, *(line for guide in guides for line in guide.stop_signs)))),
    )


def _recovery_advice(workout: Workout, calendar: tuple[Workout, ...]) -> str:
    if workout.kind != StrengthKind.LIGHT or not workout.planned.sled_m:
        return ""
    return light_session_advice(workout, calendar) or light_dose_after(hard_run_before(workout, calendar)).reason


def _warm_up(kind: StrengthKind | None, sets: tuple[ExerciseSet, ...], sled_kg: float) -> tuple[str, ...]:
    """Return the warm-up of a heavy or moderate session: it is part of its minutes."""
    if kind in (None, StrengthKind.LIGHT):
        return ()
    sled = first_set(sets, Exercise.REVERSE_SLED_PUSH)
    if sled is None:
        return read_guide("wall_sit_alone").warm_up
    *unloaded, half_load = read_guide("reverse_sled_push").warm_up
    load = sled.load_kg or 0.0
    if load <= sled_kg:
        return tuple(unloaded)
    return (*unloaded, half_load if load / 2 >= sled_kg else _ROUND_WITH_EMPTY_SLED)


def _part(kind: StrengthKind | None, name: str, sets: tuple[ExerciseSet, ...], *, has_plates: bool) -> PartInstructions:
    title, cap = capitalize_first(format_sets(sets)), _cap_line(kind, sets[0], has_plates=has_plates)
    if sets[0].is_own:
        lines = _own_lines(name, sets)
    elif sets[0].exercise == Exercise.WALL_SIT:
        lines = _wall_sit_lines(read_guide(name), kind, sets)
    else:
        lines = _sled_lines(read_guide(name), kind, sets)
    return PartInstructions(name, title, cap, tuple(lines))


def _cap_line(kind: StrengthKind | None, part: ExerciseSet, *, has_plates: bool) -> str:
    if kind is None:
        return ""
    what = "hold" if part.hold_s else "round"
    cap_text = f"No {what} may feel harder than {RPE_CAP[kind]:g} of 10 (RPE)"
    if part.exercise == Exercise.WALL_SIT:
        return f"{cap_text}: then stand up."
    if not part.load_kg or part.is_own:
        return f"{cap_text}: then stop."
    if not has_plates:
        return f"{cap_text}: then do no more. That cap goes before the rounds."
    return (
        f"{cap_text}: then take plates off. That cap goes before the load, which is a start ({format_load_zone(kind)})."
    )


def _sled_lines(guide: ExerciseGuide, kind: StrengthKind | None, sets: tuple[ExerciseSet, ...]) -> Iterator[str]:
    yield guide.set_up["lane"]
    for name, step in guide.steps.items():
        if name == "distance":
            yield _distance_line(step, sets)
        elif name != "turn":
            yield step
    yield " ".join(guide.cues)
    if sum(part.rounds for part in sets) > 1:
        yield rest_between_rounds(kind or StrengthKind.MODERATE)
        yield guide.steps["turn"]
        if "room" in guide.set_up:
            yield guide.set_up["room"]


def _distance_line(step: str, sets: tuple[ExerciseSet, ...]) -> str:
    """Return the step that says how far, of the library or, for other rounds than its 20 m, of the session."""
    metres = dict.fromkeys(part.distance_m for part in sets if part.distance_m)
    if set(metres) <= {LANE_M}:
        return step
    return f"Go {' or '.join(format_number(each) for each in metres)} m: control comes before speed."


def _wall_sit_lines(guide: ExerciseGuide, kind: StrengthKind | None, sets: tuple[ExerciseSet, ...]) -> Iterator[str]:
    yield guide.set_up["wall"]
    angles = dict.fromkeys(part.knee_angle_deg for part in sets if part.knee_angle_deg)
    angles_text = " or ".join(f"{angle}°" for angle in angles)
    knees = f"Knees at {angles_text} (180° is standing). " if angles else ""
    yield f"{knees}{guide.steps['position']}"
    if any(part.squeeze for part in sets):
        effort = _USUAL_SQUEEZE_EFFORT if kind is None else SQUEEZE_EFFORT[kind]
        holds = dict.fromkeys(format_hold(part.hold_s or 0) for part in sets if part.squeeze)
        yield f"Squeeze the ball between the knees at {effort} of 10, all through the {' or the '.join(holds)}."
    yield " ".join(guide.cues)
    if sum(part.rounds for part in sets) > 1:
        yield REST_BETWEEN_HOLDS
    yield guide.steps["rise"]


def _own_lines(name: str, sets: tuple[ExerciseSet, ...]) -> Iterator[str]:
    if name in EXAMPLES_BY_NAME:
        yield " ".join(EXAMPLES_BY_NAME[name].how)
    if sum(part.rounds for part in sets) > 1:
        yield REST_BETWEEN_OWN_ROUNDS
