"""Why strength stands on a day, or does not: the slotter's own terms, around the runs as they stand now."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from planner import slotting
from planner.store import quick
from planner.training.blocks import Block
from planner.training.formatting import format_day
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, is_movable, problem_as_scheduled, slotting_rules
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_workouts


@dataclass(frozen=True, slots=True)
class CandidateReason:
    """One candidate of a day.

    Attributes:
        slot: Half of the day.
        kind: Dose.
        status: ``chosen``, ``as good``, ``dearer`` or ``vetoed``.
        text: Why, in a sentence.
        rule: The hard rule that vetoes it, or None.
        source: What that rule rests on, each source with its tag; empty without a veto.
        rests_on: The same in words: evidence, a coach's opinion, or a default.
        source_keys: The keys of those sources, for their citations.
        cost: What it costs by itself; None when vetoed.
        regret: How much dearer the best block with it is; None when vetoed.
    """

    slot: Slot
    kind: StrengthKind
    status: str
    text: str
    rule: str | None = None
    source: str = ""
    rests_on: str = ""
    source_keys: tuple[str, ...] = ()
    cost: int | None = None
    regret: int | None = None


@dataclass(frozen=True, slots=True)
class DayReasons:
    """Every candidate of a day, and what else must be said about it.

    Attributes:
        day: The date.
        candidates: The candidates, by half of the day and dose.
        note: Why there is nothing to weigh, or where the calendar has left the slotter's placing; else empty.
    """

    day: dt.date
    candidates: tuple[CandidateReason, ...] = ()
    note: str = ""


def explain_calendar_day(book: Planbook, day: dt.date) -> DayReasons:
    """Weigh every place of a day again: the block's own problem, around the calendar as it is now.

    What is past, done or locked stays where it is; every other session of the block is placed anew to find the prices.
    A day that is past itself is explained as it looked then, before anything was done on it or after it.
    """
    as_of = min(day, book.today)
    weighed = book.cache.get(book.path, ("why", day, as_of), lambda: _evaluate(book, day, as_of))
    if isinstance(weighed, str):
        return DayReasons(day, note=weighed)
    lines = tuple(
        _candidate_reason(why) for why in slotting.explain_candidates(weighed.answer, (day - weighed.block.start).days)
    )
    standing = [item for item in weighed.workouts if item.date == day and item.sport is Sport.STRENGTH]
    notes = [*_moved_notes(standing, lines), *_no_strength_note(weighed.block, day, lines, weighed.gates)]
    return DayReasons(day, lines, " ".join(notes))


class _EvaluatedBlock(NamedTuple):
    """A block, what stands in and around it, and the best placement of what is ahead."""

    block: Block
    workouts: tuple[Workout, ...]
    answer: slotting.Answer
    gates: tuple[dict[str, Any], ...]
    """What is and was kept out for the runner's health, as the problem states it."""


def _evaluate(book: Planbook, day: dt.date, as_of: dt.date) -> _EvaluatedBlock | str:
    """The block that holds a day, weighed as it was on some day; or why there is nothing to weigh."""
    with quick.read_snapshot(book.path):
        block = next((found for found in reversed(read_blocks(book)) if found.contains(day)), None)
        if block is None:
            return f"No block holds {format_day(day)}; strength is slotted within a block."
        asked = quick.read_slotting(book.path, block.id)
        if asked is None:
            return f"{block.name} was not slotted, so nothing was weighed on {format_day(day)}."
        found = block

        def weigh() -> _EvaluatedBlock:
            return _evaluate_block(book, found, json.loads(asked[0]), as_of)

        return book.cache.get(book.path, ("weighed", block.id, as_of), weigh)


def _evaluate_block(book: Planbook, block: Block, document: dict[str, Any], as_of: dt.date) -> _EvaluatedBlock:
    items = read_workouts(book, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    then = [
        replace(item, status=StoredStatus.PLANNED) if as_of < book.today and item.actual else item for item in items
    ]
    problem = problem_as_scheduled(
        block,
        document,
        then,
        movable=frozenset(item.id for item in then if is_movable(item, block, as_of)),
        absences=quick.read_absences(book.path),
        today=as_of,
        keep_targets=True,
        gates=screening.active_gates(book) if as_of == book.today else None,
    )
    answer = slotting.solve(slotting.parse_problem(problem), rules=slotting_rules(book))
    return _EvaluatedBlock(block, items, answer, (*document.get("gates", ()), *problem.get("gates", ())))


def explain_draft_day(draft: Draft, day: dt.date) -> DayReasons:
    """Every place of a day of a block that is not stored yet, from the answer it was drafted with."""
    lines = tuple(
        _candidate_reason(why) for why in slotting.explain_candidates(draft.answer, (day - draft.block.start).days)
    )
    return DayReasons(day, lines, " ".join(_no_strength_note(draft.block, day, lines, draft.problem.get("gates", ()))))


def _candidate_reason(why: slotting.Explanation) -> CandidateReason:
    return CandidateReason(
        slot=why.slot,
        kind=why.kind,
        status=why.status.value,
        text=why.text,
        rule=why.rule.id if why.rule else None,
        source=why.rule.sources_text if why.rule else "",
        rests_on=why.rule.evidence_text if why.rule else "",
        source_keys=tuple(source.source for source in why.rule.sources) if why.rule else (),
        cost=why.cost,
        regret=why.regret,
    )


def _moved_notes(sessions: list[Workout], lines: tuple[CandidateReason, ...]) -> Iterator[str]:
    chosen = {(line.slot, line.kind.value) for line in lines if line.status == "chosen"}
    for item in sessions:
        if (item.slot, item.kind) not in chosen:
            moved = f"was moved here from {format_day(item.original_date)}" if item.original_date else "stands here"
            yield f"The {item.kind} session {moved}; the slotter would place it elsewhere."


def _no_strength_note(
    block: Block, day: dt.date, lines: tuple[CandidateReason, ...], gates: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    if lines:
        return
    number = block.week_number(day)
    first, last = 7 * (number - 1), min(7 * number, block.days) - 1
    shut = [gate for gate in gates if gate.get("first", 0) <= first and last <= gate.get("last", block.days)]
    because = ""
    if {gate["kind"] for gate in shut} == set(StrengthKind):
        because = f": {', '.join(dict.fromkeys(gate['why'] for gate in shut))}"
    yield f"Week {number} of {block.name} asks for no strength{because}."
