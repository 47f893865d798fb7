"""``planner session --run``: a session with the clock running, in plain lines instead of the full screen."""

from __future__ import annotations

import argparse
import contextlib
import math
import sys
from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import replace

from planner.cli.exit_status import EXIT_USAGE, say
from planner.cli.mark_commands import show_done
from planner.cli.output import print_lines
from planner.cli.plain_output import prefers_ascii, wrapped_lines
from planner.cli.questions import NoAnswerError, ask_until_read
from planner.cli.session_lines import KEYS_TEXT, SessionLines, count_text
from planner.cli.session_start import choose_session, start_session
from planner.cli.terminal_keys import ANSWER, TerminalKeys
from planner.invocation import program
from planner.session_clock import Moment, SessionClock, session_clock
from planner.store.errors import BusyError, StaleEditError
from planner.store.pragmas import busy_timeout_ms
from planner.training.exercises.examples import EXAMPLES_BY_NAME
from planner.training.exercises.guides import GUIDE_NAMES, read_guide
from planner.training.exercises.session_guides import guide_name
from planner.training.formatting import format_hours, format_sets, workout_title
from planner.training.measures import parse_pain, parse_rpe
from planner.training.session_gates import LANE_QUESTION, StartQuestion
from planner.training.session_timer import session_run
from planner.training.session_timer.run_words import VARIANT_STAYS, load_stays_words
from planner.training.session_timer.session_run import SessionRun, Variant
from planner.tui.terminal.terminal_answers import TerminalAnswers
from planner.usecases import screening, session
from planner.usecases.open_planbook import set_short_busy_timeout
from planner.usecases.planbook import Planbook
from planner.usecases.session import Key, RunningSession

_KEYS: Mapping[str, Key] = {
    " ": session_run.press_next,
    "\n": session_run.press_next,
    "\r": session_run.press_next,
    "p": session_run.press_pause,
    "n": session_run.press_skip,
    "r": session_run.press_redo,
    "h": session_run.press_variant,
    "d": session_run.end_run,
    "+": lambda run, _: session_run.change_load(run, 1),
    "=": lambda run, _: session_run.change_load(run, 1),
    "-": lambda run, _: session_run.change_load(run, -1),
}
_LOAD_STEPS = {"+": 1, "=": 1, "-": -1}
"""How many steps of load a key puts on."""
_LEAVE_KEYS = ("q", "escape")
_ASKED_AT = (10, 3)
"""The bells after which the terminal is asked whether it is there; its answer must not come after the last one."""
_CHECK_S = 1.0
"""Seconds between two looks at what another terminal does."""


def time_session(book: Planbook, args: argparse.Namespace) -> int:
    """Run a session of a day to its end, or go on with the one that runs; return the exit status.

    Raises:
        RefusedError: There is no session to start, health keeps it out, or the file cannot be written.
    """
    if args.json:
        say("--run times a session in a terminal, and has no JSON.")
        return EXIT_USAGE
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("--run needs a terminal; without it the session is printed.")
        return EXIT_USAGE
    clock = session_clock()
    running = session.read_running(book)
    if running is None:
        running = start_session(book, choose_session(book, args.day), clock)
    lines = SessionLines(is_ascii=prefers_ascii(book.settings))
    lines.say(f"{workout_title(running.workout)}", KEYS_TEXT)
    over = copy_context().run(_Timer(book, running, clock, lines).run)
    return 0 if over is None else _record(book, over, clock, args)


# While it runs


class _Timer:
    """The clock of a session, its keys, and what is written of both.

    Args:
        book: The planbook.
        running: The session.
        clock: What says how late it is.
        lines: Where it is written.
    """

    def __init__(self, book: Planbook, running: RunningSession, clock: SessionClock, lines: SessionLines) -> None:
        self._book = book
        self._running = running
        self._clock = clock
        self._lines = lines
        self._seen: float | None = None
        """The session second of the last look."""
        self._said: SessionRun | None = None
        """The session as it was written last."""
        self._asked_for: Variant | None = None
        """The variant for which the lane is asked about; the next key is the answer."""
        self._answers = TerminalAnswers(lines.ask)
        self._checked = -math.inf
        """The session second of the last look at what another terminal does."""

    def run(self) -> RunningSession | None:
        """Run the session until it is over, and return it; None where the runner left it or it was ended elsewhere.

        Raises:
            RefusedError: The file cannot be written; all keys before are stored.
        """
        set_short_busy_timeout()
        with TerminalKeys() as keys:
            try:
                return self._run(keys)
            except KeyboardInterrupt:
                self._leave()
            except _EndedElsewhereError:
                self._lines.say(session.how_it_ended(self._book, self._running))
        return None

    def _run(self, keys: TerminalKeys) -> RunningSession | None:
        self._look()
        if self._lines.can_ask and not self._running.run.is_over:
            self._lines.ask()
        while True:
            self._look()
            if self._running.run.is_over:
                return self._running
            typed = keys.read(self._wait_s())
            if typed is None:
                return None
            if keys.was_stopped:
                keys.was_stopped, self._said = False, None
            for key in typed:
                if key == ANSWER:
                    self._answers.take_answer()
                    continue
                self._answers.take_key()
                if key.lower() in _LEAVE_KEYS:
                    self._leave()
                    return None
                self._press(key.lower())
                if self._running.run.is_over:
                    return self._running

    def _wait_s(self) -> float:
        """Return the seconds until the countdown changes, counted from the start of its segment: it never drifts."""
        run, at = self._running.run, self._running.second(self._clock.now())
        until_next = _CHECK_S if run.is_waiting else 1.0 - run.elapsed_s(at) % 1.0
        return min(until_next, self._clock.poll_s)

    def _look(self) -> None:
        """Go on with what time does, ring, and write the countdown."""
        now = self._clock.now()
        at = self._running.second(now)
        bell = None if self._seen is None else session_run.bell_between(self._running.run, self._seen, at)
        self._follow_other_terminal(now)  # after that: the other one may have gone on already
        try:
            self._running = session.look(self._book, self._running, now, self._seen)
        except StaleEditError:
            self._read_again(now)
        self._seen = self._running.second(now)
        if bell is not None:
            self._ring(bell)
        self._write(self._seen)

    def _ring(self, left: int) -> None:
        """Ring, unless the line is stalled: all its bells would ring at once when it comes back."""
        if self._answers.is_stalled:
            return
        self._lines.ring(left)
        if left in _ASKED_AT:
            self._answers.ask()

    def _press(self, key: str) -> None:
        if key == "?":
            self._lines.say(*_howto_lines(self._running.run), indent="   ")
        action = _KEYS.get(key)
        if self._asked_for is not None:
            action = self._action_after_answer(self._asked_for, key)
        elif key == "h" and not self._may_change_variant():
            return
        if action is None:
            return
        now = self._clock.now()
        before = self._running.run
        at = self._running.second(now)
        bell = None if self._seen is None else session_run.bell_between(before, self._seen, at)
        if bell is not None:
            self._ring(bell)  # the key came before the tick
        try:
            self._running = session.press(self._book, self._running, action, now, self._seen)
        except StaleEditError as error:
            self._read_again(now)
            self._lines.say(str(error))
        self._seen = self._running.second(now)
        why = _why_unchanged(before, key) if self._running.run == before else ""
        if why:
            self._lines.say(why, indent="   ")
        self._write(self._seen)

    def _may_change_variant(self) -> bool:
        """Return whether health and lane allow the next variant; say what does not, or ask for the lane."""
        running = self._running
        variant = session_run.press_variant(running.run, running.second(self._clock.now())).variant
        if variant in (running.run.variant, Variant.WALL_SIT_ALONE):
            return True
        gates = screening.session_gates(self._book, session.with_variant(running.workout, variant))
        if gates.is_refused:
            self._lines.say(*gates.sentences)
            return False
        if StartQuestion.LANE in gates.questions:
            self._asked_for = variant
            self._lines.say(f"{LANE_QUESTION} y/n")
            return False
        return True

    def _action_after_answer(self, variant: Variant, key: str) -> Key | None:
        """Return what an answer to the question for the lane does; None where the variant stays as it is."""
        self._asked_for = None
        if key != "y":
            self._lines.say("Nothing changes.")
            return None
        screening.confirm_lane(self._book)
        return lambda run, at: session_run.change_variant(run, variant, at)

    def _write(self, at: float) -> None:
        run = self._running.run
        if run != self._said:
            self._lines.say_change(self._said, run, at)
            self._said = run
        if not run.is_over and not run.is_waiting:
            self._lines.count(count_text(run, at))

    def _follow_other_terminal(self, now: Moment) -> None:
        at = self._running.second(now)
        if abs(at - self._checked) < _CHECK_S:
            return
        self._checked = at
        try:
            is_changed = session.is_changed_elsewhere(self._book, self._running)
        except BusyError:
            return
        if is_changed:
            self._read_again(now)

    def _read_again(self, now: Moment) -> None:
        """Take the session as another terminal has stored it."""
        try:
            found = session.read_running(self._book)
        except BusyError:
            return
        own = session_run.observe(self._running.run, self._running.second(now), self._seen)
        is_ended = found is not None and found.run.is_over and not own.is_over
        if found is None or found.workout.id != self._running.workout.id or is_ended:
            raise _EndedElsewhereError
        self._running = found
        self._seen = None if self._seen is None else found.second(now)

    def _leave(self) -> None:
        """Pause the session and store it."""
        busy_timeout_ms.set(None)
        now = self._clock.now()
        pause: Key = lambda run, at: run if run.is_waiting else session_run.press_pause(run, at)  # noqa: E731
        with contextlib.suppress(StaleEditError):  # another terminal goes on with it
            self._running = session.press(self._book, self._running, pause, now, self._seen)
        self._lines.say(
            f'Paused and saved. "{program()} session --run" goes on here, and so does 4 on the full screen.'
        )


class _EndedElsewhereError(Exception):
    """Another terminal has ended or forgotten the session."""


def _why_unchanged(run: SessionRun, key: str) -> str:
    """Return why a key for the load or the variant has changed nothing; empty for another key."""
    if key in _LOAD_STEPS:
        return load_stays_words(run, _LOAD_STEPS[key])
    return VARIANT_STAYS if key == "h" else ""


def _howto_lines(run: SessionRun) -> tuple[str, ...]:
    """Return how the exercise of now is done, a step each."""
    if run.part is None:
        return ()
    name = guide_name(run.part, run.sets)
    if name in GUIDE_NAMES:
        return tuple(read_guide(name).steps.values())
    example = EXAMPLES_BY_NAME.get(name)
    return ("The library has nothing on it.",) if example is None else tuple(example.how)


# When it is over


def _record(book: Planbook, over: RunningSession, clock: SessionClock, args: argparse.Namespace) -> int:
    """Ask how it was, and record what was done."""
    typed = session.typed_outcome(over, clock.now())
    if not typed.sets:
        session.discard_session(book, over)
        print_lines("Nothing was done, so nothing is recorded; the session stays planned.")
        return 0
    seconds = typed.duration_s or 0
    print_lines(*wrapped_lines([f"Done: {format_sets(typed.sets)}, in {format_hours(seconds)}."], indent=""))
    try:
        rpe = ask_until_read("How hard was it, RPE 0 to 10 (enter: not said)? ", lambda text: parse_rpe(text, "RPE"))
        pain = ask_until_read("Worst pain, 0 to 10 (enter: not said)? ", lambda text: parse_pain(text, "pain"))
    except (NoAnswerError, KeyboardInterrupt):
        print_lines("", f'Nothing is recorded yet. "{program()} session --run" asks again.')
        return 0
    marked = session.finish_session(book, over, replace(typed, rpe=rpe, pain=pain))
    show_done(book, args, marked)
    return 0
