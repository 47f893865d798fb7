"""Backups: making one, listing them, and bringing one back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner import restriction
from planner.invocation import program
from planner.store.backups import backup_names, manual_backups, restoring
from planner.store.backups.backup_names import BackupName, BackupReason
from planner.store.backups.manual_backups import BackupContents
from planner.text import format_count, path_below_home
from planner.training.formatting import format_full_day
from planner.training.refusal import RefusedError
from planner.usecases.files import plan_data
from planner.usecases.planbook import Planbook

__all__ = [
    "BackupName",
    "ListedBackup",
    "MadeBackup",
    "RestoredBackup",
    "back_up",
    "describe",
    "format_size",
    "list_backups",
    "list_names",
    "look_into",
    "reason_text",
    "restore",
]

_REASON_TEXTS = {
    BackupReason.HAND: "made by hand",
    BackupReason.DAY: "before the first change of a day",
    BackupReason.IMPORT: "before an import",
    BackupReason.REWRITE: "before a rewrite",
    BackupReason.RESTORE: "before a restore",
}


@dataclass(frozen=True, slots=True)
class ListedBackup:
    """A backup with what it holds.

    Attributes:
        name: Its number, version, instant, reason and path.
        size: Bytes of the file.
        contents: What it holds; None where it is damaged.
    """

    name: BackupName
    size: int
    contents: BackupContents | None

    @property
    def reason_text(self) -> str:
        """Why it was made, in words."""
        return reason_text(self.name)


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was just made.

    Attributes:
        path: The file.
        size: Bytes of it.
        contents: What it holds.
    """

    path: Path
    size: int
    contents: BackupContents

    def short_sentence(self) -> str:
        """Return what it holds and in which folder it is."""
        return f"Backed up {describe(self.contents)}, in {path_below_home(self.path.parent)}."

    def sentence(self) -> str:
        """Return where it is and what it holds."""
        return f"Backed up to {path_below_home(self.path)} ({format_size(self.size)}): {describe(self.contents)}."


@dataclass(frozen=True, slots=True)
class RestoredBackup:
    """What became of a restore.

    Attributes:
        source: The file that was brought back.
        contents: What is in the calendar now.
        from_version: The schema version of the source, if it had to be upgraded; else None.
        kept: The backup that holds what was there before; None when that was damaged, or nothing.
        kept_number: The number of that backup.
        set_aside: A damaged database under its new name, and its journal if it had one.
    """

    source: Path
    contents: BackupContents
    from_version: int | None
    kept: Path | None
    kept_number: int | None
    set_aside: tuple[Path, ...]

    def short_sentence(self) -> str:
        """Return in one sentence what is there now and how to go back."""
        said = f"Restored: {describe(self.contents)}."
        if self.kept_number is not None:
            return f"{said} What was there before is backup {self.kept_number}."
        return f"{said} The damaged file is kept as {self.set_aside[0].name}." if self.set_aside else said

    def sentences(self) -> list[str]:
        """Return what is there now, where the previous contents are, and how to go back to them."""
        upgraded = f", upgraded from version {self.from_version}" if self.from_version else ""
        said = [f"Restored from {path_below_home(self.source)}{upgraded}: {describe(self.contents)}."]
        if self.kept is not None:
            said.append(f"What was there before is kept as {path_below_home(self.kept)}.")
            said.append(f"To go back to it: {program()} restore {self.kept_number}")
        if self.set_aside:
            names = " and ".join(path_below_home(path) for path in self.set_aside)
            said.append(f"The damaged file is kept as {names}.")
        return said


def back_up(book: Planbook, file: str | None = None) -> MadeBackup:
    """Make a verified backup.

    Args:
        book: The planbook.
        file: A new file, as named on the command line; None takes the next name in ``backups/``.

    Raises:
        RefusedError: Something has that name, it cannot be written, is one that no output may replace or is outside
            the directory of a restricted account, or the database is damaged.
    """
    if file is not None:
        from planner.usecases.text_files import find_output

        file = find_output(book, file)
    path = manual_backups.back_up(book.path, file)
    return MadeBackup(path, path.stat().st_size, _read_contents(path))


def list_backups(book: Planbook) -> list[ListedBackup]:
    """Return the backups next to the database, newest first; each is opened and checked."""
    names = list_names(book)
    return [listed for listed in map(look_into, names) if listed is not None]


def list_names(book: Planbook) -> list[BackupName]:
    """Return the backups next to the database, newest first, without opening them."""
    return backup_names.list_backup_names(book.path)


def look_into(name: BackupName) -> ListedBackup | None:
    """Open and check a backup; None when it is gone, as another session may have thinned it."""
    try:
        size = name.path.stat().st_size
    except OSError:
        return None
    return ListedBackup(name, size, manual_backups.read_contents(name.path))


def reason_text(name: BackupName) -> str:
    """Return why a backup was made, in words."""
    if name.reason is BackupReason.UPGRADE:
        return f"before an upgrade from version {name.version}"
    return _REASON_TEXTS[name.reason] if name.reason else "made by an older planner"


def restore(book: Planbook, backup: str) -> RestoredBackup:
    """Bring a backup back, or the data of a document; what is there now is kept first.

    Args:
        book: The planbook.
        backup: The number of a backup, or a file.

    Raises:
        RefusedError: There is no such backup, it is damaged, or the database cannot be replaced; it is unchanged.
    """
    source = _find_backup(book, backup)
    if plan_data.is_document(book, source):
        restored = plan_data.restore_document(book, source)
    else:
        restored = restoring.restore(book.path, source)
    numbers = {name.path: name.number for name in backup_names.list_backup_names(book.path)}
    return RestoredBackup(
        source=source,
        contents=_read_contents(book.path),
        from_version=restored.upgraded_from,
        kept=restored.kept,
        kept_number=numbers.get(restored.kept) if restored.kept is not None else None,
        set_aside=restored.set_aside,
    )


def describe(contents: BackupContents) -> str:
    """Return what a backup holds: ``118 workouts, the last one done on Sunday 29 November 2026``."""
    if not contents.workouts:
        return "no workouts"
    count = format_count(contents.workouts, "workout")
    if contents.last_done is not None:
        return f"{count}, the last one done on {format_full_day(contents.last_done)}"
    return f"{count}, none done" if contents.last_day is None else f"{count}, to {format_full_day(contents.last_day)}"


def format_size(size: int) -> str:
    """Return a number of bytes as people say it: ``84 KB``, ``1.2 MB``."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} KB"
    return f"{size / 1_000_000:.1f} MB"


def _find_backup(book: Planbook, backup: str) -> Path:
    if not (backup.isascii() and backup.isdecimal()):
        restriction.check_file_name(backup)
        return Path(backup)
    names = backup_names.list_backup_names(book.path)
    digits = backup.lstrip("0")
    for name in names:
        if str(name.number) == digits:
            return name.path
    known = f"the newest is {names[0].number}" if names else "none was made yet"
    raise RefusedError(f"There is no backup {backup[:20]} ({known}); {program()} backups lists them.")


def _read_contents(path: Path) -> BackupContents:
    contents = manual_backups.read_contents(path)
    if contents is None:
        raise RefusedError(f"{path_below_home(path)} was written, but cannot be read.")
    return contents
