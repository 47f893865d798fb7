"""The strength of the weeks to come when a block is made anew: slotted around what stands and what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.training.blocks import Block
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.dosesahead import weeks_ahead
from planner.training.safety import guarded
from planner.training.weeks import DAY
from planner.training.workouts import Slot, Sport, State, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks import commit
from planner.usecases.blocks.constraints import fitted
from planner.usecases.blocks.draft import slotted
from planner.usecases.blocks.draft_sessions import planned_sessions
from planner.usecases.blocks.pins import Pins, Place, pinned
from planner.usecases.blocks.provenance import Making, race_week
from planner.usecases.blocks.refit_runs import Seam
from planner.usecases.blocks.slotting_problem import continued_problem, dates_then, state_problem
from planner.usecases.planbook import Planbook

_RECOVERY = dose_weeks(2, 0)[-1]
"""The row of a week after the race."""
_LEAPS = ("W3", "W4")
"""What the slotter says of a run or a week that is much longer than those before."""


@dataclass(frozen=True, slots=True)
class NewStrength:
    """The strength of the weeks to come.

    Attributes:
        sessions: What was placed anew.
        problem: What the slotter was asked of the whole block; None where its strength is not slotted.
        answer: What it answered; None likewise.
        weeks: The dose table's row for each week of the block.
        remarks: What should be known, a sentence each.
    """

    sessions: tuple[Workout, ...] = ()
    problem: dict[str, Any] | None = None
    answer: Answer | None = None
    weeks: tuple[DoseWeek, ...] = ()
    remarks: tuple[str, ...] = ()


def new_strength(
    book: Planbook,
    after: Block,
    before: Block,
    making: Making,
    *,
    seam: Seam,
    calendar: Sequence[Workout],
    should_stop: Callable[[], bool] | None,
) -> NewStrength:
    """The strength of the weeks to come, slotted around what stands and what is new."""
    choices = making.made.choices
    if making.problem is None or choices is None:
        return NewStrength(weeks=making.weeks)
    is_usual = choices.doses is None
    gates = tuple(gate for gate in screening.gates(book) if gate.meets(seam.first, after.last))
    choices, bent = fitted(commit.within(choices, gates, seam.first, after.last), is_usual=is_usual)
    weeks = _dose_weeks(making, after, before, seam, in_season=choices.in_season)
    ours = [item for item in calendar if item.sport is Sport.STRENGTH and item.kind is not None and item.slot]
    runs = tuple(item for item in calendar if after.holds(item.date) and item not in ours)
    around = tuple(item for item in calendar if not after.holds(item.date))
    absences = tuple(quick.read_absences(book.path))
    counted = [item for item in ours if item.state in (State.PLANNED, State.DONE)]
    standing = frozenset(place for item in counted for place in _places(item, StrengthKind(item.kind or "")))
    over = [item for item in ours if item not in counted and item.date >= seam.first]
    closed = frozenset(place for item in over for place in _places(item, *StrengthKind))
    places = making.places.since(seam.first, besides=standing)
    places = replace(places, forbidden=places.forbidden | closed - places.held)

    def stated(sits: frozenset[int], pins: Pins) -> dict[str, Any]:
        problem = state_problem(after, choices, weeks, runs, around=around, absences=absences, gates=gates, sits=sits)
        if making.remembered is None:
            assert making.problem is not None
            told = ("anchors", "preferred_weekdays")
            kept: dict[str, Any] = {name: making.problem[name] for name in told if name in making.problem}
            halves = [*problem["unavailable"], *dates_then(making.problem, before, after)["unavailable"]]
            problem = {**problem, **kept, "unavailable": halves}
        return pinned(continued_problem(after, problem, ours, seam.first), after, pins)

    problem, answer, less = slotted(
        stated,
        after,
        choices,
        places,
        is_usual=is_usual,
        rules=commit.rules_of(book),
        should_stop=should_stop,
    )
    placed = (
        (one, Place(after.start + DAY * one.day, Slot(one.slot), StrengthKind(one.kind))) for one in answer.sessions
    )
    new = replace(answer, sessions=tuple(one for one, place in placed if place not in standing))
    sessions, _ = planned_sessions(new, after.start, weeks, replace(choices, pins=places), calendar)
    missing = sum(one.count for one in answer.unplaced if one.week >= seam.weeks)
    none = (f"{missing} strength session{'s' * (missing > 1)} found no place.",) if missing else ()
    leaps: tuple[str, ...] = ()
    if making.made.wish is None and seam.weeks_left > 1:  # a plan of ours is made without them
        leaps = tuple(one.text for one in answer.warnings if one.week == seam.weeks and one.code in _LEAPS)
    return NewStrength(
        tuple(replace(guarded(one, gates), block_id=after.id) for one in sessions),
        problem,
        answer,
        weeks,
        (*bent, *((less,) if less else ()), *none, *leaps),
    )


def _places(item: Workout, *kinds: StrengthKind) -> Iterator[Place]:
    """The half day of a session, for each of some kinds."""
    if item.slot is not None:
        yield from (Place(item.date, item.slot, kind) for kind in kinds)


def _dose_weeks(making: Making, after: Block, before: Block, seam: Seam, *, in_season: bool) -> tuple[DoseWeek, ...]:
    """The row of each week: those behind as they were, those ahead going on from them."""
    if len(making.weeks) == after.weeks and race_week(after) == race_week(before):
        return making.weeks
    behind, ahead = making.weeks[: seam.weeks], making.weeks[seam.weeks :]
    if after.race_date is None:
        return (*behind, *dose_weeks(after.weeks, None, in_season=in_season)[seam.weeks :])
    weeks = (*behind, *weeks_ahead(behind, ahead, seam.weeks_left, in_season=in_season))
    return (*weeks, *(_RECOVERY,) * (after.weeks - len(weeks)))
