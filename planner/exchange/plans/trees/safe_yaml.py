"""Safe YAML: only maps, lists and strings, and every string stays as it is written.

A plan file comes from a stranger. A full YAML loader would turn ``4:30`` into 270 and ``no`` into false, keep only one
of two equal keys without a word, and let a few lines grow to gigabytes through aliases. Here the events of PyYAML's
parser are read one by one, and aliases, anchors, tags, equal keys, several documents, depth and size are refused as
they come.

PyYAML's C parser, where it is installed, is ten times as fast as the pure one. But it words its errors differently, and
takes tabs and a few slips that the pure one refuses. So it reads only text without tabs, and what it refuses the pure
one reads again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TypeAlias

from planner.text import clean_line
from planner.training.measures import quoted
from planner.training.refusal import RefusedError

YamlValue: TypeAlias = "str | list[YamlValue] | dict[str, YamlValue]"

MAX_DEPTH = 20
MAX_VALUES = 50_000


def parse_yaml(text: str, file: str) -> YamlValue:
    """Return the document of a text.

    Args:
        text: Decoded YAML.
        file: The name of the file, for a refusal.

    Raises:
        RefusedError: The text is not YAML, is empty or too large, or uses a feature of YAML that no plan needs.
    """
    import yaml

    if "\t" not in text and hasattr(yaml, "CBaseLoader"):
        with suppress(RefusedError, yaml.YAMLError, ValueError, OverflowError):
            return _YamlBuilder(file).build(yaml.parse(text, Loader=yaml.CBaseLoader))
    try:
        return _YamlBuilder(file).build(yaml.parse(text, Loader=yaml.BaseLoader))
    except RefusedError:
        raise
    except yaml.MarkedYAMLError as error:
        line = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        problem = clean_line(error.problem or error.context or "it cannot be parsed", 120)
        raise RefusedError(f"{file}: this is not valid YAML{line}: {problem}.") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        raise RefusedError(f"{file}: this is not valid YAML.") from None


class _YamlBuilder:
    """Builds the value of one document from parser events, with a stack instead of recursion."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._stack: list[list[YamlValue] | dict[str, YamlValue]] = []
        self._keys: list[str | None] = []
        self._value_count = 0
        self._roots: list[YamlValue] = []

    def build(self, events: Iterator[Any]) -> YamlValue:
        """Return the document that the events describe."""
        import yaml

        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, "holds more than one document")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._stack.pop()
                self._keys.pop()
        if not self._roots:
            raise RefusedError(f"{self._file}: the file is empty.")
        return self._roots[0]

    def _node(self, event: Any) -> None:  # noqa: ANN401 - the stubs do not type the events of a parser
        import yaml

        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "uses an alias (*)")
        if event.anchor is not None:
            raise self._error(event, "uses an anchor (&)")
        if event.tag is not None:
            raise self._error(event, "uses a tag (!)")
        self._value_count += 1
        if self._value_count > MAX_VALUES:
            raise self._error(event, f"holds more than {MAX_VALUES} values")
        if isinstance(event, yaml.ScalarEvent):
            self._add(event, event.value)
            return
        if len(self._stack) >= MAX_DEPTH:
            raise self._error(event, f"is nested deeper than {MAX_DEPTH} levels")
        collection: list[YamlValue] | dict[str, YamlValue] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._add(event, collection)
        self._stack.append(collection)
        self._keys.append(None)

    def _add(self, event: Any, value: YamlValue) -> None:  # noqa: ANN401 - as above
        if not self._stack:
            self._roots.append(value)
            return
        parent = self._stack[-1]
        if isinstance(parent, list):
            parent.append(value)
            return
        key = self._keys[-1]
        if key is not None:
            parent[key] = value
            self._keys[-1] = None
        elif not isinstance(value, str):
            raise self._error(event, "uses a list or map as a key")
        elif value in parent:
            raise self._error(event, f"holds the key {quoted(value)} twice")
        else:
            self._keys[-1] = value

    def _error(self, event: Any, what: str) -> RefusedError:  # noqa: ANN401 - as above
        return RefusedError(f"{self._file}: the YAML {what} (line {event.start_mark.line + 1}), which no plan needs.")
