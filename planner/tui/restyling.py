"""Colours and marks changed while the program runs: applied at once on every screen, and kept for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.config import GLYPHS, THEMES
from planner.tui import theme
from planner.tui.screens.base import ModeScreen

if TYPE_CHECKING:
    from planner.tui.app import PlannerApp


def next_colours(app: PlannerApp) -> None:
    """Go on to the next theme."""
    app.theme = _next(THEMES, app.theme)
    app.remembered.theme = app.theme
    _show(app, f"Colours: {app.theme}", app.book.settings.theme, few=app.has_few_colours)


def next_marks(app: PlannerApp) -> None:
    """Go on to the next set of marks."""
    name = _next(GLYPHS, "ascii" if app.glyphs is theme.ASCII else "unicode")
    app.glyphs = theme.glyphs(name)
    app.set_class(app.glyphs is theme.ASCII, "-ascii")
    app.remembered.glyphs = name
    _show(app, f"Marks: {'ASCII' if name == 'ascii' else 'Unicode'}", app.book.settings.glyphs)


def _next(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def _show(app: PlannerApp, what: str, named: str | None, *, few: bool = False) -> None:
    """Draw again, and say how long it holds."""
    until = ", and next time too."
    if named is not None:
        until = f" until you leave; the settings file names {named}."
    elif few:
        until = " until you leave; on 16 colours plain comes first."
    screen = app.screen
    if isinstance(screen, ModeScreen):
        screen.restyle()
        screen.say(f"{what}{until}")
