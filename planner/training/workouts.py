"""The workouts of the calendar: runs, strength sessions, cross training, rest days and notes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from planner.training.races import Priority
from planner.training.steps import Repeat, Step


class Sport(StrEnum):
    """The broad kind of a calendar item."""

    RUN = "run"
    STRENGTH = "strength"
    CROSS = "cross"
    REST = "rest"
    NOTE = "note"


ENDURANCE_SPORTS = (Sport.RUN, Sport.CROSS)
"""Running, and what trains the same in its place; the rules keep strength away from both."""


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


QUALITY_RUNS = frozenset({RunKind.TEMPO, RunKind.INTERVALS, RunKind.HILLS, RunKind.RACE_PACE, RunKind.TIME_TRIAL})
"""Runs that are hard because of their pace, not their length."""
KEY_RUNS = QUALITY_RUNS | {RunKind.LONG, RunKind.RACE}
"""Hard and long runs, which strength sessions are slotted around."""


class StrengthKind(StrEnum):
    """The dose of a strength session: heavy, moderate, or light (the recovery dose)."""

    HEAVY = "heavy"
    MODERATE = "moderate"
    LIGHT = "light"


DEMANDING_KINDS = frozenset({StrengthKind.HEAVY, StrengthKind.MODERATE})
"""The kinds that need recovery before and after; a light session does not."""


SESSION_MINUTES = {StrengthKind.HEAVY: 45, StrengthKind.MODERATE: 40, StrengthKind.LIGHT: 25}
"""How long a session of each kind takes, in minutes."""


LANE_M = 20.0
"""Metres of a sled round, the length of a usual lane."""


class Slot(StrEnum):
    """Half a day. A workout starts at its slot's usual time unless it has a start of its own."""

    AM = "am"
    PM = "pm"


class StrengthLevel(StrEnum):
    """How used to leg strength work a runner is; experienced means at least 3 sessions in the last 28 days."""

    NOVICE = "novice"
    EXPERIENCED = "experienced"


class StoredStatus(StrEnum):
    """The stored status of a workout. That a planned one was missed is not stored, because it follows from the date."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    UNPLANNED = "unplanned"


class DayStatus(StrEnum):
    """The status of a workout as of a given day."""

    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNPLANNED = "unplanned"


class DisplayStatus(StrEnum):
    """The status that people see: it also tells moved and replaced workouts from planned and skipped ones."""

    PLANNED = "planned"
    SHIFTED = "shifted"
    DONE = "done"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    MISSED = "missed"
    UNPLANNED = "unplanned"


def status_as_of(stored: str, sport: str, date: dt.date, today: dt.date, made_on: dt.date | None = None) -> DayStatus:
    """Return the status of a workout as of today: a planned one is missed once its day is past.

    Rest days and notes are never missed, nor is what was made for a day that was over by then.

    Args:
        stored: A `StoredStatus` value.
        sport: A `Sport` value.
        date: The day of the workout.
        today: Today's date.
        made_on: The day it was made, where it was made for a day that was over by then; None for all other workouts.

    Raises:
        ValueError: `stored` is no status.
    """
    is_over = date < today and (made_on is None or date >= made_on)
    if stored == StoredStatus.PLANNED and is_over and sport not in (Sport.REST, Sport.NOTE):
        return DayStatus.MISSED
    return DayStatus(stored)


class Exercise(StrEnum):
    """The two exercises this planner exists for. A runner's own exercises are named by a text of theirs instead."""

    REVERSE_SLED_PUSH = "reverse_sled_push"
    WALL_SIT = "wall_sit"


class LegLoad(StrEnum):
    """How much an exercise of the runner's own asks of the legs; the rules count it as a session of that kind."""

    HEAVY = "heavy"
    MODERATE = "moderate"
    LIGHT = "light"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExerciseSet:
    """Rounds of one exercise: over a distance, as the sled, held for a time, as a wall sit, or counted.

    Attributes:
        exercise: An `Exercise`, or the name of one of the runner's own, such as ``farmers_carry``.
        rounds: How many rounds, at least 1.
        distance_m: Metres a round (sled).
        load_kg: Mass of sled and plates together in kilograms; 0 is walking backward without a sled.
        hold_s: Seconds a round (wall sit).
        knee_angle_deg: Knee angle of the wall sit in degrees; 180 is standing.
        squeeze: Whether a ball is squeezed between the knees.
        repetitions: Repetitions a round; never of an `Exercise`.
        leg_load: How much one of the runner's own exercises asks of the legs; None for an `Exercise`.
    """

    exercise: str
    rounds: int
    distance_m: float | None = None
    load_kg: float | None = None
    hold_s: int | None = None
    knee_angle_deg: int | None = None
    squeeze: bool = False
    repetitions: int | None = None
    leg_load: LegLoad | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is an exercise of the runner's own."""
        return self.exercise not in (Exercise.REVERSE_SLED_PUSH, Exercise.WALL_SIT)

    @property
    def total_m(self) -> float:
        """Metres over all rounds; 0 for a wall sit."""
        return self.rounds * (self.distance_m or 0.0)

    @property
    def total_kgm(self) -> float:
        """Load times distance over all rounds, in kg·m."""
        return self.total_m * (self.load_kg or 0.0)

    @property
    def total_hold_s(self) -> int:
        """Seconds held over all rounds; 0 for a sled push."""
        return self.rounds * (self.hold_s or 0)


def first_set(parts: tuple[ExerciseSet, ...], exercise: str) -> ExerciseSet | None:
    """Return the first set of an exercise, or None."""
    return next((part for part in parts if part.exercise == exercise), None)


def main_sets(parts: tuple[ExerciseSet, ...]) -> tuple[ExerciseSet, ...]:
    """Return the sets that are shown for a whole session: of the sled, else of the wall sit, else the first exercise's.

    Those that are alike but for their load, knee angle and ball are one, with the rounds of all of them.
    """
    founding = [first_set(parts, exercise) for exercise in Exercise]
    first = next((part for part in (*founding, *parts) if part is not None), None)
    by_shape: dict[tuple[object, ...], ExerciseSet] = {}
    for part in parts:
        if first is not None and part.exercise == first.exercise:
            shape = part.distance_m, part.hold_s, part.repetitions
            same = by_shape.get(shape)
            by_shape[shape] = part if same is None else replace(same, rounds=same.rounds + part.rounds)
    return tuple(by_shape.values())


@dataclass(frozen=True, slots=True)
class Effort:
    """An amount of training, planned or done.

    Attributes:
        distance_m: Metres, or None when not known.
        duration_s: Seconds, or None when not known.
        rpe: Rating of perceived exertion, 0 to 10 (CR10), or None.
        sets: Sled rounds and wall-sit holds, in order.
        steps: The parts of a structured run, in order; empty for a run that is one piece.
    """

    distance_m: float | None = None
    duration_s: int | None = None
    rpe: float | None = None
    sets: tuple[ExerciseSet, ...] = ()
    steps: tuple[Step | Repeat, ...] = ()

    @property
    def sled_m(self) -> float:
        """Sled metres of all sets."""
        return sum(part.total_m for part in self.sets if part.exercise == Exercise.REVERSE_SLED_PUSH)

    @property
    def sled_kgm(self) -> float:
        """Sled load times distance of all sets, in kg·m."""
        return sum(part.total_kgm for part in self.sets if part.exercise == Exercise.REVERSE_SLED_PUSH)

    @property
    def wall_sit_s(self) -> int:
        """Seconds of wall sit of all sets."""
        return sum(part.total_hold_s for part in self.sets if part.exercise == Exercise.WALL_SIT)


AS_PLANNED = "as planned"
"""Source of an outcome whose figures were copied from the plan, because the runner only said "done"."""
ENTERED = "typed"
"""Source of an outcome whose figures the runner gave."""
RECORDED = "file"
"""Source of an outcome whose figures come from a recording, but for those that the runner typed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was really done.

    Attributes:
        effort: How much was done.
        note: The runner's words.
        source: Where the figures come from: `AS_PLANNED`, `ENTERED` or `RECORDED`.
        pain: The worst pain, 0 (none) to 10, or None when it was not recorded.
        pain_next: The pain of the next morning, 0 to 10, or None when it was not recorded.
    """

    effort: Effort
    note: str = ""
    source: str = ENTERED
    pain: int | None = None
    pain_next: int | None = None


@dataclass(frozen=True, slots=True)
class FormerKind:
    """What a workout was before its kind was changed, kept so that the same kind brings it back.

    Attributes:
        sport: Its sport then.
        kind: Its kind then.
        title: Its title then.
        planned: What was planned then.
        estimated: Names of the `planned` fields that were estimated.
        note: Its note then.
        priority: How much it mattered as a race.
        slot: Its half of the day then, for one that has none meanwhile.
        start: Its start time then, likewise.
        before: What it was before that, of yet another kind.
    """

    sport: Sport
    kind: str | None
    title: str
    planned: Effort
    estimated: tuple[str, ...] = ()
    note: str = ""
    priority: Priority | None = None
    slot: Slot | None = None
    start: str | None = None
    before: FormerKind | None = None


@dataclass(frozen=True, slots=True)
class Workout:
    """One item of the calendar, before or after it is stored.

    Attributes:
        date: The local date it is on now.
        sport: Its sport.
        kind: A `RunKind` for a run, a `StrengthKind` for a strength session, None for the rest.
        title: One line, in the runner's or the plan's own words.
        slot: Half of the day; None for a rest day or a note.
        start: Local start time ``HH:MM``; None when it has no time.
        planned: What is planned; empty for an unplanned workout.
        estimated: Names of the `planned` fields the plan did not give (``distance_m``, ``duration_s``).
        actual: What was done, or None.
        status: Its stored status.
        skip_reason: Why it was skipped.
        original_date: The date it was first planned for, once it has moved, by hand or with its plan; None before.
        plan_date: The date the plan has it on, while the runner has it on another one; None on the plan's own date.
        locked: Whether the slotter must leave it where it is.
        reason: Why it is here, in one sentence, or None.
        priority: How much a race matters that is not the goal of its block; None for all other workouts.
        note: The plan's longer description.
        block_id: The block it belongs to, or None.
        replaced_by_id: The number of the workout that was done in its place, or None.
        id: Its number, which commands take; 0 before it is stored.
        version: Counts changes, so that a stale edit is noticed; 0 before it is stored.
        former_kind: What it was before its kind was changed, until what it became is edited; else None.
        made_on: The day it was made, where it was made for a day that was over by then; None for all other workouts.
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
    plan_date: dt.date | None = None
    locked: bool = False
    reason: str | None = None
    priority: Priority | None = None
    note: str = ""
    block_id: int | None = None
    replaced_by_id: int | None = None
    id: int = 0
    version: int = 0
    former_kind: FormerKind | None = None
    made_on: dt.date | None = None

    @property
    def strength_kind(self) -> StrengthKind | None:
        """The kind of a strength session; None of one without a kind, and of any other workout."""
        return StrengthKind(self.kind) if self.sport is Sport.STRENGTH and self.kind is not None else None

    def display_status(self, today: dt.date) -> DisplayStatus:
        """Return the status that people see, as of today."""
        status = self.status_on(today)
        if status is DayStatus.SKIPPED and self.replaced_by_id is not None:
            return DisplayStatus.REPLACED
        if status is DayStatus.PLANNED and self.is_moved:
            return DisplayStatus.SHIFTED
        return DisplayStatus(status.value)

    def status_on(self, today: dt.date) -> DayStatus:
        """Return the status as of today; see `status_as_of`."""
        return status_as_of(self.status, self.sport, self.date, today, self.made_on)

    def is_left(self, today: dt.date) -> bool:
        """Return whether it is planned for today or a later day, with nothing recorded."""
        return self.status is StoredStatus.PLANNED and self.date >= today

    def made(self, today: dt.date) -> Workout:
        """Return it as one that is made today, which it remembers where its day is over."""
        return replace(self, made_on=today if self.date < today else None)

    @property
    def is_made_afterwards(self) -> bool:
        """Whether its day was over when it was made, so that nobody could do it as planned."""
        return self.made_on is not None and self.date < self.made_on

    @property
    def typed_rpe(self) -> float | None:
        """How hard the runner said that it felt (CR10); None for a rating that was only copied from the plan."""
        if self.actual is None:
            return None
        rpe = self.actual.effort.rpe
        return None if self.actual.source == AS_PLANNED and rpe == self.planned.rpe else rpe

    @property
    def is_training(self) -> bool:
        """Whether it is anything but a rest day or a note."""
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
    def plan_day(self) -> dt.date:
        """The date the plan has it on, wherever the runner has it."""
        return self.plan_date or self.date

    @property
    def is_moved(self) -> bool:
        """Whether the runner has it on another date than the plan."""
        return self.plan_date is not None
