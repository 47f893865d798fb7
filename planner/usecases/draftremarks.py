"""What should be known of a draft besides its days, one sentence each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from planner.training.absences import Absence, absence_on
from planner.training.doses import FIRST_HEAVY_RUNG, LADDER, NO_STRENGTH_WEEKS, DoseWeek, reaches_heavy
from planner.training.plans import RunPlan
from planner.training.workouts import Sport, Workout
from planner.usecases.choices import Choices


def plan_remarks(plan: RunPlan, choices: Choices, start: dt.date, today: dt.date) -> Iterator[str]:
    """Of the run plan and its dates."""
    if start < today:
        yield (
            f"The block's first day, {start}, is past: what lies before today stands as missed "
            "until it is marked done or skipped."
        )
    own = sum(entry.sport is Sport.STRENGTH for entry in plan.entries)
    if own:
        yield f"None of our sessions is placed on the plan's own strength days ({own})."
    if plan.race_day is None and choices.race is None:
        yield "The plan has no race, so the strength is not tapered."


def strength_remarks(choices: Choices, weeks: Sequence[DoseWeek]) -> Iterator[str]:
    """Of the loads: where the ladder starts and why, and when heavy sessions begin."""
    if not sum((choices.wanted.heavy, choices.wanted.moderate, choices.wanted.light)):
        return
    if choices.logged is not None and choices.background is None:
        yield f"The loads start from what you logged. {choices.logged.why}"
    if choices.gym and not choices.preferred:
        yield "No weekday is preferred, so those with the sled are."
    if choices.wanted.heavy and not reaches_heavy(choices.start_rung, weeks[0]):
        normal = [number for number, week in enumerate(weeks) if week.phase not in NO_STRENGTH_WEEKS]
        begins = next((number + 1 for number in normal if reaches_heavy(choices.start_rung, weeks[number])), None)
        until = f"before week {begins}" if begins else "in this block"
        yield (
            f"Heavy sessions begin at {LADDER[FIRST_HEAVY_RUNG]:g} % of body mass, and the loads start at "
            f"{LADDER[choices.start_rung]:g} %: {until} they are moderate ones."
        )


def absence_remarks(runs: Sequence[Workout], absences: Sequence[Absence]) -> Iterator[str]:
    """Of each span without training: the runs that fall into it."""
    for absence in absences:
        found = [
            item
            for item in runs
            if absence_on(absences, item.date) is absence and item.sport in (Sport.RUN, Sport.CROSS)
        ]
        if found:
            count = "1 run falls" if len(found) == 1 else f"{len(found)} runs fall"
            yield (
                f"{count} into {absence.first} to {absence.last} ({absence.reason}): no strength is placed there; "
                "move them or skip them."
            )
