"""Easing planned sessions that a safety gate forbids, and deloading a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.text import capitalize_first, format_count
from planner.training.blocks import Block, Runner
from planner.training.deloads import can_be_lighter, deload_workout
from planner.training.dose_tables import dose_weeks, knee_angle_deg
from planner.training.doses import equipment_of, session_dose
from planner.training.formatting import format_bare_distance, format_day, format_day_and_year, format_number
from planner.training.leg_load import counted_kind, is_of_own_exercises, kind_of_exercise
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_estimates import renew_estimates
from planner.training.safety_gates import Gate, restrict_session
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workout_names import session_name, with_title_of_sets
from planner.training.workouts import StoredStatus, StrengthKind, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.provenance import paces_of_workouts
from planner.usecases.blocks.stored_doses import dose_weeks_of, read_dose_basis
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_EASIER = {
    StrengthKind.HEAVY: (StrengthKind.MODERATE, StrengthKind.LIGHT),
    StrengthKind.MODERATE: (StrengthKind.LIGHT,),
    StrengthKind.LIGHT: (),
}
"""For each kind of session the easier kinds, hardest first."""


def plan_ease(book: Planbook) -> Change:
    """Make every session ahead comply with the gates of its day: an easier kind, or skipped if no kind is allowed.

    Forbidden exercises are removed, and wall sits are shortened to their limits.

    Raises:
        RefusedError: Every session ahead complies already.
    """
    gates = screening.active_gates(book)
    runner, blocks, _ = quick.read_runner_context(book.path)
    ahead = [
        workout
        for workout in quick.read_days(book.path, book.today, book.today.max)
        if counted_kind(workout) is not None and workout.status is StoredStatus.PLANNED
    ]
    eased = [_ease(workout, gates, runner, blocks) for workout in ahead]
    changed = tuple(after for before, after in zip(ahead, eased, strict=True) if after != before)
    if not changed:
        raise RefusedError("No session ahead has to be eased: nothing keeps one of them out.")
    applied = [gate for gate in gates if any(gate.applies_on(workout.date) for workout in changed)]
    remarks = tuple(dict.fromkeys(gate.full_text for gate in applied))
    return Change(f"ease: {format_count(len(changed), 'session')}", changed=changed, remarks=remarks)


def _ease(workout: Workout, gates: Sequence[Gate], runner: Runner, blocks: Sequence[Block]) -> Workout:
    gates_here = [gate for gate in gates if gate.applies_on(workout.date)]
    forbidden = frozenset(kind for gate in gates_here for kind in gate.kinds)
    counted = counted_kind(workout)
    why = next((gate.short_reason for gate in gates_here if counted in gate.kinds), "")
    kind = workout.strength_kind
    allowed = _without_exercises(workout, forbidden)
    if workout.planned.sets and not allowed.planned.sets:
        return replace(workout, status=StoredStatus.SKIPPED, skip_reason=why)
    workout = allowed
    if kind in forbidden:
        easier = next((candidate for candidate in _EASIER[kind] if candidate not in forbidden), None)
        if easier is None:
            return replace(workout, status=StoredStatus.SKIPPED, skip_reason=why)
        workout = _as_easier_kind(workout, easier, gates_here, runner, blocks)
        heading = capitalize_first(session_name(easier, workout.planned.sets))
        workout = replace(workout, reason=f"{heading}, in place of the {kind} one: {why}.")
    restricted = restrict_session(workout, gates_here)
    if workout.planned.sets and not restricted.planned.sets:
        return replace(
            workout,
            status=StoredStatus.SKIPPED,
            skip_reason=next(gate.short_reason for gate in gates_here if gate.exercises),
        )
    return restricted


def _without_exercises(workout: Workout, forbidden: frozenset[StrengthKind]) -> Workout:
    """Return a session without the exercises of the runner's own that ask as much of the legs as a forbidden kind."""
    sets = tuple(part for part in workout.planned.sets if kind_of_exercise(part) not in forbidden)
    if sets == workout.planned.sets:
        return workout
    return with_title_of_sets(replace(workout, planned=replace(workout.planned, sets=sets)), workout)


def _as_easier_kind(
    workout: Workout, kind: StrengthKind, gates_here: Sequence[Gate], runner: Runner, blocks: Sequence[Block]
) -> Workout:
    """Return the session as another kind, with that kind's dose in the same week."""
    if is_of_own_exercises(workout):
        return with_title_of_sets(replace(workout, kind=kind), workout)
    own_blocks = (block for block in blocks if block.id == workout.block_id and block.contains(workout.date))
    block = next(own_blocks, None)
    weeks, week = dose_weeks(4), 0  # outside a block: the first week of the usual doses
    equipment = equipment_of(runner)
    if block is not None:
        weeks, week = dose_weeks_of(block), block.week_index(workout.date)
        basis = read_dose_basis(block)
        equipment = equipment if basis is None else basis.equipment
    level = StrengthLevel.NOVICE if block is None or any(gate.novice_loads for gate in gates_here) else block.level
    angle = knee_angle_deg(weeks, week, is_novice=level is StrengthLevel.NOVICE)
    dose = session_dose(kind, weeks[week], level, equipment, knee_angle_deg=angle)
    exercises = {exercise_set.exercise for exercise_set in workout.planned.sets}
    sets = tuple(
        exercise_set for exercise_set in dose.effort.sets if exercise_set.exercise in exercises or not exercises
    )
    own = (part for part in workout.planned.sets if part.is_own)
    eased = replace(workout, kind=kind, planned=replace(dose.effort, sets=(*sets, *own)), note=" ".join(dose.remarks))
    return with_title_of_sets(eased)


def plan_deload(book: Planbook, day: dt.date) -> Change:
    """Make the rest of the week that contains a day lighter; see `planner.training.deloads`.

    Raises:
        RefusedError: Nothing that is still ahead in that week can be made lighter.
    """
    runner = quick.read_runner(book.path)
    first = first_day_of_week(day, runner.week_start)
    week = quick.read_days(book.path, first, first + DAY * 6)
    equipment = equipment_of(runner)
    ahead = [workout for workout in week if can_be_lighter(workout, book.today)]
    paces_of = paces_of_workouts(book)
    changed = tuple(
        renew_estimates(eased, paces_of(workout), runner.unit)
        for workout in ahead
        if (eased := deload_workout(workout, equipment)) != workout
    )
    if not changed:
        raise RefusedError(f"Nothing of the week of {format_day(first)} is still ahead that could be made lighter.")
    after = {workout.id: workout for workout in changed}
    totals_before = sum_totals(week, book.today)
    totals_after = sum_totals([after.get(workout.id, workout) for workout in week], book.today)
    return Change(
        f"deload: week of {format_day_and_year(first)}",
        changed=changed,
        remarks=(_format_change(totals_before, totals_after, runner.unit),),
    )


def _format_change(before: Totals, after: Totals, unit: Unit) -> str:
    parts = [
        f"{format_bare_distance(before.run.planned_m, unit)} → {format_bare_distance(after.run.planned_m, unit)} {unit}"
    ]
    if before.strength.sled_m_planned != after.strength.sled_m_planned:
        parts.append(
            f"sled {format_number(before.strength.sled_m_planned)} → {format_number(after.strength.sled_m_planned)} m"
        )
    return ", ".join(parts)
