"""The commands that rearrange a plan refuse in one sentence, and tell wrong usage apart; nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

REFUSED = [
    (["move", "4711", "fri"], "There is no workout 4711."),
    (["move", "2027-06-01..2027-06-03", "fri"], "There is nothing to move from Tue 1 Jun 2027 to Thu 3 Jun 2027."),
    (["move", "4,7", "fri", "--mode", "push"], "Several workouts are moved by themselves"),
    (["add", "fri", "yoga"], 'kind "yoga" is no kind of workout'),
    (["add", "fri", ""], 'kind "" is no kind of workout'),
    (["add", "fri", "rest", "--distance", "5"], 'distance "5": a rest day asks for nothing.'),
    (
        ["add", "2027-01-08", "easy", "--done"],
        "Fri 8 Jan 2027 is still ahead: today is Wed 6 Jan 2027.",
    ),
    (["add", "2027-01-05", "rest", "--done"], "A rest day asks for nothing, so it cannot be done."),
    (["add", "fri", "easy", "--pain", "2"], "Pain belongs to a workout that was done: give --done with it."),
    (["add", "2027-01-05", "easy", "--done", "--pain", "11"], 'pain "11" is not a pain rating'),
    (["edit", "4"], "Give what to change, as: planner edit 12 --distance 10km --start 18:00."),
    (["edit", "4", "--kind", ""], 'kind "" is no kind of workout'),
    (["edit", "4", "--to", ""], "day"),
    (["edit", "4", "--sled", "5x20"], 'sled "5x20": only a strength session has a sled and a wall sit.'),
    (["edit", "4", "--start", "25:00"], 'start "25:00" is not a time; write it like 18:00, am or pm.'),
    (["delete", "2027-06-01"], "There is nothing to delete on Tue 1 Jun 2027."),
    (["lock", "1"], "A rest day or a note cannot be locked."),
    (["swap", "2027-06-01", "2027-06-02"], "Neither Tue 1 Jun nor Wed 2 Jun holds anything that is still planned."),
    (["swap", "2027-01-12", "wed", "--every"], '"2027-01-12" is no weekday; with --every two weekdays are swapped'),
    (["swap", "tue", "wed", "--every", "--block", "x"], 'block must be a whole number, not "x".'),
    (["swap", "tue", "wed", "--every", "--block", "9"], "There is no block 9."),
    (["copy", "2027-06-01", "2027-06-08"], "There is nothing to copy on Tue 1 Jun 2027."),
    (["rest", "2027-06-01"], "There is nothing after Tue 1 Jun that could come a day closer."),
    (["deload", "2027-06-01"], "Nothing of the week of Mon 31 May is still ahead that could be made lighter."),
    (["shift", "--race", "2027-01-01"], "The race day 2027-01-01 is past: today is 2027-01-06."),
    (["shift", "one", "--race", "2027-04-04"], 'block must be a whole number, not "one".'),
    (["away", "2027-01-07", "2029-01-07"], "An absence can last 366 days"),
    (["back"], "You are not away, sick or injured on Wed 6 Jan."),
    (
        ["skip", "2027-06-01..2027-06-03", "--reason", "ice"],
        "There is nothing to skip from Tue 1 Jun 2027 to Thu 3 Jun 2027.",
    ),
    (["skip", "4,7", "--reason", " "], "A skipped workout needs a reason, if only one word."),
    (["skip", "1", "--reason", "ice"], "Workout 1 is a rest: there is nothing to skip."),
    (["done", "4", "--as", "yoga"], 'as "yoga" is no kind of workout'),
    (["done", "4", "--as", "rest"], "A rest day asks for nothing, so it cannot be done in place of workout 4."),
    (["done", "4", "--sled", "5x20"], 'sled "5x20": only a strength session has a sled and a wall sit.'),
    (["done", "4", "--pain", "lots"], 'pain "lots" is not a pain rating'),
]


@pytest.mark.parametrize(
    ("words", "sentence"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    block: Planner, database: Path, words: list[str], sentence: str
) -> None:
    before = canonical(database)
    said = block(*words, "--json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"planner: {sentence}")
    assert said.err.count("\n") == 1
    assert canonical(database) == before


@pytest.mark.parametrize(
    "words",
    [
        ["move", "4"],
        ["move", "4", "fri", "--mode", "fly"],
        ["add", "fri"],
        ["edit"],
        ["edit", "4", "--distanse", "5"],
        ["swap", "tue"],
        ["copy", "tue"],
        ["rest"],
        ["deload"],
        ["shift", "1"],
        ["away"],
        ["away", "fri", "--kind", "lazy"],
        ["reslot", "fri", "sat"],
        ["lock"],
        ["delete"],
        ["skip", "4"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_apart_from_a_refusal(block: Planner, database: Path, words: list[str]) -> None:
    before = canonical(database)
    said = block(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(("planner: ", f"planner {words[0]}: "))
    assert said.err.count("\n") == 1
    assert canonical(database) == before
