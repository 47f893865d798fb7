from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.exchange.calendarhack import parse_calendarhack
from planner.training.plans import Plan

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "plans"


@pytest.fixture
def published() -> Callable[[str], Path]:
    """The path of a published plan; the test is skipped where the collection is not at hand."""

    def path(name: str) -> Path:
        if not (PUBLISHED / name).is_file():
            pytest.skip(f"the published plan {name} is not at hand")
        return PUBLISHED / name

    return path


@pytest.fixture
def hacked() -> Callable[..., Plan]:
    """A plan of calendar-hack YAML with the given workouts, seven a week; each is YAML of its fields."""

    def read(*workouts: str, units: str = "mi", kind: str = "Marathon", head: str = "") -> Plan:
        weeks = [workouts[start : start + 7] for start in range(0, len(workouts), 7)]
        schedule = "".join(f"- workouts: [{', '.join('{' + workout + '}' for workout in week)}]\n" for week in weeks)
        return parse_calendarhack(f"units: {units}\ntype: {kind}\n{head}schedule:\n{schedule}", "plan.yaml")

    return read
