"""Which pairs of a day are sure, and which are asked about.

The best assignment says which workout gets which recordings. A pair is sure when it is cheap, and when every assignment
in which the workout does without the longest of its recordings is much dearer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.matching.assignment import Assignment, Edge
from planner.matching.cost import compared_effort
from planner.matching.figures import MatchFigures
from planner.matching.recording_sets import RecordingSet, in_order
from planner.training.workouts import Slot, Workout


@dataclass(frozen=True, slots=True)
class Candidate:
    """A workout and recordings that it could have, with what the pair costs."""

    workout: Workout
    recordings: RecordingSet
    cost: int

    @property
    def key(self) -> tuple[int, tuple[int, ...]]:
        """The numbers of the workout and of the recordings."""
        return self.workout.id, self.recordings.ids


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair of the best assignment.

    Attributes:
        candidate: The pair.
        margin: How much dearer the best assignment is without it.
        is_sure: Whether it may be linked unasked.
        rivals: The other sets that are nearly as good.
    """

    candidate: Candidate
    margin: int
    is_sure: bool
    rivals: tuple[RecordingSet, ...] = ()


def day_order(workout: Workout) -> tuple[object, ...]:
    """Return the order of workouts: by date, mornings first, then by time of day and number."""
    return workout.date, workout.slot is not Slot.AM, workout.start or "24:00", workout.id


def judge_pairs(candidates: Iterable[Candidate], figures: MatchFigures) -> list[JudgedPair]:
    """Return the pairs of the best assignment, with those that are sure.

    What is sure leaves the assignment, and the rest is judged without it: so a later run, which finds the sure ones
    linked, answers the same.
    """
    left = list(candidates)
    sure: list[JudgedPair] = []
    while left:
        judged = _judge_once(left, figures)
        found = [pair for pair in judged if pair.is_sure]
        if not found:
            return sure + judged
        sure += found
        workouts = {pair.candidate.workout.id for pair in found}
        recordings = {part for pair in found for part in pair.candidate.recordings.ids}
        left = [
            candidate
            for candidate in left
            if candidate.workout.id not in workouts and not recordings.intersection(candidate.recordings.ids)
        ]
    return sure


def total_cost(candidates: Iterable[Candidate], figures: MatchFigures) -> int:
    """Return what the best assignment costs more than no pair at all: 0 or less."""
    problem = _Problem(list(candidates), figures)
    return problem.assignment.gain


class _Problem:
    """Candidates as edges of an assignment, and back."""

    def __init__(self, candidates: Sequence[Candidate], figures: MatchFigures) -> None:
        workouts = {candidate.workout.id: candidate.workout for candidate in candidates}
        self.workouts = sorted(workouts.values(), key=day_order)
        places = {workout.id: place for place, workout in enumerate(self.workouts)}
        parts = {part.id: part for candidate in candidates for part in candidate.recordings.recordings}
        self.numbers = {part.id: number for number, part in enumerate(in_order(parts.values()))}
        self.by_edge: dict[Edge, Candidate] = {}
        for candidate in candidates:
            first = self.numbers[candidate.recordings.ids[0]]
            end = self.numbers[candidate.recordings.ids[-1]] + 1
            edge = Edge(places[candidate.workout.id], first, end, candidate.cost - figures.unmatched)
            self.by_edge[edge] = candidate
        self.by_workout: dict[int, list[Edge]] = {}
        for edge in self.by_edge:
            self.by_workout.setdefault(edge.workout, []).append(edge)
        self.by_key = {candidate.key: edge for edge, candidate in self.by_edge.items()}
        self.assignment = Assignment(self.by_edge)


def _judge_once(candidates: Sequence[Candidate], figures: MatchFigures) -> list[JudgedPair]:
    problem = _Problem(candidates, figures)
    if not problem.assignment.is_exact:
        return _judge_crowd(problem)
    groups = _alike_groups(problem.workouts, figures)
    chosen = _in_order_of_day(problem, groups)
    return [_judge(problem, edge, groups[edge.workout], figures) for edge in chosen]


def _judge_crowd(problem: _Problem) -> list[JudgedPair]:
    """Return pairs of which none is sure, and the first of which has all other sets as rivals: one question for all."""
    first, *others = (problem.by_edge[edge] for edge in problem.assignment.chosen)
    sets = {candidate.recordings.ids: candidate.recordings for candidate in problem.by_edge.values()}
    rivals = tuple(each for ids, each in sets.items() if len(ids) == 1 and ids != first.recordings.ids)
    rest = (JudgedPair(each, 0, is_sure=False) for each in others)
    return [JudgedPair(first, 0, is_sure=False, rivals=rivals), *rest]


def _judge(problem: _Problem, edge: Edge, group: tuple[int, ...], figures: MatchFigures) -> JudgedPair:
    candidate = problem.by_edge[edge]
    longest = problem.numbers[candidate.recordings.longest.id]
    of_group = [other for place in group for other in problem.by_workout[place]]
    with_longest = [other for other in of_group if other.first <= longest < other.end]
    margin = problem.assignment.regret(with_longest)
    is_sure = candidate.cost <= figures.sure and margin >= figures.sure_margin
    rivals: dict[tuple[int, ...], RecordingSet] = {}
    if margin < figures.clear:
        regrets = problem.assignment.regrets(with_longest, of_group)
        nearly = sorted((regret, other) for other, regret in regrets.items() if regret < figures.clear)
        rivals = {(found := problem.by_edge[other].recordings).ids: found for _, other in nearly}
    return JudgedPair(candidate, margin, is_sure, tuple(rivals.values()))


def _alike_groups(workouts: Sequence[Workout], figures: MatchFigures) -> list[tuple[int, ...]]:
    """Return for each workout the places of those of its day that are alike, itself included."""
    groups: dict[tuple[object, ...], list[list[int]]] = {}
    for place, workout in enumerate(workouts):
        same = groups.setdefault((workout.date, workout.sport, workout.kind, workout.slot), [])
        group = next((group for group in same if _have_like_measures(workouts[group[0]], workout, figures)), None)
        if group is None:
            same.append([place])
        else:
            group.append(place)
    by_place = {place: tuple(group) for same in groups.values() for group in same for place in group}
    return [by_place[place] for place in range(len(workouts))]


def _have_like_measures(one: Workout, other: Workout, figures: MatchFigures) -> bool:
    first, second = compared_effort(one)[0], compared_effort(other)[0]
    measures = ((first.distance_m, second.distance_m), (first.duration_s, second.duration_s))
    return all(
        (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= figures.alike * max(a, b))
        for a, b in measures
    )


def _in_order_of_day(problem: _Problem, groups: Sequence[tuple[int, ...]]) -> list[Edge]:
    """Return the chosen pairs, with the sets of alike workouts in the order of the day where all such pairs may be."""
    chosen = {edge.workout: edge for edge in problem.assignment.chosen}
    for group in set(groups):
        edges = sorted((chosen[place] for place in group if place in chosen), key=lambda edge: edge.first)
        if not edges or len(group) == 1:
            continue
        keys = [
            (problem.workouts[place].id, problem.by_edge[edge].recordings.ids)
            for place, edge in zip(group, edges, strict=False)
        ]
        if all(key in problem.by_key for key in keys):
            for edge in edges:
                del chosen[edge.workout]
            chosen |= {place: problem.by_key[key] for place, key in zip(group, keys, strict=False)}
    return [chosen[place] for place in sorted(chosen)]
