"""Slotting problems from JSON: every key is known and every value has its type, or the refusal names what is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from planner.slotting.problem import (
    MINUTES_PER_DAY,
    Problem,
    Run,
    Session,
    SlotStarts,
    SlottingGate,
    UnavailableReason,
    UnavailableSlot,
    WeekTarget,
    parse_run_type,
)
from planner.text import clean_line
from planner.training.json_objects import JsonObject, load_json, parse_text
from planner.training.measures import MAX_DISTANCE_M
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.strength_levels import EXPERIENCE_DAYS, level_from_count
from planner.training.workouts import Slot, StrengthKind, StrengthLevel

_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_KEYS = {field.name for field in dataclasses.fields(Problem)} - {"slot_starts"} | {"anchors"}
_RUN_KEYS = {field.name for field in dataclasses.fields(Run)}
_SESSION_KEYS = {"day", "slot", "kind"}


def parse_problem_json(text: str, *, source: str = "") -> object:
    """Return the JSON document of a text, for `parse_problem`.

    Args:
        text: The decoded file.
        source: What a refusal begins with, such as the name of the file.

    Raises:
        RefusedError: The text is not JSON, names a number JSON does not have, or repeats a key within an object.
    """
    try:
        return load_json(text, "a slotting problem")
    except RefusedError as refusal:
        raise _with_source(str(refusal), source) from None


def parse_problem(document: object, *, source: str = "") -> Problem:
    """Return the problem in a JSON document.

    Only ``days`` is required. Without ``level`` the history decides: a runner with at least three sessions in the 28
    days before day 0 is experienced, any other a novice.

    Args:
        document: What `parse_problem_json` returned.
        source: What a refusal begins with, such as the name of the file.

    Raises:
        RefusedError: A key is unknown or missing, or has a value it cannot take; the message names key and value.
    """
    try:
        return _parse_problem(JsonObject(document, "", _KEYS))
    except RefusedError as refusal:
        raise _with_source(str(refusal), source) from None


def _with_source(message: str, source: str) -> RefusedError:
    return RefusedError(f"{source}: {message}" if source else message)


def _parse_problem(table: JsonObject) -> Problem:
    history = tuple(_parse_session(entry) for entry in table.objects("history", _SESSION_KEYS))
    return Problem(
        days=table.integer("days"),
        runs=tuple(_parse_run(entry) for entry in table.objects("runs", _RUN_KEYS)),
        targets=tuple(
            WeekTarget(entry.integer("week"), *(entry.integer(kind.value, 0) for kind in StrengthKind))
            for entry in table.objects("targets", {"week", "heavy", "moderate", "light"})
        ),
        level=_parse_level(table, history),
        start=table.parsed("start", dt.date.fromisoformat, "a date like 2027-01-04")
        if table.has_value("start")
        else None,
        wrap=table.boolean("wrap"),
        stack=table.boolean("stack"),
        active_rest=table.boolean("active_rest"),
        slot_starts=_parse_slot_starts(table),
        unavailable=tuple(
            _parse_unavailable(entry) for entry in table.objects("unavailable", {"day", "slot", "kind", "why"})
        ),
        preferred_weekdays=frozenset(table.integers("preferred_weekdays")),
        history=history,
        locked=tuple(_parse_session(entry) for entry in table.objects("locked", _SESSION_KEYS)),
        gates=tuple(_parse_gate(entry) for entry in table.objects("gates", {"kind", "why", "first", "last"})),
        unit=table.optional_enum_value("unit", Unit) or Unit.KM,
    )


def _parse_run(entry: JsonObject) -> Run:
    return Run(
        day=entry.integer("day"),
        slot=entry.enum_value("slot", Slot),
        type=entry.parsed("type", parse_run_type, "a type of run"),
        minutes=entry.integer("minutes", minimum=0, maximum=MINUTES_PER_DAY),
        metres=entry.optional_integer("metres", minimum=0, maximum=round(MAX_DISTANCE_M)),
        seconds=entry.optional_integer("seconds", minimum=0, maximum=60 * MINUTES_PER_DAY),
        priority=entry.optional_enum_value("priority", Priority),
        distance=entry.optional_enum_value("distance", RaceDistance),
    )


def _parse_unavailable(entry: JsonObject) -> UnavailableSlot:
    kind = entry.optional_enum_value("kind", StrengthKind)
    # Whoever closes a slot to one kind only is there at that time, so "busy" would be wrong.
    default = UnavailableReason.FORBIDDEN if kind else UnavailableReason.BUSY
    reason = entry.optional_enum_value("why", UnavailableReason) or default
    return UnavailableSlot(entry.integer("day"), entry.optional_enum_value("slot", Slot), kind, reason)


def _parse_session(entry: JsonObject) -> Session:
    return Session(entry.integer("day"), entry.enum_value("slot", Slot), entry.enum_value("kind", StrengthKind))


def _parse_gate(entry: JsonObject) -> SlottingGate:
    return SlottingGate(
        kind=entry.enum_value("kind", StrengthKind),
        reason=clean_line(entry.parsed("why", str, "half a sentence")),
        first=entry.integer("first", 0),
        last=entry.optional_integer("last"),
    )


def _parse_level(table: JsonObject, history: tuple[Session, ...]) -> StrengthLevel | tuple[StrengthLevel, ...]:
    if not table.has_value("level"):
        return level_from_count(sum(session.day >= -EXPERIENCE_DAYS for session in history))
    value = table.get("level")
    if isinstance(value, list):
        return tuple(
            parse_text(StrengthLevel, level, f"level[{index}]", "a level") for index, level in enumerate(value)
        )
    return table.enum_value("level", StrengthLevel)


def _parse_slot_starts(table: JsonObject) -> SlotStarts:
    default = SlotStarts()
    if not table.has_value("anchors"):
        return default
    entry = JsonObject(table.get("anchors"), "anchors", {"am", "pm"})
    return SlotStarts(
        *(entry.parsed(slot.value, _parse_time_of_day, "a time like 07:00", default.minute_of(slot)) for slot in Slot)
    )


def _parse_time_of_day(text: str) -> int:
    match = _TIME_OF_DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * 60 + int(match[2])
