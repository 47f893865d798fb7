"""Leaving the screen for the runner's own editor, with a text in a private file, and coming back with what was typed.

The editor is started without a shell. Whatever it does, the screen comes back; a text that would be lost is kept.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.app import SuspendNotSupported

from planner import restriction
from planner.text import clean_line
from planner.training.refusal import RefusedError
from planner.tui.host import Host
from planner.tui.terminal.hangup import unblock_signals
from planner.usecases.text_files import read_text_file

DEFAULT_EDITOR = "vi"


def edit_text(host: Host, text: str, suffix: str) -> str:
    """The text as the runner left it in the editor; as it was, where nothing was changed.

    Args:
        host: The app, which is suspended meanwhile.
        text: What the editor begins with.
        suffix: How the file's name ends: ``.plan``.

    Raises:
        RefusedError: The editor is missing or fails, or what it left cannot be read; what was typed is then kept in a
            file that the sentence names. Or the process is restricted, and starts no other program.
    """
    editor = editor_command()
    restriction.check_program(_program_name(editor))
    with _private_directory(host.book.path.parent) as directory:
        file = directory / f"block{suffix}"
        _write_private(file, text)
        failure = _run_editor(host, [*editor, str(file)])
        try:
            typed = _read(file)
        except RefusedError as error:
            raise RefusedError(f"{str(error).rstrip('.')}{_save_editor_file(host, file, suffix)}.") from None
        if failure:
            lost = "; nothing has changed" if typed == text else _save_editor_file(host, file, suffix)
            raise RefusedError(f"{failure}{lost}.")
        return typed


def editor_command() -> list[str]:
    """The editor and its options: of ``VISUAL``, else of ``EDITOR``, else ``vi``.

    Raises:
        RefusedError: The variable cannot be read as words.
    """
    for name in ("VISUAL", "EDITOR"):
        value = os.environ.get(name, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError:
                raise RefusedError(f'{name} is "{clean_line(value, 60)}", which has a quote too few.') from None
    return [DEFAULT_EDITOR]


def save_typed_text(host: Host, text: str, suffix: str) -> Path | None:
    """Keep a text that could not be used in a file beside the database, in place of the one kept before.

    Returns:
        The file; None where none can be written.
    """
    with contextlib.suppress(OSError):
        kept = typed_text_path(host, suffix)
        beside = kept.with_name(f"{kept.name}.new")
        beside.unlink(missing_ok=True)
        _write_private(beside, text)
        return beside.replace(kept)
    return None


def delete_typed_text(host: Host, suffix: str) -> None:
    """Remove the text that was kept, once it is not needed any more."""
    with contextlib.suppress(OSError):
        typed_text_path(host, suffix).unlink(missing_ok=True)


def typed_text_path(host: Host, suffix: str) -> Path:
    """Where `save_typed_text` keeps a text."""
    return host.book.path.with_name(f"{host.book.path.name}-typed{suffix}")


def _save_editor_file(host: Host, file: Path, suffix: str) -> str:
    """Keep the editor's file whatever is in it, and say where, to end a sentence with."""
    try:
        kept = file.replace(typed_text_path(host, suffix))
        kept.chmod(0o600)
    except OSError:  # on another disk, or gone
        return ""
    return f"; what was typed is in {kept}"


@contextlib.contextmanager
def _private_directory(parent: Path) -> Iterator[Path]:
    """A directory that nobody else can look into, removed in the end with all that an editor leaves in it."""
    place = str(parent) if os.access(parent, os.W_OK) else None
    try:
        directory = Path(tempfile.mkdtemp(prefix=".planner-", dir=place))
    except OSError as error:
        raise RefusedError(f"No file can be made for the editor: {error.strerror}.") from None
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _write_private(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)


def _read(file: Path) -> str:
    if not file.exists():
        raise RefusedError("The editor left no text; nothing has changed")
    return read_text_file(str(file))[0]


def _run_editor(host: Host, command: Sequence[str]) -> str:
    """Run the editor in the place of the screen; what went wrong, to begin a sentence with, or nothing."""
    name = _program_name(command)
    try:
        with host.suspend(), _signals_for_the_editor(host):
            try:
                status = subprocess.call(  # noqa: S603 - the runner named it
                    command,
                    stdout=sys.__stderr__,  # the screen is drawn there, and standard output may lead elsewhere
                    preexec_fn=unblock_signals,
                )
            except OSError as error:  # within: whatever is raised here would leave the screen suspended
                return f'The editor "{name}" cannot be started: {(error.strerror or "it fails").lower()}'
    except SuspendNotSupported:
        return "An editor cannot be started from here"
    if status < 0:
        return f'"{name}" was ended by signal {-status}'
    return f'"{name}" ended with status {status}' if status else ""


def _program_name(command: Sequence[str]) -> str:
    """What a program is called, without the place it lies in."""
    return clean_line(os.path.basename(command[0]), 40)  # noqa: PTH119 - a word, not a path


@contextlib.contextmanager
def _signals_for_the_editor(host: Host) -> Iterator[None]:
    """What is typed in the editor to interrupt or to quit reaches this process, too; it is meant for the editor."""
    lifeline = host.hangup_guard
    before = signal.signal(signal.SIGINT, lambda *_: None)  # ignored, it would be ignored in the editor as well
    if lifeline is not None:
        lifeline.is_suspended = True
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if lifeline is not None:
            lifeline.is_suspended = False
