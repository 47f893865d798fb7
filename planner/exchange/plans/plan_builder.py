"""Build a `Plan` from what a file says about each day: find kinds, races and long runs, fill gaps, note doubts.

Every parser of somebody else's format ends here, so that a title means the same in each of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from planner.exchange.plans.figure_check import SourceCell, find_lost_figures, find_runs_without_length
from planner.exchange.plans.long_runs import RunLength, find_long_runs
from planner.exchange.plans.words.classify import (
    NO_KIND_NAMED,
    Classification,
    EffortHint,
    classify_text,
    find_race_distance,
    is_race_title,
)
from planner.exchange.plans.words.measures_in_text import find_distance, normalize_text
from planner.exchange.plans.words.steps_in_words import with_steps_in_words
from planner.exchange.plans.words.workout_words import in_english
from planner.text import clean_line, format_count, join_first
from planner.training.measures import MAX_DISTANCE_M, MAX_DURATION_S, format_distance, quoted
from planner.training.plans import Plan, PlanEntry
from planner.training.races import RaceDistance, Unit, classify_race
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

MAX_PLAN_DAYS = 3 * 366
"""Three years: a longer plan is a typing error."""
MAX_WORKOUTS = 3000
MAX_WORKOUTS_A_DAY = 40
_MOST_WORDS = 200_000
"""Characters of all different cells with figures; the longest published plan has 16,000 in its whole file."""

_COMPARED_S_PER_KM = 360
"""Pace, in seconds per kilometre, by which distances and durations of one plan are compared; never shown or stored."""
_CLEARLY_SHORTER = 0.9
"""A figure below this share of the distance in words disagrees with it; a smaller difference is rounding."""
_SLOT_ORDER = {None: 0, Slot.AM: 1, Slot.PM: 2}


@dataclass(frozen=True, slots=True)
class ParsedWorkout:
    """One workout as its file gives it, before its kind is known.

    Attributes:
        day: Days since the plan's first day, from 0.
        title: One clean line, braces written out.
        source_text: All the author's words for it, which tell its kind.
        slot: Half of the day, if the file gives it.
        planned: Distance, duration and RPE as the file gives them.
        note: What the file says besides the title.
        sport: Its sport, if the file gives it in a field of its own.
        kind: Its kind, if the file gives it in a field of its own.
        where: What a doubt calls its place in the file; empty for the week and day of the plan.
        start: Local start time ``HH:MM``, if the file gives it.
        guess: What of its length is a guess, as half a sentence: ``is read as one run of 41 km``.
    """

    day: int
    title: str
    source_text: str
    slot: Slot | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    sport: Sport | None = None
    kind: str | None = None
    where: str = ""
    start: str | None = None
    guess: str = ""


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """What a file says about the plan as a whole.

    Attributes:
        name: The name of the plan.
        unit: The unit its author wrote in.
        race_type: The file's words for the goal, such as ``Half Marathon`` or ``5K``.
        source: Where its author published it.
        description: What its author says about it.
        phases: ``(first day, name)`` of each phase, in order.
        has_race: Whether the last run is taken as the race when none is named.
        first_weekday: The weekday of the first day, Monday 0 to Sunday 6, if the file names weekdays.
        first_date: The date of the first day, if the file gives dates.
    """

    name: str
    unit: Unit
    race_type: str = ""
    source: str = ""
    description: str = ""
    phases: tuple[tuple[int, str], ...] = ()
    has_race: bool = True
    first_weekday: int | None = None
    first_date: dt.date | None = None


def build_plan(
    file: str,
    header: PlanHeader,
    workouts: Sequence[ParsedWorkout],
    day_count: int,
    remarks: Sequence[str],
    *,
    cells: Sequence[SourceCell] = (),
    doubts: Sequence[str] = (),
) -> Plan:
    """Return the plan that the workouts of a file make.

    Args:
        file: The name of the file, for a refusal.
        header: What the file says about the plan as a whole.
        workouts: Its workouts; days without any become rest days.
        day_count: Length of the plan in days.
        remarks: The remarks of the format's parser, which come first.
        cells: Every cell of the file whose figures must be found in the plan or are listed to be checked.
        doubts: What the format's parser could not read, each a sentence that begins with its cell (``week 2 Tue:``);
            they come first of what is listed to be checked.

    Raises:
        RefusedError: There is no run, there are far too many days or workouts, or a figure is out of range.
    """
    check_plan_size(file, day_count, ((workout.day, workout.title) for workout in workouts))
    for workout in workouts:
        if not _is_in_range(workout.planned):
            where = f"{format_plan_day(workout.day)}: {quoted(workout.title)}"
            raise RefusedError(f"{file}: {where} is not between 0 and 500 km or 48 hours.")
    classified_workouts = [
        _ClassifiedWorkout(workout, _classify(workout))
        for workout in sorted(workouts, key=lambda workout: (workout.day, _SLOT_ORDER[workout.slot]))
    ]
    goal, goal_remarks = _mark_goal_race(header, classified_workouts)
    all_remarks = [
        *remarks,
        *goal_remarks,
        *_mark_long_runs(classified_workouts),
        *_plan_remarks(header.unit, classified_workouts),
    ]
    all_remarks += _find_steps(header.unit, classified_workouts)
    entries = [_make_entry(classified) for classified in classified_workouts]
    if not any(entry.sport is Sport.RUN for entry in entries):
        raise RefusedError(f"{file}: there is no run in this plan.")
    places = [classified.workout.where or format_plan_day(classified.workout.day) for classified in classified_workouts]
    guesses = [
        f'{place}: "{classified.workout.title}" {classified.workout.guess}.'
        for place, classified in zip(places, classified_workouts, strict=True)
        if classified.workout.guess
    ]
    without_length = find_runs_without_length(zip(places, entries, strict=True))
    to_check = (*doubts, *guesses, *find_lost_figures(cells, entries), *without_length)
    filled = {entry.day for entry in entries if entry.sport is not Sport.NOTE}
    entries.extend(PlanEntry(day, Sport.REST, None, "Rest") for day in range(day_count) if day not in filled)
    return Plan(
        name=header.name,
        unit=header.unit,
        days=day_count,
        entries=tuple(sorted(entries, key=lambda entry: (entry.day, _SLOT_ORDER[entry.slot]))),
        race_day=None if goal is None else goal.day,
        race_distance=None if goal is None else _goal_distance(header, goal),
        phases=header.phases,
        remarks=tuple(all_remarks),
        doubts=to_check,
        source=header.source,
        description=header.description,
        first_weekday=header.first_weekday,
        first_date=header.first_date,
    )


def check_plan_size(file: str, day_count: int, cells: Iterable[tuple[int, str]]) -> None:
    """Refuse a plan that is too large; the readers ask before they read its words, which takes the most time.

    Args:
        file: The name of the file.
        day_count: Length of the plan in days.
        cells: The day of the plan and the words of each workout, or of each cell that names at least one.

    Raises:
        RefusedError: The plan has no day or more than 3 years; more than `MAX_WORKOUTS` workouts, or very many on one
            day; or far more different words with figures than any plan.
    """
    if not 0 < day_count <= MAX_PLAN_DAYS:
        raise RefusedError(f"{file}: {format_count(day_count, 'day')}; a plan has 1 day to 3 years.")
    by_day: Counter[int] = Counter()
    texts: set[str] = set()
    for day, text in cells:
        by_day[day] += 1
        if text not in texts and any(char.isdigit() for char in text):
            texts.add(text)
    if by_day.total() > MAX_WORKOUTS:
        raise RefusedError(f"{file} has more than {MAX_WORKOUTS} workouts; no plan is so long.")
    day, count = max(by_day.items(), key=lambda of_day: of_day[1], default=(0, 0))
    if count > MAX_WORKOUTS_A_DAY:
        raise RefusedError(
            f"{file} has {count} workouts on {format_plan_day(day)}; more than {MAX_WORKOUTS_A_DAY} are too many."
        )
    if sum(map(len, texts)) > _MOST_WORDS:
        raise RefusedError(
            f"{file}: its workouts have more than {_MOST_WORDS} characters of different words; no plan needs so many."
        )


def plan_name_from_file(file: str) -> str:
    """Return the name of a plan that has none of its own: its file without the extension."""
    return clean_line(file.rpartition(".")[0].replace("_", " ")) or clean_line(file)


def format_plan_day(day: int) -> str:
    """Format a day of a plan by its week: ``week 3 day 2``."""
    return f"week {day // 7 + 1} day {day % 7 + 1}"


def count_phrase(number: int, noun: str, singular: str, plural: str) -> str:
    """Return a number with its noun and verb in the right form: ``1 day is``, ``2 days are``."""
    return f"{format_count(number, noun)} {singular if number == 1 else plural}"


@dataclass(slots=True)
class _ClassifiedWorkout:
    """A workout with its classification, which may still change: a race or a long run shows only among the others."""

    workout: ParsedWorkout
    classification: Classification


def _is_in_range(planned: Effort) -> bool:
    distance, duration = planned.distance_m, planned.duration_s
    return (distance is None or 0 < distance <= MAX_DISTANCE_M) and (duration is None or 0 < duration <= MAX_DURATION_S)


def _classify(workout: ParsedWorkout) -> Classification:
    """Return the workout's sport and kind: what the file says, else what the words say."""
    if workout.sport is not None and workout.sport is not Sport.RUN:
        return Classification(workout.sport)
    if workout.kind is not None:
        return Classification(Sport.RUN, RunKind(workout.kind))
    if is_race_title(in_english(normalize_text(workout.title))):
        return Classification(Sport.RUN, RunKind.RACE)
    by_words = classify_text(workout.source_text, has_distance=workout.planned.distance_m is not None)
    if workout.sport is Sport.RUN and by_words.sport is not Sport.RUN:
        return Classification(Sport.RUN, RunKind.EASY, EffortHint.NOTHING, NO_KIND_NAMED)
    return by_words


def _mark_goal_race(
    header: PlanHeader, classified_workouts: Sequence[_ClassifiedWorkout]
) -> tuple[ParsedWorkout | None, list[str]]:
    """Return the goal race and a remark on it: the last race or, when none is named, the last run, marked as a race."""
    runs = [classified for classified in classified_workouts if classified.classification.sport is Sport.RUN]
    races = [classified for classified in runs if classified.classification.kind is RunKind.RACE]
    if races:
        return races[-1].workout, []
    if not runs or not header.has_race:
        return None, []
    runs[-1].classification = Classification(Sport.RUN, RunKind.RACE)
    last = runs[-1].workout
    where = f'"{last.title}" on {format_plan_day(last.day)}'
    return last, [f"The plan names no race; its last run, {where}, is taken as the race."]


def _goal_distance(header: PlanHeader, goal: ParsedWorkout) -> RaceDistance | None:
    if is_race_title(goal.title):
        named = find_race_distance(goal.title)
        if named is not None:
            return named
        if goal.planned.distance_m is not None:
            return classify_race(goal.planned.distance_m)
    return find_race_distance(header.race_type) or find_race_distance(header.name)


def _mark_long_runs(classified_workouts: Sequence[_ClassifiedWorkout]) -> list[str]:
    """Mark the runs that are long runs by their length, and return a remark on them."""
    runs = [classified for classified in classified_workouts if classified.classification.sport is Sport.RUN]
    lengths = [
        RunLength(
            run.workout.day,
            _estimated_seconds(run.workout),
            RunKind(run.classification.kind or RunKind.EASY),
            run.classification.effort_hint,
        )
        for run in runs
    ]
    long_runs = [runs[index] for index in sorted(find_long_runs(lengths))]
    for run in long_runs:
        run.classification = Classification(Sport.RUN, RunKind.LONG, run.classification.effort_hint)
    if not long_runs:
        return []
    text = f"{count_phrase(len(long_runs), 'run', 'is', 'are')} read as long by length, not by words."
    very_easy = [run for run in long_runs if run.classification.effort_hint is EffortHint.VERY_EASY]
    called_easy = [f'"{run.workout.title}"' for run in very_easy]
    return [f"{text} Against their words: {join_first(called_easy)}." if called_easy else text]


def _estimated_seconds(workout: ParsedWorkout) -> float:
    """Return roughly how long a run takes; where words and figure disagree, the longer of the two."""
    if workout.planned.duration_s is not None:
        return workout.planned.duration_s
    distance_m = max(workout.planned.distance_m or 0.0, _larger_distance_in_text(workout) or 0.0)
    return distance_m / 1000 * _COMPARED_S_PER_KM


def _larger_distance_in_text(workout: ParsedWorkout) -> float | None:
    """Return the distance in metres that the words give when it is clearly more than the figure, else None."""
    figure = workout.planned.distance_m
    span = None if figure is None else find_distance(normalize_text(workout.source_text))
    return span.low if figure is not None and span and figure < span.low * _CLEARLY_SHORTER else None


def _plan_remarks(unit: Unit, classified_workouts: Sequence[_ClassifiedWorkout]) -> list[str]:
    remarks = []
    metres_by_day: dict[int, tuple[float, float]] = {}  # in words, as figure
    for classified in classified_workouts:
        in_words = _larger_distance_in_text(classified.workout)
        if in_words is not None:
            words, figure = metres_by_day.get(classified.workout.day, (0.0, 0.0))
            planned_m = classified.workout.planned.distance_m or 0.0
            metres_by_day[classified.workout.day] = words + in_words, figure + planned_m
    if metres_by_day:
        shown = [
            f"{format_plan_day(day)} ({format_distance(words, unit)} in words, {format_distance(figure, unit)} "
            f"as figure)"
            for day, (words, figure) in metres_by_day.items()
        ]
        days = format_count(len(metres_by_day), "day")
        remarks.append(f"On {days} the figure, which is used, is less than the words say: {join_first(shown)}.")
    strength_days = sum(classified.classification.sport is Sport.STRENGTH for classified in classified_workouts)
    if strength_days:
        days = format_count(strength_days, "strength day")
        remarks.append(f"The plan has {days} of its own; they name no dose, so no kind is given.")
    runs_with_strength = [
        format_plan_day(classified.workout.day)
        for classified in classified_workouts
        if classified.classification.sport is Sport.RUN
        and "strength" in normalize_text(classified.workout.title)
        and "+" in classified.workout.title
    ]
    if runs_with_strength:
        where = join_first(runs_with_strength)
        remarks.append(f"Strength work named in the title of a run stays in its title: {where}.")
    return remarks


def _find_steps(unit: Unit, classified_workouts: Sequence[_ClassifiedWorkout]) -> list[str]:
    """Give the runs the steps that their words name, and return a remark on those that contradict the run's length."""
    left_out = []
    for classified in classified_workouts:
        workout = classified.workout
        if classified.classification.sport is not Sport.RUN or workout.planned.steps:
            continue
        planned, misfit = with_steps_in_words(workout.planned, workout.source_text, unit)
        if planned.steps:
            classified.workout = replace(workout, planned=replace(workout.planned, steps=planned.steps))
        elif misfit:
            left_out.append(f"{format_plan_day(workout.day)} ({misfit})")
    if not left_out:
        return []
    runs = count_phrase(len(left_out), "run", "has", "have")
    return [f"{runs} steps in words that do not fit the figure, so only the figure is used: {join_first(left_out)}."]


def _make_entry(classified: _ClassifiedWorkout) -> PlanEntry:
    workout, classification = classified.workout, classified.classification
    has_slot = classification.sport not in (Sport.REST, Sport.NOTE)
    kind = workout.kind if classification.sport is Sport.STRENGTH else classification.kind
    return PlanEntry(
        day=workout.day,
        sport=classification.sport,
        kind=None if kind is None else str(kind),
        title=workout.title or classification.sport.value.capitalize(),
        slot=(workout.slot or Slot.AM) if has_slot else None,
        start=workout.start if has_slot else None,
        planned=Effort() if classification.sport is Sport.REST else workout.planned,
        note=workout.note,
        kind_doubt=classification.doubt,
    )
