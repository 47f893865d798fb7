"""The health questions as a sheet: a line a question, the one under the cursor in full, and what its answer keeps out.

It comes up by itself once a session where nothing was ever answered; leaving it is possible, and nothing is assumed
then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from planner.training.formatting import format_day
from planner.training.screening import NO, QUESTIONS, YES, Screening, screening_gates, with_answers
from planner.tui.host import host_of
from planner.tui.screen import ModeScreen
from planner.tui.sheets.sheet import SizedSheet
from planner.tui.state.saver import Saver
from planner.tui.widgets.option_list import ChoiceList
from planner.tui.widgets.rows import Piece, Row, RowsWidget
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import fit, wrap_text
from planner.usecases import screening as questions
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from textual.dom import DOMNode

_CLEARANCE_ROW = len(QUESTIONS)
"""The line below the questions."""
_FRAME = 5
"""Lines besides questions and words: the title, the keys, a blank, and the edges of the sheet."""
_TEXT_LINES, _FEWER_TEXT_LINES = 4, 3
_ANSWER_WIDTH, _NARROW_WIDTH = 9, 50


class ScreeningSheet(SizedSheet[Screening]):
    """The sheet; its result is what was stored, None when it is left with escape."""

    MAX_WIDTH: ClassVar[int] = 84
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "Answer yes, and go on."),
        Binding("n", "answer('no')", "Answer no, and go on."),
        Binding("right,l,space", "next_answer(1)", "Take the next answer."),
        Binding("left,h", "next_answer(-1)", "Take the answer before."),
        Binding("backspace,delete", "clear", "Leave the question open."),
        Binding("down,j,tab", "step(1)", "Go to the next question."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the question before."),
        Binding("enter", "save", "Save the answers."),
        Binding("escape,q", "close", "Answer them another time."),
    ]

    def __init__(self, book: Planbook) -> None:
        super().__init__()
        self._book = book
        self._stored = questions.stored_screening(book) or Screening()
        self._answers = self._stored
        self._refusal = ""

    def widgets(self) -> Iterable[Widget]:
        """The title, the questions, the one under the cursor in full, the keys."""
        self._title = RowsWidget(background="sheet")
        self._list = ChoiceList(id="screening-list")
        self._passage = ScrollText(id="screening-words")
        self._foot = RowsWidget(background="sheet")
        self._saver = Saver(self, self._book, self._show_save_message)
        self._gap = RowsWidget(background="sheet")
        return self._title, self._gap, self._list, RowsWidget(background="sheet"), self._passage, self._foot

    def fit(self, width: int, height: int) -> None:
        """The questions in what room the words leave."""
        words = _TEXT_LINES if height >= _FRAME + _TEXT_LINES + _CLEARANCE_ROW else _FEWER_TEXT_LINES
        self._list.styles.height = max(min(_CLEARANCE_ROW + 1, height - _FRAME - words), 1)
        still = len(self._answers.open_questions)
        self._gap.display = height > _FRAME + _TEXT_LINES + _CLEARANCE_ROW + 1
        head, state = "Health questions", "  not medical advice"
        state += f" · {still} open" if still and width > _NARROW_WIDTH else ""
        self._title.show([(Piece(head, "title", "sheet"), Piece(state, "muted", "sheet"))])
        chosen = self._list.cursor
        self._list.set_rows([*(self._row(place) for place in range(_CLEARANCE_ROW)), self._clearance_row()], chosen)
        said = [(line, ink) for text, ink in self._texts_of(chosen) for line in wrap_text(text, width)][:words]
        rows: list[Row] = [(Piece(line, ink, "sheet"),) for line, ink in said]
        self._passage.show_rows(rows + [()] * (words - len(rows)), words)
        keys = "y yes  n no  ← → another  enter save  escape later"
        self._foot.show([(Piece(fit(keys, width, host_of(self).glyphs).rstrip(), "muted", "sheet"),)])

    def _row(self, place: int) -> Row:
        question = QUESTIONS[place]
        said = self._answers.answers.get(question.name)
        alarm = question in self._answers.alarm_questions
        ink = "muted" if said is None else "warn" if alarm else "done"
        label = question.label[0].upper() + question.label[1:]
        return (
            Piece(f" {said or 'open':<{_ANSWER_WIDTH}}", ink, "sheet"),
            Piece("! " if alarm else "  ", "warn", "sheet"),
            Piece(label, "text", "sheet"),
        )

    def _clearance_row(self) -> Row:
        day = self._answers.cleared_on
        said = "no" if day is None else f"{day.day} {day:%b}"
        return Piece(f" {said:<{_ANSWER_WIDTH}}  ", "muted" if day is None else "done", "sheet"), Piece(
            "Cleared", "text", "sheet"
        )

    def _texts_of(self, place: int) -> Iterable[tuple[str, str]]:
        if self._refusal:
            yield self._refusal, "warn"
            return
        if place == _CLEARANCE_ROW:
            since = f" It was recorded on {format_day(self._answers.cleared_on)}." if self._answers.cleared_on else ""
            yield (
                f"Has a doctor or physiotherapist agreed to heavy sessions and wall sits? y records today.{since}",
                "text",
            )
            return
        question = QUESTIONS[place]
        yield question.text, "text"
        if question in self._answers.alarm_questions:
            alone = replace(self._answers, answers={question.name: self._answers.answers[question.name]})
            for gate in screening_gates(alone)[:1]:
                yield gate.why, "warn"

    def _show_save_message(self, text: str, refused: bool) -> None:
        del refused
        self._refusal = text
        self.refit()

    def action_step(self, by: int) -> None:
        """Another question."""
        self._refusal = ""
        self._list.move(by)
        self.refit()

    def action_answer(self, answer: str) -> None:
        """Yes or no, where the question takes it."""
        place = self._list.cursor
        if place == _CLEARANCE_ROW:
            self._set_clearance(self._book.today if answer == YES else None)
        elif answer in QUESTIONS[place].choices:
            self._set_answer(answer)
            self.action_step(1)
        elif QUESTIONS[place].name not in self._answers.answers:
            self._refusal = f"Choose with the arrows: {', '.join(QUESTIONS[place].choices)}."
            self.refit()

    def action_next_answer(self, by: int) -> None:
        """The next answer, or the one before."""
        place = self._list.cursor
        if place == _CLEARANCE_ROW:
            self.action_answer(NO if self._answers.cleared_on else YES)
            return
        choices = QUESTIONS[place].choices
        said = self._answers.answers.get(QUESTIONS[place].name)
        at = choices.index(said) + by if said in choices else (0 if by > 0 else -1)
        self._set_answer(choices[at % len(choices)])

    def action_clear(self) -> None:
        """As if it had not been answered."""
        if self._list.cursor == _CLEARANCE_ROW:
            self._set_clearance(None)
        else:
            self._set_answer(None)

    def action_save(self) -> None:
        """Store them, as soon as nobody else writes."""
        self._saver.save(self._save)

    def _save(self) -> None:
        self.dismiss(questions.store_screening(self._book, self._answers))

    def _set_answer(self, answer: str | None) -> None:
        name = QUESTIONS[self._list.cursor].name
        answers = {key: value for key, value in self._answers.answers.items() if key != name}
        now = answers if answer is None else {**answers, name: answer}
        self._answers = with_answers(self._answers, now, self._book.today)
        self._refusal = ""
        self.refit()

    def _set_clearance(self, day: dt.date | None) -> None:
        self._answers = replace(self._answers, cleared_on=day)
        self._refusal = ""
        self.refit()


def open_screening(node: DOMNode, on_closed: Callable[[], None] | None = None) -> None:
    """Bring the sheet up, say what came of it, and go on."""
    host_of(node).screening_asked = True

    def after(stored: Screening | None) -> None:
        screen = node.app.screen
        if stored is not None and isinstance(screen, ModeScreen):
            screen.say(f"Health questions: {stored.describe()}. {screen.undo_hint}")
        if on_closed is not None:
            on_closed()

    node.app.push_screen(ScreeningSheet(host_of(node).book), after)


def open_screening_if_unanswered(node: DOMNode, on_closed: Callable[[], None] | None = None) -> bool:
    """Bring the sheet up where nothing was ever answered and it has not been left in this session.

    Args:
        node: A screen of the app, or the app itself, with a mode's screen on top.
        on_closed: Called afterwards, whatever came of it; not when the sheet does not come up.

    Returns:
        Whether it came up.
    """
    if host_of(node).screening_asked or questions.stored_screening(host_of(node).book) is not None:
        return False
    open_screening(node, on_closed)
    return True
