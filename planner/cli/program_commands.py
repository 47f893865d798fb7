"""The commands about the program itself: keys, locate, check, demo."""

from __future__ import annotations

import argparse
import sys

from planner.cli.exit_status import EXIT_OK
from planner.cli.output import MAX_SENTENCE, print_lines, show
from planner.cli.text_lines import listing_lines
from planner.paths import settings_path
from planner.text import clean_line
from planner.usecases import queries
from planner.usecases.planbook import Planbook

_MAX_PATH = 4_096
"""Characters of a path: as many as Linux allows."""


def run_keys(book: Planbook, args: argparse.Namespace) -> None:
    """List every command of the screen with its keys; those that the settings changed are marked.

    Raises:
        RefusedError: The settings name a command that does not exist, or a key that cannot be given to it.
    """
    from planner.tui.keys import commands
    from planner.tui.keys.keymap import keymap_from_settings
    from planner.tui.keys.keynames import format_key

    keymap = keymap_from_settings(book.settings)
    rows = [
        (place, command, [format_key(name) for name in keymap.key_names(command.id)])
        for place, table in commands.COMMAND_TABLES.items()
        for command in table
    ]
    id_width = max(len(command.id) for _, command, _ in rows) + 2
    keys_width = max(len(" ".join(keys)) for _, _, keys in rows) + 2
    show(
        args,
        lambda: {
            "settings": str(settings_path()),
            "keys": [
                {
                    "id": command.id,
                    "keys": keys,
                    "place": place,
                    "help": command.help,
                    "changed": command.id in keymap.overrides,
                }
                for place, command, keys in rows
            ],
        },
        lambda: [
            *(
                f"{'*' if command.id in keymap.overrides else ' '} {command.id:<{id_width}}"
                f"{' '.join(keys):<{keys_width}}{command.help}"
                for _, command, keys in rows
            ),
            "",
            f'Change them in {settings_path()}, section [keys]: "calendar.done" = "K". Changed ones have a *.',
            "Those of app work on every screen; the keys within a sheet are fixed.",
        ],
    )


def run_locate(book: Planbook, args: argparse.Namespace) -> None:
    """Show where the files are, whether they exist or not."""
    files = {
        "database": str(book.path),
        "settings": str(settings_path()),
        "backups": str(book.path.parent / "backups"),
    }
    athletes = book.settings.athletes
    width = max(map(len, athletes), default=0)
    show(
        args,
        lambda: {
            **files,
            "athletes": [
                {"name": name, "database": str(path), "chosen": path == book.path} for name, path in athletes.items()
            ],
        },
        lambda: [
            *(f"{name:10}{clean_line(path, _MAX_PATH)}" for name, path in files.items()),
            *(
                f"athlete   {name:<{width}}  {clean_line(str(path), _MAX_PATH)}{'  (chosen)' * (path == book.path)}"
                for name, path in athletes.items()
            ),
        ],
    )


def run_check(book: Planbook, args: argparse.Namespace) -> int:
    """Verify the database; return 1 when something is wrong."""
    from planner.store import check_file

    findings = check_file.check_database(book.path)
    show(
        args,
        lambda: {"database": str(book.path), "findings": findings},
        lambda: [clean_line(finding, MAX_SENTENCE) for finding in findings] or [f"{book.path}: all is well."],
    )
    return 1 if findings else 0


def run_demo(book: Planbook, args: argparse.Namespace) -> int:  # noqa: ARG001 - all commands have the same arguments
    """Open the full screen on a throw-away database; without a terminal, list its block."""
    from planner.usecases.demo import DEMO_IS_GONE, demo_book

    with demo_book(book) as demo:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from planner.tui import launch

            status = launch(demo.book)
            if status == EXIT_OK:
                print_lines(DEMO_IS_GONE)
            return status
        block = demo.block
        listing = queries.list_workouts(demo.book, block.start, block.last_day)
        print_lines(f"{block.name}: {block.start} to {block.last_day}")
        print_lines(*listing_lines(listing, demo.book.today, block.unit, {}))
    return 0
