"""What a runner decides about a block, the run plan itself aside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.training.dates import parse_weekday
from planner.training.doses import ENTRY_RUNG, Equipment, LiftingBackground
from planner.training.load_ladder import LadderPosition
from planner.training.measures import parse_date, quoted
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.weekly_sessions import MAX_SESSIONS, WeeklySessions, default_sessions, limit_sessions
from planner.training.workout_fields import SLOT_STARTS
from planner.training.workouts import Slot, StrengthKind, StrengthLevel
from planner.usecases.blocks.pins import Pins


@dataclass(frozen=True, slots=True)
class DayPart:
    """Half a day, or a whole one: every week on a weekday (Monday 0), or on one date."""

    day: int | dt.date
    slot: Slot | None = None

    def applies_on(self, day: dt.date) -> bool:
        """Whether it speaks of this day."""
        return self.day == (day.weekday() if isinstance(self.day, int) else day)

    def covers(self, day: dt.date, slot: Slot) -> bool:
        """Whether it speaks of this half day."""
        return self.slot in (None, slot) and self.applies_on(day)


@dataclass(frozen=True, slots=True)
class Unavailability(DayPart):
    """When no strength can be done, or no session of one kind."""

    kind: StrengthKind | None = None


@dataclass(frozen=True, slots=True)
class TimeCap:
    """How many minutes a half day has for strength; of several that speak of it the shortest counts."""

    when: DayPart
    minutes: int


@dataclass(frozen=True, slots=True)
class StartTimes:
    """When each half of a day starts, ``HH:MM``."""

    am: str = SLOT_STARTS[Slot.AM]
    pm: str = SLOT_STARTS[Slot.PM]

    def for_slot(self, slot: Slot) -> str:
        """The start of a half."""
        return self.am if slot is Slot.AM else self.pm


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOptions:
    """What a runner decides about a block; the run plan itself aside.

    Attributes:
        race_date: Race day to end on; exactly one of `race_date` and `start_date` is given.
        start_date: First day, when the block is not anchored on a race.
        name: What to call the block; the plan's own name when empty.
        race_distance: How the slotting rules class the race; the plan's own class when None.
        priority: How much the race matters.
        level: How used to leg strength work the runner is.
        background: How much lifting the runner comes with; it sets the rung the loads start from. None leaves that to
            the log, or to the level.
        logged_start: Where on the load ladder the log of sessions leads to, and why; None without a log.
        doses: Strength sessions in a normal week; the level's default when None.
        max_sessions: The most strength sessions of all kinds a week, or None.
        in_season: Whether the strength of the past is to be kept and no more: one demanding session a week.
        stack: Whether a heavy session may follow a run directly.
        unavailable: When no strength can be done.
        sled_times: When the sled is there; None is always. Without it a session is the wall sit alone.
        preferred_weekdays: Weekdays liked best for strength, Monday 0.
        time_caps: How long a session may be, and when.
        start_times: When the two halves of a day start.
        easy_pace: Easy pace in s/km for estimates, or None.
        equipment: Body mass, sled and floor.
        pins: What is decided about single places.
    """

    race_date: dt.date | None = None
    start_date: dt.date | None = None
    name: str = ""
    race_distance: RaceDistance | None = None
    priority: Priority = Priority.A
    level: StrengthLevel = StrengthLevel.NOVICE
    background: LiftingBackground | None = None
    logged_start: LadderPosition | None = None
    doses: WeeklySessions | None = None
    max_sessions: int | None = None
    in_season: bool = False
    stack: bool = False
    unavailable: tuple[Unavailability, ...] = ()
    sled_times: tuple[DayPart, ...] | None = None
    preferred_weekdays: frozenset[int] = frozenset()
    time_caps: tuple[TimeCap, ...] = ()
    start_times: StartTimes = field(default_factory=StartTimes)
    easy_pace: float | None = None
    equipment: Equipment = field(default_factory=Equipment)
    pins: Pins = field(default_factory=Pins)

    @property
    def target_doses(self) -> WeeklySessions:
        """Strength sessions in a normal week; a wish of the runner's own is taken as it is, a default bends."""
        if self.doses is not None:
            return self.doses
        usual = default_sessions(self.level)
        if self.in_season:
            usual = WeeklySessions(min(1, usual.heavy), 0 if usual.heavy else min(1, usual.moderate), usual.light)
        return usual if self.max_sessions is None else limit_sessions(usual, self.max_sessions)

    @property
    def start_rung(self) -> int:
        """The rung of the load ladder the block starts from."""
        if self.background is not None:
            return self.background.entry_rung
        return self.logged_start.rung if self.logged_start else ENTRY_RUNG[self.level]

    def has_sled(self, day: dt.date, slot: Slot) -> bool:
        """Whether the sled is there on a half day."""
        return self.sled_times is None or any(when.covers(day, slot) for when in self.sled_times)


def parse_unavailable(text: str, field: str = "unavailable") -> tuple[Unavailability, ...]:
    """``wed pm``, ``sun``, ``2027-03-05 am``, ``sat heavy``, or several of them with commas between.

    Raises:
        RefusedError: A part is none of these.
    """
    return tuple(_parse_unavailable(part, field) for part in text.split(","))


def _parse_unavailable(text: str, field: str) -> Unavailability:
    words = text.lower().split()
    kind = StrengthKind(words.pop()) if len(words) > 1 and words[-1] in list(StrengthKind) else None
    when = parse_day_part(" ".join(words), field, text)
    return Unavailability(when.day, when.slot, kind)


def parse_day_part(text: str, field: str, typed: str = "") -> DayPart:
    """``wed pm``, ``sun``, ``2027-03-05 am``: half a day, or a whole one.

    Args:
        text: The words.
        field: What they are for, for the refusal.
        typed: What the runner typed, when there was more to it.

    Raises:
        RefusedError: It is no weekday and no date.
    """
    words = text.lower().split()
    if len(words) not in (1, 2) or (len(words) == 2 and words[1] not in ("am", "pm")):
        raise RefusedError(
            f"{field} must be a weekday or a date, then am or pm or neither, not {quoted((typed or text).strip())}."
        )
    slot = Slot(words[1]) if len(words) == 2 else None
    if words[0][:1].isdigit():
        return DayPart(parse_date(words[0], field), slot)
    weekday = parse_weekday(words[0])
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(words[0])} is no weekday.")
    return DayPart(weekday, slot)


_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_LONGEST_MINUTES = 600


def parse_sled_times(text: str, field: str = "gym") -> tuple[DayPart, ...]:
    """When the sled is there: ``tue pm, fri pm``, ``sat``, ``2027-03-05 am``; ``never`` is at no time.

    Raises:
        RefusedError: A part is none of these.
    """
    if text.strip().lower() == "never":
        return ()
    return tuple(parse_day_part(part, field) for part in text.split(","))


def parse_preferred_weekdays(text: str, field: str = "prefer") -> frozenset[int]:
    """Weekdays, Monday 0: ``tue fri`` or ``tue, fri``.

    Raises:
        RefusedError: A word is no weekday, or there is none.
    """
    words = text.replace(",", " ").split()
    if not words:
        raise RefusedError(f'{field} must name weekdays, like "tue fri", not {quoted(text)}.')
    return frozenset(_parse_weekday(word, field) for word in words)


def _parse_weekday(word: str, field: str) -> int:
    weekday = parse_weekday(word)
    if weekday is None:
        raise RefusedError(f"{field}: {quoted(word)} is no weekday.")
    return weekday


def parse_time_caps(text: str, field: str = "time-cap") -> tuple[TimeCap, ...]:
    """Minutes there are for strength: ``tue 40, sat 60``, ``wed pm 30``.

    Raises:
        RefusedError: A part names no day, or its minutes are not 1 to 600.
    """
    return tuple(_parse_time_cap(part, field) for part in text.split(","))


def _parse_time_cap(text: str, field: str) -> TimeCap:
    *when, last = text.split() or [""]
    minutes = last.removesuffix("min")
    if not when and parse_weekday(last) is not None:
        raise RefusedError(f'{field}: {quoted(last)} has no minutes; write it like "tue 40".')
    if not minutes.isdecimal() or len(minutes) > 4 or not 1 <= int(minutes) <= _LONGEST_MINUTES:
        raise RefusedError(
            f'{field} must be like "tue 40", its minutes from 1 to {_LONGEST_MINUTES}, not {quoted(text.strip())}.'
        )
    return TimeCap(parse_day_part(" ".join(when), field, text), int(minutes))


def parse_start_times(text: str, field: str = "anchors") -> StartTimes:
    """When the halves of a day start: ``am 06:30, pm 17:45``, or one of them.

    Raises:
        RefusedError: A part is no half of a day with a time in it, or a half is named twice.
    """
    times = StartTimes()
    seen: set[Slot] = set()
    for slot, clock in _parse_start_time_parts(text, field):
        if slot in seen:
            raise RefusedError(f"{field} names {slot} twice.")
        seen.add(slot)
        times = replace(times, **{slot.value: clock})
    return times


def _parse_start_time_parts(text: str, field: str) -> Iterator[tuple[Slot, str]]:
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


def parse_max_sessions(text: str, field: str = "most") -> int:
    """The most strength sessions a week.

    Raises:
        RefusedError: It is no whole number from 0 to 3.
    """
    if not text.isdecimal() or len(text) > 2 or int(text) > MAX_SESSIONS:
        raise RefusedError(f"{field} must be 0 to {MAX_SESSIONS} sessions a week (HC12), not {quoted(text)}.")
    return int(text)


def parse_background(text: str, field: str = "background") -> LiftingBackground:
    """How much lifting a runner comes with.

    Raises:
        RefusedError: It is not none, some or trained.
    """
    word = text.strip().lower()
    if word not in list(LiftingBackground):
        raise RefusedError(f"{field} must be one of {', '.join(LiftingBackground)}, not {quoted(text)}.")
    return LiftingBackground(word)
