"""A change of the calendar before it is made: what would stand where, under the name the history will call it.

Every planning operation is a function that works out a `Change`; the screen shows it as ghosts, the command line prints
it, and `apply_change` stores it as one transaction and one entry of the journal.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner import store
from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.workouts import Slot, Workout
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from planner.store.repository import Repository


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation would do. Nothing is stored until it is carried out.

    Attributes:
        name: What the history will call it.
        changed: Workouts as they would then be, with the number and version they were read with.
        added: New workouts.
        removed: Workouts that would go.
        blocks: Blocks as they would then be.
        absences: Days without training, and how days feel, as they would then be; new ones have the number 0.
        ended_absences: Absences that would go.
        slotting_problems: By the number of its block, what a slotting would be asked from then on.
        remarks: What else should be known before it is made, a sentence each.
        runner: The runner's figures as they would then be; None leaves them alone.
    """

    name: str
    changed: tuple[Workout, ...] = ()
    added: tuple[Workout, ...] = ()
    removed: tuple[Workout, ...] = ()
    blocks: tuple[Block, ...] = ()
    absences: tuple[Absence, ...] = ()
    ended_absences: tuple[Absence, ...] = ()
    slotting_problems: tuple[tuple[int, dict[str, Any]], ...] = ()
    remarks: tuple[str, ...] = ()
    runner: Runner | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be different."""
        return not any(
            (
                self.changed,
                self.added,
                self.removed,
                self.blocks,
                self.absences,
                self.ended_absences,
                self.slotting_problems,
            )
        )

    @property
    def workout_ids(self) -> frozenset[int]:
        """The numbers of the workouts that would be different; 0 stands for new ones."""
        return frozenset(workout.id for workout in (*self.changed, *self.added))

    def apply_to_workouts(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """The workouts of some days with the change made, in calendar order."""
        gone = {workout.id for workout in (*self.changed, *self.removed)}
        standing = [workout for workout in workouts if workout.id not in gone]
        standing += [workout for workout in (*self.changed, *self.added) if first <= workout.date <= last]
        return sorted(standing, key=calendar_sort_key)

    def apply_to_blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with the change made."""
        after = {block.id: block for block in self.blocks}
        return tuple(after.get(block.id, block) for block in blocks)

    def apply_to_absences(self, absences: Iterable[Absence]) -> tuple[Absence, ...]:
        """The days without training, and how days feel, with the change made."""
        gone = {absence.id for absence in (*self.absences, *self.ended_absences)}
        return (*(absence for absence in absences if absence.id not in gone), *self.absences)


def apply_change(book: Planbook, change: Change) -> Change:
    """Store a change as one operation; an empty one leaves no trace.

    Returns:
        The same with the workouts as they are stored now.

    Raises:
        StaleEditError: A workout or block was changed by another session since it was read; nothing was changed.
        RefusedError: The file cannot be written, or a value breaks a rule; nothing was changed.
    """
    if change.is_empty:
        return change
    answers = [(number, json.dumps(problem), _solve_as_json(problem)) for number, problem in change.slotting_problems]
    with store.edit(book.path, change.name, now=book.clock.now()) as plan:
        if change.runner is not None:
            store_runner(plan, change.runner)
        for block in change.blocks:
            plan.replace_block(block)
        for absence in change.absences:
            plan.replace_absence(absence) if absence.id else plan.add_absence(absence)
        for absence in change.ended_absences:
            plan.remove_absence(absence)
        for number, problem, answer in answers:
            plan.save_slotting(number, problem, answer)
        for workout in change.removed:
            plan.remove_workout(workout.id, workout.version)
        return replace(
            change,
            changed=tuple(plan.replace_workouts(change.changed)),
            added=tuple(plan.add_workouts(change.added)),
        )


def store_runner(plan: Repository, runner: Runner) -> None:
    """Keep the runner's figures as they were just given; the health answers are given elsewhere, and stay."""
    known = plan.runner()
    runner = replace(runner, version=known.version, screening=known.screening or runner.screening)
    if runner != known:
        plan.replace_runner(runner)


def _solve_as_json(problem: dict[str, Any]) -> str:
    """What the slotter says to a problem, as it is kept."""
    from planner import slotting

    return json.dumps(slotting.solve(slotting.parse_problem(problem)).to_json())


def calendar_sort_key(workout: Workout) -> tuple[dt.date, int, str, int]:
    """By date, half of the day (none last), start, number: as the store lists them."""
    half = {Slot.AM: 0, Slot.PM: 1}.get(workout.slot, 2) if workout.slot else 2
    return workout.date, half, workout.start or "~", workout.id
