"""The commands about the files themselves, and the demo: locate, check, demo."""

from __future__ import annotations

import argparse
import sys

from planner import paths
from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.usecases.planbook import Planbook


def run_locate(book: Planbook, args: argparse.Namespace) -> int:
    """Say where the files are, whether they exist or not."""
    found = {
        "database": str(book.path),
        "settings": str(paths.settings_path()),
        "backups": str(book.path.parent / "backups"),
    }
    athletes = book.settings.athletes
    if args.json:
        listed = [
            {"name": name, "database": str(place), "chosen": place == book.path} for name, place in athletes.items()
        ]
        print_document({**found, "athletes": listed})
        return 0
    print_lines(f"{name:10}{clean_line(place, 4096)}" for name, place in found.items())
    widest = max(map(len, athletes), default=0)
    for name, place in athletes.items():
        chosen = "  (chosen)" if place == book.path else ""
        print_lines([f"athlete   {name:<{widest}}  {clean_line(str(place), 4096)}{chosen}"])
    return 0


def run_check(book: Planbook, args: argparse.Namespace) -> int:
    """Verify the database; exit 1 when something is found."""
    from planner.store import check_file

    findings = check_file.check_database(book.path)
    if args.json:
        print_document({"database": str(book.path), "findings": findings})
    else:
        print_lines([clean_line(finding, 400) for finding in findings] or [f"{book.path}: all is well."])
    return 1 if findings else 0


def run_demo(book: Planbook, args: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    """The full screen on a throw-away database; without a terminal its block as text."""
    from planner.usecases.demo import demo_book

    with demo_book(book) as demo:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from planner.tui import launch

            return launch(demo.book)
        from planner.cli.text_lines import listing_lines
        from planner.usecases import queries

        listing = queries.list_workouts(demo.book, demo.block.start, demo.block.last_day)
        print_lines([f"{demo.block.name}: {demo.block.start} to {demo.block.last_day}"])
        print_lines(listing_lines(listing, demo.book.today, demo.block.unit))
    return 0


def run_keys(book: Planbook, args: argparse.Namespace) -> int:
    """List every command of the screen with its keys; those that the settings changed are marked.

    Raises:
        RefusedError: The settings name a command that does not exist, or a key that cannot be given to it.
    """
    from planner.tui.keys import commands
    from planner.tui.keys.keymap import keymap_from_settings
    from planner.tui.keys.keynames import format_key

    here = keymap_from_settings(book.settings)
    found = [
        (place, command, [format_key(name) for name in here.key_names(command.id)])
        for place, table in commands.COMMAND_TABLES.items()
        for command in table
    ]
    if args.json:
        listed = [
            {"id": one.id, "keys": written, "place": place, "help": one.help, "changed": one.id in here.overrides}
            for place, one, written in found
        ]
        print_document({"settings": str(paths.settings_path()), "keys": listed})
        return 0
    width = max(len(one.id) for _, one, _ in found) + 2
    keys_width = max(len(" ".join(written)) for _, _, written in found) + 2
    for _, one, written in found:
        mark = "*" if one.id in here.overrides else " "
        print_lines([f"{mark} {one.id:<{width}}{' '.join(written):<{keys_width}}{one.help}"])
    print_lines(
        [
            "",
            f'Change them in {paths.settings_path()}, section [keys]: "calendar.done" = "K". Changed ones have a *.',
            "Those of app work on every screen; the keys within a sheet are fixed.",
        ]
    )
    return 0
