"""Telling what of a plan made anew is as it was, what has another day, what is new and what is gone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.training.arranging import move_workout
from planner.training.workouts import Sport, Workout


@dataclass(frozen=True, slots=True)
class WorkoutMatch:
    """What becomes of the workouts that gave way, and what is new.

    Attributes:
        unchanged: Those that stand where they stood and ask for what they asked for.
        moved: Those that ask for the same on another day or half of it.
        added: New ones.
        removed: Those that are gone.
        changed: Of those kept and moved the ones in which anything differs, as they will be.
    """

    unchanged: tuple[Workout, ...]
    moved: tuple[Workout, ...]
    added: tuple[Workout, ...]
    removed: tuple[Workout, ...]
    changed: tuple[Workout, ...]

    def count_text(self, sport: Sport, word: str) -> str:
        """``23 runs dropped, 31 added, 4 kept``: of one sport, what becomes of it; empty where there is none of it."""
        groups = (("dropped", self.removed), ("added", self.added), ("moved", self.moved), ("kept", self.unchanged))
        counts = [(sum(one.sport is sport for one in group), name) for name, group in groups]
        found = [(count, name) for count, name in counts if count]
        if not found:
            return ""
        (first, name), *others = found
        words = [f"{first} {word}{'s' * (first != 1)} {name}", *(f"{count} {other}" for count, other in others)]
        return ", ".join(words)


def match_workouts(existing: Sequence[Workout], wanted: Sequence[Workout], start: dt.date) -> WorkoutMatch:
    """Match what shall stand with what stands.

    Args:
        existing: What gives way.
        wanted: What shall stand there; one that carries a number is that workout.
        start: The block's first day: a workout that moves within its week stays the same one.
    """
    left = {item.id: item for item in existing}
    kept: list[Workout] = []
    went: list[Workout] = []
    open_ones = list(wanted)
    same: tuple[tuple[Callable[[Workout], Hashable], list[Workout]], ...] = (
        (lambda item: (_place_key(item), _content_key(item)), kept),
        (lambda item: item.id or object(), went),
        (lambda item: ((item.date - start).days // 7, _content_key(item)), went),
    )
    for key, found in same:
        pairs, open_ones = _pair_by(left, open_ones, key)
        for before, after in pairs:
            found.append(_update(before, after))
            del left[before.id]
    new = tuple(replace(item, id=0, version=0, original_date=None) for item in open_ones)
    before_of = {item.id: item for item in existing}
    return WorkoutMatch(
        tuple(kept),
        tuple(went),
        new,
        tuple(left.values()),
        tuple(item for item in (*kept, *went) if item != before_of[item.id]),
    )


def _pair_by(
    existing: dict[int, Workout], wanted: Iterable[Workout], key: Callable[[Workout], Hashable]
) -> tuple[list[tuple[Workout, Workout]], list[Workout]]:
    """What stands with what is wanted where both are the same by a key, and what is wanted besides."""
    there: defaultdict[Hashable, list[Workout]] = defaultdict(list)
    for item in existing.values():
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


def _place_key(workout: Workout) -> Hashable:
    return workout.date, workout.slot


def _content_key(workout: Workout) -> Hashable:
    planned = workout.planned
    return workout.sport, workout.kind, planned.distance_m, planned.duration_s, planned.sets


def _update(before: Workout, after: Workout) -> Workout:
    """What stands, as it shall be: under its number, with what the runner has noted."""
    there = before if _place_key(before) == _place_key(after) else move_workout(before, after.date)
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
