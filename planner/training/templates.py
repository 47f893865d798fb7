"""The built-in run plans, one for each goal: generated from a usual wish, of several lengths; no book's schedule."""

from __future__ import annotations

from dataclasses import dataclass

from planner.training.goals import FIGURES, Goal, Wish
from planner.training.measures import quoted
from planner.training.plans import RunPlan
from planner.training.races import RaceDistance
from planner.training.refusal import RefusedError
from planner.training.runplans import generate as generate_plan
from planner.training.usual import DEFAULT_DAYS, usual_wish


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
        weeks=figures.weeks,
        lengths=figures.lengths,
        days=DEFAULT_DAYS,
        peak_m=figures.peak_m,
    )
    for goal, figures in FIGURES.items()
)


def template(name: str) -> Template:
    """The template of that name.

    Raises:
        RefusedError: There is none; the sentence lists those there are.
    """
    for known in TEMPLATES:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in TEMPLATES)
    raise RefusedError(f"There is no template {quoted(name)}; there are {names}.")


def generate(shape: Template, peak_m: float | None = None, weeks: int | None = None) -> RunPlan:
    """A template's plan as it usually is; its race falls on a Sunday.

    Args:
        shape: What to prepare for.
        peak_m: Running in the biggest week, metres; the template's usual peak when None.
        weeks: Length; the template's usual one when None.

    Raises:
        RefusedError: A peak or a length that no plan has.
    """
    return generate_plan(wish_of(shape, peak_m, weeks))


def wish_of(shape: Template, peak_m: float | None = None, weeks: int | None = None) -> Wish:
    """What a template's plan is generated from; see `generate`."""
    return usual_wish(shape.goal, weeks, peak_m=peak_m)
