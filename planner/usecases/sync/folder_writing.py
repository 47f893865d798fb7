"""The folder follows the plan: files are written and removed as was decided, and what is in them is recorded."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace

from planner.exchange.calendars import vdir
from planner.exchange.calendars.event_files import rewrite_event
from planner.exchange.calendars.vdir import EVENT_SUFFIX, FileStamp
from planner.exchange.calendars.workout_events import Revision, WorkoutEvent
from planner.exchange.calendars.write_events import write_calendar
from planner.store.published_events import PublishedEvent
from planner.store.synced_files import SyncedFile
from planner.training.refusal import RefusedError
from planner.usecases.exports.calendar_events import next_revision
from planner.usecases.sync.both_sides import BothSides
from planner.usecases.sync.decisions import Action, FileState, Pending, PlannedEvent
from planner.usecases.sync.folder_files import FoundEvent

_NAMES = (("displayname", "Training"), ("color", "#2E7D32"))
_NO_FILE = FileStamp(0, 0)
_PENDING = {Action.ASK: Pending.GONE, Action.LEAVE_OUT: Pending.OUT, Action.LEAVE_TEXT: Pending.TEXT}


class FolderWriting:
    """Carries out what was decided about the files of a folder.

    Args:
        sides: What was decided.
        now: The present instant.
        zone_name: The time zone that events name; empty for events on the clock of whoever reads them.
        is_dry_run: Whether the files are only counted.

    Attributes:
        written: How many files were written.
        removed: How many files were removed.
        unchanged: How many files of ours stay as they are.
        records: What is known of files now.
        forgotten: The workouts that have no file and no event any more.
        sent: What calendars are sent.
        is_settled: Whether nothing was left for the next run.
    """

    def __init__(self, sides: BothSides, now: dt.datetime, zone_name: str, *, is_dry_run: bool) -> None:
        self._sides, self._now, self._zone_name, self._is_dry_run = sides, now, zone_name, is_dry_run
        self._files = sides.files
        self.written = self.removed = 0
        self.unchanged = len(self._files.listing.own)
        self.records: list[SyncedFile] = []
        self.forgotten: list[int] = []
        self.sent: list[PublishedEvent] = []
        self.is_settled = not sides.is_held
        self._is_new_folder = not self._files.listing.own

    def begin(self) -> None:
        """Write what a folder of events has besides them, whose it is before all.

        Raises:
            RefusedError: It cannot be written.
        """
        try:
            if not self._files.listing.mark and not self._sides.is_mark_missed:
                vdir.mark_vdir(self._files.folder, self._files.database_id)
            vdir.begin_vdir(self._files.folder, self._files.listing, _NAMES)
        except OSError as error:
            raise RefusedError(
                f"{vdir.shown_folder(self._files.folder)} cannot be written: {error.strerror}."
            ) from None

    def carry_out(self) -> None:
        """Write and remove the files.

        Raises:
            RefusedError: A file cannot be written; those before it are.
        """
        folder = self._files.folder
        try:
            for number, decision in self._sides.decisions.items():
                self._carry_out(number, decision.action)
            if (self.written or self.removed) and not self._is_dry_run:
                vdir.finish_vdir(folder)
        except OSError as error:
            raise RefusedError(f"{vdir.shown_folder(folder)} cannot be written: {error.strerror}.") from None

    def _carry_out(self, number: int, action: Action) -> None:
        if action in (Action.WRITE, Action.MOVE):
            self._write(number)
        elif action is Action.REMOVE:
            self._remove(number)
        elif action is Action.FORGET:
            self.forgotten.append(number)
        elif action is not Action.NOTHING:
            self._record(number, _PENDING.get(action))

    def _write(self, number: int, *, keep_text: bool = False) -> None:
        """Write an event from the plan, with the text that is in the folder where a person has changed that."""
        event, uid = self._sides.plan.events[number], self._files.uid(number)
        found, stray = self._files.found.get(number), self._files.strays.get(number)
        if keep_text and found is not None:
            event = replace(event, summary=found.event.summary, description=found.event.description)
        revision = self._revision(number, event, found or stray)
        if not self._is_dry_run and not self._is_as_seen(number):
            return
        self.written += 1
        self.unchanged -= self._files.stamp(number) is not None
        if self._is_dry_run:
            return
        text = self._file_text(event, revision, found or stray)
        stamp = vdir.write_event_file(self._files.folder, uid, text)
        self._files.listing.own[uid] = stamp
        if found is None and stray is not None:
            vdir.remove_event_file(self._files.folder, stray.file)
            self._files.listing.foreign.pop(stray.file, None)
        text = found.event.text_digest if keep_text and found is not None else self._planned(number).text
        self._keep(number, text, revision.number, stamp, Pending.TEXT if keep_text else None)
        self._note_sent(number, self._sides.plan.events[number], revision)

    def _file_text(self, event: WorkoutEvent, revision: Revision, found: FoundEvent | None) -> str:
        """Return the file of an event; what a person has added to the one that is there stays in it."""
        if found is not None:
            uid = found.event.uid  # another one where a server has given the event a new name
            with suppress(RefusedError):
                text = rewrite_event(found.text, replace(event, uid=uid), revision, self._zone_name)
                for name in ("UID", "X-PLANNER-ID"):
                    text = text.replace(f"\r\n{name}:{uid}\r\n", f"\r\n{name}:{event.uid}\r\n")
                return text
        return write_calendar([(event, revision)], zone_name=self._zone_name, has_zone_times=bool(self._zone_name))

    def _remove(self, number: int) -> None:
        uid = self._files.uid(number)
        if not self._is_dry_run:
            if not self._is_as_seen(number):
                return
            vdir.remove_event_file(self._files.folder, f"{uid}{EVENT_SUFFIX}")
            self._files.listing.own.pop(uid, None)
        self.removed += 1
        self.unchanged -= 1
        self.forgotten.append(number)

    def _record(self, number: int, pending: Pending | None) -> None:
        """Record what is in the folder, which stays as it is."""
        look, known = self._sides.looks[number], self._sides.before.files.get(number)
        event, found = self._sides.plan.events[number], self._files.found.get(number)
        is_stray = found is None and number in self._files.strays
        has_other_times = found is not None and (found.event.start, found.event.end) != (event.start, event.end)
        if is_stray or (pending is Pending.TEXT and has_other_times):
            self._write(number, keep_text=pending is Pending.TEXT and not is_stray)
            return
        is_read = look.state is FileState.READ
        revision = look.revision if look.revision is not None else known.revision if known is not None else 0
        text = look.text if is_read else known.text_digest if known is not None else event.text_digest
        if pending in (Pending.GONE, Pending.OUT) and known is not None:
            # The question is about what was agreed on; a change here since then answers it.
            stamp = self._files.stamp(number) or _NO_FILE
            self.records.append(replace(known, mtime=stamp.mtime_ns, size=stamp.size, pending=pending.value))
            return
        self._keep(number, text, revision, self._files.stamp(number) or _NO_FILE, pending)
        sent = self._sides.before.events.get(number)
        if pending is None and found is not None and (sent is None or sent.digest != event.digest):
            number_there = found.event.sequence
            least = 0 if sent is None else sent.sequence + 1
            self._note_sent(number, event, Revision(max(least, number_there), self._now))

    def _keep(self, number: int, text: str, revision: int, stamp: FileStamp, pending: Pending | None) -> None:
        planned = self._planned(number)
        record = SyncedFile(
            workout_id=number,
            place=str(planned.place),
            digest=planned.digest,
            text_digest=text,
            revision=revision,
            mtime=stamp.mtime_ns,
            size=max(stamp.size, 0),
            pending=None if pending is None else pending.value,
        )
        if record != self._sides.before.files.get(number):
            self.records.append(record)

    def _planned(self, number: int) -> PlannedEvent:
        planned = self._sides.plan.planned(number)
        assert planned is not None
        return planned

    def _revision(self, number: int, event: WorkoutEvent, found: FoundEvent | None) -> Revision:
        """Return which writing of an event this is: above what calendars were sent, and above what is written over."""
        revision = next_revision(event, self._sides.before.events.get(number), self._now)
        if found is not None and found.event.digest != event.digest and found.event.sequence >= revision.number:
            return Revision(found.event.sequence + 1, self._now)
        return revision

    def _note_sent(self, number: int, event: WorkoutEvent, revision: Revision) -> None:
        sent = PublishedEvent(
            workout_id=number,
            digest=self._planned(number).digest,
            sequence=revision.number,
            stamp=revision.made_at,
            start=event.start,
            end=event.end,
            summary=event.summary,
        )
        if sent != self._sides.before.events.get(number):
            self.sent.append(sent)

    def _is_as_seen(self, number: int) -> bool:
        """Return whether a file is as it was when it was looked at; what changed it since is for the next run."""
        if self._is_new_folder:
            return True
        uid = self._files.uid(number)
        if vdir.stamp_of(self._files.folder, uid) == self._files.listing.own.get(uid):
            return True
        self.is_settled = False
        return False
