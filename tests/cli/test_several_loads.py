"""Two loads of the sled, or holds of different length, in one session: from the plan to the records, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner

LOADS = ("--sled", "2x20 62, 4x20 56", "--wall-sit", "2x1:30; 1x2:00")
AGAIN = ("--sled", "2x20 62", "--sled", "4x20 56", "--wall-sit", "2x1:30", "--wall-sit", "1x2:00")
SHOWN = "sled 2 × 20 m, 62 kg; sled 4 × 20 m, 56 kg; wall sit 2 × 1:30 with ball; wall sit 1 × 2:00 with ball"
SETS = [(2, 62.0, None), (4, 56.0, None), (2, None, 90), (1, None, 120)]


def sets_of(effort: dict[str, Any]) -> list[tuple[int, float | None, int | None]]:
    return [(part["rounds"], part["load_kg"], part["hold_s"]) for part in effort["sets"]]


@pytest.mark.parametrize("words", [LOADS, AGAIN], ids=["in one option", "in an option each"])
def test_they_are_planned_recorded_shown_and_counted(planner: Planner, words: tuple[str, ...]) -> None:
    (item,) = planner("add", "today", "heavy", *words, "--json").document["items"]
    assert sets_of(item["planned"]) == SETS
    assert SHOWN in planner("today").out
    assert planner("today", "--short").out == "18:00 Heavy sled 6 x 20 m\n"
    totals = planner("week", "--json").document["totals"]["strength"]
    assert (totals["sled_m_planned"], totals["wall_sit_s_planned"]) == (120, 300)
    (item, *_) = planner("done", "1", *words, "--json").document["items"]
    assert sets_of(item["actual"]) == SETS
    totals = planner("week", "--json").document["totals"]["strength"]
    assert (totals["sled_m_done"], totals["sled_kgm_done"], totals["wall_sit_s_done"]) == (120, 6960, 300)
    progress = planner("progress", "--weeks", "1", "--json").document
    week = progress["weeks"][-1]["strength"]
    assert (week["sled_m_done"], week["sled_kgm_done"], week["wall_sit_s_done"]) == (120, 6960, 300)
    assert "longest hold 2:00" in planner("progress").out
    assert "heaviest sled 62 kg" in planner("progress").out


def test_done_as_planned_counts_both(planner: Planner) -> None:
    planner("add", "today", "heavy", *LOADS)
    (item, *_) = planner("done", "1", "--json").document["items"]
    assert sets_of(item["actual"]) == SETS


def test_wall_sits_of_different_length_are_all_on_the_short_line(planner: Planner) -> None:
    planner("add", "today", "light", "--wall-sit", "2x1:30, 1x2:00")
    assert planner("today", "--short").out == "18:00 Light session 2 x 1:30, 1 x 2:00\n"


def test_the_plan_text_has_them_and_gives_them_back(block: Planner, tmp_path: Path) -> None:
    assert block("add", "2027-01-13", "moderate", *LOADS).code == 0
    text = block("export", "plan").out
    assert "sled 2 × 20 m 62 kg; sled 4 × 20 m 56 kg; wall sit 2 × 90 s 120° squeeze; wall sit 1 × 120 s" in text
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    assert block("rewrite", str(file)).out == "Nothing would change.\n"
    file.write_text(text.replace("sled 4 × 20 m 56 kg", "sled 4 × 20 m 58 kg"), encoding="utf-8")
    (item,) = (one for one in block("rewrite", str(file), "--json").document["items"] if one["id"])
    assert sets_of(item["planned"]) == [(2, 62.0, None), (4, 58.0, None), *SETS[2:]]


def test_the_rung_of_a_week_is_that_of_the_load_that_most_metres_were_done_at(block: Planner) -> None:
    items = block("agenda", "--from", "2027-01-07", "--to", "2027-01-10", "--json").document["items"]
    session = next(one for one in items if one["kind"] == "moderate")
    planned_kg = session["planned"]["sets"][0]["load_kg"]
    sled = f"1x20 {planned_kg - 10:g}, 4x20 {planned_kg:g}"
    assert block("done", str(session["id"]), "--sled", sled, today=session["date"]).code == 0
    weeks = block("progress", "--json", today=session["date"]).document["weeks"]
    assert [one["done_kg"] for week in weeks for one in week["rungs"] if one["done_kg"]] == [planned_kg]
