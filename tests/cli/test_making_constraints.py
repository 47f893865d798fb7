"""Constraints of a block from the command line."""

import datetime as dt

import pytest

from tests.cli.said import Planner

NEW = ("new", "--template", "10k", "--start", "2027-01-11")


def strength(planner: Planner) -> list[dict]:  # type: ignore[type-arg]
    return [item for item in planner("agenda", "--json").document["items"] if item["sport"] == "strength"]


def test_every_constraint_is_kept(planner: Planner) -> None:
    made = planner(
        *NEW, "--level", "experienced", "--gym", "tue pm, fri pm", "--prefer", "tue fri", "--most", "2",
        "--time-cap", "tue 60, sat 20", "--anchors", "am 06:30, pm 17:45", "--background", "trained",
        "--fresh-on", "sun", "--json",
    )  # fmt: skip
    assert made.code == 0, made.err
    found = strength(planner)
    assert found
    for item in found:
        day = dt.date.fromisoformat(item["date"])
        with_sled = any(part["exercise"] == "reverse_sled_push" for part in item["planned"]["sets"])
        assert with_sled is ((day.weekday(), item["slot"]) in {(1, "pm"), (4, "pm")})
        assert day.weekday() != 5
    weeks = [dt.date.fromisoformat(item["date"]).isocalendar()[:2] for item in found]
    assert max(weeks.count(week) for week in weeks) <= 2
    runs = [item for item in planner("agenda", "--json").document["items"] if item["sport"] == "run"]
    assert {item["start"] for item in runs if item["slot"] == "am"} == {"06:30"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--gym", "tue noon"), "gym must be a weekday"),
        (("--prefer", "someday"), 'prefer: "someday" is no weekday'),
        (("--fresh-on", "xy"), 'fresh-on: "xy" is no weekday'),
        (("--most", "4"), "most must be 0 to 3"),
        (("--time-cap", "tue"), '"tue" has no minutes'),
        (("--anchors", "am 13:00"), "am must start before 12:00"),
        (("--background", "pro"), "background must be one of none, some, trained"),
        (("--unavailable", "mon,tue,wed,thu,fri,sat", "--moderate", "2"), "The nearest that can: 1 moderate session."),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_stored(
    planner: Planner, words: tuple[str, ...], said: str
) -> None:
    refused = planner(*NEW, *words)
    assert refused.code != 0
    assert refused.out == ""
    assert said in refused.err
    assert refused.err.count("\n") == 1
    assert planner("agenda", "--json").document["items"] == []


def test_the_next_block_starts_from_what_was_logged(planner: Planner) -> None:
    planner("new", "--template", "10k", "--start", "2027-01-04", "--body-mass", "80", "--moderate", "1")
    first, second = (item for item in strength(planner)[:2])
    for item in (first, second):
        said = planner("done", str(item["id"]), "--rpe", "4", "--pain", "1", today=item["date"])
        assert said.code == 0, said.err
    again = planner(
        "new", "--template", "10k", "--start", "2027-03-01", "--dry-run", "--json", today=second["date"]
    ).document
    assert (
        "The loads start from what you logged. The last two sessions felt easy, so the sled goes one rung up, "
        "to 27.5 % of body mass."
    ) in again["remarks"]


def test_days_away_hold_no_strength_and_come_back_when_the_runner_does(planner: Planner) -> None:
    assert planner("away", "2027-01-18", "2027-01-24", "--kind", "away").code == 0
    made = planner(*NEW, "--json").document
    assert any("2027-01-18 to 2027-01-24 (away)" in remark for remark in made["remarks"])
    assert not [item for item in strength(planner) if "2027-01-18" <= item["date"] <= "2027-01-24"]
    assert "you do not train that day" in planner("why", "2027-01-19").out
    assert planner("back", "2027-01-18").code == 0
    assert "you do not train that day" not in planner("why", "2027-01-19").out
