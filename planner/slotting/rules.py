"""The slotting rules as data, read from ``rules.toml``, with the numbers that a runner's configuration overrides.

The name of a number is the ID of its rule and the keys below it, joined by dots: ``HC4.experienced.heavy``,
``S2.near.hours``. The ID alone names the rule's ``cost`` or, when the rule has one number only, that number: ``S6``,
``HC5``.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from planner.training.refusal import RefusedError
from planner.training.sources import EvidenceGrade, RuleSource, describe_evidence, format_sources

RuleKind = Literal["hard", "soft", "warning"]
_ALL_IN_HOURS = frozenset({"HC4", "HC9", "HC10"})
"""Rules whose numbers are all hours."""
MAX_NUMBER = 100_000
"""The largest number a rule may have."""
_LIMITS = {"HC7.days": (1, 7), "S6.days": (1, 7)}
"""The search compares a week with the one before only, so a rule between two sessions must not reach further."""
_AT_LEAST_ONE = frozenset({"S1.step.hours", "W1.days", "W2.days", "W3.days", "W5.weeks"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: ``HC1`` to ``HC14``, ``S1`` to ``S10``, ``W1`` to ``W5``.
        kind: Whether it is hard, soft or a warning.
        text: The rule in one line.
        sources: What it is based on.
        numbers: Its hours, costs, days and per cents by name, overrides applied.
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
        overrides: The numbers that a configuration changed: ``(default, now)`` by name.
    """

    by_id: Mapping[str, Rule]
    overrides: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    _whole_numbers: dict[tuple[str, ...], int] = field(init=False, repr=False, compare=False)
    _minutes: dict[tuple[str, ...], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The search asks for numbers very often, so they are kept by the parts of their names and never parsed again.
        paths = {tuple(name.split(".")): number for rule in self for name, number in rule.numbers.items()}
        object.__setattr__(self, "_whole_numbers", {path: int(number) for path, number in paths.items()})
        object.__setattr__(self, "_minutes", {path: round(number * 60) for path, number in paths.items()})

    def __iter__(self) -> Iterator[Rule]:
        """Iterate over the rules, hard ones first."""
        return iter(self.by_id.values())

    def __getitem__(self, rule_id: str) -> Rule:
        """Return the rule with this ID."""
        return self.by_id[rule_id]

    def whole_number(self, *name: str) -> int:
        """Return a whole number (a cost, a count, days, weeks, per cent) by the parts of its name."""
        return self._whole_numbers[name]

    def minutes(self, *name: str) -> int:
        """Return a number of hours, in minutes, by the parts of its name."""
        return self._minutes[name]

    def with_overrides(self, overrides: Mapping[str, object], *, source: str = "rules") -> Rules:
        """Return these rules with some numbers changed; `overrides` of the result lists them.

        Args:
            overrides: Numbers by name; nested mappings (TOML tables) are read as dotted names.
            source: What a refusal begins with.

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
        changed = {name: pair for name, pair in overridden.items() if pair[0] != pair[1]}
        return Rules({rule.id: replace(rule, numbers=numbers[rule.id]) for rule in self}, changed)

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
    """Return whether the number with this name is in hours."""
    return name.rpartition(".")[2] in {"hours", "from", "to"} or name.partition(".")[0] in _ALL_IN_HOURS


def _validate_number(name: str, value: object, source: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RefusedError(f"{source}: {name} must be a number, not {value!r}.")
    if not _is_in_hours(name) and value != int(value):
        raise RefusedError(f"{source}: {name} must be a whole number, not {value}.")
    low, high = _LIMITS.get(name, (1 if name in _AT_LEAST_ONE else 0, MAX_NUMBER))
    if not low <= value <= high:
        raise RefusedError(f"{source}: {name} must be between {low} and {high}, not {value}.")
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
        sources = tuple(
            RuleSource(EvidenceGrade(part["tag"]), part["source"], part.get("note", "")) for part in entry.pop("basis")
        )
        kind, text = entry.pop("kind"), entry.pop("text")
        numbers = {name: _validate_number(name, value, path.name) for name, value in _flatten(entry, f"{rule_id}.")}
        rules[rule_id] = Rule(rule_id, kind, text, sources, numbers)
    return Rules(rules)


DEFAULT_RULES = _read_rules(Path(__file__).with_name("rules.toml"))
"""The rules as they are shipped."""
