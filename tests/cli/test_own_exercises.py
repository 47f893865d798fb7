"""The command ``exercise``, and exercises of the runner's own in sessions, from the command line."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.said import Planner

CURL = ("exercise", "Nordic curl", "--by", "repetitions", "--legs")


def sets_of(block: Planner, number: int, part: str = "planned") -> list[dict[str, Any]]:
    items = block("agenda", "--json").document["items"]
    (item,) = (one for one in items if one["id"] == number)
    sets: list[dict[str, Any]] = item[part]["sets"]
    return sets


def added(block: Planner, *words: str) -> int:
    (item,) = block("add", *words, "--json").document["items"]
    return int(item["id"])


def test_the_examples_are_listed_and_said_to_be_a_default(block: Planner) -> None:
    said = block("exercise")
    assert said.code == 0
    assert "default, not evidence" in said.out
    for name in ("sled push", "sled pull", "farmers carry", "sandbag lunge", "wall ball", "burpee broad jump"):
        assert f"  {name} " in said.out
    assert "Your exercises" not in said.out


def test_an_exercise_is_defined_used_changed_taken_back_and_removed(block: Planner) -> None:
    assert block(*CURL, "heavy").out == "exercise: nordic curl defined, by repetitions, legs heavy\n"
    assert block("exercise", "nordic-curl", "--json").document == {
        "exercises": [
            {
                "name": "nordic_curl",
                "by": "repetitions",
                "legs": "heavy",
                "example": False,
                "typed": "nordic curl 3 x 20, 6 kg",
            }
        ]
    }
    number = added(block, "fri", "strength", "--exercise", "nordic curl 3x8", "--exercise", "farmers carry 2x50 24kg")
    curl, carry = sets_of(block, number)
    assert curl == {
        "exercise": "nordic_curl", "rounds": 3, "distance_m": None, "load_kg": None, "hold_s": None,
        "repetitions": 8, "legs": "heavy",
    }  # fmt: skip
    assert (carry["exercise"], carry["distance_m"], carry["load_kg"], carry["repetitions"]) == (
        "farmers_carry", 50, 24.0, None,
    )  # fmt: skip
    assert 'exercise "nordic curl": legs heavy → light' in (block(*CURL, "light").out + block("history", "4").out)
    assert sets_of(block, number)[0]["legs"] == "light"
    assert "nordic curl legs heavy → light" in block("history", "4").out
    block("undo")
    assert sets_of(block, number)[0]["legs"] == "heavy"
    refused = block("exercise", "nordic curl", "--remove")
    assert (refused.code, refused.err) == (
        1,
        f"planner: nordic curl is planned on Fri 8 Jan (workout {number}); take it out there first.\n",
    )
    assert block("edit", str(number), "--exercise", "").code == 0
    assert sets_of(block, number) == []
    assert block("exercise", "nordic curl", "--remove").out == "exercise: nordic curl removed\n"
    assert "nordic curl" not in block("exercise").out
    block("undo")
    assert "nordic curl" in block("exercise").out


def test_what_is_planned_keeps_the_measure_of_an_exercise(block: Planner) -> None:
    block(*CURL, "none")
    number = added(block, "fri", "strength", "--exercise", "nordic curl 3x8")
    refused = block("exercise", "nordic curl", "--by", "hold")
    assert "is planned by repetitions on Fri 8 Jan" in refused.err
    block("delete", str(number))
    assert block("exercise", "nordic curl", "--by", "hold").code == 0


def test_an_example_of_another_leg_load_is_one_s_own_until_it_is_removed(block: Planner) -> None:
    number = added(block, "fri", "strength", "--exercise", "wall ball 3x20")
    assert "It counts as heavy now: wall ball of Fri 8 Jan." in block("exercise", "wall ball", "--legs", "heavy").out
    assert sets_of(block, number)[0]["legs"] == "heavy"
    assert "legs moderate" in block("exercise", "wall ball", "--remove").out
    assert sets_of(block, number)[0]["legs"] == "moderate"
    refused = block("exercise", "wall ball", "--remove")
    assert "one of the planner's examples and not yours" in refused.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--by", "hold"), "Name the exercise"),
        (("wall sit", "--by", "hold", "--legs", "none"), "one of the planner's own two"),
        (("plank", "--by", "hold"), "is new: say what it asks of the legs, with --legs"),
        (("plank", "--legs", "none"), "with --by distance|hold|rounds|repetitions"),
        (("plank",), "is not known; define it first"),
        (("plank", "--remove", "--legs", "none"), "either changed or removed"),
        (("a\x1b[2Jb", "--by", "hold", "--legs", "none"), "must begin with a letter"),
    ],
)
def test_what_is_refused_changes_nothing(block: Planner, words: tuple[str, ...], sentence: str) -> None:
    refused = block("exercise", *words)
    assert (refused.code, refused.out) == (1, "")
    assert sentence in refused.err
    assert "\x1b" not in refused.err
    assert len(block("history", "--json").document["operations"]) == 1


def test_a_dry_run_defines_nothing_and_the_same_again_is_no_operation(block: Planner) -> None:
    assert "nothing was changed" in block(*CURL, "heavy", "--dry-run").out
    assert "nordic curl" not in block("exercise").out
    block(*CURL, "heavy")
    assert block(*CURL, "heavy").out == "Nothing would change. nordic curl is as you say.\n"


def test_done_records_loads_holds_and_own_exercises(block: Planner) -> None:
    items = block("today", "--json", today="2027-01-07").document["items"]
    (session,) = (one for one in items if one["sport"] == "strength")
    number = str(session["id"])
    words = ("--sled", "4x20 56, 2x20 62", "--wall-sit", "2x1:30; 1x2:00", "--exercise", "wall ball 3x20 6")
    assert block("done", number, *words, today="2027-01-07").code == 0
    done = sets_of(block, session["id"], "actual")
    assert [(one["exercise"], one["rounds"], one["load_kg"], one["hold_s"]) for one in done] == [
        ("reverse_sled_push", 4, 56.0, None),
        ("reverse_sled_push", 2, 62.0, None),
        ("wall_sit", 2, None, 90),
        ("wall_sit", 1, None, 120),
        ("wall_ball", 3, 6.0, None),
    ]
    totals = block("week", "--json").document["totals"]["strength"]
    assert (totals["sled_m_done"], totals["sled_kgm_done"], totals["wall_sit_s_done"]) == (120, 6960.0, 300)
    assert "sled 4 × 20 m, 56 kg; sled 2 × 20 m, 62 kg; wall sit" in block("agenda").out
    assert block("done", number, "--exercise", "", today="2027-01-07").code == 0
    assert len(sets_of(block, session["id"], "actual")) == 4
    assert "only a strength session has exercises" in block("done", "4", "--exercise", "wall ball 3x20").err
