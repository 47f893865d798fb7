"""Linking recordings to workouts by hand, and taking them away again; each is one operation.

What the runner links stays as it is, whatever is imported or moved later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.invocation import program
from planner.matching import explain_link, make_set
from planner.matching.cost import MATCHED_SPORTS
from planner.store import connections, journal, quick, recording_table, workout_table
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.queries import Recorded, read_recorded
from planner.usecases.recordings.links import (
    LinkState,
    WantedLink,
    plan_links,
    read_link_state,
    store_links,
)
from planner.usecases.recordings.match_days import following_log
from planner.usecases.recordings.recorded_workouts import label_of, numbers_text
from planner.usecases.recordings.rematch import rematch_days

_SPORT_WORDS = {Sport.RUN: "run", Sport.STRENGTH: "strength session", Sport.CROSS: "cross-training session"}


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """What linking by hand did.

    Attributes:
        operation: What the history calls it.
        workouts: The workouts that it changed, as stored, the one that was named first.
        removed: The numbers of unplanned workouts that went, because their recording has another one.
        remarks: What follows from it, a sentence each.
        recorded: The recordings of its workouts, by the number of the workout.
        added: The numbers of those workouts that are new.
    """

    operation: str
    workouts: tuple[Workout, ...] = ()
    removed: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    recorded: Mapping[int, Recorded] = field(default_factory=dict)
    added: frozenset[int] = frozenset()


def link_recordings(book: Planbook, workout_id: int, numbers: Sequence[int], *, is_dry_run: bool = False) -> LinkEdit:
    """Link recordings to a workout, which has these and no others then; it goes to the day on which it was done.

    Args:
        book: The planbook.
        workout_id: The number of the workout.
        numbers: The numbers of the recordings.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: There is no such workout or recording, their sports differ, the workout is a rest day, a note or
            there only because of a recording, or a recording is perhaps a double of another.
    """
    workout = quick.read_workout(book.path, workout_id)
    name = f"link {numbers_text(numbers)}: {label_of(workout)}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        want = WantedLink(tuple(dict.fromkeys(numbers)), LinkMaker.PERSON)
        return with_recorded(connection, book, link_within(connection, book, workout_id, want, name))


def unlink_workout(book: Planbook, workout_id: int, *, is_dry_run: bool = False) -> LinkEdit:
    """Take a workout's recordings away; the two are never offered together again.

    Args:
        book: The planbook.
        workout_id: The number of the workout.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: There is no such workout, it has no recording, or it is there only because of one.
    """
    workout = quick.read_workout(book.path, workout_id)
    name = f"unlink: {label_of(workout)}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        state = read_link_state(connection, workout.date, workout.date)
        links = state.links.get(workout_id, [])
        if not links:
            raise RefusedError(f"Workout {workout_id} has no recording.")
        numbers = [link.recording_id for link in links]
        if state.is_of_recording(workout):
            raise RefusedError(
                f"Workout {workout_id} is there only because of {numbers_text(numbers)}; "
                f"{program()} link gives it to another workout, {program()} recording {numbers[0]} --delete removes it."
            )
        for number in numbers:
            recording_table.insert_refused_pair(connection, workout_id, number)
        return with_recorded(connection, book, store_wanted(connection, book, state, {workout_id: None}, name))


def with_recorded(connection: sqlite3.Connection, book: Planbook, edit: LinkEdit) -> LinkEdit:
    """Return an edit with the recordings of its workouts, as they are within the open operation."""
    with connections.read_through(book.path, connection):
        recorded = read_recorded(book, edit.workouts)
    return replace(edit, recorded=recorded, added=journal.added_row_ids(connection, "item"))


def link_within(
    connection: sqlite3.Connection, book: Planbook, workout_id: int, want: WantedLink, name: str
) -> LinkEdit:
    """Link recordings to a workout within the open operation; see `link_recordings`.

    Args:
        connection: In the writing transaction of the open operation.
        book: The runner's file and clock.
        workout_id: The number of the workout.
        want: The recordings, and who links them; why is worked out.
        name: What the history calls the operation.

    Raises:
        RefusedError: They cannot be linked.
    """
    recordings = recording_table.read_recordings(connection, want.recordings)
    days = [workout_table.read_workout(connection, workout_id).date, *(one.date for one in recordings)]
    state = read_link_state(connection, min(days), max(days))
    workout = state.workouts[workout_id]
    for recording in recordings:
        _check_pair(state, workout, recording)
        recording_table.delete_refused_pair(connection, workout_id, recording.id)
        if not recording.sport_said:  # the runner says now what sport it is
            said = replace(recording, sport=workout.sport, sport_said=True)
            state.recordings[said.id] = recording_table.replace_recording(connection, book.path, said)
    parts = make_set(state.recordings[one.id] for one in recordings)
    with connections.read_through(book.path, connection):
        unit = quick.read_unit(book.path)
    words = explain_link(state.bare(workout), parts, want.margin, unit)
    wanted: dict[int, WantedLink | None] = {workout_id: replace(want, recordings=parts.ids, words=words)}
    for number in parts.ids:
        other = state.workout_of(number)
        if other is not None and other.id != workout_id and not state.is_of_recording(other):
            wanted[other.id] = _without(state.links[other.id], parts.ids)
    return store_wanted(connection, book, state, wanted, name)


def _without(links: Sequence[RecordingLink], numbers: Sequence[int]) -> WantedLink | None:
    """Return the links of a workout without those of some recordings; None where none are left."""
    left = tuple(link.recording_id for link in links if link.recording_id not in numbers)
    one = links[0]
    return WantedLink(left, one.made_by, one.cost, one.margin, one.words) if left else None


def _check_pair(state: LinkState, workout: Workout, recording: Recording) -> None:
    """Check that a recording can be a workout.

    Raises:
        RefusedError: It cannot.
    """
    if workout.sport not in MATCHED_SPORTS:
        raise RefusedError(f"Workout {workout.id} is a {workout.sport}: no recording can be linked to it.")
    if state.is_of_recording(workout):
        (link,) = state.links[workout.id]
        raise RefusedError(
            f"Workout {workout.id} is there only because of recording {link.recording_id}; "
            "recordings are linked to workouts of the plan, or to what you marked done by hand."
        )
    if recording.double_of is not None:
        raise RefusedError(
            f"Recording {recording.id} is perhaps the same as recording {recording.double_of}; "
            f"answer that first: {program()} inbox {recording.id} same, or different"
        )
    if recording.sport_said and recording.sport is not workout.sport:
        raise RefusedError(
            f"Workout {workout.id} is a {_SPORT_WORDS[workout.sport]} and recording {recording.id} "
            f"a {_SPORT_WORDS[recording.sport]}; "
            f"{program()} recording {recording.id} --sport {workout.sport} changes that."
        )


def store_wanted(
    connection: sqlite3.Connection,
    book: Planbook,
    state: LinkState,
    wanted: Mapping[int, WantedLink | None],
    name: str,
) -> LinkEdit:
    """Store links within the open operation, and match what they free.

    Args:
        connection: In the writing transaction of the open operation.
        book: The runner's file and clock.
        state: What is linked.
        wanted: The recordings that workouts are to have, by the number of the workout; None for none.
        name: What the history calls the operation.

    Raises:
        StaleEditError: A workout was changed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    changes = plan_links(state, wanted, {}, ())
    follow = following_log(connection, book)
    others, remarks = follow(changes.before, changes.workouts)
    store_links(connection, book, changes, others)
    days = {workout.date for workout in (*changes.before, *changes.workouts)}
    days |= {state.recordings[link.recording_id].date for links in state.links.values() for link in links}
    outcome = rematch_days(connection, book, days, follow=follow)
    numbers = dict.fromkeys((*wanted, *(one.id for one in others), *sorted(outcome.workout_ids)))
    return LinkEdit(
        operation=name,
        workouts=tuple(workout_table.read_workout(connection, number) for number in numbers),
        removed=tuple(workout.id for workout in changes.removed),
        remarks=(*remarks, *outcome.sentences),
    )
