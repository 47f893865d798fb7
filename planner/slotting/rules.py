"""The rules as data: read from ``rules.toml``, looked up by name, and overridden by a runner's configuration.

A number's name is its rule's ID and the keys under it, joined by dots: ``HC4.experienced.heavy``, ``S2.near.hours``. A
rule's ID alone names its ``cost`` or, where it has but one number, that number: ``S6``, ``HC5``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from planner.training.refusal import RefusedError
from planner.training.sources import EvidenceGrade, RuleSource, describe_evidence, format_sources

RuleKind = Literal["hard", "soft", "warning"]
_IN_HOURS = frozenset({"HC4", "HC9", "HC10"})
MAX_NUMBER = 100_000
"""No number of a rule may be above it."""
_LIMITS = {"HC7.days": (1, 7), "S6.days": (1, 7)}
"""The search looks one week back, so no rule between two sessions may reach further than a week."""
_AT_LEAST_ONE = frozenset({"S1.step.hours", "W1.days", "W2.days", "W3.days", "W5.weeks"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: ``HC1`` to ``HC14``, ``S1`` to ``S9``, ``W1`` to ``W5``.
        kind: hard, soft or warning.
        text: The rule in one line.
        sources: What it rests on.
        numbers: Its hours, costs and limits by name, overrides applied.
    """

    id: str
    kind: RuleKind
    text: str
    sources: tuple[RuleSource, ...]
    numbers: Mapping[str, float]

    @property
    def sources_text(self) -> str:
        """Its sources and tags in one line."""
        return format_sources(self.sources)

    @property
    def evidence_text(self) -> str:
        """The same in words: ``evidence, read in the source (Doma13); a default of this planner, not evidence``."""
        return describe_evidence(self.sources)


@dataclass(frozen=True)
class Rules:
    """All rules, in the order of their IDs.

    Attributes:
        by_id: The rules by ID.
        overrides: The numbers a configuration has changed: name to ``(default, now)``.
    """

    by_id: Mapping[str, Rule]
    overrides: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    _costs: dict[tuple[str, ...], int] = field(init=False, repr=False, compare=False)
    _minutes: dict[tuple[str, ...], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = {name: number for rule in self.by_id.values() for name, number in rule.numbers.items()}
        paths = {tuple(name.split(".")): number for name, number in numbers.items()}
        object.__setattr__(self, "_costs", {path: int(number) for path, number in paths.items()})
        object.__setattr__(self, "_minutes", {path: round(number * 60) for path, number in paths.items()})

    def __iter__(self) -> Iterator[Rule]:
        """The rules, hard ones first."""
        return iter(self.by_id.values())

    def __getitem__(self, rule_id: str) -> Rule:
        """The rule of that ID."""
        return self.by_id[rule_id]

    def whole_number(self, *name: str) -> int:
        """A whole number (a cost, a count, days, weeks, per cent), by the parts of its name."""
        return self._costs[name]

    def minutes(self, *name: str) -> int:
        """A number of hours, in minutes, by the parts of its name."""
        return self._minutes[name]

    def with_overrides(self, overrides: Mapping[str, object], *, source: str = "rules") -> Rules:
        """These rules with some numbers changed; `overrides` of the result says which.

        Args:
            overrides: Name to number; nested mappings (TOML tables) are read as dotted names.
            source: Where they come from, for the refusal.

        Raises:
            RefusedError: A name is unknown, or a number is not one the rule can take.
        """
        overridden: dict[str, tuple[float, float]] = dict(self.overrides)
        numbers = {rule.id: dict(rule.numbers) for rule in self}
        for name, value in _flatten(overrides):
            rule_id, full = self._find_number(name, source)
            default = overridden[full][0] if full in overridden else numbers[rule_id][full]
            number = _validate_number(full, value, source)
            numbers[rule_id][full] = number
            overridden[full] = (default, number)
        real = {name: pair for name, pair in overridden.items() if pair[0] != pair[1]}
        rules = {
            rule.id: Rule(rule.id, rule.kind, rule.text, rule.sources, numbers[rule.id]) for rule in self.by_id.values()
        }
        return Rules(rules, real)

    def _find_number(self, name: str, source: str) -> tuple[str, str]:
        rule = self.by_id.get(name.partition(".")[0])
        if rule is None:
            raise RefusedError(f"{source}: there is no rule {name!r}.")
        if name in rule.numbers:
            return rule.id, name
        if name == rule.id and rule.numbers:
            if f"{name}.cost" in rule.numbers:
                return rule.id, f"{name}.cost"
            if len(rule.numbers) == 1:
                return rule.id, next(iter(rule.numbers))
        known = ", ".join(rule.numbers) or "none"
        raise RefusedError(f"{source}: {name!r} is not a number of {rule.id}; it has {known}.")


def _is_in_hours(name: str) -> bool:
    """Whether the number of this name is in hours."""
    rule_id, _, last = name.rpartition(".")
    return last in {"hours", "from", "to"} or rule_id.split(".")[0] in _IN_HOURS


def _validate_number(name: str, value: object, source: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RefusedError(f"{source}: {name} must be a number, not {value!r}.")
    if not _is_in_hours(name) and value != int(value):
        raise RefusedError(f"{source}: {name} must be a whole number, not {value}.")
    low, high = _LIMITS.get(name, (1 if name in _AT_LEAST_ONE else 0, MAX_NUMBER))
    if not low <= value <= high:
        raise RefusedError(f"{source}: {name} must lie between {low} and {high}, not {value}.")
    return value


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _read_rules(path: Path) -> Rules:
    table: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    rules: dict[str, Rule] = {}
    for rule_id, entry in table.items():
        basis = tuple(
            RuleSource(EvidenceGrade(part["tag"]), part["source"], part.get("note", "")) for part in entry.pop("basis")
        )
        kind, text = entry.pop("kind"), entry.pop("text")
        numbers = {name: _validate_number(name, value, path.name) for name, value in _flatten(entry, f"{rule_id}.")}
        rules[rule_id] = Rule(rule_id, kind, text, basis, numbers)
    return Rules(rules)


DEFAULT_RULES = _read_rules(Path(__file__).with_name("rules.toml"))
"""The rules as the project ships them."""
