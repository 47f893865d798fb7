"""``planner add --every``: ordinary workouts on all the days, in one operation, with what is on those days said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Planner
from tests.dump import canonical

pytestmark = pytest.mark.smoke


def added(planner: Planner, *words: str) -> dict[str, Any]:
    document: dict[str, Any] = planner("add", *words, "--json").document
    return document


def dates(document: dict[str, Any]) -> list[str]:
    return [item["date"] for item in document["items"]]


def test_a_club_run_comes_every_week_up_to_the_day_before_the_race(block: Planner, database: Path) -> None:
    before = canonical(database)
    document = added(
        block, "sun", "easy", "--title", "Club", "--distance", "8 km", "--every", "Week", "--until", "race"
    )
    assert document["operation"] == "add: Sun 10 Jan Club, every week to Sun 21 Mar"
    assert dates(document)[:2] == ["2027-01-10", "2027-01-17"]
    assert dates(document)[-1] == "2027-03-21"  # the race is on Sunday 28 March
    assert {item["block"] for item in document["items"]} == {1}
    assert {item["planned"]["estimated"] for item in document["items"]} == {"time"}
    assert document["remarks"][0] == (
        "11 are added, up to Sat 27 Mar 2027, the day before the race of Half marathon, 12 weeks."
    )
    assert document["remarks"][1].startswith("All of these 11 days hold workouts already (")
    assert len(block("history", "--json").document["operations"]) == 2
    block("undo")
    assert canonical(database) == before


def test_without_an_end_it_is_the_blocks_and_the_race_day_is_left_out(block: Planner) -> None:
    document = added(block, "sun", "cross", "--every", "2 sun")
    assert document["remarks"][0].endswith(" are added, up to Sun 28 Mar 2027, the end of Half marathon, 12 weeks.")
    document = added(block, "2027-01-17", "cross", "--every", "week", "--until", "end")
    assert dates(document)[-1] == "2027-03-21"
    assert "Left out: Sun 28 Mar, as there is a race." in document["remarks"]


def test_days_away_are_left_out_and_named(block: Planner) -> None:
    block("away", "2027-01-18", "2027-01-24")
    document = added(block, "2027-01-12", "easy", "--every", "week", "--until", "2027-01-31")
    assert dates(document) == ["2027-01-12", "2027-01-26"]
    assert "Left out: Tue 19 Jan, as you are away." in document["remarks"]


def test_every_month_from_the_31st_is_on_the_last_day_of_shorter_months(block: Planner) -> None:
    document = added(block, "2027-01-31", "note", "--title", "Shoes", "--every", "month", "--until", "2027-04-30")
    assert dates(document) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert "Where a month has no 31st, it is on the last day." in document["remarks"]


def test_the_first_day_is_the_first_that_fits_and_that_is_said(block: Planner) -> None:
    document = added(block, "2027-01-12", "cross", "--every", "2 Fri", "--until", "2027-02-20")
    assert dates(document) == ["2027-01-15", "2027-01-29", "2027-02-12"]
    assert "Tue 12 Jan is none of its days, so the first is Fri 15 Jan." in document["remarks"]


def test_what_a_few_days_have_already_is_named_and_rest_days_go(block: Planner) -> None:
    document = added(block, "2027-01-13", "cross", "--every", "week", "--until", "2027-01-20")
    named = [remark for remark in document["remarks"] if remark.startswith("Two of these days have training already")]
    assert [remark.partition(": ")[2][:10] for remark in named] == ["Wed 13 Jan"]
    rests = added(block, "2027-01-11", "easy", "--every", "week", "--until", "2027-01-18")
    assert len(rests["removed"]) == 2
    assert "The rest days of Mon 11 Jan and Mon 18 Jan go." in rests["remarks"]


def test_a_last_day_counts_from_the_first_one(block: Planner) -> None:
    assert dates(added(block, "2027-01-12", "cross", "--every", "day", "--until", "+2")) == [
        "2027-01-12", "2027-01-13", "2027-01-14",
    ]  # fmt: skip
    assert dates(added(block, "2027-02-09", "cross", "--every", "day", "--until", "fri"))[-1] == "2027-02-12"


def test_the_answer_says_how_to_take_it_back(block: Planner, database: Path) -> None:
    before = canonical(database)
    planned = block("add", "sat", "cross", "--every", "week", "--until", "2027-01-31", "--dry-run")
    assert canonical(database) == before
    assert planned.out.count("Cross") >= 4
    said = block("add", "sat", "cross", "--every", "week", "--until", "2027-01-31")
    numbers = [line.split()[2] for line in said.out.splitlines() if line.startswith("Sat")]
    assert len(numbers) == 4
    assert f'"planner delete {numbers[0]},{numbers[1]}" deletes some, by their numbers.' in said.out
    assert block("delete", ",".join(numbers)).code == 0


def test_strength_of_the_weeks_is_offered_to_follow(block: Planner) -> None:
    words = ["tue", "intervals", "--time", "60", "--start", "pm", "--every", "week", "--until", "race"]
    assert added(block, *words)["offer"]
    block("undo")
    followed = added(block, *words, "--follow")
    assert followed["offer"] == []
    assert {item["sport"] for item in followed["items"]} == {"run", "strength"}


REFUSALS = [
    (["tue", "easy", "--every", "year"], 'every "year" is not how often; say it as day, week, 2 weeks'),
    (["tue", "easy", "--until", "race"], 'until "race" needs how often: give --every with it.'),
    (["tue", "easy", "--every", "day", "--until", "2029-01-01"], "at most 400 are added at once"),
    (["2027-06-01", "easy", "--every", "week"], "No block holds Tuesday 1 June 2027, so say until when it comes again"),
    (["2027-06-01", "easy", "--every", "week", "--until", "race"], "no goal race lies ahead of Tuesday 1 June 2027"),
    (["tue", "easy", "--every", "week", "--until", "2027-01-08"], "before the first day, 2027-01-12"),
    (["tue", "easy", "--every", "week", "--until", "soon"], 'until "soon" is no date'),
    (["tue", "race", "--every", "week"], "each race is added by itself"),
    (["2027-01-05", "easy", "--every", "week"], "is past: what comes again begins today or later"),
    (["2027-01-06", "easy", "--every", "week", "--done"], "What comes again is planned"),
    (
        ["tue", "easy", "--every", "first sat", "--until", "2027-01-20"],
        "no day comes every first Saturday of the month",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSALS, ids=[" ".join(words) for words, _ in REFUSALS])
def test_what_cannot_come_again_is_refused_and_changes_nothing(
    block: Planner, database: Path, words: list[str], sentence: str
) -> None:
    before = canonical(database)
    said = block("add", *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert canonical(database) == before
