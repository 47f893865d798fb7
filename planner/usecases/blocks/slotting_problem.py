"""The slotting problem of a block, as the JSON document that the slotter reads and the planner file stores."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from planner.slotting import DEFAULT_RULES, Rules, UnavailableReason
from planner.training.absences import Absence, absence_on
from planner.training.blocks import Block
from planner.training.busy_times import BusyDays, closing_time
from planner.training.day_rules import ASSUMED_RUN_MINUTES
from planner.training.dose_tables import DoseWeek
from planner.training.leg_load import counted_kind
from planner.training.races import Priority, classify_race
from planner.training.safety_gates import Gate
from planner.training.strength_levels import level_from_log, levels_by_week
from planner.training.weekly_sessions import FEW_RUN_DAYS
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import (
    ENDURANCE_SPORTS,
    Effort,
    RunKind,
    Slot,
    Sport,
    StoredStatus,
    StrengthKind,
    StrengthLevel,
    Workout,
)
from planner.usecases.blocks.closed_for_health import halves_closed_for_health
from planner.usecases.blocks.constraints import closed_slots, preferred_weekdays
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.weekly_targets import weekly_targets
from planner.usecases.planbook import Planbook

SLOTTING_CONTEXT = dt.timedelta(days=30)
"""How much of the calendar before and after a block counts in its slotting: a run is compared with the longest of so
many days before it."""
_LONGEST_MINUTES = 1440
_NOT_BUSY: BusyDays = {}


def slotting_rules(book: Planbook) -> Rules:
    """Return the published slotting rules with the runner's own settings on top.

    Raises:
        RefusedError: The settings name no such rule, or a value it cannot have.
    """
    return DEFAULT_RULES.with_overrides(book.settings.rules, source="the settings' rules")


def build_problem(
    block: Block,
    options: BlockOptions,
    weeks: tuple[DoseWeek, ...],
    runs: tuple[Workout, ...],
    *,
    surrounding: tuple[Workout, ...] = (),
    absences: tuple[Absence, ...] = (),
    busy: BusyDays = _NOT_BUSY,
    gates: Iterable[Gate] = (),
    wall_sit_weeks: frozenset[int] = frozenset(),
    within_running: bool = False,
) -> dict[str, Any]:
    """Return the slotting problem of a new block, as `planner.slotting.parse_problem` reads it.

    Args:
        block: The block's dates and race.
        options: What the runner asks for.
        weeks: The dose table's row for each week.
        runs: The workouts of the plan, with their dates.
        surrounding: The workouts before and after the block.
        absences: Days without training.
        busy: What the runner's other calendars fill.
        gates: The safety gates (HC14); a week does not ask for sessions that a gate rules out all week.
        wall_sit_weeks: The weeks in which a moderate session may be the wall sit alone where there is no sled.
        within_running: Whether strength takes no more time than the running of its week.
    """
    gates = tuple(gates)
    sessions = weekly_targets(block, options, weeks, runs, gates, within_running=within_running)
    targets = [
        {"week": number, "heavy": week.heavy, "moderate": week.moderate, "light": week.light}
        for number, week in enumerate(sessions)
    ]
    closed = tuple(closed_slots(options, block, wall_sit_weeks))
    others = (one for one in surrounding if not (block.contains(one.date) and one.sport is Sport.STRENGTH))
    return {
        "start": block.start.isoformat(),
        "days": block.days,
        "level": [level.value for level in levels_by_week(options.level, block.weeks)],
        "stack": options.stack,
        "active_rest": _has_active_rest(options, block, runs),
        "anchors": {slot.value: options.start_times.for_slot(slot) for slot in Slot},
        "unit": block.unit.value,
        "targets": targets,
        "unavailable": [
            *closed,
            *halves_closed_for_health(block, closed, gates),
            # The plan author's own strength days get no session of ours.
            *({"day": (run.date - block.start).days} for run in runs if run.sport is Sport.STRENGTH),
            *_absence_days(block, absences),
            *_halves_of_calendar(block, busy, options.start_times.for_slot),
        ],
        "preferred_weekdays": sorted(preferred_weekdays(options)),
        **gates_to_json(gates, block),
        **_runs_and_history(block, (*others, *runs)),
    }


def with_current_runs(block: Block, problem: dict[str, Any], workouts: Iterable[Workout]) -> dict[str, Any]:
    """Return a block's stored problem with the runs that the calendar has now.

    Args:
        block: The block.
        problem: Its stored problem.
        workouts: All workouts within `SLOTTING_CONTEXT` of the block.
    """
    current = {
        "start": block.start.isoformat(),
        "days": block.days,
        "unit": block.unit.value,
        "unavailable": _unavailable_in_plan(problem),
    }
    return {**problem, **current, **_runs_and_history(block, tuple(workouts))}


def with_scheduled_sessions(block: Block, problem: dict[str, Any], sessions: Iterable[Workout]) -> dict[str, Any]:
    """Return a problem that asks for the sessions given, each locked where it is, and for no others."""
    sessions = tuple(sessions)
    locked = [_session_entry(session, block) for session in sessions]
    return {**problem, "targets": _targets_as_scheduled(block, sessions), "locked": locked}


def problem_as_scheduled(
    block: Block,
    problem: dict[str, Any],
    workouts: Iterable[Workout],
    *,
    movable: frozenset[int],
    absences: Iterable[Absence],
    today: dt.date,
    busy: BusyDays = _NOT_BUSY,
    keep_targets: bool = False,
    gates: Iterable[Gate] | None = None,
) -> dict[str, Any]:
    """Return the problem of a block as the calendar has it: some sessions are free to move, all others are locked.

    What was done unplanned counts like all that was done.

    Args:
        block: The block.
        problem: Its stored problem.
        workouts: All workouts within `SLOTTING_CONTEXT` of the block.
        movable: The numbers of the sessions that are free to move.
        absences: Days without training.
        today: No session is placed before this day. A novice who has logged too little by then is one again.
        busy: What the runner's other calendars fill.
        keep_targets: Whether a week asks for at least the sessions of the stored problem; else it asks for the sessions
            that it has now.
        gates: The safety gates that apply now; None keeps those of the stored problem.
    """
    workouts = tuple(
        replace(workout, status=StoredStatus.DONE) if workout.status is StoredStatus.UNPLANNED else workout
        for workout in workouts
    )
    sessions = [workout for workout in workouts if block.contains(workout.date) and _is_session(workout)]
    past = [{"day": day} for day in range(min((today - block.start).days, block.days))]
    if gates is not None:
        problem = _with_gates(problem, block, tuple(gates))
    return {
        **with_current_runs(block, problem, workouts),
        "level": _levels_on(today, block, block.level, workouts),
        "targets": _targets_as_scheduled(block, sessions, problem.get("targets", []) if keep_targets else []),
        "unavailable": [
            *_unavailable_in_plan(problem),
            *past,
            *_absence_days(block, tuple(absences)),
            *_halves_of_calendar(block, busy, lambda slot: anchor_of(problem, slot)),
        ],
        "locked": [_session_entry(session, block) for session in sessions if session.id not in movable],
    }


def _with_gates(problem: dict[str, Any], block: Block, gates: tuple[Gate, ...]) -> dict[str, Any]:
    """Return a stored problem with the safety gates of now in place of those that it was stored with."""
    without_gates = {key: value for key, value in problem.items() if key != "gates"}
    unavailable = [entry for entry in problem.get("unavailable", []) if entry.get("why") != UnavailableReason.HEALTH]
    unavailable += halves_closed_for_health(block, unavailable, gates)
    return {**without_gates, "unavailable": unavailable, **gates_to_json(gates, block)}


def with_existing_sessions(
    problem: dict[str, Any], block: Block, workouts: Iterable[Workout], today: dt.date
) -> dict[str, Any]:
    """Return the problem of a new block with the sessions that its days hold already locked; missed ones do not count.

    Args:
        problem: The problem, from `build_problem`.
        block: The block.
        workouts: What the calendar holds.
        today: Today's date.
    """
    existing = [workout for workout in workouts if is_existing_session(workout, block, today)]
    if not existing:
        return problem
    return {**problem, "locked": [*problem.get("locked", []), *(_session_entry(one, block) for one in existing)]}


def is_existing_session(workout: Workout, block: Block, today: dt.date) -> bool:
    """Return whether a workout is a session on a day of a block that is done or still to come."""
    counts = workout.status is StoredStatus.DONE or workout.date >= today
    return counts and block.contains(workout.date) and _is_session(workout)


def shift_problem(problem: dict[str, Any], before: Block, after: Block, workouts: Iterable[Workout]) -> dict[str, Any]:
    """Return the problem of a block after its dates changed.

    A half day that was unavailable on its weekday in every week stays so on that weekday; any other keeps its date.

    Args:
        problem: The stored problem.
        before: The block with its old dates.
        after: The block with its new dates.
        workouts: Its workouts after the change.
    """
    sessions = [workout for workout in workouts if after.contains(workout.date) and _is_session(workout)]
    return {
        **problem,
        **shifted_dates(problem, before, after),
        "level": [level.value for level in levels_by_week(after.level, after.weeks)],
        "targets": _targets_as_scheduled(after, sessions),
        **_shift_gates(problem, before, after),
    }


def continue_problem(
    block: Block, problem: dict[str, Any], workouts: Iterable[Workout], first: dt.date
) -> dict[str, Any]:
    """Return the problem of a block that is slotted again from a day on, with its existing sessions locked.

    Args:
        block: The block as it will be.
        problem: The problem of the whole block, from `build_problem`.
        workouts: The workouts that stay.
        first: The first day on which sessions are placed; it begins a week of the block.
    """
    sessions = [workout for workout in workouts if block.contains(workout.date) and _is_session(workout)]
    past_targets = _targets_as_scheduled(block, sessions)[: block.week_index(first)]  # past weeks ask for nothing more
    return {
        **problem,
        "level": _levels_on(first, block, StrengthLevel(problem["level"][0]), workouts),
        "targets": [*past_targets, *problem["targets"][len(past_targets) :]],
        "locked": [_session_entry(session, block) for session in sessions],
    }


def shifted_dates(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """Return the parts of a problem that change with the block's dates: start, days and unavailable half days."""
    return {
        "start": after.start.isoformat(),
        "days": after.days,
        "unavailable": list(_shift_unavailable(problem, before, after)),
    }


def _unavailable_in_plan(problem: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the unavailable half days without absences and busy times, which may change and are read each time."""
    return [entry for entry in problem.get("unavailable", []) if entry.get("why") not in ("away", "calendar")]


def gates_to_json(gates: Iterable[Gate], block: Block) -> dict[str, Any]:
    """Return the gates as a part of the slotting problem, by day of the block; empty if none applies in it."""
    entries = [
        {
            "kind": kind.value,
            "why": gate.short_reason,
            "first": max((gate.first - block.start).days, 0) if gate.first is not None else 0,
            "last": min((gate.last - block.start).days, block.days - 1) if gate.last is not None else block.days - 1,
        }
        for gate in gates
        if gate.applies_within(block.start, block.last_day)
        for kind in StrengthKind
        if kind in gate.kinds
    ]
    return {"gates": entries} if entries else {}


def _shift_gates(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """Return the gates of a problem with their dates unchanged, counted from the block's new start."""
    offset = (before.start - after.start).days
    moved = [
        {**gate, "first": gate.get("first", 0) + offset, "last": gate["last"] + offset}
        for gate in problem.get("gates", [])
        if gate.get("last") is not None
    ]
    return {"gates": moved} if moved else {}


def _levels_on(day: dt.date, block: Block, level: StrengthLevel, workouts: Iterable[Workout]) -> list[str]:
    """Return the level of each week of a block planned for a level, as the log has it on a day of re-slotting."""
    is_novice = block.contains(day) and level_from_log(workouts, day) is StrengthLevel.NOVICE
    return [each.value for each in levels_by_week(level, block.weeks, block.week_index(day) if is_novice else None)]


def _has_active_rest(options: BlockOptions, block: Block, runs: Iterable[Workout]) -> bool:
    """Return whether light sessions may be on days without runs: as chosen, else in plans of three run days or fewer.

    Where else could a light session after Saturday's long run go?
    """
    if options.active_rest is not None:
        return options.active_rest
    days = {run.date for run in runs if run.sport in ENDURANCE_SPORTS and block.contains(run.date)}
    return max(Counter(block.week_index(day) for day in days).values(), default=0) <= FEW_RUN_DAYS


def is_movable(workout: Workout, block: Block, today: dt.date) -> bool:
    """Return whether a session of a block may move: slotted, ahead, and neither locked, done nor skipped.

    Strength without a kind counts by its exercises, but the runner chose its day.
    """
    is_open = workout.status is StoredStatus.PLANNED and not workout.locked and workout.date >= today
    is_in_block = workout.id > 0 and workout.block_id == block.id and block.contains(workout.date)
    return is_open and is_in_block and workout.kind is not None and _is_session(workout)


def _targets_as_scheduled(
    block: Block, sessions: Iterable[Workout], minimum: Iterable[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    counted = Counter((block.week_index(session.date), str(counted_kind(session))) for session in sessions)
    for target in minimum:
        counted |= Counter({(target["week"], kind): count for kind, count in target.items() if kind != "week"})
    kinds = [kind.value for kind in StrengthKind]
    return [{"week": week, **{kind: counted[week, kind] for kind in kinds}} for week in range(block.weeks)]


def _is_session(workout: Workout) -> bool:
    """Return whether a workout is a slotted session that is planned or done."""
    counts = workout.status in (StoredStatus.PLANNED, StoredStatus.DONE)
    return counts and workout.slot is not None and counted_kind(workout) is not None


def _session_entry(workout: Workout, block: Block) -> dict[str, Any]:
    assert workout.slot is not None
    return {"day": (workout.date - block.start).days, "slot": workout.slot.value, "kind": counted_kind(workout)}


def _shift_unavailable(problem: dict[str, Any], before: Block, after: Block) -> Iterator[dict[str, Any]]:
    for kind, why in sorted({_kind_and_why(entry) for entry in _unavailable_in_plan(problem)}):
        entries = [entry for entry in _unavailable_in_plan(problem) if _kind_and_why(entry) == (kind, why)]
        labels = {key: word for key, word in (("kind", kind), ("why", why)) if word}
        yield from ({**half, **labels} for half in _shift_slots(entries, before, after))


def _kind_and_why(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("kind") or "", entry.get("why") or ""


def _shift_slots(entries: Iterable[dict[str, Any]], before: Block, after: Block) -> Iterator[dict[str, Any]]:
    halves: set[tuple[dt.date, str]] = set()
    for entry in entries:
        day = before.start + dt.timedelta(days=entry["day"])
        halves |= {(day, half) for half in ([entry["slot"]] if entry.get("slot") else ["am", "pm"])}
    dates = [before.start + dt.timedelta(days=number) for number in range(before.days)]
    weekly = {
        (weekday, half)
        for weekday in range(7)
        for half in ("am", "pm")
        if (same := [day for day in dates if day.weekday() == weekday]) and all((day, half) in halves for day in same)
    }
    for number in range(after.days):
        day = after.start + dt.timedelta(days=number)
        for half in ("am", "pm"):
            if (day.weekday(), half) in weekly or (day, half) in halves:
                yield {"day": number, "slot": half}


def _runs_and_history(block: Block, workouts: tuple[Workout, ...]) -> dict[str, Any]:
    """Return the runs and cross training to keep clear of, and the strength sessions before the block."""
    return {
        "runs": [
            _run_entry(workout, workout.slot, block)
            for workout in workouts
            if workout.sport in ENDURANCE_SPORTS and workout.slot is not None and workout.skip_reason is None
        ],
        "history": list(_history(workouts, block)),
    }


def _run_entry(workout: Workout, slot: Slot, block: Block) -> dict[str, Any]:
    """Return a run as an entry of the slotting problem; a race but the goal has its own priority, else C."""
    done = workout.actual.effort if workout.actual else Effort()
    seconds = done.duration_s or workout.planned.duration_s
    metres = done.distance_m or (None if "distance_m" in workout.estimated else workout.planned.distance_m)
    document: dict[str, Any] = {
        "day": (workout.date - block.start).days,
        "slot": slot.value,
        "type": workout.kind if workout.sport is Sport.RUN else "cross",
        "minutes": min(round(seconds / 60), _LONGEST_MINUTES) if seconds else ASSUMED_RUN_MINUTES,
    }
    if seconds and seconds <= 60 * _LONGEST_MINUTES:  # so that lengths are compared before they are rounded
        document["seconds"] = round(seconds)
    if metres:
        document["metres"] = round(metres)
    if workout.kind == RunKind.RACE:
        is_goal = workout.date == block.race_date
        own = workout.priority or Priority.C
        document["priority"] = (block.priority or Priority.A if is_goal else own).value
        known_distance = block.race_distance if is_goal else None
        run_m = workout.planned.distance_m or done.distance_m  # a race that nobody planned is what was run
        document["distance"] = (known_distance or classify_race(run_m)).value
    return document


def _history(workouts: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    for workout in workouts:
        is_session = counted_kind(workout) is not None and workout.slot is not None
        if is_session and workout.date < block.start and not workout.skip_reason:
            yield _session_entry(workout, block)


def _absence_days(block: Block, absences: tuple[Absence, ...]) -> Iterator[dict[str, Any]]:
    for number in range(block.days):
        if absence_on(absences, block.start + dt.timedelta(days=number)) is not None:
            yield {"day": number, "why": "away"}


def anchor_of(problem: dict[str, Any], slot: Slot) -> str:
    """Return when a half of a day starts in a block, ``HH:MM``, as its stored problem has it."""
    start: str = problem.get("anchors", {}).get(slot.value, SLOT_STARTS[slot])
    return start


def _halves_of_calendar(block: Block, busy: BusyDays, anchor: Callable[[Slot], str]) -> Iterator[dict[str, Any]]:
    for number in range(block.days) if busy else ():
        day = block.start + dt.timedelta(days=number)
        for slot in Slot:
            if closing_time(busy, day, anchor(slot)) is not None:
                yield {"day": number, "slot": slot.value, "why": "calendar"}
