"""The command about the settings file: show it, say where it is, edit it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from planner import restriction
from planner.cli.output import show
from planner.cli.questions import ask_yes
from planner.config import MAX_FILE_BYTES, TEMPLATE, Settings, parse_settings, read_settings
from planner.edited_file import EditedFile, run_editor
from planner.editor import editor_command, program_name
from planner.file_writing import replace_file
from planner.invocation import program
from planner.named_files import read_whole
from planner.paths import settings_path
from planner.store.files import make_private_directories
from planner.text import clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

_MAX_PATH = 4_096


def run_config(book: Planbook, args: argparse.Namespace) -> None:
    """Show what the settings file sets, say where it is, or open it in the runner's editor.

    Raises:
        RefusedError: There is a mistake in the file, or the editor cannot be used.
    """
    del book
    path = settings_path()
    if args.what == "path":
        shown = clean_line(str(path), _MAX_PATH)
        show(args, lambda: {"path": str(path), "exists": path.exists()}, lambda: [shown])
        return
    if args.what == "edit":
        _edit(path)
    settings = read_settings(path)
    lines = _edited_lines(path) if args.what == "edit" else _lines(path, settings)
    show(args, lambda: _document(path, settings), lambda: lines)


def _document(path: Path, settings: Settings) -> dict[str, object]:
    return {
        "path": str(path),
        "exists": path.exists(),
        "settings": {
            "athlete": settings.athlete or None,
            "athletes": {name: str(database) for name, database in settings.athletes.items()},
            "screen": {"theme": settings.theme, "glyphs": settings.glyphs, "mouse": settings.mouse},
            "keys": {name: list(keys) for name, keys in settings.keys.items()},
            "rules": dict(settings.rules),
        },
    }


def _lines(path: Path, settings: Settings) -> list[str]:
    """Return what is set as the file would have it, and what can be set where nothing is."""
    shown = clean_line(str(path), _MAX_PATH)
    if not path.exists():
        return [
            f'# {shown} does not exist yet: nothing is set. "{program()} config edit" begins it with this:',
            TEMPLATE,
        ]
    sections: dict[str, dict[str, str]] = {
        "athletes": {name: _quoted(str(database)) for name, database in settings.athletes.items()},
        "screen": {
            **{
                name: _quoted(value)
                for name, value in (("theme", settings.theme), ("glyphs", settings.glyphs))
                if value
            },
            **({} if settings.mouse else {"mouse": "false"}),
        },
        "keys": {_quoted(name): ", ".join(map(_quoted, keys)) for name, keys in settings.keys.items()},
        "rules": {_quoted(name): str(value) for name, value in settings.rules.items()},
    }
    lines = [f"# {shown}", *([f"athlete = {_quoted(settings.athlete)}"] if settings.athlete else [])]
    for section, values in sections.items():
        if values:
            is_list = section == "keys"
            lines += ["", f"[{section}]"]
            lines += [f"{name} = {f'[{value}]' if is_list else value}" for name, value in values.items()]
    return lines if len(lines) > 1 else [*lines, "# It sets nothing."]


def _edited_lines(path: Path) -> list[str]:
    return ["The settings have no mistake." if path.exists() else "Nothing is set; the file was not kept."]


def _quoted(text: str) -> str:
    clean = clean_line(text, _MAX_PATH)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _edit(path: Path) -> None:
    """Edit the settings as a text of its own, which takes their place once the editor has ended well.

    A text with a mistake, or one that an editor was killed with, is offered the next time.

    Raises:
        RefusedError: There is a mistake in the text, the editor is missing or fails, there is no terminal for it, or
            the process is restricted.
    """
    command = editor_command()
    restriction.check_program(program_name(command))
    if command == ["vi"] and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError(f"There is no terminal to edit in; the settings are in {path}.")
    is_new = not path.exists() and not path.is_symlink()
    before = TEMPLATE.encode() if is_new else read_whole(path, MAX_FILE_BYTES)
    make_private_directories(str(path.parent))
    file = EditedFile(path, "settings", ".toml")
    with file.opened() as lock:
        if not _goes_on_with_kept(file, before):
            file.write(_as_text(before))
        failure = run_editor(command, file, lock)
        typed = read_whole(file.path, MAX_FILE_BYTES) if file.saved_at() is not None else before
        if failure and typed != before:
            raise RefusedError(f'{failure}; what was typed is kept, and "{program()} config edit" offers it again.')
        if typed != before:
            if mistake := _find_mistake(path, typed):
                raise RefusedError(
                    f"{mistake.removesuffix('.')}; the settings were not changed, what was typed is kept, "
                    f'and "{program()} config edit" offers it again.'
                )
            _replace(path, typed)
        file.forget_unchanged()
        if failure:
            raise RefusedError(f"{failure}.")
    file.forget()


def _find_mistake(path: Path, typed: bytes) -> str:
    """Return the sentence on the first mistake in an edited text; empty where there is none."""
    try:
        settings = parse_settings(typed, path)
        if settings.keys:
            from planner.tui.keys.keymap import keymap_from_settings

            keymap_from_settings(settings)
        if settings.rules:
            from planner.slotting.rules import DEFAULT_RULES

            DEFAULT_RULES.with_overrides(settings.rules, source="the settings' rules")
    except RefusedError as refusal:
        return str(refusal)
    return ""


def _goes_on_with_kept(file: EditedFile, before: bytes) -> bool:
    """Ask whether a text that was kept is gone on with, where there is one.

    Raises:
        RefusedError: There was no answer.
    """
    saved_at = file.saved_at()
    if saved_at is None or read_whole(file.path, MAX_FILE_BYTES) == before:
        return False
    when = f"{format_day(saved_at.date())}, {saved_at:%H:%M}"
    return ask_yes(
        f"The text of {when} that was not applied was kept: edit it again? "
        "If not, it is thrown away, and the settings are opened as they are now."
    )


def _replace(path: Path, typed: bytes) -> None:
    """Put an edited text in place of the settings; of a link, in place of what it leads to."""
    try:
        replace_file(os.path.realpath(path), _as_text(typed))
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}.") from None


def _as_text(content: bytes) -> str:
    """Return bytes as a text that is written as the same bytes, whatever an editor made of them."""
    return content.decode("utf-8", "surrogateescape")
