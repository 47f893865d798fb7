"""Fixtures for plan files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.exchange.plans.trees.calendarhack import parse_calendarhack
from planner.training.plans import Plan

PUBLISHED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "plans"


@pytest.fixture
def published() -> Callable[[str], Path]:
    """Return the path of a published plan; skip the test when the collection is not there."""

    def path(name: str) -> Path:
        if not (PUBLISHED / name).is_file():
            pytest.skip(f"the published plan {name} is not at hand")
        return PUBLISHED / name

    return path


@pytest.fixture
def hacked() -> Callable[..., Plan]:
    """Parse calendar-hack YAML with the given workouts, seven for each week, each the YAML of its fields."""

    def read(*workouts: str, units: str = "mi", kind: str = "Marathon", head: str = "") -> Plan:
        weeks = [workouts[start : start + 7] for start in range(0, len(workouts), 7)]
        schedule = "".join(f"- workouts: [{', '.join('{' + workout + '}' for workout in week)}]\n" for week in weeks)
        return parse_calendarhack(f"units: {units}\ntype: {kind}\n{head}schedule:\n{schedule}", "plan.yaml")

    return read
