"""The words for what an operation changed in a row, from the row before and after: one table, one line a column.

A column or a table that is not named here is told by its own name, so that a file of a later version is told too, only
less well. Whatever the rows hold is cleaned, for they may be older than the doors that clean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.text import clean_line
from planner.training import wording
from planner.training.measures import format_duration, format_pace
from planner.training.races import Unit
from planner.training.screening import read_screening
from planner.training.weeks import WEEKDAYS
from planner.training.workouts import AS_PLANNED, TYPED, Exercise, ExerciseSet, State

Row = Mapping[str, Any]
"""A row of the journal; empty where there was or is none."""
Say = Callable[[Any, Unit], str]

_QUOTED = 60
_HALVES = {"am": "morning", "pm": "afternoon"}


def plain(value: Any, unit: Unit) -> str:  # noqa: ANN401 - whatever a cell holds
    """A value as it stands."""
    del unit
    return f"{value:g}" if isinstance(value, float) else clean_line(str(value), _QUOTED)


def _quoted(value: Any, unit: Unit) -> str:  # noqa: ANN401
    return f'"{plain(value, unit)}"'


def _day(value: str, unit: Unit) -> str:
    del unit
    return wording.day_name(dt.date.fromisoformat(value))


def _day_and_year(value: str, unit: Unit) -> str:
    return f"{_day(value, unit)} {value[:4]}"


def _distance(value: float, unit: Unit) -> str:
    return f"{wording.distance(value, unit)} {unit}"


def _answers(value: str) -> str:
    screening = read_screening(value)
    return screening.in_words() if screening is not None else ""


@dataclass(frozen=True, slots=True)
class Words:
    """How a change of one column is told.

    Attributes:
        name: What the column is called; empty where its values speak for themselves.
        say: A value of it in words.
        quiet: Whether it is told only when nothing else of the row is: it follows from another change.
        flag: What is said instead when it becomes 1, and when it becomes 0.
    """

    name: str
    say: Say = plain
    quiet: bool = False
    flag: tuple[str, str] | None = None


COLUMNS: dict[str, Words] = {
    "item.block_id": Words("block number", quiet=True),
    "item.date": Words("", _day),
    "item.slot": Words("", lambda value, _: _HALVES[value]),
    "item.start": Words("start"),
    "item.sport": Words("sport"),
    "item.kind": Words("kind", lambda value, _: wording.KIND_NAMES[value].lower()),
    "item.title": Words("title", _quoted),
    "item.note": Words("note", _quoted),
    "item.planned_distance_m": Words("planned", _distance),
    "item.planned_duration_s": Words("planned", lambda value, _: format_duration(value)),
    "item.planned_rpe": Words("planned RPE", lambda value, _: wording.number(value)),
    "item.estimated": Words("estimated figures", quiet=True),
    "item.skip_reason": Words("reason to skip", _quoted),
    "item.original_date": Words("first planned for", _day, quiet=True),
    "item.locked": Words("", flag=("locked", "unlocked")),
    "item.reason": Words("why it stands there", _quoted, quiet=True),
    "item.replaced_by": Words("in its place workout"),
    "absence.kind": Words(""),
    "absence.first": Words("from", _day_and_year),
    "absence.last": Words("to", _day_and_year),
    "absence.note": Words("note", _quoted),
    "absence.soreness": Words("soreness"),
    "acceptance.block_id": Words("block number", quiet=True),
    "acceptance.code": Words(""),
    "acceptance.date": Words("of", _day_and_year),
    "acceptance.note": Words("note", _quoted),
    "block.name": Words("name", _quoted),
    "block.start": Words("start", _day_and_year),
    "block.days": Words("days"),
    "block.race_date": Words("race", _day_and_year),
    "block.race_distance": Words("race distance"),
    "block.source": Words("source", _quoted, quiet=True),
    "block.phases": Words("phases", quiet=True),
    "block.created": Words("made", quiet=True),
    "block.choices": Words("", quiet=True, flag=("what it was made from", "what it was made from")),
    "athlete.body_mass_kg": Words("body mass", lambda value, _: f"{value:g} kg"),
    "athlete.sled_kg": Words("empty sled", lambda value, _: f"{value:g} kg"),
    "athlete.easy_pace_s_per_km": Words("easy pace", format_pace),
    "athlete.week_start": Words("first day of the week", lambda value, _: WEEKDAYS[value]),
    "athlete.screening": Words("health questions:", lambda value, _: _answers(value)),
}
"""By table and column. A new column gets its words with one line here."""

NAMES = {"item": "workout", "athlete": "runner", "acceptance": "accepted finding"}
"""What a row of a table is called, where the table's name does not do."""

SHOWN_WHEN_ADDED = {"block": ("start", "race_date"), "athlete": (), "acceptance": ("code", "date", "note")}
"""The columns that are told of a new row; all that it has, where the table is not named."""

_UNSAID = frozenset({"id", "version"})
_FATE = ("state", "skip_reason", "actual_distance_m", "actual_duration_s", "actual_rpe", "actual_pain",
         "actual_pain_next", "actual_note", "actual_source")  # fmt: skip


def columns_changed(table: str, before: Row, after: Row, unit: Unit) -> list[str]:
    """A phrase for each column that differs.

    Args:
        table: The table of the rows.
        before: The row before.
        after: The row after.
        unit: What distances are told in.
    """
    loud, quiet = _differing(table, before, after, unit, frozenset())
    return loud or quiet


def columns_added(table: str, row: Row, unit: Unit) -> list[str]:
    """A phrase for each column worth telling of a new row."""
    shown = SHOWN_WHEN_ADDED.get(table, tuple(row))
    return columns_changed(table, {}, {name: row[name] for name in shown if row.get(name) not in (None, "")}, unit)


def item_changed(before: Row, after: Row, unit: Unit, sets: Iterable[str], done: str) -> list[str]:
    """A phrase for each thing that differs in a workout.

    Args:
        before: Its row before.
        after: Its row after.
        unit: What distances are told in.
        sets: Phrases for what differs in its planned sets.
        done: Its recorded sets after, in words, where they differ; else empty.
    """
    phrases = []
    if before.get("date") != after.get("date"):
        phrases.append(_phrase(COLUMNS["item.date"], before.get("date"), after.get("date"), unit))
    fate = _fate(before, after, unit, done)
    phrases += [fate] if fate else []
    loud, quiet = _differing("item", before, after, unit, frozenset({"date", *(_FATE if fate else ())}))
    return [*phrases, *sets, *loud] or quiet


def recorded(row: Row, unit: Unit, sets: str) -> str:
    """What was done, in words: ``11.6 km, 52:30, RPE 7``; empty where no figure is known."""
    parts = []
    if row.get("actual_distance_m") is not None:
        parts.append(_safely(_distance, row["actual_distance_m"], unit))
    if sets:
        parts.append(sets)
    elif row.get("actual_duration_s") is not None:
        parts.append(_safely(lambda value, _: format_duration(value), row["actual_duration_s"], unit))
    if row.get("actual_rpe") is not None:
        parts.append(f"RPE {_safely(lambda value, _: wording.number(value), row['actual_rpe'], unit)}")
    if row.get("actual_pain") is not None:
        parts.append(f"pain {plain(row['actual_pain'], unit)}")
    if row.get("actual_pain_next") is not None:
        parts.append(f"pain next morning {plain(row['actual_pain_next'], unit)}")
    if row.get("actual_note"):
        parts.append(_quoted(row["actual_note"], unit))
    source = row.get("actual_source")
    if source not in (None, AS_PLANNED, TYPED):
        parts.append(f"from {plain(source, unit)}")
    return ", ".join(parts)


def sets_changed(before: Iterable[Row], after: Iterable[Row]) -> list[str]:
    """A phrase for each set that differs: ``sled 5 × 20 m → 3 × 20 m``; rows are those of one part of one workout."""
    old, new = sorted(map(set_words, before)), sorted(map(set_words, after))
    same = [words for words in old if words in new]
    for words in same:
        if words in new:
            old.remove(words)
            new.remove(words)
    phrases = []
    for exercise in ("sled", "walk backward", "wall sit", ""):
        was = [words for words in old if words.startswith(exercise)]
        now = [words for words in new if words.startswith(exercise)]
        old = [words for words in old if words not in was]
        new = [words for words in new if words not in now]
        if was and now:
            phrases.append(_shorter("; ".join(was), "; ".join(now), exercise))
        else:
            phrases += [f"{words} → nothing" for words in was] + now
    return phrases


def set_words(row: Row) -> str:
    """A set in words; by its columns' names where it is none that we know."""
    try:
        one = ExerciseSet(
            Exercise(row["exercise"]),
            row["rounds"],
            row.get("distance_m"),
            row.get("load_kg"),
            row.get("hold_s"),
            row.get("knee_angle_deg"),
            bool(row.get("squeeze")),
        )
        return wording.sets((one,))
    except (KeyError, TypeError, ValueError):
        return plain(row.get("exercise", "a set"), Unit.KM).replace("_", " ")


def _fate(before: Row, after: Row, unit: Unit, done: str) -> str:
    """What became of the workout; empty where that is as it was."""
    if not done and all(before.get(column) == after.get(column) for column in _FATE):
        return ""
    was, now = before.get("state"), after.get("state")
    if after.get("actual_source") is not None:
        figures = recorded(after, unit, done)
        as_planned = " as planned" if after["actual_source"] == AS_PLANNED else ""
        anew = before.get("actual_source") is not None and was == now
        head = "recorded anew" if anew else f"done{as_planned}"
        return f"{head}, {figures}" if figures else head
    if now == State.SKIPPED:
        reason = plain(after.get("skip_reason") or "no reason given", unit)
        return f"skipped ({reason})"
    if before.get("actual_source") is not None:
        return "no longer done"
    if was == State.SKIPPED:
        return "no longer skipped"
    return f"{plain(was, unit)} → {plain(now, unit)}" if was != now and was is not None else ""


def _phrase(words: Words, before: Any, after: Any, unit: Unit) -> str:  # noqa: ANN401
    if words.flag is not None:
        return words.flag[0] if after else words.flag[1]
    was, now = (_safely(words.say, value, unit) if not _is_nothing(value) else "" for value in (before, after))
    if was and was == now:  # a difference too small for words
        was, now = plain(before, unit), plain(after, unit)
    if not was:
        return f"{words.name} {now or 'nothing'}".strip()
    return f"{words.name} {was} → {now or 'nothing'}".strip()


def _safely(say: Say, value: Any, unit: Unit) -> str:  # noqa: ANN401
    """A value in words; as it stands where it is none that the words are for."""
    try:
        return clean_line(say(value, unit))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return plain(value, unit)


def _is_nothing(value: Any) -> bool:  # noqa: ANN401
    return value is None or value == ""


def _differing(table: str, before: Row, after: Row, unit: Unit, told: frozenset[str]) -> tuple[list[str], list[str]]:
    """A phrase for each column that differs and is not told yet: those that matter, and those that only follow."""
    loud: list[str] = []
    quiet: list[str] = []
    for column in {**before, **after}:
        if column in _UNSAID or column in told or before.get(column) == after.get(column):
            continue
        words = COLUMNS.get(f"{table}.{column}") or Words(clean_line(column.replace("_", " "), _QUOTED))
        (quiet if words.quiet else loud).append(_phrase(words, before.get(column), after.get(column), unit))
    return loud, quiet


def _shorter(was: str, now: str, exercise: str) -> str:
    """Two sets of one exercise side by side, without what the second would only repeat."""
    before, _, rest = was.partition(", ")
    after, _, same = now.partition(", ")
    if rest == same and ";" not in was + now:
        was, now = before, after
    return f"{was} → {now.removeprefix(exercise).strip()}"
