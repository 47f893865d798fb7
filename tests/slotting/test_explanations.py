"""The sentences of an answer, word for word and against the numbers of the answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.slotting import CandidateStatus, explain_candidates, parse_problem, solve
from planner.training.formatting import format_gap, format_gap_after
from planner.training.workouts import DEMANDING_KINDS
from tests.examples import examples
from tests.slotting.documents import documents, fortnight, wanted, week
from tests.slotting.oracle import Document, Oracle

F1 = "0e70 1int85 3tempo89 4e60 5e70 6long135"
MORNINGS_ONLY = [{"day": day, "slot": "pm"} for day in range(7)]


def exact_hours(minutes: int) -> str:
    return f"{round(minutes / 60, 1):g} h"


def test_a_session_says_what_when_why_at_what_cost_and_what_beat_the_next_best() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)))))
    light, tuesday, thursday = (session.reason for session in answer.sessions)
    assert tuesday == (
        "Heavy sled Tuesday evening, 10 h after your intervals, and Wednesday stays a rest day. "
        "8 points: Thursday's tempo is a day and a half away. "
        "Monday is out: it would leave less than a day before Tuesday's intervals."
    )
    assert thursday == (
        "Heavy sled Thursday evening, 10 h after your tempo. "
        "4 points: it comes only two days after Tuesday's session. "
        "Friday evening would cost 10 more points: Sunday's long run is a day and a half away."
    )
    assert light == (
        "Light session Monday evening, almost a day and a half after Sunday's long run, when easy movement may feel "
        "good. No drawback. You may skip this one."
    )


def test_weekdays_follow_the_first_day() -> None:
    answer = solve(parse_problem(week(F1, wrap=True, targets=wanted((2, 0, 1)), start="2027-01-06")))
    assert answer.sessions[1].reason.startswith("Heavy sled Thursday evening")


@settings(max_examples=examples(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_the_numbers_in_a_reason_are_those_of_the_answer(document: Document) -> None:
    oracle = Oracle(document)
    found = solve(parse_problem(document))
    answer = found.to_json()
    regrets = {row["regret"] for row in answer["candidates"]}
    for session in answer["sessions"]:
        spot, reason, terms = (session["day"], session["slot"], session["kind"]), session["reason"], session["terms"]
        if "It counts no points" in reason:
            assert session["locked"]
            assert session["cost"] == 0
            continue
        pairs = [pair["cost"] for pair in answer["pairs"] if pair["days"][1] == session["day"]]
        together = sum(pairs) if session["kind"] != "light" else 0
        points = re.search(r"\. (\d+) points?[:,]", reason)
        assert ("No drawback" in reason) == (not terms and not together)
        assert (int(points[1]) if points else 0) == session["cost"] + together
        largest = max(terms.values(), default=0) if sum(terms.values()) > 2 * together else -1
        start, end = oracle.times(spot)
        if terms.get("S1") == largest:
            gap = min(run["start"] - end for run in oracle.runs if run["key"] and run["start"] >= end)
            assert f" {format_gap(gap)} away" in reason
        if terms.get("S2") == largest:
            gap = min(start - run["end"] for run in oracle.runs if run["loading"] and run["end"] <= start)
            assert format_gap_after(gap) in reason
        for more in re.findall(r"would cost (\d+) more points?", reason):
            assert int(more) in regrets


@settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_the_figures_next_to_a_sentence_are_the_terms_and_the_exact_hours(document: Document) -> None:
    oracle, answer = Oracle(document), solve(parse_problem(document))
    rows = {(row["day"], row["slot"], row["kind"]): row for row in answer.to_json()["candidates"]}
    for day in range(document["days"]):
        for line in explain_candidates(answer, day):
            row = rows.get((day, line.slot.value, line.kind.value))
            if row is None:
                continue
            terms, *gaps = line.figures.split(" · ")
            pairs = [pair for pair in answer.pairs if line.status == "chosen" and pair.days[1] == day]
            pairs = pairs if line.kind in DEMANDING_KINDS else []
            costs = ", ".join(
                f"{rule} {cost}" for rule, cost in [*row["terms"].items(), *((pair.rule, pair.cost) for pair in pairs)]
            )
            assert terms == (row["veto"] or costs or "no cost")
            start, end = oracle.times((day, line.slot.value, line.kind.value))
            ahead = [run["start"] - end for run in oracle.runs if run["key"] and run["start"] >= end]
            before = [start - run["end"] for run in oracle.runs if run["loading"] and run["end"] <= start]
            expected = [f"{exact_hours(min(before))} after the last run that loads"] if before else []
            expected += [f"{exact_hours(min(ahead))} to the next key run"] if ahead else []
            assert [gap for gap in expected if gap in gaps] == gaps


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
                assert line.text.startswith("Not ")
            if line.status is CandidateStatus.DEARER:
                assert re.search(rf"would cost {row['regret']} more points?\b", line.text)
    assert not rows


def test_an_unplaced_session_names_the_rule_that_removed_most_of_its_candidates() -> None:
    document = week(F1, wrap=True, level="novice", targets=wanted((0, 2, 0)))
    answer = solve(parse_problem(document))
    vetoes = [row.candidate.veto for row in answer.candidates]
    (missing,) = answer.unplaced
    assert missing.reason == (
        "No room for a second moderate session in week 1: 10 of its 14 half-days leave less than 48 h before a hard or "
        "long run, 2 are days you don't run, 1 is too near other strength, 1 has the one there is room for."
    )
    assert vetoes.count("HC4") == 10


def test_an_unplaced_session_names_every_rule_at_work() -> None:
    document = week(F1, wrap=True, unavailable=MORNINGS_ONLY, targets=wanted((2, 0, 0)))
    (missing,) = solve(parse_problem(document)).unplaced
    assert missing.reason == (
        "No room for the two heavy sessions in week 1: 7 of its 14 half-days are not free, 4 come less than 3 h after "
        "a run, 2 leave less than a day before a hard or long run, 1 is a day you don't run."
    )


def test_a_session_left_out_for_its_price_says_so() -> None:
    document = {"days": 7, "level": "experienced", "active_rest": True, "targets": wanted((0, 0, 1)), "runs": []}
    (missing,) = solve(parse_problem(document)).unplaced
    assert missing.reason == "No room for the light session in week 1: no hard run is recent enough to recover from."


def test_a_locked_session_against_a_rule_says_that_it_was_locked() -> None:
    document = week(F1, targets=wanted((2, 0, 0)), locked=[{"day": 2, "slot": "pm", "kind": "heavy"}])
    reason = next(session.reason for session in solve(parse_problem(document)).sessions if session.locked)
    assert reason == ("Heavy sled Wednesday evening, fixed there, though Wednesday is a rest day. It counts no points.")


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
    assert tuesday["pm", "heavy"].text == "Not Tuesday 18:00: you keep it free of that."
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
        "forbidden": "you keep it free of that",
        "gym": "there is no sled then",
        "time": "it takes 45 min, more than you have then",
        "busy": "you are not free then",
        "pain": "a session before it hurt too much",
        "away": "you do not train that day",
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
    assert lines["pm", "heavy"].text == "Heavy sled Tuesday evening would do just as well."


def test_a_locked_session_that_makes_a_third_hard_day_by_itself_says_so() -> None:
    locked = [{"day": 6, "slot": "pm", "kind": "heavy"}]
    answer = solve(parse_problem(week("4tempo40 5tempo40 6e40", targets=wanted((1, 0, 0)), locked=locked)))
    assert [session.reason for session in answer.sessions] == [
        "Heavy sled Sunday evening, fixed there, though it makes three hard days in a row. It counts no points."
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
        "Moderate sled Saturday afternoon, the best place the rules leave. 11 points, mainly because it comes straight "
        "after your tempo, and Sunday's intervals are 23 h away."
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
        "Heavy sled Thursday morning, on a day that is hard already. 24 points: Friday's long run is almost a day "
        "and a half away, and it comes straight after your tempo."
    )


def test_a_light_session_is_not_kept_from_a_heavy_one() -> None:
    document = week("1int40 2e90 3e20", targets=wanted((1, 0, 1)), unavailable=[{"day": 2, "slot": "pm"}])
    assert reason(document, 1, "heavy")
    assert reason(document, 3, "light").endswith(
        " 2 points: it comes straight after a short run. You may skip this one."
    )
    line = next(line for line in explain_candidates(solve(parse_problem(document)), 2) if line.kind == "light")
    assert line.text == (
        "Light session Wednesday morning would cost 2 more points; by itself 4 points: the day has a medium-long run "
        "already, and it comes straight after your easy run."
    )


def test_what_makes_a_plan_cost_one_point_more_is_named_too() -> None:
    document = week("5e300 6e40", targets=wanted((0, 1, 0)))
    assert reason(document, 6, "moderate").endswith(
        " Saturday evening would cost 1 more point: it comes only 6 h after your easy run."
    )


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
        (
            "0e45 1e20 2tempo45 3e20 4e20",
            "",
            (1,),
            0,
            "Tuesday morning would cost 12 more points: it would make three hard days in a row.",
        ),
        (
            "0e45 1long45 2e20 3e60 6int60",
            "0int20 3int45 4tempo20 5e60 6tempo20",
            (6, 10),
            3,
            "Wednesday morning would cost 18 more points: it would make three hard days in a row.",
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
        assert line.figures == rule
        assert line.text.endswith("It counts no points.")
