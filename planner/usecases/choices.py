"""What a runner decides about a block, the run plan itself aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planner.training.dates import read_weekday
from planner.training.doses import ENTRY_RUNG, Background, Equipment
from planner.training.entry import ANCHORS
from planner.training.ladder import Standing
from planner.training.measures import quoted, read_date
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.targets import WeeklyDoses, at_most, default_doses
from planner.training.workouts import Level, Slot, StrengthKind
from planner.usecases.pins import Pins


@dataclass(frozen=True, slots=True)
class When:
    """Half a day, or a whole one: every week on a weekday (Monday 0), or on one date."""

    on: int | dt.date
    slot: Slot | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it speaks of this day."""
        return self.on == (day.weekday() if isinstance(self.on, int) else day)

    def covers(self, day: dt.date, slot: Slot) -> bool:
        """Whether it speaks of this half day."""
        return self.slot in (None, slot) and self.holds(day)


@dataclass(frozen=True, slots=True)
class Unavailable(When):
    """When no strength can be done, or no session of one kind."""

    kind: StrengthKind | None = None


@dataclass(frozen=True, slots=True)
class TimeCap:
    """How many minutes a half day has for strength; of several that speak of it the shortest counts."""

    when: When
    minutes: int


@dataclass(frozen=True, slots=True)
class StartTimes:
    """When each half of a day starts, ``HH:MM``."""

    am: str = ANCHORS[Slot.AM]
    pm: str = ANCHORS[Slot.PM]

    def of(self, slot: Slot) -> str:
        """The start of a half."""
        return self.am if slot is Slot.AM else self.pm


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
        background: How much lifting the runner comes with; it sets the rung the loads start from. None leaves that to
            the log, or to the level.
        logged: Where on the load ladder the log of sessions leads to, and why; None without a log.
        doses: Strength sessions in a normal week; the level's default when None.
        most: The most strength sessions of all kinds a week, or None.
        in_season: Whether the strength of the past is to be kept and no more: one demanding session a week.
        stack: Whether a heavy session may follow a run directly.
        unavailable: When no strength can be done.
        gym: When the sled is there; None is always. Without it a session is the wall sit alone.
        preferred: Weekdays liked best for strength, Monday 0.
        time_caps: How long a session may be, and when.
        start_times: When the two halves of a day start.
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
    background: Background | None = None
    logged: Standing | None = None
    doses: WeeklyDoses | None = None
    most: int | None = None
    in_season: bool = False
    stack: bool = False
    unavailable: tuple[Unavailable, ...] = ()
    gym: tuple[When, ...] | None = None
    preferred: frozenset[int] = frozenset()
    time_caps: tuple[TimeCap, ...] = ()
    start_times: StartTimes = field(default_factory=StartTimes)
    easy_pace: float | None = None
    equipment: Equipment = field(default_factory=Equipment)
    pins: Pins = field(default_factory=Pins)

    @property
    def wanted(self) -> WeeklyDoses:
        """Strength sessions in a normal week; a wish of the runner's own is taken as it is, a default bends."""
        if self.doses is not None:
            return self.doses
        usual = default_doses(self.level)
        if self.in_season:
            usual = WeeklyDoses(min(1, usual.heavy), 0 if usual.heavy else min(1, usual.moderate), usual.light)
        return usual if self.most is None else at_most(usual, self.most)

    @property
    def start_rung(self) -> int:
        """The rung of the load ladder the block starts from."""
        if self.background is not None:
            return self.background.rung
        return self.logged.rung if self.logged else ENTRY_RUNG[self.level]

    def has_sled(self, day: dt.date, slot: Slot) -> bool:
        """Whether the sled is there on a half day."""
        return self.gym is None or any(when.covers(day, slot) for when in self.gym)


def read_unavailable(text: str, field: str = "unavailable") -> tuple[Unavailable, ...]:
    """``wed pm``, ``sun``, ``2027-03-05 am``, ``sat heavy``, or several of them with commas between.

    Raises:
        RefusedError: A part is none of these.
    """
    return tuple(_read_unavailable(part, field) for part in text.split(","))


def _read_unavailable(text: str, field: str) -> Unavailable:
    words = text.lower().split()
    kind = StrengthKind(words.pop()) if len(words) > 1 and words[-1] in list(StrengthKind) else None
    when = read_when(" ".join(words), field, text)
    return Unavailable(when.on, when.slot, kind)


def read_when(text: str, field: str, whole: str = "") -> When:
    """``wed pm``, ``sun``, ``2027-03-05 am``: half a day, or a whole one.

    Args:
        text: The words.
        field: What they are for, for the refusal.
        whole: What the runner typed, when there was more to it.

    Raises:
        RefusedError: It is no weekday and no date.
    """
    words = text.lower().split()
    if len(words) not in (1, 2) or (len(words) == 2 and words[1] not in ("am", "pm")):
        raise RefusedError(
            f"{field} must be a weekday or a date, then am or pm or neither, not {quoted((whole or text).strip())}."
        )
    slot = Slot(words[1]) if len(words) == 2 else None
    if words[0][:1].isdigit():
        return When(read_date(words[0], field), slot)
    weekday = read_weekday(words[0])
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(words[0])} is no weekday.")
    return When(weekday, slot)
