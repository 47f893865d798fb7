"""The files of our events in a folder, read where they are not as the last run has left them, and each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from planner.exchange.calendars.event_files import ReadEvent, read_event
from planner.exchange.calendars.vdir import EVENT_SUFFIX, FileStamp, VdirListing, read_event_file
from planner.exchange.calendars.workout_events import EventStatus
from planner.named_files import UnreadableFileError
from planner.store.synced_files import SyncedFile
from planner.text import clean_line, format_count
from planner.training.refusal import RefusedError
from planner.training.workout_uids import parse_workout_uid, workout_uid
from planner.usecases.sync.decisions import MISSING, UNCHANGED, FileState, FolderEvent, Place

_NAMED = 3


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event of ours as it was read.

    Attributes:
        file: The name of its file.
        text: The text of the file.
        event: The event.
    """

    file: str
    text: str
    event: ReadEvent


@dataclass(slots=True)
class FolderFiles:
    """The files of a folder.

    Attributes:
        folder: The absolute path of the folder.
        listing: What is in it.
        database_id: The id of our database.
        zone: The runner's time zone, for times in UTC.
        found: The events that were read, by the number of the workout.
        unreadable: Why files of ours cannot be read, in half a sentence, by the number of the workout.
        strays: The events of ours that other files hold, by the number of the workout.
    """

    folder: str
    listing: VdirListing
    database_id: str
    zone: dt.tzinfo
    found: dict[int, FoundEvent] = field(default_factory=dict)
    unreadable: dict[int, str] = field(default_factory=dict)
    strays: dict[int, FoundEvent] = field(default_factory=dict)

    @property
    def numbers(self) -> set[int]:
        """The numbers of the workouts that have a file."""
        begin = len(workout_uid(self.database_id, 0)) - 1
        return {int(uid[begin:]) for uid in self.listing.own}

    def uid(self, number: int) -> str:
        """Return the UID of the event of a workout."""
        return workout_uid(self.database_id, number)

    def stamp(self, number: int) -> FileStamp | None:
        """Return the stamp of the file of a workout; None where it has none."""
        return self.listing.own.get(self.uid(number))

    def look(self, number: int, known: SyncedFile | None, *, read: bool = False) -> FolderEvent:
        """Return what the folder says of a workout.

        Args:
            number: The number of the workout.
            known: What the last run recorded of its file.
            read: Whether the file is read even if it is as it was recorded.
        """
        stamp = self.stamp(number)
        if stamp is None:
            stray = self.strays.get(number)
            return MISSING if stray is None else as_folder_event(stray.event, is_new=True)
        is_as_known = known is not None and stamp == (known.mtime, known.size)
        if is_as_known and not read:
            return UNCHANGED
        if number not in self.found and number not in self.unreadable:
            self._read(number, stamp)
        if number in self.unreadable:
            return FolderEvent(FileState.UNREADABLE)
        return as_folder_event(self.found[number].event, is_new=not is_as_known)

    def _read(self, number: int, stamp: FileStamp) -> None:
        uid = self.uid(number)
        name = f"{uid}{EVENT_SUFFIX}"
        if stamp.size < 0:
            self.unreadable[number] = "it is no ordinary file"
            return
        try:
            text = read_event_file(self.folder, name)
        except UnreadableFileError as error:
            self.unreadable[number] = error.reason
            return
        event = _read_or_none(text, name, self.zone, uid)
        if event is None:
            self.unreadable[number] = "it does not hold the event, or not its start"
        else:
            self.found[number] = FoundEvent(name, text, event)

    def look_for_strays(self) -> Iterator[str]:
        """Look for events of ours in the files of other names, and say what is wrong with those.

        An event is ours by its UID, or, where its own file is gone, by the UID that it was given by us at first: some
        servers and apps give a moved event a new one.
        """
        unreadable = []
        for name in sorted(self.listing.foreign):
            try:
                text = read_event_file(self.folder, name)
            except UnreadableFileError as error:
                unreadable.append(f"{clean_line(name, 80)} is left as it is: {error.reason}.")
                continue
            if self.database_id in text.lower():
                yield from self._look_into(name, text)
        yield from unreadable[:_NAMED]
        if len(unreadable) > _NAMED:
            yield f"{format_count(len(unreadable) - _NAMED, 'more file')} there cannot be read."

    def _look_into(self, name: str, text: str) -> Iterator[str]:
        event = _read_or_none(text, name, self.zone)
        if event is None:
            return
        by_uid, by_id = parse_workout_uid(event.uid), parse_workout_uid(event.planner_id)
        if by_uid is not None and by_uid[0] == self.database_id and self.stamp(by_uid[1]) is not None:
            yield (
                f"{clean_line(name, 80)} holds the event of workout {by_uid[1]} a second time and is left; vdirsyncer "
                "stops until it is deleted."
            )
            return
        for found in (by_uid, by_id):
            if found is not None and found[0] == self.database_id and self.stamp(found[1]) is None:
                self.strays.setdefault(found[1], FoundEvent(name, text, event))
                return


def as_folder_event(event: ReadEvent, *, is_new: bool) -> FolderEvent:
    """Return what decides of an event that was read.

    Args:
        event: The event.
        is_new: Whether the file has changed since the last run, so that what was added to it is said.
    """
    return FolderEvent(
        FileState.READ,
        place=place_of(event.start),
        digest=event.digest,
        text=event.text_digest,
        revision=event.revision,
        is_cancelled=event.status is EventStatus.CANCELLED,
        is_repeated=event.is_repeated and is_new,
    )


def place_of(start: dt.datetime | dt.date) -> Place:
    """Return the place of an event that has this start."""
    return Place(start.date(), f"{start:%H:%M}") if isinstance(start, dt.datetime) else Place(start)


def _read_or_none(text: str, name: str, zone: dt.tzinfo, uid: str = "") -> ReadEvent | None:
    try:
        return read_event(text, name, zone, uid)
    except RefusedError:
        return None
