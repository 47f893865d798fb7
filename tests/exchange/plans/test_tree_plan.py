"""Plans as JSON and YAML under other people's keys."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.exchange.plans.plan_files import parse_plan
from planner.training.plans import Plan, PlanEntry
from planner.training.refusal import RefusedError

pytestmark = pytest.mark.smoke


def read(document: Any) -> Plan:
    return parse_plan(json.dumps(document), "plan.json")


def runs(plan: Plan) -> list[tuple[int, str | None, float | None]]:
    return [(entry.day, entry.kind, entry.planned.distance_m) for entry in plan.entries if entry.sport == "run"]


def workouts(plan: Plan) -> list[PlanEntry]:
    return [entry for entry in plan.entries if entry.sport != "rest"]


TWO_RUNS = [(1, "easy", 5000), (6, "long", 12500)]


@pytest.mark.parametrize(
    "document",
    [
        {
            "weeks": [
                {
                    "week": 1,
                    "days": {
                        "tuesday": {"type": "easy", "distance_km": 5},
                        "sunday": {"type": "long", "distance_km": 12.5},
                    },
                }
            ]
        },
        {
            "weeks": [
                {
                    "days": [
                        {"day": "Tuesday", "workout": "Easy", "km": "5"},
                        {"day": "Sun", "workout": "Long", "km": "12,5"},
                    ]
                }
            ]
        },
        {"plan": {"weeks": {"week1": {"tue": "easy 5 km", "sun": "long 12.5 km"}}}},
        {
            "schedule": [
                {
                    "weekNumber": 1,
                    "workouts": [
                        {"dayOfWeek": 2, "type": "easy", "distanceKm": 5},
                        {"dayOfWeek": 7, "type": "long", "distanceKm": 12.5},
                    ],
                }
            ]
        },
        {"weeks": [["Rest", "easy 5 km", "Rest", "Rest", "Rest", "Rest", "long 12.5 km"]]},
        {
            "days": [
                {"day": 2, "description": "Easy 5 km"},
                {"day": 7, "title": "Long run", "distance": {"value": 12.5, "unit": "km"}},
            ]
        },
        {"wochen": [{"dienstag": "5 km locker", "sonntag": "langer Lauf 12,5 km"}]},
        {
            "weeks": [
                {
                    "week": 1,
                    "sessions": [
                        {"day": "Tue", "run": "easy", "distance": "5 km"},
                        {"day": "Sun", "run": "long", "distance": "12.5 km"},
                    ],
                }
            ]
        },
        {"phases": [{"name": "Base", "weeks": [{"days": {"tue": "easy 5 km", "sun": "long 12.5 km"}}]}]},
    ],
)
def test_weeks_and_days_under_any_keys(document: Any) -> None:
    found = runs(read(document))
    assert [(day, kind) for day, kind, _ in found] == [(day, kind) for day, kind, _ in TWO_RUNS]
    assert [metres for _, _, metres in found] == pytest.approx([5000, 12500])


@pytest.mark.parametrize(
    "document",
    [
        [
            {"date": "2027-01-12", "workout": "Easy run", "km": 5},
            {"date": "2027-01-17", "workout": "Long run", "km": 12.5},
        ],
        {"2027-01-12": "easy 5 km", "2027-01-17": {"type": "long", "km": 12.5}},
        {
            "workouts": [
                {"date": "12.1.2027", "type": "easy", "distance": "5 km"},
                {"date": "17.1.2027", "type": "long", "distance_m": 12500},
            ]
        },
    ],
)
def test_workouts_by_date(document: Any) -> None:
    plan = read(document)
    assert str(plan.first_date) == "2027-01-12"
    assert runs(plan) == [(0, "easy", 5000), (5, "long", 12500)]


def test_yaml_is_read_as_json_is() -> None:
    text = (
        "# mine\nname: Spring\nunits: mi\nweeks:\n  - days:\n      tue: easy 3 mi\n      sun: {type: long, miles: 6}\n"
    )
    plan = parse_plan(text, "plan")
    assert (plan.name, plan.unit, plan.first_weekday) == ("Spring", "mi", 0)
    assert [metres for _, _, metres in runs(plan)] == pytest.approx([4828, 9656], abs=1)


def test_a_week_that_begins_on_sunday_in_the_file_begins_on_sunday() -> None:
    plan = read({"weeks": [{"sunday": "long 10 km", "tuesday": "easy 5 km"}, {"sunday": "long 11 km"}]})
    assert plan.first_weekday == 6
    assert [day for day, _, _ in runs(plan)] == [0, 2, 7]


def test_a_start_of_its_own_dates_a_plan() -> None:
    plan = read({"start_date": "2027-01-13", "weeks": [{"days": {"thu": "easy 5 km"}}]})
    assert str(plan.first_date) == "2027-01-11"
    assert [day for day, _, _ in runs(plan)] == [3]


def test_two_workouts_of_a_day_and_their_halves() -> None:
    day = {
        "day": "Tue",
        "workouts": [{"time": "AM", "type": "easy", "km": 5}, {"time": "PM", "type": "strength", "duration": "30 min"}],
    }
    easy, strength = workouts(read({"weeks": [{"days": [day]}]}))
    assert (easy.slot, easy.sport, easy.planned.distance_m) == ("am", "run", 5000)
    assert (strength.slot, strength.sport, strength.planned.duration_s) == ("pm", "strength", 1800)


def test_steps_are_those_of_the_tree() -> None:
    steps = [
        {"type": "warmup", "distance_km": 2},
        {"repeat": 6, "steps": [{"type": "interval", "distance": "400 m"}, {"type": "recovery", "distance": "200 m"}]},
        {"type": "cooldown", "distance_km": 1},
    ]
    (run,) = workouts(read([{"date": "2027-01-12", "title": "Intervals", "steps": steps}]))
    assert (run.kind, run.planned.distance_m, len(run.planned.steps)) == ("intervals", 6600, 3)


def test_garmin_planner_has_weeks_and_no_days() -> None:
    text = (
        "config:\n  paces:\n    pace1: 6:58-5:53\n"
        "W01S01 Intervals:\n- warmup: lap-button\n"
        "- repeat 7:\n  - interval: 800m in 3:30\n  - recovery: 90s -- Jogging\n"
        "W01S02 Long run:\n- interval: 75min @ pace1\n- other: 10min -- stretches\n"
    )
    plan = parse_plan(text, "half.yaml")
    intervals, long = workouts(plan)
    assert (intervals.day, intervals.kind, long.day) == (3, "intervals", 6)
    assert long.planned.duration_s == 75 * 60
    assert "The file names no days: the workouts of a week are spread over it in their order." in plan.remarks
    assert any("lap button" in remark for remark in plan.remarks)


def test_what_is_not_read_is_said() -> None:
    plan = read(
        [
            {"date": "2027-01-12", "workout": "Easy run", "km": "lots", "coach": "Ann"},
            {"date": "soon", "workout": "Tempo run", "km": "5"},
            {"date": "2027-01-14", "workout": "Easy run", "km": "6"},
        ]
    )
    assert any(doubt.startswith("2027-01-12: ") and '"lots"' in doubt for doubt in plan.doubts)
    assert any(doubt.startswith("soon: ") and "Tempo run" in doubt for doubt in plan.doubts)
    assert "Fields that are not used: coach." in plan.remarks


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": {"b": 1}}', "no workouts by date"),
        ('[{"date": "2027-01-12", "km": NaN}]', "NaN is no value"),
        ('{"weeks": 1, "weeks": 2}', "twice"),
        ("[" * 100_000, "deeper"),
        ("[" * 50 + "]" * 50, "deeper"),
        ("{", "not valid JSON"),
        ("[" + "1," * 60_000 + "1]", "more than 50000 values"),
        ('[{"date": "2027-01-12", "workout": "Rest"}]', "no run"),
        ('[{"date": "2027-01-12", "workout": "easy"}, {"date": "2037-01-12", "workout": "easy"}]', "3 years"),
        ('{"weeks": [{"week": 999, "days": {"tue": "easy 5 km"}}]}', "3 years"),
    ],
)
def test_trees_that_are_refused(text: str, why: str) -> None:
    with pytest.raises(RefusedError, match=rf"^plan\.json.*{why}"):
        parse_plan(text, "plan.json")
