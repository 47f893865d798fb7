"""A grid's column of weekly totals, compared with what the runs of each week add up to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from planner.exchange.plans.tables.table_heads import UNIT_WORDS
from planner.text import format_count
from planner.training.formatting import format_number
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workouts import Sport

_FIGURE: Final = re.compile(r"~?\s*([0-9]{1,5}(?:[.,][0-9]{1,3})?)\s*([a-z]+)?\.?", re.IGNORECASE)
_ROUNDING: Final = 0.51
"""A total in whole units may be rounded; one with a decimal may differ by its last digit."""
_LAST_DIGIT: Final = 0.06


class WeekTotal(NamedTuple):
    """The total of one week.

    Attributes:
        week: Which week, from 0.
        label: What the file calls the week.
        text: The total as the file has it.
    """

    week: int
    label: str
    text: str


def compare_weekly_totals(
    plan: Plan, head: str, totals: Sequence[WeekTotal], unit: Unit
) -> tuple[list[str], list[str]]:
    """Return remarks on a column of totals, and a doubt for each week whose runs do not add up to it.

    Args:
        plan: The plan.
        head: The head of the column.
        totals: The totals of the weeks.
        unit: The unit of totals that name none.
    """
    doubts: list[str] = []
    agreeing = unlike = 0
    for total in totals:
        match = _FIGURE.fullmatch(total.text)
        if match is None:
            unlike += bool(total.text)
            continue
        said = float(match[1].replace(",", "."))
        its_unit = UNIT_WORDS.get((match[2] or "").lower(), unit)
        runs = [entry for entry in plan.entries if entry.day // 7 == total.week and entry.sport is Sport.RUN]
        sum_said = sum(entry.planned.distance_m or 0.0 for entry in runs) / METRES_PER_UNIT[its_unit]
        is_complete = all(entry.planned.distance_m for entry in runs)
        tolerance = _LAST_DIGIT if said % 1 else _ROUNDING
        if abs(sum_said - said) <= tolerance:
            agreeing += 1
        elif is_complete or sum_said > said + tolerance:
            adds = "its run is" if len(runs) == 1 else "its runs add up to"
            doubts.append(
                f"week {total.label}: the file's total is {format_number(said)} {its_unit}, and {adds} "
                f"{format_number(round(sum_said, 2))} {its_unit}"
            )
        else:
            unlike += 1
    remarks = []
    if agreeing:
        remarks.append(f'The column "{head}" agrees with the runs of {format_count(agreeing, "week")}.')
    if unlike:
        weeks = format_count(unlike, "week")
        remarks.append(
            f'The column "{head}" cannot be compared in {weeks}, where a run has no distance or the total is no figure.'
        )
    return remarks, doubts
