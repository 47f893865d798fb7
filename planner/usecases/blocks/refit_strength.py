"""The strength of a block's coming weeks when they are planned again, slotted around kept and new workouts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from planner.slotting import Answer
from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block
from planner.training.dose_tables import DoseWeek, LighterWeeks, remaining_dose_weeks
from planner.training.leg_load import counted_kind
from planner.training.safety_gates import restrict_session
from planner.training.step_backs import lighter_weeks_of_runs
from planner.training.weeks import DAY
from planner.training.workouts import Slot, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.constraints import fit_doses
from planner.usecases.blocks.draft import restrict_to_gates
from planner.usecases.blocks.draft_sessions import workouts_from_answer
from planner.usecases.blocks.pins import PinnedPlacement, Pins, add_pins
from planner.usecases.blocks.provenance import ReplanInputs
from planner.usecases.blocks.refit_runs import ReplanWindow
from planner.usecases.blocks.slot_strength import slot_strength
from planner.usecases.blocks.slotting_problem import build_problem, continue_problem, shifted_dates, slotting_rules
from planner.usecases.blocks.weekly_targets import count_run_days
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_busy_days

_GROWTH_WARNINGS = ("W3", "W4")
"""The slotter's warnings of a run or a week that is much longer than those before."""


@dataclass(frozen=True, slots=True)
class NewStrength:
    """The strength of a block's coming weeks.

    Attributes:
        sessions: The newly placed sessions.
        problem: The slotting problem of the whole block; None if its strength is not slotted.
        answer: The slotter's answer; None likewise.
        dose_weeks: The dose table's row for each week of the block.
        remarks: What the runner should know, one sentence each.
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
    step_back_weeks: frozenset[int] | None,
    should_stop: Callable[[], bool] | None,
) -> NewStrength:
    """Slot the strength of a block's coming weeks around the workouts that stay and the new runs.

    Args:
        book: The runner's file, clock and settings.
        after: The block as it will be.
        block: The stored block.
        inputs: What the weeks are planned from.
        window: The weeks that are planned again.
        calendar: All workouts that stay, and the new runs.
        step_back_weeks: The lighter weeks that the new run plan names, by their index in the block; None if it names
            none, so that its running shows them.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        RefusedError: An option cannot be met; the sentence says which and why.
        SearchStopped: ``should_stop`` answered yes.
    """
    options = inputs.provenance.options
    if inputs.problem is None or options is None:
        return NewStrength(dose_weeks=inputs.dose_weeks)
    has_default_doses = options.doses is None
    first, last = window.first_day, after.last_day
    gates = tuple(gate for gate in screening.active_gates(book) if gate.applies_within(first, last))
    runs_of_block = (workout for workout in calendar if after.contains(workout.date))
    options = replace(options, run_days=count_run_days(runs_of_block, after.start, after.race_week))
    options = restrict_to_gates(options, gates, first, last)
    options, reductions = fit_doses(options, has_default_doses=has_default_doses)
    sessions = [one for one in calendar if counted_kind(one) is not None and one.slot]
    runs = tuple(workout for workout in calendar if after.contains(workout.date) and workout not in sessions)
    lighter = _lighter_weeks(runs, after, window, step_back_weeks)
    weeks = _dose_weeks(inputs, after, block, window, lighter, in_season=options.in_season)
    surrounding = tuple(workout for workout in calendar if not after.contains(workout.date))
    absences = tuple(quick.read_absences(book.path))
    pins, taken = _pins_around(sessions, inputs.pins, first)

    build = partial(
        build_problem,
        after,
        options,
        runs=runs,
        surrounding=surrounding,
        absences=absences,
        busy=read_busy_days(book, after.start, last),
        gates=gates,
        within_running=has_default_doses,
    )

    def pinned(weeks: tuple[DoseWeek, ...], wall_sit_weeks: frozenset[int], pins: Pins) -> dict[str, Any]:
        problem = build(weeks=weeks, wall_sit_weeks=wall_sit_weeks)
        if not inputs.has_stored_options:  # then only the stored problem has start times and free days
            assert inputs.problem is not None
            known: dict[str, Any] = {
                key: inputs.problem[key] for key in ("anchors", "preferred_weekdays") if key in inputs.problem
            }
            unavailable = [*problem["unavailable"], *shifted_dates(inputs.problem, block, after)["unavailable"]]
            problem = {**problem, **known, "unavailable": unavailable}
        return add_pins(continue_problem(after, problem, sessions, first), after, pins)

    rules = slotting_rules(book)
    slotted = slot_strength(
        pinned,
        weeks,
        after,
        options,
        pins,
        has_default_doses=has_default_doses,
        rules=rules,
        first_week=window.weeks_before,
        should_stop=should_stop,
    )
    answer, weeks = slotted.answer, slotted.dose_weeks
    placed = (
        (one, PinnedPlacement(after.start + DAY * one.day, Slot(one.slot), StrengthKind(one.kind)))
        for one in answer.sessions
    )
    new = replace(answer, sessions=tuple(session for session, place in placed if place not in taken))
    new_sessions, _ = workouts_from_answer(new, after.start, weeks, replace(options, pins=pins), calendar)
    return NewStrength(
        tuple(replace(restrict_session(session, gates), block_id=after.id) for session in new_sessions),
        slotted.problem,
        answer,
        weeks,
        (*reductions, *([slotted.less] if slotted.less else []), *_remarks(inputs, window, answer)),
    )


def _lighter_weeks(
    runs: Sequence[Workout], after: Block, window: ReplanWindow, step_back_weeks: frozenset[int] | None
) -> LighterWeeks:
    """Return the lighter weeks of a block: past ones as the running shows them, coming ones as the new plan names."""
    lighter = lighter_weeks_of_runs(runs, after.start, after.weeks, after.race_date)
    if step_back_weeks is None:
        return lighter
    past = frozenset(week for week in lighter.step_backs if week < window.weeks_before)
    return replace(lighter, step_backs=past | step_back_weeks)


def _pins_around(sessions: Sequence[Workout], pins: Pins, first: dt.date) -> tuple[Pins, frozenset[PinnedPlacement]]:
    """Return the pins that count from a day on, and the placements that sessions have.

    A session that was skipped or missed keeps its half day, so that no new one takes its place.
    """
    counted = [session for session in sessions if session.status in (StoredStatus.PLANNED, StoredStatus.DONE)]
    taken = frozenset(place for session in counted for place in _placements(session, *_kinds(session)))
    dropped = [session for session in sessions if session not in counted and session.date >= first]
    closed = frozenset(place for session in dropped for place in _placements(session, *StrengthKind))
    pins = pins.from_date(first, taken=taken)
    return replace(pins, forbidden=pins.forbidden | closed - pins.required), taken


def _remarks(inputs: ReplanInputs, window: ReplanWindow, answer: Answer) -> Iterator[str]:
    """Yield what the runner should know of the coming weeks: sessions without a place, and runs that grow too fast."""
    unplaced = sum(one.count for one in answer.unplaced if one.week >= window.weeks_before)
    if unplaced:
        yield f"{format_count(unplaced, 'strength session')} found no place."
    if inputs.provenance.plan_request is None and window.weeks_left > 1:  # generated runs never grow that fast
        for warning in answer.warnings:
            if warning.week == window.weeks_before and warning.code in _GROWTH_WARNINGS:
                yield warning.text


def _kinds(session: Workout) -> tuple[StrengthKind, ...]:
    kind = counted_kind(session)
    return () if kind is None else (kind,)


def _placements(workout: Workout, *kinds: StrengthKind) -> Iterator[PinnedPlacement]:
    """Yield the half day of a session as a placement of each kind given."""
    if workout.slot is not None:
        yield from (PinnedPlacement(workout.date, workout.slot, kind) for kind in kinds)


def _dose_weeks(
    inputs: ReplanInputs,
    after: Block,
    before: Block,
    window: ReplanWindow,
    lighter: LighterWeeks,
    *,
    in_season: bool,
) -> tuple[DoseWeek, ...]:
    """Return the row of each week: past weeks keep theirs, and the coming weeks continue from them."""
    is_same_length = len(inputs.dose_weeks) == after.weeks and after.race_week == before.race_week
    if is_same_length and inputs.keeps_runs and not inputs.renews_doses:
        return inputs.dose_weeks
    past, coming = inputs.dose_weeks[: window.weeks_before], inputs.dose_weeks[window.weeks_before :]
    left = after.weeks - len(past)
    return (*past, *remaining_dose_weeks(past, coming, left, after.race_week, lighter, in_season=in_season))
