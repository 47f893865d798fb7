"""Edges of the warnings that no other test reached: each was found as a mutant that nobody noticed."""

from __future__ import annotations

from tests.slotting.documents import wanted, week
from tests.slotting.test_warnings import found, text, with_race


def test_both_sessions_that_stand_too_near_are_named() -> None:
    locked = [{"day": 1, "slot": "pm", "kind": "heavy"}, {"day": 2, "slot": "pm", "kind": "moderate"}]
    said = text(week("1int60 2e60", targets=wanted((1, 1, 0)), locked=locked), "HC7").casefold()
    assert said == ("the heavy session of tuesday and the moderate session of wednesday are under 2 days apart (hc7).")


def test_w1_is_silent_about_a_row_that_ended_before_the_block() -> None:
    past = [{"day": day, "slot": "am", "type": "tempo", "minutes": 40} for day in (-5, -4, -3)]
    document = week("0e40 3e40")
    assert found({**document, "runs": document["runs"] + past}, "W1") == []


def test_a_week_that_is_too_long_names_its_own_race_only() -> None:
    document = with_race(240)
    earlier = {"day": 5, "slot": "am", "type": "race", "minutes": 30, "priority": "C", "distance": "10k"}
    assert text({**document, "runs": [*document["runs"], earlier]}, "W4") == (
        "Week 2 runs 300 min with Sunday's race of 240 min, 43 % above the 210 min of the week before (W4)."
    )
