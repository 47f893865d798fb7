"""What a session does by a number of ours, as rules: warm-up, rests, loads, the light session after a hard run.

Most are defaults of this planner, not evidence. The numbers are those of the modules that use them.
"""

from __future__ import annotations

from planner.text import join_words
from planner.training.doses import HARD_CAP_PERCENT
from planner.training.exercises.examples import EXERCISE_EXAMPLES
from planner.training.feelings import SORENESS_ALLOWS_LIGHT
from planner.training.formatting import format_exercise, format_number
from planner.training.session_instructions import SQUEEZE_EFFORT
from planner.training.session_rests import (
    READY_S,
    REST_AFTER_TWO_S,
    REST_BETWEEN_HOLDS_S,
    REST_BETWEEN_ROUNDS_S,
    USUAL_REST_S,
    WARM_UP_S,
)
from planner.training.session_timer.run_words import round_seconds
from planner.training.session_timer.session_run import BELLS_S, LOAD_STEP_KG
from planner.training.sources import CodedRule, EvidenceGrade, RuleSource
from planner.training.workouts import LANE_M, LegLoad, StrengthKind

_FASTEST_S, _SLOWEST_S = round_seconds(LANE_M)


def _examples_text() -> str:
    """Return what the examples ask of the legs: ``sled push and sandbag lunge heavy, ...``."""
    names = {load: [format_exercise(one.name) for one in EXERCISE_EXAMPLES if one.leg_load is load] for load in LegLoad}
    return ", ".join(f"{join_words(listed)} {load}" for load, listed in names.items() if listed)


SESSION_RULES = {
    rule.code: rule
    for rule in (
        CodedRule(
            "E1",
            f"a heavy or moderate session begins with {WARM_UP_S // 60} min of easy walking or jogging, one round "
            "backward without a load, and one with half the load or, where that is more, the empty sled",
        ),
        CodedRule(
            "E2",
            f"rest between rounds of the sled: {REST_BETWEEN_ROUNDS_S[StrengthKind.HEAVY]} s in a heavy session, "
            f"{REST_AFTER_TWO_S} s after every second one; {REST_BETWEEN_ROUNDS_S[StrengthKind.MODERATE]} s in a "
            f"moderate, {REST_BETWEEN_ROUNDS_S[StrengthKind.LIGHT]} s in a light one",
            (
                RuleSource(EvidenceGrade.READ, "West14", f"{REST_AFTER_TWO_S} s after two"),
                RuleSource(EvidenceGrade.DEFAULT, note="all others"),
            ),
        ),
        CodedRule(
            "E3",
            f"rest between wall sits, and between two exercises: {REST_BETWEEN_HOLDS_S} s; between rounds of an "
            f"exercise of your own: {USUAL_REST_S} s",
            (
                RuleSource(EvidenceGrade.READ, "Wiles17", "between wall sits"),
                RuleSource(EvidenceGrade.DEFAULT, note="all others"),
            ),
        ),
        CodedRule(
            "E4",
            f"{READY_S} s to get ready; the bell rings {join_words([str(left) for left in BELLS_S])} s before the end "
            "of a rest or hold",
        ),
        CodedRule("E5", f"a round of {LANE_M:g} m of sled takes {_FASTEST_S} to {_SLOWEST_S} s"),
        CodedRule(
            "E6",
            f"the timer changes the load of the sled by {format_number(LOAD_STEP_KG)} kg, never below the empty sled "
            f"or, on gym turf, above {HARD_CAP_PERCENT:g} % of body mass",
        ),
        CodedRule(
            "E7",
            f"the ball is squeezed at {SQUEEZE_EFFORT[StrengthKind.HEAVY]} of 10, in a light session at "
            f"{SQUEEZE_EFFORT[StrengthKind.LIGHT]}",
        ),
        CodedRule(
            "E8",
            "after a demanding run or race was recorded, one light session is offered in the window of S5; none with "
            f"soreness above {SORENESS_ALLOWS_LIGHT} of 10",
            (
                RuleSource(EvidenceGrade.COACH, "Ayotte25", "that it may help"),
                RuleSource(EvidenceGrade.DEFAULT, note="the soreness"),
            ),
        ),
        CodedRule(
            "E9",
            "an exercise of your own counts as a session of the kind that its leg load names; that of the examples: "
            f"{_examples_text()}",
        ),
    )
}
"""The rules by their codes."""
