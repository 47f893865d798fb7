"""The commands that decide a place of strength: ``force`` and ``forbid``, and what they keep the slotter from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical


def sessions(planner: Planner, first: str = "2027-01-11", last: str = "2027-01-17") -> list[dict[str, Any]]:
    """The strength of the second week of the block."""
    items = planner("agenda", "--from", first, "--to", last, "--json").document["items"]
    return [item for item in items if item["sport"] == "strength"]


def place(session: dict[str, Any]) -> tuple[str, str]:
    return session["date"], session["slot"]


def test_a_forbidden_place_is_left_by_its_session_where_that_is_asked_for_and_gets_no_other(block: Planner) -> None:
    before = sessions(block)[0]
    forbidden = block("forbid", *place(before), "--follow")
    assert forbidden.code == 0, forbidden.err
    assert place(before) not in map(place, sessions(block))
    assert len(sessions(block)) == len([before, *sessions(block)[1:]])
    (why,) = {
        one["status"]
        for one in block("why", *place(before)[:1], "--slot", before["slot"], "--json").document["candidates"]
    }
    assert why == "vetoed"


def test_without_follow_a_forbidden_place_is_offered_to_be_left(block: Planner) -> None:
    before = sessions(block)
    document = block("forbid", *place(before[0]), "--json").document
    assert document["offer"], document
    assert list(map(place, sessions(block))) == list(map(place, before))


def test_a_place_is_forbidden_for_each_later_placing_of_strength(block: Planner) -> None:
    day, slot = place(sessions(block)[0])
    block("forbid", day, slot, "--follow")
    block("refit", "--race", "2027-04-04")
    assert (day, slot) not in map(place, sessions(block))


def test_forbidden_and_allowed_again_is_as_before(block: Planner, database: Path) -> None:
    before = canonical(database)
    assert block("forbid", "2027-01-13", "pm").code == 0
    again = block("forbid", "2027-01-13", "pm")
    assert again.out == "Nothing would change. Wed 13 Jan 2027 pm is forbidden already.\n"
    assert block("forbid", "2027-01-13", "pm", "--off").code == 0
    once_more = block("forbid", "2027-01-13", "pm", "--off")
    assert once_more.out == "Nothing would change. Wed 13 Jan 2027 pm is not forbidden.\n"
    block("undo")
    block("undo")
    assert canonical(database) == before


def test_a_session_is_forced_to_a_place_and_locked_there(block: Planner) -> None:
    kind = sessions(block)[-1]["kind"]
    moved = [one for one in sessions(block) if one["kind"] == kind][-1]
    (item,) = block("force", "2027-01-15", "am", kind, "--json").document["items"]
    assert (item["id"], *place(item), item["start"], item["locked"]) == (moved["id"], "2027-01-15", "am", "07:00", True)
    assert item["original_date"] == moved["date"]
    block("reslot", "2027-01-15")
    assert ("2027-01-15", "am") in map(place, sessions(block))


def test_a_session_that_is_there_already_is_locked(block: Planner) -> None:
    there = sessions(block)[0]
    (item,) = block("force", *place(there), there["kind"], "--json").document["items"]
    assert item == {**there, "locked": True, "reason": item["reason"]}
    again = block("force", *place(there), there["kind"]).out
    assert again.startswith("Nothing would change. ")
    assert again.endswith(" already.\n")


def test_a_forced_session_that_breaks_a_hard_rule_is_made_and_said(block: Planner) -> None:
    document = block("force", "2027-01-16", "pm", "heavy", "--json").document
    assert document["items"]
    assert any("long run" in remark for remark in document["remarks"]), document["remarks"]


def test_where_a_week_has_no_session_of_the_kind_one_is_added(block: Planner) -> None:
    block("delete", ",".join(str(one["id"]) for one in sessions(block) if one["kind"] == "light"))
    (item,) = block("force", "2027-01-13", "pm", "light", "--json").document["items"]
    assert (item["kind"], *place(item), item["locked"]) == ("light", "2027-01-13", "pm", True)


def test_a_forced_place_is_left_to_the_slotter_again(block: Planner) -> None:
    there = sessions(block)[0]
    before = sessions(block)
    block("force", *place(there), there["kind"])
    block("force", *place(there), there["kind"], "--off")
    assert sessions(block) == before


def test_a_session_that_is_left_to_the_slotter_at_once_goes_back_to_where_it_was(block: Planner) -> None:
    before = sessions(block)
    kind = before[0]["kind"]
    block("force", "2027-01-15", "am", kind)
    assert ("2027-01-15", "am") in map(place, sessions(block))
    block("force", "2027-01-15", "am", kind, "--off")
    assert sessions(block) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["forbid", "2027-01-05", "pm"], "Tue 5 Jan 2027 is past: only places that are ahead can be forbidden."),
        (
            ["force", "2028-01-05", "pm", "heavy"],
            "Wed 5 Jan 2028 is in no block: only places of a block can be forced.",
        ),
        (["force", "2027-01-13", "am", "heavy", "--off"], "No heavy session is forced to Wed 13 Jan 2027 am."),
        (["force", "someday", "am", "heavy"], 'date "someday" is no date'),
    ],
    ids=["past", "no block", "not forced", "no date"],
)
def test_what_cannot_be_decided_is_refused_in_one_sentence(
    block: Planner, database: Path, words: list[str], sentence: str
) -> None:
    before = canonical(database)
    said = block(*words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert canonical(database) == before


def test_nothing_is_forced_to_a_forbidden_place(block: Planner) -> None:
    block("forbid", "2027-01-13", "pm")
    said = block("force", "2027-01-13", "pm", "light")
    assert said.code == 1
    assert '"planner forbid 2027-01-13 pm --off" allows it.' in said.err
