"""A change of the calendar before it is made.

Every planning operation is a function that returns a `Change`; the screen previews it, the command line prints it, and
`apply_change` stores it as one transaction and one entry of the journal.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from planner import store
from planner.store import quick
from planner.store.backups.automatic_backups import backups_before
from planner.store.backups.backup_names import BackupReason
from planner.training.absences import Absence
from planner.training.blocks import Block, Runner
from planner.training.busy_times import BusyDays, BusyTime, busy_days
from planner.training.workouts import Slot, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import read_busy_days
from planner.usecases.recordings.rematch import FollowLog, check_removable, rematch

if TYPE_CHECKING:
    import sqlite3

    from planner.slotting import Answer
    from planner.store.repository import Repository
    from planner.training.own_exercises import OwnExercise


@dataclass(frozen=True, slots=True)
class Reversal:
    """An operation that a change takes back, leaving nothing of it.

    Attributes:
        operation_id: The operation.
        changed: The workouts that it changed, as it found them.
        added: The workouts that it removed; they come back with their numbers.
        removed: The workouts that it added.
    """

    operation_id: int
    changed: tuple[Workout, ...]
    added: tuple[Workout, ...]
    removed: tuple[Workout, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation would do. Nothing is stored before `apply_change`.

    Attributes:
        name: What the history calls the operation.
        changed: Changed workouts, with the ids and versions they were read with.
        added: New workouts.
        removed: Workouts to remove.
        blocks: Changed blocks.
        absences: New absences and feelings, with the id 0, and changed ones.
        ended_absences: Absences and feelings to remove.
        slotting_problems: New slotting problems of blocks, each as ``(block id, problem)``.
        remarks: What the runner should know before making the change, a sentence each.
        runner: The runner's changed data; None leaves it unchanged.
        exercises: New exercises of the runner's own, with the id 0, and changed ones.
        removed_exercises: Exercises of the runner's own to remove.
        busy_times: What other calendars fill, in place of all that is stored; None leaves that unchanged.
        decided_days: Days on which the runner decided a place, so that other strength of their week may go elsewhere.
        backup_reason: Why the file is backed up before it; DAY if it is the first change of a day.
        reversal: The operation that it takes back, as long as nothing is added to it; see `reverses`.
        as_read: Changed workouts as they were read, where they are at hand; nobody reads them again.
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
    busy_times: tuple[BusyTime, ...] | None = None
    exercises: tuple[OwnExercise, ...] = ()
    removed_exercises: tuple[OwnExercise, ...] = ()
    decided_days: tuple[dt.date, ...] = ()
    backup_reason: BackupReason = BackupReason.DAY
    reversal: Reversal | None = None
    as_read: tuple[Workout, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not any(
            (
                self.changed,
                self.added,
                self.removed,
                self.blocks,
                self.absences,
                self.ended_absences,
                self.slotting_problems,
                self.busy_times is not None,
                self.exercises,
                self.removed_exercises,
            )
        )

    @property
    def reverses(self) -> int | None:
        """The operation that it takes back as a whole; None where it does anything else or more."""
        known = self.reversal
        if known is None or (self.changed, self.added, self.removed) != (known.changed, known.added, known.removed):
            return None
        return known.operation_id

    @property
    def workout_count(self) -> int:
        """How many workouts it changes, adds and removes."""
        return len(self.changed) + len(self.added) + len(self.removed)

    @property
    def workout_ids(self) -> frozenset[int]:
        """The ids of changed and added workouts; 0 for added ones."""
        return frozenset(workout.id for workout in (*self.changed, *self.added))

    @property
    def concerned_workouts(self) -> tuple[Workout, ...]:
        """The stored workouts that it changes or removes."""
        return (*self.changed, *self.removed)

    def apply_to_workouts(self, workouts: Iterable[Workout], first: dt.date, last: dt.date) -> list[Workout]:
        """Return the workouts from ``first`` to ``last`` after the change, in calendar order."""
        touched = {workout.id for workout in (*self.changed, *self.removed)}
        result = [workout for workout in workouts if workout.id not in touched]
        result += [workout for workout in (*self.changed, *self.added) if first <= workout.date <= last]
        return sorted(result, key=calendar_sort_key)

    def apply_to_blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Return the blocks after the change."""
        changed = {block.id: block for block in self.blocks}
        return tuple(changed.get(block.id, block) for block in blocks)

    def apply_to_absences(self, absences: Iterable[Absence]) -> tuple[Absence, ...]:
        """Return the absences and feelings after the change."""
        touched = {absence.id for absence in (*self.absences, *self.ended_absences)}
        return (*(absence for absence in absences if absence.id not in touched), *self.absences)


class WorkoutsBefore:
    """The workouts that a change changes, as they are stored: each is read once, whoever asks for it.

    Args:
        book: The planbook.
        change: The change.
    """

    def __init__(self, book: Planbook, change: Change) -> None:
        self._path = book.path
        self._stored = {workout.id: workout for workout in change.as_read}

    @property
    def as_read(self) -> tuple[Workout, ...]:
        """All that were read so far."""
        return tuple(self._stored.values())

    def pairs(self, changed: Sequence[Workout]) -> list[tuple[Workout, Workout]]:
        """Return each workout as it is stored, and as the change has it.

        Raises:
            RefusedError: There is no such workout, or the file cannot be read.
        """
        unread = [workout.id for workout in changed if workout.id not in self._stored]
        self._stored |= {workout.id: workout for workout in quick.read_workouts(self._path, unread)}
        return [(self._stored[workout.id], workout) for workout in changed]


def read_busy_days_after(book: Planbook, change: Change, first: dt.date, last: dt.date) -> BusyDays:
    """Return what other calendars fill from ``first`` to ``last``, both included, after a change."""
    return read_busy_days(book, first, last) if change.busy_times is None else busy_days(change.busy_times)


def days_with_changed_busy_times(book: Planbook, change: Change) -> frozenset[dt.date]:
    """Return the days on which a change makes other calendars fill more or less than is stored."""
    if change.busy_times is None:
        return frozenset()
    stored = {time.is_as for time in quick.read_busy_times(book.path, dt.date.min, dt.date.max)}
    return frozenset(time[0] for time in stored ^ {time.is_as for time in change.busy_times})


def apply_change(
    book: Planbook,
    change: Change,
    *,
    following: Callable[[sqlite3.Connection, Planbook], FollowLog] | None = None,
) -> Change:
    """Store a change as one operation; an empty change stores nothing.

    The recordings of its days are matched to the plan again, in the same operation.

    Args:
        book: The planbook.
        change: What to store.
        following: Returns what lets coming sessions follow where matching makes a session done, as
            `planner.usecases.recordings.match_days.following_log`; None where they stay.

    Returns:
        The change, with its workouts as stored, and what the recordings changed among its remarks.

    Raises:
        StaleEditError: Another session has changed something since it was read; nothing was changed.
        RefusedError: The file cannot be written, a value breaks a rule, or a workout to remove is there only because
            of its recording; nothing was changed.
    """
    if change.is_empty:
        return change
    # Solved before the edit, which holds the write lock.
    problems = change.slotting_problems if change.reverses is None else ()
    slottings = [(number, *_solve_as_texts(problem)) for number, problem in problems]
    edit = store.edit(book.path, change.name, now=book.clock.now())
    with backups_before(change.backup_reason), edit as repository:
        check_removable(repository.connection, change.removed)
        if change.reverses is not None:
            stored = _reverse(repository, change, change.reverses)
        else:
            stored = _store(repository, change, slottings)
        follow = following(repository.connection, book) if following is not None else None
        outcome = rematch(repository.connection, book, follow=follow)
        if not outcome.workout_ids:
            return stored
        rematched, added = (
            tuple(repository.workout(one.id) if one.id in outcome.workout_ids else one for one in workouts)
            for workouts in (stored.changed, stored.added)
        )
        return replace(stored, changed=rematched, added=added, remarks=(*stored.remarks, *outcome.sentences))


def _reverse(repository: Repository, change: Change, operation_id: int) -> Change:
    """Store a change that takes an operation back, and return it with its workouts as stored."""
    repository.reverse_operation(operation_id, (*change.changed, *change.removed))
    changed, added = (tuple(repository.workout(one.id) for one in each) for each in (change.changed, change.added))
    return replace(change, changed=changed, added=added)


def _store(repository: Repository, change: Change, slottings: Iterable[tuple[int, str, str]]) -> Change:
    """Store a change and the slottings of blocks, and return it with its workouts as stored."""
    if change.runner is not None:
        store_runner(repository, change.runner)
    for block in change.blocks:
        repository.replace_block(block)
    for absence in change.absences:
        repository.replace_absence(absence) if absence.id else repository.add_absence(absence)
    for absence in change.ended_absences:
        repository.remove_absence(absence)
    if change.busy_times is not None:
        repository.replace_busy_times(change.busy_times)
    _store_exercises(repository, change)
    for number, problem, answer in slottings:
        repository.save_slotting(number, problem, answer)
    # before what they refer to goes, which changes them
    changed = repository.replace_workouts(change.changed, change.as_read)
    repository.remove_workouts(change.removed)
    return replace(change, changed=tuple(changed), added=tuple(repository.add_workouts(change.added)))


def _store_exercises(repository: Repository, change: Change) -> None:
    for exercise in change.exercises:
        if exercise.id:
            repository.replace_exercise(exercise)
        else:
            repository.add_exercise(exercise)
    for exercise in change.removed_exercises:
        repository.remove_exercise(exercise)


def store_runner(repository: Repository, runner: Runner) -> None:
    """Store the runner's data, but keep the stored health answers, which have their own form.

    Raises:
        RefusedError: A value breaks a rule of the schema.
    """
    stored = repository.runner()
    runner = replace(runner, version=stored.version, screening=stored.screening or runner.screening)
    if runner != stored:
        repository.replace_runner(runner)


def slotting_texts(problem: dict[str, Any], answer: Answer) -> tuple[str, str]:
    """Return a slotting problem and its answer as they are stored: no space, and no list of what else was possible."""
    documents = problem, answer.to_json(with_candidates=False)
    problem_text, answer_text = (json.dumps(document, separators=(",", ":")) for document in documents)
    return problem_text, answer_text


def _solve_as_texts(problem: dict[str, Any]) -> tuple[str, str]:
    from planner import slotting

    return slotting_texts(problem, slotting.solve(slotting.parse_problem(problem)))


def calendar_sort_key(workout: Workout) -> tuple[dt.date, int, str, int]:
    """Sort workouts by date, slot (none last), start time and id, as `planner.store.workout_rows.ITEM_ORDER`."""
    slot = {Slot.AM: 0, Slot.PM: 1}.get(workout.slot, 2) if workout.slot else 2
    return workout.date, slot, workout.start or "~", workout.id
