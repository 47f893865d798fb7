"""What is wrong around a database: who may open its files, what lies next to it, where it is stored."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.store.backups.backup_names import BACKUPS_DIRECTORY, list_backup_names, list_leftovers
from planner.store.errors import display_path

MOUNTS_FILE = Path("/proc/mounts")
"""Where Linux lists the mounted file systems."""
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "virtiofs", "afs", "fuse.rclone"}
)
_CONFLICT_COPY = re.compile(r"conflict|\(\d+\)\.|^ \d+\.", re.IGNORECASE)
"""What Dropbox, Syncthing, Nextcloud, Google Drive and iCloud write into the name of a copy they could not merge."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should be mended.

    Attributes:
        text: What it is, in a sentence.
        advice: What to do, in a sentence.
    """

    text: str
    advice: str


def find_surrounding_problems(database: Path) -> Iterator[Problem]:
    """Yield what is wrong with permissions, the directory, files next to the database, and the file system.

    Args:
        database: The file, links resolved.
    """
    directory = database.parent
    backups = sorted(backup.path for backup in list_backup_names(database))
    for file in (database, database.with_name(f"{database.name}-journal"), *backups):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            shown = display_path(file)
            yield Problem(f"{shown} can be opened by others than you.", f"chmod 600 {shown} closes it to them.")
    mode = directory.stat().st_mode
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        shown = display_path(directory)
        yield Problem(f"Everybody may replace files in {shown}.", f"chmod 700 {shown} closes it to others.")
    for file in find_conflict_copies(database):
        yield Problem(
            f"{display_path(file)} is a copy that a file synchroniser made; only {display_path(database)} is used.",
            "Look at it with planner --db, and move away the one that you do not need.",
        )
    for file in list_leftovers(database, of_dead_processes=True):
        yield Problem(
            f"{display_path(file)} was left by a start or a backup that was interrupted, and may be deleted.",
            "The next backup deletes it.",
        )
    kind = find_file_system(directory)
    if kind in _NETWORK_FILE_SYSTEMS:
        yield Problem(
            f"{display_path(database)} is on a network file system ({kind}), where two sessions at once may damage it.",
            "Keep it on a disk of this machine, or use one session at a time.",
        )


def find_conflict_copies(database: Path) -> list[Path]:
    """Return the copies of a database that file synchronisers made next to it or among its backups."""
    stem = database.name.removesuffix(".db")
    directories = (database.parent, database.parent / BACKUPS_DIRECTORY)
    files = (Path(entry.path) for each in directories if each.is_dir() for entry in os.scandir(each))
    return sorted(
        file
        for file in files
        if file != database and file.name.startswith(stem) and _CONFLICT_COPY.search(file.name[len(stem) :])
    )


def find_file_system(directory: Path) -> str | None:
    """Return the type of the file system that holds a directory; None when it cannot be found out."""
    try:
        lines = MOUNTS_FILE.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    longest, kind = -1, None  # the deepest mount point above the directory holds it
    for line in lines:
        _, mount_point, mount_kind, *_ = line.split(" ")
        if directory.is_relative_to(mount_point.replace("\\040", " ")) and len(mount_point) > longest:
            longest, kind = len(mount_point), mount_kind
    return kind
