"""Recordings that may together be one workout: neighbours of one sport with little time between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from planner.matching.figures import MatchFigures
from planner.training.recordings import Recording
from planner.training.workouts import Sport


@dataclass(frozen=True, slots=True)
class RecordingSet:
    """One recording, or neighbours, taken as one workout.

    Attributes:
        recordings: Its parts in the order of their starts; at least one.
        distance_m: Metres of all parts; None where a part has none.
        duration_s: Seconds that their timers ran; None where a part has none.
        longest: The part whose timer ran longest, the first of them.
        is_race: Whether a part is marked as a race.
    """

    recordings: tuple[Recording, ...]
    distance_m: float | None
    duration_s: float | None
    longest: Recording
    is_race: bool

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers of its parts, in the order of their starts."""
        return tuple(recording.id for recording in self.recordings)

    @property
    def sport(self) -> Sport:
        """The sport of all its parts."""
        return self.recordings[0].sport

    @property
    def local_start(self) -> dt.datetime:
        """When it starts, by the runner's clock."""
        return self.recordings[0].local_start

    @property
    def date(self) -> dt.date:
        """The local date of its start."""
        return self.recordings[0].date

    def is_small(self, figures: MatchFigures) -> bool:
        """Return whether it is too short in time and distance to be a workout; an unknown figure excuses nothing."""
        if self.distance_m is None and self.duration_s is None:
            return False
        return (self.duration_s or 0) < figures.small_s and (self.distance_m or 0) < figures.small_m


def make_set(recordings: Iterable[Recording]) -> RecordingSet:
    """Return recordings, one at least, as one set, in the order of their starts."""
    first, *others = in_order(recordings)
    made = _alone(first)
    for other in others:
        made = _joined(made, other)
    return made


def _alone(recording: Recording) -> RecordingSet:
    # A figure of 0 is unknown.
    distance, duration = recording.distance_m or None, recording.duration_s or None
    return RecordingSet((recording,), distance, duration, recording, recording.is_race)


def _joined(before: RecordingSet, recording: Recording) -> RecordingSet:
    """Return a set with one more recording, which starts after the others."""
    distance = before.distance_m + recording.distance_m if before.distance_m and recording.distance_m else None
    duration = before.duration_s + recording.duration_s if before.duration_s and recording.duration_s else None
    longest = recording if _length_s(recording) > _length_s(before.longest) else before.longest
    parts = (*before.recordings, recording)
    return RecordingSet(parts, distance, duration, longest, before.is_race or recording.is_race)


def _length_s(recording: Recording) -> float:
    return recording.duration_s or recording.elapsed_s or 0.0


def in_order(recordings: Iterable[Recording]) -> list[Recording]:
    """Return recordings in the order of their starts, then of their numbers."""
    return sorted(recordings, key=attrgetter("start_utc", "id"))


def span_s(elapsed_s: float | None, duration_s: float | None) -> float | None:
    """Return the seconds from start to end: the timer where they are unknown, or less than it; None if both are."""
    known = [seconds for seconds in (elapsed_s, duration_s) if seconds is not None]
    return max(known, default=None)


def neighbour_sets(
    recordings: Iterable[Recording], figures: MatchFigures, most_parts: Callable[[Recording], int]
) -> Iterator[RecordingSet]:
    """Yield each recording, and all neighbours with less than the gap between them, that are no workout too small.

    Args:
        recordings: Recordings of any sports; only those of one sport are neighbours.
        figures: The figures of matching.
        most_parts: How many recordings a set may have that starts with a recording; none is made where it is 0.
    """
    by_sport: dict[Sport, list[Recording]] = {}
    for recording in in_order(recordings):
        by_sport.setdefault(recording.sport, []).append(recording)
    for ordered in by_sport.values():
        for first in range(len(ordered)):
            most = most_parts(ordered[first])
            if not most:
                continue
            made = _alone(ordered[first])
            for place in range(first, min(first + most, _chain_end(ordered, first, figures))):
                made = made if place == first else _joined(made, ordered[place])
                if not made.is_small(figures):
                    yield made


def _chain_end(ordered: Sequence[Recording], first: int, figures: MatchFigures) -> int:
    """Return the position after the last recording that is chained to the one at `first` by short gaps."""
    end = first + 1
    while end < min(len(ordered), first + figures.most_parts):
        before, after = ordered[end - 1], ordered[end]
        span = span_s(before.elapsed_s, before.duration_s) or 0
        if (after.start_utc - before.start_utc).total_seconds() - span >= figures.gap_s:
            break
        end += 1
    return end
