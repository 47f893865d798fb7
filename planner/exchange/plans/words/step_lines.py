"""The steps of a workout on lines of their own, as Quick Plan writes them: ``- repeat: 4``, below it ``- run: 1600m``.

A repetition repeats what is indented below it, other repetitions included. A line without a length (``lap-button``) is
no step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.training.measures import METRES_PER_KM, METRES_PER_MILE
from planner.training.refusal import RefusedError
from planner.training.steps import MAX_STEPS, Intensity, Repeat, Step, StepKind, check_steps

_STEP = re.compile(
    r"(?P<indent>[ ]{0,40})[-*][ ]?(?P<name>[a-z][a-z -]{0,30}?)[ ]?:[ ]?"
    r"(?P<what>[^@]{0,60})(?:@[ ]?(?P<how>.{0,40}))?",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"(?P<figure>[0-9]{1,6}(?:[.,][0-9]{1,3})?)\s?(?P<unit>km|k|mi|m)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")
_PACE = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?:\s?-\s?([0-9]{1,2}):([0-5][0-9]))?")
_EASY = re.compile(r"z[12]\b", re.IGNORECASE)
_METRES_PER = {"k": METRES_PER_KM, "km": METRES_PER_KM, "mi": METRES_PER_MILE, "m": 1.0}
_KINDS = {
    "warmup": StepKind.WARMUP,
    "warm-up": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "cool-down": StepKind.COOLDOWN,
    "recover": StepKind.RECOVERY,
    "recovery": StepKind.RECOVERY,
    "rest": StepKind.RECOVERY,
    "walk": StepKind.RECOVERY,
}
_MOST_LINES = 200
_MOST_REPEATS = 100


def is_step_line(line: str) -> bool:
    """Return whether a line is a step or a repetition: ``- warmup: 2km @z2``."""
    return _STEP.match(line) is not None


def read_step_lines(lines: Sequence[str]) -> tuple[Step | Repeat, ...]:
    """Return the steps on the lines; none where they are too many or out of range."""
    written = [match for line in lines[:_MOST_LINES] if (match := _STEP.match(line)) is not None]
    try:
        return check_steps(tuple(_read_level(written)))
    except RefusedError:
        return ()


def _read_level(lines: list[re.Match[str]]) -> list[Step | Repeat]:
    """Return the steps of lines, of which those below a repetition are repeated.

    Raises:
        RefusedError: There are too many.
    """
    parts: list[Step | Repeat] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line["name"].lower() != "repeat":
            step = _read_step(line)
            parts += [step] if step is not None else []
            continue
        inner = []
        while index < len(lines) and len(lines[index]["indent"]) > len(line["indent"]):
            inner.append(lines[index])
            index += 1
        parts += _repeated(line["what"].strip(), _read_level(inner))
        if len(parts) > MAX_STEPS:
            raise RefusedError(f"steps: a run can have {MAX_STEPS} steps at most.")
    return parts


def _repeated(count: str, inner: list[Step | Repeat]) -> list[Step | Repeat]:
    times = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1
    if times < 2 or not inner:
        return inner
    steps = tuple(part for part in inner if isinstance(part, Step))
    if len(steps) == len(inner):
        return [Repeat(times, steps)]
    return inner * min(times, _MOST_REPEATS)  # a repetition holds only steps, so those around it are written out


def _read_step(line: re.Match[str]) -> Step | None:
    kind = _KINDS.get(line["name"].lower(), StepKind.WORK)
    what, how = line["what"].strip(), line["how"] or ""
    pace = _PACE.match(how)
    paces = None
    if pace is not None:
        ends = [int(pace[1]) * 60 + int(pace[2])]
        ends.append(int(pace[3]) * 60 + int(pace[4]) if pace[3] else ends[0])
        paces = (min(ends), max(ends))
    is_easy = kind in (StepKind.WARMUP, StepKind.COOLDOWN) or _EASY.match(how) is not None
    intensity = Intensity.EASY if is_easy else None
    distance, clock = _DISTANCE.match(what), _CLOCK.match(what)
    if distance is not None:
        metres = float(distance["figure"].replace(",", ".")) * _METRES_PER[distance["unit"].lower()]
        return Step(kind, round(metres, 3), None, paces, intensity)
    if clock is not None:
        seconds = int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
        return Step(kind, None, seconds, paces, intensity) if seconds else None
    return None
