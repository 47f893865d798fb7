"""The commands about the files themselves, and the demo: locate, check, demo."""

from __future__ import annotations

import argparse
import sys

from planner import paths
from planner.cli.output import print_document, print_lines
from planner.text import clean_line
from planner.usecases.planbook import Planbook


def locate(book: Planbook, args: argparse.Namespace) -> int:
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


def check(book: Planbook, args: argparse.Namespace) -> int:
    """Verify the database; exit 1 when something is found."""
    from planner.store import checking

    findings = checking.check_database(book.path)
    if args.json:
        print_document({"database": str(book.path), "findings": findings})
    else:
        print_lines([clean_line(finding, 400) for finding in findings] or [f"{book.path}: all is well."])
    return 1 if findings else 0


def demo(book: Planbook, args: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    """The full screen on a throw-away database; without a terminal its block as text."""
    from planner.usecases.demo import demo_book

    with demo_book(book) as demo:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from planner.tui import launch

            return launch(demo.book)
        from planner.cli.tables import listing_lines
        from planner.usecases import queries

        listing = queries.list_workouts(demo.book, demo.block.start, demo.block.last_day)
        print_lines([f"{demo.block.name}: {demo.block.start} to {demo.block.last_day}"])
        print_lines(listing_lines(listing, demo.book.today, demo.block.unit))
    return 0
