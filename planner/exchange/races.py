"""Which workouts of a plan are races, which of them is the goal, and how long that one is."""

from __future__ import annotations

import re

from planner.exchange.measurewords import find_distance, normalize_text
from planner.training.measures import METRES_PER_KM, METRES_PER_MILE
from planner.training.races import RaceDistance

_LONGEST_10K_M = 10_500.0
"""Up to here a race counts as 10 km: plans round 6.2 miles up, and courses measure long."""
_LONGEST_HALF_M = 22_000.0

_NOT_RACE = re.compile(
    r"race.?(?:pace|effort|simulation|week|prep|specific|plan|strategy|kit|gear)"
    r"|\b(?:pre|post|before|after)[ -](?:the )?race|simulation|time.?trial"
    r"|\bpace\b|\btempo\b|\beasy\b|\bjog|@|%|\b[0-9]+ ?x ?[0-9]",
)
_RACE = re.compile(r"\brace\b|\bcompetition\b|\bgoal marathon\b")
_MARATHON = re.compile(
    r"(?:the )?(?:[a-z.'-]+ ){0,4}(?:half.?)?(?:ultra.?)?marathon[\s!.]*"
    r"(?:\(?\s*[0-9.,]+ ?(?:km|k|mi|miles?)\s*\)?)?[\s!.]*",
)
_NAMED = (
    (RaceDistance.HALF, re.compile(r"half|21[.,]1 ?k|\b21 ?k|\b13[.,]1\b")),
    (RaceDistance.MARATHON, re.compile(r"marathon|\bultra\b|\b26[.,]2\b|\b42[.,]2\b|^(?:50|100) ?m$")),
)
_LENGTH = re.compile(
    r"(?<![0-9.,])([0-9]{1,3})(?:[.,][0-9])?[\s_-]?(km?|mi(?:les?)?)\b(?!\s*(?:per|a|/)\s*week)", re.IGNORECASE
)


def is_race_title(title: str) -> bool:
    """Whether a title, braces written out, is that of a race: ``Race Day!``, ``5-K Race``, ``Marathon (26.2 mi)``."""
    text = normalize_text(title)
    if _NOT_RACE.search(text):
        return False
    return _RACE.search(text) is not None or _MARATHON.fullmatch(text) is not None


def race_distance(distance_m: float) -> RaceDistance:
    """How the slotting rules class a race of so many metres: up to 10 km, half marathon, marathon and longer."""
    if distance_m <= _LONGEST_10K_M:
        return RaceDistance.TEN_K
    return RaceDistance.HALF if distance_m <= _LONGEST_HALF_M else RaceDistance.MARATHON


def find_race_distance(words: str) -> RaceDistance | None:
    """The class of race that words name: a race's title, a plan's type (``5K``, ``Half Marathon``) or its name."""
    text = normalize_text(words.replace("_", " "))
    for distance, pattern in _NAMED:
        if pattern.search(text):
            return distance
    span = find_distance(text)
    if span is not None:
        return race_distance(span.high)
    length = _LENGTH.search(text)
    if length is None:
        return None
    return race_distance(float(length[1]) * (METRES_PER_MILE if length[2].startswith("mi") else METRES_PER_KM))
