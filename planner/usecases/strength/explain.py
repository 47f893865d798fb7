"""Why a day has a strength session or has none, explained by the slotter around the runs as they are now."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from planner import slotting
from planner.store import quick
from planner.text import join_words
from planner.training.blocks import Block
from planner.training.busy_times import BusyDays, closing_time
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind, counted_kind_text
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.slotting_problem import (
    SLOTTING_CONTEXT,
    anchor_of,
    is_movable,
    problem_as_scheduled,
    slotting_rules,
)
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_busy_days, read_workouts


@dataclass(frozen=True, slots=True)
class CandidateReason:
    """Why one candidate placement of a day is chosen or not.

    Attributes:
        slot: The half of the day.
        kind: The kind of session.
        status: ``chosen``, ``as good``, ``dearer`` or ``vetoed``.
        text: Why, in a sentence.
        rule: The hard rule that vetoes it, or None.
        source: The sources of that rule, each with its tag; empty without a veto.
        rests_on: What the rule rests on, in words: evidence, a coach's opinion, or a default.
        source_keys: The keys of those sources, for their citations.
        figures: The rules' own terms and the exact hours, to show next to the sentence.
        cost: The cost of this placement alone; None when vetoed.
        regret: How many points more the best block with this placement costs; None when vetoed.
    """

    slot: Slot
    kind: StrengthKind
    status: str
    text: str
    rule: str | None = None
    source: str = ""
    rests_on: str = ""
    source_keys: tuple[str, ...] = ()
    figures: str = ""
    cost: int | None = None
    regret: int | None = None

    @property
    def label(self) -> str:
        """Its status as people read it: ``chosen``, ``as good``, ``costs more`` or ``ruled out``."""
        return _STATUS_LABELS.get(self.status, self.status)


_STATUS_LABELS = {"dearer": "costs more", "vetoed": "ruled out"}


@dataclass(frozen=True, slots=True)
class DayReasons:
    """Every candidate placement of a day.

    Attributes:
        day: The date.
        candidates: The candidates by half of the day and kind.
        note: Why there are no candidates, or how the calendar differs from the slotter's placement; else empty.
    """

    day: dt.date
    candidates: tuple[CandidateReason, ...] = ()
    note: str = ""


def explain_calendar_day(book: Planbook, day: dt.date) -> DayReasons:
    """Explain every candidate of a day, by solving its block again around the calendar as it is now.

    Past, done and locked sessions stay where they are; the others are free to move, which gives the prices. A past day
    is explained as it looked then, before anything was done on it or after it.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    as_of = min(day, book.today)
    evaluated = book.cache.get(book.path, ("why", day, as_of), lambda: _evaluate(book, day, as_of))
    if isinstance(evaluated, str):
        return DayReasons(day, note=evaluated)
    candidates = _candidates(evaluated.answer, evaluated.block, day)
    sessions = [one for one in evaluated.workouts if one.date == day and one.sport is Sport.STRENGTH]
    notes = [*_moved_notes(sessions, candidates), *dict.fromkeys(filter(None, map(counted_kind_text, sessions)))]
    if not candidates:
        notes.append(_no_strength_note(evaluated.block, day, evaluated.gates))
    closing = (closing_time(evaluated.busy, day, anchor) for anchor in evaluated.anchors)
    busy = dict.fromkeys(time.text for time in closing if time is not None)
    notes += [f"Your calendar is full {join_words(busy)}."] if busy else []
    return DayReasons(day, candidates, " ".join(notes))


class _EvaluatedBlock(NamedTuple):
    """A block with the workouts in and around it, and the best placement of the sessions ahead.

    Attributes:
        block: The block.
        workouts: Its workouts and those around it.
        answer: The slotter's answer.
        gates: The safety gates of the stored problem and those of now, as the problem states them.
        busy: What the runner's other calendars fill.
        anchors: When the halves of a day start, ``HH:MM``.
    """

    block: Block
    workouts: tuple[Workout, ...]
    answer: slotting.Answer
    gates: tuple[dict[str, Any], ...]
    busy: BusyDays
    anchors: tuple[str, ...]


def _evaluate(book: Planbook, day: dt.date, as_of: dt.date) -> _EvaluatedBlock | str:
    """Return the evaluated block of a day as it was on another day, or a sentence on why there is none."""
    with quick.read_snapshot(book.path):
        block = next((block for block in reversed(read_blocks(book)) if block.contains(day)), None)
        if block is None:
            return f"No block holds {format_day(day)}; strength is slotted within a block."
        stored = quick.read_slotting(book.path, block.id)
        if stored is None:
            return f"{block.name} was not slotted, so nothing was weighed on {format_day(day)}."
        evaluate = partial(_evaluate_block, book, block, stored[0], as_of)
        return book.cache.get(book.path, ("weighed", block.id, as_of), evaluate)


def _evaluate_block(book: Planbook, block: Block, stored_problem: str, as_of: dt.date) -> _EvaluatedBlock:
    document = json.loads(stored_problem)
    busy = read_busy_days(book, block.start, block.last_day)
    workouts = read_workouts(book, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    workouts_then = [
        replace(workout, status=StoredStatus.PLANNED) if as_of < book.today and workout.actual else workout
        for workout in workouts
    ]
    problem = problem_as_scheduled(
        block,
        document,
        workouts_then,
        movable=frozenset(workout.id for workout in workouts_then if is_movable(workout, block, as_of)),
        absences=quick.read_absences(book.path),
        today=as_of,
        busy=busy,
        keep_targets=True,
        gates=screening.active_gates(book) if as_of == book.today else None,
    )
    answer = slotting.solve(slotting.parse_problem(problem), rules=slotting_rules(book))
    gates = (*document.get("gates", ()), *problem.get("gates", ()))
    return _EvaluatedBlock(block, workouts, answer, gates, busy, tuple(anchor_of(document, slot) for slot in Slot))


def explain_draft_day(draft: Draft, day: dt.date) -> DayReasons:
    """Explain every candidate of a day of a draft, from the answer it was drafted with."""
    candidates = _candidates(draft.answer, draft.block, day)
    note = "" if candidates else _no_strength_note(draft.block, day, draft.problem.get("gates", ()))
    return DayReasons(day, candidates, note)


def _candidates(answer: slotting.Answer, block: Block, day: dt.date) -> tuple[CandidateReason, ...]:
    return tuple(map(_candidate_reason, slotting.explain_candidates(answer, (day - block.start).days)))


def _candidate_reason(explanation: slotting.Explanation) -> CandidateReason:
    return CandidateReason(
        slot=explanation.slot,
        kind=explanation.kind,
        status=explanation.status.value,
        text=explanation.text,
        rule=explanation.rule.id if explanation.rule else None,
        source=explanation.rule.sources_text if explanation.rule else "",
        rests_on=explanation.rule.evidence_text if explanation.rule else "",
        source_keys=tuple(source.source for source in explanation.rule.sources) if explanation.rule else (),
        figures=explanation.figures,
        cost=explanation.cost,
        regret=explanation.regret,
    )


def _moved_notes(sessions: list[Workout], candidates: tuple[CandidateReason, ...]) -> Iterator[str]:
    chosen = {(candidate.slot, candidate.kind.value) for candidate in candidates if candidate.status == "chosen"}
    for session in sessions:
        kind = counted_kind(session)
        if kind is not None and (session.slot, kind.value) not in chosen:
            origin = session.plan_date
            moved = f"was moved here from {format_day(origin)}" if origin else "is here"
            yield f"The {kind} session {moved}; the slotter would place it elsewhere."


def _no_strength_note(block: Block, day: dt.date, gates: Iterable[Mapping[str, Any]]) -> str:
    number = block.week_number(day)
    first, last = 7 * (number - 1), min(7 * number, block.days) - 1
    whole_week = [gate for gate in gates if gate.get("first", 0) <= first and last <= gate.get("last", block.days)]
    because = ""
    if {gate["kind"] for gate in whole_week} == set(StrengthKind):
        because = f": {', '.join(dict.fromkeys(gate['why'] for gate in whole_week))}"
    return f"Week {number} of {block.name} asks for no strength{because}."
