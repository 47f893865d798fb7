"""What becomes of strength with a change, asked before it is made: better places are taken, or it stays where it is."""

from __future__ import annotations

from planner.text import clean_line
from planner.tui.keys import sheet_commands
from planner.tui.sheets.sheet import ScrollSheet
from planner.tui.widgets.rows import Row
from planner.tui.widgets.wrap import wrap_rows
from planner.usecases.strength.newly_broken import MAX_SENTENCES, summarize_broken
from planner.usecases.strength.reslot import EvaluatedChange, StrengthAnswer

_MAX_CHARS = 400


class StrengthOfferSheet(ScrollSheet[StrengthAnswer]):
    """Names the rules that a change breaks, and the better places; its result is the answer.

    It is None where the change is not made.
    """

    MAX_WIDTH = 90
    DIMS_SCREEN = False
    COMMAND_TABLE = sheet_commands.OFFER

    def __init__(self, evaluated: EvaluatedChange) -> None:
        title = "This breaks a rule of the planner:" if evaluated.broken else "Strength could follow:"
        super().__init__(title, self._rows)
        self._evaluated = evaluated
        self.foot_words = _foot_words(evaluated)

    def action_answer(self, result: StrengthAnswer) -> None:
        """Leave the sheet with an answer that it offers."""
        answer = StrengthAnswer(result)
        if answer is StrengthAnswer.LOCK and not self._evaluated.offer.moves:
            return
        if answer is StrengthAnswer.FOLLOW and not self._evaluated.has_better_places:
            answer = StrengthAnswer.KEEP
        super().action_answer(answer)

    def _rows(self, width: int) -> list[Row]:
        """Return the broken rules, then a line for each session that could follow, then those that have no place."""
        evaluated, arrow = self._evaluated, self.host.glyphs.shifted
        lines = [(sentence, "warn") for sentence in summarize_broken(evaluated.broken)]
        named = {one.session.id for one in evaluated.broken[:MAX_SENTENCES] if one.session is not None}
        others = (move for move in evaluated.offer.moves if move.session.id not in named)
        lines += [(move.line(arrow), "strength") for move in others]
        lines += [(sentence, "muted") for sentence in evaluated.offer.unplaced_text]
        return [row for text, color in lines for row in wrap_rows(clean_line(text, _MAX_CHARS), width, color)]


def _foot_words(evaluated: EvaluatedChange) -> dict[str, str]:
    """Return what the keys do with this change; empty for a key that does nothing."""
    if not evaluated.has_better_places:
        return {"offer.follow": "make it", "offer.keep": "", "offer.lock": ""}
    words = {"offer.follow": "better place"} if evaluated.broken else {}
    if not evaluated.offer.moves:
        words["offer.lock"] = ""
    return words
