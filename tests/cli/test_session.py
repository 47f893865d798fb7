"""`planner session`: the strength sessions of a day as text, part by part, with what is kept out and why."""

from pathlib import Path

import pytest

from tests.cli.said import Planner


def said_by(planner: Planner, *words: str) -> str:
    """The text of a day's session on one line."""
    answer = planner("session", *words)
    assert answer.code == 0, answer.err
    return " ".join(answer.out.split())


def test_a_session_is_printed_whole_and_changes_nothing(block: Planner, database: Path) -> None:
    before = database.read_bytes()
    text = said_by(block, "2027-01-21")
    assert database.read_bytes() == before
    for words in (
        "Heavy sled and wall sit #26 Thursday 21 January 2027, 18:00 · about 45 min · RPE 7",
        "Warm-up 5 min of easy walking or jogging. 20 m backward without a load. One round with half the load.",
        "1 Sled 5 × 20 m, 38.5 kg",
        "No round may feel harder than 8 of 10",
        "Put the two medium resistance bands on the sled's handles",
        "Rest 60 s between rounds, 120 s after every second one.",
        "Then rest 120 s before the next exercise.",
        "2 Wall sit 2 × 1:15 with ball",
        "Knees at 120°",
        "Squeeze the ball between the knees at 4 to 5 of 10",
        "Breathing Breathe all the time",
        "Stop signs Stop at dizziness",
        "planner howto reverse_sled_push",
        "planner done 26",
    ):
        assert words in text
    assert max(map(len, block("session", "2027-01-21").out.splitlines())) <= 79


def test_a_day_without_one_names_the_next(block: Planner) -> None:
    assert said_by(block) == (
        "There is no strength session today. The next is on Thu 7 Jan 2027, 18:00: Moderate sled and wall sit."
    )
    assert said_by(block, "fri").startswith("There is no strength session on Fri 8 Jan 2027. The next is on Tue 12 Jan")
    assert said_by(block, "2027-01-04").endswith("The next is on Thu 7 Jan 2027, 18:00: Moderate sled and wall sit.")
    assert said_by(block, "2028-01-01") == (
        "There is no strength session on Sat 1 Jan 2028, and none is planned in the year after."
    )


def test_all_sessions_of_a_day_are_printed_and_what_is_done_only_named(block: Planner) -> None:
    assert block("add", "2027-01-07", "light", "--start", "07:00", "--wall-sit", "1x1:00", "--title", "Early").code == 0
    assert block("done", "3", "--at", "2027-01-05", "--sled", "3x20 30").code == 0
    text = said_by(block, "2027-01-07")
    assert text.index("Early #") < text.index("Moderate sled and wall sit #6")
    early = text.partition("Moderate sled")[0]
    assert "planner howto wall_sit_alone" in early
    assert "Lane" not in early
    assert "No hold may feel harder than 3 of 10" in early
    done = said_by(block, "2027-01-05")
    assert "did sled 3 × 20 m, 30 kg" in done
    assert "Warm-up" not in done


def test_the_open_questions_are_named_until_they_are_answered(block: Planner) -> None:
    assert "The health questions are open: planner screening." in said_by(block, "2027-01-21")
    assert "Is the lane clear behind you" in said_by(block, "2027-01-21")
    assert "Is the lane clear behind you" not in said_by(block, "2027-01-07")
    assert block("screening", "--answer", "heart=no,lane=yes").code == 0
    assert "Before you start" not in said_by(block, "2027-01-21")


def test_what_is_kept_out_is_named_with_the_way_back(block: Planner) -> None:
    assert block("screening", "--answer", "pressure=165/100").code == 0
    text = said_by(block, "2027-01-07")
    assert "Kept out for your health" in text
    assert "Not medical advice." in text
    assert "1 Sled 4 × 20 m" in text
    assert "2 Wall sit" not in text
    document = block("session", "2027-01-07", "--json").document["sessions"][0]
    assert [gate["rule"] for gate in document["gates"]] == ["R2"]
    assert {part["exercise"] for part in document["parts"]} == {"reverse_sled_push"}
    assert len(document["planned"]["sets"]) == 2


def test_a_session_that_is_refused_has_no_parts(block: Planner) -> None:
    assert block("screening", "--answer", "heart=yes,lane=yes").code == 0
    text = said_by(block, "2027-01-21")
    assert "Kept out for your health" in text
    assert "Sled 5" not in text
    document = block("session", "2027-01-21", "--json").document["sessions"][0]
    assert document["refused"] is True
    assert document["parts"] == document["instructions"] == []


def test_the_document_has_what_the_timer_walks_through(block: Planner) -> None:
    document = block("session", "2027-01-07", "--json").document
    (session,) = document["sessions"]
    assert (document["date"], document["next"]) == ("2027-01-07", None)
    assert (session["id"], session["kind"], session["questions"]) == (6, "moderate", ["health"])
    rounds = [part for part in session["parts"] if part["kind"] == "round"]
    assert [(part["distance_m"], part["load_kg"]) for part in rounds] == [(20, 35.0)] * 4
    assert [part["load_kg"] for part in session["parts"] if part["kind"] == "warm-up round"] == [0.0, 17.5]
    assert [part["seconds"] for part in session["parts"] if part["kind"] == "rest"] == [60, 60, 60, 120, 120]
    assert [part["seconds"] for part in session["parts"] if part["kind"] == "hold"] == [60, 60]
    assert session["instructions"][0].startswith("Warm up: 5 min")
    none = block("session", "--json").document
    assert none["sessions"] == []
    assert none["next"]["date"] == "2027-01-07"


@pytest.mark.parametrize(
    ("sled_kg", "loads", "sentence"),
    [("20", [0.0, 20.0], "One round with the empty sled."), ("35", [0.0], "20 m backward without a load.")],
)
def test_the_warm_up_is_not_lighter_than_the_empty_sled(
    block: Planner, sled_kg: str, loads: list[float], sentence: str
) -> None:
    assert block("set", "sled", sled_kg).code == 0
    (session,) = block("session", "2027-01-07", "--json").document["sessions"]
    assert {part["load_kg"] for part in session["parts"] if part["kind"] == "round"} == {35.0}
    assert [part["load_kg"] for part in session["parts"] if part["kind"] == "warm-up round"] == loads
    assert session["instructions"][0].endswith(sentence)
    assert f"{sentence} 1 Sled" in said_by(block, "2027-01-07")


def test_a_session_of_other_strength_says_that_it_has_no_sets(block: Planner) -> None:
    assert block("add", "2027-01-09", "strength", "--title", "Yo\x1b[31mga").code == 0
    answer = block("session", "2027-01-09")
    assert "It has no sets" in answer.out
    assert "\x1b" not in answer.out


def test_in_an_empty_planbook_there_is_none(planner: Planner) -> None:
    assert said_by(planner) == "There is no strength session today, and none is planned in the year after."


def test_on_an_output_without_our_signs_it_is_in_ascii(
    block: Planner, program: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert block("today").code == 0
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    out = program("session", "2027-01-21").out
    assert "Sled 5 x 20 m" in out
    assert "Knees at 120 degrees" in out
    assert "\\x" not in out
