"""JSON documents from outside: every key is known and every value has its type, or the refusal names what is wrong."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from planner.text import clean_line
from planner.training.refusal import RefusedError

ParsedT = TypeVar("ParsedT")
EnumT = TypeVar("EnumT", bound=StrEnum)


def load_json(text: str, what: str) -> object:
    """Return the JSON document of a text.

    Args:
        text: The decoded file.
        what: What it should be, for a refusal: ``a slotting problem``.

    Raises:
        RefusedError: The text is not JSON, names a number JSON does not have, or repeats a key within an object.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_refuse_duplicate_keys)
    except RefusedError:
        raise
    except RecursionError:
        raise RefusedError(f"nested too deeply to be {what}.") from None
    except ValueError as error:
        raise RefusedError(f"not valid JSON: {clean_line(str(error))}.") from None


def _refuse_constant(name: str) -> object:
    raise RefusedError(f"{name} is not a number JSON has.")


def _refuse_duplicate_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise RefusedError(f"the key {quote_json(key)} is twice in one object.")
        table[key] = value
    return table


class JsonObject:
    """A JSON object whose refusals name the path of the value that is wrong.

    Args:
        value: What was read.
        path: Where it is in the document; empty for the document itself.
        keys: The keys it may have; None where further keys do no harm.
    """

    def __init__(self, value: object, path: str, keys: set[str] | None) -> None:
        if not isinstance(value, dict):
            raise RefusedError(f"{path or 'the document'} must be an object, not {quote_json(value)}.")
        self._table: dict[str, object] = value
        self._prefix = f"{path}." if path else ""
        for key in value:
            if keys is not None and key not in keys:
                raise RefusedError(
                    f"{path or 'the document'} has an unknown key {quote_json(key)} with the value "
                    f"{quote_json(value[key])}; known are {', '.join(sorted(keys))}.",
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
            bounds = f"between {minimum} and {maximum}" if maximum is not None else f"at least {minimum}"
            raise RefusedError(f"{self._prefix}{key} must be {bounds}, not {value}.")
        return value

    def optional_integer(self, key: str, *, minimum: int | None = None, maximum: int | None = None) -> int | None:
        """Return a whole number within its bounds, or None for a missing key or null."""
        return self.integer(key, minimum=minimum, maximum=maximum) if self.has_value(key) else None

    def integers(self, key: str) -> list[int]:
        """Return a list of whole numbers, empty for a missing key."""
        return [_integer(value, f"{key}[{index}]") for index, value in enumerate(self._list(key))]

    def amount(self, key: str, maximum: float) -> float | None:
        """Return a number from 0 to a maximum, or None for a missing key or null."""
        value = self._table.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= maximum:
            return float(value)
        raise RefusedError(f"{self._prefix}{key} must be a number from 0 to {maximum:.0f}, not {quote_json(value)}.")

    def texts(self, key: str) -> list[str]:
        """Return a list of texts, empty for a missing key."""
        listed = enumerate(self._list(key))
        return [parse_text(str, value, f"{self._prefix}{key}[{index}]", "a text") for index, value in listed]

    def boolean(self, key: str) -> bool:
        """Return true or false, false for a missing key."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise RefusedError(f"{self._prefix}{key} must be true or false, not {quote_json(value)}.")
        return value

    def enum_value(self, key: str, enum: type[EnumT]) -> EnumT:
        """Return the member of an enumeration that a text names."""
        value = self._table.get(key)
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                return enum(value)  # the words of a refusal take longer than all else
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
        return parse_text(convert, self._required(key), self._prefix + key, expected)

    def objects(self, key: str, keys: set[str] | None) -> Iterator[JsonObject]:
        """Yield the objects of a list, none for a missing key."""
        for index, value in enumerate(self._list(key)):
            yield JsonObject(value, f"{self._prefix}{key}[{index}]", keys)

    def _list(self, key: str) -> list[object]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise RefusedError(f"{self._prefix}{key} must be a list, not {quote_json(value)}.")
        return value

    def _required(self, key: str) -> object:
        if key not in self._table:
            raise RefusedError(f"{self._prefix}{key} is missing.")
        return self._table[key]


def _integer(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):  # True is an int to Python, but not to JSON
        raise RefusedError(f"{path} must be a whole number, not {quote_json(value)}.")
    return value


def parse_text(convert: Callable[[str], ParsedT], value: object, path: str, expected: str) -> ParsedT:
    """Return what `convert` makes of a text; `expected` says in a refusal what the text at `path` should be."""
    if isinstance(value, str):
        try:
            return convert(value)
        except ValueError:
            pass
    raise RefusedError(f"{path} must be {expected}, not {quote_json(value)}.")


def quote_json(value: object) -> str:
    """Return a value as JSON has it, on one line."""
    return clean_line(json.dumps(value, ensure_ascii=False, default=str), 60)
