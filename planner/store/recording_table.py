"""Recordings, their sources and their links in the database, read and written over an open `sqlite3` connection.

The caller has begun the transaction and, to write, the journal's operation. Thousands of recordings are stored in one
transaction, so nothing here goes through SQLModel.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from planner.store import column_values
from planner.store.errors import check_version, translate_errors
from planner.store.inserted_rows import insert_rows
from planner.store.journal import format_instant
from planner.store.row_values import (
    REAL_DATE_SQL,
    TableReader,
    json_text,
    member_of,
    read_each,
    read_flag,
    read_instant,
    read_text,
    real_number,
    whole_number,
)
from planner.training.recordings import LinkMaker, Recording, RecordingFormat, RecordingLink, RecordingSource
from planner.training.refusal import RefusedError
from planner.training.workouts import Sport

_MAX_DURATION_S = 8_640_000
_RECORDINGS = TableReader(
    "Recording",
    {
        "id": whole_number(),
        "sport": member_of(Sport),
        "sport_said": read_flag,
        "device_sport": read_text,
        "start_utc": read_instant,
        "utc_offset_s": whole_number(-50_400, 50_400),
        "local_start": read_instant,
        "distance_m": real_number(0, 10_000_000),
        "duration_s": real_number(0, _MAX_DURATION_S),
        "moving_s": real_number(0, _MAX_DURATION_S),
        "elapsed_s": real_number(0, _MAX_DURATION_S),
        "avg_hr": whole_number(1, 300),
        "ascent_m": real_number(0, 100_000),
        "title": read_text,
        "is_race": read_flag,
        "sets": read_text,
        "remarks": read_text,
        "double_of": whole_number(),
        "settled": read_flag,
        "version": whole_number(1),
    },
    optional={
        *("utc_offset_s", "distance_m", "duration_s", "moving_s", "elapsed_s", "avg_hr", "ascent_m", "double_of"),
    },
)
_LINKS = TableReader(
    "Link",
    {
        "id": whole_number(),
        "item_id": whole_number(),
        "recording_id": whole_number(),
        "made_by": member_of(LinkMaker),
        "cost": whole_number(0, 1_000_000),
        "margin": whole_number(0, 1_000_000),
        "words": read_text,
        "before": json_text(),
        "version": whole_number(1),
    },
    optional={"cost", "margin", "before"},
)
_SOURCES = TableReader(
    "A source of recording",
    {
        "recording_id": whole_number(),
        "name": read_text,
        "format": member_of(RecordingFormat),
        "sha256": read_text,
        "part": whole_number(0, 100_000),
    },
    key="recording_id",
)
_RECORDING_COLUMNS, _LINK_COLUMNS = _RECORDINGS.columns, _LINKS.columns
_SELECT_RECORDINGS = f"SELECT {', '.join(_RECORDING_COLUMNS)} FROM recording"
_SELECT_LINKS = f"SELECT {', '.join(_LINK_COLUMNS)} FROM recording_link"
_SELECT_SOURCES = f"SELECT {', '.join(_SOURCES.columns)} FROM recording_source"
_BATCH = 500
"""So many values at most are bound to one query."""


def read_recordings_between(connection: sqlite3.Connection, first: dt.date, last: dt.date) -> list[Recording]:
    """Return the recordings from one local date to another, both included, by local start.

    Raises:
        RefusedError: A row holds a value that no planner wrote.
    """
    span = (first.isoformat(), last.isoformat())
    rows = connection.execute(f"{_SELECT_RECORDINGS} WHERE date BETWEEN ? AND ? ORDER BY local_start, id", span)
    sources = connection.execute(
        f"{_SELECT_SOURCES} WHERE recording_id IN (SELECT id FROM recording WHERE date BETWEEN ? AND ?) ORDER BY id",
        span,
    )
    return _recordings(rows, sources)


def read_recordings(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Recording]:
    """Return the recordings with these numbers, in that order.

    Raises:
        RefusedError: There is no such recording, or a row holds a value that no planner wrote.
    """
    found: dict[int, Recording] = {}
    for begin in range(0, len(numbers), _BATCH):
        batch = [number for number in numbers[begin : begin + _BATCH] if column_values.fits_integer(number)]
        marks = ", ".join("?" * len(batch))
        rows = connection.execute(f"{_SELECT_RECORDINGS} WHERE id IN ({marks})", batch)
        sources = connection.execute(f"{_SELECT_SOURCES} WHERE recording_id IN ({marks}) ORDER BY id", batch)
        found |= {recording.id: recording for recording in _recordings(rows, sources)}
    for number in numbers:
        if number not in found:
            raise RefusedError(f"There is no recording {number}.")
    return [found[number] for number in numbers]


def read_open_span(connection: sqlite3.Connection) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last date of the recordings that nobody and nothing linked to a workout of the plan.

    Unplanned workouts that are there only because of a recording do not count as such; None where all are linked.
    """
    first, last = connection.execute(
        "SELECT min(recording.date), max(recording.date)"
        f" FROM (SELECT id, date FROM recording WHERE {REAL_DATE_SQL}) AS recording"
        " LEFT JOIN recording_link AS link ON link.recording_id = recording.id LEFT JOIN item ON item.id = link.item_id"
        " WHERE link.id IS NULL OR (item.state = 'unplanned' AND link.before IS NULL AND link.made_by = 'auto')"
    ).fetchone()
    return (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first is not None else None


def find_sources(connection: sqlite3.Connection, hashes: Sequence[str]) -> dict[str, list[int]]:
    """Return the numbers of the recordings that were read from files with these hashes, by hash."""
    found: dict[str, list[int]] = {}
    for begin in range(0, len(hashes), _BATCH):
        batch = hashes[begin : begin + _BATCH]
        query = f"SELECT sha256, recording_id FROM recording_source WHERE sha256 IN ({', '.join('?' * len(batch))})"
        for digest, number in connection.execute(f"{query} ORDER BY part, recording_id", batch):
            found.setdefault(digest, []).append(number)
    return found


def read_source_hashes(connection: sqlite3.Connection) -> dict[str, list[int]]:
    """Return the numbers of all recordings by the hashes of the files that they were read from."""
    found: dict[str, list[int]] = {}
    query = "SELECT sha256, recording_id FROM recording_source ORDER BY part, recording_id"
    for digest, number in connection.execute(query):
        found.setdefault(digest, []).append(number)
    return found


def read_recordings_without_offset(connection: sqlite3.Connection) -> list[Recording]:
    """Return the recordings whose local time follows from the runner's time zone, by local start.

    Raises:
        RefusedError: A row holds a value that no planner wrote.
    """
    rows = connection.execute(f"{_SELECT_RECORDINGS} WHERE utc_offset_s IS NULL ORDER BY local_start, id")
    sources = connection.execute(
        f"{_SELECT_SOURCES} WHERE recording_id IN (SELECT id FROM recording WHERE utc_offset_s IS NULL) ORDER BY id"
    )
    return _recordings(rows, sources)


def insert_recordings(
    connection: sqlite3.Connection, path: str | os.PathLike[str], recordings: Iterable[Recording]
) -> list[Recording]:
    """Store new recordings with their sources; the numbers and versions that they carry are ignored.

    Returns:
        The recordings as stored, in the order given.

    Raises:
        RefusedError: A value breaks a rule of the schema.
    """
    stored = []
    for recording in recordings:
        values = _recording_row(recording)
        with translate_errors(path, values):
            number = connection.execute(_insert_sql("recording", values), values).lastrowid or 0
        _insert_sources(connection, path, number, recording.sources)
        stored.append(_as_stored(recording, number, 1))
    return stored


def replace_recording(connection: sqlite3.Connection, path: str | os.PathLike[str], recording: Recording) -> Recording:
    """Store a recording over the one it was read from; an unchanged one is not written.

    Raises:
        StaleEditError: It was changed since it was read.
        RefusedError: There is no such recording, or a value breaks a rule of the schema.
    """
    (before,) = read_recordings(connection, [recording.id])
    check_version(f"Recording {recording.id}", before.version, recording.version)
    values = _recording_row(recording)
    if values == _recording_row(before) and recording.sources == before.sources:
        return before
    version = recording.version + 1
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    with translate_errors(path, values):
        connection.execute(
            f"UPDATE recording SET {assignments}, version = :version WHERE id = :id",
            {**values, "version": version, "id": recording.id},
        )
    if recording.sources != before.sources:
        connection.execute("DELETE FROM recording_source WHERE recording_id = ?", (recording.id,))
        _insert_sources(connection, path, recording.id, recording.sources)
    return _as_stored(recording, recording.id, version)


def delete_recording(connection: sqlite3.Connection, number: int) -> None:
    """Delete a recording with its sources and its link; the workout that it was linked to is left as it is.

    Raises:
        RefusedError: There is no such recording.
    """
    read_recordings(connection, [number])
    connection.execute("DELETE FROM recording WHERE id = ?", (number,))


def read_links(connection: sqlite3.Connection, first: dt.date, last: dt.date) -> list[RecordingLink]:
    """Return the links of the workouts and of the recordings of some days, both ends included, by number."""
    span = (first.isoformat(), last.isoformat())
    rows = connection.execute(
        f"{_SELECT_LINKS} WHERE item_id IN (SELECT id FROM item WHERE date BETWEEN ? AND ?)"
        " OR recording_id IN (SELECT id FROM recording WHERE date BETWEEN ? AND ?) ORDER BY id",
        (*span, *span),
    )
    return read_each(rows, _link)


def read_links_of_items(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[RecordingLink]:
    """Return the links of some workouts, by workout and number."""
    links: list[RecordingLink] = []
    for begin in range(0, len(numbers), _BATCH):
        batch = numbers[begin : begin + _BATCH]
        query = f"{_SELECT_LINKS} WHERE item_id IN ({', '.join('?' * len(batch))}) ORDER BY item_id, id"
        links += read_each(connection.execute(query, batch), _link)
    return links


def read_links_of_recordings(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[RecordingLink]:
    """Return the links of some recordings, by workout and number."""
    links: list[RecordingLink] = []
    for begin in range(0, len(numbers), _BATCH):
        batch = numbers[begin : begin + _BATCH]
        query = f"{_SELECT_LINKS} WHERE recording_id IN ({', '.join('?' * len(batch))}) ORDER BY item_id, id"
        links += read_each(connection.execute(query, batch), _link)
    return links


def insert_links(connection: sqlite3.Connection, path: str | os.PathLike[str], links: Iterable[RecordingLink]) -> None:
    """Store new links; the numbers and versions that they carry are ignored.

    Raises:
        RefusedError: A recording is linked already, a value breaks a rule of the schema, or the edit was cancelled.
    """
    insert_rows(connection, path, "recording_link", [_link_row(link) for link in links])


def replace_link(connection: sqlite3.Connection, path: str | os.PathLike[str], link: RecordingLink) -> RecordingLink:
    """Store a link over the one it was read from.

    Raises:
        StaleEditError: It was changed or removed since it was read.
        RefusedError: A value breaks a rule of the schema.
    """
    row = connection.execute("SELECT version FROM recording_link WHERE id = ?", (link.id,)).fetchone()
    check_version(f"The link of recording {link.recording_id}", row[0] if row else 0, link.version)
    values = _link_row(link)
    assignments = ", ".join(f"{column} = :{column}" for column in values)
    with translate_errors(path, values):
        connection.execute(
            f"UPDATE recording_link SET {assignments}, version = :version WHERE id = :id",
            {**values, "version": link.version + 1, "id": link.id},
        )
    return replace(link, version=link.version + 1)


def delete_link(connection: sqlite3.Connection, number: int) -> None:
    """Delete a link; the workout and the recording stay."""
    connection.execute("DELETE FROM recording_link WHERE id = ?", (number,))


def read_refused_pairs(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the pairs of workout and recording that the runner refused."""
    return list(connection.execute("SELECT item_id, recording_id FROM refused_link ORDER BY id"))


def insert_refused_pair(connection: sqlite3.Connection, item_id: int, recording_id: int) -> None:
    """Remember that the runner refused a pair; a pair that is there already changes nothing."""
    connection.execute(
        "INSERT INTO refused_link (item_id, recording_id) VALUES (?, ?) ON CONFLICT DO NOTHING", (item_id, recording_id)
    )


def delete_refused_pair(connection: sqlite3.Connection, item_id: int, recording_id: int) -> None:
    """Forget that the runner refused a pair, because the two are linked now."""
    connection.execute("DELETE FROM refused_link WHERE item_id = ? AND recording_id = ?", (item_id, recording_id))


def read_distinct_pairs(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return the pairs of recordings that the runner said are different activities, the smaller number first."""
    return list(connection.execute("SELECT recording_id, other_id FROM distinct_recording ORDER BY id"))


def insert_distinct_pair(connection: sqlite3.Connection, one: int, other: int) -> None:
    """Remember that two recordings are different activities."""
    connection.execute(
        "INSERT INTO distinct_recording (recording_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (min(one, other), max(one, other)),
    )


def _insert_sql(table: str, values: dict[str, Any]) -> str:
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(f':{column}' for column in values)})"


def _insert_sources(
    connection: sqlite3.Connection, path: str | os.PathLike[str], number: int, sources: Iterable[RecordingSource]
) -> None:
    for source in sources:
        values = {
            "recording_id": number,
            "name": column_values.check_text("name", source.name),
            "format": source.format.value,
            "sha256": source.sha256,
            "part": column_values.check_integer("part", source.part),
        }
        with translate_errors(path, values):
            connection.execute(_insert_sql("recording_source", values), values)


def _recording_row(recording: Recording) -> dict[str, Any]:
    return {
        "sport": recording.sport.value,
        "sport_said": int(recording.sport_said),
        "device_sport": column_values.check_text("device_sport", recording.device_sport),
        "start_utc": format_instant(recording.start_utc),
        "utc_offset_s": recording.utc_offset_s,
        "local_start": recording.local_start.isoformat(timespec="seconds"),
        "date": recording.date.isoformat(),
        "distance_m": column_values.round_real("distance_m", recording.distance_m),
        "duration_s": column_values.round_real("duration_s", recording.duration_s),
        "moving_s": column_values.round_real("moving_s", recording.moving_s),
        "elapsed_s": column_values.round_real("elapsed_s", recording.elapsed_s),
        "avg_hr": column_values.check_integer("avg_hr", recording.avg_hr),
        "ascent_m": column_values.round_real("ascent_m", recording.ascent_m),
        "title": column_values.check_text("title", recording.title),
        "is_race": int(recording.is_race),
        "sets": column_values.check_text("sets", recording.sets),
        "remarks": column_values.check_text("remarks", recording.remarks),
        "double_of": column_values.check_integer("double_of", recording.double_of),
        "settled": int(recording.settled),
    }


def _as_stored(recording: Recording, number: int, version: int) -> Recording:
    """Return the recording as it will be read back: numbers to three decimals, times in whole seconds."""
    row = {**_recording_row(recording), "id": number, "version": version}
    stored = _recording(column_values.ordered_values(row, _RECORDING_COLUMNS))
    return replace(stored, sources=recording.sources)


def _recordings(rows: Iterable[Sequence[Any]], sources: Iterable[Sequence[Any]]) -> list[Recording]:
    by_recording: dict[int, list[Sequence[Any]]] = {}
    for source in sources:
        by_recording.setdefault(source[0], []).append(source)
    return read_each(rows, lambda row: _recording(row, by_recording.get(row[0], ())))


def _recording(row: Sequence[Any], sources: Iterable[Sequence[Any]] = ()) -> Recording:
    (number, sport, sport_said, device_sport, start_utc, utc_offset_s, local_start, distance_m, duration_s, moving_s,
     elapsed_s, avg_hr, ascent_m, title, is_race, sets, remarks, double_of, settled,
     version) = _RECORDINGS.read(row)  # fmt: skip
    return Recording(
        sport=sport,
        start_utc=start_utc,
        local_start=local_start,
        sport_said=sport_said,
        device_sport=device_sport,
        utc_offset_s=utc_offset_s,
        distance_m=distance_m,
        duration_s=duration_s,
        moving_s=moving_s,
        elapsed_s=elapsed_s,
        avg_hr=avg_hr,
        ascent_m=ascent_m,
        title=title,
        is_race=is_race,
        sets=sets,
        remarks=remarks,
        double_of=double_of,
        settled=settled,
        sources=tuple(RecordingSource(*_SOURCES.read(source)[1:]) for source in sources),
        id=number,
        version=version,
    )


def _link_row(link: RecordingLink) -> dict[str, Any]:
    return {
        "item_id": column_values.check_integer("item_id", link.item_id),
        "recording_id": column_values.check_integer("recording_id", link.recording_id),
        "made_by": link.made_by.value,
        "cost": column_values.check_integer("cost", link.cost),
        "margin": column_values.check_integer("margin", link.margin),
        "words": column_values.check_text("words", link.words),
        "before": column_values.check_text("before", link.before),
    }


def _link(row: Sequence[Any]) -> RecordingLink:
    number, item_id, recording_id, made_by, cost, margin, words, before, version = _LINKS.read(row)
    return RecordingLink(item_id, recording_id, made_by, cost, margin, words, before, id=number, version=version)
