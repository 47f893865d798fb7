"""Figures of a file that are not in the plan made of it are listed, with their cell."""

from __future__ import annotations

import pytest

from planner.exchange.plans.figure_check import SourceCell, find_lost_figures
from planner.exchange.plans.plan_files import parse_plan
from planner.training.parse_steps import parse_steps
from planner.training.plans import PlanEntry
from planner.training.steps import StepKind, single_steps
from planner.training.workouts import Effort, Slot, Sport


def lost(text: str, *planned: Effort) -> list[str]:
    """Return the doubts about one cell whose day has these runs."""
    entries = [PlanEntry(0, Sport.RUN, "easy", "run", Slot.AM, effort) for effort in planned or (Effort(),)]
    return find_lost_figures([SourceCell("week 1 Mon", 0, text)], entries)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("8 km easy", Effort(8000.0)),
        ("8.0", Effort(8000.0)),
        ("8 easy", Effort(8 * 1609.344)),
        ("8 to 10 km easy", Effort(10_000.0)),
        ("3.5-4h run", Effort(None, 225 * 60)),
        ("Easy 1h15", Effort(None, 4500)),
        ("1:15", Effort(None, 4500)),
        ("45:00 easy", Effort(None, 2700)),
        ("45'", Effort(None, 2700)),
        ("8½ miles", Effort(13_679.424)),
        ("8 1/2 miles", Effort(13_679.424)),
        ("5.000 m easy", Effort(5000.0)),
        ("40m easy run", Effort(None, 2400)),
        ("3 m run", Effort(4828.032)),
        ("2 mi easy, 4 mi at HMP, 1 mi easy", Effort(11_265.408)),
        ("35 km + 6 km", Effort(41_000.0)),
        ("Run 90 seconds, walk 90 seconds. Repeat 8 times", Effort(None, 1440)),
        ("5 km easy + 6 km tempo", Effort(11_000.0)),
        ("8 km, pace 5:45-6:15/km", Effort(8000.0)),
        ("8 km @ 5:30", Effort(8000.0)),
        ("8 km at 5k pace, HR 150-160, RPE 6, zone 3, 85 %", Effort(8000.0)),
        ("Week 3: 8 km on 2027-01-12 at 18:00, call +49 170 1234567", Effort(8000.0)),
        ("8 km, 2nd run of C25K with 4 strides", Effort(8000.0)),
        ("8 km with 6 x 20 s strides", Effort(8000.0)),
        ("6 x 800 m w/ 400 m jog", Effort(None, None, None, (), parse_steps("6 x 800 m w/ 400 m jog"))),
        ("2 km WU, 5 x 1 km @ 4:10/km (90 s), 2 km CD", Effort(steps=parse_steps("WU 2 km, 5 x 1 km (90 s), CD 2 km"))),
    ],
)
def test_what_the_plan_has_is_not_listed(text: str, planned: Effort) -> None:
    assert lost(text, planned) == []


@pytest.mark.parametrize(
    ("text", "planned", "figures"),
    [
        ("Easy 6 km", Effort(), "the figure 6 km"),
        ("Easy 6 km", Effort(8000.0), "the figure 6 km"),
        ("8 km easy, last 3 km fast", Effort(8000.0), "the figure 3 km"),
        ("8 miles w/ 4 x 1 mile", Effort(12_874.752), "the figures 4 and 1 mile"),
        ("6 furlongs", Effort(), "the figure 6"),
        ("45 min easy", Effort(45_000.0), "the figure 45 min"),
        ("10x400m", Effort(), "the figures 10 and 400m"),
    ],
)
def test_what_the_plan_has_not_is_listed_with_its_cell(text: str, planned: Effort, figures: str) -> None:
    assert lost(text, planned) == [f'week 1 Mon: "{text}" is read without {figures}.']


def test_equal_doubts_share_a_sentence() -> None:
    cells = [SourceCell(f"week {week + 1} Mon", week * 7, "Easy 6 furlongs") for week in range(18)]
    entries = [PlanEntry(week * 7, Sport.RUN, "easy", "Easy 6 furlongs", Slot.AM) for week in range(18)]
    assert find_lost_figures(cells[:2], entries) == [
        'week 1 Mon, week 2 Mon: "Easy 6 furlongs" is read without the figure 6.'
    ]
    (sentence,) = find_lost_figures(cells, entries)
    assert "and 6 more" in sentence


def test_many_doubts_about_parts_become_one() -> None:
    cells = [SourceCell(f"week {week + 1} Mon", week * 7, f"{week + 2} x 777 m") for week in range(9)]
    entries = [PlanEntry(week * 7, Sport.RUN, "intervals", "run", Slot.AM, Effort(9_000.0)) for week in range(9)]
    assert len(find_lost_figures(cells, entries)) == 1


def test_a_run_without_distance_and_time_is_listed() -> None:
    plan = parse_plan("Week,Mon,Tue,Wed\n1,Easy,Tempo 30 min,Easy 6 furlongs\n", "my.csv")
    assert 'week 1 Wed: "Easy 6 furlongs" is read without the figure 6.' in plan.doubts
    assert any('"Easy" has neither distance nor time' in doubt for doubt in plan.doubts)
    assert not any("Tempo" in doubt for doubt in plan.doubts)


def test_two_bare_distances_may_be_two_runs() -> None:
    plan = parse_plan("Week,Mon,Tue,Wed\n1,Rest,35 km + 6 km,Rest\n", "my.csv")
    assert [entry.planned.distance_m for entry in plan.entries if entry.sport == "run"] == [41_000.0]
    assert plan.doubts == ('week 1 Tue: "35 km + 6 km" is read as one run of 41 km.',)


@pytest.mark.parametrize(
    ("words", "lengths"),
    [
        ("Long run 14 km, last 3 km at race pace", [11_000, 3000]),
        ("Tempo 8 km incl. 5 km at threshold", [1500, 5000, 1500]),
        ("12 km with 8 km at MP", [2000, 8000, 2000]),
        ("11 km, middle 5 km at MP", [3000, 5000, 3000]),
        ("10 km, first 4 km easy", [4000, 6000]),
        ("Langer Lauf 18 km, letzte 5 km im Marathontempo", [13_000, 5000]),
        ("Sortie longue 18 km dont 5 km allure marathon", [6500, 5000, 6500]),
        ("60 min easy, last 10 min at threshold", [3000, 600]),
    ],
)
def test_a_part_of_a_run_becomes_its_steps(words: str, lengths: list[int]) -> None:
    plan = parse_plan(f'Week,Mon,Tue,Wed\n1,Rest,"{words}",Rest\n', "my.csv")
    run = next(entry for entry in plan.entries if entry.sport == "run")
    assert [step.distance_m or step.duration_s for step in single_steps(run.planned.steps)] == lengths
    assert plan.doubts == ()


def test_steps_by_distance_and_by_time_are_kept_as_steps() -> None:
    plan = parse_plan(
        'Week,Mon,Tue,Wed\n1,Rest,2 km WU + 20 min tempo + 2 km CD,"20 min easy, then 5 km tempo"\n', "my.csv"
    )
    tempo, mixed = (entry for entry in plan.entries if entry.sport == "run")
    kinds = [step.kind for step in single_steps(tempo.planned.steps)]
    assert kinds == [StepKind.WARMUP, StepKind.WORK, StepKind.COOLDOWN]
    assert [step.duration_s or step.distance_m for step in single_steps(mixed.planned.steps)] == [1200, 5000]
    assert plan.doubts == ()
