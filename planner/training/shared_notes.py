"""The note and the reason of a workout as other programs and devices may have them: without health and ratings.

The planner adds sentences to the notes of its sessions: what an answer to a health question keeps out of them, and how
hard a round may feel. Its reasons say which pain or illness a session gives way to, and how earlier ones felt.
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


def shared_reason(reason: str) -> str:
    """Return why a workout is there without the sentences, or their ends, that say how the runner is or has felt."""
    return " ".join(filter(None, map(_shared_sentence, _sentence_end().split(reason))))


def _shared_sentence(sentence: str) -> str:
    if not _on_health().search(sentence):
        return sentence
    beginning = sentence.partition(": ")[0]
    return "" if beginning == sentence or _on_health().search(beginning) else f"{beginning}."


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?<=[.!?]) ")


@cache
def _on_health() -> re.Pattern[str]:
    words = (
        r"pain\w*|hurts?|ill|illness|injur\w+|sick|sore\w*|sleep|slept|felt|of 10|rated|answers?|health|your age|birth"
    )
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _health_sentence() -> re.Pattern[str]:
    return re.compile(
        r"No (?:heavy session and no )?wall sit, for your answer on [^.]*\."
        r"|Wall sits at \d+° or more and for \d+ s at most, and do not hold your breath: [^.]*\."
    )


@cache
def _rating_limit() -> re.Pattern[str]:
    return re.compile(r": no round may feel harder than [\d.]+ of 10 \(RPE\)(\.)")
