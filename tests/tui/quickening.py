"""What makes two hundred short-lived apps in one process cheap: none of it changes what an app does or shows."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from typing import Any

import textual.app
from textual import pilot
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from planner.tui import app

_QUIET = 3
"""Turns of the loop in which nothing happens until it is idle."""


def quicken() -> None:
    """Settle as soon as nothing is left to be done, parse each style sheet once, and collect garbage rarely.

    What an app loads ahead of the first edit is long in memory: none begins a thread for it.
    """
    textual.app.wait_for_idle = _idle  # type: ignore[attr-defined]
    pilot.wait_for_idle = _idle  # type: ignore[attr-defined]
    Stylesheet._parse_rules = _once(Stylesheet._parse_rules)  # type: ignore[method-assign]
    app._SETTLED_S = 3600.0
    gc.set_threshold(50_000, 20, 50)


async def _idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Until nobody in this loop has anything to do at once, and all widgets have their places.

    Textual watches the processor's clock instead, which takes its time and, on a busy machine, all of it.
    """
    loop = asyncio.get_running_loop()
    start = time.monotonic()
    quiet = 0
    while (quiet < _QUIET or time.monotonic() - start < min_sleep) and time.monotonic() - start < max_sleep:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1  # type: ignore[attr-defined]
        if quiet == _QUIET and _lay_out():
            quiet = 0


def _lay_out() -> bool:
    """What the screen would do a sixtieth of a second later; False when nothing has moved."""
    running = active_app.get()
    screen = running.screen_stack[-1] if running.screen_stack else None
    if screen is None or not screen._layout_required or not screen.is_current or running._batch_count:
        return False
    screen._on_timer_update()
    return True


def _once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """The same, remembering for all apps what was parsed with the same variables."""
    known: dict[object, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *what: Any, **more: Any) -> list[RuleSet]:
        key = (what, frozenset(more.items()), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = parse(sheet, *what, **more)
        return known[key]

    return parse_once
