"""From what a file says of each day to a `RunPlan`: kinds, races and long runs read, gaps filled, doubts said.

Every reader of somebody else's format makes drafts and ends here, so that a title means the same in each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.exchange.longruns import Length, long_runs
from planner.exchange.measurewords import distance_in, plain
from planner.exchange.races import is_race, named_class, race_class
from planner.exchange.wording import Says, Wording, read_wording
from planner.training.measures import LONGEST_DISTANCE_M, LONGEST_DURATION_S, format_distance, quoted
from planner.training.plans import PlanEntry, RunPlan
from planner.training.races import RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort, RunKind, Slot, Sport

LONGEST_PLAN_DAYS = 3 * 366
"""Three years; a longer plan is a slip of the pen."""
MOST_WORKOUTS = 5000

_COMPARED_S_PER_KM = 360
"""Pace at which distances and durations of one plan are compared; never shown, never stored."""
_CLEARLY_SHORTER = 0.9
_NAMED_PLACES = 3
_ORDER = {None: 0, Slot.AM: 1, Slot.PM: 2}


@dataclass(frozen=True, slots=True)
class Draft:
    """One workout as its file gives it, before its kind is read.

    Attributes:
        day: Days since the plan's first day, from 0.
        title: One clean line, braces written out.
        words: All the author's words for it, from which the kind is read.
        slot: Half of the day, where the file says so.
        planned: Distance, duration and RPE as the file gives them.
        note: What stands beside the title.
        sport: What it is, where the file says so beyond its words.
        kind: What kind, where the file says so beyond its words.
    """

    day: int
    title: str
    words: str
    slot: Slot | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    sport: Sport | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of the plan as a whole; `kind_of_race` is its words for the goal (``Half Marathon``, ``5K``)."""

    name: str
    unit: Unit
    kind_of_race: str = ""
    source: str = ""
    description: str = ""
    phases: tuple[tuple[int, str], ...] = ()
    has_race: bool = True


def assemble(file: str, heading: Heading, drafts: Sequence[Draft], days: int, remarks: Sequence[str]) -> RunPlan:
    """The plan that the drafts make.

    Args:
        file: What the file is called, for a refusal.
        heading: What the file says of the plan as a whole.
        drafts: Its workouts; days without any become rest days.
        days: Length of the plan in days.
        remarks: What the reader of the format has to say already.

    Raises:
        RefusedError: When there is no run at all, or far too many days or workouts.
    """
    if not 0 < days <= LONGEST_PLAN_DAYS or len(drafts) > MOST_WORKOUTS:
        raise RefusedError(
            f"{file}: {days} days and {len(drafts)} workouts; a plan has 1 day to 3 years, and at most 5000."
        )
    for draft in drafts:
        if not _sensible(draft.planned):
            where = f"{place(draft.day)}: {quoted(draft.title)}"
            raise RefusedError(f"{file}: {where} is not between 0 and 500 km or 48 hours.")
    drafts = sorted(drafts, key=lambda draft: (draft.day, _ORDER[draft.slot]))
    readings = [_read(draft) for draft in drafts]
    said = list(remarks)
    goal = _goal(heading, drafts, readings, said)
    readings, promoted = _with_long_runs(drafts, readings)
    if promoted:
        said.append(_promotion_remark(drafts, readings, promoted))
    said.extend(_remarks(heading.unit, drafts, readings))
    entries = [_entry(draft, reading) for draft, reading in zip(drafts, readings, strict=True)]
    if not any(entry.sport is Sport.RUN for entry in entries):
        raise RefusedError(f"{file}: there is no run in this plan.")
    filled = {entry.day for entry in entries}
    entries.extend(PlanEntry(day, Sport.REST, None, "Rest") for day in range(days) if day not in filled)
    return RunPlan(
        name=heading.name,
        unit=heading.unit,
        days=days,
        entries=tuple(sorted(entries, key=lambda entry: (entry.day, _ORDER[entry.slot]))),
        race_day=None if goal is None else drafts[goal].day,
        race_distance=None if goal is None else _goal_class(heading, drafts[goal]),
        phases=heading.phases,
        remarks=tuple(said),
        source=heading.source,
        description=heading.description,
    )


def place(day: int) -> str:
    """Where a day stands in its plan, for people: ``week 3 day 2``."""
    return f"week {day // 7 + 1} day {day % 7 + 1}"


def listed(names: Sequence[str]) -> str:
    """The first three of the names, and how many more there are."""
    shown = ", ".join(names[:_NAMED_PLACES])
    return f"{shown} and {len(names) - _NAMED_PLACES} more" if len(names) > _NAMED_PLACES else shown


def counted(number: int, noun: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _sensible(planned: Effort) -> bool:
    distance, duration = planned.distance_m, planned.duration_s
    return (distance is None or 0 < distance <= LONGEST_DISTANCE_M) and (
        duration is None or 0 < duration <= LONGEST_DURATION_S
    )


def _read(draft: Draft) -> Wording:
    """The draft's sport and kind: what the file says, then what the words say."""
    if draft.sport is not None and draft.sport is not Sport.RUN:
        return Wording(draft.sport)
    if draft.kind is not None:
        return Wording(Sport.RUN, RunKind(draft.kind))
    if is_race(draft.title):
        return Wording(Sport.RUN, RunKind.RACE)
    wording = read_wording(draft.words, measured=draft.planned.distance_m is not None)
    if draft.sport is Sport.RUN and wording.sport is not Sport.RUN:
        return Wording(Sport.RUN, RunKind.EASY, Says.NOTHING, "the words name no kind of run")
    return wording


def _goal(heading: Heading, drafts: Sequence[Draft], readings: list[Wording], said: list[str]) -> int | None:
    """Index of the goal race: the last race, or, where none is named, the last run in its place."""
    races = [index for index, reading in enumerate(readings) if reading.kind is RunKind.RACE]
    if races:
        return races[-1]
    runs = [index for index, reading in enumerate(readings) if reading.sport is Sport.RUN]
    if not runs or not heading.has_race:
        return None
    last = runs[-1]
    readings[last] = Wording(Sport.RUN, RunKind.RACE)
    said.append(
        f'The plan names no race; its last run, "{drafts[last].title}" on {place(drafts[last].day)}, stands for it.',
    )
    return last


def _goal_class(heading: Heading, goal: Draft) -> RaceDistance | None:
    if is_race(goal.title):
        named = named_class(goal.title)
        if named is not None:
            return named
        if goal.planned.distance_m is not None:
            return race_class(goal.planned.distance_m)
    return named_class(heading.kind_of_race) or named_class(heading.name)


def _with_long_runs(drafts: Sequence[Draft], readings: list[Wording]) -> tuple[list[Wording], list[int]]:
    """The readings with long runs recognised by length, and which they are."""
    runs = [index for index, reading in enumerate(readings) if reading.sport is Sport.RUN]
    lengths = [
        Length(
            drafts[index].day,
            _seconds(drafts[index]),
            RunKind(readings[index].kind or RunKind.EASY),
            readings[index].says,
        )
        for index in runs
    ]
    promoted = sorted(runs[found] for found in long_runs(lengths))
    changed = list(readings)
    for index in promoted:
        changed[index] = Wording(Sport.RUN, RunKind.LONG, readings[index].says)
    return changed, promoted


def _promotion_remark(drafts: Sequence[Draft], readings: Sequence[Wording], promoted: Sequence[int]) -> str:
    many = counted(len(promoted), "run")
    text = f"{many} {'is' if len(promoted) == 1 else 'are'} read as long by length, not by words."
    against = [f'"{drafts[index].title}"' for index in promoted if readings[index].says is Says.VERY_EASY]
    return f"{text} Against their words: {listed(against)}." if against else text


def _seconds(draft: Draft) -> float:
    """Roughly how long a run takes; where words and figure disagree, the longer of the two."""
    if draft.planned.duration_s is not None:
        return draft.planned.duration_s
    distance = max(draft.planned.distance_m or 0.0, _contradicted(draft) or 0.0)
    return distance / 1000 * _COMPARED_S_PER_KM


def _contradicted(draft: Draft) -> float | None:
    """The distance in metres that the words give, when it is clearly more than the figure beside them."""
    figure = draft.planned.distance_m
    span = distance_in(plain(draft.words)) if figure is not None else None
    if figure is None or span is None or figure >= span.low * _CLEARLY_SHORTER:
        return None
    return span.low


def _remarks(unit: Unit, drafts: Sequence[Draft], readings: Sequence[Wording]) -> list[str]:
    said = []
    days: dict[int, tuple[float, float]] = {}
    for draft in drafts:
        in_words = _contradicted(draft)
        if in_words is not None:
            before = days.get(draft.day, (0.0, 0.0))
            days[draft.day] = (before[0] + in_words, before[1] + (draft.planned.distance_m or 0.0))
    if days:
        shown = [
            f"{place(day)} ({format_distance(words, unit)} in words, {format_distance(figure, unit)} as figure)"
            for day, (words, figure) in days.items()
        ]
        many = counted(len(days), "day")
        said.append(f"On {many} the figure, which is used, is less than the words say: {listed(shown)}.")
    own = [reading for reading in readings if reading.sport is Sport.STRENGTH]
    if own:
        said.append(
            f"The plan has {counted(len(own), 'strength day')} of its own; they name no dose, so no kind is given."
        )
    also = [
        place(draft.day)
        for draft, reading in zip(drafts, readings, strict=True)
        if reading.sport is Sport.RUN and "strength" in plain(draft.title) and "+" in draft.title
    ]
    if also:
        said.append(f"Strength work named in the title of a run stays in its title: {listed(also)}.")
    return said


def _entry(draft: Draft, reading: Wording) -> PlanEntry:
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
        doubt=reading.doubt,
    )
