"""Strength that follows the runs: after the runs of a week changed, better places for its sessions are offered.

Sessions that are past, done or locked never move, nor do those of other weeks. An offer is only made, never applied by
itself. The reason stored with a session is updated together with the change, so that no session shows an outdated one.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from planner import slotting
from planner.store import quick
from planner.text import format_count
from planner.training.blocks import Block, block_on
from planner.training.busy_times import closing_time
from planner.training.formatting import format_day
from planner.training.leg_load import counted_kind
from planner.training.rescheduling import move_with_plan
from planner.training.weeks import days_between
from planner.training.workout_names import session_name
from planner.training.workouts import ENDURANCE_SPORTS, Sport, StoredStatus, StrengthKind, Workout
from planner.usecases import screening
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.blocks.slotting_problem import (
    SLOTTING_CONTEXT,
    anchor_of,
    is_movable,
    slotting_rules,
)
from planner.usecases.changes import Change, WorkoutsBefore, apply_change, read_busy_days_after
from planner.usecases.history.reversals import with_reversal
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.match_days import following_log
from planner.usecases.strength.best_places import (
    find_best_places,
    place_heading,
    reason_of_equal_place,
)
from planner.usecases.strength.follow_log import follow_log
from planner.usecases.strength.newly_broken import (
    BrokenSession,
    find_newly_broken,
    find_run_leaps,
    summarize_broken,
    with_better_places,
)
from planner.usecases.strength.schedule import Schedule


@dataclass(frozen=True, slots=True)
class SessionMove:
    """A session with a better place.

    Attributes:
        session: The session where it is.
        proposed: The session where it would be.
        why: Why its current place is worse, in half a sentence.
    """

    session: Workout
    proposed: Workout
    why: str

    def line(self, arrow: str = "→") -> str:
        """Return the move as a line: ``heavy sled Tue 5 → Wed 6 Jan: it leaves less than a day before ...``."""
        return f"{self.places(arrow)}: {self.why}{self._sled_text}"

    def places(self, arrow: str = "→") -> str:
        """Return from where to where it is: ``heavy sled Tue 5 → Wed 6 Jan``."""
        before, after = self.session.date, self.proposed.date
        when = f"{before:%a} {before.day} {arrow} {format_day(after)}"
        if before == after:
            when = f"{format_day(after)} {self.session.start} {arrow} {self.proposed.start}"
        return f"{_session_name(self.session)} {when}"

    @property
    def _sled_text(self) -> str:
        before, after = self.session.planned.sled_m, self.proposed.planned.sled_m
        if after > before:
            return "; with the sled again"
        return "; no sled there, the wall sit alone" if before > after else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """The better places for strength after a change of the runs.

    Attributes:
        moves: The sessions that would move.
        unplaced_text: One sentence for each session without a better place in its week; these stay where they are.
        unplaced: The sessions that these sentences are about, in the same order.
    """

    moves: tuple[SessionMove, ...] = ()
    unplaced_text: tuple[str, ...] = ()
    unplaced: tuple[Workout, ...] = ()

    @property
    def change(self) -> Change:
        """The change that moves the sessions."""
        changed = tuple(move.proposed for move in self.moves)
        first = min((workout.date for workout in changed), default=None)
        return Change(f"re-slot: strength of the week of {format_day(first)}" if first else "", changed=changed)

    @property
    def sessions(self) -> tuple[Workout, ...]:
        """The sessions where they are now."""
        return tuple(move.session for move in self.moves)


class EvaluatedChange(NamedTuple):
    """A change with what it means for strength.

    Attributes:
        change: The change, with the updated reasons of the sessions around it, and the broken rules in its remarks.
        offer: The better places for strength after it.
        broken: The sessions that break a hard rule only because of it.
        followed: The moves of strength to better places that the change contains, because they were asked for.
    """

    change: Change
    offer: Offer = Offer()
    broken: tuple[BrokenSession, ...] = ()
    followed: tuple[SessionMove, ...] = ()

    @property
    def is_question(self) -> bool:
        """Whether a person should say what becomes of strength before the change is made.

        Being ill or away is not asked about: it is as it is.
        """
        is_absence = bool(self.change.absences or self.change.ended_absences)
        return bool(self.offer.moves or (self.broken and not is_absence))

    @property
    def has_better_places(self) -> bool:
        """Whether sessions could be at better places."""
        return bool(self.offer.moves) or any(one.better is not None for one in self.broken)

    @property
    def broken_beyond_offer(self) -> tuple[BrokenSession, ...]:
        """The broken sessions with a better place that the offer does not have."""
        offered = {move.session.id for move in self.offer.moves}
        return tuple(one for one in self.broken if one.better is not None and one.better.id not in offered)

    @property
    def change_that_follows(self) -> Change:
        """The change with the sessions at their better places, for a preview of it."""
        return _joined(with_better_places(self.change, self.broken_beyond_offer), self.offer)


class StrengthAnswer(StrEnum):
    """What becomes of strength with a change: it goes to the better places, keeps its place, or is locked there."""

    FOLLOW = "follow"
    KEEP = "keep"
    LOCK = "lock"


def apply_and_offer(book: Planbook, change: Change) -> EvaluatedChange:
    """Apply a change with the doses that follow from the log and the updated reasons of the sessions around it.

    An empty change stores nothing.

    Raises:
        StaleEditError: Another session changed one of the workouts or a block since; nothing was changed.
        RefusedError: The file cannot be written; nothing was changed.
    """
    if change.is_empty:
        return EvaluatedChange(change)
    return apply_evaluated(book, evaluate(book, follow_log(book, change)))


def apply_evaluated(book: Planbook, evaluated: EvaluatedChange) -> EvaluatedChange:
    """Apply a change that was evaluated; its workouts are returned as stored.

    Raises:
        StaleEditError: Another session changed one of the workouts or a block since; nothing was changed.
        RefusedError: The file cannot be written; nothing was changed.
    """
    return evaluated._replace(change=apply_change(book, evaluated.change, following=following_log))


def evaluate(book: Planbook, change: Change, *, follow: bool = False) -> EvaluatedChange:
    """Work out what a change of the runs means for the strength around them. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        change: The change, not yet applied.
        follow: Whether strength moves to its better places in the same change, so that nothing is left to offer.

    Returns:
        The change with the updated reasons of the sessions around it, the offer to make once it is applied, and what
        it breaks. The offer's workouts carry the versions that they will have then.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    before = WorkoutsBefore(book, change)
    with quick.read_snapshot(book.path):
        complete, offer = _evaluate(book, with_reversal(book, change), before)
        followed = offer.moves if follow else ()
        if followed:
            complete, offer = _joined(complete, offer), replace(offer, moves=())
        broken = find_newly_broken(book, complete, [move.proposed for move in offer.moves], before=before)
    offer = _without_contradictions(offer, broken)
    versions = {workout.id: workout.version + 1 for workout in complete.changed}
    offer = replace(offer, moves=tuple(_with_version(move, versions) for move in offer.moves))
    leaps = find_run_leaps(book, complete, before)
    remarks = (*complete.remarks, *leaps, *summarize_broken(broken))
    complete = replace(complete, remarks=remarks, as_read=before.as_read)
    return EvaluatedChange(complete, offer, broken, followed)


def _without_contradictions(offer: Offer, broken: Sequence[BrokenSession]) -> Offer:
    """Return an offer that calls no session without a better place of which a better place is named, all else fixed."""
    named = {one.better.id for one in broken if one.better is not None}
    kept = [pair for pair in zip(offer.unplaced_text, offer.unplaced, strict=True) if pair[1].id not in named]
    return replace(offer, unplaced_text=tuple(text for text, _ in kept), unplaced=tuple(session for _, session in kept))


def evaluate_answer(
    book: Planbook, change: Change, evaluated: EvaluatedChange, answer: StrengthAnswer
) -> EvaluatedChange:
    """Return a change with what the runner answered about strength, as one operation. Nothing is stored.

    Args:
        book: The runner's file, clock and settings.
        change: The change, as it was evaluated.
        evaluated: What it means for strength.
        answer: What becomes of strength.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    if answer is StrengthAnswer.FOLLOW:
        if broken := evaluated.broken_beyond_offer:
            change = replace(with_better_places(change, broken), name=f"{change.name}; strength to a better place")
            change = fit_to_sled_availability(book, change)
        return evaluate(book, change, follow=True)
    complete = evaluated.change
    if answer is StrengthAnswer.LOCK:
        kept = {move.session.id: move.session for move in evaluated.offer.moves}
        changed = [replace(one, locked=True) if kept.pop(one.id, None) else one for one in complete.changed]
        locked = (replace(session, locked=True) for session in kept.values())
        complete = replace(complete, name=f"{complete.name}; strength locked", changed=(*changed, *locked))
    return evaluated._replace(change=complete, offer=replace(evaluated.offer, moves=()))


def _joined(change: Change, offer: Offer) -> Change:
    """Return a change and the moves that follow it as one change."""
    moved = {move.proposed.id: move.proposed for move in offer.moves}
    changed = [moved.pop(workout.id, workout) for workout in change.changed]
    return replace(change, name=f"{change.name}; strength follows", changed=(*changed, *moved.values()))


def _evaluate(book: Planbook, change: Change, before: WorkoutsBefore) -> tuple[Change, Offer]:
    touched, outdated = _touched_days(book, change, before), _moved_without_reason(change, before)
    days = touched | {workout.date for workout in change.changed if workout.id in outdated}
    blocks = {block.id: block for block in quick.read_blocks(book.path)} | {block.id: block for block in change.blocks}
    evaluations = [
        _evaluate_block(book, block, change, touched, outdated)
        for block in blocks.values()
        if block.last_day >= book.today and any(map(block.contains, days))  # in a block that is over nothing moves
    ]
    updated = {workout.id: workout for evaluation in evaluations for workout in evaluation.updated}
    if change.reverses is not None:  # every session has the reason back that it had
        updated = {}
    changed = [
        replace(workout, reason=updated.pop(workout.id).reason) if workout.id in updated else workout
        for workout in change.changed
    ]
    complete = replace(change, changed=(*changed, *updated.values()))
    moves = [move for evaluation in evaluations for move in evaluation.offer.moves]
    unplaced_text = tuple(sentence for evaluation in evaluations for sentence in evaluation.offer.unplaced_text)
    unplaced = tuple(session for evaluation in evaluations for session in evaluation.offer.unplaced)
    return complete, Offer(tuple(_fit_moves_to_sled(book, complete, moves)), unplaced_text, unplaced)


def evaluate_week(book: Planbook, day: dt.date) -> Offer:
    """Return the better places for strength in the block's week of a day, with the calendar as it is.

    Raises:
        RefusedError: The settings name an unknown slotting rule, or a value it cannot have.
    """
    block = block_on(quick.read_blocks(book.path), day)
    if block is None:
        return Offer()
    offer = _evaluate_block(book, block, Change(""), frozenset({day})).offer
    return replace(offer, moves=tuple(_fit_moves_to_sled(book, Change(""), offer.moves)))


def _fit_moves_to_sled(book: Planbook, change: Change, moves: Sequence[SessionMove]) -> Iterator[SessionMove]:
    """Yield the moves with the sets that each session can have at its new place."""
    moved = {move.proposed.id: move.proposed for move in moves}
    others = (workout for workout in change.changed if workout.id not in moved)
    fitted = fit_to_sled_availability(book, replace(change, changed=(*moved.values(), *others)))
    for move, proposed in zip(moves, fitted.changed, strict=False):  # the others follow the moved ones
        yield replace(move, proposed=proposed)


def _touched_days(book: Planbook, change: Change, stored: WorkoutsBefore) -> frozenset[dt.date]:
    """Return the days that lose or get a run, or on which something else changes that matters to strength."""
    days = set(change.decided_days)
    for before, after in stored.pairs(change.changed):
        is_run = before.sport in ENDURANCE_SPORTS or after.sport in ENDURANCE_SPORTS
        if is_run and _strength_relevant(before) != _strength_relevant(after):
            days |= {before.date, after.date}
    days |= {workout.date for workout in (*change.added, *change.removed) if workout.sport in ENDURANCE_SPORTS}
    for absence in (*change.absences, *change.ended_absences):
        days.update(days_between(absence.first, absence.last))
    return frozenset(days | _days_with_changed_gates(book, change) | set(_days_at_busy_times(book, change)))


def _days_at_busy_times(book: Planbook, change: Change) -> Iterator[dt.date]:
    """Yield the days with a strength session in a half that other calendars fill, where a change is about these."""
    for block in () if change.busy_times is None else quick.read_blocks(book.path):
        stored = quick.read_slotting(book.path, block.id)
        problem = json.loads(stored[0]) if stored else {}
        busy = read_busy_days_after(book, change, block.start, block.last_day)
        for workout in quick.read_days(book.path, block.start, block.last_day, Sport.STRENGTH):
            if workout.is_open and workout.slot is not None:
                anchor = anchor_of(problem, workout.slot)
                if closing_time(busy, workout.date, anchor) is not None:
                    yield workout.date


def _days_with_changed_gates(book: Planbook, change: Change) -> set[dt.date]:
    """Return the days on which a safety gate begins or ends to apply because of a changed absence."""
    if not (change.absences or change.ended_absences):
        return set()
    before = screening.active_gates(book)
    after = screening.active_gates(book, change.apply_to_absences(quick.read_absences(book.path)))
    changed = [gate for gate in (*before, *after) if (gate in before) != (gate in after)]
    return {
        day
        for gate in changed
        if gate.first is not None and gate.last is not None
        for day in days_between(gate.first, gate.last)
    }


def _moved_without_reason(change: Change, stored: WorkoutsBefore) -> frozenset[int]:
    """Return the numbers of the sessions that move but still have the reason of their old place."""
    sessions = [workout for workout in change.changed if workout.sport is Sport.STRENGTH and workout.reason]
    return frozenset(
        after.id
        for before, after in stored.pairs(sessions)
        if before.reason == after.reason and (before.date, before.slot) != (after.date, after.slot)
    )


def _strength_relevant(workout: Workout) -> tuple[object, ...]:
    """Return what of a run matters to the strength around it."""
    counts = workout.status is not StoredStatus.SKIPPED
    return workout.date, workout.slot, workout.sport, workout.kind, workout.planned.duration_s, counts


class _Evaluation(NamedTuple):
    """The sessions of a block whose reasons change, and the offer for its touched weeks."""

    updated: list[Workout]
    offer: Offer


def _evaluate_block(
    book: Planbook, block: Block, change: Change, touched: frozenset[dt.date], outdated: frozenset[int] = frozenset()
) -> _Evaluation:
    """Evaluate one block: its touched weeks, and the reasons of the sessions moved by hand in other weeks."""
    stored = quick.read_slotting(book.path, block.id)
    if stored is None:
        return _Evaluation([], Offer())
    first, last = block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT
    absences = change.apply_to_absences(quick.read_absences(book.path))
    document = dict(change.slotting_problems).get(block.id) or json.loads(stored[0])
    workouts = change.apply_to_workouts(quick.read_days(book.path, first, last), first, last)
    busy = read_busy_days_after(book, change, block.start, block.last_day)
    today = book.today
    schedule = Schedule(
        block=block,
        problem=document,
        workouts=tuple(workouts),
        rules=slotting_rules(book),
        today=today,
        absences=absences,
        busy=busy,
        gates=screening.active_gates(book, absences),
    )
    weeks = {block.week_index(day) for day in touched if block.contains(day)}
    free = [one for one in workouts if is_movable(one, block, today) and block.week_index(one.date) in weeks]
    by_hand = [one for one in workouts if one.id in outdated and is_movable(replace(one, locked=False), block, today)]
    by_hand = [one for one in by_hand if block.week_index(one.date) not in weeks]
    updated, offer = _compare_places(schedule, free) if free else _Evaluation([], Offer())
    if by_hand:  # only their reasons count: nobody asked for a better place in these weeks
        updated = [*updated, *_compare_places(schedule, by_hand).updated]
    return _Evaluation(updated, offer)


def _compare_places(schedule: Schedule, free: Sequence[Workout]) -> _Evaluation:
    """Compare the places of some sessions with the best ones, when these sessions are free to move."""
    best = find_best_places(schedule, free)
    updated, moves, unplaced_text, unplaced = [], [], [], []
    for workout in free:
        if workout.id in best.equal:
            reason = reason_of_equal_place(workout)
        elif workout.id in best.in_place:
            reason = best.in_place[workout.id].reason
        else:
            explanation = best.explained[workout.id]
            reason = _reason_despite(explanation, workout)
            if workout.id in best.better:
                moves.append(_move_to(best.better[workout.id], schedule.block, workout, explanation))
            elif not _is_optional(workout, explanation):
                unplaced.append(workout)
                unplaced_text.append(_unplaced_text(explanation, workout))
        if reason != workout.reason:
            updated.append(replace(workout, reason=reason))
    return _Evaluation(updated, Offer(tuple(moves), tuple(unplaced_text), tuple(unplaced)))


def _move_to(
    place: slotting.PlacedSession, block: Block, workout: Workout, explanation: slotting.Explanation | None
) -> SessionMove:
    proposed = move_with_plan(workout, block.start + dt.timedelta(days=place.day))
    proposed = replace(proposed, slot=place.slot, start=place.start, reason=place.reason)
    why = explanation.short_reason if explanation else ""
    return SessionMove(workout, proposed, why or "another session has that place")


def _unplaced_text(explanation: slotting.Explanation | None, workout: Workout) -> str:
    why = f": {explanation.short_reason}" if explanation and explanation.short_reason else ""
    return f"No better place is left for the {counted_kind(workout)} session of {format_day(workout.date)}{why}."


def _is_optional(workout: Workout, explanation: slotting.Explanation | None) -> bool:
    """Return whether a session breaks no rule where it is, but the best plan leaves it out as a light one may be."""
    is_allowed = explanation is not None and explanation.status is slotting.CandidateStatus.DEARER
    return counted_kind(workout) is StrengthKind.LIGHT and is_allowed


def _reason_despite(explanation: slotting.Explanation | None, workout: Workout) -> str:
    """Return the reason for a session that is where the slotter would not place it."""
    if explanation is None or not explanation.short_reason:
        return f"{place_heading(workout)}, here by your choice."
    saving = f" The best place would save {format_count(explanation.regret, 'point')}." if explanation.regret else ""
    return f"{place_heading(workout)}, here though {explanation.short_reason}.{saving}"


def _session_name(workout: Workout) -> str:
    return session_name(workout.kind or "", workout.planned.sets)


def _with_version(move: SessionMove, versions: dict[int, int]) -> SessionMove:
    version = versions.get(move.session.id, move.session.version)
    return replace(
        move, session=replace(move.session, version=version), proposed=replace(move.proposed, version=version)
    )
