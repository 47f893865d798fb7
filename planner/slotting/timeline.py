"""The runs on one time axis, in minutes from day 0, 00:00, and what the rules ask of it: what is next, what was last.

A run starts at its slot's anchor. A session starts there too, or, in a slot that holds runs, a quarter of an hour after
the last of them ends. A gap reaches from the end of the earlier thing to the start of the later one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from planner.slotting.problem import (
    DAY_TYPES_HARDEST_FIRST,
    MINUTES_PER_DAY,
    DayType,
    Problem,
    Run,
    SlotStarts,
    day_type_of,
)
from planner.training.workouts import Slot

STACKING_GAP_MINUTES = 15
"""Between the end of a run and a session stacked on it."""


@dataclass(frozen=True, slots=True)
class TimedRun:
    """A run with its start and end, in minutes from day 0, 00:00, and its class."""

    run: Run
    start_minute: int
    end_minute: int
    day_type: DayType


class Timeline:
    """The runs of a problem, sorted for the questions of the rules.

    Attributes:
        races: All races, by start.
        key_days: The days with a key run.
        race_days: The days with a race.
        long_days: The days with a long run.
    """

    def __init__(self, problem: Problem) -> None:
        self._anchors: SlotStarts = problem.slot_starts
        timed = sorted(
            (_timed_run(run, problem.slot_starts) for run in problem.runs_with_repeats()), key=_start_sort_key
        )
        keys = [run for run in timed if run.run.is_key]
        self._starts = [run.start_minute for run in timed]
        self._by_start = timed
        self._key_starts = [run.start_minute for run in keys]
        self._keys_by_start = keys
        self._keys_by_end = sorted(keys, key=lambda run: (run.end_minute, run.run.is_long))
        self._key_ends = [run.end_minute for run in self._keys_by_end]
        self._loading_by_end = sorted((run for run in timed if run.run.is_loading), key=lambda run: run.end_minute)
        self._loading_ends = [run.end_minute for run in self._loading_by_end]
        self.races = [run for run in keys if run.run.is_race]
        self.key_days = {run.run.day for run in keys}
        self.race_days = {run.run.day for run in self.races}
        self.long_days = {run.run.day for run in keys if run.run.is_long}
        self._earliest_stacked_start: dict[tuple[int, Slot], int] = {}
        self._types: dict[int, DayType] = {}
        for run in timed:
            spot = (run.run.day, run.run.slot)
            free = run.end_minute + STACKING_GAP_MINUTES
            self._earliest_stacked_start[spot] = max(self._earliest_stacked_start.get(spot, free), free)
            known = self._types.get(run.run.day)
            self._types[run.run.day] = run.day_type if known is None else _harder(known, run.day_type)

    def session_start_minute(self, day: int, slot: Slot) -> int:
        """When a session in this slot would start."""
        stacked = self._earliest_stacked_start.get((day, slot))
        return day * MINUTES_PER_DAY + self._anchors.minute_of(slot) if stacked is None else stacked

    def has_run(self, day: int, slot: Slot) -> bool:
        """Whether a session in this slot would be stacked on a run."""
        return (day, slot) in self._earliest_stacked_start

    def day_type(self, day: int) -> DayType:
        """The strongest class among the day's runs, else the type of its first one."""
        return self._types.get(day, DayType.REST)

    def find_overlapping_run(self, start: int, end: int) -> TimedRun | None:
        """The first run that a session from `start` to `end` would overlap, or None."""
        low = bisect_left(self._starts, start - MINUTES_PER_DAY)
        high = bisect_left(self._starts, end)
        for run in self._by_start[low:high]:
            if run.end_minute > start:
                return run
        return None

    def next_key_run(self, end: int) -> TimedRun | None:
        """The key run that starts first at or after `end`, or None."""
        index = bisect_left(self._key_starts, end)
        return self._keys_by_start[index] if index < len(self._key_starts) else None

    def last_key_run(self, start: int) -> TimedRun | None:
        """The key run that ended last, at or before `start`; of several a long run; or None."""
        index = bisect_right(self._key_ends, start)
        return self._keys_by_end[index - 1] if index else None

    def last_loading_run(self, start: int) -> TimedRun | None:
        """The loading run that ended last, at or before `start`, or None."""
        index = bisect_right(self._loading_ends, start)
        return self._loading_by_end[index - 1] if index else None

    def recent_key_runs(self, start: int, within_minutes: int) -> list[TimedRun]:
        """The key runs that ended at most `within_minutes` minutes before `start`, the latest first."""
        low = bisect_left(self._key_ends, start - within_minutes)
        high = bisect_right(self._key_ends, start)
        return self._keys_by_end[low:high][::-1]


def _timed_run(run: Run, anchors: SlotStarts) -> TimedRun:
    start = run.day * MINUTES_PER_DAY + anchors.minute_of(run.slot)
    return TimedRun(run, start, start + run.minutes, day_type_of(run))


def _start_sort_key(timed: TimedRun) -> tuple[int, int, str, str, str]:
    """Order of the runs: by start, then the longer, then by name; races of one name by priority and distance."""
    run = timed.run
    return timed.start_minute, -run.minutes, run.type.value, run.priority or "", run.distance or ""


def _harder(first: DayType, later: DayType) -> DayType:
    """The stronger class of two runs; the first one's type when neither has a class."""
    for strong in DAY_TYPES_HARDEST_FIRST:
        if strong in (first, later):
            return strong
    return first
