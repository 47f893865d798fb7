"""A whole session on the full screen in a real terminal, by a clock that the test moves."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from planner.training.session_timer.segments import SegmentKind
from planner.training.workouts import Effort, StoredStatus
from planner.tui.terminal.terminal_answers import PATIENCE_S
from tests.running import SIT, SLED, Evening, press_until, watch
from tests.terminal import Terminal
from tests.tui.season import TODAY

Open = Callable[..., Terminal]


@pytest.fixture
def opened(evening: Evening) -> Iterator[Open]:
    """The program with its session screen in sight; ended with the test."""
    terminals: list[Terminal] = []

    def start() -> Terminal:
        words = ("-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}")
        terminals.append(Terminal(sys.executable, *words, **evening.clock.environment))  # type: ignore[arg-type]
        terminals[-1].wait_for("January 2027")
        terminals[-1].press(b"4")
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.end()


@pytest.fixture
def running(opened: Open, evening: Evening) -> Terminal:
    """The session, started with the space key."""
    terminal = opened()
    terminal.wait_for("starts it")
    terminal.press(b" ")
    terminal.wait_for("Get ready")
    assert evening.stored is not None
    return terminal


def test_a_whole_session_with_the_space_key_rings_every_bell_and_is_recorded_as_it_was(
    opened: Open, running: Terminal, evening: Evening
) -> None:
    watch(evening, running, 0, 225)
    stored = evening.stored
    assert stored is not None
    assert [one.ended for one in stored.run.performed] == [40.0, 100.0]

    os.kill(running.process, signal.SIGKILL)
    running.wait()
    evening.clock.set_to(232)
    again = opened()
    again.wait_for("Hold 1 of 2")
    again.settle(0.1)
    assert again.bells == 0
    stored = evening.stored
    assert stored is not None
    assert stored.run.left_s(232) == 18.0
    watch(evening, again, 232, 400)

    again.wait_for("what did you do?")
    again.press(b"\r")
    again.wait_until(lambda: evening.recorded.status is StoredStatus.DONE)
    done = evening.recorded.actual
    assert done is not None
    assert (done.effort, done.pain) == (Effort(duration_s=400, sets=(SLED, SIT)), None)
    assert evening.stored is None
    again.press(b"q")
    assert again.wait() == 0


def test_a_second_costs_few_bytes_and_a_pause_none(running: Terminal, evening: Evening) -> None:
    watch(evening, running, 0, 115)
    before = len(running.output)
    for second in range(116, 136):
        seen = len(running.output)
        evening.clock.set_to(second)
        running.wait_until(lambda: len(running.output) > seen)  # noqa: B023 - waited for before it changes
    running.settle(0.1)
    assert len(running.output) - before < 20 * 200
    running.press(b"p")
    running.wait_for("Paused")
    running.settle(0.2)
    before = len(running.output)
    evening.clock.set_to(1_000)
    running.settle(0.5)
    assert len(running.output) == before


def test_a_suspend_of_an_hour_is_asked_about_without_a_bell(running: Terminal, evening: Evening) -> None:
    watch(evening, running, 0, 225)
    rung = running.bells
    evening.clock.set_to(225 + 3_600)
    running.wait_for("hold 1 of 2 done?")
    running.settle(0.1)
    assert running.bells == rung
    running.press(b" ")
    running.wait_for("Get ready")
    stored = evening.stored
    assert stored is not None
    assert [one.ended for one in stored.run.performed] == [40.0, 100.0, 250.0]
    assert stored.run.active_s(225 + 3_600) == 250


def test_a_clock_set_back_changes_nothing_and_after_a_restart_the_segment_begins_again(
    opened: Open, running: Terminal, evening: Evening
) -> None:
    watch(evening, running, 0, 65)
    evening.clock.set_wall_back(3_600)
    watch(evening, running, 65, 68)
    os.kill(running.process, signal.SIGKILL)
    running.wait()
    evening.clock.restart_machine()
    evening.clock.set_wall_back(3_600)
    again = opened()
    again.wait_for("Rest")
    stored = evening.stored
    assert stored is not None
    assert (stored.run.began, stored.start.boot) == (40.0, "another-boot")
    heard = again.bells
    evening.clock.set_to(68 + 27)
    again.wait_until(lambda: again.bells == heard + 1)  # three seconds before the end of the rest of thirty


def test_a_terminal_stalled_for_a_minute_brings_one_bell_at_most_and_the_true_second(
    running: Terminal, evening: Evening
) -> None:
    watch(evening, running, 0, 225)
    rung = running.bells
    for second in (240, 247, 248, 249, 250, 286):  # the bell would ring five times, and nobody reads
        before = running.waiting_bytes
        evening.clock.set_to(second)
        running.wait_until(lambda: running.waiting_bytes > before, reading=False)  # noqa: B023 - waited for at once
        if second == 240:
            running.stall(PATIENCE_S + 0.1)
    running.wait_for("Rest")
    running.settle(0.3)
    assert running.bells - rung <= 1
    stored = evening.stored
    assert stored is not None
    assert stored.run.segment is not None
    assert (stored.run.segment.kind, stored.run.left_s(286)) == (SegmentKind.REST, 84.0)
    watch(evening, running, 286, 370)  # and from there on it rings again


def test_two_terminals_run_one_session_and_each_rings(opened: Open, running: Terminal, evening: Evening) -> None:
    other = opened()
    other.wait_for("Get ready")
    watch(evening, running, 0, 10)
    other.wait_for("Round 1 of 2")
    press_until(evening, other, b" ", 40, 1)
    running.wait_for("Rest")
    heard = other.bells
    for count, (before, second) in enumerate(pairwise((40, 60, 67, 68, 69, 70)), 1):
        watch(evening, running, before, second)
        other.wait_until(lambda: other.bells == heard + count)  # noqa: B023 - waited for before it changes
    running.press(b"q")
    running.press(b"q")
    assert running.wait() == 0
    other.wait_for("Paused")
    other.press(b" ")
    other.wait_for("Round 2 of 2")
