"""A terminal that has answered once is asked again, and one that does not answer any more is stalled."""

from __future__ import annotations

from planner.tui.terminal.terminal_answers import PATIENCE_S, TerminalAnswers


class Line:
    """A terminal's line: counts what it is asked, by a clock that the test moves."""

    def __init__(self) -> None:
        self.asked = 0
        self.now = 0.0
        self.answers = TerminalAnswers(self._take_question, lambda: self.now)

    def _take_question(self) -> None:
        self.asked += 1


def test_a_terminal_that_never_answers_is_never_asked_and_never_stalled() -> None:
    line = Line()
    line.answers.ask()
    line.now = 1_000
    assert (line.asked, line.answers.is_stalled) == (0, False)


def test_an_answer_that_takes_too_long_is_a_stalled_line_until_it_comes() -> None:
    line = Line()
    line.answers.take_answer()
    line.answers.ask()
    line.now = PATIENCE_S
    assert not line.answers.is_stalled
    line.now += 0.1
    line.answers.ask()
    assert (line.asked, line.answers.is_stalled) == (1, True)
    line.answers.take_answer()
    assert not line.answers.is_stalled
    line.answers.ask()
    assert line.asked == 2


def test_a_key_is_a_sign_of_life() -> None:
    line = Line()
    line.answers.take_answer()
    line.answers.ask()
    line.now = 60
    line.answers.take_key()
    assert not line.answers.is_stalled
