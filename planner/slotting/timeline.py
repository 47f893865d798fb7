"""The runs on one time axis, in minutes from day 0 at 00:00: which run is next, which was last, which overlaps.

A run begins when its slot starts. A session does too, or, in a slot with runs, a quarter of an hour after the last of
them ends. A gap is the time from the end of the earlier activity to the start of the later one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from planner.slotting.problem import DAY_TYPES_HARDEST_FIRST, MINUTES_PER_DAY, DayType, Problem, Run, day_type_of
from planner.training.workouts import Slot

STACKING_GAP_MINUTES = 15
"""Minutes between the end of a run and a session in the same slot."""


@dataclass(frozen=True, slots=True)
class TimedRun:
    """A run with its start and end, in minutes from day 0 at 00:00, and the type it gives its day."""

    run: Run
    start_minute: int
    end_minute: int
    day_type: DayType


class Timeline:
    """The runs of a problem, sorted for the rules' look-ups.

    Attributes:
        runs: All runs that count, in the order of the problem.
        key_runs: All key runs, by start.
        races: All races, by start.
        key_days: The days with a key run.
        race_days: The days with a race.
        long_days: The days with a long run.
    """

    def __init__(self, problem: Problem) -> None:
        self.runs = problem.runs_with_repeats()
        self._slot_starts = problem.slot_starts
        timed = sorted((self._timed_run(run) for run in self.runs), key=_start_sort_key)
        keys = [run for run in timed if run.run.is_key]
        self._starts = [run.start_minute for run in timed]
        self._by_start = timed
        self._key_starts = [run.start_minute for run in keys]
        self.key_runs = keys
        self._keys_by_end = sorted(keys, key=lambda run: (run.end_minute, run.run.is_long))
        self._key_ends = [run.end_minute for run in self._keys_by_end]
        self._loading_by_end = sorted((run for run in timed if run.run.is_loading), key=lambda run: run.end_minute)
        self._loading_ends = [run.end_minute for run in self._loading_by_end]
        self.races = [run for run in keys if run.run.is_race]
        self.key_days = {run.run.day for run in keys}
        self.race_days = {run.run.day for run in self.races}
        self.long_days = {run.run.day for run in keys if run.run.is_long}
        self._earliest_stacked_start: dict[tuple[int, Slot], int] = {}
        self._day_types: dict[int, DayType] = {}
        for run in timed:
            half_day = (run.run.day, run.run.slot)
            free = run.end_minute + STACKING_GAP_MINUTES
            self._earliest_stacked_start[half_day] = max(self._earliest_stacked_start.get(half_day, free), free)
            earlier = self._day_types.get(run.run.day)
            self._day_types[run.run.day] = run.day_type if earlier is None else _harder(earlier, run.day_type)

    def has_run(self, day: int, slot: Slot) -> bool:
        """Return whether a run starts in this slot, so that a session there would follow it directly."""
        return (day, slot) in self._earliest_stacked_start

    def session_start_minute(self, day: int, slot: Slot) -> int:
        """Return when a session in this slot would start, in minutes from day 0."""
        stacked = self._earliest_stacked_start.get((day, slot))
        return day * MINUTES_PER_DAY + self._slot_starts.minute_of(slot) if stacked is None else stacked

    def day_type(self, day: int) -> DayType:
        """Return the hardest type among the day's runs, or the type of its first run when none of them is hard."""
        return self._day_types.get(day, DayType.REST)

    def find_overlapping_run(self, start: int, end: int) -> TimedRun | None:
        """Return the first run that a session from `start` to `end` (minutes from day 0) would overlap, or None."""
        low = bisect_left(self._starts, start - MINUTES_PER_DAY)  # no run takes longer than a day
        high = bisect_left(self._starts, end)
        for run in self._by_start[low:high]:
            if run.end_minute > start:
                return run
        return None

    def next_key_run(self, end: int) -> TimedRun | None:
        """Return the first key run that starts at or after the minute `end`, or None."""
        index = bisect_left(self._key_starts, end)
        return self.key_runs[index] if index < len(self._key_starts) else None

    def last_key_run(self, start: int) -> TimedRun | None:
        """Return the last key run that ended at or before the minute `start`, a long run before others, or None."""
        index = bisect_right(self._key_ends, start)
        return self._keys_by_end[index - 1] if index else None

    def last_loading_run(self, start: int) -> TimedRun | None:
        """Return the last loading run that ended at or before the minute `start`, or None."""
        index = bisect_right(self._loading_ends, start)
        return self._loading_by_end[index - 1] if index else None

    def recent_key_runs(self, start: int, within_minutes: int) -> list[TimedRun]:
        """Return the key runs that ended at most `within_minutes` before the minute `start`, the latest first."""
        low = bisect_left(self._key_ends, start - within_minutes)
        high = bisect_right(self._key_ends, start)
        return self._keys_by_end[low:high][::-1]

    def _timed_run(self, run: Run) -> TimedRun:
        start = run.day * MINUTES_PER_DAY + self._slot_starts.minute_of(run.slot)
        return TimedRun(run, start, start + run.minutes, day_type_of(run))


def _start_sort_key(timed: TimedRun) -> tuple[int, int, str, str, str]:
    """Sort runs by start, longer ones first, and then by all else they hold, so that input order never matters."""
    run = timed.run
    return timed.start_minute, -run.minutes, run.type.value, run.priority or "", run.distance or ""


def _harder(first: DayType, later: DayType) -> DayType:
    """Return the harder of two types, or the first one when neither is hard."""
    return next((hard for hard in DAY_TYPES_HARDEST_FIRST if hard in (first, later)), first)
