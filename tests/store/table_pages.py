"""The pages of the tables of a file, read by hand from its bytes, and pages that are destroyed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

PAGE = 4096


def leaves_of(path: Path, table: str) -> dict[int, list[int]]:
    """The leaf pages of a table with the keys of their rows."""
    return walk_table(path, table)[1]


def walk_table(path: Path, table: str) -> tuple[list[int], dict[int, list[int]]]:
    """The pages of a table that lead to others, and its leaves with the keys of their rows."""
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    data = path.read_bytes()

    def varint(at: int) -> tuple[int, int]:
        value = 0
        while True:
            value = value << 7 | data[at] & 0x7F
            at += 1
            if data[at - 1] < 0x80:
                return value, at

    above: list[int] = []
    found: dict[int, list[int]] = {}

    def walk(page: int) -> None:
        begin = (page - 1) * PAGE
        cells = int.from_bytes(data[begin + 3 : begin + 5], "big")
        head = begin + (12 if data[begin] == 5 else 8)
        starts = [begin + int.from_bytes(data[head + 2 * n : head + 2 * n + 2], "big") for n in range(cells)]
        if data[begin] == 5:
            above.append(page)
            for start in starts:
                walk(int.from_bytes(data[start : start + 4], "big"))
            walk(int.from_bytes(data[begin + 8 : begin + 12], "big"))
        else:
            found[page] = [varint(varint(start)[1])[0] for start in starts]

    walk(root)
    return above, found


def zero(path: Path, page: int) -> None:
    """Fill a page with zeros."""
    data = bytearray(path.read_bytes())
    data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def forget_history(path: Path) -> None:
    """Remove all entries of the history."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM operation")
    connection.commit()
    connection.close()
