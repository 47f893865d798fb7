"""Generate run plans: this planner's own, from no book. The same request always gives the same plan.

A plan begins on a Monday. `weekly_volumes` computes how much each week runs,
`week_plans` gives each day its run; this module puts them together with the race and what a coach
would say about them.
"""

from __future__ import annotations

from planner.training.measures import format_duration
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.run_plans.goals import PlanRequest, RunningLevel
from planner.training.run_plans.plan_remarks import plan_advice, plan_shortfalls
from planner.training.run_plans.plan_requests import check_plan_request
from planner.training.run_plans.quality_runs import QualityRunChooser, RunDescription
from planner.training.run_plans.request_paces import predicted_race_s
from planner.training.run_plans.run_walk import run_walk_plan
from planner.training.run_plans.week_plans import plan_week
from planner.training.run_plans.weekly_volumes import PlanWeek, is_step_back, week_shapes
from planner.training.workouts import Effort, RunKind, Slot, Sport


def generate_plan(request: PlanRequest) -> Plan:
    """Generate the run plan of a request. What it cannot reach is said in the first of its remarks.

    Raises:
        PlanRequestError: No plan can meet the request; the sentence says why, and what can.
    """
    check_plan_request(request)
    if request.level is RunningLevel.COUCH:
        return run_walk_plan(request)
    shapes = week_shapes(request)
    chooser = QualityRunChooser(request)
    entries: list[PlanEntry] = []
    for week in range(request.weeks):
        runs = plan_week(PlanWeek(request, shapes, week), chooser)
        entries.extend(_entry(request, week * 7 + weekday, runs.get(weekday)) for weekday in range(7))
    shortfalls = plan_shortfalls(request, shapes)
    return Plan(
        name=request.name,
        unit=Unit.KM,
        days=request.weeks * 7,
        entries=tuple(entries),
        race_day=request.race_day,
        race_distance=request.settings.race_distance,
        phases=tuple(
            (week * 7, shape.phase)
            for week, shape in enumerate(shapes)
            if week == 0 or shapes[week - 1].phase != shape.phase
        ),
        remarks=(*shortfalls, *plan_advice(request, shapes)),
        shortfall=next(iter(shortfalls), ""),
        source="generated",
        step_back_weeks=frozenset(week for week in range(request.weeks) if is_step_back(request, week)),
    )


def _entry(request: PlanRequest, day: int, run: RunDescription | None) -> PlanEntry:
    """Return what a day of the plan holds: the race, a run or rest."""
    if day == request.race_day:
        return race_entry(request, day)
    if run is None:
        return PlanEntry(day, Sport.REST, None, "Rest")
    planned = Effort(distance_m=run.distance_m, steps=run.steps)
    return PlanEntry(day, Sport.RUN, run.kind, run.title, Slot.AM, planned)


def race_entry(request: PlanRequest, day: int) -> PlanEntry:
    """Return the race of a plan, with what the recent one suggests for it."""
    figures, seconds = request.settings, predicted_race_s(request)
    note = ""
    if seconds is not None and request.recent_race is not None:
        metres, recent = request.recent_race
        note = (
            f"{format_duration(recent)} over {metres / 1000:g} km suggests about {format_duration(seconds)} "
            f"(Daniels-Gilbert)."
        )
    planned = Effort(distance_m=figures.race_m)
    return PlanEntry(day, Sport.RUN, RunKind.RACE, f"{figures.title} race", Slot.AM, planned, note)
