"""Easing what stands: sessions ahead that pain, illness or a health answer forbids, made what is still allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from planner.store import quick
from planner.training.blocks import Block, Runner
from planner.training.deloads import deload_workout
from planner.training.doses import dose_weeks, equipment_of, session_dose
from planner.training.formatting import SESSION_TITLES, format_bare_distance, format_day, format_number
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.safety_gates import Gate, restrict_session
from planner.training.totals import Totals, sum_totals
from planner.training.weeks import DAY, first_day_of_week
from planner.training.workouts import Sport, StoredStatus, StrengthKind, StrengthLevel, Workout
from planner.usecases import screening
from planner.usecases.blocks.provenance import dose_weeks_of
from planner.usecases.changes import Change
from planner.usecases.planbook import Planbook

_EASIER = {
    StrengthKind.HEAVY: (StrengthKind.MODERATE, StrengthKind.LIGHT),
    StrengthKind.MODERATE: (StrengthKind.LIGHT,),
    StrengthKind.LIGHT: (),
}


def plan_ease(book: Planbook) -> Change:
    """Make every session ahead what is still allowed on its day: an easier kind, or skipped where none is.

    Exercises that are kept out go, wall sits come within their limits.

    Raises:
        RefusedError: Every session ahead may stay as it is.
    """
    gates = screening.active_gates(book)
    athlete, blocks, _ = quick.read_runner_context(book.path)
    ahead = [
        workout
        for workout in quick.read_days(book.path, book.today, book.today.max)
        if workout.sport is Sport.STRENGTH and workout.kind is not None and workout.status is StoredStatus.PLANNED
    ]
    eased = [_ease(workout, gates, athlete, blocks) for workout in ahead]
    changed = tuple(after for before, after in zip(ahead, eased, strict=True) if after != before)
    if not changed:
        raise RefusedError("No session ahead has to be eased: nothing keeps one of them out.")
    met = [gate for gate in gates if any(gate.applies_on(workout.date) for workout in changed)]
    count = f"{len(changed)} session{'s' * (len(changed) > 1)}"
    return Change(f"ease: {count}", changed=changed, remarks=tuple(dict.fromkeys(gate.full_text for gate in met)))


def _ease(workout: Workout, gates: Sequence[Gate], runner: Runner, blocks: Sequence[Block]) -> Workout:
    gates_here = [gate for gate in gates if gate.applies_on(workout.date)]
    out = {kind for gate in gates_here for kind in gate.kinds}
    kind = StrengthKind(workout.kind or StrengthKind.LIGHT)
    if kind in out:
        easier = next((one for one in _EASIER[kind] if one not in out), None)
        why = next(gate.short_reason for gate in gates_here if kind in gate.kinds)
        if easier is None:
            return replace(workout, status=StoredStatus.SKIPPED, skip_reason=why)
        workout = _as_easier_kind(workout, easier, gates_here, runner, blocks)
        workout = replace(workout, reason=f"{SESSION_TITLES[easier]}: in place of the {kind} one, for {why}.")
    left = restrict_session(workout, gates_here)
    if workout.planned.sets and not left.planned.sets:
        return replace(
            workout,
            status=StoredStatus.SKIPPED,
            skip_reason=next(gate.short_reason for gate in gates_here if gate.exercises),
        )
    return left


def _as_easier_kind(
    workout: Workout, kind: StrengthKind, here: Sequence[Gate], runner: Runner, blocks: Sequence[Block]
) -> Workout:
    """The session with the dose of another kind in its week."""
    equipment = equipment_of(runner)
    block = next((one for one in blocks if one.id == workout.block_id and one.contains(workout.date)), None)
    week = dose_weeks(4)[0]
    if block is not None:
        week = dose_weeks_of(block)[block.week_index(workout.date)]
    level = StrengthLevel.NOVICE if block is None or any(gate.novice_loads for gate in here) else block.level
    measured = session_dose(kind, week, level, equipment)
    before = {one.exercise for one in workout.planned.sets}
    sets = tuple(one for one in measured.effort.sets if one.exercise in before or not before)
    return replace(
        workout,
        kind=kind,
        title=SESSION_TITLES[kind] if workout.title in SESSION_TITLES.values() else workout.title,
        planned=replace(measured.effort, sets=sets),
        note=" ".join(measured.remarks),
    )


def plan_deload(book: Planbook, day: dt.date) -> Change:
    """What is still ahead of the week that holds a day, made lighter (`planner.training.deloads`).

    Raises:
        RefusedError: Nothing of that week is still ahead.
    """
    athlete = quick.read_runner(book.path)
    first = first_day_of_week(day, athlete.week_start)
    held = quick.read_days(book.path, first, first + DAY * 6)
    equipment = equipment_of(athlete)
    ahead = [workout for workout in held if _can_be_lighter(workout, book.today)]
    changed = tuple(eased for workout in ahead if (eased := deload_workout(workout, equipment)) != workout)
    if not changed:
        raise RefusedError(f"Nothing of the week of {format_day(first)} is still ahead that could be made lighter.")
    after = {workout.id: workout for workout in changed}
    sums = sum_totals(held, book.today), sum_totals([after.get(workout.id, workout) for workout in held], book.today)
    return Change(
        f"deload: week of {format_day(first)}",
        changed=changed,
        remarks=(_format_change(sums[0], sums[1], athlete.unit),),
    )


def _can_be_lighter(workout: Workout, today: dt.date) -> bool:
    return workout.is_open and workout.date >= today and not workout.is_race


def _format_change(before: Totals, after: Totals, unit: Unit) -> str:
    parts = [
        f"{format_bare_distance(before.run.planned_m, unit)} → {format_bare_distance(after.run.planned_m, unit)} {unit}"
    ]
    if before.strength.sled_m_planned:
        parts.append(
            f"sled {format_number(before.strength.sled_m_planned)} → {format_number(after.strength.sled_m_planned)} m"
        )
    return ", ".join(parts)
