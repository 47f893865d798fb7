"""Why a day has a strength session or has none, explained by the slotter around the runs as they are now."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from planner import slotting
from planner.store import quick
from planner.text import format_count, join_words
from planner.training.blocks import Block
from planner.training.busy_times import closing_time
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind, counted_kind_text
from planner.training.weeks import DAY, WEEK, days_between
from planner.training.workouts import Slot, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.blocks.slotting_problem import (
    SLOTTING_CONTEXT,
    anchor_of,
    is_movable,
    slotting_rules,
)
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_blocks, read_busy_days, read_workouts
from planner.usecases.strength.best_places import BestPlaces, explain_place, find_best_places, reason_of_equal_place
from planner.usecases.strength.schedule import Schedule


@dataclass(frozen=True, slots=True)
class CandidateReason:
    """Why one candidate placement of a day is chosen or not.

    Attributes:
        slot: The half of the day.
        kind: The kind of session.
        status: ``chosen`` where the calendar has the session, ``best`` where the slotter would place one and the
            calendar has none, ``as good``, ``dearer`` or ``vetoed``.
        text: Why, in a sentence.
        rule: The hard rule that vetoes it, or None.
        source: The sources of that rule, each with its tag; empty without a veto.
        rests_on: What the rule rests on, in words: evidence, a coach's opinion, or a default.
        source_keys: The keys of those sources, for their citations.
        figures: The rules' own terms and the exact hours, to show next to the sentence.
        cost: The cost of this placement alone; None when vetoed.
        regret: How many points more the best block with this placement costs; None when vetoed.
        points: What its sentence counts when it is chosen, for a map; None when vetoed.
        words: What vetoes it in a word or two, for a map; else empty.
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
    points: int | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """Its status as people read it: ``chosen``, ``best place``, ``as good``, ``costs more``, ``ruled out``."""
        return _STATUS_LABELS.get(self.status, self.status)


_STATUS_LABELS = {"best": "best place", "dearer": "costs more", "vetoed": "ruled out"}


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


class WeekReasons(NamedTuple):
    """Every candidate placement of a week of a block.

    Attributes:
        block: The block; None where there is nothing to explain, which the note of the only day then says.
        days: Its days, in order.
        workouts: The workouts of these days, in calendar order.
    """

    block: Block | None
    days: tuple[DayReasons, ...]
    workouts: tuple[Workout, ...] = ()


def explain_calendar_day(book: Planbook, day: dt.date) -> DayReasons:
    """Explain every candidate of a day, by solving its block again around the calendar as it is now.

    Past, done and locked sessions stay where they are; the others are free to move, which gives the prices. A past day
    is explained as it looked then, before anything was done on it or after it.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    evaluated = _evaluated_for(book, day)
    if isinstance(evaluated, str):
        return DayReasons(day, note=evaluated)
    return _day_reasons(evaluated, _weigh_week(evaluated, evaluated.block.week_index(day)), day)


def explain_calendar_week(book: Planbook, day: dt.date) -> WeekReasons:
    """Explain every candidate of the block's week that a day is in, all as they look on that day, or today if earlier.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    evaluated = _evaluated_for(book, day)
    if isinstance(evaluated, str):
        return WeekReasons(None, (DayReasons(day, note=evaluated),))
    key = "why week", evaluated.block.id, evaluated.block.week_index(day), min(day, book.today)
    return book.cache.get(book.path, key, lambda: _week_reasons(evaluated, evaluated.block.week_index(day)))


def _evaluated_for(book: Planbook, day: dt.date) -> _EvaluatedBlock | str:
    as_of = min(day, book.today)
    return book.cache.get(book.path, ("why", day, as_of), lambda: _evaluate(book, day, as_of))


def _week_reasons(evaluated: _EvaluatedBlock, week: int) -> WeekReasons:
    block, weighed = evaluated.block, _weigh_week(evaluated, week)
    first = block.start + WEEK * week
    days = days_between(first, min(first + WEEK - DAY, block.last_day))
    reasons = tuple(_day_reasons(evaluated, weighed, each) for each in days)
    return WeekReasons(block, reasons, weighed.workouts)


def _day_reasons(evaluated: _EvaluatedBlock, weighed: _WeighedWeek, day: dt.date) -> DayReasons:
    candidates, notes = _compare_with_calendar(evaluated, weighed, day)
    sessions = [one for one in evaluated.workouts if one.date == day and one.sport is Sport.STRENGTH]
    notes = [*notes, *dict.fromkeys(filter(None, map(counted_kind_text, sessions)))]
    if not candidates:
        notes.append(_no_strength_note(evaluated.block, day, evaluated.gates))
    closing = (closing_time(evaluated.schedule.busy, day, anchor) for anchor in evaluated.anchors)
    busy = dict.fromkeys(time.text for time in closing if time is not None)
    notes += [f"Your calendar is full {join_words(busy)}."] if busy else []
    return DayReasons(day, candidates, " ".join(notes))


class _EvaluatedBlock(NamedTuple):
    """A block with the workouts in and around it, and the best placement of the sessions ahead.

    Attributes:
        block: The block.
        workouts: Its workouts and those around it, as they looked on the day that it is explained for.
        schedule: The block as the slotter sees it.
        answer: The slotter's answer for the whole block, which gives the prices.
        movable: The numbers of the sessions that were free to move.
        gates: The safety gates of the stored problem and those of now, as the problem states them.
        anchors: When the halves of a day start, ``HH:MM``.
    """

    block: Block
    workouts: tuple[Workout, ...]
    schedule: Schedule
    answer: slotting.Answer
    movable: frozenset[int]
    gates: tuple[dict[str, Any], ...]
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
    workouts = read_workouts(book, block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT)
    workouts_then = tuple(
        replace(workout, status=StoredStatus.PLANNED)
        if as_of < book.today and as_of <= workout.date and workout.actual
        else workout
        for workout in workouts
    )
    schedule = Schedule(
        block=block,
        problem=document,
        workouts=workouts_then,
        rules=slotting_rules(book),
        today=as_of,
        absences=tuple(quick.read_absences(book.path)),
        busy=read_busy_days(book, block.start, block.last_day),
        gates=screening.active_gates(book) if as_of == book.today else None,
    )
    movable = frozenset(workout.id for workout in workouts_then if is_movable(workout, block, as_of))
    gates = (*document.get("gates", ()), *schedule.problem_with(movable).get("gates", ()))
    anchors = tuple(anchor_of(document, slot) for slot in Slot)
    return _EvaluatedBlock(block, workouts_then, schedule, schedule.solve_block(movable), movable, gates, anchors)


_STANDING = (StoredStatus.PLANNED, StoredStatus.DONE, StoredStatus.UNPLANNED)


class _WeighedWeek(NamedTuple):
    """A week of an evaluated block, with its sessions next to the places that the slotter would give them.

    Attributes:
        workouts: Its workouts.
        best: Where its sessions that are free to move would be best.
        best_places: The day, slot and kind of each place where the calendar lacks a session.
        lacking: The answer about what it lacks.
        answer: The answer for the whole block, with the sessions fixed that stay where they are.
    """

    workouts: tuple[Workout, ...]
    best: BestPlaces
    best_places: frozenset[tuple[int, Slot, StrengthKind]]
    lacking: slotting.Answer
    answer: slotting.Answer


def _weigh_week(evaluated: _EvaluatedBlock, week: int) -> _WeighedWeek:
    block, schedule = evaluated.block, evaluated.schedule
    of_week = tuple(
        one for one in evaluated.workouts if block.contains(one.date) and block.week_index(one.date) == week
    )
    best = find_best_places(schedule, [one for one in of_week if one.id in evaluated.movable])
    # where the week has all that it asks for, the best places of its sessions are the whole answer already
    lacks = _lacks_sessions(evaluated, of_week, week)
    lacking = schedule.moved(best.better).solve_lacking(week) if lacks else best.answer
    places = (placed for placed in lacking.sessions if lacks and not placed.locked)
    best_places = frozenset((one.day, one.slot, one.kind) for one in (*best.better.values(), *places))
    fixed = best.equal | best.staying.keys()
    answer = schedule.solve_block(evaluated.movable - fixed) if fixed else evaluated.answer
    return _WeighedWeek(of_week, best, best_places, lacking, answer)


def _lacks_sessions(evaluated: _EvaluatedBlock, of_week: Sequence[Workout], week: int) -> bool:
    """Return whether a week asks for more sessions of a kind than it has."""
    fixed = Counter(session.kind for session in evaluated.answer.problem.locked if session.day // 7 == week)
    free = Counter(counted_kind(one) for one in of_week if one.id in evaluated.movable)
    targets = [target for target in evaluated.answer.problem.targets if target.week == week]
    return any(target.count(kind) > fixed[kind] + free[kind] for target in targets for kind in StrengthKind)


def _compare_with_calendar(
    evaluated: _EvaluatedBlock, weighed: _WeighedWeek, day: dt.date
) -> tuple[tuple[CandidateReason, ...], list[str]]:
    """Return the candidates of a day as the calendar has them, and a note on each session the slotter would not have.

    Prices are those of the whole block. Which place is the best one, and which session would be elsewhere, is what is
    offered of the week; where the whole block would have it otherwise, a place is explained within its week.
    """
    of_week, best, block = weighed.workouts, weighed.best, evaluated.block
    of_day = {
        (one.slot, counted_kind(one)): one
        for one in of_week
        if one.date == day and one.status in _STANDING and counted_kind(one) is not None
    }
    candidates = []
    for place in slotting.explain_candidates(weighed.answer, (day - block.start).days):
        session = of_day.get((place.slot, place.kind))
        if session is not None:
            candidates.append(_reason_of_session(session, place, best, evaluated))
        elif (place.day, place.slot, place.kind) in weighed.best_places:
            best_place = _candidate_reason(place)
            candidates.append(replace(best_place, status="best", text=_best_place_text(best_place, of_week)))
        elif place.status is slotting.CandidateStatus.CHOSEN:
            candidates.append(_candidate_reason(_explain_within_week(place, best.answer, weighed.lacking)))
        else:
            candidates.append(_candidate_reason(place))
    return tuple(candidates), list(_moved_notes(of_day.values(), candidates, best))


def _reason_of_session(
    session: Workout, place: slotting.Explanation, best: BestPlaces, evaluated: _EvaluatedBlock
) -> CandidateReason:
    """Return what is said of the place of a session: chosen where it stays and is well placed, else what is against it.

    Args:
        session: The session.
        place: Its place in the whole block, next to the sessions of its week that stay.
        best: Where the sessions of its week would be best.
        evaluated: The whole block.
    """
    if session.id in best.equal:
        return replace(_candidate_reason(place), text=reason_of_equal_place(session))
    if session.id in best.in_place:
        is_chosen = place.status is slotting.CandidateStatus.CHOSEN
        within_week = None if is_chosen else explain_place(best.answer, evaluated.block, session)
        return _candidate_reason(within_week or place)
    if session.id in best.explained:
        whole = explain_place(evaluated.answer, evaluated.block, session) if session.id in best.staying else place
        is_against = whole is not None and whole.status in (_DEARER, _VETOED)
        return _candidate_reason((whole if is_against else best.explained[session.id]) or place)
    return _candidate_reason(place)


_DEARER, _VETOED = slotting.CandidateStatus.DEARER, slotting.CandidateStatus.VETOED


def _explain_within_week(place: slotting.Explanation, *answers: slotting.Answer) -> slotting.Explanation:
    """Return the first explanation of a place by answers about its week alone that do not choose it."""
    return next(
        one
        for answer in answers
        for one in slotting.explain_candidates(answer, place.day)
        if (one.slot, one.kind) == (place.slot, place.kind) and one.status is not slotting.CandidateStatus.CHOSEN
    )


def _best_place_text(candidate: CandidateReason, of_week: Iterable[Workout]) -> str:
    """Return what is said of the best place for a session that the calendar has elsewhere, or not at all."""
    kind = candidate.kind
    drawback = f"with {format_count(candidate.cost, 'point')}" if candidate.cost else "with no drawback"
    best = f"This would be the best place for the {kind} session, {drawback}."
    alike = [one for one in of_week if counted_kind(one) is kind]
    skipped = dict.fromkeys(format_day(one.date) for one in alike if one.status is StoredStatus.SKIPPED)
    if skipped:
        return f"{best} That of {join_words(skipped)} was skipped."
    days = dict.fromkeys(format_day(one.date) for one in alike if one.status in _STANDING)
    return f"{best} Your calendar has none here{', but on ' if days else ''}{join_words(days)}."


def explain_draft_day(draft: Draft, day: dt.date) -> DayReasons:
    """Explain every candidate of a day of a draft, from the answer it was drafted with."""
    candidates = _candidates(draft.answer, draft.block, day)
    note = "" if candidates else _no_strength_note(draft.block, day, draft.problem.get("gates", ()))
    return DayReasons(day, candidates, note)


def explain_draft_days(draft: Draft) -> Iterator[DayReasons]:
    """Explain every day of a draft, in order."""
    block = draft.block
    return (explain_draft_day(draft, day) for day in days_between(block.start, block.last_day))


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
        points=explanation.points,
        words=explanation.words,
    )


def _moved_notes(sessions: Iterable[Workout], candidates: Iterable[CandidateReason], best: BestPlaces) -> Iterator[str]:
    """Yield a note on each session of a day that is not where the slotter would place it."""
    vetoed = {(candidate.slot, candidate.kind) for candidate in candidates if candidate.rule is not None}
    for session in sessions:
        kind = counted_kind(session)
        if session.id in best.better:
            what = "the slotter would place it elsewhere"
        elif session.id not in best.staying:
            continue
        elif (session.slot, kind) in vetoed:
            what = "a rule speaks against it, and its week has no better place"
        else:
            what = "the slotter would leave it out"
        origin = session.plan_date
        moved = f"was moved here from {format_day(origin)}" if origin else "is here"
        yield f"The {kind} session {moved}; {what}."


def _no_strength_note(block: Block, day: dt.date, gates: Iterable[Mapping[str, Any]]) -> str:
    number = block.week_number(day)
    first, last = 7 * (number - 1), min(7 * number, block.days) - 1
    whole_week = [gate for gate in gates if gate.get("first", 0) <= first and last <= gate.get("last", block.days)]
    because = ""
    if {gate["kind"] for gate in whole_week} == set(StrengthKind):
        because = f": {', '.join(dict.fromkeys(gate['why'] for gate in whole_week))}"
    return f"Week {number} of {block.name} asks for no strength{because}."
