"""A slotting problem: a runner's runs, what strength is wanted, and what already stands or must not.

Day 0 is the block's first day; days below 0 are the past and days from `Problem.days` on lie behind the block. Both may
hold runs, which count in every gap. A week of the block is seven days from day 0 on, whatever its first weekday. Values
check themselves when they are made, so a problem that exists can be solved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.workouts import QUALITY_RUNS, RunKind, Slot, Sport, StrengthKind, StrengthLevel

RunType = RunKind | Literal[Sport.CROSS]
"""What an entry of the runs is: a kind of run, or cross training, which loads the legs as a run does."""
MINUTES_PER_DAY = 24 * 60
MEDIUM_LONG_MINUTES = 90
"""A run of no class becomes medium-long from here on; a default, not evidence."""
LOADING_MINUTES = 30
"""A run of no class loads the legs when it is longer than this (`Markov22`: low intensity up to 30 min does not)."""
MAX_DAYS = 3660
"""Ten years: longer blocks are a slip of the keyboard."""


class DayType(StrEnum):
    """What kind of day it is for the legs, by its runs."""

    RACE = "race"
    LONG = "long"
    QUALITY = "quality"
    MEDIUM_LONG = "medium_long"
    EASY = "easy"
    CROSS = "cross"
    RECOVERY = "recovery"
    REST = "rest"


DAY_TYPES_HARDEST_FIRST = (DayType.RACE, DayType.LONG, DayType.QUALITY, DayType.MEDIUM_LONG)
"""The classes of runs, the strongest first."""


def parse_run_type(name: str) -> RunType:
    """The type of that name.

    Raises:
        ValueError: There is none.
    """
    return Sport.CROSS if name == Sport.CROSS else RunKind(name)


def day_type_of(run: Run) -> DayType:
    """A run's class, or its own type when it has none."""
    if run.type is RunKind.RACE:
        return DayType.RACE
    if run.type is RunKind.LONG:
        return DayType.LONG
    if run.type in QUALITY_RUNS:
        return DayType.QUALITY
    return DayType.MEDIUM_LONG if run.minutes >= MEDIUM_LONG_MINUTES else DayType(run.type.value)


@dataclass(frozen=True, slots=True)
class Run:
    """A run that stands in the plan.

    Attributes:
        day: Its day; it may lie outside the block.
        slot: Its half of the day; it starts at that slot's anchor.
        type: What it is for.
        minutes: How long it takes, 0 to 1440.
        priority: Of a race; None is taken as A, which protects it most.
        distance: Of a race; None is taken as a marathon, after which the legs rest longest.
    """

    day: int
    slot: Slot
    type: RunType
    minutes: int
    priority: Priority | None = None
    distance: RaceDistance | None = None

    def __post_init__(self) -> None:
        if not -MAX_DAYS <= self.day <= 2 * MAX_DAYS:
            raise RefusedError(f"A run on day {self.day} lies more than ten years from any block.")
        if not 0 <= self.minutes <= MINUTES_PER_DAY:
            raise RefusedError(
                f"A run on day {self.day} cannot take {self.minutes} minutes; 0 to {MINUTES_PER_DAY} can."
            )

    @property
    def is_race(self) -> bool:
        """Whether it is a race."""
        return self.type is RunKind.RACE

    @property
    def is_long(self) -> bool:
        """Whether it is a long run."""
        return self.type is RunKind.LONG

    @property
    def is_key(self) -> bool:
        """Whether it is a key run: quality, long or race."""
        return self.is_race or self.is_long or self.type in QUALITY_RUNS

    @property
    def is_loading(self) -> bool:
        """Whether the legs feel it: any class, or more than half an hour."""
        return self.is_key or self.minutes > LOADING_MINUTES


@dataclass(frozen=True, slots=True)
class Session:
    """A strength session on a day, in a slot: done (history), locked, or placed."""

    day: int
    slot: Slot
    kind: StrengthKind


@dataclass(frozen=True, slots=True)
class WeekTarget:
    """How many sessions of each kind a week is to hold."""

    week: int
    heavy: int = 0
    moderate: int = 0
    light: int = 0

    def __post_init__(self) -> None:
        for kind in StrengthKind:
            if self.count(kind) < 0:
                raise RefusedError(
                    f"The target of week {self.week} has {self.count(kind)} {kind} sessions; 0 is least."
                )

    def count(self, kind: StrengthKind) -> int:
        """How many of a kind."""
        if kind is StrengthKind.HEAVY:
            return self.heavy
        return self.moderate if kind is StrengthKind.MODERATE else self.light


class UnavailableReason(StrEnum):
    """Why a half day is closed to a session; of several reasons the first named here is the one that is told."""

    AWAY = "away"
    PAIN = "pain"
    BUSY = "busy"
    TIME = "time"
    GYM = "gym"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class UnavailableSlot:
    """A half day that cannot hold a session, or a whole day when `slot` is None.

    Attributes:
        day: Its day.
        slot: Its half; None is the whole day.
        kind: The only kind that is kept from it; None is every kind.
        stated_reason: Why; None is `UnavailableReason.BUSY`, or `UnavailableReason.FORBIDDEN` where only one kind is
            kept away.
    """

    day: int
    slot: Slot | None = None
    kind: StrengthKind | None = None
    stated_reason: UnavailableReason | None = None

    @property
    def reason(self) -> UnavailableReason:
        """Why it is closed."""
        return self.stated_reason or (UnavailableReason.FORBIDDEN if self.kind else UnavailableReason.BUSY)


@dataclass(frozen=True, slots=True)
class SlottingGate:
    """A safety gate (pain, illness, a medical answer): no session of a kind from one day to another.

    Attributes:
        kind: The kind that is out.
        reason: Half a sentence that a screen can show, as in ``"knee pain of 6 on Tuesday"``.
        first: The first day it holds.
        last: The last day it holds; None is without end.
    """

    kind: StrengthKind
    reason: str
    first: int = 0
    last: int | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise RefusedError(f"A gate from day {self.first} cannot have the last day {self.last}.")

    def holds(self, kind: StrengthKind, day: int) -> bool:
        """Whether it rules out a session of this kind on this day."""
        return kind is self.kind and day >= self.first and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class SlotStarts:
    """When a slot's run or session starts, in minutes after midnight."""

    am: int = 7 * 60
    pm: int = 18 * 60

    def __post_init__(self) -> None:
        if not 0 <= self.am < self.pm < MINUTES_PER_DAY:
            raise RefusedError(
                f"The anchors am {format_time_of_day(self.am)} and pm {format_time_of_day(self.pm)} are not in "
                f"order within a day."
            )

    def minute_of(self, slot: Slot) -> int:
        """The anchor of a slot."""
        return self.am if slot is Slot.AM else self.pm


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the slotter knows.

    Attributes:
        days: Length of the block.
        runs: The runs, inside the block and around it.
        targets: What is wanted; a week without a target gets nothing.
        level: One level, or one for each week of the block.
        start: Date of day 0; None is a Monday.
        wrap: One-week study: the runs repeat a week before and a week after.
        stack: Whether a heavy session may follow a loading run at once (HC5).
        active_rest: Whether a light session may stand on a day without runs (HC2).
        slot_starts: Start of the two slots.
        unavailable: Where no session may stand.
        preferred_weekdays: Monday 0 to Sunday 6; empty is no preference.
        history: Sessions done before day 0.
        locked: Sessions of the block that stay where they are.
        gates: Safety gates.
    """

    days: int
    runs: tuple[Run, ...] = ()
    targets: tuple[WeekTarget, ...] = ()
    level: StrengthLevel | tuple[StrengthLevel, ...] = StrengthLevel.NOVICE
    start: dt.date | None = None
    wrap: bool = False
    stack: bool = False
    active_rest: bool = False
    slot_starts: SlotStarts = field(default_factory=SlotStarts)
    unavailable: tuple[UnavailableSlot, ...] = ()
    preferred_weekdays: frozenset[int] = frozenset()
    history: tuple[Session, ...] = ()
    locked: tuple[Session, ...] = ()
    gates: tuple[SlottingGate, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MAX_DAYS:
            raise RefusedError(f"A block has 1 to {MAX_DAYS} days, not {self.days}.")
        if self.wrap and self.days != 7:
            raise RefusedError(f"wrap repeats one week, so the block must have 7 days, not {self.days}.")
        if not isinstance(self.level, StrengthLevel) and len(self.level) != self.weeks:
            raise RefusedError(f"level names {len(self.level)} weeks, the block has {self.weeks}.")
        _check_weekdays(day for day in self.preferred_weekdays if not 0 <= day <= 6)
        _check_targets(self)
        for done in self.history:
            if done.day >= 0:
                raise RefusedError(f"history holds a session on day {done.day}; it ends before day 0.")
        for locked in self.locked:
            if not 0 <= locked.day < self.days:
                raise RefusedError(f"locked holds a session on day {locked.day}, outside days 0 to {self.days - 1}.")

    @property
    def weeks(self) -> int:
        """Weeks of the block, the last perhaps not whole."""
        return -(-self.days // 7)

    def level_of(self, week: int) -> StrengthLevel:
        """The runner's level in a week."""
        return self.level if isinstance(self.level, StrengthLevel) else self.level[week]

    def weekday(self, day: int) -> int:
        """Weekday of a day, Monday 0."""
        return (day + (self.start.weekday() if self.start else 0)) % 7

    def runs_with_repeats(self) -> tuple[Run, ...]:
        """The runs as they count: with their repetitions when the week wraps."""
        if not self.wrap:
            return self.runs
        shifts = (0, -7, 7)
        return tuple(
            Run(run.day + shift, run.slot, run.type, run.minutes, run.priority, run.distance)
            for shift in shifts
            for run in self.runs
        )


def format_time_of_day(minute: int) -> str:
    """A time of day, ``HH:MM``; what passes midnight shows the next day's time."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _check_weekdays(wrong: Iterable[int]) -> None:
    for day in wrong:
        raise RefusedError(f"preferred_weekdays holds {day}; Monday is 0 and Sunday 6.")


def _check_targets(problem: Problem) -> None:
    seen: set[int] = set()
    for target in problem.targets:
        if not 0 <= target.week < problem.weeks:
            raise RefusedError(f"targets names week {target.week}; the block has weeks 0 to {problem.weeks - 1}.")
        if target.week in seen:
            raise RefusedError(f"targets names week {target.week} twice.")
        seen.add(target.week)
