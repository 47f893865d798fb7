"""What stands in the calendar: runs, strength sessions, cross training, rest days and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Sport(StrEnum):
    """What a calendar item is, broadly."""

    RUN = "run"
    STRENGTH = "strength"
    CROSS = "cross"
    REST = "rest"
    NOTE = "note"


class RunKind(StrEnum):
    """What a run is for."""

    EASY = "easy"
    RECOVERY = "recovery"
    LONG = "long"
    TEMPO = "tempo"
    INTERVALS = "intervals"
    HILLS = "hills"
    RACE_PACE = "race_pace"
    TIME_TRIAL = "time_trial"
    RACE = "race"


QUALITY_RUNS = frozenset(
    {RunKind.TEMPO, RunKind.INTERVALS, RunKind.HILLS, RunKind.RACE_PACE, RunKind.TIME_TRIAL},
)
"""Runs that are hard for their pace, not for their length."""


class StrengthKind(StrEnum):
    """The dose of a strength session: heavy, moderate, or light (the recovery dose)."""

    HEAVY = "heavy"
    MODERATE = "moderate"
    LIGHT = "light"


SESSION_MINUTES = {StrengthKind.HEAVY: 45, StrengthKind.MODERATE: 40, StrengthKind.LIGHT: 25}
"""How long a session of each kind takes, in minutes."""


class Slot(StrEnum):
    """Half a day. A workout in a slot starts at the slot's anchor, unless it has a time of its own."""

    AM = "am"
    PM = "pm"


class StrengthLevel(StrEnum):
    """How used to leg strength work a runner is (experienced: at least 3 sessions in the last 28 days)."""

    NOVICE = "novice"
    EXPERIENCED = "experienced"


class StoredStatus(StrEnum):
    """What is stored of an item's fate. That a planned item was missed is not stored: it follows from the date."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    UNPLANNED = "unplanned"


class DayStatus(StrEnum):
    """What an item's fate is called on a given day."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNPLANNED = "unplanned"


class DisplayStatus(StrEnum):
    """A status told apart further: what was moved and is still ahead, and what gave way to another workout."""

    PLANNED = "planned"
    SHIFTED = "shifted"
    DONE = "done"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNPLANNED = "unplanned"


def status_as_of(stored: str, sport: str, date: dt.date, today: dt.date) -> DayStatus:
    """An item's fate as of ``today``: a planned workout is missed only once its day is past.

    Rest days and notes ask for nothing and are never missed.

    Args:
        stored: What is stored of its fate, a `StoredStatus`.
        sport: What it is, a `Sport`.
        date: The day it stands on.
        today: As of when.

    Raises:
        ValueError: The state is none.
    """
    if stored == StoredStatus.PLANNED and date < today and sport not in (Sport.REST, Sport.NOTE):
        return DayStatus.MISSED
    return DayStatus(stored)


class Exercise(StrEnum):
    """The two exercises this planner exists for."""

    REVERSE_SLED_PUSH = "reverse_sled_push"
    WALL_SIT = "wall_sit"


@dataclass(frozen=True, slots=True)
class ExerciseSet:
    """Some rounds of one exercise: a sled over a distance, or a wall sit held for a time. Never repetitions.

    Attributes:
        exercise: Which of the two.
        rounds: How often, at least 1.
        distance_m: Metres a round (sled).
        load_kg: System mass, sled and plates together, in kilograms; 0 is walking backward without a sled.
        hold_s: Seconds a round (wall sit).
        knee_angle_deg: Knee angle of the wall sit; 180 is standing.
        squeeze: Whether a ball is squeezed between the knees.
    """

    exercise: Exercise
    rounds: int
    distance_m: float | None = None
    load_kg: float | None = None
    hold_s: int | None = None
    knee_angle_deg: int | None = None
    squeeze: bool = False

    @property
    def total_m(self) -> float:
        """Loaded metres over all rounds; 0 for a wall sit."""
        return self.rounds * (self.distance_m or 0.0)

    @property
    def total_kgm(self) -> float:
        """Load times distance over all rounds, kg·m: system mass times loaded metres."""
        return self.total_m * (self.load_kg or 0.0)

    @property
    def total_hold_s(self) -> int:
        """Seconds held over all rounds (time under tension); 0 for a sled push."""
        return self.rounds * (self.hold_s or 0)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work: what was planned, or what was done.

    Attributes:
        distance_m: Metres, or None when not known.
        duration_s: Seconds, or None when not known.
        rpe: Rating of perceived exertion, 0 to 10 (CR10), or None.
        sets: Sled rounds and wall-sit holds, in order.
    """

    distance_m: float | None = None
    duration_s: int | None = None
    rpe: float | None = None
    sets: tuple[ExerciseSet, ...] = ()

    @property
    def sled_m(self) -> float:
        """Loaded sled metres."""
        return sum(part.total_m for part in self.sets)

    @property
    def sled_kgm(self) -> float:
        """Sled load times distance, kg·m."""
        return sum(part.total_kgm for part in self.sets)

    @property
    def wall_sit_s(self) -> int:
        """Seconds of wall sit."""
        return sum(part.total_hold_s for part in self.sets)


AS_PLANNED = "as planned"
"""Source of an outcome whose figures were taken from the plan because the runner said no more than "done"."""
ENTERED = "typed"
"""Source of an outcome whose figures the runner gave."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was really done, as it was recorded.

    Attributes:
        effort: How much it was.
        note: The runner's words.
        source: Where the figures come from: `AS_PLANNED`, `ENTERED`, or a file.
        pain: The worst pain, 0 (none) to 10, or None when nothing was said of it.
        pain_next: The pain of the next morning, 0 to 10, or None when nothing was said of it.
    """

    effort: Effort
    note: str = ""
    source: str = ENTERED
    pain: int | None = None
    pain_next: int | None = None


@dataclass(frozen=True, slots=True)
class Workout:
    """One item of the calendar, before or after it is stored.

    Attributes:
        date: The local date it stands on now.
        sport: What it is.
        kind: A `RunKind` for a run, a `StrengthKind` for a strength session, None for the rest.
        title: One line, the runner's or the plan's own words.
        slot: Half of the day; None for a rest day or a note.
        start: Local start time ``HH:MM``; None when it has no time.
        planned: What the plan asks for; empty for an unplanned item.
        estimated: Names of the `planned` fields the plan did not give (``distance_m``, ``duration_s``).
        actual: What was done, or None.
        status: What is stored of its fate.
        skip_reason: Why it was skipped.
        original_date: Where it was first planned, once it has moved; None before.
        locked: Whether the slotter must leave it where it is.
        reason: Why it stands here, in one sentence, or None.
        note: The plan's longer description.
        block_id: The block it belongs to, or None.
        replaced_by_id: The number of the workout that was done in its place, or None.
        id: The number people call it by; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
    """

    date: dt.date
    sport: Sport
    kind: str | None
    title: str
    slot: Slot | None = None
    start: str | None = None
    planned: Effort = field(default_factory=Effort)
    estimated: tuple[str, ...] = ()
    actual: Outcome | None = None
    status: StoredStatus = StoredStatus.PLANNED
    skip_reason: str | None = None
    original_date: dt.date | None = None
    locked: bool = False
    reason: str | None = None
    note: str = ""
    block_id: int | None = None
    replaced_by_id: int | None = None
    id: int = 0
    version: int = 0

    def display_status(self, today: dt.date) -> DisplayStatus:
        """What is true of the item as of ``today``, told apart as finely as a runner does."""
        status = self.status_on(today)
        if status is DayStatus.SKIPPED and self.replaced_by_id is not None:
            return DisplayStatus.REPLACED
        if status is DayStatus.PLANNED and self.is_moved:
            return DisplayStatus.SHIFTED
        return DisplayStatus(status.value)

    def status_on(self, today: dt.date) -> DayStatus:
        """The item's fate as of ``today``; see `status_as_of`."""
        return status_as_of(self.status, self.sport, self.date, today)

    @property
    def is_training(self) -> bool:
        """Whether there is anything to do: not so for a rest day and a note."""
        return self.sport not in (Sport.REST, Sport.NOTE)

    @property
    def is_race(self) -> bool:
        """Whether it is a race."""
        return self.sport is Sport.RUN and self.kind == RunKind.RACE

    @property
    def is_open(self) -> bool:
        """Whether it is training that is neither done nor skipped."""
        return self.is_training and self.status is StoredStatus.PLANNED

    @property
    def is_moved(self) -> bool:
        """Whether it stands on another date than it was planned for."""
        return self.original_date is not None and self.original_date != self.date
