"""All uses of Textual's private parts, each made only where that part is still as it was.

They correct eight things: a sequence that nobody knows becomes keys, a changed cell sends the whole screen again, a
view that comes into sight is sent twice, a sheet is drawn four times as it opens (with `planner.tui.sheets.sheet`), a
screen is drawn before and after its layout, style sheets are read for the default theme first, NO_COLOR makes text grey
or black on black, and parts that are never used
delay the first frame. `terminal_driver` is a driver of its own, over private parts of Textual's.
`TEXTUAL_SERIES` is the version this was written for; a test compares it with the installed one, because asking for the
version here takes 20 ms.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual._compositor import ChopsUpdate, LayoutUpdate
    from textual._xterm_parser import XTermParser
    from textual.app import App
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

    from planner.tui.terminal.screen_diff import LinePart, LineWrite, ScreenDiff

TEXTUAL_SERIES = "8.2."
_CHOPS_UPDATE_ARGS = ("self", "chops", "spans", "chop_ends")


def disable_toasts(app: App[Any]) -> None:
    """Switch toasts and tooltips off: neither is used, and each costs the first frame a widget."""
    for name in ("_disable_notifications", "_disable_tooltips"):
        if hasattr(app, name):
            setattr(app, name, True)


def read_styles_once(app: App[Any]) -> None:
    """Read the style sheets with the theme that was chosen before the start, not with the default one first."""
    callbacks = getattr(app, "_next_callbacks", None)
    if callbacks is None:
        return
    kept = [one for one in callbacks if getattr(getattr(one, "callback", None), "func", None) != app.refresh_css]
    if len(kept) < len(callbacks):
        app.stylesheet.set_variables(app.get_css_variables())
        callbacks[:] = kept


def keep_text_visible_without_colors(app: App[Any]) -> None:
    """Put our filter of colours in the place of Textual's, which makes the terminal's own colours black."""
    filters = getattr(app, "_filters", None)
    if not app.no_color or filters is None:
        return
    from textual.filter import Monochrome

    from planner.tui.terminal.no_color import NoColors

    filters[:] = [NoColors() if isinstance(one, Monochrome) else one for one in filters]


def refresh_once(widget: Widget, *regions: Region) -> None:
    """Draw a widget or regions of it again; not twice where the next layout draws the widget anyway."""
    widget.refresh(*regions)
    if not widget.is_on_screen and hasattr(widget, "_exchange_repaint_regions"):
        widget._exchange_repaint_regions()  # noqa: SLF001 - else the next key would send them again


def ask_terminal(app: App[Any]) -> None:
    """Ask the terminal whether it can take an update at once, as Textual does at the start; any answer will do."""
    driver = getattr(app, "_driver", None)
    if driver is not None and not app.is_headless:
        driver.write("\x1b[?2026$p")


def key_name_of(character: str) -> str:
    """Return Textual's name of the key that types a character: ``question_mark``, ``D``."""
    from textual import keys

    return keys._character_to_key(character)  # noqa: SLF001 - the public function converts the other way


def screen_lines(screen: Screen[Any], screen_diff: ScreenDiff) -> list[Strip]:
    """Return the lines of a screen: those that were sent, if nothing has changed since; drawing them takes 4 ms."""
    is_changing = screen._layout_required or screen._repaint_required or screen._dirty_widgets  # noqa: SLF001
    sent = [] if is_changing or needs_drawing(screen) else screen_diff.sent_lines(screen, screen.size.height)
    return sent or screen._compositor.render_strips()  # noqa: SLF001 - not available in public


def forget_unknown_sequence(parser: XTermParser) -> None:
    """Let the parser forget a sequence that it waits for the rest of; later it would take its letters for keys."""
    if parser._timeout_time is not None:  # noqa: SLF001
        parser._timeout_time = 0.0  # noqa: SLF001
        deque(parser.tick(), maxlen=0)


def send_only_changes(app: App[Any], screen_diff: ScreenDiff, place_cursor: Callable[[], object]) -> None:
    """Send only what an update of the screen changes; Textual sends whole lines and screens.

    Args:
        app: The app.
        screen_diff: What the terminal shows.
        place_cursor: Called before each update is sent; it sets the app's ``cursor_position``.
    """
    from textual import _compositor

    whole, partial = _compositor.LayoutUpdate, _compositor.ChopsUpdate
    known = partial.__init__.__code__.co_varnames[:4] == _CHOPS_UPDATE_ARGS
    if not known or not hasattr(app, "_display") or not hasattr(app, "_batch_count"):
        return

    class Difference(_compositor.CompositorUpdate):
        """The cells to send."""

        def __init__(self, writes: list[LineWrite]) -> None:
            self.writes = writes

        def render_segments(self, console: Console) -> str:
            return _escape_codes(self.writes, console, app.size.width)

    display = app._display  # noqa: SLF001

    def display_difference(screen: Screen[Any], renderable: RenderableType | None) -> None:
        parts: Iterator[LinePart] | None = None
        if isinstance(renderable, whole):
            parts = _parts_of_layout_update(renderable)
        elif isinstance(renderable, partial):
            parts = _parts_of_chops_update(renderable)
        if parts is None or app.is_headless:
            display(screen, renderable)
        elif not app._batch_count:  # noqa: SLF001 - nothing is shown during a batch
            difference = screen_diff.update(parts, app.size.width, screen)
            if difference:
                place_cursor()
                display(screen, Difference(difference))  # type: ignore[arg-type]

    app._display = display_difference  # type: ignore[method-assign]  # noqa: SLF001


def _escape_codes(writes: list[LineWrite], console: Console, width: int) -> str:
    """Return the escape codes for some writes; making strips for them takes longer than this."""
    from rich.color import ColorSystem
    from textual.strip import Strip

    from planner.tui.terminal.escape_codes import encode_writes

    color_system = console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 - as Strip does
    return encode_writes(writes, width, lambda style, text: Strip.render_style(style, text, color_system))


def _parts_of_layout_update(update: LayoutUpdate) -> Iterator[LinePart]:
    from textual.strip import Strip

    for y, line in enumerate(update.strips, update.region.y):
        yield y, update.region.x, Strip.join(line)


def _parts_of_chops_update(update: ChopsUpdate) -> Iterator[LinePart]:
    """Yield the changed spans of the changed lines, and no other cell."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            left, right = max(x, first), min(end, last)
            yield y, left, strip if (left, right) == (x, end) else strip.crop(left - x, right - x)


def layout_screen(screen: Screen[Any]) -> None:
    """Lay out a screen that opens; its next timer tick draws it."""
    screen.stack_updates += 1
    screen._update_auto_focus()  # noqa: SLF001 - what Textual does here, except drawing twice
    screen._refresh_layout(screen.app.size)  # noqa: SLF001


def needs_drawing(screen: Screen[Any]) -> bool:
    """Whether something on a screen has changed and is not drawn yet."""
    return bool(screen._compositor._dirty_regions)  # noqa: SLF001


def merge_layout_and_repaint(screen: Screen[Any]) -> None:
    """Draw a screen that waits for a layout and for a repaint only once. Call it before the timer tick."""
    if screen._layout_required and screen._repaint_required:  # noqa: SLF001
        screen._repaint_required = False  # noqa: SLF001
        screen._dirty_widgets.add(screen)  # noqa: SLF001 - the drawing after the layout draws all of it
