"""The steps of a run in a tree, as words: ``[{"repeat": 6, "steps": [...]}]`` or garmin-planner's ``- warmup: 2km``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.exchange.plans.trees.safe_yaml import YamlValue
from planner.exchange.plans.words.weekday_words import plain_word

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_REPEAT_KEY: Final = re.compile(r"repeat\s+([0-9]{1,3})|([0-9]{1,3})\s*x")
_TIMES: Final = frozenset({"repeat", "repeats", "reps", "times", "count", "repetitions", "iterations", "sets"})
_INNER: Final = frozenset({"steps", "sets", "intervals", "segments", "of", "items"})
_KINDS: Final = {
    **dict.fromkeys(("warmup", "warm up"), "warm-up"),
    **dict.fromkeys(("cooldown", "cool down"), "cool-down"),
    **dict.fromkeys(("recovery", "recover", "rest", "jog"), "jog"),
    **dict.fromkeys(("interval", "run", "work", "active", "steady"), ""),
}
_LAP_BUTTON: Final = re.compile(r"lap[ -]?button", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\s*--\s*.*$|\s+in\s+[0-9]{1,2}:[0-9]{2}.*$|\s*@.*$")
_MAX_DEPTH: Final = 4
_OPEN: Final = "open"
_OPEN_STEP: Final = re.compile(rf"(?:,\s*)?\b{_OPEN}(?: [a-z-]+)?\b")


def step_words(value: YamlValue) -> str:
    """Return steps as words that `planner.training.parse_steps` reads where they are plain enough; else as they are."""
    return _words(value, 0)


def has_open_step(words: str) -> bool:
    """Return whether a step has no length, because the lap button ends it."""
    return _OPEN_STEP.search(words) is not None


def without_open_steps(words: str) -> str:
    """Return the words of steps without those that have no length."""
    return _OPEN_STEP.sub("", words).replace("(, ", "(").strip(" ,")


def _words(value: YamlValue, depth: int) -> str:
    if isinstance(value, str):
        return value.strip()
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return ", ".join(part for part in (_words(part, depth + 1) for part in value) if part)
    return _map_words(value, depth)


def _map_words(step: Mapping[str, YamlValue], depth: int) -> str:
    fields = {plain_word(_CAMEL.sub(" ", key).replace("_", " ")): value for key, value in step.items()}
    times = next((value for key, value in fields.items() if key in _TIMES and isinstance(value, str)), "")
    inner = next((value for key, value in fields.items() if key in _INNER and not isinstance(value, str)), None)
    if inner is not None and times:
        return f"{times} x ({_words(inner, depth + 1)})"
    if len(fields) == 1:
        ((key, only),) = fields.items()
        repeat = _REPEAT_KEY.fullmatch(key)
        if repeat is not None:
            return f"{repeat[1] or repeat[2]} x ({_words(only, depth + 1)})"
        if isinstance(only, str):
            return _step(key, only)
        return f"{_words(only, depth + 1)} {_KINDS.get(key, key)}".strip()
    return _fields_words(fields, times, depth)


def _step(key: str, length: str) -> str:
    """Return a step of garmin-planner: ``interval: 800m in 3:30``, ``warmup: lap-button``."""
    kind = _KINDS.get(key, key)
    if key == "other":
        return ""  # ten minutes of stretching are not run
    if _LAP_BUTTON.search(length):
        return f"{_OPEN} {kind}".strip()
    return f"{_COMMENT.sub('', length).strip()} {kind}".strip()


def _fields_words(fields: Mapping[str, YamlValue], times: str, depth: int) -> str:
    """Return the words of a step with a field for each thing it says."""
    words = ""
    recovery = ""
    kind = ""
    for key, value in fields.items():
        text = _words(value, depth + 1)
        if not text or key in _TIMES:
            continue
        name, _, unit = key.rpartition(" ")
        if key in {"type", "kind", "name", "step"}:
            kind = _KINDS.get(plain_word(text), text)
        elif key.startswith(("recovery", "rest")):
            recovery = f"{text} jog"
        elif unit in {"km", "mi", "m", "min", "minutes", "s", "seconds"} and name:
            words = f"{words} {text} {unit}".strip()
        elif key in {"km", "mi", "miles", "minutes", "min", "seconds"}:
            words = f"{words} {text} {key}".strip()
        elif key in {"distance", "duration", "time", "length"}:
            words = f"{words} {text}".strip()
    whole = f"{words} {kind}".strip()
    if times:
        return f"{times} x ({whole}{', ' if recovery else ''}{recovery})"
    return f"{whole}, {recovery}" if recovery else whole
