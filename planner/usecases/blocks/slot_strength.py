"""Slotting the strength of a block, with dose rows that wait where a week has no room for a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from planner.slotting import Answer, Rules, parse_problem, solve
from planner.training.blocks import Block
from planner.training.dose_tables import DoseWeek, wait_for_sessions
from planner.training.workouts import DEMANDING_KINDS, StrengthKind
from planner.usecases.blocks.constraints import reduce_to_feasible
from planner.usecases.blocks.options import BlockOptions
from planner.usecases.blocks.pins import Pins

BuildProblem = Callable[[tuple[DoseWeek, ...], frozenset[int], Pins], dict[str, Any]]
"""Returns the slotting problem, given the row of each week, the weeks in which a moderate session may be the wall sit
alone, and the pins."""


@dataclass(frozen=True, slots=True)
class SlottedStrength:
    """The slotted strength of a block.

    Attributes:
        problem: The slotting problem.
        answer: Its answer.
        dose_weeks: The dose table's row for each week; a week without a heavy or moderate session raises nothing.
        less: A sentence on the weeks that ask for less than usual; empty where none does.
    """

    problem: dict[str, Any]
    answer: Answer
    dose_weeks: tuple[DoseWeek, ...]
    less: str


def slot_strength(
    build_problem: BuildProblem,
    weeks: tuple[DoseWeek, ...],
    block: Block,
    options: BlockOptions,
    pins: Pins,
    *,
    has_default_doses: bool,
    rules: Rules,
    first_week: int = 0,
    should_stop: Callable[[], bool] | None = None,
) -> SlottedStrength:
    """Slot the strength of a block. Where a week finds no room for a session, the rows after it wait.

    Args:
        build_problem: Returns the slotting problem.
        weeks: The dose table's row for each week, as if each had its sessions.
        block: The block's dates.
        options: What the runner asks for.
        pins: The pins that count.
        has_default_doses: Whether the sessions are the default ones, which are reduced to what each week has room for.
        rules: Slotting rules and weights.
        first_week: The first week whose row may change, by its index from 0.
        should_stop: Asked now and then; the search ends when it answers yes.

    Raises:
        SearchStopped: ``should_stop`` answered yes.
    """
    rows, session_weeks = weeks, frozenset(range(block.weeks))
    while True:
        problem, answer, less = _slot_rows(
            partial(build_problem, rows),
            block,
            options,
            pins,
            has_default_doses=has_default_doses,
            rules=rules,
            should_stop=should_stop,
        )
        # Only ever fewer weeks, so that it ends: a row that waits may ask for a shorter session, which has room.
        session_weeks &= {one.day // 7 for one in answer.sessions if StrengthKind(one.kind) in DEMANDING_KINDS}
        waiting = wait_for_sessions(weeks, session_weeks, first_week)
        if waiting == rows:
            return SlottedStrength(problem, answer, rows, less)
        rows = waiting


def _slot_rows(
    build_problem: Callable[[frozenset[int], Pins], dict[str, Any]],
    block: Block,
    options: BlockOptions,
    pins: Pins,
    *,
    has_default_doses: bool,
    rules: Rules,
    should_stop: Callable[[], bool] | None,
) -> tuple[dict[str, Any], Answer, str]:
    """Slot the strength of a block with given rows: with the sled only, then with wall sits in weeks that need them.

    Returns:
        The problem, its answer, and a sentence on the weeks that ask for less than usual; empty where none does.
    """

    def solve_with(wall_sit_weeks: frozenset[int], pins: Pins) -> tuple[dict[str, Any], Answer]:
        problem = build_problem(wall_sit_weeks, pins)
        return problem, solve(parse_problem(problem), rules=rules, should_stop=should_stop)

    wall_sit_weeks = frozenset(range(block.weeks)) if options.sled_times == () else frozenset()
    # Forced and locked sessions must not decide which weeks have room for the sled, so the first search ignores them.
    forbidden_only = Pins(forbidden=pins.forbidden)
    problem, answer = solve_with(wall_sit_weeks, forbidden_only if options.sled_times else pins)
    weeks_without_sled = frozenset(gap.week for gap in answer.unplaced if gap.kind is StrengthKind.MODERATE)
    if options.sled_times and (weeks_without_sled or pins.required):
        wall_sit_weeks = weeks_without_sled
        problem, answer = solve_with(wall_sit_weeks, pins)
    if not (has_default_doses and answer.unplaced):
        return problem, answer, ""
    # Targets are reduced without the pins, so that a pin still shows what it costs.
    unpinned = solve_with(wall_sit_weeks, Pins()) if pins else (problem, answer)
    targets, less = reduce_to_feasible(*unpinned)
    if targets != problem["targets"]:
        problem = {**problem, "targets": targets}
        answer = solve(parse_problem(problem), rules=rules, should_stop=should_stop)
    return problem, answer, less
