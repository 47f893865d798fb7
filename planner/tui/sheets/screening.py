"""The health questions as a sheet: conditions that one key denies together, and after them the two measures.

Each row is a condition that one has or has not: yes always means that one has it. The sheet opens by itself once a
session while no question was ever answered, and goes as soon as the last one is. It can be left, and then nothing is
assumed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.text import capitalize_first
from planner.training.formatting import format_day
from planner.training.screening import (
    NO,
    NORMAL,
    QUESTIONS,
    YES,
    Question,
    Screening,
    screening_gates,
    with_answers,
)
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

_PRESSURE, _AGE = (next(question for question in QUESTIONS if question.name == name) for name in ("pressure", "age"))
_CONDITIONS = tuple(question for question in QUESTIONS if question not in (_PRESSURE, _AGE))
_ROWS = (*_CONDITIONS, _PRESSURE, _AGE)
"""The questions in the order of the rows: what one has or has not, then the measures."""
_CLEARANCE_ROW = len(_ROWS)
"""The row below the questions, for a clearance by a doctor or physiotherapist."""
_MEASURE_TEXTS = {
    "pressure": "Blood pressure: n normal, below 130/85; r raised, to 159/99; h high, from 160/100 or found high and "
    "not under control; u unknown, never found high.",
    "age": "How old are you? n from 18 to 65; y younger or older than that.",
}
"""The questions on the two measures, with the keys of their answers."""
_AGE_ANSWERS = {NO: "18 to 65", YES: "outside"}
_FOOT_WORDS = {
    "pressure": {"no": "normal", "yes": "", "raised": "raised", "high": "high", "unknown": "unknown"},
    "age": {"no": "18 to 65", "yes": "younger or older"},
    "clearance": {"no": "no", "yes": "cleared today"},
}
"""What the keys say in the foot on the rows below the conditions."""
_FRAME = 5
"""Lines besides questions and text: the title, the keys, a blank, and the edges of the sheet."""
_TEXT_LINES, _FEWER_TEXT_LINES = 4, 3
_ANSWER_WIDTH, _NARROW_WIDTH = 9, 50


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

    def fit(self, width: int, height: int) -> None:
        """Give the questions the room that the text below them leaves."""
        selected = self._list.cursor
        text = [row for text, color in self._texts_of(selected) for row in wrap_rows(text, width, color)]
        # The text always takes the same lines, so that the sheet keeps its size when the cursor moves.
        text_lines = _TEXT_LINES if height >= _FRAME + _TEXT_LINES + _CLEARANCE_ROW else _FEWER_TEXT_LINES
        self._list.styles.height = max(min(_CLEARANCE_ROW + 1, height - _FRAME - text_lines), 1)
        self._gap.display = height > _FRAME + _TEXT_LINES + _CLEARANCE_ROW + 1
        heading = "Do you have any of these?" if selected < len(_CONDITIONS) else "Health questions"
        note = "  not medical advice"
        self._title.show([(Piece(heading, "title", "sheet"), Piece(note, "muted", "sheet"))])
        rows = [*(self._row(question) for question in _ROWS), self._clearance_row()]
        self._list.show_options(rows, selected)
        self._passage.show_rows(text[:text_lines] + [()] * (text_lines - len(text)), text_lines)
        foot = foot_text(self.COMMAND_TABLE, width, words=self._foot_words(selected, width), separator="  ")
        self._foot.show([(Piece(foot, "muted", "sheet"),)])

    def _foot_words(self, selected: int, width: int) -> dict[str, str]:
        """Return what the keys say in the foot on a row, by the names of the commands."""
        own = {"no": "none of these", "yes": "yes", "raised": "", "high": "", "unknown": ""}
        if selected >= len(_CONDITIONS):
            own |= _FOOT_WORDS["clearance" if selected == _CLEARANCE_ROW else _ROWS[selected].name]
        elif any(question in self._answers.alarm_questions for question in _CONDITIONS):
            own["no"] = "none of the others"
        words = {f"screening.{name}": word for name, word in own.items()}
        if width <= _NARROW_WIDTH:
            words["screening.close"] = ""
            words["screening.no"] = "none" if selected < len(_CONDITIONS) else words["screening.no"]
        return words

    def _row(self, question: Question) -> Row:
        answer = self._answers.answers.get(question.name)
        is_alarm = question in self._answers.alarm_questions
        color = "muted" if answer is None else "warn" if is_alarm else "done"
        shown = "open"
        if answer is not None:
            shown = answer if question is _PRESSURE else _AGE_ANSWERS[answer] if question is _AGE else ""
            shown = shown or (YES if is_alarm else NO)
        label = "age" if question is _AGE else question.alarm_label
        return (
            Piece(f" {shown:<{_ANSWER_WIDTH}}", color, "sheet"),
            Piece("! " if is_alarm else "  ", "warn", "sheet"),
            Piece(capitalize_first(label), "text", "sheet"),
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
        if index == _CLEARANCE_ROW:
            since = f" It was recorded on {format_day(self._answers.cleared_on)}." if self._answers.cleared_on else ""
            asked = "Has a doctor or physiotherapist agreed to heavy sessions and wall sits?"
            yield f"{asked} y records today.{since}", "text"
            return
        question = _ROWS[index]
        yield _question_text(question), "text"
        if question in self._answers.alarm_questions:
            alone = replace(self._answers, answers={question.name: self._answers.answers[question.name]})
            for gate in screening_gates(alone)[:1]:
                yield gate.why, "warn"
        else:
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
        """Go to another row."""
        self._refusal = ""
        self._list.move_round(by)
        self.fit_to_terminal()

    def action_no(self) -> None:
        """Deny the open conditions in sight and go on; on a measure, say that it is the usual one.

        On a terminal that shows only some of them, the next ones come into sight: none is denied unread.
        """
        index = self._list.cursor
        if index == _CLEARANCE_ROW:
            self._set_clearance(None)
        elif index < len(_CONDITIONS):
            seen = self._list.last_visible + 1
            denied = {question.name: _clear_answer(question) for question in _CONDITIONS[:seen]}
            answers = denied | dict(self._answers.answers)
            if seen < len(_CONDITIONS):
                self._take_answers(answers)
                self._list.show_from(seen)
                self.fit_to_terminal()
            else:
                self._go_on_with(answers)
        else:
            self._answer_measure(NORMAL if _ROWS[index] is _PRESSURE else NO)

    def action_yes(self) -> None:
        """Say that one has the condition, or has it not after all; on other rows, answer yes."""
        index = self._list.cursor
        if index == _CLEARANCE_ROW:
            self._set_clearance(self._book.today)
        elif index < len(_CONDITIONS):
            question = _CONDITIONS[index]
            has_it = question in self._answers.alarm_questions
            self._set_answer(_clear_answer(question) if has_it else question.alarm_answer)
        elif _ROWS[index] is _AGE:
            self._answer_measure(YES)
        else:
            self._refusal = f"Choose one: {', '.join(_PRESSURE.choices)}."
            self.fit_to_terminal()

    def action_pressure(self, answer: str) -> None:
        """Answer the question about blood pressure; on other rows the keys do nothing."""
        index = self._list.cursor
        if index < len(_ROWS) and _ROWS[index] is _PRESSURE:
            self._answer_measure(answer)

    def _answer_measure(self, answer: str) -> None:
        self._go_on_with({**self._answers.answers, _ROWS[self._list.cursor].name: answer})

    def _go_on_with(self, answers: Mapping[str, str]) -> None:
        """Take answers and go to the next measure that is open; save them when they leave nothing open any more."""
        had_open = bool(self._answers.open_questions)
        self._take_answers(answers)
        left = self._answers.open_questions
        if had_open and not left:
            self.action_save()
        elif left:
            measures = [question for question in (_PRESSURE, _AGE) if question in left]
            self._list.move_to(_ROWS.index((measures or left)[0]))
            self.fit_to_terminal()

    def action_next_answer(self, by: int) -> None:
        """Take the next answer of the row, or the one before when negative."""
        index = self._list.cursor
        if index == _CLEARANCE_ROW:
            self._set_clearance(None if self._answers.cleared_on else self._book.today)
            return
        choices = _ROWS[index].choices
        current = self._answers.answers.get(_ROWS[index].name)
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
        name = _ROWS[self._list.cursor].name
        answers = {key: value for key, value in self._answers.answers.items() if key != name}
        if answer is not None:
            answers[name] = answer
        self._take_answers(answers)

    def _take_answers(self, answers: Mapping[str, str]) -> None:
        self._take(with_answers(self._answers, answers, self._book.today))

    def _set_clearance(self, day: dt.date | None) -> None:
        self._take(replace(self._answers, cleared_on=day))

    def _take(self, answers: Screening) -> None:
        self._answers, self._refusal = answers, ""
        self.fit_to_terminal()


def _clear_answer(question: Question) -> str:
    """Return the answer of who has not what a question is about."""
    return next(answer for answer in question.choices if answer != question.alarm_answer)


def _question_text(question: Question) -> str:
    """Return a question, so that yes is what keeps something out; that on a measure with the keys of its answers."""
    return _MEASURE_TEXTS.get(question.name) or question.condition_text or question.text


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
