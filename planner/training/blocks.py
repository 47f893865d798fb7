"""A training block (a plan with dates) as it is stored, and the runner."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.weeks import DAYS_A_WEEK
from planner.training.workouts import StrengthLevel

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """Some weeks of training towards a race, or towards fitness alone.

    Attributes:
        name: What the runner calls it.
        start: Its first day.
        days: Its length in days, at least 1.
        race_date: The day of its goal race, or None.
        race_distance: The class of that race for the slotting rules, or None.
        priority: How much the race matters, or None.
        level: How used to leg strength work the runner was when the block was made.
        unit: The unit its plan was written in.
        source: Where its plan came from: a template's name, a file, an address; may be empty.
        phases: ``(first day, name)`` of each phase in order; days are counted from 0.
        created: The instant it was made, ISO in UTC; the store fills it in when it is empty.
        provenance: What it was made from (goal, days, constraints), as values that JSON can hold; None when unknown.
        id: Its number, which commands take; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    name: str
    start: dt.date
    days: int
    race_date: dt.date | None = None
    race_distance: RaceDistance | None = None
    priority: Priority | None = None
    level: StrengthLevel = StrengthLevel.NOVICE
    unit: Unit = Unit.KM
    source: str = ""
    phases: tuple[tuple[int, str], ...] = ()
    created: str = ""
    provenance: Mapping[str, Any] | None = field(default=None, hash=False)
    id: int = 0
    version: int = 0

    @property
    def last_day(self) -> dt.date:
        """Its last day."""
        return self.start + dt.timedelta(days=self.days - 1)

    @property
    def weeks(self) -> int:
        """How many weeks it has, counted from its first day; an incomplete last week counts."""
        return -(-self.days // DAYS_A_WEEK)

    @property
    def race_week(self) -> int | None:
        """The index of the week of its goal race, from 0; None without a race."""
        return None if self.race_date is None else self.week_index(self.race_date)

    def contains(self, date: dt.date) -> bool:
        """Return whether a day is in the block."""
        return self.start <= date <= self.last_day

    def week_index(self, date: dt.date) -> int:
        """Return which week from the block's start a day is in, from 0; negative before the start."""
        return (date - self.start).days // DAYS_A_WEEK

    def week_number(self, date: dt.date) -> int:
        """Return the block's week a day is in, counted from 1 as runners count ("week 5 of 18").

        Raises:
            RefusedError: The day is outside the block.
        """
        if not self.contains(date):
            raise RefusedError(f"{date} is not in {self.name}, which runs from {self.start} to {self.last_day}.")
        return self.week_index(date) + 1

    def phase_on(self, date: dt.date) -> str | None:
        """Return the name of the phase a day is in; None outside the block or before its first named phase."""
        if not self.contains(date):
            return None
        day = (date - self.start).days
        started = [phase for phase in self.phases if phase[0] <= day]
        return max(started, key=lambda phase: phase[0])[1] if started else None


def block_on(blocks: Iterable[Block], day: dt.date) -> Block | None:
    """Return the block a day is in, the one with the latest start where two overlap; None outside all blocks."""
    containing = [block for block in blocks if block.contains(day)]
    return max(containing, key=lambda block: block.start) if containing else None


class BlockFinder:
    """Finds the block of one day after the other, as `block_on` does, without looking at all of them each time.

    Args:
        blocks: All blocks.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        latest_first = sorted(blocks, key=lambda block: block.start, reverse=True)  # of equals the first stays first
        self._blocks = latest_first[::-1]
        self._starts = [block.start for block in self._blocks]
        self._longest = max((block.days for block in self._blocks), default=0)

    def find(self, day: dt.date) -> Block | None:
        """Return the block a day is in, the one with the latest start where two overlap; None outside all blocks."""
        for place in range(bisect_right(self._starts, day) - 1, -1, -1):
            block = self._blocks[place]
            if block.contains(day):
                return block
            if (day - block.start).days >= self._longest:
                break
        return None


@dataclass(frozen=True, slots=True)
class Runner:
    """The person who trains, as far as the planner knows; every attribute may be unknown.

    Attributes:
        body_mass_kg: Body mass in kilograms, or None.
        sled_kg: Mass of the empty sled in kilograms, or None.
        floor: What the sled slides on (``gym turf``), or None.
        level: How used to leg strength work the runner is, or None to estimate it from the last 28 days.
        easy_pace_s_per_km: Easy pace in seconds a kilometre, or None.
        unit: The unit distances are shown in.
        week_start: The weekday that weeks begin on, Monday 0 to Sunday 6.
        screening: The answers to the health questions as `planner.training.screening` stores them, or None before
            any was given.
        birth_year: The year of birth, or None; from 50 years on a lighter week comes every third week by default.
        zone: The name of the runner's time zone, such as ``Europe/Berlin``, or None for that of the machine.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    body_mass_kg: float | None = None
    sled_kg: float | None = None
    floor: str | None = None
    level: StrengthLevel | None = None
    easy_pace_s_per_km: float | None = None
    unit: Unit = Unit.KM
    week_start: int = 0
    screening: str | None = None
    birth_year: int | None = None
    zone: str | None = None
    version: int = 0

    def age_in(self, year: int) -> int | None:
        """Return the age that the runner reaches in a year; None where the year of birth is not known."""
        return None if self.birth_year is None else year - self.birth_year
