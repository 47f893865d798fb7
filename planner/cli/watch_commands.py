"""The forms of ``export`` for watches: workouts, a folder of FIT files; intervals, the events of intervals.icu."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from planner.cli.exit_status import say
from planner.cli.export_output import MAX_FILE_NAME
from planner.cli.output import MAX_SENTENCE, show
from planner.text import clean_line, format_count, join_first
from planner.training.formatting import format_day, format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.training.workouts import Workout
from planner.usecases.date_words import date_reader
from planner.usecases.exports.intervals import export_events, export_removed_events
from planner.usecases.exports.watches import ExportedWorkouts, export_workouts_to
from planner.usecases.planbook import Planbook
from planner.usecases.text_files import write_text_file


def export_workouts(book: Planbook, args: argparse.Namespace) -> None:
    """Write the workouts of the coming days as FIT files."""
    answer = export_workouts_to(book, args.folder, parse_whole_number(args.days, "--days"))
    show(args, lambda: _document(args.folder, answer), lambda: _lines(clean_line(args.folder, MAX_FILE_NAME), answer))


def export_intervals(book: Planbook, args: argparse.Namespace) -> None:
    """Write the plan as events of intervals.icu, or what deletes there what is gone."""
    if args.removed:
        if args.first or args.last:
            raise RefusedError("--removed takes no days: it names every workout that was sent and is gone.")
        answer = export_removed_events(book)
    else:
        answer = export_events(book, *_days(book, args))
    if args.output in (None, "-"):
        sys.stdout.write(answer.text)  # one JSON document with --json and without
    else:
        write_text_file(book, args.output, answer.text, force=args.force)
        about = {"file": args.output, "events": len(answer.events), "left_out": [one.id for one in answer.left_out]}
        what = f"{format_count(len(answer.events), 'event')} {'is' if len(answer.events) == 1 else 'are'}"
        show(args, lambda: about, lambda: [f"{what} in {clean_line(args.output, MAX_FILE_NAME)}."])
    if answer.left_out:
        say(f"{_listed(answer.left_out)}: intervals.icu gets runs and strength sessions alone.")


def _days(book: Planbook, args: argparse.Namespace) -> tuple[dt.date, dt.date | None]:
    """Return the days that are asked for: from today on, without an end, where nothing is."""
    dates = date_reader(book)
    if args.last:
        return dates.read_span(args.first or "today", args.last, ("--from", "--to"))
    return dates.read(args.first or "today", "--from"), None


def _listed(workouts: Sequence[Workout]) -> str:
    verb = "is" if len(workouts) == 1 else "are"
    return f"{join_first([_name(one) for one in workouts])} {verb} left out"


def _document(folder: str, answer: ExportedWorkouts) -> dict[str, Any]:
    return {
        "folder": folder,
        "from": answer.first.isoformat(),
        "to": answer.last.isoformat(),
        "files": [
            {**_workout_document(one.workout), "file": one.file.name, "lost": list(one.file.lost)}
            for one in answer.exported
        ],
        "left_out": [{**_workout_document(one.workout), "why": one.why} for one in answer.left_out],
        "removed": list(answer.removed),
    }


def _workout_document(workout: Workout) -> dict[str, Any]:
    return {"item": workout.id, "date": workout.date.isoformat(), "title": workout.title}


def _lines(folder: str, answer: ExportedWorkouts) -> Iterator[str]:
    span = f"from {format_day(answer.first)} to {format_day_and_year(answer.last)}"
    if answer.first == answer.last:
        span = f"on {format_day_and_year(answer.last)}"
    if answer.exported:
        count = format_count(len(answer.exported), "workout")
        yield f"{count} {span} {'is' if len(answer.exported) == 1 else 'are'} in {folder}; copy its files to the watch."
    elif answer.left_out:
        yield f"No workout {span} gets a file."
    else:
        yield f"No run and no strength session is planned {span}, so no file is written."
    for exported in answer.exported:
        if exported.file.lost:
            yield _cut(f"{_name(exported.workout)}: {'; '.join(exported.file.lost)}.")
    for left_out in answer.left_out:
        yield _cut(f"{_name(left_out.workout)} is left out: {left_out.why}.")
    if answer.removed:
        yield f"Removed from there: {join_first(answer.removed)}."


def _name(workout: Workout) -> str:
    return f"{format_day(workout.date)}, {clean_line(workout.title)} ({workout.id})"


def _cut(sentence: str) -> str:
    return clean_line(sentence, MAX_SENTENCE)
