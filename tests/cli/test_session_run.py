"""``planner session --run`` in a real terminal: every bell and second by a clock that the test moves."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.store import edit
from planner.training.screening import NONE_OF_THESE
from planner.training.session_timer.segments import SegmentKind
from planner.training.workouts import Effort, StoredStatus, StrengthKind
from planner.tui.terminal.terminal_answers import PATIENCE_S
from planner.usecases import screening
from tests.cli.conftest import TODAY as _SIXTH
from tests.cli.said import Planner
from tests.running import SIT, SLED, TITLE, Evening, press_until, watch, write_evening
from tests.terminal import Terminal
from tests.tui.season import NOON, TODAY

Run = Callable[..., Terminal]
READY = b"\r   0:10"


@pytest.fixture
def run(evening: Evening) -> Iterator[Run]:
    """The program in a terminal; ended with the test."""
    opened: list[Terminal] = []

    def start(**environment: str) -> Terminal:
        words = ("-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", "session", "--run")
        variables = {**evening.clock.environment, **environment}
        opened.append(Terminal(sys.executable, *words, **variables))  # type: ignore[arg-type]
        opened[-1].wait_until(lambda: bool(opened[-1].text.partition("q leave")[2].strip()))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.end()


def finish(terminal: Terminal, *, rpe: bytes = b"3", pain: bytes = b"1") -> None:
    terminal.wait_for("How hard was it")
    terminal.press(rpe + b"\n")
    terminal.wait_for("Worst pain")
    terminal.press(pain + b"\n")
    assert terminal.wait() == 0


def test_a_whole_session_with_the_space_key_rings_every_bell_and_is_recorded_as_it_was(
    run: Run, evening: Evening
) -> None:
    terminal = run()
    watch(evening, terminal, 0, 225)
    stored = evening.stored
    assert stored is not None
    assert [one.ended for one in stored.run.performed] == [40.0, 100.0]

    os.kill(terminal.process, signal.SIGKILL)
    terminal.wait()
    evening.clock.set_to(232)
    again = run()
    again.wait_for("0:18")  # of the thirty seconds of the hold that began at 220
    assert "Hold 1 of 2" in again.text
    assert again.bells == 0
    watch(evening, again, 232, 400)

    again.wait_for("Done: sled 2 × 20 m, 56 kg; wall sit 2 × 30 s with ball, in 7 min.")
    finish(again)
    done = evening.recorded
    assert done.actual is not None
    assert (done.status, done.actual.pain) == (StoredStatus.DONE, 1)
    assert done.actual.effort == Effort(duration_s=400, rpe=3.0, sets=(SLED, SIT))
    assert evening.stored is None


def test_the_countdown_takes_a_few_bytes_a_second(run: Run, evening: Evening) -> None:
    terminal = run()
    terminal.wait_until(lambda: READY in terminal.output)
    watch(evening, terminal, 0, 70)
    terminal.settle(0.1)
    before = len(terminal.output)
    for second in range(71, 91):
        evening.clock.set_to(second)
        terminal.wait_for(f"0:{second - 70:02d}")
    assert len(terminal.output) - before == 20 * len(READY)


def test_in_a_pause_nothing_is_written_and_no_time_passes(run: Run, evening: Evening) -> None:
    terminal = run()
    evening.clock.set_to(4)
    terminal.wait_for("0:06")
    terminal.press(b"p")
    terminal.wait_for("Paused")
    terminal.settle(0.1)
    before = len(terminal.output)
    for second in (5, 100, 1_000):
        evening.clock.set_to(second)
        assert terminal.read(0.1) == b""
    assert len(terminal.output) == before
    terminal.press(b"p")
    terminal.wait_for("goes on")
    terminal.wait_for("0:06")


def test_a_sleep_of_an_hour_is_asked_about_without_a_bell(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 225)
    rung = terminal.bells
    evening.clock.set_to(225 + 3_600)
    terminal.wait_for("Was hold 1 of 2 done?")
    assert terminal.bells == rung
    terminal.press(b" ")
    terminal.wait_for("30 s held.")
    terminal.wait_for("Get ready: hold 2 of 2")
    stored = evening.stored
    assert stored is not None
    assert [one.ended for one in stored.run.performed] == [40.0, 100.0, 250.0]
    assert stored.run.active_s(225 + 3_600) == 250


def test_a_clock_on_the_wall_set_back_by_an_hour_changes_nothing(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 65)
    terminal.wait_for("0:05")
    evening.clock.set_wall_back(3_600)
    watch(evening, terminal, 65, 68)
    terminal.wait_for("0:02")


def test_after_a_restart_with_the_clock_set_back_it_resumes_where_its_segment_began(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 65)
    os.kill(terminal.process, signal.SIGKILL)
    terminal.wait()
    evening.clock.restart_machine()
    evening.clock.set_wall_back(3_600)
    again = run()
    again.wait_for("Rest 30 s")
    again.wait_for("0:30")
    evening.clock.set_to(66)
    again.wait_for("0:29")


def test_a_terminal_stalled_for_a_minute_brings_one_bell_at_most_and_the_true_second(
    run: Run, evening: Evening
) -> None:
    terminal = run()
    watch(evening, terminal, 0, 225)
    rung = terminal.bells
    for second in (240, 247, 248, 249, 250, 286):  # the bell would ring five times, and nobody reads
        before = terminal.waiting_bytes
        evening.clock.set_to(second)
        terminal.wait_until(lambda: terminal.waiting_bytes > before, reading=False)  # noqa: B023 - waited for at once
        if second == 240:
            terminal.stall(PATIENCE_S + 0.1)
    terminal.wait_for("1:24")  # of the rest that began at 250
    assert terminal.bells - rung <= 1
    watch(evening, terminal, 286, 370)  # and from there on it rings again


def test_a_line_that_takes_nothing_any_more_holds_the_program_up_and_loses_nothing(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 225)
    rung = terminal.bells
    terminal.press(b"?" * 400)  # a hundred thousand characters, and nobody reads them
    terminal.wait_until(lambda: terminal.waiting_bytes > 4_000, reading=False)
    evening.clock.set_to(286)
    terminal.wait_for("1:24")
    assert terminal.bells == rung
    stored = evening.stored
    assert stored is not None
    assert stored.run.segment is not None
    assert (stored.run.segment.kind, stored.run.began) == (SegmentKind.REST, 250.0)


def test_two_terminals_run_one_session_and_either_may_end_it(run: Run, evening: Evening) -> None:
    first, second = run(), run()
    watch(evening, first, 0, 10)
    second.wait_for("Round 1 of 2")
    press_until(evening, second, b" ", 40, 1)
    evening.clock.set_to(42)
    first.wait_for("Rest 30 s")
    first.press(b"d")
    finish(first)
    evening.clock.set_to(44)
    second.wait_for("The session was")  # ended, or recorded by now
    assert second.wait() == 0
    done = evening.recorded.actual
    assert done is not None
    assert done.effort.sets == (replace(SLED, rounds=1),)


def test_loads_skips_and_second_tries_are_recorded_as_they_were(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 10)
    terminal.press(b"+")
    terminal.wait_for("58.5 kg from the next round on.")
    press_until(evening, terminal, b"\r", 40, 1)
    press_until(evening, terminal, b"r", 45, 0)
    terminal.wait_for("what was recorded of it is taken away")
    terminal.press(b"n")
    terminal.wait_until(lambda: "Get ready: round 1 of 2" in terminal.text)
    terminal.press(b"n")
    terminal.wait_for("Left out.")
    terminal.press(b"h")
    terminal.wait_for("at home")
    terminal.press(b"-")
    terminal.wait_for("The load stays: no round with a load is left.")
    terminal.press(b"d")
    terminal.wait_for("Nothing was done")
    assert terminal.wait() == 0
    assert (evening.recorded, evening.stored) == (evening.workout, None)


@pytest.mark.parametrize("key", [b"q", b"\x1b", b"\x03"])
def test_leaving_pauses_and_stores_it_and_restores_the_terminal(run: Run, evening: Evening, key: bytes) -> None:
    terminal = run()
    evening.clock.set_to(4)
    terminal.wait_for("0:06")
    terminal.press(b"\x1b[A")  # an arrow is no escape
    terminal.press(key)
    assert terminal.wait() == 0
    assert "Paused and saved" in terminal.text
    assert termios.tcgetattr(terminal.file) == terminal.modes
    stored = evening.stored
    assert stored is not None
    assert stored.run.paused == 4.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_terminal_restored_and_the_session_runs_on(
    run: Run, evening: Evening, number: signal.Signals
) -> None:
    terminal = run()
    evening.clock.set_to(4)
    terminal.wait_for("0:06")
    os.kill(terminal.process, number)
    assert terminal.wait() == 128 + number
    assert termios.tcgetattr(terminal.file) == terminal.modes
    stored = evening.stored
    assert stored is not None
    assert stored.run.paused is None


def test_a_stop_gives_the_terminal_back_and_going_on_shows_where_it_is(evening: Evening) -> None:
    words = [sys.executable, "-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", "session", "--run"]
    script = f"{shlex.join(words)}; stty -a; read answer; fg"
    terminal = Terminal("sh", "-mc", script, **evening.clock.environment)  # type: ignore[arg-type]
    terminal.wait_for("Get ready")
    terminal.press(b"\x1a")
    terminal.wait_for("icanon")
    assert " -icanon" not in terminal.text
    assert " echo " in terminal.text
    evening.clock.set_to(20)
    terminal.press(b"\n")
    terminal.wait_for("Round 1 of 2")
    terminal.wait_for("0:10")
    terminal.press(b"q")
    assert terminal.wait() == 0


def test_a_terminal_that_cannot_go_back_in_its_line_gets_a_line_an_event(run: Run, evening: Evening) -> None:
    terminal = run(TERM="dumb")
    watch(evening, terminal, 0, 70)
    terminal.wait_for("Round 2 of 2")
    assert b"\r " not in terminal.output
    assert terminal.text.count("10 s\n") == 1 or "   10 s" in terminal.text


def test_the_answers_at_the_end_can_be_left_for_later(run: Run, evening: Evening) -> None:
    terminal = run()
    watch(evening, terminal, 0, 40)
    terminal.press(b"d")
    terminal.wait_for("How hard was it")
    terminal.press(b"12\n")
    terminal.wait_for("write a number from 0 to 10")
    terminal.press(b"\x04")
    assert terminal.wait() == 0
    assert evening.recorded.status is StoredStatus.PLANNED
    again = run()
    finish(again, rpe=b"", pain=b"")
    done = evening.recorded.actual
    assert done is not None
    assert (done.effort.rpe, done.pain) == (None, None)


def test_a_heavy_session_asks_for_the_lane_and_without_one_the_wall_sit_is_left(
    evening: Evening, tmp_path: Path
) -> None:
    path = tmp_path / "heavy.db"
    write_evening(path, StrengthKind.HEAVY)
    path.replace(evening.path)
    screening.answer_questions(evening.book, {"lane": "no"})
    words = ("-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", "session", "--run")
    terminal = Terminal(sys.executable, *words, **evening.clock.environment)  # type: ignore[arg-type]
    terminal.wait_for("Is the lane clear")
    terminal.press(b"perhaps\nn\n")
    terminal.wait_for("Do the wall sit alone instead?")
    terminal.press(b"n\n")
    assert terminal.wait() == 1
    assert evening.stored is None
    terminal = Terminal(sys.executable, *words, **evening.clock.environment)  # type: ignore[arg-type]
    terminal.wait_for("y/n")
    terminal.press(b"n\ny\n")
    terminal.wait_for("Warm up")
    terminal.press(b"h")
    terminal.wait_until(lambda: terminal.text.count("do your shoes grip?") == 2)
    terminal.press(b"n")
    terminal.wait_for("Nothing changes.")
    terminal.press(b"hy")
    terminal.wait_for("without a sled")
    terminal.press(b"q")
    assert terminal.wait() == 0
    answered = screening.stored_screening(evening.book)
    assert answered is not None
    assert answered.answers["lane"] == "yes"


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (
            b"nope\nno\nnormal\nn\n",
            {question.name: "no" for question in NONE_OF_THESE} | {"pressure": "normal", "age": "no"},
        ),
        (b"y\nn\ny\n\n", {"heart": "no", "chest": "yes"}),
        (b"\n", None),
    ],
    ids=["none of these", "one by one", "later"],
)
def test_health_is_asked_with_one_question_for_all_conditions(
    evening: Evening, typed: bytes, given: dict[str, str] | None
) -> None:
    with edit(evening.path, "unanswered", now=NOON) as repository:
        repository.replace_runner(replace(repository.runner(), screening=None))
    words = ("-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", "session", "--run")
    terminal = Terminal(sys.executable, *words, **evening.clock.environment)  # type: ignore[arg-type]
    terminal.wait_for("no / yes:")
    terminal.press(typed)
    terminal.wait_for("Get ready")
    terminal.end()
    stored = screening.stored_screening(evening.book)
    assert (None if stored is None else stored.answers) == given


def test_what_health_keeps_out_is_said_and_nothing_is_started(evening: Evening) -> None:
    screening.answer_questions(evening.book, {"bone": "yes"})
    words = ("-m", "planner", "--db", str(evening.path), "--today", f"{TODAY}", "session", "--run")
    terminal = Terminal(sys.executable, *words, **evening.clock.environment)  # type: ignore[arg-type]
    assert terminal.wait() == 1
    assert "get assessed" in terminal.text
    assert evening.stored is None


def test_without_a_terminal_it_is_one_sentence(program: Planner, planner: Planner) -> None:
    planner("add", "today", "light", "--sled", "2x20 56")
    said = program("session", "--run")
    assert (said.code, said.out) == (2, "")
    assert said.err == "planner: --run needs a terminal; without it the session is printed.\n"
    said = program("session", "--run", "--json")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_day_without_a_session_names_the_next(evening: Evening) -> None:
    words = ("-m", "planner", "--db", str(evening.path), "--today", _SIXTH, "session", "fri", "--run")
    terminal = Terminal(sys.executable, *words)
    assert terminal.wait() == 1
    assert "There is no strength session to start on" in terminal.text.replace("\n", " ")
    assert TITLE not in terminal.text
