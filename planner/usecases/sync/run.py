"""One run of ``sync``: the plan follows the events that a person has moved, then the folder follows the plan.

The order is that of a run that may be killed at any time: the moves are stored as one operation, the files are written,
and what is in them is recorded last. A file that says what would be written is taken as written by the next run.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planner import __version__
from planner.exchange.calendars.vdir import (
    VdirListing,
    check_is_vdir,
    list_vdir,
    locked_vdir,
    mark_vdir,
    shown_folder,
)
from planner.invocation import program
from planner.store.backups.automatic_backups import backups_before
from planner.store.commits import read_last_write
from planner.store.connections import read_transaction, write_transaction
from planner.store.database_id import find_database_id
from planner.store.files import make_private_directories
from planner.store.published_events import find_published_events, store_published_events
from planner.store.synced_files import read_synced_files, read_synced_folders, store_synced_files
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workout_uids import workout_uid
from planner.usecases import text_files
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.zones import zone_of
from planner.usecases.sync.gone_events import read_gone_events
from planner.usecases.sync.outcome import SyncOptions, SyncOutcome

if TYPE_CHECKING:
    import sqlite3

    from planner.usecases.sync.both_sides import BothSides
    from planner.usecases.sync.folder_writing import FolderWriting

DAYS_BACK = 90
"""Workouts so many days back have events; what lies before is left as it is."""
_NO_ZONE = "-"


def sync_folder(book: Planbook, name: str, options: SyncOptions) -> SyncOutcome:
    """Keep a folder of events equal to the plan, both ways.

    Args:
        book: The planbook.
        name: The folder, as it was typed; it is made where it is missing.
        options: What is asked for.

    Raises:
        RefusedError: The folder is no folder, belongs to another database, holds other things than events, is outside
            the directory of a restricted account, or cannot be read or written; or the database cannot be.
    """
    folder = text_files.find_output_folder(book, name)
    is_there = Path(folder).is_dir()
    if not is_there and not options.force and folder in read_synced_folders(book.path):
        raise RefusedError(
            f"{shown_folder(folder)} is gone, and no event in it is taken as deleted; "
            "bring it back, or --force makes it again and asks about each."
        )
    if not is_there and not options.is_dry_run:
        make_private_directories(folder)
    with nullcontext() if options.is_dry_run else locked_vdir(folder):
        return _sync(book, folder, options, is_there=is_there or not options.is_dry_run)


def _sync(book: Planbook, folder: str, options: SyncOptions, *, is_there: bool) -> SyncOutcome:
    first = options.first or book.today - DAYS_BACK * DAY
    settings = (book.today, first, options.zone, __version__)
    with read_transaction(book.path) as connection:
        database_id, last_write = find_database_id(connection), _last_write(connection)
        listing = list_vdir(folder, workout_uid(database_id, 0)[:-1]) if is_there else VdirListing()
        check_is_vdir(folder, listing, database_id, force=options.force)
        if listing.state == _state_of(listing, last_write, settings, options.zone):
            pending = read_gone_events(book, folder)
            return SyncOutcome(folder, unchanged=len(listing.own), foreign=len(listing.foreign), pending=pending)
        from planner.usecases.sync import both_sides, folder_files, planned_events  # late: most runs find nothing to do

        zone_there = listing.state.partition(" ")[0]
        options = replace(options, is_other_zone=zone_there not in {"", options.zone or _NO_ZONE})
        before = both_sides.SentBefore(read_synced_files(book.path, folder), find_published_events(connection))
        files = folder_files.FolderFiles(folder, listing, database_id, zone_of(book).zone)
        sides = both_sides.BothSides(book, files, planned_events.PlannedEvents(book, first), before, options)
    followed = _let_plan_follow(book, sides, options)
    sides.describe_decisions()
    writing = _let_folder_follow(book, sides, options, followed.operation)
    if not options.is_dry_run:
        after = _store(book, sides, writing, last_write)
        is_settled = writing.is_settled and not followed.operation and after is not None
        zone_and_state = _state_of(listing, after or (), settings, options.zone)
        if not is_settled:
            zone_and_state = zone_and_state.partition(" ")[0]
        if not sides.is_mark_missed and (listing.mark, listing.state) != (database_id, zone_and_state):
            mark_vdir(folder, database_id, zone_and_state)
    return SyncOutcome(
        folder=folder,
        operation=followed.operation,
        written=writing.written,
        removed=writing.removed,
        unchanged=writing.unchanged,
        foreign=len(listing.foreign),
        moved=tuple(sides.moved),
        pending=tuple(sides.gone_events()),
        conflicts=tuple(sides.conflicts),
        said=tuple(sides.said),
        offer=followed.offer,
        offer_command=followed.offer_command,
    )


class _Followed(NamedTuple):
    """What moved in the plan: the name of the operation, better places for strength, the command that takes them."""

    operation: str = ""
    offer: tuple[str, ...] = ()
    offer_command: str = ""


def _let_plan_follow(book: Planbook, sides: BothSides, options: SyncOptions) -> _Followed:
    """Move the workouts whose events were moved, as one operation."""
    wanted = sides.wanted_moves()
    if not wanted:
        return _Followed()
    from planner.usecases.strength.follow_log import follow_log
    from planner.usecases.strength.reslot import apply_evaluated, evaluate
    from planner.usecases.sync.moves import plan_calendar_moves

    moves = plan_calendar_moves(book, wanted)
    if moves.change.is_empty:
        sides.follow(moves.change, moves.refused)
        return _Followed()
    evaluated = evaluate(book, follow_log(book, moves.change))
    if not options.is_dry_run:
        evaluated = apply_evaluated(book, evaluated)
    sides.said += (*evaluated.change.remarks, *evaluated.offer.unplaced_text)
    sides.follow(evaluated.change, moves.refused)
    offer = tuple(move.line() for move in evaluated.offer.moves)
    first = min((session.date for session in evaluated.offer.sessions), default=None)
    return _Followed(evaluated.change.name, offer, f"{program()} reslot {first}" if offer else "")


def _let_folder_follow(book: Planbook, sides: BothSides, options: SyncOptions, operation: str) -> FolderWriting:
    """Write and remove the files.

    Raises:
        RefusedError: The folder cannot be written; the sentence says what is stored already.
    """
    from planner.usecases.sync.folder_writing import FolderWriting

    writing = FolderWriting(sides, book.clock.now(), options.zone, is_dry_run=options.is_dry_run)
    try:
        if not options.is_dry_run:
            writing.begin()
        writing.carry_out()
    except RefusedError as refusal:
        if operation and not options.is_dry_run:
            raise RefusedError(f"{refusal} What was moved is stored; {program()} undo takes it back.") from None
        raise
    return writing


def _store(
    book: Planbook, sides: BothSides, writing: FolderWriting, last_write: tuple[object, ...]
) -> tuple[object, ...] | None:
    """Record what is in the folder; it is no operation, and no undo takes it back.

    Returns:
        What `_last_write` finds afterwards; None where the database has changed since it was read.
    """
    if not (writing.records or writing.forgotten or writing.sent):
        with read_transaction(book.path) as connection:
            return last_write if _last_write(connection) == last_write else None
    with backups_before(None), write_transaction(book.path, is_operation=False) as connection:
        is_as_read, sent = _last_write(connection) == last_write, writing.sent
        if not is_as_read:  # another way out may have sent a newer version meanwhile
            numbers = {number: one.sequence for number, one in find_published_events(connection).items()}
            sent = [one for one in sent if numbers.get(one.workout_id, 0) <= one.sequence]
        store_published_events(connection, sent)
        store_synced_files(connection, sides.files.folder, writing.records, writing.forgotten)
        return _last_write(connection) if is_as_read else None


def _state_of(listing: VdirListing, last_write: tuple[object, ...], settings: tuple[object, ...], zone: str) -> str:
    """Return what a folder and the plan are as, in one line: if it is the same later, there is nothing to do.

    It begins with the time zone of the events, so that a run with another one writes all of them.
    """
    files = sorted((*listing.own.items(), *listing.foreign.items()))
    lines = [f"{name}/{mtime_ns}/{size}" for name, (mtime_ns, size) in files]
    text = "\n".join([*map(repr, (*last_write, *settings)), *lines])
    return f"{zone or _NO_ZONE} {hashlib.blake2b(text.encode('utf-8', 'surrogateescape'), digest_size=16).hexdigest()}"


def _last_write(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what is another after every change of the database, also after a backup was restored."""
    newest = connection.execute("SELECT id, at, name FROM operation ORDER BY id DESC LIMIT 1").fetchone()
    return (*read_last_write(connection), newest)
