"""The steps of a structured run: warm-up, repetitions with their recoveries, cool-down.

A step is run for a distance or for a time. A run whose steps all have a distance is as long as their sum; one whose
steps all have a time takes their sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.text import clean_line
from planner.training.refusal import RefusedError

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

MAX_STEPS = 60
"""At most so many steps are written down; a repetition's steps count once."""
MAX_REPEATS = 100
MIN_STEP_M, MAX_STEP_M = 30.0, 200_000.0
MAX_STEP_S = 24 * 3600
MAX_STEPS_M, MAX_STEPS_S = 500_000.0, 48 * 3600
"""All steps of a run together, in metres and seconds, as the longest run that may be planned."""
PACE_LIMITS_S_PER_KM = (90, 3600)
MAX_NOTE = 60


class StepKind(StrEnum):
    """What a step is for."""

    WARMUP = "warmup"
    WORK = "work"
    RECOVERY = "recovery"
    COOLDOWN = "cooldown"
    STRIDES = "strides"


class Intensity(StrEnum):
    """How hard a step is, by the training pace that it is run at (``tlgs``); the JSON documents call it effort."""

    EASY = "easy"
    MARATHON = "marathon"
    THRESHOLD = "threshold"
    INTERVAL = "interval"
    REPETITION = "repetition"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a run, run for a distance or for a time.

    Attributes:
        kind: What it is for.
        distance_m: Metres; None for a step by time.
        duration_s: Seconds; None for a step by distance.
        pace_s_per_km: The fastest and the slowest pace in seconds a kilometre, or None.
        intensity: How hard it is, or None.
        note: Half a sentence more, such as ``uphill``, or None.
    """

    kind: StepKind
    distance_m: float | None = None
    duration_s: int | None = None
    pace_s_per_km: tuple[int, int] | None = None
    intensity: Intensity | None = None
    note: str | None = None

    @property
    def middle_pace(self) -> float | None:
        """The middle of its range of paces in seconds a kilometre; None without one."""
        return None if self.pace_s_per_km is None else sum(self.pace_s_per_km) / 2

    def metres_at(self, pace: float | None) -> float | None:
        """Return its metres, of a step by time those at a pace in seconds a kilometre; None where it has none."""
        if self.distance_m is not None or self.duration_s is None or pace is None:
            return self.distance_m
        return self.duration_s / pace * 1000

    def seconds_at(self, pace: float | None) -> float | None:
        """Return its seconds, of a step by distance those at a pace in seconds a kilometre; None where it has none."""
        if self.duration_s is not None or self.distance_m is None or pace is None:
            return self.duration_s
        return self.distance_m / 1000 * pace


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that are repeated.

    Attributes:
        count: How often they are run, at least 2.
        steps: The steps of one repetition.
    """

    count: int
    steps: tuple[Step, ...]


def single_steps(steps: tuple[Step | Repeat, ...]) -> Iterator[Step]:
    """Yield every step as often as it is run, in order."""
    for part in steps:
        if isinstance(part, Repeat):
            for _ in range(part.count):
                yield from part.steps
        else:
            yield part


def steps_distance_m(steps: tuple[Step | Repeat, ...]) -> float | None:
    """Return the metres of all steps together; None without steps, and where one of them is run for a time."""
    total = 0.0
    for step in single_steps(steps):
        if step.distance_m is None:
            return None
        total += step.distance_m
    return round(total, 3) if steps else None


def steps_duration_s(steps: tuple[Step | Repeat, ...]) -> int | None:
    """Return the seconds of all steps together; None without steps, and where one of them is run for a distance."""
    total = 0
    for step in single_steps(steps):
        if step.duration_s is None:
            return None
        total += step.duration_s
    return total if steps else None


def check_steps(steps: tuple[Step | Repeat, ...]) -> tuple[Step | Repeat, ...]:
    """Return the steps themselves when all can be stored and written as text.

    Raises:
        RefusedError: A count, length, pace or note is out of range, or a step has no length or two.
    """
    written = [step for part in steps for step in (part.steps if isinstance(part, Repeat) else (part,))]
    if len(written) > MAX_STEPS:
        raise RefusedError(f"steps: a run can have {MAX_STEPS} steps, not {len(written)}.")
    for part in steps:
        if isinstance(part, Repeat):
            if not 2 <= part.count <= MAX_REPEATS:
                raise RefusedError(f'steps "{part.count} ×" must repeat 2 to {MAX_REPEATS} times.')
            if not part.steps:
                raise RefusedError(f'steps "{part.count} ×" must say what is repeated.')
    for step in written:
        _check_step(step)
    metres = sum(step.distance_m or 0.0 for step in single_steps(steps))
    seconds = sum(step.duration_s or 0 for step in single_steps(steps))
    if metres > MAX_STEPS_M or seconds > MAX_STEPS_S:
        raise RefusedError("steps: all of them together must be at most 500 km and 48 hours.")
    return steps


def _check_step(step: Step) -> None:
    if (step.distance_m is None) == (step.duration_s is None):
        raise RefusedError("steps: each must have a distance or a time, and not both.")
    if step.distance_m is not None and not MIN_STEP_M <= step.distance_m <= MAX_STEP_M:
        raise RefusedError(f'steps "{step.distance_m:g} m" must be {MIN_STEP_M:.0f} m to {MAX_STEP_M / 1000:.0f} km.')
    if step.duration_s is not None and not 1 <= step.duration_s <= MAX_STEP_S:
        raise RefusedError(f'steps "{step.duration_s} s" must be 1 s to {MAX_STEP_S // 3600} hours.')
    if step.pace_s_per_km is not None:
        fast, slow = step.pace_s_per_km
        if not PACE_LIMITS_S_PER_KM[0] <= fast <= slow <= PACE_LIMITS_S_PER_KM[1]:
            raise RefusedError(
                f'steps "{fast} to {slow} s/km": a pace must be 1:30 to 60:00 a kilometre, its fast end first.'
            )
    if step.note is not None and (
        not 0 < len(step.note) <= MAX_NOTE or '"' in step.note or clean_line(step.note, MAX_NOTE) != step.note
    ):
        raise RefusedError(f"steps: a note must be one line of 1 to {MAX_NOTE} characters without quotation marks.")


def steps_documents(steps: tuple[Step | Repeat, ...]) -> list[dict[str, Any]]:
    """Return the steps as the JSON documents and the database hold them; see `steps_from_documents`."""
    return [
        {"repeat": part.count, "steps": [_step_document(step) for step in part.steps]}
        if isinstance(part, Repeat)
        else _step_document(part)
        for part in steps
    ]


def steps_from_documents(documents: object) -> tuple[Step | Repeat, ...]:
    """Return the steps that `steps_documents` wrote.

    Raises:
        ValueError: It is something else, or a step is out of range.
    """
    if not isinstance(documents, list):
        raise ValueError("steps must be a list")  # noqa: TRY004 - damaged data, not a programmer's mistake
    return check_steps(tuple(_part_from_document(document) for document in documents))


def _step_document(step: Step) -> dict[str, Any]:
    metres = None if step.distance_m is None else round(step.distance_m, 3)
    return {
        "kind": step.kind.value,
        "distance_m": int(metres) if metres is not None and metres == int(metres) else metres,
        "duration_s": step.duration_s,
        "pace_s_per_km": list(step.pace_s_per_km) if step.pace_s_per_km is not None else None,
        "effort": step.intensity.value if step.intensity is not None else None,
        "note": step.note,
    }


def _part_from_document(document: object) -> Step | Repeat:
    if not isinstance(document, dict):
        raise ValueError("a step must be an object")  # noqa: TRY004
    if "repeat" not in document:
        return _step_from_document(document)
    count, steps = document["repeat"], document.get("steps")
    if type(count) is not int or not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise ValueError("a repetition must have a count and steps")
    return Repeat(count, tuple(_step_from_document(step) for step in steps))


def _step_from_document(document: dict[str, Any]) -> Step:
    metres, seconds, pace = document.get("distance_m"), document.get("duration_s"), document.get("pace_s_per_km")
    intensity, note = document.get("effort"), document.get("note")
    if not (metres is None or type(metres) in (int, float)) or not (seconds is None or type(seconds) is int):
        raise ValueError("the length of a step must be a number")
    if pace is not None and (not isinstance(pace, list) or [type(end) for end in pace] != [int, int]):
        raise ValueError("the pace of a step must be two whole numbers")
    if not (note is None or isinstance(note, str)):
        raise ValueError("the note of a step must be text")
    return Step(
        StepKind(str(document.get("kind"))),
        float(metres) if metres is not None else None,
        seconds,
        (pace[0], pace[1]) if pace is not None else None,
        Intensity(intensity) if intensity is not None else None,
        note,
    )
