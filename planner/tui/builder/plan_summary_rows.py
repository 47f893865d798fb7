"""What a coach would say about a drafted block, in rows: its figures, what it does not reach, what it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.training.coach_sentences import CoachSentence, coach_sentences, summary_figures
from planner.training.races import Unit
from planner.tui.widgets.rows import Piece, Row
from planner.tui.widgets.wrap import wrap_pieces

if TYPE_CHECKING:
    from planner.tui.builder.draft_view import DraftView


def plan_summary_rows(view: DraftView, unit: Unit, width: int) -> list[Row]:
    """Return the strength of a block in figures, those of its runs, and what a coach would say about it."""
    rows: list[Row] = wrap_pieces((("strength", " · ".join(view.facts)),), width) if view.facts else []
    rows.append((Piece("What a coach would say", "title"),))
    rows += _figure_rows(summary_figures(view.summary, unit), width)
    for sentence in coach_sentences(view.summary, unit, view.shortfall):
        rows += _sentence_rows(sentence, width)
    return rows


def _figure_rows(figures: Sequence[tuple[str, str]], width: int) -> list[Row]:
    """Return figures next to each other; each stays whole unless it is wider than a row."""
    rows: list[Row] = []
    line: list[tuple[str, str]] = []
    for what, figure in figures:
        pair = [("muted", what), ("title", figure)]
        longer = [*line, ("faint", "·"), *pair] if line else pair
        if line and len(wrap_pieces(longer, width)) > 1:
            rows += wrap_pieces(line, width)
            longer = pair
        line = longer
    return rows + wrap_pieces(line, width) if line else rows


def _sentence_rows(sentence: CoachSentence, width: int) -> list[Row]:
    mark = ("today", "!") if sentence.is_shortfall else ("muted", "·")
    source = (("muted", sentence.source),) if sentence.source else ()
    return wrap_pieces((mark, ("text", sentence.text), *source), width)
