"""Distances and durations that stand in a plan's words: ``4-6 mile Easy Run``, ``Run 1km, walk 4km``, ``3.5-4h run``.

Only words that say the whole workout count. Repetitions, rests and paces do not: where the words leave a doubt, there
is no figure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from planner.training.measures import METRES_PER_MILE

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
_METRES = {"k": 1000.0, "m": 1.0, "mi": METRES_PER_MILE}
_SECONDS = {"h": 3600, "m": 60, "'": 60, "s": 1}
_MAX_CHARACTERS = 2000


class MeasureRange(NamedTuple):
    """A figure or a range of the plan's words, in metres or seconds; both ends are equal when it is no range."""

    low: float
    high: float


def normalize_text(text: str) -> str:
    """Words for matching: lower case, one kind of dash, ``x`` for ``×``, single spaces, at most 2,000 characters."""
    return " ".join(text[:_MAX_CHARACTERS].lower().translate(_DASHES).split())


def find_distance(text: str) -> MeasureRange | None:
    """The distance in metres that plain words give for the whole workout, or None.

    ``14k, 4x 1.6k`` begins with it, ``2 mi easy, 4 mi at HMP`` and ``run 1km, walk 4km`` add up to it, ``marathon
    (26.2 mi)`` has it in parentheses.
    """
    pieces = [piece for piece in _PIECES.split(_PARENTHESES.sub(" ", text).strip()) if piece.strip()]
    begun = [_LEADING_DISTANCE.match(piece) for piece in pieces]
    if pieces and begun[0] is not None:
        return _distance_from_leading(pieces, begun)
    whole = [match for piece in pieces if (match := _ONLY_DISTANCE.fullmatch(piece)) is not None]
    if pieces and len(whole) == len(pieces):
        return _sum(whole)
    aside = _IN_PARENTHESES.fullmatch(text)
    return _metres(aside) if aside is not None else None


def find_duration(text: str) -> MeasureRange | None:
    """The duration in seconds that plain words give for the whole workout, or None.

    ``5 minute walk, 25 minute jog, 5 minute walk`` adds up to 35 minutes; ``run 90 seconds, walk 90 seconds. repeat 8
    times`` makes 24.
    """
    low = high = 0.0
    for piece in _PIECES.split(_PARENTHESES.sub(" ", text)):
        repeat = _REPEAT.fullmatch(piece.strip())
        if repeat is not None:
            low, high = low * int(repeat[1]), high * int(repeat[1])
            continue
        main = _EXTRAS.sub("", piece)
        found = _ANY_DURATION.search(main)
        if found is None:
            if any(char.isdigit() for char in main):
                return None
            continue
        if any(char.isdigit() for char in main[: found.start()] + main[found.end() :]):
            return None
        span = _seconds(found)
        low, high = low + span.low, high + span.high
    return MeasureRange(low, high) if high > 0 else None


def _distance_from_leading(pieces: list[str], begun: list[re.Match[str] | None]) -> MeasureRange | None:
    """The whole of a text whose first piece begins with a distance."""
    first = begun[0]
    assert first is not None
    rest = pieces[0][first.end() :].strip(" :")
    if _WARM_UP.match(rest):
        return None
    if not rest or rest.startswith("consisting of"):
        return _metres(first)
    parts = [match for match in begun if match is not None]
    if len(parts) == len(pieces):
        return _sum(parts)
    more = any(_REPETITIONS.search(piece) and "stride" not in piece for piece in pieces[1:])
    return None if more or len(parts) > 1 else _metres(first)


def _sum(matches: list[re.Match[str]]) -> MeasureRange:
    spans = [_metres(match) for match in matches]
    return MeasureRange(sum(span.low for span in spans), sum(span.high for span in spans))


def _metres(match: re.Match[str]) -> MeasureRange:
    unit = match["unit"]
    return _make_range(match, _METRES["mi" if unit.startswith("mi") else unit[0]])


def _seconds(match: re.Match[str]) -> MeasureRange:
    return _make_range(match, _SECONDS[match["unit"][0]])


def _make_range(match: re.Match[str], factor: float) -> MeasureRange:
    low = float(match["low"].replace(",", "."))
    high = float((match["high"] or match["low"]).replace(",", "."))
    return MeasureRange(min(low, high) * factor, max(low, high) * factor)
