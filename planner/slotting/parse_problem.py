"""Slotting problems from JSON: every key is known and every value has its type, or the refusal names what is wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

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
from planner.training.measures import MAX_DISTANCE_M
from planner.training.races import Priority, RaceDistance, Unit
from planner.training.refusal import RefusedError
from planner.training.strength_levels import EXPERIENCE_DAYS, level_from_count
from planner.training.workouts import Slot, StrengthKind, StrengthLevel

ParsedT = TypeVar("ParsedT")
EnumT = TypeVar("EnumT", bound=StrEnum)
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
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicate_keys)
    except RefusedError as refusal:
        raise _with_source(str(refusal), source) from None
    except RecursionError:
        raise _with_source("nested too deeply to be a slotting problem.", source) from None
    except ValueError as error:
        raise _with_source(f"not valid JSON: {clean_line(str(error))}.", source) from None


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
        return _parse_problem(_JsonObject(document, "", _KEYS))
    except RefusedError as refusal:
        raise _with_source(str(refusal), source) from None


def _with_source(message: str, source: str) -> RefusedError:
    return RefusedError(f"{source}: {message}" if source else message)


def _refuse_constant(name: str) -> object:
    raise RefusedError(f"{name} is not a number JSON has.")


def _refuse_duplicate_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise RefusedError(f"the key {_quoted_json(key)} is twice in one object.")
        table[key] = value
    return table


def _parse_problem(table: _JsonObject) -> Problem:
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


def _parse_run(entry: _JsonObject) -> Run:
    return Run(
        day=entry.integer("day"),
        slot=entry.enum_value("slot", Slot),
        type=entry.parsed("type", parse_run_type, "a type of run"),
        minutes=entry.integer("minutes", minimum=0, maximum=MINUTES_PER_DAY),
        metres=entry.optional_integer("metres", minimum=0, maximum=round(MAX_DISTANCE_M)),
        priority=entry.optional_enum_value("priority", Priority),
        distance=entry.optional_enum_value("distance", RaceDistance),
    )


def _parse_unavailable(entry: _JsonObject) -> UnavailableSlot:
    kind = entry.optional_enum_value("kind", StrengthKind)
    # Whoever closes a slot to one kind only is there at that time, so "busy" would be wrong.
    default = UnavailableReason.FORBIDDEN if kind else UnavailableReason.BUSY
    reason = entry.optional_enum_value("why", UnavailableReason) or default
    return UnavailableSlot(entry.integer("day"), entry.optional_enum_value("slot", Slot), kind, reason)


def _parse_session(entry: _JsonObject) -> Session:
    return Session(entry.integer("day"), entry.enum_value("slot", Slot), entry.enum_value("kind", StrengthKind))


def _parse_gate(entry: _JsonObject) -> SlottingGate:
    return SlottingGate(
        kind=entry.enum_value("kind", StrengthKind),
        reason=clean_line(entry.parsed("why", str, "half a sentence")),
        first=entry.integer("first", 0),
        last=entry.optional_integer("last"),
    )


def _parse_level(table: _JsonObject, history: tuple[Session, ...]) -> StrengthLevel | tuple[StrengthLevel, ...]:
    if not table.has_value("level"):
        return level_from_count(sum(session.day >= -EXPERIENCE_DAYS for session in history))
    value = table.get("level")
    if isinstance(value, list):
        return tuple(_parsed(StrengthLevel, level, f"level[{index}]", "a level") for index, level in enumerate(value))
    return table.enum_value("level", StrengthLevel)


def _parse_slot_starts(table: _JsonObject) -> SlotStarts:
    default = SlotStarts()
    if not table.has_value("anchors"):
        return default
    entry = _JsonObject(table.get("anchors"), "anchors", {"am", "pm"})
    return SlotStarts(
        *(entry.parsed(slot.value, _parse_time_of_day, "a time like 07:00", default.minute_of(slot)) for slot in Slot)
    )


def _parse_time_of_day(text: str) -> int:
    match = _TIME_OF_DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * 60 + int(match[2])


class _JsonObject:
    """A JSON object with known keys, whose refusals name the path of the value that is wrong."""

    def __init__(self, value: object, path: str, keys: set[str]) -> None:
        if not isinstance(value, dict):
            raise RefusedError(f"{path or 'the document'} must be an object, not {_quoted_json(value)}.")
        self._table: dict[str, object] = value
        self._prefix = f"{path}." if path else ""
        for key in value:
            if key not in keys:
                raise RefusedError(
                    f"{path or 'the document'} has an unknown key {_quoted_json(key)} with the value "
                    f"{_quoted_json(value[key])}; known are {', '.join(sorted(keys))}.",
                )

    def has_value(self, key: str) -> bool:
        """Return whether a key has a value other than null."""
        return self._table.get(key) is not None

    def get(self, key: str) -> object:
        """Return the value of a key unchecked."""
        return self._table.get(key)

    def integer(
        self, key: str, default: int | None = None, *, minimum: int | None = None, maximum: int | None = None
    ) -> int:
        """Return a whole number within its bounds."""
        if default is not None and key not in self._table:
            return default
        value = _integer(self._required(key), self._prefix + key)
        if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
            raise RefusedError(f"{self._prefix}{key} must be between {minimum} and {maximum}, not {value}.")
        return value

    def optional_integer(self, key: str, *, minimum: int | None = None, maximum: int | None = None) -> int | None:
        """Return a whole number within its bounds, or None for a missing key or null."""
        return self.integer(key, minimum=minimum, maximum=maximum) if self.has_value(key) else None

    def integers(self, key: str) -> list[int]:
        """Return a list of whole numbers, empty for a missing key."""
        return [_integer(value, f"{key}[{index}]") for index, value in enumerate(self._list(key))]

    def boolean(self, key: str) -> bool:
        """Return true or false, false for a missing key."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise RefusedError(f"{self._prefix}{key} must be true or false, not {_quoted_json(value)}.")
        return value

    def enum_value(self, key: str, enum: type[EnumT]) -> EnumT:
        """Return the member of an enumeration that a text names."""
        return self.parsed(key, enum, " or ".join(member.value for member in enum))

    def optional_enum_value(self, key: str, enum: type[EnumT]) -> EnumT | None:
        """Return the member of an enumeration that a text names, or None for a missing key or null."""
        return self.enum_value(key, enum) if self.has_value(key) else None

    def parsed(
        self, key: str, convert: Callable[[str], ParsedT], expected: str, default: ParsedT | None = None
    ) -> ParsedT:
        """Return what `convert` makes of a text; `expected` says in a refusal what the text should be."""
        if default is not None and key not in self._table:
            return default
        return _parsed(convert, self._required(key), self._prefix + key, expected)

    def objects(self, key: str, keys: set[str]) -> Iterator[_JsonObject]:
        """Yield the objects of a list, none for a missing key."""
        for index, value in enumerate(self._list(key)):
            yield _JsonObject(value, f"{self._prefix}{key}[{index}]", keys)

    def _list(self, key: str) -> list[object]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise RefusedError(f"{self._prefix}{key} must be a list, not {_quoted_json(value)}.")
        return value

    def _required(self, key: str) -> object:
        if key not in self._table:
            raise RefusedError(f"{self._prefix}{key} is missing.")
        return self._table[key]


def _integer(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):  # True is an int to Python, but not to JSON
        raise RefusedError(f"{path} must be a whole number, not {_quoted_json(value)}.")
    return value


def _parsed(convert: Callable[[str], ParsedT], value: object, path: str, expected: str) -> ParsedT:
    if isinstance(value, str):
        try:
            return convert(value)
        except ValueError:
            pass
    raise RefusedError(f"{path} must be {expected}, not {_quoted_json(value)}.")


def _quoted_json(value: object) -> str:
    """Return a value as JSON has it, on one line."""
    return clean_line(json.dumps(value, ensure_ascii=False, default=str), 60)
