"""The pain of the morning after a strength session: a digit answers it, escape leaves it for good."""

from __future__ import annotations

from planner.training.pain_limits import PAIN_GO_MAX, PAIN_KEEP_MAX
from planner.training.precautions import BONE_STRESS_BRIEF
from planner.training.workouts import Workout
from planner.tui.keys import sheet_commands
from planner.tui.keys.command import foot_text
from planner.tui.sheets.sheet import SizedSheet, sheet_line
from planner.tui.state.saver import Saver
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.scroll_text import ScrollText
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases.calendar.mark import Marked
from planner.usecases.planbook import Planbook
from planner.usecases.strength.next_morning import answer_morning, morning_question

_MOST = 10
_NUMBER_WIDTH = 3
"""Cells of a number of the scale, so that all of them fit into 36."""
_OTHER_LINES = 4
"""Lines of the screen that are not for the text: a blank, the keys, and the edges of the sheet."""
_LIMITS = (
    f"0 to {PAIN_GO_MAX}: go on. {PAIN_GO_MAX + 1} or {PAIN_KEEP_MAX}: keep it as it is, or less. "
    f"From {PAIN_KEEP_MAX + 1}: light sessions or rest for a week."
)
_HOW = "A digit answers; 10 is 1, then 0."
_RED_FLAGS = f"Some pain is not for this scale. {BONE_STRESS_BRIEF}"


class NextMorningSheet(SizedSheet[Marked]):
    """Asks for the pain of the morning after a session; the result is what was recorded, None where it is left.

    Args:
        book: The planbook.
        session: The session, as it was read.
    """

    MAX_WIDTH = 66
    COMMAND_TABLE = sheet_commands.NEXT_MORNING

    def __init__(self, book: Planbook, session: Workout) -> None:
        self._passage, self._foot = ScrollText(), sheet_line()
        super().__init__(self._passage, sheet_line(), self._foot)
        self._book = book
        self._session = session
        self._saver = Saver(self, book, self._show_save_message)
        self._chosen: int | None = None
        self._scale_at = 0
        """The row of the scale."""
        self._message = ""

    def fit(self, width: int, height: int) -> None:
        """Show the question, the scale and what its numbers mean, as far as there is room."""
        texts = ((self._message, "warn"), (_HOW, "text"), (_RED_FLAGS, "muted"), (_LIMITS, "muted"))
        rows = wrap_rows(morning_question(self._session, self._book.today), width, "title")
        self._scale_at = len(rows)
        rows += [self._scale_row(), *(row for text, color in texts for row in wrap_rows(text, width, color))]
        self._passage.show_rows(rows, height - _OTHER_LINES)
        self._foot.show([(Piece(foot_text(self.COMMAND_TABLE, width), "muted", "sheet"),)])

    def _scale_row(self) -> Row:
        pieces = []
        for number in range(_MOST + 1):
            is_chosen = number == self._chosen
            color, background = ("title", "cursor") if is_chosen else (_color(number), "sheet")
            pieces.append(Piece(f"{number:>{_NUMBER_WIDTH - 1}} ", color, background))
        return tuple(pieces)

    def _show_save_message(self, text: str, refused: bool) -> None:
        del refused
        self._message = self.host.with_short_path(text)
        self.fit_to_terminal()

    def action_digit(self, digit: int) -> None:
        """Answer with a digit; 1 waits for a 0 or for enter."""
        if self._is_first_draw_pending:
            return  # typed before the question was in sight
        if digit == 0 and self._chosen == 1:
            self._save(_MOST)
        elif digit == 1:
            self._choose(1)
        else:
            self._save(digit)

    def action_step(self, by: int) -> None:
        """Choose more or less."""
        self._choose(min(max((self._chosen or 0) + by, 0), _MOST) if self._chosen is not None else 0)

    def on_scroll_text_clicked(self, message: ScrollText.Clicked) -> None:
        """Choose the number of the scale that was clicked; a double click does what enter does."""
        number = message.column // _NUMBER_WIDTH
        if message.row == self._scale_at and number <= _MOST:
            self._choose(number)
            if message.is_double:
                self.host.press_key("enter")

    def action_answer(self) -> None:
        """Record what is chosen."""
        if self._chosen is not None:
            self._save(self._chosen)

    def action_close(self) -> None:
        """Leave the question, and do not ask it again."""
        self.host.preferences.leave_morning(self._session.id)
        super().action_close()

    def _choose(self, number: int) -> None:
        self._chosen, self._message = number, ""
        self.fit_to_terminal()

    def _save(self, pain: int) -> None:
        def save() -> None:
            self.dismiss(answer_morning(self._book, self._session, pain))

        self._chosen = pain
        self._saver.save(save)


def _color(number: int) -> str:
    """Return the colour of a number of the scale."""
    return "done" if number <= PAIN_GO_MAX else "text" if number <= PAIN_KEEP_MAX else "warn"
