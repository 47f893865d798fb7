"""A run that is typed with a distance alone counts as long as it takes, wherever its length matters."""

from __future__ import annotations

import json

from tests.cli.said import Planner

FAR = "2027-02-13"


def test_the_longest_run_that_is_added_is_warned_of(block: Planner) -> None:
    added = block("add", FAR, "easy", "--distance", "28km", "--json").document
    (run,) = added["items"]
    assert run["planned"]["estimated"] == "time"
    assert run["planned"]["duration_s"] > 2 * 3600
    (warned,) = [remark for remark in added["remarks"] if "28 km" in remark]
    assert "of the longest of the 30 days before it" in warned
    longer = block("edit", str(run["id"]), "--distance", "31km", "--json").document
    assert "Saturday's run of 31 km is" in " ".join(longer["remarks"])
    assert longer["items"][0]["planned"]["duration_s"] > run["planned"]["duration_s"]
    shorter = block("edit", str(run["id"]), "--distance", "5km", "--json").document
    assert not [remark for remark in shorter["remarks"] if "longest" in remark]


def test_a_session_inside_a_run_that_was_typed_with_its_distance_is_found(block: Planner) -> None:
    block("add", FAR, "easy", "--distance", "28km", "--start", "15:00")
    block("add", FAR, "light", "--start", "17:00")
    findings = json.loads(block("lint", "--json").out)["findings"]
    (clash,) = [one for one in findings if one["code"] == "T1"]
    assert clash["why"] == "It begins at 17:00, and the easy run at 15:00 lasts until about 17:55."


def test_a_session_follows_a_run_that_was_typed_with_its_distance_out_of_its_way(block: Planner) -> None:
    sessions = [
        one
        for one in block("agenda", "--from", "2027-02-08", "--to", "2027-02-21", "--json").document["items"]
        if one["sport"] == "strength" and one["kind"] != "light"
    ]
    run_day = sessions[0]["date"]
    added = block("add", run_day, "long", "--distance", "28km", "--start", "15:30", "--follow", "--json").document
    day = block("agenda", "--from", run_day, "--to", run_day, "--json").document["items"]
    assert not [one for one in day if one["sport"] == "strength" and one["kind"] != "light"], added
