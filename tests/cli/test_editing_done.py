"""`edit` of a workout that was done changes what was done, and never its plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

RUN = 4


def item(block: Planner, number: int = RUN) -> dict[str, Any]:
    items = block("agenda", "--from", "2027-01-01", "--to", "2027-01-31", "--json").document["items"]
    found: dict[str, Any] = next(one for one in items if one["id"] == number)
    return found


@pytest.fixture
def done(block: Planner) -> dict[str, Any]:
    """The run of today, done in 55 minutes with a note."""
    block("done", str(RUN), "--distance", "8.4km", "--time", "55:00", "--rpe", "6", "--note", "windy")
    return item(block)


def test_the_figures_are_those_of_what_was_done_and_the_plan_stays(block: Planner, done: dict[str, Any]) -> None:
    said = block("edit", str(RUN), "--distance", "9.1km", "--rpe", "7", "--json").document
    after = item(block)
    assert after["planned"] == done["planned"]
    assert (after["actual"]["distance_m"], after["actual"]["duration_s"], after["actual"]["rpe"]) == (9100, 3300, 7)
    assert "What was done is changed; the plan stays as it was." in said["remarks"]
    assert said["items"] == [after]


def test_a_note_is_written_anew(block: Planner, done: dict[str, Any]) -> None:
    block("edit", str(RUN), "--note", "calm after all")
    after = item(block)
    assert (after["actual"]["note"], after["planned"]["note"]) == ("calm after all", done["planned"]["note"])


def test_an_empty_figure_is_taken_away(block: Planner, done: dict[str, Any]) -> None:
    del done
    block("edit", str(RUN), "--rpe", "", "--time", "")
    assert (item(block)["actual"]["rpe"], item(block)["actual"]["duration_s"]) == (None, None)


def test_a_title_and_a_start_belong_to_both(block: Planner, done: dict[str, Any]) -> None:
    said = block("edit", str(RUN), "--title", "With Ann", "--start", "18:30", "--distance", "9km", "--json").document
    after = item(block)
    assert (after["title"], after["start"], after["actual"]["distance_m"]) == ("With Ann", "18:30", 9000)
    assert (after["planned"], after["status"]) == (done["planned"], "done")
    assert len(said["items"]) == 1
    block("undo")
    assert item(block) == done


def test_a_dry_run_shows_it_and_stores_nothing(block: Planner, done: dict[str, Any]) -> None:
    said = block("edit", str(RUN), "--distance", "9.1km", "--dry-run", "--json").document
    assert said["items"][0]["actual"]["distance_m"] == 9100
    assert item(block) == done


def test_an_edit_to_what_it_is_changes_nothing(block: Planner, database: Path, done: dict[str, Any]) -> None:
    del done
    before = canonical(database)
    said = block("edit", str(RUN), "--distance", "8.4km")
    assert said.out.startswith("Nothing would change.")
    assert canonical(database) == before


@pytest.mark.parametrize(
    ("words", "what_to_do"),
    [
        (["--kind", "tempo"], "planner done 4 --as tempo"),
        (["--steps", "1 km warm-up, 2 x (1 km, 90 s jog)"], "planner done 4 --off"),
        (["--to", "2027-01-05"], "planner done 4 --at 2027-01-05"),
        (["--sled", "4x20 56"], "only a strength session"),
        (["--distance", "far"], 'distance "far"'),
    ],
)
def test_what_is_the_plans_alone_is_refused_with_what_to_do(
    block: Planner, database: Path, done: dict[str, Any], words: list[str], what_to_do: str
) -> None:
    del done
    before = canonical(database)
    said = block("edit", str(RUN), *words)
    assert (said.code, said.out) == (1, "")
    assert what_to_do in said.err
    assert canonical(database) == before


def test_the_sled_of_a_session_is_the_one_that_was_pushed(block: Planner) -> None:
    items = block("week", "--json").document["items"]
    number = next(one["id"] for one in items if one["sport"] == "strength")
    day = next(one["date"] for one in items if one["id"] == number)
    block("done", str(number), "--rpe", "6", today=day)
    planned = item(block, number)["planned"]
    block("edit", str(number), "--sled", "3x20 30", today=day)
    after = item(block, number)
    assert after["planned"] == planned
    assert [(one["rounds"], one["load_kg"]) for one in after["actual"]["sets"] if one["load_kg"]] == [(3, 30)]


def test_of_what_was_done_without_a_plan_there_is_nothing_else(block: Planner) -> None:
    (extra,) = block("add", "today", "cross", "--time", "40", "--done", "--json").document["items"]
    said = block("edit", str(extra["id"]), "--time", "50", "--title", "Bike", "--json").document
    after = item(block, extra["id"])
    assert (after["actual"]["duration_s"], after["title"], after["status"]) == (3000, "Bike", "unplanned")
    assert after["planned"] == extra["planned"]
    assert said["remarks"] == []
    assert block("edit", str(extra["id"]), "--kind", "easy").code == 0
    assert (item(block, extra["id"])["kind"], item(block, extra["id"])["planned"]) == ("easy", extra["planned"])
