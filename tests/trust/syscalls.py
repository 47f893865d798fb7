"""Every system call of an operation is spoiled in turn: the program is killed there, or the disk refuses it.

After each run the file must be as before or as after, sound, and what was said to the runner must be true.
"""

from __future__ import annotations

import errno
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tests.trust.operations import Operation, problems_in
from tests.trust.tracing import CHANGING_CALLS, Ended, run_command, traced_calls

ERRORS = (errno.EIO, errno.ENOSPC)
MANY = frozenset({"openat", "pwrite64"})
"""The calls of which an operation makes many: opening a file, and writing a page."""
STORED = (0, 3)
"""The exit statuses that say that everything was stored: as asked, or with a failure after that."""


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One system call that goes wrong.

    Attributes:
        call: Its name.
        nth: Which call of this name, from 1.
        error: What it fails with; None kills the program as it begins.
        lasting: Whether all later calls of this name fail, too.
    """

    call: str
    nth: int
    error: int | None = None
    lasting: bool = False

    @property
    def strace_option(self) -> str:
        """The words that make ``strace`` do it."""
        what = "signal=KILL" if self.error is None else f"error={errno.errorcode[self.error]}"
        return f"inject={self.call}:{what}:when={self.nth}{'+' if self.lasting else ''}"


def spoilings(calls: Sequence[str], *, every: int = 1) -> Iterator[Spoiling]:
    """Yield a kill and each error at each of the calls; of opening and of writing pages, which are many, each n-th."""
    for number, spoiling in enumerate(chain(kills(calls), errors(calls))):
        if number % every == 0 or spoiling.call not in MANY:
            yield spoiling


def kills(calls: Sequence[str]) -> Iterator[Spoiling]:
    """Yield a kill at each of the calls."""
    for call, nth in _numbered(calls):
        yield Spoiling(call, nth)


def errors(calls: Sequence[str]) -> Iterator[Spoiling]:
    """Yield each of the errors at each of the calls, for once and from then on."""
    for call, nth in _numbered(calls):
        for error in ERRORS:
            yield Spoiling(call, nth, error)
            yield Spoiling(call, nth, error, lasting=True)


def _numbered(calls: Sequence[str]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for call in calls:
        seen[call] += 1
        yield call, seen[call]


@dataclass
class Sweep:
    """One operation, spoiled again and again from the same beginning.

    Attributes:
        operation: The operation.
        base: An empty directory to work in.
        runs: How many runs were spoiled.
        stored: In how many of them the operation was stored all the same.
        lost: What was called stored and is not, and what was called refused and is stored.
        torn: What is neither as before nor as after, or not sound.
        tracebacks: What the program wrote when it ended with an error of its own.
    """

    operation: Operation
    base: Path
    runs: int = 0
    stored: int = 0
    lost: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    tracebacks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._original = self.base / "original"
        self._work = self.base / "work"
        self._before, self._after = self.operation.prepare(self._original)

    def calls(self) -> list[str]:
        """Return the names of all calls that the operation makes, in order."""
        log = self.base / "calls"
        self._restart()
        options = ("-o", str(log), "-s", "0", "-e", f"trace={','.join(CHANGING_CALLS)}")
        ended = run_command(self.operation.words(self._work), self.base / "outputs", *options)
        assert ended.status == 0, ended
        assert self.operation.look(self._work) == self._after
        return traced_calls(log)

    def run(self, spoiling: Spoiling) -> None:
        """Run the operation with one call spoiled, and judge what it leaves."""
        self._restart()
        words = self.operation.words(self._work)
        options = ("-o", "/dev/null", "-e", f"trace={spoiling.call}", "-e", spoiling.strace_option)
        ended = run_command(words, self.base / "outputs", *options)
        self.runs += 1
        self._judge(spoiling, ended)

    @property
    def faults(self) -> list[str]:
        """Everything that must not be."""
        return [*self.lost, *self.torn, *self.tracebacks]

    def _restart(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._original, self._work)

    def _judge(self, spoiling: Spoiling, ended: Ended) -> None:
        case = f"{self.operation.name}, {spoiling.strace_option}: {ended}"
        if "Traceback" in ended.complained:
            self.tracebacks.append(case)
        found = self.operation.look(self._work)
        if found not in (self._before, self._after):
            self.torn.append(case)
        self.torn += [f"{case} {problem}" for problem in problems_in(self._work)]
        if self._before == self._after:
            return
        stored = found == self._after
        self.stored += stored
        confirmed = ended.status in STORED or (ended.status < 0 and ended.said != "")
        if stored is not confirmed and (confirmed or ended.status >= 0):
            self.lost.append(case)
