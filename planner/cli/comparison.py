"""Two blocks side by side as a table of plain text, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from planner.cli.json_documents import number
from planner.text import clean_line
from planner.training.formatting import format_bare_distance
from planner.training.measures import quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.usecases.blocks.compare import (
    ABSENT_MARK,
    UNKNOWN_SENTENCE,
    BlockComparison,
    BlockSummary,
    PlannedFigures,
    compare_blocks,
    has_unknown,
    strength_letters,
    summarize_block,
    summarize_draft,
    total_rows,
    week_differences,
)
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.planbook import Planbook


def compare_with_block(book: Planbook, draft: Draft, block_number: str) -> BlockComparison:
    """A draft beside the block of that number.

    Raises:
        RefusedError: It is no number, or there is no such block.
    """
    digits = block_number.removeprefix("#")
    if not digits.isdecimal() or len(digits) > 9:
        raise RefusedError(f"block {quoted(block_number)} is not a number.")
    return compare_blocks(summarize_draft(draft), summarize_block(book, int(digits)))


def comparison_lines(comparison: BlockComparison, block_number: str, unit: Unit) -> Iterable[str]:
    """The totals, then a line a week."""
    yield ""
    yield f"Beside block {block_number.removeprefix('#')}: {clean_line(comparison.other.name, 200)}"
    yield f"{'':20}{'new':>10}{'block':>10}{'difference':>12}"
    for line in total_rows(comparison, unit):
        yield f"{line.label:20}{line.mine:>10}{line.other:>10}{line.difference:>12}".rstrip()
    if has_unknown(comparison):
        yield UNKNOWN_SENTENCE
    yield ""
    side = f"{unit.value:>5} {'hard':>4} {'str':4} {'long':>5}"
    yield f"{'Week':12}{side}   {side}  {unit.value:>6} {'hard':>4} {'str':>3}"
    for pair in comparison.weeks:
        run, hard, strength = week_differences(pair, unit)
        sides = f"{_figures_text(pair.mine, unit)}   {_figures_text(pair.other, unit)}"
        yield f"{pair.monday}  {sides}  {run:>6} {hard:>4} {strength:>3}".rstrip()


def _figures_text(figures: PlannedFigures | None, unit: Unit) -> str:
    if figures is None:
        return f"{ABSENT_MARK:>5} {'':4} {'':4} {'':5}"
    run, longest = format_bare_distance(figures.run_m, unit), format_bare_distance(figures.longest_m, unit)
    return f"{run:>5} {figures.hard_days:>4} {strength_letters(figures):4} {longest:>5}"


def comparison_document(comparison: BlockComparison) -> dict[str, Any]:
    """Metres and seconds; null where a block does not touch a week, or a figure is not known."""
    return {
        "mine": _sketch_document(comparison.mine),
        "other": _sketch_document(comparison.other),
        "weeks": [
            {
                "monday": pair.monday.isoformat(),
                "mine": _figures_document(pair.mine),
                "other": _figures_document(pair.other),
            }
            for pair in comparison.weeks
        ],
    }


def _sketch_document(sketch: BlockSummary) -> dict[str, Any]:
    return {
        "name": sketch.name,
        "totals": _figures_document(sketch.total),
        "cost": sketch.cost,
        "unplaced": sketch.unplaced,
        "warnings": None if sketch.warnings is None else dict(sketch.warnings),
    }


def _figures_document(figures: PlannedFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {name: number(round(value, 3)) for name, value in asdict(figures).items()}
