"""The search for the best placement: week by week, exact, and with the price of every other candidate.

What a week costs depends on the week before only through the days its heavy and moderate sessions take. So the best
continuation of each way to fill a week is found once, from the last week back (dynamic programming over weeks), and the
best way to get there once, from the first week on. Their sum is the best plan through that way to fill the week; the
least of the sums that hold a candidate is the best plan with it. So the regrets come with the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.slotting.boundary import WeekBoundary
from planner.slotting.candidates import Candidate, Evaluator
from planner.slotting.weeks import HEAVY, MODERATE, SlottingWeek, WeekFill, day_mask

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
