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
from planner.training.arranging import moved
from planner.training.blocks import Block, block_on
from planner.training.wording import day_name, kind_name
from planner.training.workouts import Sport, State, Workout
from planner.usecases import screening
from planner.usecases.blocks.commit import AROUND, rules_of
from planner.usecases.blocks.sled_availability import minding_the_sled
from planner.usecases.blocks.slotting_problem import is_free, standing_problem
from planner.usecases.changes import Change, carry_out
from planner.usecases.planbook import Planbook

_RUNNING = (Sport.RUN, Sport.CROSS)


@dataclass(frozen=True, slots=True)
class Follow:
    """One session that would stand better elsewhere.

    Attributes:
        session: As it stands.
        to: As it would stand.
        why: Why not where it stands, in half a sentence.
    """

    session: Workout
    to: Workout
    why: str

    def line(self, arrow: str = "→") -> str:
        """``heavy sled Tue 5 → Wed 6 Jan: it ends under 24 h before Wednesday's intervals (HC4)``."""
        before, after = self.session.date, self.to.date
        when = f"{before:%a} {before.day} {arrow} {day_name(after)}"
        if before == after:
            when = f"{day_name(after)} {self.session.start} {arrow} {self.to.start}"
        return f"{self.session.kind} sled {when}: {self.why}{self._sled}"

    @property
    def _sled(self) -> str:
        """What of the sled is different there."""
        before, after = self.session.planned.sled_m, self.to.planned.sled_m
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
        follows: The sessions that would move.
        homeless: Sessions that no place is left for in their week, a sentence each; they stay where they are.
    """

    follows: tuple[Follow, ...] = ()
    homeless: tuple[str, ...] = ()

    @property
    def accept(self) -> Change:
        """The sessions in their better places."""
        changed = tuple(follow.to for follow in self.follows)
        first = min((workout.date for workout in changed), default=None)
        return Change(f"re-slot: strength of the week of {day_name(first)}" if first else "", changed=changed)

    @property
    def sessions(self) -> tuple[Workout, ...]:
        """The sessions as they stand."""
        return tuple(follow.session for follow in self.follows)


class Made(NamedTuple):
    """A change that was carried out, and what strength would do about it."""

    change: Change
    offer: Offer


def make(book: Planbook, change: Change) -> Made:
    """Carry a change out, with the reasons of the sessions around it put right; an empty one leaves no trace.

    Raises:
        RefusedError: As for `planner.usecases.changes.carry_out`; nothing was changed.
    """
    if change.is_empty:
        return Made(change, Offer())
    whole, offer = weigh(book, change)
    return Made(carry_out(book, whole), offer)


def weigh(book: Planbook, change: Change) -> tuple[Change, Offer]:
    """What a change of the runs means for the strength around them.

    Args:
        book: Where.
        change: What is about to be carried out.

    Returns:
        The change, with the reasons of the sessions it touches put right; and what to offer once it is carried out. The
        offer's workouts carry the versions they will have then.
    """
    with quick.one_look(book.path):
        return _weigh(book, change)


def _weigh(book: Planbook, change: Change) -> tuple[Change, Offer]:
    touched, by_hand = _touched_days(book, change), _moved_by_hand(book, change)
    days = touched | {workout.date for workout in change.changed if workout.id in by_hand}
    blocks = {block.id: block for block in quick.read_blocks(book.path)} | {block.id: block for block in change.blocks}
    found = [
        _weighed(book, block, change, touched, by_hand) for block in blocks.values() if any(map(block.holds, days))
    ]
    renewed = {workout.id: workout for part, _ in found for workout in part}
    own = tuple(replace(one, reason=renewed.pop(one.id).reason) if one.id in renewed else one for one in change.changed)
    whole = replace(change, changed=(*own, *renewed.values()))
    versions = {workout.id: workout.version + 1 for workout in whole.changed}
    follows = [follow for _, part in found for follow in part.follows]
    offer = Offer(
        tuple(_with_version(follow, versions) for follow in _minding_the_sled(book, whole, follows)),
        tuple(sentence for _, part in found for sentence in part.homeless),
    )
    return whole, offer


def weigh_week(book: Planbook, day: dt.date) -> Offer:
    """What would stand better in the week of a block that holds a day, with everything as it is now."""
    block = block_on(quick.read_blocks(book.path), day)
    if block is None:
        return Offer()
    offer = _weighed(book, block, Change(""), frozenset({day}))[1]
    return replace(offer, follows=tuple(_minding_the_sled(book, Change(""), offer.follows)))


def _minding_the_sled(book: Planbook, change: Change, follows: Sequence[Follow]) -> Iterator[Follow]:
    """What is offered, with the sets of each session as the sled is there, once the change is made."""
    goes = {follow.to.id: follow.to for follow in follows}
    others = (one for one in change.changed if one.id not in goes)
    fitted = minding_the_sled(book, replace(change, changed=(*goes.values(), *others)))
    for follow, to in zip(follows, fitted.changed, strict=False):  # the others come behind them
        yield replace(follow, to=to)


def _touched_days(book: Planbook, change: Change) -> frozenset[dt.date]:
    """The days from which a run goes, to which one comes, or on which one becomes another."""
    days: set[dt.date] = set()
    standing = quick.read_items(book.path, [after.id for after in change.changed])
    for before, after in zip(standing, change.changed, strict=True):
        is_run = before.sport in _RUNNING or after.sport in _RUNNING
        if is_run and _bearing(before) != _bearing(after):
            days |= {before.date, after.date}
    days |= {workout.date for workout in (*change.added, *change.removed) if workout.sport in _RUNNING}
    for absence in (*change.absences, *change.ended):
        days |= _days_of(absence.first, absence.last)
    return frozenset(days | _gated_days(book, change))


def _gated_days(book: Planbook, change: Change) -> set[dt.date]:
    """The days on which absences and feelings keep out what they did not, or no longer what they did."""
    if not (change.absences or change.ended):
        return set()
    standing = screening.gates(book)
    then = screening.gates(book, change.away(quick.read_absences(book.path)))
    differing = (gate for gate in (*standing, *then) if (gate in standing) != (gate in then))
    spans = ((gate.first, gate.last) for gate in differing)
    return {day for first, last in spans if first is not None and last is not None for day in _days_of(first, last)}


def _days_of(first: dt.date, last: dt.date) -> set[dt.date]:
    return {first + dt.timedelta(days=step) for step in range((last - first).days + 1)}


def _moved_by_hand(book: Planbook, change: Change) -> frozenset[int]:
    """The sessions that get another place and still say why they stood at the old one."""
    found = set()
    for after in change.changed:
        if after.sport is Sport.STRENGTH and after.reason:
            before = quick.read_item(book.path, after.id)
            if before.reason == after.reason and (before.date, before.slot) != (after.date, after.slot):
                found.add(after.id)
    return frozenset(found)


def _bearing(workout: Workout) -> tuple[object, ...]:
    """What of a run matters to the strength around it."""
    counts = workout.state is not State.SKIPPED
    return workout.date, workout.slot, workout.sport, workout.kind, workout.planned.duration_s, counts


def _weighed(
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
    document = dict(change.problems).get(block.id) or json.loads(kept[0])
    first, last = block.start - AROUND, block.last + AROUND
    items = change.over(quick.read_days(book.path, first, last), first, last)
    weeks = {(day - block.start).days // 7 for day in touched if block.holds(day)}
    free = [item for item in items if is_free(item, block, book.today) and (item.date - block.start).days // 7 in weeks]
    told = [
        item
        for item in items
        if item.id in by_hand
        and is_free(replace(item, locked=False), block, book.today)
        and (item.date - block.start).days // 7 not in weeks
    ]

    away = change.away(quick.read_absences(book.path))
    gates = screening.gates(book, away)

    def answer_to(movable: frozenset[int]) -> slotting.Answer:
        problem = standing_problem(block, document, items, free=movable, away=away, today=book.today, gates=gates)
        return slotting.solve(slotting.read_problem(problem), rules=rules_of(book))

    renewed, offer = _compared(answer_to, block, free) if free else ([], Offer())
    return [*renewed, *(_compared(answer_to, block, told)[0] if told else ())], offer


def _compared(
    answer_to: Callable[[frozenset[int]], slotting.Answer],
    block: Block,
    free: Sequence[Workout],
) -> tuple[list[Workout], Offer]:
    """The free sessions with the reasons of where they stand, and those of them that would stand better elsewhere."""
    answer, as_good = _kept_where_as_good(answer_to, block, free)
    places = [placed for placed in answer.sessions if not placed.locked]
    stays = _standing(places, block, free)
    left = [placed for placed in places if placed not in stays.values()]
    renewed, follows, homeless = [], [], []
    for item in free:
        if item.id in as_good:
            reason = f"{_name(item)}: no other place of its week is better."
        elif item.id in stays:
            reason = stays[item.id].reason
        else:
            why = _why(answer, block, item)
            reason = _stands_though(why, item)
            week = (item.date - block.start).days // 7
            to = next((one for one in left if one.kind == item.kind and one.day // 7 == week), None)
            if to is None:
                homeless.append(f"No better place is left for the {item.kind} session of {day_name(item.date)}.")
            else:
                left.remove(to)
                there = moved(item, block.start + dt.timedelta(days=to.day))
                there = replace(there, slot=to.slot, start=to.start, reason=to.reason)
                follows.append(
                    Follow(item, there, why.brief if why and why.brief else "another session has that place")
                )
        if reason != item.reason:
            renewed.append(replace(item, reason=reason))
    return renewed, Offer(tuple(follows), tuple(homeless))


def _kept_where_as_good(
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
        stays = _standing([placed for placed in answer.sessions if not placed.locked], block, free)
        open_ones = (item for item in free if item.id not in stays and item.id not in as_good)
        equal = next((item for item in open_ones if _is_as_good(_why(answer, block, item))), None)
        if equal is None:
            return answer, as_good
        as_good |= {equal.id}


def _standing(
    places: Sequence[slotting.Placed],
    block: Block,
    free: Sequence[Workout],
) -> dict[int, slotting.Placed]:
    """By number, the sessions that stand where the slotter places one."""
    by_place = {(placed.day, placed.slot, placed.kind): placed for placed in places}
    found: dict[int, slotting.Placed] = {}
    for item in free:
        placed = by_place.pop(((item.date - block.start).days, item.slot, item.kind), None)  # type: ignore[arg-type]
        if placed is not None:
            found[item.id] = placed
    return found


def _is_as_good(why: slotting.Why | None) -> bool:
    return why is not None and why.status is slotting.Status.AS_GOOD


def _why(answer: slotting.Answer, block: Block, item: Workout) -> slotting.Why | None:
    """What the slotter says of the place a session has."""
    lines = slotting.explain_day(answer, (item.date - block.start).days)
    return next((why for why in lines if (why.slot, why.kind) == (item.slot, item.kind)), None)


def _stands_though(why: slotting.Why | None, item: Workout) -> str:
    """A reason for a session that stands where the slotter would not place it."""
    if why is None or not why.brief:
        return f"{_name(item)}: it stands here by your choice."
    dearer = f" and is {why.regret} dearer than the best place" if why.regret else ""
    return f"{_name(item)}: it stands here though {why.brief}{dearer}."


def _name(item: Workout) -> str:
    return f"{kind_name(item)} {item.date:%a} {item.start or ''}".rstrip()


def _with_version(follow: Follow, versions: dict[int, int]) -> Follow:
    version = versions.get(follow.session.id, follow.session.version)
    return replace(
        follow,
        session=replace(follow.session, version=version),
        to=replace(follow.to, version=version),
    )
