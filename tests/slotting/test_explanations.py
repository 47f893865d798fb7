"""The sentences of an answer, word for word and against the numbers of the answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.slotting import CandidateStatus, explain_candidates, parse_problem, solve
from tests.examples import examples
from tests.slotting.documents import documents, fortnight, wanted, week
from tests.slotting.oracle import Document, Oracle

F1 = "0e70 1int85 3tempo89 4e60 5e70 6long135"
MORNINGS_ONLY = [{"day": day, "slot": "pm"} for day in range(7)]


def hours(minutes: int) -> str:
    return f"{round(minutes / 60, 1):g} h"


def test_a_session_says_what_when_why_at_what_cost_and_what_beat_the_next_best() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)))))
    light, tuesday, thursday = (session.reason for session in answer.sessions)
    assert tuesday == (
        "Heavy sled Tue 18:00: 9.6 h after your intervals (S2 free) and Wednesday stays a rest day; "
        "costs 8 because Thursday's tempo is 36.2 h away (S1). "
        "Monday is out: it ends under 24 h before Tuesday's intervals (HC4)."
    )
    assert thursday == (
        "Heavy sled Thu 18:00: 9.5 h after your tempo (S2 free); costs nothing; with Tuesday's session 4 more (S6). "
        "Friday 18:00 would make the plan 10 dearer (S1)."
    )
    assert light.startswith(
        "Light recovery Mon 18:00: 32.8 h after Sunday's long run, in its recovery window (S5 free)"
    )


def test_weekdays_follow_the_first_day() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)), start="2027-01-06")))
    assert answer.sessions[1].reason.startswith("Heavy sled Thu 18:00")


@settings(max_examples=examples(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_the_numbers_in_a_reason_are_those_of_the_answer(document: Document) -> None:
    oracle = Oracle(document)
    answer = solve(parse_problem(document)).to_json()
    regrets = {row["regret"] for row in answer["candidates"]}
    for session in answer["sessions"]:
        spot, reason = (session["day"], session["slot"], session["kind"]), session["reason"]
        assert session["start"] in reason
        if "by itself it costs nothing" in reason:
            assert session["locked"]
            assert session["cost"] == 0
            continue
        if not session["terms"]:
            assert "costs nothing" in reason
        else:
            assert re.search(r"costs (\d+)", reason)[1] == str(session["cost"])  # type: ignore[index]
        if len(session["terms"]) > 1:
            for rule, cost in session["terms"].items():
                assert re.search(rf"{cost} because [^,;]*\({rule}\)", reason), (rule, cost)
        start, end = oracle.times(spot)
        if "S1" in session["terms"]:
            gap = min(run["start"] - end for run in oracle.runs if run["key"] and run["start"] >= end)
            assert f"is {hours(gap)} away (S1)" in reason
        if "S2" in session["terms"]:
            gap = min(start - run["end"] for run in oracle.runs if run["loading"] and run["end"] <= start)
            assert re.search(rf"it starts {hours(gap)} after [^,;]*\(S2\)", reason)
        for pair in re.findall(r"(\d+) more \((S\d)\)", reason):
            assert (pair[1], int(pair[0])) in {(each["rule"], each["cost"]) for each in answer["pairs"]}
        for dearer in re.findall(r"(\d+) dearer", reason):
            assert int(dearer) in regrets


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_every_day_can_be_explained(document: Document) -> None:
    answer = solve(parse_problem(document))
    rows = {(row["day"], row["slot"], row["kind"]): row for row in answer.to_json()["candidates"]}
    for day in range(document["days"]):
        for line in explain_candidates(answer, day):
            row = rows.pop((day, line.slot.value, line.kind.value), None)
            if row is None:  # locked, of a kind its week does not ask for
                assert line.locked
                continue
            assert line.regret == row["regret"]
            assert (line.rule.id if line.rule else None) == row["veto"]
            if line.status is CandidateStatus.VETOED:
                assert f"({row['veto']})" in line.text
            if line.status is CandidateStatus.DEARER:
                assert f"{row['regret']} dearer" in line.text
    assert not rows


def test_an_unplaced_session_names_the_rule_that_removed_most_of_its_candidates() -> None:
    document = week(F1, wrap=True, level="novice", targets=wanted((0, 2, 0)))
    answer = solve(parse_problem(document))
    vetoes = [row.candidate.veto for row in answer.candidates]
    (missing,) = answer.unplaced
    assert missing.reason.startswith("No place for 1 moderate session in week 1: HC4 removes 10 of 14 candidates")
    assert vetoes.count("HC4") == 10


def test_an_unplaced_session_names_every_rule_at_work() -> None:
    document = week(F1, wrap=True, unavailable=MORNINGS_ONLY, targets=wanted((2, 0, 0)))
    (missing,) = solve(parse_problem(document)).unplaced
    assert missing.reason.startswith("No place for 2 heavy sessions in week 1: HC1 removes 7 of 14 candidates")
    assert "HC5 4" in missing.reason


def test_a_session_left_out_for_its_price_says_so() -> None:
    document = {"days": 7, "level": "experienced", "active_rest": True, "targets": wanted((0, 0, 1)), "runs": []}
    (missing,) = solve(parse_problem(document)).unplaced
    assert (
        missing.reason
        == "No place for 1 light session in week 1: every place would cost as much as leaving it out (S9)."
    )


def test_a_locked_session_against_a_rule_says_that_it_was_locked() -> None:
    document = week(F1, targets=wanted((2, 0, 0)), locked=[{"day": 2, "slot": "pm", "kind": "heavy"}])
    reason = next(session.reason for session in solve(parse_problem(document)).sessions if session.locked)
    assert reason == (
        "Heavy sled Wed 18:00: it is locked there, though a day without runs stays empty (HC2); "
        "by itself it costs nothing."
    )


def test_a_chosen_day_explains_itself_with_sources() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)))))
    lines = {(line.slot.value, line.kind.value): line for line in explain_candidates(answer, 1)}
    chosen = lines["pm", "heavy"]
    assert chosen.status is CandidateStatus.CHOSEN
    assert chosen.text == answer.sessions[1].reason
    out = lines["am", "heavy"]
    assert out.status is CandidateStatus.VETOED
    assert out.rule
    assert out.rule.id == "HC5"
    assert "Schumann22 [V]" in out.rule.sources_text


def test_no_sentence_makes_a_forbidden_claim() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)))))
    texts = [session.reason for session in answer.sessions]
    texts += [line.text for day in range(7) for line in explain_candidates(answer, day)]
    texts += [rule.text + rule.sources_text for rule in answer.rules]
    for text in texts:
        for claim in ("prevents injury", "fixes knees", "safe", "VMO", "danger zone"):
            assert claim not in text


def test_a_half_day_forbidden_to_one_kind_says_so_and_holds_the_others() -> None:
    forbidden = [{"day": 1, "slot": "pm", "kind": "heavy"}]
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)), unavailable=forbidden)))
    assert not any((placed.day, placed.slot, placed.kind) == (1, "pm", "heavy") for placed in answer.sessions)
    tuesday = {(why.slot.value, why.kind.value): why for why in explain_candidates(answer, 1)}
    assert tuesday["pm", "heavy"].text == "Heavy sled Tue 18:00 is out: you forbade it (HC1)."
    light = tuesday["pm", "light"]
    assert light.rule is None
    assert light.status is not CandidateStatus.VETOED


def test_each_reason_for_a_closed_half_day_has_its_own_words_and_the_weightiest_is_told() -> None:
    words = {}
    for why in ("forbidden", "gym", "time", "busy", "pain", "away"):
        closed = [{"day": 1, "slot": "pm", "kind": "heavy", "why": "forbidden"}, {"day": 1, "why": why}]
        answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)), unavailable=closed)))
        words[why] = next(
            line.short_reason for line in explain_candidates(answer, 1) if (line.slot, line.kind) == ("pm", "heavy")
        )
    assert words == {
        "forbidden": "you forbade it (HC1)",
        "gym": "there is no sled then (HC1)",
        "time": "it takes 45 min, more than you have then (HC1)",
        "busy": "you are not available then (HC1)",
        "pain": "a session before it hurt too much (HC1)",
        "away": "you do not train that day (HC1)",
    }


def test_nothing_is_told_to_lack_where_all_is_placed() -> None:
    answer = solve(parse_problem(week("1int60 2e20 4e60", targets=wanted((1, 0, 1)))))
    assert len(answer.sessions) == 2
    assert answer.unplaced == ()


def test_a_place_that_is_as_good_says_so() -> None:
    runs = " ".join(f"{day}e20" for day in range(7))
    answer = solve(parse_problem(week(runs, targets=wanted((1, 0, 0)))))
    lines = {(line.slot.value, line.kind.value): line for line in explain_candidates(answer, 1)}
    assert [session.day for session in answer.sessions] == [0]
    assert lines["pm", "heavy"].status is CandidateStatus.AS_GOOD
    assert lines["pm", "heavy"].text == "Heavy sled Tue 18:00 would cost the same; the earlier plan is taken."


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


def reason(document: Document, day: int, kind: str) -> str:
    answer = solve(parse_problem(document))
    return next(session.reason for session in answer.sessions if (session.day, session.kind) == (day, kind))


def crowded(runs: str, evening: tuple[int, ...] = (), **more: Any) -> Document:
    """Return a week in short form, with the runs of some days in the evening."""
    document = week(runs, wrap=True, stack=True, **more)
    for run in document["runs"]:
        run["slot"] = "pm" if run["day"] in evening else "am"
    return document


def test_a_place_with_nothing_to_be_said_for_it_is_the_best_the_rules_leave() -> None:
    document = crowded(
        "3e89 5tempo20 6int90",
        targets=wanted((2, 1, 1)),
        preferred_weekdays=[1, 5],
        locked=[{"day": 2, "slot": "am", "kind": "heavy"}] * 2,
        anchors={"am": "11:45", "pm": "12:00"},
    )
    assert reason(document, 5, "moderate").startswith(
        "Moderate sled Sat 12:20: the best place the rules leave; costs 11: 3 because Sunday's intervals is 22.8 h "
        "away (S1), "
    )


def test_a_hard_day_that_stays_hard_is_a_reason() -> None:
    document = crowded(
        "0long210 1rec89 2e210 3tempo90 4long75 5pace60 6long210",
        evening=(0, 4, 5, 6),
        active_rest=True,
        targets=wanted((1, 1, 2)),
    )
    document["runs"].append({"day": 5, "slot": "am", "type": "recovery", "minutes": 31})
    assert reason(document, 3, "heavy").startswith(
        "Heavy sled Thu 08:45: a hard day stays hard (S3 free); costs 24: 12 because Friday's long run is 32.5 h away"
    )


def test_a_light_session_is_not_kept_from_a_heavy_one() -> None:
    document = week("1int40 2e90 3e20", targets=wanted((1, 0, 1)), unavailable=[{"day": 2, "slot": "pm"}])
    assert reason(document, 1, "heavy")
    assert reason(document, 3, "light").endswith(" Wednesday 08:45 would make the plan 2 dearer (S3).")


def test_what_makes_a_plan_dearer_by_one_is_named_too() -> None:
    document = week("5e300 6e40", targets=wanted((0, 1, 0)))
    assert reason(document, 6, "moderate").endswith(" Saturday 18:00 would make the plan 1 dearer (S2).")


@pytest.mark.parametrize(("past", "habit"), [((-5, -7), 0), ((-5,), 3)])
def test_a_session_seven_days_before_is_of_the_week_before(past: tuple[int, ...], habit: int) -> None:
    done = [{"day": day, "slot": "pm", "kind": "heavy"} for day in past]
    runs = " ".join(f"{day}e20" for day in range(7))
    answer = solve(parse_problem(week(runs, targets=wanted((1, 0, 0)), history=done)))
    row = next(row for row in answer.to_json()["candidates"] if (row["day"], row["slot"]) == (0, "pm"))
    assert row["regret"] == habit


@pytest.mark.parametrize(
    ("first", "second", "mornings", "day", "words"),
    [
        ("0e45 1e20 2tempo45 3e20 4e20", "", (1,), 0, "Tuesday 07:35 would make the plan 12 dearer (HC11)."),
        (
            "0e45 1long45 2e20 3e60 6int60",
            "0int20 3int45 4tempo20 5e60 6tempo20",
            (6, 10),
            3,
            "Wednesday 07:00 would make the plan 18 dearer (HC11).",
        ),
    ],
    ids=["the key run last", "the key run between"],
)
def test_a_day_that_would_make_three_hard_ones_is_told_by_that(
    first: str, second: str, mornings: tuple[int, ...], day: int, words: str
) -> None:
    document = fortnight(first, second, stack=True, targets=wanted((2, 0, 0), (2, 0, 0)))
    if not second:
        document |= {"days": 7, "targets": wanted((2, 0, 0))}
    for run in document["runs"]:
        run["slot"] = "am" if run["day"] in mornings else "pm"
    assert reason(document, day, "heavy").endswith(words)


def test_a_locked_session_that_nobody_asked_for_is_explained_by_the_rule_it_breaks() -> None:
    locked = [{"day": day, "slot": "pm", "kind": "light"} for day in (0, 2)]
    answer = solve(parse_problem(week("0e40 4int60", targets=wanted((1, 0, 0)), locked=locked)))
    for day, rule in ((0, "HC12"), (2, "HC2")):
        line = explain_candidates(answer, day)[-1]
        assert (line.status, line.locked, line.rule and line.rule.id) == (CandidateStatus.CHOSEN, True, rule)
        assert f"({rule})" in line.text
