"""The health questions as a sheet: a row each, the one under the cursor in full, and what its answer forbids.

The sheet opens by itself once a session while no question was ever answered. It can be left, and then nothing is
assumed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.text import capitalize_first
from planner.training.formatting import format_day
from planner.training.screening import NO, QUESTIONS, YES, Question, Screening, screening_gates, with_answers
from planner.training.session_gates import WHY_HEALTH_IS_ASKED
from planner.tui.host import host_of
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.screen import ModeScreen
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.state.saver import Saver
from planner.tui.widgets.option_list import RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases import screening as questions
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from textual.dom import DOMNode

_CLEARANCE_ROW = len(QUESTIONS)
"""The row below the questions, for a clearance by a doctor or physiotherapist."""
_FRAME = 5
"""Lines besides questions and text: the title, the keys, a blank, and the edges of the sheet."""
_TEXT_LINES, _FEWER_TEXT_LINES = 4, 3
_ANSWER_WIDTH, _NARROW_WIDTH = 9, 50
_NARROW_WORDS = {"screening.none": "none", "screening.next": "", "screening.close": ""}
"""What the keys are called on a phone: saving matters more there than escape, which everybody knows."""


class ScreeningSheet(SizedSheet[Screening]):
    """The health questions; the result is what was stored, None when the sheet is left with escape."""

    MAX_WIDTH = 84
    COMMAND_TABLE = sheet_commands.SCREENING
    OPENING_KEY = "right"

    def __init__(self, book: Planbook) -> None:
        self._title, self._gap, self._foot = sheet_line(), sheet_line(), sheet_line()
        self._list, self._passage = RowList(), ScrollText()
        super().__init__(self._title, self._gap, self._list, sheet_line(), self._passage, self._foot)
        self._book = book
        self._saver = Saver(self, book, self._show_save_message)
        self._answers = self._before = questions.stored_screening(book) or Screening()
        self._refusal = ""
        self._denied: tuple[Question, ...] = ()
        """What was denied together by the last key, to be read before it is saved."""

    def fit(self, width: int, height: int) -> None:
        """Give the questions the room that the text below them leaves."""
        selected = self._list.cursor
        text = [row for text, color in self._texts_of(selected) for row in wrap_rows(text, width, color)]
        # The text always takes the same lines, so that the sheet keeps its size when the cursor moves.
        text_lines = _TEXT_LINES if height >= _FRAME + _TEXT_LINES + _CLEARANCE_ROW else _FEWER_TEXT_LINES
        if self._denied:  # it is read before it is saved: the list gives way
            text_lines = max(text_lines, min(len(text), height - _FRAME - 1))
        self._list.styles.height = max(min(_CLEARANCE_ROW + 1, height - _FRAME - text_lines), 1)
        self._gap.display = height > _FRAME + _TEXT_LINES + _CLEARANCE_ROW + 1
        open_count = len(self._answers.open_questions)
        note = "  not medical advice"
        note += f" · {open_count} open" if open_count and width > _NARROW_WIDTH else ""
        self._title.show([(Piece("Health questions", "title", "sheet"), Piece(note, "muted", "sheet"))])
        rows = [*(self._row(index) for index in range(_CLEARANCE_ROW)), self._clearance_row()]
        self._list.show_options(rows, selected)
        self._passage.show_rows(text[:text_lines] + [()] * (text_lines - len(text)), text_lines)
        words = _NARROW_WORDS if width <= _NARROW_WIDTH else {}
        foot = foot_text(self.COMMAND_TABLE, width if not words else None, words=words, separator="  ")
        self._foot.show([(Piece(foot, "muted", "sheet"),)])

    def _row(self, index: int) -> Row:
        question = QUESTIONS[index]
        answer = self._answers.answers.get(question.name)
        is_alarm = question in self._answers.alarm_questions
        color = "muted" if answer is None else "warn" if is_alarm else "done"
        return (
            Piece(f" {answer or 'open':<{_ANSWER_WIDTH}}", color, "sheet"),
            Piece("! " if is_alarm else "  ", "warn", "sheet"),
            Piece(capitalize_first(question.label), "text", "sheet"),
        )

    def _clearance_row(self) -> Row:
        day = self._answers.cleared_on
        answer = "no" if day is None else f"{day.day} {day:%b}"
        return (
            Piece(f" {answer:<{_ANSWER_WIDTH}}  ", "muted" if day is None else "done", "sheet"),
            Piece("Cleared", "text", "sheet"),
        )

    def _texts_of(self, index: int) -> Iterable[tuple[str, str]]:
        """Yield the texts about a row, each with its colour."""
        if self._refusal:
            yield self._refusal, "warn"
            return
        if self._denied:
            yield f"No to: {'; '.join(question.label for question in self._denied)}.", "done"
        if index == _CLEARANCE_ROW:
            since = f" It was recorded on {format_day(self._answers.cleared_on)}." if self._answers.cleared_on else ""
            asked = "Has a doctor or physiotherapist agreed to heavy sessions and wall sits?"
            yield f"{asked} y records today.{since}", "text"
            return
        question = QUESTIONS[index]
        yield question.text, "text"
        if question in self._answers.alarm_questions:
            alone = replace(self._answers, answers={question.name: self._answers.answers[question.name]})
            for gate in screening_gates(alone)[:1]:
                yield gate.why, "warn"
        elif not self._denied:
            yield WHY_HEALTH_IS_ASKED, "muted"

    def _show_save_message(self, text: str, refused: bool) -> None:
        del refused
        self._refusal = self.host.with_short_path(text)
        self.fit_to_terminal()

    @property
    def is_changed(self) -> bool:
        """Whether an answer differs from what was stored when the sheet was opened."""
        return (self._answers.answers, self._answers.cleared_on) != (self._before.answers, self._before.cleared_on)

    def action_step(self, by: int) -> None:
        """Go to another question."""
        self._refusal, self._denied = "", ()
        self._list.move_round(by)
        self.fit_to_terminal()

    def action_answer(self, answer: str) -> None:
        """Answer yes or no and go on, where these are answers of the question."""
        index = self._list.cursor
        if index == _CLEARANCE_ROW:
            self._set_clearance(self._book.today if answer == YES else None)
        elif answer in QUESTIONS[index].choices:
            self._set_answer(answer)
            self.action_step(1)
        elif QUESTIONS[index].name not in self._answers.answers:
            self._refusal = f"Choose with the arrows: {', '.join(QUESTIONS[index].choices)}."
            self.fit_to_terminal()

    def action_deny_all(self) -> None:
        """Answer no to the open questions that ask for a condition, show which they were, and go to what is left."""
        denied = self._answers.open_conditions
        if denied:
            answers = {**self._answers.answers, **{question.name: NO for question in denied}}
            self._take(with_answers(self._answers, answers, self._book.today))
            left = self._answers.open_questions
            self._list.move_to(QUESTIONS.index(left[0]) if left else _CLEARANCE_ROW)
        else:
            self._refusal = "These questions are all answered; y and n change an answer."
        self._denied = denied
        self.fit_to_terminal()

    def action_next_answer(self, by: int) -> None:
        """Take the next answer of the question, or the one before when negative."""
        index = self._list.cursor
        if index == _CLEARANCE_ROW:
            self.action_answer(NO if self._answers.cleared_on else YES)
            return
        choices = QUESTIONS[index].choices
        current = self._answers.answers.get(QUESTIONS[index].name)
        choice = choices.index(current) + by if current in choices else (0 if by > 0 else -1)
        self._set_answer(choices[choice % len(choices)])

    def action_clear(self) -> None:
        """Take the answer away."""
        if self._list.cursor == _CLEARANCE_ROW:
            self._set_clearance(None)
        else:
            self._set_answer(None)

    def action_save(self) -> None:
        """Store the answers as soon as no other session writes."""
        self._saver.save(self._save)

    def _save(self) -> None:
        self.dismiss(questions.store_screening(self._book, self._answers))

    def _set_answer(self, answer: str | None) -> None:
        name = QUESTIONS[self._list.cursor].name
        answers = {key: value for key, value in self._answers.answers.items() if key != name}
        if answer is not None:
            answers[name] = answer
        self._take(with_answers(self._answers, answers, self._book.today))

    def _set_clearance(self, day: dt.date | None) -> None:
        self._take(replace(self._answers, cleared_on=day))

    def _take(self, answers: Screening) -> None:
        self._answers, self._refusal, self._denied = answers, "", ()
        self.fit_to_terminal()


def open_screening(node: DOMNode, on_closed: Callable[[], None] | None = None) -> None:
    """Open the sheet; after it is closed, show what was stored and call ``on_closed``.

    Raises:
        RefusedError: The answers of before cannot be read.
    """
    sheet = ScreeningSheet(host_of(node).book)
    host_of(node).screening_asked = True

    def show_stored(stored: Screening | None) -> None:
        screen = node.app.screen
        if stored is not None and isinstance(screen, ModeScreen):
            hint = f" {screen.undo_hint}" if sheet.is_changed else ""
            screen.say(f"Health questions: {stored.describe()}.{hint}")
        if on_closed is not None:
            on_closed()

    node.app.push_screen(sheet, show_stored)


def open_screening_if_unanswered(node: DOMNode, on_closed: Callable[[], None] | None = None) -> bool:
    """Open the sheet if no question was ever answered and the sheet was not opened in this session.

    Args:
        node: A screen of the app, or the app itself while no sheet is open.
        on_closed: Called after the sheet is closed, answered or not; not called if it does not open.

    Returns:
        Whether the sheet opens.

    Raises:
        RefusedError: The answers of before cannot be read.
    """
    if host_of(node).screening_asked or questions.stored_screening(host_of(node).book) is not None:
        return False
    open_screening(node, on_closed)
    return True
