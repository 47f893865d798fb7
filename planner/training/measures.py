"""Parse distances, durations, paces, RPE and dates as people write them, and format them again.

The rest of the program has metres (to the millimetre, as they are stored), seconds and plain dates. The parsers accept
many forms (``8,2 km``, ``1h 5m``) but refuse a value that is negative, no number or absurd; none is silently changed.
Each takes the name of the field, for the refusal.
"""

from __future__ import annotations

import datetime as dt
import re

from planner.text import replace_unprintable
from planner.training.races import METRES_PER_UNIT, Unit
from planner.training.refusal import RefusedError

METRES_PER_KM, METRES_PER_MILE = METRES_PER_UNIT[Unit.KM], METRES_PER_UNIT[Unit.MI]

MAX_DISTANCE_M = 500_000.0
"""More than anyone has run in 48 hours, so a longer distance is a mistake in the unit."""
MAX_DURATION_S = 48 * 3600
"""Two days, because nothing longer is one workout."""
_MIN_PACE_S_PER_KM = 90
_MAX_PACE_S_PER_KM = 3600
_MAX_RPE = 10.0
_MAX_PAIN = 10
YEARS = range(1970, 2200)
"""The years that dates may be in."""

_MAX_QUOTED_LENGTH = 40
_METRES_BELOW = 100.0
"""Below so many metres a distance is formatted in metres."""
_MAX_INPUT_LENGTH = 40
_MAX_DIGITS = 9

# Patterns are texts, compiled by `re` where the first one is matched: whoever only formats compiles none.
_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,9})?"
_DISTANCE = rf"({_NUMBER})\s*(km|kms|k|kilomet(?:re|er)s?|mi|miles?|m|met(?:re|er)s?)?"
_CLOCK = r"(?:([0-9]{1,3}):)?([0-9]{1,4}):([0-9]{2})"
_PARTS = (
    rf"(?:(?P<h>{_NUMBER})\s*(?:h|hrs?|hours?)\.?)?\s*"
    rf"(?:(?P<m>{_NUMBER})\s*(?:(?:m|mins?|minutes?|')\.?|$))?\s*"  # 1h05
    rf"(?:(?P<s>{_NUMBER})\s*(?:s|secs?|seconds?|\")\.?)?"
)
_PACE = r"([0-9]{1,2}):([0-9]{2})\s*(?:min)?\s*(?:(?:/|per)\s*(km|mi|mile))?"
_RPE = r"([0-9]{1,2}(?:[.,][0-9]{1,3})?)(?:\s*/\s*10)?"
_PAIN = r"([0-9]{1,2})(?:\s*/\s*10)?"
_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"


def quoted(value: str) -> str:
    """Quote a value for a refusal: on one line, without control or direction characters, cut at 40 characters."""
    shown = replace_unprintable(value[:_MAX_QUOTED_LENGTH])
    return f'"{shown}…"' if len(value) > _MAX_QUOTED_LENGTH else f'"{shown}"'


def to_metres(value: float, unit: Unit) -> float:
    """Convert kilometres or miles to metres, rounded to the millimetre."""
    return round(value * METRES_PER_UNIT[unit], 3)


def parse_distance(text: str, field: str, unit: Unit) -> float:
    """Parse a distance into metres, rounded to the millimetre.

    Args:
        text: ``8.2``, ``8,2 km``, ``5mi``, ``5 miles``, ``400 m``.
        field: What the value is, for the refusal.
        unit: The unit of a number written without one.

    Raises:
        RefusedError: The text is no distance, is 0, or is more than 500 km.
    """
    match = re.fullmatch(_DISTANCE, _strip_and_limit(text), re.IGNORECASE)
    if match is None:
        raise RefusedError(f"{field} {quoted(text)} is not a distance; write it like 8.2 km, 5 mi or 400 m.")
    number, written = match.group(1), (match.group(2) or unit.value).lower()
    if written.startswith(("mi", "mile")):
        distance = to_metres(_parse_number(number), Unit.MI)
    elif written.startswith("k"):
        distance = to_metres(_parse_number(number), Unit.KM)
    else:
        if "," in number:
            raise RefusedError(f"{field} {quoted(text)} could be read two ways; write metres without a comma.")
        distance = round(_parse_number(number), 3)
    if not 0 < distance <= MAX_DISTANCE_M:
        raise RefusedError(f"{field} {quoted(text)} must be more than 0 and at most 500 km.")
    return distance


def parse_duration(text: str, field: str) -> int:
    """Parse a duration into whole seconds; a number alone is minutes, and ``45:10`` is minutes and seconds.

    Args:
        text: ``45``, ``45:10``, ``1:02:03``, ``45min``, ``1h 5m``, ``1.5h``, ``90 s``.
        field: What the value is, for the refusal.

    Raises:
        RefusedError: The text is no duration, is 0, or is more than 48 hours.
    """
    seconds = _parse_seconds(_strip_and_limit(text))
    if seconds is None:
        raise RefusedError(f"{field} {quoted(text)} is not a duration; write it like 45, 45:10, 1:02:03 or 1h 5m.")
    if not 0 < seconds <= MAX_DURATION_S:
        raise RefusedError(f"{field} {quoted(text)} must be more than 0 and at most 48 hours.")
    return seconds


def parse_pace(text: str, field: str, unit: Unit) -> float:
    """Parse a pace into seconds a kilometre.

    Args:
        text: ``4:32``, ``4:32 /km``, ``7:18/mi``, ``4:32 min/km``.
        field: What the value is, for the refusal.
        unit: The unit of a pace written without one.

    Raises:
        RefusedError: The text is no pace, or is not between 1:30 and 60:00 a kilometre.
    """
    match = re.fullmatch(_PACE, _strip_and_limit(text), re.IGNORECASE)
    if match is None or int(match.group(2)) >= 60:
        raise RefusedError(f"{field} {quoted(text)} is not a pace; write it like 4:32 /km or 7:18 /mi.")
    written = (match.group(3) or unit.value).lower()
    per = METRES_PER_UNIT[Unit.KM if written == "km" else Unit.MI]
    pace = (int(match.group(1)) * 60 + int(match.group(2))) * METRES_PER_KM / per
    if not _MIN_PACE_S_PER_KM <= pace <= _MAX_PACE_S_PER_KM:
        raise RefusedError(f"{field} {quoted(text)} must lie between 1:30 and 60:00 a kilometre.")
    return pace


def parse_rpe(text: str, field: str) -> float:
    """Parse a rating of perceived exertion, 0 to 10 (CR10): ``6``, ``6.5``, ``6,5``, ``6/10``.

    Raises:
        RefusedError: The text is no number from 0 to 10.
    """
    match = re.fullmatch(_RPE, _strip_and_limit(text))
    if match is None or _parse_number(match.group(1)) > _MAX_RPE:
        raise RefusedError(f"{field} {quoted(text)} is not an RPE; write a number from 0 to 10, like 6 or 6.5.")
    return _parse_number(match.group(1))


def parse_pain(text: str, field: str) -> int:
    """Parse a rating of pain, 0 (none) to 10: ``2``, ``2/10``.

    Raises:
        RefusedError: The text is no whole number from 0 to 10.
    """
    match = re.fullmatch(_PAIN, _strip_and_limit(text))
    if match is None or int(match.group(1)) > _MAX_PAIN:
        raise RefusedError(f"{field} {quoted(text)} is not a pain rating; write a whole number from 0 (none) to 10.")
    return int(match.group(1))


def parse_date(text: str, field: str) -> dt.date:
    """Parse a date written ``YYYY-MM-DD``, from 1970 to 2199.

    Raises:
        RefusedError: The text has another form, is no day of the calendar, or is outside those years.
    """
    match = re.fullmatch(_DATE, _strip_and_limit(text))
    if match is None:
        raise RefusedError(f"{field} {quoted(text)} is not a date; write it as YYYY-MM-DD.")
    year, month, day = (int(part) for part in match.groups())
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise RefusedError(f"{field} {quoted(text)} is not a day of the calendar.") from None
    if date.year not in YEARS:
        raise RefusedError(f"{field} {quoted(text)} must lie in the years {YEARS[0]} to {YEARS[-1]}.")
    return date


def parse_whole_number(text: str, field: str) -> int:
    """Return a whole number of at most nine ASCII digits, with or without a ``#`` before it: ``12``, ``#12``.

    Raises:
        RefusedError: It is no such number.
    """
    digits = text.removeprefix("#")
    # int() takes the digits of every script, and refuses thousands of them with a ValueError.
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_DIGITS):
        raise RefusedError(f"{field} must be a whole number, not {quoted(text)}.")
    return int(digits)


def format_distance(distance_m: float, unit: Unit, *, short: bool = False) -> str:
    """Format metres with one decimal at most: ``8.2 km``, ``8.2`` when short; the long form has metres below 100 m."""
    if not short and 0 < distance_m < _METRES_BELOW:
        return f"{distance_m:.0f} m"
    figure = f"{distance_m / METRES_PER_UNIT[unit]:.1f}".removesuffix(".0")
    return figure if short else f"{figure} {unit.value}"


def format_duration(seconds: float) -> str:
    """Format seconds: ``45:10``, ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def format_pace(pace_s_per_km: float, unit: Unit, *, short: bool = False) -> str:
    """Format seconds a kilometre as a pace in a unit: ``4:32 /km``, ``7:18 /mi``; ``4:32`` when short."""
    figure = format_duration(pace_s_per_km * METRES_PER_UNIT[unit] / METRES_PER_KM)
    return figure if short else f"{figure} /{unit.value}"


def _strip_and_limit(text: str) -> str:
    """Strip white space; return an empty text, which matches no pattern, for one that is too long to be a measure."""
    text = text.strip()
    return text if len(text) <= _MAX_INPUT_LENGTH else ""


def _parse_number(text: str) -> float:
    return float(text.replace(",", "."))


def _parse_seconds(text: str) -> int | None:
    clock = re.fullmatch(_CLOCK, text)
    if clock is not None:
        hours, minutes, seconds = clock.groups()
        if int(seconds) >= 60 or (hours is not None and int(minutes) >= 60):
            return None
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    if re.fullmatch(_NUMBER, text):
        return round(_parse_number(text) * 60)
    parts = re.fullmatch(_PARTS, text, re.IGNORECASE)
    if parts is None or not any(parts.groups()):
        return None
    return round(sum(_parse_number(parts[unit] or "0") * each for unit, each in (("h", 3600), ("m", 60), ("s", 1))))
