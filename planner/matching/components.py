"""What touches each other: the pairs of one day, or the night after it, and the links made unasked among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.matching.certainty import Candidate
from planner.matching.cost import Costs, is_same_day
from planner.matching.figures import MatchFigures
from planner.matching.recording_sets import RecordingSet
from planner.training.workouts import Workout


@dataclass(frozen=True, slots=True)
class Component:
    """Pairs that touch each other, by workouts or recordings.

    Attributes:
        candidates: The pairs that may be.
        linked: The links made unasked among them.
    """

    candidates: list[Candidate]
    linked: list[Candidate]


def find_components(candidates: Iterable[Candidate], linked: Iterable[Candidate]) -> list[Component]:
    """Return pairs and links by what they touch."""
    pairs, links = list(candidates), list(linked)
    groups = Groups()
    for candidate in (*pairs, *links):
        groups.join(candidate.workout.id, candidate.recordings.ids)
    found: dict[int, Component] = {}
    for candidate in pairs:
        found.setdefault(groups.find(candidate.workout.id), Component([], [])).candidates.append(candidate)
    for candidate in links:
        found.setdefault(groups.find(candidate.workout.id), Component([], [])).linked.append(candidate)
    return list(found.values())


def by_day(workouts: Iterable[Workout]) -> dict[dt.date, list[Workout]]:
    """Return workouts by their date."""
    days: dict[dt.date, list[Workout]] = {}
    for workout in workouts:
        days.setdefault(workout.date, []).append(workout)
    return days


def workouts_near(date: dt.date, days: Mapping[dt.date, Sequence[Workout]], figures: MatchFigures) -> Iterator[Workout]:
    """Yield the workouts of the days around a date that a recording of that date may still be."""
    for off in range(-figures.near_days, figures.near_days + 1):
        yield from days.get(date + dt.timedelta(days=off), ())


def pairs_of_a_day(
    sets: Iterable[RecordingSet], free: Sequence[Workout], costs: Costs, figures: MatchFigures
) -> Iterator[Candidate]:
    """Yield the pairs of one local date, or the night after it, that are better than no pair.

    Args:
        sets: Sets of recordings.
        free: The workouts that may get one.
        costs: What pairs cost.
        figures: The figures of matching.
    """
    days = by_day(free)
    for recordings in sets:
        for day in (recordings.date, recordings.date - dt.timedelta(days=1)):
            for workout in days.get(day, ()):
                cost = costs.cost(workout, recordings) if is_same_day(workout, recordings, figures) else None
                if cost is not None and cost <= figures.unmatched:
                    yield Candidate(workout, recordings, cost)


class Groups:
    """Workouts joined by the recordings that they share."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, int], tuple[str, int]] = {}

    def join(self, workout: int, parts: Iterable[int]) -> None:
        """Join a workout with recordings."""
        root = self._root(("workout", workout))
        for part in parts:
            self._parents[self._root(("recording", part))] = root

    def find(self, workout: int) -> int:
        """Return a number that all workouts of one group have in common, and no other."""
        kind, number = self._root(("workout", workout))
        return number if kind == "workout" else -1 - number

    def _root(self, member: tuple[str, int]) -> tuple[str, int]:
        while (parent := self._parents.setdefault(member, member)) != member:
            self._parents[member] = self._parents[parent]
            member = parent
        return member
