"""Two blocks side by side as a table of plain text, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from planner.cli.documents import number
from planner.text import clean_line
from planner.training.measures import quoted
from planner.training.races import Unit
from planner.training.refusal import RefusedError
from planner.training.wording import distance
from planner.usecases.blocks.compare import (
    ABSENT,
    UNKNOWN_SENTENCE,
    Comparison,
    Figures,
    Sketch,
    compare,
    has_unknown,
    sketch_of_block,
    sketch_of_draft,
    strength_letters,
    total_lines,
    week_differences,
)
from planner.usecases.blocks.draft_model import Draft
from planner.usecases.planbook import Planbook


def compare_with_block(book: Planbook, drafted: Draft, block: str) -> Comparison:
    """A draft beside the block of that number.

    Raises:
        RefusedError: It is no number, or there is no such block.
    """
    digits = block.removeprefix("#")
    if not digits.isdecimal() or len(digits) > 9:
        raise RefusedError(f"block {quoted(block)} is not a number.")
    return compare(sketch_of_draft(drafted), sketch_of_block(book, int(digits)))


def comparison_lines(comparison: Comparison, block: str, unit: Unit) -> Iterable[str]:
    """The totals, then a line a week."""
    yield ""
    yield f"Beside block {block.removeprefix('#')}: {clean_line(comparison.other.name, 200)}"
    yield f"{'':20}{'new':>10}{'block':>10}{'difference':>12}"
    for line in total_lines(comparison, unit):
        yield f"{line.label:20}{line.mine:>10}{line.other:>10}{line.difference:>12}".rstrip()
    if has_unknown(comparison):
        yield UNKNOWN_SENTENCE
    yield ""
    side = f"{unit.value:>5} {'hard':>4} {'str':4} {'long':>5}"
    yield f"{'Week':12}{side}   {side}  {unit.value:>6} {'hard':>4} {'str':>3}"
    for pair in comparison.weeks:
        run, hard, strength = week_differences(pair, unit)
        sides = f"{_side(pair.mine, unit)}   {_side(pair.other, unit)}"
        yield f"{pair.monday}  {sides}  {run:>6} {hard:>4} {strength:>3}".rstrip()


def _side(figures: Figures | None, unit: Unit) -> str:
    if figures is None:
        return f"{ABSENT:>5} {'':4} {'':4} {'':5}"
    run, longest = distance(figures.run_m, unit), distance(figures.longest_m, unit)
    return f"{run:>5} {figures.hard_days:>4} {strength_letters(figures):4} {longest:>5}"


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Metres and seconds; null where a block does not touch a week, or a figure is not known."""
    return {
        "mine": _sketch(comparison.mine),
        "other": _sketch(comparison.other),
        "weeks": [
            {"monday": pair.monday.isoformat(), "mine": _figures(pair.mine), "other": _figures(pair.other)}
            for pair in comparison.weeks
        ],
    }


def _sketch(sketch: Sketch) -> dict[str, Any]:
    return {
        "name": sketch.name,
        "totals": _figures(sketch.whole),
        "cost": sketch.cost,
        "unplaced": sketch.missing,
        "warnings": None if sketch.warnings is None else dict(sketch.warnings),
    }


def _figures(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {name: number(round(value, 3)) for name, value in asdict(figures).items()}
