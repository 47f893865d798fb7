"""Which backups are kept: the ten latest, and of the others the last of each of seven days and of twelve months.

Days and months are counted from backup to backup and not from today, so that a clock that is years ahead deletes none.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from planner.store.backups.backup_names import BackupName, list_backup_names

LATEST, DAYS, MONTHS = 10, 7, 12


def thin_backups(path: str | os.PathLike[str], keep: Collection[Path] = ()) -> None:
    """Delete the backups of a database that are not kept; those that cannot be deleted stay.

    Args:
        path: The database.
        keep: Backups that are kept in any case: the newest sound one, and one that is just being restored.
    """
    for backup in superfluous_backups(list_backup_names(path)):
        if backup.path not in keep:
            with suppress(OSError):
                backup.path.unlink()


def superfluous_backups(backups: Iterable[BackupName]) -> list[BackupName]:
    """Return the backups that need not be kept, newest first."""
    newest_first = sorted(backups, key=lambda backup: backup.number, reverse=True)
    kept = {backup.number for backup in newest_first[:LATEST]}
    for count, period in ((DAYS, "%Y-%m-%d"), (MONTHS, "%Y-%m")):
        last_of_period: dict[str, int] = {}
        for backup in newest_first:
            last_of_period.setdefault(f"{backup.day:{period}}", backup.number)
        kept.update(list(last_of_period.values())[:count])
    return [backup for backup in newest_first if backup.number not in kept]
