"""Sessions judged where they stand, and what is told of an answer: what no other test of it reached."""

from __future__ import annotations

import pytest

from planner.slotting import CandidateStatus, explain_candidates, parse_problem, solve
from planner.slotting.rules import DEFAULT_RULES
from tests.slotting.documents import fortnight, wanted, week
from tests.slotting.test_standing import codes, standing

DAILY = "0e40 2e40 4e40 6e40"


@pytest.mark.parametrize(
    ("sessions", "targets", "text"),
    [
        ("0pm heavy, 4pm heavy", (1, 1, 0), "Week 1 holds 2 heavy sessions and asks for 1."),
        (
            "0pm moderate, 2pm moderate, 4pm moderate",
            (0, 2, 0),
            "Week 1 holds 3 heavy or moderate sessions; 2 is the cap.",
        ),
        ("0pm light, 2pm light, 4pm light, 6pm light", (0, 0, 1), "Week 1 holds 4 sessions; 3 is the cap."),
        ("0pm light, 2pm light", (0, 0, 1), "Week 1 holds 2 light sessions and asks for 1."),
    ],
)
def test_hc12_says_what_the_week_holds(sessions: str, targets: tuple[int, int, int], text: str) -> None:
    [fault] = standing(week(DAILY), *sessions.split(", "), targets=wanted(targets))
    assert (fault.rule, fault.text) == ("HC12", text)


def test_two_sessions_that_are_both_past_are_no_fault() -> None:
    past = [{"day": day, "slot": "pm", "kind": "heavy"} for day in (-3, -2)]
    assert codes(week(DAILY), "2pm light", history=past) == []


def test_faults_come_by_day_with_the_week_they_fall_in() -> None:
    document = fortnight("0e40 1e40 5int40", "0e40 1e40 3tempo40")
    found = standing(document, "4pm heavy", "7pm heavy", "8pm moderate")
    assert [(fault.rule, fault.week, fault.sessions[-1].day) for fault in found] == [
        ("HC2", 0, 4),
        ("HC4", 0, 4),
        ("HC7", 1, 8),
    ]


def test_nothing_is_told_to_lack_where_all_is_placed() -> None:
    answer = solve(parse_problem(week("1int60 4e60", targets=wanted((1, 0, 1)))))
    assert len(answer.sessions) == 2
    assert answer.unplaced == ()


def test_a_light_session_two_days_before_a_heavy_one_costs_nothing_together_with_it() -> None:
    done = [{"day": -1, "slot": "pm", "kind": "light"}]
    answer = solve(parse_problem(week("1int60", targets=wanted((1, 0, 0)), history=done)))
    assert [session.day for session in answer.sessions] == [1]
    assert answer.pairs == ()


def test_a_session_on_one_of_two_days_of_the_week_before_breaks_no_habit() -> None:
    done = [{"day": day, "slot": "pm", "kind": "heavy"} for day in (-6, -3)]
    answer = solve(parse_problem(week("1int60", targets=wanted((1, 0, 0)), history=done)))
    assert [session.day for session in answer.sessions] == [1]
    assert answer.pairs == ()


def test_a_place_that_is_as_good_says_so() -> None:
    runs = " ".join(f"{day}e20" for day in range(7))
    answer = solve(parse_problem(week(runs, targets=wanted((1, 0, 0)))))
    lines = {(line.slot.value, line.kind.value): line for line in explain_candidates(answer, 1)}
    assert [session.day for session in answer.sessions] == [0]
    assert lines["pm", "heavy"].status is CandidateStatus.AS_GOOD
    assert lines["pm", "heavy"].text == "Heavy sled Tue 18:00 would cost the same; the earlier plan is taken."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "HC4",
            (
                "evidence, read in the source (Palmer01, Doma13, Doma17, Doma19); "
                "a default of this planner, not evidence (West14)"
            ),
        ),
        ("S5", "evidence, read in the source (MartNav21); a coach's opinion (Ayotte25)"),
    ],
)
def test_what_a_rule_rests_on_is_said_by_how_well_it_is_known(rule: str, words: str) -> None:
    assert DEFAULT_RULES[rule].evidence_text == words


def test_a_rule_that_is_only_a_default_names_no_source() -> None:
    only = [rule.evidence_text for rule in DEFAULT_RULES if all(ground.source == "product" for ground in rule.sources)]
    assert set(only) == {"a default of this planner, not evidence"}


def test_tenths_of_an_hour_are_whole_minutes() -> None:
    rules = DEFAULT_RULES.with_overrides({"HC4.experienced.heavy": 4.1})
    document = week("3int60", targets=wanted((0, 0, 0)))
    assert rules.minutes("HC4", "experienced", "heavy") == 246
    assert solve(parse_problem(document), rules=rules).sessions == ()


def test_a_locked_session_that_makes_a_third_hard_day_by_itself_says_so() -> None:
    locked = [{"day": 6, "slot": "pm", "kind": "heavy"}]
    answer = solve(parse_problem(week("4tempo40 5tempo40 6e40", targets=wanted((1, 0, 0)), locked=locked)))
    assert [session.reason for session in answer.sessions] == [
        (
            "Heavy sled Sun 18:00: it is locked there, though it would make three hard days in a row (HC11); by itself "
            "it costs nothing."
        )
    ]
    assert [warning.code for warning in answer.warnings] == ["HC11"]


def test_what_is_said_of_a_week_comes_before_its_days() -> None:
    assert codes(week("0e40 6e40"), "4pm moderate", targets=wanted((0, 0, 0))) == ["HC12", "HC2"]
