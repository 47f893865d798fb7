"""The strength of the weeks to come when a block is made anew: slotted around what stands and what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.training.blocks import Block
from planner.training.dose_tables import remaining_dose_weeks
from planner.training.doses import DoseWeek, dose_weeks
from planner.training.safety_gates import restrict_session
from planner.training.weeks import DAY
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.draft import restrict_to_gates, slot_strength
from planner.usecases.blocks.draft_sessions import workouts_from_answer
from planner.usecases.blocks.pins import PinnedPlacement, Pins, add_pins
from planner.usecases.blocks.provenance import ReplanInputs
from planner.usecases.blocks.refit_runs import ReplanWindow
from planner.usecases.blocks.slotting_problem import build_problem, continue_problem, shifted_dates, slotting_rules
from planner.usecases.planbook import Planbook

_RECOVERY_ROW = dose_weeks(2, 0)[-1]
"""The row of a week after the race."""
_GROWTH_WARNINGS = ("W3", "W4")
"""What the slotter says of a run or a week that is much longer than those before."""


@dataclass(frozen=True, slots=True)
class NewStrength:
    """The strength of the weeks to come.

    Attributes:
        sessions: What was placed anew.
        problem: What the slotter was asked of the whole block; None where its strength is not slotted.
        answer: What it answered; None likewise.
        dose_weeks: The dose table's row for each week of the block.
        remarks: What should be known, a sentence each.
    """

    sessions: tuple[Workout, ...] = ()
    problem: dict[str, Any] | None = None
    answer: Answer | None = None
    dose_weeks: tuple[DoseWeek, ...] = ()
    remarks: tuple[str, ...] = ()


def slot_new_strength(
    book: Planbook,
    after: Block,
    block: Block,
    inputs: ReplanInputs,
    *,
    window: ReplanWindow,
    calendar: Sequence[Workout],
    should_stop: Callable[[], bool] | None,
) -> NewStrength:
    """The strength of the weeks to come, slotted around what stands and what is new."""
    choices = inputs.provenance.options
    if inputs.problem is None or choices is None:
        return NewStrength(dose_weeks=inputs.dose_weeks)
    is_usual = choices.doses is None
    gates = tuple(
        gate for gate in screening.active_gates(book) if gate.applies_within(window.first_day, after.last_day)
    )
    choices, bent = fit_doses(
        restrict_to_gates(choices, gates, window.first_day, after.last_day), has_default_doses=is_usual
    )
    weeks = _dose_weeks(inputs, after, block, window, in_season=choices.in_season)
    ours = [item for item in calendar if item.sport is Sport.STRENGTH and item.kind is not None and item.slot]
    runs = tuple(item for item in calendar if after.contains(item.date) and item not in ours)
    around = tuple(item for item in calendar if not after.contains(item.date))
    absences = tuple(quick.read_absences(book.path))
    counted = [item for item in ours if item.status in (StoredStatus.PLANNED, StoredStatus.DONE)]
    standing = frozenset(place for item in counted for place in _placements(item, StrengthKind(item.kind or "")))
    over = [item for item in ours if item not in counted and item.date >= window.first_day]
    closed = frozenset(place for item in over for place in _placements(item, *StrengthKind))
    places = inputs.pins.from_date(window.first_day, taken=standing)
    places = replace(places, forbidden=places.forbidden | closed - places.required)

    def stated(sits: frozenset[int], pins: Pins) -> dict[str, Any]:
        problem = build_problem(
            after, choices, weeks, runs, surrounding=around, absences=absences, gates=gates, wall_sit_weeks=sits
        )
        if not inputs.has_stored_options:
            assert inputs.problem is not None
            told = ("anchors", "preferred_weekdays")
            kept: dict[str, Any] = {name: inputs.problem[name] for name in told if name in inputs.problem}
            halves = [*problem["unavailable"], *shifted_dates(inputs.problem, block, after)["unavailable"]]
            problem = {**problem, **kept, "unavailable": halves}
        return add_pins(continue_problem(after, problem, ours, window.first_day), after, pins)

    problem, answer, less = slot_strength(
        stated,
        after,
        choices,
        places,
        has_default_doses=is_usual,
        rules=slotting_rules(book),
        should_stop=should_stop,
    )
    placed = (
        (one, PinnedPlacement(after.start + DAY * one.day, Slot(one.slot), StrengthKind(one.kind)))
        for one in answer.sessions
    )
    new = replace(answer, sessions=tuple(one for one, place in placed if place not in standing))
    sessions, _ = workouts_from_answer(new, after.start, weeks, replace(choices, pins=places), calendar)
    missing = sum(one.count for one in answer.unplaced if one.week >= window.weeks_before)
    none = (f"{missing} strength session{'s' * (missing > 1)} found no place.",) if missing else ()
    leaps: tuple[str, ...] = ()
    if inputs.provenance.plan_request is None and window.weeks_left > 1:  # a plan of ours is made without them
        leaps = tuple(
            one.text for one in answer.warnings if one.week == window.weeks_before and one.code in _GROWTH_WARNINGS
        )
    return NewStrength(
        tuple(replace(restrict_session(one, gates), block_id=after.id) for one in sessions),
        problem,
        answer,
        weeks,
        (*bent, *((less,) if less else ()), *none, *leaps),
    )


def _placements(workout: Workout, *kinds: StrengthKind) -> Iterator[PinnedPlacement]:
    """The half day of a session, for each of some kinds."""
    if workout.slot is not None:
        yield from (PinnedPlacement(workout.date, workout.slot, kind) for kind in kinds)


def _dose_weeks(
    inputs: ReplanInputs, after: Block, before: Block, window: ReplanWindow, *, in_season: bool
) -> tuple[DoseWeek, ...]:
    """The row of each week: those behind as they were, those ahead going on from them."""
    if len(inputs.dose_weeks) == after.weeks and after.race_week == before.race_week:
        return inputs.dose_weeks
    behind, ahead = inputs.dose_weeks[: window.weeks_before], inputs.dose_weeks[window.weeks_before :]
    if after.race_date is None:
        return (*behind, *dose_weeks(after.weeks, None, in_season=in_season)[window.weeks_before :])
    weeks = (*behind, *remaining_dose_weeks(behind, ahead, window.weeks_left, in_season=in_season))
    return (*weeks, *(_RECOVERY_ROW,) * (after.weeks - len(weeks)))
