"""A runner's paces: which easy pace is used and where it comes from, what a race takes, how long a run takes.

There is one choice of easy pace for the whole program: the runner's own, else 68 % of the recent race's index, else one
that is assumed for the runner's level. A race is never run at easy pace: its time is predicted by the index of the
recent race, or by the one that the easy pace implies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.training.formatting import format_bare_distance
from planner.training.measures import format_duration, format_pace
from planner.training.paces import (
    EASY_SHARE,
    METRES_PER_MARATHON,
    Paces,
    estimate_distance,
    estimate_duration,
    is_valid_index,
    oxygen_cost,
    paces_for_index,
    race_index,
    race_time,
)
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import PlanRequest, RunningLevel
from planner.training.steps import Intensity, Repeat, Step, single_steps
from planner.training.workouts import AS_PLANNED, Effort, RunKind, Workout

ASSUMED_EASY_PACES: dict[str, float] = {"couch": 480.0, "new": 435.0, "regular": 375.0, "advanced": 315.0}
"""Easy pace in seconds a kilometre where none is known, by `RunningLevel`. Defaults, not evidence."""
_MIN_RECENT_RACE_M, _MAX_RECENT_RACE_M = 1_500.0, 50_000.0
_ROUNDED_M = 200.0
"""A run that is longer than its steps by no more than this was rounded."""
_ULTRA_EXPONENT = 1.06
"""How a race longer than a marathon slows with its distance (``Riegel``); the index is fitted to shorter ones."""


class PaceOrigin(StrEnum):
    """Where an easy pace comes from."""

    OWN = "own"
    RECENT_RACE = "recent race"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class RunnerPaces:
    """How fast a runner runs, as far as it is known.

    Attributes:
        own_easy: The runner's own easy pace in seconds a kilometre, or None.
        recent_race: Metres and seconds of a recent race, or None. Its index is within the limits of the equations.
        level: How used to running the runner is.
    """

    own_easy: float | None = None
    recent_race: tuple[float, int] | None = None
    level: RunningLevel = RunningLevel.REGULAR

    @property
    def origin(self) -> PaceOrigin:
        """Where the easy pace comes from."""
        if self.own_easy is not None:
            return PaceOrigin.OWN
        return PaceOrigin.ASSUMED if self.recent_race is None else PaceOrigin.RECENT_RACE

    @property
    def easy(self) -> float:
        """The easy pace in seconds a kilometre."""
        if self.own_easy is not None:
            return self.own_easy
        if self.recent_race is not None:
            return paces_for_index(race_index(*self.recent_race)).easy
        return ASSUMED_EASY_PACES[self.level]

    @property
    def index(self) -> float | None:
        """The Daniels-Gilbert index: of the recent race, else the one whose easy pace is the runner's (``tlgs``).

        None where the easy pace is so slow or so fast that the equations do not hold.
        """
        if self.recent_race is not None:
            return race_index(*self.recent_race)
        index = oxygen_cost(60_000 / self.easy) / EASY_SHARE
        return index if is_valid_index(index) else None

    @property
    def walks_between(self) -> bool:
        """Whether the runner cannot run for 30 minutes yet, and no race tells how fast a race would be."""
        return self.level is RunningLevel.COUCH and self.recent_race is None

    @property
    def training(self) -> Paces | None:
        """The training paces of the index; None without one."""
        return None if self.index is None else paces_for_index(self.index)

    def race_time(self, distance_m: float) -> int:
        """Predict the seconds of a race, by the index (``tlgs``), beyond the marathon by its exponent (``Riegel``).

        A runner without an index is taken to race at easy pace, and so is one who walks between, unless a recent race
        tells more.
        """
        if self.index is None or self.walks_between:
            return round(distance_m / 1000 * self.easy)
        if distance_m <= METRES_PER_MARATHON:
            return round(race_time(self.index, distance_m))
        slowdown: float = (distance_m / METRES_PER_MARATHON) ** _ULTRA_EXPONENT
        return round(race_time(self.index, METRES_PER_MARATHON) * slowdown)

    def duration_s(self, kind: RunKind, effort: Effort) -> int:
        """Estimate the seconds of a run whose metres are known: a race by its index, steps by their paces.

        What a run has beyond its steps is run at easy pace.
        """
        assert effort.distance_m is not None
        if kind is RunKind.RACE:
            return self.race_time(effort.distance_m)
        by_steps, metres = self.steps_duration_s(effort.steps), self.steps_distance_m(effort.steps)
        if by_steps is None:
            return estimate_duration(kind, effort.distance_m, self.easy)
        beyond = 0.0 if metres is None else effort.distance_m - metres
        return by_steps + (round(beyond / 1000 * self.easy) if beyond > _ROUNDED_M else 0)

    def distance_m(self, kind: RunKind, effort: Effort) -> float:
        """Estimate the metres of a run, to 100 m, whose seconds are known."""
        assert effort.duration_s is not None
        if kind is RunKind.RACE:
            return self._race_distance(effort.duration_s)
        by_steps = self.steps_distance_m(effort.steps)
        return estimate_distance(kind, effort.duration_s, self.easy) if by_steps is None else by_steps

    def steps_duration_s(self, steps: Iterable[Step | Repeat]) -> int | None:
        """Estimate the seconds of all steps together; None without steps, or with one whose pace is not known."""
        seconds = [step.seconds_at(self._step_pace(step)) for step in single_steps(tuple(steps))]
        known = [part for part in seconds if part is not None]
        return round(sum(known)) if known and len(known) == len(seconds) else None

    def steps_distance_m(self, steps: Iterable[Step | Repeat]) -> float | None:
        """Estimate the metres of all steps together, to 100 m; None without steps, or where a pace is not known."""
        metres = [step.metres_at(self._step_pace(step)) for step in single_steps(tuple(steps))]
        known = [part for part in metres if part is not None]
        return round(sum(known) / 100) * 100.0 if known and len(known) == len(metres) else None

    def _step_pace(self, step: Step) -> float | None:
        """Return the pace of a step in seconds a kilometre: its own, else the training pace of its intensity."""
        if step.middle_pace is not None:
            return step.middle_pace
        if step.intensity is None or step.intensity is Intensity.EASY:
            return self.easy
        training = self.training
        return None if training is None else training.at(step.intensity)

    def _race_distance(self, duration_s: int) -> float:
        """Return the metres, to 100 m, of a race that takes some seconds."""
        low, high = 100.0, duration_s * 12.0  # nobody runs faster than 12 m/s
        while high - low > 10:
            middle = (low + high) / 2
            low, high = (middle, high) if self.race_time(middle) < duration_s else (low, middle)
        return round((low + high) / 200) * 100.0

    def easy_text(self, unit: Unit) -> str:
        """Say which easy pace it is: ``at your easy pace of 5:20 /km``, ``at an assumed ~6:15 /km``.

        One from a recent race says so: ``at about 5:35 /km, from your 10 km in 45:10``.
        """
        pace = format_pace(self.easy, unit)
        if self.origin is PaceOrigin.OWN:
            return f"at your easy pace of {pace}"
        if self.origin is PaceOrigin.RECENT_RACE:
            return f"at about {pace}, from {self._race_text(unit)}"
        return f"at an assumed ~{pace}"

    def race_text(self, unit: Unit) -> str:
        """Say what a race is predicted from: ``from your 10 km in 45:10``, ``from your easy pace of 5:20 /km``."""
        if self.recent_race is not None:
            return f"from {self._race_text(unit)}"
        pace = format_pace(self.easy, unit)
        whose = "an assumed easy pace of ~" if self.own_easy is None else "your easy pace of "
        return f"from {whose}{pace}"

    def _race_text(self, unit: Unit) -> str:
        assert self.recent_race is not None
        metres, seconds = self.recent_race
        distance = f"{metres / 1000:g} km" if metres % 1000 == 0 else f"{format_bare_distance(metres, unit)} {unit}"
        return f"your {distance} in {format_duration(seconds)}"


def check_recent_race(distance_m: float, duration_s: int) -> None:
    """Refuse a recent race that no paces follow from.

    Raises:
        RefusedError: It is not 1.5 to 50 km, or its index is outside the limits of the equations.
    """
    race = f"The recent race of {distance_m / 1000:g} km in {format_duration(duration_s)}"
    if not _MIN_RECENT_RACE_M <= distance_m <= _MAX_RECENT_RACE_M or duration_s <= 0:
        raise RefusedError(f"{race} gives no paces; take one of 1.5 to 50 km.")
    try:
        race_index(distance_m, duration_s)
    except RefusedError as refusal:
        raise RefusedError(f"{race} is unlikely. {refusal}") from None


def paces_of_request(request: PlanRequest) -> RunnerPaces:
    """Return the paces that a plan request tells."""
    return RunnerPaces(request.easy_pace, request.recent_race, request.level)


def recent_race_text(race: Workout) -> str:
    """Return a race that was run as a recent race is typed, ``10 km 45:10``; empty where no paces follow from it.

    A distance that was not recorded is the planned one. A time that was only copied from the plan tells nothing.
    """
    outcome = race.actual
    if not race.is_race or outcome is None or outcome.source == AS_PLANNED:
        return ""
    metres, seconds = outcome.effort.distance_m or race.planned.distance_m, outcome.effort.duration_s
    if not metres or not seconds:
        return ""
    try:
        check_recent_race(metres, seconds)
    except RefusedError:
        return ""
    return f"{metres / 1000:g} km {format_duration(seconds)}"
