"""Measure how much memory screens over ssh take, each with a database, an sshd process and a terminal of its own.

Run it: ``python tests/bench/bench_servers.py [screens]``. Memory is the kernel's proportional set size (PSS): what a
process has for itself, and its share of what it has in common with others; so the figures of processes can be summed.
After its first frame each screen marks a workout done and shows its progress, so that everything is loaded.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from tests.bench.figures import Figures
from tests.ssh.server import Server, command_line, descendants, serve
from tests.terminal import Terminal
from tests.tui.season import TODAY, write_season

SCREENS, SERVER_MB, SYSTEM_MB = 20, 4_096, 512
"""How many screens are measured; the memory of the server that is asked about, and what its system takes of it."""
BUDGET_MB = 80.0


def main(screens: int = SCREENS) -> int:
    """Measure and print."""
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        original = Path(directory, "season.db")
        write_season(original)
        with contextmanager(serve)(Path(directory)) as server:
            opened: list[Terminal] = []
            try:
                opened.append(_open_screen(server, original))
                first = _memory_mb(server)
                opened += (_open_screen(server, original) for _ in range(screens - 1))
                _show(figures, server, first, screens)
            finally:
                for terminal in opened:
                    terminal.end()
    return figures.status


def _open_screen(server: Server, original: Path) -> Terminal:
    place = Path(tempfile.mkdtemp(dir=server.place))
    database = Path(shutil.copy(original, place / "planner.db"))
    words = [sys.executable, "-m", "planner", "--restricted", "--db", str(database), "--today", TODAY.isoformat()]
    terminal = server.connect(*words)
    terminal.wait_for("January 2027")
    terminal.press(b"dd")
    terminal.wait_for("u takes it back")
    terminal.press(b"3")
    terminal.wait_for("Running")
    terminal.settle(1.0)
    return terminal


def _show(figures: Figures, server: Server, first: float, screens: int) -> None:
    every = descendants(server.process)
    planners = [pid for pid in every if "--restricted" in command_line(pid) and "python" in command_line(pid)[:40]]
    together = _memory_mb(server)
    further = (together - first) / (screens - 1)
    of_planners = _sum_mb(planners)
    comment = f"{screens} screens take {together:.0f} MB, the first {first:.0f}; {of_planners / together:.0%} planner"
    figures.show("memory of one more screen over ssh, PSS", further, BUDGET_MB, "MB", comment)
    room = int((SERVER_MB - SYSTEM_MB - first) / further) + 1
    print(f"a server of {SERVER_MB} MB, {SYSTEM_MB} of them for its system, holds {room} screens")


def _memory_mb(server: Server) -> float:
    """Return the memory of all that serves the connections: sshd, shells and planners."""
    return _sum_mb([server.process, *descendants(server.process)])


def _sum_mb(processes: Iterable[int]) -> float:
    kilobytes = 0
    for pid in processes:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        kilobytes += int(found[1]) if found else 0
    return kilobytes / 1024


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
