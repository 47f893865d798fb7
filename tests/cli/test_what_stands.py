"""What is said is what stands: `why`, `lint` and answers speak of the sessions that the calendar has."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.said import Planner

BLOCK = ("new", "--template", "half", "--start", "2027-01-04", "--level", "experienced", "--body-mass", "75")
DAYS = [(dt.date(2027, 1, 4) + dt.timedelta(days=number)).isoformat() for number in (*range(28), *range(70, 77))]
"""The days of the block's first four weeks and of its last."""


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


def candidate(planner: Planner, day: str, slot: str, kind: str) -> dict[str, object]:
    """What `why` says of one place."""
    candidates = planner("why", day, "--json", today="2027-01-04").document["candidates"]
    (found,) = [one for one in candidates if (one["slot"], one["kind"]) == (slot, kind)]
    return found  # type: ignore[no-any-return]


def test_a_place_is_chosen_only_where_the_calendar_has_the_session(planner: Planner) -> None:
    planner(*BLOCK, today="2027-01-04")
    numbers = {
        (item["date"], item["kind"]): str(item["id"])
        for item in planner("agenda", "--json", today="2027-01-04").document["items"]
        if item["sport"] == "strength"
    }
    moved, skipped, deleted = (numbers[day, "moderate"] for day in ("2027-01-05", "2027-01-14", "2027-01-19"))
    planner("move", moved, "2027-01-06", today="2027-01-04")
    planner("skip", skipped, "--reason", "tired", today="2027-01-04")
    planner("delete", deleted, today="2027-01-04")
    standing = sessions_by_day(planner)
    for day in DAYS:
        assert chosen(planner, day) <= standing.get(day, set()), day
    best = candidate(planner, "2027-01-05", "pm", "moderate")
    assert best["status"] == "best"
    assert best["text"] == (
        "This would be the best place for the moderate session, with 2 points. "
        "Your calendar has none here, but on Wed 6 Jan and Thu 7 Jan."
    )
    left = candidate(planner, "2027-01-14", "pm", "moderate")
    assert left["status"] == "best"
    assert str(left["text"]).endswith("That of Thu 14 Jan was skipped.")
    assert "best place" in planner("why", "2027-01-14", today="2027-01-04").out
    assert "the slotter would place it elsewhere" in planner("why", "2027-01-06", today="2027-01-04").out


def test_a_forbidden_session_without_a_better_place_is_not_called_better_elsewhere(planner: Planner) -> None:
    planner(*BLOCK, "--gym", "tue", today="2027-01-04")
    planner("screening", "--answer", "pressure=170/100", today="2027-01-04")
    note = planner("why", "2027-01-07", "--json", today="2027-01-04").document["note"]
    assert note == "The moderate session is here; a rule speaks against it, and its week has no better place."


COMMANDS = (
    ("move", "8", "2027-01-12"),
    ("move", "8", "+2", "--mode", "push"),
    ("move", "12", "2027-01-16"),
    ("swap", "2027-01-12", "2027-01-17"),
    ("swap", "tue", "sun", "--every"),
    ("copy", "2027-01-10", "2027-01-13"),
    ("rest", "2027-01-12"),
    ("refit", "--race", "+2w"),
    ("away", "2027-01-12", "2027-01-14"),
    ("feel", "sore", "8"),
    ("add", "2027-01-13", "intervals", "--time", "60"),
    ("edit", "8", "--kind", "intervals"),
    ("delete", "8"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2] + words[3:]))
def test_a_dry_run_that_follows_shows_what_would_follow(block: Planner, words: tuple[str, ...]) -> None:
    shown = block(*words, "--follow", "--dry-run", "--json", today="2027-01-05").document
    made = block(*words, "--follow", "--json", today="2027-01-05").document
    for document in (shown, made):
        document["items"] = [{**item, "id": None} for item in document["items"]]
    assert shown == made
    assert made["operation"]


def test_what_follows_is_among_the_items_of_a_dry_run(block: Planner) -> None:
    words = ("add", "2027-01-13", "intervals", "--time", "60", "--dry-run", "--json")
    alone = block(*words, today="2027-01-05").document
    following = block(*words, "--follow", today="2027-01-05").document
    assert len(alone["offer"]) == len(following["items"]) - len(alone["items"]) > 0
    assert following["offer"] == []
