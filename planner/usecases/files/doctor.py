"""The doctor: how the database and all around it is, what to do about what is wrong, and the two ways to mend it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner import restriction
from planner.invocation import program
from planner.store import check_file, compacting, files, journal, recovery, soundness
from planner.store.backups.backup_names import BACKUPS_DIRECTORY
from planner.store.backups.manual_backups import BackupContents
from planner.store.commits import note_stored
from planner.store.errors import translate_errors
from planner.store.missing_file import missing_database
from planner.store.recovered_history import HISTORY_TABLES
from planner.store.recovered_table import RecoveredTable
from planner.store.recovery import Recovery
from planner.store.surroundings import Problem, find_conflict_copies, find_file_system, find_surrounding_problems
from planner.text import format_count, join_words, path_below_home
from planner.training.refusal import RefusedError
from planner.usecases.files.backups import ListedBackup, format_size, list_backups
from planner.usecases.planbook import Planbook

_DAMAGE_BEGINNINGS = ("The file is damaged", "The table ")
_MOST_SPANS = 12
"""So many spans of lost rows are named."""
_NOUNS = {
    "block": "block",
    "item": "workout",
    "exercise_set": "set",
    "slotting": "slotting of a block",
    "absence": "absence",
    "acceptance": "accepted finding",
    "busy_time": "busy time",
    "exercise": "own exercise",
    "recording": "recording",
    "recording_source": "file of a recording",
    "recording_link": "link of a recording",
    "refused_link": "refused link",
    "distinct_recording": "pair of distinct recordings",
    "session_timer": "running session",
    "published": "event that calendars have",
    "synced": "file of a calendar",
    "operation": "operation",
    "change": "change",
}
_PLURALS = {
    "slotting": "slottings of blocks",
    "recording_source": "files of recordings",
    "recording_link": "links of recordings",
    "distinct_recording": "pairs of distinct recordings",
    "athlete": "what is known of you",
    "identity": "the name that calendars know it by",
    "published": "events that calendars have",
    "synced": "files of calendars",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the database: a label and a text, and the key and value of the JSON document."""

    label: str
    text: str
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Examination:
    """How the database is.

    Attributes:
        facts: What was found, wrong or not.
        problems: What should be mended, worst first.
    """

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


def examine(book: Planbook) -> Examination:
    """Look at the database, its backups and the files around it. Nothing is changed.

    Raises:
        RefusedError: There is no file.
    """
    if files.find_database(book.path) is None:
        raise missing_database(book.path)
    database = Path(os.path.realpath(book.path))
    listed = list_backups(book)
    newest = next((backup for backup in listed if backup.contents is not None), None)
    facts = [
        Fact("database", path_below_home(database), "database", str(database)),
        Fact("SQLite", sqlite3.sqlite_version, "sqlite", sqlite3.sqlite_version),
    ]
    problems = [Problem(text, _advice_on_contents(text, newest)) for text in _content_problems(book)]
    with suppress(RefusedError, sqlite3.Error):  # so damaged that it is among the problems
        facts += _contents_facts(book.path)
    facts += [*_file_facts(database), *_backup_facts(listed, newest)]
    problems += [
        *_backup_problems(book, database, listed, newest, is_sound=not problems),
        *find_surrounding_problems(database),
    ]
    return Examination(tuple(facts), tuple(problems))


def compact(book: Planbook) -> str:
    """Give the space of deleted rows back to the disk; return a sentence on it.

    Raises:
        RefusedError: Another session is writing, the file is damaged, or the disk has no room for a second copy.
    """
    before, after = compacting.compact(book.path)
    if after >= before:
        return f"{path_below_home(book.path)} has no space to give back; it has {format_size(after)}."
    return f"{path_below_home(book.path)} now has {format_size(after)} in place of {format_size(before)}."


def recover(book: Planbook, file: str) -> Recovery:
    """Write what can be read of a damaged database to a new file.

    Args:
        book: The planbook.
        file: The new file, as named on the command line.

    Raises:
        RefusedError: Nothing can be read, or the new file cannot be written or is outside the directory of a restricted
            account.
    """
    restriction.check_file_name(file)
    recovered = recovery.recover(book.path, file)
    note_stored()
    return recovered


def find_backup_instead(book: Planbook, recovered: Recovery) -> ListedBackup | None:
    """Return the newest good backup where a recovery lost something; None where nothing is lost or none is good."""
    if recovered.has_history and not any(table.gaps for table in recovered.tables):
        return None
    return next((backup for backup in list_backups(book) if backup.contents is not None), None)


def recovery_sentences(recovered: Recovery, backup: ListedBackup | None = None) -> list[str]:
    """Return how much of what was read, what is lost, and how to go on.

    Args:
        recovered: What was read.
        backup: A backup that may hold more.
    """
    read = [
        _count(table)
        for table in recovered.tables
        if table.count and (recovered.has_history or table.name not in HISTORY_TABLES)
    ]
    sentences = [f"Read into {path_below_home(recovered.path)}: {join_words(read)}."]
    if recovered.layout_from is not None:
        sentences.append(f"Its beginning is damaged; where its tables are was taken from {recovered.layout_from}.")
    unread = [_plural(table.name) for table in recovered.tables if table.gaps == [(0, None)]]
    if unread:
        sentences.append(f"Nothing could be read of these: {', '.join(unread)}.")
    losses = [sentence for table in recovered.tables for sentence in _losses(table)]
    sentences += losses if losses or unread else ["Everything could be read."]
    if not recovered.has_history:
        sentences.append(_history_sentence(recovered.kept_operations))
    sentences.append(f"To use it: {program()} restore {path_below_home(recovered.path)}")
    if backup is not None and backup.contents is not None:
        holds = format_count(backup.contents.workouts, "workout")
        made_at, number = _when(backup.name.made_at), backup.name.number
        sentences.append(
            f"The newest good backup, of {made_at}, holds {holds}: {program()} restore {number} brings it back."
        )
    return sentences


def _history_sentence(kept: int) -> str:
    if not kept:
        return "The history was left out, since undo could go wrong without what is lost."
    entries = "its newest entry was" if kept == 1 else f"its newest {kept} entries were"
    return f"Of the history {entries} kept, since undo could go wrong with what is older."


def _losses(table: RecoveredTable) -> Iterator[str]:
    noun = _plural(table.name)
    spans = [
        str(first) if first == last else f"{max(first, 1)} to {last}" if last is not None else f"from {first} on"
        for first, last in table.gaps
        if (first, last) != (0, None)
    ]
    if len(spans) > _MOST_SPANS:
        spans[_MOST_SPANS:] = [f"{len(spans) - _MOST_SPANS} more spans"]
    if spans:
        yield f"Not read of the {noun}, by number: {join_words(spans)}."
    if table.from_pages:
        yield f"{format_count(table.from_pages, 'row')} of the {noun} came from pages that nothing leads to any more."
    if table.from_history:
        yield f"{format_count(table.from_history, 'lost row')} of the {noun} came back from the history."
    if table.orphans:
        yield f"{format_count(table.orphans, 'row')} of the {noun} went with what they belong to."


def _count(table: RecoveredTable) -> str:
    if table.name in ("athlete", "identity"):
        return _plural(table.name)
    return f"1 {_NOUNS[table.name]}" if table.count == 1 else f"{table.count} {_plural(table.name)}"


def _plural(table: str) -> str:
    return _PLURALS.get(table) or f"{_NOUNS[table]}s"


def _content_problems(book: Planbook) -> list[str]:
    try:
        return check_file.check_contents(book.path)
    except RefusedError as refusal:
        return [str(refusal)]


def _advice_on_contents(problem: str, newest: ListedBackup | None) -> str:
    if newest is None:
        restore = "no backup is good"
    else:
        restore = f"{program()} restore {newest.name.number} brings back the backup of {_when(newest.name.made_at)}"
    if problem.startswith(_DAMAGE_BEGINNINGS) or " is damaged " in problem or "not a planner database" in problem:
        start = "No backup is good" if newest is None else restore  # a command keeps its small letter
        return f"{start}; {program()} doctor --recover FILE reads what is left into a new file."
    return f"If you know nothing of it: {restore}."


def _contents_facts(path: Path) -> Iterator[Fact]:
    with translate_errors(path):
        database_path = files.find_database(path)
        assert database_path is not None
        connection = files.connect(database_path)
        try:
            mode, version, pages, page_bytes, free_pages = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "user_version", "page_count", "page_size", "freelist_count")
            )
        finally:
            connection.close()
    free = free_pages * page_bytes
    yield Fact("journal", mode, "journal_mode", mode)
    yield Fact("schema", f"version {version}", "schema_version", version)
    size = format_size(pages * page_bytes)
    if free * 4 > pages * page_bytes:
        size += f", {format_size(free)} of it free; {program()} doctor --compact gives that back"
    elif free:
        size += f", {format_size(free)} of it free"
    yield Fact("size", size, "bytes", pages * page_bytes)
    yield Fact("", "", "free_bytes", free)


def _file_facts(database: Path) -> Iterator[Fact]:
    for label, key, path in (("file", "file_mode", database), ("folder", "directory_mode", database.parent)):
        mode = f"{stat.S_IMODE(path.stat().st_mode):04o}"
        yield Fact(label, f"mode {mode}", key, mode)
    kind = find_file_system(database.parent)
    yield Fact("file system", kind or "not known", "file_system", kind)
    day = soundness.read_checked_day(database)
    checked = "now" if day is None else f"now, and before a change on {day}"
    yield Fact("checked", checked, "checked_before_a_change_on", day.isoformat() if day else None)
    copies = [str(copy) for copy in find_conflict_copies(database)]
    yield Fact("", "", "conflict_copies", copies)


def _backup_facts(listed: list[ListedBackup], newest: ListedBackup | None) -> Iterator[Fact]:
    if not listed:
        text = "none"
    elif newest is None:
        text = f"{len(listed)}, none of them good"
    else:
        text = f"{len(listed)}, the newest good one number {newest.name.number} of {_when(newest.name.made_at)}"
    found = newest and {"number": newest.name.number, "path": str(newest.name.path), "at": _iso(newest.name.made_at)}
    yield Fact("backups", text, "newest_good_backup", found)


def _backup_problems(
    book: Planbook, database: Path, listed: list[ListedBackup], newest: ListedBackup | None, *, is_sound: bool
) -> Iterator[Problem]:
    for backup in listed:
        if backup.contents is None:
            shown = path_below_home(backup.name.path)
            yield Problem(f"Backup {backup.name.number} is damaged.", f"Delete it: rm {shown}")
    if newest is None and is_sound:
        yield Problem("There is no good backup.", f"{program()} backup makes one.")
    elif newest is not None and newest.contents is not None and _lacks_backups(book, newest.contents):
        yield Problem(
            f"The newest good backup is of {_when(newest.name.made_at)}, and changes were made on several days since.",
            f"{program()} backup makes one, or says why it cannot.",
        )
    directory = database.parent / BACKUPS_DIRECTORY
    place = directory if directory.exists() else database.parent
    if not os.access(place, os.W_OK | os.X_OK):
        shown = path_below_home(place)
        yield Problem(f"No backup can be made in {shown}.", f"chmod u+wx {shown} lets you write there.")
    free = shutil.disk_usage(place).free
    needed = 2 * database.stat().st_size
    if free < needed:
        yield Problem(
            f"The disk has room for {format_size(free)} more, too little for a backup and a change.",
            f"Make room for {format_size(needed)}.",
        )


def _lacks_backups(book: Planbook, newest: BackupContents) -> bool:
    """Whether changes were made on several days since a backup: before the first of each day there should be one."""
    try:
        operations = journal.read_operations(book.path, journal.MAX_OPERATIONS)
    except RefusedError:
        return False
    days = {one.made_at.astimezone().date() for one in operations if one.id > newest.last_operation}
    return len(days) > 1


def _when(instant: dt.datetime) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M}"


def _iso(instant: dt.datetime) -> str:
    return instant.isoformat()
