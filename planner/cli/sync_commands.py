"""The command ``sync``: a folder of events that other calendars read and change."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from planner.cli.arg_values import parse_optional
from planner.cli.exit_status import say
from planner.cli.output import WIDTH, print_lines, show
from planner.invocation import program
from planner.text import NOTE_LIMIT, clean_line, format_count, join_words
from planner.training.date_context import Look
from planner.training.refusal import RefusedError
from planner.usecases.date_words import date_reader
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.zones import parse_zone
from planner.usecases.sync.outcome import SyncOptions, SyncOutcome
from planner.usecases.sync.run import sync_folder
from planner.usecases.sync.sentences import place_text


def run_sync(book: Planbook, args: argparse.Namespace) -> None:
    """Keep a folder of events equal to the plan, once or for as long as one lets it."""
    options = SyncOptions(
        first=parse_optional(date_reader(book, Look.BACK).read, args.first, "from"),
        zone=parse_optional(parse_zone, args.zone) or "",
        is_dry_run=args.dry_run,
        force=args.force,
    )
    if args.watch:
        _watch(book, args, options)
        return
    outcome = sync_folder(book, args.folder, options)
    show(args, lambda: _document(outcome), lambda: _lines(outcome, is_dry_run=args.dry_run))


def _watch(book: Planbook, args: argparse.Namespace, options: SyncOptions) -> None:
    """Sync until a signal ends it, after the run that it comes in."""
    if args.json or args.dry_run:
        other = "--json" if args.json else "--dry-run"
        raise RefusedError(f"--watch goes on until it is ended: leave it out, or leave {other} out.")
    from planner.usecases.sync.watch import FolderWatch

    stopped: list[int] = []

    def report(outcome: SyncOutcome) -> None:
        print_lines(*_lines(outcome))
        sys.stdout.flush()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signal_number, _frame: stopped.append(signal_number))
    FolderWatch(book, args.folder, options, report, say).run(lambda: bool(stopped))


def _document(outcome: SyncOutcome) -> dict[str, Any]:
    return {
        "folder": outcome.folder,
        "operation": outcome.operation or None,
        "written": outcome.written,
        "removed": outcome.removed,
        "unchanged": outcome.unchanged,
        "foreign": outcome.foreign,
        "moved": [{"item": one.item, "from": str(one.before), "to": str(one.after)} for one in outcome.moved],
        "pending": [{"item": one.item, "question": one.question} for one in outcome.pending],
        "conflicts": [
            {"item": one.item, "here": str(one.here), "there": str(one.there), "take": one.take}
            for one in outcome.conflicts
        ],
        "said": list(outcome.said),
        "offer": list(outcome.offer),
    }


def _lines(outcome: SyncOutcome, *, is_dry_run: bool = False) -> Iterable[str]:
    """Yield what a run did; of one that did nothing a line on a terminal alone, so that cron sends no mail."""
    if is_dry_run:
        yield "Nothing was changed, this is what would be:"
    if outcome.operation:
        yield outcome.operation
    for one in outcome.moved:
        yield from _wrapped(f"{one.name}: {place_text(one.before)} → {place_text(one.after)}", indent="  ")
    for conflict in outcome.conflicts:
        yield from _wrapped(conflict.sentence)
    for sentence in outcome.said:
        yield from _wrapped(sentence)
    if outcome.offer:
        yield from _wrapped(f'Strength could follow: {"; ".join(outcome.offer)}. "{outcome.offer_command}" moves it.')
    yield from _question_lines(outcome)
    if outcome.written or outcome.removed:
        counts = {"written": outcome.written, "removed": outcome.removed, "unchanged": outcome.unchanged}
        yield f"{join_words([f'{count:,} {word}' for word, count in counts.items() if count])}."
    elif outcome.is_nothing and (is_dry_run or sys.stdout.isatty()):
        yield f"Nothing to do: {format_count(outcome.unchanged, 'event')}, as before."
    if outcome.operation and not is_dry_run:
        yield f"{program()} undo takes the moves back."


def _question_lines(outcome: SyncOutcome) -> Iterable[str]:
    new = [question for question in outcome.pending if question.is_new]
    for question in new:
        yield from _wrapped(question.question)
    if new:
        number = new[0].item
        yield f'"{program()} inbox {number} skip" skips it, "{program()} inbox {number} keep" writes its event again.'
    elif outcome.pending and sys.stdout.isatty():
        are = "is a question" if len(outcome.pending) == 1 else f"are {len(outcome.pending)} questions"
        yield f"There {are} about deleted events: {program()} inbox"


def _wrapped(sentence: str, *, indent: str = "") -> list[str]:
    text = clean_line(sentence, NOTE_LIMIT)
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}    ", break_on_hyphens=False)
