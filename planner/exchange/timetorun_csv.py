"""time-to-run's template: a heading of two rows, then a row a day with its description and total distance.

The heading names three columns and holds four values (title, kind of race, its distance, unit). A day without a workout
is described as a rest day, and lines that begin with two slashes are comments.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.csv_rows import UNIT_NAMES, CsvRow, parse_bare_number, parse_csv, plan_name_from_file
from planner.exchange.plan_builder import ParsedWorkout, PlanHeader, build_plan
from planner.text import clean_line, clean_note
from planner.training.measures import parse_distance, quoted
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort


def is_timetorun_template(rows: Sequence[CsvRow]) -> bool:
    """Whether the rows follow the template."""
    return [cell.lower() for cell in rows[0].cells[:2]] == ["title", "racetype"]


def parse_timetorun_csv(text: str, file: str) -> Plan:
    """The plan of a filled-in template.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: When the heading is not whole, no day follows it, or a distance is none.
    """
    rows = parse_csv(text, file)
    if not is_timetorun_template(rows):
        raise RefusedError(f"{file}: the first row is not title, raceType, units, so this is not time-to-run's.")
    values = [cell for cell in rows[1].cells if cell] if len(rows) > 1 else []
    if len(values) < 2:
        raise RefusedError(f"{file}: the row of values below title, raceType, units is missing.")
    if values[-1].lower() not in UNIT_NAMES:
        raise RefusedError(f"{file}: line {rows[1].line}: units {quoted(values[-1])} must be miles or kilometers.")
    unit = UNIT_NAMES[values[-1].lower()]
    race = clean_line(values[1]) if len(values) > 2 else ""
    days = [row for row in rows[2:] if row.cell(0).lower() != "description"]
    if not days:
        raise RefusedError(f"{file}: the template has no days yet; each line below its heading is one day.")
    drafts = []
    for day, row in enumerate(days):
        figure = row.cell(1)
        planned = Effort()
        if figure and parse_bare_number(figure) != 0:
            planned = Effort(parse_distance(figure, f"{file}: line {row.line}: totalDistance", unit))
        drafts.append(ParsedWorkout(day, clean_line(row.cell(0)), clean_note(row.cell(0)), planned=planned))
    heading = PlanHeader(clean_line(rows[1].cell(0)) or plan_name_from_file(file), unit, race, has_race=bool(race))
    return build_plan(file, heading, drafts, len(days), [])
