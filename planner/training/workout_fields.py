"""Parse and format the fields of a workout as people type them, in the screen's forms and on the command line.

A field that is not given leaves the workout unchanged; a field given empty clears it. An estimated figure has a ``~``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from planner.text import NOTE_LIMIT, TITLE_LIMIT, clean_line, clean_note
from planner.training.dates import DateReader
from planner.training.formatting import kind_name
from planner.training.kind_changes import change_kind, former_of_kind
from planner.training.kinds import kind_word, parse_kind
from planner.training.measures import (
    format_distance,
    format_duration,
    parse_distance,
    parse_duration,
    parse_rpe,
    quoted,
)
from planner.training.own_exercises import EXAMPLES, KnownExercises
from planner.training.parse_steps import parse_steps
from planner.training.races import Priority, Unit
from planner.training.refusal import RefusedError, check_length
from planner.training.set_fields import SET_FIELDS, format_set_fields, parse_sets
from planner.training.steps import steps_distance_m, steps_duration_s
from planner.training.steps_text import format_steps
from planner.training.structured_runs import describe_misfit, fit_steps, with_step_sums
from planner.training.workout_names import has_own_title, own_title, workout_name
from planner.training.workouts import (
    ENDURANCE_SPORTS,
    Effort,
    Slot,
    Sport,
    Workout,
)

WORKOUT_FIELDS = (
    "what", "title", "day", "distance", "time", "steps", "start", "sled", "sit", "exercises", "rpe", "priority", "note",
)  # fmt: skip
"""The fields of a workout, in the order that forms ask for them."""
SLOT_STARTS = {Slot.AM: "07:00", Slot.PM: "18:00"}
"""When each half of a day starts by default."""

_ESTIMATED = {"distance_m": "distance", "duration_s": "time"}
"""The figures that can be estimated, with the fields that they are typed in."""
_START = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(am|pm)?")


def format_fields(workout: Workout, unit: Unit) -> dict[str, str]:
    """Return the texts of a workout's fields, as `parse_workout` reads them."""
    planned = workout.planned
    metres, seconds = planned.distance_m, planned.duration_s
    about = {name: "~" * (name in workout.estimated) for name in _ESTIMATED}
    return {
        "what": kind_word(workout.sport, workout.kind),
        "title": clean_line(workout.title),
        "day": workout.date.isoformat(),
        "distance": "" if metres is None else about["distance_m"] + format_distance(metres, unit),
        "time": "" if seconds is None else about["duration_s"] + format_duration(seconds),
        "steps": format_steps(planned.steps, unit),
        "start": workout.start or workout.slot or "",
        **format_set_fields(planned.sets),
        "rpe": "" if planned.rpe is None else f"{planned.rpe:g}",
        "priority": workout.priority or "",
        "note": clean_line(workout.note, NOTE_LIMIT),
    }


def parse_workout(
    typed: Mapping[str, str],
    base: Workout,
    unit: Unit,
    dates: DateReader,
    known: KnownExercises = EXAMPLES,
    *,
    is_form: bool = True,
) -> Workout:
    """Return the workout with typed fields.

    A new length of a run whose steps are neither all by distance nor all by time needs the runner's paces: see
    `planner.training.run_estimates.follow_estimates`.

    Args:
        typed: Texts by the names of `WORKOUT_FIELDS`.
        base: The workout before; a new one has its day and nothing else.
        unit: The unit of a distance written without one.
        dates: Reads the day; on a stored workout ``+1`` and ``fri`` are counted from its own day.
        known: The exercises of the runner's own that are defined.
        is_form: Whether they are the texts of a form, which was filled with `format_fields`: only those that differ are
            read. Else all were typed, so that a figure typed as it was estimated is no estimate any more.

    Raises:
        RefusedError: A text cannot be read, or does not fit the kind; the sentence names the field and the value.
    """
    stored = format_fields(base, unit) if base.id and is_form else {}
    given = {name: text.strip() for name, text in typed.items() if stored.get(name) != text.strip()}
    given |= {name: given[name].removeprefix("~").lstrip() for name in _ESTIMATED.values() if name in given}
    # A new workout may leave "what" empty and keep the kind it starts with; on a stored one that is refused.
    has_kind = given.get("what") or (base.id and "what" in given)
    kind = parse_kind(given["what"]) if has_kind else (base.sport, base.kind)
    before = change_kind(base, kind) if base.id else replace(base, sport=kind[0], kind=kind[1])
    workout = before
    if "day" in given:
        reader = dates.of_workout(base.date) if base.id else dates
        workout = replace(workout, date=reader.read(given["day"], "day"))
    if "note" in given:
        workout = replace(workout, note=clean_note(check_length(given["note"], NOTE_LIMIT, "note")))
    workout = _with_start(replace(workout, priority=_parse_priority(given, workout)), given)
    workout = replace(workout, planned=_parse_effort(given, workout, unit, known))
    if base.id and base.actual is None and base.sport is Sport.STRENGTH and workout.sport in ENDURANCE_SPORTS:
        _check_has_length(given, workout)
    workout = replace(workout, title=_choose_title(given, workout, base))
    if base.id:
        workout = _with_former_kind(given, workout, base)
    estimated = tuple(
        name
        for name in before.estimated
        if _ESTIMATED[name] not in given
        and getattr(workout.planned, name) is not None
        and getattr(with_step_sums(Effort(steps=workout.planned.steps)), name) is None
    )
    moved_in_day = (workout.sport, workout.kind, workout.slot, workout.start) != (
        base.sport, base.kind, base.slot, base.start,
    )  # fmt: skip
    reason = None if moved_in_day or (before.estimated and not estimated) else base.reason
    return replace(workout, estimated=estimated, reason=reason, locked=workout.locked and workout.is_training)


def _parse_priority(given: Mapping[str, str], workout: Workout) -> Priority | None:
    """Return how much a race matters: as typed, else as before; None for what is no race."""
    text = given.get("priority", "").upper()
    if text and not workout.is_race:
        raise RefusedError(f"priority {quoted(given['priority'])}: only a race has one.")
    if text and text not in list(Priority):
        raise RefusedError(
            f"priority {quoted(given['priority'])} is not {', '.join(Priority)}; write one letter of them."
        )
    if "priority" in given:
        return Priority(text) if text else None
    return workout.priority if workout.is_race else None


def parse_start(text: str, field: str = "start") -> tuple[Slot, str]:
    """Parse a start time into half of the day and ``HH:MM``: ``18:00``, ``7``, ``6:30 pm``; ``am`` is 07:00.

    Raises:
        RefusedError: The text is no time of day.
    """
    word = text.lower().strip()
    if word in SLOT_STARTS:
        return Slot(word), SLOT_STARTS[Slot(word)]
    match = _START.fullmatch(word) if len(word) <= 10 else None
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:
        hour = (hour % 12 + 12 * (match[3] == "pm")) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise RefusedError(f"{field} {quoted(text)} is not a time; write it like 18:00, am or pm.")
    return (Slot.AM if hour < 12 else Slot.PM), f"{hour:02d}:{minute:02d}"


def _with_start(workout: Workout, given: Mapping[str, str]) -> Workout:
    """Return the workout with its slot and start: as typed, as before, or the default slot of its sport."""
    if not workout.is_training:
        return replace(workout, slot=None, start=None)
    if given.get("start"):
        slot, start = parse_start(given["start"])
        return replace(workout, slot=slot, start=start)
    if workout.slot is None or "start" in given:
        default = Slot.PM if workout.sport is Sport.STRENGTH else Slot.AM
        return replace(workout, slot=default, start=SLOT_STARTS[default])
    return workout


def _check_has_length(given: Mapping[str, str], workout: Workout) -> None:
    """Refuse a session that becomes training of which nobody knows how long it is."""
    planned = workout.planned
    if not (planned.distance_m or planned.duration_s or planned.steps):
        raise RefusedError(f"kind {quoted(given['what'])}: give its distance or its time with it, as 8 km or 45 min.")


def _with_former_kind(given: Mapping[str, str], workout: Workout, base: Workout) -> Workout:
    """Return a stored workout that forgets what it was before once what it became is edited; a note is of both."""
    former = workout.former_kind
    if former is None:
        return workout
    is_edited = (workout.title, workout.planned) != (base.title, base.planned)
    if is_edited and (workout.sport, workout.kind) == (base.sport, base.kind):
        return replace(workout, former_kind=None)
    return replace(workout, former_kind=replace(former, note=workout.note)) if "note" in given else workout


def _parse_effort(given: Mapping[str, str], workout: Workout, unit: Unit, known: KnownExercises) -> Effort:
    if not workout.is_training:
        for name in ("distance", "time", "steps", *SET_FIELDS, "rpe"):
            if given.get(name):
                raise RefusedError(f"{name} {quoted(given[name])}: a {workout.sport} day asks for nothing.")
        return Effort()
    effort = workout.planned
    if "distance" in given:
        if given["distance"] and workout.sport is Sport.STRENGTH:
            raise RefusedError(f"distance {quoted(given['distance'])}: write a strength session's metres under sled.")
        distance = parse_distance(given["distance"], "distance", unit) if given["distance"] else None
        effort = replace(effort, distance_m=distance)
    if "time" in given:
        effort = replace(effort, duration_s=parse_duration(given["time"], "time") if given["time"] else None)
    if "rpe" in given:
        effort = replace(effort, rpe=parse_rpe(given["rpe"], "rpe") if given["rpe"] else None)
    effort = replace(effort, sets=parse_sets(given, effort.sets, workout.sport, known))
    return _with_steps(given, effort, workout, unit)


def _with_steps(given: Mapping[str, str], effort: Effort, workout: Workout, unit: Unit) -> Effort:
    """Return the effort with the typed steps; a distance or time that is typed without them changes the easy ones."""
    estimated = workout.estimated
    if workout.sport is not Sport.RUN:
        if given.get("steps"):
            raise RefusedError(f"steps {quoted(given['steps'])}: only a run has steps.")
        return replace(effort, steps=())
    if "steps" in given:
        steps = parse_steps(given["steps"], unit)
        lengths = (("distance", steps_distance_m(steps)), ("time", steps_duration_s(steps)))
        known = {name: length for name, length in lengths if length is not None and not given.get(name)}
        metres, seconds = known.get("distance", effort.distance_m), known.get("time", effort.duration_s)
        if steps and "distance" not in known and not given.get("distance"):
            metres = None  # it is estimated from the steps
        effort = replace(effort, distance_m=metres, duration_s=None if seconds is None else int(seconds), steps=steps)
        typed = replace(
            effort,
            distance_m=None if "distance_m" in estimated and not given.get("distance") else effort.distance_m,
            duration_s=None if "duration_s" in estimated and not given.get("time") else effort.duration_s,
        )
        if misfit := describe_misfit(typed, unit):
            raise RefusedError(f"steps {quoted(given['steps'])} {misfit}; change a step, or leave that figure out.")
        return effort
    if not effort.steps or not {"distance", "time"} & given.keys():
        return effort
    effort = with_step_sums(effort)
    if steps_distance_m(effort.steps) is None and steps_duration_s(effort.steps) is None:
        return effort  # how long its steps are depends on the paces
    fitted = fit_steps(effort)
    if fitted is None:
        name = next(name for name in ("distance", "time") if name in given)
        raise RefusedError(f"{name} {quoted(given[name])}: the steps {describe_misfit(effort, unit)}; change them too.")
    return fitted


def _choose_title(given: Mapping[str, str], workout: Workout, base: Workout) -> str:
    """Return the typed title, else the one before, unless that only said the old kind or what a session had."""
    if given.get("title"):
        return clean_line(check_length(given["title"], TITLE_LIMIT, "title"))
    is_session, kind = workout.sport is Sport.STRENGTH, (workout.sport, workout.kind)
    default_title = own_title(workout) if is_session else kind_name(workout)
    if kind != (base.sport, base.kind):
        if former_of_kind(base, kind) is not None:
            return default_title if "title" in given else workout.title
        says_kind = has_own_title(base) or _says_its_kind(base) or _begins_with_its_kind(base)
        is_outdated = workout.sport is not base.sport or says_kind
    else:
        has_other_sets = is_session and workout.planned.sets != base.planned.sets and has_own_title(base)
        is_outdated = has_other_sets or ("steps" in given and _says_its_kind(base))
    return default_title if "title" in given or not base.title or is_outdated else base.title


def _says_its_kind(workout: Workout) -> bool:
    """Return whether a title is only the kind, or the kind with its steps: ``Tempo, 3 × 800 m``."""
    is_of_kind = workout.title.casefold() in (kind_name(workout).casefold(), workout_name(workout))
    return is_of_kind or (bool(workout.planned.steps) and _begins_with_its_kind(workout))


def _begins_with_its_kind(workout: Workout) -> bool:
    name = kind_name(workout).casefold()
    return workout.title.casefold().startswith((f"{name},", f"{name} with "))
