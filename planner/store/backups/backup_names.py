"""The backups next to a database, by their names: a number that only grows, the schema version, when and why.

The number says which backup is newer, not the date, so that a clock set back cannot make an old backup look new. Older
planners left out when and why.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from planner.store.pragmas import APPLICATION_ID

BACKUPS_DIRECTORY = "backups"
"""The directory next to the database that holds its backups."""
_LEFTOVER = re.compile(r"[.-](\d+)-\d+\.new(-journal)?")
"""How the name of an unfinished file ends: with the number of the process that was writing it."""
_OTHER_LEFTOVERS = ".planner-*.new"
"""The unfinished files of `planner.file_writing`."""
_INSTANT_FORMAT = "%Y%m%dT%H%M%SZ"


class BackupReason(Enum):
    """Why a backup was made."""

    HAND = "hand"
    DAY = "day"
    IMPORT = "import"
    REWRITE = "rewrite"
    UPGRADE = "upgrade"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class BackupName:
    """A backup, as far as its name says.

    Attributes:
        number: Its number; a later backup has a larger one.
        version: Its schema version.
        made_at: The instant it was made, in UTC.
        reason: Why it was made; None where an older planner made it, which did not say.
        path: The file.
    """

    number: int
    version: int
    made_at: dt.datetime
    reason: BackupReason | None
    path: Path

    @property
    def day(self) -> dt.date:
        """The local day on which it was made."""
        return self.made_at.astimezone().date()


def now() -> dt.datetime:
    """Return the present instant by the machine's clock, in UTC."""
    return dt.datetime.now(dt.UTC)


def list_backup_names(path: str | os.PathLike[str]) -> list[BackupName]:
    """Return the backups in ``backups/`` next to a database, newest first; looks at names only."""
    return _list_names(Path(os.path.realpath(path)))


def next_backup_path(database: Path, version: int, reason: BackupReason) -> str:
    """Return the path of the next backup; its number is the highest in use plus one."""
    names = _list_names(database)
    number = names[0].number + 1 if names else 1
    name = f"{_stem(database)}-{number:04d}-v{version}-{now().strftime(_INSTANT_FORMAT)}-{reason.value}.db"
    return str(database.parent / BACKUPS_DIRECTORY / name)


def find_newest_sound_backup(path: str | os.PathLike[str]) -> BackupName | None:
    """Return the newest backup of a database that can be opened and is not damaged; None when there is none."""
    return next((name for name in list_backup_names(path) if is_sound(name.path)), None)


def is_sound(backup: Path) -> bool:
    """Return whether a backup is a planner database without a damaged page. Nothing is written next to it."""
    try:
        connection = open_backup(backup)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return False
            result: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return result == "ok"
        finally:
            connection.close()
    except (sqlite3.Error, OSError):
        return False


def open_backup(backup: Path) -> sqlite3.Connection:
    """Connect to a file that nobody writes to, only for reading, and without a lock.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    connection = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    return connection


def list_leftovers(path: str | os.PathLike[str], *, of_dead_processes: bool = False) -> list[Path]:
    """Return the unfinished files that a start or a backup left behind when it was interrupted.

    Args:
        path: The database.
        of_dead_processes: Whether to leave out those of a process that runs, and so may still be writing.
    """
    database = Path(os.path.realpath(path))
    own = f"{_glob_escape(_stem(database))}*"
    directories = (database.parent, database.parent / BACKUPS_DIRECTORY)
    files = [file for directory in directories for name in (own, _OTHER_LEFTOVERS) for file in directory.glob(name)]
    return sorted(
        file
        for file in files
        if (match := _LEFTOVER.search(file.name)) is not None
        and match.end() == len(file.name)
        and not (of_dead_processes and _is_running(int(match[1])))
    )


def _list_names(database: Path) -> list[BackupName]:
    reasons = "|".join(reason.value for reason in BackupReason)
    pattern = re.compile(rf"{re.escape(_stem(database))}-(\d+)-v(\d+)(?:-(\d{{8}}T\d{{6}}Z)-({reasons}))?\.db")
    found = []
    with suppress(OSError):  # there is no such directory, or it may not be read
        for file in os.scandir(database.parent / BACKUPS_DIRECTORY):
            match = pattern.fullmatch(file.name)
            if match is not None and (made_at := _made_at(match[3], file)) is not None:
                reason = BackupReason(match[4]) if match[4] else None
                found.append(BackupName(int(match[1]), int(match[2]), made_at, reason, Path(file.path)))
    return sorted(found, key=lambda name: (name.number, name.made_at), reverse=True)


def _made_at(text: str | None, file: os.DirEntry[str]) -> dt.datetime | None:
    """Return the instant that a name holds, else that of the file's last change; None where it is no instant."""
    try:
        if text is None:
            return dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        return dt.datetime.fromisoformat(text)  # as `_INSTANT_FORMAT`; `strptime` loads calendars and locales
    except (ValueError, OSError, OverflowError):
        return None


def _stem(database: Path) -> str:
    """Return what the names of a database's backups begin with; only ``.db`` is left out, so that no two share it."""
    return database.name.removesuffix(".db")


def _glob_escape(text: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", text)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True
