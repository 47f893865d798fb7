"""A problem out of JSON: every key known, every value of its type, or a sentence that names what is wrong."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from planner.slotting.problem import (
    Problem,
    Run,
    RunType,
    Session,
    SlotStarts,
    SlottingGate,
    UnavailableReason,
    UnavailableSlot,
    WeekTarget,
    parse_run_type,
)
from planner.text import clean_line
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.workouts import Slot, StrengthKind, StrengthLevel

ParsedT = TypeVar("ParsedT")
EnumT = TypeVar("EnumT", bound=StrEnum)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_RECENT_DAYS = 28
_EXPERIENCED_SESSIONS = 3
_KEYS = frozenset(
    {
        "start",
        "days",
        "wrap",
        "level",
        "stack",
        "active_rest",
        "anchors",
        "runs",
        "targets",
        "unavailable",
        "preferred_weekdays",
        "history",
        "locked",
        "gates",
    },
)


def parse_problem(document: object, *, source: str = "") -> Problem:
    """A problem from a parsed JSON document.

    Only ``days`` must be there. Without ``level`` it follows from the history, as the word is defined: at least three
    sessions in the 28 days before day 0 make a runner experienced.

    Args:
        document: What `json.loads` gave.
        source: What a refusal begins with, such as the file's name.

    Raises:
        RefusedError: A key is unknown or missing, or a value is not one it can take; the message names both.
    """
    try:
        return _parse_problem(_JsonObject(document, "", _KEYS))
    except RefusedError as refusal:
        raise _with_source(refusal, source) from None


def parse_problem_text(text: str, *, source: str = "") -> Problem:
    """A problem from JSON text; as `parse_problem`.

    Raises:
        RefusedError: The text is not JSON, or `parse_problem` refuses it.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicate_keys)
    except RefusedError as refusal:
        raise _with_source(refusal, source) from None
    except (ValueError, RecursionError) as error:
        raise _with_source(RefusedError(f"not valid JSON: {clean_line(str(error))}."), source) from None
    return parse_problem(document, source=source)


def _with_source(refusal: RefusedError, source: str) -> RefusedError:
    return RefusedError(f"{source}: {refusal}") if source else refusal


def _refuse_constant(word: str) -> object:
    raise RefusedError(f"{word} is not a number JSON has.")


def _refuse_duplicate_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        duplicate = next(key for index, (key, _) in enumerate(pairs) if key in dict(pairs[:index]))
        raise RefusedError(f"the key {_quoted_json(duplicate)} stands twice in one object.")
    return table


def _parse_problem(table: _JsonObject) -> Problem:
    history = tuple(_parse_session(entry) for entry in table.objects("history", {"day", "slot", "kind"}))
    return Problem(
        days=table.integer("days"),
        runs=tuple(
            _parse_run(entry)
            for entry in table.objects("runs", {"day", "slot", "type", "minutes", "priority", "distance"})
        ),
        targets=tuple(
            WeekTarget(entry.integer("week"), *(entry.integer(kind.value, 0) for kind in StrengthKind))
            for entry in table.objects("targets", {"week", "heavy", "moderate", "light"})
        ),
        level=_parse_level(table, history),
        start=_parse_start(table),
        wrap=table.boolean("wrap"),
        stack=table.boolean("stack"),
        active_rest=table.boolean("active_rest"),
        slot_starts=_parse_anchors(table),
        unavailable=tuple(
            _parse_unavailable(entry) for entry in table.objects("unavailable", {"day", "slot", "kind", "why"})
        ),
        preferred_weekdays=frozenset(table.integers("preferred_weekdays")),
        history=history,
        locked=tuple(_parse_session(entry) for entry in table.objects("locked", {"day", "slot", "kind"})),
        gates=tuple(_parse_gate(entry) for entry in table.objects("gates", {"kind", "why", "first", "last"})),
    )


def _parse_run(entry: _JsonObject) -> Run:
    return Run(
        day=entry.integer("day"),
        slot=entry.enum_value("slot", Slot),
        type=entry.parsed("type", _run_type, "a type of run"),
        minutes=entry.integer("minutes", minimum=0, maximum=1440),
        priority=entry.enum_value("priority", Priority) if entry.has_value("priority") else None,
        distance=entry.enum_value("distance", RaceDistance) if entry.has_value("distance") else None,
    )


def _parse_unavailable(entry: _JsonObject) -> UnavailableSlot:
    return UnavailableSlot(
        day=entry.integer("day"),
        slot=entry.enum_value("slot", Slot) if entry.has_value("slot") else None,
        kind=entry.enum_value("kind", StrengthKind) if entry.has_value("kind") else None,
        stated_reason=entry.enum_value("why", UnavailableReason) if entry.has_value("why") else None,
    )


def _run_type(word: str) -> RunType:
    return parse_run_type(word)


def _parse_session(entry: _JsonObject) -> Session:
    return Session(entry.integer("day"), entry.enum_value("slot", Slot), entry.enum_value("kind", StrengthKind))


def _parse_gate(entry: _JsonObject) -> SlottingGate:
    return SlottingGate(
        kind=entry.enum_value("kind", StrengthKind),
        reason=clean_line(entry.parsed("why", str, "half a sentence")),
        first=entry.integer("first", 0),
        last=entry.integer("last") if entry.has_value("last") else None,
    )


def _parse_level(table: _JsonObject, history: tuple[Session, ...]) -> StrengthLevel | tuple[StrengthLevel, ...]:
    if not table.has_value("level"):
        recent = sum(session.day >= -_RECENT_DAYS for session in history)
        return StrengthLevel.EXPERIENCED if recent >= _EXPERIENCED_SESSIONS else StrengthLevel.NOVICE
    value = table.get("level")
    if isinstance(value, list):
        return tuple(_parsed(StrengthLevel, each, f"level[{index}]", "a level") for index, each in enumerate(value))
    return table.enum_value("level", StrengthLevel)


def _parse_start(table: _JsonObject) -> dt.date | None:
    if not table.has_value("start"):
        return None
    return table.parsed("start", dt.date.fromisoformat, "a date like 2027-01-04")


def _parse_anchors(table: _JsonObject) -> SlotStarts:
    if not table.has_value("anchors"):
        return SlotStarts()
    entry = _JsonObject(table.get("anchors"), "anchors", frozenset({"am", "pm"}))
    default = SlotStarts()
    return SlotStarts(
        *(entry.parsed(slot.value, _parse_time_of_day, "a time like 07:00", default.minute_of(slot)) for slot in Slot)
    )


def _parse_time_of_day(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * 60 + int(match[2])


class _JsonObject:
    """A JSON object that is asked for its values, and refuses in its own name."""

    def __init__(self, value: object, where: str, keys: frozenset[str] | set[str]) -> None:
        if not isinstance(value, dict):
            raise RefusedError(f"{where or 'the document'} must be an object, not {_quoted_json(value)}.")
        self._table: dict[str, object] = value
        self._prefix = f"{where}." if where else ""
        for key in value:
            if key not in keys:
                raise RefusedError(
                    f"{where or 'the document'} has an unknown key {_quoted_json(key)} with the value "
                    f"{_quoted_json(value[key])}; "
                    f"known are {', '.join(sorted(keys))}.",
                )

    def has_value(self, key: str) -> bool:
        """Whether there is a value other than null."""
        return self._table.get(key) is not None

    def get(self, key: str) -> object:
        """A value as it stands."""
        return self._table.get(key)

    def integer(
        self, key: str, default: int | None = None, *, minimum: int | None = None, maximum: int | None = None
    ) -> int:
        """A whole number within its bounds."""
        if default is not None and key not in self._table:
            return default
        value = _integer(self._required(key), self._prefix + key)
        if (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
            raise RefusedError(f"{self._prefix}{key} must lie between {minimum} and {maximum}, not {value}.")
        return value

    def integers(self, key: str) -> list[int]:
        """A list of whole numbers; absent is empty."""
        return [_integer(each, f"{key}[{place}]") for place, each in enumerate(self._list(key))]

    def boolean(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise RefusedError(f"{self._prefix}{key} must be true or false, not {_quoted_json(value)}.")
        return value

    def enum_value(self, key: str, enum: type[EnumT]) -> EnumT:
        """One of a few words."""
        return self.parsed(key, enum, " or ".join(each.value for each in enum))

    def parsed(
        self, key: str, convert: Callable[[str], ParsedT], expected: str, default: ParsedT | None = None
    ) -> ParsedT:
        """A text that `convert` understands."""
        if default is not None and key not in self._table:
            return default
        return _parsed(convert, self._required(key), self._prefix + key, expected)

    def objects(self, key: str, keys: set[str]) -> Iterator[_JsonObject]:
        """The objects of a list; absent is empty."""
        for place, each in enumerate(self._list(key)):
            yield _JsonObject(each, f"{self._prefix}{key}[{place}]", keys)

    def _list(self, key: str) -> list[object]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise RefusedError(f"{self._prefix}{key} must be a list, not {_quoted_json(value)}.")
        return value

    def _required(self, key: str) -> object:
        if key not in self._table:
            raise RefusedError(f"{self._prefix}{key} is missing.")
        return self._table[key]


def _integer(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedError(f"{where} must be a whole number, not {_quoted_json(value)}.")
    return value


def _parsed(convert: Callable[[str], ParsedT], value: object, where: str, expected: str) -> ParsedT:
    if isinstance(value, str):
        try:
            return convert(value)
        except ValueError:
            pass
    raise RefusedError(f"{where} must be {expected}, not {_quoted_json(value)}.")


def _quoted_json(value: object) -> str:
    """A value as the document has it, on one line."""
    return clean_line(json.dumps(value, ensure_ascii=False, default=str), 60)
