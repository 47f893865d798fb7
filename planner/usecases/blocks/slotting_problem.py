"""Stating the slotting problem of a block, as the JSON document that the slotter reads and the store keeps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from planner.slotting import DEFAULT_RULES, Rules
from planner.training.absences import Absence, absence_on
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.races import Priority, classify_race
from planner.training.safety_gates import Gate, limit_sessions_by_gates
from planner.training.weekly_sessions import sessions_of_week
from planner.training.workouts import RunKind, Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases.blocks.constraints import closed_slots, preferred_weekdays
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.planbook import Planbook

SLOTTING_CONTEXT = dt.timedelta(days=14)
"""How much of the calendar before and after a block counts in its slotting."""
ASSUMED_RUN_MINUTES = 30
"""How long the slotter takes a run to last of which neither distance nor time is known."""
_LONGEST_MINUTES = 1440


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
    gates: Iterable[Gate] = (),
    wall_sit_weeks: frozenset[int] = frozenset(),
) -> dict[str, Any]:
    """The slotting problem of a new block, in the form `planner.slotting.read_problem` reads.

    Args:
        block: Its dates and race.
        options: What the runner decided.
        weeks: The dose table's row for each week.
        runs: The plan's days, dated.
        surrounding: What the calendar holds before and after.
        absences: Days without training.
        gates: What is kept out for the runner's health (HC14): a week that it covers does not ask for it.
        wall_sit_weeks: The weeks in which a moderate session may be the wall sit alone, where there is no sled.
    """
    targets, gates = [], tuple(gates)
    for number, week in enumerate(weeks):
        first = block.start + dt.timedelta(days=7 * number)
        doses = sessions_of_week(options.target_doses, week, options.level, options.start_rung)
        doses = limit_sessions_by_gates(doses, gates, first, min(first + dt.timedelta(days=6), block.last_day))
        targets.append({"week": number, "heavy": doses.heavy, "moderate": doses.moderate, "light": doses.light})
    outside = (item for item in surrounding if not block.contains(item.date))
    return {
        "start": block.start.isoformat(),
        "days": block.days,
        "level": options.level.value,
        "stack": options.stack,
        "anchors": {slot.value: options.start_times.for_slot(slot) for slot in Slot},
        "targets": targets,
        "unavailable": [
            *closed_slots(options, block, wall_sit_weeks),
            *_own_strength_days(runs, block),
            *_absence_days(block, absences),
        ],
        "preferred_weekdays": sorted(preferred_weekdays(options)),
        **gates_to_json(gates, block),
        **_runs_and_history(block, (*outside, *runs)),
    }


def with_current_runs(block: Block, problem: dict[str, Any], workouts: Iterable[Workout]) -> dict[str, Any]:
    """The problem a block was made with, around the runs as they stand in the calendar now.

    Args:
        block: The block.
        problem: What `build_problem` said of it.
        workouts: Everything in the calendar from two weeks before it to two weeks after.
    """
    dates = {"start": block.start.isoformat(), "days": block.days}
    lasting = {"unavailable": _unavailable_but_absences(problem)}
    return {**problem, **dates, **lasting, **_runs_and_history(block, tuple(workouts))}


def problem_as_scheduled(
    block: Block,
    problem: dict[str, Any],
    workouts: Iterable[Workout],
    *,
    movable: frozenset[int],
    absences: Iterable[Absence],
    today: dt.date,
    keep_targets: bool = False,
    gates: Iterable[Gate] | None = None,
) -> dict[str, Any]:
    """The problem of a block as it stands: some sessions may be placed anew, all others stay where they are.

    Args:
        block: The block.
        problem: What `build_problem` said of it.
        workouts: Everything in the calendar from two weeks before it to two weeks after.
        movable: The numbers of the sessions that may be placed anew.
        absences: Days without training.
        today: No session is placed before it.
        keep_targets: Whether a week asks for as much as it did when the block was made, where less stands in it; else
            it asks for what stands in it and no more.
        gates: What is kept out for the runner's health now; None where that is as it was when the block was made.
    """
    kept = tuple(workouts)
    held = [item for item in kept if block.contains(item.date) and _is_session(item)]
    past = [{"day": day} for day in range(min((today - block.start).days, block.days))]
    if gates is not None:
        problem = {**{key: value for key, value in problem.items() if key != "gates"}, **gates_to_json(gates, block)}
    return {
        **with_current_runs(block, problem, kept),
        "targets": _targets_as_scheduled(block, held, problem.get("targets", []) if keep_targets else []),
        "unavailable": [*_unavailable_but_absences(problem), *past, *_absence_days(block, tuple(absences))],
        "locked": [_session_entry(item, block) for item in held if item.id not in movable],
    }


def shift_problem(
    problem: dict[str, Any],
    before: Block,
    after: Block,
    workouts: Iterable[Workout],
) -> dict[str, Any]:
    """The problem of a block whose dates have changed.

    A half day that was never available on its weekday stays so on that weekday; any other keeps its date.

    Args:
        problem: What `build_problem` said of it.
        before: The block as it was.
        after: As it is.
        workouts: Its items as they stand then.
    """
    sessions = [item for item in workouts if after.contains(item.date) and _is_session(item)]
    return {
        **problem,
        **shifted_dates(problem, before, after),
        "targets": _targets_as_scheduled(after, sessions),
        **_shift_gates(problem, before, after),
    }


def continue_problem(
    block: Block, problem: dict[str, Any], workouts: Iterable[Workout], first: dt.date
) -> dict[str, Any]:
    """The problem of a block of which the days from some day on are slotted: what stands stays, before and after.

    Args:
        block: The block as it is planned anew.
        problem: What `build_problem` says of all of it.
        workouts: What stands in it and stays.
        first: The first day a session is placed on; it begins a week of the block.
    """
    held = [item for item in workouts if block.contains(item.date) and _is_session(item)]
    behind = _targets_as_scheduled(block, held)[
        : (first - block.start).days // 7
    ]  # no more is asked for than stands there
    return {
        **problem,
        "targets": [*behind, *problem["targets"][len(behind) :]],
        "locked": [_session_entry(item, block) for item in held],
    }


def shifted_dates(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """Of a problem whose block gets other dates: start, days, and where no session may stand."""
    return {
        "start": after.start.isoformat(),
        "days": after.days,
        "unavailable": list(_shift_unavailable(problem, before, after)),
    }


def _unavailable_but_absences(problem: dict[str, Any]) -> list[dict[str, Any]]:
    """Where no session may stand, but for absences: those are read anew each time, as they may end early."""
    return [entry for entry in problem.get("unavailable", []) if entry.get("why") != "away"]


def gates_to_json(gates: Iterable[Gate], block: Block) -> dict[str, Any]:
    """The gates as the slotting problem states them, by day of the block; no key at all where none holds in it."""
    stated = [
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
    return {"gates": stated} if stated else {}


def _shift_gates(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """A gate keeps its dates when the block's change."""
    later = (before.start - after.start).days
    moved = [
        {**gate, "first": gate.get("first", 0) + later, "last": gate["last"] + later}
        for gate in problem.get("gates", [])
        if gate.get("last") is not None
    ]
    return {"gates": moved} if moved else {}


def is_movable(workout: Workout, block: Block, today: dt.date) -> bool:
    """Whether a session of a block may be placed anew: of ours, ahead, neither locked nor done nor skipped."""
    ahead = workout.status is StoredStatus.PLANNED and not workout.locked and workout.date >= today
    return (
        ahead
        and _is_session(workout)
        and workout.id > 0
        and workout.block_id == block.id
        and block.contains(workout.date)
    )


def _targets_as_scheduled(
    block: Block,
    sessions: Iterable[Workout],
    minimum: Iterable[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    counted = Counter(((item.date - block.start).days // 7, str(item.kind)) for item in sessions)
    for target in minimum:
        counted |= Counter({(target["week"], kind): count for kind, count in target.items() if kind != "week"})
    kinds = [kind.value for kind in StrengthKind]
    return [{"week": week, **{kind: counted[week, kind] for kind in kinds}} for week in range(block.weeks)]


def _is_session(workout: Workout) -> bool:
    """Whether it is a session of ours that is planned or was done."""
    counts = workout.status in (StoredStatus.PLANNED, StoredStatus.DONE)
    return workout.sport is Sport.STRENGTH and workout.kind is not None and workout.slot is not None and counts


def _session_entry(workout: Workout, block: Block) -> dict[str, Any]:
    assert workout.slot is not None
    return {"day": (workout.date - block.start).days, "slot": workout.slot.value, "kind": workout.kind}


def _shift_unavailable(problem: dict[str, Any], before: Block, after: Block) -> Iterator[dict[str, Any]]:
    for kind, why in sorted({_kind_and_why(entry) for entry in _unavailable_but_absences(problem)}):
        entries = [entry for entry in _unavailable_but_absences(problem) if _kind_and_why(entry) == (kind, why)]
        said = {key: word for key, word in (("kind", kind), ("why", why)) if word}
        yield from ({**half, **said} for half in _shift_slots(entries, before, after))


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
    """The runs and cross training to keep clear of, and the strength sessions before the block."""
    return {
        "runs": [
            _run_entry(item, item.slot, block)
            for item in workouts
            if item.sport in (Sport.RUN, Sport.CROSS) and item.slot is not None and item.skip_reason is None
        ],
        "history": list(_history(workouts, block)),
    }


def _run_entry(workout: Workout, slot: Slot, block: Block) -> dict[str, Any]:
    """One run as the slotting problem states it; races besides the block's goal are of priority C."""
    seconds = (workout.actual.effort.duration_s if workout.actual else None) or workout.planned.duration_s
    document: dict[str, Any] = {
        "day": (workout.date - block.start).days,
        "slot": slot.value,
        "type": workout.kind if workout.sport is Sport.RUN else "cross",
        "minutes": min(round(seconds / 60), _LONGEST_MINUTES) if seconds else ASSUMED_RUN_MINUTES,
    }
    if workout.kind == RunKind.RACE:
        is_goal = workout.date == block.race_date
        document["priority"] = (block.priority or Priority.A if is_goal else Priority.C).value
        stated = block.race_distance if is_goal else None
        document["distance"] = (stated or classify_race(workout.planned.distance_m)).value
    return document


def _history(workouts: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    for item in workouts:
        if (
            item.sport is Sport.STRENGTH
            and item.date < block.start
            and item.slot
            and item.kind
            and not item.skip_reason
        ):
            yield {"day": (item.date - block.start).days, "slot": item.slot.value, "kind": item.kind}


def _absence_days(block: Block, absences: tuple[Absence, ...]) -> Iterator[dict[str, Any]]:
    for number in range(block.days):
        if absence_on(absences, block.start + dt.timedelta(days=number)) is not None:
            yield {"day": number, "why": "away"}


def _own_strength_days(runs: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    """A coach's own strength day holds none of ours besides."""
    for item in runs:
        if item.sport is Sport.STRENGTH:
            yield {"day": (item.date - block.start).days}
