"""``edit --kind``: a workout becomes another one, with what that has, and gets back what it had."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.said import Planner

Item = dict[str, Any]


def ahead(block: Planner, kind: str, number: int = 0, **figures: object) -> Item:
    """A workout of a kind that is still ahead: the first, or another, with some figures."""
    items = block("agenda", "--from", "2027-01-07", "--to", "2027-06-30", "--json").document["items"]
    found = [one for one in items if one["kind"] == kind and figures.items() <= one["planned"].items()]
    item: Item = found[number]
    return item


def edited(block: Planner, number: int, *words: str) -> Item:
    """The workout after an edit, as the calendar has it then."""
    said = block("edit", str(number), *words, "--json")
    assert said.code == 0, said.err
    (item,) = (one for one in said.document["items"] if one["id"] == number)
    return dict(item)


def calendar(block: Planner) -> dict[str, Any]:
    """The calendar but for its reasons, which say again after each change why strength is where it is."""
    document: dict[str, Any] = block("agenda", "--from", "2027-01-04", "--to", "2027-06-30", "--json").document
    for item in document["items"]:
        del item["reason"]
    return document


def test_a_run_with_steps_that_becomes_an_easy_one_loses_them_and_is_estimated_anew(block: Planner) -> None:
    hills = ahead(block, "hills")
    assert hills["planned"]["steps"]
    easy = edited(block, hills["id"], "--kind", "easy")
    assert (easy["title"], easy["planned"]["steps"]) == ("Easy", [])
    assert easy["planned"]["distance_m"] == hills["planned"]["distance_m"]
    assert easy["planned"]["estimated"] == "time"
    assert easy["planned"]["duration_s"] == round(easy["planned"]["distance_m"] / 1000 * 375)


@pytest.mark.parametrize("kind", ["easy", "hills", "long", "heavy", "moderate", "light"])
@pytest.mark.parametrize("other", ["tempo", "cross", "rest", "light"])
def test_a_kind_there_and_back_leaves_the_calendar_as_it_was(block: Planner, kind: str, other: str) -> None:
    item = ahead(block, kind, 1)
    before = calendar(block)
    length = ["--time", "30"] if item["sport"] == "strength" and other in ("tempo", "cross") else []
    assert block("edit", str(item["id"]), "--kind", other, *length).code == 0
    assert block("edit", str(item["id"]), "--kind", kind).code == 0
    assert calendar(block) == before


def test_a_kind_there_and_back_on_a_detour_leaves_the_calendar_as_it_was(block: Planner) -> None:
    number = str(ahead(block, "hills")["id"])
    before = calendar(block)
    for kind in ("easy", "rest", "easy", "tempo", "hills"):
        assert block("edit", number, "--kind", kind).code == 0
    assert calendar(block) == before


def test_what_a_run_was_before_is_kept_until_what_it_became_is_edited(block: Planner) -> None:
    hills = ahead(block, "hills")
    edited(block, hills["id"], "--kind", "easy")
    edited(block, hills["id"], "--start", "09:00", "--note", "with Anna")
    again = edited(block, hills["id"], "--kind", "hills")
    assert (again["title"], again["planned"]["steps"]) == (hills["title"], hills["planned"]["steps"])
    assert (again["start"], again["planned"]["note"]) == ("09:00", "with Anna")
    edited(block, hills["id"], "--kind", "easy")
    edited(block, hills["id"], "--distance", "7km")
    new = edited(block, hills["id"], "--kind", "hills")
    assert (new["title"], new["planned"]["steps"], new["planned"]["distance_m"]) == ("Hills", [], 7000)


def test_a_session_becomes_a_run_only_with_its_length(block: Planner) -> None:
    session = ahead(block, "heavy")
    said = block("edit", str(session["id"]), "--kind", "easy")
    assert (said.code, said.err) == (
        1, 'planner: kind "easy": give its distance or its time with it, as 8 km or 45 min.\n',
    )  # fmt: skip
    run = edited(block, session["id"], "--kind", "easy", "--distance", "8km")
    assert (run["title"], run["planned"]["sets"], run["planned"]["rpe"]) == ("Easy", [], None)
    assert (run["planned"]["duration_s"], run["planned"]["estimated"]) == (3000, "time")


def test_an_hour_on_the_bike_takes_the_place_of_an_hour_of_running(block: Planner) -> None:
    easy = ahead(block, "easy")
    bike = edited(block, easy["id"], "--kind", "bike")
    assert (bike["title"], bike["planned"]["distance_m"]) == ("Cross", None)
    assert (bike["planned"]["duration_s"], bike["planned"]["estimated"]) == (easy["planned"]["duration_s"], None)
