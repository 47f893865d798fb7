"""The steps of a workout as a watch walks through them: by time, by distance, or until its lap button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from planner.text import clean_line, cut_to_bytes, first_of_joined
from planner.training.formatting import format_number

MAX_NAME_BYTES, MAX_NOTES_BYTES = 24, 200
"""The most bytes of a name, and of the notes of a step, that watches show."""
MAX_LOAD_KG = 655.34
"""The heaviest weight that a step can have: 16 bits of hundredths, of which the last number means "unknown"."""

_SHOWN = 60
"""Characters of a text that is cut, in the words about it."""


class Ending(IntEnum):
    """What ends a step, by its number in FIT; a repeat ends when its steps were done so many times."""

    TIME = 0
    DISTANCE = 1
    LAP_BUTTON = 5
    REPEATED = 6


class Phase(IntEnum):
    """What a step is for, by its number in FIT, which calls it intensity."""

    ACTIVE = 0
    REST = 1
    WARM_UP = 2
    COOL_DOWN = 3
    RECOVERY = 4


@dataclass(frozen=True, slots=True)
class WatchExercise:
    """An exercise as FIT numbers it.

    Attributes:
        category: The number of its category.
        number: Its number in the category; None where FIT does not know it.
    """

    category: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WatchStep:
    """One step; with neither a duration nor a distance, the lap button ends it.

    Attributes:
        name: What the watch calls it.
        phase: What it is for.
        duration_s: Seconds, or None.
        distance_m: Metres, or None.
        pace_s_per_km: The fastest and the slowest pace in seconds a kilometre, or None.
        notes: More of it in words.
        exercise: Which exercise it is, or None.
        load_kg: The weight in kilograms, or None.
    """

    name: str
    phase: Phase = Phase.ACTIVE
    duration_s: int | None = None
    distance_m: float | None = None
    pace_s_per_km: tuple[int, int] | None = None
    notes: str = ""
    exercise: WatchExercise | None = None
    load_kg: float | None = None

    @property
    def ending(self) -> Ending:
        """What ends it."""
        if self.duration_s is not None:
            return Ending.TIME
        return Ending.LAP_BUTTON if self.distance_m is None else Ending.DISTANCE


@dataclass(frozen=True, slots=True)
class WatchRepeat:
    """Steps that are done so many times."""

    count: int
    steps: tuple[WatchStep, ...]


WatchSteps = tuple[WatchStep | WatchRepeat, ...]


def with_first_note(steps: WatchSteps, note: str) -> WatchSteps:
    """Return steps with a note of the whole workout after the notes of the first one, so that it is cut if one is."""
    if not note:
        return steps
    first, *others = steps
    if isinstance(first, WatchRepeat):
        return (replace(first, steps=tuple(_noted(first.steps, note))), *others)
    return (*_noted((first,), note), *others)


def _noted(steps: Sequence[WatchStep], note: str) -> Sequence[WatchStep]:
    first, *others = steps
    return (replace(first, notes=" · ".join(filter(None, (first.notes, note)))), *others)


def fit_steps(steps: WatchSteps) -> tuple[WatchSteps, tuple[str, ...]]:
    """Return steps whose texts and weights a watch can take, and what is lost of them, half a sentence each.

    A name that is too long is cut, and is found in whole at the beginning of the notes.
    """
    lost: list[str] = []
    fitted = tuple(
        replace(part, steps=tuple(_fit(step, lost.append) for step in part.steps))
        if isinstance(part, WatchRepeat)
        else _fit(part, lost.append)
        for part in steps
    )
    return fitted, tuple(dict.fromkeys(lost))


def _fit(step: WatchStep, say: Callable[[str], None]) -> WatchStep:
    name, notes, load_kg = fit_name(step.name), step.notes, step.load_kg
    if name != step.name:
        say(f'the name of a step is cut: "{step.name}"')
        notes = " · ".join(filter(None, (step.name, notes)))
    shown = cut_to_bytes(notes, MAX_NOTES_BYTES)
    if shown != notes:
        say(f'a note is cut after {MAX_NOTES_BYTES} bytes: "{clean_line(notes, _SHOWN)}"')
    if load_kg is not None and load_kg > MAX_LOAD_KG:
        say(f"{format_number(load_kg)} kg is only in words, since a watch knows {MAX_LOAD_KG} kg at most")
        load_kg = None
    return replace(step, name=name, notes=shown, load_kg=load_kg)


def fit_name(name: str) -> str:
    """Return as much of a name as a watch shows: whole words, where more than one fits."""
    cut = cut_to_bytes(name, MAX_NAME_BYTES)
    if cut == name:
        return name
    if not cut:  # the first letter alone is too long, as a family of emoji is
        return cut_to_bytes(first_of_joined(name), MAX_NAME_BYTES) or name[0]
    is_between_words = name[len(cut)].isspace()
    whole = cut if is_between_words else cut.rpartition(" ")[0] or cut
    return whole.removesuffix(" at").rstrip(",;: ") or cut
