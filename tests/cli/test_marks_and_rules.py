"""A mark may leave a session to come on a rule, as when its run is skipped: the answer says it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.said import Planner

REST_DAY = ("Tuesday is a rest day.", "Wednesday is a rest day.", "Thursday is a rest day.", "Friday is a rest day.")


def full_day(block: Planner) -> tuple[dict[str, Any], dict[str, Any]]:
    """The first coming day with one run and one session: the run, the session."""
    items = block("agenda", "--from", "2027-01-07", "--json").document["items"]
    days: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        days.setdefault(item["date"], []).append(item)
    run, session = next(day for day in days.values() if [one["sport"] for one in day] == ["run", "strength"])
    return run, session


def broken_rules(block: Planner) -> set[tuple[int, str]]:
    findings = json.loads(block("lint", "--json").out)["findings"]  # it fails where it finds something
    return {(one["item"], one["why"]) for one in findings if one["severity"] == "breaks" and one["item"]}


@pytest.mark.parametrize("several", [False, True])
def test_a_session_that_a_skipped_run_leaves_on_a_day_without_runs_is_named(block: Planner, several: bool) -> None:
    run, session = full_day(block)
    which = f"{run['id']},{run['id']}" if several else str(run["id"])
    before = broken_rules(block)
    remarks = block("skip", which, "--reason", "rain", "--json").document["remarks"]
    ((number, why),) = broken_rules(block) - before
    assert number == session["id"]
    assert why in REST_DAY
    assert [why in remark for remark in remarks] == [True]


def test_a_run_done_earlier_leaves_its_session_on_a_day_without_runs(block: Planner) -> None:
    run, session = full_day(block)
    before = broken_rules(block)
    remarks = block("done", str(run["id"]), "--at", "today", "--json").document["remarks"]
    new = {why for number, why in broken_rules(block) - before if number == session["id"]}
    assert new
    assert all(any(why in remark for remark in remarks) for why in new)


def test_a_skip_with_no_session_near_says_nothing(block: Planner) -> None:
    items = block("agenda", "--from", "2027-01-07", "--json").document["items"]
    with_sessions = {item["date"] for item in items if item["sport"] == "strength"}
    alone = next(item for item in items if item["sport"] == "run" and item["date"] not in with_sessions)
    assert block("skip", str(alone["id"]), "--reason", "rain", "--json").document["remarks"] == []


def test_a_second_race_on_a_race_day_is_said(block: Planner) -> None:
    race = next(
        item for item in block("agenda", "--json", "--from", "2027-03-01").document["items"] if item["kind"] == "race"
    )
    remarks = block("add", race["date"], "race", "--distance", "10", "--json").document["remarks"]
    assert any("then has 2 races" in remark for remark in remarks)


def test_a_run_of_another_kind_has_a_title_that_says_it(block: Planner) -> None:
    items = block("agenda", "--from", "2027-01-07", "--json").document["items"]
    hills = next(item for item in items if item["title"].startswith("Hills, "))
    document = block("edit", str(hills["id"]), "--kind", "easy", "--json").document
    assert [item["title"] for item in document["items"]] == ["Easy"]
    assert "The steps of the hill run are left out; they come back with that kind." in document["remarks"]


def test_other_steps_leave_no_old_ones_in_the_title(block: Planner) -> None:
    items = block("agenda", "--from", "2027-01-07", "--json").document["items"]
    hills = next(item for item in items if item["title"].startswith("Hills, "))
    document = block("edit", str(hills["id"]), "--steps", "10 min easy, 5 x 1 km interval / 2 min", "--json").document
    assert [item["title"] for item in document["items"]] == ["Hills"]


def test_a_session_on_a_race_day_is_said_in_a_whole_sentence(block: Planner) -> None:
    run, session = full_day(block)
    remarks = block("edit", str(run["id"]), "--kind", "race", "--json").document["remarks"]
    assert not any("is race day" in remark and ": it is race day" not in remark for remark in remarks), session
    assert any(": it is race day." in remark for remark in remarks)


def test_the_metres_of_a_session_are_those_of_its_sled(block: Planner) -> None:
    session = next(item for item in block("week", "--json").document["items"] if item["sport"] == "strength")
    said = block("done", str(session["id"]), "--at", "today", "--distance", "100m")
    assert (said.code, said.err) == (
        1, 'planner: distance "100m": write a strength session\'s metres under sled.\n',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "2027-01-12", "rest"], "Tue 12 Jan 2027 is not empty;"),
        (["copy", "2027-01-11", "2027-01-12"], "Mon 11 Jan 2027 holds only a rest day,"),
    ],
)
def test_why_a_rest_day_changes_nothing_is_said_with_the_day(block: Planner, words: list[str], why: str) -> None:
    assert block(*words).out.startswith(f"Nothing would change. {why}")


def test_the_answer_of_a_lock_says_that_it_is_locked(block: Planner) -> None:
    assert block("lock", "4").out.endswith("It is locked now.\n")
    assert block("lock", "4", "--off").out.endswith("It is not locked now.\n")
