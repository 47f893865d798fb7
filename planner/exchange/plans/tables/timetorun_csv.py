"""Plans in the CSV template of time-to-run: a heading of two rows, then a row for each day.

The heading names three columns, but has up to four values: title, kind of race, its distance, unit. Each day has a
description and a total distance. A day without a workout is described as a rest day.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.plans.plan_builder import ParsedWorkout, PlanHeader, build_plan, plan_name_from_file
from planner.exchange.plans.tables.table_heads import UNIT_WORDS
from planner.exchange.plans.tables.table_rows import TableRow, parse_bare_number
from planner.exchange.plans.words.title_in_words import title_of_line
from planner.text import clean_line, clean_note
from planner.training.measures import parse_distance, quoted
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort


def is_timetorun_template(rows: Sequence[TableRow]) -> bool:
    """Return whether the rows follow the template."""
    return [cell.lower() for cell in rows[0].cells[:2]] == ["title", "racetype"]


def parse_timetorun_csv(rows: Sequence[TableRow], file: str) -> Plan:
    """Return the plan in a filled-in template.

    Args:
        rows: The rows of the file, which satisfy `is_timetorun_template`.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The heading is incomplete, no day or no run follows it, or a value is not a distance.
    """
    values = [cell for cell in rows[1].cells if cell] if len(rows) > 1 else []
    if len(values) < 2:
        raise RefusedError(f"{file}: the row of values below title, raceType, units is missing.")
    if values[-1].lower() not in UNIT_WORDS:
        raise RefusedError(f"{file}: line {rows[1].line}: units {quoted(values[-1])} must be miles or kilometers.")
    unit = UNIT_WORDS[values[-1].lower()]
    race_type = clean_line(values[1]) if len(values) > 2 else ""
    days = [row for row in rows[2:] if row.cell(0).lower() != "description"]
    if not days:
        raise RefusedError(f"{file}: the template has no days yet; each line below its heading is one day.")
    workouts = []
    for day, row in enumerate(days):
        figure = row.cell(1)
        planned = Effort()
        if figure and parse_bare_number(figure) != 0:
            planned = Effort(parse_distance(figure, f"{file}: line {row.line}: totalDistance", unit))
        words = clean_note(row.cell(0))
        title, is_all = title_of_line(words)
        workouts.append(ParsedWorkout(day, title, words, planned=planned, note="" if is_all else words))
    name = clean_line(rows[1].cell(0)) or plan_name_from_file(file)
    return build_plan(file, PlanHeader(name, unit, race_type, has_race=bool(race_type)), workouts, len(days), [])
