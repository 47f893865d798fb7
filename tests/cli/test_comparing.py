"""A draft beside a stored block, and a plan's own strength days, as the command line tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.said import Planner

HALF = ("new", "--template", "half", "--race", "2027-04-11", "--peak-km", "60", "--dry-run")
WITH_STRENGTH = (
    """\
id: own
name: With strength
description: Two weeks
units: km
type: 10K
source: none
schedule:
"""
    + 2
    * (
        """\
  - workouts:
      - title: Rest
      - title: "{5} Easy"
        distance: 5
      - title: "{5} Easy"
        distance: 5
      - title: Strength
      - title: "{5} Easy"
        distance: 5
      - title: "{5} Easy"
        distance: 5
      - title: "{14} Long Run"
        distance: 14
"""
    )
)


@pytest.fixture
def with_block(planner: Planner) -> Planner:
    """The program with one block stored, number 1."""
    planner("new", "--template", "half", "--race", "2027-04-04")
    return planner


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(WITH_STRENGTH, encoding="utf-8")
    return str(path)


def test_a_draft_is_laid_beside_a_block_in_lines_that_fit_a_terminal(with_block: Planner) -> None:
    said = with_block(*HALF, "--compare", "1")
    assert said.code == 0
    table = said.out[said.out.index("Compared with block 1: Half marathon, 12 weeks") :].splitlines()
    assert max(map(len, table)) < 80
    (running,) = [line.split() for line in table if line.startswith("Running, km")]
    mine, other, apart = running[-3:]
    assert float(mine) - float(other) == float(apart)
    weeks = [line for line in table if line.startswith("2027-")]
    assert len(weeks) == 13
    assert weeks[0].startswith("2027-01-11")


def test_the_same_as_json(with_block: Planner) -> None:
    compared = with_block(*HALF, "--compare", "#1", "--json").document["comparison"]
    stored = with_block("agenda", "--json").document["totals"]
    assert compared["other"]["totals"]["run_m"] == stored["run"]["planned_m"]
    assert compared["other"]["totals"]["sled_m"] == stored["strength"]["sled_m_planned"]
    assert compared["other"]["cost"] is not None
    assert len(compared["weeks"]) == 13
    assert compared["weeks"][0]["mine"] is None
    for side in ("mine", "other"):
        sums = [week[side]["run_s"] for week in compared["weeks"] if week[side]]
        assert sum(sums) == compared[side]["totals"]["run_s"]


def test_nothing_is_compared_unless_it_is_asked_for(with_block: Planner) -> None:
    assert "comparison" not in with_block(*HALF, "--json").document


@pytest.mark.parametrize(
    ("block", "words"), [("7", "There is no block 7."), ("first", 'block must be a whole number, not "first".')]
)
def test_what_is_no_block_is_refused_and_nothing_is_stored(with_block: Planner, block: str, words: str) -> None:
    before = with_block("agenda", "--json").out
    said = with_block(*HALF[:-1], "--compare", block)
    assert (said.code, said.err) == (1, f"planner: {words}\n")
    assert with_block("agenda", "--json").out == before


def test_the_authors_days_are_weighed_in_json_and_among_the_remarks(planner: Planner, own: str) -> None:
    document = planner("new", "--from", own, "--start", "2027-01-11", "--dry-run", "--json").document
    author = document["author"]
    assert (author["sessions"], author["broken"]) == (2, {"HC2": 2})
    assert author["sentence"].startswith("The plan's own 2 strength days are all on days without runs.")
    assert any(author["sentence"] in remark for remark in document["remarks"])
    assert (
        planner("new", "--template", "10k", "--start", "2027-01-11", "--dry-run", "--json").document["author"] is None
    )


def test_slotting_a_plan_file_says_it_too(planner: Planner, own: str) -> None:
    said = planner("slot", own)
    assert said.code == 0
    assert "The plan's own 2 strength days are all on days without runs." in said.out
