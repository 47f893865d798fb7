"""The workouts of the coming days as files for a watch, in a folder that is copied to it."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.exchange.watches.workout_files import (
    FIRST_DAY,
    LAST_DAY,
    MAX_WORKOUTS,
    SCHEDULE_NAME,
    WorkoutFile,
    is_named_like_ours,
    is_ours,
    schedule_file,
    workout_file,
)
from planner.file_writing import (
    UNFINISHED_SUFFIX,
    delete_if_exists,
    discard,
    replace_without_waiting,
    sync_directory_of,
)
from planner.named_files import read_start
from planner.store import quick
from planner.store.commits import note_stored
from planner.store.database_id import read_database_id
from planner.store.files import make_private_directories
from planner.text import clean_line, format_count
from planner.training.refusal import RefusedError
from planner.training.weeks import DAY
from planner.training.workouts import Sport, Workout
from planner.usecases.exports.calendar_events import make_events
from planner.usecases.planbook import Planbook
from planner.usecases.text_files import find_output_folder

MAX_DAYS = 366
"""The most days that are looked ahead."""
_MOST_BYTES = 1_000_000
"""No file of ours is as long."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ExportedWorkout:
    """A workout with its file."""

    workout: Workout
    file: WorkoutFile


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A workout without a file, and why, half a sentence."""

    workout: Workout
    why: str


@dataclass(frozen=True, slots=True)
class ExportedWorkouts:
    """What is in the folder now.

    Attributes:
        first: The first day that was looked at.
        last: The last one.
        exported: The workouts that have a file, by date.
        left_out: The workouts that have none.
        removed: The names of files of ours that were there before and are no more.
    """

    first: dt.date
    last: dt.date
    exported: tuple[ExportedWorkout, ...]
    left_out: tuple[LeftOut, ...]
    removed: tuple[str, ...]


def export_workouts_to(book: Planbook, folder: str, days: int) -> ExportedWorkouts:
    """Write a FIT file for each planned run and strength session of the coming days, and their schedule.

    Files of ours in the folder that no workout has any more are removed; all others stay as they are. A file that says
    already what it should is not written again.

    Args:
        book: The planbook.
        folder: The folder, as named on the command line; it is made for its owner only where it is missing.
        days: How many days, today included.

    Raises:
        RefusedError: The number of days is out of range; the folder is a file, protected or cannot be written; or
            another program's file has the name of one of ours.
    """
    if not 1 <= days <= MAX_DAYS:
        raise RefusedError(f"--days must be 1 to {MAX_DAYS}, not {days}.")
    target = Path(find_output_folder(book, folder))
    first, last = book.today, book.today + DAY * (days - 1)
    with quick.read_snapshot(book.path):
        coming = [one for one in quick.read_days(book.path, first, last) if one.is_left(first) and one.is_training]
        database, runner = read_database_id(book.path), quick.read_runner(book.path)
        sent, left_out = _choose(coming)
        starts = {number: event.start for number, event in make_events(book, sent).items()}
    sled_kg = runner.sled_kg or 0.0
    exported = tuple(
        ExportedWorkout(one, workout_file(one, database, unit=runner.unit, sled_kg=sled_kg)) for one in sent
    )
    files = [one.file for one in exported] + ([schedule_file(starts, database)] if sent else [])
    removed = _write_files(target, clean_line(folder, _SHOWN), files)
    note_stored()
    return ExportedWorkouts(first, last, exported, left_out, removed)


def _choose(coming: Iterable[Workout]) -> tuple[list[Workout], tuple[LeftOut, ...]]:
    """Return the workouts that get a file, and the others."""
    sent: list[Workout] = []
    left_out: list[LeftOut] = []
    for workout in coming:
        if workout.sport not in (Sport.RUN, Sport.STRENGTH):
            left_out.append(LeftOut(workout, "only runs and strength sessions have files"))
        elif not FIRST_DAY <= workout.date <= LAST_DAY:
            left_out.append(LeftOut(workout, f"a watch knows the years {FIRST_DAY.year} to {LAST_DAY.year}"))
        elif len(sent) == MAX_WORKOUTS:
            left_out.append(LeftOut(workout, f"a watch shows {format_count(MAX_WORKOUTS, 'workout')} at most"))
        else:
            sent.append(workout)
    return sent, tuple(left_out)


def _write_files(folder: Path, shown: str, files: Iterable[WorkoutFile]) -> tuple[str, ...]:
    """Write files to a folder, and return the names of those of ours that were removed.

    Raises:
        RefusedError: Another program's file has the name of one of them; nothing was written. Or the folder cannot be
            read or written.
    """
    contents = {file.name: file.content for file in files}
    try:
        found = _find_ours(folder, shown, contents) if folder.is_dir() else {}
        if contents:
            make_private_directories(os.fspath(folder))
        for name, content in contents.items():
            if found.get(name) != content:
                replace_without_waiting(os.fspath(folder / name), content)
        removed = sorted(set(found) - set(contents))
        for name in removed:
            delete_if_exists(os.fspath(folder / name))
        for unfinished in folder.glob(f".planner-*{UNFINISHED_SUFFIX}"):  # of a run that was killed
            discard(os.fspath(unfinished))
    except OSError as error:
        raise RefusedError(f"{shown} cannot be written to: {error.strerror}.") from None
    sync_directory_of(os.fspath(folder / SCHEDULE_NAME))
    return tuple(removed)


def _find_ours(folder: Path, shown: str, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the files of ours in a folder.

    Raises:
        RefusedError: What has a name that is wanted is not ours.
        OSError: The folder cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in folder.iterdir():
        if not is_named_like_ours(path.name):
            continue
        is_file = stat.S_ISREG(path.lstat().st_mode)
        content = read_start(path, _MOST_BYTES, path.name) if is_file else b""
        if is_file and is_ours(path.name, content):
            found[path.name] = content
        elif path.name in wanted:
            raise RefusedError(
                f"{path.name} in {shown} is no file of this planner, so it is not replaced: move it, or choose another "
                "folder."
            )
    return found
