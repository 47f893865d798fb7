"""The clock of the running session on one screen: it ticks with whole seconds, rings, and follows other terminals."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import floor

from textual.message_pump import MessagePump
from textual.timer import Timer

from planner.session_clock import Moment
from planner.training.refusal import RefusedError
from planner.training.session_timer.run_words import time_text
from planner.training.session_timer.session_run import SessionRun, Variant, bell_between
from planner.training.workouts import Workout
from planner.tui.host import Host
from planner.tui.state.preferences import BELLS
from planner.usecases import session
from planner.usecases.open_planbook import BusyError
from planner.usecases.session import Key, RunningSession, StaleEditError

_CHECK_EVERY_S = 1.0
"""Seconds between two looks whether another terminal changed the session."""
_RETRY_S = 0.2
"""Seconds until a place of the session is stored again that another session's writing has delayed."""
_SHORTEST_S = 0.002
"""The shortest time in seconds between two ticks."""
_FLASH_S = 0.9
"""Session seconds that the line of the countdown stays inverted: until the next tick."""


class RunningClock:
    """Holds the running session, and moves it on with the time and with the keys.

    Args:
        pump: The screen whose timer is used.
        host: The app.
        on_change: Called when something else is to be shown: another second, another segment, another session.
        say: Shows a sentence; the second argument is whether it is a refusal.
    """

    def __init__(
        self, pump: MessagePump, host: Host, on_change: Callable[[], None], say: Callable[[str, bool], None]
    ) -> None:
        self._pump = pump
        self._host = host
        self._on_change = on_change
        self._say = say
        self._timer: Timer | None = None
        self._checked_at = time.monotonic()
        self._flash_end = 0.0
        self._drawn: object = None
        self.running: RunningSession | None = None
        """The session; None while none is running."""
        self.at = 0.0
        """The session second that is shown."""

    @property
    def run(self) -> SessionRun | None:
        """Where the session is; None while none is running."""
        return None if self.running is None else self.running.run

    @property
    def is_flashing(self) -> bool:
        """Whether the line of the countdown is inverted now."""
        return self.at < self._flash_end

    @property
    def bell(self) -> str:
        """What happens at 10, 3, 2, 1 and 0 s: one of `BELLS`."""
        return self._host.preferences.get("bell") or BELLS[0]

    def next_bell(self) -> str:
        """Choose the next kind of bell, keep the choice, and return it."""
        chosen = BELLS[(BELLS.index(self.bell) + 1) % len(BELLS)]
        self._host.preferences.set("bell", chosen)
        if chosen in {"sound", "both"}:
            self._host.bell()
        return chosen

    # The session

    def read(self) -> None:
        """Read the session that is running, as after a start of the program or a change in another terminal."""
        before, ending = self.running, ""
        now = self._host.session_clock.now()
        try:
            running = session.read_running(self._host.book)
            if running is not None:
                is_known = before is not None and before.workout.id == running.workout.id
                running = session.look(self._host.book, running, now, self.at if is_known else None)
            elif before is not None:
                ending = session.how_it_ended(self._host.book, before)
        except StaleEditError:
            pass  # it changed once more just now; the next check reads it
        except RefusedError as error:
            self._say(str(error), True)
        else:
            self._take(running, now)
            if ending:
                self._say(ending, True)
        self._schedule()

    def start(self, workout: Workout, variant: Variant) -> bool:
        """Start a session; return False where that is refused, after saying why.

        Raises:
            BusyError: Another session is writing; nothing was started.
        """
        now = self._host.session_clock.now()
        try:
            running = session.start_session(self._host.book, workout, now, variant)
        except StaleEditError as error:
            self._say(str(error), True)
            self.read()
            return False
        except BusyError:
            raise
        except RefusedError as error:
            self._say(str(error), True)
            self._schedule()
            return False
        self._take(running, now)
        self._schedule()
        return True

    def press(self, key: Key) -> None:
        """Do what a key does to the session, and store it."""
        running = self.running
        self._host.terminal_answers.take_key()
        if running is None:
            return
        now = self._host.session_clock.now()
        if bell_between(running.run, self.at, running.second(now)) is not None:
            self._ring()  # the key came before the tick
        try:
            running = session.press(self._host.book, running, key, now, self.at)
        except StaleEditError as error:
            self.read()
            if self.running is not None:
                self._say(str(error), True)
            return
        except RefusedError as error:
            self._say(str(error), True)
        else:
            self._take(running, now)
        self._schedule()

    def forget(self) -> None:
        """Show no session any more, after it was recorded or discarded."""
        self.running = None
        self._schedule()
        self._on_change()

    def _take(self, running: RunningSession | None, now: Moment) -> None:
        self.running = running
        self._flash_end = 0.0
        if running is not None:
            self.at = running.second(now)
        self._draw()

    # Ticks

    def _tick(self) -> None:
        self._timer = None
        running = self.running
        now = self._host.session_clock.now()
        # before the file is looked at: another terminal may have stored already what begins with this bell
        has_bell = running is not None and bell_between(running.run, self.at, running.second(now)) is not None
        if time.monotonic() - self._checked_at >= _CHECK_EVERY_S * 0.95:
            self._checked_at = time.monotonic()
            if self._is_changed_elsewhere():
                self.read()
                if has_bell:
                    self._ring()
                return
        if running is not None:
            try:
                running = session.look(self._host.book, running, now, self.at)
            except StaleEditError:
                self.read()
                if has_bell:
                    self._ring()
                return
            except RefusedError as error:  # its time goes on, and is stored once the file can be written again
                self._say(str(error), True)
                running = session.look_without_storing(running, now, self.at)
            self.running = running
            self.at = running.second(now)
            if has_bell:
                self._ring()
            self._draw()
        self._schedule()

    def _is_changed_elsewhere(self) -> bool:
        try:
            if self.running is None:
                return session.read_running(self._host.book) is not None
            return session.is_changed_elsewhere(self._host.book, self.running)
        except RefusedError:  # said by the next key; a file that is away for a moment is no news
            return False

    def _ring(self) -> None:
        kind, answers = self.bell, self._host.terminal_answers
        if kind in {"sound", "both"} and not answers.is_stalled:
            self._host.bell()
            answers.ask()
        if kind in {"flash", "both"}:
            self._flash_end = self.at + _FLASH_S

    def _draw(self) -> None:
        """Tell the screen, unless it would show the same."""
        run = self.run
        shown = None if run is None else (run, time_text(run, self.at), run.is_getting_ready(self.at), self.is_flashing)
        if shown != self._drawn:
            self._drawn = shown
            self._on_change()

    def _schedule(self) -> None:
        """Tick again when the next whole second of the countdown comes; a late tick delays none of those after it."""
        self._stop_timer()
        self._timer = self._pump.set_timer(max(self._seconds_to_next_tick(), _SHORTEST_S), self._tick, name="session")

    def _seconds_to_next_tick(self) -> float:
        running = self.running
        if running is None or running.run.is_waiting or running.run.is_over:
            return _CHECK_EVERY_S if running is None or running.is_stored else _RETRY_S
        run, at = running.run, running.second(self._host.session_clock.now())
        left = run.left_s(at)
        elapsed = run.elapsed_s(at)
        wait = 1.0 - (elapsed - floor(elapsed)) if left is None else (left - floor(left)) or 1.0
        return min(wait, self._host.session_clock.poll_s, wait if running.is_stored else _RETRY_S)

    def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.stop()
