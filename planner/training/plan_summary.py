"""What a run plan amounts to, in the figures a coach looks at: longest run, taper, race pace, easy share.

The goal race itself is no training: it counts in the running of the whole plan and in nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.training.blocks import Block
from planner.training.paces import METRES_PER_HALF, METRES_PER_MARATHON
from planner.training.races import RaceDistance, classify_race
from planner.training.run_plans.goals import MARATHON_LONG_RUN_M, MEDIUM_LONG_S
from planner.training.step_backs import find_step_back_weeks
from planner.training.steps import Intensity, Step, StepKind, single_steps
from planner.training.workouts import QUALITY_RUNS, RunKind, Sport, StoredStatus, Workout

_BIG_WEEK_SHARE = 0.9
"""The taper begins after the last week that runs this share of the biggest. A default."""
_MAX_TAPER_WEEKS = 3
_MIN_DAYS_OF_RACE_WEEK = 3
"""A race week with fewer days before the race says nothing about the taper."""
_NAMED_RACES_M = {RaceDistance.HALF: METRES_PER_HALF, RaceDistance.MARATHON: METRES_PER_MARATHON}


@dataclass(frozen=True, slots=True)
class LongestRun:
    """The longest run before the goal race; the last of them where several are as long.

    Attributes:
        date: Its day.
        distance_m: Metres.
        duration_s: Seconds, or None when not known.
        estimated: Names of the figures the plan does not give: ``distance_m``, ``duration_s``.
        days_before_race: Days from it to the goal race; None without a race.
        share_of_race: Its share of the goal race, 1.0 for the whole; None without a race of known length.
        share_of_week: Its share of the running of its week.
    """

    date: dt.date
    distance_m: float
    duration_s: int | None
    estimated: tuple[str, ...]
    days_before_race: int | None
    share_of_race: float | None
    share_of_week: float


@dataclass(frozen=True, slots=True)
class RacePaceRunning:
    """The running at race pace.

    Attributes:
        runs: How many runs hold some.
        metres: Metres of each of these runs at race pace, in order; None where the plan does not say it of every run.
        is_estimated: Whether some of the metres are computed from a time.
    """

    runs: int
    metres: tuple[float, ...] | None
    is_estimated: bool = False

    @property
    def total_m(self) -> float | None:
        """Metres of all runs together; None when not known."""
        return None if self.metres is None else sum(self.metres)

    @property
    def most_m(self) -> float | None:
        """Metres of the run with the most; None when not known."""
        return None if self.metres is None else max(self.metres, default=0.0)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """The figures of a plan's runs and strength.

    Attributes:
        weeks: Length in weeks.
        run_m: All running, metres.
        race_m: Length of the goal race in metres; None without a race, or when its length is not known.
        has_race: Whether the plan leads to a race.
        peak_week: Index of the week with the most running, from 0; None when no distance is known.
        peak_m: Its running, metres.
        longest: The longest run; None when no distance is known.
        marathon_long_runs: How many runs are 26 km or longer; None where the race is no marathon.
        medium_long_runs: How many runs of 90 minutes or more are not the longest of their week.
        taper: What each week of the taper runs as a share of the biggest week, the race week last; empty without one.
        step_back_weeks: Indexes of its lighter weeks on the way up, from 0.
        race_pace: The running at race pace.
        easy_share: The share of easy running, by time or else by distance; None when neither is known.
        easy_share_is_least: Whether it is a lower bound: the plan does not say how much of its fast runs is easy.
        easy_share_is_estimated: Whether estimated times count in it.
        run_days_a_week: On how many days a usual week runs.
        unmeasured_runs: Runs with neither a distance nor a time; they count in no figure.
        strength_sessions: Strength sessions.
        sled_m: Loaded sled metres.
    """

    weeks: int
    run_m: float
    race_m: float | None
    has_race: bool
    peak_week: int | None
    peak_m: float
    longest: LongestRun | None
    marathon_long_runs: int | None
    medium_long_runs: int
    taper: tuple[float, ...]
    step_back_weeks: tuple[int, ...]
    race_pace: RacePaceRunning
    easy_share: float | None
    easy_share_is_least: bool
    easy_share_is_estimated: bool
    run_days_a_week: int
    unmeasured_runs: int
    strength_sessions: int
    sled_m: float

    @property
    def is_marathon(self) -> bool:
        """Whether the goal race is a marathon, not a longer race."""
        return is_about(self.race_m, METRES_PER_MARATHON)


def is_about(metres: float | None, named_m: float) -> bool:
    """Return whether a race is as long as a named one, to within 5 %; courses and plans round."""
    return metres is not None and abs(metres - named_m) <= 0.05 * named_m


def summarize_plan(block: Block, workouts: Iterable[Workout]) -> PlanSummary:
    """Return the figures of a block as it is planned, whether done or not.

    Args:
        block: The block, for its dates and its race.
        workouts: Its workouts; those that were never planned do not count.
    """
    planned = [item for item in workouts if item.status is not StoredStatus.UNPLANNED and block.contains(item.date)]
    all_runs = sorted((item for item in planned if item.sport is Sport.RUN), key=lambda run: run.date)
    races = [run for run in all_runs if run.is_race and run.date == block.race_date]
    runs = [run for run in all_runs if run not in races]
    race_m = _race_length(block, races)
    week_m = _running_by_week(block, runs)
    last_week = _last_full_week(block)
    before_race = week_m[: last_week + 1]
    peak_m = max(before_race, default=0.0)
    taper_start = _taper_start(before_race, peak_m) if block.race_date is not None else len(before_race)
    easy_share, is_least, is_estimated = _easy_share([run for run in runs if not run.is_race])
    strength = [item for item in planned if item.sport is Sport.STRENGTH]
    is_marathon = is_about(race_m, METRES_PER_MARATHON)
    return PlanSummary(
        weeks=block.weeks,
        run_m=sum(run.planned.distance_m or 0.0 for run in all_runs),
        race_m=race_m,
        has_race=block.race_date is not None,
        peak_week=before_race.index(peak_m) if peak_m else None,
        peak_m=peak_m,
        longest=_longest_run(block, runs, race_m, week_m),
        marathon_long_runs=sum(_metres(run) >= MARATHON_LONG_RUN_M for run in runs) if is_marathon else None,
        medium_long_runs=_count_medium_long_runs(block, runs),
        taper=tuple(metres / peak_m for metres in before_race[taper_start:]) if peak_m else (),
        step_back_weeks=tuple(sorted(_step_back_weeks(block, runs, week_m))),
        race_pace=_race_pace(runs, race_m),
        easy_share=easy_share,
        easy_share_is_least=is_least,
        easy_share_is_estimated=is_estimated,
        run_days_a_week=usual_run_days((run.date for run in all_runs), block.start, block.race_week),
        unmeasured_runs=sum(not _metres(run) and not run.planned.duration_s for run in runs),
        strength_sessions=len(strength),
        sled_m=sum(item.planned.sled_m for item in strength),
    )


def _metres(run: Workout) -> float:
    return run.planned.distance_m or 0.0


def _race_length(block: Block, races: Sequence[Workout]) -> float | None:
    """Return the metres of the goal race as the plan gives them, or as its name says."""
    if block.race_date is None:
        return None
    given = max((_metres(race) for race in races if "distance_m" not in race.estimated), default=0.0)
    # Some files give the warm-up as the distance of the race day.
    if given and block.race_distance in (None, classify_race(given)):
        return given
    return None if block.race_distance is None else _NAMED_RACES_M.get(block.race_distance)


def _running_by_week(block: Block, runs: Iterable[Workout]) -> list[float]:
    metres = [0.0] * block.weeks
    for run in runs:
        metres[block.week_index(run.date)] += _metres(run)
    return metres


def _step_back_weeks(block: Block, runs: Iterable[Workout], week_m: Sequence[float]) -> frozenset[int]:
    longest = [0.0] * block.weeks
    for run in runs:
        week = block.week_index(run.date)
        longest[week] = max(longest[week], _metres(run))
    return find_step_back_weeks(week_m, longest, block.race_week)


def _last_full_week(block: Block) -> int:
    """Return the index of the race week, or of the last whole week without a race."""
    if block.race_date is None:
        return max(block.days // 7 - 1, 0)
    days_before = (block.race_date - block.start).days % 7
    return max(block.week_index(block.race_date) - (days_before < _MIN_DAYS_OF_RACE_WEEK), 0)


def _taper_start(week_m: Sequence[float], peak_m: float) -> int:
    """Return the index of the first week of the taper: after the last big week, and three weeks at most."""
    last_big = max((week for week, metres in enumerate(week_m) if metres >= _BIG_WEEK_SHARE * peak_m), default=-1)
    return max(last_big + 1, len(week_m) - _MAX_TAPER_WEEKS)


def _longest_run(
    block: Block, runs: Iterable[Workout], race_m: float | None, week_m: Sequence[float]
) -> LongestRun | None:
    race_date = block.race_date
    before = [run for run in runs if not run.is_race and _metres(run) and (race_date is None or run.date < race_date)]
    if not before:
        return None
    run = max(before, key=lambda run: (_metres(run), run.date))
    return LongestRun(
        date=run.date,
        distance_m=_metres(run),
        duration_s=run.planned.duration_s,
        estimated=run.estimated,
        days_before_race=None if race_date is None else (race_date - run.date).days,
        share_of_race=None if race_m is None else _metres(run) / race_m,
        share_of_week=_metres(run) / week_m[block.week_index(run.date)],
    )


def _count_medium_long_runs(block: Block, runs: Iterable[Workout]) -> int:
    by_week: dict[int, list[Workout]] = {}
    for run in runs:
        by_week.setdefault(block.week_index(run.date), []).append(run)
    count = 0
    for week in by_week.values():
        longest = max(week, key=_metres)
        count += sum(
            run is not longest and not run.is_race and (run.planned.duration_s or 0) >= MEDIUM_LONG_S for run in week
        )
    return count


def usual_run_days(dates: Iterable[dt.date], start: dt.date, race_week: int | None = None) -> int:
    """Return the commonest number of run days of a week, the higher of two that are as common; the race week aside.

    Args:
        dates: The days of the runs.
        start: The first day of the first week.
        race_week: The index of the week of the goal race, from 0, or None.
    """
    days = Counter((date - start).days // 7 for date in set(dates))
    weeks = [days[week] for week in days if week != race_week] or list(days.values())
    counts = Counter(weeks)
    return max(counts, key=lambda number: (counts[number], number), default=0)


# Steps


def _pace(run: Workout, step: Step) -> float | None:
    """Return the seconds a kilometre of a step: its own pace, else that of the whole run; None without either."""
    if step.middle_pace is not None:
        return step.middle_pace
    return run.planned.duration_s / _metres(run) * 1000 if run.planned.duration_s and _metres(run) else None


def _race_pace(runs: Iterable[Workout], race_m: float | None) -> RacePaceRunning:
    """Sum up what is run at race pace."""
    by_run: list[float | None] = []
    is_estimated = False
    for run in runs:
        steps = [step for step in single_steps(run.planned.steps) if _is_race_pace(run, step, race_m)]
        if steps or run.kind == RunKind.RACE_PACE:
            metres = [step.metres_at(_pace(run, step)) for step in steps]
            known = [part for part in metres if part is not None]
            by_run.append(sum(known) if known and len(known) == len(metres) else None)
            is_estimated |= any(step.distance_m is None for step in steps)
    known_runs = [metres for metres in by_run if metres is not None]
    if len(known_runs) < len(by_run):
        return RacePaceRunning(len(by_run), None)
    return RacePaceRunning(len(by_run), tuple(known_runs), is_estimated)


def _is_race_pace(run: Workout, step: Step, race_m: float | None) -> bool:
    """Return whether a step is at race pace: the work of race-pace runs, and in long runs work that is about as hard.

    Marathon pace has a training pace of its own, so a marathon's race pace is known in every run.
    """
    if not _is_hard(step):
        return False
    if is_about(race_m, METRES_PER_MARATHON) and step.intensity is Intensity.MARATHON:
        return True
    is_half = is_about(race_m, METRES_PER_HALF) and step.intensity in (Intensity.MARATHON, Intensity.THRESHOLD)
    return run.kind == RunKind.RACE_PACE or (run.kind == RunKind.LONG and is_half)


def _easy_share(runs: Sequence[Workout]) -> tuple[float | None, bool, bool]:
    """Return the share of easy running, whether it is a lower bound, and whether estimated times count in it."""
    measured = [run for run in runs if _metres(run) or run.planned.duration_s]
    by_time = all(run.planned.duration_s for run in measured)
    total = easy = 0.0
    is_least = False
    for run in measured:
        hard_share = _hard_share(run)
        is_least |= hard_share is None
        amount = float(run.planned.duration_s or 0) if by_time else _metres(run)
        total += amount
        easy += 0.0 if hard_share is None else amount * (1 - hard_share)
    if not total:
        return None, False, False
    return easy / total, is_least, by_time and any("duration_s" in run.estimated for run in measured)


def _hard_share(run: Workout) -> float | None:
    """Return how much of a run's time, or else of its distance, is work; None where the plan does not say it."""
    steps = list(single_steps(run.planned.steps))
    if not steps:
        return None if run.kind in QUALITY_RUNS else 0.0
    paces = [_pace(run, step) for step in steps]
    for parts in (
        [step.seconds_at(pace) for step, pace in zip(steps, paces, strict=True)],
        [step.metres_at(pace) for step, pace in zip(steps, paces, strict=True)],
    ):
        known = [part for part in parts if part is not None]
        total = sum(known)
        if total and len(known) == len(parts):
            return sum(part for part, step in zip(known, steps, strict=True) if _is_hard(step)) / total
    return None


def _is_hard(step: Step) -> bool:
    return step.kind is StepKind.WORK and step.intensity is not Intensity.EASY
