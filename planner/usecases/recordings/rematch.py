"""Match the recordings of some days to the plan, within the operation that changed something there.

Whatever changes workouts or recordings calls `rematch` before its transaction ends; an import calls `match_after`, in
`planner.usecases.recordings.match_days`, which also lets the doses of coming sessions follow the log.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from planner.invocation import program
from planner.store import journal
from planner.training.refusal import RefusedError
from planner.training.workouts import StoredStatus, Workout
from planner.usecases.planbook import Planbook, file_stamp

TYPE_CHECKING = False  # where there are no recordings nothing of matching is loaded
if TYPE_CHECKING:
    from planner.matching import MatchAnswer, Question
    from planner.training.recordings import LinkMaker
    from planner.usecases.recordings.links import LinkChanges, LinkState, WantedLink

FollowLog = Callable[[Sequence[Workout], Sequence[Workout]], tuple[Sequence[Workout], tuple[str, ...]]]
"""Gets workouts before and after they change; returns other workouts that change with them, and why in sentences."""


@dataclass(frozen=True, slots=True)
class MatchedWorkout:
    """A workout that got recordings, or other ones than before.

    Attributes:
        workout_id: The number of the workout.
        recordings: The numbers of its recordings, in the order of their starts.
        made_by: Who linked them.
        cost: What the pair costs; None for the runner's own.
        margin: How much dearer the next best is; None where that was not worked out.
        words: Why, in half a sentence.
    """

    workout_id: int
    recordings: tuple[int, ...]
    made_by: LinkMaker
    cost: int | None = None
    margin: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class MatchOutcome:
    """What matching changed.

    Attributes:
        matched: Workouts that got recordings, or other ones.
        unplanned: The number of each new unplanned workout by that of the recording it was made for.
        questions: What the runner is asked about the days that were looked at.
        changed: Links that gave way, a sentence each.
        remarks: What changes in coming sessions and why, a sentence each.
        workout_ids: The numbers of all workouts that were changed or added.
    """

    matched: tuple[MatchedWorkout, ...] = ()
    unplanned: tuple[tuple[int, int], ...] = ()
    questions: tuple[Question, ...] = ()
    changed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    workout_ids: frozenset[int] = frozenset()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the runner should know: links that gave way, and what changes in coming sessions."""
        return (*self.changed, *self.remarks)


NOTHING_MATCHED = MatchOutcome()


def has_recordings(book: Planbook) -> bool:
    """Return whether any recording is stored; False where there is no file.

    Raises:
        RefusedError: The file cannot be read.
    """
    from planner.store import connections

    if not file_stamp(book.path):
        return False
    with connections.read_transaction(book.path) as connection:
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM recording)").fetchone()[0])


def rematch(connection: sqlite3.Connection, book: Planbook, *, follow: FollowLog | None = None) -> MatchOutcome:
    """Match again what the open operation has touched; where no recordings are near, nothing is done.

    Args:
        connection: In the writing transaction of the open operation.
        book: The runner's file and clock.
        follow: Lets coming sessions follow from what is done; None where they stay.

    Raises:
        StaleEditError: A workout was changed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    has_recordings = connection.execute("SELECT EXISTS (SELECT 1 FROM recording)").fetchone()[0]
    if not has_recordings and not journal.removed_rows(connection, "recording"):
        return NOTHING_MATCHED
    return rematch_days(connection, book, journal.touched_dates(connection, ("item", "recording")), follow=follow)


def check_removable(connection: sqlite3.Connection, workouts: Iterable[Workout]) -> None:
    """Check that workouts are not there only because of a recording, which would bring them back at once.

    Raises:
        RefusedError: One is; the sentence names its recording.
    """
    for workout in workouts:
        if workout.status is StoredStatus.UNPLANNED:
            row = connection.execute(
                "SELECT min(recording_id), max(before IS NOT NULL) FROM recording_link WHERE item_id = ?", (workout.id,)
            ).fetchone()
            if row[0] is not None and not row[1]:
                raise RefusedError(
                    f"Workout {workout.id} is there only for recording {row[0]}: "
                    f"{program()} recording {row[0]} --delete removes both."
                )


def refuse_links(connection: sqlite3.Connection, workout_id: int) -> None:
    """Take the recordings of a workout away within the open operation, and remember that they are not it."""
    links = connection.execute("SELECT recording_id FROM recording_link WHERE item_id = ?", (workout_id,)).fetchall()
    if links:
        from planner.store import recording_table

        for (number,) in links:
            recording_table.insert_refused_pair(connection, workout_id, number)
        connection.execute("DELETE FROM recording_link WHERE item_id = ?", (workout_id,))


def rematch_days(
    connection: sqlite3.Connection, book: Planbook, days: Iterable[dt.date], *, follow: FollowLog | None = None
) -> MatchOutcome:
    """Match the recordings of some days, and of those near them, within the open operation.

    Args:
        connection: In the writing transaction of the open operation.
        book: The runner's file and clock.
        days: The days on which something changed.
        follow: Lets coming sessions follow from what is done; None where they stay.

    Raises:
        StaleEditError: A workout was changed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    touched = frozenset(days)
    if not touched:
        return NOTHING_MATCHED
    from planner import matching

    wanted_days = matching.days_to_match(touched)
    first, last = matching.days_to_read(wanted_days)
    near = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM recording WHERE date BETWEEN ? AND ?)", (first.isoformat(), last.isoformat())
    ).fetchone()[0]
    if not near and not journal.removed_rows(connection, "recording_link"):
        return NOTHING_MATCHED
    return _match(connection, book, wanted_days, follow)


def _match(
    connection: sqlite3.Connection, book: Planbook, days: frozenset[dt.date], follow: FollowLog | None
) -> MatchOutcome:
    from planner.matching import days_to_read
    from planner.store import connections, quick
    from planner.usecases.recordings.links import plan_links, read_link_state, store_links

    with connections.read_through(book.path, connection):
        blocks = quick.read_blocks(book.path)
        unit = quick.read_unit(book.path)
    state = read_link_state(connection, *days_to_read(days))
    answer = match_state(state, days)
    wanted = _wanted_links(state, answer, unit)
    alone = _alone(state, answer, days)
    changes = plan_links(state, wanted, alone, blocks)
    others: Sequence[Workout] = ()
    remarks: tuple[str, ...] = ()
    if follow is not None:
        others, remarks = follow(changes.before, [*changes.workouts, *(one for one, _, _ in changes.added)])
    sentences = tuple(_change_sentence(state, change.item, change.was, change.now) for change in answer.changed)
    new = store_links(connection, book, changes, others)
    return MatchOutcome(
        matched=_matched(state, wanted, changes),
        unplanned=tuple(sorted(new.items())),
        questions=answer.inbox,
        changed=sentences,
        remarks=remarks,
        workout_ids=frozenset({one.id for one in (*changes.workouts, *others)} | set(new.values())),
    )


def match_state(state: LinkState, days: frozenset[dt.date] | None = None) -> MatchAnswer:
    """Return how recordings match the plan; a workout that is there only because of its recording is no choice.

    Args:
        state: What is linked.
        days: The days of which an answer is wanted; all when None.
    """
    from dataclasses import replace

    from planner.matching import Doubt, match_recordings
    from planner.training.recordings import LinkMaker

    workouts = []
    links = []
    for workout in state.workouts.values():
        of_workout = state.links.get(workout.id, [])
        is_auto = all(link.made_by is LinkMaker.AUTO for link in of_workout)
        if is_auto and state.is_of_recording(workout):
            continue
        workouts.append(state.bare(workout) if is_auto else workout)
        links += of_workout
    answer = match_recordings(workouts, state.recordings.values(), links, state.refused, days=days)
    # The runner has said of a settled recording of unknown sport that it is to be left out.
    inbox = [
        each for each in answer.inbox if each.why is not Doubt.SPORT or not state.recordings[each.activities[0]].settled
    ]
    return replace(answer, inbox=tuple(inbox))


def _wanted_links(state: LinkState, answer: MatchAnswer, unit: object) -> dict[int, WantedLink | None]:
    """Return which recordings each workout of the plan is to have, where that is answered; None for none any more."""
    from planner.matching import Tier, explain_link, make_set
    from planner.training.races import Unit
    from planner.training.recordings import LinkMaker
    from planner.usecases.recordings.links import WantedLink

    assert isinstance(unit, Unit)
    wanted: dict[int, WantedLink | None] = {change.item: None for change in answer.changed}
    wanted |= {number: None for number in state.gone if not state.is_of_recording(state.workouts[number])}
    for pair in answer.pairs:
        workout = state.workouts[pair.item]
        if state.is_of_recording(workout):
            continue
        known = state.links.get(pair.item, [])
        if pair.tier is Tier.SURE:
            parts = make_set(state.recordings[number] for number in pair.activities)
            words = explain_link(state.bare(workout), parts, pair.margin, unit)
            wanted[pair.item] = WantedLink(pair.activities, LinkMaker.AUTO, pair.cost, pair.margin, words)
        else:
            one = known[0]
            wanted[pair.item] = WantedLink(pair.activities, one.made_by, one.cost, one.margin, one.words)
    return wanted


def _alone(state: LinkState, answer: MatchAnswer, days: frozenset[dt.date]) -> dict[int, LinkMaker | None]:
    """Return which recordings are to have an unplanned workout of their own, and which of these days are not."""
    from planner.training.recordings import LinkMaker

    counted = {*answer.unplanned, *(part for question in answer.inbox for part in question.activities)}
    alone: dict[int, LinkMaker | None] = {}
    for number, recording in state.recordings.items():
        workout = state.workout_of(number)
        is_own = workout is not None and state.is_of_recording(workout)
        made_by = state.links[workout.id][0].made_by if workout is not None and is_own else LinkMaker.AUTO
        if recording.counts and (number in counted or (is_own and made_by is not LinkMaker.AUTO)):
            alone[number] = made_by
        elif recording.date in days:
            alone[number] = None
    return alone


def _matched(
    state: LinkState, wanted: dict[int, WantedLink | None], changes: LinkChanges
) -> tuple[MatchedWorkout, ...]:
    """Return the workouts that get recordings that they did not have."""
    linked = {link.item_id for link in changes.linked}
    return tuple(
        MatchedWorkout(number, want.recordings, want.made_by, want.cost, want.margin, want.words)
        for number, want in sorted(wanted.items())
        if want is not None
        and number in linked
        and {link.recording_id for link in state.links.get(number, ())} != set(want.recordings)
    )


def _change_sentence(state: LinkState, number: int, was: Sequence[int], now: Sequence[int]) -> str:
    """Return what became of a link made unasked, such as: Easy 8 km was recording 3, and is recording 4 now."""
    from planner.usecases.recordings.recorded_workouts import label_of, numbers_text

    becomes = f"is {numbers_text(now)} now" if now else "has no recording any more"
    return f"{label_of(state.workouts[number])} was {numbers_text(was)}, and {becomes}."
