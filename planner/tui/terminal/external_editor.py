"""Edit a text in the runner's own editor: suspend the screen, open a private file, return what was typed.

The editor is started without a shell. The screen comes back whatever it does, and a text that would be lost is kept.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.app import SuspendNotSupported

from planner import restriction
from planner.editor import editor_command, program_name
from planner.file_writing import replace_file, write_new_file
from planner.training.refusal import RefusedError
from planner.tui.host import Host
from planner.tui.state.sidecar_file import sidecar_path
from planner.tui.terminal.hangup import unblock_signals
from planner.usecases.text_files import read_text_file


def edit_text(host: Host, text: str, suffix: str) -> str:
    """Open a text in the editor, and return it as the runner left it.

    Args:
        host: The app, which is suspended meanwhile.
        text: The text to begin with.
        suffix: How the file's name ends: ``.plan``.

    Raises:
        RefusedError: The editor is missing or fails, or its text cannot be read; what was typed is then kept in a file
            that the sentence names. Or the process is restricted and must start no other program.
    """
    editor = editor_command()
    restriction.check_program(program_name(editor))
    with _private_directory(host.book.path.parent) as directory:
        file = directory / f"block{suffix}"
        write_new_file(str(file), text)
        failure = _run_editor(host, [*editor, str(file)])
        try:
            typed = _read(file)
        except RefusedError as error:
            raise RefusedError(f"{str(error).rstrip('.')}{_save_editor_file(host, file, suffix)}.") from None
        if failure:
            outcome = "; nothing has changed" if typed == text else _save_editor_file(host, file, suffix)
            raise RefusedError(f"{failure}{outcome}.")
        return typed


def save_typed_text(host: Host, text: str, suffix: str) -> Path | None:
    """Keep a text that could not be used in a file next to the database, in place of the one kept before.

    Returns:
        The file; None where none can be written.
    """
    path = _typed_text_path(host, suffix)
    with contextlib.suppress(OSError):
        replace_file(str(path), text)
        return path
    return None


def delete_typed_text(host: Host, suffix: str) -> None:
    """Remove the text that was kept, because it is no longer needed."""
    with contextlib.suppress(OSError):
        _typed_text_path(host, suffix).unlink(missing_ok=True)


def _typed_text_path(host: Host, suffix: str) -> Path:
    return sidecar_path(host.book.path, f"typed{suffix}")


def _save_editor_file(host: Host, file: Path, suffix: str) -> str:
    """Keep the editor's file, and return where, as the end of a sentence."""
    try:
        kept = file.replace(_typed_text_path(host, suffix))
        kept.chmod(0o600)  # an editor may have written another file with its own mode
    except OSError:  # on another disk, or gone
        return ""
    return f"; what was typed is in {kept}"


@contextlib.contextmanager
def _private_directory(parent: Path) -> Iterator[Path]:
    """Make a directory that only its owner can read, and remove it in the end with everything in it."""
    writable_parent = str(parent) if os.access(parent, os.W_OK) else None
    try:
        directory = Path(tempfile.mkdtemp(prefix=".planner-", dir=writable_parent))
    except OSError as error:
        raise RefusedError(f"No file can be made for the editor: {error.strerror}.") from None
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _read(file: Path) -> str:
    if not file.exists():
        raise RefusedError("The editor left no text; nothing has changed")
    return read_text_file(str(file))[0]


def _run_editor(host: Host, command: Sequence[str]) -> str:
    """Run the editor in place of the screen; return what went wrong, as the beginning of a sentence, or nothing."""
    name = program_name(command)
    try:
        with host.suspend(), _signals_for_the_editor(host):
            try:
                status = subprocess.call(  # noqa: S603 - the runner named it
                    command,
                    stdout=sys.__stderr__,  # the screen is drawn there, and standard output may lead elsewhere
                    preexec_fn=unblock_signals,
                )
            except OSError as error:  # caught here, because an error that leaves suspend() leaves the screen suspended
                return f'The editor "{name}" cannot be started: {(error.strerror or "it fails").lower()}'
    except SuspendNotSupported:
        return "An editor cannot be started from here"
    if status < 0:
        return f'"{name}" was ended by signal {-status}'
    return f'"{name}" ended with status {status}' if status else ""


@contextlib.contextmanager
def _signals_for_the_editor(host: Host) -> Iterator[None]:
    """Ignore the keys for interrupt and quit, which reach this process too but are meant for the editor."""
    guard = host.hangup_guard
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which the editor would inherit
    if guard is not None:
        guard.is_suspended = True
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if guard is not None:
            guard.is_suspended = False
