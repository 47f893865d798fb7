"""Every format, mutated: a file is used or refused in one sentence, within little time and memory."""

from __future__ import annotations

import multiprocessing
import random
import resource
import signal
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.text import clean_note
from planner.training.refusal import RefusedError
from tests.exchange.recordings.damaged import damage
from tests.trust.figures import Report
from tests.trust.formats import FORMATS

FEW, MANY = 30, 1_500
SECONDS = 5
"""The most processor time that one file may take."""
MEMORY = 300 * 1024 * 1024
"""The most bytes that a process may take for the files, besides what it had."""
_SIZES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\1\0")


def mutants(samples: tuple[bytes, ...], count: int, name: str) -> Iterator[bytes]:
    """Yield so many variants: damaged, of two files spliced, with lying sizes, and with parts many times."""
    chance = random.Random(name)
    damaged = [damage(sample, count, seed) for seed, sample in enumerate(samples)]
    for number in range(count):
        variant = bytearray(next(damaged[number % len(samples)]))
        other = chance.choice(samples)
        place, far = chance.randrange(len(variant) + 1), chance.randrange(len(other))
        match number % 6:
            case 0:
                variant[place:] = other[far:]
            case 1:
                variant[place : place + 4] = chance.choice(_SIZES)
            case 2:
                variant[place:place] = other[far : far + 200] * chance.choice((2, 30, 400))
            case _:
                pass
        yield bytes(variant)


def faults(name: str, count: int, last: Path) -> list[str]:
    """Return what went wrong; the mutant at hand is in a file, for when it ends the process."""
    read, found = FORMATS[name].read, []
    for mutant in mutants(FORMATS[name].samples, count, name):
        last.write_bytes(mutant)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # its signal ends the process
        try:
            read(mutant)
        except RefusedError as refusal:
            sentence = str(refusal)
            if not sentence or "\n" in sentence or sentence != clean_note(sentence) or len(sentence) > 1000:
                found.append(f"{sentence!r} for {mutant[:2000]!r}")
        except Exception:  # noqa: BLE001 - what is looked for
            found.append(f"{traceback.format_exc()} for {mutant[:2000]!r}")
    signal.setitimer(signal.ITIMER_PROF, 0)
    return found


def limit_memory() -> None:
    """Let this process have `MEMORY` more than it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def in_a_child(name: str, count: int, directory: Path) -> list[str]:
    def body() -> None:
        limit_memory()
        (directory / "faults").write_text("\0".join(faults(name, count, directory / "last")))

    child = multiprocessing.get_context("fork").Process(target=body)
    child.start()
    child.join()
    if child.exitcode:
        return [f"ended by {child.exitcode} for {(directory / 'last').read_bytes()[:2000]!r}"]
    return [fault for fault in (directory / "faults").read_text().split("\0") if fault]


@pytest.mark.parametrize("name", FORMATS)
def test_the_samples_are_read(name: str) -> None:
    assert all(FORMATS[name].read(sample) for sample in FORMATS[name].samples)


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", FORMATS)
def test_a_mutant_is_read_or_refused_in_one_sentence(tmp_path: Path, report: Report, name: str, count: int) -> None:
    found = in_a_child(name, count, tmp_path)
    report("P6", f"mutated files: {name}", count, tracebacks=len(found))
    assert found == []
