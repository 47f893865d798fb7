"""The workouts in a cell of somebody's plan: ``Easy - 6 km``, ``AM: 5 km easy / PM: 6 km tempo``, ``Ruhetag``.

A cell may also define a workout with lines of steps, ``running: 14k, 4x 1.6k @TMP`` and ``- warmup: 2km``, to which
later cells refer by its name alone.

Every reader of plans comes here for the words of a workout: the cell of a grid or a list, the summary of a calendar's
event, the text of a tree. See `parse_cell`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.exchange.plans.file_units import FileUnits
from planner.exchange.plans.measures_in_text import MeasureRange, find_distance, find_duration, normalize_text
from planner.exchange.plans.plan_builder import ParsedWorkout
from planner.text import clean_line, clean_note
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workouts import Effort, Slot, Sport

_SPORT = re.compile(r"(running|run|cycling|biking|swimming|strength|cross|walking)\s*:\s*(.+)", re.IGNORECASE)
_STEP = re.compile(r"(?P<indent> *)- ?(?P<name>[a-z][a-z -]{0,30}?) ?: ?(?P<what>[^@]*)", re.IGNORECASE)
_STEP_DISTANCE = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)\s*(km|k|mi|m)\b", re.IGNORECASE)
_METRES_PER = {"k": METRES_PER_UNIT[Unit.KM], "km": METRES_PER_UNIT[Unit.KM], "mi": METRES_PER_UNIT[Unit.MI], "m": 1.0}
_STEP_TIME = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,4}):([0-9]{2})")


@dataclass(slots=True)
class DefinedWorkouts:
    """The workouts of a file that a cell defines with steps, by the name that later cells refer to.

    Attributes:
        by_name: The workouts, by their name in `normalize_text`'s form.
        references: How many cells referred to one of them.
    """

    by_name: dict[str, ParsedWorkout] = field(default_factory=dict)
    references: int = 0


def parse_cell(
    text: str,
    day: int,
    units: FileUnits,
    *,
    where: str = "",
    type_words: str = "",
    slot: Slot | None = None,
    sport: Sport | None = None,
    kind: str | None = None,
    planned: Effort | None = None,
    note: str = "",
    defined: DefinedWorkouts | None = None,
) -> list[ParsedWorkout]:
    """Return every workout that a cell names, in its order; none for an empty cell.

    Nothing is refused: a figure that cannot be read is none, and `planner.exchange.plans.figure_check`, which
    `build_plan` runs over the file's cells, lists it under "please check". Words for rest make a workout of rest.

    Args:
        text: The author's words as the file has them: several lines, two workouts, steps; any of the seven languages.
        day: Days since the plan's first day, from 0.
        units: What ``m`` and numbers alone mean in this file; `find_file_units` works it out once for all its cells.
        where: What a doubt calls the cell: ``week 2 Tue``, ``line 7``; by default the week and day of the plan.
        type_words: The author's words in a column of types (``Long Run``). They tell the kind, and are the title where
            `text` is empty.
        slot: The half of the day, where a field of its own gives it; of two workouts without one in a cell, the first
            is in the morning and the second in the evening.
        sport: The sport, where a field of its own gives it. It holds for every workout in the cell.
        kind: The kind (a `RunKind` or `StrengthKind` value), where a field of its own gives it; as `sport`.
        planned: Distance, duration and RPE from fields of their own. They win over figures in the words of a single
            workout; of several workouts in one cell the first has them.
        note: What other fields say (comments, details); kept as the note, after what does not fit the title.
        defined: The workouts defined so far in this file. One that the cell defines is added, and a cell that is only
            the name of one takes its steps. None: the format has no such names.
    """
    del units
    lines = [line.rstrip() for line in clean_note(text).split("\n") if line.strip()]
    if not lines and not type_words.strip():
        return []
    name, steps = (clean_line(lines[0]), tuple(lines[1:])) if lines else (clean_line(type_words), ())
    with_sport = _SPORT.fullmatch(name)
    if with_sport is not None:
        word = with_sport[1].lower()
        sport = Sport.RUN if word.startswith("run") else Sport.STRENGTH if word == "strength" else Sport.CROSS
        name = clean_line(with_sport[2])
    effort, range_line = _planned_effort(name, steps)
    own_note = "\n".join([*([name, *steps] if steps else []), *([range_line] if range_line else [])])
    workout = ParsedWorkout(
        day=day,
        title=name,
        source_text=f"{type_words}: {name}" if type_words and lines else name,
        slot=slot,
        planned=effort if planned is None or planned == Effort() else planned,
        note=clean_note("\n".join(part for part in (own_note, note) if part)),
        sport=sport,
        kind=kind,
        where=where,
    )
    if defined is not None:
        key = normalize_text(name)
        if steps:
            defined.by_name[key] = workout
        elif key in defined.by_name:
            defined.references += 1
            workout = replace(defined.by_name[key], day=day, where=where)
    return [workout]


def _planned_effort(name: str, step_lines: Sequence[str]) -> tuple[Effort, str]:
    """Return the distance or duration of a cell, and a line for the note when its name gives a range."""
    words = normalize_text(name)
    distance, duration = find_distance(words), find_duration(words)
    steps_m, steps_s = _sum_steps(step_lines)
    if distance is not None:
        metres, line = _figure_of_range(distance, steps_m)
        return Effort(distance_m=round(metres, 3)), line
    if duration is not None:
        seconds, line = _figure_of_range(duration, steps_s)
        return Effort(duration_s=round(seconds)), line
    if steps_m is not None:
        return Effort(distance_m=round(steps_m, 3)), ""
    return Effort(duration_s=None if steps_s is None else round(steps_s)), ""


def _figure_of_range(span: MeasureRange, steps: float | None) -> tuple[float, str]:
    """Return what is planned, in metres or seconds, and a line for the note when the name gives a range.

    Args:
        span: The figure or range in the name.
        steps: What the steps add up to, in the same unit, or None.
    """
    if span.low == span.high:
        return span.high, ""
    if steps is None:
        return span.high, "The name gives a range; its upper end is planned."
    return steps, "The name gives a range; what the steps add up to is planned."


def _sum_steps(lines: Sequence[str]) -> tuple[float | None, float | None]:
    """Return what the steps add up to: metres when only distances are given, seconds when only times are."""
    metres = seconds = 0.0
    repeats, repeat_indent = 1, -1
    for line in lines:
        step = _STEP.match(line)
        if step is None:
            continue
        indent = len(step["indent"])
        if indent <= repeat_indent:  # steps of a repetition are indented more than it
            repeats, repeat_indent = 1, -1
        what = step["what"].strip()
        if step["name"].lower() == "repeat":
            repeats, repeat_indent = (int(what) if what.isascii() and what.isdigit() and len(what) < 4 else 1), indent
            continue
        distance, clock = _STEP_DISTANCE.match(what), _STEP_TIME.match(what)
        if distance is not None:
            metres += repeats * float(distance[1].replace(",", ".")) * _METRES_PER[distance[2].lower()]
        elif clock is not None:
            seconds += repeats * (int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if metres and not seconds:
        return metres, None
    return (None, seconds) if seconds and not metres else (None, None)
