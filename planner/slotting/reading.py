"""A problem out of JSON: every key known, every value of its type, or a sentence that names what is wrong."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from planner.slotting.problem import (
    Anchors,
    Closed,
    Gate,
    Problem,
    Run,
    RunType,
    Session,
    Target,
    Unavailable,
    run_type,
)
from planner.text import clean_line
from planner.training.races import Priority, RaceDistance
from planner.training.refusal import RefusedError
from planner.training.workouts import Level, Slot, StrengthKind

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_RECENT_DAYS = 28
_USED_TO_IT = 3
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


def read_problem(document: object, *, name: str = "") -> Problem:
    """A problem from a parsed JSON document.

    Only ``days`` must be there. Without ``level`` it follows from the history, as the word is defined: at least three
    sessions in the 28 days before day 0 make a runner experienced.

    Args:
        document: What `json.loads` gave.
        name: What a refusal begins with, such as the file's name.

    Raises:
        RefusedError: A key is unknown or missing, or a value is not one it can take; the message names both.
    """
    try:
        return _problem(_Table(document, "", _KEYS))
    except RefusedError as refusal:
        raise _named(refusal, name) from None


def read_problem_text(text: str, *, name: str = "") -> Problem:
    """A problem from JSON text; as `read_problem`.

    Raises:
        RefusedError: The text is not JSON, or `read_problem` refuses it.
    """
    try:
        document = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except RefusedError as refusal:
        raise _named(refusal, name) from None
    except (ValueError, RecursionError) as error:
        raise _named(RefusedError(f"not valid JSON: {clean_line(str(error))}."), name) from None
    return read_problem(document, name=name)


def _named(refusal: RefusedError, name: str) -> RefusedError:
    return RefusedError(f"{name}: {refusal}") if name else refusal


def _no_constant(word: str) -> object:
    raise RefusedError(f"{word} is not a number JSON has.")


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twin = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise RefusedError(f"the key {_shown(twin)} stands twice in one object.")
    return table


def _problem(table: _Table) -> Problem:
    history = tuple(_session(entry) for entry in table.tables("history", {"day", "slot", "kind"}))
    return Problem(
        days=table.whole("days"),
        runs=tuple(
            _run(entry) for entry in table.tables("runs", {"day", "slot", "type", "minutes", "priority", "distance"})
        ),
        targets=tuple(
            Target(entry.whole("week"), *(entry.whole(kind.value, 0) for kind in StrengthKind))
            for entry in table.tables("targets", {"week", "heavy", "moderate", "light"})
        ),
        level=_level(table, history),
        start=_start(table),
        wrap=table.flag("wrap"),
        stack=table.flag("stack"),
        active_rest=table.flag("active_rest"),
        anchors=_anchors(table),
        unavailable=tuple(_unavailable(entry) for entry in table.tables("unavailable", {"day", "slot", "kind", "why"})),
        preferred_weekdays=frozenset(table.wholes("preferred_weekdays")),
        history=history,
        locked=tuple(_session(entry) for entry in table.tables("locked", {"day", "slot", "kind"})),
        gates=tuple(_gate(entry) for entry in table.tables("gates", {"kind", "why", "first", "last"})),
    )


def _run(entry: _Table) -> Run:
    return Run(
        day=entry.whole("day"),
        slot=entry.choice("slot", Slot),
        type=entry.word("type", _run_type, "a type of run"),
        minutes=entry.whole("minutes", least=0, most=1440),
        priority=entry.choice("priority", Priority) if entry.has("priority") else None,
        distance=entry.choice("distance", RaceDistance) if entry.has("distance") else None,
    )


def _unavailable(entry: _Table) -> Unavailable:
    return Unavailable(
        day=entry.whole("day"),
        slot=entry.choice("slot", Slot) if entry.has("slot") else None,
        kind=entry.choice("kind", StrengthKind) if entry.has("kind") else None,
        why=entry.choice("why", Closed) if entry.has("why") else None,
    )


def _run_type(word: str) -> RunType:
    return run_type(word)


def _session(entry: _Table) -> Session:
    return Session(entry.whole("day"), entry.choice("slot", Slot), entry.choice("kind", StrengthKind))


def _gate(entry: _Table) -> Gate:
    return Gate(
        kind=entry.choice("kind", StrengthKind),
        why=clean_line(entry.word("why", str, "half a sentence")),
        first=entry.whole("first", 0),
        last=entry.whole("last") if entry.has("last") else None,
    )


def _level(table: _Table, history: tuple[Session, ...]) -> Level | tuple[Level, ...]:
    if not table.has("level"):
        recent = sum(session.day >= -_RECENT_DAYS for session in history)
        return Level.EXPERIENCED if recent >= _USED_TO_IT else Level.NOVICE
    value = table.get("level")
    if isinstance(value, list):
        return tuple(_converted(Level, each, f"level[{place}]", "a level") for place, each in enumerate(value))
    return table.choice("level", Level)


def _start(table: _Table) -> dt.date | None:
    if not table.has("start"):
        return None
    return table.word("start", dt.date.fromisoformat, "a date like 2027-01-04")


def _anchors(table: _Table) -> Anchors:
    if not table.has("anchors"):
        return Anchors()
    entry = _Table(table.get("anchors"), "anchors", frozenset({"am", "pm"}))
    default = Anchors()
    return Anchors(*(entry.word(slot.value, _minutes, "a time like 07:00", default.of(slot)) for slot in Slot))


def _minutes(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * 60 + int(match[2])


class _Table:
    """A JSON object that is asked for its values, and refuses in its own name."""

    def __init__(self, value: object, where: str, keys: frozenset[str] | set[str]) -> None:
        if not isinstance(value, dict):
            raise RefusedError(f"{where or 'the document'} must be an object, not {_shown(value)}.")
        self._table: dict[str, object] = value
        self._prefix = f"{where}." if where else ""
        for key in value:
            if key not in keys:
                raise RefusedError(
                    f"{where or 'the document'} has an unknown key {_shown(key)} with the value {_shown(value[key])}; "
                    f"known are {', '.join(sorted(keys))}.",
                )

    def has(self, key: str) -> bool:
        """Whether there is a value other than null."""
        return self._table.get(key) is not None

    def get(self, key: str) -> object:
        """A value as it stands."""
        return self._table.get(key)

    def whole(self, key: str, default: int | None = None, *, least: int | None = None, most: int | None = None) -> int:
        """A whole number within its bounds."""
        if default is not None and key not in self._table:
            return default
        value = _whole(self._need(key), self._prefix + key)
        if (least is not None and value < least) or (most is not None and value > most):
            raise RefusedError(f"{self._prefix}{key} must lie between {least} and {most}, not {value}.")
        return value

    def wholes(self, key: str) -> list[int]:
        """A list of whole numbers; absent is empty."""
        return [_whole(each, f"{key}[{place}]") for place, each in enumerate(self._list(key))]

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise RefusedError(f"{self._prefix}{key} must be true or false, not {_shown(value)}.")
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of a few words."""
        return self.word(key, kind, " or ".join(each.value for each in kind))

    def word(self, key: str, convert: Callable[[str], Value], what: str, default: Value | None = None) -> Value:
        """A text that `convert` understands."""
        if default is not None and key not in self._table:
            return default
        return _converted(convert, self._need(key), self._prefix + key, what)

    def tables(self, key: str, keys: set[str]) -> Iterator[_Table]:
        """The objects of a list; absent is empty."""
        for place, each in enumerate(self._list(key)):
            yield _Table(each, f"{self._prefix}{key}[{place}]", keys)

    def _list(self, key: str) -> list[object]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise RefusedError(f"{self._prefix}{key} must be a list, not {_shown(value)}.")
        return value

    def _need(self, key: str) -> object:
        if key not in self._table:
            raise RefusedError(f"{self._prefix}{key} is missing.")
        return self._table[key]


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedError(f"{where} must be a whole number, not {_shown(value)}.")
    return value


def _converted(convert: Callable[[str], Value], value: object, where: str, what: str) -> Value:
    if isinstance(value, str):
        try:
            return convert(value)
        except ValueError:
            pass
    raise RefusedError(f"{where} must be {what}, not {_shown(value)}.")


def _shown(value: object) -> str:
    """A value as the document has it, on one line."""
    return clean_line(json.dumps(value, ensure_ascii=False, default=str), 60)
