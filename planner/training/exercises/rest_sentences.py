"""How long to rest between rounds and holds, in sentences; the seconds are those of the session's timer."""

from __future__ import annotations

from planner.training.session_rests import REST_AFTER_TWO_S, REST_BETWEEN_HOLDS_S, REST_BETWEEN_ROUNDS_S, USUAL_REST_S
from planner.training.workouts import StrengthKind

REST_BETWEEN_HOLDS = f"Rest {REST_BETWEEN_HOLDS_S} s between holds."
REST_BETWEEN_OWN_ROUNDS = f"Rest {USUAL_REST_S} s between rounds."
"""The rest in an exercise of the runner's own."""

REST_BEFORE_NEXT_EXERCISE = f"Then rest {REST_BETWEEN_HOLDS_S} s before the next exercise."


def rest_between_rounds(kind: StrengthKind) -> str:
    """Return the rest between two rounds in a session of a kind."""
    longer = f", {REST_AFTER_TWO_S} s after every second one" if kind is StrengthKind.HEAVY else ""
    return f"Rest {REST_BETWEEN_ROUNDS_S[kind]} s between rounds{longer}."


def rests_between_rounds() -> tuple[str, ...]:
    """Return the rest between two rounds in the sessions of each kind, a sentence a kind."""
    return tuple(
        f"{kind.capitalize()}: {rest_between_rounds(kind).replace('Rest', 'rest', 1)}"
        for kind in (StrengthKind.HEAVY, StrengthKind.MODERATE, StrengthKind.LIGHT)
    )
