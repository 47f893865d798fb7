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

from planner.training.screening import NO, QUESTIONS, YES, Screening, answered, gates_of_screening
from planner.training.wording import day_name
from planner.tui.host import host_of
from planner.tui.screen import ModeScreen
from planner.tui.sheets.sheet import FittedSheet
from planner.tui.state.saver import Saver
from planner.tui.widgets.option_list import Choices
from planner.tui.widgets.rows import Lines, Piece, Row
from planner.tui.widgets.scroll_text import Passage
from planner.tui.widgets.wrap import fit, wrap
from planner.usecases import screening as questions
from planner.usecases.planbook import Planbook

if TYPE_CHECKING:
    from textual.dom import DOMNode

_CLEARED = len(QUESTIONS)
"""The line below the questions."""
_FRAME = 5
"""Lines besides questions and words: the title, the keys, a blank, and the edges of the sheet."""
_WORDS, _FEWER_WORDS = 4, 3
_ANSWER, _NARROW = 9, 50


class ScreeningScreen(FittedSheet[Screening]):
    """The sheet; its result is what was stored, None when it is left with escape."""

    WIDEST: ClassVar[int] = 84
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "Answer yes, and go on."),
        Binding("n", "answer('no')", "Answer no, and go on."),
        Binding("right,l,space", "turn(1)", "Take the next answer."),
        Binding("left,h", "turn(-1)", "Take the answer before."),
        Binding("backspace,delete", "open", "Leave the question open."),
        Binding("down,j,tab", "step(1)", "Go to the next question."),
        Binding("up,k,shift+tab", "step(-1)", "Go to the question before."),
        Binding("enter", "save", "Save the answers."),
        Binding("escape,q", "close", "Answer them another time."),
    ]

    def __init__(self, book: Planbook) -> None:
        super().__init__()
        self._book = book
        self._before = questions.screening_of(book) or Screening()
        self._now = self._before
        self._refusal = ""

    def parts(self) -> Iterable[Widget]:
        """The title, the questions, the one under the cursor in full, the keys."""
        self._title = Lines(ground="sheet")
        self._list = Choices(id="screening-list")
        self._words = Passage(id="screening-words")
        self._foot = Lines(ground="sheet")
        self._saver = Saver(self, self._book, self._said)
        self._gap = Lines(ground="sheet")
        return self._title, self._gap, self._list, Lines(ground="sheet"), self._words, self._foot

    def fit(self, width: int, height: int) -> None:
        """The questions in what room the words leave."""
        words = _WORDS if height >= _FRAME + _WORDS + _CLEARED else _FEWER_WORDS
        self._list.styles.height = max(min(_CLEARED + 1, height - _FRAME - words), 1)
        still = len(self._now.open)
        self._gap.display = height > _FRAME + _WORDS + _CLEARED + 1
        head, state = "Health questions", "  not medical advice"
        state += f" · {still} open" if still and width > _NARROW else ""
        self._title.show([(Piece(head, "title", "sheet"), Piece(state, "muted", "sheet"))])
        chosen = self._list.chosen
        self._list.offer([*(self._row(place) for place in range(_CLEARED)), self._cleared_row()], chosen)
        said = [(line, ink) for text, ink in self._said_of(chosen) for line in wrap(text, width)][:words]
        rows: list[Row] = [(Piece(line, ink, "sheet"),) for line, ink in said]
        self._words.tell(rows + [()] * (words - len(rows)), words)
        keys = "y yes  n no  ← → another  enter save  escape later"
        self._foot.show([(Piece(fit(keys, width, host_of(self).glyphs).rstrip(), "muted", "sheet"),)])

    def _row(self, place: int) -> Row:
        question = QUESTIONS[place]
        said = self._now.answers.get(question.name)
        alarm = question in self._now.alarms
        ink = "muted" if said is None else "warn" if alarm else "done"
        label = question.label[0].upper() + question.label[1:]
        return (
            Piece(f" {said or 'open':<{_ANSWER}}", ink, "sheet"),
            Piece("! " if alarm else "  ", "warn", "sheet"),
            Piece(label, "text", "sheet"),
        )

    def _cleared_row(self) -> Row:
        day = self._now.cleared
        said = "no" if day is None else f"{day.day} {day:%b}"
        return Piece(f" {said:<{_ANSWER}}  ", "muted" if day is None else "done", "sheet"), Piece(
            "Cleared", "text", "sheet"
        )

    def _said_of(self, place: int) -> Iterable[tuple[str, str]]:
        if self._refusal:
            yield self._refusal, "warn"
            return
        if place == _CLEARED:
            since = f" It was recorded on {day_name(self._now.cleared)}." if self._now.cleared else ""
            yield (
                f"Has a doctor or physiotherapist agreed to heavy sessions and wall sits? y records today.{since}",
                "text",
            )
            return
        question = QUESTIONS[place]
        yield question.text, "text"
        if question in self._now.alarms:
            alone = replace(self._now, answers={question.name: self._now.answers[question.name]})
            for gate in gates_of_screening(alone)[:1]:
                yield gate.why, "warn"

    def _said(self, text: str, refused: bool) -> None:
        del refused
        self._refusal = text
        self.fit_again()

    def action_step(self, by: int) -> None:
        """Another question."""
        self._refusal = ""
        self._list.step(by)
        self.fit_again()

    def action_answer(self, answer: str) -> None:
        """Yes or no, where the question takes it."""
        place = self._list.chosen
        if place == _CLEARED:
            self._clear(self._book.today if answer == YES else None)
        elif answer in QUESTIONS[place].choices:
            self._put(answer)
            self.action_step(1)
        elif QUESTIONS[place].name not in self._now.answers:
            self._refusal = f"Choose with the arrows: {', '.join(QUESTIONS[place].choices)}."
            self.fit_again()

    def action_turn(self, by: int) -> None:
        """The next answer, or the one before."""
        place = self._list.chosen
        if place == _CLEARED:
            self.action_answer(NO if self._now.cleared else YES)
            return
        choices = QUESTIONS[place].choices
        said = self._now.answers.get(QUESTIONS[place].name)
        at = choices.index(said) + by if said in choices else (0 if by > 0 else -1)
        self._put(choices[at % len(choices)])

    def action_open(self) -> None:
        """As if it had not been answered."""
        if self._list.chosen == _CLEARED:
            self._clear(None)
        else:
            self._put(None)

    def action_save(self) -> None:
        """Store them, as soon as nobody else writes."""
        self._saver.save(self._save)

    def _save(self) -> None:
        self.dismiss(questions.keep(self._book, self._now))

    def _put(self, answer: str | None) -> None:
        name = QUESTIONS[self._list.chosen].name
        answers = {key: value for key, value in self._now.answers.items() if key != name}
        now = answers if answer is None else {**answers, name: answer}
        self._now = answered(self._now, now, self._book.today)
        self._refusal = ""
        self.fit_again()

    def _clear(self, day: dt.date | None) -> None:
        self._now = replace(self._now, cleared=day)
        self._refusal = ""
        self.fit_again()


def ask_screening(node: DOMNode, then: Callable[[], None] | None = None) -> None:
    """Bring the sheet up, say what came of it, and go on."""
    host_of(node).screening_asked = True

    def after(stored: Screening | None) -> None:
        screen = node.app.screen
        if stored is not None and isinstance(screen, ModeScreen):
            screen.say(f"Health questions: {stored.in_words()}. {screen.way_back}")
        if then is not None:
            then()

    node.app.push_screen(ScreeningScreen(host_of(node).book), after)


def ask_if_never_asked(node: DOMNode, then: Callable[[], None] | None = None) -> bool:
    """Bring the sheet up where nothing was ever answered and it has not been left in this session.

    Args:
        node: A screen of the app, or the app itself, with a mode's screen on top.
        then: Called afterwards, whatever came of it; not when the sheet does not come up.

    Returns:
        Whether it came up.
    """
    if host_of(node).screening_asked or questions.screening_of(host_of(node).book) is not None:
        return False
    ask_screening(node, then)
    return True
