"""Telling what of a plan made anew is as it was, what has another day, what is new and what is gone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.training.arranging import moved
from planner.training.workouts import Sport, Workout


@dataclass(frozen=True, slots=True)
class Matched:
    """What becomes of the workouts that gave way, and what is new.

    Attributes:
        kept: Those that stand where they stood and ask for what they asked for.
        moved: Those that ask for the same on another day or half of it.
        added: New ones.
        removed: Those that are gone.
        changed: Of those kept and moved the ones in which anything differs, as they will be.
    """

    kept: tuple[Workout, ...]
    moved: tuple[Workout, ...]
    added: tuple[Workout, ...]
    removed: tuple[Workout, ...]
    changed: tuple[Workout, ...]

    def counted(self, sport: Sport, word: str) -> str:
        """``23 runs dropped, 31 added, 4 kept``: of one sport, what becomes of it; empty where there is none of it."""
        groups = (("dropped", self.removed), ("added", self.added), ("moved", self.moved), ("kept", self.kept))
        counts = [(sum(one.sport is sport for one in group), name) for name, group in groups]
        found = [(count, name) for count, name in counts if count]
        if not found:
            return ""
        (first, name), *others = found
        words = [f"{first} {word}{'s' * (first != 1)} {name}", *(f"{count} {other}" for count, other in others)]
        return ", ".join(words)


def match(standing: Sequence[Workout], wanted: Sequence[Workout], start: dt.date) -> Matched:
    """Match what shall stand with what stands.

    Args:
        standing: What gives way.
        wanted: What shall stand there; one that carries a number is that workout.
        start: The block's first day: a workout that moves within its week stays the same one.
    """
    left = {item.id: item for item in standing}
    kept: list[Workout] = []
    went: list[Workout] = []
    open_ones = list(wanted)
    same: tuple[tuple[Callable[[Workout], Hashable], list[Workout]], ...] = (
        (lambda item: (_place(item), _asks(item)), kept),
        (lambda item: item.id or object(), went),
        (lambda item: ((item.date - start).days // 7, _asks(item)), went),
    )
    for key, found in same:
        pairs, open_ones = _paired(left, open_ones, key)
        for before, after in pairs:
            found.append(_as(before, after))
            del left[before.id]
    new = tuple(replace(item, id=0, version=0, original_date=None) for item in open_ones)
    before_of = {item.id: item for item in standing}
    return Matched(
        tuple(kept),
        tuple(went),
        new,
        tuple(left.values()),
        tuple(item for item in (*kept, *went) if item != before_of[item.id]),
    )


def _paired(
    left: dict[int, Workout], wanted: Iterable[Workout], key: Callable[[Workout], Hashable]
) -> tuple[list[tuple[Workout, Workout]], list[Workout]]:
    """What stands with what is wanted where both are the same by a key, and what is wanted besides."""
    there: defaultdict[Hashable, list[Workout]] = defaultdict(list)
    for item in left.values():
        there[key(item)].append(item)
    pairs: list[tuple[Workout, Workout]] = []
    others: list[Workout] = []
    for item in wanted:
        found = there[key(item)]
        if found:
            pairs.append((found.pop(0), item))
        else:
            others.append(item)
    return pairs, others


def _place(item: Workout) -> Hashable:
    return item.date, item.slot


def _asks(item: Workout) -> Hashable:
    planned = item.planned
    return item.sport, item.kind, planned.distance_m, planned.duration_s, planned.sets


def _as(before: Workout, after: Workout) -> Workout:
    """What stands, as it shall be: under its number, with what the runner has noted."""
    there = before if _place(before) == _place(after) else moved(before, after.date)
    start, reason = (before.start, before.reason) if there is before else (after.start, None)
    return replace(
        there,
        slot=after.slot,
        start=start,
        title=after.title,
        planned=after.planned,
        estimated=after.estimated,
        reason=after.reason or reason,
        note=after.note or before.note,
        locked=before.locked or after.locked,
    )
