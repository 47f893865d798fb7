"""The steps of a run on the command line: typed, shown, changed, cleared and taken back."""

from __future__ import annotations

from tests.cli.said import Planner

STEPS = "WU 2 km, 5 x 1 km @ 4:10 (400 jog), CD 1 km"


def test_steps_are_added_shown_changed_and_taken_back(block: Planner) -> None:
    (run,) = block("add", "today", "intervals", "--steps", STEPS, "--json").document["items"]
    assert (run["planned"]["distance_m"], len(run["planned"]["steps"])) == (10_000, 3)
    assert run["planned"]["steps"][1]["repeat"] == 5
    shown = block("today").out.splitlines()
    place = next(number for number, line in enumerate(shown) if "Intervals  10 km" in line)
    assert [line.strip() for line in shown[place + 1 : place + 4]] == [
        "2 km warm-up",
        "5 × (1 km at 4:10/km, 400 m jog)",
        "1 km cool-down",
    ]
    assert "warm-up" not in block("week").out
    number = str(run["id"])
    longer = block("edit", number, "--distance", "11.5", "--json").document["items"][0]
    assert [longer["planned"]["steps"][end]["distance_m"] for end in (0, 2)] == [3_000, 1_500]
    newest = str(block("history", "--json").document["operations"][0]["id"])
    (change,) = block("history", newest, "--json").document["changes"]
    assert "steps 2 km warm-up" in change["text"]
    cleared = block("edit", number, "--steps", "", "--json").document["items"][0]
    assert (cleared["planned"]["steps"], cleared["planned"]["distance_m"]) == ([], 11_500)
    block("undo")
    assert "3 km warm-up" in block("today").out


def test_steps_that_are_not_understood_are_refused(block: Planner) -> None:
    said = block("add", "today", "intervals", "--steps", "6 x 800 m jgo")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith('planner: steps "jgo" is not understood')


def test_what_was_done_as_planned_has_the_steps_and_what_was_typed_has_none(block: Planner) -> None:
    (run,) = block("add", "today", "intervals", "--steps", STEPS, "--json").document["items"]
    number = str(run["id"])
    (done,) = block("done", number, "--json").document["items"]
    assert done["actual"]["steps"] == run["planned"]["steps"]
    (typed,) = block("done", number, "--distance", "9.7", "--json").document["items"]
    assert (typed["actual"]["steps"], typed["planned"]["steps"]) == ([], run["planned"]["steps"])
