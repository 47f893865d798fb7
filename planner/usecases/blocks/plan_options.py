"""The options that a block's text carries, so that a block made of it is planned as the first one was.

They are written in the words of ``planner new``; body, sled and easy pace are the runner's, not the plan's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from planner.training.measures import format_duration, parse_whole_number, quoted
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import RunningLevel
from planner.training.run_plans.typed_plan_requests import parse_recent_race
from planner.training.weekly_sessions import WeeklySessions, check_sessions
from planner.training.workouts import StrengthKind
from planner.usecases.blocks.options import TYPED_OPTIONS, BlockOptions, TypedOption

_ROWS = {row.flag or row.key.replace("_", "-"): row for row in TYPED_OPTIONS}
_YES_OR_NO = frozenset({"in_season", "stack", "active_rest"})
_ALWAYS_WRITTEN = frozenset({"level"})
_RECENT, _RUNNER = "recent", "runner"
_PLACING = frozenset(
    {
        "doses", "max_sessions", "in_season", "stack", "active_rest", "unavailable", "sled_times",
        "preferred_weekdays", "fresh_weekdays", "time_caps", "start_times", "pins",
    }
)  # fmt: skip
"""The attributes of `BlockOptions` that say where sessions are, or how many."""


def format_plan_options(options: BlockOptions) -> tuple[tuple[str, str], ...]:
    """Return the options that differ from the usual ones, and the level, as ``(name, value)``."""
    return tuple(_format_options(options))


def _format_options(options: BlockOptions) -> Iterator[tuple[str, str]]:
    usual = BlockOptions()
    for name, row in _ROWS.items():
        value = getattr(options, row.attribute)
        if row.attribute in _ALWAYS_WRITTEN or value != getattr(usual, row.attribute):
            yield name, row.format(value)
    if options.doses is not None:
        yield from ((kind.value, str(getattr(options.doses, kind.value))) for kind in StrengthKind)
    if options.recent_race is not None:
        metres, seconds = options.recent_race
        yield _RECENT, f"{metres / 1000:.10g} km {format_duration(seconds)}"
    if options.running_level is not usual.running_level:
        yield _RUNNER, options.running_level.value


def with_plan_options(plan: Plan, options: BlockOptions) -> BlockOptions:
    """Return options with those that a plan's text carries on top.

    Raises:
        RefusedError: The text has an option that there is not, or a value that cannot be read.
    """
    found: dict[str, Any] = {}
    counts: dict[str, int] = {}
    for name, value in plan.options:
        if name in _ROWS:
            found[_ROWS[name].attribute] = _parse_value(name, _ROWS[name], value)
        elif name in list(StrengthKind):
            counts[name] = parse_whole_number(value, f"options: {name}")
        elif name in _OTHERS:
            attribute, parse = _OTHERS[name]
            found[attribute] = parse(value, f"options: {name}")
        else:
            known = ", ".join((*_ROWS, *StrengthKind, *_OTHERS))
            raise RefusedError(f"options: {quoted(name)} is no option of a block; write one of {known}.")
    if counts:
        found["doses"] = WeeklySessions(**counts)
        check_sessions(found["doses"])
    return replace(options, **found)


def asks_for_places(plan: Plan, options: BlockOptions) -> bool:
    """Return whether options ask for other sessions, days or times than those that a plan's text was written with."""
    usual, written = BlockOptions(), with_plan_options(plan, BlockOptions())
    return any(
        getattr(options, name) not in (getattr(usual, name), getattr(written, name)) for name in sorted(_PLACING)
    )


def _parse_value(name: str, row: TypedOption[Any], value: str) -> object:
    if row.attribute in _YES_OR_NO and value.lower() not in ("yes", "no"):
        raise RefusedError(f"options: {name} {quoted(value)} must be yes or no.")
    return row.parse(value.lower() if row.attribute in _YES_OR_NO else value, f"options: {name}")


def _parse_runner(text: str, field: str) -> RunningLevel:
    if text.lower() not in list(RunningLevel):
        raise RefusedError(f"{field} must be one of {', '.join(RunningLevel)}, not {quoted(text)}.")
    return RunningLevel(text.lower())


_OTHERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    _RECENT: ("recent_race", parse_recent_race),
    _RUNNER: ("running_level", _parse_runner),
}
