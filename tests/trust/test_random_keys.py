"""Thousands of random keys in a real terminal: the program lives, and its file is sound afterwards."""

from __future__ import annotations

import fcntl
import os
import random
import select
import shutil
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.store import check_file
from tests.terminal import Terminal
from tests.trust.figures import Report
from tests.trust.hostile_names import NAMES
from tests.trust.lived_in import TODAY

CHUNK = 40
"""How many keys are sent at once, as by somebody who leans on the keyboard."""
_ARROWS = [f"\x1b[{letter}".encode() for letter in "ABCDHFZ"]
_FUNCTIONS = [f"\x1b[{number}~".encode() for number in (2, 3, 5, 6, 15, 17, 24, 99, 9999)]
_CONTROLS = [bytes([code]) for code in range(0x20) if code != 0x1A]  # ctrl+z would stop the program
_MODERN = [
    b"\x1b[97;5u",
    b"\x1b[27u",
    b"\x1b[57441;2u",
    b"\x1b[1;3C",
    b"\x1b[0;0;0u",
    b"\x1bOP",
    b"\x1b\x1b[A",
    b"\x1bx",
]
_ANSWERS = [
    b"\x1b[?2026;2$y",
    b"\x1b[0n",
    b"\x1b[24;80R",
    b"\x1b]11;rgb:ff/ff/ff\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[I",
    b"\x1b[O",
]
_INVALID = [
    b"\xe9",
    b"\xff\xfe",
    b"\x9b",
    b"\xc3",
    b"\xf0\x9f",
    b"\xed\xa0\x80",
    b"\x1b[",
    b"\x1b]0;x",
    b"\x1b[9999999999999999999~",
]
_UNICODE = ["é", "ß", "漢", "😀", "\u202e", "\u0301", "\u2028", "İ", "²", "٣"]


def random_key(chance: random.Random) -> bytes:
    """Return one key, click, paste, answer of a terminal, or what is none of them."""
    kind = chance.randrange(100)
    if kind < 55:
        return chance.choice("abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789?/+-{}[]!.,:; ").encode()
    if kind < 80:
        return chance.choice([b"\r", b"\t", b"\x1b", *_ARROWS, *_ARROWS])
    if kind < 84:
        button, x, y = chance.choice((0, 2, 32, 64, 65, 999)), chance.randrange(300), chance.randrange(90)
        return f"\x1b[<{button};{x};{y}{chance.choice('Mm')}".encode()
    if kind < 87:
        pasted = chance.choice(NAMES)[:400]
        return b"\x1b[200~" + pasted.encode() + chance.choice([b"\x1b[201~", b"\x1b\x1b[201~", b"\x9b201~\x1b[201~"])
    if kind < 91:
        return chance.choice(_UNICODE).encode()
    return chance.choice(chance.choice((_CONTROLS, _FUNCTIONS, _MODERN, _ANSWERS, _INVALID)))


def start(path: Path) -> Terminal:
    """Open the screen on a file; nothing that a key starts has an effect outside its directory."""
    environment = {"PLANNER_CONFIG": str(path.with_name("none.toml")), "EDITOR": "true", "VISUAL": "true"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])  # the tree that is tested, wherever a test has gone
    command = (sys.executable, "-m", "planner", "--db", str(path), "--today", str(TODAY))
    terminal = Terminal(*command, **environment)  # type: ignore[arg-type]
    terminal.wait_for("2027")
    return terminal


def has_ended(terminal: Terminal) -> bool:
    """Return whether the program has ended; `Terminal.wait` knows how."""
    if terminal.status is None and os.waitpid(terminal.process, os.WNOHANG)[0]:
        terminal.status = 0
    return terminal.status is not None


def go_on(terminal: Terminal) -> None:
    """Let the program go on where ctrl+z has suspended it, as ``fg`` in a shell does."""
    if has_ended(terminal):
        return
    process, status = os.waitpid(terminal.process, os.WNOHANG | os.WUNTRACED)
    if process and os.WIFSTOPPED(status):
        os.kill(process, signal.SIGCONT)
    elif process:
        terminal.status = os.waitstatus_to_exitcode(status)


def drain(terminal: Terminal, silence: float) -> bytes:
    """Return the output until there is none for so many seconds; no emulator looks at it, which would be slow."""
    found = b""
    while select.select([terminal.file], [], [], silence)[0]:
        try:
            more = os.read(terminal.file, 1 << 16)
        except OSError:
            break
        if not more:
            break
        found += more
    return found


def answers(terminal: Terminal) -> bool:
    """Return whether the program draws or ends within a minute; a ctrl+z that was waiting may suspend it once more."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        go_on(terminal)
        if drain(terminal, 0.5) or has_ended(terminal):
            return True
        terminal.stall(0.01)  # one that is ending has closed its terminal already
    return False


def resize(terminal: Terminal, width: int, height: int) -> None:
    """Give the terminal another size, of which the system tells the program."""
    fcntl.ioctl(terminal.file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


def walk(path: Path, seed: int, count: int) -> Iterator[str]:
    """Press so many random keys, and yield what goes wrong; where a key ends the program, it is started again."""
    chance = random.Random(seed)
    terminal = start(path)
    try:
        for _ in range(0, count, CHUNK):
            keys = b"".join(random_key(chance) for _ in range(CHUNK))
            for at in range(0, len(keys), 200):
                terminal.press(keys[at : at + 200])
                said = drain(terminal, 0.02)
                go_on(terminal)
                if b"fault of its own" in said or b"Traceback" in said:
                    yield f"{keys!r}: {said[-500:]!r}"
                if has_ended(terminal):
                    terminal.end()
                    terminal = start(path)
                    break
        go_on(terminal)
        terminal.press(b"\x1b" * 3)
        drain(terminal, 0.3)
        resize(terminal, 100, 31)
        if not answers(terminal):
            yield "it no longer answers"
    finally:
        terminal.end()
    if path.with_name(f"{path.name}-crash.txt").exists():
        yield path.with_name(f"{path.name}-crash.txt").read_text()
    yield from check_file.check_database(path)


@pytest.mark.parametrize(
    ("seed", "count"),
    [(0, 200), *(pytest.param(seed, 1_000, marks=pytest.mark.soak) for seed in range(1, 27))],
)
def test_random_keys_do_no_harm(
    lived_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report, seed: int, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(shutil.copy(lived_in, tmp_path / "planner.db"))
    found = list(walk(path, seed, count))
    report("P6", "random keys, clicks, pastes and invalid bytes in a real terminal", count, tracebacks=len(found))
    assert found == []
