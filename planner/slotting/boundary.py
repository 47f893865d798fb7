"""What two neighbouring weeks make each other cost, and the cheapest step from one to the other.

Only a week's last days meet the next week's first ones (HC7, HC11, S6); the days a kind takes are compared with those
it takes in the next week (S8).
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.slotting.ground import Ground
from planner.slotting.weeks import Choice, Week, mask_of

Edge = tuple[int, int]
"""Days near a boundary: those of the heavy and moderate sessions, those of the heavy ones alone."""
_HARD_DAYS = 3


class Boundary:
    """The boundary before a week of the block."""

    def __init__(self, ground: Ground, after: Week) -> None:
        """The boundary before the week `after`."""
        rules = ground.rules
        self._apart = rules.cost("HC7", "days")
        self._pair_days = rules.cost("S6", "days")
        self._pair_cost = rules.cost("S6", "cost")
        self._habit_cost = rules.cost("S8", "cost")
        self._near = max(self._apart - 1, self._pair_days)
        across = [days for days in ground.heavy_sets.get(after.index, ()) if min(days) < after.first]
        self._heavy_sets = [mask_of(day - after.first + 7 for day in days) for days in across]
        self._locked = after.locked

    def cheapest_after(
        self, lefts: Sequence[Choice], rights: Sequence[Choice], costs: Sequence[int], ranks: Sequence[int]
    ) -> list[tuple[int, int]]:
        """For each choice of the week before, the cheapest continuation.

        Args:
            lefts: The choices of the week before.
            rights: The choices of the week after.
            costs: What each of `rights` costs, with the best of all later weeks.
            ranks: Which of two of `rights` wins a tie, the smaller.

        Returns:
            For each left, the least cost, its link included, and the index of that right.
        """
        heads, head_of = _numbered([self._head(right) for right in rights])
        queue = sorted(
            (cost, rank, head_of[index], rights[index].heavy, rights[index].moderate, index)
            for index, (cost, rank) in enumerate(zip(costs, ranks, strict=True))
        )
        rows: dict[Edge, list[int | None]] = {}
        found = []
        for left in lefts:
            tail = self._tail(left)
            if tail not in rows:
                rows[tail] = [self._pairs(tail, head) for head in heads]
            row = rows[tail]
            new_heavy, new_moderate, moved = self._new_days(left)
            best = best_rank = best_index = -1
            for cost, rank, head, heavy, moderate, index in queue:
                if 0 <= best < cost:
                    break
                pairs = row[head]
                if pairs is None:
                    continue
                changes = (heavy & new_heavy).bit_count() + (moderate & new_moderate).bit_count()
                total = cost + pairs + changes * self._habit_cost
                if best < 0 or total < best or (total == best and rank < best_rank):
                    best, best_rank, best_index = total, rank, index
            found.append((best + moved * self._habit_cost, best_index))
        return found

    def cheapest_before(self, lefts: Sequence[Choice], costs: Sequence[int], rights: Sequence[Choice]) -> list[int]:
        """For each choice of the week after, the least cost of all that comes before it, its link included.

        Args:
            lefts: The choices of the week before.
            costs: What each of `lefts` costs, with the best of all earlier weeks.
            rights: The choices of the week after.
        """
        tails, tail_of = _numbered([self._tail(left) for left in lefts])
        queue = []
        for index, left in enumerate(lefts):
            new_heavy, new_moderate, moved = self._new_days(left)
            queue.append((costs[index] + moved * self._habit_cost, tail_of[index], new_heavy, new_moderate))
        queue.sort()
        rows: dict[Edge, list[int | None]] = {}
        found = []
        for right in rights:
            head = self._head(right)
            if head not in rows:
                rows[head] = [self._pairs(tail, head) for tail in tails]
            row = rows[head]
            heavy, moderate = right.heavy, right.moderate
            best = -1
            for cost, tail, new_heavy, new_moderate in queue:
                if 0 <= best <= cost:
                    break
                pairs = row[tail]
                if pairs is None:
                    continue
                changes = (heavy & new_heavy).bit_count() + (moderate & new_moderate).bit_count()
                total = cost + pairs + changes * self._habit_cost
                if best < 0 or total < best:
                    best = total
            found.append(best)
        return found

    def _tail(self, left: Choice) -> Edge:
        cut = 7 - self._near
        return (left.heavy | left.moderate) >> cut << cut, left.heavy >> 7 - _HARD_DAYS + 1 << 7 - _HARD_DAYS + 1

    def _head(self, right: Choice) -> Edge:
        return (right.heavy | right.moderate) & ((1 << self._near) - 1), right.heavy & ((1 << _HARD_DAYS - 1) - 1)

    def _pairs(self, tail: Edge, head: Edge) -> int | None:
        """What the pairs across the boundary cost; None when a hard rule forbids one."""
        (strong, heavy), (next_strong, next_heavy) = tail, head
        if any((strong >> (7 - apart)) & next_strong for apart in range(1, self._apart)):
            return None
        heavies = heavy | next_heavy << 7
        if any(heavies & days == days for days in self._heavy_sets):
            return None
        return ((strong >> (7 - self._pair_days)) & next_strong).bit_count() * self._pair_cost

    def _new_days(self, left: Choice) -> tuple[int, int, int]:
        """Where a heavy session would be new, where a moderate one, and how many locked sessions are (S8)."""
        heavy, moderate = (~days if days else 0 for days in left.taken)
        locked_heavy, locked_moderate = self._locked
        moved = sum(heavy >> day & 1 for day in locked_heavy) + sum(moderate >> day & 1 for day in locked_moderate)
        return heavy, moderate, moved


def _numbered(edges: Sequence[Edge]) -> tuple[list[Edge], list[int]]:
    """The different edges, and for each edge its number among them."""
    numbers: dict[Edge, int] = {}
    return_of = [numbers.setdefault(edge, len(numbers)) for edge in edges]
    return list(numbers), return_of
