"""The forms of ``export`` for watches: workouts, a folder of FIT files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from planner.cli.export_output import MAX_FILE_NAME
from planner.cli.output import MAX_SENTENCE, show
from planner.text import clean_line, format_count, join_first
from planner.training.formatting import format_day, format_day_and_year
from planner.training.measures import parse_whole_number
from planner.training.workouts import Workout
from planner.usecases.planbook import Planbook
from planner.usecases.watches import ExportedWorkouts, export_workouts_to


def export_workouts(book: Planbook, args: argparse.Namespace) -> None:
    """Write the workouts of the coming days as FIT files."""
    answer = export_workouts_to(book, args.folder, parse_whole_number(args.days, "--days"))
    show(args, lambda: _document(args.folder, answer), lambda: _lines(clean_line(args.folder, MAX_FILE_NAME), answer))


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
