"""Strength that follows the runs: after a change of the runs the sessions of the touched weeks are weighed again.

What is past, done or locked never moves, nor does anything outside those weeks. The better places are offered, never
taken in silence; what a session says of its place is put right together with the change, so that no reason is stale.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner import slotting
from planner.store import quick
from planner.training.blocks import Block, block_on
from planner.training.formatting import format_day, kind_name
from planner.training.rescheduling import move_workout
from planner.training.workouts import Sport, StoredStatus, Workout
from planner.usecases import screening
from planner.usecases.blocks.sled_availability import fit_to_sled_availability
from planner.usecases.blocks.slotting_problem import SLOTTING_CONTEXT, is_movable, problem_as_scheduled, slotting_rules
from planner.usecases.changes import Change, apply_change
from planner.usecases.planbook import Planbook

_RUNNING = (Sport.RUN, Sport.CROSS)


@dataclass(frozen=True, slots=True)
class SessionMove:
    """One session that would stand better elsewhere.

    Attributes:
        session: As it stands.
        proposed: As it would stand.
        why: Why not where it stands, in half a sentence.
    """

    session: Workout
    proposed: Workout
    why: str

    def line(self, arrow: str = "→") -> str:
        """``heavy sled Tue 5 → Wed 6 Jan: it ends under 24 h before Wednesday's intervals (HC4)``."""
        before, after = self.session.date, self.proposed.date
        when = f"{before:%a} {before.day} {arrow} {format_day(after)}"
        if before == after:
            when = f"{format_day(after)} {self.session.start} {arrow} {self.proposed.start}"
        return f"{self.session.kind} sled {when}: {self.why}{self._sled}"

    @property
    def _sled(self) -> str:
        """What of the sled is different there."""
        before, after = self.session.planned.sled_m, self.proposed.planned.sled_m
        return (
            "; with the sled again"
            if after > before
            else "; no sled there, the wall sit alone"
            if before > after
            else ""
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """What strength would do about a change of the runs.

    Attributes:
        moves: The sessions that would move.
        unplaced_text: Sessions that no place is left for in their week, a sentence each; they stay where they are.
    """

    moves: tuple[SessionMove, ...] = ()
    unplaced_text: tuple[str, ...] = ()

    @property
    def change(self) -> Change:
        """The sessions in their better places."""
        changed = tuple(follow.proposed for follow in self.moves)
        first = min((workout.date for workout in changed), default=None)
        return Change(f"re-slot: strength of the week of {format_day(first)}" if first else "", changed=changed)

    @property
    def sessions(self) -> tuple[Workout, ...]:
        """The sessions as they stand."""
        return tuple(follow.session for follow in self.moves)


class AppliedChange(NamedTuple):
    """A change that was carried out, and what strength would do about it."""

    change: Change
    offer: Offer


def apply_and_offer(book: Planbook, change: Change) -> AppliedChange:
    """Carry a change out, with the reasons of the sessions around it put right; an empty one leaves no trace.

    Raises:
        RefusedError: As for `planner.usecases.changes.apply_change`; nothing was changed.
    """
    if change.is_empty:
        return AppliedChange(change, Offer())
    whole, offer = evaluate(book, change)
    return AppliedChange(apply_change(book, whole), offer)


def evaluate(book: Planbook, change: Change) -> tuple[Change, Offer]:
    """What a change of the runs means for the strength around them.

    Args:
        book: Where.
        change: What is about to be carried out.

    Returns:
        The change, with the reasons of the sessions it touches put right; and what to offer once it is carried out. The
        offer's workouts carry the versions they will have then.
    """
    with quick.read_snapshot(book.path):
        return _evaluate(book, change)


def _evaluate(book: Planbook, change: Change) -> tuple[Change, Offer]:
    touched, by_hand = _touched_days(book, change), _moved_without_reason(book, change)
    days = touched | {workout.date for workout in change.changed if workout.id in by_hand}
    blocks = {block.id: block for block in quick.read_blocks(book.path)} | {block.id: block for block in change.blocks}
    found = [
        _evaluate_block(book, block, change, touched, by_hand)
        for block in blocks.values()
        if any(map(block.contains, days))
    ]
    renewed = {workout.id: workout for part, _ in found for workout in part}
    own = tuple(replace(one, reason=renewed.pop(one.id).reason) if one.id in renewed else one for one in change.changed)
    whole = replace(change, changed=(*own, *renewed.values()))
    versions = {workout.id: workout.version + 1 for workout in whole.changed}
    follows = [follow for _, part in found for follow in part.moves]
    offer = Offer(
        tuple(_with_version(follow, versions) for follow in _fit_moves_to_sled(book, whole, follows)),
        tuple(sentence for _, part in found for sentence in part.unplaced_text),
    )
    return whole, offer


def evaluate_week(book: Planbook, day: dt.date) -> Offer:
    """What would stand better in the week of a block that holds a day, with everything as it is now."""
    block = block_on(quick.read_blocks(book.path), day)
    if block is None:
        return Offer()
    offer = _evaluate_block(book, block, Change(""), frozenset({day}))[1]
    return replace(offer, moves=tuple(_fit_moves_to_sled(book, Change(""), offer.moves)))


def _fit_moves_to_sled(book: Planbook, change: Change, follows: Sequence[SessionMove]) -> Iterator[SessionMove]:
    """What is offered, with the sets of each session as the sled is there, once the change is made."""
    goes = {follow.proposed.id: follow.proposed for follow in follows}
    others = (one for one in change.changed if one.id not in goes)
    fitted = fit_to_sled_availability(book, replace(change, changed=(*goes.values(), *others)))
    for follow, to in zip(follows, fitted.changed, strict=False):  # the others come behind them
        yield replace(follow, proposed=to)


def _touched_days(book: Planbook, change: Change) -> frozenset[dt.date]:
    """The days from which a run goes, to which one comes, or on which one becomes another."""
    days: set[dt.date] = set()
    standing = quick.read_workouts(book.path, [after.id for after in change.changed])
    for before, after in zip(standing, change.changed, strict=True):
        is_run = before.sport in _RUNNING or after.sport in _RUNNING
        if is_run and _strength_relevant(before) != _strength_relevant(after):
            days |= {before.date, after.date}
    days |= {workout.date for workout in (*change.added, *change.removed) if workout.sport in _RUNNING}
    for absence in (*change.absences, *change.ended_absences):
        days |= _days_of(absence.first, absence.last)
    return frozenset(days | _days_with_changed_gates(book, change))


def _days_with_changed_gates(book: Planbook, change: Change) -> set[dt.date]:
    """The days on which absences and feelings keep out what they did not, or no longer what they did."""
    if not (change.absences or change.ended_absences):
        return set()
    standing = screening.active_gates(book)
    then = screening.active_gates(book, change.apply_to_absences(quick.read_absences(book.path)))
    differing = (gate for gate in (*standing, *then) if (gate in standing) != (gate in then))
    spans = ((gate.first, gate.last) for gate in differing)
    return {day for first, last in spans if first is not None and last is not None for day in _days_of(first, last)}


def _days_of(first: dt.date, last: dt.date) -> set[dt.date]:
    return {first + dt.timedelta(days=step) for step in range((last - first).days + 1)}


def _moved_without_reason(book: Planbook, change: Change) -> frozenset[int]:
    """The sessions that get another place and still say why they stood at the old one."""
    found = set()
    for after in change.changed:
        if after.sport is Sport.STRENGTH and after.reason:
            before = quick.read_workout(book.path, after.id)
            if before.reason == after.reason and (before.date, before.slot) != (after.date, after.slot):
                found.add(after.id)
    return frozenset(found)


def _strength_relevant(workout: Workout) -> tuple[object, ...]:
    """What of a run matters to the strength around it."""
    counts = workout.status is not StoredStatus.SKIPPED
    return workout.date, workout.slot, workout.sport, workout.kind, workout.planned.duration_s, counts


def _evaluate_block(
    book: Planbook,
    block: Block,
    change: Change,
    touched: frozenset[dt.date],
    by_hand: frozenset[int] = frozenset(),
) -> tuple[list[Workout], Offer]:
    """Of one block, the sessions whose reasons must be put right, and what to offer in the touched weeks."""
    kept = quick.read_slotting(book.path, block.id)
    if kept is None:
        return [], Offer()
    document = dict(change.slotting_problems).get(block.id) or json.loads(kept[0])
    first, last = block.start - SLOTTING_CONTEXT, block.last_day + SLOTTING_CONTEXT
    items = change.apply_to_workouts(quick.read_days(book.path, first, last), first, last)
    weeks = {(day - block.start).days // 7 for day in touched if block.contains(day)}
    free = [
        item for item in items if is_movable(item, block, book.today) and (item.date - block.start).days // 7 in weeks
    ]
    told = [
        item
        for item in items
        if item.id in by_hand
        and is_movable(replace(item, locked=False), block, book.today)
        and (item.date - block.start).days // 7 not in weeks
    ]

    away = change.apply_to_absences(quick.read_absences(book.path))
    gates = screening.active_gates(book, away)

    def answer_to(movable: frozenset[int]) -> slotting.Answer:
        problem = problem_as_scheduled(
            block, document, items, movable=movable, absences=away, today=book.today, gates=gates
        )
        return slotting.solve(slotting.parse_problem(problem), rules=slotting_rules(book))

    renewed, offer = _compare_places(answer_to, block, free) if free else ([], Offer())
    return [*renewed, *(_compare_places(answer_to, block, told)[0] if told else ())], offer


def _compare_places(
    answer_to: Callable[[frozenset[int]], slotting.Answer],
    block: Block,
    free: Sequence[Workout],
) -> tuple[list[Workout], Offer]:
    """The free sessions with the reasons of where they stand, and those of them that would stand better elsewhere."""
    answer, as_good = _solve_keeping_equal(answer_to, block, free)
    places = [placed for placed in answer.sessions if not placed.locked]
    stays = _match_placed(places, block, free)
    left = [placed for placed in places if placed not in stays.values()]
    renewed, follows, homeless = [], [], []
    for item in free:
        if item.id in as_good:
            reason = f"{_name(item)}: no other place of its week is better."
        elif item.id in stays:
            reason = stays[item.id].reason
        else:
            why = _explain(answer, block, item)
            reason = _reason_despite(why, item)
            week = (item.date - block.start).days // 7
            to = next((one for one in left if one.kind == item.kind and one.day // 7 == week), None)
            if to is None:
                homeless.append(f"No better place is left for the {item.kind} session of {format_day(item.date)}.")
            else:
                left.remove(to)
                there = move_workout(item, block.start + dt.timedelta(days=to.day))
                there = replace(there, slot=to.slot, start=to.start, reason=to.reason)
                follows.append(
                    SessionMove(
                        item, there, why.short_reason if why and why.short_reason else "another session has that place"
                    )
                )
        if reason != item.reason:
            renewed.append(replace(item, reason=reason))
    return renewed, Offer(tuple(follows), tuple(homeless))


def _solve_keeping_equal(
    answer_to: Callable[[frozenset[int]], slotting.Answer],
    block: Block,
    free: Sequence[Workout],
) -> tuple[slotting.Answer, frozenset[int]]:
    """The best answer that leaves a session where it stands as long as no plan without it there is cheaper.

    The slotter takes the earliest of equal plans; nobody is asked to move a session for that.
    """
    as_good: frozenset[int] = frozenset()
    while True:
        answer = answer_to(frozenset(item.id for item in free) - as_good)
        stays = _match_placed([placed for placed in answer.sessions if not placed.locked], block, free)
        open_ones = (item for item in free if item.id not in stays and item.id not in as_good)
        equal = next((item for item in open_ones if _is_as_good(_explain(answer, block, item))), None)
        if equal is None:
            return answer, as_good
        as_good |= {equal.id}


def _match_placed(
    places: Sequence[slotting.PlacedSession],
    block: Block,
    free: Sequence[Workout],
) -> dict[int, slotting.PlacedSession]:
    """By number, the sessions that stand where the slotter places one."""
    by_place = {(placed.day, placed.slot, placed.kind): placed for placed in places}
    found: dict[int, slotting.PlacedSession] = {}
    for item in free:
        placed = by_place.pop(((item.date - block.start).days, item.slot, item.kind), None)  # type: ignore[arg-type]
        if placed is not None:
            found[item.id] = placed
    return found


def _is_as_good(why: slotting.Explanation | None) -> bool:
    return why is not None and why.status is slotting.CandidateStatus.AS_GOOD


def _explain(answer: slotting.Answer, block: Block, workout: Workout) -> slotting.Explanation | None:
    """What the slotter says of the place a session has."""
    lines = slotting.explain_candidates(answer, (workout.date - block.start).days)
    return next((why for why in lines if (why.slot, why.kind) == (workout.slot, workout.kind)), None)


def _reason_despite(why: slotting.Explanation | None, workout: Workout) -> str:
    """A reason for a session that stands where the slotter would not place it."""
    if why is None or not why.short_reason:
        return f"{_name(workout)}: it stands here by your choice."
    dearer = f" and is {why.regret} dearer than the best place" if why.regret else ""
    return f"{_name(workout)}: it stands here though {why.short_reason}{dearer}."


def _name(workout: Workout) -> str:
    return f"{kind_name(workout)} {workout.date:%a} {workout.start or ''}".rstrip()


def _with_version(follow: SessionMove, versions: dict[int, int]) -> SessionMove:
    version = versions.get(follow.session.id, follow.session.version)
    return replace(
        follow,
        session=replace(follow.session, version=version),
        proposed=replace(follow.proposed, version=version),
    )
