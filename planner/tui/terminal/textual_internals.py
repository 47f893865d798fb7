"""Every touch of Textual's private parts, in one place, each only where what it touches is still as it was.

Six things are mended: one byte that is not UTF-8 must not end the program, a change in a cell must not send the whole
screen again, a view that comes into sight must not be sent twice, a sheet that opens must not be drawn four times (with
`planner.tui.sheets.sheet`), a screen that is laid out anew must not be drawn before and after, and what is never
used must not cost the first frame.
`TEXTUAL_SERIES` is the Textual this was written against; a test compares it with what is installed, because asking
for the version costs 20 ms here.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual._compositor import ChopsUpdate, LayoutUpdate
    from textual.app import App
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

    from planner.tui.terminal.screen_diff import LinePart, LineWrite, ScreenDiff

TEXTUAL_SERIES = "8.2."
_CHOPS_UPDATE_ARGS = ("self", "chops", "spans", "chop_ends")


def patch_driver() -> None:
    """Mend the driver's decoder. Harmless when called twice."""
    _decode_tolerantly()


def disable_toasts(app: App[Any]) -> None:
    """No rack for toasts and no tooltip on any screen: neither is used, and each costs the first frame a widget."""
    for name in ("_disable_notifications", "_disable_tooltips"):
        if hasattr(app, name):
            setattr(app, name, True)


def refresh_once(widget: Widget, *regions: Region) -> None:
    """Draw a widget again, or some of it; one that the next layout brings into sight is drawn by that, not twice."""
    widget.refresh(*regions)
    if not widget.is_on_screen and hasattr(widget, "_exchange_repaint_regions"):
        widget._exchange_repaint_regions()  # noqa: SLF001 - else they wait for the next key, which sends them again


def key_name_of(character: str) -> str:
    """Textual's name of the key that types a character: ``question_mark``, ``D``."""
    from textual import keys

    return keys._character_to_key(character)  # noqa: SLF001 - the public one goes the other way round


def screen_lines(screen: Screen[Any], screen_diff: ScreenDiff) -> list[Strip]:
    """The lines a screen shows: as they were sent, if nothing of it has changed since; to draw them takes 4 ms."""
    waits = screen._layout_required or screen._repaint_required or screen._dirty_widgets  # noqa: SLF001
    sent = [] if waits or needs_drawing(screen) else screen_diff.sent_lines(screen, screen.size.height)
    return sent or screen._compositor.render_strips()  # noqa: SLF001 - there is no public way to them


def _decode_tolerantly() -> None:
    """An invalid byte becomes U+FFFD. Textual decodes strictly, and a cut paste or a Latin-1 ``é`` is a crash there."""
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows has no termios, and its driver reads characters
        return

    def tolerant(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return lambda: codecs.getincrementaldecoder(encoding)("replace")

    if hasattr(linux_driver, "getincrementaldecoder"):
        linux_driver.getincrementaldecoder = tolerant


def send_only_changes(app: App[Any], screen_diff: ScreenDiff) -> None:
    """Every update of the screen is held against what the terminal shows; Textual sends whole lines and screens."""
    from textual import _compositor

    whole, partial = _compositor.LayoutUpdate, _compositor.ChopsUpdate
    known = partial.__init__.__code__.co_varnames[:4] == _CHOPS_UPDATE_ARGS
    if not known or not hasattr(app, "_display") or not hasattr(app, "_batch_count"):
        return

    class Difference(_compositor.CompositorUpdate):
        """What has to be sent."""

        def __init__(self, parts: list[LineWrite]) -> None:
            self.parts = parts

        def render_segments(self, console: Console) -> str:
            return _escape_codes(self.parts, console)

    display = app._display  # noqa: SLF001

    def display_difference(screen: Screen[Any], renderable: RenderableType | None) -> None:
        parts: Iterator[LinePart] | None = None
        if isinstance(renderable, whole):
            parts = _parts_of_layout_update(renderable)
        elif isinstance(renderable, partial):
            parts = _parts_of_chops_update(renderable)
        if parts is None or app.is_headless:
            display(screen, renderable)
        elif not app._batch_count:  # noqa: SLF001 - Textual shows nothing meanwhile
            difference = screen_diff.update(parts, app.size.width, screen)
            if difference:
                display(screen, Difference(difference))  # type: ignore[arg-type]

    app._display = display_difference  # type: ignore[method-assign]  # noqa: SLF001


def _escape_codes(parts: list[LineWrite], console: Console) -> str:
    """What a terminal is told, as a strip would say it, which costs more to make than to write."""
    from rich.color import ColorSystem
    from textual.strip import Strip

    written, styled = [], Strip.render_style
    colours = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as a strip asks
    for y, x, words in parts:
        written.append(f"\x1b[{y + 1};{x + 1}H")
        written += [text if style is None else styled(style, text, colours) for text, style, _ in words]
    return "".join(written)


def _parts_of_layout_update(update: LayoutUpdate) -> Iterator[LinePart]:
    from textual.strip import Strip

    for y, line in enumerate(update.strips, update.region.y):
        yield y, update.region.x, Strip.join(line)


def _parts_of_chops_update(update: ChopsUpdate) -> Iterator[LinePart]:
    """The changed spans of the changed lines, and not a cell more."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            left, right = max(x, first), min(end, last)
            yield y, left, strip if (left, right) == (x, end) else strip.crop(left - x, right - x)


def layout_screen(screen: Screen[Any]) -> None:
    """Say where everything is on a screen that comes up; what it then shows is drawn by the next tick."""
    screen.stack_updates += 1
    screen._update_auto_focus()  # noqa: SLF001 - what Textual does here beside drawing the screen twice
    screen._refresh_layout(screen.app.size)  # noqa: SLF001


def needs_drawing(screen: Screen[Any]) -> bool:
    """Whether something of a screen has changed and was not drawn."""
    return bool(screen._compositor._dirty_regions)  # noqa: SLF001


def merge_layout_and_repaint(screen: Screen[Any]) -> None:
    """Before the tick: what must be laid out anew and drawn anew is drawn once, and not after the layout once more."""
    if screen._layout_required and screen._repaint_required:  # noqa: SLF001
        screen._repaint_required = False  # noqa: SLF001
        screen._dirty_widgets.add(screen)  # noqa: SLF001 - all of it, by the drawing that ends the layout
