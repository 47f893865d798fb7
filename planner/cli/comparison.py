"""A draft next to a stored block, as a table of plain text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from planner.cli.json_documents import json_number
from planner.cli.plan_summary_output import summary_document
from planner.text import clean_line
from planner.training.formatting import format_bare_distance
from planner.training.measures import parse_whole_number
from planner.training.races import Unit
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
    """Compare a draft with the block of that number.

    Raises:
        RefusedError: It is no number, or there is no such block.
    """
    number = parse_whole_number(block_number, "block")
    return compare_blocks(summarize_draft(draft), summarize_block(book, number))


def comparison_lines(comparison: BlockComparison, block_number: str, unit: Unit) -> Iterable[str]:
    """Yield the totals, then a line for each week."""
    yield ""
    yield f"Compared with block {block_number.removeprefix('#')}: {clean_line(comparison.other.name, 200)}"
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
    """Return both blocks: metres and seconds; null where a block has no such week, or a figure is not known."""
    return {
        "mine": _summary_document(comparison.mine),
        "other": _summary_document(comparison.other),
        "weeks": [
            {
                "monday": pair.monday.isoformat(),
                "mine": _figures_document(pair.mine),
                "other": _figures_document(pair.other),
            }
            for pair in comparison.weeks
        ],
    }


def _summary_document(summary: BlockSummary) -> dict[str, Any]:
    return {
        "name": summary.name,
        "totals": _figures_document(summary.total),
        "summary": summary_document(summary.plan),
        "cost": summary.cost,
        "unplaced": summary.unplaced,
        "warnings": None if summary.warnings is None else dict(summary.warnings),
    }


def _figures_document(figures: PlannedFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {name: json_number(round(value, 3)) for name, value in asdict(figures).items()}
