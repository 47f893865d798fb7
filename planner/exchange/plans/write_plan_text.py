"""Writes plans in the text form that `planner.exchange.plans.plan_text` describes and reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from planner.exchange.plans.plan_text_fields import (
    EMPTY,
    END_LINE,
    END_NOTICE,
    LINE_LIMIT,
    Marks,
    default_title,
    format_effort,
    kind_word_of,
)
from planner.text import clean_line, clean_note
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.steps_text import format_step_lines
from planner.training.weeks import SHORT_WEEKDAYS, WEEKDAYS

_TITLE_COLUMN: Final = 38
_INDENT: Final = " " * 12


class PlanComments(NamedTuple):
    """What a plan's text says to people in addition to the plan; a parser skips the comments.

    Attributes:
        header: Comments above everything, one for each line.
        weeks: A comment for each week, in order.
        entries: A comment for each entry of the plan, in order; an empty one is left out.
    """

    header: Sequence[str] = ()
    weeks: Sequence[str] = ()
    entries: Sequence[str] = ()


def format_plan_text(plan: Plan, comments: PlanComments | None = None) -> str:
    """Return the plan as text that `parse_plan_text` reads back as the same plan, distances to the millimetre.

    Args:
        plan: The plan.
        comments: Comments to write with it.
    """
    comments = comments or PlanComments()
    lines = [*_heading_lines(plan, comments.header)]
    phases = list(plan.phases)
    week = -1
    for day, number, entry in _numbered_days(plan):
        is_new_week = day // 7 != week
        if is_new_week:
            lines.append("")
        while phases and phases[0][0] <= day:
            lines.append(f"phase: {clean_line(phases.pop(0)[1], LINE_LIMIT)}")
        if is_new_week:
            week = day // 7
            lines.append(_with_comment(f"week {week + 1}", comments.weeks, week))
        if entry is None:
            lines.append(f"  {_day_name(day, plan.first_weekday)}     {EMPTY}")
            continue
        first, *more = _format_entry_lines(entry, plan.unit, plan.first_weekday)
        lines += [_with_comment(first, comments.entries, number), *more]
    return "\n".join([*lines, "", END_LINE, ""])


def _heading_lines(plan: Plan, comments: Iterable[str]) -> Iterator[str]:
    """Yield what is above the first week."""
    yield from (f"# {clean_line(comment, LINE_LIMIT)}" for comment in comments)
    yield END_NOTICE
    yield f"plan: {clean_line(plan.name)}"
    yield f"unit: {plan.unit.value}"
    if plan.first_date is not None:
        yield f"first day: {plan.first_date}"
    elif plan.first_weekday:
        yield f"first day: {WEEKDAYS[plan.first_weekday]}"
    race = [] if plan.race_distance is None else [plan.race_distance.value]
    race += [] if plan.race_day is None else [f"day {plan.race_day + 1}"]
    race += [] if plan.priority is None else [f"priority {plan.priority}"]
    if race:
        yield f"race: {', '.join(race)}"
    if plan.source:
        yield f"source: {clean_line(plan.source, LINE_LIMIT)}"
    if plan.strength is not None:
        yield f"strength: {plan.strength}"
    if plan.step_back_weeks is not None:
        numbers = ", ".join(str(week + 1) for week in sorted(plan.step_back_weeks))
        yield f"lighter weeks: {numbers or 'none'}"
    if plan.options:
        yield f"options: {'; '.join(f'{name} {clean_line(value)}' for name, value in plan.options)}"
    if plan.description:
        yield "about:"
        yield from _quoted_lines(plan.description, "  ")
    yield from (f"remark: {clean_line(remark, LINE_LIMIT)}" for remark in plan.remarks)


def _numbered_days(plan: Plan) -> list[tuple[int, int, PlanEntry | None]]:
    """Return the day, number and entry of each entry of a plan, and the empty days among them."""
    rows: list[tuple[int, int, PlanEntry | None]] = [(one.day, number, one) for number, one in enumerate(plan.entries)]
    rows += [(day, -1, None) for day in plan.empty_days]
    return sorted(rows, key=lambda row: row[0])


def format_entry(entry: PlanEntry, unit: Unit) -> str:
    """Return what an entry's line says about the workout: ``tempo 12 km 1:05:00 rpe 7``."""
    word = kind_word_of(entry.sport, entry.kind)
    marks = Marks(entry.locked, entry.priority, entry.is_unplanned).text
    effort = f"{format_effort(entry.planned, unit)}{marks}"
    return f"{word}{effort}" if effort.startswith(";") else f"{word} {effort}".rstrip()


def has_own_title(entry: PlanEntry) -> bool:
    """Return whether an entry's title says more than its kind."""
    return clean_line(entry.title) != default_title(kind_word_of(entry.sport, entry.kind))


def _with_comment(line: str, comments: Sequence[str], number: int) -> str:
    comment = clean_line(comments[number]) if number < len(comments) else ""
    return f"{line}  # {comment}" if comment else line


def _format_entry_lines(entry: PlanEntry, unit: Unit, first_weekday: int | None) -> list[str]:
    time = f" {entry.start}" if entry.start else ""
    line = f"  {_day_name(entry.day, first_weekday)} {entry.slot or '':2}{time}  {format_entry(entry, unit)}"
    lines = [f"{line:{_TITLE_COLUMN}} | {clean_line(entry.title)}".rstrip() if has_own_title(entry) else line]
    lines += [f"{_INDENT}- {step}" for step in format_step_lines(entry.planned.steps, unit)]
    if entry.kind_doubt:
        lines.append(f"{_INDENT}? {clean_line(entry.kind_doubt, LINE_LIMIT)}")
    if entry.note:
        lines += _quoted_lines(entry.note, _INDENT)
    return lines


def _day_name(day: int, first_weekday: int | None) -> str:
    return f"day {day % 7 + 1}" if first_weekday is None else SHORT_WEEKDAYS[(first_weekday + day) % 7]


def _quoted_lines(text: str, indent: str) -> list[str]:
    return [f"{indent}> {line}" if line else f"{indent}>" for line in clean_note(text).split("\n")]
