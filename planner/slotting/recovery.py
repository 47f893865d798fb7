"""Where one light session may follow a key run: the open half days in the run's recovery window (S5)."""

from __future__ import annotations

from dataclasses import dataclass

from planner.slotting.context import SlottingContext
from planner.slotting.evaluate import Candidate, Evaluator
from planner.slotting.problem import Problem
from planner.slotting.rules import DEFAULT_RULES, Rules
from planner.training.workouts import Slot, StrengthKind


@dataclass(frozen=True, slots=True)
class RecoveryPlaces:
    """The recovery window of a key run, and the places for a light session in it.

    Attributes:
        first_minute: When the window begins, in minutes from day 0 at 00:00.
        last_minute: When it ends.
        candidates: The places that break no hard rule, the best first.
    """

    first_minute: int
    last_minute: int
    candidates: tuple[Candidate, ...]


def find_recovery_places(problem: Problem, day: int, slot: Slot, *, rules: Rules = DEFAULT_RULES) -> RecoveryPlaces:
    """Return the recovery window of a key run, and the places for a light session in it.

    Args:
        problem: The problem; it asks for one light session more than it has locked.
        day: The day of the run; the problem has a key run there.
        slot: Its half of the day.
        rules: The rules, perhaps with a runner's overrides.

    Raises:
        ValueError: There is no key run then.
    """
    evaluator = Evaluator(SlottingContext(problem, rules))
    runs = [run for run in evaluator.context.timeline.key_runs if (run.run.day, run.run.slot) == (day, slot)]
    if not runs:
        raise ValueError(f"no key run on day {day} {slot}")
    run = max(runs, key=lambda one: one.end_minute)
    first, last = (run.end_minute + minutes for minutes in evaluator.soft.recovery_window_minutes(run))
    candidates = [
        candidate
        for later in range(max(day, 0), problem.days)
        for half in Slot
        for candidate in evaluator.evaluate_slot(later, half, [StrengthKind.LIGHT])
        if candidate.veto is None
        and not candidate.placement.locked
        and first <= candidate.placement.start_minute <= last
    ]
    return RecoveryPlaces(first, last, tuple(sorted(candidates, key=lambda candidate: candidate.tie_break)))
