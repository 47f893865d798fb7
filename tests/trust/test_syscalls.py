"""The program is killed, or the disk fails, at each system call of real operations: nothing is lost or half-written."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.trust.figures import Report
from tests.trust.operations import BY_NAME, OPERATIONS, Operation
from tests.trust.syscalls import MANY, Spoiling, Sweep, errors, kills, spoilings
from tests.trust.tracing import needs_strace


def once(calls: Sequence[str]) -> Iterator[Spoiling]:
    """Yield an error of the disk, for once, at each of the calls."""
    return (each for each in errors(calls) if each.error == errno.EIO and not each.lasting)


EACH_NTH = {
    "first start": 3,
    "done": 5,
    "done, in a file that gets shorter": 3,
    "shift": 5,
    "import of 40 recordings": 23,
    "rewrite": 5,
    "migration": 53,
    "backup": 3,
    "restore": 13,
    "restore of a document": 13,
}
"""Of operations with hundreds of writes each n-th is spoiled: a prime number, so that all kinds come up."""


@needs_strace
@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("done", kills),
        ("done, in a file that gets shorter", once),
        ("export over an older one", once),
        ("backup", once),
        ("restore", once),
    ],
)
def test_a_failure_other_than_of_a_page_leaves_all_or_nothing(
    tmp_path: Path, name: str, spoil: Callable[[Sequence[str]], Iterator[Spoiling]]
) -> None:
    sweep = Sweep(BY_NAME[name], tmp_path)
    for spoiling in spoil(sweep.calls()):
        if spoiling.call not in MANY:
            sweep.run(spoiling)
    assert sweep.runs > 5
    assert sweep.faults == []


@needs_strace
@pytest.mark.soak
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_a_kill_or_an_error_at_any_call_leaves_all_or_nothing(
    tmp_path: Path, report: Report, operation: Operation
) -> None:
    sweep = Sweep(operation, tmp_path)
    for spoiling in spoilings(sweep.calls(), every=EACH_NTH.get(operation.name, 1)):
        sweep.run(spoiling)
    figures = {"lost": len(sweep.lost), "torn": len(sweep.torn), "tracebacks": len(sweep.tracebacks)}
    promise = "P4" if operation.name == "migration" else "P2"
    report(promise, f"kills and errors at system calls: {operation.name}", sweep.runs, **figures)
    assert sweep.faults == []
