"""What each health answer keeps out, sentence by sentence: a runner reads why, and how it comes back."""

from __future__ import annotations

import pytest

from planner.training.screening import Screening, screening_gates

CLEARED = "Ask a doctor, and record the day they agreed: planner screening --cleared DATE."
SLOWER = "Moderate and light sessions only, and loads that begin and rise as a novice's, for your answer on {}."
TALK = "Talk to a doctor before you do more. Answer again when that has changed: planner screening --answer {}=no."
AGREED = ", until you are cleared"


@pytest.mark.parametrize(
    ("answers", "short", "why", "way_out", "source"),
    [
        (
            "heart",
            f"your answer on heart, metabolic or kidney disease{AGREED}",
            "No heavy session and no wall sit, for your answer on heart, metabolic or kidney disease.",
            CLEARED,
            "PAR-Q+ [V]",
        ),
        (
            "heart chest",
            f"your answer on heart, metabolic or kidney disease and chest pain{AGREED}",
            "No heavy session and no wall sit, for your answer on heart, metabolic or kidney disease and chest pain.",
            CLEARED,
            "PAR-Q+ [V]",
        ),
        (
            "pregnant",
            f"your answer on pregnancy{AGREED}",
            "No heavy session and no wall sit, for your answer on pregnancy.",
            CLEARED,
            "PAR-Q+ [V]; default [D]: pregnancy",
        ),
        (
            "vessels",
            f"your answer on surgery, aneurysm or retinopathy{AGREED}",
            "No wall sit, for your answer on surgery, aneurysm or retinopathy.",
            CLEARED,
            "default [D]: on the careful side",
        ),
        (
            "age",
            "your answer on age under 18 or over 65",
            SLOWER.format("age under 18 or over 65"),
            TALK.format("age"),
            "default [D]",
        ),
        (
            "birth",
            "your answer on birth less than 8 weeks ago",
            SLOWER.format("birth less than 8 weeks ago"),
            TALK.format("birth"),
            "default [D]",
        ),
        (
            "injury",
            "your answer on return from an injury",
            SLOWER.format("return from an injury"),
            TALK.format("injury"),
            "default [D]",
        ),
        (
            "bone",
            "signs of bone stress",
            (
                "Pain at one spot of a bone, pain that grows during a run, at night, at rest or when you hop, or a "
                "limp: stop and get assessed, and do not run or push until then."
            ),
            CLEARED,
            "BSI20 [V]",
        ),
    ],
)
def test_what_a_yes_keeps_out(answers: str, short: str, why: str, way_out: str, source: str) -> None:
    gate = screening_gates(Screening(dict.fromkeys(answers.split(), "yes")))[0]
    assert (gate.short_reason, gate.why, gate.remedy, gate.sources_text) == (short, why, way_out, source)


def test_three_answers_are_listed_as_a_sentence_lists_them() -> None:
    [gate] = screening_gates(Screening(dict.fromkeys(("heart", "chest", "dizzy"), "yes")))
    assert gate.why.count(" and ") == 2, "no heavy session and no wall sit; the last two answers"
    assert "heart, metabolic or kidney disease, chest pain and dizziness or fainting." in gate.why


@pytest.mark.parametrize(
    ("name", "answer", "why", "way_out"),
    [
        (
            "pressure",
            "150/90",
            (
                "Wall sits at 120° or more and for 60 s at most, and do not hold your breath: at 90° blood pressure "
                "reached 196/112 mmHg in healthy men."
            ),
            "Answer again when that has changed: planner screening --answer pressure=normal.",
        ),
        (
            "lane",
            "no",
            "No heavy session without a clear lane and shoes that grip.",
            "Answer again when that has changed: planner screening --answer lane=yes.",
        ),
    ],
)
def test_what_other_answers_limit(name: str, answer: str, why: str, way_out: str) -> None:
    [gate] = screening_gates(Screening({name: answer}))
    assert (gate.why, gate.remedy) == (why, way_out)
