"""What a runner decides about a block, the run plan itself aside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.training.dates import read_weekday
from planner.training.doses import ENTRY_RUNG, Background, Equipment
from planner.training.entry import ANCHORS
from planner.training.ladder import Standing
from planner.training.measures import quoted, read_date
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.targets import SESSION_CAP, WeeklyDoses, at_most, default_doses
from planner.training.workouts import Level, Slot, StrengthKind
from planner.usecases.blocks.pins import Pins


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


_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LONGEST_MINUTES = 600


def read_gym(text: str, field: str = "gym") -> tuple[When, ...]:
    """When the sled is there: ``tue pm, fri pm``, ``sat``, ``2027-03-05 am``; ``never`` is at no time.

    Raises:
        RefusedError: A part is none of these.
    """
    if text.strip().lower() == "never":
        return ()
    return tuple(read_when(part, field) for part in text.split(","))


def read_preferred(text: str, field: str = "prefer") -> frozenset[int]:
    """Weekdays, Monday 0: ``tue fri`` or ``tue, fri``.

    Raises:
        RefusedError: A word is no weekday, or there is none.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise RefusedError(f'{field} must name weekdays, like "tue fri", not {quoted(text)}.')
    return frozenset(_weekday(word, field) for word in words)


def _weekday(word: str, field: str) -> int:
    weekday = read_weekday(word)
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(word)} is no weekday.")
    return weekday


def read_time_caps(text: str, field: str = "time-cap") -> tuple[TimeCap, ...]:
    """Minutes there are for strength: ``tue 40, sat 60``, ``wed pm 30``.

    Raises:
        RefusedError: A part names no day, or its minutes are not 1 to 600.
    """
    return tuple(_read_time_cap(part, field) for part in text.split(","))


def _read_time_cap(text: str, field: str) -> TimeCap:
    *when, last = text.split() or [""]
    minutes = last.removesuffix("min")
    if not when and read_weekday(last) is not None:
        raise RefusedError(f'{field}: {quoted(last)} has no minutes; write it like "tue 40".')
    if not minutes.isdecimal() or len(minutes) > 4 or not 1 <= int(minutes) <= _LONGEST_MINUTES:
        raise RefusedError(
            f'{field} must be like "tue 40", its minutes from 1 to {_LONGEST_MINUTES}, not {quoted(text.strip())}.'
        )
    return TimeCap(read_when(" ".join(when), field, text), int(minutes))


def read_start_times(text: str, field: str = "anchors") -> StartTimes:
    """When the halves of a day start: ``am 06:30, pm 17:45``, or one of them.

    Raises:
        RefusedError: A part is no half of a day with a time in it, or a half is named twice.
    """
    times = StartTimes()
    named: set[Slot] = set()
    for slot, clock in _start_times(text, field):
        if slot in named:
            raise RefusedError(f"{field} names {slot} twice.")
        named.add(slot)
        times = replace(times, **{slot.value: clock})
    return times


def _start_times(text: str, field: str) -> Iterator[tuple[Slot, str]]:
    for part in text.split(","):
        words = part.lower().split()
        match = _CLOCK.fullmatch(words[1]) if len(words) == 2 and words[0] in list(Slot) else None
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise RefusedError(f'{field} must be like "am 06:30, pm 17:45", not {quoted(part.strip())}.')
        slot, hour = Slot(words[0]), int(match[1])
        if (hour < 12) is not (slot is Slot.AM):
            until = "before 12:00" if slot is Slot.AM else "12:00 or later"
            raise RefusedError(f"{field}: {slot} must start {until}, not at {match[0]}.")
        yield slot, f"{hour:02d}:{match[2]}"


def read_most(text: str, field: str = "most") -> int:
    """The most strength sessions a week.

    Raises:
        RefusedError: It is no whole number from 0 to 3.
    """
    if not text.isdecimal() or len(text) > 2 or int(text) > SESSION_CAP:
        raise RefusedError(f"{field} must be 0 to {SESSION_CAP} sessions a week (HC12), not {quoted(text)}.")
    return int(text)


def read_background(text: str, field: str = "background") -> Background:
    """How much lifting a runner comes with.

    Raises:
        RefusedError: It is not none, some or trained.
    """
    word = text.strip().lower()
    if word not in list(Background):
        raise RefusedError(f"{field} must be one of {', '.join(Background)}, not {quoted(text)}.")
    return Background(word)
