"""The Session screen: how the exercises of the day are done, and the timer that walks through a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from planner.training.exercises.session_guides import guide_names_of
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.session_timer import run_words, session_run
from planner.training.session_timer.segments import SegmentKind
from planner.training.session_timer.session_run import SessionRun, Variant
from planner.training.workouts import Workout
from planner.tui.keys import commands
from planner.tui.keys.command import bindings, footer_keys, without_keys_of
from planner.tui.messages import SessionLeft, SessionRecorded
from planner.tui.screen import MIN_SIZE, ModeScreen, has_room, too_small_notice
from planner.tui.session.howto_widget import HowToWidget
from planner.tui.session.idle_text import PlannedSessions, idle_rows, read_planned_sessions
from planner.tui.session.running_clock import RunningClock
from planner.tui.session.start import SessionStart
from planner.tui.session.timer_view import ShownSession, TimerWidget, head_row
from planner.tui.state.saver import Saver
from planner.tui.widgets.rows import RowsWidget
from planner.usecases import session
from planner.usecases.planbook import file_stamp

if TYPE_CHECKING:
    from planner.tui.sheets.done import TimedDoneSheet
    from planner.usecases.calendar.mark import Mark, MarkedDay
    from planner.usecases.planbook import Planbook

_BELL_WORDS = {
    "sound": "Bell: the terminal's sound, at 10, 3, 2, 1 and 0 s.",
    "flash": "Bell: no sound; the first line flashes at 10, 3, 2, 1 and 0 s.",
    "both": "Bell: the terminal's sound and a flashing line, at 10, 3, 2, 1 and 0 s.",
    "off": "Bell: off.",
}
_NOTHING_RUNS = "No session is running."
_LEFT = "The session is paused and kept: {} goes on with it."
_CHECK_EVERY_S = 1.0


class SessionScreen(ModeScreen):
    """Today's session: the how-to until it is started, then the timer, then the form of what was done.

    Attributes:
        clock: The running session.
    """

    MODE_KEY = "4"
    COMMAND_TABLE = commands.SESSION_COMMANDS
    CSS_PATH = "session.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(commands.SESSION_COMMANDS)]

    def __init__(self) -> None:
        super().__init__()
        self.clock = RunningClock(self, self.host, self._on_clock_change, self._say)
        self._saver = Saver(self, self.book, self._say)
        self._start = SessionStart(self, self.clock, self._saver, self._say)
        self._sessions = PlannedSessions(self.book.today, Unit.KM)
        self._variant = Variant.GYM
        self._stamp: tuple[object, ...] = ()
        self._form: TimedDoneSheet | None = None
        self._shown_end: SessionRun | None = None
        """The end of a session whose form has opened by itself already."""
        self._quits, self._quits_with_next_key = False, False

    def compose(self) -> ComposeResult:
        """Read the running session and today's, and create the widgets."""
        self._head = RowsWidget(background="band", id="session-head")
        self._howto = HowToWidget(id="session-howto")
        self._timer = TimerWidget(id="session-timer")
        self._small = too_small_notice()
        yield self._head
        yield self._howto
        yield self._timer
        yield self._small
        yield self.footer

    def on_mount(self) -> None:
        """Go on with the session that is running, or show what there is to do today."""
        self._read_sessions()
        self.clock.read()
        self._show()
        self.set_interval(_CHECK_EVERY_S, self._check_for_changes)

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile; ask what was done where the session has ended on another screen."""
        if self.is_mounted:
            if self.clock.running is not None:
                self.clock.read()  # its workout may have been recorded or deleted in the calendar
            self._check_for_changes()
            self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Share the new size."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Let the question whether to leave go with the first key after it."""
        del event
        self._quits, self._quits_with_next_key = self._quits_with_next_key, False

    def start(self, workout: Workout) -> None:
        """Start a session of today, as another screen asks for it; show the one that is running already."""
        running = self.clock.running
        if running is None:
            self._start.start(workout, Variant.GYM)
        elif running.workout.id != workout.id:
            self._say("Another session is running; end it first.", True)

    # Reading

    def _check_for_changes(self) -> None:
        if self.clock.running is None and self._stamp != (self.book.today, file_stamp(self.book.path)):
            self._read_sessions()
            self._show()

    def _read_sessions(self) -> None:
        stamp = (self.book.today, file_stamp(self.book.path))
        before = self._sessions.shown
        try:
            self._sessions = read_planned_sessions(self.book)
        except RefusedError as error:  # the next check reads again
            self.footer.set_problem(str(error))
            return
        self.footer.set_problem("")
        self._stamp = stamp
        shown = self._sessions.shown
        if shown is not None and (before is None or before.planned.sets != shown.planned.sets):
            self._howto.show_exercises(guide_names_of(shown.planned.sets))

    def show_other_database(self) -> None:
        """Show the sessions of another database, and the one that is running there."""
        self._read_sessions()
        self.clock.read()
        self._show()

    def _say(self, text: str, is_refusal: bool) -> None:
        if is_refusal:
            self.warn(text)
        else:
            self.say(text)

    # Drawing

    def _on_clock_change(self) -> None:
        """Show another second, another segment or another session."""
        if self.clock.running is None:
            self._shown_end = None
            self._read_sessions()
            if self._form is not None and self.app.screen is self._form:
                self._form.dismiss(None)  # it was recorded or dropped elsewhere, and that is said
        self._show()

    def _show(self) -> None:
        if not self.is_mounted:
            return
        width, glyphs = self.app.size.width, self.host.glyphs
        fits, running = has_room(MIN_SIZE, self.app.size), self.clock.running
        self._small.display = not fits
        self._head.display = self.footer.display = fits
        self._howto.display = fits and running is None
        self._timer.display = fits and running is not None
        self.footer.show_keys(self._footer_keys())
        if running is None:
            self._head.show(idle_rows(self._sessions, self._variant, width, glyphs, self.host.keys["session.next"]))
            return
        run, at = running.run, self.clock.at
        self._head.show([head_row(running.workout, run, width, glyphs)])
        is_asked = self._form is not None
        self._timer.show_session(ShownSession(running.workout, run, at, self.clock.is_flashing, is_asked))
        if run.is_over and self._shown_end != run and self.is_current:
            self._shown_end = run
            self._end()

    def redraw_all(self) -> None:
        """Draw everything again, in the current colours and marks."""
        self._show()
        super().redraw_all()

    def _footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the footer, each with what it does now."""
        words = self._words()
        table = self.host.keys.apply_to(self.COMMAND_TABLE)
        by_id = {command.id: command for command in table}
        named = [by_id[name]._replace(footer_word=word) for name, word in words.items()]
        app = without_keys_of(self.host.keys.apply_to(commands.APP_COMMANDS), table)
        return footer_keys((*named, *(command for command in app if command.id == "app.help")))

    def _words(self) -> Mapping[str, str]:
        """Return what the keys do now, by the names of their commands, the most useful first."""
        run = self.clock.run
        if run is None:
            starts = {"session.next": "starts it", "session.variant": "home"} if self._sessions.startable else {}
            return {
                **starts,
                "session.frame_back": "picture",
                "session.exercise_on": "exercise",
                "session.leave": "back",
            }
        leave, segment = {"session.leave": "leave"}, run.segment
        if run.away is not None:
            return {"session.next": "yes", "session.skip": "no", "session.redo": "again", **leave}
        if segment is None:
            return {"session.next": "records it", "session.redo": "again", **leave}
        skips = {"session.skip": "skip", **leave, "session.redo": "redo"}
        ends = {"session.variant": "home", "session.end": "end", "session.howto": "how to"}
        if run.paused is not None:
            return {"session.next": "goes on", **skips, **ends}
        next_word = {SegmentKind.ROUND: "done", SegmentKind.HOLD: "end it"}.get(segment.kind, "go on")
        can_change = any(session_run.change_load(run, steps) != run for steps in (-1, 1))
        load = {"session.more": "load"} if can_change else {}
        return {"session.next": next_word, "session.pause": "pause", **load, **skips, **ends}

    # Keys

    def action_next(self) -> None:
        """Start today's session; go on in the one that runs; record the one that is over."""
        run = self.clock.run
        if run is None:
            self._start_todays()
        elif run.is_over:
            self._end()
        else:
            self.clock.press(session_run.press_next)

    def _start_todays(self) -> None:
        from planner.tui.sheets.choose import ChooseWorkoutSheet, ListStyle

        startable = self._sessions.startable
        if not startable:
            self.say("No session is planned for today that could be started.")
        elif len(startable) == 1:
            self._start_session(startable[0])
        else:

            def on_chosen(workout: Workout | None) -> None:
                if workout is not None:
                    self._start_session(workout)

            style = ListStyle(self.book.today, self._sessions.unit, self.host.glyphs)
            self.host.push_screen(ChooseWorkoutSheet("Which session is started?", startable, style), on_chosen)

    def _start_session(self, workout: Workout) -> None:
        self._start.start(workout, self._variant)

    def action_pause(self) -> None:
        """Pause, or go on."""
        self._press(session_run.press_pause)

    def action_skip(self) -> None:
        """Skip the round or hold with its rest, or only the rest; answer what is asked with no."""
        self._press(session_run.press_skip)

    def action_redo(self) -> None:
        """Do the round or hold again."""
        self._press(session_run.press_redo)

    def action_load(self, steps: int) -> None:
        """Put plates on for the next round, or take them off."""
        before = self.clock.run
        self._press(lambda run, _: session_run.change_load(run, steps))
        if before is not None and self.clock.run == before:
            self.say(run_words.load_stays_words(before, steps))

    def action_variant(self) -> None:
        """Do it without the sled, or with it again."""
        running = self.clock.running
        if running is None:
            order = list(Variant)
            self._variant = order[(order.index(self._variant) + 1) % len(order)]
            self._show()
            return
        changed = session_run.press_variant(running.run, self.clock.at)
        if changed == running.run:
            self.say(run_words.VARIANT_STAYS)
            return
        workout, variant = running.workout, changed.variant

        def change(_: object) -> None:
            self._press(lambda run, at: session_run.change_variant(run, variant, at))

        if variant is Variant.WALL_SIT_ALONE:
            change(None)
        else:
            self._start.ask(workout, variant, change)

    def _press(self, key: session.Key) -> None:
        if self.clock.running is None:
            self.say(_NOTHING_RUNS)
        else:
            self.clock.press(key)

    def action_end(self) -> None:
        """Pause, and ask what was done so far; without anything done, ask whether the session is dropped."""
        if self.clock.run is None:
            self.say(_NOTHING_RUNS)
            return
        self._pause()
        self._end()

    def _end(self) -> None:
        run = self.clock.run
        if run is not None and run.performed:
            self._open_form()
        elif run is not None:
            self._ask_to_drop()

    def _pause(self) -> None:
        run = self.clock.run
        if run is not None and not run.is_over and not run.is_waiting:
            self.clock.press(session_run.press_pause)

    def _ask_to_drop(self) -> None:
        from planner.tui.sheets.confirm import ConfirmSheet

        def on_answer(answer: bool | None) -> None:
            if answer:
                self._saver.save(drop)

        def drop() -> None:
            running = self.clock.running
            if running is not None:
                session.discard_session(self.book, running)
                self.clock.forget()
                self.say("Dropped: the session stays planned.")

        question = "Nothing was done yet. Drop this start? The session stays planned."
        self.host.push_screen(ConfirmSheet("End the session", question), on_answer)

    def _open_form(self) -> None:
        """Ask what was done; the rounds, loads and seconds are filled in."""
        from planner.tui.sheets.done import TimedDoneSheet
        from planner.tui.sheets.done_form import DoneForm

        running = self.clock.running
        if running is None or self._form is not None:
            return
        measured = session.typed_outcome(running, self.host.session_clock.now())

        def finish(book: Planbook, marks: Sequence[Mark]) -> MarkedDay:
            (mark,) = marks
            return session.finish_session(book, running, mark.typed).as_day

        def on_result(marked: MarkedDay | None) -> None:
            self._form = None
            self._show()
            run, key = self.clock.run, self.host.keys["session.next"]
            if marked is not None:
                self.clock.forget()
                self.host.post_message(SessionRecorded(marked))
            elif run is not None:
                self.say(
                    f"Not recorded yet: {key} asks again."
                    if run.is_over
                    else f"Paused, not recorded yet: {key} goes on."
                )

        workouts, unit = [running.workout], self._sessions.unit
        form = DoneForm(self.book, running.day, workouts, unit, measured=measured, store=finish)
        self._form = TimedDoneSheet(self.book, form)
        self.host.push_screen(self._form, on_result)
        self._show()

    def action_bell(self) -> None:
        """Choose the bell: sound, flash, both or off."""
        self.say(_BELL_WORDS[self.clock.next_bell()])

    def action_howto(self) -> None:
        """Show how the exercise of now is done; the time goes on."""
        from planner.tui.sheets.howto import SessionHowToSheet

        run = self.clock.run
        if run is None:
            self.say("The how-to is shown already.")
            return
        part = run.part
        names = guide_names_of(run.sets if part is None else (part, *run.sets))
        self.host.push_screen(SessionHowToSheet(names))

    def action_frame(self, by: int) -> None:
        """Step through the drawing of the how-to."""
        if self._howto.display:
            self._howto.step_frame(by)

    def action_read(self, by: int) -> None:
        """Read on in the how-to, or back."""
        if self._howto.display:
            self._howto.move(by)

    def action_page(self, by: int) -> None:
        """Read on by a page, or back."""
        if self._howto.display:
            self._howto.move_pages(by)

    def action_exercise(self, by: int) -> None:
        """Show the next exercise, or the one before."""
        if self._howto.display:
            self._howto.step_exercise(by)

    def action_leave(self) -> None:
        """Pause, keep the session, and go to the calendar; give up a start that waits for another session."""
        if self._saver.cancel():
            self.say("Given up; nothing has changed.")
            return
        self._pause()
        text = _LEFT.format(self.host.keys["app.session"]) if self.clock.running is not None else ""
        self.host.post_message(SessionLeft(text))

    def action_quit(self) -> None:
        """Leave the program; a running session is paused and kept, after one question."""
        if self.clock.running is not None and not self._quits:
            self._quits_with_next_key = True
            key = self.host.keys["session.quit"]
            self.say(f"{key} again leaves the program; the session is paused and kept.")
            return
        self._pause()
        self.host.exit()
