"""Small FIT files, made byte by byte as a watch would write them."""

from __future__ import annotations

import datetime as dt
import struct

from planner.exchange.fit_checksum import fit_checksum

EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
START = dt.datetime(2027, 3, 2, 17, 30, tzinfo=dt.UTC)
NOW = dt.datetime(2027, 3, 10, 12, tzinfo=dt.UTC)
BASES = {"enum": (0x00, "B"), "u8": (0x02, "B"), "u16": (0x84, "H"), "u32": (0x86, "I"), "i32": (0x85, "i")}
FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, ACTIVITY, SET, TITLE = 0, 12, 18, 19, 20, 21, 34, 225, 264
RUNNING, TRANSITION, CYCLING = 1, 3, 2

Field = tuple[int, str, int | str | bytes]
"""The number of a field, its base type, its value; a text is padded to its base type, ``text16``."""


def seconds(moment: dt.datetime) -> int:
    """A moment in seconds of FIT."""
    return round((moment - EPOCH).total_seconds())


class FitFile:
    """Collects messages; each is defined before it is written, as some apps do."""

    def __init__(self, *, big_endian: bool = False) -> None:
        self._order = ">" if big_endian else "<"
        self._body = b""

    def define(self, local: int, number: int, fields: list[tuple[int, int, int]], developer: int = 0) -> FitFile:
        """Add a definition: number, size and base type of each field; then bytes of a developer's field."""
        is_big = self._order == ">"
        flag = 0x60 if developer else 0x40
        self._body += bytes([flag | local, 0, is_big]) + struct.pack(f"{self._order}HB", number, len(fields))
        self._body += b"".join(bytes(field) for field in fields)
        self._body += bytes([1, 0, developer, 0]) if developer else b""
        return self

    def raw(self, content: bytes) -> FitFile:
        """Add bytes as they are."""
        self._body += content
        return self

    def add(self, number: int, *fields: Field, developer: bytes = b"") -> FitFile:
        """Add a message after its definition."""
        packed = [(key, *self._pack(base, value)) for key, base, value in fields]
        self.define(5, number, [(key, len(content), base) for key, base, content in packed], len(developer))
        return self.raw(b"\x05" + b"".join(content for _, _, content in packed) + developer)

    def _pack(self, base: str, value: int | str | bytes) -> tuple[int, bytes]:
        if isinstance(value, str):
            return 7, value.encode().ljust(int(base.removeprefix("text")), b"\0")
        if isinstance(value, bytes):
            return BASES[base][0], value
        number, code = BASES[base]
        return number, struct.pack(self._order + code, value)

    def session(
        self,
        sport: int = RUNNING,
        sub_sport: int = 0,
        *,
        start: dt.datetime = START,
        timer_s: float = 3000,
        elapsed_s: float = 3100,
        distance_m: float = 10000,
        avg_hr: int = 150,
        ascent_m: int = 80,
    ) -> FitFile:
        """Add a session."""
        return self.add(
            SESSION,
            (253, "u32", seconds(start) + round(elapsed_s)),
            (2, "u32", seconds(start)),
            (5, "enum", sport),
            (6, "enum", sub_sport),
            (7, "u32", round(elapsed_s * 1000)),
            (8, "u32", round(timer_s * 1000)),
            (9, "u32", round(distance_m * 100)),
            (16, "u8", avg_hr),
            (22, "u16", ascent_m),
        )

    def records(self, first_s: int, last_s: int, *, metres: float = 0, speed: float = 3, hr: int = 140) -> FitFile:
        """Add a record every second, at a steady speed in metres a second."""
        self.define(6, RECORD, [(253, 4, 0x86), (5, 4, 0x86), (3, 1, 0x02)])
        for at in range(first_s, last_s + 1):
            distance = round(100 * (metres + speed * (at - first_s)))
            self.raw(b"\x06" + struct.pack(f"{self._order}IIB", seconds(START) + at, distance, hr))
        return self

    def timer(self, at_s: int, kind: int) -> FitFile:
        """Add an event of the timer: 0 starts it, 4 stops it."""
        return self.add(EVENT, (253, "u32", seconds(START) + at_s), (0, "enum", 0), (1, "enum", kind))

    def local_time(self, offset_s: int) -> FitFile:
        """Add the end of the activity, with the local time so many seconds ahead of UTC."""
        end = seconds(START) + 3100
        return self.add(ACTIVITY, (253, "u32", end), (5, "u32", end + offset_s))

    def close(self, *, length: int | None = None, checksum: int | None = None) -> bytes:
        """The bytes of the file.

        Args:
            length: What its header says instead of the truth.
            checksum: What its end says instead of the truth.
        """
        said = len(self._body) if length is None else length
        content = struct.pack("<BBHI4sH", 14, 0x20, 2100, said, b".FIT", 0) + self._body
        return content + (fit_checksum(content) if checksum is None else checksum).to_bytes(2, "little")


def begin(kind: int = 4, *, big_endian: bool = False) -> FitFile:
    """A file that says what it is: 4 an activity, 5 a workout, 6 a course."""
    return FitFile(big_endian=big_endian).add(FILE_ID, (0, "enum", kind))
