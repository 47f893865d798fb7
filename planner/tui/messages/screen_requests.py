"""What screens ask of the app: to show another screen, and what there is to do on it.

So no screen needs to import another; those that are asked for are imported when they are first shown.
"""

from __future__ import annotations

from planner import restriction
from planner.training.refusal import RefusedError
from planner.tui.messages import (
    BlockStored,
    LightenWeek,
    OpenBuilder,
    OpenWhatIf,
    SessionLeft,
    SessionRecorded,
    ShowDay,
    ShowProgress,
    StartSession,
)
from planner.tui.screen import ModeScreen
from planner.tui.terminal.themed_app import ThemedApp
from planner.usecases.planbook import Planbook


class ScreenRequests(ThemedApp[None]):
    """An app that carries out what its screens ask for.

    Attributes:
        book: The runner's file, clock and settings.
        begins_with_first_screen: Whether the first screen is shown over a calendar in which nothing is planned.
        wants_demo: Whether the runner left to look at the demo.
    """

    book: Planbook
    begins_with_first_screen = True
    wants_demo = False

    def show_first_screen(self) -> None:
        """Show the first screen over the calendar while nothing is planned."""
        from planner.usecases.queries import is_nothing_planned

        try:
            is_shown = self.begins_with_first_screen and is_nothing_planned(self.book)
        except RefusedError:  # the calendar says what is wrong with the file
            return
        if is_shown:
            from planner.tui.first.screen import FirstScreen

            self.push_screen(FirstScreen())

    async def show_calendar(self) -> None:
        """Show the calendar; the first screen over it has done what it is for."""
        await self.switch_mode("calendar")
        while isinstance(self.screen, ModeScreen) and len(self.screen_stack) > 1:
            await self.pop_screen()

    async def on_open_what_if(self, message: OpenWhatIf) -> None:
        """Open a block in the builder."""
        from planner.tui.builder.screen import BuilderScreen

        await self.switch_mode("builder")
        if isinstance(self.screen, BuilderScreen):
            self.screen.open_whatif(message.values)

    async def on_open_builder(self, message: OpenBuilder) -> None:
        """Open the builder with a form that another screen has filled in."""
        from planner.tui.builder.screen import BuilderScreen

        await self.switch_mode("builder")
        if isinstance(self.screen, BuilderScreen):
            self.screen.open_form(message.values, message.field)

    async def on_add_workout(self) -> None:
        """Add a workout to the calendar."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if isinstance(self.screen, CalendarScreen):
            self.screen.editing.add()

    def on_open_demo(self) -> None:
        """Leave for the demo, unless a restricted planner may not make one."""
        if restriction.is_locked():
            if isinstance(self.screen, ModeScreen):
                self.screen.warn("A demo makes a database elsewhere; this planner is restricted to its own directory.")
            return
        self.wants_demo = True
        self.exit()

    async def on_block_stored(self, message: BlockStored) -> None:
        """Show a new block in the calendar."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if isinstance(self.screen, CalendarScreen):  # not under a sheet
            self.screen.show_block(message.block, message.text)

    async def on_show_day(self, message: ShowDay) -> None:
        """Show a day in the calendar."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if isinstance(self.screen, CalendarScreen):
            self.screen.show_day(message.day)

    async def on_lighten_week(self, message: LightenWeek) -> None:
        """Preview a lighter week in the calendar."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if isinstance(self.screen, CalendarScreen):
            self.screen.show_lighter_week(message.day)

    async def on_show_progress(self, message: ShowProgress) -> None:
        """Go back to Progress, and say what was made of its preview."""
        from planner.tui.progress.screen import ProgressScreen

        await self.switch_mode("progress")
        if isinstance(self.screen, ProgressScreen):
            self.screen.show_end_of_preview(message.text)

    async def on_start_session(self, message: StartSession) -> None:
        """Start the timer of a session."""
        from planner.tui.session.screen import SessionScreen

        await self.switch_mode("session")
        if isinstance(self.screen, SessionScreen):
            self.screen.start(message.workout)

    async def on_session_left(self, message: SessionLeft) -> None:
        """Show the calendar, and say what became of the session."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if message.text and isinstance(self.screen, CalendarScreen):
            self.screen.say(message.text)

    async def on_session_recorded(self, message: SessionRecorded) -> None:
        """Show the day of a session that was recorded, and what follows from it."""
        from planner.tui.calendar.screen import CalendarScreen

        await self.show_calendar()
        if isinstance(self.screen, CalendarScreen):
            self.screen.show_marked(message.marked)
