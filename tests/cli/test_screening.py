"""`planner screening` and `planner ease`, and what `planner done` says of pain."""

from __future__ import annotations

import pytest

from planner.training.screening import QUESTIONS
from tests.cli.said import Planner


def test_the_questions_are_listed_before_any_was_answered(planner: Planner) -> None:
    said = planner("screening").out
    assert all(f"{question.name:<12}-" in said for question in QUESTIONS)
    assert "Nothing is kept out of your plan." in said
    assert "Not medical advice." in said
    assert max(map(len, said.splitlines())) < 80


def test_answers_are_stored_and_what_follows_is_said_and_undone(planner: Planner) -> None:
    said = planner("screening", "--answer", "heart=no,chest=yes", "--answer", "pressure=142/90").out
    assert "chest       yes" in said
    assert "No heavy session and no wall sit, for your answer on chest pain." in said
    assert "196/112" in said
    found = planner("screening", "--json").document["screening"]
    assert found["answered"] == "2027-01-06"
    assert {one["name"]: one["answer"] for one in found["questions"] if one["answer"]} == {
        "heart": "no", "chest": "yes", "pressure": "142/90",
    }  # fmt: skip
    assert [(gate["rule"], gate["kinds"], gate["exercises"]) for gate in found["gates"]] == [
        ("R1", ["heavy"], ["wall_sit"]), ("R2", [], []),
    ]  # fmt: skip
    assert (found["gates"][1]["least_angle_deg"], found["gates"][1]["longest_hold_s"]) == (120, 60)
    cleared = planner("screening", "--cleared", "2027-01-05", "--json").document["screening"]
    assert (cleared["cleared"], [gate["rule"] for gate in cleared["gates"]]) == ("2027-01-05", ["R2"])
    assert planner("undo").out == "Taken back: cleared for strength on Tue 5 Jan.\n"
    assert planner("undo").out == "Taken back: health questions.\n"
    assert planner("screening", "--json").document["screening"]["answered"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--answer", "heart"], 'answer must be NAME=ANSWER, as heart=no, not "heart".'),
        (["--answer", "heart=perhaps"], 'heart must be no, yes, not "perhaps".'),
        (["--answer", "he\x1bart=no"], "There is no health question"),
        (["--answer", "pressure=80/120"], "or a reading as 142/90"),
        (["--cleared", "2027-01-07"], "cleared must be today or an earlier day, not 2027-01-07"),
        (["--cleared", "31 Feb"], "cleared"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_sentence(planner: Planner, words: list[str], said: str) -> None:
    answered = planner("screening", *words)
    assert (answered.code, answered.out) == (1, "")
    assert said in answered.err
    assert "\x1b" not in answered.err
    assert planner("history", "--json").document["operations"] == []


def test_a_block_says_who_was_not_screened_and_what_was_left_out(planner: Planner) -> None:
    new = ["new", "--template", "10k", "--start", "2027-01-11", "--level", "experienced", "--dry-run", "--json"]
    assert any(remark.startswith("Not screened") for remark in planner(*new).document["remarks"])
    usual = ",".join(f"{question.name}={question.choices[0]}" for question in QUESTIONS)
    planner("screening", "--answer", usual)
    assert not any("screened" in remark for remark in planner(*new).document["remarks"])
    planner("screening", "--answer", "bone=yes")
    refused = planner(*new)
    assert refused.code == 1
    assert "stop and get assessed" in refused.err


def yesterday(block: Planner) -> str:
    """The number of the run of Tuesday 5 January."""
    items = block("agenda", "--from", "2027-01-05", "--to", "2027-01-05", "--json").document["items"]
    return next(str(item["id"]) for item in items if item["sport"] == "run")


def test_bad_pain_says_what_is_out_and_ease_makes_it_light(block: Planner) -> None:
    said = block("done", yesterday(block), "--pain", "7").out
    assert "No heavy and no moderate session until Tue 12 Jan: pain of 7 on Tue 5 Jan." in " ".join(said.split())
    assert "planner ease" in said
    shown = block("ease", "--dry-run").out
    assert "Light sled and wall sit" in shown
    before = block("agenda", "--json").document["items"]
    assert block("ease", "--json").document["operation"].startswith("ease: ")
    held = [
        item for item in block("agenda", "--json").document["items"] if "2027-01-06" <= item["date"] <= "2027-01-11"
    ]
    assert {item["kind"] for item in held if item["sport"] == "strength"} == {"light"}
    block("undo")
    assert block("agenda", "--json").document["items"] == before


def test_pain_of_the_next_morning_is_added_to_what_was_recorded(block: Planner) -> None:
    block("done", yesterday(block), "--rpe", "4", "--pain", "1", "--note", "cold")
    said = block("done", yesterday(block), "--pain-next", "4")
    assert "pain next morning 4" in said.out
    assert "planner ease" in said.out
    items = block("agenda", "--from", "2027-01-05", "--to", "2027-01-05", "--json").document["items"]
    actual = next(item["actual"] for item in items if item["sport"] == "run")
    assert (actual["rpe"], actual["pain"], actual["pain_next"], actual["note"]) == (4, 1, 4, "cold")


def test_little_pain_is_recorded_without_a_word(block: Planner) -> None:
    assert len(block("done", yesterday(block), "--pain", "3").out.splitlines()) == 1


def test_the_first_heavy_session_names_the_health_questions_until_one_is_answered(planner: Planner) -> None:
    assert '"planner screening"' in planner("add", "tomorrow", "moderate").out
    assert "screening" not in planner("add", "fri", "easy").out
    planner("screening", "--answer", "chest=no")
    assert "screening" not in planner("add", "+4", "moderate").out
