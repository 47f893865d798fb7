"""Every touch of Textual's private parts, in one place, each only where what it touches is still as it was.

Four things are mended: one byte that is not UTF-8 must not end the program, a change in a cell must not send the whole
line again, a view that comes into sight must not be sent twice, and what is never used must not cost the first frame.
`SERIES` is the Textual this was written against; a test compares it with what is installed, because asking for the
version costs 20 ms here.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from textual.app import App
    from textual.geometry import Region
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

SERIES = "8.2."
_SPANS = ("self", "chops", "spans", "chop_ends")


def apply() -> None:
    """Mend the driver's decoder and the partial update. Harmless when called twice."""
    _decode_tolerantly()
    _send_only_what_changed()


def leave_out_toasts(app: App[Any]) -> None:
    """No rack for toasts and no tooltip on any screen: neither is used, and each costs the first frame a widget."""
    for name in ("_disable_notifications", "_disable_tooltips"):
        if hasattr(app, name):
            setattr(app, name, True)


def redraw(widget: Widget, *regions: Region) -> None:
    """Draw a widget again, or some of it; one that the next layout brings into sight is drawn by that, not twice."""
    widget.refresh(*regions)
    if not widget.is_on_screen and hasattr(widget, "_exchange_repaint_regions"):
        widget._exchange_repaint_regions()  # noqa: SLF001 - else they wait for the next key, which sends them again


def key_of(character: str) -> str:
    """Textual's name of the key that types a character: ``question_mark``, ``D``."""
    from textual import keys

    return keys._character_to_key(character)  # noqa: SLF001 - the public one goes the other way round


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """The lines a screen shows."""
    return screen._compositor.render_strips()  # noqa: SLF001 - there is no public way to them


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


def _send_only_what_changed() -> None:
    """A partial update sends each changed span alone; Textual sends the line from the widget's left edge on."""
    from rich.control import Control
    from textual import _compositor

    update = _compositor.ChopsUpdate
    if update.__init__.__code__.co_varnames[:4] != _SPANS or not hasattr(update, "render_segments"):
        return

    class SpansUpdate(update):  # type: ignore[misc, valid-type]
        """The changed spans of the changed lines, and not a cell more."""

        def render_segments(self, console: Console) -> str:
            parts: list[str] = []
            for y, first, last in self.spans:
                for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                    if strip is None or x >= last or end <= first:
                        continue
                    left, right = max(x, first), min(end, last)
                    part = strip if (left, right) == (x, end) else strip.crop(left - x, right - x)
                    parts += (Control.move_to(left, y).segment.text, part.render(console))
            return "".join(parts)

    _compositor.ChopsUpdate = SpansUpdate  # type: ignore[misc]
