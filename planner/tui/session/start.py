"""Starting a session: what health and lane ask first, what they keep out, and then the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.training.refusal import RefusedError
from planner.training.session_gates import LANE_QUESTION, LANE_REFUSAL, SessionGates, StartQuestion
from planner.training.session_timer.session_run import Variant
from planner.training.workouts import Workout
from planner.tui.host import Host
from planner.tui.session.running_clock import RunningClock
from planner.tui.state.saver import Saver
from planner.usecases import screening
from planner.usecases.session import with_variant

if TYPE_CHECKING:
    from planner.tui.screen import ModeScreen

_WHY_LANE = "Asked once: backward work needs a lane that is clear, level, dry and lit, and shoes that grip."


class SessionStart:
    """Asks what is to be asked, and starts a session or says why it is not started.

    Args:
        screen: The screen that asks.
        clock: The clock that is started.
        saver: Stores the start and an answer, later where another session is writing.
        say: Shows a sentence; the second argument is whether it is a refusal.
    """

    def __init__(self, screen: ModeScreen, clock: RunningClock, saver: Saver, say: Callable[[str, bool], None]) -> None:
        self._screen = screen
        self._clock = clock
        self._saver = saver
        self._say = say

    @property
    def _host(self) -> Host:
        return self._screen.host

    def start(self, workout: Workout, variant: Variant) -> None:
        """Start a session, once what is asked before it is answered."""
        self.ask(workout, variant, lambda gates: self._saver.save(lambda: self._start(workout, variant, gates)))

    def ask(self, workout: Workout, variant: Variant, on_allowed: Callable[[SessionGates], None]) -> None:
        """Ask what is to be asked before a session is done with or without the sled; refuse what health keeps out.

        Args:
            workout: The session as it is planned.
            variant: With or without the sled.
            on_allowed: Called once it may be done, with what is allowed of it.
        """
        from planner.tui.sheets.screening import open_screening_if_unanswered

        def again() -> None:
            self.ask(workout, variant, on_allowed)

        try:
            gates = screening.session_gates(self._host.book, with_variant(workout, variant))
            if StartQuestion.HEALTH in gates.questions and open_screening_if_unanswered(self._screen, again):
                return
        except RefusedError as error:
            self._say(str(error), True)
            return
        if gates.is_refused:
            self._refuse(gates)
        elif StartQuestion.LANE in gates.questions:
            self._ask_for_lane(again)
        else:
            on_allowed(gates)

    def _start(self, workout: Workout, variant: Variant, gates: SessionGates) -> None:
        is_whole = gates.allowed.planned == with_variant(workout, variant).planned
        if not self._clock.start(workout if is_whole else gates.allowed, variant):
            return
        self._screen.footer.clear_message()
        if not is_whole:
            self._say(" ".join(gates.sentences), True)
        elif self._host.preferences.get("bell") is None:
            self._host.preferences.set("bell", self._clock.bell)
            self._say(f"No bell? {self._host.keys['session.bell']} switches to a flashing line.", False)

    def _refuse(self, gates: SessionGates) -> None:
        from planner.text import clean_line
        from planner.tui.sheets.sheet import TextSheet
        from planner.tui.widgets.wrap import wrap_rows

        sentences = [clean_line(sentence, 600) for sentence in gates.sentences]
        self._host.push_screen(
            TextSheet("Not now", lambda width: [row for text in sentences for row in (*wrap_rows(text, width), ())])
        )

    def _ask_for_lane(self, again: Callable[[], None]) -> None:
        from planner.tui.sheets.confirm import ConfirmSheet

        def on_answer(answer: bool | None) -> None:
            if answer is None:
                self._say("Nothing is started.", False)
            elif not answer:
                self._say(LANE_REFUSAL, True)
            else:
                self._saver.save(confirm)

        def confirm() -> None:
            screening.confirm_lane(self._host.book)
            self._screen.call_next(again)  # it saves, too, once this is saved

        self._host.push_screen(ConfirmSheet("The lane", LANE_QUESTION, [_WHY_LANE]), on_answer)
