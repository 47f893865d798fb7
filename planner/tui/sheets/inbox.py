"""The questions of the inbox, one at a time: a digit answers, or the arrows and enter.

The choices are in the order of their likeness. Where none is likely enough, none has the cursor, so that enter takes
nothing that nobody looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from planner.text import capitalize_first, clean_line
from planner.training.formatting import format_day
from planner.training.refusal import RefusedError
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.labels import short_title
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.state.saver import Saver
from planner.tui.widgets.option_list import NO_ROW, RowList
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.status_line import StatusLine
from planner.tui.widgets.wrap import fit, fit_both, wrap_rows
from planner.usecases import history
from planner.usecases.inbox import give_answer, read_all_questions
from planner.usecases.planbook import Planbook
from planner.usecases.recordings.inbox import DIFFERENT, KEEP, SAME, SKIP, UNPLANNED, Choice, InboxQuestion
from planner.usecases.recordings.link_by_hand import LinkEdit

_FRAME = 7
"""Lines of the screen that are neither the question nor its choices: with a message of two lines, without margins."""
_MIN_CHOICE_LINES = 2
_MAX_CHARS = 400
_NO_QUESTION = "No question is open."
_NONE_CHOSEN = "None of them is likely enough to be taken unseen: a digit or the arrows choose."


_OWN_KEYS = {UNPLANNED: "0", KEEP: "0", SKIP: "x"}
"""The keys of answers that are the same in many questions about recordings; the others have digits from 1."""
_ANSWERED = {
    UNPLANNED: "It counts, and belongs to no plan.",
    KEEP: "The workout stays skipped, and the recording counts without a plan.",
    SKIP: "Left out of all totals.",
    SAME: "Kept as one activity.",
    DIFFERENT: "Both count.",
}
"""What answers about recordings have done; of a sport the words of its choice say it."""
_ANSWERED_OF_EVENT = {KEEP: "Kept: the next sync writes its event again.", SKIP: "Skipped."}
_MOST_DIGITS = 9


class InboxSheet(SizedSheet[None]):
    """Asks the open questions about recordings and deleted events until all are answered or left for later.

    Args:
        book: The runner's planbook.
        on_changed: Called after an answer or its undo, for the screen below to show it.

    Raises:
        RefusedError: The file cannot be read.
    """

    MAX_WIDTH = 84
    COMMAND_TABLE = sheet_commands.INBOX

    def __init__(self, book: Planbook, on_changed: Callable[[], None]) -> None:
        self._title, self._passage, self._list = sheet_line(), ScrollText(), RowList()
        self._message = StatusLine("")
        self._foot = sheet_line()
        super().__init__(self._title, self._passage, self._list, sheet_line(), self._message, self._foot)
        self._book = book
        self._on_changed = on_changed
        self._questions = tuple(read_all_questions(book))
        self._index = 0
        self._answer_operations: list[int] = []
        self._saver = Saver(self, book, lambda text, refused: self._say(text, "warn" if refused else "text"))
        self._put_cursor()

    @property
    def question(self) -> InboxQuestion | None:
        """The question that is shown; None where none is open."""
        return self._questions[self._index] if self._questions else None

    @property
    def full_text(self) -> str:
        """The question with all it says, in sight or not."""
        return self._passage.full_text

    # Keys

    def action_step(self, by: int) -> None:
        """Go to the next choice, or to one before; from no choice, to the first or the last."""
        if not self._choices:
            return
        if self._list.cursor == NO_ROW and by < 0:
            self._list.move_to(self._list.row_count - 1)
        elif self._list.cursor == NO_ROW:
            self._list.move_to(0)
        else:
            self._list.move_round(by)
        self._say_choice()

    def action_question(self, by: int) -> None:
        """Go to the next question, or to the one before."""
        if self._questions:
            self._show_question((self._index + by) % len(self._questions))
            self._say_choice()

    def action_scroll(self, lines: int) -> None:
        """Read on in the question, or back."""
        self._passage.move(lines)

    def action_key(self, key: str) -> None:
        """Give the answer whose key was pressed."""
        question = self.question
        if self._is_first_draw_pending or question is None:
            return  # typed before the question was in sight
        index = next((index for index, own in enumerate(_keys_of(question)) if own == key), None)
        if index is None:
            self._say(f"No choice has the key {key}.", "warn")
        else:
            self._answer(question, question.choices[index])

    def action_choose(self) -> None:
        """Give the answer under the cursor; once all questions are answered, go back."""
        question = self.question
        if question is None:
            self.action_close()
        elif self._list.cursor == NO_ROW:
            self._say(_NONE_CHOSEN, "warn")
        else:
            self._answer(question, question.choices[self._list.cursor])

    def action_undo(self) -> None:
        """Take back the last answer that was given here, unless another operation was made since."""

        def take_back() -> None:
            newest, _ = history.next_undo_and_redo(history.list_operations(self._book, history.MOST_OPERATIONS))
            if newest is None or newest.id not in self._answer_operations:
                self._say("No answer was given here just now.", "text")
                return
            history.undo(self._book)
            self._answer_operations.remove(newest.id)
            self._show_changed(f"Taken back: {clean_line(newest.name)}.")

        self._saver.save(take_back)

    def _answer(self, question: InboxQuestion, choice: Choice) -> None:
        def save() -> None:
            before = history.list_operations(self._book, 1)
            edit = give_answer(self._book, question, choice.answer)
            made = [one.id for one in history.list_operations(self._book, 1) if one not in before]
            self._answer_operations += made  # none where an event is only written again
            sentences = (_answered_text(question, choice, edit), *edit.remarks, *(["u takes it back."] if made else []))
            self._show_changed(" ".join(sentences))

        def refuse(error: RefusedError) -> None:
            self._read_again()  # another session may have answered it
            self._say(str(error), "warn")

        self._saver.save(save, refuse)

    # What is shown

    def _show_changed(self, sentence: str) -> None:
        """Show the question that is open now, and what was done."""
        self._read_again()
        self._on_changed()
        self._say(sentence, "accent")

    def _read_again(self) -> None:
        """Read the questions again, and stay at the one that was shown, or at the one in its place."""
        shown = self.question
        try:
            self._questions = tuple(read_all_questions(self._book))
        except RefusedError as error:
            self._say(str(error), "warn")
            return
        numbers = [question.id for question in self._questions]
        index = numbers.index(shown.id) if shown is not None and shown.id in numbers else self._index
        self._show_question(min(index, max(len(numbers) - 1, 0)))

    def _show_question(self, index: int) -> None:
        self._index = index
        self._put_cursor()
        self._passage.go_to_top()
        self.fit_to_terminal()

    def _put_cursor(self) -> None:
        """Put the cursor on the choice that is proposed, or on none."""
        answers = [choice.answer for choice in self._choices]
        wanted = "" if self.question is None else str(self.question.proposed)
        proposed = answers.index(wanted) if wanted in answers else NO_ROW
        self._list.set_rows(len(self._choices), self._choice_row, max(proposed, 0))
        if proposed == NO_ROW:
            self._list.clear_cursor()

    @property
    def _choices(self) -> tuple[Choice, ...]:
        return () if self.question is None else self.question.choices

    def fit(self, width: int, height: int) -> None:
        """Show the question, and as many of its choices as there is room for."""
        self._width = width
        question, count = self.question, len(self._questions)
        place = f"{self._index + 1} of {count}" if count > 1 else ""
        about = "deleted events" if question is not None and question.is_about_event else "recordings"
        title = fit_both(f"Questions about {about}", place, width, self.host.glyphs)
        self._title.show([(Piece(title, "title", "sheet"),)])
        room = max(height - _FRAME, _MIN_CHOICE_LINES + 1)
        rows = self._question_rows(width) if question is not None else wrap_rows(_NO_QUESTION, width)
        list_height = min(len(self._choices), max(room - len(rows), _MIN_CHOICE_LINES))
        has_margins = height >= _FRAME + len(rows) + list_height + 2
        self._passage.styles.margin = (1, 0, 1, 0) if has_margins else (0, 0, 0, 0)
        self._passage.show_rows(rows, max(room - list_height, 1))
        self._list.display = bool(self._choices)
        self._list.set_room(width, list_height)
        words = {} if question is not None else dict.fromkeys(("inbox.1", "inbox.choose", "inbox.next"), "")
        words |= {} if count > 1 else {"inbox.next": ""}
        words |= {} if self._answer_operations else {"inbox.undo": ""}
        words |= {} if question is not None else {"inbox.close": "closes"}
        self._foot.show([(Piece(foot_text(self.COMMAND_TABLE, width, words=words), "muted", "sheet"),)])

    def _question_rows(self, width: int) -> list[Row]:
        assert self.question is not None
        rows = wrap_rows(capitalize_first(clean_line(self.question.about, _MAX_CHARS)), width, "title")
        return rows + wrap_rows(clean_line(self.question.because, _MAX_CHARS), width, "muted")

    def _choice_row(self, index: int, width: int) -> Row:
        assert self.question is not None
        words = fit(_words(self._choices[index]), max(width - 3, 1), self.host.glyphs)
        return (Piece(f"{_keys_of(self.question)[index]:>1}  ", "accent"), Piece(words, "text"))

    def _say_choice(self) -> None:
        """Show the choice under the cursor in full where its row has no room for it."""
        words = "" if self._list.cursor == NO_ROW else _words(self._choices[self._list.cursor])
        self._say(words if len(words) > self._width - 4 else "", "text")

    def _say(self, sentence: str, color: str) -> None:
        self._message.show_message(sentence, color)


def _words(choice: Choice) -> str:
    return capitalize_first(clean_line(choice.words, _MAX_CHARS))


def _keys_of(question: InboxQuestion) -> list[str]:
    """Return the key of each choice; an empty one from the tenth workout on."""
    keys, number = [], 0
    for choice in question.choices:
        own = None if question.is_about_event else _OWN_KEYS.get(choice.answer)
        number += own is None
        keys.append(own or (str(number) if number <= _MOST_DIGITS else ""))
    return keys


def _answered_text(question: InboxQuestion, choice: Choice, edit: LinkEdit) -> str:
    """Return what an answer has done."""
    if question.is_about_event:
        return _ANSWERED_OF_EVENT[choice.answer]
    if choice.answer.isdecimal():
        workout = next((one for one in edit.workouts if one.id == int(choice.answer)), None)
        if workout is not None:
            return f"Done: {short_title(workout, 40)}, {format_day(workout.date)}."
    return _ANSWERED.get(choice.answer, f"{_words(choice)}.")
