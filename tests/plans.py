"""Run plans as they are without any options."""

from __future__ import annotations

from planner.training.plans import Plan
from planner.training.run_plans.goals import Goal
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan


def default_plan(goal: Goal, peak_m: float | None = None) -> Plan:
    return generate_plan(with_defaults(goal, peak_m=peak_m))
