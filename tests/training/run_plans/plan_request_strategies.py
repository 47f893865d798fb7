"""Plan requests a runner might have, and what a plan made of them adds up to."""

from hypothesis import assume
from hypothesis import strategies as st

from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, PlanRequest, RunningLevel
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_requests import check_plan_request
from planner.training.workouts import RunKind, Sport

RACES = tuple(goal for goal in Goal if GOAL_SETTINGS[goal].race_m)
RECENT = ((5_000.0, 1_500), (10_000.0, 2_710), (21_097.5, 6_600), (10_000.0, 4_000))


LEVELS = tuple(level for level in RunningLevel if level is not RunningLevel.COUCH)
"""The levels of runners who can run for half an hour; the others walk between, see test_run_walk."""


@st.composite
def asked(draw: st.DrawFn, goals: tuple[Goal, ...] = tuple(Goal)) -> PlanRequest:
    """A request with anything a runner may choose; it may well be refused."""
    goal = draw(st.sampled_from(goals))
    figures = GOAL_SETTINGS[goal]
    run_days = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=2, max_size=7))))
    long_day = draw(st.sampled_from(run_days))
    free = [day for day in run_days if day != long_day]
    quality = draw(st.sets(st.sampled_from(free), max_size=3))
    current = draw(st.integers(5, 120)) * 1000.0
    recent, own = draw(
        st.sampled_from([(None, None), *((race, None) for race in RECENT), (None, 300.0), (None, 480.0)])
    )
    return PlanRequest(
        goal=goal,
        weeks=draw(st.integers(max(figures.min_weeks, 4), 26)),
        run_days=run_days,
        current_m=current,
        peak_m=min(current + draw(st.integers(0, 60)) * 1000.0, 120_000.0),
        level=draw(st.sampled_from(LEVELS)),
        long_day=long_day,
        quality_days=tuple(sorted(quality)),
        step_back_every=draw(st.sampled_from((3, 4))),
        race_weekday=draw(st.integers(0, 6)) if figures.race_m else None,
        recent_race=recent,
        easy_pace=own,
    )


@st.composite
def granted(draw: st.DrawFn, goals: tuple[Goal, ...] = tuple(Goal)) -> PlanRequest:
    """A wish that can be met, though its peak may be out of reach."""
    wish = draw(asked(goals))
    try:
        check_plan_request(wish)
    except RefusedError:
        assume(False)
    return wish


usual = st.builds(
    with_defaults,
    st.sampled_from(Goal),
    run_day_count=st.integers(2, 7),
    level=st.sampled_from(LEVELS),
    race_weekday=st.integers(0, 6),
    step_back_every=st.sampled_from((3, 4)),
)


def runs(plan: Plan, week: int | None = None) -> list[PlanEntry]:
    """The runs of a plan, or of one of its weeks, without its race."""
    return [
        entry
        for entry in plan.entries
        if entry.sport is Sport.RUN and entry.kind != RunKind.RACE and week in (None, entry.day // 7)
    ]


def metres(entry: PlanEntry) -> float:
    """How long a run is."""
    return entry.planned.distance_m or 0.0


def weekly(plan: Plan) -> list[float]:
    """Running of each week without the race, metres."""
    return [sum(map(metres, runs(plan, week))) for week in range(plan.days // 7)]


def longest(plan: Plan) -> list[float]:
    """The longest run of each week, the race left out; 0 in a week without a run."""
    return [max(map(metres, runs(plan, week)), default=0.0) for week in range(plan.days // 7)]
