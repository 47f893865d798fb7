"""A text in the runner's own editor: a file of a fixed name that is there until its text was used or thrown away.

It is in a private folder, so that the backups and swap files of an editor are private too and are found by the editor
when it is opened the next time. Neither an editor nor a planner that is killed loses what was saved in it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from planner.editor import program_name
from planner.file_writing import PRIVATE_DIRECTORY_MODE, delete_if_exists, replace_file
from planner.training.refusal import RefusedError


class EditedFile:
    """The file of one text.

    Args:
        owner: The path of the file that the text belongs to; the folder is next to it.
        name: Which text of it: ``block-3``.
        ending: How the file's name ends: ``.plan``.
    """

    def __init__(self, owner: str | os.PathLike[str], name: str, ending: str) -> None:
        self.folder = f"{os.fspath(owner)}-typed-{name}"
        self.path = os.path.join(self.folder, f"{name.partition('-')[0]}{ending}")

    def saved_at(self) -> dt.datetime | None:
        """Return the local time when the text was saved last; None where none is kept."""
        try:
            found = os.lstat(self.path)
        except OSError:
            return None
        return dt.datetime.fromtimestamp(found.st_mtime, dt.UTC).astimezone() if stat.S_ISREG(found.st_mode) else None

    def write(self, text: str) -> None:
        """Put a text in place of the one kept.

        Raises:
            RefusedError: It cannot be written.
        """
        try:
            replace_file(self.path, text)
        except OSError as error:
            raise _no_file(error) from None

    @contextmanager
    def opened(self) -> Iterator[int]:
        """Make the folder, and keep others from editing the text meanwhile.

        Yields:
            A descriptor that keeps the text locked until both this process and an editor that inherits it have ended.

        Raises:
            RefusedError: The text is open in another editor, or the folder cannot be made.
        """
        descriptor = self._open_folder()
        try:
            if not _lock(descriptor):
                raise RefusedError("This text is open in another editor; close it there first.")
            yield descriptor
        finally:
            os.close(descriptor)

    def forget(self) -> None:
        """Delete the text and what an editor left with it, because it was used or is not wanted.

        Nothing is deleted while it is open in an editor: another session has gone on with it.
        """
        with suppress(RefusedError), self.opened():
            shutil.rmtree(self.folder, ignore_errors=True)

    def forget_unchanged(self) -> None:
        """Delete a text that nothing was typed into; a swap file, from which an editor restores more, stays."""
        with suppress(OSError):
            delete_if_exists(self.path)
            os.rmdir(self.folder)

    def _open_folder(self) -> int:
        try:
            with suppress(FileExistsError):
                os.mkdir(self.folder, PRIVATE_DIRECTORY_MODE)
                os.chmod(self.folder, PRIVATE_DIRECTORY_MODE)
            return os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise _no_file(error) from None


def run_editor(
    command: Sequence[str],
    file: EditedFile,
    lock: int,
    *,
    output: int | None = None,
    prepare: Callable[[], None] | None = None,
) -> str:
    """Run the editor on a file until it ends. Its key for interrupt is not one for this process.

    Args:
        command: The editor and its options.
        file: The text.
        lock: The descriptor of `EditedFile.opened`, which the editor inherits.
        output: Where the editor's standard output goes; None for that of this process.
        prepare: Called in the new process before the editor starts.

    Returns:
        What went wrong, as the beginning of a sentence; empty where nothing did.
    """
    name = program_name(command)
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the editor would inherit
    try:
        status = subprocess.call([*command, file.path], stdout=output, pass_fds=(lock,), preexec_fn=prepare)  # noqa: S603 - the runner named it
    except OSError as error:
        return f'The editor "{name}" cannot be started: {(error.strerror or "it fails").lower()}'
    finally:
        signal.signal(signal.SIGINT, before)
    if status < 0:
        return f'"{name}" was ended by signal {-status}'
    return f'"{name}" ended with status {status}' if status else ""


def _lock(descriptor: int) -> bool:
    """Return whether a folder could be locked, or is on a file system that has no locks."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _no_file(error: OSError) -> RefusedError:
    return RefusedError(f"No file can be made for the editor: {error.strerror}.")
