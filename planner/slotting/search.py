"""The search for the best placement: week by week, exact, and with the price of every other candidate.

What a week costs depends on the week before only through the days its heavy and moderate sessions take. So the best
continuation of each way to fill a week is found once, from the last week back (dynamic programming over weeks), and the
best way to get there once, from the first week on. Their sum is the best plan through that way to fill the week; the
least of the sums that hold a candidate is the best plan with it. So the regrets come with the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.slotting.boundary import Boundary
from planner.slotting.candidates import Candidate, Judge
from planner.slotting.weeks import HEAVY, MODERATE, Choice, Week, mask_of

Stop = Callable[[], bool]


class SearchStopped(Exception):  # noqa: N818 - what the caller asked for, not an error
    """The caller's ``should_stop`` said so; there is no answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found.

    Attributes:
        picks: The sessions placed beside the locked ones.
        candidates: Every candidate, in order of day, slot and kind.
        regrets: For each candidate, by how much the best plan with it is dearer than the best plan; None when vetoed.
    """

    picks: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    regrets: tuple[int | None, ...]


def search(judge: Judge, should_stop: Stop | None = None) -> Found:
    """The best placement and every candidate's regret.

    Raises:
        SearchStopped: `should_stop` returned True; it is asked several times a week.
    """
    return _Search(judge, should_stop or (lambda: False)).run()


class _Search:
    """One run: what stands at the end of each way to fill each week, from behind and from ahead."""

    def __init__(self, judge: Judge, should_stop: Stop) -> None:
        self._should_stop = should_stop
        self._weeks: list[Week] = []
        for index in range(judge.ground.problem.weeks):
            self._ask()
            self._weeks.append(Week(index, judge))
        self._boundaries = [Boundary(judge.ground, week) for week in self._weeks]
        self._choices = [week.choices() for week in self._weeks]
        last_week = [session for session in judge.ground.problem.history if session.day >= -7]
        heavy, moderate = (
            mask_of(session.day + 7 for session in last_week if session.kind is kind) for kind in (HEAVY, MODERATE)
        )
        self._past = [Choice((), 0, 0, (heavy, moderate), 0, 0, 0, ())]

    def _ask(self) -> None:
        if self._should_stop():
            raise SearchStopped

    def run(self) -> Found:
        """Back, forth, and the price of everything."""
        best, ahead, next_best = self._look_ahead()
        picks: list[Candidate] = []
        index = 0
        for choices, following in zip(self._choices, next_best, strict=True):
            index = following[index]
            picks += choices[index].picks
        candidates: list[Candidate] = []
        regrets: list[int | None] = []
        for week, choices, through in zip(self._weeks, self._choices, self._plans_through(ahead), strict=True):
            candidates += week.candidates
            regrets += week.regrets(choices, through, best)
        return Found(tuple(picks), tuple(candidates), tuple(regrets))

    def _befores(self) -> list[list[Choice]]:
        """What stands before each week: the past, then each week's choices."""
        return [self._past, *self._choices[:-1]]

    def _look_ahead(self) -> tuple[int, list[list[int]], list[list[int]]]:
        """From the last week back: the best continuation of everything.

        Of two that cost the same, the one with fewer half days wins, then the first in order; as what comes before a
        week is the same for both, comparing what follows decides it. Only one week's orders are kept at a time.

        Returns:
            The least cost of all; for each week and choice the least cost from that week on; and for each week and each
            choice of the week before it, the index of the best choice.
        """
        ahead: list[list[int]] = []
        next_best: list[list[int]] = []
        costs = [choice.cost for choice in self._choices[-1]]
        ties = [(choice.half_days, choice.order) for choice in self._choices[-1]]
        steps = zip(self._boundaries, self._befores(), self._choices, strict=True)
        for boundary, befores, choices in reversed(list(steps)):
            self._ask()
            ahead.append(costs)
            found = boundary.cheapest_after(befores, choices, costs, _ranks(ties))
            next_best.append([index for _, index in found])
            costs = [before.cost + cost for before, (cost, _) in zip(befores, found, strict=True)]
            ties = [
                (before.half_days + ties[index][0], before.order + ties[index][1])
                for before, (_, index) in zip(befores, found, strict=True)
            ]
        return costs[0], ahead[::-1], next_best[::-1]

    def _plans_through(self, ahead: list[list[int]]) -> Iterator[list[int]]:
        """For each week, what the best plan through each of its choices costs."""
        costs = [0]
        for boundary, befores, choices, after in zip(
            self._boundaries, self._befores(), self._choices, ahead, strict=True
        ):
            self._ask()
            before = boundary.cheapest_before(befores, costs, choices)
            yield [cost + later for cost, later in zip(before, after, strict=True)]
            costs = [cost + choice.cost for cost, choice in zip(before, choices, strict=True)]


def _ranks(ties: list[tuple[int, tuple[int, ...]]]) -> list[int]:
    """For each the place it takes when all are sorted."""
    ranks = [0] * len(ties)
    for rank, index in enumerate(sorted(range(len(ties)), key=ties.__getitem__)):
        ranks[index] = rank
    return ranks
