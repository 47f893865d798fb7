"""The steps of a run in a plan's words: ``Intervals: 2 mi warm-up, 6 x 800 m w/ 400 m jog, 1 mi cool-down``.

Only what is certain counts: repetitions, or parts that say what they are for, and no word that is not understood.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from planner.text import clean_line
from planner.training.measures import METRES_PER_MILE
from planner.training.parse_steps import parse_steps
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.steps import (
    MAX_NOTE,
    Intensity,
    Repeat,
    Step,
    StepKind,
    single_steps,
    steps_distance_m,
    steps_duration_s,
)
from planner.training.structured_runs import describe_misfit, fit_steps, with_step_sums
from planner.training.workouts import Effort

_HEADING = re.compile(r"\s*(?:[a-z][a-z'’ -]{0,40}[a-z]\s*[:,–—-]\s+)(?=\S*[0-9]|(?:warm|wu\b))", re.IGNORECASE)
"""Words before the steps that give no length: ``Track intervals:``, ``Tempo,``."""
_TOTAL = re.compile(
    r"\s*[0-9]{1,3}(?:[.,][0-9]{1,2})?\s*-?\s*(?:km|k|mi|miles?|min|minutes?)\b"
    r"(?:\s+(?:total|run|intervals?|tempo|speed|track|hills?))*\s*"
    r"(?::|,\s*(?=[0-9]+\s*[x×])|(?:\s*(?:easy|long|steady|run))*,?\s*(?:consisting of|including|incl\.?)\s)",
    re.IGNORECASE,
)
"""The length of the whole run before its steps: ``10 km total: ...``, ``8 miles including ...``."""
_TOTAL_AT_END = re.compile(r",?\s*\([0-9.,]{1,6}\s*(?:km|k|mi|miles?)(?: total)?\)\s*$", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    r"\s*(?:intervals?|speed ?work|track|fartlek|hill repeats|hills|tempo(?: run)?|threshold|cruise intervals|yasso"
    r"|(?:marathon|half marathon|race) pace|sub-?threshold|lt|vo2 ?max)\s+(?=[0-9]{1,2} ?[x×])",
    re.IGNORECASE,
)
_INCLUDED = re.compile(r"[^()]{1,80}\((?:inc|incl\.?|including)\s+(?P<steps>[^()]{1,200})\)\s*$", re.IGNORECASE)
"""Steps in parentheses after the length of the whole run: ``Speedwork 6 mi (inc 5x800m, 200m jog)``."""
_RANGE = re.compile(
    r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)?\s*[-–]\s*([0-9]+(?:[.,][0-9]+)?\s*(?:km|mi|miles?|min|minutes?|s|sec|m)\b)",
    re.IGNORECASE,
)
"""A length with a lower and an upper end; the upper one is planned, as for whole runs."""
_IN_TIME = re.compile(r"(?<=[0-9km]) in ([0-9]{1,2}:[0-5][0-9])(?= ?[,(]| with|$)")
"""How fast a repetition is: ``6 x 800 m in 4:00``."""
_REPEATED = re.compile(r"[0-9] ?[x×*] ?[0-9(]|repeat", re.IGNORECASE)
_EASY = re.compile(r"\b(?:easy|regular|recovery|general aerobic)\b", re.IGNORECASE)
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?"
_LENGTH = rf"{_NUMBER}(?: ?- ?{_NUMBER})? ?(?:km|k|mi|miles?|min|minutes?|')(?![a-z])"
_PART = re.compile(
    r"\b(?P<place>last|final|finish(?:ing)?(?: with)?|first|middle|incl\.?|including|inc|with|w/) (?:the )?"
    rf"(?P<length>{_LENGTH})(?P<how>[^,;.()\n0-9]{{0,40}}(?:\b(?:3|5|10|15)k (?:pace|effort))?)",
    re.IGNORECASE,
)
"""A part of a run that the words give a length of its own: ``last 3 km at race pace``."""
_MOST_CHARACTERS = 500
_ROUNDED_SHARE = 0.05
"""Authors round the length of a whole run; up to this share of it the easy steps take the difference."""
_ROUND_M, _ROUND_S = 100.0, 60
_LEAST_M, _LEAST_S = 400.0, 120
"""A warm-up or cool-down shorter than this is not added."""


@lru_cache(maxsize=512)  # a plan repeats its workouts
def steps_in_words(text: str, unit: Unit) -> tuple[Step | Repeat, ...]:
    """Return the steps that words give; none where a word is not understood or nothing is repeated.

    Args:
        text: The author's words, on one line or several.
        unit: The unit of the plan, for a pace without one.
    """
    if len(text) > _MOST_CHARACTERS or not any(char.isdigit() for char in text):
        return ()
    text = _RANGE.sub(r"\1", _TOTAL_AT_END.sub("", _IN_TIME.sub(r' "in \1"', text)))
    heading = _HEADING.match(text)
    included = _INCLUDED.match(text)
    readings = (
        *([included["steps"]] if included else ()),
        _TOTAL.sub("", text, count=1),
        text,
        text[heading.end() :] if heading else text,
        _KIND_BEFORE.sub("", text, count=1),
    )
    for words in dict.fromkeys(readings):
        try:
            steps = parse_steps(words, unit)
        except RefusedError:
            continue
        if not _is_structured(steps):
            return ()
        is_easy = heading is not None and _EASY.search(heading[0]) is not None
        return _with_easy_first(steps) if is_easy else steps
    return ()


def with_steps_in_words(planned: Effort, text: str, unit: Unit) -> tuple[Effort, str]:
    """Return what is planned with the steps that the words give, and how they contradict its length.

    Words often leave out the easy running around repetitions. Where the steps are shorter than the run and have neither
    warm-up nor cool-down, the rest is run before and after them. Steps that contradict the length are left out.

    Args:
        planned: The distance and time of the run, as far as the plan gives them.
        text: The author's words.
        unit: The unit of the plan.

    Returns:
        What is planned; and half a sentence, ``add up to 9.2 km, not 10 km``, where steps were left out, else nothing.
    """
    steps = steps_in_words(text, unit) or _steps_around_part(planned, text, unit)
    if not steps or _says_both_lengths(planned, steps):
        return planned, ""
    effort = _with_easy_ends(with_step_sums(replace(planned, steps=steps)))
    metres = steps_distance_m(steps)
    if _RANGE.search(text) is not None:  # the author leaves the length open, so the figure decides
        effort = fit_steps(_with_easy_part_left(effort)) or effort
    elif metres is not None and effort.distance_m and abs(metres / effort.distance_m - 1) <= _ROUNDED_SHARE:
        effort = fit_steps(effort) or effort
    misfit = describe_misfit(effort, unit)
    return (planned, misfit) if misfit else (effort, "")


def _says_both_lengths(planned: Effort, steps: tuple[Step | Repeat, ...]) -> bool:
    """Return whether two steps are the distance and the time of one run: ``8 km (50 min)``."""
    singles = [step for step in steps if isinstance(step, Step)]
    lengths = {step.distance_m or step.duration_s for step in singles}
    return len(steps) == len(singles) == 2 and lengths == {planned.distance_m, planned.duration_s}


def _steps_around_part(planned: Effort, text: str, unit: Unit) -> tuple[Step | Repeat, ...]:
    """Return the part of a run that its words single out, with easy running around it; none where none is."""
    parts = [*_PART.finditer(text[:_MOST_CHARACTERS])]
    if len(parts) != 1 or _REPEATED.search(text) is not None:
        return ()
    part = _read_part(parts[0]["length"], parts[0]["how"].strip(), unit)
    if part is None or part.kind is not StepKind.WORK:
        return ()
    by_distance = part.distance_m is not None
    whole = planned.distance_m if by_distance else planned.duration_s
    left = (whole or 0) - (part.distance_m or part.duration_s or 0)
    round_m = _ROUND_M if unit is Unit.KM else METRES_PER_MILE / 10
    first, last = _halves(left, round_m if by_distance else _ROUND_S)
    place, least = parts[0]["place"].lower(), _LEAST_M if by_distance else _LEAST_S
    steps: tuple[Step, ...] = ()
    if place.startswith(("last", "fin")) and left >= least:
        steps = (_easy(left, part), part)
    elif place == "first" and left >= least:
        steps = (part, _easy(left, part))
    elif last >= least:
        warm_up, cool_down = _easy(first, part), _easy(last, part)
        steps = (replace(warm_up, kind=StepKind.WARMUP), part, replace(cool_down, kind=StepKind.COOLDOWN))
    return steps


def _read_part(length: str, how: str, unit: Unit) -> Step | None:
    """Return a part as a step; words for its pace that are not known become its note."""
    length = _RANGE.sub(r"\1", length)
    for words in (f"{length} {how}", f'{length} "{clean_line(how, MAX_NOTE)}"', length):
        try:
            steps = parse_steps(words, unit)
        except RefusedError:
            continue
        if len(steps) == 1 and isinstance(steps[0], Step):
            return steps[0]
    return None


def _easy(length: float, like: Step) -> Step:
    """Return an easy step of so many metres or seconds, whichever a step is measured in."""
    if like.distance_m is not None:
        return Step(StepKind.WORK, round(length, 3), intensity=Intensity.EASY)
    return Step(StepKind.WORK, None, round(length), intensity=Intensity.EASY)


def _with_easy_first(steps: tuple[Step | Repeat, ...]) -> tuple[Step | Repeat, ...]:
    """Return the steps with the first one easy, where it says nothing of its own: ``Easy run: 6 mi, then strides``."""
    first = steps[0]
    if isinstance(first, Step) and first.kind is StepKind.WORK and first.intensity is None and first.note is None:
        return (replace(first, intensity=Intensity.EASY), *steps[1:])
    return steps


def _with_easy_part_left(effort: Effort) -> Effort:
    """Return the effort with its first easy step as long as the others leave it, where those are run for a time."""
    first = effort.steps[0]
    others = sum(step.distance_m or 0.0 for step in single_steps(effort.steps[1:]))
    is_open = isinstance(first, Step) and first.intensity is Intensity.EASY and first.distance_m is not None
    if not is_open or effort.distance_m is None or steps_distance_m(effort.steps) is not None:
        return effort
    assert isinstance(first, Step)
    left = round(effort.distance_m - others, -1) if others else effort.distance_m
    return replace(effort, steps=(replace(first, distance_m=left), *effort.steps[1:])) if left >= _LEAST_M else effort


def _is_structured(steps: tuple[Step | Repeat, ...]) -> bool:
    if any(isinstance(part, Repeat) for part in steps):
        return True
    singles = [part for part in steps if isinstance(part, Step)]
    if {step.distance_m is None for step in singles} == {True, False}:  # neither distance nor time is their sum
        return True
    named = (StepKind.WARMUP, StepKind.COOLDOWN, StepKind.STRIDES)
    return len(steps) > 1 and any(isinstance(part, Step) and part.kind in named for part in steps)


def _with_easy_ends(effort: Effort) -> Effort:
    """Return the effort with a warm-up and a cool-down that fill its length, where its steps have neither."""
    if any(isinstance(part, Step) and part.kind in (StepKind.WARMUP, StepKind.COOLDOWN) for part in effort.steps):
        return effort
    metres, seconds = steps_distance_m(effort.steps), steps_duration_s(effort.steps)
    if metres is not None and effort.distance_m is not None:
        first, last = _halves(effort.distance_m - metres, _ROUND_M)
        if last < _LEAST_M:
            return effort
        warm_up = Step(StepKind.WARMUP, first, intensity=Intensity.EASY)
        cool_down = replace(warm_up, kind=StepKind.COOLDOWN, distance_m=round(last, -1))
        return replace(effort, steps=(warm_up, *effort.steps, cool_down))
    if seconds is not None and effort.duration_s is not None:
        first, last = _halves(effort.duration_s - seconds, _ROUND_S)
        if last < _LEAST_S:
            return effort
        warm_up = Step(StepKind.WARMUP, None, round(first), intensity=Intensity.EASY)
        cool_down = replace(warm_up, kind=StepKind.COOLDOWN, duration_s=round(last))
        return replace(effort, steps=(warm_up, *effort.steps, cool_down))
    return effort


def _halves(whole: float, size: float) -> tuple[float, float]:
    """Return two halves of a length, the first a multiple of a size and not the shorter one."""
    first = -(-whole / 2 // size) * size
    return first, round(whole - first, 3)
