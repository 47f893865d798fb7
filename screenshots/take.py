"""Take the screenshots of the README from the demo database, at 80x24 and 120x40.

    python screenshots/take.py

The clocks are stopped, so the pictures change only when the screens do. A key such as ``33 s`` lets a running session
go on by as much.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
from pathlib import Path

from planner.session_clock import Moment

TODAY = dt.date(2027, 1, 6)
SIZES = ((80, 24), (120, 40))
SHOTS = (
    ("calendar", "1", ()),
    ("builder", "2", ()),
    ("progress", "3", ()),
    ("block", "3", ("v",)),
    ("why", "1", ("down", "left", "w")),
    ("week", "1", ("v",)),
    ("whatif", "1", ("B", *("down",) * 17, "left", "c")),
    ("howto", "4", ("right", "right")),
    ("session", "4", (*("space",) * 6, "33 s")),
    ("offer", "1", ("down", "left", "m", "enter", "right", "enter")),
)
HERE = Path(__file__).parent


class StoppedClock:
    """A clock of running sessions that goes on only when a picture needs it."""

    poll_s = 0.05
    second = 0.0

    def now(self) -> Moment:
        """Return the moment."""
        return Moment(dt.datetime(2027, 1, 6, 18, tzinfo=dt.UTC).timestamp() + self.second)


async def take(name: str, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """Return one screen as SVG, after pressing the keys that lead to it."""
    from planner.clock import Clock
    from planner.tui.app import PlannerApp
    from planner.usecases.demo import demo_book
    from planner.usecases.planbook import Planbook

    with demo_book(Planbook(Path("demo.db"), Clock(TODAY))) as demo:
        clock = StoppedClock()
        app = PlannerApp(demo.book, clock=clock)
        async with app.run_test(size=size) as pilot:
            for key in keys:
                if key.endswith(" s"):
                    clock.second += float(key.removesuffix(" s"))
                else:
                    await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause(0.3)
            return tidy(app.export_screenshot(title=f"planner · {name}", simplify=True))


def tidy(picture: str) -> str:
    """Remove what differs between two runs, and the fonts that a browser would download."""
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    picture = re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    return picture.replace("Fira Code", "DejaVu Sans Mono")


def main() -> None:
    """Write all pictures."""
    os.environ.update(TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor", TERM="xterm-256color")
    for name, mode, more in SHOTS:
        for size in SIZES:
            picture = asyncio.run(take(name, (mode, *more), size))
            target = HERE / f"{name}-{size[0]}x{size[1]}.svg"
            target.write_text(picture, encoding="utf-8")
            print(target.name)


if __name__ == "__main__":
    main()
