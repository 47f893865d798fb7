"""What an operation changed, a line for each thing: a workout with its sets, a block, the runner."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.store.journal import RowChange
from planner.store.row_values import read_each, reading_value
from planner.text import clean_line
from planner.training.formatting import KIND_NAMES, format_amounts, format_day, format_exercise
from planner.training.races import Unit
from planner.training.workouts import Effort, Sport
from planner.usecases.history import history_columns
from planner.usecases.history.history_columns import JournalRow
from planner.usecases.recordings import recording_history

SUMMARY_THRESHOLD = 13
"""From so many changed workouts on, a line above them sums them up."""

_NOUNS = {
    Sport.RUN: ("run", "runs"),
    Sport.STRENGTH: ("strength session", "strength sessions"),
    Sport.CROSS: ("cross-training session", "cross-training sessions"),
    Sport.REST: ("rest day", "rest days"),
    Sport.NOTE: ("note", "notes"),
}
_VERBS = ("added", "removed", "moved", "done", "skipped", "changed")


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """One thing that an operation changed.

    Attributes:
        text: What changed, in one clean line.
        date: The day of the workout, or its former day if it was removed; None for other things.
        changes: The changes of its rows.
    """

    text: str
    date: dt.date | None
    changes: tuple[RowChange, ...]


def describe_changes(changes: Iterable[RowChange], unit: Unit) -> tuple[ChangedThing, ...]:
    """Return one line for each thing that changed: things without a date first, then by date.

    Raises:
        DamagedRowError: A row in the history holds a value that no planner wrote, and this context leaves none out.
    """
    rows: dict[tuple[str, int], RowChange] = {}
    for change in changes:
        earlier = rows.get((change.table, change.row_id))
        rows[change.table, change.row_id] = change if earlier is None else replace(earlier, after=change.after)
    things: dict[tuple[str, int], list[RowChange]] = {}
    for (table, number), change in rows.items():
        item_id = _current_row(change).get("item_id") if table in ("exercise_set", "recording_link") else None
        if table == "busy_time":  # a calendar has hundreds, and they are read all at once
            things.setdefault((table, 0), []).append(change)
            continue
        if table == "recording_source":
            recording_id = _current_row(change).get("recording_id")
            things.setdefault(("recording", recording_id if isinstance(recording_id, int) else 0), []).append(change)
            continue
        things.setdefault(("item", item_id) if isinstance(item_id, int) else (table, number), []).append(change)

    def describe(thing: Sequence[Any]) -> ChangedThing:
        (table, number), row_changes = thing
        name = clean_line(table.replace("_", " "), 60)
        with reading_value(f"The history of {name} {number}", "row", _current_row(row_changes[0])):
            return _describe_thing(table, number, row_changes, unit)

    return tuple(sorted(read_each(things.items(), describe), key=_sort_key))


def summarize_changes(things: Sequence[ChangedThing]) -> str:
    """Sum up all changed workouts, ``added 84 runs, 16 rest days, 4 Jan to 28 Feb``; empty for a few."""
    rows = [(thing.date, row) for thing in things if (row := _workout_change(thing)) is not None]
    if len(rows) < SUMMARY_THRESHOLD:
        return ""
    parts = []
    for verb in _VERBS:
        matching = [(date, row) for date, row in rows if _verb(row) == verb]
        if not matching:
            continue
        counted = Counter(str(_current_row(row).get("sport")) for _, row in matching)
        known = [sport for sport in _NOUNS if counted[sport]]
        names = [f"{counted[sport]} {_NOUNS[sport][counted[sport] > 1]}" for sport in known]
        others = len(matching) - sum(counted[sport] for sport in known)
        names += [f"{others} more"] if others else []
        parts.append(f"{verb} {', '.join(names)}{_date_range([date for date, _ in matching if date is not None])}")
    return "; ".join(parts)


def _describe_thing(table: str, number: int, changes: list[RowChange], unit: Unit) -> ChangedThing:
    if table == "item":
        return _describe_workout(number, changes, unit)
    if table == "busy_time":
        return ChangedThing(f"busy times of your calendar: {_describe_busy_times(changes)}", None, tuple(changes))
    if table == "recording":
        text, date = recording_history.describe_recording(number, changes, unit)
        return ChangedThing(text, date, tuple(changes))
    (change,) = changes
    if table in ("refused_link", "distinct_recording"):
        return ChangedThing(recording_history.describe_pair(change), None, (change,))
    before, after = change.before or {}, change.after or {}
    if table == "slotting":
        again = " again" if before and after else ""
        return ChangedThing(
            f"the slotting was worked out{again}" if after else "the slotting was removed", None, (change,)
        )
    if table == "athlete":
        head = "you"
    elif table == "block":
        head = f'block "{clean_line(str(_current_row(change).get("name", number)), 60)}"'
    elif table == "exercise":
        head = f'exercise "{format_exercise(str(_current_row(change).get("name", number)))}"'
    else:
        head = f"{history_columns.TABLE_LABELS.get(table, clean_line(table.replace('_', ' '), 60))} {number}"
    if change.before is None or change.after is None:
        phrases = [_added_or_removed(change)]
        phrases += history_columns.describe_added_columns(table, after, unit) if after else []
    else:
        phrases = history_columns.describe_changed_columns(table, before, after, unit) or ["saved again as it was"]
    return ChangedThing(f"{head}: {', '.join(phrases)}", None, (change,))


def _describe_workout(number: int, changes: list[RowChange], unit: Unit) -> ChangedThing:
    item = next((change for change in changes if change.table == "item"), RowChange("item", number, {}, {}))
    parts = [change for change in changes if change.table != "item"]
    before, after = item.before or {}, item.after or {}
    planned = history_columns.describe_changed_sets(
        _set_rows(parts, "planned", after=False), _set_rows(parts, "planned", after=True)
    )
    done_before, done_now = _set_rows(parts, "actual", after=False), _set_rows(parts, "actual", after=True)
    done = (
        "; ".join(map(history_columns.format_set_row, done_now))
        if history_columns.describe_changed_sets(done_before, done_now)
        else ""
    )
    if item.before is None or item.after is None:
        phrases = [_added_or_removed(item)]
        phrases += _describe_new_workout(after, planned, done, unit) if after else []
    else:
        phrases = history_columns.describe_changed_workout(before, after, unit, planned, done)
    phrases += [recording_history.describe_link(change) for change in parts if change.table == "recording_link"]
    phrases = phrases or ["saved again as it was"]
    moved = bool(before and after) and before.get("date") != after.get("date")
    date = _date_of(after or before)
    title = _title(after or before, number)
    head = title if moved or date is None else f"{format_day(date)} {title}"
    return ChangedThing(f"{head}: {', '.join(phrases)}", date, tuple(changes))


def _describe_busy_times(changes: Sequence[RowChange]) -> str:
    """Sum up busy times that were read or removed: ``312 added, 4 removed, 4 Jan to 30 Dec``."""
    verbs = Counter(
        _added_or_removed(change) if None in (change.before, change.after) else "changed" for change in changes
    )
    dates = [date for change in changes if (date := _date_of(_current_row(change))) is not None]
    return ", ".join(f"{verbs[verb]} {verb}" for verb in sorted(verbs)) + _date_range(sorted(dates))


def _added_or_removed(change: RowChange) -> str:
    if change.after is not None:
        return "added"
    return "removed" if change.before is not None else "added and removed again"


def _describe_new_workout(row: JournalRow, sets: list[str], done: str, unit: Unit) -> list[str]:
    """Return phrases for a new workout: what was done, or else what is planned."""
    if row.get("actual_source") is not None:
        return [f"done, {figures}" if (figures := history_columns.format_outcome_row(row, unit, done)) else "done"]
    if row.get("skip_reason"):
        return [f"skipped ({history_columns.format_plain(row['skip_reason'], unit)})"]
    if sets:
        return sets
    try:
        effort = Effort(row.get("planned_distance_m"), row.get("planned_duration_s"))
        amount = format_amounts(effort, unit, tuple(str(row.get("estimated") or "").split(",")))
    except (TypeError, ValueError):
        return []
    return [amount] if amount else []


def _set_rows(parts: list[RowChange], part: str, *, after: bool) -> list[JournalRow]:
    rows = [(change.after if after else change.before) or {} for change in parts]
    return sorted(
        (row for row in rows if row.get("part") == part), key=lambda row: str(row.get("position", "")).zfill(3)
    )


def _title(row: JournalRow, number: int) -> str:
    words = clean_line(str(row.get("title") or ""), 80)
    kind = row.get("kind")
    return words or KIND_NAMES.get(str(kind), clean_line(str(row.get("sport") or f"workout {number}")).capitalize())


def _current_row(change: RowChange) -> JournalRow:
    """Return the row after the change; before it, if it was removed."""
    return change.after or change.before or {}


def _workout_change(thing: ChangedThing) -> RowChange | None:
    return next((change for change in thing.changes if change.table == "item"), None)


def _verb(change: RowChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return "added" if after is not None else "removed"
    if before.get("date") != after.get("date"):
        return "moved"
    if before.get("state") != after.get("state"):
        return {"done": "done", "skipped": "skipped"}.get(str(after.get("state")), "changed")
    return "changed"


def _date_range(dates: Sequence[dt.date]) -> str:
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    year = "" if first.year == last.year else f" {first.year}"
    since = f", {first.day} {first:%b}{year}"
    return since if first == last else f"{since} to {last.day} {last:%b}{year and f' {last.year}'}"


def _date_of(row: JournalRow) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(row.get("date")))
    except ValueError:
        return None


def _sort_key(thing: ChangedThing) -> tuple[bool, dt.date, str, str, int]:
    row = _current_row(thing.changes[0])
    start = str(row.get("start") or "~") if thing.date is not None else ""
    return (
        thing.date is not None,
        thing.date or dt.date.min,
        str(row.get("slot") or "~"),
        start,
        thing.changes[0].row_id,
    )
