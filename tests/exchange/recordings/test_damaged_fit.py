"""No FIT file, however damaged, ends in an error, takes long or takes much memory."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from planner.exchange.recordings.fit_activity import read_fit
from planner.exchange.recordings.fit_messages import MOST_BYTES
from planner.training.recordings import FileReading, FileVerdict
from tests.exchange.recordings.fit_bytes import CYCLING, LAP, NOW, RECORD, SESSION, SET, SPORT, TITLE, FitFile, begin

FEW, MANY = 500, 20_000


def samples() -> list[bytes]:
    """A run with sets and records, a big-endian ride, and both in one file."""
    run = begin().add(SPORT, (0, "enum", 1), (1, "enum", 3)).timer(0, 0).records(0, 40).timer(41, 4)
    run.add(SET, (3, "u16", 5), (5, "u8", 1), (7, "u16", 8)).session(timer_s=41, elapsed_s=41, distance_m=123)
    run.local_time(3600)
    ride = begin(big_endian=True).records(0, 40).session(CYCLING).local_time(-7200)
    return [run.close(), ride.close(), run.close() + ride.close()]


def damaged(count: int) -> Iterator[bytes]:
    """Samples with flipped bits, bytes taken out, put in, repeated or replaced, and lengths that lie."""
    chance = random.Random(15)
    originals = samples()
    for number in range(count):
        content = bytearray(originals[number % len(originals)])
        for _ in range(chance.choice((1, 1, 2, 5, 30))):
            at = chance.randrange(len(content))
            match chance.randrange(5):
                case 0:
                    content[at] ^= 1 << chance.randrange(8)
                case 1:
                    del content[at : at + chance.randrange(1, 40)]
                case 2:
                    content[at:at] = chance.randbytes(chance.randrange(1, 20))
                case 3:
                    content[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"))
                case _:
                    content[4:8] = chance.randrange(2**32).to_bytes(4, "little")
            content = content or bytearray(b"\0")
        yield bytes(content)


def check(reading: FileReading) -> None:
    """A reading is a value or one sentence: nothing is kept without a figure, nothing skipped without a reason."""
    if reading.verdict is FileVerdict.SKIPPED:
        assert reading.reason
        assert "\n" not in reading.reason
        assert bool(reading.activities) == reading.needs_date
        return
    assert reading.activities
    for one in reading.activities:
        assert one.start_utc is not None
        assert (one.duration_s or 0) > 0 or (one.distance_m or 0) > 0
        assert one.sets.isprintable()


def test_the_samples_are_whole() -> None:
    assert [len(read_fit(sample, NOW).activities) for sample in samples()] == [1, 1, 2]
    assert {read_fit(sample, NOW).verdict for sample in samples()} == {FileVerdict.IMPORTED}


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
def test_a_damaged_file_is_read_or_skipped(count: int) -> None:
    verdicts = set()
    for content in damaged(count):
        reading = read_fit(content, NOW)
        check(reading)
        verdicts.add(reading.verdict)
    assert verdicts >= {FileVerdict.SKIPPED, FileVerdict.DAMAGED_BUT_KEPT}


def test_a_file_cut_at_any_byte_keeps_what_it_has() -> None:
    content = samples()[0]
    metres = []
    for size in range(len(content)):
        reading = read_fit(content[:size], NOW)
        check(reading)
        assert reading.verdict is not FileVerdict.IMPORTED
        metres.append(reading.activities[0].distance_m or 0 if reading.activities else 0)
    assert metres == sorted(metres)
    assert metres[-1] == 123


def repeated(number: int, fields: list[tuple[int, int, int]], message: bytes, size: int) -> bytes:
    """About so many bytes of one message, after a run."""
    file = begin().session().define(0, number, fields)
    return file.raw((b"\0" + message) * (size // (len(message) + 1))).close()


def definitions(size: int) -> bytes:
    """About so many bytes of definitions, each another one."""
    chance, file = random.Random(15), begin()
    content = b"".join(
        FitFile().define(0, SESSION, [(chance.randrange(256), 4, 0x86) for _ in range(255)]).close()[14:-2]
        for _ in range(size // 800)
    )
    return file.raw(content).close()


def changes_of_sport(size: int) -> bytes:
    """About so many bytes of records, each of another sport."""
    file = begin().define(0, SPORT, [(0, 1, 0)]).define(1, RECORD, [(253, 4, 0x86)])
    return file.raw(b"\0\1\1\1\1\1\1" * (size // 7)).close()


FLOODS: dict[str, Callable[[int], bytes]] = {
    "files": lambda size: FitFile().close() * (size // 16),
    "lengths": lambda size: FitFile().close(length=size // 2) * (size // 16),
    "definitions": definitions,
    "changes of sport": changes_of_sport,
    "messages of nothing": lambda size: repeated(77, [], b"", size),
    "records without a time": lambda size: repeated(RECORD, [(3, 1, 0x02)], b"\x50", size),
    "laps": lambda size: repeated(LAP, [(2, 4, 0x86), (8, 4, 0x86)], b"\1" * 8, size),
    "sessions": lambda size: repeated(SESSION, [(8, 4, 0x86)], b"\1\2\3\0", size),
    "sets": lambda size: repeated(SET, [(3, 2, 0x84)], b"\1\2", size),
    "titles": lambda size: repeated(TITLE, [(2, 255, 7)], b"a" * 255, size),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_of_messages_is_read_or_skipped(kind: str) -> None:
    content = FLOODS[kind](200_000)
    assert len(content) > 150_000
    check(read_fit(content, NOW))


@pytest.mark.soak
@pytest.mark.parametrize("kind", FLOODS)
def test_a_large_flood_takes_seconds_and_little_memory(kind: str) -> None:
    code = f"""
import resource
from planner.exchange.recordings.fit_activity import read_fit
from tests.exchange.recordings.fit_bytes import NOW
from tests.exchange.recordings.test_damaged_fit import FLOODS, check
content = FLOODS[{kind!r}](30_000_000)
resource.setrlimit(resource.RLIMIT_CPU, (int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + 10,) * 2)
check(read_fit(content, NOW))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 300 * 1024


def test_a_file_larger_than_any_recording_is_skipped() -> None:
    reading = read_fit(bytes(MOST_BYTES + 1), NOW)
    assert (reading.verdict, reading.reason) == (FileVerdict.SKIPPED, "it has 33 MB, more than any recording")
