"""A slotting problem: a runner's runs, the strength sessions wanted, and the places and days that are ruled out.

Day 0 is the first day of the block. Negative days are the past, and days from `Problem.days` on are after the block;
both may hold runs, which count in every gap. A week of the block is seven days from day 0 on, on any weekday. Values
check themselves when they are made, so every problem that exists can be solved.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from planner.text import clean_line, format_count
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.workouts import QUALITY_RUNS, RunKind, Slot, Sport, StrengthKind, StrengthLevel

RunType = RunKind | Literal[Sport.CROSS]
"""A kind of run, or cross training, which loads the legs as a run does."""
MINUTES_PER_DAY = 24 * 60
MEDIUM_LONG_MINUTES = 90
"""From this length on a run that is neither long nor hard counts as medium-long; a default, not evidence."""
LOADING_MINUTES = 30
"""A run that is neither long nor hard loads the legs when it is longer than this (``Markov22``)."""
HARD_DAYS_IN_A_ROW = 3
"""So many hard days in a row are too many (HC11)."""
MAX_DAYS = 3660
"""Ten years: a longer block is a typing error."""


class DayType(StrEnum):
    """How a day's runs load the legs."""

    RACE = "race"
    LONG = "long"
    QUALITY = "quality"
    MEDIUM_LONG = "medium_long"
    EASY = "easy"
    CROSS = "cross"
    RECOVERY = "recovery"
    REST = "rest"


DAY_TYPES_HARDEST_FIRST = (DayType.RACE, DayType.LONG, DayType.QUALITY, DayType.MEDIUM_LONG)
"""The types that outweigh the other runs of a day, the hardest first."""


def parse_run_type(name: str) -> RunType:
    """Return the type of run with this name.

    Raises:
        ValueError: There is no such type.
    """
    return Sport.CROSS if name == Sport.CROSS else RunKind(name)


def day_type_of(run: Run) -> DayType:
    """Return the type that a run alone gives its day."""
    if run.type is RunKind.RACE:
        return DayType.RACE
    if run.type is RunKind.LONG:
        return DayType.LONG
    if run.type in QUALITY_RUNS:
        return DayType.QUALITY
    return DayType.MEDIUM_LONG if run.minutes >= MEDIUM_LONG_MINUTES else DayType(run.type.value)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the plan, or cross training.

    Attributes:
        day: Its day; it may be outside the block.
        slot: Its half of the day; it begins when that slot starts.
        type: What kind of run it is.
        minutes: How long it takes, 0 to 1440 minutes.
        metres: How long it is, or None when that is not known.
        seconds: How long it takes to the second, or None when only the minutes are known.
        priority: Priority of a race; None counts as A, which keeps the most time free.
        distance: Distance of a race; None counts as a marathon, after which the legs rest longest.

    Raises:
        RefusedError: The day is more than ten years away from any block, or the run takes longer than a day.
    """

    day: int
    slot: Slot
    type: RunType
    minutes: int
    metres: int | None = None
    seconds: int | None = None
    priority: Priority | None = None
    distance: RaceDistance | None = None

    def __post_init__(self) -> None:
        if not -MAX_DAYS <= self.day <= 2 * MAX_DAYS:
            raise RefusedError(f"A run on day {self.day} is more than ten years away from any block.")
        if not 0 <= self.minutes <= MINUTES_PER_DAY:
            raise RefusedError(
                f"A run on day {self.day} cannot take {self.minutes} minutes; 0 to {MINUTES_PER_DAY} can."
            )

    @property
    def duration_s(self) -> int:
        """How long it takes in seconds, as exactly as is known."""
        return 60 * self.minutes if self.seconds is None else self.seconds

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
        """Whether it loads the legs: a key run, or one longer than half an hour."""
        return self.is_key or self.minutes > LOADING_MINUTES


@dataclass(frozen=True, slots=True)
class Session:
    """A strength session on a day, in a slot: done (history), or locked."""

    day: int
    slot: Slot
    kind: StrengthKind


@dataclass(frozen=True, slots=True)
class WeekTarget:
    """How many sessions of each kind are wanted in a week.

    Raises:
        RefusedError: A number is below 0.
    """

    week: int
    heavy: int = 0
    moderate: int = 0
    light: int = 0

    def __post_init__(self) -> None:
        for kind in StrengthKind:
            if self.count(kind) < 0:
                raise RefusedError(
                    f"The target of week {self.week} has {self.count(kind)} {kind} sessions; a target is at least 0."
                )

    def count(self, kind: StrengthKind) -> int:
        """Return how many sessions of a kind are wanted."""
        if kind is StrengthKind.HEAVY:
            return self.heavy
        return self.moderate if kind is StrengthKind.MODERATE else self.light


class UnavailableReason(StrEnum):
    """Why a slot is closed to sessions; of several reasons the first of this list is shown."""

    AWAY = "away"
    PAIN = "pain"
    BUSY = "busy"
    CALENDAR = "calendar"
    FRESH = "fresh"
    TIME = "time"
    GYM = "gym"
    HEALTH = "health"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class UnavailableSlot:
    """A slot that cannot hold a session.

    Attributes:
        day: Its day.
        slot: Its half of the day; None is the whole day.
        kind: The only kind of session that is kept out; None is every kind.
        reason: Why it is closed.
    """

    day: int
    slot: Slot | None = None
    kind: StrengthKind | None = None
    reason: UnavailableReason = UnavailableReason.BUSY


@dataclass(frozen=True, slots=True)
class SlottingGate:
    """A safety gate (pain, illness, a medical answer): no session of a kind from one day to another.

    Attributes:
        kind: The kind of session that is ruled out.
        reason: Half a sentence for people, such as ``"knee pain of 6 on Tuesday"``.
        first: The first day it applies to.
        last: The last day it applies to; None is without end.

    Raises:
        RefusedError: It ends before it begins.
    """

    kind: StrengthKind
    reason: str
    first: int = 0
    last: int | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise RefusedError(f"A gate from day {self.first} cannot have the last day {self.last}.")

    def holds(self, kind: StrengthKind, day: int) -> bool:
        """Return whether it rules out a session of this kind on this day."""
        return kind is self.kind and day >= self.first and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class SlotStarts:
    """When the run or session of a slot starts, in minutes after midnight.

    Raises:
        RefusedError: The two times are not in order within a day.
    """

    am: int = 7 * 60
    pm: int = 18 * 60

    def __post_init__(self) -> None:
        if not 0 <= self.am < self.pm < MINUTES_PER_DAY:
            raise RefusedError(
                f"The anchors am {format_time_of_day(self.am)} and pm {format_time_of_day(self.pm)} are not in "
                f"order within a day."
            )

    def minute_of(self, slot: Slot) -> int:
        """Return the start of a slot, in minutes after midnight."""
        return self.am if slot is Slot.AM else self.pm


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the slotter knows.

    Attributes:
        days: Length of the block in days.
        runs: The runs, inside the block and around it.
        targets: The sessions wanted; a week without a target gets none.
        level: One level, or one for each week of the block.
        start: Date of day 0; None is a Monday without a date.
        wrap: Whether the runs of a one-week block also repeat in the week before and the week after.
        stack: Whether a session may directly follow a run: a heavy one a loading run (HC5), any at no cost (S10).
        active_rest: Whether a light session may be on a day without runs (HC2).
        slot_starts: Start of the two slots.
        unavailable: Where no session may be.
        preferred_weekdays: Monday 0 to Sunday 6; empty is no preference.
        history: Sessions done before day 0.
        locked: Sessions of the block that stay where they are.
        gates: Safety gates.
        unit: What distances are named in.

    Raises:
        RefusedError: Two of these contradict each other, or a number is out of range.
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
    unit: Unit = Unit.KM

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MAX_DAYS:
            raise RefusedError(f"A block has 1 to {MAX_DAYS} days, not {self.days}.")
        if self.wrap and self.days != 7:
            raise RefusedError(f"wrap repeats one week, so the block must have 7 days, not {self.days}.")
        if not isinstance(self.level, StrengthLevel) and len(self.level) != self.weeks:
            listed = f" ({clean_line(', '.join(self.level), 60)})" if self.level else ""
            raise RefusedError(
                f"level lists {format_count(len(self.level), 'week')}{listed}; the block has {self.weeks}."
            )
        for weekday in self.preferred_weekdays:
            if not 0 <= weekday <= 6:
                raise RefusedError(f"preferred_weekdays holds {weekday}; Monday is 0 and Sunday 6.")
        _check_targets(self)
        for session in self.history:
            if session.day >= 0:
                raise RefusedError(f"history holds a session on day {session.day}; it ends before day 0.")
        for session in self.locked:
            if not 0 <= session.day < self.days:
                raise RefusedError(f"locked holds a session on day {session.day}, outside days 0 to {self.days - 1}.")

    @property
    def weeks(self) -> int:
        """Number of weeks of the block; the last one may be incomplete."""
        return -(-self.days // 7)

    def level_of(self, week: int) -> StrengthLevel:
        """Return the runner's level in a week."""
        return self.level if isinstance(self.level, StrengthLevel) else self.level[week]

    def weekday(self, day: int) -> int:
        """Return the weekday of a day, Monday 0 to Sunday 6."""
        return (day + (self.start.weekday() if self.start else 0)) % 7

    def runs_with_repeats(self) -> tuple[Run, ...]:
        """Return the runs that count: with the week before and the week after when the week wraps."""
        if not self.wrap:
            return self.runs
        return tuple(replace(run, day=run.day + shift) for shift in (0, -7, 7) for run in self.runs)


def format_time_of_day(minute: int) -> str:
    """Format minutes after midnight as ``HH:MM``; from 24 hours on as the time of the next day."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _check_targets(problem: Problem) -> None:
    seen: set[int] = set()
    for target in problem.targets:
        if not 0 <= target.week < problem.weeks:
            raise RefusedError(f"targets names week {target.week}; the block has weeks 0 to {problem.weeks - 1}.")
        if target.week in seen:
            raise RefusedError(f"targets names week {target.week} twice.")
        seen.add(target.week)
