"""What a run plan is generated from: the goal, the length, the days of the week, and the volumes.

A `PlanRequest` is plain data; `plan_defaults.with_defaults` makes one from a goal alone. The settings
of each goal are this planner's defaults, not evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.training.paces import METRES_PER_HALF, METRES_PER_MARATHON
from planner.training.races import RaceDistance

SUNDAY = 6
DEFAULT_STEP_BACK_EVERY, MASTERS_STEP_BACK_EVERY = 4, 3
MASTERS_AGE = 50
MAX_PEAK_M = 200_000.0
MEDIUM_LONG_S = 90 * 60
"""A run of so many seconds that is not the longest of its week is a medium-long one."""
MARATHON_LONG_RUN_M = 26_000.0
"""From so many metres on a run counts as one of the long runs that a marathon asks for. A default."""
STUDIED_MARATHON_RUN_M = 25_000.0
"""A longest run under so many metres went with slower marathons (``Fokkema20``)."""
FULL_MARATHON_PEAK_M = 60_000.0
"""A biggest week of so many metres has room for all the long runs that a marathon asks for. A default."""
LONGEST_RUN_DAYS_BEFORE_MARATHON = 21
"""The longest run is at least so many days before a marathon: the taper that went with better times (``Smyth21``)."""


class Goal(StrEnum):
    """What a plan prepares for."""

    FIVE_K = "5k"
    TEN_K = "10k"
    HALF = "half"
    MARATHON = "marathon"
    BASE = "base"
    AFTER_RACE = "after-race"


class RunningLevel(StrEnum):
    """How used to running (not to strength work) a runner is; it sets default volumes and how much is fast.

    A couch runner cannot run for 30 minutes yet.
    """

    COUCH = "couch"
    NEW = "new"
    REGULAR = "regular"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class GoalSettings:
    """The settings of a goal. All but the race distance are defaults, not evidence.

    Attributes:
        title: What a runner calls it.
        summary: A few words about the runs of its plan.
        race_m: The race distance in metres; None without a race.
        race_distance: How the slotting rules class the race, or None.
        week_choices: Lengths that are offered, in weeks.
        default_weeks: The default length in weeks.
        min_weeks: The shortest plan, in weeks.
        max_weeks: The longest plan, in weeks.
        default_peak_m: Default biggest week of a regular runner on five days, in metres.
        min_default_peak_m: The least default biggest week, however few the run days, in metres.
        min_current_m: The least running in a week now, in metres.
        min_peak_m: The least running in the biggest week, in metres.
        longest_run_m: What the longest run should be, in metres: at least, and at most unless the week needs more.
        long_run_limit_s: The most seconds that a long run takes at the runner's easy pace.
    """

    title: str
    summary: str
    race_m: float | None
    race_distance: RaceDistance | None
    week_choices: tuple[int, ...]
    default_weeks: int
    min_weeks: int
    max_weeks: int
    default_peak_m: float
    min_default_peak_m: float
    min_current_m: float
    min_peak_m: float
    longest_run_m: tuple[float, float]
    long_run_limit_s: int


GOAL_SETTINGS = {
    Goal.FIVE_K: GoalSettings(
        "5 km", "intervals, race pace", race_m=5_000.0, race_distance=RaceDistance.TEN_K,
        week_choices=(6, 8, 10, 12), default_weeks=8, min_weeks=4, max_weeks=26,
        default_peak_m=35_000.0, min_default_peak_m=18_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(8_000.0, 12_000.0), long_run_limit_s=5400,
    ),
    Goal.TEN_K: GoalSettings(
        "10 km", "intervals, tempo", race_m=10_000.0, race_distance=RaceDistance.TEN_K,
        week_choices=(8, 10, 12), default_weeks=10, min_weeks=4, max_weeks=26,
        default_peak_m=45_000.0, min_default_peak_m=26_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(12_000.0, 16_000.0), long_run_limit_s=7200,
    ),
    Goal.HALF: GoalSettings(
        "Half marathon", "tempo, race pace", race_m=METRES_PER_HALF, race_distance=RaceDistance.HALF,
        week_choices=(10, 12, 14, 16), default_weeks=12, min_weeks=4, max_weeks=30,
        default_peak_m=55_000.0, min_default_peak_m=36_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(17_000.0, 21_000.0), long_run_limit_s=9000,
    ),
    Goal.MARATHON: GoalSettings(
        "Marathon", "long runs, race pace", race_m=METRES_PER_MARATHON, race_distance=RaceDistance.MARATHON,
        week_choices=(12, 16, 18, 20), default_weeks=16, min_weeks=8, max_weeks=40,
        default_peak_m=70_000.0, min_default_peak_m=54_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(28_000.0, 32_000.0), long_run_limit_s=11700,
    ),
    Goal.BASE: GoalSettings(
        "Base", "hills, tempo", race_m=None, race_distance=None,
        week_choices=(4, 6, 8, 12), default_weeks=8, min_weeks=3, max_weeks=26,
        default_peak_m=45_000.0, min_default_peak_m=15_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(0.0, 20_000.0), long_run_limit_s=9000,
    ),
    Goal.AFTER_RACE: GoalSettings(
        "After a race", "easy, growing again", race_m=None, race_distance=None,
        week_choices=(2, 3, 4, 6), default_weeks=4, min_weeks=2, max_weeks=26,
        default_peak_m=30_000.0, min_default_peak_m=12_000.0, min_current_m=5_000.0, min_peak_m=5_000.0,
        longest_run_m=(0.0, 14_000.0), long_run_limit_s=9000,
    ),
}  # fmt: skip
"""The settings of each goal, in the order that lists show them."""


@dataclass(frozen=True, slots=True)
class PriorWeeks:
    """What was run before a plan that continues a block under way.

    Attributes:
        weeks: Past weeks of the block; its phases and lighter weeks continue from there.
        last_week_m: Running in the last of them in metres; 0 when it was none.
        recent_runs: The runs of the 30 days before, as ``(day, metres)``; days count from the plan's first, so they
            are negative.
    """

    weeks: int
    last_week_m: float
    recent_runs: tuple[tuple[int, float], ...] = ()

    def longest_run(self, day: int) -> float:
        """Return the longest run, in metres, before the plan and within 30 days of one of its days; 0 without one."""
        return max((metres for ran, metres in self.recent_runs if ran >= day - 30), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What a runner asks of a run plan.

    Attributes:
        goal: What to prepare for.
        weeks: Length in weeks; the race, if there is one, is in the last of them.
        run_days: Weekdays with a run, Monday 0 to Sunday 6, in order; two to seven of them.
        current_m: Running in a week now, in metres; the first week runs as much.
        peak_m: Running in the biggest week, in metres.
        level: How used to running the runner is.
        long_day: Weekday of the long run, one of `run_days`.
        quality_days: Weekdays of the fast runs, none to three of `run_days`, in order.
        step_back_every: How often a lighter week comes: every 3 or every 4 weeks.
        race_weekday: Weekday of the race; None for a goal without one.
        recent_race: Metres and seconds of a recent race, which paces follow from, or None.
        easy_pace: The runner's own easy pace in seconds a kilometre, or None.
        prior: What was run before, for a plan that continues a block; None for one that begins a block.
    """

    goal: Goal
    weeks: int
    run_days: tuple[int, ...]
    current_m: float
    peak_m: float
    level: RunningLevel = RunningLevel.REGULAR
    long_day: int = SUNDAY
    quality_days: tuple[int, ...] = ()
    step_back_every: int = DEFAULT_STEP_BACK_EVERY
    race_weekday: int | None = SUNDAY
    recent_race: tuple[float, int] | None = None
    easy_pace: float | None = None
    prior: PriorWeeks | None = None

    @property
    def weeks_before(self) -> int:
        """The past weeks of the block that the plan continues."""
        return self.prior.weeks if self.prior else 0

    @property
    def race_day(self) -> int | None:
        """The day of the race, from 0 at the plan's first day; None without a race."""
        return None if self.race_weekday is None else (self.weeks - 1) * 7 + self.race_weekday

    @property
    def settings(self) -> GoalSettings:
        """The settings of its goal."""
        return GOAL_SETTINGS[self.goal]

    @property
    def name(self) -> str:
        """The name of its plan: ``Half marathon, 12 weeks``."""
        return f"{self.settings.title}, {self.weeks} weeks"


def default_step_back_every(age: int | None) -> int:
    """Return every how many weeks a lighter one comes by default: three from 50 years on, else four."""
    return MASTERS_STEP_BACK_EVERY if age is not None and age >= MASTERS_AGE else DEFAULT_STEP_BACK_EVERY


def default_long_day(run_days: tuple[int, ...]) -> int:
    """Return the default weekday of the long run: Sunday, else Saturday, else the last run day."""
    return next((day for day in (6, 5) if day in run_days), run_days[-1] if run_days else SUNDAY)
