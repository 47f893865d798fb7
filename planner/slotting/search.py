"""The search for the best placement, exact, with the price of every other candidate.

What a week costs depends on the week before only through the days of that week's heavy and moderate sessions. So the
search finds the best continuation of each way to fill a week, from the last week back (dynamic programming over weeks),
and then the best beginning for each, from the first week on. Their sum is the best plan with that fill, and the least
sum among the fills with a candidate is the best plan with the candidate. So the regrets need no further search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import HARD_DAYS_IN_A_ROW
from planner.slotting.week_fills import HEAVY, MODERATE, SlottingWeek, WeekFill, day_mask

ShouldStop = Callable[[], bool]


class SearchStopped(Exception):  # noqa: N818 - what the caller asked for, not an error
    """The caller's ``should_stop`` returned True, so there is no answer."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best placement and the price of all others.

    Attributes:
        added: The sessions placed in addition to the locked ones.
        candidates: Every candidate, in order of day, slot and kind.
        regrets: For each candidate, how much more the best plan with it costs than the best plan; None when vetoed.
    """

    added: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    regrets: tuple[int | None, ...]


def search_placements(evaluator: Evaluator, should_stop: ShouldStop | None = None) -> SearchResult:
    """Return the best placement and every candidate's regret.

    Args:
        evaluator: The rules, applied to the problem.
        should_stop: Called three times for each week; True ends the search.

    Raises:
        SearchStopped: `should_stop` returned True.
    """
    return _Search(evaluator, should_stop or (lambda: False)).run()


class _Search:
    """One search: the ways to fill each week, and what the best plans with them cost."""

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
        # Pairs of history and the first week are already in that week's vetoes (HC7) and costs (S6), so only the habit
        # (S8) may read the days of history here.
        history_fill = WeekFill(
            added=(),
            heavy_mask=0,
            moderate_mask=0,
            masks_with_locked=(heavy, moderate),
            cost=0,
            light_cost=0,
            half_day_sum=0,
            ranks=(),
        )
        self._previous_fills = [[history_fill], *self._fills[:-1]]

    def _check_stop(self) -> None:
        if self._should_stop():
            raise SearchStopped

    def run(self) -> SearchResult:
        """Search backward for the best plan, then forward for the price of every candidate."""
        best_cost, costs_from_week, best_next = self._backward_pass()
        added: list[Candidate] = []
        index = 0
        for fills, next_index in zip(self._fills, best_next, strict=True):
            index = next_index[index]
            added += fills[index].added
        candidates: list[Candidate] = []
        regrets: list[int | None] = []
        for week, fills, plan_costs in zip(self._weeks, self._fills, self._forward_pass(costs_from_week), strict=True):
            candidates += week.candidates
            regrets += week.regrets(fills, plan_costs, best_cost)
        return SearchResult(tuple(added), tuple(candidates), tuple(regrets))

    def _backward_pass(self) -> tuple[int, list[list[int]], list[list[int]]]:
        """Find the best continuation of every fill, from the last week back.

        Of two that cost the same, the one with fewer half days wins, and then the first in order of ranks. What comes
        before a week is the same for both, so comparing what follows decides. Only one week's ranks are kept at a time.

        Returns:
            The cost of the best plan; for each week and fill the least cost from that week on; and for each week and
            each fill of the week before it, the index of the best fill.
        """
        costs_from_week: list[list[int]] = []
        best_next: list[list[int]] = []
        costs = [fill.cost for fill in self._fills[-1]]
        ties = [(fill.half_day_sum, fill.ranks) for fill in self._fills[-1]]
        steps = zip(self._boundaries, self._previous_fills, self._fills, strict=True)
        for boundary, earlier_fills, later_fills in reversed(list(steps)):
            self._check_stop()
            costs_from_week.append(costs)
            continuations = boundary.cheapest_continuations(earlier_fills, later_fills, costs, _tie_ranks(ties))
            best_next.append([index for _, index in continuations])
            costs = [fill.cost + cost for fill, (cost, _) in zip(earlier_fills, continuations, strict=True)]
            ties = [
                (fill.half_day_sum + ties[index][0], fill.ranks + ties[index][1])
                for fill, (_, index) in zip(earlier_fills, continuations, strict=True)
            ]
        return costs[0], costs_from_week[::-1], best_next[::-1]

    def _forward_pass(self, costs_from_week: list[list[int]]) -> Iterator[list[int]]:
        """Yield for each week the cost of the best plan with each of its fills."""
        costs = [0]
        for boundary, earlier_fills, later_fills, costs_onward in zip(
            self._boundaries, self._previous_fills, self._fills, costs_from_week, strict=True
        ):
            self._check_stop()
            costs_before = boundary.cheapest_beginnings(earlier_fills, costs, later_fills)
            yield [before + onward for before, onward in zip(costs_before, costs_onward, strict=True)]
            costs = [before + fill.cost for before, fill in zip(costs_before, later_fills, strict=True)]


def _tie_ranks(ties: list[tuple[int, tuple[int, ...]]]) -> list[int]:
    """Return for each tie-break its position when all are sorted."""
    ranks = [0] * len(ties)
    for rank, index in enumerate(sorted(range(len(ties)), key=ties.__getitem__)):
        ranks[index] = rank
    return ranks


EdgeDays = tuple[int, int]
"""Masks of the days near a boundary: those of heavy and moderate sessions, and those of heavy sessions alone."""
_LAST_HEAVY_DAYS = day_mask(range(7 - HARD_DAYS_IN_A_ROW + 1, 7))
_FIRST_HEAVY_DAYS = day_mask(range(HARD_DAYS_IN_A_ROW - 1))


class WeekBoundary:
    """The rules between the sessions of a week of the block and those of the week before it.

    Many fills have the same days near the boundary, so the pairs across it are judged once for each such edge. Fills
    are tried from the cheapest on, until the next one alone costs more than the best found.
    """

    def __init__(self, context: SlottingContext, later_week: SlottingWeek) -> None:
        """Take the week after the boundary."""
        rules = context.rules
        self._min_days_apart = rules.whole_number("HC7", "days")
        self._pair_days = rules.whole_number("S6", "days")
        self._pair_cost = rules.whole_number("S6", "cost")
        self._habit_cost = rules.whole_number("S8", "cost")
        reach_days = max(self._min_days_apart - 1, self._pair_days)
        self._last_demanding_days = day_mask(range(7 - reach_days, 7))
        self._first_demanding_days = day_mask(range(reach_days))
        first_day = later_week.first_day
        self._forbidden_heavy_masks = [  # over 14 days, from the first day of the week before
            day_mask(day - first_day + 7 for day in days)
            for days in context.forbidden_heavy_sets.get(later_week.index, ())
            if min(days) < first_day
        ]
        self._locked_days = later_week.locked_days

    def cheapest_continuations(
        self,
        earlier_fills: Sequence[WeekFill],
        later_fills: Sequence[WeekFill],
        costs: Sequence[int],
        ranks: Sequence[int],
    ) -> list[tuple[int, int]]:
        """Find for each fill of the week before the cheapest continuation.

        Args:
            earlier_fills: The fills of the week before.
            later_fills: The fills of the week after.
            costs: What each of `later_fills` costs with the best of all later weeks.
            ranks: The smaller rank wins when two of `later_fills` cost the same.

        Returns:
            For each of `earlier_fills` the least cost, rules across the boundary included, and the index of the later
            fill.
        """
        heads, head_of = _deduplicate([self._first_days(fill) for fill in later_fills])
        queue = sorted(
            (cost, rank, head_of[index], later_fills[index].heavy_mask, later_fills[index].moderate_mask, index)
            for index, (cost, rank) in enumerate(zip(costs, ranks, strict=True))
        )
        pair_costs_by_tail: dict[EdgeDays, list[int | None]] = {}
        continuations = []
        for earlier in earlier_fills:
            tail = self._last_days(earlier)
            if tail not in pair_costs_by_tail:
                pair_costs_by_tail[tail] = [self._pairs_cost(tail, head) for head in heads]
            pair_costs = pair_costs_by_tail[tail]
            new_heavy, new_moderate, moved = self._habit_breaks(earlier)
            best = best_rank = best_index = -1
            for cost, rank, head, heavy, moderate, index in queue:
                if 0 <= best < cost:
                    break
                pair_cost = pair_costs[head]
                if pair_cost is None:
                    continue
                changes = (heavy & new_heavy).bit_count() + (moderate & new_moderate).bit_count()
                total = cost + pair_cost + changes * self._habit_cost
                if best < 0 or total < best or (total == best and rank < best_rank):
                    best, best_rank, best_index = total, rank, index
            continuations.append((best + moved * self._habit_cost, best_index))
        return continuations

    def cheapest_beginnings(
        self, earlier_fills: Sequence[WeekFill], costs: Sequence[int], later_fills: Sequence[WeekFill]
    ) -> list[int]:
        """Return for each fill of the week after the least cost of all before it, rules across the boundary included.

        Args:
            earlier_fills: The fills of the week before.
            costs: What each of `earlier_fills` costs with the best of all earlier weeks.
            later_fills: The fills of the week after.
        """
        tails, tail_of = _deduplicate([self._last_days(fill) for fill in earlier_fills])
        queue = []
        for index, earlier in enumerate(earlier_fills):
            new_heavy, new_moderate, moved = self._habit_breaks(earlier)
            queue.append((costs[index] + moved * self._habit_cost, tail_of[index], new_heavy, new_moderate))
        queue.sort()
        pair_costs_by_head: dict[EdgeDays, list[int | None]] = {}
        beginnings = []
        for later in later_fills:
            head = self._first_days(later)
            if head not in pair_costs_by_head:
                pair_costs_by_head[head] = [self._pairs_cost(tail, head) for tail in tails]
            pair_costs = pair_costs_by_head[head]
            heavy, moderate = later.heavy_mask, later.moderate_mask
            best = -1
            for cost, tail, new_heavy, new_moderate in queue:
                if 0 <= best <= cost:
                    break
                pair_cost = pair_costs[tail]
                if pair_cost is None:
                    continue
                changes = (heavy & new_heavy).bit_count() + (moderate & new_moderate).bit_count()
                total = cost + pair_cost + changes * self._habit_cost
                if best < 0 or total < best:
                    best = total
            beginnings.append(best)
        return beginnings

    def _last_days(self, earlier: WeekFill) -> EdgeDays:
        demanding = earlier.heavy_mask | earlier.moderate_mask
        return demanding & self._last_demanding_days, earlier.heavy_mask & _LAST_HEAVY_DAYS

    def _first_days(self, later: WeekFill) -> EdgeDays:
        demanding = later.heavy_mask | later.moderate_mask
        return demanding & self._first_demanding_days, later.heavy_mask & _FIRST_HEAVY_DAYS

    def _pairs_cost(self, tail: EdgeDays, head: EdgeDays) -> int | None:
        """Return what the pairs across the boundary cost (S6), or None when HC7 or HC11 forbids one."""
        (demanding, heavy), (next_demanding, next_heavy) = tail, head
        if any((demanding >> (7 - apart)) & next_demanding for apart in range(1, self._min_days_apart)):
            return None
        both_weeks = heavy | next_heavy << 7
        if any(both_weeks & forbidden == forbidden for forbidden in self._forbidden_heavy_masks):
            return None
        return ((demanding >> (7 - self._pair_days)) & next_demanding).bit_count() * self._pair_cost

    def _habit_breaks(self, earlier: WeekFill) -> tuple[int, int, int]:
        """Return on which weekdays a heavy session would be new, a moderate one, and how many locked ones are (S8).

        A week without a session of the kind sets no habit, so nothing is new after it.
        """
        new_heavy, new_moderate = (~days if days else 0 for days in earlier.masks_with_locked)
        locked_heavy, locked_moderate = self._locked_days
        moved = sum(new_heavy >> day & 1 for day in locked_heavy)
        moved += sum(new_moderate >> day & 1 for day in locked_moderate)
        return new_heavy, new_moderate, moved


def _deduplicate(edges: Sequence[EdgeDays]) -> tuple[list[EdgeDays], list[int]]:
    """Return the different edges, and for each edge its index among them."""
    numbers: dict[EdgeDays, int] = {}
    number_of = [numbers.setdefault(edge, len(numbers)) for edge in edges]
    return list(numbers), number_of
