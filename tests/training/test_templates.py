"""The built-in templates: one for each goal, of several lengths, each of which makes a plan."""

import pytest

from planner.training.refusal import RefusedError
from planner.training.templates import TEMPLATES, Template, find_template, generate_from_template
from planner.training.workouts import RunKind, Sport


def test_there_is_one_for_each_goal() -> None:
    assert [shape.name for shape in TEMPLATES] == ["5k", "10k", "half", "marathon", "base", "after-race"]


@pytest.mark.parametrize("shape", TEMPLATES, ids=lambda shape: shape.name)
def test_every_length_makes_a_plan_that_ends_on_its_race(shape: Template) -> None:
    assert shape.weeks in shape.lengths
    for weeks in shape.lengths:
        plan = generate_from_template(shape, weeks=weeks)
        assert plan.days == weeks * 7
        races = [(entry.day, entry.planned.distance_m) for entry in plan.entries if entry.kind == RunKind.RACE]
        assert races == ([(plan.days - 1, shape.race_m)] if shape.race_m else [])


def test_two_rest_days_a_week() -> None:
    plan = generate_from_template(find_template("half"))
    assert plan.name == "Half marathon, 12 weeks"
    assert sum(entry.sport is Sport.REST for entry in plan.entries) == 2 * 12


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(RefusedError, match=r'"ultra"; there are 5k, 10k, half, marathon, base, after-race'):
        find_template("ultra")


@pytest.mark.parametrize("peak", [500_000.0, 5_000.0])
def test_an_absurd_peak_is_refused(peak: float) -> None:
    with pytest.raises(RefusedError, match="between 20 and 200 km"):
        generate_from_template(find_template("half"), peak)
