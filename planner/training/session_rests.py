"""How long a strength session rests, warms up and gets ready: defaults of this planner, not evidence.

The longer rests of a heavy session are those of the one studied backward-sled session, 120 s after each pair of rounds
(``West14``, which had 30 s within a pair); two minutes between wall sits are those of the best-studied programme
(``Wiles17``).
"""

from __future__ import annotations

from planner.training.workouts import StrengthKind

WARM_UP_S = 300
"""Seconds of easy walking or jogging before a heavy or moderate session with a sled."""
READY_S = 10
"""Seconds to get ready before the first round or hold; the last seconds of every rest are the same."""
REST_BETWEEN_ROUNDS_S = {StrengthKind.HEAVY: 60, StrengthKind.MODERATE: 60, StrengthKind.LIGHT: 30}
"""Seconds between two rounds of the sled."""
REST_AFTER_TWO_S = 120
"""Seconds after every second round of a heavy session."""
REST_BETWEEN_HOLDS_S = 120
"""Seconds between two wall sits, and between two exercises."""
USUAL_REST_S = 60
"""Seconds between two rounds of an exercise of the runner's own."""


def rest_after_round_s(kind: StrengthKind | None, number: int, *, is_sled: bool) -> int:
    """Return the seconds of rest after a round that another round of the same exercise follows.

    Args:
        kind: The kind of the session; None for a session of the runner's own.
        number: The number of the round, from 1.
        is_sled: Whether it is the sled; exercises of the runner's own rest for a minute.
    """
    if kind is None or not is_sled:
        return USUAL_REST_S
    if kind is StrengthKind.HEAVY and number % 2 == 0:
        return REST_AFTER_TWO_S
    return REST_BETWEEN_ROUNDS_S[kind]
