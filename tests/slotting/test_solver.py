"""Months of runs with locks and history, against an integer-programming solver that knows only the rules' text."""

from __future__ import annotations

import random

import pytest

from planner.slotting import parse_problem, solve
from tests.slotting.documents import months
from tests.slotting.oracle import Oracle
from tests.slotting.solver_model import Model


@pytest.mark.parametrize(("seed", "weeks"), [(8, 3), (1, 4), (2, 6), (3, 8), (4, 10), (21, 12), (6, 16), (22, 16)])
def test_an_integer_programming_solver_finds_the_same_cost(seed: int, weeks: int) -> None:
    pytest.importorskip("ortools", reason="the crosscheck extra is not installed")
    document = months(seed, weeks)
    assert solve(parse_problem(document)).cost == Model(Oracle(document)).optimum()


def test_forcing_a_candidate_into_the_solver_costs_its_regret() -> None:
    pytest.importorskip("ortools", reason="the crosscheck extra is not installed")
    document = months(2, 6)
    answer = solve(parse_problem(document)).to_json()
    legal = [row for row in answer["candidates"] if row["regret"]]
    assert len(legal) > 20
    for row in random.Random(1).sample(legal, 10):
        forced = Model(Oracle(document)).optimum((row["day"], row["slot"], row["kind"]))
        assert forced == answer["cost"] + row["regret"]
