"""Print measured figures next to their budgets, one a line. A benchmark exits 1 when one is over its budget."""

from __future__ import annotations

from tests.bench.terminal import Cost


class Figures:
    """Whether all figures so far are within their budgets."""

    def __init__(self) -> None:
        self.are_within = True

    @property
    def status(self) -> int:
        """Return the exit status of the benchmark."""
        return 0 if self.are_within else 1

    def show(self, what: str, figure: float, budget: float, unit: str, comment: str = "") -> None:
        """Print a figure next to its budget."""
        within = figure <= budget
        self.are_within &= within
        over = "" if within else "OVER"
        print(f"{what:<46}{figure:>9.2f}  of {budget:>8.2f} {unit:<8}{over:<6}{comment}".rstrip(), flush=True)

    def key(self, what: str, cost: Cost, most_ms: float, most_bytes: int = 0) -> None:
        """Print the time of a key next to its budget, and its bytes when they have a budget."""
        processor = f"{cost.cpu_ms:.1f} ms of processor"
        self.show(
            f"{what}, p50", cost.ms, most_ms, "ms", processor if most_bytes else f"{processor}, {cost.sent} bytes"
        )
        if most_bytes:
            self.show(f"{what}, worst", cost.sent, most_bytes, "bytes")
