"""What the rows of Strava and of Garmin Connect have in common: distances of doubtful unit, limits, sets."""

from __future__ import annotations

from typing import Final

from planner.exchange.recordings.csv_numbers import positive
from planner.exchange.recordings.sport_words import NamedSport
from planner.text import format_count
from planner.training.workouts import Sport

METRES_PER_KM: Final = 1000.0
METRES_PER_MILE: Final = 1609.344
MOST_SECONDS: Final = 14 * 86_400.0
"""The longest races last about a week; a duration of more than two is a mistake."""
_MOST_METRES: Final = 5_000_000.0
_MOST_BEATS: Final = 250.0
_MOST_CLIMB_M: Final = 50_000.0
_FASTEST_KM_PER_H: Final = {Sport.RUN: 30.0, Sport.STRENGTH: 30.0, Sport.CROSS: 150.0}
_FASTEST_SWIM_KM_PER_H: Final = 8.0
_FARTHEST_WITHOUT_TIME_KM: Final = {Sport.RUN: 400.0, Sport.STRENGTH: 400.0, Sport.CROSS: 1500.0}
_FARTHEST_SWIM_KM: Final = 25.0


def shown_distance_m(
    number: float | None, sport: NamedSport, seconds: float | None, unit_m: float = METRES_PER_KM
) -> float | None:
    """Return the metres of a distance that is shown to people without its unit.

    It is in kilometres or miles, but in metres for a pool and a track: ``1,500`` is never 1500 km. Which of them is
    found from the speed that it would mean.

    Args:
        number: The distance as it is shown.
        sport: Of what; swimmers are slow.
        seconds: How long it took.
        unit_m: The metres of a kilometre or a mile, whichever the file has.
    """
    if number is None:
        return None
    fastest = _FASTEST_SWIM_KM_PER_H if sport.is_swim else _FASTEST_KM_PER_H[sport.sport]
    farthest = _FARTHEST_SWIM_KM if sport.is_swim else _FARTHEST_WITHOUT_TIME_KM[sport.sport]
    most_km = fastest * seconds / 3600 if seconds else farthest
    metres = number * unit_m
    return believed_distance_m(number if metres > most_km * METRES_PER_KM else metres)


def believed_distance_m(metres: float | None) -> float | None:
    """Return a distance that can be true; 0 means that it is not known. Rounded to centimetres."""
    believed = positive(metres, _MOST_METRES)
    return None if believed is None else round(believed, 2)


def believed_hr(beats: float | None) -> int | None:
    """Return a mean heart rate that can be true, in whole beats a minute."""
    believed = positive(beats, _MOST_BEATS)
    return None if believed is None else round(believed)


def believed_ascent_m(metres: float | None) -> float | None:
    """Return a climb that can be true; a flat run climbs 0 m."""
    return metres if metres is not None and 0 <= metres <= _MOST_CLIMB_M else None


def sets_line(sport: Sport, sets: float | None, repetitions: float | None) -> str:
    """Return the number of sets and repetitions of a strength session as one line; empty where none were counted."""
    if sport is not Sport.STRENGTH:
        return ""
    counted = ((sets, "set"), (repetitions, "repetition"))
    return ", ".join(format_count(round(number), noun) for number, noun in counted if number and 1 <= number < 10_000)
