"""The plan as events of intervals.icu: what is sent, what is not, and where it goes."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path
from typing import Any

from tests.cli.said import Planner
from tests.exchange.watches.read_fit import read_fit

FIELDS = ("category", "start_date_local", "type", "name", "description", "external_id")


def events(planner: Planner, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = planner("export", "intervals", *words).document
    return found


def test_everything_from_today_on_is_sent(block: Planner) -> None:
    items = block("agenda", "--json", "--from", "2027-01-06").document["items"]
    planned = [item for item in items if item["sport"] in ("run", "strength")]
    sent = events(block)
    assert [event["name"] for event in sent] == [item["title"] for item in planned]
    assert [event["start_date_local"] for event in sent] == [f"{one['date']}T{one['start']}:00" for one in planned]
    numbers = [event["external_id"].rpartition("-")[2] for event in sent]
    assert numbers == [str(item["id"]) for item in planned]
    assert all(set(FIELDS) <= set(event) for event in sent)
    for item, event in zip(planned, sent, strict=True):
        assert ("file_contents_base64" in event) == bool(item["planned"]["steps"])
        if "file_contents_base64" in event:
            workout = read_fit(base64.b64decode(event["file_contents_base64"]))[1]
            assert workout.name == "workout"
    assert [event["category"] for event in sent if event["category"] != "WORKOUT"] == ["RACE_A"]
    assert events(block) == events(block, "--json") == sent


def test_days_are_those_that_are_asked_for(block: Planner) -> None:
    days = {event["start_date_local"][:10] for event in events(block, "--from", "2027-01-04", "--to", "+6")}
    assert (min(days), max(days)) == ("2027-01-05", "2027-01-10")
    until_friday = {event["start_date_local"][:10] for event in events(block, "--to", "fri")}
    assert (min(until_friday), max(until_friday)) == ("2027-01-06", "2027-01-07")
    assert {event["start_date_local"] for event in events(block, "--from", "2027-03-28")} == {"2027-03-28T07:00:00"}
    assert events(block, "--from", "2027-05-01") == []


def test_an_edit_keeps_the_name_of_an_event(block: Planner) -> None:
    first, *rest = events(block)
    number = first["external_id"].rpartition("-")[2]
    assert block("edit", number, "--title", "Another", "--to", "2027-01-08").code == 0
    (edited,) = [event for event in events(block) if event["external_id"] == first["external_id"]]
    assert (edited["name"], edited["start_date_local"][:10]) == ("Another", "2027-01-08")
    assert len(events(block)) == len(rest) + 1


def test_no_rating_no_pain_and_no_answer_leaves(block: Planner, tmp_path: Path) -> None:
    assert block("done", "3", "--pain", "4", "--rpe", "8", "--note", "sore knee").code == 0
    assert block("screening", "--answer", "pregnant=yes").code == 0
    assert block("ease").code == 0
    assert "for your answer on pregnancy. Not medical advice." in block("agenda", "--json").out
    assert block("export", "workouts", str(tmp_path / "watch"), "--days", "21").code == 0
    files = b"".join(path.read_bytes() for path in (tmp_path / "watch").iterdir()).decode("latin-1")
    for text in (block("export", "intervals", "--from", "2027-01-04").out, files):
        assert [
            word for word in ("sore knee", "pain", "rpe", "pregnan", "answer", "advice") if word in text.lower()
        ] == []


def test_a_file_is_private_and_replaced_only_by_force(block: Planner, tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    said = block("export", "intervals", "-o", str(file))
    sent = json.loads(file.read_text())
    assert (said.code, said.out) == (0, f"{len(sent)} events are in {file}.\n")
    assert sent == events(block)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "--force replaces it" in block("export", "intervals", "-o", str(file)).err
    answer = block("export", "intervals", "-o", str(file), "--force", "--json", "--to", "2027-01-06").document
    assert answer == {"file": str(file), "events": len(json.loads(file.read_text())), "left_out": []}


def test_what_the_site_gets_no_event_of_is_said_next_to_the_document(block: Planner, tmp_path: Path) -> None:
    added = block("add", "2027-01-06", "cross", "--title", "On the bicycle", "--json").document["items"][0]["id"]
    said = block("export", "intervals", "--to", "2027-01-06")
    assert all("bicycle" not in event["name"] for event in said.document)
    assert said.err == (
        f"planner: Wed 6 Jan, On the bicycle ({added}) is left out: intervals.icu gets runs and strength sessions "
        "alone.\n"
    )
    file = str(tmp_path / "events.json")
    assert block("export", "intervals", "-o", file, "--json").document["left_out"] == [added]


def test_days_and_what_is_removed_do_not_go_together(block: Planner) -> None:
    refused = block("export", "intervals", "--removed", "--from", "today")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "planner: --removed takes no days: it names every workout that was sent and is gone.\n"


def test_what_was_sent_and_is_gone_is_named_until_it_is_back(block: Planner) -> None:
    assert events(block, "--removed") == []
    assert block("delete", "4").code == 0  # nobody was sent it, so nobody has it
    first, second, third, *_ = events(block)
    assert events(block, "--removed") == []
    gone, skipped, changed = (event["external_id"].rpartition("-")[2] for event in (first, second, third))
    assert block("delete", gone).code == 0
    assert block("skip", skipped, "--reason", "ill").code == 0
    assert block("edit", changed, "--kind", "cross").code == 0
    named = [{"external_id": event["external_id"]} for event in (first, second, third)]
    assert sorted(map(str, events(block, "--removed"))) == sorted(map(str, named))
    assert events(block, "--removed") == events(block, "--removed")
    for _ in range(3):
        assert block("undo").code == 0
    assert events(block, "--removed") == []
    assert events(block)[:3] == [first, second, third]


def test_what_a_calendar_was_sent_is_named_too(block: Planner) -> None:
    assert block("export", "ics").code == 0
    assert block("delete", "5").code == 0
    assert [event["external_id"].rpartition("-")[2] for event in events(block, "--removed")] == ["5"]


def test_sending_is_no_edit(block: Planner) -> None:
    before = block("history").out
    assert len(events(block)) > 50
    assert block("history").out == before
