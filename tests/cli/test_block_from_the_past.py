"""A block whose first weeks are over when it is made: nobody could do them, so nothing of them was missed."""

import datetime as dt
from typing import Any

import pytest

from tests.cli.said import Planner

TODAY = "2027-01-06"
LATER = "2027-01-20"
MARATHON = ("new", "--template", "marathon", "--race", "2027-01-27")


def items(planner: Planner, today: str = TODAY) -> list[dict[str, Any]]:
    """All training from the first day of the block up to yesterday."""
    last = dt.date.fromisoformat(today) - dt.timedelta(days=1)
    found = planner("agenda", "--from", "2026-08-01", "--to", last.isoformat(), "--json", today=today).document["items"]
    return [item for item in found if item["sport"] in ("run", "strength", "cross")]


def adherence(planner: Planner, today: str = TODAY) -> dict[str, int]:
    """The figures of all weeks of the block up to today's, added up."""
    weeks = planner("progress", "--weeks", "30", "--json", today=today).document["weeks"]
    return {name: sum(week["adherence"][name] for week in weeks) for name in weeks[0]["adherence"]}


def test_the_past_of_a_block_is_said_before_it_is_stored(planner: Planner) -> None:
    tried = planner(*MARATHON, "--dry-run", "--json").document
    [said] = [remark for remark in tried["remarks"] if "is past" in remark]
    text = planner(*MARATHON, "--dry-run").out
    assert said in " ".join(text.split())
    assert planner(*MARATHON, "--json").document["remarks"] == tried["remarks"]
    assert f"{len(items(planner))} workouts of it lie before today." in said


def test_the_past_of_a_block_stays_planned_and_in_no_figure(planner: Planner) -> None:
    planner(*MARATHON)
    past = items(planner)
    assert len(past) > 60
    assert {item["status"] for item in past} == {"planned"}
    assert not any(adherence(planner).values())
    assert "No workout fits" in planner("find", "missed").err
    week = planner("week", "2026-12-28").out
    assert "✗" not in week
    assert "missed" not in planner("review", "2026-12-28").out
    assert planner("week", "2026-12-28", "--json").document["totals"]["run"]["left_m"] == 0


def test_what_was_ahead_when_the_block_was_made_is_missed_as_ever(planner: Planner) -> None:
    planner(*MARATHON)
    before = len(items(planner))
    late = items(planner, LATER)
    assert [item["status"] for item in late].count("planned") == before
    assert [item["status"] for item in late].count("missed") == len(late) - before > 0
    assert adherence(planner, LATER)["missed"] == len(late) - before


def test_the_past_of_a_block_can_be_marked_done_and_not_done_again(planner: Planner) -> None:
    planner(*MARATHON)
    number = items(planner)[-1]["id"]
    assert planner("done", str(number)).code == 0
    assert items(planner)[-1]["status"] == "done"
    assert not any(adherence(planner).values())
    planner("done", str(number), "--off")
    assert items(planner)[-1]["status"] == "planned"


@pytest.mark.parametrize("day", ["2027-01-04", "2027-01-06"])
def test_one_workout_added_to_a_day(planner: Planner, day: str) -> None:
    planner("add", day, "easy", "--distance", "8km")
    [item] = [one for one in items(planner, LATER) if one["date"] == day]
    assert item["status"] == ("planned" if day < TODAY else "missed")


def test_what_is_moved_on_to_a_day_ahead_is_missed_there(planner: Planner) -> None:
    planner("add", "2027-01-04", "easy", "--distance", "8km")
    planner("move", "1", "2027-01-08")
    assert [item["status"] for item in items(planner, LATER)] == ["missed"]
    planner("undo")
    assert [item["status"] for item in items(planner, LATER)] == ["planned"]


def test_a_copy_into_the_past_is_not_missed_either(planner: Planner) -> None:
    planner("add", "2027-01-08", "easy", "--distance", "8km")
    planner("copy", "2027-01-08", "2027-01-01")
    assert [item["status"] for item in items(planner)] == ["planned"]


def test_the_review_of_such_a_week_says_when_it_was_planned(planner: Planner) -> None:
    planner(*MARATHON)
    review = " ".join(planner("review", "2026-12-21").out.split())
    assert "0 of 5 runs: five runs were planned afterwards." in review
    assert "8 workouts were planned once their days were over." in review
    assert "went as planned" not in review
