"""Stating the slotting problem of a block, as the JSON document that the slotter reads and the store keeps."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from planner.training.absences import Absence, absence_on
from planner.training.blocks import Block
from planner.training.doses import DoseWeek
from planner.training.races import Priority, race_distance
from planner.training.safety import Gate, asked_for
from planner.training.targets import doses_of_week
from planner.training.workouts import RunKind, Slot, Sport, State, StrengthKind, Workout
from planner.usecases.blocks.constraints import closed_halves, preferred_weekdays
from planner.usecases.blocks.options import Choices

ASSUMED_MINUTES = 30
"""How long the slotter takes a run to last of which neither distance nor time is known."""
_LONGEST_MINUTES = 1440


def state_problem(
    block: Block,
    choices: Choices,
    weeks: tuple[DoseWeek, ...],
    runs: tuple[Workout, ...],
    *,
    around: tuple[Workout, ...] = (),
    absences: tuple[Absence, ...] = (),
    gates: Iterable[Gate] = (),
    sits: frozenset[int] = frozenset(),
) -> dict[str, Any]:
    """The slotting problem of a new block, in the form `planner.slotting.read_problem` reads.

    Args:
        block: Its dates and race.
        choices: What the runner decided.
        weeks: The dose table's row for each week.
        runs: The plan's days, dated.
        around: What the calendar holds before and after.
        absences: Days without training.
        gates: What is kept out for the runner's health (HC14): a week that it covers does not ask for it.
        sits: The weeks in which a moderate session may be the wall sit alone, where there is no sled.
    """
    targets, gates = [], tuple(gates)
    for number, week in enumerate(weeks):
        first = block.start + dt.timedelta(days=7 * number)
        doses = doses_of_week(choices.wanted, week, choices.level, choices.start_rung)
        doses = asked_for(doses, gates, first, min(first + dt.timedelta(days=6), block.last))
        targets.append({"week": number, "heavy": doses.heavy, "moderate": doses.moderate, "light": doses.light})
    outside = (item for item in around if not block.holds(item.date))
    return {
        "start": block.start.isoformat(),
        "days": block.days,
        "level": choices.level.value,
        "stack": choices.stack,
        "anchors": {slot.value: choices.start_times.of(slot) for slot in Slot},
        "targets": targets,
        "unavailable": [
            *closed_halves(choices, block, sits),
            *_own_strength_days(runs, block),
            *_away(block, absences),
        ],
        "preferred_weekdays": sorted(preferred_weekdays(choices)),
        **stated_gates(gates, block),
        **_surroundings(block, (*outside, *runs)),
    }


def restate_problem(block: Block, problem: dict[str, Any], items: Iterable[Workout]) -> dict[str, Any]:
    """The problem a block was made with, around the runs as they stand in the calendar now.

    Args:
        block: The block.
        problem: What `state_problem` said of it.
        items: Everything in the calendar from two weeks before it to two weeks after.
    """
    dates = {"start": block.start.isoformat(), "days": block.days}
    lasting = {"unavailable": _lasting(problem)}
    return {**problem, **dates, **lasting, **_surroundings(block, tuple(items))}


def standing_problem(
    block: Block,
    problem: dict[str, Any],
    items: Iterable[Workout],
    *,
    free: frozenset[int],
    away: Iterable[Absence],
    today: dt.date,
    wanted: bool = False,
    gates: Iterable[Gate] | None = None,
) -> dict[str, Any]:
    """The problem of a block as it stands: some sessions may be placed anew, all others stay where they are.

    Args:
        block: The block.
        problem: What `state_problem` said of it.
        items: Everything in the calendar from two weeks before it to two weeks after.
        free: The numbers of the sessions that may be placed anew.
        away: Days without training.
        today: No session is placed before it.
        wanted: Whether a week asks for as much as it did when the block was made, where less stands in it; else it asks
            for what stands in it and no more.
        gates: What is kept out for the runner's health now; None where that is as it was when the block was made.
    """
    kept = tuple(items)
    held = [item for item in kept if block.holds(item.date) and _is_session(item)]
    past = [{"day": day} for day in range(min((today - block.start).days, block.days))]
    if gates is not None:
        problem = {**{key: value for key, value in problem.items() if key != "gates"}, **stated_gates(gates, block)}
    return {
        **restate_problem(block, problem, kept),
        "targets": _standing_targets(block, held, problem.get("targets", []) if wanted else []),
        "unavailable": [*_lasting(problem), *past, *_away(block, tuple(away))],
        "locked": [_session(item, block) for item in held if item.id not in free],
    }


def shifted_problem(
    problem: dict[str, Any],
    before: Block,
    after: Block,
    items: Iterable[Workout],
) -> dict[str, Any]:
    """The problem of a block whose dates have changed.

    A half day that was never available on its weekday stays so on that weekday; any other keeps its date.

    Args:
        problem: What `state_problem` said of it.
        before: The block as it was.
        after: As it is.
        items: Its items as they stand then.
    """
    sessions = [item for item in items if after.holds(item.date) and _is_session(item)]
    return {
        **problem,
        **dates_then(problem, before, after),
        "targets": _standing_targets(after, sessions),
        **_gates_then(problem, before, after),
    }


def continued_problem(
    block: Block, problem: dict[str, Any], items: Iterable[Workout], first: dt.date
) -> dict[str, Any]:
    """The problem of a block of which the days from some day on are slotted: what stands stays, before and after.

    Args:
        block: The block as it is planned anew.
        problem: What `state_problem` says of all of it.
        items: What stands in it and stays.
        first: The first day a session is placed on; it begins a week of the block.
    """
    held = [item for item in items if block.holds(item.date) and _is_session(item)]
    behind = _standing_targets(block, held)[: (first - block.start).days // 7]  # no more is asked for than stands there
    return {
        **problem,
        "targets": [*behind, *problem["targets"][len(behind) :]],
        "locked": [_session(item, block) for item in held],
    }


def dates_then(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """Of a problem whose block gets other dates: start, days, and where no session may stand."""
    return {
        "start": after.start.isoformat(),
        "days": after.days,
        "unavailable": list(_unavailable_then(problem, before, after)),
    }


def _lasting(problem: dict[str, Any]) -> list[dict[str, Any]]:
    """Where no session may stand, but for absences: those are read anew each time, as they may end early."""
    return [entry for entry in problem.get("unavailable", []) if entry.get("why") != "away"]


def stated_gates(gates: Iterable[Gate], block: Block) -> dict[str, Any]:
    """The gates as the slotting problem states them, by day of the block; no key at all where none holds in it."""
    stated = [
        {
            "kind": kind.value,
            "why": gate.short,
            "first": max((gate.first - block.start).days, 0) if gate.first is not None else 0,
            "last": min((gate.last - block.start).days, block.days - 1) if gate.last is not None else block.days - 1,
        }
        for gate in gates
        if gate.meets(block.start, block.last)
        for kind in StrengthKind
        if kind in gate.kinds
    ]
    return {"gates": stated} if stated else {}


def _gates_then(problem: dict[str, Any], before: Block, after: Block) -> dict[str, Any]:
    """A gate keeps its dates when the block's change."""
    later = (before.start - after.start).days
    moved = [
        {**gate, "first": gate.get("first", 0) + later, "last": gate["last"] + later}
        for gate in problem.get("gates", [])
        if gate.get("last") is not None
    ]
    return {"gates": moved} if moved else {}


def is_free(item: Workout, block: Block, today: dt.date) -> bool:
    """Whether a session of a block may be placed anew: of ours, ahead, neither locked nor done nor skipped."""
    ahead = item.state is State.PLANNED and not item.locked and item.date >= today
    return ahead and _is_session(item) and item.id > 0 and item.block_id == block.id and block.holds(item.date)


def _standing_targets(
    block: Block,
    sessions: Iterable[Workout],
    least: Iterable[dict[str, Any]] = (),
) -> list[dict[str, Any]]:
    counted = Counter(((item.date - block.start).days // 7, str(item.kind)) for item in sessions)
    for target in least:
        counted |= Counter({(target["week"], kind): count for kind, count in target.items() if kind != "week"})
    kinds = [kind.value for kind in StrengthKind]
    return [{"week": week, **{kind: counted[week, kind] for kind in kinds}} for week in range(block.weeks)]


def _is_session(item: Workout) -> bool:
    """Whether it is a session of ours that is planned or was done."""
    counts = item.state in (State.PLANNED, State.DONE)
    return item.sport is Sport.STRENGTH and item.kind is not None and item.slot is not None and counts


def _session(item: Workout, block: Block) -> dict[str, Any]:
    assert item.slot is not None
    return {"day": (item.date - block.start).days, "slot": item.slot.value, "kind": item.kind}


def _unavailable_then(problem: dict[str, Any], before: Block, after: Block) -> Iterator[dict[str, Any]]:
    for kind, why in sorted({_what(entry) for entry in _lasting(problem)}):
        entries = [entry for entry in _lasting(problem) if _what(entry) == (kind, why)]
        said = {key: word for key, word in (("kind", kind), ("why", why)) if word}
        yield from ({**half, **said} for half in _halves_then(entries, before, after))


def _what(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("kind") or "", entry.get("why") or ""


def _halves_then(entries: Iterable[dict[str, Any]], before: Block, after: Block) -> Iterator[dict[str, Any]]:
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


def _surroundings(block: Block, items: tuple[Workout, ...]) -> dict[str, Any]:
    """The runs and cross training to keep clear of, and the strength sessions before the block."""
    return {
        "runs": [
            _run(item, item.slot, block)
            for item in items
            if item.sport in (Sport.RUN, Sport.CROSS) and item.slot is not None and item.skip_reason is None
        ],
        "history": list(_history(items, block)),
    }


def _run(item: Workout, slot: Slot, block: Block) -> dict[str, Any]:
    """One run as the slotting problem states it; races besides the block's goal are of priority C."""
    seconds = (item.actual.effort.duration_s if item.actual else None) or item.planned.duration_s
    document: dict[str, Any] = {
        "day": (item.date - block.start).days,
        "slot": slot.value,
        "type": item.kind if item.sport is Sport.RUN else "cross",
        "minutes": min(round(seconds / 60), _LONGEST_MINUTES) if seconds else ASSUMED_MINUTES,
    }
    if item.kind == RunKind.RACE:
        is_goal = item.date == block.race_date
        document["priority"] = (block.priority or Priority.A if is_goal else Priority.C).value
        stated = block.race_distance if is_goal else None
        document["distance"] = (stated or race_distance(item.planned.distance_m)).value
    return document


def _history(items: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    for item in items:
        if (
            item.sport is Sport.STRENGTH
            and item.date < block.start
            and item.slot
            and item.kind
            and not item.skip_reason
        ):
            yield {"day": (item.date - block.start).days, "slot": item.slot.value, "kind": item.kind}


def _away(block: Block, absences: tuple[Absence, ...]) -> Iterator[dict[str, Any]]:
    for number in range(block.days):
        if absence_on(absences, block.start + dt.timedelta(days=number)) is not None:
            yield {"day": number, "why": "away"}


def _own_strength_days(runs: tuple[Workout, ...], block: Block) -> Iterator[dict[str, Any]]:
    """A coach's own strength day holds none of ours besides."""
    for item in runs:
        if item.sport is Sport.STRENGTH:
            yield {"day": (item.date - block.start).days}
