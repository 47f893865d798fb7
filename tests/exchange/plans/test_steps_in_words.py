"""The steps that the words of a published plan give, and when they give none."""

from __future__ import annotations

import pytest

from planner.exchange.plans.plan_files import read_plan_file
from planner.exchange.plans.words.steps_in_words import steps_in_words, with_steps_in_words
from planner.training.races import Unit
from planner.training.steps_text import format_steps
from planner.training.structured_runs import describe_misfit
from planner.training.workouts import Effort, Sport
from tests.exchange.plans.test_published_plans import Published


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (
            "Intervals: 2 mi WU; 8 × 400m at 10K pace with 200m jog recovery; 1 mi CD",
            "2 mi warm-up, 8 × (400 m at 10k pace, 200 m jog), 1 mi cool-down",
        ),
        (
            "1.5 mi Warm Up, 12 x 400m @ 5k-10k Pace w. 400m jog rest, 1.5 mi Cool Down, (9 mi)",
            "1.5 mi warm-up, 12 × (400 m at 5k-10k pace, 400 m jog), 1.5 mi cool-down",
        ),
        ("1 mi Warm Up, 6 mi Tempo @ Goal MP, 1 mi Cool Down", "1 mi warm-up, 6 mi at marathon pace, 1 mi cool-down"),
        ("4–6 mi easy with 4 × 20 sec strides", "6 mi easy, 4 × 20 s strides"),
        ("Easy run: 4–6 mi, then 8 × 100m strides", "6 mi easy, 8 × 100 m strides"),
        ("8 × 2 min at 100% 5k with 90 s jog", '8 × (2 min at interval pace "100% of 5k pace", 90 s jog)'),
        ("10 km: 6 x 800 m w/ 400 jog", "6 × (800 m, 400 m jog)"),
        ("Tempo, 3 x (10 min T + 2 min)", "3 × (10 min at threshold pace, 2 min recovery)"),
        ("6-8 × 100m strides", ""),
        ("8 × 400m hill at 5K effort; jog down for recovery", ""),
        ("5 mi tempo", ""),
        ("8 miles w/ 4 x 1 mile", ""),
        ("Easy", ""),
        ("x" * 10_000, ""),
    ],
)
def test_only_steps_that_are_certain_are_found(words: str, steps: str) -> None:
    assert format_steps(steps_in_words(words, Unit.MI), Unit.MI) == steps


@pytest.mark.parametrize(
    ("words", "planned", "steps", "misfit"),
    [
        ("6 x 800 m w/ 400 jog", Effort(10_000.0), "1.4 km warm-up, 6 × (800 m, 400 m jog), 1.4 km cool-down", ""),
        (
            "14k, 2x1.6k @HMP",
            Effort(14_000.0),
            "5.4 km warm-up, 2 × 1.6 km at half marathon pace, 5.4 km cool-down",
            "",
        ),
        ("5 x 3 min, 2 min jog", Effort(None, 2700), "10 min warm-up, 5 × (3 min, 2 min jog), 10 min cool-down", ""),
        (
            "WU 2 km, 5 x 1 km (400 m), CD 1 km",
            Effort(10_300.0),
            "2.2 km warm-up, 5 × (1 km, 400 m recovery), 1.1 km cool-down",
            "",
        ),
        ("WU 2 km, 5 x 1 km (400 m), CD 1 km", Effort(14_000.0), "", "add up to 10 km, not 14 km"),
        ("6 x 800 m w/ 400 jog", Effort(5_000.0), "", "add up to 7.2 km, not 5 km"),
        ("6 x 800 m w/ 400 jog", Effort(), "6 × (800 m, 400 m jog)", ""),
        ("8-11 km easy with 5 x 25 s strides", Effort(9_800.0), "9.8 km easy, 5 × 25 s strides", ""),
        ("5 x 1 km (90 s)", Effort(9_000.0), "5 × (1 km, 90 s recovery)", ""),
    ],
)
def test_steps_fit_the_figure_or_are_left_out(words: str, planned: Effort, steps: str, misfit: str) -> None:
    effort, found = with_steps_in_words(planned, words, Unit.KM)
    assert (format_steps(effort.steps), found) == (steps, misfit)
    assert describe_misfit(effort) == ""


def test_the_runs_of_a_published_plan_have_steps_and_keep_title_and_length(published: Published) -> None:
    plan = read_plan_file(published("calendarhack_hansons_adv_mara.yaml"))
    runs = [entry for entry in plan.entries if entry.sport is Sport.RUN]
    structured = [run for run in runs if run.planned.steps]
    assert len(structured) >= 15
    assert all(describe_misfit(run.planned) == "" for run in structured)
    assert any("have steps in words that do not fit the figure" in remark for remark in plan.remarks)
    assert all("Warm Up" in run.title for run in structured)
