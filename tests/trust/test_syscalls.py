"""The program is killed, or the disk fails, at each system call of real operations: nothing is lost or half-written."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from tests.trust.figures import Report
from tests.trust.operations import OPERATIONS, Operation
from tests.trust.syscalls import Sweep, errors, kills
from tests.trust.tracing import needs_strace

BY_NAME = {each.name: each for each in OPERATIONS}
MANY_CALLS = {"import of 40 recordings": 3, "migration": 19}
"""Operations of hundreds of calls, of which each n-th run is made: a prime number, so that all kinds come up."""


@needs_strace
@pytest.mark.parametrize("name", ["done", "export over an older one"])
def test_a_kill_at_a_sync_leaves_all_or_nothing(tmp_path: Path, report: Report, name: str) -> None:
    sweep = Sweep(BY_NAME[name], tmp_path)
    for spoiling in kills(sweep.calls()):
        if spoiling.call not in {"openat", "pwrite64"}:
            sweep.run(spoiling)
    report_sweep(report, sweep, "kills")
    assert sweep.runs > 2
    assert sweep.faults == []


@needs_strace
@pytest.mark.soak
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_a_kill_or_an_error_at_any_call_leaves_all_or_nothing(
    tmp_path: Path, report: Report, operation: Operation
) -> None:
    sweep = Sweep(operation, tmp_path)
    calls = sweep.calls()
    for spoiling in list(chain(kills(calls), errors(calls)))[:: MANY_CALLS.get(operation.name, 1)]:
        sweep.run(spoiling)
    report_sweep(report, sweep, "kills and errors")
    assert sweep.faults == []


def report_sweep(report: Report, sweep: Sweep, what: str) -> None:
    """Report a sweep as figures."""
    figures = {"lost": len(sweep.lost), "torn": len(sweep.torn), "tracebacks": len(sweep.tracebacks)}
    promise = "P4" if sweep.operation.name == "migration" else "P2"
    report(promise, f"{what} at system calls: {sweep.operation.name}", sweep.runs, **figures)
