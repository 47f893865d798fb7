"""Printing: lines for people, one JSON document for scripts."""

from __future__ import annotations

import sys
from collections.abc import Iterable

TYPE_CHECKING = False  # `typing` itself costs a tenth of a `today`
if TYPE_CHECKING:
    from typing import Any


def print_document(document: dict[str, Any]) -> None:
    """One JSON document on stdout and nothing else; what is not ASCII is escaped, so it can drive no terminal."""
    import json

    json.dump(document, sys.stdout, indent=2, allow_nan=False)
    sys.stdout.write("\n")


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
