"""Phrases for what an operation changed in a row; one table says how each column is shown.

A column or table that is missing here is shown by its own name, so that the journal of a later schema is shown too. All
texts of rows are cleaned, since they may be older than the checks on input.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.text import clean_line
from planner.training import formatting
from planner.training.measures import format_duration, format_pace
from planner.training.races import Unit
from planner.training.screening import parse_screening
from planner.training.steps import steps_from_documents
from planner.training.steps_text import format_steps
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import AS_PLANNED, ENTERED, Exercise, ExerciseSet, StoredStatus

JournalRow = Mapping[str, Any]
"""A row of the journal, by column; empty when there is no row."""
Formatter = Callable[[Any, Unit], str]

_QUOTED = 60
_SLOT_NAMES = {"am": "morning", "pm": "afternoon"}


def format_plain(value: Any, unit: Unit) -> str:  # noqa: ANN401 - a cell may hold anything
    """Return a stored value as clean text."""
    del unit
    return f"{value:g}" if isinstance(value, float) else clean_line(str(value), _QUOTED)


def _quoted(value: Any, unit: Unit) -> str:  # noqa: ANN401
    return f'"{format_plain(value, unit)}"'


def _day(value: str, unit: Unit) -> str:
    del unit
    return formatting.format_day(dt.date.fromisoformat(value))


def _day_and_year(value: str, unit: Unit) -> str:
    return f"{_day(value, unit)} {value[:4]}"


def _distance(value: float, unit: Unit) -> str:
    return f"{formatting.format_bare_distance(value, unit)} {unit}"


def _steps(value: str, unit: Unit) -> str:
    return format_steps(steps_from_documents(json.loads(value)), unit)


def _format_screening(value: str) -> str:
    screening = parse_screening(value)
    return screening.describe() if screening is not None else ""


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """How a change of one column is shown.

    Attributes:
        label: What the column is called; empty where the value is enough.
        format: Formats a value for people.
        only_when_alone: Whether it is shown only when no other column of the row changed, since it follows from those.
        flag_texts: The phrases for a column that becomes 1 and that becomes 0, instead of its values.
    """

    label: str
    format: Formatter = format_plain
    only_when_alone: bool = False
    flag_texts: tuple[str, str] | None = None


COLUMN_FORMATS: dict[str, ColumnFormat] = {
    "item.block_id": ColumnFormat("block number", only_when_alone=True),
    "item.date": ColumnFormat("", _day),
    "item.slot": ColumnFormat("", lambda value, _: _SLOT_NAMES[value]),
    "item.start": ColumnFormat("start"),
    "item.sport": ColumnFormat("sport"),
    "item.kind": ColumnFormat("kind", lambda value, _: formatting.KIND_NAMES[value].lower()),
    "item.title": ColumnFormat("title", _quoted),
    "item.note": ColumnFormat("note", _quoted),
    "item.planned_distance_m": ColumnFormat("planned", _distance),
    "item.planned_duration_s": ColumnFormat("planned", lambda value, _: format_duration(value)),
    "item.planned_steps": ColumnFormat("steps", _steps),
    "item.priority": ColumnFormat("priority"),
    "item.planned_rpe": ColumnFormat("planned RPE", lambda value, _: formatting.format_number(value)),
    "item.estimated": ColumnFormat("estimated figures", only_when_alone=True),
    "item.skip_reason": ColumnFormat("reason to skip", _quoted),
    "item.original_date": ColumnFormat("first planned for", _day, only_when_alone=True),
    "item.plan_date": ColumnFormat("planned for", _day, only_when_alone=True),
    "item.former_kind": ColumnFormat("what it was before", lambda _value, _unit: "kept", only_when_alone=True),
    "item.made_on": ColumnFormat("made on", _day, only_when_alone=True),
    "item.locked": ColumnFormat("", flag_texts=("locked", "unlocked")),
    "item.reason": ColumnFormat("why it is there", _quoted, only_when_alone=True),
    "item.replaced_by": ColumnFormat("in its place workout"),
    "absence.kind": ColumnFormat(""),
    "absence.first": ColumnFormat("from", _day_and_year),
    "absence.last": ColumnFormat("to", _day_and_year),
    "absence.note": ColumnFormat("note", _quoted),
    "absence.soreness": ColumnFormat("soreness"),
    "exercise.name": ColumnFormat("", lambda value, _: formatting.format_exercise(value)),
    "exercise.measure": ColumnFormat("by"),
    "exercise.leg_load": ColumnFormat("legs"),
    "busy_time.date": ColumnFormat("", _day_and_year),
    "busy_time.start_minute": ColumnFormat("from minute"),
    "busy_time.end_minute": ColumnFormat("to minute"),
    "busy_time.runs": ColumnFormat("", flag_texts=("for runs too", "for strength")),
    "acceptance.block_id": ColumnFormat("block number", only_when_alone=True),
    "acceptance.code": ColumnFormat(""),
    "acceptance.date": ColumnFormat("of", _day_and_year),
    "acceptance.note": ColumnFormat("note", _quoted),
    "block.name": ColumnFormat("name", _quoted),
    "block.start": ColumnFormat("start", _day_and_year),
    "block.days": ColumnFormat("days"),
    "block.race_date": ColumnFormat("race", _day_and_year),
    "block.race_distance": ColumnFormat("race distance"),
    "block.source": ColumnFormat("source", _quoted, only_when_alone=True),
    "block.phases": ColumnFormat("phases", only_when_alone=True),
    "block.created": ColumnFormat("made", only_when_alone=True),
    "block.choices": ColumnFormat(
        "", only_when_alone=True, flag_texts=("what it was made from", "what it was made from")
    ),
    "athlete.body_mass_kg": ColumnFormat("body mass", lambda value, _: f"{value:g} kg"),
    "athlete.sled_kg": ColumnFormat("empty sled", lambda value, _: f"{value:g} kg"),
    "athlete.easy_pace_s_per_km": ColumnFormat("easy pace", format_pace),
    "athlete.week_start": ColumnFormat("first day of the week", lambda value, _: WEEKDAYS[value]),
    "athlete.birth_year": ColumnFormat("year of birth"),
    "athlete.zone": ColumnFormat("time zone"),
    "athlete.screening": ColumnFormat("health questions:", lambda value, _: _format_screening(value)),
}
"""How each ``table.column`` is shown."""

TABLE_LABELS = {"item": "workout", "athlete": "runner", "acceptance": "accepted finding"}
"""What a row of a table is called, where that is not the table's name."""

COLUMNS_SHOWN_WHEN_ADDED = {
    "block": ("start", "race_date"),
    "athlete": (),
    "acceptance": ("code", "date", "note"),
    "exercise": ("measure", "leg_load"),
}
"""The columns shown of a new row; all columns for a table that is missing here."""

_NEVER_DESCRIBED = frozenset({"id", "version"})
_STATUS_COLUMNS = ("state", "skip_reason", "actual_distance_m", "actual_duration_s", "actual_rpe", "actual_pain",
         "actual_pain_next", "actual_note", "actual_source", "actual_steps")  # fmt: skip


def describe_changed_columns(table: str, before: JournalRow, after: JournalRow, unit: Unit) -> list[str]:
    """Return a phrase for each column that differs.

    Args:
        table: The table of the rows.
        before: The row before.
        after: The row after.
        unit: The unit of distances.
    """
    main, secondary = _describe_differences(table, before, after, unit, frozenset())
    return main or secondary


def describe_added_columns(table: str, row: JournalRow, unit: Unit) -> list[str]:
    """Return a phrase for each column of a new row that is shown."""
    shown = COLUMNS_SHOWN_WHEN_ADDED.get(table, tuple(row))
    return describe_changed_columns(
        table, {}, {name: row[name] for name in shown if row.get(name) not in (None, "")}, unit
    )


def describe_changed_workout(
    before: JournalRow, after: JournalRow, unit: Unit, set_phrases: Iterable[str], recorded_sets: str
) -> list[str]:
    """Return a phrase for each difference in a workout.

    Args:
        before: Its row before.
        after: Its row after.
        unit: The unit of distances.
        set_phrases: Phrases for the differences in its planned sets.
        recorded_sets: Its recorded sets after, formatted; empty where they are unchanged.
    """
    phrases = []
    if before.get("date") != after.get("date"):
        phrases.append(_phrase(COLUMN_FORMATS["item.date"], before.get("date"), after.get("date"), unit))
    status = _describe_status(before, after, unit, recorded_sets)
    phrases += [status] if status else []
    described = frozenset({"date", *(_STATUS_COLUMNS if status else ())})
    main, secondary = _describe_differences("item", before, after, unit, described)
    return [*phrases, *set_phrases, *main] or secondary


def format_outcome_row(row: JournalRow, unit: Unit, sets: str) -> str:
    """Format what was recorded: ``11.6 km, 52:30, RPE 7``; empty when no figure is known."""
    parts = []
    if row.get("actual_distance_m") is not None:
        parts.append(_format_or_plain(_distance, row["actual_distance_m"], unit))
    if sets:
        parts.append(sets)
    elif row.get("actual_duration_s") is not None:
        parts.append(_format_or_plain(lambda value, _: format_duration(value), row["actual_duration_s"], unit))
    if row.get("actual_rpe") is not None:
        parts.append(
            f"RPE {_format_or_plain(lambda value, _: formatting.format_number(value), row['actual_rpe'], unit)}"
        )
    if row.get("actual_pain") is not None:
        parts.append(f"pain {format_plain(row['actual_pain'], unit)}")
    if row.get("actual_pain_next") is not None:
        parts.append(f"pain next morning {format_plain(row['actual_pain_next'], unit)}")
    if row.get("actual_note"):
        parts.append(_quoted(row["actual_note"], unit))
    source = row.get("actual_source")
    if source not in (None, AS_PLANNED, ENTERED):
        parts.append(f"from {format_plain(source, unit)}")
    return ", ".join(parts)


def describe_changed_sets(before: Iterable[JournalRow], after: Iterable[JournalRow]) -> list[str]:
    """Return a phrase for each set that differs: ``sled 5 × 20 m → 3 × 20 m``.

    Both are the planned, or both the recorded, set rows of one workout.
    """
    before, after = tuple(before), tuple(after)
    old, new = sorted(map(format_set_row, before)), sorted(map(format_set_row, after))
    same = [words for words in old if words in new]
    for words in same:
        if words in new:
            old.remove(words)
            new.remove(words)
    phrases = []
    own = sorted({_own_name(row) for row in (*before, *after)} - {""}, key=len, reverse=True)
    for exercise in (*own, "sled", "walk backward", "wall sit", ""):
        was = [words for words in old if words.startswith(exercise)]
        now = [words for words in new if words.startswith(exercise)]
        old = [words for words in old if words not in was]
        new = [words for words in new if words not in now]
        if was and now:
            phrases.append(_shorten_pair("; ".join(was), "; ".join(now), exercise))
        else:
            phrases += [f"{words} → nothing" for words in was] + now
    return phrases or _changed_leg_loads(before, after)


def _changed_leg_loads(before: Iterable[JournalRow], after: Iterable[JournalRow]) -> list[str]:
    """Return a phrase for each own exercise that asks more or less of the legs: ``wall ball legs light → heavy``."""
    was = {row.get("position"): row for row in before}
    phrases: dict[str, None] = {}
    for row in after:
        old, new = was.get(row.get("position"), {}).get("leg_load"), row.get("leg_load")
        if old != new:
            legs = f"legs {format_plain(old or 'none', Unit.KM)} → {format_plain(new or 'none', Unit.KM)}"
            phrases.setdefault(f"{_own_name(row)}{legs}")
    return list(phrases)


def _own_name(row: JournalRow) -> str:
    """Return what an exercise of the runner's own is called in phrases; empty for other rows."""
    name = row.get("exercise")
    return f"{formatting.format_exercise(name)} " if isinstance(name, str) and name not in list(Exercise) else ""


def format_set_row(row: JournalRow) -> str:
    """Format a set; a set that cannot be read is shown by its stored exercise."""
    try:
        exercise_set = ExerciseSet(
            row["exercise"],
            row["rounds"],
            row.get("distance_m"),
            row.get("load_kg"),
            row.get("hold_s"),
            row.get("knee_angle_deg"),
            bool(row.get("squeeze")),
            row.get("repetitions"),
        )
        return formatting.format_sets((exercise_set,))
    except (KeyError, TypeError, ValueError):
        return format_plain(row.get("exercise", "a set"), Unit.KM).replace("_", " ")


def _describe_status(before: JournalRow, after: JournalRow, unit: Unit, recorded_sets: str) -> str:
    """Return a phrase for a changed status or record; empty when both are unchanged."""
    if not recorded_sets and all(before.get(column) == after.get(column) for column in _STATUS_COLUMNS):
        return ""
    was, now = before.get("state"), after.get("state")
    if after.get("actual_source") is not None:
        figures = format_outcome_row(after, unit, recorded_sets)
        as_planned = " as planned" if after["actual_source"] == AS_PLANNED else ""
        is_again = before.get("actual_source") is not None and was == now
        head = "recorded again" if is_again else f"done{as_planned}"
        return f"{head}, {figures}" if figures else head
    if now == StoredStatus.SKIPPED:
        reason = format_plain(after.get("skip_reason") or "no reason given", unit)
        return f"skipped ({reason})"
    if before.get("actual_source") is not None:
        return "no longer done"
    if was == StoredStatus.SKIPPED:
        return "no longer skipped"
    return f"{format_plain(was, unit)} → {format_plain(now, unit)}" if was != now and was is not None else ""


def _phrase(column: ColumnFormat, before: Any, after: Any, unit: Unit) -> str:  # noqa: ANN401
    if column.flag_texts is not None:
        return column.flag_texts[0] if after else column.flag_texts[1]
    was, now = (
        _format_or_plain(column.format, value, unit) if not _is_empty(value) else "" for value in (before, after)
    )
    if was and was == now:  # the difference is smaller than the format shows
        was, now = format_plain(before, unit), format_plain(after, unit)
    if not was:
        return f"{column.label} {now or 'nothing'}".strip()
    return f"{column.label} {was} → {now or 'nothing'}".strip()


def _format_or_plain(formatter: Formatter, value: Any, unit: Unit) -> str:  # noqa: ANN401
    """Format a value; one that the formatter cannot read is shown as stored."""
    try:
        return clean_line(formatter(value, unit))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return format_plain(value, unit)


def _is_empty(value: Any) -> bool:  # noqa: ANN401
    return value is None or value == ""


def _describe_differences(
    table: str, before: JournalRow, after: JournalRow, unit: Unit, described: frozenset[str]
) -> tuple[list[str], list[str]]:
    """Return phrases for the columns that differ and are not described yet, apart those that are shown only alone."""
    main: list[str] = []
    secondary: list[str] = []
    for column in {**before, **after}:
        if column in _NEVER_DESCRIBED or column in described or before.get(column) == after.get(column):
            continue
        column_format = COLUMN_FORMATS.get(f"{table}.{column}") or ColumnFormat(
            clean_line(column.replace("_", " "), _QUOTED)
        )
        (secondary if column_format.only_when_alone else main).append(
            _phrase(column_format, before.get(column), after.get(column), unit)
        )
    return main, secondary


def _shorten_pair(was: str, now: str, exercise: str) -> str:
    """Return ``before → after`` for sets of one exercise, without what both have in common."""
    before, _, rest = was.partition(", ")
    after, _, same = now.partition(", ")
    if rest == same and ";" not in was + now:
        was, now = before, after
    return f"{was} → {now.removeprefix(exercise).strip()}"
