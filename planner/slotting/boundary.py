"""What two neighbouring weeks make each other cost, and the cheapest step from one to the other.

Only a week's last days meet the next week's first ones (HC7, HC11, S6); the days a kind takes are compared with those
it takes in the next week (S8).
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.slotting.ground import SlottingContext
from planner.slotting.weeks import SlottingWeek, WeekFill, day_mask

EdgeDays = tuple[int, int]
"""Days near a boundary: those of the heavy and moderate sessions, those of the heavy ones alone."""
HARD_DAYS_IN_A_ROW = 3


class WeekBoundary:
    """The boundary before a week of the block."""

    def __init__(self, context: SlottingContext, after: SlottingWeek) -> None:
        """The boundary before the week `after`."""
        rules = context.rules
        self._min_days_apart = rules.whole_number("HC7", "days")
        self._pair_days = rules.whole_number("S6", "days")
        self._pair_cost = rules.whole_number("S6", "cost")
        self._habit_cost = rules.whole_number("S8", "cost")
        self._reach_days = max(self._min_days_apart - 1, self._pair_days)
        across = [days for days in context.forbidden_heavy_sets.get(after.index, ()) if min(days) < after.first_day]
        self._heavy_sets = [day_mask(day - after.first_day + 7 for day in days) for days in across]
        self._locked = after.locked_days

    def cheapest_continuations(
        self,
        earlier_fills: Sequence[WeekFill],
        later_fills: Sequence[WeekFill],
        costs: Sequence[int],
        ranks: Sequence[int],
    ) -> list[tuple[int, int]]:
        """For each choice of the week before, the cheapest continuation.

        Args:
            earlier_fills: The choices of the week before.
            later_fills: The choices of the week after.
            costs: What each of `later_fills` costs, with the best of all later weeks.
            ranks: Which of two of `later_fills` wins a tie, the smaller.

        Returns:
            For each left, the least cost, its link included, and the index of that right.
        """
        heads, head_of = _deduplicate([self._first_days(right) for right in later_fills])
        queue = sorted(
            (cost, rank, head_of[index], later_fills[index].heavy_mask, later_fills[index].moderate_mask, index)
            for index, (cost, rank) in enumerate(zip(costs, ranks, strict=True))
        )
        rows: dict[EdgeDays, list[int | None]] = {}
        found = []
        for left in earlier_fills:
            tail = self._last_days(left)
            if tail not in rows:
                rows[tail] = [self._pairs_cost(tail, head) for head in heads]
            row = rows[tail]
            new_heavy, new_moderate, moved = self._habit_breaks(left)
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

    def cheapest_beginnings(
        self, earlier_fills: Sequence[WeekFill], costs: Sequence[int], later_fills: Sequence[WeekFill]
    ) -> list[int]:
        """For each choice of the week after, the least cost of all that comes before it, its link included.

        Args:
            earlier_fills: The choices of the week before.
            costs: What each of `earlier_fills` costs, with the best of all earlier weeks.
            later_fills: The choices of the week after.
        """
        tails, tail_of = _deduplicate([self._last_days(left) for left in earlier_fills])
        queue = []
        for index, left in enumerate(earlier_fills):
            new_heavy, new_moderate, moved = self._habit_breaks(left)
            queue.append((costs[index] + moved * self._habit_cost, tail_of[index], new_heavy, new_moderate))
        queue.sort()
        rows: dict[EdgeDays, list[int | None]] = {}
        found = []
        for right in later_fills:
            head = self._first_days(right)
            if head not in rows:
                rows[head] = [self._pairs_cost(tail, head) for tail in tails]
            row = rows[head]
            heavy, moderate = right.heavy_mask, right.moderate_mask
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

    def _last_days(self, left: WeekFill) -> EdgeDays:
        cut = 7 - self._reach_days
        return (
            left.heavy_mask | left.moderate_mask
        ) >> cut << cut, left.heavy_mask >> 7 - HARD_DAYS_IN_A_ROW + 1 << 7 - HARD_DAYS_IN_A_ROW + 1

    def _first_days(self, right: WeekFill) -> EdgeDays:
        return (right.heavy_mask | right.moderate_mask) & ((1 << self._reach_days) - 1), right.heavy_mask & (
            (1 << HARD_DAYS_IN_A_ROW - 1) - 1
        )

    def _pairs_cost(self, tail: EdgeDays, head: EdgeDays) -> int | None:
        """What the pairs across the boundary cost; None when a hard rule forbids one."""
        (strong, heavy), (next_strong, next_heavy) = tail, head
        if any((strong >> (7 - apart)) & next_strong for apart in range(1, self._min_days_apart)):
            return None
        heavies = heavy | next_heavy << 7
        if any(heavies & days == days for days in self._heavy_sets):
            return None
        return ((strong >> (7 - self._pair_days)) & next_strong).bit_count() * self._pair_cost

    def _habit_breaks(self, left: WeekFill) -> tuple[int, int, int]:
        """Where a heavy session would be new, where a moderate one, and how many locked sessions are (S8)."""
        heavy, moderate = (~days if days else 0 for days in left.masks_with_locked)
        locked_heavy, locked_moderate = self._locked
        moved = sum(heavy >> day & 1 for day in locked_heavy) + sum(moderate >> day & 1 for day in locked_moderate)
        return heavy, moderate, moved


def _deduplicate(edges: Sequence[EdgeDays]) -> tuple[list[EdgeDays], list[int]]:
    """The different edges, and for each edge its number among them."""
    numbers: dict[EdgeDays, int] = {}
    number_of = [numbers.setdefault(edge, len(numbers)) for edge in edges]
    return list(numbers), number_of
