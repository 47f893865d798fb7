"""Take the pictures of the README and of docs/ from the demo database, at 80x24 and 120x40, and the moving one.

    python screenshots/take.py                 # all of them
    python screenshots/take.py moving week     # some, by name

The clocks are stopped, so the pictures change only when the screens do. A key such as ``33 s`` lets a running session
go on by as much.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
from dataclasses import replace
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
    ("done", "1", ("d", *"8.4", "tab", *"47:30", "tab", "4", "pagedown", "space", "pageup", "down")),
    ("whatif", "1", ("B", *("down",) * 17, "left", "c")),
    ("howto", "4", ("right", "right")),
    ("session", "4", (*("space",) * 6, "33 s")),
    ("offer", "1", ("down", "left", "m", "enter", "right", "enter")),
)
MOVING = "moving"
FRAMES = (
    ("A month: planned, done, and what each week adds up to", ("1",)),
    ("w  says what strength costs in each half day, and why", ("1", "down", "left", "w")),
    ("m  carries a run; the calendar shows what that does", ("1", "down", "left", "m", "enter", "right")),
    (
        "enter  makes it, and offers strength a better place",
        ("1", "down", "left", "m", "enter", "right", "enter"),
    ),
    ("4  is the session of today, by the clock", ("4", *("space",) * 6, "33 s")),
    ("3  has the weeks, planned next to done", ("3",)),
)
"""The frames of the moving picture: what its title bar says, and the keys that lead there."""
FRAME_S = 4
HERE = Path(__file__).parent


class StoppedClock:
    """A clock of running sessions that goes on only when a picture needs it."""

    poll_s = 0.05
    second = 0.0

    def now(self) -> Moment:
        """Return the moment."""
        return Moment(dt.datetime(2027, 1, 6, 18, tzinfo=dt.UTC).timestamp() + self.second)


async def take(title: str, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """Return one screen as SVG, after pressing the keys that lead to it."""
    from planner.clock import Clock
    from planner.tui.app import PlannerApp
    from planner.usecases.demo import demo_book
    from planner.usecases.planbook import Planbook

    with demo_book(Planbook(Path("demo.db"), Clock(TODAY))) as demo:
        clock = StoppedClock()
        app = PlannerApp(replace(demo.book, is_demo=False), clock=clock)  # as it looks with one's own file
        async with app.run_test(size=size) as pilot:
            for key in keys:
                if key.endswith(" s"):
                    clock.second += float(key.removesuffix(" s"))
                else:
                    await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause(0.3)
            return tidy(app.export_screenshot(title=title, simplify=True))


def tidy(picture: str) -> str:
    """Remove what differs between two runs, and the fonts that a browser would download."""
    picture = re.sub(r"terminal-\d+", "terminal", picture)
    picture = re.sub(r"\s*@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    return picture.replace("Fira Code", "DejaVu Sans Mono")


def take_moving() -> str:
    """Return the frames as one SVG that shows each for some seconds, and only the first to who wants no motion."""
    size = SIZES[0]
    frames = [asyncio.run(take(title, keys, size)) for title, keys in FRAMES]
    opening = re.match(r"<svg[^>]*>", frames[0])
    assert opening, "Textual draws an svg"
    share = 100 / len(frames)
    delays = "\n".join(f"    .f{i} {{ animation-delay: {i * FRAME_S}s }}" for i in range(1, len(frames)))
    style = f"""<style>
  .frame {{ visibility: hidden }}
  .f0 {{ visibility: visible }}
  @media (prefers-reduced-motion: no-preference) {{
    .frame {{ animation: turn {len(frames) * FRAME_S}s step-end infinite }}
{delays}
  }}
  @keyframes turn {{ 0% {{ visibility: visible }} {share:.3f}% {{ visibility: hidden }} }}
</style>"""
    return "\n".join((opening[0], style, *(_as_frame(frame, i) for i, frame in enumerate(frames)), "</svg>\n"))


def _as_frame(picture: str, number: int) -> str:
    """Return a picture as a group of another one, with styles and clippings of its own."""
    inside = picture[picture.index(">") + 1 : picture.rindex("</svg>")].strip()
    return f'<g class="frame f{number}">\n{inside.replace("terminal-", f"f{number}-")}\n</g>'


def main() -> None:
    """Write the pictures that are named, or all."""
    os.environ.update(TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor", TERM="xterm-256color")
    wanted = sys.argv[1:] or [MOVING, *(name for name, _, _ in SHOTS)]
    if MOVING in wanted:
        write(f"{MOVING}.svg", take_moving())
    for name, mode, more in SHOTS:
        for size in SIZES if name in wanted else ():
            picture = asyncio.run(take(f"planner · {name}", (mode, *more), size))
            write(f"{name}-{size[0]}x{size[1]}.svg", picture)


def write(name: str, picture: str) -> None:
    """Write one picture next to this script."""
    (HERE / name).write_text(picture, encoding="utf-8")
    print(name)


if __name__ == "__main__":
    main()
