"""Plans for runners who cannot run for 30 minutes yet: running and walking by turns, by time.

The minutes of running grow and the walks between them go, until 30 minutes are run without a walk. The stages are this
planner's own, a default and not evidence. A session is never more than a tenth longer than one three stages before it,
so that a lighter week, and a stage left out, make no leap.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from planner.text import format_count
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.run_plans.goals import Goal, PlanRequest
from planner.training.run_plans.run_days import spread_days
from planner.training.steps import Intensity, Repeat, Step, StepKind, steps_duration_s
from planner.training.workouts import Effort, RunKind, Slot, Sport

RUN_WALK_GOALS = (Goal.FIVE_K, Goal.BASE)
"""What a plan of running and walking prepares for; longer races come after it."""
MOST_RUN_WALK_DAYS = 4
"""The most days a week that are run; a runner with more run days rests on the others."""
USUAL_WEEKS = {Goal.FIVE_K: 10, Goal.BASE: 9}
"""The usual length, which gives each stage about a week."""
_EASY_PACE_S_PER_KM = 480.0
_WALK_S = 300
"""Seconds of walking before and after."""
_MAX_STAGES_A_WEEK = 1.5
_STEP_BACK_SHARE = 0.7
_RACE_WEEK_STAGE = 3
"""The stage before the race: well within what is known by then."""
_LAST_DAYS_BEFORE_RACE = 2
_LONG_PLAN_WEEKS = 12
"""A plan of more weeks goes on beyond 30 minutes."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One session of running and walking.

    Attributes:
        count: How often is run.
        run_s: Seconds of running at a time.
        walk_s: Seconds of walking after each; 0 where nothing is left to walk between.
    """

    count: int
    run_s: int
    walk_s: int

    @property
    def title(self) -> str:
        """What to do: ``Run 2 min, walk 90 s, 6 times``."""
        if self.count == 1:
            return f"Run {_time_text(self.run_s)}"
        return f"Run {_time_text(self.run_s)}, walk {_time_text(self.walk_s)}, {self.count} times"

    @property
    def steps(self) -> tuple[Step | Repeat, ...]:
        """The steps, each by its time."""
        run = Step(StepKind.WORK, duration_s=self.run_s, intensity=Intensity.EASY)
        walk = Step(StepKind.RECOVERY, duration_s=self.walk_s, note="walk")
        return (
            Step(StepKind.WARMUP, duration_s=_WALK_S, note="walk"),
            run if self.count == 1 else Repeat(self.count, (run, walk)),
            Step(StepKind.COOLDOWN, duration_s=_WALK_S, note="walk"),
        )


_STAGES = (
    Stage(9, 60, 90),
    Stage(8, 90, 90),
    Stage(6, 150, 90),
    Stage(5, 210, 90),
    Stage(4, 300, 90),
    Stage(4, 330, 75),
    Stage(3, 450, 90),
    Stage(2, 720, 120),
    Stage(2, 840, 60),
    Stage(1, 1800, 0),
)
_LATER_STAGES = tuple(Stage(1, 60 * minutes, 0) for minutes in (32, 34, 36, 38, 40))


def run_walk_volumes(run_days: int) -> tuple[float, float]:
    """Return about how many metres the first and the biggest week of a run-walk plan are."""
    weeks = (_seconds(_STAGES[0]), _seconds(_STAGES[-1]))
    first, biggest = (round(run_days * seconds / _EASY_PACE_S_PER_KM) * 1000.0 for seconds in weeks)
    return first, biggest


def run_walk_plan(request: PlanRequest) -> Plan:
    """Return the plan of running and walking for a request that `check_plan_request` has passed."""
    training_weeks = request.weeks - (request.race_day is not None)
    weeks = [_week_stage(request, week) for week in range(training_weeks)]
    step_backs = frozenset(week for week in range(training_weeks) if _is_step_back(request, week))
    run_days = spread_days(request.run_days, MOST_RUN_WALK_DAYS, (request.long_day,))
    entries = tuple(_entry(request, day, weeks, run_days) for day in range(request.weeks * 7))
    shortfall = _unused_days_text(request)
    return Plan(
        name=request.name,
        unit=Unit.KM,
        days=request.weeks * 7,
        entries=entries,
        race_day=request.race_day,
        race_distance=request.settings.race_distance,
        phases=tuple(_phases(request, training_weeks)),
        remarks=(*([shortfall] if shortfall else ()), *_remarks(request, weeks)),
        shortfall=shortfall,
        source="generated",
        step_back_weeks=step_backs,
    )


def _week_stage(request: PlanRequest, week: int) -> Stage:
    """Return the session of a week before the race week."""
    stage = _stages(request)[_stage_number(request, week)]
    if not _is_step_back(request, week):
        return stage
    if stage.count > 2:
        return replace(stage, count=round(_STEP_BACK_SHARE * stage.count))
    return replace(stage, run_s=round(_STEP_BACK_SHARE * stage.run_s / 30) * 30)


def _stages(request: PlanRequest) -> tuple[Stage, ...]:
    is_long = request.weeks_before + request.weeks > _LONG_PLAN_WEEKS
    return (*_STAGES, *_LATER_STAGES) if is_long else _STAGES


def _stage_number(request: PlanRequest, week: int) -> int:
    """Return the number of a week's stage, from 0: evenly to the last, at most three stages in two weeks."""
    weeks = request.weeks_before + request.weeks - (request.race_day is not None)
    each = min((len(_stages(request)) - 1) / max(weeks - 1, 1), _MAX_STAGES_A_WEEK)
    return round(each * (request.weeks_before + week) - 0.01)


def _is_step_back(request: PlanRequest, week: int) -> bool:
    last = request.weeks - (request.race_day is not None) - 1
    return (request.weeks_before + week + 1) % request.step_back_every == 0 and week < last


def _unused_days_text(request: PlanRequest) -> str:
    """Return a sentence on the run days that are not used; empty where all are."""
    usual = len(request.run_days)
    if usual <= MOST_RUN_WALK_DAYS:
        return ""
    return f"{usual} run days are too many for running and walking: {MOST_RUN_WALK_DAYS} of them are used."


def _entry(request: PlanRequest, day: int, weeks: list[Stage], run_days: Collection[int]) -> PlanEntry:
    week, weekday = divmod(day, 7)
    if day == request.race_day:
        return _race_entry(request, day, weeks)
    days_to_race = None if request.race_day is None else request.race_day - day
    if weekday not in run_days or (days_to_race is not None and days_to_race < _LAST_DAYS_BEFORE_RACE):
        return PlanEntry(day, Sport.REST, None, "Rest")
    stage = weeks[week] if week < len(weeks) else _STAGES[_RACE_WEEK_STAGE]
    planned = Effort(duration_s=_seconds(stage), steps=stage.steps)
    return PlanEntry(day, Sport.RUN, RunKind.EASY, stage.title, Slot.AM, planned)


def _race_entry(request: PlanRequest, day: int, weeks: list[Stage]) -> PlanEntry:
    figures = request.settings
    note = "" if weeks and weeks[-1].count == 1 else "Run and walk by turns, as in training."
    return PlanEntry(
        day, Sport.RUN, RunKind.RACE, f"{figures.title} race", Slot.AM, Effort(distance_m=figures.race_m), note
    )


def _phases(request: PlanRequest, training_weeks: int) -> Iterator[tuple[int, str]]:
    third = max(training_weeks // 3, 1)
    yield 0, "base"
    if training_weeks > 1:
        yield 7 * third, "build"
    if request.race_day is not None:
        if training_weeks > 2 * third:
            yield 7 * (training_weeks - third), "peak"
        yield 7 * training_weeks, "taper"


def _remarks(request: PlanRequest, weeks: list[Stage]) -> Iterator[str]:
    longest_s = max((stage.run_s for stage in weeks), default=0)
    if longest_s < _STAGES[-1].run_s:
        fewest = next(
            length for length in range(request.weeks + 1, 27) if _reaches_last(replace(request, weeks=length))
        )
        yield (
            f"In {format_count(request.weeks_before + request.weeks, 'week')} the longest run without a walk is "
            f"{_time_text(longest_s)}, not 30 min; {fewest} weeks would do."
        )
    yield ("Running and walking go by time: run so easily that you can talk, and repeat a week whenever it was hard.")
    if (request.current_m, request.peak_m) != run_walk_volumes(len(request.run_days)):
        asked = f"{request.current_m / 1000:g} to {request.peak_m / 1000:g} km a week"
        yield f"The {asked} are not used: they are for runners who can run for 30 min, with runner new."


def _reaches_last(request: PlanRequest) -> bool:
    training_weeks = request.weeks - (request.race_day is not None)
    return _stage_number(request, training_weeks - 1) >= len(_STAGES) - 1


def _seconds(stage: Stage) -> int:
    return steps_duration_s(stage.steps) or 0


def _time_text(seconds: int) -> str:
    """Return a time as people say it: ``90 s``, ``4 min``, ``4 min 30 s``."""
    minutes, rest = divmod(seconds, 60)
    if seconds <= 90 and rest:
        return f"{seconds} s"
    return f"{minutes} min" + (f" {rest} s" if rest else "")
