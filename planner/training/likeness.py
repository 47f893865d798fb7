"""Which workout of a plan is which of another version of it: the same line, the same place, or the same work elsewhere.

The surest likeness comes first. What stands where it stood is only a change of it; what stands elsewhere has moved
where there is only one that it can have been.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from planner.training.plans import PlanEntry

MatchKey = Callable[[PlanEntry], Hashable]


def match_entries(before: Sequence[PlanEntry], after: Sequence[PlanEntry]) -> dict[int, int]:
    """By its place in ``after``, the place in ``before`` of each workout that is in both."""
    old, new = dict(enumerate(before)), dict(enumerate(after))
    found: dict[int, int] = {}
    for key, must_be_unique in _MATCHERS:
        olds, news = _group_entries(old, key), _group_entries(new, key)
        for likeness, positions in news.items():
            candidates = olds.get(likeness, [])
            if must_be_unique and not len(positions) == len(candidates) == 1:
                continue
            for place, candidate in zip(positions, candidates, strict=False):
                found[place] = candidate
                del old[candidate], new[place]
    return found


def _group_entries(entries: dict[int, PlanEntry], key: MatchKey) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for place, entry in entries.items():
        groups.setdefault(key(entry), []).append(place)
    return groups


def _work(entry: PlanEntry) -> Hashable:
    return entry.sport, entry.kind, entry.title, entry.planned, entry.note


_MATCHERS: tuple[tuple[MatchKey, bool], ...] = (
    (lambda entry: entry, False),
    (lambda entry: (entry.day, entry.slot, entry.sport, entry.kind, entry.title), False),
    (lambda entry: (entry.day // 7, _work(entry)), True),
    (_work, True),
    (lambda entry: (entry.day, entry.slot, entry.sport, entry.kind), False),
    (lambda entry: (entry.day, entry.sport, entry.kind), False),
    (lambda entry: (entry.day // 7, entry.sport, entry.kind, entry.title), True),
    (lambda entry: (entry.day, entry.slot, entry.sport), False),
    (lambda entry: (entry.day, entry.sport), False),
)
"""What makes two workouts the same one, the surest first; and whether there must be no other they could be."""
