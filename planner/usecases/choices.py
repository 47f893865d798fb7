"""What a runner decides about a block, the run plan itself aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planner.training.doses import Equipment
from planner.training.plans import Priority, RaceDistance
from planner.training.targets import WeeklyDoses, default_doses
from planner.training.workouts import Level, Slot


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Half a day, or a whole one, on which no strength can be done: every week on a weekday, or on one date."""

    on: int | dt.date
    slot: Slot | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it speaks of this day."""
        return self.on == (day.weekday() if isinstance(self.on, int) else day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a runner decides about a block; the run plan itself aside.

    Attributes:
        race: Race day to end on; exactly one of `race` and `start` is given.
        start: First day, when the block is not anchored on a race.
        name: What to call the block; the plan's own name when empty.
        distance: How the slotting rules class the race; the plan's own class when None.
        priority: How much the race matters.
        level: How used to leg strength work the runner is.
        doses: Strength sessions in a normal week; the level's default when None.
        stack: Whether a heavy session may follow a run directly.
        unavailable: When no strength can be done.
        easy_pace: Easy pace in s/km for estimates, or None.
        equipment: Body mass, sled and floor.
    """

    race: dt.date | None = None
    start: dt.date | None = None
    name: str = ""
    distance: RaceDistance | None = None
    priority: Priority = Priority.A
    level: Level = Level.NOVICE
    doses: WeeklyDoses | None = None
    stack: bool = False
    unavailable: tuple[Unavailable, ...] = ()
    easy_pace: float | None = None
    equipment: Equipment = field(default_factory=Equipment)

    @property
    def wanted(self) -> WeeklyDoses:
        """Strength sessions in a normal week."""
        return self.doses or default_doses(self.level)
