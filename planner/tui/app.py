"""The app: one runner's book, the screens it can show, and the few keys that work everywhere.

It stays small on purpose. Screens are imported when they are first shown, SQLModel in the background after the first
frame, so that what a person sees first does not wait for what they may do later.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Callable
from pathlib import PurePath
from threading import Thread
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from planner.config import GLYPHS, THEMES
from planner.tui import theme
from planner.tui.keys import commands
from planner.tui.keys.command import Command, here_of
from planner.tui.keys.keymap import Keys, keys_of
from planner.tui.screen import ModeScreen
from planner.tui.state.form_drafts import Drafts
from planner.tui.state.preferences import Remembered
from planner.tui.terminal import textual_internals
from planner.tui.terminal.hangup import Lifeline
from planner.tui.terminal.screen_diff import Frame
from planner.tui.terminal.typeahead import TypeAhead
from planner.usecases.planbook import Planbook

_SIXTEEN_COLOURS = "standard"
_GARBAGE = 20_000, 10, 10
"""New objects until they are looked through for garbage, and how often until the older ones are: a sheet makes 5,000,
and with Python's own figures a key in two waits for a collection, one in ten for that of everything.
"""
_SETTLED_S = 0.25
"""How long after the first frame the heavier imports begin, in seconds: the picture comes first, and a key too."""

_BETWEEN_SCREENS_S = 0.005
"""How long a screen that is shown again has to get ready before it is drawn, in seconds."""


def _builder() -> Screen[Any]:
    from planner.tui.builder.screen import BuilderScreen

    return BuilderScreen()


def _progress() -> Screen[Any]:
    from planner.tui.progress.screen import ProgressScreen

    return ProgressScreen()


class PlannerApp(TypeAhead[None]):
    """The full screen over one planbook.

    Args:
        book: The runner's file, clock and settings.
        drafts: Half-typed forms from last time; those beside the book when None.
        lifeline: What guards against a lost terminal; None where there is none, as in tests.
        keys: The keys of the settings; read from them when None.
    """

    TITLE = "planner"
    AUTO_FOCUS = None
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "app.tcss",
        "calendar/calendar.tcss",
    ]  # read once, before the first frame
    DEFAULT_MODE = "calendar"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "builder": _builder,
        "progress": _progress,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings(commands.APP),
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+c", "leave", "Quit", show=False, system=True),
        Binding("f1", "help", "Show the keys of this place.", show=False, priority=True),
    ]

    def __init__(
        self,
        book: Planbook,
        drafts: Drafts | None = None,
        lifeline: Lifeline | None = None,
        keys: Keys | None = None,
    ) -> None:
        super().__init__()
        self.book = book
        self.drafts = drafts or Drafts.beside(book.path)
        self.remembered = Remembered.beside(book.path)
        self.keys = keys or keys_of(book.settings)
        self.screening_asked = False
        if self.keys.changes:
            self.set_keymap(self.keys.keymap())
        self.lifeline = lifeline
        textual_internals.leave_out_toasts(self)
        self.frame = Frame()
        """What stands on the terminal."""
        textual_internals.send_only_what_differs(self, self.frame)
        for palette in theme.PALETTES.values():
            self.register_theme(theme.textual_theme(palette))
        named, chosen = book.settings, self.remembered
        self.glyphs = theme.glyphs(named.glyphs or chosen.glyphs or "")
        self.set_class(self.glyphs is theme.ASCII, "-ascii")
        self.has_few_colours = self.console.color_system in {_SIXTEEN_COLOURS, None}
        usual = theme.PLAIN.name if self.has_few_colours else chosen.theme or theme.CALM.name
        self.theme = named.theme or usual

    def get_default_screen(self) -> Screen[Any]:
        """The calendar. As a default screen it is there without the style sheets being parsed a second time."""
        from planner.tui.calendar.screen import CalendarScreen

        return CalendarScreen()

    def on_load(self) -> None:
        """Never stand still because another session writes."""
        from planner.usecases.open_planbook import be_brief

        be_brief()

    def on_mount(self) -> None:
        """Attach the lifeline, and load what the first edit will need once there is a picture."""
        if self.lifeline is not None:
            self.lifeline.attach(asyncio.get_running_loop(), lambda status: self.exit(return_code=status))
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        self.call_after_refresh(self.set_timer, _SETTLED_S, self._settle)

    def on_resize(self) -> None:
        """A terminal that changes its size moves its lines about."""
        self.frame.forget()

    def action_redraw(self) -> None:
        """Send the whole screen: what another program wrote on the terminal goes away."""
        self.frame.forget()
        self.screen.refresh()

    def _settle(self) -> None:
        Thread(target=self._settle_in, name="settle-in", daemon=True).start()

    def _settle_in(self) -> None:
        """Get ready for edits on a thread of its own; a damaged file is said where messages are."""
        usual = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)  # meanwhile a key waits half a millisecond for its turn, not five
        try:
            wrong = self._made_ready()
        finally:
            sys.setswitchinterval(usual)
            gc.freeze()  # what the imports made stays: no collection need look at it again
            gc.set_threshold(*_GARBAGE)
            gc.enable()
        if wrong:
            with contextlib.suppress(RuntimeError):  # the app may have ended meanwhile
                self.call_from_thread(self._warn, wrong)

    def _made_ready(self) -> str:
        """What is wrong with the file; nothing, if it went away since the first frame: a look never makes it anew."""
        if not self.book.path.exists():
            return ""
        from planner.usecases.open_planbook import settle_in

        return settle_in(self.book)

    def _warn(self, sentence: str) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.warn(sentence)

    def action_go(self, mode: str) -> None:
        """Show another screen."""
        self.switch_mode(mode)

    def key_question_mark(self) -> None:
        """On a sheet this asks for help, unless the sheet binds it itself or it is typed into a field."""
        if isinstance(self.screen, ModalScreen):
            self.action_help()

    def action_help(self) -> None:
        """Show the keys of the place one is in; once more goes back to it."""
        from planner.tui.sheets.help import HelpScreen, help_for

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
        else:
            self.push_screen(help_for(self.screen, self.keys))

    def action_palette(self) -> None:
        """Find a command by its words and run it."""
        from planner.tui.sheets.palette import PaletteScreen

        screen = self.screen
        offered = [command for command in self.keys.of((*here_of(screen), *commands.APP)) if command.palette]

        async def run(command: Command | None) -> None:
            if command is not None:
                await self.run_action(command.action, screen)

        self.push_screen(PaletteScreen(offered), run)

    def action_colours(self) -> None:
        """Change the colours."""
        self.theme = _after(THEMES, self.theme)
        self.remembered.theme = self.theme
        self._restyle(f"Colours: {self.theme}", self.book.settings.theme, few_colours=self.has_few_colours)

    def action_marks(self) -> None:
        """Change the marks."""
        name = _after(GLYPHS, "ascii" if self.glyphs is theme.ASCII else "unicode")
        self.glyphs = theme.glyphs(name)
        self.set_class(self.glyphs is theme.ASCII, "-ascii")
        self.remembered.glyphs = name
        self._restyle(f"Marks: {'ASCII' if name == 'ascii' else 'Unicode'}", self.book.settings.glyphs)

    def _restyle(self, what: str, named: str | None, *, few_colours: bool = False) -> None:
        """Draw the screen again, and say whether the choice also holds for the next start.

        Args:
            what: The choice, in words.
            named: What the settings file names instead; None where it names nothing.
            few_colours: Whether the terminal has 16 colours, where the plain theme is always the first.
        """
        until = ", and next time too."
        if named is not None:
            until = f" until you leave; the settings file names {named}."
        elif few_colours:
            until = " until you leave; on 16 colours plain comes first."
        if isinstance(self.screen, ModeScreen):
            self.screen.restyle()
            self.screen.say(f"{what}{until}")

    def action_week_start(self) -> None:
        """Ask for the day that weeks begin on."""
        from planner.tui.sheets.week_start import ask_week_start

        ask_week_start(self)

    def action_screening(self) -> None:
        """Ask the health questions."""
        from planner.tui.sheets.screening import ask_screening

        ask_screening(self)

    def action_leave(self) -> None:
        """Quit. Every edit was saved when it was made."""
        self.exit()

    def in_short(self, sentence: str) -> str:
        """A sentence with the file named without its folders, which would leave no room for what is wrong with it."""
        path = self.book.path
        return sentence.replace(str(path.resolve()), path.name).replace(str(path), path.name)

    def delay_update(self, delay: float = _BETWEEN_SCREENS_S) -> None:
        """Draw nothing for a moment. Textual waits ten times as long whenever another screen is shown."""
        super().delay_update(delay)

    def get_loading_widget(self) -> Widget:
        """A still word; Textual's own indicator sends 100 KB a second."""
        return Static(Text("loading", style="dim"))

    def _fatal_error(self) -> None:
        """End with one short paragraph. Textual would print every local variable, notes and workouts among them."""
        from planner.tui.terminal import crash_report

        error = sys.exc_info()[1] or self._exception
        told = (
            crash_report.report(error, self.book.path) if error is not None else "planner stopped because of a fault."
        )
        self._exit_renderables.append(Text(told))
        self._close_messages_no_wait()


def _after(names: tuple[str, ...], name: str) -> str:
    """Return the name that follows another, the first after the last."""
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
