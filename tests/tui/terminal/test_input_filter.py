"""What a terminal answers is no key, however late and in however many pieces; escape and a key are two keys."""

from __future__ import annotations

import os
import shlex
import signal
import sys

import pytest

from planner.tui.terminal.background import is_light
from planner.tui.terminal.input_filter import InputFilter, Part, PartKind
from planner.tui.terminal.kitty_keys import legacy_keys
from planner.usecases.planbook import Planbook
from tests.terminal import Terminal
from tests.tui.driving import Spawn
from tests.tui.season import TODAY

WHITE = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
ANSWERS = (WHITE, "\x1b]11;rgb:1e/1e/2e\a", "\x1b[?62;22c", "\x1b[?1u", "\x1b[0n")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def received(*pieces: str, pause: float = 0.0, asked: bool = True) -> list[Part]:
    """What becomes of pieces that come one after the other."""
    clock = Clock()
    read = InputFilter(clock)
    if asked:
        read.expect_answer()
    found: list[Part] = []
    for piece in pieces:
        found += read.feed(piece)
        clock.now += pause
        found += read.tick()
    clock.now += 10
    found += read.tick()
    return found


def keys(parts: list[Part]) -> list[str]:
    """The keys among the parts: escape, sequences, and the letters of text."""
    found: list[str] = []
    for kind, text in parts:
        if kind is not PartKind.ANSWER:
            found += text if kind is PartKind.TEXT else [text]
    return found


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_two_pieces_is_no_key_wherever_it_is_cut(answer: str) -> None:
    for cut in range(1, len(answer)):
        assert keys(received("j", answer[:cut], answer[cut:] + "k", pause=0.3)) == ["j", "k"], cut


@pytest.mark.parametrize("answer", ANSWERS[:2])
def test_an_answer_letter_by_letter_is_no_key(answer: str) -> None:
    assert received(*answer, pause=0.05) == [Part(PartKind.ANSWER, answer)]


def test_an_answer_that_breaks_off_swallows_no_sequence_after_it() -> None:
    assert keys(received(WHITE[:12], "\x1b[A", pause=5)) == ["\x1b[A"]
    assert keys(received(WHITE[:12], "\x03")) == ["\x03"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("\x1bd", ["\x1b", "d"]),
        ("\x1b\x1b", ["\x1b", "\x1b"]),
        ("\x1b1", ["\x1b", "1"]),
        ("\x1b[", ["\x1b", "["]),
        ("\x1b]", ["\x1b", "]"]),
        ("\x1b]1q", ["\x1b", "]", "1", "q"]),
        ("\x1bO", ["\x1b", "O"]),
        ("\x1b[A\x1b[1;5Cx\x1bOS", ["\x1b[A", "\x1b[1;5C", "x", "\x1bOS"]),
        ('\x1b[[A\x1b[<0;3;4M\x1b[M !"', ["\x1b[[A", "\x1b[<0;3;4M", '\x1b[M !"']),
        ("\x1bé", ["\x1b", "é"]),
    ],
    ids=["d", "twice", "1", "[", "]", "]1q", "O", "arrows", "mouse", "é"],
)
def test_escape_and_a_key_are_two_keys_and_a_sequence_is_one(typed: str, expected: list[str]) -> None:
    assert keys(received(typed, asked=False)) == expected
    assert keys(received(*typed, asked=False)) == expected


def test_a_lone_escape_waits_a_tenth_of_a_second() -> None:
    clock = Clock()
    read = InputFilter(clock)
    assert not list(read.feed("\x1b"))
    assert read.wait_s == pytest.approx(0.1)
    clock.now += 0.11
    assert list(read.tick()) == [Part(PartKind.ESCAPE, "\x1b")]
    assert read.wait_s is None


def test_pasted_text_is_left_as_it_is() -> None:
    pasted = "\x1b[200~a \x1b]11;rgb:0/0/0\a [A \x1b[201~"
    assert "".join(part.text for part in received(pasted + "q")) == pasted + "q"
    assert "".join(part.text for part in received(*pasted, "q")) == pasted + "q"


@pytest.mark.parametrize(
    ("sent", "legacy"),
    [
        ("\x1b[27u", "\x1b"),
        ("\x1b[27;65u", "\x1b"),
        ("\x1b[99;5u", "\x03"),
        ("\x1b[91;5u", "\x1b"),
        ("\x1b[32;5u", "\x00"),
        ("\x1b[9;2u", "\x1b[Z"),
        ("\x1b[57414u", "\r"),
        ("\x1b[57419u", "\x1b[A"),
        ("\x1b[1;129A", "\x1b[A"),
        ("\x1b[1;5C", "\x1b[1;5C"),
        ("\x1b[120;3u", ""),
        ("\x1b[3~", "\x1b[3~"),
    ],
)
def test_keys_of_the_kitty_protocol_are_those_of_other_terminals(sent: str, legacy: str) -> None:
    assert legacy_keys(sent) == legacy


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (WHITE, True),
        ("\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\a", True),
        ("\x1b]11;#eeeeee\a", True),
        ("\x1b]11;rgb:1a/1b/26\a", False),
        ("\x1b]11;rgb:0/2b/36\a", False),
        ("\x1b]11;?\a", None),
        ("\x1b[?62c", None),
    ],
)
def test_a_background_is_light_or_dark(answer: str, light: bool | None) -> None:
    assert is_light(answer) is light


BACKGROUND_OF_LIGHT, BACKGROUND_OF_CALM = "e4e4e4", "121212"  # as 256 colours show them


def test_a_light_terminal_gets_the_light_theme_though_its_answer_is_late_and_in_pieces(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    assert b"\x1b]11;?" in terminal.output
    assert terminal.screen.buffer[5][1].bg == BACKGROUND_OF_CALM
    terminal.settle(0.3)
    for piece in (WHITE[:2], WHITE[2:9], WHITE[9:-1], WHITE[-1:]):
        terminal.press(piece.encode())
        terminal.settle(0.15)
    terminal.wait_until(lambda: terminal.screen.buffer[5][1].bg == BACKGROUND_OF_LIGHT)
    assert "January 2027" in terminal.text
    assert "too small" not in terminal.text
    terminal.press(b"\x1b[27u?")
    terminal.wait_for("escape")


def test_an_escape_is_acted_upon_at_once_where_the_terminal_says_it_whole(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    assert b"\x1b[>1u" in terminal.output
    terminal.press(b"\x1b]11;rgb:0/0/0\a?")
    terminal.wait_for("Getting about")
    terminal.press(b"\x1b[27u")
    terminal.wait_until(lambda: "Getting about" not in terminal.text)
    terminal.press(b"q")
    assert terminal.wait() == 0
    terminal.settle(0.1)
    pushed, popped = terminal.output.rindex(b"\x1b[>1u"), terminal.output.rindex(b"\x1b[<u")
    assert pushed < popped < terminal.output.rindex(b"\x1b[?1049l")


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(book: Planbook) -> None:
    words = [sys.executable, "-m", "planner", "--db", str(book.path), "--today", f"{TODAY}"]
    terminal = Terminal("/bin/sh", "-i", ENV="", PS1="ready> ")
    try:
        terminal.wait_for("ready>")
        terminal.press(shlex.join(words).encode() + b"\n")
        terminal.wait_for("January 2027")
        terminal.press(b"\x1a")
        terminal.wait_for("Stopped")
        terminal.press(b"fg\n")
        terminal.wait_for("January 2027")
        terminal.press(b"}")
        terminal.wait_for("February 2027")
        terminal.press(b"q")
        terminal.wait_until(lambda: "ready>" in terminal.text)
    finally:
        terminal.end()


def test_the_program_is_suspended_and_comes_back_with_its_keys(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    os.kill(terminal.process, signal.SIGTSTP)
    terminal.wait_until(lambda: bool(os.waitpid(terminal.process, os.WNOHANG | os.WUNTRACED)[0]))
    terminal.settle(0.1)
    assert terminal.output.rindex(b"\x1b[<u") > terminal.output.rindex(b"\x1b[>1u")
    os.kill(terminal.process, signal.SIGCONT)
    terminal.wait_until(lambda: terminal.output.count(b"\x1b[>1u") == 2)
    terminal.press(b"}")
    terminal.wait_for("February 2027")


def test_an_interrupt_asks_where_something_is_half_typed(spawn: Spawn) -> None:
    terminal = spawn()
    terminal.wait_for("January 2027")
    terminal.press(b"d8")
    terminal.wait_for("RPE")
    terminal.press(b"\x03")
    terminal.wait_for("Something is half typed here.")
    terminal.press(b"n")
    terminal.wait_until(lambda: "half typed" not in terminal.text)
    terminal.press(b"\x03")
    terminal.wait_for("Something is half typed here.")
    terminal.press(b"\x03")
    assert terminal.wait() == 0
