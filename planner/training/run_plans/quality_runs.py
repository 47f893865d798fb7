"""Choose the fast runs of a generated plan: repetitions that fit the week and the run, each at most twice in a plan.

Threshold running is at most a tenth of the week, intervals at most 8 % and 10 km (``Daniels``); a warm-up and a
cool-down always remain. The lists of repetitions are defaults, not evidence. Requests must have passed
`plan_requests.check_plan_request`, which refuses a recent race that gives no paces.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.training.formatting import format_bare_distance
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal, PlanRequest, RunningLevel
from planner.training.run_plans.long_runs import RACE_PACE_M
from planner.training.run_plans.request_paces import (
    at_pace_text,
    easy_pace,
    easy_range,
    format_pace_per_km,
    predicted_race_pace,
    training_paces,
)
from planner.training.run_plans.run_steps import (
    Repetitions,
    StepPaces,
    fast_end_steps,
    least_length,
    repetition_steps,
    strides_steps,
)
from planner.training.steps import Intensity, Repeat, Step
from planner.training.workouts import RunKind

TEMPO_SHARE = 0.10
INTERVAL_SHARE, _INTERVALS_LIMIT_M = 0.08, 10_000.0
_HILL_SHARE = 0.04
_RACE_PACE_SHARE = {Goal.FIVE_K: 0.10, Goal.TEN_K: 0.12, Goal.HALF: 0.20, Goal.MARATHON: 0.20}
"""The most running at race pace in one run, as a share of the week; for 5 and 10 km it is interval running."""
HARD_SHARE = 0.25
"""The most running faster than easy in a week, as a share of it, strides left out. A default, not evidence."""
_NEW_RUNNER = 0.75
"""Race pace of a new runner as a share of the usual."""
_MOST_USES = 2
"""How often a plan has the same fast run."""
_FIRST_AMOUNTS = (0.7, 0.8, 0.9, 1.0)
"""The first, second, third and every later run of a kind as a share of what its week allows."""
_SMALLER_KINDS = (RunKind.INTERVALS, RunKind.HILLS)
"""What a week holds where the kind that it should have does not fit."""
_SIMILAR = 0.8
"""Among repetitions of nearly the most metres, this share of it and more, the least used come first."""
_TEMPO_TO_EASY_PACE, _INTERVAL_TO_EASY_PACE = 0.81, 0.75
"""Threshold and interval pace as a share of easy pace, near an index of 45; only used to turn metres into minutes."""
_LONGEST_S = {Intensity.THRESHOLD: 25 * 60, Intensity.INTERVAL: 6 * 60}
"""The longest repetition at an intensity, in seconds (``Daniels`` for intervals; a default for the threshold)."""
_RACE_INTENSITY = {
    Goal.FIVE_K: Intensity.INTERVAL,
    Goal.TEN_K: Intensity.INTERVAL,
    Goal.HALF: Intensity.THRESHOLD,
    Goal.MARATHON: Intensity.MARATHON,
}
"""The training pace that is nearest to race pace."""
_RACE_NOTE = {Goal.FIVE_K: "5k pace", Goal.TEN_K: "10k pace", Goal.HALF: "half marathon pace"}
"""What a step at race pace is called; one at marathon pace has the name of its training pace."""

# Repetitions as (count, metres); those of the most metres that fit come first, and of these the least used.
_TEMPO = (
    (4, 400), (3, 600), (4, 500), (5, 400), (2, 1000), (3, 800), (4, 600), (3, 1000), (5, 600), (4, 800), (2, 1500),
    (2, 1600), (1, 3000), (4, 1000), (3, 1200), (2, 2000), (5, 800), (1, 4000), (5, 1000), (3, 1600), (2, 2500),
    (1, 5000), (6, 1000), (3, 2000), (2, 3000), (4, 1500), (1, 6000), (4, 2000), (5, 1600), (2, 4000), (3, 2500),
    (3, 3000), (5, 2000), (2, 5000), (4, 2500), (6, 2000), (4, 3000), (3, 4000),
)  # fmt: skip
_INTERVALS = (
    (4, 200), (6, 200), (4, 300), (8, 200), (4, 400), (5, 400), (6, 300), (8, 300), (6, 400), (10, 300), (4, 600),
    (3, 800), (5, 600), (8, 400), (4, 800), (3, 1000), (10, 400), (6, 600), (5, 800), (4, 1000), (12, 400), (6, 800),
    (5, 1000), (4, 1200), (8, 600), (8, 800), (6, 1000), (5, 1200), (6, 1200), (8, 1000), (7, 1200), (8, 1200),
    (10, 1000),
)  # fmt: skip
_HILLS = (
    (4, 100), (6, 100), (8, 100), (4, 150), (5, 150), (10, 100), (6, 150), (4, 200), (12, 100), (8, 150), (5, 200),
    (6, 200), (10, 150), (4, 300), (8, 200), (5, 300), (12, 150), (6, 300), (10, 200), (8, 300), (12, 200), (10, 300),
)  # fmt: skip
_RACE_REPETITIONS = {
    Goal.FIVE_K: (
        (3, 400), (4, 400), (3, 600), (5, 400), (2, 1000), (4, 600), (6, 400), (3, 800), (3, 1000), (4, 800), (5, 600),
        (2, 1600), (4, 1000), (5, 800), (3, 1200), (5, 1000), (3, 1600), (4, 1200), (6, 1000),
    ),
    Goal.TEN_K: (
        (3, 500), (2, 1000), (4, 500), (3, 800), (2, 1500), (3, 1000), (5, 600), (4, 800), (4, 1000), (2, 2000),
        (3, 1500), (5, 1000), (3, 1600), (6, 1000), (3, 2000), (4, 1600), (2, 3000), (8, 1000), (4, 2000),
        (3, 3000), (5, 2000),
    ),
    Goal.HALF: (
        (3, 500), (2, 1000), (3, 1000), (2, 1500), (2, 2000), (4, 1000), (3, 1500), (2, 2500), (3, 2000), (2, 3000),
        (4, 2000), (2, 4000), (3, 3000), (1, 8000), (2, 5000), (3, 3500), (1, 10000),
    ),
    Goal.MARATHON: tuple((1, metres) for metres in range(3_000, 21_000, 1_000)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunDescription:
    """What to run on a day.

    Attributes:
        kind: What it is for.
        title: What to run, in one line.
        distance_m: How long it is, in metres.
        steps: Its steps, which are as long together; empty for a run that is one piece.
    """

    kind: RunKind
    title: str
    distance_m: float
    steps: tuple[Step | Repeat, ...] = ()


@dataclass(frozen=True, slots=True)
class QualityRun:
    """A fast run that is chosen but may still become longer than it needs to be.

    Attributes:
        kind: What it is for.
        title: What to run, in one line.
        repetitions: Its fast part.
        least_m: The least length of the run, in metres.
    """

    kind: RunKind
    title: str
    repetitions: Repetitions
    least_m: float


@dataclass(frozen=True, slots=True)
class RunRoom:
    """What a week leaves for one of its fast runs.

    Attributes:
        most_m: The longest that the run may be, in metres.
        most_fast_m: The most fast running in it, in metres.
        race_pace_m: The least and the most of it at race pace, in metres; it grows from run to run before a long race.
        other_kinds: The kinds of the week's other fast runs.
    """

    most_m: float
    most_fast_m: float = math.inf
    race_pace_m: tuple[float, float] = (0.0, math.inf)
    other_kinds: tuple[RunKind, ...] = ()

    def holds(self, run: QualityRun) -> bool:
        """Return whether a run fits."""
        fast_m = run.repetitions.fast_m
        least_m, most_m = self.race_pace_m if run.kind is RunKind.RACE_PACE else (0.0, math.inf)
        return run.least_m <= self.most_m and fast_m <= self.most_fast_m and least_m <= fast_m <= most_m


def step_paces(request: PlanRequest) -> StepPaces:
    """Return the paces that the runs of a plan are described with."""
    return StepPaces(easy_pace(request), easy_range(request), training_paces(request), predicted_race_pace(request))


def easy_run(metres: float) -> RunDescription:
    """Describe an easy run."""
    return RunDescription(RunKind.EASY, "Easy", metres)


def easy_run_with_strides(metres: float, count: int, paces: StepPaces) -> RunDescription:
    """Describe an easy run that ends with strides."""
    return RunDescription(RunKind.EASY, f"Easy, then {count} strides", metres, strides_steps(metres, count, paces))


def long_run(request: PlanRequest, metres: float, race_pace_m: float) -> RunDescription:
    """Describe a long run, whose last part may be at race pace."""
    if not race_pace_m:
        return RunDescription(RunKind.LONG, "Long run", metres)
    paces = step_paces(request)
    pace_text = _comma_pace_text(paces.race_s_per_km)
    steps = fast_end_steps(metres, race_pace_m, _RACE_INTENSITY[request.goal], paces, _RACE_NOTE.get(request.goal))
    return RunDescription(
        RunKind.LONG, f"Long run, the last {_length(race_pace_m)} at race pace{pace_text}", metres, steps
    )


def describe_quality_run(
    run: QualityRun, metres: float, paces: StepPaces, *, is_medium_long: bool = False
) -> RunDescription:
    """Describe a chosen fast run of some metres, at least as many as it needs."""
    title = run.title
    if is_medium_long:
        work = _work_text(run.repetitions)
        title = f"Medium-long run with {work} at race pace{_comma_pace_text(paces.race_s_per_km)}"
    return RunDescription(run.kind, title, metres, repetition_steps(metres, run.repetitions, paces))


def race_week_run(request: PlanRequest, metres: float) -> QualityRun | None:
    """Return the last fast run before a race; None where the run is too short for one."""
    if request.goal not in _RACE_INTENSITY:
        return None
    paces = step_paces(request)
    for fast in (3_000.0, 2_000.0, 1_000.0) if request.goal in (Goal.HALF, Goal.MARATHON) else (1_000.0,):
        intensity, note = _RACE_INTENSITY[request.goal], _RACE_NOTE.get(request.goal)
        repetitions = Repetitions(1, fast, 0.0, intensity, paces.race_s_per_km, note=note)
        if least_length(repetitions, paces) <= metres:
            title = f"Easy with {_length(fast)} at race pace{_comma_pace_text(paces.race_s_per_km)}"
            return QualityRun(RunKind.RACE_PACE, title, repetitions, least_length(repetitions, paces))
    return None


class QualityRunChooser:
    """Choose the fast runs of one plan, week after week, none of them more than twice."""

    def __init__(self, request: PlanRequest) -> None:
        self._request = request
        self._uses: Counter[str] = Counter()
        self._kinds: Counter[RunKind] = Counter()
        self.paces = step_paces(request)
        self.race_pace_m = 0.0
        """The most running at race pace of a run so far, the long ones aside, in metres."""

    def choose(self, kind: RunKind, week_m: float, room: RunRoom, amount: float = 1.0) -> QualityRun | None:
        """Choose the fast run of a kind that fits best, else one of a kind that needs less; None where none fits.

        The first runs of a kind are smaller than the week allows.

        Args:
            kind: tempo, intervals, hills or race pace.
            week_m: Running in the week, in metres.
            room: How long and how fast it may be.
            amount: The amount of fast running as a share of the usual; less in a lighter or tapering week.
        """
        smaller_kinds = (smaller for smaller in _SMALLER_KINDS if smaller not in {kind, *room.other_kinds})
        for other in (kind, *smaller_kinds):
            first = _FIRST_AMOUNTS[min(self._kinds[other], len(_FIRST_AMOUNTS) - 1)]
            share = amount if other is RunKind.RACE_PACE else min(amount, first)
            runs = [run for run in self._runs(other, week_m, share) if room.holds(run)]
            unused = [run for run in runs if self._uses[run.title] < _MOST_USES]
            if unused:
                chosen = _best_run(unused, self._uses)
                self._uses[chosen.title] += 1
                self._kinds[other] += 1
                if other is RunKind.RACE_PACE:
                    self.race_pace_m = max(self.race_pace_m, chosen.repetitions.fast_m)
                return chosen
        return None

    def _runs(self, kind: RunKind, week_m: float, amount: float) -> Iterator[QualityRun]:
        """Yield the runs of a kind whose fast part fits a share of what a week allows."""
        known, goal = self.paces.known, self._request.goal
        if kind is RunKind.TEMPO:
            pace = known.threshold if known else None
            repetitions = _repetitions(_TEMPO, Intensity.THRESHOLD, pace, recover=0.2)
            yield from self._fitting(kind, "Tempo", repetitions, amount * TEMPO_SHARE * week_m)
        elif kind is RunKind.INTERVALS:
            pace = known.interval if known else None
            repetitions = _repetitions(_INTERVALS, Intensity.INTERVAL, pace, recover=0.5)
            most = min(amount * INTERVAL_SHARE * week_m, _INTERVALS_LIMIT_M)
            yield from self._fitting(kind, "Intervals", repetitions, most)
        elif kind is RunKind.HILLS:
            yield from self._fitting(kind, "Hills", _hill_repetitions(), amount * _HILL_SHARE * week_m)
        elif goal in _RACE_REPETITIONS:
            recover = 0.4 if goal in (Goal.FIVE_K, Goal.TEN_K) else 0.2
            intensity, pace = _RACE_INTENSITY[goal], self.paces.race_s_per_km
            note = _RACE_NOTE.get(goal)
            repetitions = _repetitions(_RACE_REPETITIONS[goal], intensity, pace, recover=recover, note=note)
            yield from self._fitting(kind, "Race pace", repetitions, self._most_race_pace(week_m, amount))

    def _most_race_pace(self, week_m: float, amount: float) -> float:
        """Return the most running at race pace in metres; for long races the plan's blocks of it say how it grows."""
        goal = self._request.goal
        by_week = _RACE_PACE_SHARE[goal] * week_m * (_NEW_RUNNER if self._request.level is RunningLevel.NEW else 1.0)
        return by_week if goal in RACE_PACE_M else amount * by_week

    def _fitting(
        self, kind: RunKind, words: str, repetitions: Iterable[Repetitions], most_m: float
    ) -> Iterator[QualityRun]:
        for each in repetitions:
            is_too_long = each.count * each.metres > most_m
            limit_s = _LONGEST_S.get(each.intensity) if kind is not RunKind.RACE_PACE else None
            if is_too_long or (limit_s is not None and each.metres / 1000 * self._pace(each) > limit_s):
                continue
            suffix = {RunKind.HILLS: " up", RunKind.TEMPO: " steady" * (each.count == 1)}.get(kind, "")
            title = f"{words}, {_work_text(each)}{suffix}{at_pace_text(each.pace_s_per_km)}"
            yield QualityRun(kind, title, each, least_length(each, self.paces))

    def _pace(self, repetitions: Repetitions) -> float:
        """Return the pace of repetitions in seconds a kilometre, estimated where it is not known."""
        shares = {Intensity.THRESHOLD: _TEMPO_TO_EASY_PACE, Intensity.INTERVAL: _INTERVAL_TO_EASY_PACE}
        return repetitions.pace_s_per_km or shares.get(repetitions.intensity, 1.0) * self.paces.easy_s_per_km


def _best_run(runs: list[QualityRun], uses: Mapping[str, int]) -> QualityRun:
    """Return the run with the most race pace, or the least used of those with nearly the most fast running."""
    most_m = max(run.repetitions.fast_m for run in runs)
    if runs[0].kind is RunKind.RACE_PACE:
        return min(runs, key=lambda run: (-run.repetitions.fast_m, uses[run.title]))
    similar = [run for run in runs if run.repetitions.fast_m >= _SIMILAR * most_m]
    return min(similar, key=lambda run: (uses[run.title], -run.repetitions.fast_m))


def _repetitions(
    forms: Iterable[tuple[int, int]],
    intensity: Intensity,
    pace: float | None,
    *,
    recover: float,
    note: str | None = None,
) -> Iterator[Repetitions]:
    """Yield the repetitions of some forms, with a recovery of a share of their length, to the next 100 m."""
    for count, metres in forms:
        recovery = 0.0 if count == 1 else max(-(-recover * metres // 100) * 100.0, 200.0)
        yield Repetitions(count, float(metres), recovery, intensity, pace, note)


def _hill_repetitions() -> Iterator[Repetitions]:
    for count, metres in _HILLS:
        yield Repetitions(
            count, float(metres), float(metres), Intensity.INTERVAL, note="uphill, strong", recovery_note="back down"
        )


def _comma_pace_text(pace: float | None) -> str:
    """Return a pace after the words "at race pace": ``, 4:56/km``; empty for None."""
    return "" if pace is None else f", {format_pace_per_km(pace)}"


def _work_text(repetitions: Repetitions) -> str:
    """Return repetitions for a title: ``4 × 800 m``, ``5 km``."""
    each = _length(repetitions.metres)
    return each if repetitions.count == 1 else f"{repetitions.count} × {each}"


def _length(metres: float) -> str:
    """Return a length for a title: ``800 m``, ``1.6 km``."""
    return f"{metres:.0f} m" if metres < 1000 else f"{format_bare_distance(metres, Unit.KM)} km"
