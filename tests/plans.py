"""Run plans as they are without any options."""

from __future__ import annotations

from planner.training.goals import Goal
from planner.training.plan_defaults import with_defaults
from planner.training.plan_generator import generate_plan
from planner.training.plans import Plan


def default_plan(goal: Goal, peak_m: float | None = None) -> Plan:
    return generate_plan(with_defaults(goal, peak_m=peak_m))
