"""How the lines of the first screen are shared out: what matters most comes first, and beauty gets what is left."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from planner.tui.first.block_chart import ChartParts

_MOST_BARS = 12
_WISHES = (
    "loads", "bars", "floor", "question", "bars", "phases", "sled", "above_keys", "above_rows", "above_chart", "bars",
    "above_question", "bars", "above_answer",
)  # fmt: skip
"""What gets a line while there are lines, in this order; ``loads`` may need several."""


class Layout(NamedTuple):
    """How many lines each part gets, 0 or 1 each.

    Attributes:
        chart: The parts of the chart.
        question: The question above the rows.
        loads: Whether a sentence says how heavy the loads are.
        above_question: A blank above the question.
        above_rows: A blank above the rows.
        above_chart: A line above the chart, which names its colours.
        above_answer: A blank above what the block comes to.
        above_keys: A blank above the keys.
    """

    chart: ChartParts
    question: int
    loads: int
    above_question: int
    above_rows: int
    above_chart: int
    above_answer: int
    above_keys: int


def lay_out(free: int, load_lines: int) -> Layout:
    """Share out lines.

    Args:
        free: The lines besides those that are always there: rows, hint, answer, keys.
        load_lines: How many lines the sentence on loads takes.
    """
    free -= 1  # a chart has one line of bars at least
    taken: Counter[str] = Counter()
    for wish in _WISHES:
        lines = load_lines if wish == "loads" else 1
        if lines and free >= lines:
            taken[wish] += 1
            free -= lines
    bars = min(1 + taken["bars"] + max(free, 0), _MOST_BARS)
    chart = ChartParts(bars, bool(taken["floor"]), bool(taken["sled"]), bool(taken["phases"]))
    return Layout(chart, *(taken[part] for part in Layout._fields[1:]))
