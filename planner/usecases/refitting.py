"""Re-fitting a block to another race day: the weeks to come are made anew, what is behind stays as it was.

Everything past, done, skipped or locked and the rest of this week stay untouched. From the block's next week on - with
blocks that begin on a Monday that is next Monday, or today if it is one - runs and strength are made for the new race.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import read_problem, solve
from planner.store import quick
from planner.training.arranging import WEEK, is_race
from planner.training.blocks import Block
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.dosesahead import weeks_ahead
from planner.training.refusal import RefusedError
from planner.training.safety import guarded
from planner.training.targets import WeeklyDoses, check_doses, default_doses
from planner.training.wording import day_name
from planner.training.workouts import Sport, State, Workout
from planner.usecases import blocks, screening
from planner.usecases.blockchoices import MadeFrom, read_made_from, write_made_from
from planner.usecases.changes import Change
from planner.usecases.choices import Choices
from planner.usecases.constraints import fitted
from planner.usecases.draftremarks import absence_remarks
from planner.usecases.draftsessions import planned_sessions
from planner.usecases.pins import Pins, pinned
from planner.usecases.planbook import Planbook
from planner.usecases.problems import continued_problem, dates_then, state_problem
from planner.usecases.refitmatching import Matched, match
from planner.usecases.refitruns import NewRuns, Seam, generated, known_pace, rearranged
from planner.usecases.shifting import items_of, race_ahead
from planner.usecases.usualdoses import bent_to_its_weeks

_RECOVERY = dose_weeks(2, 0)[-1]
"""The row of a week after the race."""
_LEAPS = ("W3", "W4")
"""What the slotter says of a run or a week that is much longer than those before."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a block is made of before it is re-fitted.

    Attributes:
        made: What it was made from, with choices where there is a slotting.
        problem: The slotting problem it was made with; None where its strength was never slotted.
        weeks: The dose table's row for each week.
    """

    made: MadeFrom
    problem: dict[str, Any] | None
    weeks: tuple[DoseWeek, ...]


def plan_refit(book: Planbook, block: Block, race: dt.date) -> Change:
    """The block with its weeks to come made anew for a race on another day; nothing for the day it has.

    Raises:
        RefusedError: It has no race, the race is or would be past, or it would be too near or too far.
    """
    race_date = race_ahead(book, block, race)
    if race == race_date:
        return Change("")
    with quick.one_look(book.path):
        return _refitted(book, block, race_date, race)


def _refitted(book: Planbook, block: Block, race_date: dt.date, race: dt.date) -> Change:
    behind = max(-(-(book.today - block.start).days // 7), 0)
    seam = Seam(block.start + WEEK * behind, behind, race)
    standing = _read(book, block, race_date)
    own = items_of(book, block)
    free = [item for item in own if _is_free(item, seam, race_date, book.today, standing)]
    others = [item for item in quick.read_days(book.path, *_reach(block, race)) if item not in free]
    runs = _runs(book, block, standing, race_date, seam, own=own, others=others)
    fixed = [item for item in others if item.block_id == block.id and item.date >= seam.first]
    wanted = [item for item in runs.items if item.date == race or not _is_taken(item, fixed)]
    after = replace(
        block,
        days=(runs.last - block.start).days + 1,
        race_date=race,
        phases=runs.phases,
    )
    calendar = [*others, *wanted]
    strength = _strength(book, block, after, standing, seam=seam, calendar=calendar)
    matched = match(free, [*wanted, *strength.sessions], block.start)
    return Change(
        f"re-fit: {block.name} to a race on {day_name(race)} {race.year}",
        changed=matched.changed,
        added=matched.added,
        removed=matched.removed,
        blocks=(replace(after, choices=_remembered(block, standing, after, strength.weeks)),),
        problems=() if strength.problem is None else ((block.id, strength.problem),),
        remarks=tuple(
            dict.fromkeys(
                (
                    _summary(seam, after, matched),
                    *runs.remarks,
                    *_left(fixed),
                    *absence_remarks(wanted, quick.read_absences(book.path)),
                    *strength.remarks,
                )
            )
        ),
    )


def _reach(block: Block, race: dt.date) -> tuple[dt.date, dt.date]:
    """The days that count: enough before the block for every rule, and after its end as it was or will be."""
    return max(block.start, dt.date(1970, 3, 1)) - 5 * WEEK, max(block.last, race + 8 * WEEK) + 2 * WEEK


def _read(book: Planbook, block: Block, race_date: dt.date) -> _Standing:
    """What the block was made from; where that was not kept, what its slotting and the runner's figures tell."""
    made = read_made_from(block.choices)
    kept = quick.read_slotting(book.path, block.id)
    problem = None if kept is None else json.loads(kept[0])
    if made.choices is None and problem is not None:
        usual = replace(blocks.usual_choices(book), level=block.level, doses=_doses(problem, block), logged=None)
        made = replace(made, choices=replace(usual, stack=problem.get("stack") is True))
    season = made.choices is not None and made.choices.in_season
    weeks = made.weeks
    if len(weeks) != block.weeks:
        weeks = dose_weeks(block.weeks, (race_date - block.start).days // 7, in_season=season)
    return _Standing(made, problem, weeks)


def _doses(problem: dict[str, Any], block: Block) -> WeeklyDoses:
    """What a normal week of a slotted block asks for: as its fullest week does."""
    asked = [
        WeeklyDoses(target.get("heavy", 0), target.get("moderate", 0), target.get("light", 0))
        for target in problem.get("targets", [])
    ]
    fullest = max(asked, key=lambda one: (one.demanding + one.light, one.heavy), default=WeeklyDoses())
    try:
        check_doses(fullest)
    except RefusedError:
        return default_doses(block.level)
    return fullest


def _is_free(item: Workout, seam: Seam, race_date: dt.date, today: dt.date, standing: _Standing) -> bool:
    """Whether an item of the block gives way to what is made anew.

    Other races stay on their days; so do notes, cross training and a coach's strength beside a plan of ours.
    """
    if item.state is not State.PLANNED or item.locked or item.date < today:
        return False
    is_goal = is_race(item) and item.date == race_date
    if item.date < seam.first:
        return is_goal
    if is_race(item):
        return is_goal
    if standing.made.wish is not None:
        return item.sport in (Sport.RUN, Sport.REST) or _is_ours(item, standing)
    return True


def _is_ours(item: Workout, standing: _Standing) -> bool:
    """Whether it is a session that the slotter placed, or would count as one of its own."""
    return (
        standing.problem is not None
        and item.sport is Sport.STRENGTH
        and item.kind is not None
        and item.slot is not None
    )


def _is_taken(item: Workout, fixed: Sequence[Workout]) -> bool:
    """Whether a day holds something that stays, so that a new run or rest day has no place there."""
    return any(
        other.date == item.date and other.sport in (Sport.RUN, Sport.REST, item.sport)
        for other in fixed
        if other.sport is not Sport.STRENGTH
    )


def _runs(
    book: Planbook,
    block: Block,
    standing: _Standing,
    race_date: dt.date,
    seam: Seam,
    *,
    own: Sequence[Workout],
    others: Sequence[Workout],
) -> NewRuns:
    wish, choices = standing.made.wish, standing.made.choices or Choices()
    if wish is None or wish.figures.race_m is None:
        plan = [item for item in own if not _is_ours(item, standing)]
        return rearranged(block, race_date, seam, plan)
    before = [
        item
        for item in others
        if item.sport is Sport.RUN and item.slot and item.skip_reason is None and item.date < seam.first
    ]
    choices = known_pace(choices, [item for item in before if item.date >= seam.first - 4 * WEEK])
    return generated(block, wish, choices, seam, before=before, unit=quick.read_athlete(book.path).unit)


@dataclass(frozen=True, slots=True)
class _Strength:
    sessions: tuple[Workout, ...] = ()
    problem: dict[str, Any] | None = None
    weeks: tuple[DoseWeek, ...] = ()
    remarks: tuple[str, ...] = ()


def _strength(
    book: Planbook,
    before: Block,
    after: Block,
    standing: _Standing,
    *,
    seam: Seam,
    calendar: Sequence[Workout],
) -> _Strength:
    """The strength of the weeks to come, slotted around what stands and what is new."""
    choices = standing.made.choices
    if standing.problem is None or choices is None:
        return _Strength(weeks=standing.weeks)
    gates = tuple(gate for gate in screening.gates(book) if gate.meets(seam.first, after.last))
    choices, bent = fitted(blocks.within(choices, gates, seam.first, after.last))
    ahead = weeks_ahead(
        standing.weeks[: seam.weeks], standing.weeks[seam.weeks :], seam.weeks_left, in_season=choices.in_season
    )
    weeks = (*standing.weeks[: seam.weeks], *ahead)
    weeks += (_RECOVERY,) * (after.weeks - len(weeks))
    ours = [item for item in calendar if item.sport is Sport.STRENGTH and item.kind is not None and item.slot]
    runs = tuple(item for item in calendar if after.holds(item.date) and item not in ours)
    problem = state_problem(
        after,
        choices,
        weeks,
        runs,
        around=tuple(item for item in calendar if not after.holds(item.date)),
        absences=tuple(quick.read_absences(book.path)),
        gates=gates,
    )
    if read_made_from(before.choices).choices is None:
        told = ("anchors", "preferred_weekdays")
        kept: dict[str, Any] = {name: standing.problem[name] for name in told if name in standing.problem}
        halves = [*problem["unavailable"], *dates_then(standing.problem, before, after)["unavailable"]]
        problem = {**problem, **kept, "unavailable": halves}
    forbidden = frozenset(place for place in choices.pins.forbidden if place.date >= seam.first)
    problem = pinned(problem, after, Pins(forbidden=forbidden))
    problem = continued_problem(after, problem, ours, seam.first)
    answer = solve(read_problem(problem), rules=blocks.rules_of(book))
    if standing.made.choices is not None and standing.made.choices.doses is None:
        targets, less = bent_to_its_weeks(problem, answer)
        if less:
            bent, problem = (*bent, less), {**problem, "targets": targets}
            answer = solve(read_problem(problem), rules=blocks.rules_of(book))
    new = replace(answer, sessions=tuple(placed for placed in answer.sessions if not placed.locked))
    free_choices = replace(choices, pins=Pins())
    sessions, _ = planned_sessions(new, after.start, weeks, free_choices, calendar)
    missing = sum(one.count for one in answer.unplaced if one.week >= seam.weeks)
    none = (f"{missing} strength session{'s' * (missing > 1)} found no place.",) if missing else ()
    leaps: tuple[str, ...] = ()
    if standing.made.wish is None and seam.weeks_left > 1:  # a plan of ours is made without them
        leaps = tuple(one.text for one in answer.warnings if one.week == seam.weeks and one.code in _LEAPS)
    return _Strength(
        tuple(replace(guarded(one, gates), block_id=after.id) for one in sessions),
        problem,
        weeks,
        (*bent, *none, *leaps),
    )


def _remembered(block: Block, standing: _Standing, after: Block, weeks: tuple[DoseWeek, ...]) -> dict[str, Any]:
    """What the block is made from now, beside whatever else was kept with it."""
    assert after.race_date is not None
    wish = standing.made.wish
    if wish is not None and wish.figures.race_m is not None:
        days = (after.race_date - after.start).days
        wish = replace(wish, weeks=days // 7 + 1, race_weekday=days % 7)
    choices = read_made_from(block.choices).choices
    made = MadeFrom(standing.made.plan, wish, choices, weeks)
    return {**(block.choices or {}), **write_made_from(made)}


def _summary(seam: Seam, after: Block, matched: Matched) -> str:
    """What becomes of the runs and sessions, and in which weeks."""
    weeks = f"weeks {seam.weeks + 1} to {after.weeks}" if after.weeks > seam.weeks + 1 else f"week {after.weeks}"
    counts = (matched.counted(Sport.RUN, "run"), matched.counted(Sport.STRENGTH, "session"))
    told = "; ".join(part for part in counts if part) or "Nothing else differs"
    return f"{told}: {weeks}, from {day_name(seam.first)} on."


def _left(fixed: Sequence[Workout]) -> tuple[str, ...]:
    """A sentence on what stays in the weeks that are made anew."""
    count = sum(item.sport not in (Sport.REST, Sport.NOTE) for item in fixed)
    if not count:
        return ()
    return ("1 workout there stays as it is.",) if count == 1 else (f"{count} workouts there stay as they are.",)
