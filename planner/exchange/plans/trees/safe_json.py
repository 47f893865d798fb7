"""Safe JSON: the same maps, lists and strings as `planner.exchange.plans.trees.safe_yaml`, with its limits."""

from __future__ import annotations

import json
from typing import Any

from planner.exchange.plans.trees.safe_yaml import MAX_DEPTH, MAX_VALUES, YamlValue
from planner.training.measures import quoted
from planner.training.refusal import RefusedError

_WORDS = {None: "", True: "true", False: "false"}


def parse_json(text: str, file: str) -> YamlValue:
    """Return the document of a text, its numbers as they are written; ``null`` is an empty string.

    Args:
        text: Decoded JSON.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The text is not JSON, is too large or too deep, or has a key twice.
    """

    def refuse_constant(name: str) -> str:
        raise RefusedError(f"{file}: {name} is no value of JSON.")

    def without_equal_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise RefusedError(f"{file}: the JSON holds the key {quoted(key)} twice, which no plan needs.")
            found[key] = value
        return found

    try:
        document = json.loads(
            text,
            parse_float=str,
            parse_int=str,
            parse_constant=refuse_constant,
            object_pairs_hook=without_equal_keys,
        )
    except json.JSONDecodeError as error:
        raise RefusedError(f"{file}: this is not valid JSON (line {error.lineno}): {error.msg}.") from None
    except RecursionError:
        raise _too_deep(file) from None
    return _as_strings(document, file)


def _as_strings(document: Any, file: str) -> YamlValue:  # noqa: ANN401 - what the json module returns has no type
    """Return the document with strings for all plain values; a stack takes the place of recursion."""
    roots: list[YamlValue] = []
    count = 0
    stack: list[tuple[Any, list[YamlValue] | dict[str, YamlValue], str]] = [(document, roots, "")]
    depths = [0]
    while stack:
        value, parent, key = stack.pop()
        depth = depths.pop()
        count += 1
        if count > MAX_VALUES:
            raise RefusedError(f"{file}: the JSON holds more than {MAX_VALUES} values, which no plan needs.")
        if depth > MAX_DEPTH:
            raise _too_deep(file)
        made: YamlValue
        if isinstance(value, dict):
            made = {}
            stack += [(inner, made, name) for name, inner in reversed(value.items())]
            depths += [depth + 1] * len(value)
        elif isinstance(value, list):
            made = []
            stack += [(inner, made, "") for inner in reversed(value)]
            depths += [depth + 1] * len(value)
        else:
            made = _WORDS.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)
        if isinstance(parent, list):
            parent.append(made)
        else:
            parent[key] = made
    return roots[0]


def _too_deep(file: str) -> RefusedError:
    return RefusedError(f"{file}: the JSON is nested deeper than {MAX_DEPTH} levels, which no plan needs.")
