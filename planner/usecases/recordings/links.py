"""The links between workouts and recordings around some days, read and written within an open operation.

A recording that belongs to no workout of the plan has an unplanned workout of its own, linked to it, so that calendar,
totals and load count it like any other. That workout goes when its recording gets another one.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.matching import make_set
from planner.store import journal, recording_table, workout_table
from planner.training.blocks import Block, BlockFinder
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.recorded_workouts import (
    NO_IMPRESSION,
    Impression,
    impression_of,
    remember_before,
    with_impression,
    with_recordings,
    without_recordings,
    workout_of_recording,
)


@dataclass(slots=True)
class LinkState:
    """Workouts, recordings and their links around some days, as they are stored.

    Attributes:
        workouts: The workouts by number; those at the other end of a link too.
        recordings: The recordings by number, likewise.
        links: The links of each workout, by its number.
        gone: The links that were removed within the open operation, by the number of a workout that is still there.
        refused: Pairs of the numbers of a workout and a recording that the runner refused.
    """

    workouts: dict[int, Workout]
    recordings: dict[int, Recording]
    links: dict[int, list[RecordingLink]]
    gone: dict[int, list[RecordingLink]] = field(default_factory=dict)
    refused: list[tuple[int, int]] = field(default_factory=list)
    _workout_ids: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the links by recording."""
        self._workout_ids = {link.recording_id: link.item_id for links in self.links.values() for link in links}

    def remembered(self, workout_id: int) -> str | None:
        """Return what is remembered of a workout before its recordings; None where they made it, or it has none."""
        all_links = (*self.links.get(workout_id, ()), *self.gone.get(workout_id, ()))
        return next((link.before for link in all_links if link.before is not None), None)

    def is_of_recording(self, workout: Workout) -> bool:
        """Return whether a workout is there only because of its recording."""
        is_linked = workout.id in self.links or workout.id in self.gone
        is_unplanned = workout.status is StoredStatus.UNPLANNED
        return is_linked and is_unplanned and self.remembered(workout.id) is None

    def bare(self, workout: Workout) -> Workout:
        """Return a workout as it is without its recordings."""
        remembered = self.remembered(workout.id)
        return workout if remembered is None else without_recordings(workout, remembered)

    def workout_of(self, recording_id: int) -> Workout | None:
        """Return the workout that a recording is linked to, or None."""
        workout_id = self._workout_ids.get(recording_id)
        return None if workout_id is None else self.workouts[workout_id]


def read_link_state(connection: sqlite3.Connection, first: dt.date, last: dt.date) -> LinkState:
    """Return what is linked from one day to another, both included, with both ends of each link."""
    workouts = {one.id: one for one in workout_table.read_workouts_between(connection, first, last)}
    recordings = {one.id: one for one in recording_table.read_recordings_between(connection, first, last)}
    linked = {link.item_id for link in recording_table.read_links(connection, first, last)}
    links: dict[int, list[RecordingLink]] = {}
    for link in recording_table.read_links_of_items(connection, sorted(linked)):
        links.setdefault(link.item_id, []).append(link)
    missing = sorted({link.recording_id for each in links.values() for link in each} - recordings.keys())
    recordings |= {one.id: one for one in recording_table.read_recordings(connection, missing)}
    gone = _removed_links(connection)
    for number in sorted((links.keys() | gone.keys()) - workouts.keys()):
        workouts[number] = workout_table.read_workout(connection, number)
    return LinkState(workouts, recordings, links, gone, recording_table.read_refused_pairs(connection))


def _removed_links(connection: sqlite3.Connection) -> dict[int, list[RecordingLink]]:
    """Return the links removed within the open operation of workouts that are still there, by workout."""
    found: dict[int, list[RecordingLink]] = {}
    for row in journal.removed_rows(connection, "recording_link"):
        if connection.execute("SELECT 1 FROM item WHERE id = ?", (row["item_id"],)).fetchone():
            link = RecordingLink(
                row["item_id"], row["recording_id"], LinkMaker(row["made_by"]), before=row.get("before")
            )
            found.setdefault(link.item_id, []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class WantedLink:
    """The recordings that a workout is to have.

    Attributes:
        recordings: The numbers of the recordings, in the order of their starts.
        made_by: Who links them.
        cost: What the pair costs, or None.
        margin: How much dearer the next best is, or None.
        words: Why, in half a sentence.
    """

    recordings: tuple[int, ...]
    made_by: LinkMaker
    cost: int | None = None
    margin: int | None = None
    words: str = ""


@dataclass(slots=True)
class LinkChanges:
    """What is to be stored so that workouts have the wanted recordings.

    Attributes:
        workouts: Changed workouts, with the versions they were read with.
        removed: Unplanned workouts that go, because their recording has another one.
        added: New unplanned workouts, each with its recording.
        dropped: Links that go.
        linked: Links to store, by the number of the workout.
        before: The workouts that change or go, as they are stored.
    """

    workouts: list[Workout] = field(default_factory=list)
    removed: list[Workout] = field(default_factory=list)
    added: list[tuple[Workout, Recording, LinkMaker]] = field(default_factory=list)
    dropped: list[RecordingLink] = field(default_factory=list)
    linked: list[RecordingLink] = field(default_factory=list)
    before: list[Workout] = field(default_factory=list)


def plan_links(
    state: LinkState,
    wanted: Mapping[int, WantedLink | None],
    alone: Mapping[int, LinkMaker | None],
    blocks: Sequence[Block],
) -> LinkChanges:
    """Return what is to be stored so that workouts and recordings are linked as wanted.

    Args:
        state: What is linked.
        wanted: By the number of a workout of the plan the recordings it is to have; None for none. Others stay.
        alone: By the number of a recording who says that it belongs to no plan, so that it has a workout of its own;
            None where it is to have no such workout. Others stay.
        blocks: All blocks: an unplanned workout is in the one that its day is in.
    """
    changes = LinkChanges()
    own = {number: found for number in state.recordings if (found := _own_workout(state, number)) is not None}
    taken = {number for want in wanted.values() if want is not None for number in want.recordings}
    going = {number: one for number, one in own.items() if number in taken or alone.get(number, ...) is None}
    said = _impressions_that_move(state, wanted, going)
    changes.removed = [*going.values(), *_orphans(state)]
    changes.dropped = [link for workout in going.values() for link in state.links[workout.id]]
    for number, want in wanted.items():
        _plan_workout(changes, state, state.workouts[number], want, said)
    finder = BlockFinder(blocks)
    for number, made_by in alone.items():
        if made_by is not None and number not in taken:
            recording = state.recordings[number]
            block = finder.find(recording.date)
            made = workout_of_recording(recording, block.id if block else None, own.get(number))
            if made.id:
                _plan_own(changes, state, made, made_by)
            else:
                made = with_impression(made, said.get(number, NO_IMPRESSION))
                changes.added.append((made, recording, made_by))
    changes.before = [state.workouts[one.id] for one in (*changes.workouts, *changes.removed)]
    return changes


def _orphans(state: LinkState) -> list[Workout]:
    """Return unplanned workouts whose recording was removed within the operation."""
    unlinked = [state.workouts[number] for number in state.gone if number not in state.links]
    return [workout for workout in unlinked if state.is_of_recording(workout)]


def _impressions_that_move(
    state: LinkState, wanted: Mapping[int, WantedLink | None], going: Mapping[int, Workout]
) -> dict[int, Impression]:
    """Return what the runner said of workouts that lose a recording, by its number, for those that get it."""
    said = {number: impression_of(workout) for number, workout in going.items()}
    for workout in _orphans(state):
        said |= {link.recording_id: impression_of(workout) for link in state.gone[workout.id]}
    for number in (number for number, want in wanted.items() if want is None):
        workout = state.workouts[number]
        if state.bare(workout).actual is None:  # nothing was typed of it before it had recordings
            links = (*state.links.get(number, ()), *state.gone.get(number, ()))
            said |= {link.recording_id: impression_of(workout) for link in links}
    return said


def _own_workout(state: LinkState, number: int) -> Workout | None:
    workout = state.workout_of(number)
    return workout if workout is not None and state.is_of_recording(workout) else None


def _plan_workout(
    changes: LinkChanges, state: LinkState, stored: Workout, want: WantedLink | None, said: dict[int, Impression]
) -> None:
    """Add what makes a workout of the plan have the wanted recordings, or none."""
    links = {link.recording_id: link for link in state.links.get(stored.id, ())}
    bare = state.bare(stored)
    if want is None:
        changes.dropped += links.values()
        if bare != stored:
            changes.workouts.append(bare)
        return
    recordings = make_set(state.recordings[number] for number in want.recordings)
    changes.dropped += [link for number, link in links.items() if number not in want.recordings]
    done = with_impression(with_recordings(bare, recordings, want.made_by), impression_of(stored))
    for number in want.recordings:
        if number in said and number not in links:
            done = with_impression(done, said[number])
    if done != stored:
        changes.workouts.append(done)
    for place, number in enumerate(recordings.ids):
        before = remember_before(bare, done) if place == 0 else None
        link = RecordingLink(stored.id, number, want.made_by, want.cost, want.margin, want.words, before)
        known = links.get(number)
        if known is not None:
            link = replace(link, id=known.id, version=known.version)
        if link != known:
            changes.linked.append(link)


def _plan_own(changes: LinkChanges, state: LinkState, made: Workout, made_by: LinkMaker) -> None:
    """Add what keeps the unplanned workout of a recording as the recording says."""
    if made != state.workouts[made.id]:
        changes.workouts.append(made)
    (link,) = state.links[made.id]
    if link.made_by is not made_by:
        changes.linked.append(replace(link, made_by=made_by))


def store_links(
    connection: sqlite3.Connection, book: Planbook, changes: LinkChanges, others: Sequence[Workout] = ()
) -> dict[int, int]:
    """Store planned links within the open operation.

    Args:
        connection: In a writing transaction.
        book: The runner's file.
        changes: What to store.
        others: Further changed workouts, such as coming sessions whose doses follow.

    Returns:
        The numbers of the new unplanned workouts by that of their recording.

    Raises:
        StaleEditError: A workout or a link was changed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    for link in changes.dropped:
        recording_table.delete_link(connection, link.id)
    workout_table.delete_workouts(connection, changes.removed)
    changed = [_with_replacement_that_exists(connection, workout) for workout in (*changes.workouts, *others)]
    workout_table.replace_workouts(connection, book.path, changed)
    added = workout_table.insert_workouts(connection, book.path, [workout for workout, _, _ in changes.added])
    new = {recording.id: one.id for one, (_, recording, _) in zip(added, changes.added, strict=True)}
    links = [RecordingLink(new[recording.id], recording.id, made_by) for _, recording, made_by in changes.added]
    for link in changes.linked:
        if link.id:
            recording_table.replace_link(connection, book.path, link)
    recording_table.insert_links(connection, book.path, [*(one for one in changes.linked if not one.id), *links])
    return new


def _with_replacement_that_exists(connection: sqlite3.Connection, workout: Workout) -> Workout:
    """Return a workout without the one that replaced it, where that was deleted meanwhile."""
    number = workout.replaced_by_id
    if number is None or connection.execute("SELECT 1 FROM item WHERE id = ?", (number,)).fetchone():
        return workout
    return replace(workout, replaced_by_id=None)
