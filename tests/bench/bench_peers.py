"""The planner beside two calendars of the terminal, calcurse and ikhal, each with the same year of events.

Run it: ``python tests/bench/bench_peers.py [rounds]``. It prints start to first paint, start to the first event, and an
arrow key's time and bytes, at 80 x 24. It has no budgets: it says how the planner stands beside them. One that is not
installed is skipped, and a line says so. Their events stand around the real today, ours around the held one.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the helpers lie above a script's own folder

from planner.store import quick
from tests.bench.seasons import TODAY, fill
from tests.bench.terminal import LEFT, RIGHT, Terminal, cost_of, planner, visible

COUNT = 420
"""A year of workouts: about eight a week."""
Event = tuple[dt.datetime, dt.datetime, str]


def a_year(path: Path) -> list[Event]:
    """The workouts of the planner's file, moved so that its today is the real one."""
    by = dt.datetime.now().astimezone().date() - TODAY
    events = []
    for one in (workout for workout in quick.read_all_workouts(path) if workout.is_training):
        begin = dt.datetime.combine(one.date + by, dt.time.fromisoformat(one.start or "12:00"))
        events.append((begin, begin + dt.timedelta(hours=1), one.title or str(one.kind)))
    return events


def for_calcurse(folder: Path, events: Iterable[Event]) -> list[str]:
    """Calcurse's own file of appointments, and how it is started."""
    lines = [f"{a:%m/%d/%Y @ %H:%M} -> {b:%m/%d/%Y @ %H:%M} |{title}" for a, b, title in events]
    folder.mkdir()
    (folder / "apts").write_text("\n".join(lines) + "\n")
    (folder / "conf").write_text("general.firstdayofweek=monday\n")
    return ["calcurse", "-D", str(folder), "-C", str(folder)]


def for_ikhal(folder: Path, events: Iterable[Event]) -> list[str]:
    """A folder of calendar files, one an event as khal wants it, and how it is started."""
    (folder / "runs").mkdir(parents=True)
    for number, (begin, end, title) in enumerate(events):
        lines = (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planner//bench//EN", "BEGIN:VEVENT", f"UID:{number}",
            f"DTSTAMP:{begin:%Y%m%dT%H%M%S}Z", f"DTSTART:{begin:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}",
            f"SUMMARY:{title}", "END:VEVENT", "END:VCALENDAR", "",
        )  # fmt: skip
        (folder / "runs" / f"{number}.ics").write_bytes("\r\n".join(lines).encode())
    config = folder / "config"
    config.write_text(
        f"[calendars]\n[[runs]]\npath = {folder / 'runs'}\n[sqlite]\npath = {folder / 'khal.db'}\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
    )
    return ["ikhal", "-c", str(config)]


def measure(name: str, start: Callable[[], Terminal], event: re.Pattern[bytes], rounds: int) -> None:
    """Start it and press arrows; print what that costs."""
    paint, data = [], []
    for number in range(rounds + 1):  # the first start warms its caches
        with start() as terminal:
            first, then = terminal.seconds_until(visible), terminal.seconds_until(lambda text: bool(event.search(text)))
            if number:
                paint.append(first)
                data.append(then)
    with start() as terminal:
        terminal.seconds_until(visible)
        terminal.settle()
        key = cost_of([terminal.press(arrow) for arrow in (RIGHT, LEFT) * rounds])
    print(
        f"{name:<10}{1000 * statistics.median(paint):>8.0f} ms{1000 * statistics.median(data):>8.0f} ms"
        f"{key.ms:>10.1f} ms{key.cpu_ms:>8.1f} ms{key.sent:>8} bytes",
        flush=True,
    )


def main(rounds: int = 7) -> int:
    """Measure and print."""
    print(f"{'':<10}{'first paint':>11}{'an event':>11}{'an arrow':>13}{'processor':>11}{'at most':>14}")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        path = Path(directory, "year.db")
        fill(path, COUNT)
        events = a_year(path)
        measure("planner", lambda: planner(path, f"{TODAY}"), re.compile(rb"[ETLI] \d"), rounds)
        for name, prepare in (("calcurse", for_calcurse), ("ikhal", for_ikhal)):
            if shutil.which(name) is None:
                print(f"{name:<10} is not installed here, so the planner is not compared with it.")
                continue
            start = partial(Terminal, *prepare(Path(directory, name), events), LC_ALL="C")  # khal knows few locales
            measure(name, start, re.compile(rb"Easy|Long|Tempo"), rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(given) for given in sys.argv[1:2])))
