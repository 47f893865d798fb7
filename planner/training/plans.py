"""Run plans before they have dates: from a file or a generator, to be placed by a race day or a first day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.training.races import Priority, RaceDistance, Unit
from planner.training.workouts import Effort, Slot, Sport


class PlanStrength(StrEnum):
    """What a plan's strength sessions are."""

    AS_WRITTEN = "as written"
    """Sessions of sled and wall sit that a block takes as they are; none of ours is added to them."""
    PLACED_AGAIN = "placed again"
    """Sessions of an earlier slotting, in whose place a block gets new ones."""
    COACHED = "coach's own"
    """A coach's own strength days, which stay, and next to which a block gets sessions of ours."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One workout, rest day or note of a plan.

    Attributes:
        day: Days since the plan's first day, from 0.
        sport: Its sport.
        kind: A `RunKind` value for a run, a `StrengthKind` value for the coach's own strength session, else None.
        title: One clean line.
        slot: Half of the day; None for a rest day or a note.
        planned: Distance, duration and RPE as the plan gives them, without estimates.
        note: The plan's longer description, where it has more than the title.
        kind_doubt: Why the kind is uncertain, as half a sentence; empty when it is certain. An uncertain run is `easy`.
        start: Local start time ``HH:MM``; None for the usual time of its half of the day.
        locked: Whether the slotter must leave it where it is.
        priority: How much a race matters that is not the goal; None for all other workouts.
        is_unplanned: Whether it was done without being planned, so that it is part of the log and not of the plan.
    """

    day: int
    sport: Sport
    kind: str | None
    title: str
    slot: Slot | None = None
    planned: Effort = field(default_factory=Effort)
    note: str = ""
    kind_doubt: str = ""
    start: str | None = None
    locked: bool = False
    priority: Priority | None = None
    is_unplanned: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A published or generated plan, free of dates.

    Attributes:
        name: Its name.
        unit: The unit its author wrote in.
        days: Length in days; every day from 0 to days - 1 but the `empty_days` has at least one entry.
        entries: Its entries by day, am before pm.
        race_day: Day of the goal race, or None for a plan without one.
        race_distance: The class of that race for the slotting rules, or None.
        phases: ``(first day, name)`` of each phase the plan names, in order.
        remarks: What people should know about how the file was read, one sentence each; nothing is dropped silently.
        shortfall: What it cannot reach and what would do, the first of its remarks; empty where it reaches all.
        source: Where its author published it, as the file says; may be empty.
        description: Its author's description; may be empty.
        step_back_weeks: Its lighter weeks on the way up, by their index from 0; None where it does not say, and
            `planner.training.step_backs` then finds them.
        priority: How much the goal race matters; None where the plan does not say.
        empty_days: The days on which nothing is planned, not even rest.
        strength: What its strength sessions are; None where it does not say, and its sessions then tell.
        options: The options of the block it was written from, ``(name, value)`` in the words of ``planner new``.
        doubts: What in the file could not be read and should be checked, each a sentence that begins with its place in
            the file (``week 2 Tue: ...``). They speak of the file, so the plan as text does not keep them.
        first_weekday: The weekday of its first day, Monday 0 to Sunday 6; None where its author names no weekdays, and
            it may then begin on any.
        first_date: The date of its first day where its author gives dates, else None.
    """

    name: str
    unit: Unit
    days: int
    entries: tuple[PlanEntry, ...]
    race_day: int | None = None
    race_distance: RaceDistance | None = None
    phases: tuple[tuple[int, str], ...] = ()
    remarks: tuple[str, ...] = ()
    shortfall: str = ""
    source: str = ""
    description: str = ""
    step_back_weeks: frozenset[int] | None = None
    priority: Priority | None = None
    empty_days: frozenset[int] = frozenset()
    strength: PlanStrength | None = None
    options: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = field(default=(), compare=False)
    first_weekday: int | None = None
    first_date: dt.date | None = None

    def __post_init__(self) -> None:
        """Take the weekday of a first date."""
        if self.first_date is not None:
            object.__setattr__(self, "first_weekday", self.first_date.weekday())


MatchKey = Callable[[PlanEntry], Hashable]
"""Return what two entries must have in common to match."""


def match_entries(before: Sequence[PlanEntry], after: Sequence[PlanEntry]) -> dict[int, int]:
    """Return, by its index in `after`, the index in `before` of each entry that is in both."""
    old, new = dict(enumerate(before)), dict(enumerate(after))
    matches: dict[int, int] = {}
    for key, must_be_unique in _MATCHERS:
        olds, news = _group_entries(old, key), _group_entries(new, key)
        for value, indexes in news.items():
            candidates = olds.get(value, [])
            if must_be_unique and not len(indexes) == len(candidates) == 1:
                continue
            for index, candidate in zip(indexes, candidates, strict=False):
                matches[index] = candidate
                del old[candidate], new[index]
    return matches


def _group_entries(entries: dict[int, PlanEntry], key: MatchKey) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for index, entry in entries.items():
        groups.setdefault(key(entry), []).append(index)
    return groups


def _work(entry: PlanEntry) -> Hashable:
    return entry.sport, entry.kind, entry.title, entry.planned, entry.note


_MATCHERS: tuple[tuple[MatchKey, bool], ...] = (
    (lambda entry: entry, False),
    (lambda entry: replace(entry, start=None, locked=False, priority=None), False),
    (lambda entry: (entry.day, entry.slot, entry.sport, entry.kind, entry.title), False),
    (lambda entry: (entry.day // 7, _work(entry)), True),
    (_work, True),
    (lambda entry: (entry.day, entry.slot, entry.sport, entry.kind), False),
    (lambda entry: (entry.day, entry.sport, entry.kind), False),
    (lambda entry: (entry.day // 7, entry.sport, entry.kind, entry.title), True),
    (lambda entry: (entry.day, entry.slot, entry.sport), False),
    (lambda entry: (entry.day, entry.sport), False),
)
"""What makes two entries the same workout, the surest key first, and whether only one entry may have that key."""
