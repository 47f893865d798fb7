"""Figures of a workout in a tree, whose keys may name the unit: ``distance_km: 5``, ``durationMinutes: 45``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from planner.exchange.plans.tables.table_heads import (
    HOUR_WORDS,
    LEAST_METRES_ALONE,
    METRE_WORDS,
    SECOND_WORDS,
    UNIT_WORDS,
    Head,
    split_head,
)
from planner.exchange.plans.tables.table_rows import parse_bare_number
from planner.exchange.plans.words.file_units import FileUnits
from planner.exchange.plans.words.measures_in_text import effort_in_text, normalize_text
from planner.text import clean_line
from planner.training.measures import MAX_DISTANCE_M, MAX_DURATION_S, parse_distance, parse_duration, parse_rpe
from planner.training.races import METRES_PER_UNIT
from planner.training.refusal import RefusedError
from planner.training.workouts import Effort

_PER_UNIT: Final = {"h": 3600, "min": 60, "s": 1}


@dataclass(slots=True)
class TreeFigures:
    """The fields of a workout that hold figures, with their keys.

    Attributes:
        fields: What each figure is, the words of its key and its text.
        unit: The unit that a field of its own names for the distance; empty without one.
    """

    fields: list[tuple[Head, str, str]] = field(default_factory=list)
    unit: str = ""

    def add(self, head: Head, key: str, text: str) -> None:
        """Take in one more field."""
        self.fields.append((head, key, text.strip()))

    def texts(self) -> list[str]:
        """Return the figures as text, with the units that their keys name."""
        return [f"{text} {self._unit(head, key, text)}".strip() for head, key, text in self.fields]

    def _unit(self, head: Head, key: str, text: str) -> str:
        """Return the unit of a figure that is a number alone, as far as its key or its size gives it."""
        number = parse_bare_number(text)
        is_metres = number is not None and head is Head.DISTANCE and number >= LEAST_METRES_ALONE
        return "" if number is None else _unit_in_key(key) or ("m" if is_metres else "")


def read_figures(figures: TreeFigures, units: FileUnits) -> tuple[Effort, list[str]]:
    """Return distance, duration and RPE of a workout, and what could not be read as half sentences."""
    effort = Effort()
    unread: list[str] = []
    for head, key, text in figures.fields:
        found = _read(head, key, text, figures.unit, units)
        if found is None:
            unread.append(f'{clean_line(key, 30)} "{clean_line(text, 40)}" is not read')
            continue
        effort = Effort(
            distance_m=effort.distance_m if effort.distance_m is not None else found.distance_m,
            duration_s=effort.duration_s if effort.duration_s is not None else found.duration_s,
            rpe=effort.rpe if effort.rpe is not None else found.rpe,
        )
    return effort, unread


def _read(head: Head, key: str, text: str, unit: str, units: FileUnits) -> Effort | None:
    """Return the figure of one field, an empty effort for nothing or zero, or None when it cannot be read."""
    number = parse_bare_number(text)
    if number == 0 or text in {"", "-", "–"}:
        return Effort()
    try:
        if head is Head.RPE:
            return Effort(rpe=parse_rpe(text, key))
        if head is Head.DURATION:
            return _read_duration(key, text, number)
        return _read_distance(key, text, number, unit, units)
    except RefusedError:
        found = effort_in_text(normalize_text(text))
        return None if found == Effort() else found


def _read_distance(key: str, text: str, number: float | None, unit: str, units: FileUnits) -> Effort:
    if number is None:
        return Effort(distance_m=parse_distance(text, key, units.unit))
    named = _unit_in_key(key) or unit or ("m" if number >= LEAST_METRES_ALONE else "")
    metres = 1.0 if named in METRE_WORDS else METRES_PER_UNIT[UNIT_WORDS.get(named) or units.unit]
    return _in_range(Effort(distance_m=round(number * metres, 3)), text)


def _read_duration(key: str, text: str, number: float | None) -> Effort:
    if number is None:
        return Effort(duration_s=parse_duration(text, key))
    named = _unit_in_key(key)
    per = _PER_UNIT["h" if named in HOUR_WORDS else "s" if named in SECOND_WORDS else "min"]
    return _in_range(Effort(duration_s=round(number * per)), text)


def _in_range(effort: Effort, text: str) -> Effort:
    if not 0 < (effort.distance_m or 1.0) <= MAX_DISTANCE_M or not 0 < (effort.duration_s or 1) <= MAX_DURATION_S:
        raise RefusedError(f"{text} is out of range.")
    return effort


def _unit_in_key(key: str) -> str:
    name, unit = split_head(key)
    return unit or (name if name in UNIT_WORDS or name in METRE_WORDS | SECOND_WORDS | HOUR_WORDS else "")


def _is_bare(text: str) -> bool:
    return parse_bare_number(text) is not None
