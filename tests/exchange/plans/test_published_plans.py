"""Published plans: each becomes the plan that its author meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.exchange.plans.plan_files import read_plan_file
from planner.exchange.plans.plan_text import parse_plan_text
from planner.exchange.plans.write_plan_text import format_plan_text
from planner.training.plans import Plan
from planner.training.races import METRES_PER_UNIT, RaceDistance, Unit
from planner.training.workouts import RunKind

Published = Callable[[str], Path]


@dataclass(frozen=True)
class Expected:
    """What a published plan must become; `words` is the distance that only its words give, in its unit."""

    days: int
    entries: int
    figures: float
    race: RaceDistance
    kinds: dict[str, int]
    words: float = 0.0
    doubts: int = 0
    unit: Unit = Unit.MI
    races: list[int] = field(default_factory=list)


MARATHON = RaceDistance.MARATHON
PLANS = {
    "boston_level_four": Expected(
        140, 140, 859.0, MARATHON,
        {"rest": 22, "easy": 69, "long": 5, "tempo": 13, "intervals": 10, "hills": 8, "race_pace": 12, "race": 1},
    ),
    "boston_level_one": Expected(
        140, 140, 592.0, MARATHON,
        {"rest": 26, "strength": 36, "easy": 31, "long": 6, "tempo": 12, "intervals": 8, "hills": 8, "race_pace": 12,
         "race": 1},
        doubts=36,
    ),
    "c25k": Expected(
        56, 56, 0.0, RaceDistance.TEN_K,
        {"rest": 32, "cross": 3, "easy": 20, "race": 1},
        words=35.0, unit=Unit.KM,
    ),
    "coogan_pbr_mara_up_to_65": Expected(
        112, 112, 811.9, MARATHON,
        {"rest": 18, "easy": 50, "long": 15, "tempo": 3, "intervals": 12, "hills": 3, "race_pace": 10, "race": 1},
        doubts=2,
    ),
    "hansons_adv_mara": Expected(
        126, 126, 918.2, MARATHON,
        {"rest": 18, "easy": 64, "long": 12, "intervals": 16, "race_pace": 15, "race": 1},
        doubts=17,
    ),
    "hansons_c210k": Expected(
        147, 147, 0.0, RaceDistance.TEN_K,
        {"rest": 52, "cross": 6, "easy": 80, "long": 8, "race": 1},
    ),
    "higdon_int_half1": Expected(
        84, 84, 288.4, RaceDistance.HALF,
        {"rest": 17, "cross": 9, "easy": 35, "long": 8, "race_pace": 12, "race": 3},
        doubts=2, races=[41, 62, 83],
    ),
    "higdon_nov_mara1": Expected(
        126, 126, 461.3, MARATHON,
        {"rest": 38, "cross": 16, "easy": 54, "long": 16, "race": 2},
        races=[55, 125],
    ),
    "higdon_senior_mara": Expected(
        56, 56, 216.2, MARATHON,
        {"rest": 18, "strength": 15, "easy": 11, "long": 7, "race_pace": 4, "race": 1},
    ),
    "mee_breeze_12": Expected(
        84, 84, 574.0, MARATHON,
        {"rest": 11, "easy": 43, "long": 7, "tempo": 12, "intervals": 6, "race_pace": 4, "race": 1},
        doubts=3,
    ),
    "mee_hurricane_18": Expected(
        126, 211, 1823.0, MARATHON,
        {"easy": 159, "long": 4, "tempo": 31, "intervals": 9, "race_pace": 7, "race": 1},
        doubts=21,
    ),
}  # fmt: skip


def read(published: Published, name: str) -> Plan:
    return once(published(f"calendarhack_{name}.yaml"))


@cache
def once(path: Path) -> Plan:
    return read_plan_file(path)


def workouts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the workouts of a file as an ordinary YAML loader reads them, independently of the parser."""
    for week in loaded(path)["schedule"]:
        yield from week["workouts"]


@cache
def loaded(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.mark.parametrize("name", PLANS)
def test_days_entries_race_and_kinds(published: Published, name: str) -> None:
    plan, expected = read(published, name), PLANS[name]
    assert (plan.unit, plan.days, len(plan.entries)) == (expected.unit, expected.days, expected.entries)
    assert (plan.race_day, plan.race_distance) == (expected.days - 1, expected.race)
    assert Counter(entry.kind or entry.sport.value for entry in plan.entries) == expected.kinds
    races = [entry.day for entry in plan.entries if entry.kind == RunKind.RACE]
    assert races == (expected.races or [expected.days - 1])


@pytest.mark.parametrize("name", PLANS)
def test_no_mile_is_lost_or_won(published: Published, name: str) -> None:
    plan, expected = read(published, name), PLANS[name]
    figures = [workout.get("distance", 0) for workout in workouts(published(f"calendarhack_{name}.yaml"))]
    in_file = sum(figure[-1] if isinstance(figure, list) else figure for figure in figures)
    assert in_file == pytest.approx(expected.figures)
    planned = sum(entry.planned.distance_m or 0.0 for entry in plan.entries) / METRES_PER_UNIT[plan.unit]
    assert planned == pytest.approx(in_file + expected.words, rel=1e-6)


@pytest.mark.parametrize("name", PLANS)
def test_every_day_has_its_distance(published: Published, name: str) -> None:
    plan = read(published, name)
    for day, workout in enumerate(workouts(published(f"calendarhack_{name}.yaml"))):
        figure = workout.get("distance")
        if figure is not None:
            planned = sum(entry.planned.distance_m or 0.0 for entry in plan.entries if entry.day == day)
            upper = figure[-1] if isinstance(figure, list) else figure
            assert planned == pytest.approx(upper * METRES_PER_UNIT[plan.unit], abs=0.001), day


@pytest.mark.parametrize("name", PLANS)
def test_every_day_has_an_entry_and_every_entry_a_title(published: Published, name: str) -> None:
    plan = read(published, name)
    assert {entry.day for entry in plan.entries} == set(range(plan.days))
    assert all(entry.title and "{" not in entry.title + entry.note for entry in plan.entries)
    assert all((entry.slot is None) is (entry.sport in {"rest", "note"}) for entry in plan.entries)


@pytest.mark.parametrize("name", PLANS)
def test_what_is_doubtful_is_easy_and_little(published: Published, name: str) -> None:
    plan = read(published, name)
    doubtful = [entry for entry in plan.entries if entry.kind_doubt]
    assert len(doubtful) == PLANS[name].doubts
    assert {entry.kind for entry in doubtful if entry.sport == "run"} <= {RunKind.EASY}


@pytest.mark.parametrize("name", PLANS)
def test_it_survives_being_written_as_text(published: Published, name: str) -> None:
    plan = read(published, name)
    assert parse_plan_text(format_plan_text(plan), "plan.txt") == plan


def test_plans_in_time_only_have_the_minutes_of_their_words(published: Published) -> None:
    plan = read(published, "hansons_c210k")
    minutes = [(entry.planned.duration_s or 0) // 60 for entry in plan.entries if entry.sport in {"run", "cross"}]
    assert minutes[:4] == [30, 30, 30, 30]
    assert max(minutes) == 55
    assert minutes[-2:] == [20, 0]
    assert "52 days without a title are read as rest." in plan.remarks


def test_phases_of_the_comments(published: Published) -> None:
    assert read(published, "mee_breeze_12").phases == (
        (0, "General Phase"),
        (42, "Marathon-Supportive Phase"),
        (77, "Race Week"),
    )
    hurricane = dict(read(published, "mee_hurricane_18").phases)
    assert hurricane[21] == "Down Week"
    assert hurricane[28] == "General Phase"
    assert hurricane[77] == "Marathon-Specific Phase"


def test_doubles_stay_within_their_words(published: Published) -> None:
    plan = read(published, "mee_hurricane_18")
    second_day = [entry for entry in plan.entries if entry.day == 1]
    assert [(entry.slot, entry.title) for entry in second_day] == [("am", "4–5 mi easy*"), ("pm", "8–10 mi easy")]
    assert [round((entry.planned.distance_m or 0) / METRES_PER_UNIT[Unit.MI], 3) for entry in second_day] == [5.0, 10.0]


def test_a_figure_cut_off_in_the_file_is_kept_and_said(published: Published) -> None:
    plan = read(published, "boston_level_four")
    assert any(
        "15 days" in remark and "week 4 day 2 (10 mi in words, 1 mi as figure)" in remark for remark in plan.remarks
    )


def test_an_ultra_as_a_grid(published: Published) -> None:
    plan = read_plan_file(published("quickplan_ultra_80k.csv"))
    assert (plan.unit, plan.days, plan.race_day, plan.race_distance) == (Unit.KM, 112, 110, MARATHON)
    tuesdays = [entry for entry in plan.entries if entry.day in {1, 8}]
    assert [(entry.title, entry.kind, entry.planned.distance_m) for entry in tuesdays] == [
        ("14k, 4x 1.6k @TMP", "tempo", 14_000)
    ] * 2
    assert tuesdays[0].note == tuesdays[1].note
    assert "run: 1600m @ 5:00-4:30" in tuesdays[1].note
    thursday = next(entry for entry in plan.entries if entry.day == 3)
    assert (thursday.kind, thursday.planned.distance_m) == ("race_pace", 15_000)
    saturday = next(entry for entry in plan.entries if entry.day == 33)
    assert (saturday.title, saturday.kind, saturday.planned.duration_s) == ("3.5-4h run", "long", 225 * 60)
    assert next(entry for entry in plan.entries if entry.day == 110).planned.distance_m is None
    assert any("Estimated km" in remark for remark in plan.remarks)
    assert any("16k pace" in remark for remark in plan.remarks)
    assert parse_plan_text(format_plan_text(plan), "plan.txt") == plan
