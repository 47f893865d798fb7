"""What a runner decides about a block, the run plan itself aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planner.training.dates import read_weekday
from planner.training.doses import Equipment
from planner.training.measures import quoted, read_date
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses, default_doses
from planner.training.workouts import Level, Slot
from planner.usecases.pins import Pins


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
        pins: What is decided about single places.
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
    pins: Pins = field(default_factory=Pins)

    @property
    def wanted(self) -> WeeklyDoses:
        """Strength sessions in a normal week."""
        return self.doses or default_doses(self.level)


def read_unavailable(text: str) -> tuple[Unavailable, ...]:
    """``wed pm``, ``sun``, ``2027-03-05 am``, or several of them with commas between.

    Raises:
        RefusedError: A part is none of these.
    """
    return tuple(_read_one(part) for part in text.split(","))


def _read_one(text: str) -> Unavailable:
    words = text.lower().split()
    if len(words) not in (1, 2) or (len(words) == 2 and words[1] not in ("am", "pm")):
        raise RefusedError(f"unavailable must be a weekday or a date, then am or pm or neither, not {quoted(text)}.")
    slot = Slot(words[1]) if len(words) == 2 else None
    if words[0][:1].isdigit():
        return Unavailable(read_date(words[0], "unavailable"), slot)
    weekday = read_weekday(words[0])
    if weekday is None:
        raise RefusedError(f"unavailable: {quoted(words[0])} is no weekday.")
    return Unavailable(weekday, slot)
