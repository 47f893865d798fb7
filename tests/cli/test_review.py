"""`planner review`: a week in three sentences, what moved and why, and what the week after has."""

import pytest

from tests.cli.said import Planner

MONDAY_AFTER = "2027-01-11"


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_week_that_is_over_is_reviewed_when_none_is_named(block: Planner) -> None:
    block("done", "2", "--distance", "6.1 km", "--time", "40:00", "--rpe", "4", today="2027-01-05")
    block("skip", "4", "--reason", "ice on the roads")
    said = words(block("review", today=MONDAY_AFTER).out)
    assert said.startswith("Week from Mon 4 Jan to Sun 10 Jan 2027 Week 1 of 12, base: Half marathon, 12 weeks")
    assert "You ran 6.1 of 34 km, 1 of 5 runs: one run was skipped (ice on the roads) and three were missed." in said
    assert "Strength: 0 of 2 sessions, sled 0 of 160 m, wall sit 0:00 of 4:00 min: two sessions were missed." in said
    assert "This week has 5 runs and 3 strength sessions: 36 km of running, the longest run 13.5 km on Sun 17" in said
    assert "Tue 5 Easy, 5.5 km, ~34 min: did 6.1 km, 40 min, RPE 4" in said
    assert "Wed 6 Easy, 5.5 km, ~34 min: skipped: ice on the roads" in said
    assert said == words(block("review", "last week", today=MONDAY_AFTER).out)


def test_a_week_in_progress_says_what_is_still_ahead(block: Planner) -> None:
    block("done", "2", today="2027-01-05")
    said = words(block("review", "today").out)
    assert "So far you ran 5.5 of 34 km, 1 of 5 runs, 28.5 km still ahead." in said
    assert "one session was missed" in said
    assert "Next week has 5 runs" in said


def test_a_week_whose_last_run_is_done_is_over_on_its_last_day(block: Planner) -> None:
    sunday = "2027-01-10"
    assert block("review", "--json", today=sunday).document["from"] == "2026-12-28"
    block("done", "9", today=sunday)
    document = block("review", "--json", today=sunday).document
    assert (document["from"], document["is_over"]) == ("2027-01-04", True)
    assert document["next"]["from"] == MONDAY_AFTER


def test_what_moved_is_said_with_its_reason(block: Planner) -> None:
    block("away", "2027-01-05", "2027-01-06", "--kind", "sick", "--note", "flu", today="2027-01-05")
    block("move", "8", "2027-01-12", today="2027-01-07")
    block("swap", "2027-01-07", "2027-01-09", today="2027-01-07")
    document = block("review", "--json", today=MONDAY_AFTER).document
    moved = {one["item"]: one for one in document["moved"]}
    assert (moved[8]["from"], moved[8]["to"]) == ("2027-01-09", "2027-01-12")
    assert moved[8]["text"] == "Easy: from Sat 9 Jan to Tue 12 Jan"
    assert moved[5]["text"] == 'Easy: from Thu 7 Jan to Sat 9 Jan; with "swap: Thu 7 Jan and Sat 9 Jan"'
    said = words(block("review", today=MONDAY_AFTER).out)
    assert "Sick from Tue 5 Jan to Wed 6 Jan: flu" in said
    assert "two runs were skipped (sick: flu), two were missed and one was moved to another week." in said
    block("undo", today="2027-01-07")
    undone = block("review", "--json", today=MONDAY_AFTER).document["moved"]
    assert [one["item"] for one in undone] == [8]


def test_a_run_moved_off_a_day_of_illness_says_so(block: Planner) -> None:
    block("move", "4", "2027-01-08", today="2027-01-05")
    block("away", "2027-01-06", "--kind", "sick", today="2027-01-05")
    (moved,) = block("review", "--json", today=MONDAY_AFTER).document["moved"]
    assert moved["text"] == "Easy: from Wed 6 Jan to Fri 8 Jan; you were sick"


def test_the_totals_are_those_of_the_week(block: Planner) -> None:
    block("done", "2", "--distance", "6.1 km", "--time", "40:00")
    for week in ("2027-01-04", "2027-01-11"):
        review = block("review", week, "--json", today="2027-01-13").document
        listed = block("week", week, "--json", today="2027-01-13").document
        assert (review["items"], review["totals"]) == (listed["items"], listed["totals"])


def test_strength_is_reviewed_with_its_ladder_its_pain_and_its_records(block: Planner) -> None:
    block("done", "3", "--sled", "4x20 40", "--wall-sit", "2x1:05", "--rpe", "6", "--pain", "3", today="2027-01-05")
    said = words(block("review", today=MONDAY_AFTER).out)
    assert "Strength: 1 of 2 sessions, sled 80 of 160 m, wall sit 2:10 of 4:00 min" in said
    assert "the worst pain recorded was 3 of 10." in said
    assert "Week 1, moderate: rung" in said
    assert "Most so far: longest hold 1:05 on Tue 5 Jan. Most so far: heaviest sled 40 kg on Tue 5 Jan." in said


def test_a_week_ahead_is_refused_with_what_lists_it(block: Planner) -> None:
    said = block("review", "2027-02-03")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "planner: The week from Mon 1 Feb 2027 lies ahead: there is nothing to review yet. "
        "planner week 2027-02-01 lists it.\n"
    )


def test_no_line_is_wider_than_a_page(block: Planner) -> None:
    block("edit", "2", "--title", "A very long title of a run, " * 6)
    lines = block("review", today=MONDAY_AFTER).out.splitlines()
    assert max(map(len, lines)) <= 79


def test_weeks_begin_on_the_runner_s_own_day(block: Planner) -> None:
    block("set", "week-start", "sunday")
    assert block("review", "--json", today=MONDAY_AFTER).document["from"] == "2027-01-03"


@pytest.mark.parametrize("today", ["2026-06-01", "2027-06-01"])
def test_a_week_without_training_has_three_sentences_too(block: Planner, today: str) -> None:
    document = block("review", "--json", today=today).document
    assert document["sentences"] == [
        "No running was planned, and none was done.",
        "No strength was planned, and none was done.",
        "This week has nothing planned.",
    ]
