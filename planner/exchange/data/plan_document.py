"""The document of all data: one JSON object, with an array of rows for each table.

``{"format": "planner", "version": 1, "schema": N, "database": ID, TABLE: [{COLUMN: VALUE, ...}, ...], ...,
"end": true}``. Each row is a line, in order of its key, its columns in order of their names, and nothing says when it
was written: the same data is the same bytes. The version is that of this form, the schema that of the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from planner.exchange.data.json_stream import MAX_VALUE, JsonStream
from planner.training.json_objects import quote_json
from planner.training.refusal import RefusedError

FORMAT, VERSION = "planner", 1
_HEAD = ("format", "version", "schema", "database", "end")


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What a document says of itself.

    Attributes:
        schema: The version of the schema of its tables.
        database: The id of the database; None of one that had none yet.
        tables: The tables that it has, rows or not.
    """

    schema: int
    database: str | None
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row of a document.

    Attributes:
        table: Its table.
        index: Its place in the array, from 0.
        values: Its values by column.
    """

    table: str
    index: int
    values: Mapping[str, object]


def is_document(begin: bytes) -> bool:
    """Return whether a file that begins so is a document of data, and no database."""
    return begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def document_parts(
    schema: int, database: str | None, tables: Iterable[tuple[str, Iterable[Mapping[str, object]]]]
) -> Iterator[str]:
    """Yield the text of a document, ASCII, in parts.

    Args:
        schema: The version of the schema of the tables.
        database: The id of the database.
        tables: Each table with its rows, which are read as they are written.

    Raises:
        RefusedError: A row is longer than what is read again.
    """
    encode = json.JSONEncoder(allow_nan=False).encode
    head = {"format": FORMAT, "version": VERSION, "schema": schema, "database": database}
    yield "{\n" + "".join(f"{encode(key)}: {encode(value)},\n" for key, value in head.items())
    for table, rows in tables:
        yield f"{encode(table)}: ["
        separator = "\n"
        for row in rows:
            line = encode(row)
            if len(line) > MAX_VALUE:
                raise RefusedError(
                    f"A row of {table} has more than {MAX_VALUE // 1_000_000} MB, so the data was not written."
                )
            yield separator + line
            separator = ",\n"
        yield "],\n" if separator == "\n" else "\n],\n"
    yield '"end": true\n}\n'


def read_head(file: BinaryIO, shown: str) -> DocumentHead:
    """Read a document to its end, and return what it says of itself.

    Args:
        file: The document, from its beginning.
        shown: What it is called in a refusal.

    Raises:
        RefusedError: It is no document of the planner's data, one of another version, or is cut off.
    """
    head: dict[str, object] = {}
    tables: set[str] = set()
    for key, value in _read_parts(file, shown):
        if isinstance(value, DocumentRow):
            continue
        if key in head or key in tables:
            raise RefusedError(f"{shown} has {quote_json(key)} twice.")
        if value is None and key not in _HEAD:
            tables.add(key)
        else:
            head[key] = value
    if head.get("format") != FORMAT:
        raise RefusedError(
            f'{shown} is no data of the planner: format must be "{FORMAT}", not {quote_json(head.get("format"))}.'
        )
    version, schema, database = head.get("version"), head.get("schema"), head.get("database")
    if type(version) is not int or version != VERSION:
        raise RefusedError(f"{shown}: version must be {VERSION}, not {quote_json(version)}.")
    if head.get("end") is not True:
        raise RefusedError(f"{shown}: end must be true, not {quote_json(head.get('end'))}: it is not complete.")
    if type(schema) is not int:
        raise RefusedError(f"{shown}: schema must be a whole number, not {quote_json(schema)}.")
    if database is not None and not isinstance(database, str):
        raise RefusedError(f"{shown}: database must be a text, not {quote_json(database)}.")
    return DocumentHead(schema, database, frozenset(tables))


def read_rows(file: BinaryIO, shown: str) -> Iterator[DocumentRow]:
    """Yield the rows of a document whose head was read, in its order.

    Args:
        file: The document, from its beginning.
        shown: What it is called in a refusal.

    Raises:
        RefusedError: It is not as it was when its head was read.
    """
    for _, value in _read_parts(file, shown):
        if isinstance(value, DocumentRow):
            yield value


def _read_parts(file: BinaryIO, shown: str) -> Iterator[tuple[str, object]]:
    """Yield each key with its value: of a table None first, then its rows."""
    stream = JsonStream(file, shown)
    stream.take("{")
    while True:
        key = stream.take_key()
        if key in _HEAD:
            yield key, stream.take_value()
        else:
            yield key, None
            for row in _read_table(stream, key, shown):
                yield key, row
        if stream.take(",", "}") == "}":
            break
    if stream.peek():
        raise stream.invalid("something follows its end")


def _read_table(stream: JsonStream, table: str, shown: str) -> Iterator[DocumentRow]:
    if stream.peek() != "[":
        value = stream.take_value()
        raise RefusedError(f"{shown}: {_path(table)} must be an array, as every table is, not {quote_json(value)}.")
    stream.take("[")
    index = 0
    while index or stream.peek() != "]":
        values = stream.take_value()
        if not isinstance(values, dict):
            raise RefusedError(f"{shown}: {_path(table)}[{index}] must be an object, not {quote_json(values)}.")
        yield DocumentRow(table, index, values)
        index += 1
        if stream.take(",", "]") == "]":
            return
    stream.take("]")


def row_place(row: DocumentRow, shown: str) -> str:
    """Return where a row is, at the beginning of a refusal: ``plan.json: item[3]``."""
    return f"{shown}: {_path(row.table)}[{row.index}]"


def _path(table: str) -> str:
    return table if table.isidentifier() and table.isascii() else quote_json(table)
