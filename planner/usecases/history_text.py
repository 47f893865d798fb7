"""What an operation changed, thing by thing and in order of date: a workout with its sets, a block, the runner."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.store.journal import Change
from planner.text import clean_line
from planner.training.races import Unit
from planner.training.wording import KIND_NAMES, amounts, day_name
from planner.training.workouts import Effort, Sport
from planner.usecases import history_columns
from planner.usecases.history_columns import Row

SUMMED_UP_FROM = 13
"""So many changed workouts are more than anybody counts: a line before them sums them up."""

_NOUNS = {
    Sport.RUN: ("run", "runs"),
    Sport.STRENGTH: ("strength session", "strength sessions"),
    Sport.CROSS: ("cross-training session", "cross-training sessions"),
    Sport.REST: ("rest day", "rest days"),
    Sport.NOTE: ("note", "notes"),
}
_VERBS = ("added", "removed", "moved", "done", "skipped", "changed")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one thing.

    Attributes:
        text: One clean line.
        date: The day it stands on, or stood on; None for what has none.
        changes: The rows behind it, each as it was before the operation and after.
    """

    text: str
    date: dt.date | None
    changes: tuple[Change, ...]


def tell(changes: Iterable[Change], unit: Unit) -> tuple[Told, ...]:
    """One line for each thing that changed: what has no date first, then by date."""
    rows: dict[tuple[str, int], Change] = {}
    for change in changes:
        kept = rows.get((change.table, change.id))
        rows[change.table, change.id] = change if kept is None else replace(kept, after=change.after)
    things: dict[tuple[str, int], list[Change]] = {}
    for (table, number), change in rows.items():
        item = _of(change).get("item_id") if table == "exercise_set" else None
        things.setdefault(("item", item) if isinstance(item, int) else (table, number), []).append(change)
    told = [_tell_one(table, number, behind, unit) for (table, number), behind in things.items()]
    return tuple(sorted(told, key=_order))


def sum_up(told: Sequence[Told]) -> str:
    """All workouts in one phrase, ``added 84 runs and 16 rest days, Mon 4 Jan to Sun 28 Feb``; empty for a few."""
    workouts = [(one, _row_of_item(one)) for one in told]
    rows = [(one.date, row) for one, row in workouts if row is not None]
    if len(rows) < SUMMED_UP_FROM:
        return ""
    parts = []
    for verb in _VERBS:
        those = [(date, row) for date, row in rows if _verb(row) == verb]
        if not those:
            continue
        counted = Counter(str(_of(row).get("sport")) for _, row in those)
        known = [sport for sport in _NOUNS if counted[sport]]
        names = [f"{counted[sport]} {_NOUNS[sport][counted[sport] > 1]}" for sport in known]
        others = len(those) - sum(counted[sport] for sport in known)
        names += [f"{others} more"] if others else []
        parts.append(f"{verb} {', '.join(names)}{_span([date for date, _ in those if date is not None])}")
    return "; ".join(parts)


def _tell_one(table: str, number: int, behind: list[Change], unit: Unit) -> Told:
    if table == "item":
        return _tell_workout(number, behind, unit)
    (change,) = behind
    before, after = change.before or {}, change.after or {}
    if table == "slotting":
        again = " again" if before and after else ""
        return Told(f"the slotting was worked out{again}" if after else "the slotting was removed", None, (change,))
    if table == "athlete":
        head = "you"
    elif table == "block":
        head = f'block "{clean_line(str(_of(change).get("name", number)), 60)}"'
    else:
        head = f"{history_columns.NAMES.get(table, clean_line(table.replace('_', ' '), 60))} {number}"
    if change.before is None or change.after is None:
        phrases = [_came_or_went(change)]
        phrases += history_columns.columns_added(table, after, unit) if after else []
    else:
        phrases = history_columns.columns_changed(table, before, after, unit) or ["saved again as it was"]
    return Told(f"{head}: {', '.join(phrases)}", None, (change,))


def _tell_workout(number: int, behind: list[Change], unit: Unit) -> Told:
    item = next((change for change in behind if change.table == "item"), Change("item", number, {}, {}))
    parts = [change for change in behind if change.table != "item"]
    before, after = item.before or {}, item.after or {}
    planned = history_columns.sets_changed(_sets(parts, "planned", after=False), _sets(parts, "planned", after=True))
    done_before, done_now = _sets(parts, "actual", after=False), _sets(parts, "actual", after=True)
    done = (
        "; ".join(map(history_columns.set_words, done_now))
        if history_columns.sets_changed(done_before, done_now)
        else ""
    )
    if item.before is None or item.after is None:
        phrases = [_came_or_went(item)]
        phrases += _what_it_is(after, planned, done, unit) if after else []
    else:
        phrases = history_columns.item_changed(before, after, unit, planned, done) or ["saved again as it was"]
    moved = bool(before and after) and before.get("date") != after.get("date")
    date = _date_of(after or before)
    title = _title(after or before, number)
    head = title if moved or date is None else f"{day_name(date)} {title}"
    return Told(f"{head}: {', '.join(phrases)}", date, tuple(behind))


def _came_or_went(change: Change) -> str:
    if change.after is not None:
        return "added"
    return "removed" if change.before is not None else "added and removed again"


def _what_it_is(row: Row, sets: list[str], done: str, unit: Unit) -> list[str]:
    """Of a new workout: what was done, else what is planned."""
    if row.get("actual_source") is not None:
        return [f"done, {figures}" if (figures := history_columns.recorded(row, unit, done)) else "done"]
    if row.get("skip_reason"):
        return [f"skipped ({history_columns.plain(row['skip_reason'], unit)})"]
    if sets:
        return sets
    try:
        effort = Effort(row.get("planned_distance_m"), row.get("planned_duration_s"))
        amount = amounts(effort, unit, tuple(str(row.get("estimated") or "").split(",")))
    except (TypeError, ValueError):
        return []
    return [amount] if amount else []


def _sets(parts: list[Change], part: str, *, after: bool) -> list[Row]:
    rows = [(change.after if after else change.before) or {} for change in parts]
    return sorted(
        (row for row in rows if row.get("part") == part), key=lambda row: str(row.get("position", "")).zfill(3)
    )


def _title(row: Row, number: int) -> str:
    words = clean_line(str(row.get("title") or ""), 80)
    kind = row.get("kind")
    return words or KIND_NAMES.get(str(kind), clean_line(str(row.get("sport") or f"workout {number}")).capitalize())


def _of(change: Change) -> Row:
    """The row as it is now, or as it went."""
    return change.after or change.before or {}


def _row_of_item(told: Told) -> Change | None:
    return next((change for change in told.changes if change.table == "item"), None)


def _verb(change: Change) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return "added" if after is not None else "removed"
    if before.get("date") != after.get("date"):
        return "moved"
    if before.get("state") != after.get("state"):
        return {"done": "done", "skipped": "skipped"}.get(str(after.get("state")), "changed")
    return "changed"


def _span(dates: Sequence[dt.date]) -> str:
    if not dates:
        return ""
    first, last = min(dates), max(dates)
    year = "" if first.year == last.year else f" {first.year}"
    since = f", {first.day} {first:%b}{year}"
    return since if first == last else f"{since} to {last.day} {last:%b}{year and f' {last.year}'}"


def _date_of(row: Row) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(row.get("date")))
    except ValueError:
        return None


def _order(told: Told) -> tuple[bool, dt.date, str, str, int]:
    row = _of(told.changes[0])
    start = str(row.get("start") or "~") if told.date is not None else ""
    return told.date is not None, told.date or dt.date.min, str(row.get("slot") or "~"), start, told.changes[0].id
