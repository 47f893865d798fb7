"""The steps of a run as text: ``2 km warm-up, 5 × (1 km at 4:10/km, 90 s jog), 2 km cool-down``.

`planner.training.parse_steps` reads the text back as the same steps. The first frame may show steps, so this module
compiles no regular expression.
"""

from __future__ import annotations

from planner.training.formatting import format_clock
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.steps import Intensity, Repeat, Step, StepKind

PACE_NOTES: dict[str, Intensity | None] = {
    "mile pace": Intensity.REPETITION,
    "3k pace": Intensity.INTERVAL,
    "5k pace": Intensity.INTERVAL,
    "10k pace": Intensity.INTERVAL,
    "3k-5k pace": Intensity.INTERVAL,
    "5k-10k pace": Intensity.INTERVAL,
    "15k pace": Intensity.THRESHOLD,
    "10 mile pace": Intensity.THRESHOLD,
    "half marathon pace": Intensity.THRESHOLD,
    "race pace": None,
    "goal pace": None,
}
"""The training pace that is nearest to a race's pace, which itself is kept as a note (``tlgs``)."""
SHORT_M = 100.0
"""Metres below which ``m`` after a number could be meant as minutes, except in fast running."""
_PLAIN_NOTES = ("uphill", "downhill", "hard", "fast", "steady", "moderate", "relaxed", "float")
"""Notes that are written without quotation marks."""
REST_NOTES = ("walk", "rest", "standing")
"""Notes that say how to recover; a recovery with one of them is not run unless it says so."""
INTENSITY_WORDS = {
    Intensity.EASY: "easy",
    Intensity.MARATHON: "marathon pace",
    Intensity.THRESHOLD: "threshold pace",
    Intensity.INTERVAL: "interval pace",
    Intensity.REPETITION: "repetition pace",
}
"""What a step of each intensity is run at, in words."""
_KIND_WORDS = {
    StepKind.WARMUP: "warm-up",
    StepKind.WORK: "",
    StepKind.RECOVERY: "jog",
    StepKind.COOLDOWN: "cool-down",
    StepKind.STRIDES: "strides",
}
USUAL_INTENSITY = {
    StepKind.WARMUP: Intensity.EASY,
    StepKind.COOLDOWN: Intensity.EASY,
    StepKind.STRIDES: Intensity.REPETITION,
}
"""The intensity of a step whose words name its kind and nothing else; that of a recovery depends on its word."""


def format_steps(steps: tuple[Step | Repeat, ...], unit: Unit = Unit.KM) -> str:
    """Format steps in one line; `parse_steps` gives back the same steps, in either unit."""
    return ", ".join(format_step_lines(steps, unit))


def format_step_lines(steps: tuple[Step | Repeat, ...], unit: Unit = Unit.KM) -> list[str]:
    """Format steps one a line: a repetition with its recovery is one line."""
    following: list[Step | Repeat | None] = [*steps[1:], None]
    return [_format_part(part, after, unit) for part, after in zip(steps, following, strict=False)]


def _format_part(part: Step | Repeat, after: Step | Repeat | None, unit: Unit) -> str:
    if isinstance(part, Step):
        return _format_step(part, unit)
    if len(part.steps) == 1:
        (step,) = part.steps
        only = _format_step(step, unit)
        # What follows could be read as the recovery of the repetitions, except after parentheses.
        is_followed = isinstance(after, Step) and (
            after.kind is StepKind.RECOVERY or (is_plain_work(after) and after.intensity is Intensity.EASY)
        )
        return f"{part.count} × ({only})" if is_followed else f"{part.count} × {only}"
    is_run_walk = any(step.note == "walk" for step in part.steps)
    words = [_format_step(step, unit, run=is_run_walk and is_plain_work(step)) for step in part.steps]
    if len(part.steps) == 2 and is_plain_work(part.steps[1]):  # it would be read as the recovery
        words[1] = _format_step(part.steps[1], unit, run=True)
    return f"{part.count} × ({', '.join(words)})"


def is_plain_work(step: Step) -> bool:
    """Return whether a step of work has no words of its own, or only ``easy``; the second of two is then a recovery."""
    has_words = step.intensity not in (None, Intensity.EASY) or step.pace_s_per_km is not None or step.note is not None
    return step.kind is StepKind.WORK and not has_words


def _format_step(step: Step, unit: Unit, *, run: bool = False) -> str:
    noun, note, usual = _KIND_WORDS[step.kind], step.note, USUAL_INTENSITY.get(step.kind)
    if step.kind is StepKind.RECOVERY and note in REST_NOTES:
        noun, note = "standing rest" if note == "standing" else note or "", None
    elif step.kind is StepKind.RECOVERY:
        noun, usual = ("recovery", None) if step.intensity is None else ("jog", Intensity.EASY)
    at = [] if step.pace_s_per_km is None else [_format_pace(step.pace_s_per_km, unit)]
    words = [_format_amount(step, unit)]
    if note in PACE_NOTES and PACE_NOTES[note] is step.intensity:
        at.append(note)
        note = None
    elif step.intensity is Intensity.EASY is not usual:
        words.append("easy")
    elif step.intensity is not usual:
        at.append("any effort" if step.intensity is None else INTENSITY_WORDS[step.intensity])
    words += [noun] * bool(noun) + ["run"] * run
    words += ["at", *at] if at else []
    if note is not None:
        words.append(note if note in _PLAIN_NOTES else f'"{note}"')
    return " ".join(words)


def _format_amount(step: Step, unit: Unit) -> str:
    if step.duration_s is not None:
        minutes, seconds = divmod(step.duration_s, 60)
        if seconds and step.duration_s > 90:
            return f"{minutes}:{seconds:02d} min"
        return f"{step.duration_s} s" if seconds else f"{minutes} min"
    metres = step.distance_m or 0.0
    if metres < SHORT_M and could_be_minutes(step):
        return f"{_plain_number(metres / METRES_PER_UNIT[Unit.KM], 6)} km"
    if metres == round(metres) and metres < METRES_PER_UNIT[Unit.KM]:
        return f"{metres:.0f} m"
    for written in (unit, Unit.KM, Unit.MI):
        figure = round(metres / METRES_PER_UNIT[written], 3)
        is_round = round(figure * METRES_PER_UNIT[written], 3) == metres
        if is_round and (written is Unit.MI or metres >= METRES_PER_UNIT[Unit.KM]):
            return f"{_plain_number(figure, 3)} {written}"
    return f"{_plain_number(metres, 3)} m"


def _plain_number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def could_be_minutes(step: Step) -> bool:
    """Return whether ``60 m`` of this step would be doubtful: ``60m warm-up`` is hardly sixty metres."""
    if step.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
        return True
    slow = (Intensity.EASY, Intensity.MARATHON, Intensity.THRESHOLD)
    return step.kind is StepKind.WORK and step.intensity in slow


def _format_pace(pace: tuple[int, int], unit: Unit) -> str:
    fast, slow = (round(end * METRES_PER_UNIT[unit] / METRES_PER_UNIT[Unit.KM]) for end in pace)
    figures = [format_clock(end) for end in dict.fromkeys((fast, slow))]
    return f"{'-'.join(figures)}/{unit.value}"
