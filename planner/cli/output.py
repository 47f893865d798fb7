"""Print a command's answer: lines for people, one JSON document for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator

from planner.text import make_printable

TYPE_CHECKING = False  # `typing` itself costs 5 ms of the first frame
if TYPE_CHECKING:
    from typing import Any

WIDTH = 79
"""Columns that long sentences are wrapped to."""
MAX_SENTENCE = 1_000
"""Characters of a sentence that names titles, notes or files, after which it is cut off."""


def show(args: argparse.Namespace, document: Callable[[], dict[str, Any]], lines: Callable[[], Iterable[str]]) -> None:
    """Print the JSON document when ``--json`` was given, else the lines; the other one is not computed."""
    if args.json:
        print_document(document())
    else:
        print_lines(*lines())


def print_document(document: dict[str, Any]) -> None:
    """Print one JSON document and nothing else.

    Characters outside ASCII are escaped, so that no text in it can control the terminal.
    """
    import json

    json.dump(document, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def print_lines(*lines: str) -> None:
    """Print lines. Whatever a database holds, no character in them can control the terminal."""
    sys.stdout.write("".join(f"{make_printable(line)}\n" for line in lines))


def print_each(lines: Iterable[str]) -> bool:
    """Print lines one after the other as they come, like `print_lines`, and return whether there were any."""
    is_any = False
    for line in lines:
        sys.stdout.write(f"{make_printable(line)}\n")
        is_any = True
    return is_any


def print_long_document(
    before: dict[str, Any], items: Iterable[dict[str, Any]], after: Callable[[], dict[str, Any]], name: str = "items"
) -> None:
    """Print one JSON document as `print_document` does, with ``items`` that are printed as they come.

    Args:
        before: What the document has before its items.
        items: The items. Nothing is printed before the first is there, so that it may be refused.
        after: Returns what the document has after its items, once they are printed.
        name: What the document calls its items.
    """
    from json import dumps

    def parts(document: dict[str, Any]) -> Iterator[str]:
        for key, value in document.items():
            yield f"  {dumps(key)}: {_indented(dumps(value, indent=2, allow_nan=False), 2)}"

    is_any = False
    for item in items:
        if not is_any:
            sys.stdout.write("{\n" + "".join(f"{part},\n" for part in parts(before)) + f'  "{name}": [\n')
        sys.stdout.write((",\n" if is_any else "") + "    " + _indented(dumps(item, indent=2, allow_nan=False), 4))
        is_any = True
    if not is_any:
        print_document({**before, name: [], **after()})
        return
    sys.stdout.write("\n  ]" + "".join(f",\n{part}" for part in parts(after())) + "\n}\n")


def _indented(text: str, columns: int) -> str:
    """Return JSON that is a part of a document, its further lines moved to the right."""
    return text.replace("\n", "\n" + " " * columns)
