"""The runs of the weeks to come when a block gets another race day: generated anew, or the plan's own weeks rearranged.

A plan of ours goes on from what the last weeks really held. A plan of another's loses weeks right after today, or has
the weeks before its taper repeated; the last fortnight keeps its days to the race.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.training.arranging import moved
from planner.training.blocks import Block
from planner.training.goals import Held, Wish
from planner.training.paces import DEFAULT_EASY_PACE
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.runplans import generate
from planner.training.volumes import TAPER_DAYS, building_weeks, highest_peak, is_step_back
from planner.training.weeks import DAY, WEEK
from planner.training.wording import distance
from planner.training.workouts import RunKind, Sport, State, Workout
from planner.usecases.blocks.draft import dated
from planner.usecases.blocks.options import Choices

_LOOKED_BACK = 30
"""Days before the seam whose runs a new long run is measured by (W3)."""
_WEEKS_BACK = 4
_MOST_GROWTH = 1.30
"""The growth from week to week at which the slotter warns (W4)."""


@dataclass(frozen=True, slots=True)
class Seam:
    """Where the old plan ends and the new one begins.

    Attributes:
        first: The first day that is planned anew; it begins a week of the block.
        weeks: How many weeks of the block lie before it.
        end: The day that is planned for: the race day, or the block's last where it has no race.
    """

    first: dt.date
    weeks: int
    end: dt.date

    @property
    def weeks_left(self) -> int:
        """How many weeks there are from it on, that of its end included."""
        return (self.end - self.first).days // 7 + 1


@dataclass(frozen=True, slots=True)
class NewRuns:
    """The runs of the weeks to come.

    Attributes:
        items: What shall stand there: new ones have the number 0, those of the plan that move keep theirs.
        last: The block's last day.
        phases: ``(first day, name)`` of each phase of the block.
        remarks: What should be known, a sentence each.
    """

    items: tuple[Workout, ...]
    last: dt.date
    phases: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...] = ()


def known_pace(choices: Choices, before: Sequence[Workout]) -> Choices:
    """The choices with an easy pace: the runner's own, else that of the runs done of late, if there are any."""
    if choices.easy_pace is not None:
        return choices
    efforts = [one.actual.effort for one in before if one.actual and one.kind in (RunKind.EASY, RunKind.LONG)]
    found = [one.duration_s / one.distance_m * 1000 for one in efforts if one.duration_s and one.distance_m]
    return replace(choices, easy_pace=statistics.median(found)) if found else choices


def generated(
    block: Block, wish: Wish, choices: Choices, seam: Seam, *, before: Sequence[Workout], unit: Unit
) -> NewRuns:
    """The runs of a plan of ours, made anew from a seam on.

    Args:
        block: The block as it stands.
        wish: What it was generated from.
        choices: What the runner decided; new times are estimated by its easy pace.
        seam: Where and until when.
        before: The runs of the weeks before the seam that count.
        unit: What the runner reads distances in.

    Raises:
        RefusedError: No such plan can be made, in so few or so many weeks.
    """
    figures = wish.figures
    nearest = max(seam.first, block.start + WEEK * (figures.least_weeks - 1))
    farthest = block.start + WEEK * figures.most_weeks - DAY
    if seam.end < nearest:
        raise RefusedError(_too_near(block, seam, nearest))
    if seam.end > farthest:
        raise RefusedError(f"A race on {seam.end} is too far off for {block.name}: the last that can be is {farthest}.")
    weekday = None if wish.race_weekday is None else (seam.end - seam.first).days % 7
    anew = replace(wish, weeks=seam.weeks_left, race_weekday=weekday)
    if seam.weeks:
        anew = _going_on(anew, choices, seam, before)
    peak = min(wish.peak_m, highest_peak(anew))
    anew = replace(anew, peak_m=peak if anew.held else max(peak, anew.current_m))
    plan = generate(anew)
    items = tuple(
        replace(dated(entry, seam.first, choices.easy_pace, choices.start_times), block_id=block.id)
        for entry in plan.entries
    )
    ahead = [(day + 7 * seam.weeks, name) for day, name in plan.phases]
    phases = [phase for phase in block.phases if phase[0] < 7 * seam.weeks]
    return NewRuns(
        items,
        seam.first + DAY * (plan.days - 1),
        tuple(_joined([*phases, *ahead])),
        tuple(_remarks(wish, anew, seam, items, unit)),
    )


def _too_near(block: Block, seam: Seam, nearest: dt.date) -> str:
    return f"A race on {seam.end} is too near for {block.name}: the nearest that can be is {nearest}."


def _going_on(wish: Wish, choices: Choices, seam: Seam, before: Sequence[Workout]) -> Wish:
    """The wish as a plan that goes on from what the last weeks held; lighter weeks do not say what a week holds."""
    pace = choices.easy_pace or DEFAULT_EASY_PACE
    runs = [((run.date - seam.first).days, _metres(run, pace)) for run in before]
    weeks = [sum(metres for day, metres in runs if -7 * ago <= day < 7 - 7 * ago) for ago in range(1, _WEEKS_BACK + 1)]
    first = replace(wish, weeks=wish.weeks + seam.weeks)
    normal = [
        held
        for ago, held in enumerate(weeks, start=1)
        if held and not (ago <= seam.weeks and is_step_back(first, seam.weeks - ago))
    ]
    held = Held(seam.weeks, weeks[0], tuple(run for run in runs if run[0] >= -_LOOKED_BACK))
    return replace(wish, held=held, current_m=normal[0] if normal else wish.current_m)


def _metres(run: Workout, pace: float) -> float:
    """What a run counts for: its distance, or what its time makes at easy pace where that is less.

    The slotter compares minutes, so a plan that shall grow by no more than so much must be measured by them as well.
    """
    actual = run.actual.effort if run.actual else run.planned
    metres = actual.distance_m or run.planned.distance_m
    seconds = actual.duration_s or run.planned.duration_s
    if not seconds:
        return metres or 0.0
    by_time = seconds / pace * 1000
    return min(metres, by_time) if metres else by_time


def _remarks(wish: Wish, anew: Wish, seam: Seam, items: Sequence[Workout], unit: Unit) -> Iterator[str]:
    if not building_weeks(anew):
        left = "1 week is" if seam.weeks_left == 1 else f"{seam.weeks_left} weeks are"
        yield f"Only {left} left: the taper, and nothing to build."
    elif anew.peak_m <= wish.peak_m - 1000:
        yield (
            f"The peak week is {distance(anew.peak_m, unit)}, not {distance(wish.peak_m, unit)} {unit.value}: "
            "no more can be reached from what the last weeks held."
        )
    held = anew.held.week_m if anew.held else 0.0
    runs = (run for run in items if run.date < seam.first + WEEK and run.kind != RunKind.RACE)
    begins = sum(run.planned.distance_m or 0.0 for run in runs)
    if held and begins > _MOST_GROWTH * held:
        yield (
            f"The last week holds only {distance(held, unit)} {unit.value}, so the next one, of "
            f"{distance(begins, unit)}, is more than 30 % above it (W4)."
        )


def _joined(phases: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The phases without those that only go on."""
    name = None
    for phase in phases:
        if phase[1] != name:
            yield phase
        name = phase[1]


def rearranged(block: Block, race_date: dt.date, seam: Seam, items: Sequence[Workout]) -> NewRuns:
    """The runs of a plan of another's: weeks left out after the seam, or those before the taper repeated.

    Args:
        block: The block as it stands.
        race_date: Its race day as it stands.
        seam: Where and until when.
        items: Everything of it but our strength.

    Raises:
        RefusedError: The race would lie before the seam, or there is no week that could be repeated.
    """
    if seam.end < seam.first:
        raise RefusedError(_too_near(block, seam, seam.first))
    last = block.last + (seam.end - race_date)
    sources = dict(_sources(block, race_date, seam, last))
    standing: dict[dt.date, list[Workout]] = {}
    for item in items:
        standing.setdefault(item.original_date or item.date if item.date < seam.first else item.date, []).append(item)
    used: set[int] = set()
    found: list[Workout] = []
    for day in sorted(sources, key=lambda day: (abs((day - sources[day]).days), day)):
        for item in standing.get(sources[day], ()):
            if item.state is State.UNPLANNED or (item.kind == RunKind.RACE and day != seam.end):
                continue
            if item.date < seam.first or item.id in used:
                found.append(_again(item, day))
                continue
            used.add(item.id)
            if item.state is State.PLANNED and not item.locked:
                found.append(moved(item, day))
    phases: tuple[tuple[int, str], ...] = ()
    if block.phases:
        behind = [(number, block.phase_on(block.start + DAY * number)) for number in range(7 * seam.weeks)]
        ahead = [((day - block.start).days, block.phase_on(sources[day])) for day in sorted(sources)]
        phases = tuple(_joined([(number, name) for number, name in (*behind, *ahead) if name is not None]))
    return NewRuns(tuple(sorted(found, key=lambda one: (one.date, one.slot or "~"))), last, phases)


def _sources(block: Block, race_date: dt.date, seam: Seam, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """For each day from the seam on, the day of the old plan that it repeats."""
    later = (seam.end - race_date).days
    taper, taper_then = race_date - DAY * (TAPER_DAYS - 1), seam.end - DAY * (TAPER_DAYS - 1)
    there = (taper - block.start).days // 7
    if later > 0 and there < 1 and seam.first < taper_then:
        raise RefusedError(f"{block.name} has no week before its taper that could be repeated.")
    cycle = min(-(-later // 7), there)
    for number in range((last - seam.first).days + 1):
        day = seam.first + DAY * number
        if day >= taper_then:
            yield day, day - DAY * later
        elif later < 0:
            yield day, day + WEEK * (-later // 7)
        else:
            over = (day - taper).days
            yield day, day - WEEK * cycle * (over // (7 * cycle) + 1) if over >= 0 else day


def _again(item: Workout, day: dt.date) -> Workout:
    """A workout of the plan once more, as it was planned."""
    return Workout(
        date=day,
        sport=item.sport,
        kind=item.kind,
        title=item.title,
        slot=item.slot,
        start=item.start,
        planned=item.planned,
        estimated=item.estimated,
        reason=item.reason if item.sport is Sport.RUN else None,
        note=item.note,
        block_id=item.block_id,
    )
