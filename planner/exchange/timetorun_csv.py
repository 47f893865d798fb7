"""time-to-run's template: a heading of two rows, then a row a day with its description and total distance.

The heading names three columns and holds four values (title, kind of race, its distance, unit). A day without a workout
is described as a rest day, and lines that begin with two slashes are comments.
"""

from __future__ import annotations

from collections.abc import Sequence

from planner.exchange.csvtext import UNITS, Row, bare_number, name_of, read_rows
from planner.exchange.drafts import Draft, Heading, assemble
from planner.text import clean_line, clean_note
from planner.training.measures import quoted, read_distance
from planner.training.plans import RunPlan
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort


def is_timetorun(rows: Sequence[Row]) -> bool:
    """Whether the rows follow the template."""
    return [cell.lower() for cell in rows[0].cells[:2]] == ["title", "racetype"]


def read_timetorun_csv(text: str, file: str) -> RunPlan:
    """The plan of a filled-in template.

    Args:
        text: The decoded file.
        file: What it is called, for a refusal.

    Raises:
        RefusedError: When the heading is not whole, no day follows it, or a distance is none.
    """
    rows = read_rows(text, file)
    if not is_timetorun(rows):
        raise RefusedError(f"{file}: the first row is not title, raceType, units, so this is not time-to-run's.")
    values = [cell for cell in rows[1].cells if cell] if len(rows) > 1 else []
    if len(values) < 2:
        raise RefusedError(f"{file}: the row of values below title, raceType, units is missing.")
    if values[-1].lower() not in UNITS:
        raise RefusedError(f"{file}: line {rows[1].line}: units {quoted(values[-1])} must be miles or kilometers.")
    unit = UNITS[values[-1].lower()]
    race = clean_line(values[1]) if len(values) > 2 else ""
    days = [row for row in rows[2:] if row.cell(0).lower() != "description"]
    if not days:
        raise RefusedError(f"{file}: the template has no days yet; each line below its heading is one day.")
    drafts = []
    for day, row in enumerate(days):
        figure = row.cell(1)
        planned = Effort()
        if figure and bare_number(figure) != 0:
            planned = Effort(read_distance(figure, f"{file}: line {row.line}: totalDistance", unit))
        drafts.append(Draft(day, clean_line(row.cell(0)), clean_note(row.cell(0)), planned=planned))
    heading = Heading(clean_line(rows[1].cell(0)) or name_of(file), unit, race, has_race=bool(race))
    return assemble(file, heading, drafts, len(days), [])
