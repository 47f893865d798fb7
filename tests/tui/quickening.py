"""Patches of Textual that make hundreds of short-lived apps in one process cheap.

None of them changes what an app does or shows. The shares are of the processor time of a typical test of the screen.
Tests with a real terminal (tests/tui/terminal, tests/ssh) run the program unpatched, in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from typing import Any

import textual.app
from textual import pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from planner.tui import app
from planner.tui.calendar import prefetch

_QUIET = 3
"""Turns of the event loop without work after which it counts as idle."""


def quicken() -> None:
    """Patch Textual for all tests of this process."""
    # Waiting for idle is most of the time: Textual waits until the processor's clock stands still.
    textual.app.wait_for_idle = _idle  # type: ignore[attr-defined]
    pilot.wait_for_idle = _idle  # type: ignore[attr-defined]
    # 15 %: Textual sends each widget one more message to learn that it has dealt with the others.
    pilot.Pilot._wait_for_screen = _wait_for_messages  # type: ignore[method-assign, assignment]
    # 9 %: every app parses the same style sheets.
    Stylesheet._parse_rules = _cache_rules(Stylesheet._parse_rules)  # type: ignore[method-assign]
    # 25 %: nobody sees what is drawn without a terminal; a test that looks at the screen asks for all of it.
    Compositor.render_update = _draw_in_full_only(Compositor.render_update)  # type: ignore[method-assign]
    # Background work that begins after a pause would begin in some runs of a test and not in others.
    app._WARM_UP_DELAY_S = prefetch._DELAY_S = 3600.0
    # 14 %: an app is thousands of objects that live as long as its test.
    gc.set_threshold(50_000, 20, 50)


async def _idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until no callback of the event loop is ready, and all widgets are laid out.

    Args:
        min_sleep: Wait at least as long, in seconds.
        max_sleep: Wait no longer, in seconds.
    """
    loop = asyncio.get_running_loop()
    start = time.monotonic()
    quiet = 0
    while (quiet < _QUIET or time.monotonic() - start < min_sleep) and time.monotonic() - start < max_sleep:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1  # type: ignore[attr-defined]
        if quiet == _QUIET and _lay_out():
            quiet = 0


async def _wait_for_messages(_: pilot.Pilot[Any]) -> bool:
    """Wait until every widget has dealt with its messages."""
    await _idle()
    return True


def _lay_out() -> bool:
    """Lay the screen out now, not a sixtieth of a second later; return False when nothing has moved."""
    running = active_app.get()
    screen = running.screen_stack[-1] if running.screen_stack else None
    if screen is None or not screen._layout_required or not screen.is_current or running._batch_count:
        return False
    screen._on_timer_update()
    return True


def _cache_rules(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """Return `parse` with a cache for all apps: by the style sheet's text and variables."""
    cached: dict[object, list[RuleSet]] = {}

    def cached_parse(sheet: Stylesheet, *args: Any, **kwargs: Any) -> list[RuleSet]:
        key = (args, frozenset(kwargs.items()), frozenset(sheet._variables.items()))
        if key not in cached:
            cached[key] = parse(sheet, *args, **kwargs)
        return cached[key]

    return cached_parse


def _draw_in_full_only(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Return `draw` without the updates of parts of the screen."""

    def drawn(screen: Compositor, full: bool = False, **more: Any) -> Any:
        if full:
            return draw(screen, full=True, **more)
        screen._dirty_regions.clear()
        return None

    return drawn
