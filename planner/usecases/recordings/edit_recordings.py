"""Recordings that are listed, given another sport, joined, parted or deleted, each as one operation."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from planner.store import connections, journal, recording_table
from planner.training.formatting import format_day
from planner.training.measures import quoted
from planner.training.recordings import LinkMaker, Recording, RecordingLink
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.duplicates import merge_recordings
from planner.usecases.recordings.match_days import match_after

SPORTS = (Sport.RUN, Sport.STRENGTH, Sport.CROSS)
"""What a recording can count as."""
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?")
_SUMMED = ("distance_m", "duration_s", "moving_s", "ascent_m")


@dataclass(frozen=True, slots=True)
class RecordingEdit:
    """What an edit of recordings did.

    Attributes:
        operation: What the history calls it.
        recordings: The recordings as they are now.
        removed: The numbers of those that are gone.
        remark: What the runner should know, in one sentence; empty where there is nothing.
        links: The links of its recordings, by the number of the recording.
        added: The numbers of those recordings that are new.
    """

    operation: str
    recordings: tuple[Recording, ...] = ()
    removed: tuple[int, ...] = ()
    remark: str = ""
    links: Mapping[int, RecordingLink] = field(default_factory=dict)
    added: frozenset[int] = frozenset()


def list_recordings(book: Planbook, first: dt.date, last: dt.date) -> tuple[list[Recording], dict[int, RecordingLink]]:
    """Return the recordings of some local days, both ends included, and their links by the number of the recording.

    Raises:
        RefusedError: The file cannot be read.
    """
    with connections.read_transaction(book.path) as connection:
        recordings = recording_table.read_recordings_between(connection, first, last)
        return recordings, _links_of(connection, recordings)


def read_recording(book: Planbook, number: int) -> tuple[Recording, RecordingLink | None]:
    """Return one recording and its link.

    Raises:
        RefusedError: There is no such recording, or the file cannot be read.
    """
    with connections.read_transaction(book.path) as connection:
        recordings = recording_table.read_recordings(connection, [number])
        return recordings[0], _links_of(connection, recordings).get(number)


def parse_sport(text: str) -> Sport:
    """Return the sport that a word means.

    Raises:
        RefusedError: It is none that a recording can have.
    """
    from planner.training.kinds import parse_kind

    sport = parse_kind(text, "sport")[0]
    if sport not in SPORTS:
        raise RefusedError(f"sport must be run, strength or cross, not {quoted(text)}.")
    return sport


def change_sport(book: Planbook, number: int, sport: Sport, *, is_dry_run: bool = False) -> RecordingEdit:
    """Say what sport a recording is; in a dry run it is only worked out.

    Raises:
        RefusedError: There is no such recording, or the file cannot be written.
    """
    name = f"recording {number}: {sport.value}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        (recording,) = recording_table.read_recordings(connection, [number])
        changed = replace(recording, sport=sport, sport_said=True)
        if changed != recording:
            _release(connection, [number])
            recording_table.replace_recording(connection, book.path, changed)
            match_after(connection, book, {recording.date})
        (changed,) = recording_table.read_recordings(connection, [number])
        return RecordingEdit(name, (changed,), links=_links_of(connection, [changed]))


def join_recordings(book: Planbook, number: int, other_number: int, *, is_dry_run: bool = False) -> RecordingEdit:
    """Make two recordings one: the parts of one workout, or, where they overlap, one workout recorded twice.

    The earlier one stays. It is not compared with others again. In a dry run it is only worked out.

    Raises:
        RefusedError: They are one already, of two sports, or of different days; or there is no such recording.
    """
    if number == other_number:
        raise RefusedError(f"Recording {number} cannot be joined to itself.")
    name = f"join recordings {number} and {other_number}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        one, other = sorted(
            recording_table.read_recordings(connection, [number, other_number]), key=lambda each: each.start_utc
        )
        if one.sport_said and other.sport_said and one.sport is not other.sport:
            raise RefusedError(
                f"Recording {one.id} is {one.sport.value} and recording {other.id} {other.sport.value}; "
                "only one sport can be joined."
            )
        if other.start_utc - _end(one) > dt.timedelta(days=1):
            raise RefusedError(f"Recordings {one.id} and {other.id} lie more than a day apart; they stay two.")
        is_twice = other.start_utc < _end(one)
        joined = _as_one(one, other) if is_twice else _in_a_row(one, other)
        _release(connection, [one.id, other.id])
        _keep_link(connection, book, one.id, other.id)
        recording_table.delete_recording(connection, other.id)
        (one,) = recording_table.read_recordings(connection, [one.id])
        recording_table.replace_recording(connection, book.path, replace(joined, version=one.version))
        match_after(connection, book, {one.date, other.date})
        (joined,) = recording_table.read_recordings(connection, [one.id])
        links = _links_of(connection, [joined])
    remark = "They overlap, so they count as one workout recorded twice, not as its parts." if is_twice else ""
    return RecordingEdit(name, (joined,), (other.id,), remark, links)


def part_recording(book: Planbook, number: int, at: str, *, is_dry_run: bool = False) -> RecordingEdit:
    """Make two recordings of one, at a time of the runner's clock; figures are shared by the time of each part.

    Args:
        book: The planbook.
        number: The recording.
        at: The local time at which the second part begins: ``18:40`` or ``18:40:30``.
        is_dry_run: Whether it is only worked out.

    Raises:
        RefusedError: There is no such recording, or it was not running at that time.
    """
    name = f"part recording {number} at {at}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        (whole,) = recording_table.read_recordings(connection, [number])
        first, second = _parts(whole, at)
        _release(connection, [number])
        recording_table.replace_recording(connection, book.path, first)
        (added,) = recording_table.insert_recordings(connection, book.path, [second])
        match_after(connection, book, {whole.date, added.date})
        parts = recording_table.read_recordings(connection, [number, added.id])
        links = _links_of(connection, parts)
    remark = "Distance and time of the parts are shared by the clock, not measured."
    return RecordingEdit(name, tuple(parts), (), remark, links, frozenset({added.id}))


def delete_recording(book: Planbook, number: int, *, is_dry_run: bool = False) -> RecordingEdit:
    """Delete a recording; the workout that it was linked to is open again. In a dry run it is only worked out.

    Raises:
        RefusedError: There is no such recording, or the file cannot be written.
    """
    with connections.read_transaction(book.path) as connection:
        (recording,) = recording_table.read_recordings(connection, [number])
    name = f"delete recording {number} of {format_day(recording.date)}"
    with journal.record_operation(book.path, name, book.clock.now(), is_dry_run=is_dry_run) as connection:
        recording_table.delete_recording(connection, number)
        match_after(connection, book, {recording.date})
    return RecordingEdit(name, removed=(number,))


def _end(recording: Recording) -> dt.datetime:
    return recording.start_utc + dt.timedelta(seconds=recording.elapsed_s or recording.duration_s or 0)


def _as_one(one: Recording, other: Recording) -> Recording:
    return replace(merge_recordings(one, other), settled=True, double_of=None)


def _in_a_row(one: Recording, other: Recording) -> Recording:
    """Return two parts as one recording: sums, the mean heart rate by time, elapsed over all."""
    sums: dict[str, Any] = {name: _sum(getattr(one, name), getattr(other, name)) for name in _SUMMED}
    remarks = filter(None, (one.remarks, other.remarks, "joined by hand"))
    return replace(
        one,
        **sums,
        sport=one.sport if one.sport_said else other.sport,
        sport_said=one.sport_said or other.sport_said,
        elapsed_s=(_end(other) - one.start_utc).total_seconds(),
        avg_hr=_mean_hr(one, other),
        title=one.title or other.title,
        is_race=one.is_race or other.is_race,
        sets=" · ".join(filter(None, (one.sets, other.sets))),
        sources=(*one.sources, *(source for source in other.sources if source not in one.sources)),
        remarks="; ".join(dict.fromkeys(remarks)),
        double_of=None,
        settled=True,
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _mean_hr(one: Recording, other: Recording) -> int | None:
    parts = [
        (each.avg_hr, each.duration_s or each.elapsed_s or 1.0) for each in (one, other) if each.avg_hr is not None
    ]
    seconds = sum(time for _, time in parts)
    return round(sum(rate * time for rate, time in parts) / seconds) if seconds else None


def _parts(whole: Recording, at: str) -> tuple[Recording, Recording]:
    """Return the two parts of a recording.

    Raises:
        RefusedError: The time is none, or lies outside the recording.
    """
    clock = _CLOCK.fullmatch(at.strip())
    if clock is None:
        raise RefusedError(f"part must be a time of day within the recording, as 18:40, not {quoted(at)}.")
    hour, minute, second = (int(part or 0) for part in clock.groups())
    cut = whole.local_start.replace(hour=hour, minute=minute, second=second)
    if cut <= whole.local_start:
        cut += dt.timedelta(days=1)
    seconds = (cut - whole.local_start).total_seconds()
    total = whole.elapsed_s or whole.duration_s or 0.0
    if not seconds < total:
        end = whole.local_start + dt.timedelta(seconds=total)
        raise RefusedError(
            f"part must lie between {whole.local_start:%H:%M:%S} and {end:%H:%M:%S}, not at {quoted(at)}."
        )
    share = seconds / total
    remark = f"parted by hand at {cut:%H:%M:%S}; distance and time are shared by the clock"
    remarks = "; ".join(filter(None, (whole.remarks, remark)))
    common = replace(whole, remarks=remarks, settled=True, double_of=None)
    figures = {name: getattr(whole, name) for name in _SUMMED}
    first: dict[str, Any] = {
        name: None if figure is None else round(figure * share, 3) for name, figure in figures.items()
    }
    rest: dict[str, Any] = {
        name: None if figure is None else round(figure - (first[name] or 0), 3) for name, figure in figures.items()
    }
    later = dt.timedelta(seconds=seconds)
    return (
        replace(common, **first, elapsed_s=seconds),
        replace(
            common,
            **rest,
            elapsed_s=total - seconds,
            start_utc=whole.start_utc + later,
            local_start=cut,
            id=0,
            version=0,
            sets="",
        ),
    )


def _links_of(connection: sqlite3.Connection, recordings: Iterable[Recording]) -> dict[int, RecordingLink]:
    numbers = [recording.id for recording in recordings]
    return {link.recording_id: link for link in recording_table.read_links_of_recordings(connection, numbers)}


def _release(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take recordings from the workouts that they were linked to unasked; matching finds them again, or others."""
    for link in recording_table.read_links_of_recordings(connection, numbers):
        if link.made_by is LinkMaker.AUTO:
            recording_table.delete_link(connection, link.id)


def _keep_link(connection: sqlite3.Connection, book: Planbook, one: int, other: int) -> None:
    """Give the runner's link of a recording that goes to the one that stays, if that has none."""
    links = recording_table.read_links_of_recordings(connection, [one, other])
    if len(links) == 1 and links[0].recording_id == other:
        recording_table.replace_link(connection, book.path, replace(links[0], recording_id=one))
