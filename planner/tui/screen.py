"""What every full screen has: the runner's file, the bottom line, and the size it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from planner.training.refusal import RefusedError
from planner.tui.host import Host, Result, host_of
from planner.tui.keys import commands
from planner.tui.keys.command import Command, footer_keys, without_keys_of
from planner.tui.keys.named_keys import written_keys
from planner.tui.terminal import textual_internals
from planner.tui.theme import Glyphs
from planner.tui.widgets.footer import KeyFooter
from planner.tui.widgets.rows import Row, RowsWidget, SizedRows
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases.planbook import Planbook

MIN_SIZE = (40, 12)
"""Columns and lines that the calendar and progress need at least."""


def has_room(minimum: tuple[int, int], size: Size) -> bool:
    """Whether a size is at least as wide and as high as a minimum."""
    return size.width >= minimum[0] and size.height >= minimum[1]


def open_sheet(
    host: Host,
    footer: KeyFooter,
    make_sheet: Callable[[], Screen[Result]],
    on_result: Callable[[Result | None], None] | None = None,
) -> None:
    """Open a sheet, or say in the footer why it cannot be opened.

    Args:
        host: The app.
        footer: Shows the refusal.
        make_sheet: Reads what the sheet needs and returns it; raises `RefusedError` where that cannot be read.
        on_result: Gets the sheet's result when it closes.
    """
    try:
        sheet = make_sheet()
    except RefusedError as error:
        footer.show_refusal(error)
    else:
        host.push_screen(sheet, on_result)


class ModeScreen(Screen[None]):
    """A screen that is opened with a digit key."""

    AUTO_FOCUS = ""
    COMMAND_TABLE: ClassVar[tuple[Command, ...]] = ()
    """The commands of the screen, for help, palette and footer; `bindings` binds them."""
    MODE_KEY: ClassVar[str] = ""
    """The digit that opens the screen, unless the settings give it another key."""

    def __init__(self) -> None:
        super().__init__()
        keys = self.host.keys
        tabs = [(keys[f"app.{mode}"], name) for mode, _, name in commands.SCREEN_TABS]
        here = next((keys[f"app.{mode}"] for mode, key, _ in commands.SCREEN_TABS if key == self.MODE_KEY), "")
        self._drawn_style: tuple[str, Glyphs] | None = None
        table = keys.apply_to(self.COMMAND_TABLE)
        table += without_keys_of(keys.apply_to(commands.APP_COMMANDS), table)
        self.footer = KeyFooter(footer_keys(table), tabs, here)
        self._written_keys = written_keys(table)

    @property
    def is_half_typed(self) -> bool:
        """Whether something was typed that is not taken."""
        return False

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    @property
    def book(self) -> Planbook:
        """The runner's file."""
        return self.host.book

    @property
    def undo_hint(self) -> str:
        """The sentence that names the undo key, about the edit that was just stored: ``u takes it back``."""
        has_undo = any(command.id == "calendar.undo" for command in self.COMMAND_TABLE)
        return self.footer.undo_remark.note("" if has_undo else " in the calendar")

    def say(self, text: str) -> None:
        """Show a message in the bottom line until the next key."""
        self.footer.show_message(text)

    def show_refusal(self, error: RefusedError) -> None:
        """Show in the bottom line why something was not done."""
        self.footer.show_refusal(error)

    def warn(self, sentence: str) -> None:
        """Show in the bottom line what is wrong."""
        self.footer.warn(sentence)

    def show_file_problem(self) -> None:
        """Show in the bottom line what is wrong with the file, or that nothing is wrong any more."""
        watch = self.host.file_watch
        self.footer.set_problem(watch.problem, watch.past_problem)

    def _on_timer_update(self) -> None:
        textual_internals.merge_layout_and_repaint(self)
        super()._on_timer_update()

    def on_screen_resume(self) -> None:
        """Draw everything again if colours or marks were changed on another screen; say what is wrong with the file."""
        self.show_file_problem()
        if self._drawn_style not in (None, (self.app.theme, self.host.glyphs)):
            self.redraw_all()
        self._drawn_style = self.app.theme, self.host.glyphs

    def show_other_database(self) -> None:
        """Read the database that has taken the place of the one that was shown; what was previewed is forgotten."""

    def redraw_all(self) -> None:
        """Draw everything again, in the current colours and marks."""
        self._drawn_style = self.app.theme, self.host.glyphs
        for part in self.walk_children(Widget):
            if isinstance(part, SizedRows):
                part.rebuild()
            part.refresh()

    def on_click(self, event: events.Click) -> None:
        """Press the key that is named at the foot where it is clicked."""
        foot = self.footer.region
        if foot.contains_point(event.screen_offset):
            at = event.screen_offset - foot.offset
            if key := self.footer.key_at(at.x, at.y, self._written_keys):
                self.host.press_key(key)

    def on_key(self, event: events.Key) -> None:
        """Clear the message at the next key, unless that reads on in it."""
        if not self.reads_on(event):
            self.footer.clear_message()

    def reads_on(self, event: events.Key) -> bool:
        """Whether a key only shows what had no room at the foot."""
        return event.key in self.host.keys.key_names("app.foot_on")


class TooSmallNotice(SizedRows):
    """What a screen shows alone on a terminal that is too small for it, in as many lines as that needs."""

    def build_rows(self) -> list[Row]:
        """Return the sentence, broken between words."""
        return self._rows_in(self.size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the sentence needs at a width."""
        del container, viewport
        return len(self._rows_in(width))

    def _rows_in(self, width: int) -> list[Row]:
        return wrap_rows(f"too small: {MIN_SIZE[0]} × {MIN_SIZE[1]} is needed", width, "warn", "ground")


def too_small_notice() -> RowsWidget:
    """Return what a screen shows alone on a terminal that is too small for it."""
    notice = TooSmallNotice(id="small")
    notice.styles.height = "auto"
    return notice
