"""The built-in run plans, one for each goal: generated from a usual wish, of several lengths; no book's schedule."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.goals import GOAL_SETTINGS, Goal, PlanRequest
from planner.training.measures import quoted
from planner.training.plan_generator import generate_plan
from planner.training.plan_requests import DEFAULT_RUN_DAYS_A_WEEK, with_defaults
from planner.training.plans import Plan
from planner.training.races import RaceDistance
from planner.training.refusal import RefusedError


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of plan that can be generated.

    Attributes:
        name: What ``--template`` calls it: the goal's value.
        title: What a runner calls it.
        summary: One line about its shape.
        race_m: Race distance in metres; None without a race.
        race_distance: How the slotting rules class the race, or None.
        weeks: Usual length.
        lengths: Lengths that are offered, weeks.
        days: Usual number of run days a week.
        peak_m: Usual peak week, metres of running.
    """

    name: str
    title: str
    summary: str
    race_m: float | None
    race_distance: RaceDistance | None
    weeks: int
    lengths: tuple[int, ...]
    days: int
    peak_m: float

    @property
    def goal(self) -> Goal:
        """What it prepares for."""
        return Goal(self.name)


_SUMMARIES = {
    Goal.FIVE_K: "intervals, race pace",
    Goal.TEN_K: "intervals, tempo",
    Goal.HALF: "tempo, race pace",
    Goal.MARATHON: "long runs, race pace",
    Goal.BASE: "hills, tempo",
    Goal.AFTER_RACE: "easy, growing again",
}
TEMPLATES = tuple(
    Template(
        name=goal.value,
        title=figures.title,
        summary=_SUMMARIES[goal],
        race_m=figures.race_m,
        race_distance=figures.race_distance,
        weeks=figures.default_weeks,
        lengths=figures.week_choices,
        days=DEFAULT_RUN_DAYS_A_WEEK,
        peak_m=figures.default_peak_m,
    )
    for goal, figures in GOAL_SETTINGS.items()
)


def find_template(name: str) -> Template:
    """The template of that name.

    Raises:
        RefusedError: There is none; the sentence lists those there are.
    """
    for known in TEMPLATES:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in TEMPLATES)
    raise RefusedError(f"There is no template {quoted(name)}; there are {names}.")


def generate_from_template(shape: Template, peak_m: float | None = None, weeks: int | None = None) -> Plan:
    """A template's plan as it usually is; its race falls on a Sunday.

    Args:
        shape: What to prepare for.
        peak_m: Running in the biggest week, metres; the template's usual peak when None.
        weeks: Length; the template's usual one when None.

    Raises:
        RefusedError: A peak or a length that no plan has.
    """
    return generate_plan(template_request(shape, peak_m, weeks))


def template_request(shape: Template, peak_m: float | None = None, weeks: int | None = None) -> PlanRequest:
    """What a template's plan is generated from; see `generate_from_template`."""
    return with_defaults(shape.goal, weeks, peak_m=peak_m)
