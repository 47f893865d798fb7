"""Titles of plan files end where their sense ends, and the note has the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.exchange.plans.plan_files import read_plan_file
from planner.exchange.plans.words.title_in_words import title_in_lines
from planner.text import TITLE_LIMIT

LONG = "warm up well, then run as evenly as you can, and cool down for a while"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["8 miles, consisting of:", LONG], "8 miles"),
        (["8 miles, consisting of:"], "8 miles"),
        (["Simulation (on a rolling hill course), consisting of:", LONG], "Simulation (on a rolling hill course)"),
        (["10 miles including", LONG], "10 miles"),
        (["Tempo run as follows:", LONG], "Tempo run"),
        (["10 km and then,", LONG], "10 km"),
        (["Einheit bestehend aus:", LONG], "Einheit"),
        (["Sortie composée de :", LONG], "Sortie"),
        (["Long run:"], "Long run"),
        (["Long run -", LONG], "Long run"),
        (["10 miles, consisting of: 6 at tempo"], "10 miles, consisting of: 6 at tempo"),
        (["Warm up:", "2 km"], "Warm up: 2 km"),
        (["5 E"], "5 E"),
        (["Run with Ann"], "Run with Ann"),
        (["consisting of:"], "consisting of:"),
    ],
)
def test_a_title_ends_before_what_leads_on(lines: list[str], title: str) -> None:
    assert title_in_lines(lines) == (title, len(lines) < 2 or len(", ".join(lines)) <= 60)


def test_a_line_that_is_longer_than_a_title_ends_after_a_whole_part() -> None:
    line = "Intervals: " + ", ".join(f"{number} x 400 m (jog 200 m, walk 100 m)" for number in range(1, 20))
    title, is_all = title_in_lines([line])
    assert (len(title) <= TITLE_LIMIT, is_all, line.startswith(f"{title}, ")) == (True, False, True)
    assert title.endswith("walk 100 m)")
    assert title_in_lines(["a" * 500]) == ("a" * (TITLE_LIMIT - 1) + "…", False)


@pytest.mark.parametrize("words", [f"{LONG}; {LONG}; {LONG}; {LONG} at last", "Long run with " + "a" * 300])
def test_what_a_title_has_no_room_for_is_in_the_note(tmp_path: Path, words: str) -> None:
    file = tmp_path / "plan.csv"
    file.write_text(f'date,workout,distance\n2027-01-04,"{words}",8 km\n2027-01-05,Easy,5 km\n2027-01-06,Easy,5 km\n')
    first, *_ = read_plan_file(file).entries
    assert len(first.title) <= TITLE_LIMIT
    assert words in first.note
