"""What is said is what stands: `why`, `lint` and answers speak of the sessions that the calendar has."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.said import Planner

BLOCK = ("new", "--template", "half", "--start", "2027-01-04", "--level", "experienced", "--body-mass", "75")
DAYS = [(dt.date(2027, 1, 4) + dt.timedelta(days=number)).isoformat() for number in range(11 * 7)]


def sessions_by_day(planner: Planner) -> dict[str, set[tuple[str, str]]]:
    """The half and the kind of the sessions that are planned on each day."""
    found: dict[str, set[tuple[str, str]]] = {}
    for item in planner("agenda", "--json", today="2027-01-04").document["items"]:
        if item["sport"] == "strength" and item["status"] == "planned":
            found.setdefault(item["date"], set()).add((item["slot"], item["kind"]))
    return found


def chosen(planner: Planner, day: str) -> set[tuple[str, str]]:
    """The half and the kind of what `why` calls chosen on a day."""
    candidates = planner("why", day, "--json", today="2027-01-04").document["candidates"]
    return {(one["slot"], one["kind"]) for one in candidates if one["status"] == "chosen"}


@pytest.mark.parametrize("answered", ["before", "after"])
def test_a_session_left_out_for_health_and_for_the_gym_is_never_chosen(planner: Planner, answered: str) -> None:
    pressure = ("screening", "--answer", "pressure=170/100")
    if answered == "before":
        planner(*pressure, today="2027-01-04")
    said = planner(*BLOCK, "--gym", "tue", "--json", today="2027-01-04").document
    if answered == "after":
        planner(*pressure, today="2027-01-04")
        planner("ease", today="2027-01-04")
    else:
        placed = {(one["day"], one["slot"], one["kind"]) for one in said["slotting"]["sessions"]}
        assert len(placed) == sum(
            item["sport"] == "strength" for item in planner("agenda", "--json", today="2027-01-04").document["items"]
        )
    standing = sessions_by_day(planner)
    assert standing
    assert all(dt.date.fromisoformat(day).weekday() == 1 for day in standing), "the only day with a sled"
    for day in DAYS:
        assert chosen(planner, day) == standing.get(day, set()), day
    offered = [one["help"] for one in planner("lint", "--json", today="2027-01-04").document["findings"]]
    assert not [text for text in offered if "Better:" in text and "Tue" not in text]


def test_a_place_without_a_sled_says_that_wall_sits_are_kept_out(planner: Planner) -> None:
    planner("screening", "--answer", "pressure=170/100", today="2027-01-04")
    planner(*BLOCK, "--gym", "tue", today="2027-01-04")
    candidates = planner("why", "2027-01-07", "--json", today="2027-01-04").document["candidates"]
    (moderate,) = [one["text"] for one in candidates if (one["slot"], one["kind"]) == ("pm", "moderate")]
    assert "there is no sled then, and wall sits are kept out for your health" in moderate
