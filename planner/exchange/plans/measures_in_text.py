"""Distances and durations in a plan's words: ``4-6 mile Easy Run``, ``Run 1km, walk 4km``, ``3.5-4h run``.

Only words that give the whole workout count. Repetitions, rests and paces do not; where the words leave a doubt,
nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.workouts import Effort

_NUMBER = r"[0-9]{1,5}(?:[.,][0-9]{1,3})?"
_DISTANCE = (
    rf"(?P<low>{_NUMBER})(?:\s*-\s*(?P<high>{_NUMBER}))?\s*-?\s*"
    r"(?P<unit>km|kms|k|kilomet(?:re|er)s?|mi|miles?|m|met(?:re|er)s?)\b"
)
_DURATION = (
    rf"(?P<low>{_NUMBER})(?:\s*-\s*(?P<high>{_NUMBER}))?\s*-?\s*"
    r"(?P<unit>h|hrs?|hours?|mins?|minutes?|'|s|secs?|seconds?)(?![a-z0-9])"
)
_LEADING_DISTANCE = re.compile(_DISTANCE)
_ONLY_DISTANCE = re.compile(rf"(?:[a-z]+:?\s+){{0,2}}{_DISTANCE}(?:\s+(?:run|jog|walk|race|easy)){{0,2}}[.!]?")
_IN_PARENTHESES = re.compile(rf"[^0-9]*\({_DISTANCE}\)[^0-9]*")
_ANY_DURATION = re.compile(_DURATION)
_REPEAT = re.compile(r"repeat\s+([0-9]{1,3})\s+times")
_PARENTHESES = re.compile(r"\([^()]*\)")
_PIECES = re.compile(r"\s*(?:[;+]|,(?![0-9])|(?<![0-9]),|\.(?![0-9])|\bthen\b|\band\b)\s*")
_WARM_UP = re.compile(r"(?:easy\s+)?(?:warm|wu\b|w/u)")
_REPETITIONS = re.compile(r"[0-9]\s*x\s*[0-9(]")
_EXTRAS = re.compile(r"\s(?:with|w\.|including|incl\.?)\s.*")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x", "\N{NO-BREAK SPACE}": " "})
_METRES_PER = {"k": METRES_PER_UNIT[Unit.KM], "m": 1.0, "mi": METRES_PER_UNIT[Unit.MI]}
_SECONDS_PER = {"h": 3600, "m": 60, "'": 60, "s": 1}
_MAX_CHARACTERS = 2000


class MeasureRange(NamedTuple):
    """A figure or a range in a plan's words, in metres or seconds; both ends of a figure are equal."""

    low: float
    high: float


def normalize_text(text: str) -> str:
    """Return words for matching: lower case, one kind of dash, ``x`` for ``×``, single spaces.

    At most 2,000 characters are kept, so that the patterns stay fast on hostile text.
    """
    return " ".join(text[:_MAX_CHARACTERS].lower().translate(_DASHES).split())


def effort_in_text(text: str) -> Effort:
    """Return the distance that words give for the whole workout, else the duration; of a range the upper end.

    Args:
        text: Words from `normalize_text`.
    """
    distance = find_distance(text)
    if distance is not None:
        return Effort(distance_m=round(distance.high, 3))
    duration = find_duration(text)
    return Effort(duration_s=None if duration is None else round(duration.high))


def find_distance(text: str) -> MeasureRange | None:
    """Return the distance in metres that words give for the whole workout, or None.

    ``14k, 4x 1.6k`` begins with it, ``2 mi easy, 4 mi at HMP`` and ``run 1km, walk 4km`` add up to it, ``marathon
    (26.2 mi)`` has it in parentheses.

    Args:
        text: Words from `normalize_text`.
    """
    pieces = [piece for piece in _PIECES.split(_PARENTHESES.sub(" ", text).strip()) if piece.strip()]
    leading = [_LEADING_DISTANCE.match(piece) for piece in pieces]
    if leading and leading[0] is not None:
        return _distance_from_leading(pieces, leading[0], [match for match in leading if match is not None])
    whole = [match for piece in pieces if (match := _ONLY_DISTANCE.fullmatch(piece)) is not None]
    if pieces and len(whole) == len(pieces):
        return sum_ranges([_metres(match) for match in whole])
    in_parentheses = _IN_PARENTHESES.fullmatch(text)
    return _metres(in_parentheses) if in_parentheses is not None else None


def find_duration(text: str) -> MeasureRange | None:
    """Return the duration in seconds that words give for the whole workout, or None.

    ``5 minute walk, 25 minute jog, 5 minute walk`` adds up to 35 minutes, ``run 90 seconds, walk 90 seconds. repeat 8
    times`` to 24.

    Args:
        text: Words from `normalize_text`.
    """
    low = high = 0.0
    for piece in _PIECES.split(_PARENTHESES.sub(" ", text)):
        repeat = _REPEAT.fullmatch(piece.strip())
        if repeat is not None:
            low, high = low * int(repeat[1]), high * int(repeat[1])
            continue
        main = _EXTRAS.sub("", piece)
        match = _ANY_DURATION.search(main)
        rest = main if match is None else main[: match.start()] + main[match.end() :]
        if any(char.isdigit() for char in rest):  # another figure: a pace, a distance or repetitions
            return None
        if match is not None:
            span = _make_range(match, _SECONDS_PER[match["unit"][0]])
            low, high = low + span.low, high + span.high
    return MeasureRange(low, high) if high > 0 else None


def _distance_from_leading(
    pieces: list[str], first: re.Match[str], leading: list[re.Match[str]]
) -> MeasureRange | None:
    """Return the distance of a text whose first piece begins with one.

    Args:
        pieces: The pieces of the text.
        first: The distance that the first piece begins with.
        leading: The distances of all pieces that begin with one.
    """
    rest = pieces[0][first.end() :].strip(" :")
    if _WARM_UP.match(rest):
        return None
    if not rest or rest.startswith("consisting of"):
        return _metres(first)
    if len(leading) == len(pieces):
        return sum_ranges([_metres(match) for match in leading])
    repeats = any(_REPETITIONS.search(piece) and "stride" not in piece for piece in pieces[1:])
    return None if repeats or len(leading) > 1 else _metres(first)


def sum_ranges(ranges: Sequence[MeasureRange]) -> MeasureRange:
    """Return the range from the sum of the lower ends to that of the upper ends."""
    return MeasureRange(sum(span.low for span in ranges), sum(span.high for span in ranges))


def _metres(match: re.Match[str]) -> MeasureRange:
    unit = match["unit"]
    return _make_range(match, _METRES_PER["mi" if unit.startswith("mi") else unit[0]])


def _make_range(match: re.Match[str], factor: float) -> MeasureRange:
    low = float(match["low"].replace(",", "."))
    high = float((match["high"] or match["low"]).replace(",", "."))
    return MeasureRange(min(low, high) * factor, max(low, high) * factor)
