"""The app: one runner's file, the screens over it, and the few keys that work everywhere.

Screens are imported when they are first shown, and what edits need in the background after the first frame, so that
the first frame waits for nothing that it does not show.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePath
from threading import Thread
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from planner.config import AUTO, GLYPHS, THEMES
from planner.session_clock import SessionClock, session_clock
from planner.tui import theme
from planner.tui.host import CaretWidget
from planner.tui.keys import commands
from planner.tui.keys.command import Command, bindings, screen_commands, without_keys_of
from planner.tui.keys.keymap import Keymap, keymap_from_settings
from planner.tui.messages.screen_requests import ScreenRequests
from planner.tui.screen import ModeScreen
from planner.tui.state.file_watch import FileWatch
from planner.tui.state.form_drafts import FormDrafts
from planner.tui.state.preferences import Preferences
from planner.tui.terminal import textual_internals
from planner.tui.terminal.hangup import HangupGuard
from planner.tui.terminal.screen_diff import ScreenDiff
from planner.tui.terminal.terminal_answers import TerminalAnswers
from planner.usecases.planbook import Planbook

_WARM_UP_DELAY_S = 0.25
"""Seconds after the first frame until the heavier imports begin, so that they delay no first key."""

_LOOK_AT_FILE_S = 0.5
"""Seconds between two looks at whether the file is still there."""

_SCREEN_SWITCH_DELAY_S = 0.005
"""Seconds that a screen which is shown again gets to lay itself out before it is drawn."""


def _builder_screen() -> Screen[Any]:
    from planner.tui.builder.screen import BuilderScreen

    return BuilderScreen()


def _progress_screen() -> Screen[Any]:
    from planner.tui.progress.screen import ProgressScreen

    return ProgressScreen()


def _session_screen() -> Screen[Any]:
    from planner.tui.session.screen import SessionScreen

    return SessionScreen()


class PlannerApp(ScreenRequests):
    """The full screen over one planbook.

    Args:
        book: The runner's file, clock and settings.
        form_drafts: The half-typed forms from last time; read from the file next to the database when None.
        hangup_guard: The guard against a lost terminal; None without one, as in tests.
        keys: The keys of the commands; read from the settings when None.
        clock: The clock of running sessions; the machine's, or that of the environment, when None.
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
        "builder": _builder_screen,
        "progress": _progress_screen,
        "session": _session_screen,
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands.APP_COMMANDS),
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
        Binding("f1", "help", "Show the keys of this place.", show=False, priority=True),
    ]

    def __init__(
        self,
        book: Planbook,
        form_drafts: FormDrafts | None = None,
        hangup_guard: HangupGuard | None = None,
        keys: Keymap | None = None,
        clock: SessionClock | None = None,
    ) -> None:
        super().__init__()
        self.book = book
        self.form_drafts = form_drafts or FormDrafts.for_database(book.path)
        self.preferences = Preferences.for_database(book.path)
        self.keys = keys or keymap_from_settings(book.settings)
        self.file_watch = FileWatch(book)
        self.start_sentence = ""
        self.screening_asked = False
        self.session_clock = clock or session_clock()
        self.terminal_answers = TerminalAnswers(lambda: textual_internals.ask_terminal(self))
        self.caret_widget: CaretWidget | None = None
        if self.keys.overrides:
            self.set_keymap(self.keys.to_textual())
        self.hangup_guard = hangup_guard
        textual_internals.disable_toasts(self)
        self.screen_diff = ScreenDiff()
        """What the terminal shows."""
        textual_internals.send_only_changes(self, self.screen_diff, self._put_cursor_at_caret)
        settings, preferences = book.settings, self.preferences
        self.glyphs = theme.glyphs_named(settings.glyphs or preferences.get("glyphs") or "")
        self.set_class(self.glyphs is theme.ASCII, "-ascii")
        self.use_theme(settings.theme or preferences.get("theme") or AUTO)
        textual_internals.read_styles_once(self)

    def redraw_screens(self) -> None:
        """Draw the open screens in another theme."""
        for screen in self.screen_stack:
            if isinstance(screen, ModeScreen):
                screen.redraw_all()

    def _put_cursor_at_caret(self) -> None:
        """Tell Textual where the terminal's cursor belongs: at the caret of the field that is typed into."""
        widget = self.caret_widget
        if widget is not None and widget.is_attached and widget.screen is self.screen and widget.caret is not None:
            self.cursor_position = widget.caret
        elif (offset := getattr(self.focused, "cursor_screen_offset", None)) is not None:  # one of Textual's own fields
            self.cursor_position = offset

    def get_default_screen(self) -> Screen[Any]:
        """Return the calendar. As the default screen it needs no second parsing of the style sheets."""
        from planner.tui.calendar.screen import CalendarScreen

        return CalendarScreen()

    def on_load(self) -> None:
        """Never wait long for another session, make a file that is gone again, or take another one for it."""
        from planner.usecases.open_planbook import OpenDatabase, expect_open_file, set_short_busy_timeout

        set_short_busy_timeout()
        opened = OpenDatabase(f"{self.keys['app.redraw']} shows it when no sheet is open")
        expect_open_file(opened)
        # the threads that it starts have contexts of their own
        executor = ThreadPoolExecutor(initializer=expect_open_file, initargs=(opened,))
        asyncio.get_running_loop().set_default_executor(executor)

    def on_mount(self) -> None:
        """Attach the hang-up guard, and load what the first edit needs after the first frame."""
        if self.hangup_guard is not None:
            self.hangup_guard.attach_app(asyncio.get_running_loop(), lambda status: self.exit(return_code=status))
        self.ask_background()
        self.set_interval(_LOOK_AT_FILE_S, self._look_at_file)
        self.add_mode(self.DEFAULT_MODE, self.get_default_screen)
        self.show_first_screen()
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        self.call_after_refresh(self.set_timer, _WARM_UP_DELAY_S, self._start_warm_up)

    def on_terminal_supports_synchronized_output(self) -> None:
        """Take note that the terminal has answered."""
        self.terminal_answers.take_answer()

    def on_resize(self) -> None:
        """Send everything again: a terminal that is resized moves its lines."""
        self.screen_diff.clear()

    def action_redraw(self) -> None:
        """Send the whole screen again, over what another program wrote on the terminal.

        Where another database has taken the place of the one that was shown, it is shown now.
        """
        if isinstance(self.screen, ModeScreen):
            self.file_watch.look()
            if self.file_watch.is_other:
                self._show_other_database()
        self.screen_diff.clear()
        self.screen.refresh()

    def _look_at_file(self) -> None:
        """Say on the screen when the file is gone or unreadable, and no longer when it is back."""
        if self.file_watch.look():
            for screen in self.screen_stack:
                if isinstance(screen, ModeScreen):
                    screen.show_file_problem()

    def _show_other_database(self) -> None:
        self.file_watch.accept_other()
        for mode in (self.DEFAULT_MODE, *self.MODES):
            with contextlib.suppress(KeyError):  # it was not opened yet
                for screen in self.get_screen_stack(mode):
                    if isinstance(screen, ModeScreen) and screen.is_mounted:
                        screen.show_file_problem()
                        screen.show_other_database()

    def _start_warm_up(self) -> None:
        Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def _warm_up(self) -> None:
        """Load what edits need, on a thread; say in the bottom line when the file is damaged."""
        switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)  # seconds that a key waits for this thread; Python's default is ten times that
        try:
            problem = self._warm_up_file()
        finally:
            sys.setswitchinterval(switch_interval)
            gc.freeze()  # imported objects stay for ever: no collection needs to look at them
            gc.enable()
        if problem:
            with contextlib.suppress(RuntimeError):  # the app may have ended meanwhile
                self.call_from_thread(self._warn, problem)

    def _warm_up_file(self) -> str:
        """Return what is wrong with the file. One that was removed since the first frame is not created again."""
        if not self.book.path.exists():
            return ""
        from planner.usecases.open_planbook import warm_up

        return warm_up(self.book)

    @contextlib.contextmanager
    def _warnings_of_refusals(self) -> Iterator[None]:
        """Say in the bottom line why something is not done, where it is refused inside."""
        from planner.training.refusal import RefusedError

        try:
            yield
        except RefusedError as error:
            self._warn(str(error))

    def _warn(self, sentence: str) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.warn(sentence)

    def action_suspend_process(self) -> None:
        """Suspend the program, where there is a shell that can make it go on."""
        if os.getsid(0) == os.getpid():  # the first of its session, as an ssh forced command is: nobody is above it
            self._warn("ctrl+z is of no use here: there is no shell to go to and to come back from.")
            return
        super().action_suspend_process()

    def action_go(self, mode: str) -> None:
        """Show another screen."""
        self.switch_mode(mode)

    def key_question_mark(self) -> None:
        """Show help on a sheet, unless the sheet binds the key or it is typed into a field."""
        if isinstance(self.screen, ModalScreen):
            self.action_help()

    def action_help(self) -> None:
        """Show the keys of the current screen or sheet; close the help when it is open."""
        from planner.tui.sheets.help import HelpSheet, build_help

        if isinstance(self.screen, HelpSheet):
            self.screen.dismiss(None)
        else:
            self.push_screen(build_help(self.screen, self.keys))

    def action_foot_on(self) -> None:
        """Show what had no room at the foot of the screen."""
        if isinstance(self.screen, ModeScreen):
            self.screen.footer.turn()

    def action_palette(self) -> None:
        """Find a command by words, and run it."""
        from planner.tui.sheets.palette import PaletteSheet, commands_elsewhere

        screen = self.screen
        own = self.keys.apply_to(screen_commands(screen))
        table = (*own, *without_keys_of(self.keys.apply_to(commands.APP_COMMANDS), own))
        choices = [command for command in table if command.in_palette]

        async def run(command: Command | None) -> None:
            if command is not None:
                self.preferences.count_use(command.id)
                await self.run_action(command.action, screen)

        elsewhere = commands_elsewhere(own, self.keys) if self.current_mode in commands.COMMAND_TABLES else []
        self.push_screen(PaletteSheet(choices, elsewhere, self.preferences.palette_uses), run)

    def action_colours(self) -> None:
        """Choose a colour theme from a list that shows each on the screen below."""
        from planner.tui.sheets.colours import ColoursSheet

        before = self.theme_choice

        def preview(name: str) -> None:
            self.use_theme(name)
            self.redraw_screens()

        def take(name: str | None) -> None:
            preview(before if name is None else name)
            if name is not None:
                is_kept, setting = self.preferences.set("theme", name), self.book.settings.theme
                self._restyle(f"Colours: {name}", setting, is_kept=is_kept, few_colours=self.has_few_colours)

        self.push_screen(ColoursSheet(THEMES, before, preview), take)

    def action_marks(self) -> None:
        """Change between Unicode and ASCII marks."""
        name = _after(GLYPHS, "ascii" if self.glyphs is theme.ASCII else "unicode")
        self.glyphs = theme.glyphs_named(name)
        self.set_class(self.glyphs is theme.ASCII, "-ascii")
        is_kept = self.preferences.set("glyphs", name)
        self._restyle(f"Marks: {'ASCII' if name == 'ascii' else 'Unicode'}", self.book.settings.glyphs, is_kept=is_kept)

    def _restyle(self, choice: str, setting: str | None, *, is_kept: bool, few_colours: bool = False) -> None:
        """Draw the screen again, and say whether the choice also holds for the next start.

        Args:
            choice: The choice in words.
            setting: What the settings file names instead; None where it names nothing.
            is_kept: Whether the choice could be written.
            few_colours: Whether the terminal has 16 colours or none, where the plain theme is the only one.
        """
        until = ", and next time too."
        if setting is not None:
            until = f" until you leave; the settings file names {setting}."
        elif few_colours:
            until = ", on terminals with more colours; this one shows plain."
        elif not is_kept:
            until = f" until you leave; {self.preferences.path.name} cannot be written."
        if isinstance(self.screen, ModeScreen):
            self.screen.redraw_all()
            self.screen.say(f"{choice}{until}")

    def action_week_start(self) -> None:
        """Ask for the day that weeks begin on, store it in the planbook, and show the weeks with it."""
        from planner.tui.sheets.ask import AskSheet
        from planner.usecases.queries import read_runner
        from planner.usecases.runner import change_runner_setting

        def store(text: str) -> tuple[str, bool]:
            before = read_runner(self.book)
            day = change_runner_setting(self.book, "week-start", text).current
            return day, read_runner(self.book) != before

        def say(answer: tuple[str, bool] | None) -> None:
            if answer is not None and isinstance(self.screen, ModeScreen):
                day, is_changed = answer
                hint = f" {self.screen.undo_hint}" if is_changed else ""
                self.screen.say(f"The week begins on {day.capitalize()}.{hint}")

        self.push_screen(AskSheet("Begin the week on which day?", store, hint="monday, sunday"), say)

    def action_screening(self) -> None:
        """Ask the health questions."""
        from planner.tui.sheets.screening import open_screening

        with self._warnings_of_refusals():
            open_screening(self)

    def action_howto(self) -> None:
        """Show how the exercises are done."""
        from planner.tui.sheets.howto import HowToSheet

        self.push_screen(HowToSheet(()))

    def action_review(self) -> None:
        """Show the review of the newest week that is over."""
        from planner.tui.sheets.review import newest_review_sheet

        with self._warnings_of_refusals():
            self.push_screen(newest_review_sheet(self.book))

    def action_back_up(self) -> None:
        """Back the database up, and say where."""
        from planner.usecases.files.backups import back_up

        with self._warnings_of_refusals():
            self._say(back_up(self.book).short_sentence())

    def action_restore(self) -> None:
        """Show the backups, to restore one."""
        from planner.tui.sheets.backups import BackupsSheet
        from planner.usecases.files.backups import RestoredBackup

        def say(restored: RestoredBackup | None) -> None:
            if restored is not None:
                self._say(restored.short_sentence())

        with self._warnings_of_refusals():
            self.push_screen(BackupsSheet(self.book), say)

    async def action_check_database(self) -> None:
        """Check the database and all around it, and show what was found."""
        from planner.tui.sheets.database_check import DatabaseCheckSheet
        from planner.usecases.files.doctor import examine

        self._say("Checking the database.")
        with self._warnings_of_refusals():
            sheet = DatabaseCheckSheet(await asyncio.to_thread(examine, self.book))
            if isinstance(self.screen, ModeScreen):
                self.screen.footer.clear_message()
            self.push_screen(sheet)

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, ModeScreen):
            self.screen.say(sentence)

    def action_leave(self) -> None:
        """Quit. Every edit is already saved."""
        self.exit()

    def action_interrupt(self) -> None:
        """Quit; ask first where something is half typed, unless that was asked already."""
        from planner.tui.sheets.quit import QuitSheet
        from planner.tui.sheets.sheet import Overlay

        if isinstance(self.screen, Overlay | ModeScreen) and self.screen.is_half_typed:
            self.push_screen(QuitSheet(), lambda answer: self.exit() if answer else None)
        else:
            self.exit()

    def with_short_path(self, sentence: str) -> str:
        """Name the file and its backups in a sentence without their folders, which would leave no room for the rest."""
        path = self.book.path
        for name in (os.path.realpath(path), str(path)):
            sentence = sentence.replace(name, path.name)
            folder = name.removesuffix(path.name)
            if len(folder) > 1:
                sentence = sentence.replace(folder, "")
        return sentence

    def delay_update(self, delay: float = _SCREEN_SWITCH_DELAY_S) -> None:
        """Delay drawing for a moment, as Textual does for ten times as long whenever another screen is shown."""
        super().delay_update(delay)

    def get_loading_widget(self) -> Widget:
        """Return a still word; Textual's own indicator sends 100 KB a second."""
        return Static(Text("loading", style="dim"))

    def _fatal_error(self) -> None:
        """End with a short paragraph; Textual would print all local variables, with notes and workouts in them."""
        from planner.tui.terminal import crash_report

        error = sys.exc_info()[1] or self._exception
        message = (
            crash_report.write_report(error, self.book.path)
            if error is not None
            else "planner stopped because of a fault."
        )
        self._exit_renderables.append(Text(message))
        self._close_messages_no_wait()


def _after(names: tuple[str, ...], name: str) -> str:
    """Return the name that follows another, the first after the last."""
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
