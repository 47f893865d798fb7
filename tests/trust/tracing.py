"""Running a piece of the planner in a child process under ``strace``, which watches its system calls or spoils one."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from planner.cli import main
from tests.unsynced import synced

CHANGING_CALLS = (
    "openat", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "unlink", "unlinkat", "rename", "renameat",
    "renameat2", "link", "linkat", "mkdir", "mkdirat", "chmod", "fchmod",
)  # fmt: skip
"""The system calls through which the planner and SQLite change what is on the disk."""
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
_ANY_TRACER = 0x59616D61
"""PR_SET_PTRACER: where the kernel lets only parents trace, the child allows its own tracer."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        status: Its exit status; minus the signal where it was killed.
        said: What it wrote to standard output.
        complained: What it wrote to standard error.
    """

    status: int
    said: str
    complained: str


def run_command(words: Sequence[str], outputs: Path, *strace_options: str) -> Ended:
    """Run a command of the planner in a child; with options, under ``strace``.

    Everything it needs is imported already, so what is traced is the command, not Python.

    Args:
        words: The words after ``planner``.
        outputs: A directory for what the command writes to its outputs, in ``said`` and ``complained``.
        strace_options: What to trace and to spoil.
    """
    outputs.mkdir(exist_ok=True)

    def body() -> None:
        status = main(words)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # what can no longer be written, the program has said already
                stream.flush()
        os._exit(status)

    status = run_in_child(body, outputs, *strace_options)
    said, complained = ((outputs / name).read_text(errors="replace") for name in ("said", "complained"))
    return Ended(status, said, complained)


def run_in_child(body: Callable[[], None], outputs: Path, *strace_options: str) -> int:
    """Run a function in a forked child with its outputs in files, and return the exit status."""
    ready, go = os.pipe()

    def wait_and_run() -> None:
        ctypes.CDLL(None).prctl(_ANY_TRACER, ctypes.c_ulong(-1), 0, 0, 0)
        for number, name in ((1, "said"), (2, "complained")):
            os.dup2(os.open(outputs / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the child lives
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os.read(ready, 1)
        with synced():  # what it waits for is what is looked at
            body()

    child = multiprocessing.get_context("fork").Process(target=wait_and_run)
    child.start()
    try:
        if strace_options:
            _trace(child.pid or 0, strace_options, lambda: _let_go(go, child))
        else:
            _let_go(go, child)
    finally:
        os.close(ready)
        os.close(go)
    assert child.exitcode is not None
    return child.exitcode


def _let_go(go: int, child: multiprocessing.process.BaseProcess) -> None:
    os.write(go, b"!")
    child.join()


def _trace(pid: int, options: Sequence[str], run: Callable[[], None]) -> None:
    command = ["strace", "-f", *options, "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        attached = "attached" in strace.stderr.readline()
        run()
    if not attached:
        pytest.skip("strace may not attach to a process here")


def traced_calls(log: Path) -> list[str]:
    """Return the names of the system calls in a log of ``strace``, in their order."""
    return re.findall(r"^(?:\d+ +)?(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
