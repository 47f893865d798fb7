"""The command about the settings file: show it, say where it is, edit it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from planner import restriction
from planner.cli.output import show
from planner.config import TEMPLATE, Settings, read_settings
from planner.editor import editor_command, program_name
from planner.named_files import read_start
from planner.paths import settings_path
from planner.text import clean_line
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
            "screen": {"theme": settings.theme, "glyphs": settings.glyphs},
            "keys": {name: list(keys) for name, keys in settings.keys.items()},
            "rules": dict(settings.rules),
        },
    }


def _lines(path: Path, settings: Settings) -> list[str]:
    """Return what is set as the file would have it, and what can be set where nothing is."""
    shown = clean_line(str(path), _MAX_PATH)
    if not path.exists():
        return [f'# {shown} does not exist yet: nothing is set. "planner config edit" begins it with this:', TEMPLATE]
    sections: dict[str, dict[str, str]] = {
        "athletes": {name: _quoted(str(database)) for name, database in settings.athletes.items()},
        "screen": {
            name: _quoted(value) for name, value in (("theme", settings.theme), ("glyphs", settings.glyphs)) if value
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
    """Open the settings in the editor; a file that is new and was not changed is removed again.

    Raises:
        RefusedError: The editor is missing or fails, there is no terminal for it, or the process is restricted.
    """
    command = editor_command()
    restriction.check_program(program_name(command))
    if command == ["vi"] and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError(f"There is no terminal to edit in; the settings are in {path}.")
    is_new = not path.exists() and not path.is_symlink()
    if not is_new:
        read_start(path, 0)  # an editor would wait at a pipe
    else:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(TEMPLATE, encoding="utf-8")
    try:
        status = subprocess.call([*command, str(path)])  # noqa: S603 - the runner named it
    except OSError as error:
        raise RefusedError(
            f'The editor "{program_name(command)}" cannot be started: {(error.strerror or "it fails").lower()}.'
        ) from None
    finally:
        if is_new and path.exists() and path.read_text(encoding="utf-8", errors="replace") == TEMPLATE:
            path.unlink()
    if status:
        raise RefusedError(f'"{program_name(command)}" ended with status {status}.')
