"""Figures beside their budgets, one a line; a benchmark ends with 1 when one of them is over."""

from __future__ import annotations

from tests.bench.terminal import Cost


class Figures:
    """What was measured so far."""

    def __init__(self) -> None:
        self.are_within = True

    @property
    def status(self) -> int:
        """The exit status of the benchmark."""
        return 0 if self.are_within else 1

    def show(self, what: str, found: float, budget: float, unit: str, beside: str = "") -> None:
        """Print a figure beside its budget."""
        within = found <= budget
        self.are_within &= within
        over = "" if within else "OVER"
        print(f"{what:<46}{found:>9.2f}  of {budget:>8.2f} {unit:<8}{over:<6}{beside}".rstrip(), flush=True)

    def key(self, what: str, cost: Cost, most_ms: float, most_bytes: int = 0) -> None:
        """Print what a key cost: its time beside the budget, its bytes too where they have one."""
        beside = f"{cost.cpu_ms:.1f} ms of processor"
        self.show(f"{what}, p50", cost.ms, most_ms, "ms", beside if most_bytes else f"{beside}, {cost.sent} bytes")
        if most_bytes:
            self.show(f"{what}, worst", cost.sent, most_bytes, "bytes")
