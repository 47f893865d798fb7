"""What is done about a workout and its event in a folder, by what changed here and there since the last sync.

Pure functions on frozen values: no file, no database, no clock. An event has a place, its day and start, and a text,
its title and description. The end is always worked out from the plan, so a changed end is written over and no change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an event is.

    Attributes:
        day: Its day.
        start: Its start ``HH:MM`` on the runner's clock; empty for an event of the whole day.
    """

    day: dt.date
    start: str = ""

    def __str__(self) -> str:
        """Return it as it is stored and as JSON has it: ``2027-01-07T18:00``, or ``2027-01-07``."""
        return f"{self.day}T{self.start}" if self.start else f"{self.day}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """Return the place that `__str__` wrote.

        Raises:
            ValueError: It wrote no such text.
        """
        day, _, start = text.partition("T")
        return cls(dt.date.fromisoformat(day), start)


class Pending(StrEnum):
    """What is left open about an event since an earlier sync.

    Attributes:
        GONE: It was deleted in the calendar, and it is asked whether the workout is skipped.
        KEEP: The answer was that it is not: its event is written again.
        OUT: It was deleted once the workout was done or missed; it is not written again, and nobody is asked.
        TEXT: A person changed its text, which is left as it is.
    """

    GONE = "gone"
    KEEP = "keep"
    OUT = "out"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """What the last sync recorded of an event.

    Attributes:
        place: Where the workout and its event were.
        digest: The digest of what the plan said.
        text: The digest of the text in the folder.
        revision: The number of the writing that was in the folder, as the file gives it.
        pending: What was left open.
    """

    place: Place
    digest: str
    text: str
    revision: int = 0
    pending: Pending | None = None


class PlanState(StrEnum):
    """What the plan says of a workout that has an event: it is ahead, its day is over without it, or it was done."""

    PLANNED = "planned"
    MISSED = "missed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """What the plan says now.

    Attributes:
        place: Where the workout is.
        digest: The digest of its event.
        text: The digest of its event's text.
        state: Whether it is still to be done.
    """

    place: Place
    digest: str
    text: str
    state: PlanState = PlanState.PLANNED


class FileState(StrEnum):
    """What is in the folder under the name of an event.

    Attributes:
        MISSING: There is no file.
        UNREADABLE: It is empty, cut off, too large, not UTF-8, or holds no such event.
        UNCHANGED: It has the time and the size that the last sync recorded; it was not read.
        READ: It was read.
    """

    MISSING = "missing"
    UNREADABLE = "unreadable"
    UNCHANGED = "unchanged"
    READ = "read"


@dataclass(frozen=True, slots=True)
class FolderEvent:
    """What the folder says now; the fields but the first are of a file that was read.

    Attributes:
        state: What is there.
        place: Where the event is; an event of the whole day says nothing of the time.
        digest: The digest of the event as a whole.
        text: The digest of its text.
        revision: Which of our writings it was made from; None where its program has dropped that.
        is_cancelled: Whether it says that the event does not take place.
        is_repeated: Whether a rule repeats it, or further events of the same UID are in the file.
    """

    state: FileState
    place: Place | None = None
    digest: str = ""
    text: str = ""
    revision: int | None = None
    is_cancelled: bool = False
    is_repeated: bool = False


class Action(StrEnum):
    """What is done about an event.

    Attributes:
        NOTHING: All is as it was recorded.
        RECORD: The file says what the plan says, which is recorded.
        WRITE: The event is written from the plan.
        REMOVE: The file is removed.
        MOVE: The workout goes where the event is; then it is decided again with the plan as it is by then.
        ASK: It is asked whether the workout is skipped; the event is not written meanwhile.
        LEAVE_TEXT: The file is left with the text that a person wrote.
        LEAVE_OUT: The event is not written again.
        FORGET: Neither has it any more.
    """

    NOTHING = "nothing"
    RECORD = "record"
    WRITE = "write"
    REMOVE = "remove"
    MOVE = "move"
    ASK = "ask"
    LEAVE_TEXT = "leave text"
    LEAVE_OUT = "leave out"
    FORGET = "forget"


class Remark(StrEnum):
    """What the runner should know of a decision.

    Attributes:
        CONFLICT: It was moved on both sides, to different places; it stays where the plan has it.
        DONE_STAYS: It was moved in the calendar after it was done; it stays.
        MISSED_STAYS: It was missed, and moved in the calendar to another past day; it stays.
        MOVED_BUT_REMOVED: It was moved in the calendar, and is removed or skipped here.
        TEXT_BUT_REMOVED: Its text was changed in the calendar, and it is removed or skipped here.
        CAME_BACK: The folder has the event of a workout that was removed before.
        TEXT_LEFT: Its text was changed in the calendar alone, and stays there.
        TEXT_REPLACED: Its text was changed on both sides; ours is written, and theirs is said in full.
        WRITTEN_AGAIN: It was deleted in the calendar, and changed here since; it is written again.
        MENDED: Its file was empty or could not be read, and is written again.
        REPEATED: A rule or further events were added; the first event counts.
    """

    CONFLICT = "conflict"
    DONE_STAYS = "done stays"
    MISSED_STAYS = "missed stays"
    MOVED_BUT_REMOVED = "moved but removed"
    TEXT_BUT_REMOVED = "text but removed"
    CAME_BACK = "came back"
    TEXT_LEFT = "text left"
    TEXT_REPLACED = "text replaced"
    WRITTEN_AGAIN = "written again"
    MENDED = "mended"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about an event, and what is said of it.

    Attributes:
        action: What is done.
        remarks: What is said.
        place: Where the workout moves.
    """

    action: Action
    remarks: tuple[Remark, ...] = ()
    place: Place | None = None


MISSING = FolderEvent(FileState.MISSING)
UNCHANGED = FolderEvent(FileState.UNCHANGED)
_GONE = (Pending.GONE, Pending.OUT, Pending.KEEP)


def decide(
    recorded: RecordedEvent | None, planned: PlannedEvent | None, found: FolderEvent, today: dt.date
) -> Decision:
    """Return what is done about one workout.

    Args:
        recorded: What the last sync recorded; None where there was none.
        planned: What the plan says; None where the workout is removed or skipped.
        found: What the folder says.
        today: Today's date.
    """
    if planned is None:
        return _of_removed(recorded, found)
    if found.state is FileState.UNREADABLE:
        return Decision(Action.WRITE, (Remark.MENDED,))
    if found.state is FileState.MISSING or found.is_cancelled or _is_still_gone(recorded, found):
        return _of_gone(recorded, planned, found)
    if found.state is FileState.UNCHANGED and recorded is not None:
        if planned.digest == recorded.digest:
            return Decision(Action.NOTHING)
        found = replace(found, place=recorded.place, text=recorded.text, revision=recorded.revision)
    decision = _of_event(recorded, planned, found, today)
    if found.is_repeated:
        return replace(decision, remarks=(*decision.remarks, Remark.REPEATED))
    return decision


def after_move(recorded: RecordedEvent | None, before: PlannedEvent, after: PlannedEvent) -> RecordedEvent | None:
    """Return the record to decide with once a workout has moved to the place of its event.

    Both sides agree on the place then, and the move alone is no change of the text.
    """
    if recorded is None:
        return None
    is_text_as_before = recorded.digest == before.digest and before.text == after.text
    return replace(recorded, place=after.place, digest=after.digest if is_text_as_before else recorded.digest)


def is_newly_missing(recorded: RecordedEvent | None, found: FolderEvent) -> bool:
    """Return whether the file of an event is gone since the last sync."""
    return found.state is FileState.MISSING and recorded is not None and recorded.pending not in _GONE


def _of_removed(recorded: RecordedEvent | None, found: FolderEvent) -> Decision:
    """Decide about a workout that is removed or skipped: its file goes, and what is lost with it is said."""
    if found.state is FileState.MISSING:
        return Decision(Action.FORGET if recorded is not None else Action.NOTHING)
    remarks: tuple[Remark, ...] = ()
    if found.state is FileState.READ and not found.is_cancelled:
        if recorded is None:
            remarks = (Remark.CAME_BACK,)
        elif _is_moved(found.place, recorded.place):
            remarks = (Remark.MOVED_BUT_REMOVED,)
        elif found.text != recorded.text:
            remarks = (Remark.TEXT_BUT_REMOVED,)
        remarks += (Remark.REPEATED,) if found.is_repeated else ()
    return Decision(Action.REMOVE, remarks)


def _is_still_gone(recorded: RecordedEvent | None, found: FolderEvent) -> bool:
    """Return whether the file says that the event does not take place, as it did at the last sync."""
    return found.state is FileState.UNCHANGED and recorded is not None and recorded.pending in _GONE


def _of_gone(recorded: RecordedEvent | None, planned: PlannedEvent, found: FolderEvent) -> Decision:
    """Decide about an event that is not in the folder, or that was cancelled there."""
    if recorded is None and found.state is FileState.MISSING:
        return Decision(Action.WRITE)
    pending = None if recorded is None else recorded.pending
    if pending is Pending.KEEP:
        return Decision(Action.WRITE)
    if planned.state is not PlanState.PLANNED:
        return Decision(Action.NOTHING if pending is Pending.OUT else Action.LEAVE_OUT)
    if recorded is not None and planned.digest != recorded.digest:
        return Decision(Action.WRITE, (Remark.WRITTEN_AGAIN,))
    return Decision(Action.NOTHING if pending is Pending.GONE else Action.ASK)


def _of_event(recorded: RecordedEvent | None, planned: PlannedEvent, found: FolderEvent, today: dt.date) -> Decision:
    """Decide about a workout of the plan whose event is in the folder."""
    if found.digest == planned.digest:
        return Decision(Action.RECORD)
    assert found.place is not None
    # Without a record nobody knows what it was before: both sides count as changed.
    is_older = recorded is None or (found.revision is not None and found.revision < recorded.revision)
    if recorded is None or _is_moved(found.place, recorded.place):
        place = Place(found.place.day, found.place.start or planned.place.start)
        if place != planned.place:
            refused = _why_it_stays(recorded, planned, place, today, is_older=is_older)
            if refused is None:
                return Decision(Action.MOVE, place=place)
            return Decision(Action.WRITE, (refused, *_on_text(recorded, planned, found)))
    return _of_text(recorded, planned, found, is_older=is_older)


def _why_it_stays(
    recorded: RecordedEvent | None, planned: PlannedEvent, place: Place, today: dt.date, *, is_older: bool
) -> Remark | None:
    """Return why a workout does not go to the place of its event; None where it does."""
    if planned.state is PlanState.DONE:
        return Remark.DONE_STAYS
    if planned.state is PlanState.MISSED:
        return None if place.day >= today else Remark.MISSED_STAYS
    is_moved_here = recorded is None or planned.place != recorded.place
    return Remark.CONFLICT if is_moved_here or is_older else None


def _of_text(recorded: RecordedEvent | None, planned: PlannedEvent, found: FolderEvent, *, is_older: bool) -> Decision:
    """Decide about an event that is where its workout is."""
    is_as_recorded = recorded is not None and planned.digest == recorded.digest and not is_older
    if is_as_recorded and planned.state is PlanState.PLANNED:
        assert recorded is not None
        if found.text not in (recorded.text, planned.text):
            return Decision(Action.LEAVE_TEXT, (Remark.TEXT_LEFT,))
        if recorded.pending is Pending.TEXT and found.text == recorded.text:
            return Decision(Action.LEAVE_TEXT)
    return Decision(Action.WRITE, _on_text(recorded, planned, found))


def _on_text(recorded: RecordedEvent | None, planned: PlannedEvent, found: FolderEvent) -> tuple[Remark, ...]:
    """Return what is said where our text is written over the one in the folder."""
    is_ours = recorded is not None and recorded.text == found.text and recorded.pending is not Pending.TEXT
    return () if is_ours or found.text == planned.text else (Remark.TEXT_REPLACED,)


def _is_moved(place: Place | None, before: Place) -> bool:
    """Return whether an event is elsewhere than before; one of the whole day says nothing of the time."""
    return place is not None and (place.day != before.day or bool(place.start and place.start != before.start))
