"""The search for the best placement: week by week, exact, and with the price of every other candidate.

What a week costs depends on the week before only through the days its heavy and moderate sessions take. So the best
continuation of each way to fill a week is found once, from the last week back (dynamic programming over weeks), and the
best way to get there once, from the first week on. Their sum is the best plan through that way to fill the week; the
least of the sums that hold a candidate is the best plan with it. So the regrets come with the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.week_fills import HEAVY, MODERATE, SlottingWeek, WeekFill, day_mask

ShouldStop = Callable[[], bool]


class SearchStopped(Exception):  # noqa: N818 - what the caller asked for, not an error
    """The caller's ``should_stop`` said so; there is no answer."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What the search found.

    Attributes:
        added: The sessions placed beside the locked ones.
        candidates: Every candidate, in order of day, slot and kind.
        regrets: For each candidate, by how much the best plan with it is dearer than the best plan; None when vetoed.
    """

    added: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    regrets: tuple[int | None, ...]


def search_placements(evaluator: Evaluator, should_stop: ShouldStop | None = None) -> SearchResult:
    """The best placement and every candidate's regret.

    Raises:
        SearchStopped: `should_stop` returned True; it is asked several times a week.
    """
    return _Search(evaluator, should_stop or (lambda: False)).run()


class _Search:
    """One run: what stands at the end of each way to fill each week, from behind and from ahead."""

    def __init__(self, evaluator: Evaluator, should_stop: ShouldStop) -> None:
        self._should_stop = should_stop
        self._weeks: list[SlottingWeek] = []
        for index in range(evaluator.context.problem.weeks):
            self._check_stop()
            self._weeks.append(SlottingWeek(index, evaluator))
        self._boundaries = [WeekBoundary(evaluator.context, week) for week in self._weeks]
        self._fills = [week.fills() for week in self._weeks]
        last_week = [session for session in evaluator.context.problem.history if session.day >= -7]
        heavy, moderate = (
            day_mask(session.day + 7 for session in last_week if session.kind is kind) for kind in (HEAVY, MODERATE)
        )
        self._history_fill = [WeekFill((), 0, 0, (heavy, moderate), 0, 0, 0, ())]

    def _check_stop(self) -> None:
        if self._should_stop():
            raise SearchStopped

    def run(self) -> SearchResult:
        """Back, forth, and the price of everything."""
        best, ahead, next_best = self._backward_pass()
        picks: list[Candidate] = []
        index = 0
        for choices, following in zip(self._fills, next_best, strict=True):
            index = following[index]
            picks += choices[index].added
        candidates: list[Candidate] = []
        regrets: list[int | None] = []
        for week, choices, through in zip(self._weeks, self._fills, self._forward_pass(ahead), strict=True):
            candidates += week.candidates
            regrets += week.regrets(choices, through, best)
        return SearchResult(tuple(picks), tuple(candidates), tuple(regrets))

    def _previous_fills(self) -> list[list[WeekFill]]:
        """What stands before each week: the past, then each week's choices."""
        return [self._history_fill, *self._fills[:-1]]

    def _backward_pass(self) -> tuple[int, list[list[int]], list[list[int]]]:
        """From the last week back: the best continuation of everything.

        Of two that cost the same, the one with fewer half days wins, then the first in order; as what comes before a
        week is the same for both, comparing what follows decides it. Only one week's orders are kept at a time.

        Returns:
            The least cost of all; for each week and choice the least cost from that week on; and for each week and each
            choice of the week before it, the index of the best choice.
        """
        ahead: list[list[int]] = []
        next_best: list[list[int]] = []
        costs = [choice.cost for choice in self._fills[-1]]
        ties = [(choice.half_day_sum, choice.ranks) for choice in self._fills[-1]]
        steps = zip(self._boundaries, self._previous_fills(), self._fills, strict=True)
        for boundary, befores, choices in reversed(list(steps)):
            self._check_stop()
            ahead.append(costs)
            found = boundary.cheapest_continuations(befores, choices, costs, _tie_ranks(ties))
            next_best.append([index for _, index in found])
            costs = [before.cost + cost for before, (cost, _) in zip(befores, found, strict=True)]
            ties = [
                (before.half_day_sum + ties[index][0], before.ranks + ties[index][1])
                for before, (_, index) in zip(befores, found, strict=True)
            ]
        return costs[0], ahead[::-1], next_best[::-1]

    def _forward_pass(self, cost_from_week: list[list[int]]) -> Iterator[list[int]]:
        """For each week, what the best plan through each of its choices costs."""
        costs = [0]
        for boundary, befores, choices, after in zip(
            self._boundaries, self._previous_fills(), self._fills, cost_from_week, strict=True
        ):
            self._check_stop()
            before = boundary.cheapest_beginnings(befores, costs, choices)
            yield [cost + later for cost, later in zip(before, after, strict=True)]
            costs = [cost + choice.cost for cost, choice in zip(before, choices, strict=True)]


def _tie_ranks(ties: list[tuple[int, tuple[int, ...]]]) -> list[int]:
    """For each the place it takes when all are sorted."""
    ranks = [0] * len(ties)
    for rank, index in enumerate(sorted(range(len(ties)), key=ties.__getitem__)):
        ranks[index] = rank
    return ranks


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
