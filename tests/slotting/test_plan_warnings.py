"""Warnings about the load of the runs, and about locked sessions and targets that break a rule."""

from __future__ import annotations

from typing import Any

import pytest

from planner.slotting import parse_problem, solve
from tests.slotting.documents import fortnight, wanted, week
from tests.slotting.oracle import Document


def warning_codes(document: Document, *codes: str) -> list[tuple[str, int]]:
    answer = solve(parse_problem(document)).to_json()
    return [(each["code"], each["week"]) for each in answer["warnings"] if not codes or each["code"] in codes]


def warning_text(document: Document, code: str) -> str:
    answer = solve(parse_problem(document))
    return next(each.text for each in answer.warnings if each.code == code)


def weekly(*minutes: int, first: int = 0) -> Document:
    """Return weeks with three equal easy runs each, which take these minutes together."""
    runs = [
        {"day": 7 * (first + number) + day, "slot": "am", "type": "easy", "minutes": total // 3}
        for number, total in enumerate(minutes)
        for day in (0, 2, 4)
    ]
    return {"days": 7 * (len(minutes) + first), "level": "experienced", "runs": runs}


def test_a_quiet_week_warns_of_nothing() -> None:
    assert warning_codes(week("0e60 1int60 3tempo60 4e60 6long120", wrap=True)) == []


def test_w1_more_than_two_hard_run_days_in_a_row() -> None:
    assert warning_codes(week("0e40 2int60 3tempo60 6long90"), "W1") == []
    assert warning_codes(week("1int60 2tempo60 3hills60 6e30"), "W1") == [("W1", 0)]
    assert warning_text(week("1int60 2tempo60 3hills60 6e30"), "W1") == "Three hard run days in a row from Tuesday."


def test_w1_is_said_once_for_a_row_and_across_the_weeks() -> None:
    assert warning_codes(fortnight("5int50 6long90", "0tempo50 1hills50 4e30"), "W1") == [("W1", 1)]


def test_w1_counts_the_days_before_the_block() -> None:
    past = [{"day": day, "slot": "am", "type": "tempo", "minutes": 40} for day in (-2, -1)]
    document = week("0int60 3e40")
    assert warning_codes({**document, "runs": document["runs"] + past}, "W1") == [("W1", 0)]


def test_w2_no_rest_day_in_seven() -> None:
    full = "0e30 1e30 2e30 3e30 4e30 5e30 6e30"
    assert warning_codes(week(full), "W2") == [("W2", 0)]
    assert warning_codes(fortnight(full, full), "W2") == [("W2", 0), ("W2", 1)]
    assert warning_codes(week("0e30 1e30 2e30 3e30 4e30 5cross30 6e30"), "W2") == [("W2", 0)]
    assert warning_codes(week("0e30 1e30 2e30 3e30 4e30 5e30"), "W2") == []


def test_w2_looks_across_the_weeks() -> None:
    assert warning_codes(fortnight("1e30 2e30 3e30 4e30 5e30 6e30", "0e30 1e30"), "W2") == [("W2", 1)]


def test_w3_a_run_longer_than_a_tenth_above_the_longest_of_thirty_days() -> None:
    assert warning_codes(fortnight("6long100", "6long110"), "W3") == []
    assert warning_codes(fortnight("6long100", "6long111"), "W3") == [("W3", 1)]
    assert warning_text(fortnight("6long100", "6long111"), "W3") == (
        "Sunday's run of 1:51 h is 111 % of the longest of the 30 days before it (1:40 h); 110 % is the limit."
    )


def ran(*metres: int | None, minutes: tuple[int, ...] = (100, 100), unit: str = "km") -> Document:
    """Return one long run a week, with its distance where it is known."""
    document = fortnight("6long100", "6long100", unit=unit)
    for run, known, lasting in zip(document["runs"], metres, minutes, strict=True):
        run |= {"metres": known, "minutes": lasting}
    return document


def test_w3_compares_distances_where_both_are_known_and_else_times() -> None:
    assert warning_codes(ran(20_000, 22_000, minutes=(100, 140)), "W3") == []
    assert warning_codes(ran(20_000, 22_100, minutes=(100, 90)), "W3") == [("W3", 1)]
    assert warning_codes(ran(None, 40_000), "W3") == []
    assert warning_codes(ran(20_000, None, minutes=(100, 111)), "W3") == [("W3", 1)]
    assert warning_text(ran(20_000, 24_000), "W3") == (
        "Sunday's run of 24 km is 120 % of the longest of the 30 days before it (20 km); 110 % is the limit."
    )
    assert warning_codes(ran(32_187, 35_406, unit="mi"), "W3") == []  # 20 and 22 miles, in whole metres
    assert warning_codes(ran(32_187, 35_567, unit="mi"), "W3") == [("W3", 1)]
    assert "Sunday's run of 15 mi" in warning_text(ran(19_312, 24_140, unit="mi"), "W3")


def test_w3_and_w4_compare_seconds_where_they_are_known() -> None:
    document = ran(None, None, minutes=(29, 32))
    first, second = document["runs"]
    assert warning_codes(document, "W3") == [("W3", 1)]
    first["seconds"], second["seconds"] = 29 * 60 + 29, 31 * 60 + 31
    assert warning_codes(document, "W3") == []
    second["seconds"] = 32 * 60 + 29
    assert "run of 32 min is 110.2 % of the longest" in warning_text(document, "W3")
    first["seconds"], second["seconds"] = 25 * 60, 32 * 60 + 29
    assert warning_codes(document, "W4") == []
    second["seconds"] = 32 * 60 + 31
    assert warning_codes(document, "W4") == [("W4", 1)]


def test_w3_is_silent_when_one_run_of_the_past_was_long_enough_by_what_is_known() -> None:
    """Of two earlier runs one is known by its time only; it was as long as the new one."""
    document = ran(20_000, 30_000, minutes=(100, 150))
    earlier = {"day": 3, "slot": "am", "type": "easy", "minutes": 150}
    assert warning_codes(document, "W3") == [("W3", 1)]
    assert warning_codes({**document, "runs": [*document["runs"], earlier]}, "W3") == []


def test_w3_forgets_what_is_older_than_thirty_days() -> None:
    runs = [{"day": day, "slot": "am", "type": "long", "minutes": minutes} for day, minutes in ((0, 150), (6, 60))]
    later = {"slot": "am", "type": "long", "minutes": 90}
    assert warning_codes({"days": 42, "runs": [*runs, {**later, "day": 30}]}, "W3") == []
    assert warning_codes({"days": 42, "runs": [*runs, {**later, "day": 31}]}, "W3") == [("W3", 4)]


def test_w3_is_silent_while_the_past_is_unknown_and_about_cross_training() -> None:
    assert warning_codes(week("1e40 3e60 6long90"), "W3") == []
    assert warning_codes(fortnight("0e60 3e60", "0e60 3cross180"), "W3") == []
    past = {"day": -3, "slot": "am", "type": "easy", "minutes": 60}
    document = week("6long90")
    assert warning_codes({**document, "runs": [*document["runs"], past]}, "W3") == [("W3", 0)]


def test_w4_a_week_more_than_thirty_per_cent_above_the_higher_of_the_two_before() -> None:
    assert warning_codes(weekly(300, 390), "W4") == []
    assert warning_codes(weekly(300, 393), "W4") == [("W4", 1)]
    assert warning_text(weekly(300, 393), "W4") == "Week 2 runs 6:33 h, 31 % above the 5:00 h of the week before."
    assert warning_codes(weekly(300, 200, 390), "W4") == []
    assert warning_text(weekly(300, 200, 393), "W4") == "Week 3 runs 6:33 h, 31 % above the 5:00 h of two weeks before."
    assert warning_codes(weekly(300, 200, 200, 300), "W4") == [("W4", 3)]


def test_w4_is_silent_about_the_way_back_from_a_week_off_and_after_two_of_them() -> None:
    assert warning_codes(weekly(300, 0, 300), "W4") == []
    assert warning_codes(weekly(300, 0, 0, 300), "W4") == []


@pytest.mark.parametrize(("days", "expected"), [((-7, -5, -3), [("W4", 0)]), ((-2,), [])])
def test_w4_needs_the_whole_week_before(days: tuple[int, ...], expected: list[tuple[str, int]]) -> None:
    past: list[dict[str, Any]] = [{"day": day, "slot": "am", "type": "easy", "minutes": 60} for day in days]
    document = weekly(300)
    assert warning_codes({**document, "runs": document["runs"] + past}, "W4") == expected


def with_race(minutes: int, **more: Any) -> Document:
    """Return a week of three hours with a longest run of 60 min, and one with a run on Tuesday and a race on Sunday."""
    document = weekly(180, 0)
    race = {"day": 13, "slot": "am", "type": "race", "minutes": minutes, "priority": "A", "distance": "half", **more}
    return {**document, "runs": [*document["runs"], {"day": 8, "slot": "am", "type": "easy", "minutes": 60}, race]}


def test_a_race_far_longer_than_what_came_before_is_a_warning_in_its_own_words() -> None:
    assert warning_codes(with_race(102), "W3", "W4") == []
    assert warning_codes(with_race(103), "W3", "W4") == [("W3", 1)]
    assert warning_text(with_race(180), "W3") == (
        "Sunday's race of 3:00 h is 3 times the longest run of the 30 days before it (1:00 h)."
    )
    [warning] = [each for each in solve(parse_problem(with_race(180))).warnings if each.code == "W3"]
    assert warning.caused_by_race
    assert warning.to_json().keys() == {"code", "week", "text"}


@pytest.mark.parametrize(("longest_m", "expected"), [(25_000, []), (24_000, [("W3", 1)])])
def test_a_marathon_is_far_longer_than_a_longest_run_under_25_km(
    longest_m: int, expected: list[tuple[str, int]]
) -> None:
    document = ran(longest_m, 42_195)
    document["runs"][1] |= {"type": "race", "priority": "A", "distance": "marathon"}
    assert warning_codes(document, "W3") == expected


def test_a_run_that_leaps_in_the_week_of_a_race_has_its_own_warning() -> None:
    document = with_race(180)
    document["runs"] += [{"day": 10, "slot": "am", "type": "long", "minutes": 90}]
    race, run = (each for each in solve(parse_problem(document)).warnings if each.code == "W3")
    assert (race.day, race.caused_by_race) == (13, True)
    assert (run.day, run.caused_by_race) == (10, False)
    assert "Thursday's run of 1:30 h is 150 % of the longest" in run.text


def test_w4_is_silent_about_the_week_of_a_race() -> None:
    document = weekly(180, 300)
    assert warning_codes(document, "W4") == [("W4", 1)]
    race = {"day": 13, "slot": "am", "type": "race", "minutes": 40, "priority": "C", "distance": "10k"}
    assert warning_codes({**document, "runs": [*document["runs"], race]}, "W4") == []


def test_w5_no_lighter_week_in_six() -> None:
    assert warning_codes(weekly(300, 300, 300, 300, 300), "W5") == []
    assert warning_codes(weekly(300, 300, 300, 300, 300, 300), "W5") == [("W5", 5)]
    assert warning_codes(weekly(300, 300, 300, 240, 300, 300, 300), "W5") == []
    assert warning_codes(weekly(*[300] * 13), "W5") == [("W5", 5), ("W5", 11)]


def test_a_locked_session_against_a_rule_is_kept_for_nothing_and_warned_of() -> None:
    locked = [{"day": 0, "slot": "pm", "kind": "heavy"}]
    document = week("0e70 1int85 6e60", targets=wanted((1, 0, 0)), locked=locked)
    answer = solve(parse_problem(document))
    assert [(each.day, each.locked, each.cost) for each in answer.sessions] == [(0, True, 0)]
    assert answer.cost == 0
    assert warning_codes(document, "HC4") == [("HC4", 0)]
    assert warning_text(document, "HC4") == (
        "Heavy sled Monday evening is locked, though it leaves less than a day before Tuesday's intervals."
    )


def test_a_locked_session_that_nobody_asked_for_is_warned_of() -> None:
    document = week("1int60 4e50", targets=wanted((1, 0, 0)), locked=[{"day": 4, "slot": "pm", "kind": "light"}])
    assert warning_codes(document, "HC12") == [("HC12", 0)]
    assert "asks for no light session" in warning_text(document, "HC12")


def test_fixed_sessions_that_clash_are_warned_of_and_kept() -> None:
    locked = [{"day": 1, "slot": "pm", "kind": "heavy"}, {"day": 2, "slot": "pm", "kind": "moderate"}]
    done = [{"day": -1, "slot": "pm", "kind": "heavy"}]
    document = week("1int60 2e60", targets=wanted((1, 1, 0)), locked=locked, history=done)
    assert warning_codes(document, "HC7") == [("HC7", 0)]
    assert len(solve(parse_problem(document)).sessions) == 2
    twice = week(
        "4e60", targets=wanted((0, 0, 2)), locked=[{"day": 4, "slot": slot, "kind": "light"} for slot in ("am", "pm")]
    )
    assert warning_codes(twice, "HC8") == [("HC8", 0)]


def test_locked_sessions_that_make_three_hard_days_are_warned_of() -> None:
    locked = [{"day": day, "slot": "pm", "kind": "heavy"} for day in (1, 3)]
    document = week("1e40 2tempo60 3e40", targets=wanted((2, 0, 0)), locked=locked)
    assert ("HC11", 0) in warning_codes(document)


@pytest.mark.parametrize(("target", "warnings"), [((2, 0, 1), 0), ((2, 1, 0), 1), ((1, 1, 2), 1), ((2, 1, 1), 2)])
def test_targets_above_the_caps_are_taken_and_warned_of(target: tuple[int, int, int], warnings: int) -> None:
    document = week("1int60 4e50", targets=wanted(target))
    assert warning_codes(document, "HC12") == [("HC12", 0)] * warnings


def test_both_sessions_that_stand_too_near_are_named() -> None:
    locked = [{"day": 1, "slot": "pm", "kind": "heavy"}, {"day": 2, "slot": "pm", "kind": "moderate"}]
    said = warning_text(week("1int60 2e60", targets=wanted((1, 1, 0)), locked=locked), "HC7").casefold()
    assert said == ("the heavy session of tuesday and the moderate session of wednesday are less than two days apart.")


def test_w1_is_silent_about_a_row_that_ended_before_the_block() -> None:
    past = [{"day": day, "slot": "am", "type": "tempo", "minutes": 40} for day in (-5, -4, -3)]
    document = week("0e40 3e40")
    assert warning_codes({**document, "runs": document["runs"] + past}, "W1") == []
