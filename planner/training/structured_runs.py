"""Keep the length of a structured run and the sum of its steps equal.

The easy parts take up a difference: warm-up, cool-down, and easy running between them. Work and recoveries stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.training.formatting import format_hours
from planner.training.measures import format_distance
from planner.training.races import Unit
from planner.training.steps import (
    Intensity,
    Repeat,
    Step,
    StepKind,
    single_steps,
    steps_distance_m,
    steps_duration_s,
)
from planner.training.workouts import Effort

_LEAST_EASY_M, _LEAST_EASY_S = 500.0, 180
"""An easy part is not made shorter than this."""
_ROUND_M, _ROUND_S = 100, 60
"""What new lengths are rounded to; the last one takes what is left, to 10 m."""
_TOLERANCE = 0.01
"""A sum that differs from the run's length by less than this share was rounded."""


def with_step_sums(effort: Effort) -> Effort:
    """Return the effort with the distance or time that it lacks, where the steps add up to one."""
    return replace(
        effort,
        distance_m=steps_distance_m(effort.steps) if effort.distance_m is None else effort.distance_m,
        duration_s=steps_duration_s(effort.steps) if effort.duration_s is None else effort.duration_s,
    )


def describe_misfit(effort: Effort, unit: Unit = Unit.KM) -> str:
    """Return how the steps contradict distance or time, ``add up to 9.2 km, not 10 km``; empty where they do not."""
    singles = [*single_steps(effort.steps)]
    given_m, given_s = effort.distance_m, effort.duration_s
    metres, seconds = steps_distance_m(effort.steps), steps_duration_s(effort.steps)
    if given_m is not None and _differs(sum(step.distance_m or 0.0 for step in singles), given_m, metres is not None):
        sum_text = "more than" if metres is None else f"{format_distance(metres, unit)}, not"
        return f"add up to {sum_text} {format_distance(given_m, unit)}"
    if given_s is not None and _differs(sum(step.duration_s or 0 for step in singles), given_s, seconds is not None):
        sum_text = "more than" if seconds is None else f"{format_hours(seconds)}, not"
        return f"add up to {sum_text} {format_hours(given_s)}"
    return ""


def _differs(known: float, given: float, is_whole: bool) -> bool:
    """Return whether the known lengths of the steps contradict the run's: they are more, or all and another sum."""
    return known > given * (1 + _TOLERANCE) or (is_whole and known < given * (1 - _TOLERANCE))


def fit_steps(effort: Effort) -> Effort | None:
    """Return the effort with its easy steps lengthened or shortened to its distance or time.

    Returns:
        The effort itself where the steps fit already; None where they cannot be made to fit.
    """
    if not describe_misfit(effort):
        return effort
    metres, seconds = steps_distance_m(effort.steps), steps_duration_s(effort.steps)
    steps: tuple[Step | Repeat, ...] | None = None
    if metres is not None and effort.distance_m is not None:
        steps = _stretch(effort.steps, effort.distance_m - metres, by_distance=True)
    elif seconds is not None and effort.duration_s is not None:
        steps = _stretch(effort.steps, effort.duration_s - seconds, by_distance=False)
    return None if steps is None else replace(effort, steps=steps)


def work_steps(steps: tuple[Step | Repeat, ...]) -> Iterator[Step]:
    """Yield the steps of work faster than easy, each as often as it is run."""
    return (step for step in single_steps(steps) if step.kind is StepKind.WORK and not _is_easy(step))


def stretch_easy_steps(
    steps: tuple[Step | Repeat, ...], metres: float, easy_pace: float
) -> tuple[Step | Repeat, ...] | None:
    """Return steps by distance and by time, the easy ones so many metres longer or, where it is negative, shorter.

    Args:
        steps: The steps.
        metres: The difference, shared out in proportion to how long the easy steps are.
        easy_pace: The pace of the easy steps by time, in seconds a kilometre.

    Returns:
        The steps; None where none is easy, or where too little would be left of one.
    """
    lengths = {place: length for place, part in _easy_steps(steps) if (length := part.metres_at(easy_pace))}
    total = sum(lengths.values())
    if not total or total + metres <= 0:
        return None
    stretched = list(steps)
    left, share = total + metres, (total + metres) / total
    for place, length in lengths.items():
        part = stretched[place]
        assert isinstance(part, Step)
        wanted = left if place == max(lengths) else length * share
        if part.distance_m is not None:
            new_m = _round_length(wanted, _ROUND_M, 10, is_last=place == max(lengths))
            if new_m < min(_LEAST_EASY_M, part.distance_m):
                return None
            stretched[place], taken = replace(part, distance_m=new_m), new_m
        else:
            new_s = _round_length(wanted / 1000 * easy_pace, _ROUND_S, 1, is_last=place == max(lengths))
            if new_s < min(_LEAST_EASY_S, part.duration_s or 0):
                return None
            stretched[place], taken = replace(part, duration_s=round(new_s)), new_s / easy_pace * 1000
        left -= taken
    return tuple(stretched)


def _round_length(length: float, usual: int, last: int, *, is_last: bool) -> float:
    step = last if is_last else usual
    return float(round(length / step) * step)


def _easy_steps(steps: tuple[Step | Repeat, ...]) -> Iterator[tuple[int, Step]]:
    """Yield the easy steps that are run once, each with its place."""
    for place, part in enumerate(steps):
        if isinstance(part, Step) and _is_easy(part):
            yield place, part


def shorten(effort: Effort, share: float) -> Effort:
    """Return a shorter run whose steps fit its distance and time.

    Steps that cannot be made to fit, and those of which only some have a distance, are dropped, except those of running
    and walking: they are repeated less often, and the run is then as long as they are.

    Args:
        effort: The run with its new distance and time, and the steps it had before.
        share: What was kept of its length, 0 to 1.
    """
    has_known_sum = steps_distance_m(effort.steps) is not None or steps_duration_s(effort.steps) is not None
    fitted = fit_steps(effort) if has_known_sum or not effort.steps else None
    if fitted is not None:
        return fitted
    if not any(step.note == "walk" for step in single_steps(effort.steps)):
        return replace(effort, steps=())
    steps = tuple(
        replace(part, count=max(round(part.count * share), 2)) if isinstance(part, Repeat) else part
        for part in effort.steps
    )
    metres, seconds = steps_distance_m(steps), steps_duration_s(steps)
    return replace(
        effort,
        distance_m=effort.distance_m if metres is None else metres,
        duration_s=effort.duration_s if seconds is None else seconds,
        steps=steps,
    )


def _stretch(
    steps: tuple[Step | Repeat, ...], difference: float, *, by_distance: bool
) -> tuple[Step | Repeat, ...] | None:
    """Return the steps with the difference, in metres or seconds, spread over the easy ones in proportion."""
    least, step_size = (_LEAST_EASY_M, _ROUND_M) if by_distance else (_LEAST_EASY_S, _ROUND_S)
    lengths = {
        place: length
        for place, part in _easy_steps(steps)
        if (length := part.distance_m if by_distance else part.duration_s)
    }
    total = sum(lengths.values())
    if not total or total + difference <= 0:
        return None
    stretched = list(steps)
    left = total + difference
    share = left / total
    for place, length in lengths.items():
        is_last = place == max(lengths)
        new = round(left, -1 if by_distance else 0) if is_last else round(length * share / step_size) * step_size
        left -= new
        if new < min(least, length):
            return None
        part = stretched[place]
        assert isinstance(part, Step)
        stretched[place] = (
            replace(part, distance_m=round(float(new), 3)) if by_distance else replace(part, duration_s=round(new))
        )
    return tuple(stretched)


def _is_easy(step: Step) -> bool:
    if step.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
        return True
    return step.kind is StepKind.WORK and step.intensity is Intensity.EASY
