"""Writing a plan in its own text form, which `planner.exchange.plantext` describes and reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from planner.exchange.planwords import LINE_LIMIT, default_title, format_effort, kind_word_of
from planner.text import clean_line, clean_note
from planner.training.plans import Plan, PlanEntry
from planner.training.races import Unit
from planner.training.weeks import SHORT_WEEKDAYS

_TITLE_COLUMN: Final = 38
_INDENT: Final = " " * 12


class PlanComments(NamedTuple):
    """What a plan's text says beside the plan, for a person: a reader passes it by.

    Attributes:
        header: Comments above everything, a line each.
        weeks: A comment for each week, by its number from 0.
        entries: A comment for each entry, in their order; empty for none.
        weekday_names: Whether days are called ``Mon`` to ``Sun``; only for a plan that begins on a Monday.
    """

    header: Sequence[str] = ()
    weeks: Sequence[str] = ()
    entries: Sequence[str] = ()
    weekday_names: bool = False


def format_plan_text(plan: Plan, comments: PlanComments | None = None) -> str:
    """The plan as text that `parse_plan_text` reads back the same, distances to the millimetre.

    Args:
        plan: The plan.
        comments: Comments beside it.
    """
    comments = comments or PlanComments()
    lines = [f"# {clean_line(comment, LINE_LIMIT)}" for comment in comments.header]
    lines += [f"plan: {clean_line(plan.name)}", f"unit: {plan.unit.value}"]
    race = [] if plan.race_distance is None else [plan.race_distance.value]
    race += [] if plan.race_day is None else [f"day {plan.race_day + 1}"]
    if race:
        lines.append(f"race: {', '.join(race)}")
    if plan.source:
        lines.append(f"source: {clean_line(plan.source, LINE_LIMIT)}")
    if plan.description:
        lines += ["about:", *_quoted_lines(plan.description, "  ")]
    lines += [f"remark: {clean_line(remark, LINE_LIMIT)}" for remark in plan.remarks]
    phases = list(plan.phases)
    week = -1
    for number, entry in enumerate(plan.entries):
        begins = entry.day // 7 != week
        if begins:
            lines.append("")
        while phases and phases[0][0] <= entry.day:
            lines.append(f"phase: {clean_line(phases.pop(0)[1], LINE_LIMIT)}")
        if begins:
            week = entry.day // 7
            lines.append(_with_comment(f"week {week + 1}", comments.weeks, week))
        first, *more = _format_entry_lines(entry, plan.unit, weekdays=comments.weekday_names)
        lines += [_with_comment(first, comments.entries, number), *more]
    return "\n".join(lines) + "\n"


def format_entry(entry: PlanEntry, unit: Unit) -> str:
    """What an entry's line says of the workout: ``tempo 12 km 1:05:00 rpe 7``."""
    word = kind_word_of(entry.sport, entry.kind)
    effort = format_effort(entry.planned, unit)
    return f"{word}{effort}" if effort.startswith(";") else f"{word} {effort}".rstrip()


def has_own_title(entry: PlanEntry) -> bool:
    """Whether its title says more than its kind."""
    return clean_line(entry.title) != default_title(kind_word_of(entry.sport, entry.kind))


def _with_comment(line: str, comments: Sequence[str], number: int) -> str:
    comment = clean_line(comments[number]) if number < len(comments) else ""
    return f"{line}  # {comment}" if comment else line


def _format_entry_lines(entry: PlanEntry, unit: Unit, *, weekdays: bool) -> list[str]:
    day = SHORT_WEEKDAYS[entry.day % 7] if weekdays else f"day {entry.day % 7 + 1}"
    line = f"  {day} {entry.slot or '':2}  {format_entry(entry, unit)}"
    lines = [f"{line:{_TITLE_COLUMN}} | {clean_line(entry.title)}".rstrip() if has_own_title(entry) else line]
    if entry.kind_doubt:
        lines.append(f"{_INDENT}? {clean_line(entry.kind_doubt, LINE_LIMIT)}")
    if entry.note:
        lines += _quoted_lines(entry.note, _INDENT)
    return lines


def _quoted_lines(text: str, indent: str) -> list[str]:
    return [f"{indent}> {line}" if line else f"{indent}>" for line in clean_note(text).split("\n")]
