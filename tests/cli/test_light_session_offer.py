"""The light session that `planner done` and `planner add --done` offer after a demanding run."""

from __future__ import annotations

import shlex

from tests.cli.said import Planner

RACE_DAY = "2027-03-28"


def offered_command(said: str) -> list[str]:
    """The words of the command that is printed below an offer, which a runner copies as one line."""
    (line,) = (line for line in said.splitlines() if line.startswith("  planner add "))
    return shlex.split(line)[1:]


def test_after_the_race_of_a_block_a_light_session_is_offered_once_with_the_command_that_adds_it(
    block: Planner,
) -> None:
    said = block("done", "race", today=RACE_DAY).out
    flat = " ".join(said.split())
    assert "Optional: after the race a light session may help you feel better" in flat
    assert "Mon morning to Wed morning" in flat
    assert block(*offered_command(said), today=RACE_DAY).code == 0
    (session,) = block("agenda", "--from", "2027-03-29", "--to", "2027-03-29", "--json", today=RACE_DAY).document[
        "items"
    ]
    assert (session["date"], session["kind"], session["status"]) == ("2027-03-29", "light", "planned")
    assert block("undo", today=RACE_DAY).code == 0
    assert "light session" not in block("done", "race", "--rpe", "9", today=RACE_DAY).out


def test_the_document_has_the_offer_as_a_sentence(block: Planner) -> None:
    offers = block("done", "race", "--json", today=RACE_DAY).document["offer"]
    (offer,) = (text for text in offers if "light session" in text)
    assert "Add it: planner add 2027-03-29 light --start 18:00" in offer


def test_a_race_that_was_not_planned_is_offered_the_window_of_its_distance(planner: Planner) -> None:
    run = ["add", "2027-01-06", "race", "--distance", "42.2", "--time", "3:30:00", "--start", "07:00", "--done"]
    said = planner(*run).out
    assert "Its time is Fri morning to Sun morning" in " ".join(said.split())
    assert planner(*offered_command(said)).code == 0
