"""From what a file says of each day to a `Plan`: kinds, races and long runs read, gaps filled, doubts said.

Every reader of somebody else's format makes drafts and ends here, so that a title means the same in each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.exchange.classify import (
    Classification,
    EffortHint,
    classify_text,
    find_race_distance,
    is_race_title,
    race_distance,
)
from planner.exchange.long_runs import RunLength, find_long_runs
from planner.exchange.measures_in_text import find_distance, normalize_text
from planner.training.measures import MAX_DISTANCE_M, MAX_DURATION_S, format_distance, quoted
from planner.training.plans import Plan, PlanEntry
from planner.training.races import RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

MAX_PLAN_DAYS = 3 * 366
"""Three years; a longer plan is a slip of the pen."""
MAX_WORKOUTS = 5000

_COMPARED_S_PER_KM = 360
"""Pace at which distances and durations of one plan are compared; never shown, never stored."""
_CLEARLY_SHORTER = 0.9
_SHOWN_NAMES = 3
_SLOT_ORDER = {None: 0, Slot.AM: 1, Slot.PM: 2}


@dataclass(frozen=True, slots=True)
class ParsedWorkout:
    """One workout as its file gives it, before its kind is read.

    Attributes:
        day: Days since the plan's first day, from 0.
        title: One clean line, braces written out.
        source_text: All the author's words for it, from which the kind is read.
        slot: Half of the day, where the file says so.
        planned: Distance, duration and RPE as the file gives them.
        note: What stands beside the title.
        sport: What it is, where the file says so beyond its words.
        kind: What kind, where the file says so beyond its words.
    """

    day: int
    title: str
    source_text: str
    slot: Slot | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    sport: Sport | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What a file says of the plan as a whole; `race_type` is its words for the goal (``Half Marathon``, ``5K``)."""

    name: str
    unit: Unit
    race_type: str = ""
    source: str = ""
    description: str = ""
    phases: tuple[tuple[int, str], ...] = ()
    has_race: bool = True


def build_plan(
    file: str, header: PlanHeader, workouts: Sequence[ParsedWorkout], day_count: int, remarks: Sequence[str]
) -> Plan:
    """The plan that the drafts make.

    Args:
        file: What the file is called, for a refusal.
        header: What the file says of the plan as a whole.
        workouts: Its workouts; days without any become rest days.
        day_count: Length of the plan in days.
        remarks: What the reader of the format has to say already.

    Raises:
        RefusedError: When there is no run at all, or far too many days or workouts.
    """
    if not 0 < day_count <= MAX_PLAN_DAYS or len(workouts) > MAX_WORKOUTS:
        raise RefusedError(
            f"{file}: {day_count} days and {len(workouts)} workouts; a plan has 1 day to 3 years, and at most 5000."
        )
    for draft in workouts:
        if not _is_in_range(draft.planned):
            where = f"{format_plan_day(draft.day)}: {quoted(draft.title)}"
            raise RefusedError(f"{file}: {where} is not between 0 and 500 km or 48 hours.")
    workouts = sorted(workouts, key=lambda draft: (draft.day, _SLOT_ORDER[draft.slot]))
    classes = [_classify(draft) for draft in workouts]
    said = list(remarks)
    goal = _find_goal_race(header, workouts, classes, said)
    classes, promoted = _mark_long_runs(workouts, classes)
    if promoted:
        said.append(_long_run_remark(workouts, classes, promoted))
    said.extend(_plan_remarks(header.unit, workouts, classes))
    entries = [_make_entry(draft, reading) for draft, reading in zip(workouts, classes, strict=True)]
    if not any(entry.sport is Sport.RUN for entry in entries):
        raise RefusedError(f"{file}: there is no run in this plan.")
    filled = {entry.day for entry in entries}
    entries.extend(PlanEntry(day, Sport.REST, None, "Rest") for day in range(day_count) if day not in filled)
    return Plan(
        name=header.name,
        unit=header.unit,
        days=day_count,
        entries=tuple(sorted(entries, key=lambda entry: (entry.day, _SLOT_ORDER[entry.slot]))),
        race_day=None if goal is None else workouts[goal].day,
        race_distance=None if goal is None else _goal_distance(header, workouts[goal]),
        phases=header.phases,
        remarks=tuple(said),
        source=header.source,
        description=header.description,
    )


def format_plan_day(day: int) -> str:
    """Where a day stands in its plan, for people: ``week 3 day 2``."""
    return f"week {day // 7 + 1} day {day % 7 + 1}"


def first_few(names: Sequence[str]) -> str:
    """The first three of the names, and how many more there are."""
    shown = ", ".join(names[:_SHOWN_NAMES])
    return f"{shown} and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else shown


def format_count(number: int, noun: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_in_range(planned: Effort) -> bool:
    distance, duration = planned.distance_m, planned.duration_s
    return (distance is None or 0 < distance <= MAX_DISTANCE_M) and (duration is None or 0 < duration <= MAX_DURATION_S)


def _classify(draft: ParsedWorkout) -> Classification:
    """The draft's sport and kind: what the file says, then what the words say."""
    if draft.sport is not None and draft.sport is not Sport.RUN:
        return Classification(draft.sport)
    if draft.kind is not None:
        return Classification(Sport.RUN, RunKind(draft.kind))
    if is_race_title(draft.title):
        return Classification(Sport.RUN, RunKind.RACE)
    wording = classify_text(draft.source_text, has_distance=draft.planned.distance_m is not None)
    if draft.sport is Sport.RUN and wording.sport is not Sport.RUN:
        return Classification(Sport.RUN, RunKind.EASY, EffortHint.NOTHING, "the words name no kind of run")
    return wording


def _find_goal_race(
    heading: PlanHeader, drafts: Sequence[ParsedWorkout], readings: list[Classification], said: list[str]
) -> int | None:
    """Index of the goal race: the last race, or, where none is named, the last run in its place."""
    races = [index for index, reading in enumerate(readings) if reading.kind is RunKind.RACE]
    if races:
        return races[-1]
    runs = [index for index, reading in enumerate(readings) if reading.sport is Sport.RUN]
    if not runs or not heading.has_race:
        return None
    last = runs[-1]
    readings[last] = Classification(Sport.RUN, RunKind.RACE)
    said.append(
        f'The plan names no race; its last run, "{drafts[last].title}" on {format_plan_day(drafts[last].day)}, '
        f"stands for it.",
    )
    return last


def _goal_distance(heading: PlanHeader, goal: ParsedWorkout) -> RaceDistance | None:
    if is_race_title(goal.title):
        named = find_race_distance(goal.title)
        if named is not None:
            return named
        if goal.planned.distance_m is not None:
            return race_distance(goal.planned.distance_m)
    return find_race_distance(heading.race_type) or find_race_distance(heading.name)


def _mark_long_runs(
    drafts: Sequence[ParsedWorkout], readings: list[Classification]
) -> tuple[list[Classification], list[int]]:
    """The readings with long runs recognised by length, and which they are."""
    runs = [index for index, reading in enumerate(readings) if reading.sport is Sport.RUN]
    lengths = [
        RunLength(
            drafts[index].day,
            _estimated_seconds(drafts[index]),
            RunKind(readings[index].kind or RunKind.EASY),
            readings[index].effort_hint,
        )
        for index in runs
    ]
    promoted = sorted(runs[found] for found in find_long_runs(lengths))
    changed = list(readings)
    for index in promoted:
        changed[index] = Classification(Sport.RUN, RunKind.LONG, readings[index].effort_hint)
    return changed, promoted


def _long_run_remark(
    drafts: Sequence[ParsedWorkout], readings: Sequence[Classification], promoted: Sequence[int]
) -> str:
    many = format_count(len(promoted), "run")
    text = f"{many} {'is' if len(promoted) == 1 else 'are'} read as long by length, not by words."
    against = [f'"{drafts[index].title}"' for index in promoted if readings[index].effort_hint is EffortHint.VERY_EASY]
    return f"{text} Against their words: {first_few(against)}." if against else text


def _estimated_seconds(draft: ParsedWorkout) -> float:
    """Roughly how long a run takes; where words and figure disagree, the longer of the two."""
    if draft.planned.duration_s is not None:
        return draft.planned.duration_s
    distance = max(draft.planned.distance_m or 0.0, _larger_distance_in_text(draft) or 0.0)
    return distance / 1000 * _COMPARED_S_PER_KM


def _larger_distance_in_text(draft: ParsedWorkout) -> float | None:
    """The distance in metres that the words give, when it is clearly more than the figure beside them."""
    figure = draft.planned.distance_m
    span = find_distance(normalize_text(draft.source_text)) if figure is not None else None
    if figure is None or span is None or figure >= span.low * _CLEARLY_SHORTER:
        return None
    return span.low


def _plan_remarks(unit: Unit, drafts: Sequence[ParsedWorkout], readings: Sequence[Classification]) -> list[str]:
    said = []
    days: dict[int, tuple[float, float]] = {}
    for draft in drafts:
        in_words = _larger_distance_in_text(draft)
        if in_words is not None:
            before = days.get(draft.day, (0.0, 0.0))
            days[draft.day] = (before[0] + in_words, before[1] + (draft.planned.distance_m or 0.0))
    if days:
        shown = [
            f"{format_plan_day(day)} ({format_distance(words, unit)} in words, {format_distance(figure, unit)} "
            f"as figure)"
            for day, (words, figure) in days.items()
        ]
        many = format_count(len(days), "day")
        said.append(f"On {many} the figure, which is used, is less than the words say: {first_few(shown)}.")
    own = [reading for reading in readings if reading.sport is Sport.STRENGTH]
    if own:
        said.append(
            f"The plan has {format_count(len(own), 'strength day')} of its own; they name no dose, so no kind is given."
        )
    also = [
        format_plan_day(draft.day)
        for draft, reading in zip(drafts, readings, strict=True)
        if reading.sport is Sport.RUN and "strength" in normalize_text(draft.title) and "+" in draft.title
    ]
    if also:
        said.append(f"Strength work named in the title of a run stays in its title: {first_few(also)}.")
    return said


def _make_entry(draft: ParsedWorkout, reading: Classification) -> PlanEntry:
    timed = reading.sport not in (Sport.REST, Sport.NOTE)
    kind = draft.kind if reading.sport is Sport.STRENGTH else reading.kind
    return PlanEntry(
        day=draft.day,
        sport=reading.sport,
        kind=None if kind is None else str(kind),
        title=draft.title or reading.sport.value.capitalize(),
        slot=(draft.slot or Slot.AM) if timed else None,
        planned=draft.planned,
        note=draft.note,
        kind_doubt=reading.doubt,
    )
