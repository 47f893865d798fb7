"""Edit a text in the runner's own editor: suspend the screen, open a private file, return what was typed.

The editor is started without a shell. The screen comes back whatever it does, and a text that would be lost is kept.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from textual.app import SuspendNotSupported

from planner import restriction
from planner.edited_file import EditedFile, run_editor
from planner.editor import editor_command, program_name
from planner.file_writing import replace_file
from planner.training.refusal import RefusedError
from planner.tui.host import Host
from planner.tui.state.sidecar_file import sidecar_path
from planner.tui.terminal.hangup import unblock_signals
from planner.usecases.text_files import read_text_file


def edit_text(host: Host, text: str | None, file: EditedFile) -> str:
    """Open a text in the editor, and return it as the runner left it. The file stays until it is forgotten.

    Args:
        host: The app, which is suspended meanwhile.
        text: The text to begin with; None to go on with what the file holds.
        file: The file that is opened.

    Raises:
        RefusedError: The editor is missing or fails, its text cannot be read, or it is open in another editor; what was
            typed is then kept in the file. Or the process is restricted and must start no
            other program.
    """
    editor = editor_command()
    restriction.check_program(program_name(editor))
    with file.opened() as lock:
        if text is not None:
            file.write(text)
        failure = _run_in_place_of_the_screen(host, editor, file, lock)
        if file.saved_at() is None:
            file.forget_unchanged()
            raise RefusedError(f"{failure or 'The editor left no text'}; nothing has changed.")
        kept = "; what was typed is kept and offered again"
        try:
            typed = read_text_file(file.path)[0]
        except RefusedError as error:
            raise RefusedError(f"{str(error).rstrip('.')}{kept}.") from None
        if failure and typed == text:
            file.forget_unchanged()
        if failure:
            raise RefusedError(f"{failure}{'; nothing has changed' if typed == text else kept}.")
        return typed


def read_kept_text(file: EditedFile) -> str | None:
    """Return a text that was typed and not used; None where none is kept, or it cannot be read as text."""
    if file.saved_at() is None:
        return None
    try:
        return read_text_file(file.path)[0]
    except RefusedError:
        return None


def save_typed_text(host: Host, text: str, suffix: str) -> Path | None:
    """Keep a text that goes on being used in a file next to the database, in place of the one kept before.

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


def _run_in_place_of_the_screen(host: Host, editor: list[str], file: EditedFile, lock: int) -> str:
    """Run the editor in place of the screen; return what went wrong, as the beginning of a sentence, or nothing."""
    # the screen is drawn on standard error, and standard output may lead elsewhere
    output = sys.__stderr__.fileno() if sys.__stderr__ is not None else None
    try:
        with host.suspend(), _quit_key_for_the_editor(host):
            # its errors are returned, because one that leaves suspend() leaves the screen suspended
            return run_editor(editor, file, lock, output=output, prepare=unblock_signals)
    except SuspendNotSupported:
        return "An editor cannot be started from here"


@contextlib.contextmanager
def _quit_key_for_the_editor(host: Host) -> Iterator[None]:
    """Ignore the key for quit, which reaches this process too but is meant for the editor."""
    guard = host.hangup_guard
    if guard is not None:
        guard.suspend()
    try:
        yield
    finally:
        if guard is not None:
            guard.resume()
