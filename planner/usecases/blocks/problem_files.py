"""Slotting problems in JSON files, as ``planner slot`` reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner import restriction
from planner.named_files import UnreadableFileError, read_start, read_whole, shown_name
from planner.slotting import Answer, Rules, parse_problem, parse_problem_json, solve
from planner.training.refusal import RefusedError

_LARGEST_BYTES = 5_000_000
_KINDS = ("heavy", "moderate", "light")


def is_problem_file(path: Path) -> bool:
    """Return whether a file looks like a slotting problem: JSON, by its name or its first character, and no run plan.

    Raises:
        RefusedError: A restricted planner may not read it.
    """
    restriction.check_file_name(str(path))
    try:
        text = read_start(path, _LARGEST_BYTES + 1).decode("utf-8-sig", "replace").lstrip()
    except UnreadableFileError:
        return path.suffix.lower() == ".json"
    is_json = text.startswith("{") or path.suffix.lower() == ".json"
    return is_json and not _is_plan(text)


def _is_plan(text: str) -> bool:
    """Return whether JSON is a run plan: a list, or an object that counts no days and has none of a problem's keys."""
    if text.startswith("["):
        return True
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(document, dict)
        and not isinstance(document.get("days"), int | float | str)
        and any(isinstance(value, dict | list) for value in document.values())
        and not {"runs", "history", "anchors", "doses"} & document.keys()
    )


def solve_file(path: Path, rules: Rules, overrides: Mapping[str, Any]) -> Answer:
    """Solve the slotting problem in a file.

    Args:
        path: The file.
        rules: Slotting rules and weights.
        overrides: ``level``, ``stack``, ``active_rest``, and sessions a week by kind, which replace those of the file.

    Raises:
        RefusedError: The file cannot be read, is not JSON, or is not a problem; the sentence names the key and value.
    """
    source = shown_name(path)
    document = parse_problem_json(_read_text(path, source), source=source)
    if isinstance(document, dict):
        document = _apply_overrides(document, overrides)
    return solve(parse_problem(document, source=source), rules=rules)


def _read_text(path: Path, source: str) -> str:
    try:
        return read_whole(path, _LARGEST_BYTES, source).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(f"{source}: not a text file in UTF-8.") from None


def _apply_overrides(document: dict[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    changed = dict(document)
    changed.update({key: overrides[key] for key in ("level", "stack", "active_rest") if key in overrides})
    asked = {kind: overrides[kind] for kind in _KINDS if kind in overrides}
    days = document.get("days")
    if asked and isinstance(days, int) and not isinstance(days, bool):
        changed["targets"] = [
            {"week": week, **dict.fromkeys(_KINDS, 0), **asked} for week in range(-(-max(days, 0) // 7))
        ]
    return changed
