"""Reading the part of the builder's form that a run plan of our own is made from: weeks, volumes, days, paces.

Every field has its usual value until the runner takes it in hand; what cannot be is refused at the field it is
about, with what would do instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.training.dates import DateReader
from planner.training.formatting import format_bare_distance
from planner.training.measures import parse_distance, quoted
from planner.training.plans import Plan
from planner.training.refusal import RefusedError
from planner.training.run_plans.goals import GOAL_SETTINGS, Goal, PlanRequest, RunningLevel, default_step_back_every
from planner.training.run_plans.plan_defaults import with_defaults
from planner.training.run_plans.plan_generator import generate_plan
from planner.training.run_plans.plan_requests import PlanRequestError, check_plan_request
from planner.training.run_plans.typed_plan_requests import parse_recent_race, parse_weekdays
from planner.training.runner_paces import RunnerPaces, check_recent_race
from planner.training.weeks import WEEKDAY_KEYS, next_weekday
from planner.tui.builder.fields import DATED_BY_START, FIELD_LABELS, NO_DAYS
from planner.usecases.blocks.availability import format_weekday_keys

if TYPE_CHECKING:
    from planner.tui.builder.form_result import FormResult

_SUNDAY, _WEEK = 6, 7
_FIELD_OF = {
    "weeks": "weeks",
    "step_back_every": "step",
    "run_days": "days",
    "long_day": "long",
    "quality_days": "fast",
    "race_weekday": "date",
    "recent": "recent",
    "current_m": "now",
    "peak_m": "peak",
    "level": "runner",
}
"""The form field of each attribute of a plan request."""


def read_run_plan(
    result: FormResult, entered: Mapping[str, str], goal: Goal, paces: RunnerPaces, dates: DateReader
) -> Plan | None:
    """Return the plan that the form asks for; None if it cannot be made, with an error at its field.

    Args:
        result: Receives the default values and the errors.
        entered: The form's chosen values by field.
        goal: The goal of the plan.
        paces: How fast the runner runs.
        dates: Reads the race day.
    """
    unit = result.runner.unit
    plan_request = _read_request(result, entered, goal, paces, dates)
    if plan_request is None:
        return None
    result.plan_request = plan_request
    result.defaults |= {
        "plan": goal.value,
        "weeks": str(plan_request.weeks),
        "now": format_bare_distance(plan_request.current_m, unit),
        "peak": format_bare_distance(plan_request.peak_m, unit),
        "days": format_weekday_keys(plan_request.run_days),
        "long": WEEKDAY_KEYS[plan_request.long_day],
        "fast": format_weekday_keys(plan_request.quality_days) or NO_DAYS,
        "step": str(plan_request.step_back_every),
    }
    try:
        plan = generate_plan(plan_request)
    except PlanRequestError as refusal:
        meant = refusal if "peak" in entered else _refusal_besides_peak(plan_request) or refusal
        result.errors.setdefault(_FIELD_OF.get(meant.field, "plan"), str(meant))
        return None
    result.defaults["name"] = plan.name
    return plan


def _refusal_besides_peak(plan_request: PlanRequest) -> PlanRequestError | None:
    """Return what is wrong apart from the peak, which the runner did not type; None if nothing is."""
    try:
        check_plan_request(replace(plan_request, peak_m=max(plan_request.peak_m, plan_request.settings.min_peak_m)))
    except PlanRequestError as refusal:
        return refusal
    return None


def _read_request(
    reading: FormResult, chosen: Mapping[str, str], goal: Goal, paces: RunnerPaces, dates: DateReader
) -> PlanRequest | None:
    """Return the plan request of the form; None if one of its texts cannot be read."""
    unit = reading.runner.unit
    race = _race_day(chosen, goal, dates)
    weeks: int | None = None
    with reading.collect_refusal("weeks"):
        typed = chosen.get("weeks")
        if typed and not (typed.isdecimal() and len(typed) < 4):
            raise RefusedError(f"{FIELD_LABELS['weeks']} must be a whole number, not {quoted(typed)}.")
        weeks = int(typed) if typed else _weeks_until(race, goal, dates.today)
    metres: dict[str, float | None] = {}
    for name in ("now", "peak"):
        with reading.collect_refusal(name):
            metres[name] = parse_distance(chosen[name], FIELD_LABELS[name], unit) if chosen.get(name) else None
    if any(name in reading.errors for name in ("weeks", "now", "peak", "recent")):
        return None
    return with_defaults(
        goal,
        weeks,
        level=paces.level,
        race_weekday=race.weekday() if race is not None else _SUNDAY,
        run_days=parse_weekdays(chosen["days"], FIELD_LABELS["days"]) if chosen.get("days") else None,
        long_day=WEEKDAY_KEYS.index(chosen["long"]) if chosen.get("long") in WEEKDAY_KEYS else None,
        quality_days=parse_weekdays(chosen["fast"], FIELD_LABELS["fast"]) if chosen.get("fast") else None,
        current_m=metres["now"],
        peak_m=metres["peak"],
        step_back_every=int(chosen.get("step") or default_step_back_every(reading.runner.age_in(dates.today.year))),
        recent_race=paces.recent_race,
        easy_pace=paces.own_easy,
    )


def read_paces(reading: FormResult, chosen: Mapping[str, str], own_easy: float | None) -> RunnerPaces:
    """Return how fast the runner runs: the own easy pace in s/km, the recent race of the form, and its level."""
    unit = reading.runner.unit
    recent: tuple[float, int] | None = None
    with reading.collect_refusal("recent"):
        if chosen.get("recent", "").strip():
            race = parse_recent_race(chosen["recent"], FIELD_LABELS["recent"], unit)
            check_recent_race(*race)
            recent = race
    paces = RunnerPaces(own_easy, recent, RunningLevel(chosen.get("runner") or RunningLevel.REGULAR))
    reading.defaults["runner"] = paces.level.value
    reading.notes["recent"] = f"Easy runs {paces.easy_text(unit)}."
    return paces


def _race_day(chosen: Mapping[str, str], goal: Goal, dates: DateReader) -> dt.date | None:
    """Return the typed race day; None if there is none or it cannot be read."""
    if GOAL_SETTINGS[goal].race_m is None or chosen.get("dated") == DATED_BY_START or not chosen.get("date"):
        return None
    try:
        return dates.read(chosen["date"], "Race day")
    except RefusedError:
        return None  # the date field shows the error


def _weeks_until(race: dt.date | None, goal: Goal, today: dt.date) -> int | None:
    """Return the weeks of the longest usual plan that begins next Monday or later; None for the goal's default."""
    if race is None or race < today:  # a past race is refused for its date
        return None
    monday = next_weekday(today, 0)
    available = (race - monday).days // _WEEK + 1
    settings = GOAL_SETTINGS[goal]
    fitting = [weeks for weeks in settings.week_choices if weeks <= available]
    return max(fitting) if fitting else max(available, 1) if available < settings.default_weeks else None
