"""What it costs to take recordings for a workout: the less alike plan and recording are, the more.

A cost is a whole number of thousandths, so that the same input gives the same answer on every machine.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable

from planner.matching.figures import MatchFigures
from planner.matching.recording_sets import RecordingSet
from planner.training.workouts import ENTERED, Effort, RunKind, Slot, Sport, StoredStatus, Workout

MATCHED_SPORTS = (Sport.RUN, Sport.STRENGTH, Sport.CROSS)
"""The sports that a recording can be a workout of; a rest day or a note is none."""
_HOUR_S = 3600
_PARTS = 3600
"""Costs are added up in parts of a thousandth, whole ones, so that seconds and per cents need no rounding."""
_MEASURES = ("distance_m", "duration_s")


class Costs:
    """What pairs of workouts and recordings cost, by what a person refused and what else each day holds.

    Args:
        free: The workouts that may get a recording.
        refused: Pairs of the numbers of a workout and a recording that the runner refused.
        figures: The figures of matching.
    """

    def __init__(self, free: Iterable[Workout], refused: Collection[tuple[int, int]], figures: MatchFigures) -> None:
        self._figures = figures
        self._refused = frozenset(refused)
        self._free_on = Counter((workout.date, workout.sport) for workout in free)

    def cost(self, workout: Workout, recordings: RecordingSet) -> int | None:
        """Return the cost of a pair, or None where the two cannot be one at all.

        They cannot when their sports differ, the days are too far apart, or the runner has refused one of the parts.
        """
        day = self._day_cost(workout, recordings)
        if day is None or workout.sport is not recordings.sport or self.is_refused(workout, recordings):
            return None
        race = self._figures.race if recordings.is_race else 0
        whole = day + (-race if workout.kind == RunKind.RACE else race)
        whole += self._figures.part * (len(recordings.recordings) - 1)
        exact = whole * _PARTS + size_cost(workout, recordings, self._figures) + self._clock_cost(workout, recordings)
        return max(0, _round_half_to_even(exact, _PARTS))

    def is_refused(self, workout: Workout, recordings: RecordingSet) -> bool:
        """Return whether the runner has refused one of the recordings for the workout."""
        return bool(self._refused) and any((workout.id, part) in self._refused for part in recordings.ids)

    def _day_cost(self, workout: Workout, recordings: RecordingSet) -> int | None:
        days = abs((workout.date - recordings.date).days)
        if days == 0:
            return 0
        if is_after_midnight(workout, recordings, self._figures):
            return self._figures.after_midnight
        return self._figures.days_off[days - 1] if days <= self._figures.near_days else None

    def _clock_cost(self, workout: Workout, recordings: RecordingSet) -> int:
        """Return what the time of day costs, in parts of a thousandth.

        It says something only where a day has two workouts of the sport: plans say 07:00 to who runs in the evening.
        """
        if workout.date != recordings.date or self._free_on[workout.date, workout.sport] < 2:
            return 0
        start = recordings.local_start
        second = start.hour * 3600 + start.minute * 60 + start.second
        if (planned := clock_minute(workout)) is not None:
            off = abs(second - planned * 60)
            return min(self._figures.other_half * _PARTS, self._figures.clock_hour * off * _PARTS // _HOUR_S)
        is_other_half = workout.slot is not None and workout.slot is not half_of_day(start)
        return self._figures.other_half * _PARTS if is_other_half else 0


def is_after_midnight(workout: Workout, recordings: RecordingSet, figures: MatchFigures) -> bool:
    """Return whether recordings start in the night after a workout's day."""
    start = recordings.local_start
    return start.hour < figures.night_hours and start.date() == workout.date + dt.timedelta(days=1)


def is_same_day(workout: Workout, recordings: RecordingSet, figures: MatchFigures) -> bool:
    """Return whether recordings are of a workout's own date, or of the night after it."""
    return workout.date == recordings.date or is_after_midnight(workout, recordings, figures)


def half_of_day(start: dt.datetime) -> Slot:
    """Return the half of the day of a local time."""
    return Slot.AM if start.hour < 12 else Slot.PM


def clock_minute(workout: Workout) -> int | None:
    """Return the start of a workout in minutes after midnight; None where it has no time of its own."""
    if not workout.start:
        return None
    hour, _, minute = workout.start.partition(":")
    return int(hour) * 60 + int(minute)


def compared_effort(workout: Workout) -> tuple[Effort, tuple[str, ...]]:
    """Return what a recording is compared with, and which of it is estimated: the plan, or what the runner typed."""
    done = workout.actual
    is_done = workout.status in (StoredStatus.DONE, StoredStatus.UNPLANNED)
    if done is not None and is_done and done.source == ENTERED and (done.effort.distance_m or done.effort.duration_s):
        return done.effort, ()
    return workout.planned, workout.estimated


def nearest_measure(workout: Workout, recordings: RecordingSet) -> tuple[str, float, float] | None:
    """Return the measure in which recordings are nearest to a workout, with what was done and planned of it.

    What the plan says itself counts; an estimate only where nothing else can be compared. None where nothing can.
    """
    effort, estimated = compared_effort(workout)
    pairs = [(name, getattr(recordings, name), getattr(effort, name)) for name in _MEASURES]
    known = [(name, done, planned) for name, done, planned in pairs if done and planned]
    said = [pair for pair in known if pair[0] not in estimated]
    return min(said or known, key=lambda pair: _doublings(pair[1], pair[2]), default=None)


def size_cost(workout: Workout, recordings: RecordingSet, figures: MatchFigures) -> int:
    """Return what the difference in distance or time costs, in parts of a thousandth."""
    measure = nearest_measure(workout, recordings)
    if measure is None:
        return figures.unknown_size * _PARTS
    percent = figures.strength_size_percent if workout.sport is Sport.STRENGTH else figures.size_percent
    return percent * _doublings(measure[1], measure[2]) * _PARTS // 100


def _doublings(done: float, planned: float) -> int:
    """Return how often the one must be doubled to be the other, in thousandths."""
    return round(1000 * abs(math.log(done / planned)) / math.log(2))


def _round_half_to_even(number: int, parts: int) -> int:
    """Return a whole number divided by another, rounded, a half to the even neighbour."""
    whole, rest = divmod(number, parts)
    return whole + (2 * rest > parts or (2 * rest == parts and whole % 2 == 1))
