"""The best one-to-one assignment of sets of recordings to workouts, and how much dearer others are.

Recordings are numbered in the order of their starts, so a set is a span of numbers. The search walks through them and
remembers, for each choice of workouts used so far, the cheapest way there; a workout is forgotten once no later
recording can be it. So a year of days costs as much as its days one by one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MOST_STEPS = 20_000
"""Beyond so many steps of the search a day is not one of a runner but a damaged file; see `Assignment.is_exact`."""


class Edge(NamedTuple):
    """A workout and a span of recordings that it could have.

    Attributes:
        workout: The place of the workout among those of the problem, in the order that decides between equals.
        first: The number of its first recording.
        end: The number after its last one.
        gain: Its cost minus that of leaving the workout without a recording; 0 or less.
    """

    workout: int
    first: int
    end: int
    gain: int


class _Trail(NamedTuple):
    """The pairs chosen on the way to a state, the latest first."""

    edge: Edge
    before: _Trail | None


@dataclass(frozen=True, slots=True)
class _State:
    gain: int
    trail: _Trail | None


class TooManyStepsError(Exception):
    """Raised when so many workouts and recordings fit each other that an exact answer would take too long."""


class Assignment:
    """The cheapest assignment over some edges.

    Between equally cheap ones the earlier workouts get recordings first, fewer rather than more, and the earlier ones.

    Args:
        edges: The pairs that may be chosen.

    Attributes:
        chosen: The chosen pairs, by workout.
        gain: The sum of their gains.
        is_exact: Whether it is the cheapest one; else the cheapest pairs were taken one after another.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self._edges = sorted(set(edges))
        self._size = max((edge.end for edge in self._edges), default=0)
        self._starting = _by_start(self._edges)
        self._last_start = _last_starts(self._edges)
        self._cuts = self._find_cuts()
        try:
            self._forward = self._walk(0, self._size, {0: _State(0, None)}, self._starting)
            self.is_exact = True
        except TooManyStepsError:
            self.is_exact = False
            self.chosen = _cheapest_first(self._edges)
            self.gain = sum(edge.gain for edge in self.chosen)
            return
        best = self._forward[self._size][0]
        self.gain = best.gain
        self.chosen = tuple(_pairs(best.trail))
        ends = dict.fromkeys(self._forward[self._size], 0)
        self._backward = self._walk_back(0, self._size, self._forward, ends, self._starting)

    def regret(self, forbidden: Collection[Edge]) -> int:
        """Return how much dearer the best assignment without some pairs is; 0 where that cannot be worked out."""
        if not self.is_exact or not forbidden:
            return 0
        start, end = self._stretch(forbidden)
        states = self._walk(start, end, self._forward[start], self._without(forbidden, start, end))[end]
        return min(state.gain + self._backward[end][used] for used, state in states.items()) - self.gain

    def regrets(self, forbidden: Collection[Edge], offered: Collection[Edge]) -> dict[Edge, int]:
        """Return for each of some pairs how much dearer the best assignment is that has it, and not some others.

        All of them are 0 where that cannot be worked out.

        Args:
            forbidden: The pairs an assignment must not have.
            offered: The pairs asked about.
        """
        asked = set(offered) - set(forbidden)
        if not self.is_exact or not asked:
            return dict.fromkeys(asked, 0)
        start, end = self._stretch({*forbidden, *asked})
        edges = self._without(forbidden, start, end)
        forward = self._walk(start, end, self._forward[start], edges)
        backward = self._walk_back(start, end, forward, self._backward[end], edges)
        return {
            edge: edge.gain
            - self.gain
            + min(
                state.gain + backward[edge.end][self._forget(used | 1 << edge.workout, edge.end)]
                for used, state in forward[edge.first].items()
                if not used >> edge.workout & 1
            )
            for edge in asked
        }

    def _stretch(self, edges: Collection[Edge]) -> tuple[int, int]:
        """Return the numbers between which some pairs lie; what comes before and after does not depend on them."""
        first, end = min(edge.first for edge in edges), max(edge.end for edge in edges)
        return self._cuts[bisect_right(self._cuts, first) - 1], self._cuts[bisect_left(self._cuts, end)]

    def _without(self, forbidden: Collection[Edge], start: int, end: int) -> dict[int, list[Edge]]:
        """Return the pairs of a stretch, by their first recording, without some."""
        left_out = set(forbidden)
        return {
            number: [edge for edge in self._starting.get(number, ()) if edge not in left_out]
            for number in range(start, end)
        }

    def _find_cuts(self) -> list[int]:
        """Return the numbers that no span goes across."""
        spanned = {number for edge in self._edges for number in range(edge.first + 1, edge.end)}
        return [number for number in range(self._size + 1) if number not in spanned]

    def _walk(
        self, start: int, end: int, states: dict[int, _State], edges: Mapping[int, Sequence[Edge]]
    ) -> dict[int, dict[int, _State]]:
        """Return for each number from `start` to `end` the cheapest way to each choice of used workouts.

        Raises:
            TooManyStepsError: There are too many such choices.
        """
        table: dict[int, dict[int, _State]] = {number: {} for number in range(start, end + 1)}
        table[start] = dict(states)
        steps = 0
        for number in range(start, end):
            starting = edges.get(number, ())
            steps += len(table[number]) * (len(starting) + 1)
            if steps > _MOST_STEPS:
                raise TooManyStepsError
            for used, state in table[number].items():
                _keep(table[number + 1], self._forget(used, number + 1), state)
                for edge in starting:
                    if not used >> edge.workout & 1:
                        reached = self._forget(used | 1 << edge.workout, edge.end)
                        _keep(table[edge.end], reached, _State(state.gain + edge.gain, _Trail(edge, state.trail)))
        return table

    def _walk_back(
        self,
        start: int,
        end: int,
        forward: dict[int, dict[int, _State]],
        rest_at_end: dict[int, int],
        edges: Mapping[int, Sequence[Edge]],
    ) -> dict[int, dict[int, int]]:
        """Return for each state of a walk the least gain from there on.

        Args:
            start: Where the walk began.
            end: Where it ended.
            forward: The walk.
            rest_at_end: The least gain from the states at its end on.
            edges: The pairs it could take, by their first recording.
        """
        table = {number: dict[int, int]() for number in range(start, end)} | {end: rest_at_end}
        for number in range(end - 1, start - 1, -1):
            for used in forward[number]:
                rest = table[number + 1][self._forget(used, number + 1)]
                for edge in edges.get(number, ()):
                    if not used >> edge.workout & 1:
                        reached = self._forget(used | 1 << edge.workout, edge.end)
                        rest = min(rest, edge.gain + table[edge.end][reached])
                table[number][used] = rest
        return table

    def _forget(self, used: int, number: int) -> int:
        """Return the used workouts without those that no recording from `number` on can be."""
        for workout in _bits(used):
            if self._last_start[workout] < number:
                used &= ~(1 << workout)
        return used


def _keep(states: dict[int, _State], used: int, state: _State) -> None:
    """Keep the better of two ways to the same choice."""
    before = states.get(used)
    if before is None or state.gain < before.gain or (state.gain == before.gain and _is_preferred(state, before)):
        states[used] = state


def _is_preferred(one: _State, other: _State) -> bool:
    """Return whether the first of two equally cheap ways is the one to take."""
    return _preference(one.trail) < _preference(other.trail)


def _preference(trail: _Trail | None) -> list[tuple[float, int, int]]:
    """Return what decides between equally cheap ways; the smaller one is taken."""
    return [*((edge.workout, edge.end - edge.first, edge.first) for edge in _pairs(trail)), (float("inf"), 0, 0)]


def _pairs(trail: _Trail | None) -> list[Edge]:
    """Return the chosen pairs of a way, by workout."""
    found: list[Edge] = []
    while trail is not None:
        found.append(trail.edge)
        trail = trail.before
    return sorted(found)


def _last_starts(edges: Sequence[Edge]) -> dict[int, int]:
    last: dict[int, int] = {}
    for edge in edges:
        last[edge.workout] = max(edge.first, last.get(edge.workout, 0))
    return last


def _by_start(edges: Iterable[Edge]) -> dict[int, list[Edge]]:
    starting: dict[int, list[Edge]] = {}
    for edge in edges:
        starting.setdefault(edge.first, []).append(edge)
    return starting


def _bits(number: int) -> Iterable[int]:
    """Yield the places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _cheapest_first(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return pairs taken one after another, the cheapest first."""
    workouts: set[int] = set()
    recordings: set[int] = set()
    chosen: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: (edge.gain, edge.workout, edge.end - edge.first, edge.first)):
        span = set(range(edge.first, edge.end))
        if edge.workout not in workouts and not span & recordings:
            chosen.append(edge)
            workouts.add(edge.workout)
            recordings |= span
    return tuple(sorted(chosen))
