"""The steps of a run for a watch: its own steps and repetitions, or the whole run as one step."""

from __future__ import annotations

from planner.exchange.watches.watch_steps import Phase, WatchRepeat, WatchStep, WatchSteps, fit_name
from planner.text import capitalize_first, clean_line
from planner.training.formatting import format_amounts
from planner.training.races import Unit
from planner.training.steps import Intensity, Repeat, Step, StepKind, single_steps
from planner.training.steps_text import INTENSITY_WORDS, PACE_NOTES, REST_NOTES, USUAL_INTENSITY
from planner.training.workouts import Workout

_PHASES = {
    StepKind.WARMUP: Phase.WARM_UP,
    StepKind.WORK: Phase.ACTIVE,
    StepKind.RECOVERY: Phase.RECOVERY,
    StepKind.COOLDOWN: Phase.COOL_DOWN,
    StepKind.STRIDES: Phase.ACTIVE,
}
_NAMES = {
    StepKind.WARMUP: "warm-up",
    StepKind.WORK: "",
    StepKind.RECOVERY: "recovery",
    StepKind.COOLDOWN: "cool-down",
    StepKind.STRIDES: "strides",
}
_STANDING = frozenset(REST_NOTES) - {"walk"}


def run_watch_steps(workout: Workout, name: str, unit: Unit) -> tuple[WatchSteps, tuple[str, ...]]:
    """Return the steps of a run, and what of them no watch can show, half a sentence each.

    Args:
        workout: The run, or any workout without sets; what is planned counts.
        name: The name of the one step of a run without steps.
        unit: The unit of distances in words.
    """
    steps = workout.planned.steps
    if not steps:
        return (_whole_workout(workout, name, unit),), ()
    watch_steps = tuple(
        WatchRepeat(part.count, tuple(map(_watch_step, part.steps))) if isinstance(part, Repeat) else _watch_step(part)
        for part in steps
    )
    return watch_steps, tuple(dict.fromkeys(lost for step in single_steps(steps) if (lost := _lost_pace(step))))


def _whole_workout(workout: Workout, name: str, unit: Unit) -> WatchStep:
    """Return a workout as one step: by its distance, else by its time, else until the lap button is pressed.

    Where both were planned and neither is an estimate, the notes have both.
    """
    planned, estimated = workout.planned, workout.estimated
    metres, seconds = planned.distance_m, planned.duration_s
    if metres is None or ("distance_m" in estimated and seconds is not None):
        return WatchStep(name, duration_s=seconds)
    are_both_planned = seconds is not None and "duration_s" not in estimated
    return WatchStep(name, distance_m=metres, notes=format_amounts(planned, unit) if are_both_planned else "")


def _watch_step(step: Step) -> WatchStep:
    is_standing = step.kind is StepKind.RECOVERY and step.note in _STANDING
    words = _words(step) or ["run"]
    in_full = ", ".join(words)
    name = next((name for name in (in_full, *reversed(words)) if fit_name(name) == name), words[0])
    return WatchStep(
        capitalize_first(name),
        Phase.REST if is_standing else _PHASES[step.kind],
        step.duration_s,
        step.distance_m,
        step.pace_s_per_km,
        notes="" if name == in_full else in_full,
    )


def _words(step: Step) -> list[str]:
    """Return what a step is in words, without its length and pace: ``threshold pace``, ``jog``; the last say most."""
    noun, effort, note = _NAMES[step.kind], _effort_words(step), clean_line(step.note or "")
    if step.kind is StepKind.RECOVERY and step.note in REST_NOTES:
        noun, note = ("standing rest" if note == "standing" else note), ""
    elif step.kind is StepKind.RECOVERY and step.intensity is Intensity.EASY:
        noun, effort = "jog", ""
    if step.note in PACE_NOTES and PACE_NOTES[step.note] is step.intensity:
        effort = ""  # the pace of a race says more than the training pace that is nearest to it
    return [words for words in (noun, effort, note) if words]


def _effort_words(step: Step) -> str:
    if step.intensity is None or step.intensity is USUAL_INTENSITY.get(step.kind):
        return ""
    return INTENSITY_WORDS[step.intensity]


def _lost_pace(step: Step) -> str:
    """Return that only words say how hard a step is; empty where it has a pace, or is as easy or fast as usual."""
    is_plain = step.intensity in (None, Intensity.EASY, USUAL_INTENSITY.get(step.kind))
    if is_plain or step.pace_s_per_km is not None:
        return ""
    return f'"{", ".join(_words(step))}" is only in words, since no pace is planned'
