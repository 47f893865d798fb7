"""The note of a workout as other programs and devices may have it: without health answers and ratings.

The planner adds sentences to the notes of its sessions: what an answer to a health question keeps out of them, and how
hard a round may feel.
"""

from __future__ import annotations

import re
from functools import cache

from planner.training.precautions import BONE_STRESS, NOT_ADVICE


def shared_note(note: str) -> str:
    """Return a note without what the planner has added to it on the runner's health and on ratings."""
    for sentence in (BONE_STRESS, NOT_ADVICE):
        note = note.replace(sentence, "")
    note = _health_sentence().sub("", note)
    note = _rating_limit().sub(r"\1", note)
    return re.sub(r" {2,}", " ", note).strip()


@cache
def _health_sentence() -> re.Pattern[str]:
    return re.compile(
        r"No (?:heavy session and no )?wall sit, for your answer on [^.]*\."
        r"|Wall sits at \d+° or more and for \d+ s at most, and do not hold your breath: [^.]*\."
    )


@cache
def _rating_limit() -> re.Pattern[str]:
    return re.compile(r": no round may feel harder than [\d.]+ of 10 \(RPE\)(\.)")
