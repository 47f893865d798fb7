"""What makes two hundred short-lived apps in one process cheap: none of it changes what an app does or shows."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import textual.app
from textual import pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump

from planner.tui import app
from planner.tui.calendar import prefetch

Handler = tuple[type, Callable[[Message], Awaitable[Any]]]
"""A class, and its method that answers a message."""
_QUIET = 3
"""Turns of the loop in which nothing happens until it is idle."""


def quicken() -> None:
    """Settle as soon as nothing is left to be done, parse each style sheet once, and collect garbage rarely.

    What an app loads ahead of the first edit is long in memory: none begins a thread for it, and none draws pages that
    nobody turns to. Without a terminal, what
    changed is not drawn for nobody: a test that looks at the screen draws all of it.
    """
    textual.app.wait_for_idle = _idle  # type: ignore[attr-defined]
    pilot.wait_for_idle = _idle  # type: ignore[attr-defined]
    pilot.Pilot._wait_for_screen = _heard_out  # type: ignore[method-assign, assignment]
    Stylesheet._parse_rules = _once(Stylesheet._parse_rules)  # type: ignore[method-assign]
    Compositor.render_update = _drawn_for_who_looks(Compositor.render_update)  # type: ignore[method-assign]
    MessagePump._get_dispatch_methods = _looked_up_once(MessagePump._get_dispatch_methods)  # type: ignore[method-assign]
    app._WARM_UP_DELAY_S = prefetch._DELAY_S = 3600.0
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


async def _heard_out(_: pilot.Pilot[Any]) -> bool:
    """Until every widget has dealt with what it was sent; Textual sends each of them a message more to find out."""
    await _idle()
    return True


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


def _drawn_for_who_looks(draw: Callable[..., Any]) -> Callable[..., Any]:
    def drawn(screen: Compositor, full: bool = False, **more: Any) -> Any:
        if full:
            return draw(screen, full=True, **more)
        screen._dirty_regions.clear()
        return None

    return drawn


def _looked_up_once(look_up: Callable[..., Iterable[Handler]]) -> Callable[..., Iterable[Handler]]:
    """The same, remembering which methods of a class answer a message; where a decorator has a word, it is asked."""
    known: dict[tuple[type, str, type], list[tuple[type, Any]] | None] = {}

    def methods(cls: type, name: str, kind: type) -> list[tuple[type, Any]] | None:
        decorated = [base.__dict__.get("_decorated_handlers") or {} for base in cls.__mro__]
        if any(handlers.keys() & set(kind.__mro__) for handlers in decorated):
            return None
        found = ((base, base.__dict__.get(f"_{name}") or base.__dict__.get(name)) for base in cls.__mro__)
        return [(base, method) for base, method in found if method and not hasattr(method, "_textual_on")]

    def looked_up(pump: MessagePump, name: str, message: Message) -> Iterable[Handler]:
        key = type(pump), name, type(message)
        if key not in known:
            known[key] = methods(*key)
        found = known[key]
        if found is None:
            yield from look_up(pump, name, message)
            return
        for base, method in found:
            if message._no_default_action:
                break
            yield base, method.__get__(pump, base)

    return looked_up
