"""What the doctor finds, on the screen: facts, and what to do about what is wrong."""

from __future__ import annotations

from planner.text import clean_line
from planner.tui.sheets.sheet import TextSheet
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_labelled, wrap_rows
from planner.usecases.files.doctor import Examination

_MAX_CHARS = 600


class DatabaseCheckSheet(TextSheet):
    """The result of an examination: what is wrong first, with what to do, then the facts.

    Args:
        examination: What the doctor found.
    """

    def __init__(self, examination: Examination) -> None:
        facts = [fact for fact in examination.facts if fact.label]
        label_width = max(len(fact.label) for fact in facts) + 2

        def rows(width: int) -> list[Row]:
            made: list[Row] = []
            for problem in examination.problems:
                made += wrap_rows(clean_line(problem.text, _MAX_CHARS), width, "warn")
                made += wrap_rows(clean_line(problem.advice, _MAX_CHARS), width)
                made.append(())
            if not examination.problems:
                made += [*wrap_rows("All is well.", width, "done"), ()]
            for fact in facts:
                label = Piece(f"{fact.label:<{label_width}}", "muted", "sheet")
                made += wrap_labelled(label, clean_line(fact.text, _MAX_CHARS), width)
            return made

        super().__init__("The database", rows)
